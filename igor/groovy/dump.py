"""The canonical text of a tree: one S-expression for the script, a tab, one for its classes.

It is made to be compared as text with a tree of Groovy's own after its conversion phase, so it also writes what that
phase adds (``enum_dump``: the members of an enum) and moves (a static ``main`` of a script is its body; a property and
a field of one name are one).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from igor.groovy import ast
from igor.groovy.class_dump import ClassDumper
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.node_dump import NodeDumper
from igor.groovy.parser import parse

_SCRIPT_NAME = "WorkflowScript"
_OBJECT = "java.lang.Object"
_FRAMES = 5_000
"""Of Python, for one file: as many levels of one expression as the stack of a JVM has room for, and some more."""


def dump(module: ast.Module) -> str:
    """The canonical S-expression of a module: script part, tab, classes part.

    Raises:
        RecursionError: one expression is a chain of operators too long for Python's recursion limit.
    """
    package = f"{module.package}." if module.package else ""
    nodes = NodeDumper()
    classes = ClassDumper(nodes, package).dump_all(module, _SCRIPT_NAME)
    parts = ["(module"]
    if module.package:
        parts.append(f"(package {package})")
    parts.extend(_imports(module.imports, nodes))
    body, methods = _script(module)
    parts.append(nodes.statement(body))
    parts.extend(nodes.method(method) for method in methods)
    return f"{' '.join(parts)})\t(classes{''.join(f' {text}' for text in classes)})"


def dump_file(path: str | Path) -> str:
    """``path TAB dump`` for one file, with ``ERROR`` for a dump if the file is not valid Groovy.

    Raises:
        OSError: the file cannot be read.
    """
    source = Path(path).read_bytes().decode("utf-8", errors="replace")
    try:
        with _room_for_chains():
            return f"{path}\t{dump(parse(source, str(path)))}"
    except (GroovySyntaxError, RecursionError):
        return f"{path}\tERROR"


@contextmanager
def _room_for_chains() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def _imports(imports: Iterable[ast.Import], nodes: NodeDumper) -> list[str]:
    """Sorted and each once; of two imports for one alias the later counts."""
    by_key: dict[tuple[str, str], str] = {}
    for item in imports:
        if item.static and item.star:
            by_key["static*", item.name] = f"(importstatic* {item.name})"
        elif item.static:
            alias = item.alias or item.member or ""
            by_key["static", alias] = f"(importstatic {item.name} {item.member} {alias})"
        elif item.star:
            by_key["*", item.name] = f"(import* {item.name}.)"
        else:
            alias = item.alias or item.name.rpartition(".")[2]
            annotations = "".join(f" {nodes.annotation(annotation)}" for annotation in item.annotations)
            by_key["class", alias] = f"(import {item.name} {alias}{annotations})"
    return sorted(set(by_key.values()))


def _script(module: ast.Module) -> tuple[ast.Block, list[ast.Method]]:
    """The body and the methods: an empty source returns null, a static ``main`` is the body if there is no other."""
    statements = module.statements
    if not (statements or module.methods or module.classes):
        statements = (ast.Return(ast.Constant(None, "null")),)
    methods: list[ast.Method] = []
    for method in module.methods:
        if not _is_main(method):
            methods.append(method)
        elif not statements and method.body:
            statements = (method.body,)
    return ast.Block(statements), methods


def _is_main(method: ast.Method) -> bool:
    if method.name != "main" or "static" not in method.modifiers or len(method.parameters) != 1:
        return False
    argument, returned = method.parameters[0].type, method.return_type
    takes_arguments = (
        argument is None or argument.name == _OBJECT or (argument.name == "String" and argument.dimensions == 1)
    )
    return takes_arguments and (returned is None or returned.name in ("void", _OBJECT))
