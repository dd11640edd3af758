"""The items of a list as the arguments of a call: nothing converts them, as it does the arguments that a call names.

Source: ``groovy.lang.MetaClassImpl.createTransformMetaMethod``.
"""

from __future__ import annotations

from typing import Any

from igor.groovy import signatures
from igor.groovy.choices import choose
from igor.groovy.class_model import class_name, is_instance
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.number_operands import refuse_item_of
from igor.groovy.runtime_errors import illegal_argument, uncastable
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
