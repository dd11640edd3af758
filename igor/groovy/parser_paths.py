"""What hangs on a primary: calls, members, indexes, closures; and commands, the calls without parentheses."""

from __future__ import annotations

from igor.groovy import ast
from igor.groovy.parser_calls import (
    NotCallable,
    append_argument,
    gather_arguments,
    index_item,
    make_call,
    member_name,
)
from igor.groovy.parser_primaries import NAMES, PrimaryParser
from igor.groovy.tokens import GSTRING_START, IDENTIFIER, KEYWORDS, NEWLINE, NUMBER, STRING, Position

_DOTS = frozenset({".", "?.", "*.", ".&"})
_PATH_ELEMENTS = _DOTS | {"(", "[", "{"}
#: What can begin the next word of a command: ``a b c`` is ``a(b).c``.
_COMMAND_WORDS = NAMES | {NUMBER, STRING, GSTRING_START, "new", "true", "false", "null", "(", "[", "{"}
_COMMAND_ARGUMENTS = (_COMMAND_WORDS - {"(", "[", "{"}) | {"!", "~", "++", "--"}
#: After ``!`` one of these makes it the start of nothing.
_AFTER_NO_ARGUMENT = frozenset({"in", "instanceof", "="})
_MAY_GO_ON = (_COMMAND_WORDS | _COMMAND_ARGUMENTS | KEYWORDS) - {"else"}


#: What a cast may stand before.
_CASTABLE = frozenset({"[", "(", "{", STRING, GSTRING_START, NUMBER, IDENTIFIER})


def _names_type(node: ast.Expression) -> bool:
    """Whether it could be a type's name: ``a`` or ``a.b``."""
    if isinstance(node, ast.Property):
        return node.access == "." and isinstance(node.name, ast.Constant) and _names_type(node.object)
    return isinstance(node, ast.Variable) and node.name not in ("this", "super")


class PathParser(PrimaryParser):
    """The grammar of paths and commands."""

    #: The last path was nothing but a parenthesised expression: calling it calls its value.
    last_path_in_parentheses = False

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
        """``command: commandArguments? (primary (pathElement+ | commandArguments)?)*``: ``a b c`` is ``a(b).c``."""
        in_parentheses = self.last_path_in_parentheses
        is_call = isinstance(head, ast.Call) and not in_parentheses
        if not is_call and self._starts_command_argument():
            head = self._parse_command_arguments(head, start, in_parentheses)
        while self.kind in _COMMAND_WORDS and not self.is_label():
            name = self.parse_primary()
            head = ast.Property(head, member_name(name), span=self.span_from(start))
            if self._is_at_path_element():
                head = self._parse_path_elements(head, start, True, False)
            elif self._starts_command_argument() or self.kind in ("-", "+"):
                head = self._parse_command_arguments(head, start, False)
        self.last_path = None
        return head

    def _starts_command_argument(self) -> bool:
        if self.kind == "!" and self.peek() in _AFTER_NO_ARGUMENT:
            return False
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
        if self.is_label():
            start = self.position()
            key = self.parse_label()
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
            self.fail(str(error), start if error.at_callee else arguments_position)

    # --- paths

    def parse_path(self, at_statement: bool) -> ast.Expression:
        """``pathExpression: primary (nls pathElement | {at_statement}? nls closure)*``"""
        start = self.starts[self.index]
        in_parentheses = self.kind == "("
        path = self.parse_primary()
        kind = self.kind
        if in_parentheses and kind in _CASTABLE:
            self._refuse_unclosed_type(path)
        if kind in _PATH_ELEMENTS or kind == NEWLINE:
            path = self._parse_path_elements(path, start, at_statement, in_parentheses)
        else:
            self.last_path_in_parentheses = in_parentheses
        self.last_path = path
        return path

    def _refuse_unclosed_type(self, path: ast.Expression) -> None:
        """``(a < b)[c]`` is a cast to a type without its ``>`` for the grammar of Groovy 2."""
        if not isinstance(path, ast.Binary) or path.operator != "<" or self.kinds[self.index - 2] == ")":
            return
        if _names_type(path.left) and _names_type(path.right):
            text = "Missing closing bracket '>' for generics types;\n   solution: Please specify the missing bracket!"
            self.fail(text, self.starts[self.index - 1])

    def parse_lone_primary(self) -> ast.Expression:
        """``pathExpression: primary``"""
        self.last_path_in_parentheses = False
        self.last_path = self.parse_primary()
        return self.last_path

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
        items = self.parse_arguments(")")
        self.close(")")
        return self._make_call(callee, items, start, position, in_parentheses)

    def _parse_closure_argument(self, callee: ast.Expression, start: Position, in_parentheses: bool) -> ast.Expression:
        position = self.position()
        closure = self.parse_closure()
        if isinstance(callee, ast.Call) and not in_parentheses:
            return append_argument(callee, closure, self.span_from(start))
        return self._make_call(callee, [closure], start, position, in_parentheses)

    def _parse_index(self, indexed: ast.Expression, start: Position) -> ast.Expression:
        """``indexPropertyArgs: '[' argList ']'``: one item is the index, none or several are a list of them."""
        position = self.position()
        self.advance()
        items = [index_item(item) for item in self.parse_arguments("]")]
        self.close("]")
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
        if isinstance(name, ast.Closure) and access == "?.":
            access = "."
        return ast.Property(owner, name, access, span=self.span_from(start))

    def _parse_member_name(self) -> ast.Expression:
        """``namePart: IDENT | keyword | STRING | '(' expression ')' | gstring | openBlock``"""
        kind = self.kind
        if kind in (IDENTIFIER, STRING) or kind in KEYWORDS:
            start = self.starts[self.index]
            return ast.Constant(self.take_text(), "String", span=self.span_from(start))
        if kind == "(":
            return member_name(self.parse_parenthesized())
        if kind == GSTRING_START:
            return self.parse_gstring()
        if kind == "{":
            start = self.position()
            return ast.Closure(None, self.parse_block(), span=self.span_from(start))
        return self.fail_unexpected()
