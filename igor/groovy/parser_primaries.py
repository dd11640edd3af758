"""Primaries: names, literals, lists and maps, strings with values, closures, ``new``."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeGuard

from igor.groovy import ast
from igor.groovy.parser_arguments import ArgumentParser
from igor.groovy.parser_calls import names_as_map
from igor.groovy.parser_types import ANGLE_DEPTH
from igor.groovy.tokens import (
    EOF,
    GSTRING_END,
    GSTRING_MIDDLE,
    GSTRING_START,
    IDENTIFIER,
    NEWLINE,
    NUMBER,
    PRIMITIVE_TYPES,
    STRING,
    Position,
)

_LITERALS = {"true": (True, "Boolean"), "false": (False, "Boolean"), "null": (None, "null")}
#: Tokens that are a variable where a primary is expected.
NAMES = PRIMITIVE_TYPES | {IDENTIFIER, "this", "super"}
_OPENING = frozenset({"(", "[", "{", GSTRING_START})
_BEFORE_CLOSURE_ARROW = PRIMITIVE_TYPES | {IDENTIFIER, "def", "final", "@", "...", "->"}
_AFTER_FIRST_PARAMETER_WORD = frozenset({"->", ",", IDENTIFIER, "=", "<", "[", ".", "...", NEWLINE})
_NEWLINE_MAY_FOLLOW = frozenset({",", "=", "def", "final"})


def _is_value(statement: ast.Statement) -> TypeGuard[ast.ExpressionStatement]:
    """Is it one expression that has a value of its own, and not a declaration?"""
    if not isinstance(statement, ast.ExpressionStatement) or statement.labels:
        return False
    return not isinstance(statement.expression, ast.Declaration)


_AFTER_NESTED_TYPE = frozenset({">", "[", "]", NEWLINE})


def _goes_on(kinds: Sequence[str]) -> bool:
    """Parameters that a newline does not end: after an annotation, between angle brackets, after ``A<B<C>>``."""
    if "@" in kinds or sum(ANGLE_DEPTH.get(kind, 0) for kind in kinds) > 0:
        return True
    last = next((kind for kind in reversed(kinds) if kind not in _AFTER_NESTED_TYPE), "")
    return last in (">>", ">>>")


class PrimaryParser(ArgumentParser):
    """The grammar of primaries."""

    @abstractmethod
    def parse_statements(self, closing: str) -> tuple[ast.Statement, ...]:
        """Statements up to a closing token, which is left; see ``parser_statements``."""

    @abstractmethod
    def parse_parameters(self, closing: str) -> tuple[ast.Parameter, ...]:
        """A parameter list up to a closing token, which is left; see ``parser_declarations``."""

    @abstractmethod
    def parse_anonymous_class(self, type_ref: ast.TypeRef) -> ast.ClassDeclaration:
        """The body after ``new T(…)``; see ``parser_declarations``."""

    def parse_primary(self) -> ast.Expression:
        """``primary: IDENT | literal | new | this | super | '(' … ')' | closure | listOrMap | gstring | primitive``"""
        kind = self.kind
        start = self.starts[self.index]
        if kind in NAMES:
            return ast.Variable(self.take_text(), span=self.span_from(start))
        if kind == STRING:
            return ast.Constant(self.take_text(), "String", span=self.span_from(start))
        if kind == GSTRING_START:
            return self.parse_gstring()
        if kind == "[":
            return self._parse_list_or_map()
        if kind == NUMBER:
            text = self.take_text()
            return self.make_number(text, self.span_from(start))
        if kind == "(":
            return self.parse_parenthesized()
        if kind in _LITERALS:
            value, groovy_type = _LITERALS[kind]
            self.advance()
            return ast.Constant(value, groovy_type, span=self.span_from(start))
        if kind == "{":
            return self.parse_closure()
        if kind == "new":
            return self._parse_new()
        return self.fail_unexpected()

    def parse_parenthesized(self) -> ast.Expression:
        """``parenthesizedExpression: '(' strictContextExpression ')'``"""
        self.advance()
        first = self.index
        inner = self.parse_strict_expression(declaration_allowed=True)
        if self.kind == ";":
            self.fail("Expression list of the form (a; b; c) is not supported in this context.")
        if isinstance(inner, ast.Declaration):
            self.fail(f"unexpected token: {self.texts[first]}", self.starts[first])
        self.expect(")")
        return inner

    def _parse_list_or_map(self) -> ast.Expression:
        """``listOrMap: '[' argList ']' | '[' ':' ']'``; one label makes it a map, and then all must have one."""
        start = self.position()
        self.advance()
        if self.accept(":"):
            self.expect("]")
            return ast.MapLiteral((), span=self.span_from(start))
        items = self.parse_arguments("]")
        self.close("]")
        entries = tuple(item for item in items if isinstance(item, ast.MapEntry))
        if not entries:
            return ast.ListLiteral(tuple(items), span=self.span_from(start))
        if len(entries) != len(items):
            self.fail("a map has an entry without a key, or a list one with a key", start)
        return ast.MapLiteral(entries, span=self.span_from(start))

    def _parse_new(self) -> ast.Expression:
        """``newExpression: 'new' nls type ('[' expression? ']')+ | 'new' nls type nls '(' argList ')' classBlock?``"""
        start = self.position()
        self.advance()
        self.skip_newlines()
        type_ref = self._parse_type_to_create()
        if self.kind == "[":
            return self._parse_new_array(type_ref, start)
        self.skip_newlines()
        if self.kind != "(":
            self.fail_unexpected()
        arguments = self.parse_call_arguments()
        if self.kind != "{":
            return ast.New(type_ref, arguments, None, span=self.span_from(start))
        body = self.parse_anonymous_class(type_ref)
        return ast.New(type_ref, names_as_map(arguments), body, span=self.span_from(start))

    def _parse_type_to_create(self) -> ast.TypeRef:
        if self.kind in PRIMITIVE_TYPES:
            start = self.position()
            return ast.TypeRef(self.take_text(), span=self.span_from(start))
        return self.parse_class_type()

    def _parse_new_array(self, type_ref: ast.TypeRef, start: Position) -> ast.Expression:
        """``new T[2][3][]``: a size first; an empty bracket before another size is a size that is missing."""
        sizes: list[ast.Expression] = []
        dimensions = 0
        position = self.position()
        while self.accept("["):
            if self.kind == "]":
                dimensions += 1
            elif dimensions and not sizes:
                self.fail("No expression for the array constructor call", position)
            else:
                sizes += [ast.Constant(None, "null", span=self.span_from(self.position()))] * dimensions
                dimensions = 0
                sizes.append(self.parse_expression())
            self.expect("]")
        if not sizes:
            if self.kind == "{":
                self.parse_closure()
            self.fail("No expression for the array constructor call", position)
        element = ast.TypeRef(type_ref.name, type_ref.arguments, dimensions, span=type_ref.span)
        return ast.NewArray(element, tuple(sizes), span=self.span_from(start))

    # --- strings with values

    def parse_gstring(self) -> ast.Expression:
        """``stringConstructor: GSTRING_START value (GSTRING_MIDDLE value)* GSTRING_END``"""
        start = self.position()
        strings = [self.take_text()]
        values = [self._parse_gstring_value()]
        while self.kind == GSTRING_MIDDLE:
            strings.append(self.take_text())
            values.append(self._parse_gstring_value())
        if self.kind != GSTRING_END:
            self.fail_expecting(GSTRING_MIDDLE)
        strings.append(self.take_text())
        return ast.GString(tuple(strings), tuple(values), span=self.span_from(start))

    def _parse_gstring_value(self) -> ast.Expression:
        """``stringConstructorValuePart: identifier | 'this' | 'super' | openOrClosableBlock``"""
        start = self.position()
        if self.kind == "{":
            return self._parse_gstring_code(start)
        if self.kind not in (IDENTIFIER, "this", "super"):
            self.fail_unexpected()
        is_name = self.kind == IDENTIFIER
        value: ast.Expression = ast.Variable(self.take_text(), span=self.span_from(start))
        while is_name and self.accept("."):
            name_start = self.position()
            name = ast.Constant(self.expect(IDENTIFIER), "String", span=self.span_from(name_start))
            value = ast.Property(value, name, span=self.span_from(start))
        return value

    def _parse_gstring_code(self, start: Position) -> ast.Expression:
        """``${}`` is null, one expression is itself, parameters make a closure, the rest a closure that is called."""
        self.advance()
        self.skip_newlines()
        parameters = self._parse_closure_parameters()
        body = self._parse_closure_body()
        span = self.span_from(start)
        if parameters is not None:
            return ast.Closure(parameters, body, span=span)
        if not body.statements:
            return ast.Constant(None, "null", span=span)
        only = body.statements[0]
        if len(body.statements) == 1 and _is_value(only):
            return only.expression
        closure = ast.Closure(None, body, span=span)
        return ast.Call(closure, ast.Constant("call", "String", span=span), (), implicit_this=True, span=span)

    # --- closures

    def parse_closure(self) -> ast.Closure:
        """``closableBlock: '{' nls (parameters nls '->' nls)? blockBody '}'``"""
        start = self.position()
        self.advance()
        self.skip_newlines()
        parameters = self._parse_closure_parameters()
        body = self._parse_closure_body()
        return ast.Closure(parameters, body, span=self.span_from(start))

    def _parse_closure_body(self) -> ast.Block:
        start = self.position()
        statements = self.parse_statements("}")
        span = self.span_from(start) if statements else ast.Span(*start, *start)
        block = ast.Block(statements, span=span)
        self.expect("}")
        return block

    def _parse_closure_parameters(self) -> tuple[ast.Parameter, ...] | None:
        """``closableBlockParamsOpt: (parameters nls '->' nls)?``; None without an arrow."""
        if not self.has_closure_arrow(self.index):
            return None
        parameters = () if self.kind == "->" else self.parse_parameters("->")
        self.skip_newlines()
        self.expect("->")
        self.skip_newlines()
        return parameters

    def has_closure_arrow(self, index: int) -> bool:
        """Do the tokens after ``{`` read as parameters up to ``->``? Only a parameter list can have one there."""
        kinds = self.kinds
        kind = kinds[index]
        if kind not in _BEFORE_CLOSURE_ARROW:
            return False
        if kind == IDENTIFIER and kinds[index + 1] not in _AFTER_FIRST_PARAMETER_WORD:
            return False
        first = index
        while True:
            kind = kinds[index]
            if kind == "->":
                return True
            if kind in _OPENING:
                end = self.end_of_brackets(index)
                if end is None:
                    return False
                index = end
                continue
            if kind == NEWLINE:
                may_follow = kinds[index - 1] in _NEWLINE_MAY_FOLLOW or _goes_on(kinds[first:index])
                if kinds[index + 1] != "->" and not may_follow:
                    return False
            elif kind in (";", "}", ")", "]", EOF):
                return False
            index += 1

    def parse_block(self) -> ast.Block:
        """``openBlock: '{' nls blockBody '}'``"""
        start = self.position()
        self.expect("{")
        self.skip_newlines()
        statements = self.parse_statements("}")
        self.expect("}")
        return ast.Block(statements, span=self.span_from(start))
