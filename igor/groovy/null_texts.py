"""What the JVM says of a null that one of Groovy's or Java's own methods uses: the call, and the name of the variable.

A line names a built-in by module and function, with ``@1`` the argument that is null, then the call and the variable.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.runtime_errors import GroovyRuntimeError, null_pointer

_USES = """
strings.concat String.isEmpty() str
strings.multiply java.lang.Number.intValue() factor
strings.pad_left@0 java.lang.Number.intValue() numberOfChars
strings.pad_left@1 java.lang.CharSequence.toString() padding
strings.pad_right@0 java.lang.Number.intValue() numberOfChars
strings.pad_right@1 java.lang.CharSequence.toString() padding
strings.center@0 java.lang.Number.intValue() numberOfChars
strings.center@1 java.lang.CharSequence.length() padding
string_search.contains java.lang.CharSequence.toString() s
string_search.starts_with String.length() prefix
string_search.ends_with String.length() suffix
string_search.tokenize java.lang.CharSequence.toString() delimiters
string_search.count java.lang.CharSequence.toString() text
string_search.tr@0 java.lang.CharSequence.toString() sourceSet
string_search.tr@1 java.lang.CharSequence.toString() replacementSet
string_items.take_while groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
string_items.drop_while groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
iterables.find groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
iterables.find_all groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
iterables.any_ groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
iterables.every groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
iterables.split groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
iterables.each groovy.lang.Closure.call(Object) closure
iterables.inject groovy.lang.Closure.call(Object[]) closure
iterables.collect_many groovy.lang.Closure.call(Object) projection
iterables.find_results groovy.lang.Closure.call(Object) filteringTransform
list_arithmetic.multiply java.lang.Number.intValue() factor
slices.take_while groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
slices.drop_while groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
lists.find_index_values groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
grouping.count_by groovy.lang.Closure.call(Object) closure
grouping.combinations groovy.lang.Closure.call(Object) transform
grouping.disjoint java.lang.Iterable.iterator() self
maps.each groovy.lang.Closure.getMaximumNumberOfParameters() closure
maps.collect_entries groovy.lang.Closure.getMaximumNumberOfParameters() closure
maps.collect_many groovy.lang.Closure.getMaximumNumberOfParameters() closure
maps.find_results groovy.lang.Closure.getMaximumNumberOfParameters() closure
map_parts.count_by groovy.lang.Closure.getMaximumNumberOfParameters() closure
maps.inject groovy.lang.Closure.getMaximumNumberOfParameters() closure
maps.max_ groovy.lang.Closure.getMaximumNumberOfParameters() closure
maps.min_ groovy.lang.Closure.getMaximumNumberOfParameters() closure
maps.find groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
maps.find_all groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
maps.any_ groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
maps.every groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
maps.count groovy.lang.Closure.getMaximumNumberOfParameters() wrapped
map_parts.group_by java.util.List.toArray() closures
number_loops.times groovy.lang.Closure.call(Object) closure
number_loops.upto@0 java.lang.Number.intValue() to
number_loops.upto@1 groovy.lang.Closure.call(Object) closure
number_loops.downto@0 java.lang.Number.intValue() to
number_loops.downto@1 groovy.lang.Closure.call(Object) closure
number_loops.step@0 java.lang.Number.intValue() to
java_lang.string_join@0 java.lang.CharSequence.toString() delimiter
objects.sprintf String.length() s
closures.right_shift groovy.lang.Closure.clone() second
"""
_BY_FUNCTION = {where: (call, name) for where, call, name in (line.split() for line in _USES.strip().splitlines())}


def null_used(call: str, name: str) -> GroovyRuntimeError:
    """The NullPointerException of a call on the variable ``name``."""
    return null_pointer(f'Cannot invoke "{call}" because "{name}" is null')


def null_result(call: str, source: str) -> GroovyRuntimeError:
    """The NullPointerException of a call on what another call has returned."""
    return null_pointer(f'Cannot invoke "{call}" because the return value of "{source}" is null')


def null_field(field: str, name: str) -> GroovyRuntimeError:
    """The NullPointerException of reading a field of the variable ``name``."""
    return null_pointer(f'Cannot read field "{field}" because "{name}" is null')


def null_given(function: Callable[..., Any], arguments: list[Any]) -> GroovyRuntimeError:
    """What is said when a built-in gets a null among its arguments."""
    where = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
    first = next((index for index, one in enumerate(arguments) if one is None), 0)
    found = _BY_FUNCTION.get(where) or _BY_FUNCTION.get(f"{where}@{first}")
    if found is None:
        return null_pointer(f'Cannot invoke "{function.__name__}()" because an argument is null')
    return null_used(*found)
