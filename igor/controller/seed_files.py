"""The files of a seed step, scripts and class path: Ant patterns below the workspace, and nothing outside of it.

``?`` and ``*`` match within a path segment, ``**`` any number of segments, a trailing ``/`` means ``/**``.
Source: Ant's directory-based tasks; javaposse.jobdsl.plugin.ScriptRequestGenerator.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igor.jobdsl import jobs_yaml
from igor.jobdsl.session import INLINE, Script
from igor.model.errors import Invalid, NotFound
from igor.model.job import SeedStep

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class SeedFiles:
    """What a step reads: its scripts in order, and the variables that YAML files among them provide."""

    scripts: tuple[Script, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


def scripts_of(step: SeedStep, workspace: Path, variables: Mapping[str, Any] | None = None) -> SeedFiles:
    """The step's scripts in the order in which they run: targets as listed, files of one target by name.

    A target may be a YAML file (see ``igor.jobdsl.jobs_yaml``), which holds scripts itself.

    Raises:
        NotFound: a target that no file matches, unless the step ignores missing files.
        Invalid: a file that is not UTF-8 text, or outside the workspace; a YAML file of another form.
    """
    if step.script_text is not None:
        return SeedFiles((Script(INLINE, step.script_text),))
    files = [file for target in step.targets for file in _files_of(target, workspace, step.ignore_missing_files)]
    scripts: list[Script] = []
    provided: dict[str, str] = {}
    for file in dict.fromkeys(files):
        if file.suffix in jobs_yaml.SUFFIXES:
            jobs = jobs_yaml.read_jobs(file, _name(file, workspace), {**(variables or {}), **provided})
            scripts += jobs.scripts
            provided |= jobs.variables
        else:
            scripts.append(_script(file, workspace))
    once = {script.path or script.source: script for script in reversed(scripts)}
    return SeedFiles(tuple(reversed(once.values())), provided)


@dataclass(frozen=True, slots=True)
class Classpath:
    """Folders of helper classes; ``unusable``: what else the step names, each a sentence for the log."""

    folders: tuple[Path, ...]
    unusable: tuple[str, ...] = ()


def classpath_of(step: SeedStep, workspace: Path) -> Classpath:
    """The step's additional class path. What does not exist is left out, as Java does.

    Raises:
        Invalid: an entry outside the workspace.
    """
    entries: list[Path] = []
    for entry in step.additional_classpath:
        entries += matching([entry], workspace) if _is_pattern(entry) else [_inside(entry, workspace)]
    files = [entry for entry in dict.fromkeys(entries) if entry.is_file()]
    return Classpath(
        tuple(entry for entry in dict.fromkeys(entries) if entry.is_dir()),
        tuple(_unusable(file.relative_to(workspace)) for file in files),
    )


def _unusable(file: Path) -> str:
    return f"{file} on the class path is left out: it is no folder of Groovy sources, and Igor runs no Java classes"


def pattern(target: str) -> re.Pattern[str]:
    """An Ant pattern as a regular expression over relative paths with ``/``."""
    normal = target.removeprefix("./")
    normal += "**" if normal.endswith("/") else ""
    return re.compile("".join(_MEANING.get(token, re.escape(token)) for token in _TOKEN.findall(normal)))


def matching(targets: Sequence[str], root: Path) -> list[Path]:
    """The files below ``root`` that any of the patterns matches, by name."""
    patterns = [pattern(target) for target in targets]
    found = (file for file in _walk(root) if any(p.fullmatch(file.relative_to(root).as_posix()) for p in patterns))
    return sorted(found)


def _files_of(target: str, workspace: Path, may_miss: bool) -> list[Path]:
    target = posixpath.normpath(target.removeprefix(f"{workspace}/")) + ("/" if target.endswith("/") else "")
    if not _is_pattern(target) and (plain := _inside(target, workspace)).is_file():
        return [plain]
    found = matching([target], workspace)
    if found or may_miss:
        return found
    raise NotFound(f"no Job DSL script(s) found at {target} in {workspace}", hint="check the seed job's targets")


def _is_pattern(text: str) -> bool:
    return any(character in text for character in "*?")


def _inside(path: str, workspace: Path) -> Path:
    """The path below the workspace; its links may not lead out."""
    file = workspace / path
    if not file.resolve().is_relative_to(workspace.resolve()):
        raise Invalid(f"{path} lies outside the workspace {workspace}", hint="name what lies below it")
    return file


def _walk(root: Path) -> Iterator[Path]:
    """The files below a folder; links are followed while they stay inside, each folder once."""
    seen: set[Path] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        real = Path(folder).resolve()
        if real in seen or not real.is_relative_to(root.resolve()):
            folders.clear()
            continue
        seen.add(real)
        yield from (file for name in names if _stays(file := Path(folder, name), root))


def _stays(file: Path, root: Path) -> bool:
    return not file.is_symlink() or file.resolve().is_relative_to(root.resolve())


def _script(file: Path, workspace: Path) -> Script:
    name = _name(file, workspace)
    try:
        return Script(name, file.read_text(encoding="utf-8"), file)
    except UnicodeDecodeError as error:
        raise Invalid(f"{name}: byte {error.start} is not UTF-8 text", hint="save the script as UTF-8") from error


def _name(file: Path, workspace: Path) -> str:
    return file.relative_to(workspace).as_posix() if file.is_relative_to(workspace) else str(file)
