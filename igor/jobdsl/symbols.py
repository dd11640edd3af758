"""Reads ``symbols.txt``: what plugins add to Job DSL by their symbols, one class with its fields each.

Each symbol makes what Jenkins writes when it saves an object of that class, without the ``plugin`` attribute, whose
version only a server with the plugin knows. The table is read when a script first uses such a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from igor.groovy.xml_node import Node
from igor.jobdsl.element import named, node, strings
from igor.model.errors import InvalidSource

_FILE = Path(__file__).with_name("symbols.txt")
_OPTION = re.compile(r"(\w+)(?:\|(\w+))?(?: -> (\w+))? ([=:]) (.*)")
_HEAD = re.compile(r"(?P<name>\w+)(?:\((?P<parameters>[\w, ?]*)\))? (?:= (?P<alias>\w+)|(?P<made>[\w.$-]+))")
#: How an option makes its element, beside a plain value.
KINDS = ("enum", "strings", "lines", "each", "wrapped", "list", "one", "object")
_LITERALS = {"null": None, "required": None, "true": True, "false": False, "''": ""}


class Option(Struct, frozen=True):
    """One option of a symbol.

    ``kind``: value, enum, strings, lines, each, wrapped, list, one, object. ``argument``: the type of a list's members,
    a class, or the values of an enum. ``options``: an object's own. ``alias``: a second name. ``required``: no default.
    """

    name: str
    element: str
    kind: str = "value"
    argument: str = ""
    default: Any = None
    options: tuple[Option, ...] = ()
    alias: str = ""
    required: bool = False

    def check(self, value: Any) -> str:
        """What is wrong with a value for the option, in Job DSL's words; empty when nothing is."""
        values = self.argument.split()
        if self.kind != "enum" or str(value) in values:
            return ""
        told = "', '".join(values)
        return f"invalid enum value '{value}', must be one of '{told}'"


class Symbol(Struct, frozen=True):
    """What ``symbol { … }`` makes inside a context that takes ``extends``.

    ``parameters``: the options that arguments before the closure set, in order; one that ends in ``?`` may be left out.
    """

    extends: str
    name: str
    class_name: str
    options: tuple[Option, ...]
    parameters: tuple[str, ...] = ()

    def takes(self, count: int) -> bool:
        """Whether so many arguments may stand before the closure."""
        return sum(not name.endswith("?") for name in self.parameters) <= count <= len(self.parameters)

    @property
    def call(self) -> str:
        """How it is called: ``name(a, [b]) { … }``."""
        names = ", ".join(f"[{name[:-1]}]" if name.endswith("?") else name for name in self.parameters)
        return f"{self.name}({names}) {{ … }}" if names else f"{self.name} {{ … }}"

    def missing(self, given: Set[str]) -> list[str]:
        """The required options that are not given."""
        return [option.name for option in self.options if option.required and option.name not in given]


@cache
def symbols(own: str = "") -> dict[tuple[str, str], Symbol]:
    """(extended type, symbol) → what it makes. ``own``: a site's table; its rows replace Igor's of the same name.

    Raises:
        InvalidSource: a row of ``own`` that is no symbol or option, with its line.
    """
    known = [*read_symbols(_FILE.read_text(encoding="utf-8")), *read_symbols(own)]
    by_class = {(each.extends, class_symbol(each.class_name)): replace(each, parameters=()) for each in known}
    return by_class | {(symbol.extends, symbol.name): symbol for symbol in known}


def class_symbol(class_name: str) -> str:
    """The name by which a class answers beside its symbol: ``GitSCM`` → ``gitSCM``, ``URLTrigger`` → ``urlTrigger``.

    Source: javaposse.jobdsl.plugin.structs.DescribableHelper#uncapitalize.
    """
    simple = re.split(r"\.|_-|\$", class_name)[-1].replace("__", "_")
    head = re.match(r"[^a-z]*", simple)
    capitals = len(head[0]) if head else 0
    if capitals == len(simple):
        return simple.lower()
    capitals = max(capitals, 2)
    return simple[: capitals - 1].lower() + simple[capitals - 1 :]


def read_symbols(text: str, file_name: str = "symbols.txt") -> Iterator[Symbol]:
    """The symbols of a table; ``alias = symbol`` follows or precedes what it names, within its section.

    Raises:
        InvalidSource: what is not of the table's form, with its line.
    """
    lines = [
        _Line(line, number, file_name)
        for number, line in enumerate(text.expandtabs(4).splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    starts = [index for index, line in enumerate(lines) if line.startswith("[")]
    if lines and starts[:1] != [0]:
        raise lines[0].error("a table begins with the type that it extends", "write a line like [JobProperty]")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        yield from _section(lines[start].strip("[]"), lines[start + 1 : end])


class _Line(str):
    """A line of a table that knows its place."""

    __slots__ = ("file_name", "number")

    def __new__(cls, text: str, number: int, file_name: str) -> _Line:
        line = super().__new__(cls, text)
        line.number, line.file_name = number, file_name
        return line

    number: int
    file_name: str

    @property
    def indent(self) -> int:
        return len(self) - len(self.lstrip())

    def error(self, text: str, hint: str) -> InvalidSource:
        return InvalidSource(f"{text}, not “{self.strip()}”", file_name=self.file_name, line=self.number, hint=hint)


def _section(extends: str, lines: list[_Line]) -> Iterator[Symbol]:
    heads = {block[0]: (_head(block[0]), block[1:]) for block in _blocks(lines, 0)}
    by_name = {head["name"]: block for head, block in heads.values()}
    classes = {head["name"]: head["made"] for head, _ in heads.values()}
    for line, (head, _) in heads.items():
        target = head["alias"] or head["name"]
        if target not in by_name:
            raise line.error(f"{target} is no symbol of [{extends}]", "an alias names a symbol of its own section")
        parameters = _parameters(head["parameters"])
        yield Symbol(extends, head["name"], classes[target], _options(by_name[target], 4), parameters)


def _head(line: _Line) -> dict[str, str]:
    match = _HEAD.fullmatch(line)
    if match is None:
        raise line.error("a symbol is a name and the class that it makes", "write: symbol full.class.Name")
    return match.groupdict("")


def _parameters(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _blocks(lines: list[_Line], indent: int) -> list[list[_Line]]:
    """The lines of that indentation, each with the deeper ones below it."""
    blocks: list[list[_Line]] = []
    for line in lines:
        if line.indent == indent:
            blocks.append([line])
        elif blocks and line.indent > indent:
            blocks[-1].append(line)
        else:
            raise line.error(f"this is indented by {indent} blanks", "options are indented by four blanks a level")
    return blocks


def _options(lines: list[_Line], indent: int) -> tuple[Option, ...]:
    return tuple(_option(block, indent) for block in _blocks(lines, indent))


def _option(lines: list[_Line], indent: int) -> Option:
    match = _OPTION.fullmatch(lines[0].strip())
    if match is None:
        raise lines[0].error("an option is “name = default” or “name : kind”", "docs/symbols.md shows the kinds")
    name, alias, element, mark, text = match.groups()
    if mark == "=":
        default = _LITERALS[text] if text in _LITERALS else text.strip("'")
        return Option(name, element or name, default=default, alias=alias or "", required=text == "required")
    kind, _, argument = text.partition(" ")
    if kind not in KINDS:
        raise lines[0].error(f"the kinds of options are {', '.join(KINDS)}", "docs/symbols.md shows them")
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
