"""Small edits on the text of a ``config.xml``: everything else stays byte for byte, formatting included.

A scan of the text finds where the root's children begin and end; the edit is one cut and paste. The result is
read again before it is returned, so that a wrong cut is an error and never a broken item.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape, unescape

from igor.configxml.cursor import text_of
from igor.configxml.source import parse

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?P<close>/)?(?P<name>[^\s/>!?]+)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Span:
    """An element in the text: from its ``<`` to behind its ``>``; its content between ``inner`` and ``inner_end``."""

    path: tuple[str, ...]
    start: int
    end: int
    inner: int
    inner_end: int


def set_description(xml: str, description: str | None) -> str:
    """The XML with this description; None empties it."""
    return _set_text(xml, "description", description or "")


def set_disabled(xml: str, disabled: bool) -> str:
    return _set_text(xml, "disabled", "true" if disabled else "false")


def add_job_name(xml: str, name: str) -> str:
    """A list view's XML with one more job, in case-insensitive order; unchanged if it is there."""
    names = _job_names(xml)
    if name in names:
        return xml
    return _with_job_names(xml, sorted([*names, name], key=str.lower))


def remove_job_name(xml: str, name: str) -> str:
    """A list view's XML without the job; unchanged if it is not there."""
    names = _job_names(xml)
    return _with_job_names(xml, [each for each in names if each != name]) if name in names else xml


#: Where triggers name jobs, separated by commas: the last two elements of the path.
_REFERENCES = frozenset(
    {
        ("hudson.tasks.BuildTrigger", "childProjects"),
        ("jenkins.triggers.ReverseBuildTrigger", "upstreamProjects"),
        ("hudson.plugins.parameterizedtrigger.BuildTriggerConfig", "projects"),
        ("hudson.plugins.parameterizedtrigger.BlockableBuildTriggerConfig", "projects"),
    }
)


def map_job_references(xml: str, change: Callable[[str], str]) -> str:
    """The XML with each name of a job in its triggers as ``change`` gives it; all else stays as it is."""
    if not any(f"<{element}" in xml for _, element in _REFERENCES):
        return xml
    for span in sorted(_spans(xml), key=lambda span: -span.start):
        if span.path[-2:] in _REFERENCES and span.inner < span.end:
            before = unescape(xml[span.inner : span.inner_end])
            after = ",".join(_mapped(name, change) for name in before.split(","))
            if after != before:
                xml = xml[: span.inner] + _escaped(after) + xml[span.inner_end :]
    return _checked(xml)


def _mapped(name: str, change: Callable[[str], str]) -> str:
    stripped = name.strip()
    return name.replace(stripped, change(stripped)) if stripped else name


def _set_text(xml: str, name: str, text: str) -> str:
    element = f"<{name}>{_escaped(text)}</{name}>"
    spans = _spans(xml)
    found = next((span for span in spans if span.path[1:] == (name,)), None)
    if found:
        return _checked(xml[: found.start] + element + xml[found.end :])
    return _checked(_insert_first(xml, spans, element))


def _insert_first(xml: str, spans: list[_Span], element: str) -> str:
    """As first child of the root, indented like the present first child."""
    root = next(span for span in spans if len(span.path) == 1)
    if root.inner == root.end:
        opening = re.sub(r"\s*/>$", ">", xml[root.start : root.end])
        return f"{xml[: root.start]}{opening}{element}</{root.path[0]}>{xml[root.end :]}"
    indent = re.match(r"\s*", xml[root.inner : root.inner_end])
    return xml[: root.inner] + (indent[0] if indent else "") + element + xml[root.inner :]


def _job_names(xml: str) -> list[str]:
    return [text_of(element) for element in parse(xml, "view").iterfind("jobNames/string")]


def _with_job_names(xml: str, names: list[str]) -> str:
    spans = _spans(xml)
    found = next((span for span in spans if span.path[1:] == ("jobNames",)), None)
    if found is None:
        return _with_job_names(_insert_first(xml, spans, "<jobNames/>"), names)
    comparator = next((span for span in spans if span.path[1:] == ("jobNames", "comparator")), None)
    line_start = xml.rfind("\n", 0, found.start) + 1
    indent = "\n" + xml[line_start : found.start] if not xml[line_start : found.start].strip() else ""
    parts = [xml[comparator.start : comparator.end]] if comparator else []
    parts += [f"<string>{_escaped(name)}</string>" for name in names]
    step = "  " if indent else ""
    opening = (
        xml[found.start : found.inner]
        if found.inner != found.end
        else re.sub(r"\s*/>$", ">", xml[found.start : found.end])
    )
    body = "".join(f"{indent}{step}{part}" for part in parts)
    return _checked(f"{xml[: found.start]}{opening}{body}{indent}</jobNames>{xml[found.end :]}")


def _escaped(text: str) -> str:
    """Markup and control characters as references; XML 1.1 allows these."""
    return re.sub(r"[\x01-\x08\x0b\x0c\x0e-\x1f\r]", lambda found: f"&#x{ord(found[0]):x};", escape(text))


def _checked(xml: str) -> str:
    parse(xml, "edited config.xml")
    return xml


def _spans(xml: str) -> list[_Span]:
    """Every element of a well-formed text."""
    parse(xml, "config.xml")
    spans: list[_Span] = []
    open_elements: list[tuple[str, re.Match[str]]] = []
    for found in _MARKUP.finditer(xml):
        name = found["name"]
        if name is None:
            continue
        path = tuple(opened for opened, _ in open_elements)
        if found["close"]:
            _, opening = open_elements.pop()
            spans.append(_Span(path, opening.start(), found.end(), opening.end(), found.start()))
        elif found["rest"].endswith("/"):
            spans.append(_Span((*path, name), found.start(), found.end(), found.end(), found.end()))
        else:
            open_elements.append((name, found))
    return spans
