"""Calls: which method a name with arguments means, for every kind of receiver.

``try_real`` asks the methods that the receiver really has, ``try_invoke`` also what it answers dynamically (closures in
properties, ``methodMissing``, a closure's delegation); both say MISSING when there is none, ``invoke`` raises then.
The order for closures is that of ``org.codehaus.groovy.runtime.metaclass.ClosureMetaClass``.
"""

from __future__ import annotations

from typing import Any

from igor.groovy import properties
from igor.groovy.builtin_tables import TABLES, merged, table_of_type, tables_of
from igor.groovy.cast_arguments import CastArguments
from igor.groovy.cast_calls import refusal
from igor.groovy.categories import from_category
from igor.groovy.choices import NO_METHOD, null_for_primitive, stumbles, taken
from igor.groovy.class_model import GroovyClass, GroovyObject, JavaClass, is_instance, pick
from igor.groovy.closure import ClosureValue
from igor.groovy.host import (
    DELEGATE_FIRST,
    DELEGATE_ONLY,
    MISSING,
    OWNER_ONLY,
    TO_SELF,
    CallSite,
    HostError,
    HostObject,
)
from igor.groovy.item_arguments import choose_own, refuse_items
from igor.groovy.java_types import FUNCTIONAL_METHODS
from igor.groovy.meta_class import extend
from igor.groovy.missing import no_method
from igor.groovy.null_closure import NullClosure, without_nulls
from igor.groovy.ranges import GRange
from igor.groovy.registry import CLASSES, ITERABLES, OBJECTS, Builtin, static_table
from igor.groovy.runtime import Runtime, ScriptObject
from igor.groovy.runtime_errors import MISUSES, GroovyRuntimeError, NoSignature, misuse, no_item, null_pointer
from igor.groovy.semantics import NO_SITE
from igor.groovy.values import GArray, SortedMap

_SELF = object()

#: What ``@Delegate`` leaves to the object itself.
_OWN_METHODS = frozenset({"toString", "equals", "hashCode", "getClass", "is", "with", "println", "print", "inspect"})
#: Groovy's methods of any object that can be iterated.
_ITERATIONS = frozenset(
    {"each", "eachWithIndex", "find", "findAll", "collect", "any", "every", "inject", "findIndexOf"}
)


def call_builtin(
    rt: Runtime, variants: list[Builtin], arguments: list[Any], receiver: Any = _SELF, name: str = "", owner: str = ""
) -> Any:
    """Run the first variant that takes the arguments, or else a list's items as arguments; MISSING when none does.

    Groovy chooses a method without parameters for an empty list, and stumbles over the item that is not there.
    """
    result = _taking(rt, variants, arguments, receiver, name, owner)
    if result is MISSING and len(arguments) == 1 and receiver is not _SELF and _is_list(arguments[0]):
        items = list(arguments[0])
        if not items:
            if stumbles(receiver, name) and any(builtin.convert(items) is not None for builtin in variants):
                raise no_item()
            return MISSING
        if name:
            refuse_items(receiver, name, items)
        result = _taking(rt, variants, items, receiver, name, owner)
    return result


def _taking(rt: Runtime, variants: list[Builtin], arguments: list[Any], receiver: Any, name: str, owner: str) -> Any:
    count = taken(receiver, owner, name, arguments) if name else len(arguments)
    if count == NO_METHOD:
        return MISSING
    if count < 0:
        arguments = [*arguments[:-1], NullClosure(name)]
    elif count != len(arguments):
        arguments = [*arguments, None][:count]
    result = _first_fitting(rt, variants, arguments, receiver, name)
    if result is MISSING and (builtin := next((one for one in variants if one.takes_null(arguments)), None)):
        return _first_fitting(rt, [builtin], without_nulls(builtin, arguments, name), receiver, name)
    return result


def _first_fitting(rt: Runtime, variants: list[Builtin], arguments: list[Any], receiver: Any, name: str) -> Any:
    for builtin in variants:
        converted = builtin.convert(arguments)
        if converted is None:
            continue
        try:
            if receiver is _SELF:
                return builtin.function(rt, *converted)
            return builtin.function(rt, receiver, *converted)
        except NoSignature:
            continue
        except MISUSES as error:
            if any(one is None for one in arguments):
                raise null_pointer(None) from error
            raise misuse(f"method {name}()" if name else "method", error) from error
    return MISSING


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, GRange)) and not isinstance(value, GArray)


def invoke(rt: Runtime, receiver: Any, name: str, arguments: list[Any], site: CallSite = NO_SITE) -> Any:
    """Call ``receiver.name(arguments)``; raises Groovy's MissingMethodException and NullPointerException."""
    if rt.categories and receiver is not None:
        result = from_category(rt, receiver, name, arguments, call_builtin)
        if result is not MISSING:
            return result
    table = TABLES.get(type(receiver)) or table_of_type(type(receiver))
    if table is not None:
        variants = table.get(name)
        if variants is not None:
            if type(arguments) is CastArguments and (refused := refusal(receiver, name, arguments)) is not None:
                raise refused
            result = call_builtin(rt, variants, arguments, receiver, name)
            if result is not MISSING:
                return result
        if isinstance(receiver, dict):
            value = invoke(rt, receiver, "get", [name]) if type(receiver) is SortedMap else receiver.get(name)
            if isinstance(value, ClosureValue):
                return value.call(*arguments)
    else:
        table = merged("null")
        result = (
            _plain(rt, table, None, name, arguments)
            if receiver is None
            else try_invoke(rt, receiver, name, arguments, site)
        )
        if result is not MISSING:
            return result
    taken_counts = FUNCTIONAL_METHODS.get(name, ()) if isinstance(receiver, ClosureValue) else ()
    if len(arguments) in taken_counts and (not arguments or receiver.parameter_count == len(arguments)):
        return receiver.call(*arguments)
    raise no_method(receiver, name, arguments)


def invoke_pointed(rt: Runtime, target: Any, name: str, arguments: list[Any], site: CallSite) -> Any:
    """Call ``target.&name``: a list may stand for the arguments, even of a static method of a class."""
    if isinstance(target, GroovyClass):
        target.initialise()
        method, given = choose_own([one for one in target.candidates(name) if one.is_static], arguments)
        if method is not None:
            return method.run(target, given)
    return invoke(rt, target, name, arguments, site)


def try_invoke(rt: Runtime, receiver: Any, name: str, arguments: list[Any], site: CallSite) -> Any:
    """Call it whatever way the receiver answers; MISSING when it does not."""
    if isinstance(receiver, ClosureValue):
        return invoke_on_closure(rt, receiver, name, arguments, site)
    result = try_real(rt, receiver, name, arguments, site)
    if result is MISSING:
        result = _try_dynamic(rt, receiver, name, arguments, site)
    return result


def try_real(rt: Runtime, receiver: Any, name: str, arguments: list[Any], site: CallSite) -> Any:
    """Call a method that the receiver's class has; MISSING when there is none."""
    if isinstance(receiver, GroovyObject):
        return _real_on_object(rt, receiver, name, arguments, site)
    if isinstance(receiver, HostObject):
        result = invoke_host(receiver, name, arguments, site)
        return result if result is not MISSING else _built_in_on_host(rt, receiver, name, arguments, site)
    if isinstance(receiver, GroovyClass):
        return _real_on_class(rt, receiver, name, arguments)
    if isinstance(receiver, JavaClass):
        return _real_on_java_class(rt, receiver, name, arguments)
    if receiver is None:
        return MISSING
    return _plain(rt, tables_of(receiver), receiver, name, arguments)


def _built_in_on_host(rt: Runtime, receiver: HostObject, name: str, arguments: list[Any], site: CallSite) -> Any:
    """The built-ins of lists for a host's list, those of every object, and iteration for whatever has an iterator."""
    table = tables_of([]) if isinstance(receiver, list) else OBJECTS.methods
    result = _plain(rt, table, receiver, name, arguments)
    if result is not MISSING or (name not in _ITERATIONS and not getattr(receiver, "iterates", False)):
        return result
    items = receiver.items() if hasattr(receiver, "items") else receiver.invoke_method("iterator", [], site)
    return _plain(rt, tables_of([]), items, name, arguments) if isinstance(items, list) else MISSING


def _plain(rt: Runtime, table: dict[str, list[Builtin]], receiver: Any, name: str, arguments: list[Any]) -> Any:
    variants = table.get(name)
    return MISSING if variants is None else call_builtin(rt, variants, arguments, receiver, name)


def invoke_host(receiver: HostObject, name: str, arguments: list[Any], site: CallSite) -> Any:
    """Ask a host object; its HostError becomes a Groovy exception."""
    try:
        return receiver.invoke_method(name, arguments, site)
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error


def _real_on_object(rt: Runtime, receiver: GroovyObject, name: str, arguments: list[Any], site: CallSite) -> Any:
    cls = receiver.cls
    if isinstance(cls, GroovyClass):
        if cls.intercepts:
            packed = [name, GArray(arguments)]
            interceptor = pick(cls.candidates("invokeMethod"), packed)
            if interceptor is not None:
                return interceptor.run(receiver, packed)
        method, arguments = choose_own(cls.candidates(name), arguments)
        if method is not None:
            return method.run(cls if method.is_static else receiver, arguments)
        accessor = properties.accessor(rt, receiver, name, arguments)
        if accessor is not MISSING:
            return accessor
        delegates = cls.all_delegates()
        if delegates and name not in _OWN_METHODS:
            result = _to_delegates(rt, receiver, delegates, name, arguments, site)
            if result is not MISSING:
                return result
    if isinstance(receiver, ScriptObject) and receiver.base is not None:
        result = invoke_host(receiver.base, name, arguments, site)
        if result is not MISSING:
            return result
    result = _plain(rt, tables_of(receiver), receiver, name, arguments)
    if result is MISSING and name in ITERABLES.methods and is_instance(receiver, "java.lang.Iterable"):
        items = invoke(rt, receiver, "iterator", [])
        if hasattr(items, "__iter__"):
            return _plain(rt, tables_of([]), list(items), name, arguments)
    return result


def _to_delegates(
    rt: Runtime, receiver: GroovyObject, fields: list[str], name: str, arguments: list[Any], site: CallSite
) -> Any:
    """``@Delegate``: the methods of what the fields hold."""
    for field in fields:
        result = try_real(rt, receiver.fields.get(field), name, arguments, site)
        if result is not MISSING:
            return result
    return MISSING


def _real_on_class(rt: Runtime, cls: GroovyClass, name: str, arguments: list[Any]) -> Any:
    cls.initialise()
    if name == "metaClass" and len(arguments) == 1 and isinstance(arguments[0], ClosureValue) and cls.kind != "script":
        return extend(cls, arguments[0])
    method = pick([one for one in cls.candidates(name) if one.is_static], arguments)
    if method is not None:
        return method.run(cls, arguments)
    result = properties.static_accessor(rt, cls, name, arguments)
    if result is not MISSING:
        return result
    result = _plain(rt, CLASSES.methods, cls, name, arguments)
    return result if result is not MISSING else _plain(rt, OBJECTS.methods, cls, name, arguments)


def _real_on_java_class(rt: Runtime, cls: JavaClass, name: str, arguments: list[Any]) -> Any:
    table = static_table(cls.name)
    if table is not None and name in table.methods:
        if type(arguments) is CastArguments and null_for_primitive(f"static:{cls.name}", name, arguments):
            raise GroovyRuntimeError("java.lang.IllegalArgumentException", None)
        result = call_builtin(rt, table.methods[name], arguments, name=name, owner=f"static:{cls.name}")
        if result is not MISSING:
            return result
    if name != "valueOf":
        result = _plain(rt, CLASSES.methods, cls, name, arguments)
        if result is not MISSING:
            return result
    return _plain(rt, OBJECTS.methods, cls, name, arguments)


def _try_dynamic(rt: Runtime, receiver: Any, name: str, arguments: list[Any], site: CallSite) -> Any:
    """A closure in a property of that name, the enclosing instance, then ``methodMissing`` or ``invokeMethod``."""
    if isinstance(receiver, (GroovyObject, HostObject, GroovyClass)):
        value = _callable_property(rt, receiver, name)
        if isinstance(value, ClosureValue):
            return value.call(*arguments)
        if isinstance(value, HostObject):
            return invoke_host(value, "call", arguments, site)
        if value is not None and isinstance(receiver, ScriptObject):
            return invoke(rt, value, "call", arguments, site)
    if isinstance(receiver, GroovyObject) and isinstance(receiver.cls, GroovyClass):
        if receiver.outer is not None:
            result = try_invoke(rt, receiver.outer, name, arguments, site)
            if result is not MISSING:
                return result
        return _missing_hook(receiver, name, arguments)
    if isinstance(receiver, dict) and isinstance(value := receiver.get(name), ClosureValue):
        return value.call(*arguments)
    return MISSING


def _callable_property(rt: Runtime, receiver: Any, name: str) -> Any:
    if isinstance(receiver, ScriptObject):
        return receiver.binding.get(name)
    if isinstance(receiver, HostObject):
        return receiver.get_property(name) if isinstance(receiver.get_property(name), ClosureValue) else None
    if isinstance(receiver, GroovyClass):
        return receiver.statics.get(name)
    value = properties.field_value(receiver, name)
    return None if value is MISSING else value


def _missing_hook(receiver: GroovyObject, name: str, arguments: list[Any]) -> Any:
    packed = [name, GArray(arguments)]
    for hook in ("methodMissing", "invokeMethod"):
        method = receiver.find(hook, packed)
        if method is not None:
            return method.run(receiver, packed)
    return MISSING


def invoke_on_closure(rt: Runtime, closure: ClosureValue, name: str, arguments: list[Any], site: CallSite) -> Any:
    """Call ``name`` with a closure as receiver, or without a receiver inside of it; MISSING when nobody answers."""
    if name in ("call", "doCall"):
        return closure.call_by_name(name, arguments)
    variants = tables_of(closure).get(name)
    if variants is not None:
        result = _taking(rt, variants, arguments, closure, "", "")
        if result is not MISSING:
            return result
    result = _delegated(rt, closure, name, arguments, site)
    if result is not MISSING:
        return result
    value = properties.find_in_closure(rt, closure, name)
    return value.call(*arguments) if isinstance(value, ClosureValue) else MISSING


def _delegated(rt: Runtime, closure: ClosureValue, name: str, arguments: list[Any], site: CallSite) -> Any:
    strategy = closure.resolve_strategy
    owner, delegate = closure.owner, closure.delegate
    if strategy == TO_SELF:
        return MISSING
    if strategy == DELEGATE_ONLY:
        return _ask(rt, (delegate,), closure, name, arguments, site)
    if strategy == OWNER_ONLY:
        return _ask(rt, (owner,), closure, name, arguments, site)
    if strategy == DELEGATE_FIRST:
        if isinstance(delegate, GroovyObject):
            result = _real_of(rt, (delegate, owner), name, arguments, site)
            if result is not MISSING:
                return result
        return _ask(rt, (delegate, owner), closure, name, arguments, site)
    result = _first_real(rt, closure, name, arguments, site)
    return result if result is not MISSING else _ask(rt, (owner, delegate), closure, name, arguments, site)


def _real_of(rt: Runtime, targets: tuple[Any, ...], name: str, arguments: list[Any], site: CallSite) -> Any:
    """What the first of the targets has that is no closure: the real methods of all go before ``methodMissing``."""
    for target in targets:
        result = MISSING if isinstance(target, ClosureValue) else try_real(rt, target, name, arguments, site)
        if result is not MISSING:
            return result
    return MISSING


def _ask(rt: Runtime, targets: tuple[Any, ...], closure: Any, name: str, arguments: list[Any], site: CallSite) -> Any:
    asked: list[Any] = []
    for target in targets:
        if target is closure or target is None or any(target is one for one in asked):
            continue
        asked.append(target)
        result = try_invoke(rt, target, name, arguments, site)
        if result is not MISSING:
            return result
    return MISSING


def _first_real(rt: Runtime, closure: ClosureValue, name: str, arguments: list[Any], site: CallSite) -> Any:
    """OWNER_FIRST: real methods of ``this``, then of the delegates along the owner chain, outermost first."""
    this = closure.this_object
    if this is not None and not isinstance(this, ClosureValue):
        result = try_real(rt, this, name, arguments, site)
        if result is not MISSING:
            return result
    delegates: list[Any] = []
    current: Any = closure
    while isinstance(current, ClosureValue):
        asks = current.delegate is not None and not isinstance(current.delegate, ClosureValue)
        if asks and not getattr(current.delegate, "answers_anything", False):
            delegates.append(current.delegate)
        current = current.owner
    for delegate in reversed(delegates):
        if delegate is this:
            continue
        result = try_real(rt, delegate, name, arguments, site)
        if result is not MISSING:
            return result
    return MISSING
