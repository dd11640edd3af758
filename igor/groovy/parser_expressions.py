"""Expressions, loosest first: assignment, ``? :``, the two-sided operators, prefixes, casts.

``at_statement`` says that the expression starts a statement (or an initialiser): only then may a closure on the next
line belong to the call before it. It is handed down the leftmost operand alone.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from igor.groovy import ast, tokens
from igor.groovy.literals import parse_number
from igor.groovy.parser_calls import is_assignable, why_not_assignable
from igor.groovy.parser_types import TypeParser
from igor.groovy.tokens import EOF, IDENTIFIER, NEWLINE, NUMBER, PRIMITIVE_TYPES, STRING, Position

ASSIGNMENTS = frozenset({
    "=", "+=", "-=", "*=", "/=", "%=", ">>=", ">>>=", "<<=", "&=", "^=", "|=", "**=",
})  # fmt: skip
_RELATIONAL = 8
_LEVELS = {
    "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5,
    "=~": 6, "==~": 6,
    "==": 7, "!=": 7, "<=>": 7, "===": 7, "!==": 7,
    "<": _RELATIONAL, ">": _RELATIONAL, "<=": _RELATIONAL, ">=": _RELATIONAL,
    "in": _RELATIONAL, "instanceof": _RELATIONAL, "as": _RELATIONAL,
    "<<": 9, ">>": 9, ">>>": 9, "..": 9, "..<": 9,
    "+": 10, "-": 10,
}  # fmt: skip
_MULTIPLICATIVE = frozenset({"*", "/", "%"})
_SIGNS = frozenset({"++", "--", "-", "+"})
#: Primaries of one token, and what can only stand after a whole expression.
_PRIMARIES = frozenset({IDENTIFIER, STRING, NUMBER, "this", "true", "false", "null"})
_ENDS = frozenset({")", ",", "]", "}", ";", EOF})
#: Right after ``?``, ``<`` and the like one of these makes Groovy refuse the operator, not what stands after it.
_NO_OPERANDS = frozenset({
    "=", ")", "]", "}", ",", ";", ":", "*", "/", "in", "as", "instanceof", ".", "..", "..<", "?.", "?:", "<", ">", "<=",
    ">=", "==", "!=", "&&", "||",
})  # fmt: skip
_UNARY_NAMES = {"-": "neg", "+": "pos", "~": "bnot", "!": "not"}
#: After ``(Type)`` one of these makes it a cast: what can start an operand without a sign.
_CAST_OPERANDS = PRIMITIVE_TYPES | {
    IDENTIFIER, NUMBER, STRING, tokens.GSTRING_START, "new", "this", "super", "true", "false", "null", "(", "[", "{",
    "~", "!",
}  # fmt: skip


class ExpressionParser(TypeParser):
    """The grammar of operators."""

    #: The path expression parsed last: a statement that *is* it may go on as a command (``foo bar``).
    last_path: ast.Expression | None = None

    @abstractmethod
    def parse_path(self, at_statement: bool) -> ast.Expression:
        """A primary with its calls, members and indexes; see ``parser_paths``."""

    @abstractmethod
    def parse_lone_primary(self) -> ast.Expression:
        """A primary that nothing hangs on; see ``parser_paths``."""

    @abstractmethod
    def parse_initializer(self) -> ast.Expression:
        """An expression that may be a command; see ``parser_paths``."""

    def parse_expression(self, at_statement: bool = False) -> ast.Expression:
        """``expression: multipleAssignment | assignmentExpression``, or a primary that is surely all of it."""
        if self.kind in _PRIMARIES and self.kinds[self.index + 1] in _ENDS:
            return self.parse_lone_primary()
        if self.kind == "(" and self._is_multiple_assignment():
            return self._parse_multiple_assignment(at_statement)
        return self.parse_assignment(at_statement)

    def _is_multiple_assignment(self) -> bool:
        """``'(' nls IDENT (',' nls IDENT)* ')' '='``"""
        kinds = self.kinds
        index = self.skipped_newline(self.index + 1)
        while kinds[index] == IDENTIFIER:
            if kinds[index + 1] == ",":
                index += 2
            else:
                return kinds[index + 1] == ")" and kinds[index + 2] == "="
        return False

    def _parse_multiple_assignment(self, at_statement: bool) -> ast.Expression:
        """``multipleAssignment: '(' nls IDENT (',' nls IDENT)* ')' '=' nls assignmentExpression``"""
        start = self.position()
        self.advance()
        names = [self._parse_variable()]
        while self.accept(","):
            names.append(self._parse_variable())
        self.expect(")")
        target = ast.TupleTarget(tuple(names), span=self.span_from(start))
        self.expect("=")
        self.skip_newlines()
        value = self.parse_assignment(at_statement)
        self.last_path = None
        return ast.Binary("=", target, value, span=self.span_from(start))

    def _parse_variable(self) -> ast.Variable:
        start = self.position()
        return ast.Variable(self.expect(IDENTIFIER), span=self.span_from(start))

    def parse_assignment(self, at_statement: bool) -> ast.Expression:
        """``assignmentExpression: conditionalExpression (('=' | '+=' | …) nls expressionStatementNoCheck)?``"""
        first = self.index
        left = self.parse_conditional(at_statement)
        operator = self.kind
        if operator not in ASSIGNMENTS:
            return left
        if not is_assignable(left, ASSIGNMENTS):
            self.fail(why_not_assignable(left, self.text_between(first, self.index - 1)))
        self.advance()
        self.skip_newlines()
        right = self.parse_initializer()
        self.last_path = None
        return ast.Binary(operator, left, right, span=self.span_from(self.starts[first]))

    def parse_conditional(self, at_statement: bool) -> ast.Expression:
        """``conditional: logicalOr (nls '?:' nls conditional | nls '?' nls assignment nls ':' nls conditional)?``"""
        first = self.index
        condition = self.parse_binary(1, at_statement)
        kind = self.kind
        if kind == NEWLINE:
            kind = self.kinds[self.index + 1]
        if kind == "?:":
            self._step_over_operator()
            default = self.parse_conditional(False)
            self.last_path = None
            return ast.Elvis(condition, default, span=self.span_from(self.starts[first]))
        if kind == "?":
            return self._parse_ternary(condition, self.starts[first])
        return condition

    def _parse_ternary(self, condition: ast.Expression, start: Position) -> ast.Expression:
        self._step_over_operator()
        if_true = self.parse_assignment(False)
        self.skip_newlines()
        self.expect(":")
        self.skip_newlines()
        if_false = self.parse_conditional(False)
        self.last_path = None
        return ast.Ternary(condition, if_true, if_false, span=self.span_from(start))

    def _step_over_operator(self) -> None:
        self.skip_newlines()
        self._check_operand()
        self.advance()
        self.skip_newlines()

    def _check_operand(self) -> None:
        """Refuse an operator that no operand can follow."""
        if self.kinds[self.index + 1] in _NO_OPERANDS:
            self.fail_unexpected()

    def parse_binary(self, lowest: int, at_statement: bool) -> ast.Expression:
        """``logicalOr: logicalAnd ('||' nls logicalAnd)*`` and so on down to ``additive``, by ``_LEVELS``.

        Operators of one level group from the left, except the relational ones: at most one of them.
        """
        first = self.index
        left = self._parse_multiplicative(at_statement)
        highest = 10
        while True:
            operator = self.kind
            level = _LEVELS.get(operator)
            if level is None or level < lowest or level > highest:
                return left
            highest = level
            if level == _RELATIONAL:
                highest = level - 1
                self._check_operand()
            self.advance()
            self.skip_newlines()
            left = self._parse_right_side(operator, level, left, self.starts[first])
            self.last_path = None

    def _parse_right_side(self, operator: str, level: int, left: ast.Expression, start: Position) -> ast.Expression:
        if operator == "as":
            type_ref = self.parse_type()
            return ast.Cast(type_ref, left, True, span=self.span_from(start))
        if operator == "instanceof":
            type_ref = self.parse_type()
            class_ref = ast.ClassRef(type_ref, span=type_ref.span)
            return ast.Binary(operator, left, class_ref, span=self.span_from(start))
        right = self.parse_binary(level + 1, False)
        if operator == ".." or operator == "..<":
            return ast.RangeLiteral(left, right, operator == "..", span=self.span_from(start))
        return ast.Binary(operator, left, right, span=self.span_from(start))

    def _parse_multiplicative(self, at_statement: bool) -> ast.Expression:
        """``multiplicative: ('++' | '--' | '-' | '+')? nls powerNotPlusMinus (('*' | '/' | '%') nls power)*``"""
        first = self.index
        if self.kind in _SIGNS:
            left = self._parse_signed(self._parse_power)
        else:
            left = self._parse_power(at_statement)
        while self.kind in _MULTIPLICATIVE:
            operator = self.take_text()
            self.skip_newlines()
            right = self._parse_power_with_sign()
            self.last_path = None
            left = ast.Binary(operator, left, right, span=self.span_from(self.starts[first]))
        return left

    def _parse_signed(self, parse_operand: Callable[[bool], ast.Expression]) -> ast.Expression:
        """A sign and its operand; a sign before a bare number is part of the number."""
        start = self.position()
        sign = self.take_text()
        self.skip_newlines()
        first = self.index
        operand = parse_operand(False)
        self.last_path = None
        span = self.span_from(start)
        if sign in ("++", "--"):
            return ast.Prefix(sign, operand, span=span)
        if self.index == first + 1 and self.kinds[first] == NUMBER:
            return self.make_number(self.texts[first], span, negative=sign == "-")
        return ast.Unary(_UNARY_NAMES[sign], operand, span=span)

    def _parse_power_with_sign(self) -> ast.Expression:
        """``power: unary ('**' nls unary)*``"""
        first = self.index
        return self._parse_power_tail(self._parse_unary(False), first)

    def _parse_power(self, at_statement: bool) -> ast.Expression:
        """``powerNotPlusMinus: unaryNotPlusMinus ('**' nls unary)*``"""
        first = self.index
        left = self._parse_unary_without_sign(at_statement)
        return self._parse_power_tail(left, first) if self.kind == "**" else left

    def _parse_power_tail(self, left: ast.Expression, first: int) -> ast.Expression:
        while self.kind == "**":
            self.advance()
            self.skip_newlines()
            right = self._parse_unary(False)
            self.last_path = None
            left = ast.Binary("**", left, right, span=self.span_from(self.starts[first]))
        return left

    def _parse_unary(self, at_statement: bool) -> ast.Expression:
        """``unary: ('++' | '--' | '-' | '+') nls unary | unaryNotPlusMinus``"""
        if self.kind in _SIGNS:
            return self._parse_signed(self._parse_unary)
        return self._parse_unary_without_sign(at_statement)

    def _parse_unary_without_sign(self, at_statement: bool) -> ast.Expression:
        """``unaryNotPlusMinus: ('~' | '!') nls unary | '(' type ')' operand | postfix``"""
        kind = self.kind
        if kind == "!" or kind == "~":
            start = self.position()
            self.advance()
            self.skip_newlines()
            operand = self._parse_unary(False)
            self.last_path = None
            return ast.Unary(_UNARY_NAMES[kind], operand, span=self.span_from(start))
        if kind == "(":
            end = self._end_of_cast()
            if end is not None:
                return self._parse_cast()
        return self._parse_postfix(at_statement)

    def _end_of_cast(self) -> int | None:
        """The index after ``(Type)`` if an operand follows that makes it a cast."""
        end = self.end_of_type(self.index + 1)
        if end is None or self.kinds[end] != ")":
            return None
        following = self.kinds[end + 1]
        if following == "(" and not self._is_one_value(end + 1):
            return None
        is_primitive = self.kinds[self.index + 1] in PRIMITIVE_TYPES
        if following in _CAST_OPERANDS or (is_primitive and following in _SIGNS):
            return end + 1
        return None

    def _is_one_value(self, index: int) -> bool:
        """Do the parentheses at ``index`` hold one expression, and not the arguments of a call?"""
        index += 1
        named = self.kinds[index + 1] == ":" and self.kinds[index] != "["
        if named or self.kinds[index] in (")", "*"):
            return False
        while self.kinds[index] not in (")", EOF):
            if self.kinds[index] == ",":
                return False
            index = self.end_of_brackets(index) or index + 1
        return True

    def _parse_cast(self) -> ast.Expression:
        """``typecast: '(' builtInType ')' unary | '(' classType ')' unaryNotPlusMinus``"""
        start = self.position()
        self.advance()
        type_ref = self.parse_type()
        self.expect(")")
        operand = self._parse_unary(False)
        self.last_path = None
        return ast.Cast(type_ref, operand, False, span=self.span_from(start))

    def _parse_postfix(self, at_statement: bool) -> ast.Expression:
        """``postfix: pathExpression ('++' | '--')?``"""
        first = self.index
        operand = self.parse_path(at_statement)
        if self.kind == "++" or self.kind == "--":
            operator = self.take_text()
            self.last_path = None
            return ast.Postfix(operator, operand, span=self.span_from(self.starts[first]))
        return operand

    def make_number(self, text: str, span: ast.Span, *, negative: bool = False) -> ast.Constant:
        """A number literal, its sign included."""
        try:
            constant = parse_number(text, negative=negative)
        except ValueError as error:
            self.fail(str(error), (span.line, span.column))
        return ast.Constant(constant.value, constant.groovy_type, span=span)
