"""List literals that are assigned where groovyc knows that an array is wanted: their items are cast one by one.

Sources: ``BinaryExpressionHelper.evaluateEqual``, ``AsmClassGenerator.visitArrayExpression``,
``StatementMetaTypeChooser``.
"""

from __future__ import annotations

from typing import Any

from igor.groovy import ast
from igor.groovy.casts import ArrayCaster
from igor.groovy.class_model import GroovyClass
from igor.groovy.compiler.core import Code, Compiler, expression
from igor.groovy.properties import capitalized
from igor.groovy.runtime import Frame
from igor.groovy.values import GArray


class ArrayLiteral(ast.Node, frozen=True):
    """``[a, b]`` that becomes an array; ``caster`` is that of the array's type."""

    items: tuple[ast.Expression, ...]
    caster: Any


def as_array(node: Any, caster: Any) -> Any:
    """What a variable whose values go through ``caster`` is assigned: a list literal as an array when it is one."""
    if isinstance(node, ast.ListLiteral) and isinstance(caster, ArrayCaster):
        return ArrayLiteral(node.items, caster, span=node.span)
    return node


def caster_of(compiler: Compiler, node: Any) -> Any:
    """The cast to the type that groovyc takes the target of an assignment for, None when it knows of none."""
    if isinstance(node, ast.Variable):
        local = compiler.scope.resolve(node.name)
        return local.coerce if local is not None else _field_caster(compiler, node.name)
    if isinstance(node, ast.Cast):
        return compiler.type_caster(node.type)
    if isinstance(node, ast.Binary) and node.operator == "[":
        whole = caster_of(compiler, node.left)
        return whole.cast_item if isinstance(whole, ArrayCaster) else None
    return None


def _field_caster(compiler: Compiler, name: str) -> Any:
    """The cast to a field that a bare name means: of the class, the ones above it, then those around it."""
    outer: GroovyClass | None = compiler.class_
    while outer is not None and outer.kind != "script":
        cls: Any = outer
        while isinstance(cls, GroovyClass):
            info = cls.fields.get(name)
            if info is not None:
                return info.coerce if info.is_static or not compiler.static else None
            if {f"{kind}{capitalized(name)}" for kind in ("get", "is", "set")} & cls.method_names:
                return None
            cls = cls.superclass
        outer = outer.outer
    return None


@expression(ArrayLiteral)
def compile_array(compiler: Compiler, node: ArrayLiteral) -> Code:
    """The array, made anew each time; groovyc has no code for one with spread items."""
    codes = [_item(compiler, item) for item in node.items]
    cast, component = node.caster.cast_item, node.caster.component
    if cast is None:
        return lambda frame: GArray([code(frame) for code in codes], component)

    def run(frame: Frame) -> Any:
        frame.site = node.span
        return GArray([cast(code(frame)) for code in codes], component)

    return run


def _item(compiler: Compiler, node: Any) -> Code:
    if isinstance(node, ast.Spread):
        raise compiler.bug("SpreadExpression should not be visited here", node)
    return compiler.compile_expression(node)
