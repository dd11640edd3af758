"""The tables of built-in methods: receiver kind → Groovy method name → Python function.

A built-in is a Python function ``(rt, receiver, *arguments)``. Its annotations say what Groovy values it takes, so that
argument checks, conversions (GString → String) and their error texts live in one place:

    ``str``       String, GString, Character: handed over as ``str``
    ``int``       any whole number; ``Int`` one that Java takes for an int, which a Long is not; ``float`` any number
    ``list``      List, array, Range, Set: handed over as they are
    ``dict``      Map
    ``ClosureValue``  closure
    ``Any``       anything

Variants of one name (``find(Closure)``, ``find(regex)``) are tried in the order of their registration. The modules of
``igor.groovy.gdk`` that register are imported when a table of theirs is first read.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

from igor.groovy.gdk import MODULES_OF_CLASS
from igor.groovy.ranges import GRange
from igor.groovy.values import BigInteger, GSet, GStringValue, Long, to_int32

F = TypeVar("F", bound=Callable[..., Any])

#: An annotation of built-ins: an int of Java's, where a Long does not do.
Int = int

_NO = object()


def _to_str(value: Any) -> Any:
    if type(value) is str:
        return value
    return str(value) if isinstance(value, (str, GStringValue)) else _NO


def _to_int(value: Any) -> Any:
    return value if isinstance(value, int) and not isinstance(value, bool) else _NO


def _to_int32(value: Any) -> Any:
    if type(value) is BigInteger:
        return to_int32(value)
    return _NO if type(value) is Long else _to_int(value)


def _to_number(value: Any) -> Any:
    return value if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else _NO


def _to_list(value: Any) -> Any:
    return value if isinstance(value, (list, GRange, GSet)) else _NO


def _to_dict(value: Any) -> Any:
    return value if isinstance(value, dict) else _NO


def _to_closure(value: Any) -> Any:
    return value if hasattr(value, "resolve_strategy") else _NO


CONVERTERS: dict[str, Callable[[Any], Any] | None] = {
    "str": _to_str,
    "int": _to_int,
    "Int": _to_int32,
    "float": _to_number,
    "list": _to_list,
    "dict": _to_dict,
    "ClosureValue": _to_closure,
    "Any": None,
}


class _SomeClosure:
    resolve_strategy = 0


#: Something that each kind takes, but ``int``, which no null can stand for.
_FITTING: dict[str, Any] = {"str": "", "float": 0, "list": [], "dict": {}, "ClosureValue": _SomeClosure()}

JAVA_NAMES = {
    "str": "java.lang.String",
    "int": "int",
    "Int": "int",
    "float": "java.lang.Number",
    "list": "java.util.Collection",
    "dict": "java.util.Map",
    "ClosureValue": "groovy.lang.Closure",
    "Any": "java.lang.Object",
}


class Builtin(NamedTuple):
    """One registered function with what it takes; ``most`` is -1 for any number of arguments."""

    function: Callable[..., Any]
    fewest: int
    most: int
    kinds: tuple[str, ...]

    def convert(self, arguments: list[Any]) -> list[Any] | None:
        """The arguments as the function wants them, or None when they do not fit."""
        count = len(arguments)
        if count < self.fewest or 0 <= self.most < count:
            return None
        kinds = self.kinds
        result = arguments
        for index in range(min(count, len(kinds))):
            converter = CONVERTERS[kinds[index]]
            if converter is None:
                continue
            value = converter(arguments[index])
            if value is _NO:
                return None
            if value is not arguments[index]:
                result = list(result)
                result[index] = value
        return result

    def takes_null(self, arguments: list[Any]) -> bool:
        """Whether all fit but nulls where a method of Java takes an object, not an ``int``."""
        kinds = (*self.kinds, *["Any"] * len(arguments))
        if not any(value is None and kind in _FITTING for value, kind in zip(arguments, kinds, strict=False)):
            return False
        stand_ins = [
            _FITTING.get(kind, value) if value is None else value for value, kind in zip(arguments, kinds, strict=False)
        ]
        return self.convert(stand_ins) is not None

    def parameter_text(self) -> str:
        """``java.lang.String, int`` for "Possible solutions"."""
        return ", ".join(JAVA_NAMES[kind] for kind in self.kinds[: self.fewest])


def make_builtin(function: Callable[..., Any], leading: int) -> Builtin:
    """Read the signature; ``leading`` parameters (rt, receiver) are not the script's."""
    code = function.__code__
    names = code.co_varnames[leading : code.co_argcount]
    defaults = len(function.__defaults__ or ())
    has_star = bool(code.co_flags & 0x04)
    annotations = function.__annotations__
    kinds = tuple(str(annotations.get(name, "Any")).partition(" ")[0] for name in names)
    kinds = tuple(kind if kind in CONVERTERS else "Any" for kind in kinds)
    return Builtin(function, len(names) - defaults, -1 if has_star else len(names), kinds)


def camel_case(name: str) -> str:
    """``starts_with`` → ``startsWith``; a trailing underscore (a Python keyword avoided) goes."""
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def load(module: str) -> Any:
    """A module of built-ins, imported if it is not yet."""
    return import_module(f"igor.groovy.gdk.{module}")


class MethodTable:
    """The built-in methods of one kind of receiver.

    ``modules`` fill it, besides the one that makes it; they are imported, in that order, once ``methods`` is asked for.
    """

    def __init__(self, java_class: str, modules: str = "") -> None:
        self.java_class = java_class
        self.modules = modules.split()
        self._registered: dict[str, list[Builtin]] = {}

    @cached_property
    def methods(self) -> dict[str, list[Builtin]]:
        """Name → variants, complete."""
        for module in self.modules:
            load(module)
        return self._registered

    def __call__(self, *names: str) -> Callable[[F], F]:
        """Register under ``names``, or under the function's own name in camel case."""

        def register(function: F) -> F:
            builtin = make_builtin(function, 2)
            for name in names or (camel_case(function.__name__),):
                self._registered.setdefault(name, []).append(builtin)
            return function

        return register


class StaticTable:
    """The static methods, constants and constructors of one Java class that scripts may use."""

    def __init__(self, java_class: str, parents: tuple[str, ...] = ()) -> None:
        self.java_class = java_class
        self.parents = parents
        self.methods: dict[str, list[Builtin]] = {}
        self.constants: dict[str, Any] = {}
        self.constructors: list[Builtin] = []
        STATICS[java_class] = self

    def __call__(self, *names: str) -> Callable[[F], F]:
        """Register a static method ``(rt, *arguments)``."""

        def register(function: F) -> F:
            builtin = make_builtin(function, 1)
            for name in names or (camel_case(function.__name__),):
                self.methods.setdefault(name, []).append(builtin)
            return function

        return register

    def constructor(self, function: F) -> F:
        """Register a constructor ``(rt, *arguments)``."""
        self.constructors.append(make_builtin(function, 1))
        return function


#: Java class name → what scripts may call on it, as far as its modules are imported.
STATICS: dict[str, StaticTable] = {}


def static_table(java_class: str) -> StaticTable | None:
    """What scripts may call on a Java class."""
    load_class(java_class)
    return STATICS.get(java_class)


def load_class(java_class: str) -> None:
    """Import what a Java class takes."""
    for module in MODULES_OF_CLASS.get(java_class, ()):
        load(module)


OBJECTS = MethodTable("java.lang.Object", "objects any_object")
STRINGS = MethodTable("java.lang.String", "strings string_items string_order string_search more_methods")
NUMBERS = MethodTable("java.lang.Number", "numbers number_loops big_numbers")
INTEGERS = MethodTable("java.lang.Integer", "numbers more_methods")
CHARACTERS = MethodTable("java.lang.Character", "letters any_object")
BOOLEANS = MethodTable("java.lang.Boolean", "letters")
ITERABLES = MethodTable("java.lang.Iterable", "iterables list_arithmetic grouping slices comparators")
LISTS = MethodTable("java.util.List", "cursors lists list_items default_lists more_methods navigation comparators")
DEFAULT_LISTS = MethodTable("groovy.lang.ListWithDefault", "default_lists")
TUPLES = MethodTable("groovy.lang.Tuple", "util_classes")
SETS = MethodTable("java.util.Set", "cursors collections navigation comparators more_methods")
RANGES = MethodTable("groovy.lang.Range", "collections")
MAPS = MethodTable("java.util.Map", "cursors maps map_parts more_methods comparators")
ENTRIES = MethodTable("java.util.Map$Entry", "maps")
ARRAYS = MethodTable("java.lang.Object[]", "collections digests")
STACKS = MethodTable("java.util.LinkedList", "navigation collections more_methods")
CLOSURES = MethodTable("groovy.lang.Closure", "closures")
THROWABLES = MethodTable("java.lang.Throwable", "throwables")
CLASSES = MethodTable("java.lang.Class", "class_objects")
ENUMS = MethodTable("java.lang.Enum", "class_objects")
NULLS = MethodTable("org.codehaus.groovy.runtime.NullObject", "any_object")
ITERATORS = MethodTable("java.util.Iterator", "cursors any_object collections more_methods")
