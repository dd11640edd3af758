"""Classes and objects as scripts know them: the built-in Java types, classes written in Groovy, their instances.

A type is known by its Java name; ``ancestors`` of a name are all the types that its instances are ``instanceof``.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy import values
from igor.groovy.cast_arguments import CastArguments
from igor.groovy.host import HostObject
from igor.groovy.java_names import ancestors as ancestors
from igor.groovy.java_names import array_class_name as array_class_name
from igor.groovy.java_names import component_of as component_of
from igor.groovy.java_types import PARENTS
from igor.groovy.members import CompiledMethod as CompiledMethod
from igor.groovy.members import FieldInfo as FieldInfo
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import GroovyRuntimeError


class JavaClass:
    """A built-in Java type as a value (``String``, ``Exception``); ``dimensions`` > 0 for its arrays."""

    __slots__ = ("component", "name")

    def __init__(self, name: str, component: JavaClass | None = None) -> None:
        self.name = name
        self.component = component

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JavaClass) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def simple_name(self) -> str:
        """``String`` of ``java.lang.String``, ``int[]`` of ``[I``."""
        if self.name.startswith("["):
            return f"{JavaClass(component_of(self.name)).simple_name}[]"
        return self.name.rpartition(".")[2].rpartition("$")[2]


#: The field of an instance that holds the built-in collection which its class extends.
HELD_SUPER = "$super"


class GroovyClass:
    """A class, interface, trait or enum written in Groovy. ``kind`` as in ``ast.ClassDeclaration``."""

    def __init__(self, name: str, kind: str, superclass: GroovyClass | JavaClass | None) -> None:
        self.name = name
        self.kind = kind
        self.superclass = superclass
        self.interfaces: list[GroovyClass | JavaClass] = []
        self.methods: dict[str, list[CompiledMethod]] = {}
        self.constructors: list[CompiledMethod] = []
        self.fields: dict[str, FieldInfo] = {}
        #: Names of all methods that are written, before they are compiled.
        self.method_names: set[str] = set()
        self.statics: dict[str, Any] = {}
        self.initializers: list[Callable[[Any], None]] = []
        self.enum_constants: list[Any] = []
        self.is_abstract = False
        self.is_final = False
        #: Whether the class was made for one object's meta class.
        self.of_one_object = False
        #: Whether each call of an instance goes through its ``invokeMethod``.
        self.intercepts = False
        self.outer: GroovyClass | None = None
        self.inner: dict[str, GroovyClass] = {}
        self.needs_outer = False
        self.anonymous = False
        self.category_of: str | None = None
        self.delegates: list[str] = []
        self.start: Callable[[], None] | None = None
        self._lookup: dict[str, list[CompiledMethod]] = {}
        self._ancestors: frozenset[str] | None = None

    @property
    def simple_name(self) -> str:
        """The name without package and outer classes."""
        return self.name.rpartition(".")[2].rpartition("$")[2]

    def initialise(self) -> None:
        """Run the static initialisers, once, at first use."""
        if self.start is not None:
            start, self.start = self.start, None
            for parent in (self.superclass, *self.interfaces):
                if isinstance(parent, GroovyClass):
                    parent.initialise()
            start()

    def all_delegates(self) -> list[str]:
        """The fields whose methods instances answer, those of superclasses last."""
        inherited = self.superclass.all_delegates() if isinstance(self.superclass, GroovyClass) else []
        return self.delegates + inherited

    def forget(self) -> None:
        """Find methods and supertypes anew: something was added to the class."""
        self._lookup.clear()
        self._ancestors = None

    def lineage(self) -> list[GroovyClass]:
        """This class, its interfaces and traits (last one first), then its superclass's, in lookup order."""
        result: list[GroovyClass] = [self]
        for interface in reversed(self.interfaces):
            if isinstance(interface, GroovyClass):
                result += [item for item in interface.lineage() if item not in result]
        if isinstance(self.superclass, GroovyClass):
            result += [item for item in self.superclass.lineage() if item not in result]
        return result

    def candidates(self, name: str) -> list[CompiledMethod]:
        """All methods of that name, own ones first, without overridden ones."""
        found = self._lookup.get(name)
        if found is None:
            found = self._lookup[name] = self._collect(name)
        return found

    def _collect(self, name: str) -> list[CompiledMethod]:
        found: list[CompiledMethod] = []
        for cls in self.lineage():
            for method in cls.methods.get(name, ()):
                hidden = any(other.parameter_types == method.parameter_types for other in found)
                if not hidden and not method.is_abstract:
                    found.append(method)
        return found

    def find_field(self, name: str) -> tuple[GroovyClass, FieldInfo] | None:
        """The field and the class that declares it."""
        for cls in self.lineage():
            info = cls.fields.get(name)
            if info is not None:
                return cls, info
        return None

    def ancestors(self) -> frozenset[str]:
        """Names of all types that an instance is an instance of."""
        if self._ancestors is None:
            names = {self.name, "java.lang.Object", "groovy.lang.GroovyObject"}
            names |= ancestors("java.lang.Enum") if self.kind == "enum" else set()
            for parent in [*self.interfaces, *([self.superclass] if self.superclass else [])]:
                names |= parent.ancestors() if isinstance(parent, GroovyClass) else ancestors(parent.name)
            self._ancestors = frozenset(names)
        return self._ancestors

    def java_root(self) -> str:
        """The nearest built-in superclass."""
        cls: GroovyClass | JavaClass | None = self
        while isinstance(cls, GroovyClass):
            cls = cls.superclass
        return cls.name if cls else "java.lang.Object"


class GroovyObject:
    """An instance of a class written in Groovy; ``fields`` holds its own fields, ``outer`` the enclosing instance,
    ``cells`` the variables that an anonymous class took along."""

    __slots__ = ("cells", "cls", "fields", "outer")

    def __init__(self, cls: GroovyClass) -> None:
        self.cls = cls
        self.fields: dict[str, Any] = {}
        self.outer: Any = None
        self.cells: list[Any] = []

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if HELD_SUPER in self.fields:
            return bool(self.fields[HELD_SUPER] == other)
        method = self.find("equals", [other])
        return bool(method.run(self, [other])) if method else False

    def __hash__(self) -> int:
        method = self.find("hashCode", [])
        return hash(method.run(self, [])) if method else id(self)

    def find(self, name: str, arguments: list[Any]) -> CompiledMethod | None:
        """The own method that takes these arguments best."""
        return pick(self.cls.candidates(name), arguments)


class ThrowableObject(GroovyObject):
    """An exception object; ``cls`` is a JavaClass for the built-in ones."""

    __slots__ = ("cause", "error", "message", "suppressed")

    def __init__(self, cls: Any, message: str | None = None, cause: Any = None) -> None:
        super().__init__(cls)
        self.message = message
        self.cause = cause
        self.error: Any = None
        self.suppressed: list[Any] = []

    @property
    def class_name(self) -> str:
        """The Java name of its class."""
        return str(self.cls.name)

    def find(self, name: str, arguments: list[Any]) -> CompiledMethod | None:
        return super().find(name, arguments) if isinstance(self.cls, GroovyClass) else None


class EnumObject(GroovyObject):
    """A constant of an enum."""

    __slots__ = ("name", "ordinal")

    def __init__(self, cls: GroovyClass, name: str, ordinal: int) -> None:
        super().__init__(cls)
        self.name = name
        self.ordinal = ordinal

    @property
    def declaring(self) -> Any:
        """The enum; a constant with a body has a class of its own below it."""
        return self.cls if getattr(self.cls, "kind", "") == "enum" else self.cls.superclass

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


#: The distance of no argument at all from a method's one parameter: null goes there, if it is the only method.
NO_CHOICE = 1 << 45


def pick(candidates: list[CompiledMethod], arguments: list[Any]) -> CompiledMethod | None:
    """The candidate that fits best (smallest distance), or None; raises when Groovy could not choose either."""
    if len(candidates) == 1:
        return candidates[0] if candidates[0].accepts(arguments) >= 0 else None
    if type(arguments) is CastArguments:
        return pick(candidates, arguments.stand_ins) or pick(candidates, list(arguments))
    best, best_distance, tied = None, -1, None
    for method in candidates:
        distance = method.accepts(arguments)
        if distance < 0:
            continue
        if best is None or distance < best_distance:
            best, best_distance, tied = method, distance, None
        elif distance == best_distance and tied is None:
            tied = method
    if not arguments and best is not None and best_distance >= NO_CHOICE:
        raise _unselected(candidates)
    if tied is not None and best is not None and _is_ambiguous(best, tied, arguments):
        raise _ambiguous(best, tied, arguments)
    return best


def _unselected(methods: list[CompiledMethod]) -> GroovyRuntimeError:
    """MethodSelectionException: there are no arguments, and each of several methods takes some."""
    lines = "".join(f"\n  public {one.signature()}" for one in methods)
    return GroovyRuntimeError(
        "org.codehaus.groovy.runtime.metaclass.MethodSelectionException",
        f"Could not find which method {methods[0].name}() to invoke from this list:{lines}",
    )


def _is_ambiguous(first: CompiledMethod, second: CompiledMethod, arguments: list[Any]) -> bool:
    """Whether each of two methods is nearer in one argument, or null is as near to one as to the other."""
    if not len(first.parameter_types) == len(second.parameter_types) == len(arguments):
        return False
    sides = set()
    for left, right, value in zip(first.parameter_types, second.parameter_types, arguments, strict=True):
        if left == right:
            continue
        if left not in PARENTS or right not in PARENTS:
            return False
        side = (left in ancestors(right)) - (right in ancestors(left))
        if side == 0:
            return value is None and any(left in kind and right in kind for kind in (_INTERFACES, _NUMBERS))
        sides.add(side)
    return len(sides) > 1


def _ambiguous(first: CompiledMethod, second: CompiledMethod, arguments: list[Any]) -> GroovyRuntimeError:
    owner = first.declaring.name if first.declaring is not None else "java.lang.Object"
    given = ", ".join("null" if value is None else f"class {class_name(value)}" for value in arguments)
    shown = sorted(", ".join(map(_class_text, one.parameter_types)) for one in (first, second))
    lines = "".join(f"\n\t[{text}]" for text in shown)
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"Ambiguous method overloading for method {owner}#{first.name}.\nCannot resolve which method to invoke for "
        f"[{given}] due to overlapping prototypes between:{lines}",
    )


_INTERFACES = frozenset(
    [f"java.util.{name}" for name in ("List", "Map", "Set", "Collection", "Iterator", "Comparator", "Queue", "Deque")]
    + [f"java.lang.{name}" for name in ("CharSequence", "Comparable", "Iterable", "Runnable")]
)
_NUMBERS = frozenset(f"java.lang.{name}" for name in ("Integer", "Long", "Short", "Byte", "Double", "Float")) | {
    "java.math.BigDecimal", "java.math.BigInteger",
}  # fmt: skip


def _class_text(name: str) -> str:
    return f"interface {name}" if name in _INTERFACES else f"class {name}"


#: Python types whose values are all of one Java class.
CLASS_NAMES: dict[type, str] = {
    bool: "java.lang.Boolean",
    int: "java.lang.Integer",
    float: "java.lang.Double",
    Decimal: "java.math.BigDecimal",
    str: "java.lang.String",
    list: "java.util.ArrayList",
    dict: "java.util.LinkedHashMap",
    values.Long: "java.lang.Long",
    values.BigInteger: "java.math.BigInteger",
    values.Short: "java.lang.Short",
    values.Byte: "java.lang.Byte",
    values.Float: "java.lang.Float",
    values.Character: "java.lang.Character",
    values.GStringValue: "org.codehaus.groovy.runtime.GStringImpl",
    values.ImmutableMap: "java.util.Collections$UnmodifiableMap",
    values.ImmutableSortedMap: "java.util.Collections$UnmodifiableSortedMap",
    values.HashMap: "java.util.HashMap",
    values.SortedMap: "java.util.TreeMap",
    values.DefaultMap: "groovy.lang.MapWithDefault",
}


def class_name(value: Any) -> str:
    """The Java name of a value's class."""
    found = CLASS_NAMES.get(type(value))
    if found is not None:
        return found
    if isinstance(value, GroovyObject):
        return str(value.cls.name)
    if isinstance(value, HostObject):
        return value.groovy_class
    if isinstance(value, values.GArray):
        return array_class_name(value.component)
    if isinstance(value, GRange):
        if value.empty:
            return "groovy.lang.EmptyRange"
        return "groovy.lang.IntRange" if value.is_int else "groovy.lang.ObjectRange"
    if isinstance(value, (JavaClass, GroovyClass)):
        return "java.lang.Class"
    return str(getattr(value, "java_class", "java.lang.Object"))


def is_instance(value: Any, name: str) -> bool:
    """Groovy's ``instanceof`` for the Java type ``name``."""
    if value is None:
        return False
    if isinstance(value, GroovyObject):
        cls = value.cls
        if name in (cls.ancestors() if isinstance(cls, GroovyClass) else ancestors(cls.name)):
            return True
        base = getattr(value, "base", None)
        return isinstance(base, HostObject) and is_instance(base, name)
    own = class_name(value)
    return name in ancestors(own) or (isinstance(value, HostObject) and name in host_types(value))


def host_types(value: HostObject) -> frozenset[str]:
    """Java types of a host object: its class and, where it says so, ``groovy_types``."""
    return frozenset(getattr(value, "groovy_types", ())) | ancestors(value.groovy_class)
