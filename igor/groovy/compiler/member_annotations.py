"""The annotations of methods and fields that change code: Memoized, Newify, IndexedProperty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast, operators, properties
from igor.groovy.class_model import CompiledMethod, GroovyClass, GroovyObject
from igor.groovy.semantics import NO_SITE
from igor.groovy.values import to_key


def has_annotation(node: Any, name: str) -> bool:
    """Whether a member carries the annotation of that simple name."""
    return any(annotation.name.rpartition(".")[2] == name for annotation in node.annotations)


def memoized(run: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A method that remembers its results, each object its own."""
    slot = f"$memoized {name}"

    def call(this: Any, arguments: list[Any]) -> Any:
        holder = this.statics if isinstance(this, GroovyClass) else this.fields
        known = holder.setdefault(slot, {})
        key = to_key(list(arguments))
        if key not in known:
            known[key] = run(this, arguments)
        return known[key]

    return call


def newified_by(annotations: tuple[ast.Annotation, ...], around: frozenset[str] | None) -> frozenset[str] | None:
    """The simple names of ``@Newify([A, B])``; what holds ``around`` when there is no such annotation."""
    for annotation in annotations:
        if annotation.name.rpartition(".")[2] == "Newify":
            return frozenset(class_names(dict(annotation.members).get("value")))
    return around


def class_names(node: Any) -> list[str]:
    """The names in ``A`` or ``[A, B]``."""
    items = node.items if isinstance(node, ast.ListLiteral) else (node,)
    return [item.name for item in items if isinstance(item, ast.Variable)]


def add_indexed_property(rt: Any, cls: GroovyClass, name: str) -> None:
    """``@IndexedProperty``: ``getName(index)`` and ``setName(index, value)``."""
    capital = properties.capitalized(name)

    def get(this: GroovyObject, arguments: list[Any]) -> Any:
        return operators.index(rt, this.fields[name], arguments[0], NO_SITE)

    def put(this: GroovyObject, arguments: list[Any]) -> None:
        operators.put_index(rt, this.fields[name], arguments[0], arguments[1], NO_SITE)

    for accessor, count, run in ((f"get{capital}", 1, get), (f"set{capital}", 2, put)):
        method = CompiledMethod(accessor, ("int", "java.lang.Object")[:count], count, run)
        method.accepts = _takes(count)
        cls.methods.setdefault(accessor, []).append(method)


def _takes(count: int) -> Callable[[list[Any]], int]:
    return lambda arguments: 20 if len(arguments) == count else -1
