"""An XML text as lines to compare: one element or line of text each, whatever its indentation, quotes and attributes'
order were.

What ``xml_meaning`` takes for the same gives the same lines.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from igor.configxml import source

#: How many unchanged lines are shown around a change.
_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the elements that hold it, from the root on."""

    text: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hunk:
    """Changes that lie together: the elements that hold them, below the root, and the lines, each begun by ``-``,
    ``+`` or a blank.
    """

    path: tuple[str, ...]
    lines: tuple[str, ...]


def outline(xml: str) -> list[Line]:
    """The lines of a text.

    Raises:
        InvalidSource: not well-formed.
    """
    return list(_element(source.parse(xml, "config.xml"), (), 0))


def hunks(old_xml: str, new_xml: str) -> list[Hunk]:
    """What differs between two texts; an empty text stands for nothing."""
    old, new = (outline(xml) if xml else [] for xml in (old_xml, new_xml))
    matcher = difflib.SequenceMatcher(a=[_key(line) for line in old], b=[_key(line) for line in new], autojunk=False)
    return [_hunk(group, old, new) for group in matcher.get_grouped_opcodes(_CONTEXT)]


def _key(line: Line) -> tuple[str, tuple[str, ...]]:
    return line.text.strip(), line.path


def _hunk(group: Sequence[tuple[str, int, int, int, int]], old: list[Line], new: list[Line]) -> Hunk:
    lines: list[tuple[str, Line]] = []
    for tag, old_start, old_end, new_start, new_end in group:
        if tag == "equal":
            lines += [(" ", line) for line in new[new_start:new_end]]
        else:
            lines += [("-", line) for line in old[old_start:old_end]] + [("+", line) for line in new[new_start:new_end]]
    path = _common([line.path for mark, line in lines if mark != " "])
    shown = [(mark, line) for mark, line in lines if mark != " " or line.path[: len(path)] == path]
    indent = min(len(line.text) - len(line.text.lstrip()) for _, line in shown)
    return Hunk(path[1:], tuple(f"{mark} {line.text[indent:]}" for mark, line in shown))


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first, *others = paths
    length = next((i for i in range(len(first)) if any(path[: i + 1] != first[: i + 1] for path in others)), len(first))
    return first[:length]


def _element(element: etree._Element, path: tuple[str, ...], depth: int) -> Iterator[Line]:
    indent = "  " * depth
    attributes = "".join(f" {name!s}={quoteattr(str(value))}" for name, value in sorted(element.attrib.items()))
    tag = str(element.tag)
    begin = f"{tag}{attributes}"
    children = list(element)
    text = element.text or ""
    if not children and "\n" not in text:
        whole = f"<{begin}>{escape(text)}</{tag}>" if text else f"<{begin}/>"
        yield Line(indent + whole, path)
        return
    inner = (*path, tag)
    yield Line(f"{indent}<{begin}>", path)
    yield from _text(text, inner, depth + 1, is_whole=not children)
    for child in children:
        yield from _element(child, inner, depth + 1)
        yield from _text(child.tail or "", inner, depth + 1)
    yield Line(f"{indent}</{tag}>", path)


def _text(text: str, path: tuple[str, ...], depth: int, *, is_whole: bool = False) -> Iterator[Line]:
    """The lines of a text, each behind a bar; blank text beside elements means nothing."""
    if is_whole or text.strip():
        yield from (Line(f"{'  ' * depth}| {line}", path) for line in text.split("\n"))
