"""Categories in use (``use (Category) { … }``): static methods that act as methods of their first parameter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.class_model import GroovyClass, JavaClass, is_instance, pick
from igor.groovy.host import MISSING
from igor.groovy.registry import static_table
from igor.groovy.runtime import Runtime


def from_category(rt: Runtime, receiver: Any, name: str, arguments: list[Any], call: Callable[..., Any]) -> Any:
    """Call ``name`` of a category in use (``rt.categories``), the latest first; MISSING when none has it."""
    for category in reversed(rt.categories):
        if isinstance(category, JavaClass):
            table = static_table(category.name)
            variants = table.methods.get(name) if table is not None else None
            result = MISSING if variants is None else call(rt, variants, [receiver, *arguments])
        else:
            result = _own_category(category, receiver, name, arguments)
        if result is not MISSING:
            return result
    return MISSING


def _own_category(category: GroovyClass, receiver: Any, name: str, arguments: list[Any]) -> Any:
    if category.category_of is not None:
        if not is_instance(receiver, category.category_of):
            return MISSING
        method = pick(category.candidates(name), arguments)
        return MISSING if method is None else method.run(receiver, arguments)
    packed = [receiver, *arguments]
    method = pick([one for one in category.candidates(name) if one.is_static], packed)
    return MISSING if method is None else method.run(category, packed)


def category_getter(rt: Runtime, receiver: Any, name: str) -> Any:
    """``receiver.name`` by a category's ``getName``; MISSING when none has it."""

    def call(rt: Runtime, variants: list[Any], arguments: list[Any]) -> Any:
        converted = variants[0].convert(arguments)
        return MISSING if converted is None else variants[0].function(rt, *converted)

    return from_category(rt, receiver, f"get{name[:1].upper()}{name[1:]}", [], call)
