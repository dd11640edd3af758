"""Groovy's words for what is missing: methods, properties, constructors."""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import class_name
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import to_string
from igor.groovy.values import GRange

_MAX_VALUE = 60


def type_names(arguments: list[Any]) -> str:
    """``java.lang.String, null`` of the arguments."""
    return ", ".join("null" if item is None else class_name(item) for item in arguments)


def argument_values(arguments: list[Any]) -> str:
    """``x, [1, 2]`` as MissingMethodException shows values, long ones cut."""
    return ", ".join(_short(_value_text(item)) for item in arguments)


def _value_text(value: Any) -> str:
    return f"{to_string(value.start)}..{to_string(value.end)}" if isinstance(value, GRange) else to_string(value)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 3] + "..."


def similar(name: str, known: list[str]) -> list[str]:
    """Those of the ``known`` (``foo(int)`` or ``foo``) whose names look like ``name``, best first."""
    from difflib import SequenceMatcher  # slow to start, used for errors only

    wanted = name.lower()

    def score(text: str) -> float:
        return SequenceMatcher(None, wanted, text.partition("(")[0].lower()).ratio()

    ranked = sorted(((score(text), -index, text) for index, text in enumerate(dict.fromkeys(known))), reverse=True)
    return [text for value, _, text in ranked if value >= 0.6][:6]


def missing_method(
    owner: str, name: str, arguments: list[Any], known: list[str] | None = None, static: bool = False
) -> GroovyRuntimeError:
    """groovy.lang.MissingMethodException."""
    text = (
        f"No signature of method: {'static ' if static else ''}{owner}.{name}() is applicable for argument types: "
        f"({type_names(arguments)}) values: [{argument_values(arguments)}]"
    )
    return GroovyRuntimeError("groovy.lang.MissingMethodException", text + _solutions(known or [], name))


def _solutions(known: list[str], name: str) -> str:
    hints = known if name in ("call", "doCall") and len(known) == 1 else similar(name, known)
    return f"\nPossible solutions: {', '.join(hints)}" if hints else ""


def missing_property(owner: str, name: str, known: list[str] | None = None) -> GroovyRuntimeError:
    """groovy.lang.MissingPropertyException."""
    text = f"No such property: {name} for class: {owner}"
    return GroovyRuntimeError("groovy.lang.MissingPropertyException", text + _solutions(known or [], name))


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
