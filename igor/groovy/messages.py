"""Groovy's words for what is missing: methods, properties, constructors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from igor.groovy.class_model import JavaClass, class_name
from igor.groovy.host import HostObject
from igor.groovy.identities import identity_hash
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError
from igor.groovy.suggestions import methods_like, properties_like
from igor.groovy.text import range_text, to_string
from igor.groovy.values import GSet, GStringValue, from_key

_MAX_TEXT = 60
#: Collections that hold themselves are printed as usual from here on.
_DEEPEST = 40


def type_names(arguments: list[Any]) -> str:
    """``java.lang.String, null`` of the arguments."""
    return ", ".join(map(_type_name, arguments))


def _type_name(value: Any) -> str:
    return "null" if value is None else class_name(value)


def argument_values(arguments: list[Any]) -> str:
    """``[x, [1, 2]]`` as MissingMethodException shows values: what follows some sixty characters is left out."""
    return _items_text(arguments, _MAX_TEXT, _safe_text, 0)


def _items_text(items: Any, most: int, form: Callable[[Any, int, int], str], depth: int) -> str:
    """InvokerHelper.formatList: a further item is shown only while the text is not longer than ``most``."""
    text = "["
    for index, item in enumerate(items):
        text += ", " if index else ""
        if len(text) > most:
            text += "..."
            break
        text += form(item, max(0, most - len(text)), depth)
    return f"{text}]"


def _value_text(value: Any, most: int, depth: int) -> str:
    if isinstance(value, GRange):
        return range_text(value)
    if isinstance(value, HostObject) or getattr(value, "component", "") == "char" or depth > _DEEPEST:
        return to_string(value)
    if isinstance(value, (list, GSet)):
        form = partial(_part_text, value, "(this Collection)")
        return _items_text(value, most, form, depth + 1)
    if isinstance(value, dict) and value:
        form = partial(_part_text, value, "(this Map)")
        return _items_text(value.items(), most, partial(_entry_text, form), depth + 1)
    return to_string(value)


def _part_text(whole: Any, itself: str, part: Any, most: int, depth: int) -> str:
    return itself if part is whole else _value_text(part, most, depth)


def _entry_text(form: Callable[[Any, int, int], str], entry: tuple[Any, Any], most: int, depth: int) -> str:
    key = form(from_key(entry[0]), most, depth)
    return f"{key}:{form(entry[1], max(0, most - len(key) - 1), depth)}"


def _safe_text(value: Any, most: int, depth: int) -> str:
    """A value whose text cannot be made is shown by its class."""
    try:
        return _value_text(value, most, depth)
    except BudgetError:
        raise
    except GroovyRuntimeError:
        code = "????" if isinstance(value, GStringValue) else f"{identity_hash(value):x}"
        return f"<{class_name(value)}@{code}>"


def missing_field(name: str, owner: str) -> GroovyRuntimeError:
    """groovy.lang.MissingFieldException: ``.@name`` of a class that declares no such field."""
    return GroovyRuntimeError("groovy.lang.MissingFieldException", f"No such field: {name} for class: {owner}")


def unselected(name: str, methods: list[str]) -> GroovyRuntimeError:
    """MethodSelectionException: there are no arguments, and each of several methods takes some."""
    lines = "".join(f"\n  public {method}" for method in methods)
    return GroovyRuntimeError(
        "org.codehaus.groovy.runtime.metaclass.MethodSelectionException",
        f"Could not find which method {name}() to invoke from this list:{lines}",
    )


def missing_method(
    owner: str, name: str, arguments: list[Any], candidates: list[str] | None = None, static: bool = False
) -> GroovyRuntimeError:
    """groovy.lang.MissingMethodException; ``candidates`` (``name(type,type)``) are what it chooses its hints from."""
    types = list(map(_type_name, arguments))
    text = (
        f"No signature of method: {'static ' if static else ''}{owner}.{name}() is applicable for argument types: "
        f"({', '.join(types)}) values: {argument_values(arguments)}"
    )
    hints = methods_like(name, types, candidates or [])
    error = GroovyRuntimeError("groovy.lang.MissingMethodException", text + _solutions(hints))
    error.details = {"method": name, "type": JavaClass(owner), "arguments": arguments, "static": static}
    return error


def _solutions(hints: list[str]) -> str:
    return f"\nPossible solutions: {', '.join(hints)}" if hints else ""


def missing_property(owner: str, name: str, candidates: list[str] | None = None) -> GroovyRuntimeError:
    """groovy.lang.MissingPropertyException; ``candidates`` are the names of the properties that there are."""
    text = f"No such property: {name} for class: {owner}"
    hints = properties_like(name, candidates or [])
    error = GroovyRuntimeError("groovy.lang.MissingPropertyException", text + _solutions(hints))
    error.details = {"property": name, "type": JavaClass(owner)}
    return error


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
