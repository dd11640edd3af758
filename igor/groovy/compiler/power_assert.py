"""``assert`` and Groovy's power-assert drawing: the source line with every value below its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast
from igor.groovy.compiler.core import Code, Compiler
from igor.groovy.compiler.scope import children
from igor.groovy.runtime import Frame
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.semantics import truth
from igor.groovy.text import inspect, to_string
from igor.groovy.values import GStringValue

Recorded = list["tuple[int, Any]"]


def compile_assert(compiler: Compiler, node: ast.Assert) -> Code:
    """``assert condition : message``."""
    condition, span = compiler.compile_expression(node.condition), node.span
    no_message = isinstance(node.message, ast.Empty) or (
        isinstance(node.message, ast.Constant) and node.message.value is None
    )
    message = compiler.compile_expression(node.message)
    explain = _explainer(compiler, node)

    def run(frame: Frame) -> None:
        if truth(condition(frame)):
            return
        frame.site = span
        if no_message:
            raise GroovyRuntimeError("org.codehaus.groovy.runtime.powerassert.PowerAssertionError", explain(frame))
        text = f"{to_string(message(frame))}. Expression: {_expression_text(node.condition)}"
        raise GroovyRuntimeError("java.lang.AssertionError", text + _values_text(frame))

    def _values_text(frame: Frame) -> str:
        parts = [f"{name} = {to_string(code(frame))}" for name, code in variables]
        return f". Values: {', '.join(parts)}" if parts else ""

    variables = _variables(compiler, node.condition)
    return run


def _variables(compiler: Compiler, condition: Any) -> list[tuple[str, Code]]:
    """The variables directly in the condition, outside of calls' receivers, as Groovy's message lists them."""
    found: dict[str, Code] = {}
    stack = [condition]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Variable) and compiler.scope.resolve(node.name) is not None:
            found.setdefault(node.name, compiler.compile_expression(node))
        if isinstance(node, (ast.Binary, ast.Unary)):
            stack.extend(reversed(children(node)))
    return list(found.items())


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


def _explainer(compiler: Compiler, node: ast.Assert) -> Callable[[Frame], str]:
    """Code that evaluates the condition once more, part by part, and draws."""
    probes = _probes(compiler, node.condition)
    span = node.condition.span
    source = node.source or _expression_text(node.condition)
    single_line = "\n" not in source and span.line == span.end_line
    start = _source_column(compiler, node, source)

    def explain(frame: Frame) -> str:
        text = f"assert {source}"
        if not single_line:
            return text
        recorded: Recorded = []
        for column, code in probes:
            value = code(frame)
            if value is not _NOT_RUN:
                recorded.append((column - start + len("assert "), value))
        return draw(text, recorded)

    return explain


def _source_column(compiler: Compiler, node: ast.Assert, source: str) -> int:
    """The column at which the text of the condition begins (a parenthesis may come before the tree's first node)."""
    lines = compiler.rt.sources.get(compiler.file_name, "").split("\n")
    span = node.condition.span
    if 0 < span.line <= len(lines):
        at = lines[span.line - 1].rfind(source, 0, span.column - 1 + len(source))
        if at >= 0:
            return at + 1
    return span.column


def _probes(compiler: Compiler, condition: Any) -> list[tuple[int, Code]]:
    """Where to draw which part's value: variables, properties, calls, operators."""
    found: list[tuple[int, Code]] = []
    _collect(compiler, condition, found, [])
    return found


_NOT_RUN = object()


def _collect(compiler: Compiler, node: Any, found: list[tuple[int, Code]], guards: list[Code]) -> None:
    """``guards`` say whether the part was run at all (right sides of ``&&`` and ``||``)."""
    if isinstance(node, (ast.Closure, ast.Constant, ast.ClassRef, ast.MapEntry, ast.GString)):
        return
    if isinstance(node, ast.Binary) and node.operator in ("&&", "||"):
        left = compiler.compile_expression(node.left)
        _collect(compiler, node.left, found, guards)
        _collect(compiler, node.right, found, [*guards, left if node.operator == "&&" else _negated(left)])
    else:
        for child in children(node):
            _collect(compiler, child, found, guards)
    column = _anchor(compiler, node)
    if column is not None and not _is_class(compiler, node):
        found.append((column, _guarded(compiler.compile_expression(node), guards)))


def _negated(code: Code) -> Code:
    return lambda frame: not truth(code(frame))


def _guarded(code: Code, guards: list[Code]) -> Code:
    def run(frame: Frame) -> Any:
        try:
            return code(frame) if all(truth(guard(frame)) for guard in guards) else _NOT_RUN
        except GroovyRuntimeError:
            return _NOT_RUN

    return run


def _is_class(compiler: Compiler, node: Any) -> bool:
    return (
        isinstance(node, ast.Variable)
        and compiler.scope.resolve(node.name) is None
        and compiler.find_class(node.name) is not None
    )


def _anchor(compiler: Compiler, node: Any) -> int | None:
    """The column where Groovy draws a node's value, None when it draws none."""
    if isinstance(node, ast.Binary):
        if node.operator == "[":
            return int(node.left.span.end_column) if node.left.span.end_column else None
        return _operator_column(compiler, node)
    if isinstance(node, (ast.Variable, ast.Unary, ast.Prefix, ast.Postfix, ast.New)):
        return node.span.column if not (isinstance(node, ast.Variable) and node.name == "this") else None
    if isinstance(node, (ast.Property, ast.Attribute, ast.Call)):
        return node.name.span.column or None
    return None


def _operator_column(compiler: Compiler, node: ast.Binary) -> int | None:
    """Where the operator stands, found in the source after its left side."""
    span = node.left.span
    lines = compiler.rt.sources.get(compiler.file_name, "").split("\n")
    if not 0 < span.end_line <= len(lines):
        return None
    at = lines[span.end_line - 1].find(node.operator, span.end_column - 1)
    return at + 1 if at >= 0 else None


def draw(text: str, recorded: Recorded) -> str:
    """Values below their columns, right ones first, each on the first line with room for it (AssertionRenderer)."""
    values = _sorted_right_to_left(recorded)
    return "\n".join([text, *_render(values)])


def _sorted_right_to_left(recorded: Recorded) -> list[tuple[int, str]]:
    shown = [(column, _value_text(value)) for column, value in recorded if column > 0]
    return sorted(shown, key=lambda entry: -entry[0])


def _render(values: list[tuple[int, str]]) -> list[str]:
    lines: list[str] = [""]
    starts: list[int] = [10**9]
    for position, (column, text) in enumerate(values):
        if position and values[position - 1][0] == column:
            continue
        _place_value(lines, starts, column, text)
    return [line.rstrip() for line in lines]


def _place_value(lines: list[str], starts: list[int], column: int, text: str) -> None:
    parts = text.split("\n")
    end = column + len(parts[0]) if len(parts) == 1 else 10**9
    lines[0] = _over(lines[0], column, "|")
    for row in range(1, len(lines)):
        if end < starts[row]:
            lines[row] = _over(lines[row], column, text)
            starts[row] = column
            return
        lines[row] = _over(lines[row], column, "|")
        if row > 1:
            starts[row] = column
    for part in parts:
        lines.append(_over("", column, part))
        starts.append(column)


def _over(line: str, column: int, text: str) -> str:
    padded = line.ljust(column)
    return padded[:column] + text + padded[column + len(text) :]


def _value_text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, (str, GStringValue)):
        return str(value) or '""'
    return to_string(value) or inspect(value)
