"""What stands between the brackets of a call, list or map, and in the other places that take one plain expression."""

from __future__ import annotations

from abc import abstractmethod

from igor.groovy import ast
from igor.groovy.parser_calls import NotCallable, gather_arguments
from igor.groovy.parser_expressions import ExpressionParser
from igor.groovy.tokens import GSTRING_START, IDENTIFIER, KEYWORDS, MODIFIERS, NUMBER, PRIMITIVE_TYPES, STRING, Position

_PLAIN_LABELS = KEYWORDS | {IDENTIFIER, NUMBER, STRING}
_BRACKETED_LABELS = frozenset({"(", "[", "{", GSTRING_START})
_BRANCHES = {
    "return": "LITERAL_return", "break": "LITERAL_break", "continue": "LITERAL_continue", "throw": "LITERAL_throw",
    "assert": "LITERAL_assert",
}  # fmt: skip
#: What a type's name is followed by when it begins a declaration.
AFTER_TYPE_NAME = frozenset({".", "<", "[", IDENTIFIER, STRING})
#: What begins a declaration, other than a type's name.
MAY_START_DECLARATION = PRIMITIVE_TYPES | MODIFIERS | {"def", "@"}


class ArgumentParser(ExpressionParser):
    """The grammar of arguments."""

    @abstractmethod
    def parse_primary(self) -> ast.Expression:
        """A name, a literal, something in brackets; see ``parser_primaries``."""

    # --- arguments

    def parse_call_arguments(self) -> tuple[ast.Expression, ...]:
        """``'(' argList ')'``, labels gathered."""
        position = self.starts[self.index + 1]
        items = self.parse_argument_items()
        try:
            return gather_arguments(items)
        except NotCallable as error:
            self.fail(str(error), position)

    def parse_argument_items(self) -> list[ast.Expression]:
        """``'(' argList ')'`` as written."""
        self.expect("(")
        items = self.parse_arguments(")")
        self.close(")")
        return items

    def parse_arguments(self, closing: str) -> list[ast.Expression]:
        """``argList: argument (',' argument?)*`` with one empty place at most."""
        start = self.position()
        items: list[ast.Expression] = []
        if self.kind == closing:
            return items
        items.append(self._parse_argument())
        had_empty_place = False
        while self.kind == ",":
            self.advance()
            if self.kind == closing or self.kind == ",":
                if had_empty_place:
                    self.fail_unexpected()
                had_empty_place = True
            else:
                items.append(self._parse_argument())
        if self.kind == ";":
            self.fail("Expression list of the form (a; b; c) is not supported in this context.", start)
        return items

    def _parse_argument(self) -> ast.Expression:
        """``argument: (label ':' | '*' ':'?)? strictContextExpression``"""
        start = self.starts[self.index]
        if self.is_label():
            key = self.parse_label()
            value = self.parse_strict_expression(declaration_allowed=True)
            return ast.MapEntry(key, value, span=self.span_from(start))
        if self.kind == "*":
            return self._parse_spread(start)
        value = self.parse_strict_expression(declaration_allowed=True)
        if self.kind == ":":
            self.fail("illegal colon after argument expression")
        return value

    def _parse_spread(self, start: Position) -> ast.Expression:
        self.advance()
        is_map = self.accept(":")
        value = self.parse_strict_expression(declaration_allowed=True)
        span = self.span_from(start)
        if is_map:
            return ast.MapEntry(ast.SpreadMap(value, span=span), value, span=span)
        return ast.Spread(value, span=span)

    def is_label(self) -> bool:
        """``argumentLabelStart: (IDENT | keyword | NUMBER | STRING | bracketed) ':'``"""
        kind = self.kind
        if kind in _PLAIN_LABELS:
            return self.kinds[self.index + 1] == ":"
        if kind in _BRACKETED_LABELS:
            end = self.end_of_brackets(self.index)
            return end is not None and self.kinds[end] == ":"
        return False

    def parse_label(self) -> ast.Expression:
        """``argumentLabel: IDENT | keyword | primary``, with its colon."""
        if self.kind == IDENTIFIER or self.kind in KEYWORDS:
            start = self.position()
            key: ast.Expression = ast.Constant(self.take_text(), "String", span=self.span_from(start))
        else:
            key = self.parse_primary()
        self.expect(":")
        return key

    def parse_strict_expression(self, *, declaration_allowed: bool) -> ast.Expression:
        """``strictContextExpression: singleDeclaration | expression | annotation`` (no commands here)."""
        kind = self.kind
        if kind == IDENTIFIER:
            may_declare = self.kinds[self.index + 1] in AFTER_TYPE_NAME
        else:
            may_declare = kind in MAY_START_DECLARATION
        if may_declare and declaration_allowed and self.is_declaration():
            return self._parse_single_declaration()
        if kind in _BRANCHES:
            self.fail(f"Unknown type: {_BRANCHES[kind]}")
        if kind == "@":
            return self.parse_annotation()
        return self.parse_expression()

    def _parse_single_declaration(self) -> ast.Expression:
        """``singleDeclaration: (modifiers typeSpec? | typeSpec) IDENT ('=' nls expressionStatementNoCheck)?``"""
        start = self.position()
        modifiers = self.parse_modifiers()
        type_ref = None if self.is_declared_name() else self.parse_type()
        name_start = self.position()
        name = ast.DeclaredName(self.expect(IDENTIFIER), type_ref, span=self.span_from(name_start))
        value = self.parse_optional_value()
        return ast.Declaration((name,), value, annotations=modifiers.annotations, span=self.span_from(start))

    def is_declared_name(self) -> bool:
        """After modifiers: is this the name already, and not a type?"""
        if self.kind != IDENTIFIER:
            return self.kind == STRING
        return self.kinds[self.index + 1] not in (IDENTIFIER, STRING, "<", "[", ".")

    def parse_optional_value(self) -> ast.Expression:
        """``varInitializer?: ('=' nls expressionStatementNoCheck)?``"""
        if self.kind != "=":
            return ast.Empty()
        self.advance()
        self.skip_newlines()
        return self.parse_initializer()
