"""Conditions: whether a value is true in Groovy's sense, with its place for what ``asBoolean()`` throws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast
from igor.groovy.compiler.core import Code, Compiler
from igor.groovy.runtime import Frame
from igor.groovy.semantics import truth


def truth_at(span: ast.Span) -> Callable[[Frame, Any], bool]:
    """A function ``(frame, value)`` that gives the truth of a value that is no Boolean."""

    def check(frame: Frame, value: Any) -> bool:
        frame.site = span
        return truth(value)

    return check


def compile_condition(compiler: Compiler, node: Any) -> Code:
    """Code that gives True or False."""
    code, check = compiler.compile_expression(node), truth_at(node.span)

    def run(frame: Frame) -> bool:
        value = code(frame)
        return value if value is True or value is False else check(frame, value)

    return run
