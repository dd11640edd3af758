"""The iterating methods on any object (an Iterable of the script's own, a host's collection, null), and ``use``.

``use (Category) { … }``: static methods of classes act as methods of their first parameter meanwhile. Source:
org.codehaus.groovy.runtime.GroovyCategorySupport.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import operators
from igor.groovy.builtin_tables import register_kind, tables_of
from igor.groovy.casts import class_cast
from igor.groovy.class_model import GroovyClass, JavaClass, is_instance
from igor.groovy.closure import ClosureValue
from igor.groovy.dispatch import call_builtin
from igor.groovy.gdk import iterables, lists
from igor.groovy.gdk.cursors import ListCursor
from igor.groovy.host import MISSING
from igor.groovy.iteration import IteratorValue, iterate
from igor.groovy.registry import CHARACTERS, ITERATORS, NULLS, OBJECTS, make_builtin
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.text import NULL_OBJECT, NullObject, inspect, to_string

register_kind(NullObject.java_class, NULLS)


def _items(rt: Runtime, receiver: Any) -> list[Any]:
    return list(iterate(rt, receiver))


@OBJECTS("each")
def each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    iterables.each(rt, _items(rt, receiver), closure)
    return receiver


@NULLS("each", "eachWithIndex")
def null_each(rt: Runtime, receiver: Any, closure: ClosureValue) -> NullObject:
    return NULL_OBJECT


@OBJECTS("eachWithIndex")
def each_with_index(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    iterables.each_with_index(rt, _items(rt, receiver), closure)
    return receiver


def _lent(*runs: Callable[..., Any]) -> Callable[..., Any]:
    """A method of lists as one of any object, by way of the items that it gives."""
    variants = [make_builtin(run, 2) for run in runs]

    def lent(rt: Runtime, receiver: Any, *arguments: Any) -> Any:
        result = call_builtin(rt, variants, list(arguments), _items(rt, receiver))
        if result is MISSING:
            raise NoSignature
        return result

    return lent


def _inject(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> Any:
    if closure is None and not receiver:
        text = "Cannot call inject() over an empty iterable without passing an initial value."
        raise GroovyRuntimeError("java.util.NoSuchElementException", text)
    return iterables.inject(rt, receiver, first, closure)


_LENT: dict[str, Callable[..., Any]] = {
    "find": iterables.find, "findAll": iterables.find_all, "any": iterables.any_,
    "every": iterables.every, "inject": _inject, "grep": iterables.grep, "split": iterables.split,
    "findIndexOf": lists.find_index_of, "findLastIndexOf": lists.find_last_index_of,
    "findIndexValues": lists.find_index_values, "findResult": iterables.find_result,
}  # fmt: skip
for _name, _run in _LENT.items():
    OBJECTS(_name)(_lent(_run))
    NULLS(_name)(_lent(_run))
for _table in (OBJECTS, NULLS, ITERATORS):
    _table("collect")(_lent(iterables.collect, iterables.collect_into))
for _name in ("find", "findAll"):
    CHARACTERS(_name)(_lent(_LENT[_name]))


def _in_order(name: str) -> None:
    """A method of lists whose result is gone through by another iterator."""

    @ITERATORS(name)
    def run(rt: Runtime, receiver: Any, *arguments: Any) -> ListCursor:
        items = _items(rt, receiver)
        result = call_builtin(rt, tables_of(items)[name], list(arguments), items)
        if result is MISSING:
            raise NoSignature
        return ListCursor(items if result is None else result, java_class="java.util.ArrayList$ListItr")


for _name in ("sort", "toSorted", "unique"):
    _in_order(_name)


@NULLS("getClass")
def null_class(rt: Runtime, receiver: None) -> JavaClass:
    return JavaClass("org.codehaus.groovy.runtime.NullObject")


@NULLS("plus")
def null_plus(rt: Runtime, receiver: None, other: Any) -> Any:
    return operators.binary(rt, "+", None, other)


@NULLS("toString")
def null_text(rt: Runtime, receiver: None) -> str:
    return to_string(None)


@NULLS("inspect")
def null_inspect(rt: Runtime, receiver: None) -> str:
    return inspect(None)


@NULLS("equals", "is", "isCase")
def null_equals(rt: Runtime, receiver: None, other: Any) -> bool:
    return other is None


@NULLS("asBoolean")
def null_truth(rt: Runtime, receiver: None) -> bool:
    return False


@OBJECTS("iterator")
def iterator_of_one(rt: Runtime, receiver: Any) -> Any:
    return receiver if is_instance(receiver, "java.util.Iterator") else IteratorValue(iter([receiver]))


@OBJECTS("toList")
def list_of_iterator(rt: Runtime, receiver: Any) -> list[Any]:
    if not is_instance(receiver, "java.util.Iterator"):
        raise NoSignature
    return list(iterate(rt, receiver))


@NULLS("iterator")
def null_iterator(rt: Runtime, receiver: None) -> IteratorValue:
    return IteratorValue(iter(()))


@NULLS("with")
def null_with(rt: Runtime, receiver: None, closure: ClosureValue) -> Any:
    copy = closure.clone()
    copy.delegate = None
    return copy.call(None)


@NULLS("asType")
def null_as(rt: Runtime, receiver: None, cls: Any) -> None:
    return None


@OBJECTS("use")
def use(rt: Runtime, receiver: Any, *arguments: Any) -> Any:
    if len(arguments) < 2 or not isinstance(arguments[-1], ClosureValue):
        raise NoSignature
    classes = list(arguments[:-1])
    if in_list := len(classes) == 1 and isinstance(classes[0], list):
        classes = list(classes[0])
    for one in classes:
        if not isinstance(one, (GroovyClass, JavaClass)):
            raise class_cast(one, "java.lang.Class") if in_list else NoSignature
    before = rt.categories
    rt.categories = [*before, *classes]
    try:
        return arguments[-1].call()
    finally:
        rt.categories = before
