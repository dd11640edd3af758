"""Properties: reading and writing ``object.name`` for every kind of object, and bare names inside closures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.builtin_tables import tables_of
from igor.groovy.categories import category_getter
from igor.groovy.class_model import FieldInfo, GroovyClass, GroovyObject, JavaClass, ancestors, class_name, is_instance
from igor.groovy.class_properties import (
    capitalized,
    find_builtin,
    find_in_class,
    find_in_java_class,
    find_in_outer_class,
    set_in_class,
    static_accessor,
)
from igor.groovy.closure import ClosureValue
from igor.groovy.host import DELEGATE_FIRST, DELEGATE_ONLY, MISSING, OWNER_ONLY, TO_SELF, HostError, HostObject
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.messages import read_only
from igor.groovy.missing import REFUSED_PROPERTIES, missing_target, no_property, unknown_property
from igor.groovy.ranges import GRange
from igor.groovy.runtime import Runtime, ScriptObject
from igor.groovy.runtime_errors import GroovyRuntimeError, null_pointer, refused, unsupported
from igor.groovy.semantics import NO_SITE, natural_key
from igor.groovy.sorted_keys import check_key, check_new_key
from igor.groovy.text import NULL_OBJECT
from igor.groovy.values import GArray, GSet, ImmutableMap, SortedMap, to_key

__all__ = ["capitalized", "no_property", "static_accessor"]


def get(rt: Runtime, receiver: Any, name: str) -> Any:
    """``receiver.name``; raises MissingPropertyException or NullPointerException."""
    if rt.categories and receiver is not None:
        value = category_getter(rt, receiver, name)
        if value is not MISSING:
            return value
    value = find(rt, receiver, name)
    if value is not MISSING:
        return value
    raise no_property(receiver, name)


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
        return find_in_class(rt, receiver, name)
    if isinstance(receiver, JavaClass):
        return find_in_java_class(rt, receiver, name)
    if receiver is None or receiver is NULL_OBJECT:
        return MISSING
    return _find_builtin(rt, receiver, name)


def get_key(entries: dict[Any, Any], key: Any) -> Any:
    """``map[key]``: null when absent, made by the closure of ``withDefault``."""
    boxed = to_key(key)
    value = entries.get(boxed, MISSING)
    if value is not MISSING:
        return value
    if type(entries) is SortedMap:
        check_key(entries, key)
    supply = getattr(entries, "supply", None)
    if supply is not None:
        value = entries[boxed] = supply(key)
        return value
    if getattr(entries, "java_class", "") == "groovy.util.ConfigObject":
        value = entries[boxed] = type(entries)()
        return value
    return None


def put_key(rt: Runtime, entries: dict[Any, Any], key: Any, value: Any) -> Any:
    """``map[key] = value``; gives the value that was there."""
    if isinstance(entries, ImmutableMap):
        raise unsupported()
    if type(entries) is SortedMap:
        check_new_key(entries, key)
    boxed = to_key(key)
    old = entries.get(boxed)
    is_new = boxed not in entries
    entries[boxed] = value
    if is_new:
        rt.check_items(len(entries))
        if type(entries) is SortedMap:
            entries.resort(natural_key)
    return old


def _find_builtin(rt: Runtime, receiver: Any, name: str) -> Any:
    value = find_builtin(rt, receiver, name)
    if value is MISSING and isinstance(receiver, (list, GRange, GSet)) and name not in REFUSED_PROPERTIES:
        return value if getattr(receiver, "component", "") in PRIMITIVES else of_items(rt, receiver, name)
    return value


def of_items(rt: Runtime, receiver: Any, name: str) -> list[Any]:
    """``list.name``: of each item but null."""
    owner = "java.util.Arrays$ArrayList" if isinstance(receiver, GArray) else class_name(receiver)
    return [_of_item(rt, item, name, owner) for item in receiver if item is not None]


def _of_item(rt: Runtime, item: Any, name: str, owner: str) -> Any:
    try:
        return get(rt, item, name)
    except GroovyRuntimeError as error:
        missing = error.groovy_class == "groovy.lang.MissingPropertyException" and error.value is None
        if not missing or isinstance(item, (JavaClass, GroovyClass, list, GRange, GSet)):
            raise
        text = f"Exception evaluating property '{name}' for {owner}, Reason: {error.groovy_class}: "
        raise GroovyRuntimeError(error.groovy_class, text + error.message) from None


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
    return find_in_outer_class(cls, name) if isinstance(cls, GroovyClass) else MISSING


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


def set_field(receiver: GroovyObject, cls: GroovyClass, info: FieldInfo, value: Any) -> None:
    """Store into a field, cast to its type; a null for a primitive is refused as reflection refuses it."""
    if value is None and info.java_type in PRIMITIVES:
        raise GroovyRuntimeError("java.lang.IllegalArgumentException", None)
    if info.coerce is not None:
        value = info.coerce(value)
    if info.is_static:
        cls.statics[info.name] = value
    else:
        receiver.fields[info.name] = value


def set_(rt: Runtime, receiver: Any, name: str, value: Any) -> None:
    """``receiver.name = value``."""
    if receiver is None or receiver is NULL_OBJECT:
        raise null_pointer(f"Cannot set property '{name}' on null object")
    if not try_set(rt, receiver, name, value):
        if name in REFUSED_PROPERTIES:
            raise refused(f"the property {name}")
        raise unknown_property(missing_target(receiver), name)


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
        return set_in_class(receiver, name, value)
    return _set_builtin(rt, receiver, name, value)


def _set_builtin(rt: Runtime, receiver: Any, name: str, value: Any) -> bool:
    for builtin in tables_of(receiver).get(f"set{capitalized(name)}", ()):
        converted = builtin.convert([value])
        if converted is not None:
            builtin.function(rt, receiver, *converted)
            return True
    if any(is_instance(receiver, kind) for kind in _SET_BY_INDEX):
        raise GroovyRuntimeError("java.lang.IllegalArgumentException", "argument type mismatch")
    return False


#: Classes with a ``set(int, value)``: Groovy takes it for the setter of any property, and it refuses the name.
_SET_BY_INDEX = ("java.util.List", "java.util.Calendar", "java.util.BitSet")


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
    failure = None
    for target in _targets(closure):
        try:
            if try_set(rt, target, name, value):
                return True
        except GroovyRuntimeError as error:
            if "groovy.lang.GroovyRuntimeException" not in ancestors(error.groovy_class):
                raise
            failure = failure or error
    if failure is not None:
        raise failure
    return False
