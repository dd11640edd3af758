"""Methods of enum constants and of classes as values."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.class_model import EnumObject, GroovyClass, JavaClass, ancestors, component_of, is_instance
from igor.groovy.construct import construct
from igor.groovy.iteration import iterate
from igor.groovy.java_types import PARENTS, PRIMITIVES
from igor.groovy.registry import CLASSES, ENUMS, MethodTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, illegal_argument
from igor.groovy.text import Printable, to_string
from igor.groovy.values import GArray


@ENUMS("name")
def enum_name(rt: Runtime, receiver: EnumObject) -> str:
    return receiver.name


@ENUMS("ordinal")
def enum_ordinal(rt: Runtime, receiver: EnumObject) -> int:
    return receiver.ordinal


@ENUMS("getDeclaringClass")
def declaring_class(rt: Runtime, receiver: EnumObject) -> Any:
    return receiver.cls


@ENUMS("next")
def enum_next(rt: Runtime, receiver: EnumObject) -> Any:
    constants = _constants(receiver)
    return constants[(receiver.ordinal + 1) % len(constants)]


@ENUMS("previous")
def enum_previous(rt: Runtime, receiver: EnumObject) -> Any:
    return _constants(receiver)[receiver.ordinal - 1]


def _constants(receiver: EnumObject) -> list[Any]:
    return _enum_of(receiver).enum_constants


def _enum_of(receiver: EnumObject) -> GroovyClass:
    """The enum itself, not the class of a constant with a body."""
    cls: GroovyClass = receiver.cls
    while isinstance(cls.superclass, GroovyClass):
        cls = cls.superclass
    return cls


@CLASSES("values")
def enum_values(rt: Runtime, receiver: Any) -> Any:
    _only_enum(receiver)
    return GArray(receiver.enum_constants, receiver.name)


@CLASSES("valueOf")
def enum_value_of(rt: Runtime, receiver: Any, name: str) -> Any:
    _only_enum(receiver)
    for constant in receiver.enum_constants:
        if constant.name == name:
            return constant
    raise illegal_argument(f"No enum constant {receiver.name.replace('$', '.')}.{name}")


ENUMS("values")(lambda rt, receiver: enum_values(rt, _enum_of(receiver)))
ENUMS("valueOf")(lambda rt, receiver, name: enum_value_of(rt, _enum_of(receiver), to_string(name)))


def _only_enum(receiver: Any) -> None:
    if not isinstance(receiver, GroovyClass) or receiver.kind != "enum":
        raise NoSignature


@CLASSES("getName", "getTypeName", "getCanonicalName")
def class_get_name(rt: Runtime, receiver: Any) -> str:
    return str(receiver.name)


@CLASSES()
def get_simple_name(rt: Runtime, receiver: Any) -> str:
    return str(receiver.simple_name)


@CLASSES()
def is_instance_(rt: Runtime, receiver: Any, value: Any) -> bool:
    return is_instance(value, receiver.name)


@CLASSES()
def is_enum(rt: Runtime, receiver: Any) -> bool:
    return isinstance(receiver, GroovyClass) and receiver.kind == "enum"


@CLASSES()
def is_interface(rt: Runtime, receiver: Any) -> bool:
    return to_string(receiver).startswith("interface ")


@CLASSES()
def get_enum_constants(rt: Runtime, receiver: Any) -> Any:
    return enum_values(rt, receiver)


@CLASSES()
def get_superclass(rt: Runtime, receiver: Any) -> Any:
    if isinstance(receiver, GroovyClass):
        return receiver.superclass or JavaClass("java.lang.Object")
    if receiver.name in PRIMITIVES or receiver.name == "java.lang.Object" or is_interface(rt, receiver):
        return None
    parent = "groovy.lang.Closure" if "_closure" in receiver.name else _java_parent(receiver.name)
    return JavaClass(parent)


def _java_parent(name: str) -> str:
    parents = [parent for parent in PARENTS.get(name, ()) if not to_string(JavaClass(parent)).startswith("interface ")]
    return parents[0] if parents else "java.lang.Object"


@CLASSES()
def get_interfaces(rt: Runtime, receiver: Any) -> GArray:
    if isinstance(receiver, GroovyClass):
        found = [*receiver.interfaces, JavaClass("groovy.lang.GroovyObject")]
    else:
        parents = map(JavaClass, PARENTS.get(receiver.name, ()))
        found = [parent for parent in parents if to_string(parent).startswith("interface ")]
    return GArray(found, "java.lang.Class")


class PackageValue(Printable):
    """java.lang.Package: a name."""

    java_class = "java.lang.Package"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_text(self) -> str:
        return f"package {self.name}"


PACKAGES = MethodTable("java.lang.Package")
register_kind("java.lang.Package", PACKAGES)
PACKAGES("getName")(lambda rt, receiver: receiver.name)


@CLASSES()
def get_package(rt: Runtime, receiver: Any) -> PackageValue | None:
    name = receiver.name.rpartition(".")[0]
    return PackageValue(name) if name and not receiver.name.startswith("[") else None


CLASSES("isPrimitive")(lambda rt, receiver: receiver.name in PRIMITIVES)
CLASSES("isArray")(lambda rt, receiver: receiver.name.startswith("["))
CLASSES("isAnonymousClass")(lambda rt, receiver: isinstance(receiver, GroovyClass) and receiver.anonymous)


@CLASSES()
def get_component_type(rt: Runtime, receiver: Any) -> JavaClass | None:
    return JavaClass(component_of(receiver.name)) if receiver.name.startswith("[") else None


@CLASSES()
def is_assignable_from(rt: Runtime, receiver: Any, other: Any) -> bool:
    from_other = other.ancestors() if isinstance(other, GroovyClass) else ancestors(other.name)
    return receiver.name in from_other


@CLASSES()
def new_instance(rt: Runtime, receiver: Any, *arguments: Any) -> Any:
    return construct(rt, receiver, list(arguments))


@CLASSES("iterator")
def class_iterator(rt: Runtime, receiver: Any) -> Any:
    _only_enum(receiver)
    return list(iterate(rt, receiver))
