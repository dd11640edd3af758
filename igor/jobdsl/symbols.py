"""Reads ``symbols.txt``: what plugins add to Job DSL by their symbols, one class with its fields each.

Each symbol makes what Jenkins writes when it saves an object of that class, without the ``plugin`` attribute, whose
version only a server with the plugin knows. The table is read when a script first uses such a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.element import named, node, strings

_FILE = Path(__file__).with_name("symbols.txt")
_OPTION = re.compile(r"(\w+)(?:\|(\w+))?(?: -> (\w+))? ([=:]) (.*)")
_LITERALS = {"null": None, "true": True, "false": False, "''": ""}


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a symbol. ``kind``: value, strings, lines, each, wrapped, list, one, object; ``argument``: the
    type of a list's members or a class; ``options``: an object's own; ``alias``: a second name."""

    name: str
    element: str
    kind: str = "value"
    argument: str = ""
    default: Any = None
    options: tuple[Option, ...] = ()
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """What ``symbol { … }`` makes inside a context that takes ``extends``."""

    extends: str
    name: str
    class_name: str
    options: tuple[Option, ...]


@cache
def symbols() -> dict[tuple[str, str], Symbol]:
    """(extended type, symbol) → what it makes."""
    return {(symbol.extends, symbol.name): symbol for symbol in read_symbols(_FILE.read_text(encoding="utf-8"))}


def read_symbols(text: str) -> Iterator[Symbol]:
    """The symbols of a table; ``alias = symbol`` follows or precedes what it names, within its section."""
    for extends, blocks in _sections(text):
        found = {name: (cls, options) for name, cls, options in blocks}
        for name, (cls, options) in found.items():
            target = found[cls.removeprefix("= ")] if cls.startswith("= ") else (cls, options)
            yield Symbol(extends, name, target[0], target[1])


def _sections(text: str) -> Iterator[tuple[str, list[tuple[str, str, tuple[Option, ...]]]]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    starts = [index for index, line in enumerate(lines) if line.startswith("[")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start].strip("[]"), [_block(block) for block in _blocks(lines[start + 1 : end], 0)]


def _blocks(lines: list[str], indent: int) -> list[list[str]]:
    """The lines of that indentation, each with the deeper ones below it."""
    blocks: list[list[str]] = []
    for line in lines:
        if len(line) - len(line.lstrip()) == indent:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _block(lines: list[str]) -> tuple[str, str, tuple[Option, ...]]:
    name, _, cls = lines[0].partition(" ")
    return name, cls, _options(lines[1:], 4)


def _options(lines: list[str], indent: int) -> tuple[Option, ...]:
    return tuple(_option(block, indent) for block in _blocks(lines, indent))


def _option(lines: list[str], indent: int) -> Option:
    match = _OPTION.fullmatch(lines[0].strip())
    if match is None:
        raise ValueError(f"symbols.txt: not an option: {lines[0]!r}")
    name, alias, element, mark, text = match.groups()
    if mark == "=":
        default = _LITERALS[text] if text in _LITERALS else text.strip("'")
        return Option(name, element or name, default=default, alias=alias or "")
    kind, _, argument = text.partition(" ")
    return Option(name, element or name, kind, argument, options=_options(lines[1:], indent + 4), alias=alias or "")


def symbol_node(class_name: str, options: tuple[Option, ...], values: dict[str, Any]) -> Node:
    """The element of a symbol from what its options were set to; members that are absent are left out."""
    return node(class_name, [field for option in options for field in _fields(option, values[option.name])])


def _fields(option: Option, value: Any) -> list[Node]:
    if value is None:
        return []
    if option.kind == "list":
        return [node(option.element, value)]
    if option.kind == "one":
        return [named(option.element, value[-1])] if value else []
    if option.kind == "object":
        inner = symbol_node(option.element, option.options, value)
        return [_with_class(inner, option.argument)]
    if option.kind == "wrapped":
        cls, _, field = option.argument.partition(" ")
        return [node(option.element, [node(cls, node(field, part)) for part in value])]
    if option.kind == "each":
        return [node(option.element, part) for part in value]
    if option.kind == "strings":
        return [node(option.element, strings(value))]
    return [node(option.element, "\n".join(str(part) for part in value) if option.kind == "lines" else value)]


def _with_class(made: Node, class_name: str) -> Node:
    """The node with its class as an attribute; ``-`` is none."""
    if class_name != "-":
        made.attributes["class"] = class_name
    return made
