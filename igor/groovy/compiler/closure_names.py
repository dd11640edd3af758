"""What closures' classes are called: ``Case$_run_closure1``, numbered through a class.

Source: ``org.codehaus.groovy.classgen.asm.ClosureWriter``. Instance fields and constructors come first, then the
methods (a script's ``run`` before its own ones), each with its body before the defaults of its parameters, the last
default first; then what is static; then all closures inside of closures, level by level.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from igor.groovy import ast
from igor.groovy.compiler.core import Compiler

#: A function's name (none for fields and constructors) and a node of it that may hold closures.
Part = tuple[str, Any]
_STATIC = "_clinit_"


def name_closures(compiler: Compiler, class_name: str, parts: Iterable[Part]) -> None:
    """Name the closures of one class."""
    count = 0
    level = [(f"{class_name}$_{name}_closure" if name else f"{class_name}$_closure", node) for name, node in parts]
    while level:
        following: list[Part] = []
        for prefix, node in level:
            for closure in compiler.outlines.of(node).closures:
                count += 1
                name = f"{prefix}{count}"
                compiler.closure_names.setdefault(id(closure), []).append(name)
                following += [(f"{name}$_closure", one) for one in _function(closure.parameters, closure.body)]
        level = following


def _function(parameters: tuple[ast.Parameter, ...] | None, body: Any) -> list[Any]:
    return [body, *(one.default for one in reversed(parameters or ()) if one.default is not None)]


def script_parts(fields: list[ast.Declaration], body: ast.Block, methods: tuple[ast.Method, ...]) -> list[Part]:
    """The parts of a script's class."""
    return [*(("", field.value) for field in fields), ("run", body), *_methods(methods)]


def class_parts(members: Iterable[Any], statics_only: bool) -> list[Part]:
    """The parts of a class; the fields of an interface are all static."""
    first: list[Part] = []
    last: list[Part] = []
    for member in members:
        if isinstance(member, ast.Field) and member.value is not None:
            static = statics_only or "static" in member.modifiers
            (last if static else first).append((_STATIC if static else "", member.value))
        elif isinstance(member, ast.Initializer):
            (last if member.is_static else first).append((_STATIC if member.is_static else "", member.body))
        elif isinstance(member, ast.EnumConstant):
            last.append((_STATIC, member))
        elif isinstance(member, ast.Constructor):
            first += [("", node) for node in _function(member.parameters, member.body)]
    return [*first, *_methods(member for member in members if isinstance(member, ast.Method)), *last]


def _methods(methods: Iterable[ast.Method]) -> list[Part]:
    return [
        (method.name, node) for method in methods for node in _function(method.parameters, method.body or ast.Block(()))
    ]
