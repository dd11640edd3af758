"""The errors for methods, properties and constructors that nothing answers: whom they name and what they suggest."""

from __future__ import annotations

from typing import Any

from igor.groovy import candidates
from igor.groovy.class_model import GroovyClass, JavaClass, class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.host import DELEGATE_FIRST, DELEGATE_ONLY, TO_SELF, HostObject
from igor.groovy.messages import missing_method, missing_property, unselected
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument, no_item, null_pointer, refused
from igor.groovy.signatures import selection
from igor.groovy.text import NULL_OBJECT
from igor.groovy.values import GArray, GStringValue

#: Methods of java.lang.Object and the reflection API that no script may call.
REFUSED_METHODS = {
    "getMetaClass": "metaClass", "setMetaClass": "metaClass", "getClassLoader": "class loaders",
    "execute": "processes", "notify": "notify", "notifyAll": "notifyAll", "wait": "wait", "finalize": "finalize",
    "getDeclaredMethods": "reflection", "getDeclaredFields": "reflection", "getMethods": "reflection",
    "getMethod": "reflection", "getFields": "reflection", "getConstructors": "reflection",
    "getDeclaredConstructors": "reflection", "getProtectionDomain": "reflection", "getResource": "class loaders",
    "getResourceAsStream": "class loaders", "addShutdownHook": "shutdown hooks", "getDeclaredField": "reflection",
    "getDeclaredMethod": "reflection", "getDeclaredConstructor": "reflection",
}  # fmt: skip

#: Properties of every object that would lead out of the sandbox.
REFUSED_PROPERTIES = {"metaClass", "classLoader", "protectionDomain", "declaredMethods", "declaredFields",
                      "declaredConstructors", "constructors", "methods", "fields", "module"}  # fmt: skip


def no_method(receiver: Any, name: str, arguments: list[Any]) -> GroovyRuntimeError:
    """The error for a call that nothing answers."""
    if receiver is None or receiver is NULL_OBJECT:
        return null_pointer(f"Cannot invoke method {name}() on null object")
    if name in REFUSED_METHODS:
        return refused(f"{name}() ({REFUSED_METHODS[name]})")
    if isinstance(receiver, (GroovyClass, JavaClass)):
        missing = missing_method(receiver.name, name, arguments, candidates.methods_of(receiver), static=True)
        missing.details["type"] = receiver
        return missing if arguments else _unchosen(f"static:{receiver.name}", name, []) or missing
    target = missing_target(receiver, of_call=True)
    unchosen = _unchosen(class_name(target), name, arguments) or _unchosen_own(target, name, arguments)
    if unchosen is not None:
        return unchosen
    stumble = _without_item(str(target) if isinstance(target, GStringValue) else target, name, arguments)
    if stumble is not None:
        return stumble
    if isinstance(target, GStringValue):
        return missing_method("java.lang.String", name, arguments, candidates.methods_of(str(target)))
    static = target is receiver and _is_static(target, name)
    missing = missing_method(class_name(target), name, arguments, candidates.methods_of(target), static)
    missing.details["type"] = getattr(target, "cls", missing.details["type"])
    return missing


def _unchosen(owner: str, name: str, arguments: list[Any]) -> GroovyRuntimeError | None:
    """MethodSelectionException: no argument, an empty list being none, and several methods that take some."""
    if arguments and not _is_empty_list(arguments):
        return None
    methods = selection(owner, name)
    return unselected(name, methods) if methods else None


def _unchosen_own(target: Any, name: str, arguments: list[Any]) -> GroovyRuntimeError | None:
    """The same among the methods of a class of the script."""
    cls = getattr(target, "cls", None)
    if not isinstance(cls, GroovyClass) or (arguments and not _is_empty_list(arguments)):
        return None
    methods = [text for one in cls.candidates(name) for text in one.signatures()]
    return unselected(name, methods) if len(methods) > 1 else None


def _is_static(target: Any, name: str) -> bool:
    """Whether the methods of that name in the object's class are all static: the class is asked then."""
    cls = getattr(target, "cls", None)
    named = cls.candidates(name) if isinstance(cls, GroovyClass) else []
    return bool(named) and all(one.is_static for one in named)


def _is_empty_list(arguments: list[Any]) -> bool:
    only = arguments[0] if len(arguments) == 1 else None
    return isinstance(only, (list, GRange)) and not isinstance(only, GArray) and not len(only)


def _without_item(target: Any, name: str, arguments: list[Any]) -> GroovyRuntimeError | None:
    """An empty list for a method of one parameter: it is chosen, and finds no argument in the list."""
    if not _is_empty_list(arguments):
        return None
    named = {text for text in candidates.methods_of(target) if text.startswith(f"{name}(")}
    if name == "plus" and "plus()" in named:
        return no_item()
    text = "".join(named)
    if len(named) != 1 or "," in text or text.endswith(("()", "(int)", "(long)", "(char)", "(boolean)")):
        return None
    if named.isdisjoint(candidates.java_methods_of(target)):
        return no_item()
    return illegal_argument("wrong number of arguments")


def no_property(receiver: Any, name: str) -> GroovyRuntimeError:
    """The error for a property that nothing answers."""
    if receiver is None or receiver is NULL_OBJECT:
        return null_pointer(f"Cannot get property '{name}' on null object")
    if name in REFUSED_PROPERTIES and not isinstance(receiver, HostObject):
        return refused(f"the property {name}", "x.class.name and x.class.simpleName are allowed")
    return unknown_property(missing_target(receiver), name)


def unknown_property(target: Any, name: str) -> GroovyRuntimeError:
    """MissingPropertyException for the very object that was asked last."""
    if isinstance(target, HostObject):
        return missing_property(target.groovy_class, name)
    cls = target if isinstance(target, (GroovyClass, JavaClass)) else getattr(target, "cls", None)
    owner = class_name(target) if cls is None else cls.name
    missing = missing_property(owner, name, candidates.properties_of(target))
    missing.details["type"] = cls or JavaClass(owner)
    return missing


def missing_target(receiver: Any, *, of_call: bool = False) -> Any:
    """Whom the error names: for closures the first object asked, down to the innermost delegate."""
    for _ in range(1000):
        if not isinstance(receiver, ClosureValue) or receiver.resolve_strategy == TO_SELF:
            break
        first = receiver.delegate if _asks_delegate(receiver, of_call) else receiver.owner
        if first is None or first is receiver:
            break
        receiver = first
    return receiver


def _asks_delegate(closure: ClosureValue, of_call: bool) -> bool:
    """Whether the delegate is what says no: before the owner, only an object of Groovy's is asked for a method."""
    if closure.resolve_strategy != DELEGATE_FIRST:
        return closure.resolve_strategy == DELEGATE_ONLY
    return not (of_call and class_name(closure.delegate).startswith("java."))
