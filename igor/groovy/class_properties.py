"""Properties of classes and of what is built in: static fields and getters, ``class``, bean getters."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from igor.groovy.builtin_tables import tables_of
from igor.groovy.choices import methods_of
from igor.groovy.class_model import EnumObject, GroovyClass, GroovyObject, JavaClass, class_name
from igor.groovy.host import MISSING
from igor.groovy.messages import read_only
from igor.groovy.meta_class import meta_class_of
from igor.groovy.registry import CLASSES, static_table
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.text import Printable
from igor.groovy.values import Character, GArray, MapEntryValue


def capitalized(name: str) -> str:
    """``URL`` of ``uRL``, ``Foo`` of ``foo``: the part after ``get`` in a getter's name."""
    return name[:1].upper() + name[1:]


class ClassLoaderValue(Printable):
    """What ``this.class.classLoader`` gives: nothing can be done with it but hand it to a ConfigSlurper."""

    java_class = "groovy.lang.GroovyClassLoader"


def find_in_class(rt: Runtime, cls: GroovyClass, name: str) -> Any:
    """A class's static getter or field, an inner class, what the outer class has; MISSING."""
    if name in ("name", "simpleName", "canonicalName"):
        return cls.simple_name if name == "simpleName" else cls.name
    cls.initialise()
    if name == "superclass":
        return cls.superclass or JavaClass("java.lang.Object")
    if name == "classLoader":
        return ClassLoaderValue()
    found = cls.find_field(name)
    for prefix in ("get", "is"):
        for method in cls.candidates(prefix + capitalized(name)):
            if method.is_static and not method.parameter_types:
                return method.run(cls, [])
    if found is not None and found[1].is_static:
        found[0].initialise()
        return found[0].statics.get(name)
    if cls.kind == "enum" and name in ("MIN_VALUE", "MAX_VALUE") and cls.enum_constants:
        return cls.enum_constants[0 if name == "MIN_VALUE" else -1]
    if name in cls.inner:
        return cls.inner[name]
    if name == "class":
        return JavaClass("java.lang.Class")
    for value in (find_in_outer_class(cls, name), find_builtin(rt, cls, name)):
        if value is not MISSING:
            return value
    return _class_getter(rt, cls, name)


def find_in_outer_class(cls: GroovyClass, name: str) -> Any:
    """A static field of the classes around; MISSING."""
    outer = cls.outer
    while outer is not None:
        found = outer.find_field(name)
        if found is not None and found[1].is_static:
            found[0].initialise()
            return found[0].statics.get(name)
        outer = outer.outer
    return MISSING


def find_in_java_class(rt: Runtime, cls: JavaClass, name: str) -> Any:
    """A constant or static getter of a built-in class; MISSING."""
    table = static_table(cls.name)
    if table is not None:
        if name in table.constants:
            return table.constants[name]
        getter = table.methods.get(f"get{capitalized(name)}")
        if getter is not None and getter[0].fewest == 0:
            return getter[0].function(rt)
    if name == "class":
        return JavaClass("java.lang.Class")
    if name == "this":
        return cls
    value = find_builtin(rt, JavaClassView(cls), name)
    return value if value is not MISSING else _class_getter(rt, cls, name)


def _class_getter(rt: Runtime, cls: Any, name: str) -> Any:
    """What a getter of java.lang.Class gives (``superclass``, ``interface``); MISSING."""
    for prefix in ("get", "is"):
        for builtin in CLASSES.methods.get(prefix + capitalized(name), ()):
            if builtin.fewest == 0:
                return builtin.function(rt, cls)
    return MISSING


class JavaClassView:
    """A built-in class seen as an object: its ``name`` and ``simpleName``."""

    java_class = "java.lang.Class"

    def __init__(self, cls: JavaClass) -> None:
        self.name = cls.name
        self.simple_name = cls.simple_name


def find_builtin(rt: Runtime, receiver: Any, name: str) -> Any:
    """What a built-in getter gives; MISSING."""
    if name == "metaClass":
        return meta_class_of(receiver)
    if name == "class":
        return receiver.cls if isinstance(receiver, GroovyObject) else JavaClass(class_name(receiver))
    if isinstance(receiver, JavaClassView):
        return {"name": receiver.name, "simpleName": receiver.simple_name, "canonicalName": receiver.name}.get(
            name, MISSING
        )
    if name == "length" and isinstance(receiver, GArray):
        return len(receiver)
    if isinstance(receiver, MapEntryValue) and name in ("key", "value"):
        return receiver.key if name == "key" else receiver.value
    if isinstance(receiver, EnumObject) and name in ("name", "ordinal"):
        return MISSING
    if name[:1].isupper() and not name[1:2].isupper():
        return MISSING
    table = tables_of(receiver)
    capital = capitalized(name)
    for getter in (f"get{capital}", f"is{capital}"):
        if type(receiver) is Character and not methods_of("java.lang.Character", getter):
            continue
        for builtin in table.get(getter, ()):
            if builtin.fewest == 0:
                with suppress(NoSignature):
                    return builtin.function(rt, receiver)
    statics = static_table(class_name(receiver))
    return MISSING if statics is None else statics.constants.get(name, MISSING)


def static_accessor(rt: Runtime, cls: GroovyClass, name: str, arguments: list[Any]) -> Any:
    """``Foo.getBar()`` of a static property."""
    if len(name) > 3 and name.startswith("get") and not arguments:
        found = cls.find_field(name[3].lower() + name[4:])
        if found is not None and found[1].is_static and found[1].is_property:
            return found[0].statics.get(found[1].name)
    return MISSING


def set_in_class(cls: GroovyClass, name: str, value: Any) -> bool:
    """Set a static field; False when there is none."""
    cls.initialise()
    found = cls.find_field(name)
    if found is None or not found[1].is_static:
        return False
    if found[1].final:
        raise read_only(cls.name, name)
    found[0].statics[name] = found[1].coerce(value) if found[1].coerce else value
    return True
