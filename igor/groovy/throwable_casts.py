"""Casts to exceptions: what a collection, an array or a map holds are the arguments of a constructor.

Source: ``DefaultTypeTransformation.castToType`` and ``DefaultGroovyMethods.asType`` of org.codehaus.groovy.runtime.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import properties
from igor.groovy.casts import items_of
from igor.groovy.class_model import JavaClass, ancestors
from igor.groovy.closure import ClosureValue
from igor.groovy.construct import construct
from igor.groovy.ranges import GRange
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import java_text, to_string
from igor.groovy.values import GSet, from_key

_WITHOUT_STACK = "org.codehaus.groovy.runtime.metaclass.MissingPropertyExceptionNoStack"
_OF_GROOVY = ("groovy.lang.MissingMethodException", "groovy.lang.MissingPropertyException")
_ASSERTION = "java.lang.AssertionError"
#: With constructors for a String alone and for a Throwable alone.
_WITH_CAUSE = frozenset(
    f"java.lang.{name}"
    for name in (
        "Throwable", "Exception", "RuntimeException", "IllegalArgumentException", "IllegalStateException",
        "UnsupportedOperationException",
    )
)  # fmt: skip


def is_throwable(cls: Any) -> bool:
    """Whether it is one of the built-in exceptions."""
    return isinstance(cls, JavaClass) and "java.lang.Throwable" in ancestors(cls.name)


def as_throwable(rt: Runtime, cast: Callable[[Any], Any], cls: JavaClass, value: Any, coerced: bool) -> Any:
    """``(cls) value``, or ``value as cls``; ``cast`` takes what is such an exception already and refuses the rest."""
    several = isinstance(value, (list, GSet, GRange))
    if coerced and cls.name == _ASSERTION and (several or isinstance(value, dict)):
        return construct(rt, cls, [java_text(value)])
    try:
        return cast(value)
    except GroovyRuntimeError as refused:
        if isinstance(value, (dict, ClosureValue)) and coerced and cls.name in _OF_GROOVY:
            kind = "map" if isinstance(value, dict) else "closure"
            text = f"Error casting {kind} to {cls.name}, Reason: null"
            raise GroovyRuntimeError(refused.groovy_class, text) from None
        if isinstance(value, dict) and (not coerced or not value):
            return _of_items(rt, refused, cls, [value], value)
        if several:
            return _of_items(rt, refused, cls, items_of(value) or [], value)
        raise


def _of_items(rt: Runtime, refused: GroovyRuntimeError, cls: JavaClass, items: list[Any], value: Any) -> Any:
    only = items[0] if len(items) == 1 else cls
    if cls.name == _ASSERTION and items and not isinstance(only, str):
        return construct(rt, cls, [java_text(value if only is cls else only)])
    if isinstance(only, dict) and cls.name not in _OF_GROOVY:
        return _with_properties(rt, refused, cls, only)
    if only is None and cls.name in _WITH_CAUSE:
        raise _because(refused, _ambiguous(cls))
    if type(only) is int and cls.name == "java.lang.IndexOutOfBoundsException":
        return construct(rt, cls, [f"Index out of range: {only}"])
    try:
        return construct(rt, cls, items)
    except GroovyRuntimeError as error:
        if "Could not find matching constructor" not in (error.groovy_message or ""):
            raise
        raise refused from None


def _with_properties(rt: Runtime, refused: GroovyRuntimeError, cls: JavaClass, values: dict[Any, Any]) -> Any:
    """``(Exception) [a: 1]``: a map alone gives the properties of what is made without arguments."""
    result = construct(rt, cls, [])
    for key, value in values.items():
        name = to_string(from_key(key))
        try:
            properties.set_(rt, result, name, value)
        except GroovyRuntimeError:
            raise _because(refused, f"{_WITHOUT_STACK}: No such property: {name} for class: {cls.name}") from None
    return result


def _because(refused: GroovyRuntimeError, reason: str) -> GroovyRuntimeError:
    text = (refused.groovy_message or "").partition(" due to: ")[0]
    return GroovyRuntimeError(refused.groovy_class, f"{text} due to: {reason}")


def _ambiguous(cls: JavaClass) -> str:
    return (
        f"groovy.lang.GroovyRuntimeException: Ambiguous method overloading for method {cls.name}#<init>.\n"
        "Cannot resolve which method to invoke for [null] due to overlapping prototypes between:"
        "\n\t[class java.lang.String]\n\t[class java.lang.Throwable]"
    )
