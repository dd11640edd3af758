"""The script files of a seed step: Ant patterns below the workspace.

``?`` and ``*`` match within a path segment, ``**`` any number of segments, a trailing ``/`` means ``/**``.
Source: Ant's directory-based tasks; javaposse.jobdsl.plugin.ScriptRequestGenerator.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from igor.jobdsl.session import Script
from igor.model.errors import Invalid, NotFound
from igor.model.job import SeedStep

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def scripts_of(step: SeedStep, workspace: Path) -> tuple[Script, ...]:
    """The step's scripts in the order in which they run: targets as listed, files of one target by name.

    Raises:
        NotFound: a target that no file matches, unless the step ignores missing files.
        Invalid: a file that is not UTF-8 text.
    """
    if step.script_text is not None:
        return (Script("script", step.script_text),)
    files = [file for target in step.targets for file in _files_of(target, workspace, step.ignore_missing_files)]
    return tuple(_script(file, workspace) for file in dict.fromkeys(files))


def classpath_of(step: SeedStep, workspace: Path) -> tuple[Path, ...]:
    """The step's additional class path."""
    return tuple(workspace / entry for entry in step.additional_classpath)


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
    target = target.removeprefix(f"{workspace}/")
    plain = workspace / target
    if not re.search(r"[*?]", target) and plain.is_file():
        return [plain]
    found = matching([target], workspace)
    if found or may_miss:
        return found
    raise NotFound(f"no Job DSL script(s) found at {target} in {workspace}", hint="check the seed job's targets")


def _walk(root: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(root, followlinks=True):
        yield from (Path(folder, name) for name in names)


def _script(file: Path, workspace: Path) -> Script:
    name = file.relative_to(workspace).as_posix() if file.is_relative_to(workspace) else str(file)
    try:
        return Script(name, file.read_text(encoding="utf-8"), file)
    except UnicodeDecodeError as error:
        raise Invalid(f"{name}: byte {error.start} is not UTF-8 text", hint="save the script as UTF-8") from error
