"""``new``: instances of classes written in Groovy, of the built-in classes, and of what the host offers."""

from __future__ import annotations

from typing import Any

from igor.groovy import properties
from igor.groovy.candidates import methods_of, properties_of
from igor.groovy.class_model import (
    HELD_SUPER,
    CompiledMethod,
    EnumObject,
    GroovyClass,
    GroovyObject,
    JavaClass,
    ThrowableObject,
    ancestors,
    pick,
)
from igor.groovy.dispatch import call_builtin
from igor.groovy.host import MISSING, HostError, HostObject
from igor.groovy.java_types import PARENTS
from igor.groovy.messages import missing_constructor, missing_method, missing_property
from igor.groovy.null_texts import null_result
from igor.groovy.registry import static_table
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, refused
from igor.groovy.semantics import is_text
from igor.groovy.text import java_text, to_string
from igor.groovy.values import GArray, from_key


class HostClass(HostObject):
    """A class that a host offers under ``Options.imports``; ``construct`` answers ``new Name(…)``."""

    def construct(self, arguments: list[Any]) -> Any:
        """A new instance; HostError when the arguments do not fit."""
        raise HostError(f"{self.groovy_class} cannot be constructed by scripts")


def construct(rt: Runtime, cls: Any, arguments: list[Any]) -> Any:
    """``new cls(arguments)``."""
    if isinstance(cls, GroovyClass):
        return _construct_own(rt, cls, arguments)
    if isinstance(cls, JavaClass):
        return _construct_java(rt, cls, arguments)
    try:
        if isinstance(cls, HostClass):
            return cls.construct(arguments)
        if callable(cls):
            return cls(*arguments)
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error
    raise refused(f"new {getattr(cls, 'name', None) or getattr(cls, 'groovy_class', 'this')}()")


def _construct_java(rt: Runtime, cls: JavaClass, arguments: list[Any]) -> Any:
    if "java.lang.Throwable" in ancestors(cls.name):
        return new_throwable(cls, arguments)
    table = static_table(cls.name)
    if table is None or not table.constructors:
        raise refused(f"new {cls.name}()")
    result = call_builtin(rt, table.constructors, arguments)
    if result is MISSING:
        raise missing_constructor(cls.name, arguments)
    return result


def new_throwable(cls: Any, arguments: list[Any]) -> ThrowableObject:
    """``new SomeException(message, cause)`` in any of its forms."""
    result = ThrowableObject(cls)
    if cls.name in _MISSING and len(arguments) >= 2 and isinstance(arguments[1], (GroovyClass, JavaClass)):
        fill_missing(result, arguments)
    elif cls.name == _MISSING[0] and arguments:
        raise missing_constructor(cls.name, arguments)
    else:
        fill_throwable(result, arguments)
    return result


_MISSING = ("groovy.lang.MissingMethodException", "groovy.lang.MissingPropertyException")


def fill_missing(target: ThrowableObject, arguments: list[Any]) -> None:
    """``new MissingMethodException(name, type, arguments)`` and ``new MissingPropertyException(name, type)``."""
    name, of = to_string(arguments[0]), arguments[1]
    if target.class_name == _MISSING[1]:
        error = missing_property(of.name, name, properties_of(of))
    else:
        given = list(arguments[2]) if len(arguments) > 2 and isinstance(arguments[2], list) else []
        error = missing_method(of.name, name, given, methods_of(of), static=len(arguments) > 3 and arguments[3] is True)
    target.message = error.groovy_message
    target.fields |= {**error.details, "type": of}
    if "arguments" in error.details:
        target.fields["arguments"] = GArray(error.details["arguments"])


def fill_throwable(target: ThrowableObject, arguments: list[Any]) -> None:
    """What ``super(message, cause)`` of an exception does."""
    if len(arguments) > 2 or (len(arguments) == 2 and not isinstance(arguments[1], (ThrowableObject, type(None)))):
        raise missing_constructor(target.class_name, arguments)
    if arguments and not _is_message(target, arguments[0]):
        raise missing_constructor(target.class_name, arguments)
    if len(arguments) == 1 and isinstance(arguments[0], ThrowableObject):
        target.cause = arguments[0]
        target.message = to_string(arguments[0])
    elif arguments:
        target.message = None if arguments[0] is None else to_string(arguments[0])
        target.cause = arguments[1] if len(arguments) == 2 else None


def _is_message(target: ThrowableObject, value: Any) -> bool:
    if value is None or is_text(value) or isinstance(value, ThrowableObject):
        return True
    return "java.lang.AssertionError" in ancestors(target.class_name) or target.class_name not in PARENTS


def _construct_own(rt: Runtime, cls: GroovyClass, arguments: list[Any]) -> Any:
    if cls.kind == "trait" or (cls.kind == "class" and not _is_constructible(cls, arguments)):
        raise missing_constructor(cls.name, arguments)
    cls.initialise()
    if cls.kind == "interface" or cls.is_abstract:
        what = "an interface" if cls.kind != "class" else "abstract"
        raise GroovyRuntimeError("java.lang.InstantiationException", f"{cls.name} is {what} and cannot be instantiated")
    result = allocate(cls)
    initialise(rt, result, cls, arguments)
    return result


def _is_constructible(cls: GroovyClass, arguments: list[Any]) -> bool:
    """Whether a class takes the arguments: one of its constructors, or names and values."""
    named = not arguments or (len(arguments) == 1 and isinstance(arguments[0], dict))
    if cls.constructors and cls.superclass is None and not cls.anonymous:
        return named or cls.outer is not None or pick(cls.constructors, arguments) is not None
    plain = cls.superclass is None and not cls.constructors and not cls.is_abstract and not cls.anonymous
    return not plain or named


def allocate(cls: GroovyClass) -> GroovyObject:
    """An instance without its fields' values."""
    if "java.lang.Throwable" in cls.ancestors():
        return ThrowableObject(cls)
    return GroovyObject(cls)


def initialise(rt: Runtime, this: GroovyObject, cls: GroovyClass, arguments: list[Any]) -> None:
    """Run the constructor of ``cls`` that takes the arguments, or the one that everything has."""
    constructor = pick(cls.constructors, arguments)
    if constructor is not None:
        constructor.run(this, arguments)
        return
    named = len(arguments) == 1 and isinstance(arguments[0], dict) and not cls.anonymous
    if named and (not cls.constructors or pick(cls.constructors, []) is not None):
        _construct_named(rt, this, cls, arguments[0])
        return
    if cls.constructors:
        raise missing_constructor(cls.name, arguments)
    default_construct(rt, this, cls, arguments)


def initialise_further(rt: Runtime, this: GroovyObject, cls: GroovyClass, arguments: list[Any]) -> None:
    """What ``this(…)`` and ``super(…)`` run: names and values are a map there, and nothing else.

    A constructor that is the only one of so many parameters is called whatever its types: the arguments are cast.

    Source: ``org.codehaus.groovy.classgen.asm.InvocationWriter.makeDirectConstructorCall``.
    """
    constructor = pick(cls.constructors, arguments) or _only_one_of(cls.constructors, len(arguments))
    if constructor is not None:
        constructor.run(this, arguments)
    elif cls.constructors:
        raise missing_constructor(cls.name, arguments)
    else:
        default_construct(rt, this, cls, arguments)


def _only_one_of(constructors: list[CompiledMethod], count: int) -> CompiledMethod | None:
    """The constructor that takes so many arguments, if there are some, and one only, without a list of any length."""
    found = [one for one in constructors if one.fewest <= count <= len(one.parameter_types)]
    return found[0] if count and len(found) == 1 and not found[0].is_vararg else None


def _construct_named(rt: Runtime, this: GroovyObject, cls: GroovyClass, entries: dict[Any, Any]) -> None:
    empty = pick(cls.constructors, [])
    if empty is not None:
        empty.run(this, [])
    else:
        default_construct(rt, this, cls, [])
    for key, value in entries.items():
        properties.set_(rt, this, _property_name(from_key(key)), value)


def _property_name(key: Any) -> str:
    """A key of named arguments as the property that it names."""
    if key is None:
        raise null_result("Object.toString()", "java.util.Map$Entry.getKey()")
    return java_text(key)


def default_construct(rt: Runtime, this: GroovyObject, cls: GroovyClass, arguments: list[Any]) -> None:
    """``super(arguments)`` and the field initialisers, for a class without constructors."""
    super_construct(rt, this, cls, arguments if _takes_arguments(cls) else [])
    if arguments and not _takes_arguments(cls):
        raise missing_constructor(cls.name, arguments)
    run_initializers(this, cls)


def _takes_arguments(cls: GroovyClass) -> bool:
    """Whether arguments go to the superclass: anonymous classes and enum constants' bodies."""
    return cls.anonymous


def super_construct(rt: Runtime, this: GroovyObject, cls: GroovyClass, arguments: list[Any]) -> None:
    """``super(arguments)``."""
    parent = cls.superclass
    if isinstance(parent, GroovyClass):
        parent.initialise()
        (initialise if isinstance(this, EnumObject) else initialise_further)(rt, this, parent, arguments)
    elif isinstance(this, ThrowableObject):
        fill_throwable(this, arguments)
    elif parent is not None and HELD_SUPER in cls.delegates:
        this.fields[HELD_SUPER] = _construct_java(rt, parent, arguments)
    elif arguments and not isinstance(this, EnumObject):
        raise missing_constructor(parent.name if parent else "java.lang.Object", arguments)


def run_initializers(this: GroovyObject, cls: GroovyClass) -> None:
    """Set the fields that ``cls`` itself (and its traits) declares."""
    for interface in cls.interfaces:
        if isinstance(interface, GroovyClass) and interface.kind == "trait":
            run_initializers(this, interface)
    for initializer in cls.initializers:
        initializer(this)
