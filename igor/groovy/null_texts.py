"""What the JVM says of a null that one of Groovy's or Java's own methods uses: the call, and the name of the variable.

A line names a built-in by module and function, with ``@1`` the argument that is null, then the call (or a dot and the
field that is read), and the variable.
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
list_arithmetic.multiply java.lang.Number.intValue() factor
map_parts.group_by java.util.List.toArray() closures
number_loops.step@0 java.lang.Number.intValue() to
number_loops.step@1 java.lang.Number.intValue() stepNumber
objects.has_property Object.hashCode() key
objects.responds_to String.hashCode() name
buffers.replace String.length() str
string_order.compare_to_ignore_case .value s2
more_methods.region_matches .value other
java_lang.string_join@0 java.lang.CharSequence.toString() delimiter
objects.sprintf String.length() s
closures.right_shift groovy.lang.Closure.clone() second
"""
#: What is said when the table has no line.
_BY_KIND = {
    "str": ("String.length()", "self"),
    "float": ("java.lang.Number.intValue()", "number"),
    "list": ("java.util.Collection.iterator()", "self"),
    "dict": ("java.util.Map.entrySet()", "self"),
}
#: Methods whose variable is not "closure"; a star where the closure is called with an array even of one argument.
_CLOSURES = {
    **dict.fromkeys(("collect", "collectEntries", "collectNested", "collectReplacements"), "transform"),
    **dict.fromkeys(("combinations", "permutations", "findAll"), "transform"),
    "collectMany": "projection",
    "findResults": "filteringTransform",
    "flatten": "*flattenUsing",
    "GPathResult.find": "*closure",
    "sum": "*closure",
    "withDefault": "*this.initClosure",
}
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


def null_given(function: Callable[..., Any], index: int, kind: str) -> GroovyRuntimeError | None:
    """What is said when a built-in gets a null for its argument ``index``, of a kind of the registry; None if nothing.

    Where a null is taken, and where it is noticed only when it is used, there is no text.
    """
    where = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
    found = _BY_FUNCTION.get(where) or _BY_FUNCTION.get(f"{where}@{index}") or _BY_KIND.get(kind)
    if found is None:
        return None
    return null_field(found[0][1:], found[1]) if found[0].startswith(".") else null_used(*found)


def closure_variable(name: str) -> tuple[str, bool]:
    """What Groovy's method ``name`` calls its closure, and whether it always calls it with an array of arguments."""
    variable = _CLOSURES.get(name, "closure")
    return variable.removeprefix("*"), variable.startswith("*")
