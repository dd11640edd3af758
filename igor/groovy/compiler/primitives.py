"""Which expressions groovyc knows to be a primitive ``int`` or ``long``: shifts of one by the other are a ``long``."""

from __future__ import annotations

from typing import Any

from igor.groovy import ast
from igor.groovy.casts import caster
from igor.groovy.compiler.core import Compiler

_KINDS = {"int": caster("int"), "long": caster("long")}
_WIDTHS = {None: 0, "int": 1, "long": 2}


def shifts_int_by_long(compiler: Compiler, node: ast.Binary) -> bool:
    """Whether the bytecode widens the left side, an ``int``, to the type of the right one."""
    if node.operator not in ("<<", ">>", ">>>"):
        return False
    return _primitive(compiler, node.left) == "int" and _primitive(compiler, node.right) == "long"


def _primitive(compiler: Compiler, node: Any) -> str | None:
    if isinstance(node, ast.Constant):
        kind = {"Integer": "int", "Long": "long"}.get(node.groovy_type)
        return kind if kind is not None and node.value >= 0 else None
    if isinstance(node, ast.Variable):
        return _of_variable(compiler, node.name)
    if isinstance(node, ast.Cast) and not node.type.dimensions and node.type.name in _KINDS:
        return str(node.type.name)
    if isinstance(node, (ast.Prefix, ast.Postfix)):
        return _primitive(compiler, node.operand)
    if isinstance(node, ast.Binary) and node.operator in ("+", "-", "*", "&", "|", "^", "<<", ">>", ">>>"):
        kinds = _primitive(compiler, node.left), _primitive(compiler, node.right)
        return max(kinds, key=_WIDTHS.__getitem__) if None not in kinds else None
    return None


def _of_variable(compiler: Compiler, name: str) -> str | None:
    """A variable's declared type, unless closures share it: then an object holds it."""
    local = compiler.scope.resolve(name)
    if local is None or local.kind != "slot" or local.coerce is None:
        return None
    return next((kind for kind, coerce in _KINDS.items() if local.coerce is coerce), None)
