"""Parameters, methods, classes and their members."""

from __future__ import annotations

from msgspec.structs import replace

from igor.groovy import ast
from igor.groovy.parser_calls import gather_unchecked
from igor.groovy.parser_control import ControlParser
from igor.groovy.parser_types import Modifiers
from igor.groovy.tokens import EOF, IDENTIFIER, NEWLINE, STRING, Position

_WRONG_FOR_CONSTRUCTOR = ("static", "final", "abstract", "native")
_KIND_WORDS = {"interface": "Interface", "annotation": "Annotation Definition"}


def _as_array(type_ref: ast.TypeRef | None) -> ast.TypeRef:
    """The type of a vararg: an array of what is written, of Object if nothing is."""
    if type_ref is None:
        return ast.TypeRef("java.lang.Object", dimensions=1)
    return replace(type_ref, dimensions=type_ref.dimensions + 1)


class DeclarationParser(ControlParser):
    """The grammar of declarations with members."""

    #: The class whose body is read, by its simple name; how deep it stands; and of what kind it is.
    class_name = ""
    class_kind = ""
    class_depth = 0
    #: Whether an anonymous class with classes of its own was read.
    hidden_classes = False

    # --- parameters

    def parse_parameters(self, closing: str) -> tuple[ast.Parameter, ...]:
        """``parameterDeclarationList: (parameter (',' nls parameter)*)?``; a first one of several is no vararg."""
        self.skip_newlines()
        found: list[ast.Parameter] = []
        if self.kind != closing:
            found.append(self._parse_parameter())
            while self.accept(","):
                self.skip_newlines()
                found.append(self._parse_parameter())
        if len(found) > 1 and found[0].vararg:
            first = found[0]
            self.fail(
                f"The var-arg parameter {first.name} must be the last parameter.", (first.span.line, first.span.column)
            )
        return tuple(found)

    def _parse_parameter(self) -> ast.Parameter:
        """``parameter: ('def' | 'final' | annotation nls)* typeSpec? '...'? IDENT varInitializer?``"""
        start = self.position()
        annotations = self._parse_parameter_modifiers()
        type_ref = None
        if self.kind != "..." and (self.kind != IDENTIFIER or self._is_followed_by_name()):
            type_ref = self.parse_type()
        vararg = self.accept("...")
        if vararg:
            type_ref = _as_array(type_ref)
        name = self.expect(IDENTIFIER)
        default = None
        if self.kind == "=":
            if self.class_kind == "interface":
                self.fail(f"Cannot specify default value for method parameter '{name}' inside an interface")
            default = self.parse_optional_value()
        return ast.Parameter(name, type_ref, default, vararg, annotations, span=self.span_from(start))

    def _is_followed_by_name(self) -> bool:
        return self.kinds[self.index + 1] in (IDENTIFIER, "<", "[", ".", "...")

    def _parse_parameter_modifiers(self) -> tuple[ast.Annotation, ...]:
        annotations: list[ast.Annotation] = []
        while True:
            if self.kind == "@":
                annotations.append(self.parse_annotation())
            elif not (self.accept("def") or self.accept("final")):
                return tuple(annotations)
            self.skip_newlines()

    # --- methods

    def parse_method(self, modifiers: Modifiers, type_ref: ast.TypeRef | None) -> ast.Method:
        """``method: (IDENT | STRING) '(' parameters ')' throwsClause? (nls openBlock)?``"""
        self.check_no_threadsafe(modifiers)
        name = self.take_text()
        self._check_method(name, modifiers, type_ref)
        parameters = self._parse_method_parameters()
        body = self._parse_method_body(name, modifiers)
        return ast.Method(
            name, parameters, type_ref, body, modifiers.words, modifiers.annotations,
            span=self.span_from(modifiers.position),
        )  # fmt: skip

    def _check_method(self, name: str, modifiers: Modifiers, type_ref: ast.TypeRef | None) -> None:
        if "volatile" in modifiers.words:
            self.fail("Method has an incorrect modifier 'volatile'.", modifiers.position)
        if self.class_kind != "annotation" and self.class_depth == 1 and name == self.class_name:
            if self.class_kind == "interface":
                self.fail("Constructor not permitted within an interface.", modifiers.position)
            returned = type_ref.name if type_ref else "java.lang.Object"
            self.fail(
                f"Invalid constructor format. Remove '{returned}' as the return type if you want a constructor, or use "
                "a different name if you want a method.",
                modifiers.position,
            )

    def _parse_method_parameters(self) -> tuple[ast.Parameter, ...]:
        self.expect("(")
        parameters = self.parse_parameters(")")
        self.expect(")")
        if self.peek_past_newlines() == "throws":
            self.skip_newlines()
            self.advance()
            self.skip_newlines()
            self.parse_name()
            while self.accept(","):
                self.skip_newlines()
                self.parse_name()
        return parameters

    def _parse_method_body(self, name: str, modifiers: Modifiers) -> ast.Block | None:
        is_abstract = "abstract" in modifiers.words or self.class_kind in _KIND_WORDS
        if is_abstract and not self.class_kind:
            self.fail(
                f"Cannot use abstract methods in a script, they are only available inside classes. Method: {name}",
                modifiers.position,
            )
        if self.class_kind == "annotation" and self.kind == "default":
            return self._parse_annotation_default()
        has_body = self.peek_past_newlines() == "{"
        if is_abstract and has_body:
            self.fail("Abstract methods do not define a body.", modifiers.position)
        if not is_abstract and not has_body:
            self.fail(
                "You defined a method without body. Try adding a body, or declare it abstract.", modifiers.position
            )
        if not has_body:
            return None
        self.skip_newlines()
        return self.parse_block()

    def _parse_annotation_default(self) -> ast.Block:
        """``'default' nls annotationMemberValue``, kept as the only statement of the body."""
        self.advance()
        self.skip_newlines()
        start = self.position()
        value = self.parse_annotation_value()
        span = self.span_from(start)
        return ast.Block((ast.ExpressionStatement(value, span=span),), span=span)

    # --- classes

    def parse_type_declaration(self) -> ast.ClassDeclaration:
        """``typeDefinition: modifiers? ('class' | 'trait' | 'interface' | 'enum' | '@' 'interface') IDENT …``"""
        modifiers = self.parse_modifiers()
        self.check_no_threadsafe(modifiers)
        kind = self.take_text()
        if kind == "@":
            self.advance()
            kind = "annotation"
        if "synchronized" in modifiers.words and kind != "enum":
            self.fail(f"{_KIND_WORDS.get(kind, 'Class')} has an incorrect modifier 'synchronized'.", modifiers.position)
        name = self.expect(IDENTIFIER)
        self.skip_newlines()
        if self.kind == "<" and kind != "enum":
            self.skip_type_parameters()
        superclass = self._parse_superclass() if kind in ("class", "trait") else None
        interfaces = self._parse_types_after("extends" if kind == "interface" else "implements")
        members = self._parse_class_body(kind, name)
        return ast.ClassDeclaration(
            kind, name, superclass, interfaces, members, modifiers.words, modifiers.annotations,
            span=self.span_from(modifiers.position),
        )  # fmt: skip

    def _parse_superclass(self) -> ast.TypeRef | None:
        """``('extends' nls classType nls)?``"""
        if not self.accept("extends"):
            return None
        self.skip_newlines()
        superclass = self.parse_class_type()
        self.skip_newlines()
        return superclass

    def _parse_types_after(self, keyword: str) -> tuple[ast.TypeRef, ...]:
        """``(keyword nls classType (',' nls classType)* nls)?``"""
        found: list[ast.TypeRef] = []
        if self.accept(keyword):
            self.skip_newlines()
            found.append(self.parse_class_type())
            while self.accept(","):
                self.skip_newlines()
                found.append(self.parse_class_type())
            self.skip_newlines()
        return tuple(found)

    def parse_anonymous_class(self, type_ref: ast.TypeRef) -> ast.ClassDeclaration:
        """``classBlock`` after ``new T(…)``: a class without a name of its own."""
        start = self.position()
        members = self._parse_class_body("class", self.class_name, is_anonymous=True)
        return ast.ClassDeclaration("class", "", type_ref, (), members, span=self.span_from(start))

    def _parse_class_body(self, kind: str, name: str, *, is_anonymous: bool = False) -> tuple[ast.Member, ...]:
        """``'{' member? (sep member?)* '}'``, after the constants if it is an enum's."""
        outer = (self.class_name, self.class_kind, self.class_depth)
        self.class_name, self.class_kind = name, kind
        self.class_depth += 2 if is_anonymous else 1
        if self.kind != "{":
            self.fail_unexpected()
        self.advance()
        members: list[ast.Member] = []
        if kind == "enum":
            self.skip_newlines()
            members.extend(self._parse_enum_constants())
        while True:
            if self.kind == ";" or self.kind == NEWLINE:
                self.advance()
            elif self.accept("}"):
                break
            else:
                members.extend(self._parse_member_declaration())
                if self.kind not in (";", NEWLINE, "}"):
                    self.fail_unexpected()
        self.class_name, self.class_kind, self.class_depth = outer
        if is_anonymous and any(isinstance(member, ast.ClassDeclaration) for member in members):
            self.hidden_classes = True
        return tuple(members)

    def _parse_member_declaration(self) -> list[ast.Member]:
        """``classField: constructor | genericMethod | declaration | typeDefinition | 'static'? nls openBlock``"""
        start = self.position()
        allows_code = self.class_kind not in _KIND_WORDS
        if self.kind == "{" and allows_code:
            return [ast.Initializer(self.parse_block(), span=self.span_from(start))]
        if self.kind == "static" and allows_code and self.kinds[self.skipped_newline(self.index + 1)] == "{":
            self.advance()
            self.skip_newlines()
            return [ast.Initializer(self.parse_block(), True, span=self.span_from(start))]
        if allows_code and self._is_constructor():
            return [self._parse_constructor()]
        if self.is_generic_method():
            return [self.parse_generic_method()]
        if self.is_multiple_declaration():
            self.fail("Unexpected node type: '=' found when expecting type: an identifier")
        if self.is_declaration():
            return self._parse_field_or_method()
        if self.is_type_declaration() and self.kinds[self.end_of_modifiers(self.index)] != "@":
            return [self.parse_type_declaration()]
        return self.fail_unexpected()

    def parse_generic_method(self) -> ast.Method:
        """``genericMethod: modifiers typeParameters typeSpec method``"""
        modifiers = self.parse_modifiers()
        self.skip_type_parameters()
        type_ref = self.parse_type()
        if self.kind not in (IDENTIFIER, STRING):
            self.fail_unexpected()
        return self.parse_method(modifiers, type_ref)

    def _parse_field_or_method(self) -> list[ast.Member]:
        modifiers = self.parse_modifiers()
        type_ref = None if self.is_declared_name() else self.parse_type()
        if self.peek() == "(":
            return [self.parse_method(modifiers, type_ref)]
        return list(self._parse_fields(modifiers, type_ref))

    def _parse_fields(self, modifiers: Modifiers, type_ref: ast.TypeRef | None) -> list[ast.Field]:
        """``listOfVariables`` as fields."""
        self.check_no_threadsafe(modifiers)
        found: list[ast.Field] = []
        start = modifiers.position
        while True:
            if self.kind != IDENTIFIER:
                self.fail_unexpected()
            name = self.take_text()
            has_value = self.kind == "="
            value = self.parse_optional_value()
            found.append(
                ast.Field(
                    name, type_ref, value if has_value else None, modifiers.words, modifiers.annotations,
                    span=self.span_from(start),
                )
            )  # fmt: skip
            if not self.accept(","):
                return found
            self.skip_newlines()
            start = self.position()

    # --- constructors

    def _is_constructor(self) -> bool:
        """``constructorStart: modifiers? IDENT nls '('`` where the name is that of the class."""
        index = self.end_of_modifiers(self.index)
        if self.kinds[index] != IDENTIFIER or self.texts[index] != self.class_name:
            return False
        return self.kinds[self.skipped_newline(index + 1)] == "("

    def _parse_constructor(self) -> ast.Constructor:
        """``constructorDefinition: modifiers? IDENT '(' parameters ')' throwsClause? nls constructorBody``"""
        modifiers = self.parse_modifiers()
        self.check_no_threadsafe(modifiers)
        for word in _WRONG_FOR_CONSTRUCTOR:
            if word in modifiers.words:
                self.fail(f"Constructor has an incorrect modifier '{word}'.", modifiers.position)
        self.advance()
        parameters = self._parse_method_parameters()
        self.skip_newlines()
        body = self._parse_constructor_body()
        return ast.Constructor(
            parameters, body, modifiers.words, modifiers.annotations, span=self.span_from(modifiers.position)
        )

    def _parse_constructor_body(self) -> ast.Block:
        """``constructorBody: '{' nls (('this' | 'super') '(' argList ')' (sep blockBody)? | blockBody) '}'``"""
        start = self.position()
        self.expect("{")
        self.skip_newlines()
        statements: tuple[ast.Statement, ...] = ()
        if self.kind in ("this", "super") and self.peek() == "(":
            statements = (self._parse_constructor_call(),)
            if self.kind not in (";", NEWLINE, "}"):
                self.fail_unexpected()
        statements += self.parse_statements("}")
        self.expect("}")
        return ast.Block(statements, span=self.span_from(start))

    def _parse_constructor_call(self) -> ast.Statement:
        start = self.position()
        target = self.take_text()
        arguments = self.parse_call_arguments()
        span = self.span_from(start)
        return ast.ExpressionStatement(ast.ConstructorCall(target, arguments, span=span), span=span)

    # --- enums

    def _parse_enum_constants(self) -> list[ast.Member]:
        """``enumConstants: enumConstant (nls ',' nls enumConstant)* (nls ',')?``"""
        found: list[ast.Member] = []
        while self._is_enum_constant(is_first=not found):
            found.append(self._parse_enum_constant())
            if self.peek_past_newlines() != ",":
                break
            self.skip_newlines()
            self.advance()
            self.skip_newlines()
        return found

    def _is_enum_constant(self, *, is_first: bool) -> bool:
        """``enumConstantsStart: annotations IDENT ('{' | '(' | nls (';' | ',' | declarationStart | '}'))``"""
        index = self.index
        while self.kinds[index] == "@" and self.kinds[index + 1] == IDENTIFIER:
            index = self.end_of_modifiers(index)
        if self.kinds[index] != IDENTIFIER:
            return False
        following = self.kinds[index + 1]
        return not is_first or following in ("{", "(", ";", ",", "}", NEWLINE, EOF)

    def _parse_enum_constant(self) -> ast.EnumConstant:
        """``enumConstant: annotations IDENT ('(' argList ')')? enumConstantBlock?``"""
        start = self.position()
        self.parse_annotations()
        name = self.expect(IDENTIFIER)
        arguments: tuple[ast.Expression, ...] = ()
        if self.kind == "(":
            items = self.parse_argument_items()
            entries = tuple(item for item in items if isinstance(item, ast.MapEntry))
            arguments = gather_unchecked(items, entries) if entries else tuple(items)
        body = None
        if self.kind == "{":
            body = self._parse_enum_constant_body(name)
        return ast.EnumConstant(name, arguments, body, span=self.span_from(start))

    def _parse_enum_constant_body(self, name: str) -> ast.ClassDeclaration:
        start: Position = self.position()
        members = self._parse_class_body("class", "", is_anonymous=True)
        return ast.ClassDeclaration("class", "", None, (), members, span=self.span_from(start))
