"""Which number type groovyc takes an expression for: it decides what the bytecode converts before anything runs.

Sources: ``StatementMetaTypeChooser``, ``OptimizingStatementWriter.OptVisitor``, ``WideningCategories``. A type is a
primitive's name, ``java.lang.Integer`` and its like, or None for all that is no number or not known. What groovyc
takes for a ``double`` need not be one: ``1d <=> 2`` is an Integer that is converted where a number type is wanted.
"""

from __future__ import annotations

from typing import Any

from igor.groovy import ast
from igor.groovy.arithmetic import int_divide
from igor.groovy.casts import ArrayCaster, caster
from igor.groovy.compiler.core import Code, Compiler
from igor.groovy.compiler.scope import Local
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.runtime import Frame

_WHOLE = ("int", "short", "byte", "char")
_LONG = ("long", *_WHOLE)
_EXACT = ("java.math.BigDecimal", "java.math.BigInteger", *_LONG)
_FLOATING = ("double", "float")
#: From the widest to the narrowest.
_ORDER = ("double", "float", "long", "int", "short", "byte")
_BOXES = {PRIMITIVES[name]: name for name in _ORDER}
_CASTERS = {name: caster(name) for name in (*_ORDER, "char", *_BOXES, "java.math.BigDecimal", "java.math.BigInteger")}

_LITERALS = {
    "Integer": "int", "Long": "long", "Double": "double", "Float": "float", "BigDecimal": "java.math.BigDecimal",
    "BigInteger": "java.math.BigInteger",
}  # fmt: skip
#: What gives something else than the type that groovyc takes it for.
_MISTAKEN = ("<=>", "=~", "==~", "in")
#: What indexes a declared array, besides an int.
_AS_INDEX = ("long", "java.lang.Long", "java.math.BigDecimal", "char")
_COMPUTING = ("+", "-", "*", "%", "&", "|", "^", "<<", ">>", ">>>", *_MISTAKEN)


def static_type(compiler: Compiler, node: Any) -> str | None:
    """What groovyc takes an expression for."""
    if isinstance(node, ast.Constant):
        return _of_literal(node)
    if isinstance(node, ast.Variable):
        return type_of_local(compiler.scope.resolve(node.name))
    if isinstance(node, ast.Cast):
        name = compiler.type_name(node.type)
        return name if name in _CASTERS else None
    if isinstance(node, (ast.Prefix, ast.Postfix)):
        return static_type(compiler, node.operand)
    if isinstance(node, ast.Binary):
        return _of_operation(compiler, node)
    return None


def _of_literal(node: ast.Constant) -> str | None:
    name = _LITERALS.get(node.groovy_type)
    return PRIMITIVES[name] if name in _ORDER and node.value < 0 else name


def type_of_local(local: Local | None) -> str | None:
    """A variable's declared type; an object holds a primitive that closures share."""
    if local is None or local.coerce is None:
        return None
    name = next((name for name, coerce in _CASTERS.items() if local.coerce is coerce), None)
    return name if local.kind == "slot" or name is None else PRIMITIVES.get(name, name)


def _of_operation(compiler: Compiler, node: ast.Binary) -> str | None:
    symbol = node.operator if node.operator in _COMPUTING else node.operator.removesuffix("=")
    if symbol != "/" and symbol not in _COMPUTING:
        return None
    left, right = static_type(compiler, node.left), static_type(compiler, node.right)
    if symbol == "/" and left in _LONG and right in _LONG:
        return "java.math.BigDecimal"
    return operand_type(left, right)


def operand_type(left: str | None, right: str | None) -> str | None:
    """What both sides of an operator are converted to: ``int``, ``long``, ``double``, None for nothing."""
    sides = {left, right}
    if sides <= set(_WHOLE):
        return "int"
    if sides <= set(_LONG):
        return "long"
    return "double" if sides & set(_FLOATING) and sides <= {*_EXACT, *_FLOATING} else None


def common_type(left: str | None, right: str | None) -> str | None:
    """What both values of ``a ? b : c`` are converted to (``WideningCategories.lowestUpperBound``)."""
    if left is None or right is None:
        return None
    widths = [_ORDER.index(_BOXES.get(one, one)) if _BOXES.get(one, one) in _ORDER else -1 for one in (left, right)]
    if -1 in widths:
        return None
    wider = _ORDER[min(widths)]
    return wider if left in _ORDER and right in _ORDER else PRIMITIVES[wider]


def converted(compiler: Compiler, node: Any, code: Code, kind: str) -> Code:
    """The code of an expression with its value converted; as it is when it is of that type for sure."""
    convert = _CASTERS[kind]
    mistaken = isinstance(node, ast.Binary) and node.operator in _MISTAKEN
    if convert is None or (not mistaken and static_type(compiler, node) == kind):
        return code
    return lambda frame: convert(code(frame))


def index_code(compiler: Compiler, node: ast.Binary) -> Code:
    """The code of an index. To what is declared as an array it is an int, if it is declared as one of ``_AS_INDEX``."""
    key = compiler.compile_expression(node.right)
    if static_type(compiler, node.right) in _AS_INDEX and _is_array(compiler, node.left):
        return converted(compiler, node.right, key, "int")
    return key


def _is_array(compiler: Compiler, node: Any, dimensions: int = 1) -> bool:
    if isinstance(node, ast.Binary) and node.operator == "[":
        return _is_array(compiler, node.left, dimensions + 1)
    if isinstance(node, ast.Cast):
        return node.type.dimensions >= dimensions
    if not isinstance(node, ast.Variable):
        return False
    declared = compiler.scope.resolve(node.name) or compiler.class_.fields.get(node.name)
    caster = getattr(declared, "coerce", None)
    return isinstance(caster, ArrayCaster) and caster.component.count("[") + 1 >= dimensions


def letters_as_codes(compiler: Compiler, node: ast.Binary, left: Code, right: Code) -> tuple[Code, Code]:
    """The code of both sides: a ``char`` with a primitive number is an ``int`` to the bytecode."""
    sides = static_type(compiler, node.left), static_type(compiler, node.right)
    if "char" not in sides or operand_type(*sides) is None:
        return left, right
    if sides[0] == "char":
        left = converted(compiler, node.left, left, "int")
    return left, converted(compiler, node.right, right, "int") if sides[1] == "char" else right


def shifts_int_by_long(compiler: Compiler, node: ast.Binary) -> bool:
    """Whether the bytecode widens the left side, an ``int``, to the type of the right one."""
    return static_type(compiler, node.left) in _WHOLE and static_type(compiler, node.right) == "long"


def mistakes_a_side(node: ast.Binary) -> bool:
    """Whether one of the operator's sides may be something else than groovyc takes it for."""
    return any(isinstance(side, ast.Binary) and side.operator in _MISTAKEN for side in (node.left, node.right))


def whole_division(compiler: Compiler, target: str | None, node: Any) -> Code | None:
    """``int x = a / b`` divides whole numbers as Java does, also for a ``double x``; None for any other value."""
    if not isinstance(node, ast.Binary) or node.operator != "/" or target not in (*_LONG, *_FLOATING):
        return None
    if static_type(compiler, node.left) not in _LONG or static_type(compiler, node.right) not in _LONG:
        return None
    left, right, span = compiler.compile_expression(node.left), compiler.compile_expression(node.right), node.span

    def run(frame: Frame) -> Any:
        dividend, divisor = left(frame), right(frame)
        frame.site = span
        return int_divide(dividend, divisor)

    return run
