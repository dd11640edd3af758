"""``a..b`` on any two values: which kind of range it is and what is in it."""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import GroovyClass, JavaClass, class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.operators import greater, next_, previous
from igor.groovy.ranges import GRange, check_texts
from igor.groovy.regex import MatcherValue, PatternValue
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument, uncastable
from igor.groovy.semantics import compare, equals, is_number, is_text
from igor.groovy.text import to_string
from igor.groovy.values import Character, Float, GSet, GStringValue, Long, MapEntryValue, Short


def make_range(rt: Runtime, start: Any, end: Any, inclusive: bool) -> GRange:
    """``start..end``: an IntRange, an EmptyRange, or an ObjectRange over whatever can be compared and stepped."""
    if is_text(start) and is_text(end) and (isinstance(start, GStringValue) or isinstance(end, GStringValue)):
        start, end = str(start), str(end)
    if type(start) is int and type(end) is int and (inclusive or start != end):
        return GRange(start, end, inclusive)
    if not inclusive:
        if equals(start, end):
            return GRange.empty_at(_comparable(start))
        end = (next_ if greater(start, end) else previous)(rt, end)
    start, end = _comparable(start), _comparable(end)
    if start is None or end is None:
        which = "from" if start is None else "to"
        raise illegal_argument(f"Must specify a non-null value for the '{which}' index in a Range")
    return _object_range(rt, start, end)


_NOT_COMPARABLE = (
    list, dict, GSet, GRange, ClosureValue, JavaClass, GroovyClass, MapEntryValue, PatternValue, MatcherValue,
)  # fmt: skip


def _comparable(value: Any) -> Any:
    if isinstance(value, _NOT_COMPARABLE):
        raise uncastable(class_name(value), "java.lang.Comparable")
    return value


def _object_range(rt: Runtime, start: Any, end: Any) -> GRange:
    try:
        reverse = greater(start, end)
    except GroovyRuntimeError as error:
        if error.groovy_class != "java.lang.ClassCastException":
            raise
        names = f"{class_name(start).rpartition('.')[2]}..{class_name(end).rpartition('.')[2]}"
        hint = "(possible missing brackets around range?)"
        raise illegal_argument(f"Unable to create range due to incompatible types: {names} {hint}") from error
    if isinstance(start, GStringValue) or isinstance(end, GStringValue):
        return GRange.of_items(start, end, [], reverse)
    low, high = _same_type(*((end, start) if reverse else (start, end)))
    if is_number(low) and is_number(high):
        if _is_string(start) or _is_string(end):
            check_texts(*map(to_string, (end, start) if reverse else (start, end)))
        result = GRange(high, low) if reverse else GRange(low, high)
        result.low, result.high, result.reverse, result.of_objects = low, high, reverse, True
        return result
    if isinstance(low, str) or isinstance(high, str):
        check_texts(str(low), str(high))
    items = _items_between(rt, low, high, reverse)
    return GRange.of_items(*((high, low) if reverse else (low, high)), items, reverse)


def _is_string(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Character)


def _same_type(low: Any, high: Any) -> tuple[Any, Any]:
    """ObjectRange's constructor: shorts become ints, floats doubles, an int beside a long a long, letters codes."""
    low, high = (
        int(one) if isinstance(one, Short) else float(one) if isinstance(one, Float) else one for one in (low, high)
    )
    if {type(low), type(high)} == {int, Long}:
        return Long(low), Long(high)
    if type(low) is type(high):
        return low, high
    codes = [ord(one) if isinstance(one, str) and len(one) == 1 else one for one in (low, high)]
    return codes[0], codes[1]


def _items_between(rt: Runtime, low: Any, high: Any, reverse: bool) -> list[Any]:
    """The values of an ObjectRange in running order, bounded: as many as lead from ``low`` up to ``high``."""
    count, value = 0, low
    while compare(high, value) >= 0:
        value = next_(rt, value)
        count += 1
        rt.spend(1)
        rt.check_items(count)
        if compare(low, value) >= 0:
            break
    items = [high if reverse else low][:count]
    while len(items) < count:
        items.append((previous if reverse else next_)(rt, items[-1]))
        rt.spend(1)
    return items
