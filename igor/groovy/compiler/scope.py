"""Which variable a name means: slots of a function's frame, variables captured by closures, fields of the object.

A variable that a closure also uses lives in a ``Cell``; the closure takes the cell with it when it is made. So a
closure made in the body of a loop keeps its own variables, and one that uses the loop's variable sees the last value.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from igor.groovy import ast


class Local(Struct):
    """Where a variable lives: ``kind`` is ``slot`` (frame), ``cell`` (a Cell in the frame), ``closure``, ``object``."""

    kind: str
    index: int
    coerce: Any = None


class FunctionScope:
    """The variables of one script body, method or closure.

    ``shared`` are names used by closures inside; ``captured`` what a closure (or, for ``kind`` ``class``, an
    anonymous class) takes from outside, in order.
    """

    def __init__(self, kind: str, shared: frozenset[str], parent: FunctionScope | None = None) -> None:
        self.kind = kind
        self.shared = shared
        self.parent = parent
        self.blocks: list[dict[str, Local]] = [{}]
        self.size = 0
        self.captured: dict[str, Local] = {}
        self.sources: list[Local] = []

    def push(self) -> None:
        """Enter a block."""
        self.blocks.append({})

    def pop(self) -> None:
        """Leave a block."""
        self.blocks.pop()

    def declare(self, name: str, coerce: Any = None) -> Local:
        """A new variable of the innermost block."""
        local = Local("cell" if name in self.shared else "slot", self.size, coerce)
        self.size += 1
        self.blocks[-1][name] = local
        return local

    def holds(self, name: str) -> bool:
        """Whether a new variable of that name would hide one."""
        if any(name in block for block in self.blocks):
            return True
        return self.kind == "closure" and self.parent is not None and self.parent.holds(name)

    def hidden(self) -> int:
        """A slot without a name."""
        self.size += 1
        return self.size - 1

    def resolve(self, name: str) -> Local | None:
        """The variable of that name, captured from outside when it must be; None when it is no variable."""
        for block in reversed(self.blocks):
            if name in block:
                return block[name]
        if self.parent is None:
            return None
        if name in self.captured:
            return self.captured[name]
        outer = self.parent.resolve(name)
        if outer is None or self.kind == "method":
            return outer
        local = Local("closure" if self.kind == "closure" else "object", len(self.sources), outer.coerce)
        if outer.kind == "object":
            return outer
        self.sources.append(outer)
        self.captured[name] = local
        return local


#: Types of fields, as written in ``ast``, that hold no nodes.
_PLAIN = frozenset({"Any", "Span", "bool", "frozenset[str]", "str", "str | None", "tuple[str, ...]"})
_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields_with_nodes(kind: type) -> tuple[str, ...]:
    written = {
        name: text for one in reversed(kind.__mro__) for name, text in vars(one).get("__annotations__", {}).items()
    }
    return tuple(name for name, text in written.items() if text not in _PLAIN)


def children(node: Any) -> list[Any]:
    """The nodes directly inside a node."""
    kind = type(node)
    if kind is ast.MapEntry and type(node.key) is ast.SpreadMap:
        return [node.value]
    names = _FIELDS.get(kind)
    if names is None:
        names = _FIELDS[kind] = _fields_with_nodes(kind)
    result: list[Any] = []
    for name in names:
        value = getattr(node, name)
        if type(value) is tuple:
            _gather(value, result)
        elif isinstance(value, ast.Node):
            result.append(value)
    return result


def _gather(values: tuple[Any, ...], result: list[Any]) -> None:
    for value in values:
        if type(value) is tuple:
            _gather(value, result)
        elif isinstance(value, ast.Node):
            result.append(value)


#: Groovy compiles what is not spread before what is.
_WITH_SPREADS = frozenset({ast.ListLiteral, ast.Call, ast.New})
#: Spread maps in spread maps double their closures each time, so not beyond this number; only names depend on it.
MOST_DOUBLED = 1000


def _is_spread(node: Any) -> bool:
    return type(node) is ast.Spread


class Outline(Struct, frozen=True):
    """What a body holds: the closures of its own in the order in which Groovy compiles them, those of a spread map
    twice; the names it mentions outside of closures and anonymous classes, and those mentioned inside of them, whose
    variables must be cells.
    """

    closures: tuple[ast.Closure, ...]
    own_names: frozenset[str]
    shared: frozenset[str]


def _as_written(node: Any, inside: list[Any]) -> list[Any]:
    """The nodes inside in the order in which bytecode is made of them."""
    kind = type(node)
    if kind in _WITH_SPREADS:
        return sorted(inside, key=_is_spread)
    if kind is ast.Binary and node.operator == "=":
        return inside[::-1]
    if kind is ast.ForClassic:
        parts = node.header.items
        return [*parts[: len(parts) // 2 + 1], node.body, *parts[len(parts) // 2 + 1 :]]
    if kind in (ast.Prefix, ast.Postfix) and type(node.operand) is ast.Binary and node.operand.operator == "[":
        return [node.operand.right, node.operand.left]
    return inside


class Outlines:
    """The outlines of one source file: each body is walked once, however deep it lies in others."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Outline]] = {}

    def of(self, node: Any) -> Outline:
        """The outline of a body."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = (node, self._walk(node))
        return known[1]

    def _walk(self, node: Any) -> Outline:
        closures: list[ast.Closure] = []
        own_names: set[str] = set()
        shared: set[str] = set()
        stack = [node]
        while stack:
            current = stack.pop()
            kind = type(current)
            if kind is ast.Constant:
                continue
            inside = children(current)
            if kind is ast.Closure or kind is ast.ClassDeclaration:
                hidden: set[str] = set()
                if kind is ast.Closure:
                    closures.append(current)
                    hidden = {one.name for one in current.parameters or () if one.default is None}
                for outline in map(self.of, inside):
                    shared |= outline.own_names - hidden
                    shared |= outline.shared - hidden
                continue
            if kind is ast.MapEntry and type(current.key) is ast.SpreadMap:
                doubled = self.of(current.value).closures
                closures += doubled if len(doubled) <= MOST_DOUBLED else ()
            if kind is ast.Variable:
                own_names.add(current.name)
            elif kind is ast.Call and current.implicit_this and type(current.name) is ast.Constant:
                own_names.add(str(current.name.value))
            stack += reversed(_as_written(current, inside))
        return Outline(tuple(closures), frozenset(own_names), frozenset(shared))
