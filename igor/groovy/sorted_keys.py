"""What TreeMap and TreeSet ask of their keys: each is compared with those that are there.

Source: ``java.util.TreeMap.getEntry`` and ``put``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from igor.groovy.casts import class_cast
from igor.groovy.class_model import class_name, is_instance
from igor.groovy.comparators import comparator_of
from igor.groovy.null_texts import null_used
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.values import GSet, GStringValue, SortedMap, from_key

_COMPARABLE = "java.lang.Comparable"
_SORTED_SETS = frozenset(
    {"java.util.TreeSet", "java.util.TreeMap$KeySet", "java.util.Collections$UnmodifiableSortedSet"}
)


def is_sorted_set(value: Any) -> bool:
    """Whether it is a java.util.SortedSet."""
    return isinstance(value, GSet) and value.java_class in _SORTED_SETS


def check_key(entries: Any, key: Any) -> None:
    """Refuse what cannot be looked for: a null, what is not Comparable, and what is of another class than the keys.

    A GString compares its text with that of anything.
    """
    if (type(entries) is not SortedMap and not is_sorted_set(entries)) or comparator_of(entries) is not None:
        return
    if key is None:
        raise GroovyRuntimeError("java.lang.NullPointerException", None)
    if not is_instance(key, _COMPARABLE):
        raise class_cast(key, _COMPARABLE)
    first = next(iter(entries), None)
    if isinstance(key, GStringValue):
        return
    if first is not None and class_name(from_key(first)) != class_name(key):
        raise class_cast(from_key(first), class_name(key))


def check_new_key(entries: Any, key: Any) -> None:
    """The same for what is added: the first key is compared with itself."""
    if key is None and type(entries) is SortedMap and not entries:
        raise null_used(f"{_COMPARABLE}.compareTo(Object)", "k1")
    check_key(entries, key)


def checked_keys(keys: Iterable[Any]) -> list[Any]:
    """The keys, each refused that cannot stand in a TreeMap with the first."""
    entries = SortedMap()
    found = list(keys)
    for key in found:
        check_new_key(entries, key)
        entries = entries or SortedMap({key: None})
    return found
