"""Methods that every object has (the GDK on java.lang.Object), and those of closures, exceptions, enums, classes."""

from __future__ import annotations

from typing import Any

from igor.groovy import candidates, operators, properties
from igor.groovy.builtin_tables import register_kind, tables_of
from igor.groovy.class_model import (
    EnumObject,
    GroovyClass,
    GroovyObject,
    JavaClass,
    class_name,
    is_instance,
)
from igor.groovy.closure import ClosureValue
from igor.groovy.compiler.operations import convert_as
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.files import FileValue, file_text
from igor.groovy.gdk.formatting import format_text
from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostObject
from igor.groovy.messages import missing_property
from igor.groovy.null_texts import null_used
from igor.groovy.property_order import property_names
from igor.groovy.ranges import GRange
from igor.groovy.registry import OBJECTS, MethodTable, StaticTable
from igor.groovy.runtime import Runtime, ScriptObject
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError, NoSignature, null_pointer, refused
from igor.groovy.semantics import NO_SITE, compare, equals, is_text, java_hash, truth
from igor.groovy.text import NULL_OBJECT, Printable, inspect, range_text, to_string
from igor.groovy.values import Character, GSet, GStringValue, from_key, to_key

_LANGUAGE_ONLY = "x.class.name and x.class.simpleName are allowed"


@OBJECTS("println")
def println(rt: Runtime, receiver: Any, *values: Any) -> None:
    if len(values) > 1:
        raise NoSignature
    rt.print_text((to_string(values[0]) if values else "") + "\n")


@OBJECTS("print")
def print_(rt: Runtime, receiver: Any, value: Any) -> None:
    rt.print_text(to_string(value))


@OBJECTS("printf")
def printf(rt: Runtime, receiver: Any, pattern: str, *values: Any) -> None:
    rt.print_text(format_text(rt, pattern, _flat(values)))


@OBJECTS("sprintf")
def sprintf(rt: Runtime, receiver: Any, pattern: str, *values: Any) -> str:
    if values == (None,):
        raise null_used("Object.getClass()", "arg")
    return format_text(rt, pattern, _flat(values))


def _flat(values: tuple[Any, ...]) -> list[Any]:
    return list(values[0]) if len(values) == 1 and isinstance(values[0], list) else list(values)


@OBJECTS()
def to_string_(rt: Runtime, receiver: Any) -> str:
    return range_text(receiver) if type(receiver) is GRange else to_string(receiver)


@OBJECTS()
def inspect_(rt: Runtime, receiver: Any) -> str:
    return inspect(receiver)


@OBJECTS("dump")
def dump(rt: Runtime, receiver: Any) -> str:
    fields = getattr(receiver, "fields", {})
    shown = "".join(f" {name}={to_string(value)}" for name, value in fields.items())
    return f"<{class_name(receiver)}@{java_hash(receiver) & 0xFFFFFFFF:x}{shown}>"


@OBJECTS()
def hash_code(rt: Runtime, receiver: Any) -> int:
    if receiver is NULL_OBJECT:
        raise null_pointer("Cannot invoke method hashCode() on null object")
    return java_hash(receiver)


@OBJECTS("equals")
def equals_(rt: Runtime, receiver: Any, other: Any) -> bool:
    if isinstance(receiver, (int, float, str, GStringValue)) or hasattr(receiver, "as_tuple"):
        return bool(to_key(receiver) == to_key(other))
    return equals(receiver, other)


@OBJECTS("is")
def is_(rt: Runtime, receiver: Any, other: Any) -> bool:
    return operators.identical(receiver, other)


_NOT_COMPARABLE = (ClosureValue, JavaClass, GroovyClass, list, dict, GSet, GRange)


@OBJECTS("compareTo")
def compare_to(rt: Runtime, receiver: Any, other: Any) -> int:
    plain = isinstance(receiver, GroovyObject) and not isinstance(receiver, EnumObject)
    if isinstance(receiver, _NOT_COMPARABLE) or (plain and not is_instance(receiver, "java.lang.Comparable")):
        raise NoSignature
    return compare(receiver, other)


@OBJECTS("getAt")
def get_at(rt: Runtime, receiver: Any, name: Any) -> Any:
    if not is_text(name) or isinstance(name, Character):
        raise NoSignature
    return properties.get(rt, receiver, str(name))


@OBJECTS("getClass")
def get_class(rt: Runtime, receiver: Any) -> Any:
    return receiver.cls if isinstance(receiver, GroovyObject) else JavaClass(class_name(receiver))


@OBJECTS("with")
def with_(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    copy = closure.clone()
    copy.delegate = receiver
    copy.resolve_strategy = DELEGATE_FIRST
    return copy.call(receiver)


@OBJECTS("identity")
def identity(rt: Runtime, receiver: Any, closure: ClosureValue) -> Any:
    return with_(rt, receiver, closure)


@OBJECTS("asType")
def as_type(rt: Runtime, receiver: Any, cls: Any) -> Any:
    return convert_as(rt, receiver, cls, getattr(cls, "name", ""), NO_SITE)


@OBJECTS("isCase")
def is_case(rt: Runtime, receiver: Any, value: Any) -> bool:
    if isinstance(receiver, (HostObject, GroovyObject)):
        return equals(receiver, value)
    return operators.is_case(rt, receiver, value)


@OBJECTS("asBoolean")
def as_boolean(rt: Runtime, receiver: Any) -> bool:
    return truth(receiver)


@OBJECTS("getProperty")
def get_property(rt: Runtime, receiver: Any, name: str) -> Any:
    return properties.get(rt, receiver, name)


@OBJECTS("setProperty")
def set_property(rt: Runtime, receiver: Any, name: str, value: Any) -> None:
    properties.set_(rt, receiver, name, value)


class MetaMember(Printable):
    """A property or method as ``hasProperty`` and ``respondsTo`` show it: its name only."""

    def __init__(self, name: str, java_class: str) -> None:
        self.name = name
        self.java_class = java_class


_MEMBERS = MethodTable("groovy.lang.MetaProperty")
register_kind("groovy.lang.MetaBeanProperty", _MEMBERS)
register_kind("org.codehaus.groovy.runtime.metaclass.MethodMetaProperty", _MEMBERS)


@_MEMBERS("getName")
def member_name(rt: Runtime, receiver: MetaMember) -> str:
    return receiver.name


@OBJECTS("hasProperty")
def has_property(rt: Runtime, receiver: Any, name: str) -> MetaMember | None:
    known = name in candidates.properties_of(receiver)
    if not known and isinstance(receiver, GroovyObject) and isinstance(receiver.cls, GroovyClass):
        getter = receiver.find(f"get{properties.capitalized(name)}", [])
        known = getter is not None or receiver.cls.find_field(name) is not None or name in ("class", "metaClass")
    return MetaMember(name, "groovy.lang.MetaBeanProperty") if known else None


@OBJECTS("respondsTo")
def responds_to(rt: Runtime, receiver: Any, name: str, arguments: Any = None) -> list[Any]:
    own = receiver.cls.candidates(name) if isinstance(getattr(receiver, "cls", None), GroovyClass) else []
    known = [*own, *tables_of(receiver).get(name, ())]
    return [MetaMember(name, "org.codehaus.groovy.runtime.metaclass.MethodMetaProperty") for _ in known]


@OBJECTS("invokeMethod")
def invoke_method(rt: Runtime, receiver: Any, name: str, arguments: Any) -> Any:
    if arguments is None:
        return invoke(rt, receiver, name, [])
    return invoke(rt, receiver, name, list(arguments) if isinstance(arguments, list) else [arguments])


@OBJECTS("getProperties")
def get_properties(rt: Runtime, receiver: Any) -> dict[Any, Any]:
    if not isinstance(receiver, GroovyObject) or not isinstance(receiver.cls, GroovyClass):
        raise refused("the property properties of this object")
    result: dict[Any, Any] = {}
    for name in property_names(receiver.cls):
        try:
            result[name] = properties.get(rt, receiver, name)
        except BudgetError:
            raise
        except GroovyRuntimeError:
            continue  # Groovy leaves a property out whose getter fails
    result["class"] = receiver.cls
    return result


@OBJECTS("sleep")
def sleep(rt: Runtime, receiver: Any, milliseconds: int) -> None:
    raise refused("sleep", "a script that waits holds up everything behind it")


@OBJECTS("getMetaClass", "setMetaClass")
def meta_class(rt: Runtime, receiver: Any, *arguments: Any) -> Any:
    raise refused("metaClass", _LANGUAGE_ONLY)


@OBJECTS("evaluate")
def evaluate(rt: Runtime, receiver: Any, source: Any) -> Any:
    if not isinstance(receiver, ScriptObject):
        raise NoSignature
    if isinstance(source, FileValue):
        return rt.loader.evaluate(file_text(rt, source), receiver, source.path)
    return rt.loader.evaluate(to_string(source), receiver)


@OBJECTS("getBinding")
def get_binding(rt: Runtime, receiver: Any) -> Any:
    if not isinstance(receiver, ScriptObject):
        raise NoSignature
    return BindingView(receiver.binding)


class BindingView(HostObject):
    """groovy.lang.Binding: the script's variables are its properties."""

    groovy_class = "groovy.lang.Binding"

    def __init__(self, variables: dict[str, Any]) -> None:
        self.variables = variables

    def get_property(self, name: str) -> Any:
        return self.variables if name == "variables" else self.variables.get(name, MISSING)

    def set_property(self, name: str, value: Any) -> bool:
        self.variables[name] = value
        return True

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        given = (name, len(arguments))
        if given == ("getVariables", 0):
            return self.variables
        if not arguments or not is_text(arguments[0]):
            return MISSING
        variable = to_string(arguments[0])
        if given == ("hasVariable", 1):
            return variable in self.variables
        if given in (("setVariable", 2), ("setProperty", 2)):
            self.variables[variable] = arguments[1]
            return None
        return self._variable(variable) if given in (("getVariable", 1), ("getProperty", 1)) else MISSING

    def _variable(self, name: str) -> Any:
        found = self.get_property(name)
        if found is MISSING:
            raise missing_property(self.groovy_class, name)
        return found


@StaticTable("groovy.lang.Binding").constructor
def new_binding(rt: Runtime, variables: Any = None) -> BindingView:
    entries = variables if isinstance(variables, dict) else {}
    return BindingView({to_string(from_key(key)): value for key, value in entries.items()})
