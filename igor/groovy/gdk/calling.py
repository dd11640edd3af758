"""How built-in methods call closures with items, entries and matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cmp_to_key
from typing import Any

from igor.groovy.casts import caster
from igor.groovy.class_model import class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import as_comparator
from igor.groovy.iteration import IteratorValue
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.messages import missing_method
from igor.groovy.null_texts import null_used
from igor.groovy.regex import groups
from igor.groovy.runtime_errors import uncastable
from igor.groovy.semantics import number_aware_order, truth
from igor.groovy.values import GArray, MapEntryValue


def call_closure(closure: ClosureValue, item: Any) -> Any:
    """Call with an item; a list is opened for closures with several parameters."""
    return closure.call(item)


def call_entry(closure: ClosureValue, entry: MapEntryValue) -> Any:
    """Call with an entry of the map that is gone through, opened for closures with two parameters."""
    return closure.call(entry.key, entry.value) if closure.parameter_count == 2 else closure.call(entry)


def tester(closure: ClosureValue | None) -> Callable[[Any], bool]:
    """A closure as a test of one item; none means Groovy truth."""
    if closure is None:
        return truth
    call = closure.call_by_name
    return lambda item: truth(call("call", [item]))


def as_iterator(closure: ClosureValue, variable: str = "self") -> Any:
    """A closure where an Iterable is wanted: what it gives must be an iterator; ``variable`` is Groovy's for it."""
    result = closure.call()
    if result is None:
        raise null_used("java.util.Iterator.hasNext()", variable)
    if not isinstance(result, IteratorValue):
        raise uncastable(class_name(result), "java.util.Iterator")
    return list(result)


def itself(item: Any) -> bool:
    """Groovy's ``Closure.IDENTITY`` as a test: an array is opened for its arguments."""
    if not isinstance(item, GArray) or item.component in PRIMITIVES:
        return truth(item)
    if len(item) > 1:
        raise missing_method("groovy.lang.Closure$1", "doCall", list(item))
    return bool(item) and truth(item[0])


def entry_tester(closure: ClosureValue) -> Callable[[Any], bool]:
    """A closure as a test of a map's entries."""
    call = closure.call_by_name
    if closure.parameter_count == 2:
        return lambda entry: truth(call("call", [entry.key, entry.value]))
    return tester(closure)


def call_groups(closure: ClosureValue, match: re.Match[str]) -> Any:
    """Call with a match: the text, or text and groups."""
    found = groups(match)
    if isinstance(found, list) and closure.parameter_count > 1:
        return closure.call(*found)
    return closure.call(found)


def call_indexed(closure: ClosureValue, entry: MapEntryValue, index: int) -> Any:
    """Call with a map's entry and index; the entry is opened for closures with three parameters."""
    if closure.parameter_count == 3:
        return closure.call(entry.key, entry.value, index)
    return closure.call(entry, index)


def order_key(comparator: Any) -> Callable[[Any], Any]:
    """A Python sort key for Java's methods: natural order, or by what stands for a comparator."""
    return cmp_to_key(number_aware_order if comparator is None else as_comparator(comparator).order)


_as_int: Callable[[Any], int] = caster("int")  # type: ignore[assignment]


def pair_order(closure: ClosureValue) -> Callable[[Any, Any], int]:
    """A closure with two parameters as an order: what it gives is cast to int."""
    return lambda left, right: _as_int(closure.call(left, right))


def sort_key(closure: ClosureValue | None) -> Callable[[Any], Any]:
    """A Python sort key: natural order, by one-parameter closure's value, or by two-parameter comparison."""
    if closure is None:
        return cmp_to_key(number_aware_order)
    if closure.parameter_count != 1:
        return cmp_to_key(pair_order(closure))
    by_value = cmp_to_key(number_aware_order)
    return lambda item: by_value(closure.call(item))


#: Java compares the items of shorter lists in the order in which Python does.
_SHORT = 32


def sorted_by(items: Iterable[Any], closure: ClosureValue | None) -> list[Any]:
    """The items sorted; a closure with one parameter is called for both sides of each comparison of a short list."""
    found = list(items)
    if not isinstance(closure, ClosureValue) or closure.parameter_count != 1 or len(found) >= _SHORT:
        return sorted(found, key=sort_key(closure))

    def by_values(left: Any, right: Any) -> int:
        return number_aware_order(closure.call(left), closure.call(right))

    return sorted(found, key=cmp_to_key(by_values))
