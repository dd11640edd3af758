"""The operators on any two values: numbers here, everything else through the methods that Groovy names for them."""

from __future__ import annotations

import operator as python
from itertools import islice
from typing import Any

from igor.groovy import arithmetic, properties
from igor.groovy.class_model import GroovyClass, GroovyObject, JavaClass, ancestors, class_name, is_instance
from igor.groovy.closure import ClosureValue
from igor.groovy.dispatch import invoke, try_invoke
from igor.groovy.host import MISSING, CallSite, HostError, HostObject
from igor.groovy.missing import no_method
from igor.groovy.null_texts import null_used
from igor.groovy.number_operands import BITS, METHOD_NAMES, number_with, on_numbers
from igor.groovy.ranges import GRange
from igor.groovy.regex import MatcherValue, PatternValue, find_operator, match_operator
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, no_item, null_pointer, uncastable
from igor.groovy.semantics import NO_SITE, compare, contains, equals, is_number, is_text, truth
from igor.groovy.sorted_keys import check_key
from igor.groovy.text import java_text, to_string
from igor.groovy.values import Character, GArray, GSet, GStringValue, SortedMap


def binary(rt: Runtime, operator: str, left: Any, right: Any, site: CallSite = NO_SITE) -> Any:
    """``left operator right`` for the operators that are methods."""
    if is_number(left) and is_number(right):
        return on_numbers(operator, left, right)
    if isinstance(left, (str, GStringValue)) and operator == "+" and not rt.categories:
        return concat(rt, left, right)
    if isinstance(left, bool) and operator in BITS and (right is None or isinstance(right, bool)):
        if right is None and operator == ("|" if left else "&"):
            return left
        if right is None:
            raise null_used("java.lang.Boolean.booleanValue()", "right")
        return arithmetic.bitwise(left, right, operator)
    if isinstance(left, HostObject):
        result = operate_host(left, operator, right, site)
        if result is not MISSING:
            return result
    name = METHOD_NAMES[operator]
    if left is None:
        return _on_null(name, right)
    if is_number(left):
        result = number_with(operator, left, right)
        if result is not MISSING:
            return result
    if isinstance(right, HostObject) and isinstance(left, (list, GSet)) and operator == "+":
        right = [right]
    return invoke(rt, left, name, [right], site)


def _on_null(name: str, right: Any) -> Any:
    if name == "plus" and isinstance(right, (str, GStringValue)):
        return f"null{right}"
    if name == "plus":
        raise null_pointer(f"Cannot execute null+{java_text(right)}")
    raise null_pointer(f"Cannot invoke method {name}() on null object")


def concat(rt: Runtime, left: Any, right: Any) -> Any:
    """``+`` with a string on the left; GString + GString stays a GString."""
    if isinstance(left, Character):
        if is_number(right) or isinstance(right, Character):
            return arithmetic.add(ord(left), ord(right) if isinstance(right, Character) else right)
        return invoke(rt, left, "plus", [right])
    if isinstance(left, GStringValue):
        return _concat_gstring(left, right)
    text = to_string(right)
    rt.check_text(len(left) + len(text))
    return f"{left}{text}"


def _concat_gstring(left: GStringValue, right: Any) -> GStringValue | str:
    if isinstance(right, GStringValue):
        joined = left.strings[-1] + right.strings[0]
        strings = (*left.strings[:-1], joined, *right.strings[1:])
        return GStringValue(strings, left.values + right.values, left.to_text)
    if type(right) is not str:
        return f"{left}{to_string(right)}"
    strings = (*left.strings[:-1], left.strings[-1] + right)
    return GStringValue(strings, left.values, left.to_text)


def operate_host(left: HostObject, operator: str, right: Any, site: CallSite) -> Any:
    """Ask a host object for an operator, then for the method behind it."""
    try:
        result = left.operate(operator, right, site)
        if result is MISSING and operator in METHOD_NAMES:
            result = left.invoke_method(METHOD_NAMES[operator], [right], site)
        if result is MISSING and operator == "[":
            result = left.invoke_method("getAt", [right], site)
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error
    return result


def negative(rt: Runtime, value: Any) -> Any:
    """Unary minus."""
    if is_number(value):
        return arithmetic.negate(value)
    try:
        return _unary_call(rt, value, "negative")
    except GroovyRuntimeError as error:
        error.lose_stack()
        raise


def positive(rt: Runtime, value: Any) -> Any:
    """Unary plus."""
    return value if is_number(value) else _unary_call(rt, value, "positive")


def bitwise_negate(rt: Runtime, value: Any) -> Any:
    """``~``: a pattern of a string, the complement of a number."""
    if isinstance(value, (str, GStringValue)) and not isinstance(value, Character):
        return PatternValue.of(str(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return arithmetic.whole(~int(value), arithmetic.result_kind(value, value))
    if is_number(value):
        raise arithmetic.unusable("bitwiseNegate", value)
    return _unary_call(rt, value, "bitwiseNegate")


def _unary_call(rt: Runtime, value: Any, name: str) -> Any:
    if type(value) is list:
        return [_UNARY[name](rt, item) for item in value]
    return invoke(rt, value, name, [])


_UNARY = {"negative": negative, "positive": positive, "bitwiseNegate": bitwise_negate}


def next_(rt: Runtime, value: Any) -> Any:
    """``++``."""
    return arithmetic.add(value, 1) if is_number(value) else invoke(rt, value, "next", [])


def previous(rt: Runtime, value: Any) -> Any:
    """``--``."""
    return arithmetic.subtract(value, 1) if is_number(value) else invoke(rt, value, "previous", [])


def less(left: Any, right: Any) -> bool:
    """``<``; two doubles are compared as Java does, where nothing is true of a NaN."""
    if type(left) is float and type(right) is float:
        return left < right
    return compare(left, right) < 0


def less_or_equal(left: Any, right: Any) -> bool:
    """``<=``; two doubles are compared as Java does, where nothing is true of a NaN."""
    if type(left) is float and type(right) is float:
        return left <= right
    return compare(left, right) <= 0


def greater(left: Any, right: Any) -> bool:
    """``>``; two doubles are compared as Java does, where nothing is true of a NaN."""
    if type(left) is float and type(right) is float:
        return left > right
    return compare(left, right) > 0


def greater_or_equal(left: Any, right: Any) -> bool:
    """``>=``; two doubles are compared as Java does, where nothing is true of a NaN."""
    if type(left) is float and type(right) is float:
        return left >= right
    return compare(left, right) >= 0


def spaceship(left: Any, right: Any) -> int:
    """``<=>``, brought to -1, 0, 1 as compareTo of strings is not."""
    result = compare(left, right)
    return int(python.gt(result, 0)) - int(python.lt(result, 0))


def identical(left: Any, right: Any) -> bool:
    """``a.is(b)``: of whole numbers Java keeps boxes from -128 to 127, of characters up to 127."""
    if left is right:
        return True
    is_kept = -128 <= left <= 127 if isinstance(left, int) else isinstance(left, Character) and left <= "\x7f"
    return is_kept and type(left) is type(right) and bool(left == right)


def is_case(rt: Runtime, case: Any, value: Any) -> bool:
    """``case.isCase(value)``: what ``switch``, ``in`` and ``grep`` ask."""
    if isinstance(case, (JavaClass, GroovyClass)):
        if isinstance(value, (JavaClass, GroovyClass)):
            above = value.ancestors() if isinstance(value, GroovyClass) else ancestors(value.name)
            return case.name in above or is_instance(value, case.name)
        return is_instance(value, case.name)
    if isinstance(case, ClosureValue):
        return truth(case.call_by_name("call", [value]))
    if isinstance(case, PatternValue):
        return value is not None and match_operator(value, case)
    if isinstance(case, (list, GSet, GRange)):
        check_key(case, value)
        return contains(case, value)
    if isinstance(case, dict):
        found = invoke(rt, case, "get", [value]) if type(case) is SortedMap else properties.get_key(case, value)
        return found is not None
    if isinstance(case, (HostObject, GroovyObject)):
        result = try_invoke(rt, case, "isCase", [value], NO_SITE)
        if result is not MISSING:
            return truth(result)
    return _is_equal_case(case, value)


def _is_equal_case(case: Any, value: Any) -> bool:
    """Numbers are cases of numbers alone, texts of whatever prints like them, letters of letters."""
    if is_number(case):
        return is_number(value) and equals(case, value)
    if isinstance(case, Character):
        return isinstance(value, Character) and str(case) == str(value)
    if is_text(case):
        return value is not None and str(case) == java_text(value)
    return equals(case, value)


def regex_find(left: Any, right: Any) -> MatcherValue:
    """``=~``."""
    return find_operator(left, right)


def regex_match(left: Any, right: Any) -> bool:
    """``==~``."""
    return match_operator(left, right)


def index(rt: Runtime, receiver: Any, key: Any, site: CallSite) -> Any:
    """``receiver[key]``."""
    kind = type(receiver)
    if kind is list and type(key) is int:
        if -len(receiver) <= key < len(receiver):
            return receiver[key]
        return _outside(receiver, key)
    if isinstance(receiver, dict):
        key = str(key) if type(key) is GStringValue else key
        return invoke(rt, receiver, "get", [key]) if kind is SortedMap else properties.get_key(receiver, key)
    if isinstance(receiver, HostObject):
        result = operate_host(receiver, "[", key, site)
        if result is MISSING and isinstance(key, (str, GStringValue)):
            return properties.get(rt, receiver, str(key))
        if result is MISSING:
            raise no_method(receiver, "getAt", [key])
        return result
    if receiver is None:
        if key is None or is_text(key):
            raise null_pointer(f"Cannot get property '{to_string(key)}' on null object")
        if isinstance(key, (list, GRange)) and not isinstance(key, GArray):
            if not len(key):
                raise no_item()
            if len(key) == 1 and (key[0] is None or isinstance(key[0], str)):
                raise null_pointer(f"Cannot get property '{to_string(key[0])}' on null object")
            if len(key) == 1 and isinstance(key[0], GStringValue):
                raise uncastable(class_name(key[0]), "java.lang.String")
        raise null_pointer("Cannot invoke method getAt() on null object")
    if isinstance(receiver, GroovyObject):
        return _index_object(rt, receiver, key, site)
    if isinstance(receiver, GroovyClass) and is_text(key):
        return properties.get(rt, receiver, str(key))
    if rt.categories and not is_text(key):
        return invoke(rt, receiver, "getAt", [key], site)
    result = try_invoke(rt, receiver, "getAt", [key], site)
    return _property_at(rt, receiver, key) if result is MISSING else result


def _index_object(rt: Runtime, receiver: GroovyObject, key: Any, site: CallSite) -> Any:
    """A ``getAt`` of the object's own; one for any key is further away than Groovy's for Strings: a property."""
    own = receiver.find("getAt", [key])
    named = is_text(key) and not isinstance(key, Character)
    if own is not None and (not named or own.parameter_types != ("java.lang.Object",)):
        return own.run(receiver, [key])
    if named:
        return properties.get(rt, receiver, str(key))
    if key is None:
        raise null_used("Object.hashCode()", "key")
    if isinstance(key, (list, GRange)) and not isinstance(key, GArray):
        items = list(islice(key, 2))
        if not items:
            raise no_item()
        if len(items) == 1 and (items[0] is None or type(items[0]) in (str, GStringValue)):
            return _property_at(rt, receiver, items)
    result = try_invoke(rt, receiver, "getAt", [key], site)
    return _property_at(rt, receiver, key) if result is MISSING else result


def _property_at(rt: Runtime, receiver: Any, key: Any) -> Any:
    """``getAt(Object, String)``: a property, also by the name in a list of one item."""
    name = key[0] if type(key) is list and len(key) == 1 else key
    if name is None:
        raise null_used("Object.hashCode()", "key")
    if name is not key and isinstance(name, GStringValue):
        raise uncastable(class_name(name), "java.lang.String")
    if not is_text(name) or isinstance(name, Character):
        raise no_method(receiver, "getAt", [key])
    return properties.get(rt, receiver, str(name))


def _outside(items: list[Any], key: int) -> Any:
    if key >= len(items):
        return None
    raise GroovyRuntimeError(
        "java.lang.ArrayIndexOutOfBoundsException",
        f"Negative array index [{key}] too large for array size {len(items)}",
    )


def put_index(rt: Runtime, receiver: Any, key: Any, value: Any, site: CallSite) -> None:
    """``receiver[key] = value``."""
    if isinstance(receiver, dict):
        properties.put_key(rt, receiver, str(key) if type(key) is GStringValue else key, value)
    elif receiver is None:
        raise null_pointer("Cannot invoke method putAt() on null object")
    elif isinstance(receiver, HostObject):
        _put_host(rt, receiver, key, value, site)
    elif isinstance(receiver, GroovyObject) and receiver.find("putAt", [key, value]) is None:
        _put_property(rt, receiver, key, value, site)
    elif key is None and is_instance(receiver, "java.util.List"):
        raise null_used("java.util.List.isEmpty()", "splice")
    elif is_text(key) and not isinstance(key, Character) and not isinstance(receiver, GroovyObject):
        properties.set_(rt, receiver, str(key), value)
    else:
        invoke(rt, receiver, "putAt", [key, value], site)


def _put_property(rt: Runtime, receiver: GroovyObject, key: Any, value: Any, site: CallSite) -> None:
    """``putAt(Object, String, Object)``: a property."""
    if key is None:
        raise null_used("Object.hashCode()", "key")
    if not is_text(key) or isinstance(key, Character):
        invoke(rt, receiver, "putAt", [key, value], site)
    else:
        properties.set_(rt, receiver, str(key), value)


def _put_host(rt: Runtime, receiver: HostObject, key: Any, value: Any, site: CallSite) -> None:
    try:
        result = receiver.invoke_method("putAt", [key, value], site)
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error
    if result is MISSING:
        properties.set_(rt, receiver, to_string(key), value)
