"""java.util.Properties: what ``load`` reads and ``store`` writes, with defaults."""

from __future__ import annotations

import re
from typing import Any

from igor.groovy.builtin_tables import register_type
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.collections import set_as_immutable
from igor.groovy.registry import MAPS, MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.semantics import is_text
from igor.groovy.text import java_text, to_string
from igor.groovy.values import GSet, HashMap, from_key


class PropertiesValue(HashMap):
    """java.util.Properties."""

    java_class = "java.util.Properties"

    def __init__(self, defaults: Any = None) -> None:
        super().__init__()
        self.defaults = defaults if isinstance(defaults, PropertiesValue) else None

    def value_of(self, name: str) -> Any:
        """``getProperty``: the own value, else the default's."""
        found = self.get(name)
        found = found if is_text(found) else None
        return self.defaults.value_of(name) if found is None and self.defaults is not None else found


PROPERTIES = MethodTable("java.util.Properties")
register_type(PropertiesValue, PROPERTIES, MAPS)
StaticTable("java.util.Properties").constructor(lambda rt, defaults=None: PropertiesValue(defaults))
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_KEY = re.compile(r"((?:[^\\=:\s]|\\.)*)[ \t\f]*[=:]?[ \t\f]*", re.DOTALL)
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


def _plain(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        letter = found[1]
        return chr(int(letter[1:], 16)) if len(letter) == 5 else _CONTROLS.get(letter, letter)

    return _ESCAPE.sub(one, text)


def _logical_lines(text: str) -> list[str]:
    """The lines without comments, those that a backslash continues joined."""
    lines: list[str] = []
    open_line: str | None = None
    for raw in text.splitlines():
        line = raw.lstrip(" \t\f")
        if open_line is None and (not line or line[0] in "#!"):
            continue
        line = (open_line or "") + line
        slashes = len(line) - len(line.rstrip("\\"))
        open_line = line[:-1] if slashes % 2 else None
        if open_line is None:
            lines.append(line)
    return lines + ([open_line] if open_line else [])


@PROPERTIES("load")
def load(rt: Runtime, receiver: PropertiesValue, source: Any) -> None:
    text = to_string(invoke(rt, source, "getText", []))
    rt.spend(len(text) // 16)
    for line in _logical_lines(text):
        found = _KEY.match(line)
        assert found is not None  # it matches the empty text
        receiver[_plain(found[1])] = _plain(line[found.end() :])
    rt.check_items(len(receiver))


@PROPERTIES("getProperty", "getAt")
def get_property(rt: Runtime, receiver: PropertiesValue, name: Any, default: Any = None) -> Any:
    found = receiver.value_of(to_string(name))
    return default if found is None else found


@PROPERTIES("setProperty")
def set_property(rt: Runtime, receiver: PropertiesValue, name: str, value: str) -> Any:
    old = receiver.get(name)
    receiver[name] = value
    rt.check_items(len(receiver))
    return old


PROPERTIES("toString")(lambda rt, receiver: java_text(receiver))


@PROPERTIES("propertyNames")
def names(rt: Runtime, receiver: PropertiesValue) -> GSet:
    inherited = [] if receiver.defaults is None else list(names(rt, receiver.defaults))
    return GSet([*inherited, *map(from_key, receiver)], "java.util.HashSet")


@PROPERTIES("stringPropertyNames")
def string_names(rt: Runtime, receiver: PropertiesValue) -> GSet:
    result = GSet([name for name in names(rt, receiver) if receiver.value_of(name) is not None], "java.util.HashSet")
    return set_as_immutable(rt, result)


def _escaped(text: str, key: bool) -> str:
    shown = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    shown = re.sub(r"([=:#!])", r"\\\1", shown)
    if key:
        return shown.replace(" ", "\\ ")
    return "\\" + shown if shown.startswith(" ") else shown


@PROPERTIES("store", "save")
def store(rt: Runtime, receiver: PropertiesValue, writer: Any, comment: Any = None) -> None:
    lines = [] if comment is None else [f"#{to_string(comment)}"]
    lines += [
        f"{_escaped(to_string(from_key(key)), True)}={_escaped(to_string(value), False)}"
        for key, value in receiver.items()
    ]
    invoke(rt, writer, "write", ["".join(line + "\n" for line in lines)])
