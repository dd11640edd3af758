"""``super.name(…)`` and ``super.name``: the methods of the classes and traits behind the one that is compiled."""

from __future__ import annotations

from typing import Any

from igor.groovy import ast, properties
from igor.groovy.class_model import HELD_SUPER, GroovyClass, GroovyObject, pick
from igor.groovy.compiler.core import Code, Compiler
from igor.groovy.dispatch import try_real
from igor.groovy.host import MISSING
from igor.groovy.identities import identity_hash
from igor.groovy.messages import missing_method
from igor.groovy.missing import no_method
from igor.groovy.runtime import Frame
from igor.groovy.text import to_string


def compile_super_call(compiler: Compiler, node: ast.Call, name: str, arguments: Code) -> Code:
    rt, span, site, cls = compiler.rt, node.span, compiler.call_site(node), compiler.class_

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        return call_super(rt, cls, frame.this, name, values, site)

    return run


def compile_trait_super_call(compiler: Compiler, node: ast.Call, name: str, arguments: Code) -> Code | None:
    """``Trait.super.name(…)``: the method of one trait; None when the call is another one."""
    path = node.object
    if not isinstance(path, ast.Property) or not isinstance(path.object, ast.Variable):
        return None
    if not isinstance(path.name, ast.Constant) or path.name.value != "super":
        return None
    trait = compiler.find_class(path.object.name)
    if not isinstance(trait, GroovyClass):
        return None
    span = node.span

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        method = pick(trait.candidates(name), values)
        if method is None:
            raise missing_method(trait.name, name, values)
        return method.run(frame.this, values)

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
        raise no_method(this, name, values)
    return result


def _super_lineage(cls: GroovyClass, this: Any) -> list[GroovyClass]:
    lineage = (
        this.cls.lineage() if isinstance(this, GroovyObject) and isinstance(this.cls, GroovyClass) else cls.lineage()
    )
    return lineage[lineage.index(cls) + 1 :] if cls in lineage else cls.lineage()[1:]


def super_builtin(rt: Any, this: Any, name: str, values: list[Any]) -> Any:
    """``super.toString()`` and its like of built-in superclasses."""
    if name == "toString" and isinstance(this, GroovyObject):
        return f"{this.cls.name}@{identity_hash(this):x}"
    if name == "equals" and len(values) == 1:
        return this is values[0]
    if name == "hashCode":
        return identity_hash(this)
    if name == "getMessage":
        return getattr(this, "message", None)
    if name == "getProperty" and len(values) == 1:
        return properties.get(rt, this, to_string(values[0]))
    return MISSING


def compile_super_property(compiler: Compiler, node: ast.Property, name: str) -> Code:
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
