"""Assignments to variables whose type is a class or an enum of the script."""

from __future__ import annotations

from typing import Any

from igor.groovy.casts import Coercer, cast_error
from igor.groovy.class_model import EnumObject, GroovyClass, GroovyObject
from igor.groovy.host import HostObject
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.semantics import is_text


def class_caster(cls: GroovyClass) -> Coercer:
    """Assignment to a variable whose type is a class of the script; enums take their constants' names."""

    def cast(value: Any) -> Any:
        if value is None or (isinstance(value, GroovyObject) and cls.name in ancestors_of(value)):
            return value
        if cls.kind == "enum" and is_text(value):
            return enum_constant(cls, str(value))
        if isinstance(value, HostObject):
            return value
        raise cast_error(value, cls.name)

    return cast


def ancestors_of(value: GroovyObject) -> frozenset[str]:
    """All type names of an instance."""
    return value.cls.ancestors() if isinstance(value.cls, GroovyClass) else frozenset({value.cls.name})


def enum_constant(cls: GroovyClass, name: str) -> EnumObject:
    """``Enum.valueOf``."""
    cls.initialise()
    for constant in cls.enum_constants:
        if constant.name == name:
            return constant  # type: ignore[no-any-return]
    raise GroovyRuntimeError(
        "java.lang.IllegalArgumentException", f"No enum constant {cls.name.replace('$', '.')}.{name}"
    )
