"""Calls and properties: ``a.b(c)``, ``a.b``, ``a.@b``, ``a.&b``, ``new``, ``this(…)``, ``super(…)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast, properties
from igor.groovy.casts import map_entries
from igor.groovy.class_model import HELD_SUPER, GroovyClass, GroovyObject, class_name, pick
from igor.groovy.closure import ClosureValue, MethodClosure
from igor.groovy.compiler.core import Code, Compiler, Forbidden, expression
from igor.groovy.compiler.literals import compile_items
from igor.groovy.compiler.variables import read_local
from igor.groovy.construct import allocate, construct, super_construct
from igor.groovy.construct import initialise as initialise_object
from igor.groovy.dispatch import invoke, invoke_on_closure, no_method, try_real
from igor.groovy.host import MISSING
from igor.groovy.messages import missing_method
from igor.groovy.runtime import Frame
from igor.groovy.runtime_errors import null_pointer
from igor.groovy.semantics import NO_SITE
from igor.groovy.text import to_string
from igor.groovy.values import GArray, GRange, GSet


@expression(ast.Call)
def compile_call(compiler: Compiler, node: ast.Call) -> Code:
    """A method call in any of its forms."""
    arguments = compile_items(compiler, node.arguments)
    name = node.name.value if isinstance(node.name, ast.Constant) else None
    if node.implicit_this:
        return _compile_bare_call(compiler, node, name, arguments)
    if isinstance(node.object, ast.Variable) and node.object.name == "super" and name is not None:
        return _compile_super_call(compiler, node, str(name), arguments)
    receiver = _compile_receiver(compiler, node)
    if node.access == "*.":
        return _compile_spread_call(compiler, node, receiver, arguments)
    if name is None:
        return _compile_dynamic_call(compiler, node, receiver, arguments)
    return _compile_plain_call(compiler, node, str(name), receiver, arguments)


def _compile_receiver(compiler: Compiler, node: Any) -> Code:
    found = class_of_path(compiler, node.object)
    if isinstance(found, Forbidden):
        return _raise_forbidden(node, found)
    if found is not None:
        return lambda frame: found
    return compiler.compile_expression(node.object)


def _raise_forbidden(node: ast.Node, found: Forbidden) -> Code:
    def run(frame: Frame) -> Any:
        frame.site = node.span
        raise found.error()

    return run


def class_of_path(compiler: Compiler, node: Any) -> Any:
    """The class that ``a.b.C`` names, None when it is an ordinary expression."""
    name = dotted(node)
    if name is None or "." not in name or compiler.scope.resolve(name.partition(".")[0]) is not None:
        return None
    last = name.rpartition(".")[2]
    return compiler.find_class(name) if last[:1].isupper() and name[:1].islower() else None


def dotted(node: Any) -> str | None:
    """``a.b.c`` of a chain of plain properties."""
    if isinstance(node, ast.Variable):
        return node.name
    if isinstance(node, ast.Property) and node.access == "." and isinstance(node.name, ast.Constant):
        prefix = dotted(node.object)
        return None if prefix is None else f"{prefix}.{node.name.value}"
    return None


def _compile_plain_call(compiler: Compiler, node: ast.Call, name: str, receiver: Code, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    if node.access == "?.":

        def safe(frame: Frame) -> Any:
            target = receiver(frame)
            if target is None:
                return None
            values = arguments(frame)
            frame.site = span
            return invoke(rt, target, name, values, site)

        return safe

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        values = arguments(frame)
        frame.site = span
        return invoke(rt, target, name, values, site)

    return run


def _compile_dynamic_call(compiler: Compiler, node: ast.Call, receiver: Code, arguments: Code) -> Code:
    rt, span, site, safe = compiler.rt, node.span, compiler.call_site(node), node.access == "?."
    name_code = compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        if target is None and safe:
            return None
        name = name_code(frame)
        values = arguments(frame)
        frame.site = span
        if isinstance(name, ClosureValue):
            return name.call(*values)
        return invoke(rt, target, to_string(name), values, site)

    return run


def _compile_spread_call(compiler: Compiler, node: ast.Call, receiver: Code, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    name_code = compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        if target is None:
            return None
        name, values = to_string(name_code(frame)), arguments(frame)
        frame.site = span
        rt.spend(1)
        items = spread_items(target)
        return [None if item is None else invoke(rt, item, name, values, site) for item in items]

    return run


def spread_items(value: Any) -> list[Any]:
    """What ``*.`` runs over: the items of a collection, else the value alone."""
    if isinstance(value, (list, GRange, GSet)):
        return list(value)
    if isinstance(value, dict):
        return map_entries(value)
    return list(value.items()) if getattr(value, "iterates", False) else [value]


def _compile_bare_call(compiler: Compiler, node: ast.Call, name: Any, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    if name is None or not isinstance(name, str):
        return _compile_dynamic_bare(compiler, node, arguments)
    local = compiler.scope.resolve(name)
    if local is not None:
        return _compile_value_call(compiler, node, read_local(local), arguments)
    if compiler.in_closure:
        imported = _static_method(compiler, name)

        def in_closure(frame: Frame) -> Any:
            values = arguments(frame)
            frame.site = span
            result = invoke_on_closure(rt, frame.closure, name, values, site)
            if result is not MISSING:
                return result
            if imported is not None:
                return imported(name, values)
            raise no_method(rt, frame.closure, name, values)

        return in_closure
    return _compile_method_bare(compiler, node, name, arguments)


def _compile_method_bare(compiler: Compiler, node: ast.Call, name: str, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    imported = _static_method(compiler, name)
    if imported is not None:

        def with_import(frame: Frame) -> Any:
            values = arguments(frame)
            frame.site = span
            result = try_real(rt, frame.this, name, values, site)
            return imported(name, values) if result is MISSING else result

        return with_import
    outer = compiler.class_.outer if isinstance(compiler.class_, GroovyClass) else None

    def in_method(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        this = frame.this
        if outer is not None and not isinstance(this, GroovyObject):
            return _static_of_outer(compiler, this, name, values, site)
        return invoke(rt, this, name, values, site)

    return in_method


def _static_of_outer(compiler: Compiler, this: Any, name: str, values: list[Any], site: Any) -> Any:
    cls: Any = this
    while isinstance(cls, GroovyClass):
        result = try_real(compiler.rt, cls, name, values, site)
        if result is not MISSING:
            return result
        cls = cls.outer
    raise no_method(compiler.rt, this, name, values)


def _static_method(compiler: Compiler, name: str) -> Callable[[str, list[Any]], Any] | None:
    rt = compiler.rt
    if name in compiler.static_imports:
        owner, member = compiler.static_imports[name]
        return lambda called, values: invoke(rt, owner, member, values)
    if not compiler.static_stars:
        return None

    def run(called: str, values: list[Any]) -> Any:
        for owner in compiler.static_stars:
            result = try_real(rt, owner, called, values, NO_SITE)
            if result is not MISSING:
                return result
        raise missing_method(compiler.script_name, called, values)

    return run


def _compile_dynamic_bare(compiler: Compiler, node: ast.Call, arguments: Code) -> Code:
    rt, span, site, in_closure = compiler.rt, node.span, compiler.call_site(node), compiler.in_closure
    name_code = compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        name = name_code(frame)
        values = arguments(frame)
        frame.site = span
        if isinstance(name, ClosureValue):
            return name.call(*values)
        target = frame.closure if in_closure else frame.this
        return invoke(rt, target, to_string(name), values, site)

    return run


def _compile_value_call(compiler: Compiler, node: ast.Call, value: Code, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)

    def run(frame: Frame) -> Any:
        target = value(frame)
        values = arguments(frame)
        frame.site = span
        if isinstance(target, ClosureValue):
            return target.call(*values)
        return invoke(rt, target, "call", values, site)

    return run


def _compile_super_call(compiler: Compiler, node: ast.Call, name: str, arguments: Code) -> Code:
    rt, span, site, cls = compiler.rt, node.span, compiler.call_site(node), compiler.class_

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        return call_super(rt, cls, frame.this, name, values, site)

    return run


def call_super(rt: Any, cls: GroovyClass, this: Any, name: str, values: list[Any], site: Any) -> Any:
    """``super.name(values)`` in a method of ``cls``."""
    for parent in _super_lineage(cls, this):
        method = pick([one for one in parent.methods.get(name, ()) if not one.is_abstract], values)
        if method is not None:
            return method.run(this, values)
    result = properties.accessor(rt, this, name, values) if isinstance(this, GroovyObject) else MISSING
    if result is MISSING and isinstance(this, GroovyObject) and HELD_SUPER in this.fields:
        result = try_real(rt, this.fields[HELD_SUPER], name, values, site)
    if result is MISSING:
        result = super_builtin(rt, this, name, values)
    if result is MISSING:
        raise missing_method(class_name(this), name, values)
    return result


def _super_lineage(cls: GroovyClass, this: Any) -> list[GroovyClass]:
    lineage = (
        this.cls.lineage() if isinstance(this, GroovyObject) and isinstance(this.cls, GroovyClass) else cls.lineage()
    )
    return lineage[lineage.index(cls) + 1 :] if cls in lineage else cls.lineage()[1:]


def super_builtin(rt: Any, this: Any, name: str, values: list[Any]) -> Any:
    """``super.toString()`` and its like of built-in superclasses."""
    if name == "toString" and isinstance(this, GroovyObject):
        return f"{this.cls.name}@{id(this) & 0xFFFFFFFF:x}"
    if name == "equals" and len(values) == 1:
        return this is values[0]
    if name == "hashCode":
        return id(this) & 0x7FFFFFFF
    if name == "getMessage":
        return getattr(this, "message", None)
    if name == "getProperty" and len(values) == 1:
        return properties.get(rt, this, to_string(values[0]))
    return MISSING


@expression(ast.Property)
def compile_property(compiler: Compiler, node: ast.Property) -> Code:
    """``object.name``, ``?.``, ``*.``; a dotted class name is the class."""
    whole = class_of_path(compiler, node)
    if isinstance(whole, Forbidden):
        return _raise_forbidden(node, whole)
    if whole is not None:
        return lambda frame: whole
    if isinstance(node.object, ast.Variable) and node.object.name == "super" and isinstance(node.name, ast.Constant):
        return _compile_super_property(compiler, node, str(node.name.value))
    if _is_own_field(compiler, node):
        return _compile_attribute(compiler, node)
    receiver = _compile_receiver(compiler, node)
    if isinstance(node.name, ast.Constant):
        return _compile_named_property(compiler, node, str(node.name.value), receiver)
    return _compile_dynamic_property(compiler, node, receiver)


def _is_own_field(compiler: Compiler, node: ast.Property) -> bool:
    return (
        isinstance(node.object, ast.Variable)
        and node.object.name == "this"
        and isinstance(node.name, ast.Constant)
        and not compiler.in_closure
        and compiler.class_.kind != "script"
        and str(node.name.value) in compiler.class_.fields
    )


def _compile_super_property(compiler: Compiler, node: ast.Property, name: str) -> Code:
    cls, span = compiler.class_, node.span
    getter = f"get{properties.capitalized(name)}"

    def run(frame: Frame) -> Any:
        frame.site = span
        for parent in _super_lineage(cls, frame.this):
            method = pick(parent.methods.get(getter, []), [])
            if method is not None:
                return method.run(frame.this, [])
        return properties.field_value(frame.this, name)

    return run


def _compile_named_property(compiler: Compiler, node: ast.Property, name: str, receiver: Code) -> Code:
    rt, span, get = compiler.rt, node.span, properties.get
    if node.access == "*.":
        return _compile_spread_property(compiler, node, name, receiver)
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
    return run


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
    if isinstance(target, GroovyObject):
        value = properties.field_value(target, name)
        if value is not MISSING:
            return value
    if isinstance(target, GroovyClass):
        found = target.find_field(name)
        if found is not None:
            return found[0].statics.get(name)
    value = properties.find(rt, target, f"@{name}") if hasattr(target, "get_property") else MISSING
    return properties.get(rt, target, name) if value is MISSING else value


@expression(ast.MethodPointer)
def compile_method_pointer(compiler: Compiler, node: ast.MethodPointer) -> Code:
    """``object.&name``."""
    rt, site = compiler.rt, compiler.call_site(node)
    receiver, name_code = _compile_receiver(compiler, node), compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target, name = receiver(frame), to_string(name_code(frame))
        return MethodClosure(rt, target, name, lambda *values: invoke(rt, target, name, list(values), site), site)

    return run


@expression(ast.New)
def compile_new(compiler: Compiler, node: ast.New) -> Code:
    """``new T(…)``."""
    rt, span = compiler.rt, node.span
    arguments = compile_items(compiler, node.arguments)
    if node.body is not None:
        return _compile_anonymous(compiler, node, arguments)
    cls = compiler.class_value(node.type.name, node)
    if isinstance(cls, Forbidden):
        return _raise_forbidden(node, cls)
    if isinstance(cls, GroovyClass) and (cls.is_abstract or cls.kind == "interface"):
        kind = "interface" if cls.kind == "interface" else "class"
        raise compiler.error(f"You cannot create an instance from the abstract {kind} '{cls.name}'.", node)
    needs_outer = isinstance(cls, GroovyClass) and cls.needs_outer

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        if needs_outer:
            return construct_inner(rt, cls, values, frame.this)
        return construct(rt, cls, values)

    return run


def construct_inner(rt: Any, cls: GroovyClass, values: list[Any], outer: Any) -> Any:
    """``new Inner(…)`` inside an instance of the outer class."""
    if not isinstance(outer, GroovyObject):
        return construct(rt, cls, values)
    cls.initialise()
    result = allocate(cls)
    result.outer = outer
    initialise_object(rt, result, cls, values)
    return result


def _compile_anonymous(compiler: Compiler, node: ast.New, arguments: Code) -> Code:
    rt, span = compiler.rt, node.span
    assert node.body is not None
    cls, cells = compiler.rt.loader.compile_anonymous(compiler, node)

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        result = GroovyObject(cls)
        result.cells = [cell(frame) for cell in cells]
        result.outer = frame.this
        initialise_object(rt, result, cls, values)
        return result

    return run


@expression(ast.NewArray)
def compile_new_array(compiler: Compiler, node: ast.NewArray) -> Code:
    """``new T[n][m]``."""
    rt, span = compiler.rt, node.span
    sizes = [compiler.compile_expression(size) for size in node.sizes]
    component = compiler.type_name(node.type)

    def run(frame: Frame) -> Any:
        counts = [code(frame) for code in sizes]
        frame.site = span
        return make_array(rt, counts, component)

    return run


def make_array(rt: Any, counts: list[int], component: str) -> GArray:
    """An array of zeros, false or null, nested for several sizes."""
    rt.check_items(counts[0])
    rt.spend(max(0, counts[0]))
    if len(counts) > 1:
        inner = component + "[]" * (len(counts) - 1)
        return GArray([make_array(rt, counts[1:], component) for _ in range(counts[0])], inner)
    zero = {"boolean": False, "int": 0, "long": 0, "short": 0, "byte": 0, "double": 0.0, "float": 0.0}.get(component)
    return GArray([zero] * counts[0], component)


@expression(ast.ConstructorCall)
def compile_constructor_call(compiler: Compiler, node: ast.ConstructorCall) -> Code:
    """``this(…)`` and ``super(…)``."""
    rt, span, cls = compiler.rt, node.span, compiler.class_
    arguments = compile_items(compiler, node.arguments)
    to_super = node.target == "super"

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        if to_super:
            super_construct(rt, frame.this, cls, values)
        else:
            initialise_object(rt, frame.this, cls, values)

    return run
