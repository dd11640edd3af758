"""How values print: Groovy's ``toString`` and ``inspect``, Java's forms of numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy import values
from igor.groovy.class_model import (
    HELD_SUPER,
    EnumObject,
    GroovyClass,
    GroovyObject,
    JavaClass,
    ThrowableObject,
    class_name,
)
from igor.groovy.floating_text import double_text, float_text
from igor.groovy.host import Budget, HostObject
from igor.groovy.identities import identity_hash
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.ranges import GRange
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError

#: How much text one print of a nested value may make, counted at every level.
MAX_TEXT = Budget().text_bytes // 8


class Printable:
    """A built-in object that prints itself; ``java_class`` names its Java class."""

    java_class = "java.lang.Object"

    def to_text(self) -> str:
        """What ``toString()`` gives."""
        return f"{self.java_class}@{identity_hash(self):x}"

    def __str__(self) -> str:
        return self.to_text()


class NullObject(Printable):
    """What ``null.each { }`` gives: null in all but that it is an object."""

    java_class = "org.codehaus.groovy.runtime.NullObject"

    def to_text(self) -> str:
        return "null"

    def groovy_truth(self) -> bool:
        """Never true."""
        return False


NULL_OBJECT = NullObject()


def to_string(value: Any) -> str:
    """Groovy's string form of any value, as ``"${x}"``, ``println`` and ``+`` show it."""
    if type(value) is str:
        return value
    form = _FORMS.get(type(value))
    if form is not None:
        return form(value)
    return _other(value)


def _other(value: Any) -> str:
    if isinstance(value, list):
        return "".join(value) if getattr(value, "component", "") == "char" else _list_text(value, _item_text)
    if isinstance(value, values.GSet):
        return _list_text(value, _item_text)
    if isinstance(value, dict):
        return _map_text(value, _item_text)
    if isinstance(value, HostObject):
        return value.to_groovy_string()
    if isinstance(value, Printable):
        return value.to_text()
    if isinstance(value, GroovyObject):
        return _object_text(value)
    if isinstance(value, JavaClass):
        primitive = value.name in PRIMITIVES
        kind = "interface" if value.name in INTERFACES else "class"
        return value.name if primitive else f"{kind} {value.name}"
    if isinstance(value, GroovyClass):
        return f"{'interface' if value.kind in ('interface', 'trait') else 'class'} {value.name}"
    return f"{class_name(value)}@{identity_hash(value):x}"


#: Types that are interfaces, not classes.
INTERFACES = frozenset(
    f"java.{name}" for name in (
        "lang.Comparable", "lang.CharSequence", "lang.Iterable", "lang.Runnable", "lang.Appendable", "util.List",
        "util.Map", "util.Set", "util.Collection", "util.Iterator", "util.Comparator", "util.Queue", "util.Deque",
        "util.SortedMap", "util.SortedSet", "util.Map$Entry", "util.concurrent.Callable", "io.Serializable",
        "util.function.BiConsumer", "util.function.BiFunction", "util.function.Consumer", "util.function.Function",
        "util.function.IntFunction", "util.function.Predicate", "util.function.Supplier", "util.function.UnaryOperator",
    )
) | {"groovy.lang.Range", "groovy.lang.GroovyObject"}  # fmt: skip


def _object_text(value: GroovyObject) -> str:
    method = value.find("toString", [])
    if method is not None:
        return to_string(method.run(value, []))
    if isinstance(value, EnumObject):
        return value.name
    if isinstance(value, ThrowableObject):
        message = throwable_message(value)
        return value.class_name if message is None else f"{value.class_name}: {message}"
    if HELD_SUPER in value.fields:
        return to_string(value.fields[HELD_SUPER])
    hashed = value.find("hashCode", [])
    code = identity_hash(value) if hashed is None else int(hashed.run(value, []))
    return f"{value.cls.name}@{code & 0xFFFFFFFF:x}"


def throwable_message(value: ThrowableObject) -> str | None:
    """``getMessage()``, also when the script's class overrides it."""
    method = value.find("getMessage", [])
    if method is not None:
        result = method.run(value, [])
        return None if result is None else to_string(result)
    hides_cause = value.class_name == "java.lang.ExceptionInInitializerError"
    if value.message is None and isinstance(value.cause, ThrowableObject) and not hides_cause:
        return to_string(value.cause)
    return value.message


class _Limit:
    """Counts the text made for one print of a nested value."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = 0


_PRINTING: list[int] = []
_SPENT = _Limit()


def _nested(container: Any, make: Callable[[], str], self_text: str) -> str:
    """Print a container directly inside itself by name; further down it is printed without an end, as by Groovy.

    Stops when the text of the outermost one grows beyond all bounds.
    """
    if id(container) in _PRINTING:
        if id(container) == _PRINTING[-1]:
            return self_text
        raise GroovyRuntimeError("java.lang.StackOverflowError", None)
    if not _PRINTING:
        _SPENT.left = MAX_TEXT
    _PRINTING.append(id(container))
    try:
        text = make()
    finally:
        _PRINTING.pop()
    _SPENT.left -= len(text)
    if _SPENT.left < 0:
        raise BudgetError("java.lang.OutOfMemoryError", f"the text of a value grew over {MAX_TEXT} bytes")
    return text


def _list_text(items: Any, form: Callable[[Any], str]) -> str:
    if len(items) > MAX_TEXT:
        raise BudgetError("java.lang.OutOfMemoryError", f"the text of {len(items)} items is over {MAX_TEXT} bytes")
    return _nested(items, lambda: f"[{', '.join([form(item) for item in items])}]", "(this Collection)")


def _map_text(entries: dict[Any, Any], form: Callable[[Any], str]) -> str:
    if not entries:
        return "[:]"

    def make() -> str:
        shown = ", ".join([f"{form(values.from_key(key))}:{form(value)}" for key, value in entries.items()])
        return f"[{shown}]"

    return _nested(entries, make, "(this Map)")


def _item_text(value: Any) -> str:
    """An item inside of a printed collection: like ``to_string``, but ranges stay short."""
    return range_text(value) if type(value) is GRange else to_string(value)


def java_text(value: Any) -> str:
    """Java's own ``toString``, which ``String.valueOf`` and ``String.format`` give: ``{a=1}`` for maps."""
    if isinstance(value, GRange):
        return range_text(value)
    if isinstance(value, (dict, list)) and getattr(value, "supply", None) is not None:
        kind = "Map" if isinstance(value, dict) else "List"
        return f"groovy.lang.{kind}WithDefault@{values.HashMap.hash_of(value) & 0xFFFFFFFF:x}"
    if isinstance(value, dict):
        return _nested(value, lambda: _java_map_text(value), "(this Map)")
    if isinstance(value, values.GArray):
        return f"{class_name(value)}@{identity_hash(value):x}"
    return _list_text(value, java_text) if isinstance(value, (list, values.GSet)) else to_string(value)


def _java_map_text(entries: dict[Any, Any]) -> str:
    shown = [f"{java_text(values.from_key(key))}={java_text(item)}" for key, item in entries.items()]
    return "{" + ", ".join(shown) + "}"


def _entry_text(entry: values.MapEntryValue) -> str:
    return f"{java_text(entry.key)}={java_text(entry.value)}"


def range_text(items: GRange) -> str:
    """``toString()`` of a range, ``1..<5`` as it was written; at the top of what is printed Groovy lists the values."""
    dots = ".." if items.inclusive and not items.empty else "..<"
    return f"{to_string(items.start)}{dots}{to_string(items.written_end)}"


_FORMS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__str__,
    values.Long: int.__str__,
    values.BigInteger: int.__str__,
    values.Short: int.__str__,
    values.Byte: int.__str__,
    float: double_text,
    values.Float: float_text,
    Decimal: str,
    values.Character: str.__str__,
    values.GStringValue: str,
    list: lambda value: _list_text(value, _item_text),
    values.GSet: lambda value: _list_text(value, _item_text),
    GRange: lambda value: _list_text(value, _item_text),
    dict: lambda value: _map_text(value, _item_text),
    values.MapEntryValue: _entry_text,
}

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}


def inspect(value: Any) -> str:
    """Groovy's ``inspect()``: Strings quoted (GStrings are not), ranges short."""
    if type(value) is str:
        return "'" + "".join(_ESCAPES.get(char, char) for char in value) + "'"
    if isinstance(value, GRange):
        if value.is_int and not value.empty:
            return range_text(value)
        return f"{inspect(value.start)}{'..<' if value.empty else '..'}{inspect(value.end)}"
    if isinstance(value, (list, values.GSet)) and getattr(value, "component", "") != "char":
        return _list_text(value, inspect)
    return _map_text(value, inspect) if isinstance(value, dict) else to_string(value)
