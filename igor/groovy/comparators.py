"""java.util.Comparator: closures and objects as comparators, and the maps that are kept in the order of one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from igor.groovy.class_model import CLASS_NAMES, GroovyObject, class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.null_texts import null_result, null_used
from igor.groovy.runtime_errors import NoSignature, uncastable
from igor.groovy.semantics import compare
from igor.groovy.text import Printable, to_string
from igor.groovy.values import BOXED, GSet, SortedMap, from_key

Order = Callable[[Any, Any], int]


class ComparatorValue(Printable):
    """A comparator; ``closure`` is what ``closure as Comparator`` was made of, which answers all its methods."""

    parameter_count = 2

    def __init__(self, java_class: str, order: Order, closure: ClosureValue | None = None) -> None:
        self.java_class = java_class
        self.order = order
        self.closure = closure

    def to_text(self) -> str:
        return super().to_text() if self.closure is None else to_string(self.closure)

    def call(self, left: Any, right: Any) -> int:
        """``compare(left, right)``."""
        return self.order(left, right)


_PROXIED = "java.lang.reflect.InvocationHandler.invoke(Object, java.lang.reflect.Method, Object[])"
#: Java numbers the classes of its proxies.
PROXY = "jdk.proxy1.$Proxy12"


def of_closure(closure: ClosureValue) -> ComparatorValue:
    """``closure as Comparator``: what it gives must be an Integer."""

    def order(left: Any, right: Any) -> int:
        result = closure.call(left, right)
        if result is None:
            raise null_result("java.lang.Integer.intValue()", _PROXIED)
        if type(result) is not int:
            raise uncastable(class_name(result), "java.lang.Integer")
        return result

    return ComparatorValue(PROXY, order, closure)


def of_object(comparator: GroovyObject) -> ComparatorValue:
    """An object of a class that implements Comparator."""

    def order(left: Any, right: Any) -> int:
        method = comparator.find("compare", [left, right])
        if method is None:
            raise NoSignature
        return int(method.run(comparator, [left, right]))

    return ComparatorValue(class_name(comparator), order)


def as_comparator(value: Any) -> ComparatorValue:
    """Whatever stands for a comparator; NoSignature when it does not."""
    if isinstance(value, ComparatorValue):
        return value
    if isinstance(value, ClosureValue):
        return of_closure(value)
    if isinstance(value, GroovyObject):
        return of_object(value)
    raise NoSignature


def reversed_of(comparator: ComparatorValue | None) -> ComparatorValue:
    """``Collections.reverseOrder``."""
    if comparator is None:
        return ComparatorValue("java.util.Collections$ReverseComparator", lambda left, right: compare(right, left))
    order = comparator.order
    return ComparatorValue("java.util.Collections$ReverseComparator2", lambda left, right: order(right, left))


class ComparedMap(SortedMap):
    """A java.util.TreeMap in the order of a comparator, which also says what keys are the same."""

    def __init__(self, source: ComparatorValue | ComparedMap) -> None:
        super().__init__(source if isinstance(source, ComparedMap) else ())
        self.comparator: ComparatorValue = source.comparator if isinstance(source, ComparedMap) else source

    def _place(self, key: Any) -> tuple[int, Any]:
        """Where the key belongs, and the key that is there when it is the same."""
        order = cmp_to_key(self.comparator.order)
        keys = list(self)
        wanted = order(from_key(key))
        at = bisect_left(keys, wanted, key=lambda one: order(from_key(one)))
        same = at < len(keys) and self.comparator.order(from_key(keys[at]), from_key(key)) == 0
        return at, keys[at] if same else key

    def __contains__(self, key: object) -> bool:
        return super().__contains__(self._place(key)[1])

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self._place(key)[1])

    def __delitem__(self, key: Any) -> None:
        super().__delitem__(self._place(key)[1])

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of the key, or else the default."""
        return super().get(self._place(key)[1], default)

    def pop(self, key: Any, *default: Any) -> Any:
        """The value of the key, which is taken out."""
        return super().pop(self._place(key)[1], *default)

    def __setitem__(self, key: Any, value: Any) -> None:
        at, own = self._place(key)
        fresh = not super().__contains__(own)
        super().__setitem__(own, value)
        if fresh:
            for later in list(self)[at:-1]:
                super().__setitem__(later, super().pop(later))

    def resort(self, compare_key: Callable[[Any], Any]) -> None:
        """It is in order always."""


BOXED.add(ComparedMap)
CLASS_NAMES[ComparedMap] = CLASS_NAMES[SortedMap]


def compared_set(comparator: ComparatorValue, items: Any = ()) -> GSet:
    """A java.util.TreeSet in the order of a comparator."""
    result = GSet((), "java.util.TreeSet")
    result.items = ComparedMap(comparator)
    for item in items:
        result.add(item)
    return result


def comparator_of(entries: Any) -> ComparatorValue | None:
    """The comparator of a sorted map or set, None for the natural order."""
    held = entries.items if isinstance(entries, GSet) else entries
    return held.comparator if isinstance(held, ComparedMap) else None


def order_of(entries: Any) -> Order:
    """How a sorted map or set compares its keys."""
    comparator = comparator_of(entries)
    return _by_nature if comparator is None else comparator.order


def _by_nature(left: Any, right: Any) -> int:
    if right is None:
        raise null_used("java.lang.Comparable.compareTo(Object)", "k1")
    return compare(left, right)
