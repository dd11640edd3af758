"""From files to a ``Site``: everything that is said, checked as a whole, with every problem at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from igor.deploy.site import checks, wording
from igor.deploy.site.document import Path as KeyPath
from igor.deploy.site.document import dotted
from igor.deploy.site.layers import FILE_NAME, Merged, Surroundings, merge, nearest
from igor.deploy.site.model import Site
from igor.deploy.site.problems import InvalidSite, Problem
from igor.deploy.site.wording import Finding
from igor.model.errors import NotFound

#: Stands in for an address that is wrong, so that all else can be looked at.
_ANY_URL = "https://igor.invalid/"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the site (None when it has errors), everything found, and where values come from."""

    site: Site | None
    problems: list[Problem]
    merged: Merged

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]

    def checked(self) -> Site:
        """The site. Raises InvalidSite."""
        if self.site is None:
            raise InvalidSite(self.errors)
        return self.site


def load_site(
    path: Path | None = None, *, around: Surroundings | None = None, settings: Iterable[tuple[str, str]] = ()
) -> Site:
    """The site that ``igor.yml`` describes, with all that counts beside it.

    Args:
        path: the file; None: the nearest one upwards from the current folder.
        around: environment, the user's and the system's file; None: those of this process.
        settings: (key, text) of ``--set``: they win.

    Raises:
        InvalidSite: everything that is wrong with it, at once.
        NotFound: there is no file.
        OSError: it cannot be read.
    """
    return read_site(path, around=around, settings=settings).checked()


def check_site(path: Path | None = None, *, around: Surroundings | None = None) -> list[Problem]:
    """Errors and warnings, in the order of the file. Raises as ``load_site``, but never InvalidSite."""
    return read_site(path, around=around).problems


def read_site(
    path: Path | None = None, *, around: Surroundings | None = None, settings: Iterable[tuple[str, str]] = ()
) -> Reading:
    """As ``load_site``; what is wrong is in the result."""
    file = path or nearest(Path.cwd())
    if file is None:
        raise NotFound(
            f"there is no {FILE_NAME} in this folder or above it", hint="`igor init --ops` makes one; or name it"
        )
    merged = merge(file, around or Surroundings.of_process(), settings)
    return _validated(merged, file.absolute().parent)


def placed(reading: Reading, groups: Mapping[str, Collection[str]]) -> Site:
    """The site, whose agents are all in an inventory. ``groups``: the names of hosts by group.

    Raises:
        InvalidSite: it has errors, or names a group or host that the inventory has not.
    """
    site = reading.checked()
    problems = [_problem(reading.merged, each) for each in checks.misplaced(site, groups)]
    if problems:
        raise InvalidSite(problems)
    return site


def _validated(merged: Merged, folder: Path) -> Reading:
    if any(each.rule == "syntax" for each in merged.problems):
        return Reading(None, merged.problems, merged)
    seen = {(each.file_name, each.line, each.column) for each in merged.problems}
    findings, site = _model(merged)
    looked_at = site or _model(replace(merged, values=_repaired(merged.values, findings)))[1]
    problems = [_problem(merged, each) for each in findings]
    problems = [each for each in problems if not each.line or (each.file_name, each.line, each.column) not in seen]
    problems += merged.problems
    if looked_at is not None:
        looked_at = looked_at.in_folder(folder)
        problems += [_problem(merged, each) for each in checks.contradictory(looked_at)]
        warned = [*checks.notices(looked_at), *checks.absent(looked_at)]
        problems += [_problem(merged, each, "warning") for each in warned]
    problems = sorted(set(problems), key=lambda each: (each.severity, each.file_name, each.line, each.column))
    is_good = not any(problem.severity == "error" for problem in problems)
    return Reading(looked_at if is_good else None, problems, merged)


def _model(merged: Merged) -> tuple[list[Finding], Site | None]:
    try:
        return [], Site.model_validate(merged.values)
    except ValidationError as error:
        return [wording.finding(each, merged.written) for each in error.errors()], None


def _repaired(values: dict[str, Any], findings: Iterable[Finding]) -> dict[str, Any]:
    """Without what is wrong, so that the rest can be held against each other."""
    copy = deepcopy(values)
    for path in sorted({each.path for each in findings}, key=len, reverse=True):
        _remove(copy, path)
    return {"url": _ANY_URL} | copy


def _remove(values: Any, path: KeyPath) -> None:
    for part in path[:-1]:
        values = values[part] if _has(values, part) else None
    if path and isinstance(values, dict):
        values.pop(path[-1], None)
    elif path and isinstance(values, list) and _has(values, path[-1]):
        values[int(path[-1])] = None


def _has(values: Any, part: str | int) -> bool:
    if isinstance(values, list):
        return isinstance(part, int) and part < len(values)
    return isinstance(values, dict) and part in values


def _problem(merged: Merged, found: Finding, severity: str = "error") -> Problem:
    """At its place in the source that said it."""
    layer = merged.origin(found.path)
    key = dotted(found.path)
    if layer is None:
        return Problem(FILE_NAME, 0, 0, found.message, found.hint, found.rule, key=key, severity=severity)
    place = layer.place(found.path, found.marks_key)
    return layer.document.problem(place, found.message, found.hint, found.rule, key, severity)
