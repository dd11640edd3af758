"""groovy.json: JsonSlurper (objects in sorted key order), JsonOutput, JsonBuilder."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from igor.groovy import properties
from igor.groovy.builtin_tables import register_kind
from igor.groovy.class_model import EnumObject, GroovyClass, GroovyObject
from igor.groovy.closure import ClosureValue
from igor.groovy.dispatch import try_invoke
from igor.groovy.gdk.dates import format_date
from igor.groovy.gdk.json_errors import bad_classic_json, bad_json
from igor.groovy.gdk.json_lax import strict_form
from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostObject
from igor.groovy.number_text import parse_decimal
from igor.groovy.property_order import property_names
from igor.groovy.ranges import GRange
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument
from igor.groovy.semantics import NO_SITE
from igor.groovy.text import Printable, to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import BigInteger, GSet, HashMap, Long, SortedMap, from_key, to_int64, to_key

MAX_DEPTH = 200


class SlurperValue(Printable):
    """JsonSlurper or JsonSlurperClassic."""

    def __init__(self, java_class: str) -> None:
        self.java_class = java_class
        self.lax = False


SLURPERS = MethodTable("groovy.json.JsonSlurper")
for _name in ("groovy.json.JsonSlurper", "groovy.json.JsonSlurperClassic"):
    register_kind(_name, SLURPERS)

    def _new_slurper(rt: Runtime, options: Any = None, java_class: str = _name) -> SlurperValue:
        result = SlurperValue(java_class)
        if isinstance(options, dict) and "type" in options:
            result.lax = to_string(options["type"]) == "LAX"
        return result

    StaticTable(_name).constructor(_new_slurper)


@SLURPERS("setLazyChop", "setChop", "setCheckDates", "setMaxSizeForInMemory")
def set_option(rt: Runtime, receiver: SlurperValue, value: Any) -> SlurperValue:
    return receiver


@SLURPERS("setType")
def set_type(rt: Runtime, receiver: SlurperValue, kind: Any) -> SlurperValue:
    receiver.lax = to_string(kind) == "LAX"
    return receiver


@SLURPERS("parseText")
def parse_text(rt: Runtime, receiver: SlurperValue, text: Any) -> Any:
    if text is None or not to_string(text):
        classic = receiver.java_class.endswith("Classic")
        raise illegal_argument(_EMPTY_CLASSIC if classic else "Text must not be null or empty")
    source = to_string(text)
    rt.check_text(len(source))
    rt.spend(len(source) // 16)
    classic = receiver.java_class.endswith("Classic")
    try:
        return _decoded(source, classic)
    except json.JSONDecodeError as error:
        if not classic:
            return _lenient(strict_form(source) if receiver.lax else source, source, error)
        raise bad_classic_json(error, source) from None
    except (ValueError, ArithmeticError) as error:
        raise GroovyRuntimeError("groovy.json.JsonException", f"Unable to parse the JSON: {error}") from None


def _decoded(source: str, classic: bool) -> Any:
    decoder = json.JSONDecoder(
        strict=classic,
        parse_int=_whole if classic else _wrapped,
        parse_float=parse_decimal,
        object_pairs_hook=lambda pairs: _object(pairs, not classic),
    )
    return decoder.decode(source) if classic else decoder.raw_decode(source, len(source) - len(source.lstrip()))[0]


_TOLERATED = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*})|(?<![\w.+-])0+(?=\d)', re.DOTALL)


def _lenient(text: str, source: str, first: json.JSONDecodeError) -> Any:
    """Read what Groovy's parser tolerates: a comma before ``}``, zeros before a number."""
    try:
        return _decoded(_TOLERATED.sub(lambda found: found[0] if found[0][0] == '"' else "", text), False)
    except (ValueError, ArithmeticError):
        raise bad_json(first, source) from None


_DATE = "yyyy-MM-dd'T'HH:mm:ssZ"
_EMPTY_CLASSIC = "The JSON input text should neither be null nor empty."


def _whole(text: str) -> Any:
    number = int(text)
    if -(1 << 31) <= number < 1 << 31:
        return number
    return Long(number) if -(1 << 63) <= number < 1 << 63 else BigInteger(number)


def _wrapped(text: str) -> Any:
    number = to_int64(int(text))
    return number if -(1 << 31) <= number < 1 << 31 else Long(number)


def _object(pairs: list[tuple[str, Any]], sort: bool) -> dict[Any, Any]:
    if not sort:
        result = HashMap()
        result.update(pairs)
        return result
    return SortedMap(sorted(dict(pairs).items(), key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass")))


@SLURPERS("parse")
def parse(rt: Runtime, receiver: SlurperValue, source: Any, charset: Any = "UTF-8") -> Any:
    if isinstance(source, TextBuffer):
        return parse_text(rt, receiver, source.to_text())
    if isinstance(source, list) and getattr(source, "component", "") == "char":
        return parse_text(rt, receiver, "".join(source))
    if isinstance(source, list):
        return parse_text(rt, receiver, bytes(item & 0xFF for item in source).decode(to_string(charset), "replace"))
    text = try_invoke(rt, source, "getText", [], NO_SITE)
    if text is MISSING:
        raise illegal_argument("JsonSlurper.parse needs a file, a reader or bytes; use parseText for text")
    return parse_text(rt, receiver, text)


OUTPUT = StaticTable("groovy.json.JsonOutput")


@OUTPUT("toJson")
def to_json(rt: Runtime, value: Any) -> str:
    parts: list[str] = []
    _write(rt, value, parts, 0)
    text = "".join(parts)
    rt.check_text(len(text))
    return text


def _write(rt: Runtime, value: Any, parts: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise GroovyRuntimeError("java.lang.StackOverflowError", f"JSON is nested deeper than {MAX_DEPTH}")
    rt.spend(1)
    if isinstance(value, dict):
        _write_map(rt, value, parts, depth)
    elif isinstance(value, (list, GSet, GRange)):
        parts.append("[")
        for index, item in enumerate(value):
            parts.append("," if index else "")
            _write(rt, item, parts, depth + 1)
        parts.append("]")
    elif isinstance(value, GroovyObject) and not isinstance(value, EnumObject) and isinstance(value.cls, GroovyClass):
        _write_map(rt, _object_properties(rt, value), parts, depth)
    elif (moment := getattr(value, "time_ms", None)) is not None:
        parts.append('"' + format_date(moment, _DATE, "UTC") + '"')
    elif isinstance(value, EnumObject):
        parts.append(quote(value.name))
    elif isinstance(getattr(value, "entries", None), dict):
        _write_map(rt, {to_key(name): item for name, item in value.entries.items()}, parts, depth)
    elif isinstance(value, ClosureValue):
        _write(rt, build_json(rt, value), parts, depth + 1)
    elif isinstance(value, JsonBuilderValue):
        _write(rt, value.content, parts, depth + 1)
    else:
        parts.append(_scalar(value))


def _object_properties(rt: Runtime, value: GroovyObject) -> dict[Any, Any]:
    return {name: properties.get(rt, value, name) for name in property_names(value.cls)}


def _write_map(rt: Runtime, entries: dict[Any, Any], parts: list[str], depth: int) -> None:
    parts.append("{")
    for index, (key, item) in enumerate(entries.items()):
        if key is None:
            raise illegal_argument("Maps with null keys can't be converted to JSON")
        parts.append("," if index else "")
        parts.append(quote(to_string(from_key(key))) + ":")
        _write(rt, item, parts, depth + 1)
    parts.append("}")


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        raise GroovyRuntimeError("groovy.json.JsonException", f"Number {to_string(value)} can't be serialized as JSON: "
                                 f"{'NaN' if value != value else 'infinite'} are not allowed in JSON.")  # fmt: skip
    if isinstance(value, (int, float, Decimal)):
        return to_string(value)
    if getattr(value, "java_class", "") in ("java.util.UUID", "java.net.URL"):
        return f'"{to_string(value)}"'
    return quote(to_string(value))


_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quote(text: str) -> str:
    """A JSON string as Groovy writes it: everything beyond ASCII escaped."""
    parts = []
    for char in text:
        if char in _SHORT:
            parts.append(_SHORT[char])
        elif " " <= char < "\x7f":
            parts.append(char)
        else:
            units = char.encode("utf-16-be", "surrogatepass").hex()
            parts.extend(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
    return '"' + "".join(parts) + '"'


@OUTPUT("prettyPrint")
def pretty_print(rt: Runtime, text: str) -> str:
    parts: list[str] = []
    indent = 0
    position = 0
    while position < len(text):
        char = text[position]
        if char == '"':
            end = _string_end(text, position)
            parts.append(text[position:end])
            position = end
            continue
        if char in "{[":
            indent += 1
            parts.append(char + "\n" + "    " * indent)
        elif char in "}]":
            indent -= 1
            parts.append("\n" + "    " * indent + char)
        elif char == ",":
            parts.append(",\n" + "    " * indent)
        elif char == ":":
            parts.append(": ")
        elif not char.isspace():
            parts.append(char)
        position += 1
    rt.spend(len(text) // 16)
    return "".join(parts)


def _string_end(text: str, start: int) -> int:
    position = start + 1
    while position < len(text) and text[position] != '"':
        position += 2 if text[position] == "\\" else 1
    return position + 1


class JsonDelegate(HostObject):
    """The delegate of JsonBuilder's closures: each call becomes an entry."""

    groovy_class = "groovy.json.JsonDelegate"

    def __init__(self, rt: Runtime) -> None:
        self.rt = rt
        self.content: dict[Any, Any] = {}

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        value = builder_value(self.rt, arguments) if arguments else []
        self.content[name] = value
        return value

    def get_property(self, name: str) -> Any:
        return self.content.get(name, MISSING)

    def set_property(self, name: str, value: Any) -> bool:
        self.content[name] = value
        return True


def builder_value(rt: Runtime, arguments: list[Any]) -> Any:
    """What a call's arguments mean: one value, a closure's content, items each run through a closure."""
    last = arguments[-1]
    if len(arguments) == 1:
        return build_json(rt, last) if isinstance(last, ClosureValue) else last
    if len(arguments) == 2 and isinstance(last, ClosureValue):
        first = arguments[0]
        if isinstance(first, (list, GSet, GRange)):
            return [build_json(rt, last, item) for item in first]
        if isinstance(first, dict):
            return {**first, **build_json(rt, last)}
        return build_json(rt, last, first)
    return list(arguments)


def build_json(rt: Runtime, closure: ClosureValue, *arguments: Any) -> dict[Any, Any]:
    """The entries that a closure makes."""
    delegate = JsonDelegate(rt)
    copy = closure.clone()
    copy.delegate = delegate
    copy.resolve_strategy = DELEGATE_FIRST
    copy.call(*arguments)
    return delegate.content


def named_content(rt: Runtime, name: str, arguments: list[Any]) -> dict[Any, Any]:
    """``builder.name(…)``: an object with one entry of that name."""
    closure = arguments[-1] if arguments and isinstance(arguments[-1], ClosureValue) else None
    maps = arguments if closure is None else arguments[:-1]
    if len(maps) == 1 and isinstance(maps[0], list) and closure is not None:
        return {to_key(name): builder_value(rt, arguments)}
    if len(maps) > 1 or not all(isinstance(item, dict) for item in maps):
        raise GroovyRuntimeError(
            "groovy.json.JsonException",
            "Expected no arguments, a single map, a single closure, or a map and closure as arguments.",
        )
    return {to_key(name): builder_value(rt, arguments) if arguments else {}}


class JsonBuilderValue(HostObject):
    """groovy.json.JsonBuilder."""

    groovy_class = "groovy.json.JsonBuilder"

    def __init__(self, rt: Runtime, content: Any = None) -> None:
        self.rt = rt
        self.content = content

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "call":
            self.content = builder_value(self.rt, arguments)
            return self.content
        if name == "toString" and not arguments:
            return self.to_groovy_string()
        if name == "toPrettyString" and not arguments:
            return pretty_print(self.rt, self.to_groovy_string())
        if name == "getContent" and not arguments:
            return self.content
        if name == "writeTo" and len(arguments) == 1:
            arguments[0].append(self.to_groovy_string())
            return arguments[0]
        self.content = named_content(self.rt, name, arguments)
        return self.content

    def get_property(self, name: str) -> Any:
        if name == "content":
            return self.content
        return self.content.get(name, MISSING) if isinstance(self.content, dict) else MISSING

    def to_groovy_string(self) -> str:
        return to_json(self.rt, self.content)


StaticTable("groovy.json.JsonBuilder").constructor(lambda rt, content=None: JsonBuilderValue(rt, content))
