"""What contexts are declared to be: their options and handlers, the symbols that they take, and how an option begins.

``declare`` and ``dynamic`` fill the tables; ``spec_of`` reads them. What calls make of it: ``igor.jobdsl.context``.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import msgspec

from igor.jobdsl.symbols import Option

#: Makes what a call of a method adds; takes the ``igor.jobdsl.context.Call``.
Handler = Callable[[Any], Any]


class OneOf(msgspec.Struct, frozen=True):
    """An option that takes only these values; ``default`` holds until it is set."""

    values: tuple[str, ...]
    default: str | None = None


class ContextSpec(msgspec.Struct):
    """What a context offers. ``extends`` is the Jenkins type whose installed kinds it accepts by symbol."""

    kind: str
    options: dict[str, Any] = msgspec.field(default_factory=dict)
    handlers: dict[str, Handler] = msgspec.field(default_factory=dict)
    extends: str = ""


_SPECS: dict[str, ContextSpec] = {}
_LATER: list[str] = []

#: The kind of context that takes the symbols of a Jenkins type alone is this and the type.
STRUCTS = "plugin.structs."
#: (extended Jenkins type, symbol) → makes the node from the call's evaluated options
DYNAMIC: dict[tuple[str, str], Handler] = {}
#: (extended Jenkins type, symbol) → the options that its closure accepts
DYNAMIC_OPTIONS: dict[tuple[str, str], dict[str, Any]] = {}


def declare(
    kind: str,
    handlers: Mapping[str, Handler] | None = None,
    *,
    parent: str = "",
    extends: str = "",
    options: Mapping[str, Any] | None = None,
) -> None:
    """Declare the context ``kind`` (its class below ``javaposse.jobdsl.dsl``), on top of ``parent``.

    An option's default tells how its method works: a list collects, a dict takes pairs or maps, ``OneOf`` checks,
    anything else is replaced; an option method without parameters sets True.
    """
    base = _SPECS.get(parent, ContextSpec(""))
    _SPECS[kind] = ContextSpec(
        kind, base.options | dict(options or {}), base.handlers | dict(handlers or {}), extends or base.extends
    )


def dynamic(extends: str, symbol: str, build: Handler, **options: Any) -> None:
    """Declare what a plugin's symbol makes inside every context that extends ``extends``."""
    DYNAMIC[extends, symbol] = build
    DYNAMIC_OPTIONS[extends, symbol] = options


def declare_later(*modules: str) -> None:
    """Name modules whose contexts few scripts use: they are imported when an unknown context is first asked for."""
    _LATER.extend(modules)


def spec_of(kind: str) -> ContextSpec:
    """The declaration of ``kind``; an empty one when nothing of it is supported yet."""
    if kind.startswith(STRUCTS):
        return _SPECS.get(kind) or ContextSpec(kind, extends=kind.removeprefix(STRUCTS))
    while kind not in _SPECS and _LATER:
        import_module(_LATER.pop())
    return _SPECS.get(kind) or ContextSpec(kind)


def is_supported(kind: str, method: str) -> bool:
    """Whether Igor acts on that method of that context."""
    spec = spec_of(kind)
    return method in spec.handlers or method in spec.options


class Nested(msgspec.Struct, frozen=True):
    """A dynamic option whose closure is evaluated against a context of that kind; its value is the nodes."""

    kind: str


class Alias(msgspec.Struct, frozen=True):
    """A dynamic option that is another one's second name."""

    name: str


class Struct(msgspec.Struct, frozen=True):
    """A dynamic option whose closure sets options of its own; its value is theirs."""

    options: tuple[Option, ...]


def defaults_of(options: tuple[Option, ...]) -> dict[str, Any]:
    """What the options of a symbol hold until they are set."""
    nested = {"list": lambda o: Nested(STRUCTS + o.argument), "one": lambda o: Nested(STRUCTS + o.argument)}
    makers: dict[str, Callable[[Option], Any]] = {
        **nested,
        "object": lambda o: Struct(o.options),
        "enum": lambda o: o,
    }
    lists = ("strings", "lines", "each", "wrapped")
    aliases = {o.alias: Alias(o.name) for o in options if o.alias}
    return aliases | {
        o.name: makers[o.kind](o) if o.kind in makers else [] if o.kind in lists else o.default for o in options
    }


def initial_value(default: Any) -> Any:
    if isinstance(default, OneOf):
        return default.default
    if isinstance(default, Nested):
        return []
    if isinstance(default, Struct | Alias | Option):
        return None
    return copy.copy(default) if isinstance(default, list | dict) else default


def setter_property(name: str) -> str:
    """``setFailBuild`` sets ``failBuild``."""
    return name[3:4].lower() + name[4:] if name.startswith("set") else ""
