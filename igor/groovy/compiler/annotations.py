"""The annotations that change a class: ToString, EqualsAndHashCode, TupleConstructor, Canonical, Immutable, Singleton,
Builder. Others (Override, NonCPS, CompileStatic …) have no effect here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast, properties
from igor.groovy.class_model import CompiledMethod, GroovyClass, GroovyObject
from igor.groovy.compiler.core import Compiler
from igor.groovy.construct import construct, default_construct
from igor.groovy.semantics import equals, java_hash
from igor.groovy.text import to_string


def apply_annotations(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    """Add what the annotations of a class generate."""
    for annotation in node.annotations:
        simple = annotation.name.rpartition(".")[2]
        for apply in _EFFECTS.get(simple, ()):
            apply(compiler, cls, dict(annotation.members))


def property_names(cls: GroovyClass) -> list[str]:
    """The properties that an instance has, in order of declaration."""
    return [name for name, info in cls.fields.items() if info.is_property and not info.is_static]


def add_method(cls: GroovyClass, name: str, count: int, run: Callable[[Any, list[Any]], Any]) -> CompiledMethod:
    """A generated method that takes ``count`` arguments of any type; a written one of that name stays."""
    method = CompiledMethod(name, ("java.lang.Object",) * count, count, run)
    method.accepts = lambda arguments: 20 if len(arguments) == count else -1
    if name not in cls.methods:
        cls.methods[name] = [method]
    return method


def _to_string(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt
    with_names = _flag(members, "includeNames")
    package = _flag(members, "includePackage", True)

    def run(this: GroovyObject, arguments: list[Any]) -> str:
        names = property_names(cls)
        values = [to_string(properties.get(rt, this, name)) for name in names]
        parts = [f"{n}:{v}" for n, v in zip(names, values, strict=True)] if with_names else values
        return f"{cls.name if package else cls.simple_name}({', '.join(parts)})"

    add_method(cls, "toString", 0, run)


def _flag(members: dict[str, Any], name: str, default: bool = False) -> bool:
    node = members.get(name)
    return bool(node.value) if isinstance(node, ast.Constant) else default


def _equals(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    def run(this: GroovyObject, arguments: list[Any]) -> bool:
        other = arguments[0]
        if not isinstance(other, GroovyObject) or other.cls is not this.cls:
            return False
        return all(equals(this.fields.get(name), other.fields.get(name)) for name in property_names(cls))

    def hash_code(this: GroovyObject, arguments: list[Any]) -> int:
        return java_hash([this.fields.get(name) for name in property_names(cls)])

    add_method(cls, "equals", 1, run)
    add_method(cls, "hashCode", 0, hash_code)


def _tuple_constructor(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt

    def run(this: GroovyObject, arguments: list[Any]) -> None:
        default_construct(rt, this, cls, [])
        names = property_names(cls)
        if len(arguments) == 1 and isinstance(arguments[0], dict) and set(arguments[0]) <= set(names):
            for name, value in arguments[0].items():
                _store(this, cls, name, value)
            return
        for name, value in zip(names, arguments, strict=False):
            _store(this, cls, name, value)

    constructor = CompiledMethod("<init>", (), 0, run)
    constructor.accepts = lambda arguments: 30 if len(arguments) <= len(property_names(cls)) else -1
    cls.constructors.append(constructor)


def _store(this: GroovyObject, cls: GroovyClass, name: str, value: Any) -> None:
    info = cls.fields[name]
    this.fields[name] = info.coerce(value) if info.coerce else value


def _immutable(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    for name in property_names(cls):
        cls.fields[name].final = True


def _singleton(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt
    made: list[Any] = []

    def instance(this: Any, arguments: list[Any]) -> Any:
        if not made:
            made.append(construct(rt, cls, []))
        return made[0]

    add_method(cls, "getInstance", 0, instance).is_static = True


def _builder(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt
    builder = GroovyClass(f"{cls.name}${cls.simple_name}Builder", "class", None)
    for name in property_names(cls):
        add_method(builder, name, 1, _setter(name))

    def build(this: GroovyObject, arguments: list[Any]) -> Any:
        result = construct(rt, cls, [])
        for name, value in this.fields.items():
            properties.set_(rt, result, name, value)
        return result

    add_method(builder, "build", 0, build)
    add_method(cls, "builder", 0, lambda this, arguments: GroovyObject(builder)).is_static = True


def _setter(name: str) -> Callable[[Any, list[Any]], Any]:
    def run(this: GroovyObject, arguments: list[Any]) -> GroovyObject:
        this.fields[name] = arguments[0]
        return this

    return run


_EFFECTS: dict[str, tuple[Callable[[Compiler, GroovyClass, dict[str, Any]], None], ...]] = {
    "ToString": (_to_string,),
    "EqualsAndHashCode": (_equals,),
    "TupleConstructor": (_tuple_constructor,),
    "Canonical": (_to_string, _equals, _tuple_constructor),
    "Immutable": (_to_string, _equals, _tuple_constructor, _immutable),
    "Singleton": (_singleton,),
    "Builder": (_builder,),
}
