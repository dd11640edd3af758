"""Operators with a number on their left: what Groovy's methods of numbers and Java's own make of the other side."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy import arithmetic
from igor.groovy.class_model import class_name
from igor.groovy.host import MISSING
from igor.groovy.null_texts import null_used
from igor.groovy.ranges import MAX_RANGE, GRange
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument, uncastable
from igor.groovy.semantics import is_number
from igor.groovy.values import BigInteger, Character, Float, GArray, Long

METHOD_NAMES = {
    "+": "plus", "-": "minus", "*": "multiply", "/": "div", "%": "mod", "**": "power", "<<": "leftShift",
    ">>": "rightShift", ">>>": "rightShiftUnsigned", "&": "and", "|": "or", "^": "xor",
}  # fmt: skip

_NUMERIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": arithmetic.add,
    "-": arithmetic.subtract,
    "*": arithmetic.multiply,
    "/": arithmetic.divide,
    "%": arithmetic.remainder,
    "**": arithmetic.power,
}
BITS = ("&", "|", "^")
_OF_LETTERS = ("+", "-", "*", "/")


def number_with(operator: str, left: Any, right: Any) -> Any:
    """A number and something that is none: a letter counts as its code, a list of one item as that item."""
    if right is None:
        if operator in ("+", "-", "*", "/"):
            raise ambiguous(left, METHOD_NAMES[operator])
        if operator != "**":
            on_numbers(operator, left, 1)
        raise _null_operand(operator, left)
    if isinstance(right, Character):
        return on_numbers(operator, left, ord(right)) if operator in _OF_LETTERS else MISSING
    if isinstance(right, GArray):
        return MISSING
    if operator == "**" and isinstance(right, (list, GRange)) and len(right) > 1 and not isinstance(left, float):
        return _power_of_several(left, right)
    if operator == "*" and isinstance(left, Decimal) and isinstance(right, (list, GRange)) and len(right) > 1:
        return _product_with_several(left, right[0])
    most = 1 if operator in ("+", "-", "*", "/") else MAX_RANGE
    if isinstance(right, (list, GRange)) and 0 < len(right) <= most:
        if is_number(right[0]):
            if len(right) == 1:
                _refuse_item(operator, left, right[0])
            return on_numbers(operator, left, right[0])
        return number_with(operator, left, right[0]) if isinstance(right[0], Character) else MISSING
    return MISSING


def refuse_item_of(name: str, left: Any, item: Any) -> None:
    """As ``_refuse_item``, for a method that is called by its name with a list of one item."""
    for operator, method in METHOD_NAMES.items():
        if method == name:
            _refuse_item(operator, left, item)


def _power_of_several(left: Any, items: Any) -> Any:
    """Groovy chooses between two methods by the list's items, and stumbles over the second one.

    Only one of them takes a first item that is no whole number.
    """
    if all(map(is_number, items)) and isinstance(items[0], (float, Decimal)):
        return on_numbers("**", left, items[0])
    if all(is_number(item) for item in items):
        raise null_used("org.codehaus.groovy.reflection.CachedClass.getTheClass()", "parameter")
    return MISSING


def _refuse_item(operator: str, left: Any, item: Any) -> None:
    """Java's own method is chosen for a list's one item, and takes no other class than its own."""
    whole = isinstance(item, int) and not isinstance(item, (BigInteger, bool))
    if whole and isinstance(left, BigInteger) and operator in ("*", "%", *BITS):
        raise illegal_argument("argument type mismatch")
    if operator == "*" and isinstance(left, Decimal) and (whole or isinstance(item, Float)):
        raise uncastable(class_name(item), _BIG_INTEGER if whole else "java.lang.Double")


_BIG_INTEGER = "java.math.BigInteger"


def _product_with_several(left: Decimal, first: Any) -> Any:
    """Groovy chooses between two methods of BigDecimal by a list's items, and hands the first to the wrong one."""
    if type(first) is float:
        return arithmetic.multiply(left, first)
    if isinstance(first, (float, Decimal)):
        raise uncastable(class_name(first), "java.lang.Double")
    if first is None or is_number(first):
        raise null_used("org.codehaus.groovy.reflection.CachedClass.getTheClass()", "parameter")
    return MISSING


def _null_operand(operator: str, left: Any) -> GroovyRuntimeError:
    if operator == "**":
        return null_used("java.lang.Number.doubleValue()", "exponent")
    if isinstance(left, BigInteger):
        return null_used("Object.toString()", "n")
    kind = "double" if isinstance(left, float) else "long" if isinstance(left, Long) else "int"
    return null_used(f"java.lang.Number.{kind}Value()", "right")


def on_numbers(operator: str, left: Any, right: Any) -> Any:
    calculate = _NUMERIC.get(operator)
    if calculate is not None:
        return calculate(left, right)
    return arithmetic.bitwise(left, right, operator) if operator in BITS else arithmetic.shift(left, right, operator)


_OPERANDS = {
    "plus": ("Character", "String", "Number"),
    "minus": ("Character", "Number"),
    "div": ("Character", "Number"),
    "multiply": ("Character", "Number"),
    "intdiv": ("Character", "Number"),
}


def ambiguous(left: Any, name: str) -> GroovyRuntimeError:
    """Groovy's refusal of ``1 + null``: several methods take a null."""
    kinds = [f"java.lang.{kind}" for kind in _OPERANDS[name]]
    kinds += ["java.math.MathContext"] if name == "plus" and class_name(left) == "java.math.BigDecimal" else []
    lines = "".join(f"\n\t[class {kind}]" for kind in kinds)
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"Ambiguous method overloading for method {class_name(left)}#{name}.\n"
        f"Cannot resolve which method to invoke for [null] due to overlapping prototypes between:{lines}",
    )
