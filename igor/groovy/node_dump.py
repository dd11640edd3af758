"""Expressions and statements as canonical S-expressions (see ``dump``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from igor.groovy import ast
from igor.groovy.literals import number_text

_ACCESS = {".": "", "?.": "?", "*.": "*"}


class _Quoting(dict[int, str]):
    """Character → how it is written in quotes; filled as they come."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in '"\\':
            text = "\\" + char
        elif 32 <= code <= 126:
            text = char
        else:
            encoded = char.encode("utf-16-be", errors="surrogatepass")
            text = "".join(f"\\u{encoded[at : at + 2].hex()}" for at in range(0, len(encoded), 2))
        self[code] = text
        return text


_QUOTING = _Quoting()


def quoted(text: str) -> str:
    """In double quotes, with everything outside ASCII as UTF-16 escapes."""
    return f'"{text.translate(_QUOTING)}"'


def type_name(type_ref: ast.TypeRef) -> str:
    """A type without its generic arguments: ``a.B[]``."""
    return type_ref.name + "[]" * type_ref.dimensions


def declared_type(type_ref: ast.TypeRef | None) -> str:
    """A declared type after a space; nothing for none and for ``java.lang.Object`` in full, which says no more."""
    name = type_name(type_ref) if type_ref else "java.lang.Object"
    return "" if name == "java.lang.Object" else f" {name}"


class NodeDumper:
    """Writes trees; one method a kind of node, found by the node's class."""

    def expression(self, node: ast.Expression) -> str:
        """One expression."""
        return _WRITERS[type(node)](self, node)

    def statement(self, node: ast.Statement) -> str:
        """One statement with its labels."""
        text = _WRITERS[type(node)](self, node)
        return "".join(f"{label}: " for label in node.labels) + text if node.labels else text

    def _each(self, nodes: Iterable[Any]) -> str:
        return "".join([f" {self.expression(node)}" for node in nodes])

    # --- literals

    def _constant(self, node: ast.Constant) -> str:
        if node.groovy_type == "String":
            return quoted(node.value)
        if node.groovy_type == "null":
            return "null"
        if node.groovy_type == "Boolean":
            return "true" if node.value else "false"
        return f"{node.groovy_type}:{number_text(node.value, node.groovy_type)}"

    def _gstring(self, node: ast.GString) -> str:
        strings = "".join([f" {quoted(text)}" for text in node.strings])
        return f"(gstring{strings} |{self._each(node.values)})"

    def _variable(self, node: ast.Variable) -> str:
        return node.name

    def _list(self, node: ast.ListLiteral) -> str:
        return f"(list{self._each(node.items)})"

    def _map_entry(self, node: ast.MapEntry) -> str:
        return f"(entry {self.expression(node.key)} {self.expression(node.value)})"

    def _map(self, node: ast.MapLiteral) -> str:
        entries = "".join([f" ({self.expression(e.key)} {self.expression(e.value)})" for e in node.entries])
        return f"({'nargs' if node.named_arguments else 'map'}{entries})"

    def _range(self, node: ast.RangeLiteral) -> str:
        return f"(range{'' if node.inclusive else '<'} {self.expression(node.start)} {self.expression(node.end)})"

    def _closure(self, node: ast.Closure) -> str:
        if node.parameters is None:
            parameters = "implicit"
        else:
            parameters = self.parameters(node.parameters) if node.parameters else "none"
        return f"(closure {parameters} {self.statement(node.body)})"

    # --- operators

    def _operation(self, node: ast.Unary) -> str:
        return f"({node.operator} {self.expression(node.operand)})"

    def _prefix(self, node: ast.Prefix) -> str:
        return f"(pre {node.operator} {self.expression(node.operand)})"

    def _postfix(self, node: ast.Postfix) -> str:
        return f"(post {node.operator} {self.expression(node.operand)})"

    def _binary(self, node: ast.Binary) -> str:
        return f"(bin {node.operator} {self.expression(node.left)} {self.expression(node.right)})"

    def _tuple_target(self, node: ast.TupleTarget) -> str:
        return f"[{self._each(node.items)[1:]}]"

    def _ternary(self, node: ast.Ternary) -> str:
        return f"(tern{self._each((node.condition, node.if_true, node.if_false))})"

    def _elvis(self, node: ast.Elvis) -> str:
        return f"(elvis {self.expression(node.value)} {self.expression(node.default)})"

    def _cast(self, node: ast.Cast) -> str:
        return f"({'as' if node.coerce else 'cast'} {type_name(node.type)} {self.expression(node.operand)})"

    def _class_ref(self, node: ast.ClassRef) -> str:
        return f"(class {type_name(node.type)})"

    def _spread(self, node: ast.Spread) -> str:
        return f"(spread {self.expression(node.operand)})"

    def _spread_map(self, node: ast.SpreadMap) -> str:
        return f"(spreadmap {self.expression(node.operand)})"

    # --- members and calls

    def _property(self, node: ast.Property) -> str:
        return f"(prop{_ACCESS[node.access]} {self.expression(node.object)} {self.expression(node.name)})"

    def _attribute(self, node: ast.Attribute) -> str:
        return f"(attr{_ACCESS[node.access]} {self.expression(node.object)} {self.expression(node.name)})"

    def _method_pointer(self, node: ast.MethodPointer) -> str:
        return f"(mptr {self.expression(node.object)} {self.expression(node.name)})"

    def _arguments(self, arguments: tuple[ast.Expression, ...]) -> str:
        return f"[{self._each(arguments)[1:]}]"

    def _call(self, node: ast.Call) -> str:
        mark = _ACCESS[node.access] + ("!" if node.implicit_this else "")
        target = f"{self.expression(node.object)} {self.expression(node.name)}"
        return f"(call{mark} {target} {self._arguments(node.arguments)})"

    def _new(self, node: ast.New) -> str:
        created = f" {type_name(node.type)}" if node.body is None else "+ anon"
        return f"(new{created} {self._arguments(node.arguments)})"

    def _constructor_call(self, node: ast.ConstructorCall) -> str:
        return f"(new java.lang.Object {self._arguments(node.arguments)})"

    def _new_array(self, node: ast.NewArray) -> str:
        return f"(newarr {node.type.name}{self._each(node.sizes)}{' null' * node.type.dimensions})"

    # --- declarations

    def _declaration(self, node: ast.Declaration) -> str:
        names = " ".join([self._declared_name(name) for name in node.targets])
        target = f"(vs {names})" if node.multiple else names
        return f"(decl{self.annotations(node.annotations)} {target} {self.expression(node.value)})"

    def _declared_name(self, node: ast.DeclaredName) -> str:
        return f"(v {node.name}{declared_type(node.type)})"

    def parameters(self, parameters: Iterable[ast.Parameter]) -> str:
        """``((p a) (p b int = …))``"""
        return f"({' '.join([self._parameter(parameter) for parameter in parameters])})"

    def _parameter(self, node: ast.Parameter) -> str:
        default = f" = {self.expression(node.default)}" if node.default is not None else ""
        return f"(p {node.name}{declared_type(node.type)}{default})"

    def annotations(self, annotations: Iterable[ast.Annotation]) -> str:
        """Each with a space before it."""
        return "".join([f" {self.annotation(annotation)}" for annotation in annotations])

    def annotation(self, node: ast.Annotation) -> str:
        """``@Name{member=value}``, members by name."""
        members = sorted(node.members, key=lambda member: member[0])
        return f"@{node.name}" + "".join([f"{{{name}={self.expression(value)}}}" for name, value in members])

    def method(self, node: ast.Method) -> str:
        """``(def "name" type parameters body)``"""
        static = "static " if "static" in node.modifiers else ""
        returned = declared_type(node.return_type) or " -"
        head = f"(def{self.annotations(node.annotations)} {static}{quoted(node.name)}{returned}"
        body = self.statement(node.body) if node.body else "nil"
        return f"{head} {self.parameters(node.parameters)} {body})"

    # --- statements

    def _block(self, node: ast.Block) -> str:
        return f"(block{''.join([f' {self.statement(statement)}' for statement in node.statements])})"

    def _expression_statement(self, node: ast.ExpressionStatement) -> str:
        return f"(x {self.expression(node.expression)})"

    def _if(self, node: ast.If) -> str:
        return f"(if {self.expression(node.condition)} {self.statement(node.then)} {self.statement(node.otherwise)})"

    def _for_in(self, node: ast.ForIn) -> str:
        parameter = self._parameter(node.parameter)
        return f"(for {parameter} {self.expression(node.items)} {self.statement(node.body)})"

    def _for_classic(self, node: ast.ForClassic) -> str:
        return f"(for classic (list{self._each(node.header.items)}) {self.statement(node.body)})"

    def _while(self, node: ast.While) -> str:
        return f"(while {self.expression(node.condition)} {self.statement(node.body)})"

    def _try(self, node: ast.Try) -> str:
        catches = "".join([f" {self._catch(clause)}" for clause in node.catches])
        return f"(try {self.statement(node.body)}{catches} {self.statement(node.finally_body)})"

    def _catch(self, node: ast.Catch) -> str:
        return f"(catch {node.name}{declared_type(node.type)} {self.statement(node.body)})"

    def _switch(self, node: ast.Switch) -> str:
        cases = "".join([f" (case {self.expression(c.value)} {self.statement(c.body)})" for c in node.cases])
        return f"(switch {self.expression(node.value)}{cases} {self.statement(node.default)})"

    def _synchronized(self, node: ast.Synchronized) -> str:
        return f"(sync {self.expression(node.lock)} {self.statement(node.body)})"

    def _assert(self, node: ast.Assert) -> str:
        return f"(assert {self.expression(node.condition)} {self.expression(node.message)})"


_WRITERS: dict[type, Callable[[NodeDumper, Any], str]] = {
    ast.Constant: NodeDumper._constant,
    ast.GString: NodeDumper._gstring,
    ast.Variable: NodeDumper._variable,
    ast.ListLiteral: NodeDumper._list,
    ast.MapEntry: NodeDumper._map_entry,
    ast.MapLiteral: NodeDumper._map,
    ast.RangeLiteral: NodeDumper._range,
    ast.Closure: NodeDumper._closure,
    ast.Unary: NodeDumper._operation,
    ast.Prefix: NodeDumper._prefix,
    ast.Postfix: NodeDumper._postfix,
    ast.Binary: NodeDumper._binary,
    ast.TupleTarget: NodeDumper._tuple_target,
    ast.Ternary: NodeDumper._ternary,
    ast.Elvis: NodeDumper._elvis,
    ast.Cast: NodeDumper._cast,
    ast.ClassRef: NodeDumper._class_ref,
    ast.Spread: NodeDumper._spread,
    ast.SpreadMap: NodeDumper._spread_map,
    ast.Property: NodeDumper._property,
    ast.Attribute: NodeDumper._attribute,
    ast.MethodPointer: NodeDumper._method_pointer,
    ast.Call: NodeDumper._call,
    ast.New: NodeDumper._new,
    ast.ConstructorCall: NodeDumper._constructor_call,
    ast.NewArray: NodeDumper._new_array,
    ast.Declaration: NodeDumper._declaration,
    ast.Annotation: lambda dumper, node: "(annconst)",
    ast.Empty: lambda dumper, node: "(empty)",
    ast.Block: NodeDumper._block,
    ast.ExpressionStatement: NodeDumper._expression_statement,
    ast.Nop: lambda dumper, node: "(nop)",
    ast.If: NodeDumper._if,
    ast.ForIn: NodeDumper._for_in,
    ast.ForClassic: NodeDumper._for_classic,
    ast.While: NodeDumper._while,
    ast.Return: lambda dumper, node: f"(return {dumper.expression(node.value)})",
    ast.Throw: lambda dumper, node: f"(throw {dumper.expression(node.value)})",
    ast.Break: lambda dumper, node: f"(break {node.label or 'null'})",
    ast.Continue: lambda dumper, node: f"(continue {node.label or 'null'})",
    ast.Assert: NodeDumper._assert,
    ast.Synchronized: NodeDumper._synchronized,
    ast.Try: NodeDumper._try,
    ast.Switch: NodeDumper._switch,
}
