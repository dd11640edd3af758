"""The iterating methods on any object (an Iterable of the script's own, a host's collection, null), and ``use``.

``use (Category) { … }``: static methods of classes act as methods of their first parameter meanwhile. Source:
org.codehaus.groovy.runtime.GroovyCategorySupport.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.closure import ClosureValue
from igor.groovy.gdk import iterables
from igor.groovy.iteration import IteratorValue, iterate
from igor.groovy.registry import ITERATORS, NULLS, OBJECTS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.text import inspect, to_string


@OBJECTS("each")
@NULLS("each")
def each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    iterables.each(rt, list(iterate(rt, receiver)), closure)
    return receiver


@OBJECTS("eachWithIndex")
@NULLS("eachWithIndex")
def each_with_index(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    iterables.each_with_index(rt, list(iterate(rt, receiver)), closure)
    return receiver


@OBJECTS("collect")
@NULLS("collect")
@ITERATORS("collect")
def collect(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return iterables.collect(rt, list(iterate(rt, receiver)), closure)


@OBJECTS("find")
@NULLS("find")
def find(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return iterables.find(rt, list(iterate(rt, receiver)), closure)


@OBJECTS("findAll")
@NULLS("findAll")
def find_all(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return iterables.find_all(rt, list(iterate(rt, receiver)), closure)


@OBJECTS("any")
@NULLS("any")
def any_(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return iterables.any_(rt, list(iterate(rt, receiver)), closure)


@OBJECTS("every")
@NULLS("every")
def every(rt: Runtime, receiver: Any, closure: ClosureValue) -> bool:
    return iterables.every(rt, list(iterate(rt, receiver)), closure)


@OBJECTS("inject")
@NULLS("inject")
def inject(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue) -> Any:
    return iterables.inject(rt, list(iterate(rt, receiver)), first, closure)


@NULLS("toString")
def null_text(rt: Runtime, receiver: None) -> str:
    return to_string(None)


@NULLS("inspect")
def null_inspect(rt: Runtime, receiver: None) -> str:
    return inspect(None)


@NULLS("equals", "is")
def null_equals(rt: Runtime, receiver: None, other: Any) -> bool:
    return other is None


@NULLS("asBoolean")
def null_truth(rt: Runtime, receiver: None) -> bool:
    return False


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
    if len(classes) == 1 and isinstance(classes[0], list):
        classes = list(classes[0])
    before = rt.categories
    rt.categories = [*before, *classes]
    try:
        return arguments[-1].call()
    finally:
        rt.categories = before
