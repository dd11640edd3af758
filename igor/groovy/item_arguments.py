"""The items of a list as the arguments of a call: nothing converts them, as it does the arguments that a call names.

Source: ``groovy.lang.MetaClassImpl.createTransformMetaMethod``.
"""

from __future__ import annotations

from typing import Any

from igor.groovy import signatures
from igor.groovy.casts import cast_error
from igor.groovy.choices import choose
from igor.groovy.class_model import CompiledMethod, class_name, is_instance, pick
from igor.groovy.closure import ClosureValue
from igor.groovy.java_names import array_class_name
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.number_operands import refuse_item_of
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument, no_item, uncastable
from igor.groovy.values import BigInteger, GArray, GStringValue

_WIDER = ("byte", "short", "int", "long", "float", "double")
_NUMBERS = tuple(PRIMITIVES[one] for one in _WIDER)


def refuse_items(receiver: Any, name: str, items: list[Any]) -> None:
    """Raise what the chosen method says of an item that is not of its parameter's very type."""
    if len(items) == 1 and isinstance(receiver, BigInteger):
        refuse_item_of(name, receiver, items[0])
    owner = class_name(receiver)
    chosen = choose(owner, name, items)
    if chosen is None and isinstance(receiver, GStringValue):
        owner = "java.lang.String"
        chosen = choose(owner, name, items)
    if chosen is None or len(chosen) != len(items):
        return
    of_java = f"{name}({','.join(chosen)})" in signatures.java_methods(owner)
    for item, kind in zip(items, chosen, strict=True):
        if isinstance(item, GArray) or _takes(kind.removeprefix("#"), item):
            continue
        if of_java:
            raise illegal_argument("argument type mismatch")
        if kind not in PRIMITIVES:
            raise uncastable(class_name(item), kind)


def choose_own(methods: list[CompiledMethod], arguments: list[Any]) -> tuple[CompiledMethod | None, list[Any]]:
    """The method that takes the arguments, or else the items of a list that is the only one; and what it is given."""
    method = pick(methods, arguments)
    if method is None and methods and len(arguments) == 1 and is_opened(arguments[0]):
        items = list(arguments[0])
        method = pick(methods, items)
        if method is not None:
            refuse_own_items(method.parameter_types, method.fewest, method.is_vararg, items)
            return method, items
    return method, arguments


def is_opened(value: Any) -> bool:
    """Whether its items may stand for arguments: those of a List, not of an array."""
    return isinstance(value, (list, GRange)) and not isinstance(value, GArray)


def refuse_own_items(kinds: tuple[str, ...], fewest: int, is_vararg: bool, items: list[Any]) -> None:
    """Raise what Groovy says when a list's items stand for the parameters of a script's own method or closure.

    Nothing gathers them into an array, and reflection takes only what is of the very type.
    """
    if is_vararg and len(kinds) == 1:
        raise _no_list_of(kinds[0], items)
    if not items and not fewest:
        raise no_item()
    if not fewest <= len(items) <= len(kinds):
        raise illegal_argument("wrong number of arguments")
    if len(items) == len(kinds) and not all(map(_takes_own, kinds, items)):
        raise illegal_argument("argument type mismatch")


def _no_list_of(array: str, items: list[Any]) -> GroovyRuntimeError:
    component = array.removesuffix("[]")
    if component in PRIMITIVES:
        return cast_error(items, PRIMITIVES[component])
    return uncastable(array_class_name(component), "java.util.List")


def _takes_own(kind: str, item: Any) -> bool:
    return isinstance(item, (GArray, ClosureValue)) or _takes(kind, item)


def _takes(kind: str, item: Any) -> bool:
    if item is None or kind == "java.lang.Object":
        return True
    if kind not in PRIMITIVES:
        return is_instance(item, kind)
    own = class_name(item)
    if kind not in _WIDER:
        return own == PRIMITIVES[kind]
    narrower = _NUMBERS[: _WIDER.index(kind) + 1]
    return own in narrower or (own == "java.lang.Character" and kind not in ("byte", "short"))
