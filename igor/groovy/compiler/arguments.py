"""Arguments of calls and constructors: plain values, spread ones, and those that a cast gives a type."""

from __future__ import annotations

from typing import Any

from igor.groovy import ast
from igor.groovy.cast_arguments import CastArguments, TypeOnly
from igor.groovy.class_model import JavaClass, class_name
from igor.groovy.compiler.core import Code, Compiler
from igor.groovy.compiler.literals import compile_items
from igor.groovy.compiler.static_types import index_code
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.null_texts import null_used
from igor.groovy.runtime import Frame


def compile_arguments(compiler: Compiler, nodes: tuple[Any, ...]) -> Code:
    """Code that gives a new list of the values; ``CastArguments`` when one of them is cast."""
    items = compile_items(compiler, nodes)
    types = [_cast_type(compiler, node) for node in nodes]
    if not any(types) or any(isinstance(node, ast.Spread) for node in nodes):
        return items

    def run(frame: Frame) -> list[Any]:
        values = items(frame)
        return CastArguments(values, [_stand_in(*pair) for pair in zip(values, types, strict=True)])

    return run


def is_cast_to_object(compiler: Compiler, nodes: tuple[Any, ...]) -> bool:
    """Whether the only argument is ``(Object) x`` or ``x as Object``."""
    return len(nodes) == 1 and _cast_type(compiler, nodes[0]) == "java.lang.Object"


def compile_key(compiler: Compiler, target: ast.Binary) -> Code:
    """The index of an assignment: cast to String it names a property, which no null does."""
    key = index_code(compiler, target)
    if _cast_type(compiler, target.right) != "java.lang.String":
        return key

    def run(frame: Frame) -> Any:
        value = key(frame)
        if value is None:
            raise null_used("Object.hashCode()", "key")
        return value

    return run


def _cast_type(compiler: Compiler, node: Any) -> str:
    """The built-in type that an argument is cast to; "" for anything else."""
    if not isinstance(node, ast.Cast) or node.type.dimensions or node.type.name in PRIMITIVES:
        return ""
    found = compiler.find_class(node.type.name)
    return found.name if isinstance(found, JavaClass) else ""


def _stand_in(value: Any, type_name: str) -> Any:
    return value if not type_name or class_name(value) == type_name else TypeOnly(type_name)
