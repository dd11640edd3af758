"""What a value or class has that an error message may suggest: signatures of methods, names of properties.

Classes written in Groovy are listed as groovyc compiles them: with accessors, the methods of GroovyObject, and one
method for each number of arguments that defaults allow.
"""

from __future__ import annotations

from typing import Any

from igor.groovy import signatures
from igor.groovy.class_model import CompiledMethod, FieldInfo, GroovyClass, JavaClass
from igor.groovy.class_model import class_name as class_name_of
from igor.groovy.closure import ClosureValue
from igor.groovy.host import HostObject
from igor.groovy.runtime import ScriptObject
from igor.groovy.tokens import PRIMITIVE_TYPES

_GROOVY_OBJECT = (
    "getMetaClass()",
    "getProperty(java.lang.String)",
    "invokeMethod(java.lang.String,java.lang.Object)",
    "setMetaClass(groovy.lang.MetaClass)",
    "setProperty(java.lang.String,java.lang.Object)",
)
_INNER = (
    "$static_methodMissing(java.lang.String,java.lang.Object)",
    "$static_propertyMissing(java.lang.String)",
    "$static_propertyMissing(java.lang.String,java.lang.Object)",
    "methodMissing(java.lang.String,java.lang.Object)",
    "propertyMissing(java.lang.String)",
    "propertyMissing(java.lang.String,java.lang.Object)",
)
_SCRIPT = ("main([Ljava.lang.String;)", "run()")


def methods_of(target: Any) -> list[str]:
    """``name(type,type)`` of all that can be called on a value, on a class's statics, or on a host's object."""
    if isinstance(target, HostObject):
        return target.method_names() + _built_in("java.lang.Object", frozenset({"groovy.lang.GroovyObject"}))
    if isinstance(target, ClosureValue):
        return signatures.closure_methods(target.parameter_types, target.code.parameter_text == "")
    cls = target if isinstance(target, (GroovyClass, JavaClass)) else getattr(target, "cls", None)
    if isinstance(cls, GroovyClass):
        base = target.base.method_names() if isinstance(target, ScriptObject) and target.base is not None else []
        return base + _class_methods(cls)
    name = cls.name if isinstance(cls, JavaClass) else class_name_of(target)
    return _built_in(name)


def java_methods_of(target: Any) -> list[str]:
    """Those of a value's methods that its own class has, in Java or in the script."""
    cls = getattr(target, "cls", None)
    return _signatures_of(cls) if isinstance(cls, GroovyClass) else signatures.java_methods(class_name_of(target))


def properties_of(target: Any) -> list[str]:
    """The properties that a value, or a class's instances, have."""
    cls = target if isinstance(target, (GroovyClass, JavaClass)) else getattr(target, "cls", None)
    if isinstance(cls, GroovyClass):
        return _class_properties(cls)
    return signatures.bean_properties(cls.name if isinstance(cls, JavaClass) else class_name_of(target))


def _built_in(name: str, more: frozenset[str] = frozenset()) -> list[str]:
    if name in PRIMITIVE_TYPES:
        return []
    return signatures.java_methods(name) + signatures.gdk_methods(signatures.supertypes(name) | more)


def _class_methods(cls: GroovyClass) -> list[str]:
    root = _root(cls)
    result = signatures.java_methods(root)
    lineage = _superclasses(cls)
    for one in reversed(lineage):
        result += sorted(set(_own_methods(one, first=one is lineage[-1])), key=_order)
    return result + signatures.gdk_methods(cls.ancestors() | signatures.supertypes(root))


def _root(cls: GroovyClass) -> str:
    if cls.kind == "enum":
        return "java.lang.Enum"
    return cls.java_root()


def _superclasses(cls: GroovyClass) -> list[GroovyClass]:
    found = [cls]
    while isinstance(found[-1].superclass, GroovyClass):
        found.append(found[-1].superclass)
    return found


def _own_methods(cls: GroovyClass, first: bool) -> list[str]:
    result = [text for source in _with_traits(cls) for text in _written(source)]
    if cls.kind == "script":
        return [*result, *_SCRIPT]
    if first:
        result += _GROOVY_OBJECT
    if cls.kind == "enum":
        result += ["$INIT([Ljava.lang.Object;)", "next()", "previous()", "valueOf(java.lang.String)", "values()"]
    if cls.outer is not None and not cls.anonymous and cls.kind == "class":
        result += _INNER
    return result


def _with_traits(cls: GroovyClass) -> list[GroovyClass]:
    return [one for one in cls.lineage() if one is cls or (one.kind == "trait" and cls in _users(one, cls))]


def _users(trait: GroovyClass, cls: GroovyClass) -> list[GroovyClass]:
    return [one for one in _superclasses(cls) if trait in one.interfaces]


def _written(cls: GroovyClass) -> list[str]:
    result = [text for name, all_ in cls.methods.items() for one in all_ if one.public for text in _variants(name, one)]
    for info in cls.fields.values():
        if info.is_property and not _is_constant(cls, info):
            result += _accessors(info)
    return result


def _is_constant(cls: GroovyClass, info: FieldInfo) -> bool:
    """Of an enum or interface: a field without accessors."""
    return info.is_static and info.final and (cls.kind == "interface" or info.java_type == cls.name)


def _variants(name: str, method: CompiledMethod) -> list[str]:
    types = [signatures.runtime_name(one) for one in method.parameter_types]
    return [f"{name}({','.join(types[:count])})" for count in range(method.fewest, len(types) + 1)]


def _accessors(info: FieldInfo) -> list[str]:
    capital = info.name[:1].upper() + info.name[1:]
    result = [f"get{capital}()"]
    if info.java_type == "boolean":
        result.append(f"is{capital}()")
    if not info.final:
        result.append(f"set{capital}({signatures.runtime_name(info.java_type)})")
    return result


def _order(signature: str) -> tuple[str, int, str]:
    name, _, types = signature.partition("(")
    return name, 0 if types == ")" else types.count(",") + 1, types


def _class_properties(cls: GroovyClass) -> list[str]:
    names = dict.fromkeys(signatures.bean_properties(_root(cls)))
    for one in cls.lineage():
        names |= dict.fromkeys(_bean_fields(one))
        names |= dict.fromkeys(name for name in map(_property_name, _signatures_of(one)) if name)
    return sorted(names, key=_bucket, reverse=True)


def _bean_fields(cls: GroovyClass) -> list[str]:
    return [info.name for info in cls.fields.values() if info.is_property and not _is_constant(cls, info)]


def _signatures_of(cls: GroovyClass) -> list[str]:
    return [text for name, all_ in cls.methods.items() for one in all_ if one.public for text in _variants(name, one)]


def _property_name(signature: str) -> str:
    """``foo`` of ``getFoo()``, ``isFoo()`` and ``setFoo(int)``."""
    name, _, types = signature.partition("(")
    one = types != ")" and "," not in types
    if len(name) > 3 and ((name.startswith("get") and types == ")") or (name.startswith("set") and one)):
        return name[3].lower() + name[4:]
    return name[2].lower() + name[3:] if len(name) > 2 and name.startswith("is") and types == ")" else ""


def _bucket(name: str) -> int:
    """Where Groovy's SingleKeyHashMap, which is walked backwards, keeps a property."""
    code = 0
    for char in name:
        code = (31 * code + ord(char)) & 0xFFFFFFFF
    code = (code + ~(code << 9)) & 0xFFFFFFFF
    code ^= code >> 14
    code = (code + (code << 4)) & 0xFFFFFFFF
    return (code ^ code >> 10) & 31
