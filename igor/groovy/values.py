"""Groovy's values in Python's clothes: number types, strings with values, ranges, sets, map keys.

Integer is ``int``, Double ``float``, BigDecimal ``decimal.Decimal``, String ``str``, List ``list``, Map ``dict`` (in
insertion order), Boolean ``bool``, null ``None``; what Python has no type for is a small subclass or class here.

Python takes ``1``, ``True``, ``1.0`` and ``Decimal(1)`` for one dictionary key: ``to_key`` boxes those that are neither
``str`` nor ``int`` nor compared by identity, ``from_key`` takes them out again.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import BudgetError

INT_MIN, INT_MAX, LONG_MIN, LONG_MAX = -(1 << 31), (1 << 31) - 1, -(1 << 63), (1 << 63) - 1
MAX_WEIGHT = 100_000  # how many strings with values one of them may hold in all


class Long(int):
    """java.lang.Long."""


class BigInteger(int):
    """java.math.BigInteger."""


class Short(int):
    """java.lang.Short."""


class Byte(int):
    """java.lang.Byte."""


class Float(float):
    """java.lang.Float: rounded to single precision."""

    def __new__(cls, value: Any = 0.0) -> Float:
        """The float nearest to the number, infinite beyond the largest."""
        number = float(value)
        try:
            number = struct.unpack("f", struct.pack("f", number))[0]
        except OverflowError:
            number = math.copysign(math.inf, number)
        return super().__new__(cls, number)


class Character(str):
    """java.lang.Character: a string of one character."""


#: What one GString may become; ``Budget.text_bytes`` bounds all others.
MAX_LENGTH = 64 * 1024 * 1024


class GStringValue:
    """groovy.lang.GString: text made anew at each ``str()``, so that lazy ``${-> x}`` parts stay lazy."""

    __slots__ = ("strings", "to_text", "values", "weight")

    def __init__(self, strings: tuple[str, ...], values: list[Any], to_text: Callable[[Any], str]) -> None:
        self.strings = strings
        self.values = values
        self.to_text = to_text
        self.weight = 1
        for value in values:
            if type(value) is GStringValue:
                self.weight += value.weight
        if self.weight > MAX_WEIGHT:
            raise BudgetError("java.lang.OutOfMemoryError", f"a string is made of over {MAX_WEIGHT} strings")

    def __str__(self) -> str:
        parts = [self.strings[0]]
        for text, value in zip(self.strings[1:], self.values, strict=True):
            parts.append(self.to_text(value))
            parts.append(text)
        if sum(map(len, parts)) > MAX_LENGTH:
            raise BudgetError("java.lang.OutOfMemoryError", f"a string grew over {MAX_LENGTH} characters")
        return "".join(parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GStringValue) and self.strings == other.strings and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.strings)


class GArray(list[Any]):
    """A Java array; ``component`` is the element type's name (``java.lang.String``, ``int``)."""

    def __init__(self, items: Iterable[Any] = (), component: str = "java.lang.Object") -> None:
        super().__init__(items)
        self.component = component


class LinkedList(list[Any]):
    """java.util.LinkedList and its like (queues, stacks); ``java_class`` tells which."""

    java_class = "java.util.LinkedList"


class ArrayDeque(LinkedList):
    """java.util.ArrayDeque."""

    java_class = "java.util.ArrayDeque"


class Stack(LinkedList):
    """java.util.Stack."""

    java_class = "java.util.Stack"


class DefaultList(list[Any]):
    """groovy.lang.ListWithDefault: a closure makes what is missing, by index; ``lazy`` ones keep null for the rest."""

    java_class = "groovy.lang.ListWithDefault"

    def __init__(self, items: Iterable[Any], supply: Callable[[int], Any], lazy: bool = True) -> None:
        super().__init__(items)
        self.supply = supply
        self.lazy = lazy

    def reach(self, index: int) -> Any:
        """The item there; the list grows up to it."""
        while len(self) < index:
            self.append(None if self.lazy else self.supply(len(self)))
        if len(self) == index:
            self.append(self.supply(index))
        elif self[index] is None and self.lazy:
            self[index] = self.supply(index)
        return self[index]


class ImmutableList(list[Any]):
    """What ``asImmutable`` and its like give: every change is refused; ``java_class`` tells of what."""

    java_class = "java.util.Collections$UnmodifiableRandomAccessList"


class TupleValue(ImmutableList):
    """groovy.lang.Tuple and Tuple2."""

    def __init__(self, java_class: str, items: Iterable[Any]) -> None:
        super().__init__(items)
        self.java_class = java_class


class ImmutableMap(dict[Any, Any]):
    """What ``asImmutable`` gives for a map; ``supply`` makes what is absent, as in the map that it was."""

    supply: Callable[[Any], Any] | None = None


class ImmutableSortedMap(ImmutableMap):
    """What ``asImmutable`` gives for a TreeMap."""


class HashMap(dict[Any, Any]):
    """java.util.HashMap: iterates in the order of Java's hash buckets, put right at the first look after a change."""

    #: ``hashCode()`` of a key; ``semantics`` knows it.
    hash_of: Callable[[Any], int] = staticmethod(lambda key: 0)

    def __init__(self, entries: Iterable[Any] | dict[Any, Any] = ()) -> None:
        super().__init__()
        given = dict(entries)
        self.capacity = max(1 if given else 16, 1 << int(len(given) / 0.75 + 1 - 1).bit_length())
        self.in_order = True
        self.update(given)

    def __setitem__(self, key: Any, value: Any) -> None:
        if key not in self:
            self.in_order = False
            if (len(self) + 1) * 4 > self.capacity * 3:
                self.capacity *= 2
        super().__setitem__(key, value)

    def update(self, *others: Any, **named: Any) -> None:
        """Put all entries in."""
        for key, value in dict(*others, **named).items():
            self[key] = value

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """The value of the key, put in when it is absent."""
        if key not in self:
            self[key] = default
        return self[key]

    def alike(self) -> HashMap:
        """A copy with as many buckets."""
        result = HashMap(self)
        result.capacity, result.in_order = self.capacity, False
        return result

    def _arrange(self) -> None:
        if not self.in_order:
            self.in_order = True
            entries = sorted(super().items(), key=lambda entry: self._bucket(entry[0]))
            super().clear()
            super().update(entries)

    def _bucket(self, key: Any) -> int:
        code = type(self).hash_of(from_key(key)) & 0xFFFFFFFF
        return (code ^ (code >> 16)) & (self.capacity - 1)

    def __iter__(self) -> Iterator[Any]:
        self._arrange()
        return super().__iter__()

    def keys(self) -> Any:
        """The keys in bucket order."""
        self._arrange()
        return super().keys()

    def items(self) -> Any:
        """The entries in bucket order."""
        self._arrange()
        return super().items()

    def values(self) -> Any:
        """The values in bucket order."""
        self._arrange()
        return super().values()


class DefaultMap(dict[Any, Any]):
    """``map.withDefault { }``: a closure supplies and stores what is missing."""

    supply: Callable[[Any], Any]


class SortedMap(dict[Any, Any]):
    """java.util.TreeMap: kept in key order by ``resort``."""

    def resort(self, compare_key: Callable[[Any], Any]) -> None:
        """Put the entries in the order of ``compare_key`` over the plain keys."""
        entries = sorted(self.items(), key=lambda entry: compare_key(from_key(entry[0])))
        self.clear()
        self.update(entries)


class MapEntryValue:
    """java.util.Map.Entry: a live pair of one map."""

    __slots__ = ("key", "owner", "value")

    def __init__(self, key: Any, value: Any, owner: dict[Any, Any] | None = None) -> None:
        self.key = key
        self.value = value
        self.owner = owner

    @property
    def java_class(self) -> str:
        """The class that the kind of map uses for its entries."""
        return _ENTRY_CLASSES.get(type(self.owner), "java.util.LinkedHashMap$Entry")


_ENTRY_CLASSES: dict[type, str] = {
    HashMap: "java.util.HashMap$Node",
    SortedMap: "java.util.TreeMap$Entry",
    ImmutableMap: "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$UnmodifiableEntry",
}


class GSet:
    """java.util.LinkedHashSet; ``java_class`` tells HashSet (in bucket order) and the like."""

    __slots__ = ("items", "java_class")

    def __init__(self, items: Iterable[Any] = (), java_class: str = "java.util.LinkedHashSet") -> None:
        keys = {to_key(item): None for item in items}
        self.items: dict[Any, None] = keys
        if java_class == "java.util.HashSet":
            self.items = hashed = HashMap(keys)
            hashed.capacity = max(hashed.capacity, 16)
        self.java_class = java_class

    @classmethod
    def hashed(cls, items: Iterable[Any]) -> GSet:
        """A HashSet with room for just these items."""
        result = cls()
        keys = {to_key(item): None for item in items}
        result.items = hashed = HashMap()
        hashed.capacity = 1 << max(0, len(list(items)) - 1).bit_length()
        hashed.update(keys)
        result.java_class = "java.util.HashSet"
        return result

    def __iter__(self) -> Iterator[Any]:
        return iter([from_key(key) for key in self.items])

    def __len__(self) -> int:
        return len(self.items)

    def __contains__(self, item: object) -> bool:
        return to_key(item) in self.items

    def add(self, item: Any) -> bool:
        """Add it; False when it was there."""
        key = to_key(item)
        if key in self.items:
            return False
        self.items[key] = None
        return True

    def discard(self, item: Any) -> bool:
        """Take it out; False when it was not there."""
        key = to_key(item)
        if key not in self.items:
            return False
        del self.items[key]
        return True

    def copy(self) -> GSet:
        """Another set of the same kind and items."""
        result = GSet((), self.java_class)
        result.items = type(self.items)(self.items)
        return result


_MAX_KEY_ITEMS = 300_000


class KeyBox:
    """A map key or set item whose Java identity differs from Python's."""

    __slots__ = ("code", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.code = hash(_identity(value))

    def __hash__(self) -> int:
        return self.code

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeyBox) and _identity(self.value) == _identity(other.value)

    def __repr__(self) -> str:
        return repr(self.value)


class _Boxing:
    """How deep inside of a key the boxing is, and how many more items the outermost key may have in all."""

    depth = 0
    left = 0


def _identity(value: Any) -> Any:
    _Boxing.left = (_Boxing.left if _Boxing.depth else _MAX_KEY_ITEMS) - 1
    if _Boxing.left < 0:
        raise BudgetError("java.lang.StackOverflowError", f"a key has over {_MAX_KEY_ITEMS} items in all")
    _Boxing.depth += 1
    try:
        return _plain_identity(value)
    finally:
        _Boxing.depth -= 1


def _plain_identity(value: Any) -> Any:
    if isinstance(value, GArray):
        return id(value)
    if isinstance(value, GRange) and value.is_int and not value.empty:
        return ("range", value.start, value.written_end, value.inclusive)
    if isinstance(value, (list, GRange)):
        return ("list", *(to_key(item) for item in value))
    if isinstance(value, GSet) and not value.java_class.endswith("Values"):
        return ("set", frozenset(value.items))
    if isinstance(value, dict):
        return ("map", frozenset((key, to_key(item)) for key, item in value.items()))
    if isinstance(value, MapEntryValue):
        return ("entry", to_key(value.key), to_key(value.value))
    if isinstance(value, Decimal):
        return (Decimal, str(value))
    return (type(value), value)


#: Types whose values are keys in a box.
BOXED: set[type] = (
    {bool, float, Decimal, Long, BigInteger, Short, Byte, Float, Character, list, LinkedList, Stack, ImmutableList}
    | {ArrayDeque, TupleValue, DefaultList}
    | {GArray, dict, HashMap, DefaultMap, SortedMap, ImmutableMap, GSet, GRange, MapEntryValue}
    | {ImmutableSortedMap}
)


def to_key(value: Any) -> Any:
    """What stands for ``value`` as a dictionary key."""
    return KeyBox(value) if type(value) in BOXED or isinstance(value, GSet) else value


def from_key(key: Any) -> Any:
    """The value behind a dictionary key."""
    return key.value if type(key) is KeyBox else key


def to_int32(number: int) -> int:
    """Wrap as Java's int does."""
    return (number + 0x80000000 & 0xFFFFFFFF) - 0x80000000


def to_int64(number: int) -> int:
    """Wrap as Java's long does."""
    return (number + (1 << 63) & (1 << 64) - 1) - (1 << 63)
