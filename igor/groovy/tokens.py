"""What the lexer hands to the parser: kinds of tokens, and the whole source as parallel lists of them.

A kind is the text itself for operators, brackets and keywords, and one of the capital names below for the rest.
A string with values in it becomes several tokens, as its values are ordinary code:
``"a${b}c"`` is ``GSTRING_START a``, ``{``, ``b``, ``}``, ``GSTRING_END c``.
"""

from __future__ import annotations

from msgspec import Struct

IDENTIFIER = "identifier"
STRING = "string"
GSTRING_START = "string start"
GSTRING_MIDDLE = "string middle"
GSTRING_END = "string end"
NUMBER = "number"
NEWLINE = "newline"
EOF = "end of file"

Position = tuple[int, int]
"""Line and column, both from 1."""

PRIMITIVE_TYPES = frozenset({"void", "boolean", "byte", "char", "short", "int", "float", "long", "double"})
MODIFIERS = frozenset({
    "private", "public", "protected", "static", "transient", "final", "abstract", "native", "threadsafe",
    "synchronized", "volatile", "strictfp",
})  # fmt: skip
TYPE_KEYWORDS = frozenset({"class", "interface", "enum", "trait"})
KEYWORDS = PRIMITIVE_TYPES | MODIFIERS | TYPE_KEYWORDS | {
    "as", "assert", "break", "case", "catch", "const", "continue", "def", "default", "do", "else", "extends", "false",
    "finally", "for", "goto", "if", "implements", "import", "in", "instanceof", "new", "null", "package", "return",
    "super", "switch", "this", "throw", "throws", "true", "try", "while",
}  # fmt: skip

#: After one of these a ``/`` divides; after anything else it opens a slashy string. Nearly every keyword is among them.
EXPRESSION_ENDS = (KEYWORDS - {"abstract", "final", "strictfp", "goto", "const", "do"}) | {
    IDENTIFIER, STRING, GSTRING_END, NUMBER, ")", "]", "}", "++", "--",
}  # fmt: skip


class Tokens(Struct, frozen=True):
    """One source in tokens: entry ``i`` of each list belongs to token ``i``; the last one is ``EOF``.

    ``texts``: the value of a string part, else the source text; ``starts`` and ``ends`` (exclusive) as Groovy counts.
    """

    source: str
    file_name: str
    kinds: list[str]
    texts: list[str]
    starts: list[Position]
    ends: list[Position]
