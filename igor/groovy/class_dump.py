"""Classes with their members as canonical S-expressions (see ``dump``).

Classes come in the order in which Groovy's conversion notes them: a class before those inside it, an interface or an
enum after them. Fields come first, then constructors, then methods. Anonymous classes are not written, but the classes
inside them are, and their numbers are part of those names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from igor.groovy import ast
from igor.groovy.enum_dump import enum_additions
from igor.groovy.node_dump import NodeDumper, declared_type, type_name

_VISIBILITY = frozenset({"private", "public", "protected"})
_INTERFACES = ("interface", "annotation")
#: What a primitive constant of an interface is when it is not given a value.
_INTERFACE_DEFAULTS = {
    "int": "Integer:0", "long": "Long:0", "double": "Double:0.0", "float": "Float:0.0", "boolean": "false",
    "short": "Short:0", "byte": "Byte:0", "char": "Character:\0",
}  # fmt: skip


class _Field(Struct):
    name: str
    text: str
    is_property: bool


class ClassDumper:
    """Writes all classes of one module."""

    def __init__(self, nodes: NodeDumper, package: str) -> None:
        self.nodes = nodes
        self.package = package
        self.hidden_classes = False
        self.found: list[str] = []
        #: The number that the next anonymous class gets.
        self.anonymous_number = 1

    def dump_all(self, module: ast.Module, script_name: str) -> list[str]:
        """Every class of the module in Groovy's order; a script's anonymous classes hang on ``script_name``."""
        self.hidden_classes = module.hidden_classes
        script = self.package + script_name
        top_level: list[ast.Node] = [*module.statements, *module.methods, *module.classes]
        for node in sorted(top_level, key=lambda node: (node.span.line, node.span.column)):
            if isinstance(node, ast.ClassDeclaration):
                self._class(node, self.package + node.name)
            else:
                self._classes_inside(node, script)
        return self.found

    def _class(self, node: ast.ClassDeclaration, name: str) -> None:
        number = self.anonymous_number
        if node.kind in ("class", "trait"):
            self.found.append(self._text(node, name))
            self._members(node, name)
        else:
            self._members(node, name)
            self.found.append(self._text(node, name))
        if node.kind != "enum":
            self.anonymous_number = number

    def _members(self, node: ast.ClassDeclaration, name: str) -> None:
        for member in node.members:
            if isinstance(member, ast.ClassDeclaration):
                self._class(member, f"{name}${member.name}")
            else:
                self._classes_inside(member, name)

    def _classes_inside(self, node: ast.Node, name: str) -> None:
        """Classes of the anonymous classes that a member or statement of class ``name`` holds."""
        for body in _anonymous_bodies(node) if self.hidden_classes else ():
            inner_name = f"{name}${self.anonymous_number}"
            self.anonymous_number += 1
            self._members(body, inner_name)

    def _text(self, node: ast.ClassDeclaration, name: str) -> str:
        kind = {"enum": "enum", "interface": "interface", "annotation": "interface"}.get(node.kind, "class")
        superclass = type_name(node.superclass) if node.superclass else "java.lang.Object"
        parts = [kind, name, "extends", "java.lang.Enum" if kind == "enum" else superclass]
        for interface in node.interfaces:
            parts += ["implements", type_name(interface)]
        if node.kind == "annotation":
            parts += ["implements", "java.lang.annotation.Annotation"]
        members = [field.text for field in self._fields(node, name)]
        constructors = [self._constructor(member) for member in node.members if isinstance(member, ast.Constructor)]
        methods = self._methods(node)
        if kind == "enum":
            constants = [member.name for member in node.members if isinstance(member, ast.EnumConstant)]
            added_fields, methods = enum_additions(name, constants, methods)
            members += added_fields
        return f"({' '.join([*parts, *members, *constructors, *(text for _, text in methods)])})"

    def _constructor(self, node: ast.Constructor) -> str:
        return f"(ctor {self.nodes.parameters(node.parameters)} {self.nodes.statement(node.body)})"

    def _fields(self, node: ast.ClassDeclaration, class_name: str) -> list[_Field]:
        """A property and a field of one name are one, which stands where the later is written."""
        found: list[_Field] = []
        for member in node.members:
            if isinstance(member, ast.EnumConstant):
                found.append(_Field(member.name, f"(field static {member.name} {class_name} nil)", False))
            elif isinstance(member, ast.Field):
                self._add_field(found, member, is_interface=node.kind in _INTERFACES)
        return found

    def _add_field(self, found: list[_Field], node: ast.Field, *, is_interface: bool) -> None:
        is_property = not is_interface and _VISIBILITY.isdisjoint(node.modifiers)
        text = self._field_text(node, is_interface)
        earlier = [field for field in found if field.name == node.name and field.is_property != is_property]
        has_property = any(field.name == node.name and field.is_property for field in found)
        if is_property and earlier and not has_property:
            found.remove(earlier[-1])
            found.append(_Field(node.name, earlier[-1].text, True))
            return
        if not is_property and earlier:
            found.remove(earlier[-1])
        found.append(_Field(node.name, text, is_property))

    def _field_text(self, node: ast.Field, is_interface: bool) -> str:
        static = "static " if is_interface or "static" in node.modifiers else ""
        type_text = declared_type(node.type)[1:] or "-"
        if node.value is not None:
            value = self.nodes.expression(node.value)
        else:
            value = _INTERFACE_DEFAULTS.get(type_text, "nil") if is_interface else "nil"
        return f"(field {static}{node.name} {type_text} {value})"

    def _methods(self, node: ast.ClassDeclaration) -> list[tuple[str, str]]:
        """Name and text of each; static initialisers are together one method, standing where the first one is."""
        found: list[tuple[str, str]] = []
        initializers: list[str] = []
        for member in node.members:
            if isinstance(member, ast.Method):
                found.append((_signature(member), self._method(member, node.kind)))
            elif isinstance(member, ast.Initializer) and member.is_static:
                if not initializers:
                    found.append(("<clinit>", ""))
                initializers.append("".join(f" {self.nodes.statement(item)}" for item in member.body.statements))
        body = "".join(f" (block{text})" for text in initializers)
        clinit = f'(def static "<clinit>" void () (block{body}))'
        return [(name, text or clinit) for name, text in found]

    def _method(self, node: ast.Method, class_kind: str) -> str:
        text = self.nodes.method(node)
        if class_kind == "annotation" and node.body:
            default = self.nodes.statement(node.body.statements[0])
            return text.removesuffix(f"{self.nodes.statement(node.body)})") + f"{default})"
        return text


def _signature(method: ast.Method) -> str:
    return method.name if method.parameters else f"{method.name}()"


def _anonymous_bodies(node: Any) -> Iterator[ast.ClassDeclaration]:
    """The bodies of anonymous classes in a tree, outermost only, in source order."""
    if isinstance(node, (ast.New, ast.EnumConstant)):
        for argument in node.arguments:
            yield from _anonymous_bodies(argument)
        if node.body is not None:
            yield node.body
    elif isinstance(node, tuple):
        for item in node:
            yield from _anonymous_bodies(item)
    elif isinstance(node, ast.Node) and not isinstance(node, ast.TypeRef):
        for name in node.__struct_fields__:
            yield from _anonymous_bodies(getattr(node, name))
