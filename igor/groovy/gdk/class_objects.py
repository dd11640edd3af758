"""Methods of enum constants and of classes as values."""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import (
    EnumObject,
    GroovyClass,
    JavaClass,
    is_instance,
)
from igor.groovy.construct import construct
from igor.groovy.iteration import iterate
from igor.groovy.registry import CLASSES, ENUMS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, illegal_argument
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
    cls: GroovyClass = receiver.cls
    while isinstance(cls.superclass, GroovyClass):
        cls = cls.superclass
    return cls.enum_constants


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
    return isinstance(receiver, GroovyClass) and receiver.kind in ("interface", "trait")


@CLASSES()
def get_enum_constants(rt: Runtime, receiver: Any) -> Any:
    return enum_values(rt, receiver)


@CLASSES()
def get_superclass(rt: Runtime, receiver: Any) -> Any:
    parent = getattr(receiver, "superclass", None)
    return parent if parent is not None else JavaClass("java.lang.Object")


@CLASSES()
def is_assignable_from(rt: Runtime, receiver: Any, other: Any) -> bool:
    from_other = other.ancestors() if isinstance(other, GroovyClass) else frozenset({other.name})
    return receiver.name in from_other


@CLASSES()
def new_instance(rt: Runtime, receiver: Any, *arguments: Any) -> Any:
    return construct(rt, receiver, list(arguments))


@CLASSES("iterator")
def class_iterator(rt: Runtime, receiver: Any) -> Any:
    _only_enum(receiver)
    return list(iterate(rt, receiver))
