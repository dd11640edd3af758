"""Which of several methods of the same name fits best: how far an argument is from a parameter's type.

Source: ``org.codehaus.groovy.runtime.MetaClassHelper.calculateParameterDistance``. Interfaces are nearest, then numbers
as the table has them, then superclasses.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import GroovyClass, GroovyObject, ancestors, class_name, is_instance
from igor.groovy.java_types import FUNCTIONAL, PARENTS, PRIMITIVES
from igor.groovy.text import INTERFACES
from igor.groovy.values import GArray, GStringValue

_PRIMITIVE_SHIFT, _OBJECT_SHIFT = 21, 23
#: What an argument that is gathered into an array adds to the distance.
VARARG_DISTANCE = 1 << 44

_ORDER = [
    "boolean",
    "java.lang.Boolean",
    "byte",
    "java.lang.Byte",
    "short",
    "java.lang.Short",
    "char",
    "java.lang.Character",
    "int",
    "java.lang.Integer",
    "long",
    "java.lang.Long",
    "java.math.BigInteger",
    "float",
    "java.lang.Float",
    "double",
    "java.lang.Double",
    "java.math.BigDecimal",
    "java.lang.Number",
    "java.lang.Object",
]
#: Class of the argument → distance of each parameter type of ``_ORDER``.
_DISTANCES = {
    name: dict(zip(_ORDER, map(int, row.split()), strict=True))
    for name, row in {
        "java.lang.Boolean": "1 0 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 2",
        "java.lang.Byte": "18 19 1 0 2 3 16 17 4 5 6 7 8 9 10 11 12 13 14 15",
        "java.lang.Short": "18 19 14 15 1 0 16 17 2 3 4 5 6 7 8 9 10 11 12 13",
        "java.lang.Character": "18 19 16 17 14 15 1 0 2 3 4 5 6 7 8 9 10 11 12 13",
        "java.lang.Integer": "18 19 14 15 12 13 16 17 1 0 2 3 4 5 6 7 8 9 10 11",
        "java.lang.Long": "18 19 14 15 12 13 16 17 10 11 1 0 2 3 4 5 6 7 8 9",
        "java.math.BigInteger": "18 19 9 10 7 8 16 17 5 6 3 4 0 14 15 12 13 11 1 2",
        "java.lang.Float": "18 19 14 15 12 13 16 17 10 11 8 9 7 1 0 2 3 4 5 6",
        "java.lang.Double": "18 19 14 15 12 13 16 17 10 11 8 9 7 5 6 1 0 2 3 4",
        "java.math.BigDecimal": "18 19 14 15 12 13 16 17 10 11 8 9 7 5 6 3 4 0 1 2",
    }.items()
}
_OF_OBJECT = {own: row["java.lang.Object"] << _PRIMITIVE_SHIFT for own, row in _DISTANCES.items()}
#: Object is further from anything but numbers than any other superclass.
_FARTHEST = 1000 << _OBJECT_SHIFT
#: What Groovy makes of a closure given as an argument: interfaces, and classes, with a single abstract method.
SINGLE_METHOD = frozenset({*FUNCTIONAL, "java.lang.Comparable", "java.lang.Iterable", "groovy.lang.GString"})
_WHOLE = ("java.lang.Integer", "java.lang.Short", "java.lang.Byte")
_WIDENING: dict[str, tuple[str, ...]] = {
    "java.lang.Long": _WHOLE,
    "java.lang.Integer": ("java.lang.Short", "java.lang.Byte", "java.math.BigInteger"),
    "java.lang.Short": ("java.lang.Byte",),
    "java.lang.Double": (*_WHOLE, "java.lang.Long", "java.lang.Float", "java.math.BigDecimal", "java.math.BigInteger"),
    "java.lang.Float": (*_WHOLE, "java.lang.Long", "java.math.BigDecimal", "java.math.BigInteger"),
    "java.math.BigDecimal": (*_WHOLE, "java.lang.Long", "java.lang.Float", "java.lang.Double", "java.math.BigInteger"),
    "java.math.BigInteger": (*_WHOLE, "java.lang.Long"),
}


def distance(value: Any, name: str) -> int:
    """How far an argument is from a parameter of that Java type, -1 when it does not fit (method selection)."""
    if value is None:
        return _distance_of_null(name)
    own = class_name(value)
    if name in ("java.lang.Object", ""):
        return _OF_OBJECT.get(own, _FARTHEST)
    if own == name:
        return 0
    if not _fits(value, own, name):
        return -1
    if name in INTERFACES:
        return max(_interface_distance(own, name), 1)
    row = _DISTANCES.get(own)
    if row is not None and name in row:
        return row[name] << _PRIMITIVE_SHIFT
    is_plain_array = isinstance(value, GArray) and not name.endswith("[]")
    return (len(_ORDER) + 1 + 4 * is_plain_array + _superclass_steps(value, own, name)) << _OBJECT_SHIFT


def _distance_of_null(name: str) -> int:
    """An interface is nearest, then Object, then its subclasses, the further from it the worse."""
    if name in PRIMITIVES:
        return -1
    if name in INTERFACES:
        return 0
    return 1 if name in ("java.lang.Object", "") else 2 * len(_superclasses(name)) << _OBJECT_SHIFT


def _fits(value: Any, own: str, name: str) -> bool:
    boxed = PRIMITIVES.get(name, name)
    if own == boxed or own in _WIDENING.get(boxed, ()):
        return True
    if name.endswith("[]"):
        return isinstance(value, GArray) and (
            value.component == name[:-2]
            or (value.component not in PRIMITIVES and name[:-2] in ancestors(value.component))
        )
    if boxed == "java.lang.String":
        return isinstance(value, GStringValue)
    return (name in SINGLE_METHOD and hasattr(value, "resolve_strategy")) or is_instance(value, boxed)


def _holds(component: str, wanted: str) -> bool:
    """Whether an array of one type is an array of the other."""
    return component == wanted or (component not in PRIMITIVES and wanted in ancestors(component))


def _interface_distance(own: str, name: str) -> int:
    """The longest way up from a type to an interface, -1 when there is none."""
    if own == name:
        return 0
    longest = max((_interface_distance(parent, name) for parent in PARENTS.get(own, ())), default=-1)
    return longest + 1 if longest >= 0 else -1


def _superclasses(name: str) -> list[str]:
    """The classes above a built-in one, nearest first, without Object."""
    found: list[str] = []
    current: str | None = name
    while current is not None:
        found.append(current)
        current = next((parent for parent in PARENTS.get(current, ()) if parent not in INTERFACES), None)
    return found


def _superclass_steps(value: Any, own: str, name: str) -> int:
    chain = [own]
    cls: Any = value.cls if isinstance(value, GroovyObject) else None
    while isinstance(cls, GroovyClass) and cls.superclass is not None:
        cls = cls.superclass
        chain.append(cls.name)
    chain += [one for one in _superclasses(chain[-1]) if one not in chain]
    if isinstance(value, GStringValue) and name == "java.lang.String":
        return 5
    return 3 * (chain.index(name) if name in chain else len(chain))
