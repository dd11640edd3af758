"""Variables that EnvInject sets: as the job's property, or around the build.

A Groovy script is read when it is a map of plain values, as it mostly is; one that has to be run is reported.
Source: org.jenkinsci.plugins.envinject.{EnvInjectJobProperty,EnvInjectBuildWrapper,EnvInjectInfo}.
"""

from __future__ import annotations

import re

from igor.configxml.cursor import Element, child_text, line, text_of
from igor.configxml.draft import JobDraft
from igor.model.job import UnsupportedElement

_HARMLESS = {"loadFilesFromMaster": frozenset({"false"}), "secureGroovyScript": frozenset({"*"})}
_CONSEQUENCE = "its variables are not set"
_TEXT = r"'([^'\\]*)'|\"([^\"\\$]*)\""
_ENTRY = re.compile(rf"\s*(?:{_TEXT}|([A-Za-z_]\w*))\s*:\s*(?:{_TEXT}|(-?\d+|true|false))\s*(,|$)")
_MAP = re.compile(r"\s*(?:return\s+)?\[(.*)\]\s*;?\s*", re.DOTALL)


def read_environment(draft: JobDraft, element: Element) -> None:
    """The property or the wrapper with its ``info``; ``on`` false: it is switched off."""
    if child_text(element, "on").strip() == "false":
        return
    for info in element.iterfind("info"):
        readers = {"propertiesContent": _read_properties, "groovyScriptContent": _read_script}
        draft.dispatch(info, readers, harmless=_HARMLESS, consequence=_CONSEQUENCE)


def _read_properties(draft: JobDraft, element: Element) -> None:
    for offset, text in enumerate(text_of(element).splitlines()):
        name, equals, value = text.strip().partition("=")
        if not name or name.startswith(("#", "!")):
            continue
        if not equals:
            where = UnsupportedElement(
                f"“{name}”", line(element) + offset, "there is no = in the line: no variable is set"
            )
            draft.cursor.unsupported.append(where)
            continue
        draft.environment.append((name.strip(), value.strip()))


def _read_script(draft: JobDraft, element: Element) -> None:
    script = text_of(element)
    if not script.strip():
        return
    found = literal_map(script)
    if found is None:
        draft.cursor.report(element, "only a map of plain values is read, scripts are not run: no variable is set")
        return
    draft.environment.extend(found.items())


def literal_map(script: str) -> dict[str, str] | None:
    """The map that ``return [name: 'value', …]`` is; None when the script is anything else."""
    whole = _MAP.fullmatch(script)
    if whole is None:
        return None
    rest, entries = whole[1], {}
    while rest.strip():
        found = _ENTRY.match(rest)
        if found is None:
            return None
        key = next(text for text in found.group(1, 2, 3) if text is not None)
        entries[key] = next(text for text in found.group(4, 5, 6) if text is not None)
        rest = rest[found.end() :]
    return entries
