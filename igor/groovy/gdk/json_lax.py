"""groovy.json.JsonParserType, and the lax JSON that its LAX reads: comments, single quotes, bare keys."""

from __future__ import annotations

import re

from igor.groovy.registry import StaticTable
from igor.groovy.text import Printable


class ParserType(Printable):
    """A constant of groovy.json.JsonParserType; only LAX reads another language."""

    java_class = "groovy.json.JsonParserType"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_text(self) -> str:
        return self.name


StaticTable("groovy.json.JsonParserType").constants.update(
    {name: ParserType(name) for name in ("CHAR_BUFFER", "INDEX_OVERLAY", "CHARACTER_SOURCE", "LAX")}
)

_LAX = re.compile(
    r'("(?:[^"\\]|\\.)*")|\'((?:[^\'\\]|\\.)*)\'|//[^\n]*|/\*.*?\*/|#[^\n]*|([A-Za-z_$][\w$]*)(?=\s*:)', re.DOTALL
)


def strict_form(source: str) -> str:
    """LAX JSON as strict JSON: comments go, single quotes and bare keys become double quotes."""

    def strict(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        bare = found[2].replace("\\'", "'").replace('"', '\\"') if found[2] is not None else found[3]
        return "" if bare is None else f'"{bare}"'

    return _LAX.sub(strict, source)
