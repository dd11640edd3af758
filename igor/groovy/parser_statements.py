"""Lists of statements, labels, variables. What a keyword begins is in ``parser_control``."""

from __future__ import annotations

from abc import abstractmethod
from typing import NoReturn

from msgspec.structs import replace

from igor.groovy import ast
from igor.groovy.parser_arguments import AFTER_TYPE_NAME, MAY_START_DECLARATION
from igor.groovy.parser_paths import PathParser
from igor.groovy.parser_types import Modifiers
from igor.groovy.tokens import EOF, IDENTIFIER, NEWLINE, TYPE_KEYWORDS, Position

SEPARATORS = frozenset({";", NEWLINE})
_AMBIGUOUS_BLOCK = (
    "Ambiguous expression could be either a parameterless closure expression or an isolated open code block;\n"
    "   solution: Add an explicit closure parameter list, e.g. {it -> ...}, or force it to be treated as an open block "
    "by giving it a label, e.g. L:{...}"
)
_AMBIGUOUS_BLOCK_AFTER_NEWLINE = (
    "Ambiguous expression could be a parameterless closure expression, an isolated open code block, or it may continue "
    "a previous statement;\n   solution: Add an explicit parameter list, e.g. {it -> ...}, or force it to be treated "
    "as an open block by giving it a label, e.g. L:{...}, and also either remove the previous newline, or add an "
    "explicit semicolon ';'"
)


class StatementParser(PathParser):
    """The grammar of statements. Each method returns one statement; only a declaration may be several."""

    def parse_statements(self, closing: str) -> tuple[ast.Statement, ...]:
        """``blockBody: statement? (sep statement?)*``, up to ``closing`` or the end of the source."""
        found: list[ast.Statement] = []
        separator = EOF
        while True:
            kind = self.kind
            if kind in SEPARATORS:
                separator = self.skip_separators()
            elif kind in (closing, EOF):
                return tuple(found)
            else:
                first = self.index
                found.extend(self.parse_statement(separator))
                if self.kind not in SEPARATORS and self.kind != closing:
                    self.fail_after_statement(first, closing)

    def fail_after_statement(self, first: int, closing: str) -> NoReturn:
        """Refuse what stands after a statement; of ``x, y`` Groovy refuses the ``x``."""
        if self.kind == "," and self.index == first + 1:
            self.go_to(first)
            self.fail_unexpected()
        self.fail_expecting(closing)

    def skip_separators(self) -> str:
        """``sep: (';' | nls)+``: a semicolon among them counts."""
        separator = NEWLINE
        while self.kind in SEPARATORS:
            if self.kind == ";":
                separator = ";"
            self.advance()
        return separator

    @abstractmethod
    def parse_keyword_statement(self) -> ast.Statement | None:
        """A statement that a keyword begins, None if none does here; see ``parser_control``."""

    def may_be_declaration(self) -> bool:
        """For a name: does what follows let it be a type? A cheap no for nearly every statement."""
        return self.kinds[self.index + 1] in AFTER_TYPE_NAME

    def parse_statement(self, separator: str) -> list[ast.Statement]:
        """``statement``; ``separator`` is what stands before it, which Groovy's message for a bare ``{`` depends on."""
        kind = self.kind
        if kind == IDENTIFIER:
            following = self.kinds[self.index + 1]
            if following == ":":
                return [self._parse_labelled()]
            if self.may_be_declaration() and self.is_declaration():
                return self.parse_declaration()
            return [self._parse_expression_statement()]
        keyword_statement = self.parse_keyword_statement()
        if keyword_statement is not None:
            return [keyword_statement]
        if kind in MAY_START_DECLARATION:
            return self._parse_modified()
        if kind == "{" and not self.has_closure_arrow(self.skipped_newline(self.index + 1)):
            self.fail(_AMBIGUOUS_BLOCK_AFTER_NEWLINE if separator == NEWLINE else _AMBIGUOUS_BLOCK)
        if kind == "import":
            self.fail("Unknown type: IMPORT")
        if kind in TYPE_KEYWORDS:
            self._refuse_type_declaration()
        return [self._parse_expression_statement()]

    def _parse_expression_statement(self) -> ast.Statement:
        """``expressionStatement: expressionStatementNoCheck``"""
        start = self.starts[self.index]
        expression = self.parse_initializer()
        return ast.ExpressionStatement(expression, span=self.span_from(start))

    def _parse_labelled(self) -> ast.Statement:
        """``labelled: IDENT ':' nls (openOrClosableBlock | statement)``: of several declarations the first is kept."""
        label = self.expect(IDENTIFIER)
        self.expect(":")
        self.skip_newlines()
        if self.kind == "{" and not self.has_closure_arrow(self.skipped_newline(self.index + 1)):
            statement: ast.Statement = self.parse_block()
        else:
            statement = self.parse_statement(":")[0]
        return replace(statement, labels=(*statement.labels, label))

    # --- declarations

    def _parse_modified(self) -> list[ast.Statement]:
        """What starts with modifiers or a primitive type: a declaration, or an expression such as ``int.class``."""
        if self.is_generic_method():
            self.refuse_method()
        if self.is_multiple_declaration():
            return [self._parse_multiple_declaration()]
        if self.is_declaration():
            return self.parse_declaration()
        if self.is_type_declaration():
            self._refuse_type_declaration()
        if self.kinds[self.end_of_modifiers(self.index)] == "import":
            self.fail("Unknown type: IMPORT")
        if self.kind == "@":
            self.go_to(self.end_of_modifiers(self.index))
            self.fail_unexpected()
        return [self._parse_expression_statement()]

    def refuse_method(self, position: Position | None = None) -> None:
        """Refuse a method inside a block."""
        self.fail(
            "Method definition not expected here. Please define the method at an appropriate place or perhaps try "
            "using a block/Closure instead.",
            position,
        )

    def _refuse_type_declaration(self) -> None:
        if not self.is_type_declaration():
            self.fail_unexpected()
        kind = self.kinds[self.end_of_modifiers(self.index)]
        if kind == "class":
            self.fail(
                "Class definition not expected here. Please define the class at an appropriate place or perhaps try "
                "using a block/Closure instead."
            )
        self.fail(f"Unknown type: {'ANNOTATION' if kind == '@' else kind.upper()}_DEF")

    def parse_declaration(self) -> list[ast.Statement]:
        """``declaration: (modifiers typeSpec? | typeSpec) variable (',' nls variable)*``: a statement a variable."""
        modifiers = self.parse_modifiers()
        type_ref = None if self.is_declared_name() else self.parse_type()
        if self.peek() == "(":
            self.refuse_method(modifiers.position)
        return self.parse_variables(modifiers, type_ref)

    def parse_variables(self, modifiers: Modifiers, type_ref: ast.TypeRef | None) -> list[ast.Statement]:
        """``listOfVariables: IDENT varInitializer? (',' nls IDENT varInitializer?)*``"""
        self.check_no_threadsafe(modifiers)
        found: list[ast.Statement] = []
        start = modifiers.position
        while True:
            name_start = self.position()
            if self.kind != IDENTIFIER:
                self.fail_unexpected()
            name = ast.DeclaredName(self.take_text(), type_ref, span=self.span_from(name_start))
            value = self.parse_optional_value()
            span = self.span_from(start)
            declaration = ast.Declaration((name,), value, annotations=modifiers.annotations, span=span)
            found.append(ast.ExpressionStatement(declaration, span=span))
            if not self.accept(","):
                return found
            self.skip_newlines()
            start = self.position()

    def check_no_threadsafe(self, modifiers: Modifiers) -> None:
        """Refuse the one modifier that the grammar has and the tree has not."""
        if "threadsafe" in modifiers.words:
            self.fail('Unknown type: "threadsafe"', modifiers.position)

    def _parse_multiple_declaration(self) -> ast.Statement:
        """``multipleAssignmentDeclaration: modifiers '(' nls names ')' '=' nls assignmentExpression``"""
        modifiers = self.parse_modifiers()
        self.check_no_threadsafe(modifiers)
        self.expect("(")
        names = [self._parse_typed_name()]
        while self.accept(","):
            names.append(self._parse_typed_name())
        self.expect(")")
        self.expect("=")
        self.skip_newlines()
        value = self.parse_assignment(False)
        span = self.span_from(modifiers.position)
        declaration = ast.Declaration(tuple(names), value, True, modifiers.annotations, span=span)
        return ast.ExpressionStatement(declaration, span=span)

    def _parse_typed_name(self) -> ast.DeclaredName:
        """``typeNamePair: typeSpec? IDENT``"""
        type_ref = None if self.is_declared_name() else self.parse_type()
        start = self.position()
        return ast.DeclaredName(self.expect(IDENTIFIER), type_ref, span=self.span_from(start))
