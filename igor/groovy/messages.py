"""Groovy's words for what is missing: methods, properties, constructors."""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import class_name
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.suggestions import methods_like, properties_like
from igor.groovy.text import range_text, to_string

_MAX_VALUE = 60


def type_names(arguments: list[Any]) -> str:
    """``java.lang.String, null`` of the arguments."""
    return ", ".join(map(_type_name, arguments))


def _type_name(value: Any) -> str:
    return "null" if value is None else class_name(value)


def argument_values(arguments: list[Any]) -> str:
    """``x, [1, 2]`` as MissingMethodException shows values, long ones cut."""
    return ", ".join(_short(_value_text(item)) for item in arguments)


def _value_text(value: Any) -> str:
    return range_text(value) if isinstance(value, GRange) else to_string(value)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 3] + "..."


def missing_field(name: str, cls: Any) -> GroovyRuntimeError:
    """groovy.lang.MissingFieldException: ``.@name`` of a class that declares no such field."""
    return GroovyRuntimeError("groovy.lang.MissingFieldException", f"No such field: {name} for class: {cls.name}")


def missing_method(
    owner: str, name: str, arguments: list[Any], candidates: list[str] | None = None, static: bool = False
) -> GroovyRuntimeError:
    """groovy.lang.MissingMethodException; ``candidates`` (``name(type,type)``) are what it chooses its hints from."""
    text = (
        f"No signature of method: {'static ' if static else ''}{owner}.{name}() is applicable for argument types: "
        f"({type_names(arguments)}) values: [{argument_values(arguments)}]"
    )
    hints = methods_like(name, [_type_name(item) for item in arguments], candidates or [])
    return GroovyRuntimeError("groovy.lang.MissingMethodException", text + _solutions(hints))


def _solutions(hints: list[str]) -> str:
    return f"\nPossible solutions: {', '.join(hints)}" if hints else ""


def missing_property(owner: str, name: str, candidates: list[str] | None = None) -> GroovyRuntimeError:
    """groovy.lang.MissingPropertyException; ``candidates`` are the names of the properties that there are."""
    text = f"No such property: {name} for class: {owner}"
    hints = properties_like(name, candidates or [])
    return GroovyRuntimeError("groovy.lang.MissingPropertyException", text + _solutions(hints))


def read_only(owner: str, name: str) -> GroovyRuntimeError:
    """groovy.lang.ReadOnlyPropertyException."""
    return GroovyRuntimeError(
        "groovy.lang.ReadOnlyPropertyException", f"Cannot set readonly property: {name} for class: {owner}"
    )


def missing_constructor(owner: str, arguments: list[Any]) -> GroovyRuntimeError:
    """What Groovy says when no constructor takes the arguments."""
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"Could not find matching constructor for: {owner}({type_names(arguments)})",
    )
