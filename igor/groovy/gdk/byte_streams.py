"""java.io in memory: ByteArrayOutputStream, ByteArrayInputStream, readers and writers over them. No file is touched."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.digests import byte_array, to_bytes
from igor.groovy.gdk.string_search import call_lines, lines_of
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.text import Printable, to_string
from igor.groovy.text_buffer import TextBuffer


class BytesValue(Printable):
    """A stream of bytes in memory."""

    def __init__(self, java_class: str, data: bytes = b"") -> None:
        self.java_class = java_class
        self.data = data

    def to_text(self) -> str:
        if self.java_class == "java.io.ByteArrayOutputStream":
            return self.data.decode("utf-8", "replace")
        return super().to_text()


OUTPUTS = MethodTable("java.io.ByteArrayOutputStream")
INPUTS = MethodTable("java.io.ByteArrayInputStream")
register_kind("java.io.ByteArrayOutputStream", OUTPUTS)
register_kind("java.io.ByteArrayInputStream", INPUTS)
StaticTable("java.io.ByteArrayOutputStream").constructor(lambda rt, size=0: BytesValue("java.io.ByteArrayOutputStream"))


@StaticTable("java.io.ByteArrayInputStream").constructor
def new_input(rt: Runtime, data: list) -> BytesValue:  # type: ignore[type-arg]
    return BytesValue("java.io.ByteArrayInputStream", to_bytes(data))


def _add(rt: Runtime, receiver: BytesValue, value: Any) -> None:
    if isinstance(value, BytesValue):
        data = value.data
    elif isinstance(value, list):
        data = to_bytes(value)
    else:
        data = bytes([value & 0xFF]) if isinstance(value, int) else to_string(value).encode("utf-8", "surrogatepass")
    rt.check_text(len(receiver.data) + len(data))
    receiver.data += data


@OUTPUTS("write")
def write(rt: Runtime, receiver: BytesValue, value: Any, start: Any = None, count: Any = None) -> None:
    _add(rt, receiver, value if start is None else value[int(start) : int(start) + int(count)])


@OUTPUTS("leftShift")
def left_shift(rt: Runtime, receiver: BytesValue, value: Any) -> BytesValue:
    _add(rt, receiver, to_string(value) if isinstance(value, int) else value)
    return receiver


@OUTPUTS("print")
def print_(rt: Runtime, receiver: BytesValue, value: Any) -> None:
    _add(rt, receiver, to_string(value))


@OUTPUTS("println")
def println(rt: Runtime, receiver: BytesValue, value: Any = "") -> None:
    _add(rt, receiver, to_string(value) + "\n")


@OUTPUTS("reset")
def reset(rt: Runtime, receiver: BytesValue) -> None:
    receiver.data = b""


OUTPUTS("toByteArray")(lambda rt, receiver: byte_array(receiver.data))
OUTPUTS("size")(lambda rt, receiver: len(receiver.data))
OUTPUTS("toString")(lambda rt, receiver, charset="UTF-8": receiver.data.decode(to_string(charset), "replace"))
OUTPUTS("close", "flush")(lambda rt, receiver: None)
INPUTS("getText")(lambda rt, receiver, charset="UTF-8": receiver.data.decode(to_string(charset), "replace"))
INPUTS("getBytes", "readAllBytes")(lambda rt, receiver: byte_array(receiver.data))
INPUTS("available")(lambda rt, receiver: len(receiver.data))
INPUTS("readLines")(lambda rt, receiver: lines_of(receiver.data.decode("utf-8", "replace")))
INPUTS("close")(lambda rt, receiver: None)


@INPUTS("read")
def read(rt: Runtime, receiver: BytesValue) -> int:
    if not receiver.data:
        return -1
    first, receiver.data = receiver.data[0], receiver.data[1:]
    return first


@INPUTS("eachLine")
def each_line(rt: Runtime, receiver: BytesValue, first: Any, closure: ClosureValue | None = None) -> Any:
    text = receiver.data.decode("utf-8", "replace")
    return call_lines(text, 1 if closure is None else first, first if closure is None else closure)


@INPUTS("withReader", "newReader")
def with_reader(rt: Runtime, receiver: BytesValue, closure: Any = None) -> Any:
    reader = TextBuffer("java.io.StringReader", receiver.data.decode("utf-8", "replace"))
    return reader if closure is None else closure.call(reader)


def _reader(rt: Runtime, source: Any, size: Any = None) -> TextBuffer:
    if isinstance(source, TextBuffer):
        return source
    if isinstance(source, BytesValue):
        return TextBuffer("java.io.StringReader", source.data.decode("utf-8", "replace"))
    raise NoSignature


for _name in ("java.io.BufferedReader", "java.io.InputStreamReader"):
    StaticTable(_name).constructor(_reader)
for _name in ("java.io.BufferedWriter", "java.io.OutputStreamWriter", "java.io.PrintStream"):
    StaticTable(_name).constructor(lambda rt, target, *options: target)
