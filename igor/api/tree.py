"""The ``tree`` query parameter: which properties of an answer are wanted, and which part of its lists.

Grammar: ``node ("," node)*`` with node = name, optional ``[nodes]``, optional ``{range}``. Ranges: ``{m,n}`` with n
exclusive, ``{m}``, ``{m,}``, ``{,n}``. Source: org.kohsuke.stapler.export.NamedPathPruner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(r"[,\[\]{}]|[^,\[\]{}]+")


class MalformedTree(Exception):
    """The expression does not follow the grammar; the text says what was expected at which position."""


@dataclass(slots=True)
class TreeNode:
    """The wanted children by name, and the wanted part ``start`` ≤ index < ``stop`` if the value is a list."""

    children: dict[str, TreeNode] = field(default_factory=dict)
    start: int = 0
    stop: int | None = None

    def child(self, name: str) -> TreeNode | None:
        """The node for a property; ``*`` stands for all that are not named."""
        return self.children.get(name) or self.children.get("*")

    def part(self, values: Sequence[Any]) -> Sequence[Any]:
        """The wanted part of a list."""
        return values if self.start == 0 and self.stop is None else values[self.start : self.stop]


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = [(found.start(), found.group().strip()) for found in _TOKEN.finditer(text)]
        self._tokens = [token for token in self._tokens if token[1]]
        self._next = 0
        self._length = len(text)

    def peek(self) -> str:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else ""

    def fail(self, wanted: str) -> MalformedTree:
        position = self._tokens[self._next][0] if self._next < len(self._tokens) else self._length
        return MalformedTree(f"expected {wanted} at position {position}")

    def accept(self, token: str) -> bool:
        if self.peek() != token:
            return False
        self._next += 1
        return True

    def expect(self, token: str) -> None:
        if not self.accept(token):
            raise self.fail(f"‘{token}’" if token else "the end")

    def name(self) -> str:
        token = self.peek()
        if not token or token in ",[]{}":
            raise self.fail("a name")
        self._next += 1
        return token

    def number(self) -> int:
        token = self.peek()
        if not (token.isascii() and token.isdigit()):
            raise self.fail("a number")
        self._next += 1
        return int(token)

    def end(self) -> None:
        if self._next < len(self._tokens):
            raise self.fail("the end")


#: Deeper nesting is refused: no object of Jenkins has that many levels worth asking for.
MAX_LEVELS = 100


def parse_tree(text: str) -> TreeNode:
    """The expression as a tree. Raises MalformedTree."""
    reader = _Reader(text)
    root = TreeNode()
    _read_list(reader, root, 0)
    reader.end()
    return root


def _read_list(reader: _Reader, parent: TreeNode, level: int) -> None:
    if level > MAX_LEVELS:
        raise MalformedTree(f"more than {MAX_LEVELS} levels")
    _read_node(reader, parent, level)
    while reader.accept(","):
        _read_node(reader, parent, level)


def _read_node(reader: _Reader, parent: TreeNode, level: int) -> None:
    node = TreeNode()
    parent.children[reader.name()] = node
    if reader.accept("["):
        _read_list(reader, node, level + 1)
        reader.expect("]")
    if reader.accept("{"):
        node.start, node.stop = _read_range(reader)
        reader.expect("}")


def _read_range(reader: _Reader) -> tuple[int, int | None]:
    if reader.accept(","):
        return 0, reader.number()
    start = reader.number()
    if reader.peek() == "}":
        return start, start + 1
    reader.expect(",")
    return start, None if reader.peek() == "}" else reader.number()
