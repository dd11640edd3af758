"""Rarer classes of java.util and groovy.util: tuples, entries, BitSet, StringTokenizer, OrderBy, maps of enums."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind, register_type
from igor.groovy.casts import items_of
from igor.groovy.class_model import EnumObject, GroovyClass, JavaClass
from igor.groovy.comparators import ComparatorValue
from igor.groovy.gdk.comparators import COMPARATORS
from igor.groovy.iteration import IteratorValue
from igor.groovy.registry import MAPS, TUPLES, MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument, unsupported
from igor.groovy.semantics import compare
from igor.groovy.text import Printable, to_string
from igor.groovy.values import GSet, HashMap, MapEntryValue, SortedMap, TupleValue

# --- tuples and entries ---------------------------------------------------------------------------------------------


StaticTable("groovy.lang.Tuple").constructor(lambda rt, *items: TupleValue("groovy.lang.Tuple", items))
StaticTable("groovy.lang.Tuple2").constructor(
    lambda rt, first, second: TupleValue("groovy.lang.Tuple2", (first, second))
)


def _of_pair(receiver: TupleValue, index: int) -> Any:
    if receiver.java_class != "groovy.lang.Tuple2":
        raise NoSignature
    return receiver[index]


TUPLES("getFirst")(lambda rt, receiver: _of_pair(receiver, 0))
TUPLES("getSecond")(lambda rt, receiver: _of_pair(receiver, 1))
for _name in ("java.util.AbstractMap$SimpleEntry", "groovy.util.MapEntry"):
    StaticTable(_name).constructor(lambda rt, key, value: MapEntryValue(key, value))

StaticTable("java.util.Map").constants["Entry"] = JavaClass("java.util.Map$Entry")

# --- maps and sets --------------------------------------------------------------------------------------------------


def _map_class(java_class: str, kind: type) -> None:
    StaticTable(java_class).constructor(lambda rt, source=None: kind(source if isinstance(source, dict) else {}))


_map_class("java.util.WeakHashMap", HashMap)
_map_class("java.util.IdentityHashMap", HashMap)
_map_class("groovy.util.ObservableMap", dict)


@StaticTable("groovy.util.ObservableList").constructor
def new_observable_list(rt: Runtime, source: Any = None) -> list[Any]:
    return items_of(source) or []


class EnumMapValue(SortedMap):
    """java.util.EnumMap: in the order of the constants."""

    java_class = "java.util.EnumMap"

    def __setitem__(self, key: Any, value: Any) -> None:
        fresh = key not in self
        super().__setitem__(key, value)
        if fresh:
            self.resort(lambda constant: constant.ordinal)


register_type(EnumMapValue, MAPS)


@StaticTable("java.util.EnumMap").constructor
def new_enum_map(rt: Runtime, source: Any) -> EnumMapValue:
    result = EnumMapValue()
    for key, value in source.items() if isinstance(source, dict) else ():
        result[key] = value
    return result


ENUM_SET = StaticTable("java.util.EnumSet")


def _enum_set(constants: Any) -> GSet:
    return GSet(sorted(constants, key=lambda constant: int(constant.ordinal)), "java.util.RegularEnumSet")


def _constants(cls: Any) -> list[EnumObject]:
    if not isinstance(cls, GroovyClass) or cls.kind != "enum":
        raise NoSignature
    cls.initialise()
    return cls.enum_constants


def _class_of(constant: EnumObject) -> GroovyClass:
    cls: GroovyClass = constant.cls
    return cls.superclass if isinstance(cls.superclass, GroovyClass) else cls


ENUM_SET("of")(lambda rt, *constants: _enum_set(constants))
ENUM_SET("allOf")(lambda rt, cls: _enum_set(_constants(cls)))
ENUM_SET("noneOf")(lambda rt, cls: _enum_set([]))


@ENUM_SET("copyOf")
def enum_copy(rt: Runtime, items: Any) -> GSet:
    if not items and not _is_enum_set(items):
        raise illegal_argument("Collection is empty")
    return _enum_set(items)


@ENUM_SET("complementOf")
def enum_complement(rt: Runtime, items: Any) -> GSet:
    if not _is_enum_set(items):
        raise NoSignature
    if not items:
        raise unsupported("EnumSet.complementOf() of an empty set")
    return _enum_set([one for one in _constants(_class_of(next(iter(items)))) if one not in items])


def _is_enum_set(items: Any) -> bool:
    return isinstance(items, GSet) and items.java_class == "java.util.RegularEnumSet"


@ENUM_SET("range")
def enum_range(rt: Runtime, first: EnumObject, last: EnumObject) -> GSet:
    return _enum_set(one for one in _constants(_class_of(first)) if first.ordinal <= one.ordinal <= last.ordinal)


# --- BitSet ---------------------------------------------------------------------------------------------------------


class BitSetValue(Printable):
    """java.util.BitSet: the bits of one whole number."""

    java_class = "java.util.BitSet"

    def __init__(self, bits: int = 0) -> None:
        self.bits = bits

    def positions(self) -> list[int]:
        """Which bits are set."""
        return [index for index in range(self.bits.bit_length()) if self.bits >> index & 1]

    def to_text(self) -> str:
        return "{" + ", ".join(map(str, self.positions())) + "}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BitSetValue) and other.bits == self.bits

    def __hash__(self) -> int:
        return hash(self.bits)


_MOST_BITS = 1_000_000
BITS = MethodTable("java.util.BitSet")
register_kind("java.util.BitSet", BITS)
StaticTable("java.util.BitSet").constructor(lambda rt, size=0: BitSetValue())


def _mask(first: int, end: int) -> int:
    if first < 0:
        raise GroovyRuntimeError("java.lang.IndexOutOfBoundsException", f"bitIndex < 0: {first}")
    if end > _MOST_BITS:
        raise GroovyRuntimeError("java.lang.OutOfMemoryError", f"a BitSet may have {_MOST_BITS} bits here")
    return (1 << end) - (1 << first)


@BITS("set", "putAt")
def set_bits(rt: Runtime, receiver: BitSetValue, first: int, *more: Any) -> None:
    value = more[-1] if more and isinstance(more[-1], bool) else True
    ends = [int(item) for item in more if not isinstance(item, bool)]
    mask = _mask(first, ends[0] if ends else first + 1)
    receiver.bits = receiver.bits | mask if value else receiver.bits & ~mask


@BITS("clear")
def clear_bits(rt: Runtime, receiver: BitSetValue, first: Any = None, end: Any = None) -> None:
    if first is None:
        receiver.bits = 0
    else:
        receiver.bits &= ~_mask(int(first), int(first) + 1 if end is None else int(end))


@BITS("flip")
def flip_bits(rt: Runtime, receiver: BitSetValue, first: int, end: Any = None) -> None:
    receiver.bits ^= _mask(first, first + 1 if end is None else int(end))


def _next(receiver: BitSetValue, start: int) -> int:
    rest = receiver.bits >> start
    return start + (rest & -rest).bit_length() - 1 if rest else -1


BITS("get", "getAt")(lambda rt, receiver, index: bool(receiver.bits >> min(int(index), _MOST_BITS) & 1))
BITS("cardinality")(lambda rt, receiver: receiver.bits.bit_count())
BITS("length")(lambda rt, receiver: receiver.bits.bit_length())
BITS("size")(lambda rt, receiver: max(64, -(-receiver.bits.bit_length() // 64) * 64))
BITS("isEmpty")(lambda rt, receiver: receiver.bits == 0)
BITS("nextSetBit")(lambda rt, receiver, start: _next(receiver, min(int(start), _MOST_BITS)))
BITS("clone")(lambda rt, receiver: BitSetValue(receiver.bits))
BITS("intersects")(lambda rt, receiver, other: bool(receiver.bits & other.bits))


def _in_place(name: str, combine: Any) -> None:
    def run(rt: Runtime, receiver: BitSetValue, other: Any) -> Any:
        if not isinstance(other, BitSetValue):
            raise NoSignature
        return BitSetValue(combine(receiver.bits, other.bits))

    BITS(name)(run)


_in_place("and", lambda left, right: left & right)
_in_place("or", lambda left, right: left | right)
_in_place("xor", lambda left, right: left ^ right)

# --- StringTokenizer ------------------------------------------------------------------------------------------------


class TokenizerValue(Printable):
    """java.util.StringTokenizer."""

    java_class = "java.util.StringTokenizer"

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def next(self) -> str:
        """The next word; NoSuchElementException after the last."""
        if not self.words:
            raise GroovyRuntimeError("java.util.NoSuchElementException", None)
        return self.words.pop(0)


def _words(text: str, separators: str, keep: bool) -> list[str]:
    found = [""]
    for char in text:
        if char in separators:
            found += [char, ""] if keep else [""]
        else:
            found[-1] += char
    return [word for word in found if word]


TOKENIZERS = MethodTable("java.util.StringTokenizer")
register_kind("java.util.StringTokenizer", TOKENIZERS)


@StaticTable("java.util.StringTokenizer").constructor
def new_tokenizer(rt: Runtime, text: str, separators: str = " \t\n\r\f", keep: Any = False) -> TokenizerValue:
    rt.spend(len(text) // 16)
    return TokenizerValue(_words(text, separators, bool(keep)))


TOKENIZERS("hasMoreTokens", "hasMoreElements", "hasNext")(lambda rt, receiver: bool(receiver.words))
TOKENIZERS("nextToken", "nextElement", "next")(lambda rt, receiver, separators=None: receiver.next())
TOKENIZERS("countTokens")(lambda rt, receiver: len(receiver.words))
TOKENIZERS("iterator")(lambda rt, receiver: IteratorValue(iter(receiver.words)))
TOKENIZERS("collect")(lambda rt, receiver, closure: [closure.call(word) for word in receiver.words])
TOKENIZERS("toList")(lambda rt, receiver: list(receiver.words))


@TOKENIZERS("each")
def each_token(rt: Runtime, receiver: TokenizerValue, closure: Any) -> TokenizerValue:
    while receiver.words:
        closure.call(receiver.next())
    return receiver


# --- StringJoiner ---------------------------------------------------------------------------------------------------


class JoinerValue(Printable):
    """java.util.StringJoiner."""

    java_class = "java.util.StringJoiner"

    def __init__(self, separator: str, prefix: str, suffix: str) -> None:
        self.separator, self.prefix, self.suffix = separator, prefix, suffix
        self.words: list[str] = []
        self.empty: str | None = None

    def to_text(self) -> str:
        if not self.words and self.empty is not None:
            return self.empty
        return self.prefix + self.separator.join(self.words) + self.suffix


JOINERS = MethodTable("java.util.StringJoiner")
register_kind("java.util.StringJoiner", JOINERS)
StaticTable("java.util.StringJoiner").constructor(
    lambda rt, separator, prefix="", suffix="": JoinerValue(*map(to_string, (separator, prefix, suffix)))
)
JOINERS("length")(lambda rt, receiver: len(receiver.to_text()))


@JOINERS("add")
def join_add(rt: Runtime, receiver: JoinerValue, text: Any) -> JoinerValue:
    receiver.words.append(to_string(text))
    rt.check_text(len(receiver.words) + len(receiver.words[-1]))
    return receiver


@JOINERS("setEmptyValue")
def set_empty(rt: Runtime, receiver: JoinerValue, text: Any) -> JoinerValue:
    receiver.empty = to_string(text)
    return receiver


# --- OrderBy --------------------------------------------------------------------------------------------------------


class OrderByValue(ComparatorValue):
    """groovy.util.OrderBy: a comparator by what closures give, the first one that differs."""

    def __init__(self, closures: list[Any]) -> None:
        super().__init__("groovy.util.OrderBy", self._by_values)
        self.closures = closures

    def _by_values(self, left: Any, right: Any) -> int:
        for closure in self.closures:
            order = compare(closure.call(left), closure.call(right))
            if order:
                return order
        return 0


ORDERS = MethodTable("groovy.util.OrderBy")
register_kind("groovy.util.OrderBy", ORDERS, COMPARATORS)


@StaticTable("groovy.util.OrderBy").constructor
def new_order(rt: Runtime, closures: Any = None) -> OrderByValue:
    return OrderByValue(list(closures) if isinstance(closures, list) else [] if closures is None else [closures])


@ORDERS("add")
def add_order(rt: Runtime, receiver: OrderByValue, closure: Any) -> None:
    receiver.closures.append(closure)
