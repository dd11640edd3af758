"""Primaries and what hangs on them: calls, members, indexes, closures, commands, literals of lists, maps and strings."""

from __future__ import annotations

from abc import abstractmethod

from igor.groovy import ast, tokens
from igor.groovy.parser_calls import (
    NotCallable, append_argument, gather_arguments, make_call, member_name,
)  # fmt: skip
from igor.groovy.parser_expressions import ExpressionParser
from igor.groovy.tokens import (
    EOF, GSTRING_END, GSTRING_MIDDLE, GSTRING_START, IDENTIFIER, KEYWORDS, MODIFIERS, NEWLINE, NUMBER, PRIMITIVE_TYPES,
    STRING, Position,
)  # fmt: skip

_DOTS = frozenset({".", "?.", "*.", ".&"})
_PATH_ELEMENTS = _DOTS | {"(", "[", "{"}
_LITERALS = {"true": (True, "Boolean"), "false": (False, "Boolean"), "null": (None, "null")}
_NAMES = frozenset({IDENTIFIER, "this", "super"}) | PRIMITIVE_TYPES
_PLAIN_LABELS = KEYWORDS | {IDENTIFIER, NUMBER, STRING}
_BRACKETED_LABELS = frozenset({"(", "[", "{", GSTRING_START})
#: What can begin the next word of a command: ``a b c`` is ``a(b).c``.
_COMMAND_WORDS = _NAMES | {NUMBER, STRING, GSTRING_START, "new", "true", "false", "null", "(", "[", "{"}
_COMMAND_ARGUMENTS = (_COMMAND_WORDS - {"(", "[", "{"}) | {"!", "~", "++", "--"}
_MAY_GO_ON = (_COMMAND_WORDS | _COMMAND_ARGUMENTS | KEYWORDS) - {"else"}
_BRANCHES = {
    "return": "LITERAL_return", "break": "LITERAL_break", "continue": "LITERAL_continue", "throw": "LITERAL_throw",
    "assert": "LITERAL_assert",
}  # fmt: skip
_MAY_START_DECLARATION = PRIMITIVE_TYPES | MODIFIERS | {"def", "@"}
_AFTER_TYPE_NAME = frozenset({".", "<", "[", IDENTIFIER, STRING})
_BEFORE_CLOSURE_ARROW = PRIMITIVE_TYPES | {IDENTIFIER, "def", "final", "@", "...", "->"}
_AFTER_FIRST_PARAMETER_WORD = frozenset({"->", ",", IDENTIFIER, "=", "<", "[", ".", "...", NEWLINE})
_NEWLINE_MAY_FOLLOW = frozenset({",", "=", "def", "final"})


class PathParser(ExpressionParser):
    """The grammar of primaries and paths."""

    #: The last path was nothing but a parenthesised expression: calling it calls its value.
    last_path_in_parentheses = False

    @abstractmethod
    def parse_statements(self, closing: str) -> tuple[ast.Statement, ...]:
        """Statements up to a closing token, which is left; see ``parser_statements``."""

    @abstractmethod
    def parse_parameters(self, closing: str) -> tuple[ast.Parameter, ...]:
        """A parameter list up to a closing token, which is left; see ``parser_declarations``."""

    @abstractmethod
    def parse_anonymous_class(self, type_ref: ast.TypeRef) -> ast.ClassDeclaration:
        """The body after ``new T(…)``; see ``parser_declarations``."""

    # --- commands

    def parse_initializer(self) -> ast.Expression:
        """``expressionStatementNoCheck: expression commandArguments?``, the latter only after a path."""
        first = self.index
        self.last_path = None
        head = self.parse_expression(True)
        if head is self.last_path and self.kind in _MAY_GO_ON:
            return self._parse_command(head, self.starts[first])
        return head

    def _parse_command(self, head: ast.Expression, start: Position) -> ast.Expression:
        """``command: commandArguments? (primary (pathElement+ | commandArguments)?)*``: ``a b c d`` is ``a(b).c(d)``."""
        in_parentheses = self.last_path_in_parentheses
        is_call = isinstance(head, ast.Call) and not in_parentheses
        if not is_call and self._starts_command_argument():
            head = self._parse_command_arguments(head, start, in_parentheses)
        while self.kind in _COMMAND_WORDS and not self._is_label():
            name = self._parse_primary()
            head = ast.Property(head, member_name(name), span=self.span_from(start))
            if self._is_at_path_element():
                head = self._parse_path_elements(head, start, True, False)
            elif self._starts_command_argument():
                head = self._parse_command_arguments(head, start, False)
        self.last_path = None
        return head

    def _starts_command_argument(self) -> bool:
        if self.kind in _COMMAND_ARGUMENTS:
            return True
        return self.peek() == ":" and (self.kind in KEYWORDS or self.kind == "[")

    def _is_at_path_element(self) -> bool:
        return self.kind in _PATH_ELEMENTS or (self.kind == NEWLINE and self.peek() in _DOTS)

    def _parse_command_arguments(self, callee: ast.Expression, start: Position, in_parentheses: bool) -> ast.Expression:
        """``commandArguments: commandArgument (',' nls commandArgument)*``"""
        position = self.position()
        items: list[ast.Expression] = [self._parse_command_argument()]
        while self.accept(","):
            self.skip_newlines()
            items.append(self._parse_command_argument())
        return self._make_call(callee, items, start, position, in_parentheses)

    def _parse_command_argument(self) -> ast.Expression:
        """``commandArgument: label ':' nls expression | expression``"""
        if self._is_label():
            start = self.position()
            key = self._parse_label()
            self.skip_newlines()
            value = self.parse_expression()
            return ast.MapEntry(key, value, span=self.span_from(start))
        return self.parse_expression()

    def _make_call(
        self,
        callee: ast.Expression,
        items: list[ast.Expression],
        start: Position,
        arguments_position: Position,
        in_parentheses: bool,
    ) -> ast.Call:
        span = self.span_from(start)
        try:
            return make_call(callee, gather_arguments(items), span, in_parentheses=in_parentheses)
        except NotCallable as error:
            self.fail(str(error), arguments_position)

    # --- paths

    def parse_path(self, at_statement: bool) -> ast.Expression:
        """``pathExpression: primary (nls pathElement | {at_statement}? nls closure)*``"""
        start = self.starts[self.index]
        in_parentheses = self.kind == "("
        path = self._parse_primary()
        kind = self.kind
        if kind in _PATH_ELEMENTS or kind == NEWLINE:
            path = self._parse_path_elements(path, start, at_statement, in_parentheses)
        else:
            self.last_path_in_parentheses = in_parentheses
        self.last_path = path
        return path

    def _parse_path_elements(
        self, path: ast.Expression, start: Position, at_statement: bool, in_parentheses: bool
    ) -> ast.Expression:
        """``pathElement: dots nls typeArguments? namePart | '(' argList ')' | '[' argList ']' | closure``"""
        while True:
            kind = self.kind
            if kind == NEWLINE:
                following = self.kinds[self.index + 1]
                if following not in _DOTS and not (at_statement and following == "{"):
                    break
                self.advance()
                continue
            if kind in _DOTS:
                path = self._parse_member(path, start)
            elif kind == "(":
                path = self._parse_call(path, start, in_parentheses)
            elif kind == "{":
                path = self._parse_closure_argument(path, start, in_parentheses)
            elif kind == "[" and self.kinds[self.index + 1] != ":":
                path = self._parse_index(path, start)
            else:
                break
            in_parentheses = False
        self.last_path_in_parentheses = in_parentheses
        return path

    def _parse_call(self, callee: ast.Expression, start: Position, in_parentheses: bool) -> ast.Expression:
        self.advance()
        position = self.position()
        items = self._parse_arguments(")")
        self.expect(")")
        return self._make_call(callee, items, start, position, in_parentheses)

    def _parse_closure_argument(self, callee: ast.Expression, start: Position, in_parentheses: bool) -> ast.Expression:
        position = self.position()
        closure = self._parse_closure()
        if isinstance(callee, ast.Call) and not in_parentheses:
            return append_argument(callee, closure, self.span_from(start))
        return self._make_call(callee, [closure], start, position, in_parentheses)

    def _parse_index(self, indexed: ast.Expression, start: Position) -> ast.Expression:
        """``indexPropertyArgs: '[' argList ']'``: one item is the index, none or several are a list of them."""
        position = self.position()
        self.advance()
        items = self._parse_arguments("]")
        self.expect("]")
        index = items[0] if len(items) == 1 else ast.ListLiteral(tuple(items), span=self.span_from(position))
        return ast.Binary("[", indexed, index, span=self.span_from(start))

    def _parse_member(self, owner: ast.Expression, start: Position) -> ast.Expression:
        access = self.take_text()
        self.skip_newlines()
        type_arguments = self.position() if self.kind == "<" else None
        if type_arguments:
            self.parse_type_arguments()
        if access == ".&":
            return ast.MethodPointer(owner, self._parse_member_name(), span=self.span_from(start))
        if self.accept("@"):
            return ast.Attribute(owner, self._parse_member_name(), access, span=self.span_from(start))
        name = self._parse_member_name()
        if type_arguments and self.kind not in ("(", "{") and self.kind not in _COMMAND_ARGUMENTS:
            self.fail("Unknown type: TYPE_ARGUMENTS", type_arguments)
        return ast.Property(owner, name, access, span=self.span_from(start))

    def _parse_member_name(self) -> ast.Expression:
        """``namePart: IDENT | keyword | STRING | '(' expression ')' | gstring | openBlock``"""
        kind = self.kind
        if kind == IDENTIFIER or kind == STRING or kind in KEYWORDS:
            start = self.starts[self.index]
            return ast.Constant(self.take_text(), "String", span=self.span_from(start))
        if kind == "(":
            return member_name(self._parse_parenthesized())
        if kind == GSTRING_START:
            return self._parse_gstring()
        if kind == "{":
            start = self.position()
            return ast.Closure(None, self.parse_block(), span=self.span_from(start))
        self.fail_unexpected()

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
        items = self._parse_arguments(")")
        self.expect(")")
        return items

    def _parse_arguments(self, closing: str) -> list[ast.Expression]:
        """``argList: argument (',' argument?)*`` with one empty place at most."""
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
            self.fail("Expression list of the form (a; b; c) is not supported in this context.")
        return items

    def _parse_argument(self) -> ast.Expression:
        """``argument: (label ':' | '*' ':'?)? strictContextExpression``"""
        start = self.starts[self.index]
        if self._is_label():
            key = self._parse_label()
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

    def _is_label(self) -> bool:
        """``argumentLabelStart: (IDENT | keyword | NUMBER | STRING | bracketed) ':'``"""
        kind = self.kind
        if kind in _PLAIN_LABELS:
            return self.kinds[self.index + 1] == ":"
        if kind in _BRACKETED_LABELS:
            end = self.end_of_brackets(self.index)
            return end is not None and self.kinds[end] == ":"
        return False

    def _parse_label(self) -> ast.Expression:
        """``argumentLabel: IDENT | keyword | primary``, with its colon."""
        if self.kind == IDENTIFIER or self.kind in KEYWORDS:
            start = self.position()
            key: ast.Expression = ast.Constant(self.take_text(), "String", span=self.span_from(start))
        else:
            key = self._parse_primary()
        self.expect(":")
        return key

    def parse_strict_expression(self, *, declaration_allowed: bool) -> ast.Expression:
        """``strictContextExpression: singleDeclaration | expression | annotation`` (no commands here)."""
        kind = self.kind
        if kind == IDENTIFIER:
            may_declare = self.kinds[self.index + 1] in _AFTER_TYPE_NAME
        else:
            may_declare = kind in _MAY_START_DECLARATION
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

    # --- primaries

    def _parse_primary(self) -> ast.Expression:
        """``primary: IDENT | literal | new | this | super | '(' … ')' | closure | list | map | gstring | builtInType``"""
        kind = self.kind
        start = self.starts[self.index]
        if kind in _NAMES:
            return ast.Variable(self.take_text(), span=self.span_from(start))
        if kind == STRING:
            return ast.Constant(self.take_text(), "String", span=self.span_from(start))
        if kind == GSTRING_START:
            return self._parse_gstring()
        if kind == "[":
            return self._parse_list_or_map()
        if kind == NUMBER:
            text = self.take_text()
            return self.make_number(text, self.span_from(start))
        if kind == "(":
            return self._parse_parenthesized()
        if kind in _LITERALS:
            value, groovy_type = _LITERALS[kind]
            self.advance()
            return ast.Constant(value, groovy_type, span=self.span_from(start))
        if kind == "{":
            return self._parse_closure()
        if kind == "new":
            return self._parse_new()
        self.fail_unexpected()

    def _parse_parenthesized(self) -> ast.Expression:
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
        items = self._parse_arguments("]")
        self.expect("]")
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
        body = self.parse_anonymous_class(type_ref) if self.kind == "{" else None
        return ast.New(type_ref, arguments, body, span=self.span_from(start))

    def _parse_type_to_create(self) -> ast.TypeRef:
        if self.kind in PRIMITIVE_TYPES:
            start = self.position()
            return ast.TypeRef(self.take_text(), span=self.span_from(start))
        return self.parse_class_type()

    def _parse_new_array(self, type_ref: ast.TypeRef, start: Position) -> ast.Expression:
        """Sizes first, then empty brackets: ``new T[2][3][]``."""
        sizes: list[ast.Expression] = []
        dimensions = 0
        position = self.position()
        while self.accept("["):
            if self.kind == "]":
                dimensions += 1
            elif dimensions:
                self.fail("No expression for the array constructor call", position)
            else:
                sizes.append(self.parse_expression())
            self.expect("]")
        if not sizes:
            self.fail("No expression for the array constructor call", position)
        element = ast.TypeRef(type_ref.name, type_ref.arguments, dimensions, span=type_ref.span)
        return ast.NewArray(element, tuple(sizes), span=self.span_from(start))

    # --- strings with values

    def _parse_gstring(self) -> ast.Expression:
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
        if len(body.statements) == 1 and isinstance(only, ast.ExpressionStatement) and not only.labels:
            if not isinstance(only.expression, ast.Declaration):
                return only.expression
        closure = ast.Closure(None, body, span=span)
        return ast.Call(closure, ast.Constant("call", "String", span=span), (), implicit_this=True, span=span)

    # --- closures

    def _parse_closure(self) -> ast.Closure:
        """``closableBlock: '{' nls (parameters nls '->' nls)? blockBody '}'``"""
        start = self.position()
        self.advance()
        self.skip_newlines()
        parameters = self._parse_closure_parameters()
        body = self._parse_closure_body()
        return ast.Closure(parameters, body, span=self.span_from(start))

    def _parse_closure_body(self) -> ast.Block:
        start = self.position()
        block = ast.Block(self.parse_statements("}"), span=self.span_from(start))
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
        is_annotated = kind == "@"
        while True:
            kind = kinds[index]
            if kind == "->":
                return True
            if kind in _BRACKETED_LABELS:
                end = self.end_of_brackets(index)
                if end is None:
                    return False
                index = end
                continue
            if kind == NEWLINE:
                may_follow = is_annotated or kinds[index - 1] in _NEWLINE_MAY_FOLLOW
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
