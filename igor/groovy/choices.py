"""Which of Groovy's and Java's own methods a call of a built-in means, or that none of them takes such arguments.

The methods of the built-in classes stand in ``choices.txt``, which is read when a built-in is first called. Source:
``groovy.lang.MetaClassImpl.chooseMethod`` and ``org.codehaus.groovy.reflection.ParameterTypes``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from igor.groovy.cast_arguments import CastArguments
from igor.groovy.class_model import CLASS_NAMES, GroovyObject, ancestors, class_name
from igor.groovy.closure import ClosureValue
from igor.groovy.host import HostObject
from igor.groovy.java_types import PARENTS, PRIMITIVES
from igor.groovy.null_texts import null_used
from igor.groovy.overloads import SINGLE_METHOD, VARARG_DISTANCE, distance
from igor.groovy.runtime_errors import GroovyRuntimeError, no_item, null_pointer
from igor.groovy.text import INTERFACES
from igor.groovy.values import GArray

_PATH = Path(__file__).with_name("choices.txt")
_GSTRING, _STRING = "org.codehaus.groovy.runtime.GStringImpl", "java.lang.String"
Parameters = tuple[str, ...]


@cache
def _lines() -> list[str]:
    text = _PATH.read_text(encoding="utf-8")
    return text.replace("~", "java.lang.").replace("^", "java.util.").splitlines()[1:]


@cache
def _rows() -> dict[str, list[str]]:
    """Name of a method → classes and parameters, a line for each group of classes."""
    rows: dict[str, list[str]] = {}
    for line in _lines()[1:]:
        name, _, rest = line.partition(" ")
        rows.setdefault(name, []).append(rest)
    return rows


@cache
def _classes() -> frozenset[str]:
    return frozenset(_lines()[0].split(" "))


@cache
def _listed(name: str) -> dict[str, list[Parameters]]:
    """Class → the parameters of its methods of that name."""
    found: dict[str, list[Parameters]] = {}
    for row in _rows().get(name, ()):
        owners, *methods = row.split(" ")
        parameters = [_parameters(one[1:-1]) for one in methods]
        found |= dict.fromkeys(owners.split(","), parameters)
    return found


def _parameters(text: str) -> Parameters:
    return tuple(map(_written_name, text.split(","))) if text else ()


_ELEMENTS = {
    "B": "byte",
    "C": "char",
    "D": "double",
    "F": "float",
    "I": "int",
    "J": "long",
    "S": "short",
    "Z": "boolean",
}


def _written_name(name: str) -> str:
    """``int[]`` of ``[I``."""
    if not name.startswith("["):
        return name
    return f"{name[2:-1] if name[1] == 'L' else _ELEMENTS.get(name[1], name[1:])}[]"


def methods_of(owner: str, name: str) -> list[Parameters] | None:
    """The parameters of a class's methods of that name; None when it is not known what methods the class has.

    ``owner`` is the name of the class, ``static:`` before it when the class itself is called.
    """
    found = _listed(name).get(owner)
    return [] if found is None and owner in _classes() else found


def fit(parameters: Parameters, arguments: list[Any]) -> int | None:
    """How far the arguments are from a method's parameters, None when it does not take them."""
    if _looks_at_first(parameters):
        return _steps(arguments[0], parameters[0][1:])
    count, last = len(arguments), len(parameters) - 1
    if count == last + 1:
        total = _sum(parameters, arguments)
        if total is not None:
            return total
    if last < 0 or not parameters[last].endswith("[]") or count < last:
        return None
    return _gathered(parameters, arguments, last)


def _steps(value: Any, name: str) -> int | None:
    """The distance of one argument; that of a null from an interface is less than none."""
    steps = distance(value, name)
    if steps < 0:
        return None
    if value is None:
        return _NULL_CLOSURE if name == "groovy.lang.Closure" else steps - (steps < 2)
    if isinstance(value, ClosureValue) and name in _OF_CLOSURES:
        return _OF_CLOSURES[name]
    return steps


#: Between Closure and Object stands GroovyObjectSupport.
_NULL_CLOSURE = 4 << 23
#: A closure is nearer to Object than to an interface that it could be made an object of.
_OF_CLOSURES = {
    **dict.fromkeys(SINGLE_METHOD - ancestors("groovy.lang.Closure"), 33 << 23),
    "java.lang.Object": 30 << 23,
}


def _sum(parameters: Parameters, arguments: list[Any]) -> int | None:
    total = 0
    for name, value in zip(parameters, arguments, strict=True):
        steps = _steps(value, name)
        if steps is None:
            return None
        total += steps
    return total


def _gathered(parameters: Parameters, arguments: list[Any], last: int) -> int | None:
    """The last parameter is an array, of what is left of the arguments."""
    component = parameters[last][:-2]
    start, rest = _sum(parameters[:last], arguments[:last]), arguments[last:]
    if start is None:
        return None
    if len(rest) == 1 and isinstance(rest[0], GArray) and component == "java.lang.Object":
        return start + 2 * VARARG_DISTANCE
    total = _sum((component,) * len(rest), rest)
    return None if total is None else start + total + (1 + len(rest)) * VARARG_DISTANCE


def choose(owner: str, name: str, arguments: list[Any]) -> Parameters | None:
    """The parameters of the method that a call means, None when there is no such method.

    Raises Groovy's GroovyRuntimeException when several are equally near.
    """
    methods = methods_of(owner, name) or []
    if not arguments:
        return _without_arguments(methods)
    fitting = [(total, one) for one in methods if (total := fit(one, arguments)) is not None]
    if len(fitting) < 2:
        return fitting[0][1] if fitting else None
    if any(_looks_at_first(one) and len(arguments) > 1 for _, one in fitting):
        raise null_used("org.codehaus.groovy.reflection.CachedClass.getTheClass()", "parameter")
    totals = [total for total, _ in fitting]
    nearest = 0 if 0 in totals else min(totals)
    equal = [one for total, one in fitting if total == nearest]
    if len(equal) > 1:
        raise _ambiguous(owner, name, arguments, equal)
    return equal[0]


def _without_arguments(methods: list[Parameters]) -> Parameters | None:
    if () in methods:
        return ()
    if len(methods) == 1 and len(methods[0]) == 1 and methods[0][0] not in PRIMITIVES:
        if _looks_at_first(methods[0]):
            raise no_item()
        return methods[0]
    return next((one for one in methods if len(one) == 1 and one[0].endswith("[]")), None)


def _looks_at_first(parameters: Parameters) -> bool:
    """Methods of Groovy's that take a number for a number look at the first argument only (DgmConverter)."""
    return len(parameters) == 1 and parameters[0][0] == "#"


def _ambiguous(owner: str, name: str, arguments: list[Any], methods: list[Parameters]) -> GroovyRuntimeError:
    given = ", ".join("null" if one is None else f"class {class_name(one)}" for one in arguments)
    lines = "".join(f"\n\t[{', '.join(map(_shown, one))}]" for one in methods)
    return GroovyRuntimeError(
        "groovy.lang.GroovyRuntimeException",
        f"Ambiguous method overloading for method {owner.removeprefix('static:')}#{name}.\n"
        f"Cannot resolve which method to invoke for [{given}] due to overlapping prototypes between:{lines}",
    )


def null_for_primitive(owner: str, name: str, arguments: CastArguments) -> bool:
    """Whether the casts of the arguments choose a method that takes a primitive where there is a null."""
    chosen = choose(owner, name, arguments.stand_ins) or ()
    return any(value is None and kind in PRIMITIVES for value, kind in zip(arguments, chosen, strict=False))


def stumbles(receiver: Any, name: str) -> bool:
    """Whether an empty list for the method's arguments leaves Groovy without the item that it reads first."""
    methods = methods_of(class_name(receiver), name)
    return methods is None or () in methods


def _shown(name: str) -> str:
    name = name.removeprefix("#")
    if name in PRIMITIVES:
        return name
    return f"{'interface' if name in INTERFACES else 'class'} {name}"


#: Said instead of the number of arguments: there is no such method; the last argument is a null for a closure.
NO_METHOD, NULL_CLOSURE = -1, -2
#: A call by Python types, or by the names of classes → what ``taken`` says of it.
_TAKEN: dict[tuple[Any, ...], int] = {}


def taken(receiver: Any, owner: str, name: str, arguments: list[Any]) -> int:
    """How many of the arguments the method takes that the call means, or else NO_METHOD or NULL_CLOSURE.

    One where there is none: a method with one parameter takes a null then. All of them when it is not known what
    methods there are. ``owner`` names another class than the receiver's own, as ``methods_of`` takes it.
    """
    known = _TAKEN.get((name, owner or type(receiver), *map(type, arguments)))
    if known is not None and type(arguments) is list:
        return known
    values = arguments.stand_ins if type(arguments) is CastArguments else arguments
    return _by_class(receiver, owner or class_name(receiver), name, values)


def _by_class(receiver: Any, owner: str, name: str, arguments: list[Any]) -> int:
    if name == "getAt" and isinstance(receiver, GArray) and isinstance(arguments[0], int):
        return len(arguments)
    if methods_of(owner, name) is None or receiver is None or not all(map(_is_known, arguments)):
        return len(arguments)
    key = (name, owner, *map(_class_key, arguments))
    found = _TAKEN.get(key)
    if found is None:
        found = _TAKEN[key] = _count(owner, name, arguments)
    types = (type(receiver), *map(type, arguments))
    static = owner.startswith("static:")
    if all(one in _TELLING for one in types[static:]):
        _TAKEN[(name, owner if static else types[0], *types[1:])] = found
    return found


def _count(owner: str, name: str, arguments: list[Any]) -> int:
    chosen = choose(owner, name, arguments)
    if chosen is None and owner == _GSTRING:
        chosen = choose(_STRING, name, arguments)
    if chosen is None:
        return NO_METHOD
    if chosen[-1:] == ("groovy.lang.Closure",) and (not arguments or arguments[-1] is None):
        return NULL_CLOSURE
    if chosen and chosen[-1].startswith("java.util.function.") and arguments[-1:] == [None]:
        raise null_pointer(None)
    if _looks_at_first(chosen) or (not arguments and chosen and not chosen[0].endswith("[]")):
        return 1
    return len(arguments)


def _class_key(value: Any) -> Any:
    return value.cls if isinstance(value, GroovyObject) else None if value is None else class_name(value)


def _is_known(value: Any) -> bool:
    """Whether it is known what an argument can stand for."""
    return not isinstance(value, HostObject) and (
        type(value) in _TELLING or isinstance(value, (GroovyObject, GArray)) or class_name(value) in PARENTS
    )


#: The Python types whose values are all of one Java class, or are closures.
_TELLING = frozenset({*CLASS_NAMES, type(None), ClosureValue})
