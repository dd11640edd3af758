"""Names, types, generics, annotations and modifiers, with the scans that tell a declaration from an expression."""

from __future__ import annotations

from abc import abstractmethod

from msgspec import Struct
from msgspec.structs import replace

from igor.groovy import ast, tokens
from igor.groovy.parser_base import TokenCursor
from igor.groovy.tokens import IDENTIFIER, KEYWORDS, MODIFIERS, NEWLINE, PRIMITIVE_TYPES, STRING, Position

ANGLE_DEPTH = {"<": 1, ">": -1, ">>": -2, ">>>": -3}
_IN_TYPE_ARGUMENTS = (
    frozenset({IDENTIFIER, ".", ",", "?", "extends", "super", "&", "[", "]", NEWLINE}) | PRIMITIVE_TYPES
)
_CLOSING_ANGLES = frozenset({">", ">>", ">>>"})
_TYPE_NAMES = PRIMITIVE_TYPES | {IDENTIFIER, "?"}
_ENDS_OF_TYPES = _TYPE_NAMES | {"]"}
_ACCESS = frozenset({"private", "protected", "public"})
_AFTER_TYPE_IN_DECLARATION = frozenset({"<", "[", IDENTIFIER, STRING, "def", "@"}) | MODIFIERS | PRIMITIVE_TYPES


class Modifiers(Struct, frozen=True):
    """Words and annotations before a declaration; ``position`` is where they start."""

    position: Position
    words: frozenset[str] = frozenset()
    annotations: tuple[ast.Annotation, ...] = ()


class _OpenLists:
    """Lists of types within each other: ``>>`` ends two, but is the end of the inner one alone.

    ``without_end`` holds, from the inside out, of each list that ended without an end of its own whether its last type
    is a bound (``? extends A<B>>``), which cannot be an array.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.without_end: list[bool] = []
        self._has_bound: list[bool] = []

    def take(self, kind: str) -> None:
        """The next token."""
        width = ANGLE_DEPTH.get(kind, 0)
        self.depth += width
        if width < 0:
            self._end(-width)
            return
        self.without_end.clear()
        if width:
            self._has_bound.append(False)
        elif kind in "?,":
            self._has_bound[-1] = kind == "?"

    def _end(self, width: int) -> None:
        ended = self._has_bound[: -width - 1 : -1]
        del self._has_bound[-width:]
        self.without_end += ended
        del self.without_end[:1]


def _may_follow_in_type_arguments(previous: str, kind: str) -> bool:
    """Two tokens between angle brackets: ``A B``, ``<,`` and a bare ``int`` make no types."""
    if previous in PRIMITIVE_TYPES:
        return kind == "["
    if kind in _TYPE_NAMES:
        return previous not in _ENDS_OF_TYPES
    if kind == ",":
        return previous in _ENDS_OF_TYPES or previous in _CLOSING_ANGLES
    if kind in _CLOSING_ANGLES:
        return previous != ","
    return kind == "<" or kind in _IN_TYPE_ARGUMENTS


class TypeParser(TokenCursor):
    """The grammar of types and of what stands before a declared name."""

    @abstractmethod
    def parse_conditional(self, at_statement: bool) -> ast.Expression:
        """An expression that is no assignment; see ``parser_expressions``."""

    # --- names and types

    def parse_name(self) -> str:
        """``identifier: IDENT ('.' nls IDENT)*``"""
        name = self.expect(IDENTIFIER)
        while self.kind == ".":
            self.advance()
            self.skip_newlines()
            name = f"{name}.{self.expect(IDENTIFIER)}"
        return name

    def parse_type(self) -> ast.TypeRef:
        """``typeSpec: (classType | builtInType) ('[' ']')*``"""
        if self.kind in PRIMITIVE_TYPES:
            start = self.position()
            type_ref = ast.TypeRef(self.take_text(), span=self.span_from(start))
        else:
            type_ref = self.parse_class_type()
        return self._parse_dimensions(type_ref)

    def _parse_dimensions(self, type_ref: ast.TypeRef) -> ast.TypeRef:
        dimensions = 0
        while self.kind == "[" and self.peek() == "]":
            self.advance()
            self.advance()
            dimensions += 1
        return replace(type_ref, dimensions=type_ref.dimensions + dimensions) if dimensions else type_ref

    def parse_class_type(self, *, diamond_allowed: bool = True) -> ast.TypeRef:
        """``classType: IDENT (typeArguments | '<' '>')? ('.' IDENT typeArguments?)*``"""
        start = self.position()
        name = self.expect(IDENTIFIER)
        arguments: tuple[ast.TypeRef, ...] = ()
        if self.kind == "<":
            arguments = self.parse_type_arguments(diamond_allowed=diamond_allowed)
        while self.kind == ".":
            self.advance()
            name = f"{name}.{self.expect(IDENTIFIER)}"
            if self.kind == "<":
                arguments = self.parse_type_arguments()
        return ast.TypeRef(name, arguments, span=self.span_from(start))

    def parse_type_arguments(self, *, diamond_allowed: bool = False) -> tuple[ast.TypeRef, ...]:
        """``typeArguments: '<' nls typeArgument (',' nls typeArgument)* nls ('>' | '>>' | '>>>')``"""
        start = self.position()
        end = self.end_of_type_arguments(self.index, diamond_allowed=diamond_allowed)
        if end is None:
            self.fail("Missing closing bracket '>' for generics types", start)
        parsed = _TypeArgumentReader(self).read()
        self.go_to(end)
        return parsed

    def end_of_type_arguments(self, index: int, *, diamond_allowed: bool = False) -> int | None:
        """For an index at ``<``: the index after the ``>`` that closes it, None if it is no list of types."""
        if not diamond_allowed and self.kinds[index + 1] == ">":
            return None
        lists = _OpenLists()
        previous = ""
        while True:
            kind = self.kinds[index]
            if not _may_follow_in_type_arguments(previous, kind):
                return None
            if kind != NEWLINE:
                previous = kind
                lists.take(kind)
            index += 1
            if lists.depth <= 0:
                return self._after_lists_without_end(index, lists.without_end) if lists.depth == 0 else None

    def _after_lists_without_end(self, index: int, lists: list[bool]) -> int:
        """After ``>>``, which ends the inner list: brackets make its type an array, then the outer one takes newlines.

        ``A<B<C>>[]`` is an ``A`` of arrays, and the expression ``x as A<B<C>>`` goes on in the next line.
        """
        for has_bound in lists:
            while not has_bound and self.kinds[index] == "[" and self.kinds[index + 1] == "]":
                index += 2
            while self.kinds[index] == NEWLINE:
                index += 1
        return index

    def end_of_type(self, index: int) -> int | None:
        """The index after a type that starts at ``index``, None if none does."""
        kind = self.kinds[index]
        if kind in PRIMITIVE_TYPES:
            index += 1
        elif kind == IDENTIFIER:
            end = self._end_of_class_type(index)
            if end is None:
                return None
            index = end
        else:
            return None
        while self.kinds[index] == "[" and self.kinds[index + 1] == "]":
            index += 2
        return index

    def _end_of_class_type(self, index: int) -> int | None:
        while True:
            index += 1
            if self.kinds[index] == "<":
                end = self.end_of_type_arguments(index, diamond_allowed=True)
                if end is None:
                    return None
                index = end
            if self.kinds[index] != "." or self.kinds[index + 1] != IDENTIFIER:
                return index
            index += 1

    def skip_type_parameters(self) -> None:
        """``typeParameters: '<' nls typeParameter (',' nls typeParameter)* nls '>'`` (kept by nobody)."""
        end = self.end_of_type_arguments(self.index)
        if end is None:
            self.fail("Missing closing bracket '>' for generics types")
        self.go_to(end)
        self.skip_newlines()

    # --- annotations and modifiers

    def parse_annotations(self) -> tuple[ast.Annotation, ...]:
        """``annotations: (annotation nls)*``"""
        found: list[ast.Annotation] = []
        while self.kind == "@" and self.peek() == IDENTIFIER:
            found.append(self.parse_annotation())
            self.skip_newlines()
        return tuple(found)

    def parse_annotation(self) -> ast.Annotation:
        """``annotation: '@' identifier nls ('(' annotationArguments? ')')?``"""
        start = self.position()
        self.expect("@")
        name = self.parse_name()
        members: tuple[tuple[str, ast.Expression], ...] = ()
        if self.peek_past_newlines() == "(":
            self.skip_newlines()
            self.advance()
            if self.kind != ")":
                members = self._parse_annotation_members()
            self.expect(")")
        return ast.Annotation(name, members, span=self.span_from(start))

    def _parse_annotation_members(self) -> tuple[tuple[str, ast.Expression], ...]:
        """``annotationArguments: value | name '=' nls value (',' nls name '=' nls value)*``"""
        if self.peek() != "=" or not (self.kind == IDENTIFIER or self.kind in KEYWORDS):
            return (("value", self.parse_annotation_value()),)
        members: dict[str, ast.Expression] = {}
        while True:
            position = self.position()
            if self.kind != IDENTIFIER and self.kind not in KEYWORDS:
                self.fail_unexpected()
            name = self.take_text()
            self.expect("=")
            self.skip_newlines()
            if name in members:
                self.fail(f"Annotation member '{name}' has already been associated with a value", position)
            members[name] = self.parse_annotation_value()
            if not self.accept(","):
                return tuple(members.items())
            self.skip_newlines()

    def parse_annotation_value(self) -> ast.Expression:
        """``annotationMemberValue: conditionalExpression | annotation``"""
        return self.parse_annotation() if self.kind == "@" else self.parse_conditional(False)

    def parse_modifiers(self) -> Modifiers:
        """``modifiers: ('def' nls | modifier nls | annotation nls)*``, with no word twice and one access at most."""
        start = self.position()
        words: list[str] = []
        annotations: list[ast.Annotation] = []
        while True:
            kind = self.kind
            if kind == "def" or kind in MODIFIERS:
                self._check_modifier(kind, words)
                words.append(kind)
                self.advance()
            elif kind == "@" and self.peek() == IDENTIFIER:
                annotations.append(self.parse_annotation())
            else:
                return Modifiers(start, frozenset(words), tuple(annotations))
            self.skip_newlines()

    def _check_modifier(self, word: str, earlier: list[str]) -> None:
        if word in earlier:
            if word == "def":
                self.fail_unexpected()
            self.fail(f"Cannot repeat modifier: {word}")
        if word in _ACCESS and not _ACCESS.isdisjoint(earlier):
            self.fail(f"Cannot specify modifier: {word} when access scope has already been defined")

    # --- scans: what begins here?

    def end_of_modifiers(self, index: int) -> int:
        """The index after the modifiers and annotations that start at ``index`` (the same if there are none)."""
        while True:
            kind = self.kinds[index]
            if kind == "def" or kind in MODIFIERS:
                index = self.skipped_newline(index + 1)
            elif kind == "@" and self.kinds[index + 1] == IDENTIFIER:
                index = self._end_of_annotation(index)
            else:
                return index

    def _end_of_annotation(self, index: int) -> int:
        index += 2
        while self.kinds[index] == "." and self.kinds[index + 1] == IDENTIFIER:
            index += 2
        after_newline = self.skipped_newline(index)
        if self.kinds[after_newline] == "(":
            end = self.end_of_brackets(after_newline)
            return self.skipped_newline(end) if end is not None else len(self.kinds) - 1
        return after_newline

    def is_declaration(self) -> bool:
        """``declarationStart``: modifiers or a type (a name with a capital, or a primitive), then a name or string.

        That capital is how ``Foo bar`` is a declaration and ``foo bar`` a command.
        """
        index = self.end_of_modifiers(self.index)
        seen = index != self.index
        kinds = self.kinds
        while True:
            kind = kinds[index]
            if kind == IDENTIFIER:
                following = kinds[index + 1]
                if following != "." and following not in _AFTER_TYPE_IN_DECLARATION:
                    return seen
                end = self._end_of_capital_name(index)
                if end is None:
                    return False
            elif kind in PRIMITIVE_TYPES:
                end = index + 1
            else:
                return seen and kind == STRING
            end_of_type = self._end_of_declared_type(end)
            if end_of_type is None:
                return False
            index = self.end_of_modifiers(end_of_type)
            seen = True

    def _end_of_capital_name(self, index: int) -> int | None:
        """The index after ``Name`` or ``a.b.Name``; None if the last part has no capital."""
        while self.kinds[index + 1] == "." and self.kinds[index + 2] == IDENTIFIER:
            index += 2
        return index + 1 if self.texts[index][0].isupper() else None

    def _end_of_declared_type(self, index: int) -> int | None:
        if self.kinds[index] == "<":
            end = self.end_of_type_arguments(index)
            if end is None:
                return None
            index = end
        while self.kinds[index] == "[":
            end = self.end_of_brackets(index)
            if end is None:
                return None
            index = end
        return index

    def is_generic_method(self) -> bool:
        """``genericMethodStart: ('def' nls | modifier nls | annotation nls)+ '<'``"""
        index = self.end_of_modifiers(self.index)
        return index != self.index and self.kinds[index] == "<"

    def is_multiple_declaration(self) -> bool:
        """``multipleAssignmentDeclarationStart: (modifier nls | annotation nls)* 'def' nls '('``"""
        index = self.end_of_modifiers(self.index)
        if self.kinds[index] != "(" or index == self.index:
            return False
        last = index - 2 if self.kinds[index - 1] == NEWLINE else index - 1
        return self.kinds[last] == "def"

    def is_type_declaration(self) -> bool:
        """``typeDeclarationStart: modifiers? ('class' | 'interface' | 'enum' | 'trait' | '@' 'interface')``"""
        index = self.end_of_modifiers(self.index)
        kind = self.kinds[index]
        if kind == "@":
            return self.kinds[index + 1] == "interface"
        return kind in tokens.TYPE_KEYWORDS and self.kinds[index + 1] == IDENTIFIER


class _TypeArgumentReader:
    """Reads ``<A, B<C[]>, ? extends D>`` by counting, as one ``>>`` may close two lists."""

    def __init__(self, cursor: TypeParser) -> None:
        self.kinds = cursor.kinds
        self.texts = cursor.texts
        self.starts = cursor.starts
        self.ends = cursor.ends
        self.index = cursor.index
        #: Closing brackets that the last ``>>`` or ``>>>`` holds beyond the one already used.
        self.closed_ahead = 0

    def read(self) -> tuple[ast.TypeRef, ...]:
        self.index += 1
        found: list[ast.TypeRef] = []
        name, dimensions, first = "", 0, self.index
        inner: tuple[ast.TypeRef, ...] = ()
        while True:
            kind = self.kinds[self.index]
            if kind == "<":
                inner = self.read()
                if self.closed_ahead:
                    found.append(ast.TypeRef(name, inner, dimensions, span=self._span(first)))
                    self.closed_ahead -= 1
                    return tuple(found)
                continue
            if kind in ANGLE_DEPTH or kind == ",":
                if name:
                    found.append(ast.TypeRef(name, inner, dimensions, span=self._span(first)))
                name, dimensions, inner = "", 0, ()
            if kind in ANGLE_DEPTH:
                self.closed_ahead = -ANGLE_DEPTH[kind] - 1
                self.index += 1
                return tuple(found)
            if kind == "[":
                dimensions += 1
            elif kind in ("extends", "super"):
                name += f" {kind} "
            elif kind not in (",", "]", NEWLINE):
                first = first if name else self.index
                name += self.texts[self.index]
            self.index += 1

    def _span(self, first: int) -> ast.Span:
        return ast.Span(*self.starts[first], *self.ends[max(first, self.index - 1)])
