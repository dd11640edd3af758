"""The parser of Groovy 2.4: source text → ``ast.Module``.

Recursive descent, one method a grammar rule (``grammar.txt`` has them together). The rules are spread by concern over
``parser_base`` (the place in the tokens), ``parser_types``, ``parser_expressions``, ``parser_arguments``,
``parser_primaries``, ``parser_paths``, ``parser_statements``, ``parser_control`` and ``parser_declarations``, each
standing on the one before; here is what only a whole source has.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from igor.groovy import ast, structure
from igor.groovy.lexer import tokenize
from igor.groovy.parser_declarations import DeclarationParser
from igor.groovy.tokens import EOF, IDENTIFIER, KEYWORDS, NEWLINE, Tokens

_SEPARATORS = (";", NEWLINE)


def parse(source: str, file_name: str = "script") -> ast.Module:
    """Read a script or a file of classes.

    Args:
        source: the text; newlines of any kind. A byte-order mark is a letter, as it is to Groovy.
        file_name: what errors name.

    Raises:
        GroovySyntaxError: anything that Groovy 2.4.21 refuses up to the end of its conversion phase, and nesting that
            is too deep to be read.

    Source: groovy.g and AntlrParserPlugin of Groovy 2.4.21.
    """
    with _no_search_for_garbage():
        parser = _ModuleParser(tokenize(source, file_name))
        try:
            module = parser.parse_module()
        except RecursionError:
            parser.refuse_depth()
        structure.check(module, parser.tokens)
    return module


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Trees and tokens hold no cycles: looking through them while they grow would take a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _ModuleParser(DeclarationParser):
    """The grammar of a whole source."""

    def __init__(self, source_tokens: Tokens) -> None:
        super().__init__(source_tokens)
        self.imports: list[ast.Import] = []
        self.statements: list[ast.Statement] = []
        self.methods: list[ast.Method] = []
        self.classes: list[ast.ClassDeclaration] = []

    def refuse_depth(self) -> NoReturn:
        """Refuse a source whose nesting the parser cannot hold."""
        self.fail("the nesting is too deep")

    def parse_module(self) -> ast.Module:
        """``compilationUnit: nls (package | statement)? (sep statement?)* EOF``"""
        start = self.position()
        self.skip_newlines()
        package = self._parse_package()
        separator = EOF
        while self.kind != EOF:
            if self.kind in _SEPARATORS:
                separator = self.skip_separators()
                continue
            first = self.index
            self._parse_top_level(separator)
            if self.kind not in _SEPARATORS and self.kind != EOF:
                self.fail_after_statement(first, EOF)
        return ast.Module(
            package, tuple(self.imports), tuple(self.statements), tuple(self.methods), tuple(self.classes),
            self.hidden_classes, span=self.span_from(start),
        )  # fmt: skip

    def _parse_package(self) -> str | None:
        """``(annotations 'package' identifier)?``"""
        if self.kinds[self.end_of_modifiers(self.index)] != "package":
            return None
        self.parse_annotations()
        self.expect("package")
        name = self.parse_name()
        if self.kind not in _SEPARATORS and self.kind != EOF:
            self.fail_unexpected()
        return name

    def _parse_top_level(self, separator: str) -> None:
        """A statement, or what may stand only here: an import, a method, a class."""
        kind = self.kind
        if kind == IDENTIFIER or kind not in KEYWORDS and kind != "@":
            if kind == IDENTIFIER and self.may_be_declaration() and self.is_declaration():
                self._parse_method_or_variables()
            else:
                self.statements.extend(self.parse_statement(separator))
        elif self.kinds[self.end_of_modifiers(self.index)] == "import":
            self.imports.append(self._parse_import())
        elif self.is_generic_method():
            self.methods.append(self.parse_generic_method())
        elif self.is_type_declaration():
            self.classes.append(self.parse_type_declaration())
        elif self.is_declaration():
            self._parse_method_or_variables()
        else:
            self.statements.extend(self.parse_statement(separator))

    def _parse_method_or_variables(self) -> None:
        modifiers = self.parse_modifiers()
        type_ref = None if self.is_declared_name() else self.parse_type()
        if self.peek() == "(":
            self.methods.append(self.parse_method(modifiers, type_ref))
        else:
            self.statements.extend(self.parse_variables(modifiers, type_ref))

    def _parse_import(self) -> ast.Import:
        """``importStatement: annotations 'import' 'static'? IDENT ('.' nls IDENT)* ('.' nls '*' | 'as' nls IDENT)?``"""
        start = self.position()
        annotations = self.parse_annotations()
        self.expect("import")
        is_static = self.accept("static")
        if self.kind != IDENTIFIER:
            self.fail_unexpected()
        names = [self.take_text()]
        star = False
        while not star and self.accept("."):
            star = self.accept("*")
            if not star:
                self.skip_newlines()
                names.append(self.expect(IDENTIFIER))
        alias = None
        if not star and self.accept("as"):
            self.skip_newlines()
            alias = self.expect(IDENTIFIER)
        member = None
        is_static = is_static and (star or len(names) > 1)
        if is_static and not star:
            member = names.pop()
        name = ".".join(names)
        return ast.Import(name, alias, star, is_static, member, annotations, span=self.span_from(start))
