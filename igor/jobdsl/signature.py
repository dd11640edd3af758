"""The methods that Job DSL has, per context, and which of them a call means.

``methods.txt`` lists every context with its methods' signatures: ``[context : parent - names it lacks]`` and then one
``method(type name = default, …)`` per line; ``Closure<context>`` is a closure evaluated against that context, and
``type name?`` takes null. It tells a method that Igor does not support yet from one that does not exist.

Source: the API description that jenkinsci/job-dsl-plugin generates from itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from igor.groovy.host import HostObject
from igor.groovy.values import GArray
from igor.groovy.xml_node import is_closure
from igor.jobdsl.enums import ENUMS, EnumValue, enum_constant
from igor.jobdsl.null import NULL, Null, is_null

#: The default of a parameter that must be given.
REQUIRED: Final = object()

_METHODS_FILE = Path(__file__).with_name("methods.txt")
_JAVA_TYPES = {
    "String": "java.lang.String",
    "Object": "java.lang.Object",
    "Integer": "java.lang.Integer",
    "Boolean": "java.lang.Boolean",
    "Map": "java.util.Map",
    "List": "java.util.List",
    "Iterable": "java.lang.Iterable",
    "Closure": "groovy.lang.Closure",
    "String...": "[Ljava.lang.String;",
}
_COLLECTIONS = frozenset({"Map", "List", "Iterable", "String[]", "IntRange"})
_PRIMITIVES = frozenset({"boolean", "int", "long", "double", "float"})


class Parameter(Struct, frozen=True):
    """One formal parameter; ``context`` names what a closure is evaluated against (empty: a plain closure).

    ``takes_null`` tells that Job DSL accepts null for a collection, map or enumeration.
    """

    type: str
    name: str
    default: Any = REQUIRED
    context: str = ""
    takes_null: bool = False

    @property
    def is_required(self) -> bool:
        return self.default is REQUIRED

    @property
    def refuses_null(self) -> bool:
        """Whether Job DSL has no use for null here: a given collection, map or enumeration constant."""
        return not self.takes_null and self.is_required and (self.is_collection or self.type in ENUMS)

    @property
    def is_collection(self) -> bool:
        return self.type.endswith("...") or self.type.split("<", 1)[0] in _COLLECTIONS


class Signature(Struct, frozen=True):
    """One overload of a DSL method."""

    name: str
    parameters: tuple[Parameter, ...]
    deprecated: bool = False
    required: int = 0
    is_vararg: bool = False

    @property
    def text(self) -> str:
        """``shell(java.lang.String)``, as Groovy lists possible solutions."""
        return self._text(self.parameters)

    @property
    def java_methods(self) -> list[str]:
        """The methods that Groovy compiles it to: one per number of optional parameters that are given."""
        texts = []
        for given in range(len(self.parameters) - self.required + 1):
            optional = [p for p in self.parameters if not p.is_required][:given]
            texts.append(self._text(tuple([p for p in self.parameters if p.is_required or p in optional])))
        return texts

    def _text(self, parameters: tuple[Parameter, ...]) -> str:
        return f"{self.name}({', '.join(_JAVA_TYPES.get(p.type.split('<')[0], p.type) for p in parameters)})"

    def null_argument(self, values: dict[str, Any]) -> str:
        """The first parameter for a collection, a map or an enumeration that got null; empty when there is none."""
        for parameter in self.parameters:
            if is_null(values.get(parameter.name)) and parameter.refuses_null:
                return parameter.name
        return ""

    def without_null(self, values: dict[str, Any]) -> list[Any]:
        """The values but null collections, which Job DSL iterates over."""
        nothing = [p.name for p in self.parameters if p.takes_null and p.is_collection and values[p.name] is NULL]
        return [value for name, value in values.items() if name not in nothing]

    def bind(self, arguments: list[Any]) -> tuple[int, dict[str, Any]] | None:
        """Values by parameter name with a cost (lower fits better), or None when the arguments do not fit."""
        parameters = self.parameters
        if len(parameters) == 1 and not arguments and parameters[0].type not in _PRIMITIVES:
            return 1, {parameters[0].name: _missing_single(parameters[0])}
        if self.is_vararg:
            return self._bind_rest(arguments)
        spare = len(arguments) - self.required
        if spare < 0 or len(arguments) > len(parameters):
            return None
        return _bind_in_order(parameters, arguments, spare)

    def _bind_rest(self, arguments: list[Any]) -> tuple[int, dict[str, Any]] | None:
        *fixed, rest = self.parameters
        bound = _bind_in_order(tuple(fixed), arguments[: len(fixed)], 0) if len(arguments) >= len(fixed) else None
        tail = arguments[len(fixed) :]
        if len(tail) == 1 and isinstance(tail[0], GArray):
            tail = list(tail[0])
        item_type = rest.type[:-3]
        null = 0 if item_type == "int" else NULL
        if bound is None or any(not fits(item_type, value) for value in tail if value is not None):
            return None
        given = NULL if tail == [None] else [null if value is None else value for value in tail]
        return bound[0] + 5, bound[1] | {rest.name: given}


def _missing_single(parameter: Parameter) -> Any:
    if parameter.type.endswith("..."):
        return []
    return _given(parameter, None) if parameter.is_required else parameter.default


def _given(parameter: Parameter, value: Any) -> Any:
    """The argument; null, unless it is in place of a closure, as one that was given."""
    return NULL if value is None and not parameter.type.startswith("Closure") else value


def _bind_in_order(
    parameters: tuple[Parameter, ...], arguments: list[Any], spare: int
) -> tuple[int, dict[str, Any]] | None:
    """Fill optional parameters from the left as far as ``spare`` arguments reach, as Groovy does."""
    given = iter(arguments)
    values: dict[str, Any] = {}
    cost = 0
    for parameter in parameters:
        if parameter.default is not REQUIRED:
            if spare == 0:
                values[parameter.name] = parameter.default
                continue
            spare -= 1
        value = next(given)
        if not fits(parameter.type, value):
            return None
        cost += 2 if parameter.type == "Object" else 0
        cost += 1 if value is None and parameter.type.startswith("Closure") else 0  # null is rather a text
        values[parameter.name] = _given(parameter, value)
    return cost, values


def fits(type_name: str, value: Any) -> bool:
    """Whether Groovy would pass ``value`` for a parameter of this type."""
    if value is None:
        return type_name not in _PRIMITIVES
    check = _CHECKS.get(type_name)
    if check is not None:
        return check(value)
    base = type_name.split("<", 1)[0]
    check = _CHECKS.get(base)
    return check(value) if check else isinstance(value, HostObject) and value.groovy_class.endswith("." + base)


def is_sequence(value: Any) -> bool:
    """Whether a script's value is a list, set, array or range."""
    return hasattr(value, "__iter__") and not isinstance(value, str | dict | Null) and not is_closure(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_CHECKS = {
    "String": lambda value: isinstance(value, str),
    "Object": lambda value: True,
    "boolean": lambda value: isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "int": _is_integer,
    "Integer": _is_integer,
    "long": _is_integer,
    "double": _is_number,
    "Double": _is_number,
    "float": _is_number,
    "Map": lambda value: isinstance(value, dict),
    "List": is_sequence,
    "Iterable": is_sequence,
    "String[]": is_sequence,
    "IntRange": is_sequence,
    "Closure": is_closure,
    "Job": lambda value: hasattr(value, "full_name"),
    "InputStream": lambda value: isinstance(value, HostObject),
} | {name: lambda value, name=name: isinstance(value, EnumValue) and value.type_name == name for name in ENUMS}


@cache
def _sections() -> dict[str, tuple[str, str]]:
    """Context → (its header's ``parent - names``, the text of its methods)."""
    sections = {}
    for part in _METHODS_FILE.read_text(encoding="utf-8")[1:].split("\n["):
        header, _, body = part.partition("\n")
        name, _, parent = header.rstrip("]").partition(" : ")
        sections[name] = (parent, body)
    return sections


def context_names() -> list[str]:
    """Every context that has methods."""
    return list(_sections())


def lineage(context: str) -> Iterator[str]:
    """The context and those that it inherits methods from."""
    while context:
        yield context
        context = _sections().get(context, ("", ""))[0].partition(" - ")[0]


@cache
def signatures(context: str) -> dict[str, list[Signature]]:
    """Method name → overloads of that context; empty for a context of Igor's own."""
    parent, body = _sections().get(context, ("", ""))
    found: dict[str, list[Signature]] = {}
    for line in body.splitlines():
        signature = parse_signature(line)
        found.setdefault(signature.name, []).append(signature)
    if not parent:
        return found
    parent_name, _, lacking = parent.partition(" - ")
    inherited = {name: known for name, known in signatures(parent_name).items() if name not in lacking.split()}
    return inherited | found


_SIGNATURE = re.compile(r"(\w+)\((.*)\)( deprecated)?$")
_SPLIT = re.compile(r", (?![^<]*>)(?=[\w.<>\[\], ]+ \w+)")
_CONTEXT = re.compile(r"Closure<([\w.]+)>")


def parse_signature(line: str) -> Signature:
    """Read ``method(type name = default, …)``."""
    match = _SIGNATURE.match(line)
    if match is None:
        raise ValueError(f"not a method signature: {line!r}")
    texts = _SPLIT.split(match[2]) if match[2] else []
    parameters = tuple([_parse_parameter(text) for text in texts])
    required = sum(parameter.default is REQUIRED for parameter in parameters)
    is_vararg = bool(parameters) and parameters[-1].type.endswith("...")
    return Signature(match[1], parameters, bool(match[3]), required, is_vararg)


def _parse_parameter(text: str) -> Parameter:
    declaration, equals, default = text.partition(" = ")
    type_name, _, name = declaration.rpartition(" ")
    context = _CONTEXT.fullmatch(type_name)
    plain_type = _CONTEXT.sub("Closure", type_name).replace(" ", "")
    value = _parse_default(default) if equals else REQUIRED
    return Parameter(plain_type, name.removesuffix("?"), value, context[1] if context else "", name.endswith("?"))


def _parse_default(text: str) -> Any:
    constants: dict[str, Any] = {"null": None, "true": True, "false": False, "[:]": {}}
    if text in constants:
        return constants[text]
    if text.startswith("'"):
        return text[1:-1]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return enum_constant(text)


def choose(overloads: list[Signature], arguments: list[Any]) -> tuple[Signature, dict[str, Any]] | None:
    """The overload that fits the arguments best, with the values by parameter name."""
    if not arguments and are_several(overloads):
        overloads = [one for one in overloads if not one.required or (one.is_vararg and len(one.parameters) == 1)]
    best: tuple[Signature, dict[str, Any]] | None = None
    least = 0
    for signature in overloads:
        bound = signature.bind(arguments)
        if bound is not None and (best is None or bound[0] < least):
            least, best = bound[0], (signature, bound[1])
    return best


def are_several(overloads: list[Signature]) -> bool:
    """Whether Groovy has more than one method to choose from."""
    return sum(len(overload.java_methods) for overload in overloads) > 1


def unselected(groovy_class: str, overloads: list[Signature]) -> str:
    """What Groovy says of a call without arguments when each of several methods takes some."""
    methods = sorted(text for overload in overloads for text in overload.java_methods)
    lines = "".join(f"\n  public void {groovy_class}#{text}" for text in methods)
    return f"Could not find which method {overloads[0].name}() to invoke from this list:{lines}"
