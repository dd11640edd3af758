"""Statements that a keyword begins: branching, loops, ``switch``, ``try``, and those that leave a block."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from igor.groovy import ast
from igor.groovy.parser_statements import SEPARATORS, StatementParser
from igor.groovy.tokens import EOF, IDENTIFIER, NEWLINE, Position

_NO_RETURN_VALUE = frozenset({NEWLINE, ";", "}", EOF, ")", "]", ",", ":", "case", "default", "else"})


class ControlParser(StatementParser):
    """The grammar of keyword statements."""

    def parse_keyword_statement(self) -> ast.Statement | None:
        """``if``, ``for``, ``while`` …, or None."""
        parse_keyword = _KEYWORD_STATEMENTS.get(self.kind)
        if parse_keyword:
            return parse_keyword(self)
        if self.kind == "synchronized" and self.peek() == "(":
            return self._parse_synchronized()
        return None

    # --- bodies

    def _parse_body(self) -> ast.Statement:
        """``compatibleBodyStatement: openBlock | declaration | statement``"""
        self.skip_newlines()
        if self.kind == "{":
            return self.parse_block()
        start = self.position()
        statements = self.parse_statement(EOF)
        if len(statements) == 1:
            return statements[0]
        return ast.Block(tuple(statements), span=self.span_from(start))

    def _parse_loop_body(self) -> ast.Statement:
        """``';' | compatibleBodyStatement``"""
        self.skip_newlines()
        if self.accept(";"):
            return ast.Nop()
        return self._parse_body()

    # --- branching and loops

    def _parse_if(self) -> ast.Statement:
        """``'if' '(' conditional ')' nls body (sep? 'else' nls body)?``; a chain of ``else if`` is read in a loop."""
        branches: list[tuple[Position, ast.Expression, ast.Statement]] = []
        otherwise: ast.Statement = ast.Nop()
        while True:
            start = self.position()
            self.expect("if")
            self.expect("(")
            condition = self.parse_conditional(False)
            self.expect(")")
            branches.append((start, condition, self._parse_body()))
            if not self._accept_else():
                break
            if self.kind != "if":
                otherwise = self._parse_body()
                break
        for start, condition, then in reversed(branches):
            otherwise = ast.If(condition, then, otherwise, span=self.span_from(start))
        return otherwise

    def _accept_else(self) -> bool:
        """``sep? 'else' nls``"""
        index = self.index
        while self.kinds[index] in SEPARATORS:
            index += 1
        if self.kinds[index] != "else":
            return False
        self.go_to(index + 1)
        self.skip_newlines()
        return True

    def _parse_while(self) -> ast.Statement:
        """``'while' '(' strictContextExpression ')' nls (';' | body)``"""
        start = self.position()
        self.advance()
        self.expect("(")
        condition = self.parse_strict_expression(declaration_allowed=False)
        self.expect(")")
        return ast.While(condition, self._parse_loop_body(), span=self.span_from(start))

    def _parse_for(self) -> ast.Statement:
        """``'for' '(' (closureList | forInClause) ')' nls (';' | body)``"""
        start = self.position()
        self.advance()
        if self.kind != "(":
            self.fail_expecting("(")
        is_classic = self._has_semicolon_in_brackets()
        self.advance()
        if is_classic:
            header = self._parse_closure_list()
            self.expect(")")
            return ast.ForClassic(header, self._parse_loop_body(), span=self.span_from(start))
        parameter, items = self._parse_for_in()
        self.expect(")")
        return ast.ForIn(parameter, items, self._parse_loop_body(), span=self.span_from(start))

    def _has_semicolon_in_brackets(self) -> bool:
        """At ``(``: is there a ``;`` directly inside?"""
        index = self.index + 1
        while True:
            kind = self.kinds[index]
            if kind == ";":
                return True
            if kind == ")" or kind == EOF:
                return False
            index = self.end_of_brackets(index) or index + 1

    def _parse_closure_list(self) -> ast.ClosureList:
        """``closureList: strictContextExpression? (';' strictContextExpression?)+``, three parts in all."""
        start = self.position()
        items: list[ast.Expression] = []
        while True:
            if self.kind in (";", ")"):
                items.append(ast.Empty())
            else:
                items.append(self._parse_closure_list_item())
            if not self.accept(";"):
                break
        if len(items) != 3:
            self.fail(f"3 expressions are required for the classic for loop, you gave {len(items)}", start)
        return ast.ClosureList(tuple(items), span=self.span_from(start))

    def _parse_closure_list_item(self) -> ast.Expression:
        """``strictContextExpression``; of a declaration of several variables Groovy refuses the first ``=``."""
        first = self.index
        item = self.parse_strict_expression(declaration_allowed=True)
        if isinstance(item, ast.Declaration) and self.kind == ",":
            if "=" in self.kinds[first : self.index]:
                self.go_to(self.kinds.index("=", first))
            self.fail_unexpected()
        return item

    def _parse_for_in(self) -> tuple[ast.Parameter, ast.Expression]:
        """``forInClause: (declaration | IDENT) ('in' shift | ':' expression)``; the colon needs a declaration."""
        start = self.position()
        type_ref, is_declared = None, False
        if self.kind != IDENTIFIER or self.peek() not in ("in", ":"):
            is_declared = self.is_declaration()
            if not is_declared:
                self.fail_unexpected()
            modifiers = self.parse_modifiers()
            if modifiers.words - {"def", "final"}:
                self.fail("Only the 'final' modifier is allowed in front of the for loop variable.", start)
            type_ref = None if self.is_declared_name() else self.parse_type()
        parameter = ast.Parameter(self.expect(IDENTIFIER), type_ref, span=self.span_from(start))
        if self.accept("in"):
            return parameter, self.parse_binary(9, False)
        if self.kind == ":" and not is_declared:
            self.fail(
                "Java-style for-each statement requires a type declaration.;\n"
                "   solution: Use the 'in' keyword, as for (x in y) {...}"
            )
        if not self.accept(":"):
            self.fail_unexpected()
        return parameter, self.parse_expression()

    def _parse_switch(self) -> ast.Statement:
        """``'switch' '(' strictContextExpression ')' nls '{' nls casesGroup* '}'``"""
        start = self.position()
        self.advance()
        self.expect("(")
        value = self.parse_strict_expression(declaration_allowed=False)
        self.expect(")")
        self.skip_newlines()
        self.expect("{")
        self.skip_newlines()
        cases: list[ast.Case] = []
        default: ast.Statement | None = None
        while self.kind == "case" or self.kind == "default":
            group_default = self._parse_cases(cases)
            if group_default and default:
                self.fail("The default case is already defined.", start)
            default = default or group_default
        self.expect("}")
        return ast.Switch(value, tuple(cases), default or ast.Nop(), span=self.span_from(start))

    def _parse_cases(self, cases: list[ast.Case]) -> ast.Statement | None:
        """``casesGroup: ('case' expression ':' nls)* ('default' ':' nls)? statement (sep statement?)*``

        The labels before the last one have empty bodies; returns the body if the last label is ``default``.
        """
        first = len(cases)
        while self.kind == "case":
            start = self.position()
            self.advance()
            value = self.parse_expression()
            cases.append(ast.Case(value, ast.Nop(), span=self.span_from(start)))
            self.expect(":")
            self.skip_newlines()
        is_default = self.accept("default")
        if is_default:
            self.expect(":")
            self.skip_newlines()
        body = self._parse_case_body()
        if is_default:
            return body
        if len(cases) > first:
            cases[-1] = replace(cases[-1], body=body)
        return None

    def _parse_case_body(self) -> ast.Block:
        start = self.position()
        if self.kind in ("}", "case", "default", ";"):
            self.fail_unexpected()
        found = self.parse_statement(":")
        while self.kind in SEPARATORS:
            separator = self.skip_separators()
            if self.kind in ("case", "default", "}", EOF):
                break
            found.extend(self.parse_statement(separator))
        if self.kind not in ("case", "default", "}"):
            self.fail_expecting("}")
        return ast.Block(tuple(found), span=self.span_from(start))

    # --- try, synchronized

    def _parse_try(self) -> ast.Statement:
        """``'try' nls openBlock (nls handler)* (nls 'finally' nls openBlock)?``"""
        start = self.position()
        self.advance()
        self.skip_newlines()
        body = self.parse_block()
        catches: list[ast.Catch] = []
        while self.peek_past_newlines() == "catch":
            self.skip_newlines()
            catches.extend(self._parse_handler())
        finally_body: ast.Statement = ast.Nop()
        if self.peek_past_newlines() == "finally":
            self.skip_newlines()
            self.advance()
            self.skip_newlines()
            block = self.parse_block()
            finally_body = ast.Block((block,), span=block.span)
        elif catches and self.kind == NEWLINE and self.peek_past_newlines() == "{":
            self.skip_newlines()
            self.fail("expecting \"finally\", found '{'")
        elif not catches:
            self.fail("A try statement must have at least one catch or finally block.", start)
        return ast.Try(body, tuple(catches), finally_body, span=self.span_from(start))

    def _parse_handler(self) -> list[ast.Catch]:
        """``'catch' '(' 'final'? 'def'? (type ('|' nls type)*)? IDENT ')' nls openBlock``: a catch for each type."""
        start = self.position()
        self.advance()
        self.expect("(")
        self.accept("final")
        self.accept("def")
        types: list[ast.TypeRef | None] = []
        if self.kind != IDENTIFIER or self.peek() != ")":
            types.append(self.parse_class_type())
            while self.accept("|"):
                types.append(self.parse_class_type())
        name = self.expect(IDENTIFIER)
        self.expect(")")
        self.skip_newlines()
        body = self.parse_block()
        span = self.span_from(start)
        return [ast.Catch(name, type_ref, body, span=span) for type_ref in types or [None]]

    def _parse_synchronized(self) -> ast.Statement:
        """``'synchronized' '(' strictContextExpression ')' nls openBlock``"""
        start = self.position()
        self.advance()
        self.expect("(")
        lock = self.parse_strict_expression(declaration_allowed=False)
        self.expect(")")
        self.skip_newlines()
        body = self.parse_block()
        return ast.Synchronized(lock, body, span=self.span_from(start))

    # --- leaving

    def _parse_return(self) -> ast.Statement:
        """``'return' expression?``"""
        start = self.position()
        self.advance()
        if self.kind in _NO_RETURN_VALUE:
            return ast.Return(ast.Constant(None, "null"), span=self.span_from(start))
        return ast.Return(self.parse_expression(), span=self.span_from(start))

    def _parse_throw(self) -> ast.Statement:
        """``'throw' expression``"""
        start = self.position()
        self.advance()
        return ast.Throw(self.parse_expression(), span=self.span_from(start))

    def _parse_break(self) -> ast.Statement:
        """``'break' IDENT?``"""
        start = self.position()
        self.advance()
        label = self.take_text() if self.kind == IDENTIFIER else None
        return ast.Break(label, span=self.span_from(start))

    def _parse_continue(self) -> ast.Statement:
        """``'continue' IDENT?``"""
        start = self.position()
        self.advance()
        label = self.take_text() if self.kind == IDENTIFIER else None
        return ast.Continue(label, span=self.span_from(start))

    def _parse_assert(self) -> ast.Statement:
        """``'assert' conditional ((',' | ':') nls expression)?``"""
        start, first = self.position(), self.index
        self.advance()
        condition = self.parse_conditional(False)
        message: ast.Expression = ast.Constant(None, "null")
        if self.kind == "," or self.kind == ":":
            self.advance()
            self.skip_newlines()
            message = self.parse_expression()
        source = self.text_before(first, self.index)
        return ast.Assert(condition, message, source, span=self.span_from(start))


_KEYWORD_STATEMENTS: dict[str, Callable[[ControlParser], ast.Statement]] = {
    "if": ControlParser._parse_if,
    "for": ControlParser._parse_for,
    "while": ControlParser._parse_while,
    "switch": ControlParser._parse_switch,
    "try": ControlParser._parse_try,
    "return": ControlParser._parse_return,
    "throw": ControlParser._parse_throw,
    "break": ControlParser._parse_break,
    "continue": ControlParser._parse_continue,
    "assert": ControlParser._parse_assert,
}
