"""Which of several methods of the same name fits best: how far an argument is from a parameter's type."""

from __future__ import annotations

from typing import Any

from igor.groovy.casts import FUNCTIONAL
from igor.groovy.class_model import class_name, is_instance
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.values import GArray, GStringValue


def distance(value: Any, name: str) -> int:
    """How far an argument is from a parameter of that Java type, -1 when it does not fit (method selection)."""
    if name in ("java.lang.Object", ""):
        return 20
    boxed = PRIMITIVES.get(name, name)
    if value is None:
        return -1 if name in PRIMITIVES else 10
    own = class_name(value)
    if own == boxed:
        return 0
    if name.endswith("[]"):
        return (
            2 if isinstance(value, GArray) and (value.component == name[:-2] or name[:-2] == "java.lang.Object") else -1
        )
    if boxed in _WIDENING and own in _WIDENING[boxed]:
        return 3 + _WIDENING[boxed].index(own)
    if boxed == "java.lang.String" and isinstance(value, GStringValue):
        return 1
    if name in FUNCTIONAL and hasattr(value, "resolve_strategy"):
        return 6
    if is_instance(value, boxed):
        return 12 if boxed in ("java.io.Serializable", "groovy.lang.GroovyObject") else 5
    return -1


_WIDENING: dict[str, tuple[str, ...]] = {
    "java.lang.Long": ("java.lang.Integer", "java.lang.Short", "java.lang.Byte"),
    "java.lang.Integer": ("java.lang.Short", "java.lang.Byte"),
    "java.lang.Double": ("java.lang.Float", "java.math.BigDecimal", "java.lang.Long", "java.lang.Integer"),
    "java.lang.Float": ("java.lang.Integer",),
    "java.math.BigDecimal": ("java.math.BigInteger", "java.lang.Long", "java.lang.Integer", "java.lang.Double"),
    "java.math.BigInteger": ("java.lang.Long", "java.lang.Integer"),
    "java.lang.Number": ("java.lang.Integer", "java.lang.Long", "java.math.BigDecimal", "java.lang.Double"),
}
