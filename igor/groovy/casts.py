"""Casts, ``as`` and assignments to typed variables: Groovy's ``castToType`` and ``asType``."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from igor.groovy.arithmetic import MAX_DIGITS, as_decimal, too_large
from igor.groovy.class_model import (
    EnumObject,
    GroovyClass,
    GroovyObject,
    JavaClass,
    array_class_name,
    class_name,
    is_instance,
)
from igor.groovy.host import HostObject
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.semantics import is_number, is_text, truth
from igor.groovy.text import java_text, to_string
from igor.groovy.values import (
    BigInteger,
    Byte,
    Character,
    Float,
    GArray,
    GSet,
    GStringValue,
    LinkedList,
    Long,
    MapEntryValue,
    Short,
    SortedMap,
    from_key,
    to_int32,
    to_int64,
)

Coercer = Callable[[Any], Any]


def display_name(name: str) -> str:
    """``java.lang.String[]`` stays readable, ``[Ljava.lang.String;`` as Java shows it."""
    return array_class_name(name[:-2]) if name.endswith("[]") else name


def cast_error(value: Any, target: str, reason: str = "") -> GroovyRuntimeError:
    """GroovyCastException with Groovy's words."""
    shown = display_name(target)
    if value is None:
        boxed = shown in PRIMITIVES
        hint = f". Try '{PRIMITIVES[shown]}' instead" if boxed else ""
        text = f"Cannot cast object 'null' with class 'null' to class '{shown}'{hint}"
    else:
        text = f"Cannot cast object '{java_text(value)}' with class '{class_name(value)}' to class '{shown}'"
    return GroovyRuntimeError("org.codehaus.groovy.runtime.typehandling.GroovyCastException", text + reason)


def _float_or_limit(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _truncate(value: Any, wrap: Callable[[int], int], low: int, high: int) -> int:
    if isinstance(value, float):
        if value != value:
            return 0
        return max(low, min(high, int(value))) if math.isfinite(value) else (high if value > 0 else low)
    return wrap(whole_part(value))


def whole_part(value: Any) -> int:
    """A number without its fraction (NaN gives 0); one of more digits than a script may have is refused."""
    if isinstance(value, Decimal) and abs(value.adjusted()) > MAX_DIGITS:
        raise too_large()
    return 0 if isinstance(value, float) and not math.isfinite(value) else int(value)


def _to_int(value: Any) -> int:
    return _truncate(value, to_int32, -(1 << 31), (1 << 31) - 1)


def _to_long(value: Any) -> Long:
    return Long(_truncate(value, to_int64, -(1 << 63), (1 << 63) - 1))


def _to_big(value: Any) -> BigInteger:
    if isinstance(value, float) and not math.isfinite(value):
        raise GroovyRuntimeError("java.lang.NumberFormatException", "Infinite or NaN")
    return BigInteger(whole_part(value))


def _narrow(kind: type, bits: int) -> Callable[[Any], Any]:
    half = 1 << (bits - 1)
    return lambda value: kind((whole_part(value) + half & (half * 2 - 1)) - half)


_NUMBER_MAKERS: dict[str, Callable[[Any], Any]] = {
    "java.lang.Integer": _to_int,
    "java.lang.Long": _to_long,
    "java.lang.Short": _narrow(Short, 16),
    "java.lang.Byte": _narrow(Byte, 8),
    "java.lang.Double": _float_or_limit,
    "java.lang.Float": lambda value: Float(_float_or_limit(value)),
    "java.math.BigDecimal": as_decimal,
    "java.math.BigInteger": _to_big,
    "java.lang.Number": lambda value: value,
}


def _cast_number(name: str, target: str, value: Any) -> Any:
    if is_number(value):
        return value if class_name(value) == name else _NUMBER_MAKERS[name](value)
    if isinstance(value, (Character, str)) and len(value) == 1:
        return _NUMBER_MAKERS[name](ord(value))
    if value is None and target not in PRIMITIVES:
        return None
    raise cast_error(value, target)


def _cast_string(value: Any) -> Any:
    return value if type(value) is str or value is None else java_text(value)


def _cast_boolean(target: str, value: Any) -> Any:
    if value is None and target not in PRIMITIVES:
        return None
    return truth(value)


def _cast_char(target: str, value: Any) -> Any:
    if isinstance(value, Character):
        return value
    if is_text(value) and len(str(value)) == 1:
        return Character(str(value))
    if is_number(value):
        return Character(chr(whole_part(value) & 0xFFFF))
    if value is None and target not in PRIMITIVES:
        return None
    raise cast_error(value, target)


def items_of(value: Any) -> list[Any] | None:
    """The items of anything that casts to a collection; None for others."""
    if isinstance(value, (list, GRange, GSet)):
        return list(value)
    if isinstance(value, dict):
        return map_entries(value)
    return None


def map_entries(entries: dict[Any, Any]) -> list[Any]:
    """The Map.Entry objects of a map."""
    return [MapEntryValue(from_key(key), value, entries) for key, value in entries.items()]


def _cast_collection(name: str, value: Any) -> Any:
    if value is None or is_instance(value, name):
        return value
    items = items_of(value)
    if items is None or (isinstance(value, dict) and name != "java.util.Collection"):
        raise cast_error(value, name)
    return _COLLECTION_MAKERS[name](items)


_COLLECTION_MAKERS: dict[str, Callable[[list[Any]], Any]] = {
    "java.util.Collection": list,
    "java.lang.Iterable": list,
    "java.util.List": list,
    "java.util.ArrayList": list,
    "java.util.LinkedList": LinkedList,
    "java.util.Queue": LinkedList,
    "java.util.Deque": LinkedList,
    "java.util.Set": GSet,
    "java.util.HashSet": lambda items: GSet(items, "java.util.HashSet"),
    "java.util.LinkedHashSet": GSet,
}


def _cast_array(component: str, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, GArray) and value.component == component:
        return value
    if component == "char" and is_text(value):
        return GArray([Character(char) for char in str(value)], "char")
    items = items_of(value)
    if items is None and is_text(value):
        items = list(str(value))
    if items is None:
        items = [value]
    convert = caster(component)
    return GArray([convert(item) for item in items] if convert else items, component)


def java_caster(name: str) -> Coercer | None:
    """What an assignment to a variable of that built-in type does to the value; None for nothing."""
    if name.endswith("[]"):
        component = name[:-2]
        return lambda value: _cast_array(component, value)
    boxed = PRIMITIVES.get(name, name)
    if boxed == "java.lang.Integer":
        return lambda value: value if type(value) is int else _cast_number(boxed, name, value)
    if boxed in _NUMBER_MAKERS:
        return lambda value: _cast_number(boxed, name, value)
    if boxed == "java.lang.Boolean":
        return lambda value: _cast_boolean(name, value)
    if boxed == "java.lang.Character":
        return lambda value: _cast_char(name, value)
    if name in ("java.lang.Object", "java.lang.Void"):
        return None
    if name == "java.lang.String":
        return _cast_string
    if name in _COLLECTION_MAKERS:
        return lambda value: _cast_collection(name, value)
    return lambda value: _cast_other(name, value)


#: Interfaces of Java with one method: a closure stands for them as it is.
FUNCTIONAL = frozenset({"java.lang.Runnable", "java.util.Comparator", "java.util.concurrent.Callable"})


def _cast_other(name: str, value: Any) -> Any:
    if name in FUNCTIONAL and hasattr(value, "resolve_strategy"):
        return value
    if value is None or is_instance(value, name) or isinstance(value, HostObject):
        return value
    if name == "java.lang.Class" and isinstance(value, (JavaClass, GroovyClass)):
        return value
    raise cast_error(value, name)


_CASTERS: dict[str, Coercer | None] = {}


def caster(name: str) -> Coercer | None:
    """``java_caster`` with memory."""
    if name not in _CASTERS:
        _CASTERS[name] = java_caster(name)
    return _CASTERS[name]


def class_caster(cls: GroovyClass) -> Coercer:
    """Assignment to a variable whose type is a class of the script; enums take their constants' names."""

    def cast(value: Any) -> Any:
        if value is None or (isinstance(value, GroovyObject) and cls.name in ancestors_of(value)):
            return value
        if cls.kind == "enum" and is_text(value):
            return enum_constant(cls, str(value))
        if isinstance(value, HostObject):
            return value
        raise cast_error(value, cls.name)

    return cast


def ancestors_of(value: GroovyObject) -> frozenset[str]:
    """All type names of an instance."""
    return value.cls.ancestors() if isinstance(value.cls, GroovyClass) else frozenset({value.cls.name})


def enum_constant(cls: GroovyClass, name: str) -> EnumObject:
    """``Enum.valueOf``."""
    cls.initialise()
    for constant in cls.enum_constants:
        if constant.name == name:
            return constant  # type: ignore[no-any-return]
    raise GroovyRuntimeError(
        "java.lang.IllegalArgumentException", f"No enum constant {cls.name.replace('$', '.')}.{name}"
    )


def parse_whole(text: str, bits: int) -> int:
    """Integer.parseInt and Long.parseLong."""
    stripped = text[1:] if text[:1] in ("+", "-") else text
    if not (stripped.isascii() and stripped.isdigit()) or len(text) > 40:
        raise number_format(text)
    number = int(text)
    if not -(1 << bits - 1) <= number < 1 << bits - 1:
        raise number_format(text)
    return number


def number_format(text: str) -> GroovyRuntimeError:
    """java.lang.NumberFormatException."""
    shown = f'For input string: "{text}"' if text else 'For input string: ""'
    return GroovyRuntimeError("java.lang.NumberFormatException", shown)


def parse_decimal(text: str) -> Decimal:
    """``new BigDecimal(text)``."""
    try:
        if len(text) > 100_000 or "_" in text or not text.isascii() or text != text.strip():
            raise InvalidOperation
        number = Decimal(text)
        if not number.is_finite():
            raise InvalidOperation
        if abs(number.adjusted()) > MAX_DIGITS:
            raise too_large()
    except InvalidOperation:
        bad = next((char for char in text if char not in "0123456789.eE+-"), "")
        reason = f'Character {bad} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.'
        raise GroovyRuntimeError("java.lang.NumberFormatException", reason if bad else None) from None
    return number


def parse_double(text: str) -> float:
    """Double.parseDouble."""
    try:
        if "_" in text or text.strip().lower() in ("inf", "nan", "infinity", "-inf"):
            raise ValueError
        return float(text.strip().rstrip("dDfF"))
    except ValueError:
        if text.strip() in ("NaN", "Infinity", "-Infinity"):
            return float(text.strip().replace("Infinity", "inf"))
        raise GroovyRuntimeError(
            "java.lang.NumberFormatException", f'For input string: "{text}"' if text.strip() else "empty String"
        ) from None


_TEXT_PARSERS: dict[str, Callable[[str], Any]] = {
    "java.lang.Integer": lambda text: parse_whole(text.strip(), 32),
    "java.lang.Long": lambda text: Long(parse_whole(text.strip(), 64)),
    "java.lang.Short": lambda text: Short(parse_whole(text.strip(), 16)),
    "java.lang.Byte": lambda text: Byte(parse_whole(text.strip(), 8)),
    "java.lang.Double": parse_double,
    "java.lang.Float": lambda text: Float(parse_double(text)),
    "java.math.BigDecimal": lambda text: parse_decimal(text.strip()),
    "java.math.BigInteger": lambda text: parse_big_integer(text.strip()),
}


def parse_big_integer(text: str) -> BigInteger:
    """``new BigInteger(text)``."""
    stripped = text[1:] if text[:1] in ("+", "-") else text
    if not (stripped.isascii() and stripped.isdigit()) or len(text) > 4000:
        raise number_format(text)
    return BigInteger(text)


def as_java_type(value: Any, name: str) -> Any:
    """``value as Name`` for a built-in type; strings are parsed to numbers where ``(Name) value`` would refuse."""
    boxed = PRIMITIVES.get(name, name)
    if boxed in _TEXT_PARSERS and is_text(value):
        text = str(value)
        if len(text) == 1 and not text.isdigit() and boxed == "java.lang.Character":
            return Character(text)
        return _TEXT_PARSERS[boxed](text)
    if value is None:
        return None
    if name in ("java.util.SortedSet", "java.util.TreeSet"):
        return GSet(sorted(items_of(value) or []), "java.util.TreeSet")
    if name == "java.util.Map" and isinstance(value, GroovyObject):
        return dict(value.fields.items())
    if name in _COLLECTION_MAKERS and is_text(value):
        return _COLLECTION_MAKERS[name](list(str(value)))
    if name in ("java.util.TreeMap", "java.util.SortedMap") and isinstance(value, dict):
        return SortedMap(value)
    convert = caster(name)
    return convert(value) if convert else value


def as_text(value: Any) -> str:
    """``as String``."""
    return str(value) if isinstance(value, (str, GStringValue)) else to_string(value)


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
