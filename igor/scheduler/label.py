"""Label expressions: which nodes may run a job.

    iff     = implies ("<->" implies)*
    implies = or ("->" or)?                  no chaining: a->b->c is an error
    or      = and ("||" and)*
    and     = not ("&&" not)*
    not     = "!"? primary
    primary = "(" iff ")" | atom | quoted

An atom has none of ``& | ! < > ( ) " '``, no blanks, and ``-`` only where no ``>`` follows. Printing keeps the
parentheses as written and has no blanks. Source: hudson.model.labels, LabelExpressionLexer.g4 and -Parser.g4.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from igor.model.errors import Invalid, InvalidSource
from igor.model.names import check_good_name

_MAX_DEPTH = 100
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_TOKEN = re.compile(
    r"""(?P<operator>&&|\|\||<->|->|!|\(|\))
      | (?P<atom>(?:-(?!>)|[^&|!<>()\s"'-])+)
      | (?P<quoted>"(?:\\[btnfr"'\\]|[^\\"\r\n])*")""",
    re.VERBOSE,
)
_TRUTH: dict[str, Callable[[bool, bool], bool]] = {
    "&&": lambda a, b: a and b,
    "||": lambda a, b: a or b,
    "->": lambda a, b: not a or b,
    "<->": lambda a, b: a == b,
}


@dataclass(frozen=True, slots=True)
class Atom:
    """A single label, or the name of a node."""

    name: str

    def matches(self, labels: frozenset[str]) -> bool:
        return self.name in labels

    def __str__(self) -> str:
        return _quote(self.name) if _needs_quotes(self.name) else self.name


@dataclass(frozen=True, slots=True)
class Not:
    base: LabelExpression

    def matches(self, labels: frozenset[str]) -> bool:
        return not self.base.matches(labels)

    def __str__(self) -> str:
        return f"!{self.base}"


@dataclass(frozen=True, slots=True)
class Paren:
    base: LabelExpression

    def matches(self, labels: frozenset[str]) -> bool:
        return self.base.matches(labels)

    def __str__(self) -> str:
        return f"({self.base})"


@dataclass(frozen=True, slots=True)
class Binary:
    """``operator``: ``&& || -> <->``."""

    operator: str
    left: LabelExpression
    right: LabelExpression

    def matches(self, labels: frozenset[str]) -> bool:
        return _TRUTH[self.operator](self.left.matches(labels), self.right.matches(labels))

    def __str__(self) -> str:
        return f"{self.left}{self.operator}{self.right}"


LabelExpression = Atom | Not | Paren | Binary


@lru_cache(maxsize=4096)
def parse(text: str) -> LabelExpression:
    """The expression.

    Raises:
        InvalidSource: with the column, counted from 1.
    """
    parser = _Parser(text)
    expression = parser.iff(0)
    parser.expect_end()
    return expression


def _needs_quotes(name: str) -> bool:
    """As hudson.model.labels.LabelAtom.needsEscape: also for characters that a name of an item must not have."""
    found = _TOKEN.fullmatch(name)
    if not found or not found["atom"]:
        return True
    try:
        check_good_name(name)
    except Invalid:
        return True
    return False


def _quote(name: str) -> str:
    names = {character: letter for letter, character in _ESCAPES.items()}
    parts = (f"\\{names.get(c, c)}" if c in names or c in "\"'\\" else c for c in name)
    return f'"{"".join(parts)}"'


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text[1:-1])


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._scan())
        self._index = 0

    def iff(self, depth: int) -> LabelExpression:
        left = self._implies(depth)
        while self._accept("<->"):
            left = Binary("<->", left, self._implies(depth))
        return left

    def _implies(self, depth: int) -> LabelExpression:
        left = self._or(depth)
        if not self._accept("->"):
            return left
        right = self._or(depth)
        if self._peek() == "->":
            raise self._error("‘->’ cannot be chained", hint="write (a->b)->c or a->(b->c)")
        return Binary("->", left, right)

    def _or(self, depth: int) -> LabelExpression:
        left = self._and(depth)
        while self._accept("||"):
            left = Binary("||", left, self._and(depth))
        return left

    def _and(self, depth: int) -> LabelExpression:
        left = self._not(depth)
        while self._accept("&&"):
            left = Binary("&&", left, self._not(depth))
        return left

    def _not(self, depth: int) -> LabelExpression:
        return Not(self._primary(depth)) if self._accept("!") else self._primary(depth)

    def _primary(self, depth: int) -> LabelExpression:
        if depth > _MAX_DEPTH:
            raise self._error(f"parentheses are nested deeper than {_MAX_DEPTH}")
        if self._accept("("):
            inner = self.iff(depth + 1)
            if not self._accept(")"):
                raise self._error("‘)’ is missing")
            return Paren(inner)
        kind, text, _ = self._tokens[self._index]
        if kind not in ("atom", "quoted"):
            raise self._error(f"a label is expected, not {_shown(text)}", hint=_LABEL_HINT)
        self._index += 1
        return Atom(text if kind == "atom" else _unquote(text))

    def expect_end(self) -> None:
        kind, text, _ = self._tokens[self._index]
        if kind != "end":
            raise self._error(f"an operator is expected, not {_shown(text)}", hint="join labels by && or ||")

    def _scan(self) -> list[tuple[str, str, int]]:
        """(kind, text, column) of each token; the last has kind ``end``."""
        tokens: list[tuple[str, str, int]] = []
        at = 0
        while at < len(self._text):
            if self._text[at].isspace():
                at += 1
                continue
            found = _TOKEN.match(self._text, at)
            if not found:
                raise self._error(f"{_shown(self._text[at])} is not allowed here", column=at + 1, hint=_LABEL_HINT)
            tokens.append((str(found.lastgroup), found.group(), at + 1))
            at = found.end()
        return [*tokens, ("end", "", len(self._text) + 1)]

    def _peek(self) -> str:
        kind, text, _ = self._tokens[self._index]
        return text if kind == "operator" else ""

    def _accept(self, operator: str) -> bool:
        found = self._peek() == operator
        self._index += found
        return found

    def _error(self, what: str, *, column: int = 0, hint: str = "") -> InvalidSource:
        place = column or self._tokens[self._index][2]
        return InvalidSource(what, file_name="label expression", line=1, column=place, line_text=self._text, hint=hint)


_LABEL_HINT = 'a label with blanks or operators is written in double quotes: "my label"'


def _shown(text: str) -> str:
    return f"‘{text}’" if text else "the end"
