"""Reading what an object has: ``a.b``, ``a?.b``, ``a*.b``, ``a.@b``, ``a.&b``, ``Outer.this``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from igor.groovy import ast, properties
from igor.groovy.class_model import GroovyClass, GroovyObject, JavaClass, class_name
from igor.groovy.closure import ClosureValue, MethodClosure
from igor.groovy.compiler.calls import spread_items
from igor.groovy.compiler.core import Code, Compiler, Forbidden, expression
from igor.groovy.compiler.paths import class_of_path, compile_receiver, dotted, raise_forbidden
from igor.groovy.compiler.super_calls import compile_super_property
from igor.groovy.dispatch import invoke_pointed
from igor.groovy.host import MISSING
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.messages import missing_field
from igor.groovy.runtime import Frame
from igor.groovy.runtime_errors import null_pointer
from igor.groovy.text import to_string
from igor.groovy.values import GSet


@expression(ast.Property)
def compile_property(compiler: Compiler, node: ast.Property) -> Code:
    """``object.name``, ``?.``, ``*.``; a dotted class name is the class."""
    whole = class_of_path(compiler, node)
    if isinstance(whole, Forbidden):
        return raise_forbidden(node, whole)
    if whole is not None:
        return lambda frame: whole
    if isinstance(node.object, ast.Variable) and node.object.name == "super" and isinstance(node.name, ast.Constant):
        return compile_super_property(compiler, node, str(node.name.value))
    _check_static_this(compiler, node)
    if _is_own_field(compiler, node):
        return _compile_attribute(compiler, node)
    receiver = _compile_owner(compiler, node)
    if isinstance(node.name, ast.Constant):
        return _compile_named_property(compiler, node, str(node.name.value), receiver)
    return _compile_dynamic_property(compiler, node, receiver)


def _compile_owner(compiler: Compiler, node: ast.Property) -> Code:
    """What stands before the dot: in static scopes groovyc looks at plain names there only, not inside of the rest."""
    saved = compiler.in_owner
    compiler.in_owner = saved or not isinstance(node.object, (ast.Variable, ast.Property))
    try:
        return compile_receiver(compiler, node)
    finally:
        compiler.in_owner = saved


def _check_static_this(compiler: Compiler, node: ast.Property) -> None:
    """Refuse ``this.x`` of an instance's property in a static method."""
    if not compiler.static or compiler.in_closure or not isinstance(node.object, ast.Variable):
        return
    if node.object.name != "this" or not isinstance(node.name, ast.Constant):
        return
    found = compiler.class_.find_field(str(node.name.value))
    if found is not None and not found[1].is_static:
        raise compiler.error(
            f"{found[1].name} is declared in a dynamic context, but you tried to access it from a static context.", node
        )


def _is_own_field(compiler: Compiler, node: ast.Property) -> bool:
    return (
        isinstance(node.object, ast.Variable)
        and node.object.name == "this"
        and isinstance(node.name, ast.Constant)
        and not compiler.in_closure
        and compiler.class_.kind != "script"
        and str(node.name.value) in compiler.class_.fields
    )


def _compile_named_property(compiler: Compiler, node: ast.Property, name: str, receiver: Code) -> Code:
    rt, span, get = compiler.rt, node.span, properties.get
    if node.access == "*.":
        return _compile_spread_property(compiler, node, name, receiver)
    if name == "class" and node.access == "?." and _names_class(compiler, node.object):
        return receiver
    if node.access == "?.":

        def safe(frame: Frame) -> Any:
            target = receiver(frame)
            frame.site = span
            return None if target is None else get(rt, target, name)

        return safe

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        frame.site = span
        return get(rt, target, name)

    if name == "this" and isinstance(node.object, ast.Variable) and node.object.name[:1].isupper():
        return _compile_outer_this(compiler, receiver)
    return _class_or(receiver, run) if name == "class" and _names_class(compiler, node.object) else run


def _names_class(compiler: Compiler, node: Any) -> bool:
    """Whether an expression is a class as it is written, so that ``.class`` after it is the class itself."""
    if isinstance(node, ast.ClassRef):
        return True
    if isinstance(node, ast.Binary) and node.operator == "[" and isinstance(node.right, ast.ListLiteral):
        return not node.right.items and _names_class(compiler, node.left)
    if isinstance(node, ast.Property) and isinstance(node.name, ast.Constant) and node.name.value == "class":
        return _names_class(compiler, node.object)
    name = dotted(node)
    if name is None or compiler.scope.resolve(name.partition(".")[0]) is not None:
        return False
    return name in PRIMITIVES or compiler.find_class(name) is not None


def _class_or(receiver: Code, run: Code) -> Code:
    def written(frame: Frame) -> Any:
        target = receiver(frame)
        return target if isinstance(target, (JavaClass, GroovyClass)) else run(frame)

    return written


def _compile_outer_this(compiler: Compiler, receiver: Code) -> Code:
    def run(frame: Frame) -> Any:
        cls, this = receiver(frame), frame.this
        while isinstance(this, GroovyObject) and this.cls is not cls and this.outer is not None:
            this = this.outer
        return this

    return run


def _compile_spread_property(compiler: Compiler, node: ast.Property, name: str, receiver: Code) -> Code:
    rt, span = compiler.rt, node.span

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        frame.site = span
        if target is None:
            return None
        return [properties.item_property(rt, item, name) for item in spread_items(target)]

    return run


def _compile_dynamic_property(compiler: Compiler, node: ast.Property, receiver: Code) -> Code:
    rt, span, safe = compiler.rt, node.span, node.access == "?."
    name_code = compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target, name = receiver(frame), name_code(frame)
        frame.site = span
        return None if target is None and safe else properties.get(rt, target, to_string(name))

    return run


@expression(ast.Attribute)
def _compile_attribute(compiler: Compiler, node: Any) -> Code:
    """``object.@name``: the field itself; of a host object its property ``@name``, else ``name``."""
    rt, span, safe, spread = compiler.rt, node.span, node.access == "?.", node.access == "*."
    receiver, name_code = compiler.compile_expression(node.object), compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target, name = receiver(frame), to_string(name_code(frame))
        frame.site = span
        if target is None:
            if safe or spread:
                return None
            raise null_pointer(f"Cannot get property '{name}' on null object")
        if spread:
            return [read_attribute(rt, item, name) for item in spread_items(target)]
        return read_attribute(rt, target, name)

    return run


def read_attribute(rt: Any, target: Any, name: str) -> Any:
    """The value of ``target.@name``."""
    if isinstance(target, GroovyObject) and isinstance(target.cls, GroovyClass):
        info = target.cls.find_field(name)
        value = properties.field_value(target, name)
        unseen = info is not None and info[0] is not target.cls and info[1].hidden_below()
        if (value is MISSING or unseen) and not hasattr(target, "get_property"):
            raise missing_field(name, target.cls.name)
        if value is not MISSING:
            return value
    if isinstance(target, GroovyClass):
        found = target.find_field(name)
        if found is not None:
            return found[0].statics.get(name)
    value = properties.find(rt, target, f"@{name}") if hasattr(target, "get_property") else MISSING
    if value is MISSING and isinstance(target, (str, int, float, Decimal, list, dict, GSet, ClosureValue)):
        raise missing_field(name, attribute_owner(target))
    return properties.get(rt, target, name) if value is MISSING else value


def attribute_owner(target: Any) -> str:
    """Whom a MissingFieldException names."""
    return "groovy.lang.Closure" if isinstance(target, ClosureValue) else class_name(target)


@expression(ast.MethodPointer)
def compile_method_pointer(compiler: Compiler, node: ast.MethodPointer) -> Code:
    """``object.&name``."""
    rt, site = compiler.rt, compiler.call_site(node)
    receiver, name_code = compile_receiver(compiler, node), compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target, name = receiver(frame), to_string(name_code(frame))
        return MethodClosure(
            rt, target, name, lambda *values: invoke_pointed(rt, target, name, list(values), site), site
        )

    return run
