"""The methods that Job DSL has, per context, and which of them a call means.

``methods.txt`` lists every context with its methods' signatures: ``[context : parent - names it lacks]`` and then one
``method(type name = default, …)`` per line; ``Closure<context>`` is a closure evaluated against that context. It tells
a method that Igor does not support yet from one that does not exist.

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
_PRIMITIVES = frozenset({"boolean", "int", "long", "double", "float"})


class Parameter(Struct, frozen=True):
    """One formal parameter; ``context`` names what a closure is evaluated against (empty: a plain closure)."""

    type: str
    name: str
    default: Any = REQUIRED
    context: str = ""

    @property
    def is_required(self) -> bool:
        return self.default is REQUIRED

    @property
    def refuses_null(self) -> bool:
        """Whether Job DSL has no use for null here: a given collection, map or enumeration constant."""
        base = self.type.split("<", 1)[0]
        return self.default is REQUIRED and (
            base in ("Map", "List", "Iterable", "String[]", "IntRange") or base in ENUMS
        )


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
        return f"{self.name}({', '.join(_JAVA_TYPES.get(p.type.split('<')[0], p.type) for p in self.parameters)})"

    def null_argument(self, values: dict[str, Any]) -> str:
        """The first parameter for a collection, a map or an enumeration that got null; empty when there is none."""
        for parameter in self.parameters:
            if values.get(parameter.name) is None and parameter.refuses_null:
                return parameter.name
        return ""

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
        if bound is None or any(not fits(rest.type[:-3], value) for value in tail):
            return None
        return bound[0] + 5, bound[1] | {rest.name: tail}


def _missing_single(parameter: Parameter) -> Any:
    if parameter.type.endswith("..."):
        return []
    return None if parameter.default is REQUIRED else parameter.default


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
        values[parameter.name] = value
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
    return hasattr(value, "__iter__") and not isinstance(value, str | dict) and not is_closure(value)


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
    return Parameter(plain_type, name, value, context[1] if context else "")


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
    best: tuple[Signature, dict[str, Any]] | None = None
    least = 0
    for signature in overloads:
        bound = signature.bind(arguments)
        if bound is not None and (best is None or bound[0] < least):
            least, best = bound[0], (signature, bound[1])
    return best
