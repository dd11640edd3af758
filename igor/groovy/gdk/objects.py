"""Methods that every object has (the GDK on java.lang.Object), and those of closures, exceptions, enums, classes."""

from __future__ import annotations

from typing import Any

from igor.groovy import operators, properties
from igor.groovy.builtin_tables import register_kind, tables_of
from igor.groovy.class_model import (
    EnumObject,
    GroovyClass,
    GroovyObject,
    JavaClass,
    ThrowableObject,
    class_name,
    is_instance,
)
from igor.groovy.closure import ClosureValue, DerivedClosure
from igor.groovy.compiler.operations import convert_as
from igor.groovy.construct import construct
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.files import FileValue, file_text
from igor.groovy.gdk.formatting import format_text
from igor.groovy.host import DELEGATE_FIRST, HostObject
from igor.groovy.iteration import iterate
from igor.groovy.messages import missing_property
from igor.groovy.ranges import GRange
from igor.groovy.property_order import property_names
from igor.groovy.registry import CLASSES, CLOSURES, ENUMS, OBJECTS, THROWABLES, MethodTable
from igor.groovy.runtime import Runtime, ScriptObject
from igor.groovy.runtime_errors import NoSignature, illegal_argument, refused
from igor.groovy.semantics import NO_SITE, compare, equals, java_hash, truth
from igor.groovy.text import Printable, inspect, range_text, throwable_message, to_string
from igor.groovy.values import GArray, GStringValue, to_key

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
    return java_hash(receiver)


@OBJECTS("equals")
def equals_(rt: Runtime, receiver: Any, other: Any) -> bool:
    if isinstance(receiver, (int, float, str, GStringValue)) or hasattr(receiver, "as_tuple"):
        return bool(to_key(receiver) == to_key(other))
    return equals(receiver, other)


@OBJECTS("is")
def is_(rt: Runtime, receiver: Any, other: Any) -> bool:
    return operators.identical(receiver, other)


@OBJECTS("compareTo")
def compare_to(rt: Runtime, receiver: Any, other: Any) -> int:
    return compare(receiver, other)


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
    if isinstance(receiver, GroovyObject) and isinstance(receiver.cls, GroovyClass):
        getter = receiver.find(f"get{properties.capitalized(name)}", [])
        if getter is not None or receiver.cls.find_field(name) is not None or name == "class":
            return MetaMember(name, "groovy.lang.MetaBeanProperty")
    return None


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
    if not isinstance(receiver, GroovyObject):
        raise refused("the property properties of this object")
    result: dict[Any, Any] = {name: properties.get(rt, receiver, name) for name in property_names(receiver.cls)}
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


class BindingView(Printable):
    """groovy.lang.Binding."""

    java_class = "groovy.lang.Binding"

    def __init__(self, variables: dict[str, Any]) -> None:
        self.variables = variables


BINDINGS = MethodTable("groovy.lang.Binding")
register_kind("groovy.lang.Binding", BINDINGS)
BINDINGS("getVariables")(lambda rt, receiver: receiver.variables)
BINDINGS("hasVariable")(lambda rt, receiver, name: to_string(name) in receiver.variables)


@BINDINGS("getVariable")
def get_variable(rt: Runtime, receiver: BindingView, name: str) -> Any:
    if name not in receiver.variables:
        raise missing_property("groovy.lang.Binding", name)
    return receiver.variables[name]


@BINDINGS("setVariable")
def set_variable(rt: Runtime, receiver: BindingView, name: str, value: Any) -> None:
    receiver.variables[name] = value


# --- closures -------------------------------------------------------------------------------------------------------


@CLOSURES()
def curry(rt: Runtime, receiver: ClosureValue, *values: Any) -> ClosureValue:
    count = max(0, receiver.parameter_count - len(values))
    return DerivedClosure(
        receiver, count, lambda *rest: receiver.call(*values, *rest), receiver.parameter_types[len(values) :]
    )


@CLOSURES()
def rcurry(rt: Runtime, receiver: ClosureValue, *values: Any) -> ClosureValue:
    count = max(0, receiver.parameter_count - len(values))
    return DerivedClosure(
        receiver, count, lambda *rest: receiver.call(*rest, *values), receiver.parameter_types[:count]
    )


@CLOSURES()
def ncurry(rt: Runtime, receiver: ClosureValue, position: int, *values: Any) -> ClosureValue:
    count = max(0, receiver.parameter_count - len(values))
    return DerivedClosure(receiver, count, lambda *rest: receiver.call(*rest[:position], *values, *rest[position:]))


@CLOSURES()
def right_shift(rt: Runtime, receiver: ClosureValue, other: ClosureValue) -> ClosureValue:
    return DerivedClosure(
        receiver, receiver.parameter_count, lambda *values: other.call(receiver.call(*values)), (), other
    )


@CLOSURES()
def left_shift(rt: Runtime, receiver: ClosureValue, other: Any) -> Any:
    if not isinstance(other, ClosureValue):
        return receiver.call(other)
    return DerivedClosure(
        other, other.parameter_count, lambda *values: receiver.call(other.call(*values)), (), receiver
    )


@CLOSURES("memoize", "memoizeAtMost", "memoizeAtLeast", "memoizeBetween")
def memoize(rt: Runtime, receiver: ClosureValue, *bounds: Any) -> ClosureValue:
    known: dict[Any, Any] = {}

    def run(*values: Any) -> Any:
        key = to_key(list(values))
        if key not in known:
            rt.check_items(len(known))
            known[key] = receiver.call(*values)
        return known[key]

    return DerivedClosure(receiver, receiver.parameter_count, run, receiver.parameter_types)


@CLOSURES("clone", "dehydrate", "asWritable")
def clone(rt: Runtime, receiver: ClosureValue) -> ClosureValue:
    return receiver.clone()


@CLOSURES()
def rehydrate(rt: Runtime, receiver: ClosureValue, delegate: Any, owner: Any, this: Any) -> ClosureValue:
    copy = receiver.clone()
    copy.delegate, copy.owner, copy.this_object = delegate, owner, this
    return copy


@CLOSURES()
def set_delegate(rt: Runtime, receiver: ClosureValue, delegate: Any) -> None:
    receiver.delegate = delegate


@CLOSURES()
def set_resolve_strategy(rt: Runtime, receiver: ClosureValue, strategy: int) -> None:
    receiver.resolve_strategy = strategy


@CLOSURES()
def get_delegate(rt: Runtime, receiver: ClosureValue) -> Any:
    return receiver.delegate


@CLOSURES()
def get_owner(rt: Runtime, receiver: ClosureValue) -> Any:
    return receiver.owner


@CLOSURES()
def get_this_object(rt: Runtime, receiver: ClosureValue) -> Any:
    return receiver.this_object


@CLOSURES()
def get_resolve_strategy(rt: Runtime, receiver: ClosureValue) -> int:
    return receiver.resolve_strategy


@CLOSURES()
def get_maximum_number_of_parameters(rt: Runtime, receiver: ClosureValue) -> int:
    return receiver.parameter_count


@CLOSURES()
def get_parameter_types(rt: Runtime, receiver: ClosureValue) -> Any:
    return GArray([JavaClass(name) for name in receiver.parameter_types], "java.lang.Class")


@CLOSURES("run")
def run_closure(rt: Runtime, receiver: ClosureValue) -> None:
    receiver.call()


@CLOSURES("compare", "apply", "accept", "test", "get")
def functional(rt: Runtime, receiver: ClosureValue, *values: Any) -> Any:
    if receiver.delegate is not receiver.owner:
        raise NoSignature
    return receiver.call(*values)


# --- exceptions -----------------------------------------------------------------------------------------------------


@THROWABLES("getMessage", "getLocalizedMessage")
def get_message(rt: Runtime, receiver: ThrowableObject) -> str | None:
    return throwable_message(receiver)


@THROWABLES()
def get_cause(rt: Runtime, receiver: ThrowableObject) -> Any:
    return receiver.cause


@THROWABLES()
def init_cause(rt: Runtime, receiver: ThrowableObject, cause: Any) -> ThrowableObject:
    receiver.cause = cause
    return receiver


@THROWABLES()
def get_stack_trace(rt: Runtime, receiver: ThrowableObject) -> Any:
    return GArray([str(frame) for frame in _frames(receiver)], "java.lang.StackTraceElement")


@THROWABLES()
def print_stack_trace(rt: Runtime, receiver: ThrowableObject, writer: Any = None) -> None:
    text = "\n\t".join([to_string(receiver), *map(str, _frames(receiver))])
    if writer is None:
        rt.print_text(text + "\n")
    else:
        invoke(rt, writer, "println", [text])


def _frames(receiver: ThrowableObject) -> list[Any]:
    return list(receiver.error.script_stack) if receiver.error is not None else []


@THROWABLES("getErrorOffset")
def error_offset(rt: Runtime, receiver: ThrowableObject) -> int:
    if receiver.class_name != "java.text.ParseException":
        raise NoSignature
    return 0


@THROWABLES()
def add_suppressed(rt: Runtime, receiver: ThrowableObject, other: Any) -> None:
    receiver.suppressed.append(other)


@THROWABLES()
def get_suppressed(rt: Runtime, receiver: ThrowableObject) -> Any:
    return GArray(receiver.suppressed, "java.lang.Throwable")


@THROWABLES()
def get_method(rt: Runtime, receiver: ThrowableObject) -> str:
    if not receiver.class_name.startswith("groovy.lang.Missing"):
        raise refused("getMethod (reflection)")
    return to_string(receiver.message).partition("()")[0].rpartition(".")[2]


@THROWABLES()
def get_property_(rt: Runtime, receiver: ThrowableObject) -> str:
    if receiver.class_name != "groovy.lang.MissingPropertyException":
        raise NoSignature
    return to_string(receiver.message).removeprefix("No such property: ").partition(" for class")[0]


# --- enums and classes ----------------------------------------------------------------------------------------------


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
