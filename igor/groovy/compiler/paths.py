"""What stands before the dot (a class written with its package, or any expression), and where an operator stands."""

from __future__ import annotations

from typing import Any

from igor.groovy import ast
from igor.groovy.compiler.core import Code, Compiler, Forbidden
from igor.groovy.runtime import Frame


def class_of_path(compiler: Compiler, node: Any) -> Any:
    """The class that ``a.b.C`` names, None when it is an ordinary expression."""
    name = dotted(node)
    if name is None or "." not in name or compiler.scope.resolve(name.partition(".")[0]) is not None:
        return None
    last = name.rpartition(".")[2]
    return compiler.find_class(name) if last[:1].isupper() and name[:1].islower() else None


def dotted(node: Any) -> str | None:
    """``a.b.c`` of a chain of plain properties."""
    if isinstance(node, ast.Variable):
        return node.name
    if isinstance(node, ast.Property) and node.access == "." and isinstance(node.name, ast.Constant):
        prefix = dotted(node.object)
        return None if prefix is None else f"{prefix}.{node.name.value}"
    return None


def compile_receiver(compiler: Compiler, node: Any) -> Code:
    found = class_of_path(compiler, node.object)
    if isinstance(found, Forbidden):
        return raise_forbidden(node, found)
    if found is not None:
        return lambda frame: found
    return compiler.compile_expression(node.object)


def raise_forbidden(node: ast.Node, found: Forbidden) -> Code:
    def run(frame: Frame) -> Any:
        frame.site = node.span
        raise found.error()

    return run


def operator_place(compiler: Compiler, operator: str, left: ast.Span, last_line: int) -> tuple[int, int] | None:
    """Line and column of an operator, found in the source after its left side."""
    line, column = left.end_line, left.end_column
    lines = compiler.rt.sources.get(compiler.file_name, "").split("\n")
    while 0 < line <= min(len(lines), last_line):
        at = lines[line - 1].find(operator, column - 1)
        if at >= 0:
            return line, at + 1
        line, column = line + 1, 1
    return None
