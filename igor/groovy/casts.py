"""Casts, ``as`` and assignments to typed variables: Groovy's ``castToType`` and ``asType``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.class_model import (
    GroovyClass,
    GroovyObject,
    JavaClass,
    ancestors,
    array_class_name,
    class_name,
    is_instance,
)
from igor.groovy.closure import ClosureValue
from igor.groovy.comparators import of_closure
from igor.groovy.host import HostObject
from igor.groovy.java_types import FUNCTIONAL, PRIMITIVES
from igor.groovy.list_kinds import Vector
from igor.groovy.null_texts import null_result, null_used
from igor.groovy.number_casts import NUMBER_MAKERS, TEXT_PARSERS, float_or_limit, to_double
from igor.groovy.number_text import parse_decimal
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import GroovyRuntimeError, out_of_bounds, uncastable
from igor.groovy.semantics import is_number, is_text, natural_key, truth
from igor.groovy.text import java_text, to_string
from igor.groovy.values import (
    Character,
    Float,
    GArray,
    GSet,
    GStringValue,
    LinkedList,
    MapEntryValue,
    SortedMap,
    Stack,
    from_key,
)

Coercer = Callable[[Any], Any]

_CAST_TO_CHAR = "org.codehaus.groovy.runtime.typehandling.ShortTypeHandling.castToChar(Object)"
_INVOKE_STATIC = "org.codehaus.groovy.runtime.InvokerHelper.invokeStaticMethod(java.lang.Class, String, Object)"


def display_name(name: str) -> str:
    """``java.lang.String[]`` stays readable, ``[Ljava.lang.String;`` as Java shows it."""
    return array_class_name(display_name(name[:-2])) if name.endswith("[]") else name


def class_cast(value: Any, target: str) -> GroovyRuntimeError:
    """java.lang.ClassCastException, as the JVM words it."""
    return uncastable(class_name(value), target)


def ambiguous(receiver: Any, name: str, *kinds: str) -> GroovyRuntimeError:
    """Groovy's refusal of a null where several methods take one: ``kinds`` are the types of their parameters."""
    lines = "".join(f"\n\t[interface {kind}]" for kind in kinds)
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"Ambiguous method overloading for method {class_name(receiver)}#{name}.\n"
        f"Cannot resolve which method to invoke for [null] due to overlapping prototypes between:{lines}",
    )


def cast_error(value: Any, target: str, reason: str = "") -> GroovyRuntimeError:
    """GroovyCastException with Groovy's words."""
    shown = display_name(target)
    if value is None:
        boxed = shown in PRIMITIVES
        hint = f". Try '{PRIMITIVES[shown]}' instead" if boxed else ""
        text = f"Cannot cast object 'null' with class 'null' to class '{shown}'{hint}"
    else:
        text = f"Cannot cast object '{java_text(value)}' with class '{class_name(value)}' to class '{shown}'"
    return GroovyRuntimeError(_CAST_EXCEPTION, text + reason)


def _cast_number(name: str, target: str, value: Any) -> Any:
    if is_number(value):
        if target == "double":
            return float_or_limit(value)
        return value if class_name(value) == name else NUMBER_MAKERS[name](value)
    if value is None and target not in PRIMITIVES:
        return None
    if is_text(value):
        text = str(value)
        if len(text) == 1 and name != "java.lang.Number":
            return NUMBER_MAKERS[name](ord(text))
        value = value if len(text) == 1 else text
    raise cast_error(value, target, "" if target in PRIMITIVES else constructor_hint(value, target, numbers=True))


def _cast_string(value: Any) -> Any:
    return value if type(value) is str or value is None else java_text(value)


def _cast_boolean(target: str, value: Any) -> Any:
    if value is None and target not in PRIMITIVES:
        return None
    return truth(value)


def _cast_char(target: str, value: Any) -> Any:
    if isinstance(value, Character):
        return value
    if is_text(value):
        value = str(value)
        if len(value) == 1:
            return Character(value)
    if is_number(value):
        return Character(chr(NUMBER_MAKERS["java.lang.Integer"](value) & 0xFFFF))
    if value is None:
        if target in PRIMITIVES:
            raise null_result("java.lang.Character.charValue()", _CAST_TO_CHAR)
        return None
    raise cast_error(java_text(value), "char")


#: Constructors of classes that cannot be made, by the number of their arguments (-1: any other).
_ABSTRACT: dict[str, dict[int, str]] = {
    "groovy.lang.GString": {1: "java.lang.Object", -1: "java.lang.Object[]"},
    "groovy.lang.Closure": {1: "java.lang.Object", 2: "java.lang.Object,java.lang.Object"},
}


def constructor_hint(value: Any, target: str, numbers: bool = False) -> str:
    """What Groovy adds when it also tried the collection's items, or the map, as arguments of a constructor."""
    if numbers or not isinstance(value, (list, GSet, GRange, dict)):
        return ""
    arguments = [value] if isinstance(value, dict) else list(value)
    abstract = _ABSTRACT.get(target, {})
    parameters = abstract.get(len(arguments), abstract.get(-1))
    if parameters is not None:
        given = to_string(arguments if parameters != "java.lang.Object[]" else [arguments])
        return (
            " due to: groovy.lang.GroovyRuntimeException: failed to invoke constructor: "
            f"public {target}({parameters}) with arguments: {given} reason: java.lang.InstantiationException"
        )
    names = ", ".join("null" if one is None else class_name(one) for one in arguments)
    return (
        " due to: groovy.lang.GroovyRuntimeException: "
        f"Could not find matching constructor for: {display_name(target)}({names})"
    )


def items_of(value: Any) -> list[Any] | None:
    """The items of anything that casts to a collection; None for others."""
    if isinstance(value, (list, GRange, GSet)):
        return list(value)
    if isinstance(value, dict):
        return map_entries(value)
    return None


def map_entries(entries: dict[Any, Any]) -> list[Any]:
    """The Map.Entry objects of a map."""
    return [MapEntryValue(from_key(key), value, entries) for key, value in entries.items()]


def _cast_collection(name: str, value: Any) -> Any:
    if value is None or is_instance(value, name):
        return value
    spread = name != "java.lang.Iterable" if isinstance(value, GArray) else name in _SET_TYPES
    if spread and isinstance(value, (list, GSet, GRange)):
        return _COLLECTION_MAKERS[name](list(value))
    if isinstance(value, HostObject) and (items := items_of(value)) is not None:
        return _COLLECTION_MAKERS[name](items)
    raise cast_error(value, name, constructor_hint(value, name))


def _collect_as(name: str, value: Any) -> Any:
    """``collection as Name``: what the value holds, in a new collection."""
    if value is None or is_instance(value, name):
        return value
    items = items_of(value)
    if items is None or isinstance(value, dict):
        raise cast_error(value, name)
    if isinstance(value, GArray) and name == "java.util.Set":
        return GSet(items, "java.util.HashSet")
    return _COLLECTION_MAKERS[name](items)


_SET_TYPES = ("java.util.Set", "java.util.LinkedHashSet")

_COLLECTION_MAKERS: dict[str, Callable[[list[Any]], Any]] = {
    "java.util.Collection": list,
    "java.lang.Iterable": list,
    "java.util.List": list,
    "java.util.ArrayList": list,
    "java.util.LinkedList": LinkedList,
    "java.util.Stack": Stack,
    "java.util.Vector": Vector,
    "java.util.Queue": LinkedList,
    "java.util.Deque": LinkedList,
    "java.util.Set": GSet,
    "java.util.HashSet": lambda items: GSet(items, "java.util.HashSet"),
    "java.util.LinkedHashSet": GSet,
}


class ArrayCaster:
    """Assignment to a variable whose type is an array of ``component``; ``cast_item`` casts each item, if at all."""

    __slots__ = ("cast_item", "component")

    def __init__(self, component: str, cast_item: Coercer | None) -> None:
        self.component = component
        self.cast_item = cast_item

    def __call__(self, value: Any) -> Any:
        """The array of a value: itself, of its items or characters, or of the value alone."""
        if value is None or (isinstance(value, GArray) and self._holds(value.component)):
            return value
        if self.component == "char" and is_text(value):
            return GArray([Character(char) for char in str(value)], "char")
        items = items_of(value)
        if items is None:
            items = list(str(value)) if is_text(value) else [value]
        if self.component in PRIMITIVES and any(item is None for item in items):
            raise GroovyRuntimeError("java.lang.IllegalArgumentException", None)
        cast = self.cast_item
        return GArray([cast(item) for item in items] if cast else items, self.component)

    def _holds(self, component: str) -> bool:
        """Whether an array of these is one of the components of this."""
        if component == self.component:
            return True
        return component not in PRIMITIVES and self.component in ancestors(component)


def java_caster(name: str) -> Coercer | None:
    """What an assignment to a variable of that built-in type does to the value; None for nothing."""
    if name.endswith("[]"):
        return ArrayCaster(name[:-2], caster(name[:-2]))
    boxed = PRIMITIVES.get(name, name)
    if boxed == "java.lang.Integer":
        return lambda value: value if type(value) is int else _cast_number(boxed, name, value)
    if boxed in NUMBER_MAKERS:
        return lambda value: _cast_number(boxed, name, value)
    if boxed == "java.lang.Boolean":
        return lambda value: _cast_boolean(name, value)
    if boxed == "java.lang.Character":
        return lambda value: _cast_char(name, value)
    if name in ("java.lang.Object", "java.lang.Void"):
        return None
    if name == "java.lang.String":
        return _cast_string
    if name in _COLLECTION_MAKERS:
        return lambda value: _cast_collection(name, value)
    return lambda value: _cast_other(name, value)


def _cast_other(name: str, value: Any) -> Any:
    if name in FUNCTIONAL and isinstance(value, ClosureValue):
        return of_closure(value) if name == "java.util.Comparator" else value
    if value is None or is_instance(value, name) or isinstance(value, HostObject):
        return value
    if name == "java.lang.Class" and isinstance(value, (JavaClass, GroovyClass)):
        return value
    raise cast_error(value, name, constructor_hint(value, name))


_CASTERS: dict[str, Coercer | None] = {}


def caster(name: str) -> Coercer | None:
    """``java_caster`` with memory."""
    if name not in _CASTERS:
        _CASTERS[name] = java_caster(name)
    return _CASTERS[name]


def as_java_type(value: Any, name: str) -> Any:
    """``value as Name`` for a built-in type; strings are parsed to numbers where ``(Name) value`` would refuse."""
    if value is None:
        return _null_as(name)
    boxed = PRIMITIVES.get(name, name)
    if isinstance(value, GStringValue) and is_instance(value, name):
        return value
    if isinstance(value, GStringValue) and "java.lang.Throwable" in ancestors(name):
        raise cast_error(value, name)
    if is_text(value) and not isinstance(value, Character):
        return _text_as(str(value), name, boxed, isinstance(value, GStringValue))
    if boxed in ("java.math.BigInteger", "java.math.BigDecimal") and (kind := _aggregate(value)):
        if isinstance(value, dict) and None in value:
            raise null_used("Object.toString()", "o")
        raise GroovyRuntimeError(_CAST_EXCEPTION, f"Error casting {kind} to {boxed}, Reason: null")
    if (isinstance(value, dict) or hasattr(value, "resolve_strategy")) and (boxed in _FINAL or name.endswith("[]")):
        return _map_as(value, name)
    if name == "java.lang.String":
        return as_text(value)
    if name in ("java.util.SortedSet", "java.util.TreeSet"):
        return GSet(sorted(items_of(value) or [], key=natural_key), "java.util.TreeSet")
    if name == "java.util.Map" and isinstance(value, GroovyObject):
        return dict(value.fields.items())
    if name in _COLLECTION_MAKERS:
        return _collect_as(name, value)
    if name in ("java.util.TreeMap", "java.util.SortedMap") and isinstance(value, dict):
        return SortedMap(sorted(value.items(), key=lambda entry: natural_key(from_key(entry[0]))))
    if isinstance(value, GArray) and name == "java.lang.Object[]" and value.component not in PRIMITIVES:
        return value
    if name.endswith("[]") and name != "java.lang.String[]" and isinstance(value, (list, GSet, GRange)):
        return _array_as(value, name)
    if boxed == "java.lang.Double" and is_number(value):
        return float(to_string(value)) if name == boxed and isinstance(value, Float) else to_double(value)
    if boxed == "java.math.BigDecimal" and isinstance(value, float):
        return parse_decimal(to_string(value))
    convert = caster(name)
    return convert(value) if convert else value


_CAST_EXCEPTION = "org.codehaus.groovy.runtime.typehandling.GroovyCastException"


def _aggregate(value: Any) -> str:
    return "map" if isinstance(value, dict) else "closure" if hasattr(value, "resolve_strategy") else ""


def _null_as(name: str) -> Any:
    if name == "boolean":
        return False
    return caster(name)(None) if name in PRIMITIVES and name != "void" else None  # type: ignore[misc]


def _text_as(text: str, name: str, boxed: str, is_gstring: bool) -> Any:
    if name == "char" or (boxed == "java.lang.Character" and not is_gstring):
        if not text:
            raise out_of_bounds("String index out of range: 0", "StringIndexOutOfBoundsException")
        return Character(text[0])
    if boxed in TEXT_PARSERS:
        return TEXT_PARSERS[boxed](text.strip())
    if name in _COLLECTION_MAKERS:
        return _COLLECTION_MAKERS[name](list(text))
    convert = caster(name)
    return convert(text) if convert else text


#: Types that no map or closure can be made an instance of.
_FINAL = frozenset(PRIMITIVES.values()) - {"java.lang.Boolean"}


def _map_as(value: Any, name: str) -> Any:
    try:
        return caster(name)(value)  # type: ignore[misc]
    except GroovyRuntimeError as error:
        if not error.groovy_class.endswith("GroovyCastException"):
            raise
        raise GroovyRuntimeError(
            error.groovy_class, f"Cannot coerce a map to class {display_name(name)} because it is a final class"
        ) from None


def _array_as(value: Any, name: str) -> Any:
    """An array whose items are each converted with ``as``, or else cast; those of an array are always cast."""
    component = name[:-2]
    if isinstance(value, GArray):
        return ArrayCaster(component, caster(component))(value)

    def convert(item: Any) -> Any:
        if item is None and component in PRIMITIVES:
            raise null_result(f"{PRIMITIVES[component]}.{component}Value()", _INVOKE_STATIC)
        if isinstance(item, GStringValue) and component == "java.lang.Object":
            return str(item)
        return as_java_type(item, component)

    try:
        return GArray([convert(item) for item in items_of(value) or []], component)
    except GroovyRuntimeError as error:
        if not error.groovy_class.endswith("GroovyCastException"):
            raise
        return ArrayCaster(component, caster(component))(value)


def as_text(value: Any) -> str:
    """``as String``."""
    return str(value) if isinstance(value, (str, GStringValue)) else to_string(value)
