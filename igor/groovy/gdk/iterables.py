"""Methods of everything that has items: lists, sets, ranges, arrays (Groovy's GDK on Iterable and Collection)."""

from __future__ import annotations

from typing import Any

from igor.groovy import operators
from igor.groovy.casts import as_java_type, caster, class_cast
from igor.groovy.class_model import GroovyClass, JavaClass, class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import comparator_of, compared_set
from igor.groovy.gdk.calling import call_closure, itself, pair_order, tester
from igor.groovy.iteration import IteratorValue, iterate
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.list_kinds import Vector
from igor.groovy.messages import missing_method
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import GRange
from igor.groovy.registry import ITERABLES
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    GroovyRuntimeError,
    NoSignature,
    unsupported,
)
from igor.groovy.semantics import compare, equals, is_text, natural_key
from igor.groovy.semantics import contains as holds
from igor.groovy.sorted_keys import check_key, checked_keys, is_sorted_set
from igor.groovy.text import to_string
from igor.groovy.values import (
    Character,
    GArray,
    GSet,
    ImmutableList,
    ImmutableMap,
    LinkedList,
    MapEntryValue,
    Stack,
    to_key,
)
from igor.groovy.views import ValueView


def same_kind(receiver: Any, items: list[Any]) -> Any:
    """A new collection of the receiver's kind: sets stay sets, in order, linked lists linked; the rest become lists."""
    if (comparator := comparator_of(receiver)) is not None:
        return compared_set(comparator, items)
    if is_sorted_set(receiver):
        return GSet(sorted(checked_keys(items), key=natural_key), "java.util.TreeSet")
    if isinstance(receiver, GSet) and not isinstance(receiver, ValueView):
        return GSet(items, _LINKED_SET)
    return type(receiver)(items) if type(receiver) in (LinkedList, Stack, Vector) else items


_NOTHING = object()


_LINKED_SET = "java.util.LinkedHashSet"


@ITERABLES("each")
def each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for item in iterate(rt, receiver):
        call_closure(closure, item)
    return receiver


@ITERABLES("forEach")
def for_each(rt: Runtime, receiver: Any, closure: ClosureValue) -> None:
    each(rt, receiver, closure)


@ITERABLES("eachWithIndex")
def each_with_index(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for index, item in enumerate(iterate(rt, receiver)):
        closure.call(item, index)
    return receiver


@ITERABLES("reverseEach")
def reverse_each(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    for item in reversed(list(receiver)):
        call_closure(closure, item)
    return receiver


@ITERABLES("collect")
def collect(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> list[Any]:
    if closure is None:
        return list(receiver)
    return [call_closure(closure, item) for item in iterate(rt, receiver)]


@ITERABLES("collect")
def collect_into(rt: Runtime, receiver: Any, target: Any, closure: ClosureValue) -> Any:
    for item in iterate(rt, receiver):
        add_to(target, call_closure(closure, item))
    return target


def add_to(target: Any, item: Any) -> None:
    """Add to a list or set."""
    if target is None:
        raise null_used("java.util.Collection.add(Object)", "collector")
    if isinstance(target, GSet):
        target.add(item)
    else:
        target.append(item)


@ITERABLES("collectMany")
def collect_many(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return collect_many_into(rt, receiver, [], closure)


@ITERABLES("collectMany")
def collect_many_into(rt: Runtime, receiver: Any, target: Any, closure: ClosureValue) -> Any:
    for item in iterate(rt, receiver):
        add_found(rt, target, call_closure(closure, item))
    return target


def add_found(rt: Runtime, target: Any, found: Any) -> None:
    """Add the collection that a ``collectMany`` closure gives."""
    if found is not None and (isinstance(found, GArray) or not isinstance(found, (list, GSet, GRange))):
        raise class_cast(found, "java.util.Collection")
    if target is None:
        raise null_used("java.util.Collection.addAll(java.util.Collection)", "collector")
    if found is None:
        raise null_used("java.util.Collection.toArray()", "c")
    if type(target) is list:
        target.extend(found)
    else:
        for one in found:
            add_to(target, one)
    rt.check_items(len(target))


@ITERABLES("collectEntries")
def collect_entries(rt: Runtime, receiver: Any, first: Any = _NOTHING, closure: ClosureValue | None = None) -> Any:
    run = closure or (first if isinstance(first, ClosureValue) else None)
    target = {} if first is _NOTHING or (run is not None and first is run) else first
    if target is not None and not isinstance(target, dict):
        raise NoSignature
    for item in iterate(rt, receiver):
        put_entry(rt, target, item if run is None else call_closure(run, item))
    return target


def put_entry(rt: Runtime, target: dict[Any, Any] | None, entry: Any) -> None:
    """Add what a ``collectEntries`` closure gives: a map, a pair, an entry."""
    if target is None:
        name = "putAll(java.util.Map)" if isinstance(entry, dict) else "put(Object, Object)"
        raise null_used(f"java.util.Map.{name}", "self")
    if isinstance(entry, dict):
        target.update(entry)
    elif isinstance(entry, list):
        key, value = (*entry, None, None)[:2]
        target[to_key(key)] = value
    elif isinstance(entry, MapEntryValue):
        target[to_key(entry.key)] = entry.value
    elif entry is None:
        raise null_used("java.util.Map$Entry.getKey()", "entry")
    else:
        raise GroovyRuntimeError(
            "org.codehaus.groovy.runtime.typehandling.GroovyCastException",
            f"Cannot cast object '{to_string(entry)}' with class '{class_name(entry)}' to class 'java.util.Map$Entry'",
        )
    rt.check_items(len(target))


@ITERABLES("find")
def find(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    test = itself if closure is None else tester(closure)
    return next((item for item in iterate(rt, receiver) if test(item)), None)


@ITERABLES("findResult")
def find_result(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> Any:
    run = closure or first
    for item in iterate(rt, receiver):
        result = call_closure(run, item)
        if result is not None:
            return result
    return first if closure is not None else None


@ITERABLES("findResults")
def find_results(rt: Runtime, receiver: Any, closure: ClosureValue) -> list[Any]:
    found = [call_closure(closure, item) for item in iterate(rt, receiver)]
    return [item for item in found if item is not None]


@ITERABLES("findAll")
def find_all(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    test = itself if closure is None else tester(closure)
    return same_kind(receiver, [item for item in iterate(rt, receiver) if test(item)])


@ITERABLES("grep")
def grep(rt: Runtime, receiver: Any, case: Any = _NOTHING) -> Any:
    if case is _NOTHING:
        return [item for item in receiver if itself(item)]
    return same_kind(receiver, [item for item in iterate(rt, receiver) if operators.is_case(rt, case, item)])


@ITERABLES("split")
def split(rt: Runtime, receiver: Any, closure: ClosureValue) -> list[Any]:
    yes: list[Any] = []
    no: list[Any] = []
    test = tester(closure)
    for item in iterate(rt, receiver):
        (yes if test(item) else no).append(item)
    return [same_kind(receiver, yes), same_kind(receiver, no)]


@ITERABLES("any")
def any_(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> bool:
    return any(map(tester(closure), iterate(rt, receiver)))


@ITERABLES("every")
def every(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> bool:
    return all(map(tester(closure), iterate(rt, receiver)))


@ITERABLES("inject", "injectAll")
def inject(rt: Runtime, receiver: Any, first: Any, closure: ClosureValue | None = None) -> Any:
    items = iterate(rt, receiver)
    if closure is None:
        closure = first
        items = iter(list(items))
        if not isinstance(closure, ClosureValue):
            raise NoSignature
        first = next(items, _NOTHING)
        if first is _NOTHING:
            where = "on an empty collection" if not isinstance(receiver, GArray) else "over an empty iterable"
            text = f"Cannot call inject() {where} without passing an initial value."
            raise GroovyRuntimeError("java.util.NoSuchElementException", text)
    if not isinstance(closure, ClosureValue):
        raise NoSignature
    for item in items:
        first = closure.call(first, item)
    return first


@ITERABLES("sum")
def sum_(rt: Runtime, receiver: Any, first: Any = _NOTHING, closure: ClosureValue | None = None) -> Any:
    run = closure or (first if isinstance(first, ClosureValue) else None)
    start = _NOTHING if isinstance(first, ClosureValue) else first
    items = [item if run is None else call_closure(run, item) for item in iterate(rt, receiver)]
    if start is _NOTHING:
        if not items:
            zero = caster(receiver.component) if run is None and isinstance(receiver, GArray) else None
            return zero(0) if zero is not None and receiver.component in PRIMITIVES else None
        start, items = items[0], items[1:]
    if run is None and getattr(receiver, "component", "") == "char":
        return Character(chr(sum(map(ord, receiver)) & 0xFFFF))
    for item in items:
        if start is None:
            raise null_used("Object.getClass()", "obj")
        if isinstance(start, (JavaClass, GroovyClass)):
            raise missing_method("java.lang.Class", "plus", [item])
        start = operators.binary(rt, "+", start, item)
    return start


def _extreme(receiver: Any, closure: Any, sign: int) -> Any:
    """The item that compares greatest (``sign`` 1) or least (-1); what cannot be compared is refused."""
    best: Any = None
    best_value: Any = None
    by_pair = closure is not None and closure.parameter_count != 1
    first = True
    for item in receiver:
        if item is None and closure is None:
            continue
        value = item if closure is None or by_pair else call_closure(closure, item)
        if first:
            better, first = True, False
        elif by_pair:
            better = pair_order(closure)(value, best_value) * sign > 0
        elif closure is not None and sign > 0:
            better = compare(best_value, value) < 0
        else:
            better = compare(value, best_value) * sign > 0
        if better:
            best, best_value = item, value
    return best


@ITERABLES("max")
def max_(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    return _extreme(receiver, closure, 1)


@ITERABLES("min")
def min_(rt: Runtime, receiver: Any, closure: ClosureValue | None = None) -> Any:
    return _extreme(receiver, closure, -1)


@ITERABLES("count", "countMatching")
def count(rt: Runtime, receiver: Any, what: Any) -> Any:
    if isinstance(what, ClosureValue) and getattr(receiver, "component", "") not in PRIMITIVES:
        return sum(map(tester(what), iterate(rt, receiver)))
    return sum(equals(item, what) for item in receiver)


@ITERABLES("join")
def join(rt: Runtime, receiver: Any, separator: Any = "") -> str:
    if separator is not None and not is_text(separator):
        raise NoSignature
    text = ("" if separator is None else to_string(separator)).join([to_string(item) for item in iterate(rt, receiver)])
    rt.check_text(len(text))
    return text


@ITERABLES("size")
def size(rt: Runtime, receiver: Any) -> int:
    return len(receiver)


@ITERABLES("isEmpty")
def is_empty(rt: Runtime, receiver: Any) -> bool:
    return not len(receiver)


@ITERABLES("contains")
def contains(rt: Runtime, receiver: Any, item: Any) -> bool:
    check_key(receiver, item)
    if getattr(receiver, "component", "") == "char":
        return any(equals(item, one) for one in receiver)
    return holds(receiver, item)


@ITERABLES("toList")
def to_list(rt: Runtime, receiver: Any) -> list[Any]:
    return list(receiver)


@ITERABLES("toSet")
def to_set(rt: Runtime, receiver: Any) -> GSet:
    return GSet.hashed(receiver)


def guard(receiver: Any) -> None:
    """Refuse to change what cannot be changed."""
    if isinstance(receiver, GRange) and receiver.empty:
        raise unsupported("cannot add to Empty Ranges")
    if isinstance(receiver, (ImmutableList, ImmutableMap, GRange)):
        raise unsupported()


@ITERABLES("getIndices")
def get_indices(rt: Runtime, receiver: Any) -> GRange:
    return GRange.indices(len(receiver))


@ITERABLES("toArray")
def to_array(rt: Runtime, receiver: Any, kind: Any = None) -> GArray:
    if isinstance(receiver, GArray):
        raise NoSignature
    return GArray(receiver, getattr(kind, "component", "java.lang.Object"))


@ITERABLES("iterator")
def iterator(rt: Runtime, receiver: Any) -> IteratorValue:
    return IteratorValue(iterate(rt, receiver))


@ITERABLES("filter")
def filter_(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return find_all(rt, list(receiver), closure)


@ITERABLES("asType")
def as_type(rt: Runtime, receiver: Any, cls: Any) -> Any:
    if class_name(cls) != "java.lang.Class" or hasattr(cls, "kind"):
        raise NoSignature
    return as_java_type(receiver, cls.name)


@ITERABLES("asList")
def as_list(rt: Runtime, receiver: Any) -> Any:
    return list(receiver)
