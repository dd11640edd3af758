"""Literals: constants, strings with values, lists, maps, ranges."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy import arithmetic, ast
from igor.groovy.class_model import class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.compiler.core import Code, Compiler, expression
from igor.groovy.compiler.scope import MOST_DOUBLED
from igor.groovy.null_texts import null_used
from igor.groovy.range_making import make_range
from igor.groovy.ranges import GRange
from igor.groovy.runtime import Frame
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument
from igor.groovy.semantics import java_hash
from igor.groovy.text import java_text, to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import BigInteger, Float, GStringValue, Long, to_key

_CONSTANTS: dict[str, Callable[[Any], Any]] = {
    "Long": Long, "BigInteger": BigInteger, "Float": Float, "Double": float, "BigDecimal": Decimal, "Integer": int,
}  # fmt: skip


@expression(ast.Constant)
def compile_constant(compiler: Compiler, node: ast.Constant) -> Code:
    """A literal; the bytecode for a zero is the same with and without a sign."""
    make = _CONSTANTS.get(node.groovy_type)
    value = node.value if make is None or node.value is None else make(node.value)
    if make is Decimal and abs(value.adjusted()) > arithmetic.MAX_DIGITS:
        return _too_large
    if isinstance(value, (Decimal, BigInteger)):
        value = compiler.constants.setdefault((type(value), str(value)), value)
    elif type(value) is str:
        value = sys.intern(value)
    if isinstance(value, float) and value == 0:
        value = abs(value) if make is None else make(0.0)
    return lambda frame: value


def _too_large(frame: Frame) -> Any:
    raise arithmetic.too_large()


@expression(ast.Empty)
def compile_empty(compiler: Compiler, node: ast.Empty) -> Code:
    """Nothing: null."""
    return lambda frame: None


@expression(ast.GString)
def compile_gstring(compiler: Compiler, node: ast.GString) -> Code:
    """A string with values."""
    strings = node.strings
    codes = [compiler.compile_expression(value) for value in node.values]
    return lambda frame: GStringValue(strings, [code(frame) for code in codes], gstring_part)


def gstring_part(value: Any) -> str:
    """The text of one value of a GString: a closure is called."""
    if isinstance(value, ClosureValue):
        return to_string(value.call() if value.parameter_count == 0 else _write_closure(value))
    return to_string(value)


def _write_closure(value: ClosureValue) -> Any:
    if value.parameter_count > 1:
        raise GroovyRuntimeError(
            "groovy.lang.GroovyRuntimeException",
            f"Trying to evaluate a GString containing a Closure taking {value.parameter_count} parameters",
        )
    writer = TextBuffer("org.apache.groovy.io.StringBuilderWriter")
    value.call(writer)
    return writer.to_text()


@expression(ast.ListLiteral)
def compile_list(compiler: Compiler, node: ast.ListLiteral) -> Code:
    """``[a, b, *c]``."""
    return compile_items(compiler, node.items)


def compile_items(compiler: Compiler, nodes: tuple[Any, ...]) -> Code:
    """Code that gives a new list of the values, spread ones opened."""
    if not any(isinstance(item, ast.Spread) for item in nodes):
        codes = [compiler.compile_expression(item) for item in nodes]
        if not codes:
            return lambda frame: []
        if len(codes) == 1:
            only = codes[0]
            return lambda frame: [only(frame)]
        return lambda frame: [code(frame) for code in codes]
    return _compile_spread(compiler, nodes)


def _compile_spread(compiler: Compiler, nodes: tuple[Any, ...]) -> Code:
    rt = compiler.rt
    parts = [
        (isinstance(item, ast.Spread), compiler.compile_expression(getattr(item, "operand", item) if
         isinstance(item, ast.Spread) else item), item.span)
        for item in nodes
    ]  # fmt: skip

    #: Groovy evaluates what is not spread before what is.
    order = sorted(range(len(parts)), key=lambda index: parts[index][0])

    def run(frame: Frame) -> list[Any]:
        values = dict.fromkeys(range(len(parts)))
        for index in order:
            values[index] = parts[index][1](frame)
        result: list[Any] = []
        for (is_spread, _, span), value in zip(parts, values.values(), strict=True):
            if is_spread:
                frame.site = span
                result.extend(_spread_items(value))
                rt.check_items(len(result))
            else:
                result.append(value)
        return result

    return run


def _as_object(value: Any) -> str:
    """As ``toString()`` of Java shows it; a list with defaults has only that of every object."""
    name = class_name(value)
    return f"{name}@{java_hash(value):x}" if name == "groovy.lang.ListWithDefault" else java_text(value)


def _spread_items(value: Any) -> list[Any]:
    if value is None:
        return [None]
    if isinstance(value, (list, GRange)):
        return list(value)
    raise illegal_argument(f"cannot spread the type {class_name(value)} with value {_as_object(value)}")


@expression(ast.Spread)
def compile_spread(compiler: Compiler, node: ast.Spread) -> Code:
    """``*x`` outside of lists and arguments."""
    raise compiler.bug("SpreadExpression should not be visited here", node)


@expression(ast.MapLiteral)
def compile_map(compiler: Compiler, node: ast.MapLiteral) -> Code:
    """``[a: 1, (k): v, *: m]``."""
    rt, entries, span = compiler.rt, [_compile_entry(compiler, entry) for entry in node.entries], node.span

    def run(frame: Frame) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        frame.site = span
        for is_spread, key, value in entries:
            if is_spread:
                rt.spend(1)
                _spread_entries(key(frame))  # Groovy makes the map twice
                result.update(_spread_entries(value(frame)))
            else:
                at = to_key(key(frame))
                result[at] = value(frame)
        return result

    return run


def _spread_entries(value: Any) -> dict[Any, Any]:
    if value is None:
        raise null_used("Object.getClass()", "value")
    if value is None or isinstance(value, dict):
        return value or {}
    raise GroovyRuntimeError(
        "groovy.lang.SpreadMapEvaluatingException",
        f"Cannot spread the map {class_name(value)}, value {java_text(value)}",
    )


def _compile_entry(compiler: Compiler, entry: ast.MapEntry) -> tuple[bool, Code, Code]:
    if not isinstance(entry.key, ast.SpreadMap):
        return False, compiler.compile_expression(entry.key), compiler.compile_expression(entry.value)
    first = compiler.compile_expression(entry.value)
    has_closures = 0 < len(compiler.outlines.of(entry.value).closures) <= MOST_DOUBLED
    return True, first, compiler.compile_expression(entry.value) if has_closures else first


@expression(ast.SpreadMap)
def compile_spread_map(compiler: Compiler, node: ast.SpreadMap) -> Code:
    """``*: m`` among arguments: the map."""
    return compiler.compile_expression(node.operand)


@expression(ast.RangeLiteral)
def compile_range(compiler: Compiler, node: ast.RangeLiteral) -> Code:
    """``a..b`` and ``a..<b``."""
    rt, inclusive, span = compiler.rt, node.inclusive, node.span
    start, end = compiler.compile_expression(node.start), compiler.compile_expression(node.end)

    def run(frame: Frame) -> Any:
        low, high = start(frame), end(frame)
        frame.site = span
        return make_range(rt, low, high, inclusive)

    return run
