"""Properties: reading and writing ``object.name`` for every kind of object, and bare names inside closures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.builtin_tables import tables_of
from igor.groovy.class_model import (
    EnumObject,
    FieldInfo,
    GroovyClass,
    GroovyObject,
    JavaClass,
    class_name,
    is_instance,
    pick,
)
from igor.groovy.closure import ClosureValue
from igor.groovy.host import DELEGATE_FIRST, DELEGATE_ONLY, MISSING, OWNER_ONLY, TO_SELF, HostError, HostObject
from igor.groovy.messages import missing_property, read_only
from igor.groovy.registry import STATICS
from igor.groovy.runtime import Runtime, ScriptObject
from igor.groovy.runtime_errors import GroovyRuntimeError, null_pointer, refused, unsupported
from igor.groovy.semantics import NO_SITE
from igor.groovy.values import DefaultMap, GArray, GRange, GSet, ImmutableMap, MapEntryValue, SortedMap, to_key

#: Properties of every object that would lead out of the sandbox.
REFUSED_PROPERTIES = {"metaClass", "classLoader", "protectionDomain", "declaredMethods", "declaredFields",
                      "declaredConstructors", "constructors", "methods", "fields", "module"}  # fmt: skip


def capitalized(name: str) -> str:
    """``URL`` of ``uRL``, ``Foo`` of ``foo``: the part after ``get`` in a getter's name."""
    return name[:1].upper() + name[1:]


def get(rt: Runtime, receiver: Any, name: str) -> Any:
    """``receiver.name``; raises MissingPropertyException or NullPointerException."""
    if rt.categories and receiver is not None:
        value = _category_getter(rt, receiver, name)
        if value is not MISSING:
            return value
    value = find(rt, receiver, name)
    if value is not MISSING:
        return value
    raise no_property(receiver, name)


def from_category(rt: Runtime, receiver: Any, name: str, arguments: list[Any], call: Callable[..., Any]) -> Any:
    """Call ``name`` of a category in use (``rt.categories``), the latest first; MISSING when none has it."""
    for category in reversed(rt.categories):
        if isinstance(category, JavaClass):
            table = STATICS.get(category.name)
            variants = table.methods.get(name) if table is not None else None
            result = MISSING if variants is None else call(rt, variants, [receiver, *arguments])
        else:
            result = _own_category(category, receiver, name, arguments)
        if result is not MISSING:
            return result
    return MISSING


def _own_category(category: GroovyClass, receiver: Any, name: str, arguments: list[Any]) -> Any:
    if category.category_of is not None:
        if not is_instance(receiver, category.category_of):
            return MISSING
        method = pick(category.candidates(name), arguments)
        return MISSING if method is None else method.run(receiver, arguments)
    packed = [receiver, *arguments]
    method = pick([one for one in category.candidates(name) if one.is_static], packed)
    return MISSING if method is None else method.run(category, packed)


def _category_getter(rt: Runtime, receiver: Any, name: str) -> Any:
    def call(rt: Runtime, variants: list[Any], arguments: list[Any]) -> Any:
        converted = variants[0].convert(arguments)
        return MISSING if converted is None else variants[0].function(rt, *converted)

    return from_category(rt, receiver, f"get{capitalized(name)}", [], call)


def no_property(receiver: Any, name: str) -> GroovyRuntimeError:
    """The error for a property that nothing answers."""
    if receiver is None:
        return null_pointer(f"Cannot get property '{name}' on null object")
    if name in REFUSED_PROPERTIES and not isinstance(receiver, HostObject):
        return refused(f"the property {name}", "x.class.name and x.class.simpleName are allowed")
    target = _missing_target(receiver)
    known = [item for cls in target.cls.lineage() for item in cls.fields] if _has_class(target) else []
    if isinstance(target, (GroovyClass, JavaClass)):
        return missing_property(target.name, name)
    return missing_property(class_name(target), name, known)


def _has_class(value: Any) -> bool:
    return isinstance(value, GroovyObject) and isinstance(value.cls, GroovyClass)


def _missing_target(receiver: Any) -> Any:
    for _ in range(1000):
        if not isinstance(receiver, ClosureValue) or receiver.resolve_strategy == TO_SELF:
            break
        first = receiver.delegate if receiver.resolve_strategy in (DELEGATE_FIRST, DELEGATE_ONLY) else receiver.owner
        if first is None or first is receiver:
            break
        receiver = first
    return receiver


def find(rt: Runtime, receiver: Any, name: str) -> Any:
    """``receiver.name``, or MISSING."""
    if isinstance(receiver, dict):
        return get_key(receiver, name)
    if isinstance(receiver, ScriptObject):
        return _find_in_script(rt, receiver, name)
    if isinstance(receiver, GroovyObject):
        return find_in_object(rt, receiver, name)
    if isinstance(receiver, HostObject):
        return _find_in_host(rt, receiver, name)
    if isinstance(receiver, ClosureValue):
        return find_in_closure(rt, receiver, name)
    if isinstance(receiver, GroovyClass):
        return _find_in_class(rt, receiver, name)
    if isinstance(receiver, JavaClass):
        return _find_in_java_class(rt, receiver, name)
    if receiver is None:
        return MISSING
    return _find_builtin(rt, receiver, name)


def get_key(entries: dict[Any, Any], key: Any) -> Any:
    """``map[key]``: null when absent, made by the closure of ``withDefault``."""
    boxed = to_key(key)
    value = entries.get(boxed, MISSING)
    if value is not MISSING:
        return value
    if type(entries) is DefaultMap:
        value = entries[boxed] = entries.supply(key)
        return value
    if getattr(entries, "java_class", "") == "groovy.util.ConfigObject":
        value = entries[boxed] = type(entries)()
        return value
    return None


def put_key(rt: Runtime, entries: dict[Any, Any], key: Any, value: Any) -> Any:
    """``map[key] = value``; gives the value that was there."""
    if type(entries) is ImmutableMap:
        raise unsupported()
    boxed = to_key(key)
    old = entries.get(boxed)
    is_new = boxed not in entries
    entries[boxed] = value
    if is_new:
        rt.check_items(len(entries))
        if type(entries) is SortedMap:
            entries.resort(natural_key)
    return old


def natural_key(value: Any) -> Any:
    """Strings by code, numbers by value; mixed ones by kind."""
    if isinstance(value, (int, float)) or hasattr(value, "as_tuple"):
        return (0, value, "")
    return (1, 0, str(value))


def field_value(receiver: GroovyObject, name: str) -> Any:
    """The field itself, past getters; MISSING when there is none."""
    value = receiver.fields.get(name, MISSING)
    if value is MISSING and isinstance(receiver.cls, GroovyClass):
        found = receiver.cls.find_field(name)
        if found is not None and found[1].is_static:
            found[0].initialise()
            return found[0].statics.get(name)
    return value


def find_in_object(rt: Runtime, receiver: GroovyObject, name: str) -> Any:
    """A getter, a field, a built-in getter, the enclosing instance, ``propertyMissing``."""
    own = receiver.find("getProperty", [name])
    if own is not None:
        return own.run(receiver, [name])
    getter = _own_getter(receiver, name)
    if getter is not None:
        return getter.run(receiver, [])
    value = field_value(receiver, name)
    if value is not MISSING:
        return value
    value = _find_builtin(rt, receiver, name)
    if value is not MISSING:
        return value
    for field in _delegates(receiver):
        held = receiver.fields.get(field)
        value = MISSING if isinstance(held, (list, GSet)) else find(rt, held, name)
        if value is not MISSING:
            return value
    if receiver.outer is not None:
        value = find(rt, receiver.outer, name)
        if value is not MISSING:
            return value
    for hook in ("get", "propertyMissing"):
        method = receiver.find(hook, [name])
        if method is not None:
            return method.run(receiver, [name])
    return _constant_of_class(receiver, name)


def _delegates(receiver: GroovyObject) -> list[str]:
    return receiver.cls.all_delegates() if isinstance(receiver.cls, GroovyClass) else []


def _constant_of_class(receiver: GroovyObject, name: str) -> Any:
    cls = receiver.cls
    return _find_in_outer_class(cls, name) if isinstance(cls, GroovyClass) else MISSING


def _find_in_outer_class(cls: GroovyClass, name: str) -> Any:
    outer = cls.outer
    while outer is not None:
        found = outer.find_field(name)
        if found is not None and found[1].is_static:
            found[0].initialise()
            return found[0].statics.get(name)
        outer = outer.outer
    return MISSING


def _own_getter(receiver: GroovyObject, name: str) -> Any:
    capital = capitalized(name)
    return receiver.find(f"get{capital}", []) or receiver.find(f"is{capital}", [])


def _find_in_script(rt: Runtime, script: ScriptObject, name: str) -> Any:
    value = script.binding.get(name, MISSING)
    if value is not MISSING:
        return value
    value = find_in_object(rt, script, name)
    if value is MISSING and script.base is not None:
        value = _host_value(script.base, name)
    return value


def _host_value(receiver: HostObject, name: str) -> Any:
    try:
        return receiver.get_property(name)
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error


def _find_in_host(rt: Runtime, receiver: HostObject, name: str) -> Any:
    value = _host_value(receiver, name)
    if value is not MISSING:
        return value
    if receiver.answers_anything:
        return _find_builtin(rt, receiver, name)
    try:
        value = receiver.invoke_method(f"get{capitalized(name)}", [], NO_SITE)
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error
    return value if value is not MISSING else _find_builtin(rt, receiver, name)


def _find_in_class(rt: Runtime, cls: GroovyClass, name: str) -> Any:
    cls.initialise()
    if name in ("name", "simpleName", "canonicalName"):
        return cls.simple_name if name == "simpleName" else cls.name
    if name == "superclass":
        return cls.superclass or JavaClass("java.lang.Object")
    found = cls.find_field(name)
    for prefix in ("get", "is"):
        for method in cls.candidates(prefix + capitalized(name)):
            if method.is_static and not method.parameter_types:
                return method.run(cls, [])
    if found is not None and found[1].is_static:
        found[0].initialise()
        return found[0].statics.get(name)
    if name in cls.inner:
        return cls.inner[name]
    value = _find_in_outer_class(cls, name)
    return value if value is not MISSING else _find_builtin(rt, cls, name)


def _find_in_java_class(rt: Runtime, cls: JavaClass, name: str) -> Any:
    table = STATICS.get(cls.name)
    if table is not None:
        if name in table.constants:
            return table.constants[name]
        getter = table.methods.get(f"get{capitalized(name)}")
        if getter is not None and getter[0].fewest == 0:
            return getter[0].function(rt)
    if name == "class" or name == "this":
        return cls
    return _find_builtin(rt, JavaClassView(cls), name)


class JavaClassView:
    """A built-in class seen as an object: its ``name`` and ``simpleName``."""

    java_class = "java.lang.Class"

    def __init__(self, cls: JavaClass) -> None:
        self.name = cls.name
        self.simple_name = cls.simple_name


def _find_builtin(rt: Runtime, receiver: Any, name: str) -> Any:
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
    table = tables_of(receiver)
    capital = capitalized(name)
    for getter in (f"get{capital}", f"is{capital}"):
        for builtin in table.get(getter, ()):
            if builtin.fewest == 0:
                return builtin.function(rt, receiver)
    if isinstance(receiver, (list, GRange, GSet)):
        return [item_property(rt, item, name) for item in receiver]
    return MISSING


def item_property(rt: Runtime, item: Any, name: str) -> Any:
    """One item's part of ``list.name``: null stays null."""
    return None if item is None else get(rt, item, name)


def accessor(rt: Runtime, receiver: GroovyObject, name: str, arguments: list[Any]) -> Any:
    """``getFoo()``, ``isFoo()`` and ``setFoo(x)`` of a property without a method of that name."""
    if len(name) > 3 and name[:3] in ("get", "set"):
        prefix, rest = name[:3], name[3:]
    elif len(name) > 2 and name.startswith("is"):
        prefix, rest = "get", name[2:]
    else:
        return MISSING
    for field_name in (rest[0].lower() + rest[1:], rest):
        found = receiver.cls.find_field(field_name)
        if found is None or not found[1].is_property:
            continue
        if prefix == "get" and not arguments:
            return field_value(receiver, field_name)
        if prefix == "set" and len(arguments) == 1 and not found[1].final:
            set_field(receiver, found[0], found[1], arguments[0])
            return None
    return MISSING


def static_accessor(rt: Runtime, cls: GroovyClass, name: str, arguments: list[Any]) -> Any:
    """``Foo.getBar()`` of a static property."""
    if len(name) > 3 and name.startswith("get") and not arguments:
        found = cls.find_field(name[3].lower() + name[4:])
        if found is not None and found[1].is_static and found[1].is_property:
            return found[0].statics.get(found[1].name)
    return MISSING


def set_field(receiver: GroovyObject, cls: GroovyClass, info: FieldInfo, value: Any) -> None:
    """Store into a field, cast to its type."""
    if info.coerce is not None:
        value = info.coerce(value)
    if info.is_static:
        cls.statics[info.name] = value
    else:
        receiver.fields[info.name] = value


def set_(rt: Runtime, receiver: Any, name: str, value: Any) -> None:
    """``receiver.name = value``."""
    if receiver is None:
        raise null_pointer(f"Cannot set property '{name}' on null object")
    if not try_set(rt, receiver, name, value):
        if name in REFUSED_PROPERTIES:
            raise refused(f"the property {name}")
        target = _missing_target(receiver)
        known = [item for cls in target.cls.lineage() for item in cls.fields] if _has_class(target) else []
        raise missing_property(class_name(target), name, known)


def try_set(rt: Runtime, receiver: Any, name: str, value: Any) -> bool:
    """``receiver.name = value``; False when there is no such property."""
    if isinstance(receiver, dict):
        put_key(rt, receiver, name, value)
        return True
    if isinstance(receiver, ScriptObject):
        return _set_in_script(rt, receiver, name, value)
    if isinstance(receiver, GroovyObject):
        return _set_in_object(rt, receiver, name, value)
    if isinstance(receiver, HostObject):
        return _set_in_host(receiver, name, value)
    if isinstance(receiver, ClosureValue):
        return _set_in_closure(rt, receiver, name, value)
    if isinstance(receiver, GroovyClass):
        return _set_in_class(receiver, name, value)
    if isinstance(receiver, (list, GSet)):
        for item in receiver:
            set_(rt, item, name, value)
        return True
    return _set_builtin(rt, receiver, name, value)


def _set_builtin(rt: Runtime, receiver: Any, name: str, value: Any) -> bool:
    for builtin in tables_of(receiver).get(f"set{capitalized(name)}", ()):
        converted = builtin.convert([value])
        if converted is not None:
            builtin.function(rt, receiver, *converted)
            return True
    return False


def _set_in_script(rt: Runtime, script: ScriptObject, name: str, value: Any) -> bool:
    if name in REFUSED_PROPERTIES and name == "metaClass":
        raise refused("the property metaClass")
    if isinstance(script.cls, GroovyClass) and script.cls.find_field(name) is not None:
        return _set_in_object(rt, script, name, value)
    script.binding[name] = value
    return True


def _set_in_object(rt: Runtime, receiver: GroovyObject, name: str, value: Any) -> bool:
    own = receiver.find("setProperty", [name, value])
    if own is not None:
        own.run(receiver, [name, value])
        return True
    setter = receiver.find(f"set{capitalized(name)}", [value])
    if setter is not None:
        setter.run(receiver, [value])
        return True
    found = receiver.cls.find_field(name) if isinstance(receiver.cls, GroovyClass) else None
    if found is not None:
        if found[1].final:
            raise read_only(receiver.cls.name, name)
        set_field(receiver, found[0], found[1], value)
        return True
    for field in _delegates(receiver):
        if try_set(rt, receiver.fields.get(field), name, value):
            return True
    if receiver.outer is not None and find(rt, receiver.outer, name) is not MISSING:
        return try_set(rt, receiver.outer, name, value)
    for hook in ("propertyMissing", "set"):
        method = receiver.find(hook, [name, value])
        if method is not None:
            method.run(receiver, [name, value])
            return True
    if _own_getter(receiver, name) is not None:
        raise read_only(receiver.cls.name, name)
    return _set_builtin(rt, receiver, name, value)


def _set_in_host(receiver: HostObject, name: str, value: Any) -> bool:
    try:
        if receiver.set_property(name, value):
            return True
        return receiver.invoke_method(f"set{capitalized(name)}", [value], NO_SITE) is not MISSING
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error


def _set_in_class(cls: GroovyClass, name: str, value: Any) -> bool:
    cls.initialise()
    found = cls.find_field(name)
    if found is None or not found[1].is_static:
        return False
    if found[1].final:
        raise read_only(cls.name, name)
    found[0].statics[name] = found[1].coerce(value) if found[1].coerce else value
    return True


_OWN: dict[str, Callable[[ClosureValue], Any]] = {
    "delegate": lambda closure: closure.delegate,
    "owner": lambda closure: closure.owner,
    "thisObject": lambda closure: closure.this_object,
    "resolveStrategy": lambda closure: closure.resolve_strategy,
    "maximumNumberOfParameters": lambda closure: closure.parameter_count,
    "parameterTypes": lambda closure: [JavaClass(name) for name in closure.parameter_types],
    "class": lambda closure: JavaClass(closure.java_class),
    "directive": lambda closure: 0,
}


def find_in_closure(rt: Runtime, closure: ClosureValue, name: str) -> Any:
    """``closure.name``, and a bare name inside of it: the closure's own properties, then by strategy."""
    own = _OWN.get(name)
    if own is not None:
        return own(closure)
    for target in _targets(closure):
        value = find(rt, target, name)
        if value is not MISSING:
            return value
    return MISSING


def _targets(closure: ClosureValue) -> list[Any]:
    owner, delegate, strategy = closure.owner, closure.delegate, closure.resolve_strategy
    if strategy == TO_SELF:
        return []
    if strategy == DELEGATE_ONLY:
        chosen = [delegate]
    elif strategy == OWNER_ONLY:
        chosen = [owner]
    elif strategy == DELEGATE_FIRST:
        chosen = [delegate, owner]
    else:
        chosen = [owner, delegate]
    if len(chosen) == 2 and chosen[0] is chosen[1]:
        chosen.pop()
    return [target for target in chosen if target is not closure and target is not None]


def _set_in_closure(rt: Runtime, closure: ClosureValue, name: str, value: Any) -> bool:
    if name == "delegate":
        closure.delegate = value
        return True
    if name == "resolveStrategy":
        closure.resolve_strategy = value
        return True
    return any(try_set(rt, target, name, value) for target in _targets(closure))
