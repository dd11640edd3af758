"""Groovy truth, equality and order."""

from __future__ import annotations

import math
import struct
import sys
import threading
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from igor.groovy.class_model import EnumObject, GroovyClass, GroovyObject, JavaClass, ThrowableObject, class_name
from igor.groovy.floating_text import double_text
from igor.groovy.host import MISSING, CallSite, HostObject
from igor.groovy.identities import identity_hash
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.missing import no_method
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError, uncastable
from igor.groovy.text import NULL_OBJECT, java_text
from igor.groovy.values import (
    ArrayDeque,
    BigInteger,
    Character,
    Float,
    GArray,
    GSet,
    GStringValue,
    HashMap,
    Long,
    MapEntryValue,
    TupleValue,
    from_key,
    to_key,
)
from igor.groovy.views import ValueView

NO_SITE = CallSite("", 0, 0)
NUMBERS = (int, float, Decimal)


def truth(value: Any) -> bool:
    """Groovy truth."""
    kind = type(value)
    if kind is bool:
        return bool(value)
    if value is None:
        return False
    if kind in (str, int, list, dict, float, Decimal):
        return bool(value)
    if isinstance(value, (list, dict, GSet, GRange, GStringValue, *NUMBERS)):
        return bool(str(value)) if kind is GStringValue else bool(value)
    if isinstance(value, Character):
        return str(value) != "\0"
    if isinstance(value, GroovyObject):
        method = value.find("asBoolean", [])
        return method is None or bool(method.run(value, []))
    if isinstance(value, HostObject):
        answer = value.invoke_method("asBoolean", [], NO_SITE)
        return answer is MISSING or bool(answer)
    as_boolean = getattr(value, "groovy_truth", None)
    return True if as_boolean is None else bool(as_boolean())


def is_number(value: Any) -> bool:
    """Whether it is a java.lang.Number."""
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


def compare_numbers(left: Any, right: Any) -> int:
    """NumberMath's order: as doubles (NaN greatest, ``-0.0`` below ``0.0``) when one is a float, else exactly."""
    if isinstance(left, float) or isinstance(right, float):
        left, right = _double_rank(_as_float(left)), _double_rank(_as_float(right))
    return int(left > right) - int(left < right)


def _double_rank(number: float) -> tuple[int, float, float]:
    return (1, 0.0, 0.0) if number != number else (0, number, math.copysign(1.0, number))


def _as_float(number: Any) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def is_text(value: Any) -> bool:
    """String, GString or Character."""
    return isinstance(value, (str, GStringValue))


def equals(left: Any, right: Any) -> bool:
    """Groovy's ``==``."""
    if left is right:
        return True
    if left is None or right is None:
        return left is NULL_OBJECT or right is NULL_OBJECT
    kind = type(left)
    if kind is type(right) and kind in (str, int, bool):
        return bool(left == right)
    if is_text(left) and is_text(right):
        return str(left) == str(right) and not _letter_and_gstring(left, right)
    if is_number(left) and is_number(right):
        return compare_numbers(left, right) == 0
    if (code := _letter_code(left, right)) is not None:
        return compare_numbers(*code) == 0
    return _structure_equals(left, right)


def _letter_and_gstring(left: Any, right: Any) -> bool:
    kinds = (type(left), type(right))
    return Character in kinds and GStringValue in kinds


def _structure_equals(left: Any, right: Any) -> bool:
    if isinstance(right, GArray) and isinstance(left, (dict, GSet)):
        return _equals_called_with(left, right)
    if isinstance(left, (list, GRange)):
        return isinstance(right, (list, GRange)) and _items_equal(left, right)
    if isinstance(left, dict):
        return isinstance(right, dict) and maps_equal(left, right)
    if isinstance(left, GSet):
        if left.java_class.endswith("Values"):
            return False
        return isinstance(right, GSet) and set(left.items) == set(right.items)
    if isinstance(left, MapEntryValue):
        return isinstance(right, MapEntryValue) and equals(left.key, right.key) and equals(left.value, right.value)
    if isinstance(left, GroovyObject):
        return _object_equals(left, right)
    if isinstance(left, HostObject):
        answer = left.invoke_method("equals", [right], NO_SITE)
        return left == right if answer is MISSING else bool(answer)
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def _equals_called_with(left: Any, right: GArray) -> bool:
    """Groovy calls ``equals``, and hands an array's items over as the arguments; one of primitives is a list."""
    if right.component in PRIMITIVES:
        return False
    if len(right) != 1:
        error = no_method(left, "equals", list(right))
        error.lose_stack()
        raise error
    return not isinstance(right[0], GArray) and equals(left, right[0])


def _object_equals(left: GroovyObject, right: Any) -> bool:
    if left.find("compareTo", [right]) and _comparable(left, right):
        return compare(left, right) == 0
    return bool(left == right)


def _comparable(left: GroovyObject, right: Any) -> bool:
    return "java.lang.Comparable" in left.cls.ancestors() and isinstance(right, GroovyObject)


class _Work(threading.local):
    """Counts what one comparison or hash looks at: lists that hold a list twice, sixty deep, never end."""

    depth = 0
    left = 0

    def on(self, count: int) -> _Work:
        """One collection of ``count`` items, maybe inside of another; looking into it costs as much as ten items."""
        self.left = (self.left if self.depth else _MAX_WORK) - count - 10
        if self.left < 0:
            raise BudgetError("java.lang.StackOverflowError", f"a value has over {_MAX_WORK} items in all")
        return self

    def __enter__(self) -> None:
        self.depth += 1

    def __exit__(self, *_: object) -> None:
        self.depth -= 1


_MAX_WORK = 400_000
_WORK = _Work()


def _items_equal(left: Any, right: Any) -> bool:
    if len(left) != len(right):
        return False
    with _WORK.on(len(left)):
        return all(equals(a, b) for a, b in zip(left, right, strict=True))


def maps_equal(left: dict[Any, Any], right: dict[Any, Any]) -> bool:
    """Same keys, equal values; order does not matter."""
    if len(left) != len(right):
        return False
    with _WORK.on(len(left)):
        return all(key in right and equals(value, right[key]) for key, value in left.items())


def compare(left: Any, right: Any) -> int:
    """Groovy's ``<=>``: -1, 0 or 1 (or what a script's ``compareTo`` gives); null is least."""
    if left is right:
        return 0
    if left is None:
        return -1
    if right is None:
        return 1
    if is_number(left) and is_number(right):
        return compare_numbers(left, right)
    if isinstance(left, GStringValue):
        return _string_order(str(left), java_text(right))
    if isinstance(left, Character) and isinstance(right, GStringValue):
        raise uncastable(class_name(right), class_name(left))
    if is_text(right) and isinstance(left, str) and not (isinstance(left, Character) and len(str(right)) != 1):
        return _string_order(str(left), str(right))
    if (code := _letter_code(left, right)) is not None:
        return compare_numbers(*code)
    return _other_order(left, right)


def _letter_code(left: Any, right: Any) -> tuple[Any, Any] | None:
    """A number and a string of one character as two numbers; None for others."""
    if is_number(left) and isinstance(right, str) and len(right) == 1:
        return left, ord(right)
    if is_number(right) and isinstance(left, str) and len(left) == 1:
        return ord(left), right
    return None


def _string_order(left: str, right: str) -> int:
    """String.compareTo: difference of the first unequal characters, else of the lengths."""
    if left == right:
        return 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            return ord(a) - ord(b)
    return len(left) - len(right)


def _other_order(left: Any, right: Any) -> int:
    if isinstance(left, bool) and isinstance(right, bool):
        return int(left) - int(right)
    if isinstance(left, EnumObject) and left.find("compareTo", [right]) is None:
        if not isinstance(right, EnumObject):
            raise uncastable(class_name(right), "java.lang.Enum")
        if left.declaring is not right.declaring:
            raise GroovyRuntimeError("java.lang.ClassCastException", None)
        return left.ordinal - right.ordinal
    if isinstance(left, GroovyObject) and (method := left.find("compareTo", [right])):
        return int(method.run(left, [right]))
    if isinstance(left, HostObject):
        answer = left.invoke_method("compareTo", [right], NO_SITE)
        if answer is not MISSING:
            return int(answer)
    order = getattr(left, "groovy_compare", None)
    if order is not None:
        return int(order(right))
    raise cannot_compare(left, right)


_TEXTS_AND_NUMBERS = (bool, *NUMBERS, str)


def cannot_compare(left: Any, right: Any) -> GroovyRuntimeError:
    """DefaultTypeTransformation.compareTo's refusal; what is Comparable refuses itself."""
    if isinstance(left, _TEXTS_AND_NUMBERS):
        return uncastable(class_name(right), class_name(left))
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"Cannot compare {class_name(left)} with value '{_formatted(left)}' "
        f"and {class_name(right)} with value '{_formatted(right)}'",
    )


def _formatted(value: Any) -> str:
    """As java.text.MessageFormat shows a value: numbers grouped, with three decimals at most."""
    if not is_number(value):
        return java_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if value != value else "∞" if value > 0 else "-∞"
    exact = Decimal(double_text(float(value))) if isinstance(value, float) and abs(value) >= 2**53 else Decimal(value)
    return f"{exact:,.3f}".rstrip("0").rstrip(".")


def number_aware_order(left: Any, right: Any) -> int:
    """The order of ``sort()``: as ``<=>``, and things that cannot be compared by their hash codes."""
    try:
        return compare(left, right)
    except GroovyRuntimeError as error:
        if error.groovy_class not in ("groovy.lang.GroovyRuntimeException", "java.lang.ClassCastException"):
            raise
        first, second = java_hash(left), java_hash(right)
        return int(first > second) - int(first < second or (first == second and to_key(left) != to_key(right)))


def contains(container: Any, item: Any) -> bool:
    """``item in container`` and ``switch`` on collections: Java equality for sets and map keys."""
    if isinstance(container, GSet):
        return item in container
    if isinstance(container, GRange):
        return _range_contains(container, item)
    if item is NULL_OBJECT:
        return any(one is None for one in container)
    key = to_key(item)
    return any(to_key(one) == key for one in container)


def _range_contains(items: GRange, item: Any) -> bool:
    if items.empty or item is None:
        return False
    if items.is_int:
        return type(item) in (int, BigInteger) and bool(items.low <= item <= items.high)
    return any(equals(one, item) for one in items)


_IDENTITY: Any = object.__hash__
#: Of these kinds, which are Python's lists, sets and dictionaries here, Java makes no hash code from what is in them.
_WITHOUT_HASH = (GArray, ValueView, ArrayDeque, ThrowableObject)


def java_hash(value: Any) -> int:
    """``hashCode()`` as Java computes it for strings, numbers, lists, sets and maps; else something stable."""
    if value is None:
        return 0
    if isinstance(value, (JavaClass, GroovyClass)):
        return identity_hash(sys.intern(value.name))
    if isinstance(value, _WITHOUT_HASH):
        return identity_hash(value)
    if isinstance(value, str):
        return _wrap_hash([ord(char) for char in value], 0)
    if isinstance(value, GStringValue):
        return _signed(37 + java_hash(str(value)) & 0xFFFFFFFF)
    if isinstance(value, bool):
        return 1231 if value else 1237
    if is_number(value):
        return _number_hash(value)
    if isinstance(value, GRange) and value.is_int and not value.empty:
        total = _signed(value.low + value.high & 0xFFFFFFFF)
        product = _signed((total + 1) * total & 0xFFFFFFFF)
        return _signed(abs(product) // 2 * (1 if product >= 0 else -1) + value.high & 0xFFFFFFFF)
    if isinstance(value, TupleValue):
        return _tuple_hash(value)
    if isinstance(value, (list, GRange, GSet, dict, MapEntryValue)):
        with _WORK.on(len(value) if not isinstance(value, MapEntryValue) else 1):
            return _collection_hash(value)
    return identity_hash(value) if type(value).__hash__ is _IDENTITY else _signed(hash(value) & 0xFFFFFFFF)


def _tuple_hash(items: TupleValue) -> int:
    """``groovy.lang.Tuple``'s: all crossed out with each other."""
    code = 0
    for item in items:
        code ^= 0xBABE if item is None else java_hash(item)
    return code or 0xBABE


def _number_hash(value: Any) -> int:
    if isinstance(value, Float):
        return int(struct.unpack(">i", struct.pack(">f", value))[0])
    if isinstance(value, float):
        return _fold(struct.unpack(">q", struct.pack(">d", value))[0])
    if isinstance(value, Decimal):
        sign, digits, exponent = value.as_tuple()
        unscaled = int("".join(map(str, digits))) * (-1 if sign else 1)
        return _signed((31 * _big_hash(unscaled) - int(exponent)) & 0xFFFFFFFF)
    if isinstance(value, BigInteger):
        return _big_hash(value)
    return _fold(value) if isinstance(value, Long) else int(value)


def _fold(number: int) -> int:
    return _signed((number ^ (number >> 32)) & 0xFFFFFFFF)


def _big_hash(number: int) -> int:
    size = abs(number)
    words = [size >> shift & 0xFFFFFFFF for shift in range((max(size.bit_length(), 1) - 1) // 32 * 32, -1, -32)]
    return _signed(_wrap_hash(words, 0) * (-1 if number < 0 else 1) & 0xFFFFFFFF)


def _entry_hash(key: Any, value: Any) -> int:
    return java_hash(key) ^ java_hash(value)


def _collection_hash(value: Any) -> int:
    if isinstance(value, MapEntryValue):
        return _entry_hash(value.key, value.value)
    if isinstance(value, dict):
        return _signed(sum(_entry_hash(from_key(key), item) for key, item in value.items()) & 0xFFFFFFFF)
    if isinstance(value, GSet):
        return _signed(sum(java_hash(item) for item in value) & 0xFFFFFFFF)
    return _wrap_hash([java_hash(item) for item in value], 1)


def _wrap_hash(codes: list[int], start: int) -> int:
    result = start
    for code in codes:
        result = (31 * result + code) & 0xFFFFFFFF
    return _signed(result)


def _signed(number: int) -> int:
    return (number & 0x7FFFFFFF) - (number & 0x80000000)


#: Java's order of hashed collections follows Java's hash codes.
HashMap.hash_of = staticmethod(java_hash)


def natural_key(value: Any) -> Any:
    """Strings by code, numbers by value, mixed ones by kind; whatever else as it compares itself."""
    if isinstance(value, (int, float)) or hasattr(value, "as_tuple"):
        return (0, value, "")
    return (1, 0, str(value)) if value is None or is_text(value) else cmp_to_key(compare)(value)
