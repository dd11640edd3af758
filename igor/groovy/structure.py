"""What Groovy's conversion phase refuses in a tree that reads well: classes against each other, enums in themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from igor.groovy import ast
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.source_text import source_line
from igor.groovy.tokens import Tokens


def check(module: ast.Module, source_tokens: Tokens) -> None:
    """Refuse two classes of one name, and enum constants that leave a method abstract.

    Raises:
        GroovySyntaxError: the first fault.

    Source: CompileUnit#addClass, EnumVisitor.
    """
    seen: set[str] = set()
    for name, declaration in _classes(module.classes, ""):
        if name in seen:
            _fail(
                f"Invalid duplicate class definition of class {name} : The source {source_tokens.file_name} contains "
                f"at least two definitions of the class {name}.",
                declaration,
                source_tokens,
            )
        seen.add(name)
        if declaration.kind == "enum":
            _check_enum(name, declaration, source_tokens)


def _classes(members: tuple[ast.Member, ...], prefix: str) -> Iterator[tuple[str, ast.ClassDeclaration]]:
    for member in members:
        if isinstance(member, ast.ClassDeclaration):
            yield prefix + member.name, member
            yield from _classes(member.members, f"{prefix}{member.name}$")


def _check_enum(name: str, enum: ast.ClassDeclaration, source_tokens: Tokens) -> None:
    methods = [member for member in enum.members if isinstance(member, ast.Method)]
    abstract = [method for method in methods if "abstract" in method.modifiers]
    for constant in enum.members:
        if not abstract or not isinstance(constant, ast.EnumConstant):
            continue
        if constant.body is None:
            if not constant.arguments:
                _fail(
                    f"The enum constant {constant.name} must override abstract methods from {name}.",
                    constant,
                    source_tokens,
                )
            continue
        implemented = {_signature(member) for member in constant.body.members if isinstance(member, ast.Method)}
        for method in abstract:
            if _signature(method) not in implemented:
                _fail(
                    f"Can't have an abstract method in enum constant {constant.name}. "
                    f"Implement method '{method.name}'.",
                    constant,
                    source_tokens,
                )


def _signature(method: ast.Method) -> tuple[str, int]:
    return method.name, len(method.parameters)


def _fail(message: str, node: ast.Node, source_tokens: Tokens) -> NoReturn:
    raise GroovySyntaxError(
        message,
        file_name=source_tokens.file_name,
        line=node.span.line,
        column=node.span.column,
        source_line=source_line(source_tokens.source, node.span.line),
    )
