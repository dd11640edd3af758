"""``assert`` and Groovy's power-assert drawing: the source line with every value below its place."""

from __future__ import annotations

import re
from typing import Any

from igor.groovy import ast
from igor.groovy.assertion_text import NormalText, Recorded, draw
from igor.groovy.compiler.conditions import compile_condition
from igor.groovy.compiler.core import Code, Compiler
from igor.groovy.compiler.paths import class_of_path, operator_place
from igor.groovy.runtime import Frame
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import to_string

_POWER = "org.codehaus.groovy.runtime.powerassert.PowerAssertionError"


def compile_assert(compiler: Compiler, node: ast.Assert) -> Code:
    """``assert condition : message``."""
    has_message = not (isinstance(node.message, ast.Constant) and not node.message.span.line)
    return _with_message(compiler, node) if has_message else _with_drawing(compiler, node)


def _with_message(compiler: Compiler, node: ast.Assert) -> Code:
    condition, message = compile_condition(compiler, node.condition), compiler.compile_expression(node.message)
    variables = [(name, compiler.compile_expression(one)) for name, one in _variables(compiler, node.condition)]
    text, span = _expression_text(node.condition), node.span

    def run(frame: Frame) -> None:
        if condition(frame):
            return
        frame.site = span
        shown = text
        if variables:
            shown += f". Values: {', '.join(f'{name} = {to_string(code(frame))}' for name, code in variables)}"
        said = message(frame)
        if said is None or to_string(said) == "":
            raise GroovyRuntimeError(_POWER, shown)
        raise GroovyRuntimeError("java.lang.AssertionError", f"{to_string(said)}. Expression: {shown}")

    return run


def _with_drawing(compiler: Compiler, node: ast.Assert) -> Code:
    text, span = NormalText(node.source, node.span.line, node.span.column), node.span
    slot = compiler.scope.hidden()
    saved, compiler.watch = compiler.watch, _Watch(slot, text)
    try:
        condition = compile_condition(compiler, node.condition)
    finally:
        compiler.watch = saved

    def run(frame: Frame) -> None:
        recorded: Recorded = []
        frame.locals[slot] = recorded
        if condition(frame):
            return
        frame.site = span
        raise GroovyRuntimeError(_POWER, draw(text.text, recorded))

    return run


class _Watch:
    """Makes the code of a condition's parts note their values, each with its place in the text."""

    def __init__(self, slot: int, text: NormalText) -> None:
        self.slot = slot
        self.text = text

    def __call__(self, compiler: Compiler, node: Any, code: Code) -> Code:
        place = _place(compiler, node)
        column = self.text.column(*place) if place is not None else -1
        if column < 0:
            return code
        slot = self.slot

        def run(frame: Frame) -> Any:
            value = code(frame)
            frame.locals[slot].append((column, value))
            return value

        return _after_operand(compiler, node, run)


def _after_operand(compiler: Compiler, node: Any, code: Code) -> Code:
    """``++x`` shows ``x`` as well, as it was."""
    if not isinstance(node, (ast.Prefix, ast.Postfix)) or not isinstance(node.operand, ast.Variable):
        return code
    before = compiler.compile_expression(node.operand)

    def run(frame: Frame) -> Any:
        before(frame)
        return code(frame)

    return run


def _place(compiler: Compiler, node: Any) -> tuple[int, int] | None:
    """The line and column where Groovy draws a node's value, None when it draws none."""
    span = node.span
    if isinstance(node, ast.Binary):
        return operator_place(compiler, node.operator, node.left.span, node.span.end_line)
    if isinstance(node, ast.Variable):
        unseen = node.name in ("this", "super") or _is_class(compiler, node)
        return None if unseen else (span.line, _column_of_variable(compiler, span))
    if isinstance(node, (ast.Unary, ast.Prefix, ast.Postfix, ast.New)):
        return span.line, _opening(_line(compiler, span), span)
    if isinstance(node, ast.Call) and isinstance(node.object, ast.Closure):
        return None
    if isinstance(node, (ast.Property, ast.Attribute, ast.Call)) and class_of_path(compiler, node) is None:
        return (node.name.span.line, node.name.span.column) if node.name.span.line else None
    return None


def _column_of_variable(compiler: Compiler, span: ast.Span) -> int:
    """A variable alone in ``${ x }`` is drawn at the bracket."""
    line = _line(compiler, span)
    before = line[: span.column - 1].rstrip()
    alone = before.endswith("${") and line[span.end_column - 1 :].lstrip().startswith("}")
    return len(before) if alone else _opening(line, span)


def _line(compiler: Compiler, span: ast.Span) -> str:
    lines = compiler.rt.sources.get(compiler.file_name, "").split("\n")
    return lines[span.line - 1] if span.line <= len(lines) else ""


def _opening(line: str, span: ast.Span) -> int:
    """The column of the outermost parenthesis around an expression in one line, or else its own."""
    column = span.column
    if span.end_line != span.line:
        return column
    before, after = line[: span.column - 1].rstrip(), line[span.end_column - 1 :].lstrip()
    while before.endswith("(") and after.startswith(")") and not _is_call(before):
        before, after = before[:-1], after[1:].lstrip()
        column = len(before) + 1
        before = before.rstrip()
    return column


def _is_call(before: str) -> bool:
    """Whether the last parenthesis belongs to what stands before it."""
    return bool(re.search(r"[\w\])}'\"]\($", before)) and not before.endswith("assert(")


def _is_class(compiler: Compiler, node: ast.Variable) -> bool:
    return compiler.scope.resolve(node.name) is None and compiler.find_class(node.name) is not None


def _variables(compiler: Compiler, node: Any) -> list[tuple[str, Any]]:
    """The variables directly in the condition, as Groovy's message lists them."""
    if isinstance(node, ast.Variable):
        return [] if _is_class(compiler, node) else [(node.name, node)]
    if isinstance(node, ast.Binary):
        return _variables(compiler, node.left) + _variables(compiler, node.right)
    return _variables(compiler, node.operand) if isinstance(node, ast.Unary) and node.operator == "not" else []


def _expression_text(node: Any) -> str:
    """Groovy's ``getText`` of an expression."""
    if isinstance(node, ast.Binary):
        if node.operator == "[":
            return f"{_expression_text(node.left)}[{_expression_text(node.right)}]"
        return f"({_expression_text(node.left)} {node.operator} {_expression_text(node.right)})"
    if isinstance(node, ast.Constant):
        return "null" if node.value is None else to_string(node.value)
    if isinstance(node, ast.Variable):
        return node.name
    if isinstance(node, ast.Property) and isinstance(node.name, ast.Constant):
        return f"{_expression_text(node.object)}{node.access}{node.name.value}"
    if isinstance(node, ast.Call) and isinstance(node.name, ast.Constant):
        arguments = ", ".join(_expression_text(argument) for argument in node.arguments)
        receiver = "this" if node.implicit_this else _expression_text(node.object)
        return f"{receiver}.{node.name.value}({arguments})"
    if isinstance(node, ast.Unary):
        return {"not": "!", "neg": "-", "pos": "+", "bnot": "~"}[node.operator] + _expression_text(node.operand)
    if isinstance(node, ast.ListLiteral):
        return f"[{', '.join(_expression_text(item) for item in node.items)}]"
    return type(node).__name__
