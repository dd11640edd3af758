"""Files below a folder by Ant's patterns: ``**/*.xml, logs/``.

Source: Ant's DirectoryScanner and SelectorUtils, hudson.Util.createFileSet (patterns are separated by commas).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from re import Pattern
from typing import NamedTuple

#: What Ant leaves out unless it is told not to.
DEFAULT_EXCLUDES = tuple(
    ["**/*~", "**/#*#", "**/.#*", "**/%*%", "**/._*", "**/.DS_Store", "**/vssver.scc"]
    + [f"**/{name}{below}" for name in ("CVS", "SCCS", ".svn", ".git", ".hg", ".bzr") for below in ("", "/**")]
    + ["**/.cvsignore", "**/.gitattributes", "**/.gitignore", "**/.gitmodules", "**/.hgignore", "**/.hgsub"]
    + ["**/.hgsubstate", "**/.hgtags", "**/.bzrignore"]
)


class Selection(NamedTuple):
    """Which files: ``includes`` and ``excludes`` are lists separated by commas."""

    includes: str
    excludes: str = ""
    default_excludes: bool = True
    case_sensitive: bool = True
    follow_symlinks: bool = True


def find(folder: str, wanted: Selection) -> Iterator[str]:
    """Paths of the files below ``folder``, relative with ``/``, in the order of their names."""
    includes = _compiled(_split(wanted.includes), wanted.case_sensitive)
    excludes = list(DEFAULT_EXCLUDES) if wanted.default_excludes else []
    excluded = _compiled(excludes + _split(wanted.excludes), wanted.case_sensitive)
    start = _common_folder(_split(wanted.includes)) if wanted.case_sensitive else ""
    for path in _walk(folder, start, wanted.follow_symlinks, excluded, frozenset()):
        if _matches(includes, path) and not _matches(excluded, path):
            yield path


def to_regex(pattern: str) -> str:
    """``**`` stands for any number of folders, ``*`` and ``?`` for characters within a name."""
    parts = _normal(pattern).split("/")
    text = ""
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        if part == "**":
            text += "(?:.*)" if is_last else "(?:[^/]+/)*"
        else:
            text += re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]") + ("" if is_last else "/")
    # "a/**" means the folder a itself, too
    return text[: -len("/(?:.*)")] + "(?:/.*)?" if text.endswith("/(?:.*)") else text


def _normal(pattern: str) -> str:
    """A folder's name with a slash means everything in it."""
    pattern = re.sub("/+", "/", pattern.replace("\\", "/"))
    pattern = pattern[2:] if pattern.startswith("./") else pattern
    return pattern + "**" if pattern.endswith("/") else pattern


def _split(patterns: str) -> list[str]:
    return [part.strip() for part in patterns.split(",") if part.strip()]


def _compiled(patterns: list[str], case_sensitive: bool) -> Pattern[str]:
    joined = "|".join(f"(?:{to_regex(pattern)})" for pattern in patterns) or r"(?!)"
    return re.compile(joined, re.DOTALL | (0 if case_sensitive else re.IGNORECASE))


def _matches(patterns: Pattern[str], path: str) -> bool:
    return patterns.fullmatch(path) is not None


def _common_folder(patterns: list[str]) -> str:
    """The deepest folder in which all matches lie, so that nothing beside it is walked through."""
    plain = []
    for pattern in patterns:
        parts = _normal(pattern).split("/")[:-1]
        fixed = next((index for index, part in enumerate(parts) if re.search(r"[*?]", part)), len(parts))
        plain.append(parts[:fixed])
    common = os.path.commonprefix(plain) if plain else []
    return "/".join(common)


def _walk(
    root: str, below: str, follow: bool, excluded: Pattern[str], seen: frozenset[tuple[int, int]]
) -> Iterator[str]:
    """Files below ``root/below``. A folder that contains itself by a link is entered once."""
    try:
        entries = sorted(os.scandir(f"{root}/{below}"), key=lambda entry: entry.name)
        own = Path(root, below).stat()
    except OSError:
        return
    if (own.st_dev, own.st_ino) in seen:
        return
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_symlink() and not follow:
            continue
        if entry.is_file():
            yield path
        elif entry.is_dir() and not _matches(excluded, f"{path}/**"):
            yield from _walk(root, path, follow, excluded, seen | {(own.st_dev, own.st_ino)})
