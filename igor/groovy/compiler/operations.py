"""Operators in the tree: two-sided, one-sided, logical, ternary, casts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from igor.groovy import ast, operators
from igor.groovy.casts import as_java_type, display_name
from igor.groovy.class_model import GroovyClass, GroovyObject, JavaClass, array_class_name, is_instance
from igor.groovy.coercion import PROXIED, as_groovy_class, java_proxy, made_of_items
from igor.groovy.compiler import fast_numbers
from igor.groovy.compiler.assignment import ASSIGNMENTS, compile_assignment
from igor.groovy.compiler.conditions import compile_condition, truth_at
from igor.groovy.compiler.core import Code, Compiler, Forbidden, expression
from igor.groovy.compiler.fast_numbers import Slow
from igor.groovy.compiler.paths import operator_place
from igor.groovy.compiler.static_types import (
    common_type,
    converted,
    index_code,
    letters_as_codes,
    mistakes_a_side,
    operand_type,
    shifts_int_by_long,
    static_type,
)
from igor.groovy.compiler.type_names import require_type
from igor.groovy.dispatch import invoke, invoke_host
from igor.groovy.host import MISSING, CallSite, HostObject
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.runtime import Frame, Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.semantics import equals
from igor.groovy.text import NULL_OBJECT, to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.throwable_casts import as_throwable, is_throwable

_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "==": equals,
    "!=": lambda left, right: not equals(left, right),
    "<": operators.less,
    "<=": operators.less_or_equal,
    ">": operators.greater,
    ">=": operators.greater_or_equal,
    "<=>": operators.spaceship,
    "=~": operators.regex_find,
    "==~": operators.regex_match,
}


_MAP_ENTRY_INDEX = (
    "You tried to use a map entry for an index operation, this is not allowed. "
    "Maybe something should be set in parentheses or a comma is missing?"
)


@expression(ast.Binary)
def compile_binary(compiler: Compiler, node: ast.Binary) -> Code:
    """``left operator right``."""
    symbol = node.operator
    if symbol in ("===", "!=="):
        raise compiler.error(f"Operator {symbol} not supported", node)
    if symbol in ASSIGNMENTS:
        return compile_assignment(compiler, node)
    if symbol == "&&":
        return _compile_and(compiler, node)
    if symbol == "||":
        return _compile_or(compiler, node)
    if symbol == "[":
        return _compile_index(compiler, node)
    if symbol == "instanceof":
        return _compile_instanceof(compiler, node)
    left, right = compiler.compile_expression(node.left), compiler.compile_expression(node.right)
    if symbol == "in":
        return _compile_in(compiler, node, left, right)
    if symbol in _TESTS:
        return _compile_test(compiler, node, left, right)
    return _compile_method_operator(compiler, node, left, right)


#: As the bytecode compares doubles: nothing is below a NaN or equal to one.
_DOUBLE_TESTS: dict[str, Callable[[float, float], bool]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: not left <= right,
    ">=": lambda left, right: not left < right,
}


def _compile_test(compiler: Compiler, node: ast.Binary, left: Code, right: Code) -> Code:
    span, test = node.span, _TESTS[node.operator]
    if node.operator in _DOUBLE_TESTS and compiler.watch is None and _compares_doubles(compiler, node):
        test = _DOUBLE_TESTS[node.operator]
        left, right = converted(compiler, node.left, left, "double"), converted(compiler, node.right, right, "double")

    def slow(frame: Frame, a: Any, b: Any) -> Any:
        frame.site = span
        return test(a, b)

    return _with_fast_way(node.operator, left, right, slow)


def _compares_doubles(compiler: Compiler, node: ast.Binary) -> bool:
    return operand_type(static_type(compiler, node.left), static_type(compiler, node.right)) == "double"


#: Methods for letters there are for the other operators.
_LETTERS_ARE_CODES = frozenset({"%", "<<", ">>", ">>>", "&", "|", "^"})


def _compile_method_operator(compiler: Compiler, node: ast.Binary, left: Code, right: Code) -> Code:
    if node.operator in ("<<", ">>", ">>>") and shifts_int_by_long(compiler, node):
        left = converted(compiler, node.left, left, "long")
    if node.operator in _LETTERS_ARE_CODES:
        left, right = letters_as_codes(compiler, node, left, right)
    if mistakes_a_side(node) and node.operator in ("+", "-", "*", "/", "%"):
        kind = operand_type(static_type(compiler, node.left), static_type(compiler, node.right))
        if kind is not None:
            left, right = converted(compiler, node.left, left, kind), converted(compiler, node.right, right, kind)
    return _with_fast_way(node.operator, left, right, slow_operator(compiler, node, node.operator))


def slow_operator(compiler: Compiler, node: ast.Binary, symbol: str) -> Slow:
    """An operator on any two values."""
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    binary = operators.binary

    def slow(frame: Frame, a: Any, b: Any) -> Any:
        frame.site = span
        return binary(rt, symbol, a, b, site)

    return slow


def _with_fast_way(symbol: str, left: Code, right: Code, slow: Slow) -> Code:
    maker = fast_numbers.MAKERS.get(symbol)
    return maker(left, right, slow) if maker else lambda frame: slow(frame, left(frame), right(frame))


def _compile_and(compiler: Compiler, node: ast.Binary) -> Code:
    left, right = compile_condition(compiler, node.left), compile_condition(compiler, node.right)
    return lambda frame: left(frame) and right(frame)


def _compile_or(compiler: Compiler, node: ast.Binary) -> Code:
    left, right = compile_condition(compiler, node.left), compile_condition(compiler, node.right)
    return lambda frame: left(frame) or right(frame)


def _compile_in(compiler: Compiler, node: ast.Binary, left: Code, right: Code) -> Code:
    rt, span = compiler.rt, node.span

    def run(frame: Frame) -> bool:
        value, container = left(frame), right(frame)
        frame.site = span
        return value is None if container is None else operators.is_case(rt, container, value)

    return run


def _compile_index(compiler: Compiler, node: ast.Binary) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    if isinstance(node.right, ast.MapEntry):
        raise compiler.error(_MAP_ENTRY_INDEX, node.right)
    array = _array_class(compiler, node)
    if array is not None:
        return lambda frame: array
    items, key = compiler.compile_expression(node.left), index_code(compiler, node)
    index = operators.index

    def run(frame: Frame) -> Any:
        receiver, at = items(frame), key(frame)
        frame.site = span
        return index(rt, receiver, at, site)

    return run


def _array_class(compiler: Compiler, node: ast.Binary) -> JavaClass | None:
    """``String[]`` as a value: an index without anything in it, beside a class."""
    if not isinstance(node.right, ast.ListLiteral) or node.right.items:
        return None
    if isinstance(node.left, ast.Variable) and compiler.scope.resolve(node.left.name) is None:
        name = node.left.name
        found = JavaClass(name) if name in PRIMITIVES else compiler.find_class(name)
    else:
        found = _array_class(compiler, node.left) if isinstance(node.left, ast.Binary) else None
    return JavaClass(array_class_name(found.name), found) if isinstance(found, JavaClass) else None


def _compile_instanceof(compiler: Compiler, node: ast.Binary) -> Code:
    value = compiler.compile_expression(node.left)
    type_ = node.right.type if isinstance(node.right, ast.ClassRef) else None
    if type_ is None:
        cls = compiler.compile_expression(node.right)
        return lambda frame: operators.is_case(compiler.rt, cls(frame), value(frame))
    found = None if type_.dimensions else compiler.find_class(type_.name)
    if found is None and not type_.dimensions and type_.name not in PRIMITIVES:
        raise compiler.error(f"unable to resolve class {type_.name}", type_)
    if isinstance(found, HostObject) or callable(found):
        name = str(getattr(found, "groovy_class", ""))
        return lambda frame: is_instance(value(frame), name)
    if type_.name in PRIMITIVES and not type_.dimensions:
        return lambda frame: _no_class(value(frame), type_.name)
    name = display_name(compiler.type_name(type_))
    return lambda frame: is_instance(value(frame), name)


def _no_class(value: Any, name: str) -> NoReturn:
    """The bytecode of ``x instanceof int`` asks for a class of that name."""
    raise GroovyRuntimeError("java.lang.NoClassDefFoundError", name)


@expression(ast.Unary)
def compile_unary(compiler: Compiler, node: ast.Unary) -> Code:
    """``-x +x ~x !x``."""
    rt, span = compiler.rt, node.span
    if node.operator == "not":
        condition = compile_condition(compiler, node.operand)
        return lambda frame: not condition(frame)
    operand = compiler.compile_expression(node.operand)
    apply = {"neg": operators.negative, "pos": operators.positive, "bnot": operators.bitwise_negate}[node.operator]

    def run(frame: Frame) -> Any:
        value = operand(frame)
        frame.site = span
        return apply(rt, value)

    return run


def _alternatives(compiler: Compiler, *nodes: Any) -> list[Code]:
    """The code of two expressions of which one is taken: numbers become of the same type."""
    codes = [compiler.compile_expression(node) for node in nodes]
    kind = common_type(*(static_type(compiler, node) for node in nodes))
    return codes if kind is None else [converted(compiler, *pair, kind) for pair in zip(nodes, codes, strict=True)]


@expression(ast.Ternary)
def compile_ternary(compiler: Compiler, node: ast.Ternary) -> Code:
    """``a ? b : c``."""
    condition = compile_condition(compiler, node.condition)
    if_true, if_false = _alternatives(compiler, node.if_true, node.if_false)
    return lambda frame: if_true(frame) if condition(frame) else if_false(frame)


@expression(ast.Elvis)
def compile_elvis(compiler: Compiler, node: ast.Elvis) -> Code:
    """``a ?: b``."""
    value, default = _alternatives(compiler, node.value, node.default)
    check = truth_at(node.value.span)

    def run(frame: Frame) -> Any:
        first = value(frame)
        return first if check(frame, first) else default(frame)

    return run


@expression(ast.ClassRef)
def compile_class_ref(compiler: Compiler, node: ast.ClassRef) -> Code:
    """A type as a value."""
    if node.type.dimensions:
        array = JavaClass(compiler.type_name(node.type))
        return lambda frame: array
    found = compiler.find_class(node.type.name) or JavaClass(compiler.type_name(node.type))
    if isinstance(found, Forbidden):
        raise found.error()
    return lambda frame: found


@expression(ast.Cast)
def compile_cast(compiler: Compiler, node: ast.Cast) -> Code:
    """``(T) x`` and ``x as T``."""
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    operand = compiler.compile_expression(node.operand)
    require_type(compiler, node.type, _place_of_as(compiler, node) if node.coerce else node)
    convert = compiler.type_caster(node.type)
    name = compiler.type_name(node.type)
    found = None if node.type.dimensions else compiler.find_class(node.type.name)

    def cast(frame: Frame) -> Any:
        value = operand(frame)
        frame.site = span
        return convert(value) if convert else value

    def coerce(frame: Frame) -> Any:
        value = operand(frame)
        frame.site = span
        return convert_as(rt, value, found, name, site)

    return coerce if node.coerce else cast


def _place_of_as(compiler: Compiler, node: ast.Cast) -> ast.Node:
    place = operator_place(compiler, "as", node.operand.span, node.span.end_line)
    return ast.Empty(span=ast.Span(*place, *place)) if place is not None else node


def convert_as(rt: Runtime, value: Any, cls: Any, name: str, site: CallSite) -> Any:
    """``value as T``: the value's own ``asType`` first."""
    target = cls if cls is not None else JavaClass(name)
    value = None if value is NULL_OBJECT else value
    if isinstance(value, (GroovyObject, HostObject)):
        own = value.find("asType", [target]) if isinstance(value, GroovyObject) else None
        if own is not None:
            return own.run(value, [target])
        if isinstance(value, HostObject):
            result = invoke_host(value, "asType", [target], site)
            if result is MISSING:
                result = to_string(value) if name == "java.lang.String" else value
            return result
    if isinstance(target, GroovyClass):
        return as_groovy_class(rt, value, target)
    if isinstance(target, HostObject) and value is not None:
        return invoke(rt, target, "asType", [value], site) if "asType" in target.method_names() else value
    if isinstance(value, dict) and name in PROXIED:
        return java_proxy(value, name)
    if is_throwable(target):
        return as_throwable(rt, lambda one: as_java_type(one, name), target, value, coerced=True)
    if type(value) is list and isinstance(target, JavaClass):
        return made_of_items(rt, lambda items: as_java_type(items, name), target, value)
    if isinstance(value, TextBuffer) and value.is_text and name != "java.lang.Object":
        value = str(value)
    return as_java_type(value, name)
