"""StringBuilder, StringBuffer, StringWriter, PrintWriter over text, StringReader."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.closure import ClosureValue
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.formatting import format_text
from igor.groovy.gdk.string_search import call_lines, lines_of
from igor.groovy.gdk.strings import part_of
from igor.groovy.iteration import IteratorValue
from igor.groovy.ranges import GRange
from igor.groovy.registry import STRINGS, MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, out_of_bounds
from igor.groovy.text import java_text, to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import Character

BUFFERS = MethodTable("java.lang.StringBuilder")
WRITERS = MethodTable("java.io.Writer")
READERS = MethodTable("java.io.Reader")


def _buffer_class(java_class: str) -> None:
    def construct(rt: Runtime, start: Any = "") -> TextBuffer:
        return TextBuffer(java_class, "" if isinstance(start, int) else to_string(start))

    StaticTable(java_class).constructor(construct)


for _name in ("java.lang.StringBuilder", "java.lang.StringBuffer"):
    _buffer_class(_name)
    register_kind(_name, BUFFERS, STRINGS)
_buffer_class("java.io.StringWriter")
register_kind("java.io.StringWriter", WRITERS, BUFFERS)
register_kind("org.apache.groovy.io.StringBuilderWriter", WRITERS, BUFFERS)
_buffer_class("java.io.StringReader")
register_kind("java.io.StringReader", READERS)
StaticTable("java.io.PrintWriter").constructor(lambda rt, target, flush=False: target)


def _add(rt: Runtime, receiver: TextBuffer, text: str) -> None:
    rt.check_text(receiver.length + len(text))
    receiver.append(text)


BUFFERS("compareTo")(lambda rt, receiver, other: receiver.groovy_compare(other))
BUFFERS("equals")(lambda rt, receiver, other=None: receiver is other)


@BUFFERS("append", "leftShift")
def append(rt: Runtime, receiver: TextBuffer, value: Any = None) -> TextBuffer:
    _add(rt, receiver, "".join(value) if getattr(value, "component", "") == "char" else java_text(value))
    return receiver


@BUFFERS("append")
def append_part(rt: Runtime, receiver: TextBuffer, value: Any, start: int, end: int) -> TextBuffer:
    if getattr(value, "component", "") == "char":
        _add(rt, receiver, "".join(value[start : start + end]))
        return receiver
    text = java_text(value)
    if not 0 <= start <= end <= len(text):
        raise out_of_bounds(f"start {start}, end {end}, length {len(text)}")
    _add(rt, receiver, text[start:end])
    return receiver


@BUFFERS("plus")
def plus(rt: Runtime, receiver: TextBuffer, value: Any) -> str:
    return receiver.to_text() + to_string(value)


@BUFFERS("toString")
def to_string_(rt: Runtime, receiver: TextBuffer) -> str:
    return receiver.to_text()


@BUFFERS("length", "size")
def length(rt: Runtime, receiver: TextBuffer) -> int:
    return receiver.length


@BUFFERS("setLength")
def set_length(rt: Runtime, receiver: TextBuffer, size: int) -> None:
    rt.check_text(size)
    if size < 0:
        raise out_of_bounds(f"String index out of range: {size}", "StringIndexOutOfBoundsException")
    receiver.replace_all(receiver.to_text()[:size].ljust(size, "\0"))


@BUFFERS("insert")
def insert(rt: Runtime, receiver: TextBuffer, at: int, value: Any) -> TextBuffer:
    text = receiver.to_text()
    if not 0 <= at <= len(text):
        raise out_of_bounds(f"offset {at}, length {len(text)}", "StringIndexOutOfBoundsException")
    receiver.replace_all(text[:at] + to_string(value) + text[at:])
    return receiver


@BUFFERS("deleteCharAt")
def delete_char_at(rt: Runtime, receiver: TextBuffer, at: int) -> TextBuffer:
    _check_index(receiver, at)
    return replace(rt, receiver, at, at + 1, "")


@BUFFERS("delete")
def delete(rt: Runtime, receiver: TextBuffer, begin: int, end: int) -> TextBuffer:
    return replace(rt, receiver, begin, end, "")


@BUFFERS("replace")
def replace(rt: Runtime, receiver: TextBuffer, begin: int, end: int, value: str) -> TextBuffer:
    text = receiver.to_text()
    stop = min(end, len(text))
    part_of(receiver, begin, stop)
    receiver.replace_all(text[:begin] + value + text[stop:])
    return receiver


def _check_index(receiver: TextBuffer, at: int) -> None:
    if not 0 <= at < receiver.length:
        raise out_of_bounds(f"index {at}, length {receiver.length}", "StringIndexOutOfBoundsException")


@BUFFERS("reverse")
def reverse(rt: Runtime, receiver: TextBuffer) -> TextBuffer:
    receiver.replace_all(receiver.to_text()[::-1])
    return receiver


@BUFFERS("putAt")
def put_at(rt: Runtime, receiver: TextBuffer, places: Any, value: Any) -> None:
    if not isinstance(places, GRange):
        raise NoSignature
    text = receiver.to_text()
    begin, end = (0, -1) if places.empty else (places.low, places.high)
    receiver.replace_all(text[:begin] + to_string(value) + text[end + 1 :])


@BUFFERS("subSequence")
def sub_sequence(rt: Runtime, receiver: TextBuffer, begin: int, end: int) -> str:
    return part_of(receiver, begin, end)


BUFFERS("capacity")(lambda rt, receiver: max(16, receiver.length))
BUFFERS("isEmpty")(lambda rt, receiver: receiver.length == 0)


@BUFFERS("charAt")
def char_at(rt: Runtime, receiver: TextBuffer, at: int) -> Character:
    _check_index(receiver, at)
    return Character(receiver.to_text()[at])


@BUFFERS("setCharAt")
def set_char_at(rt: Runtime, receiver: TextBuffer, at: int, char: str) -> None:
    _check_index(receiver, at)
    replace(rt, receiver, at, at + 1, char)


@WRITERS("write")
def write(rt: Runtime, receiver: TextBuffer, value: Any, start: Any = None, count: Any = None) -> None:
    text = chr(value) if isinstance(value, int) else to_string(value)
    _add(rt, receiver, text if start is None else text[int(start) : int(start) + int(count)])


@WRITERS("print")
def print_(rt: Runtime, receiver: TextBuffer, value: Any) -> None:
    _add(rt, receiver, to_string(value))


@WRITERS("printf")
def printf(rt: Runtime, receiver: TextBuffer, pattern: str, *values: Any) -> TextBuffer:
    items = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    _add(rt, receiver, format_text(rt, pattern, list(items)))
    return receiver


@WRITERS("println")
def write_line(rt: Runtime, receiver: TextBuffer, value: Any = "") -> None:
    _add(rt, receiver, to_string(value) + "\n")


@WRITERS("flush", "close")
def flush(rt: Runtime, receiver: TextBuffer) -> None:
    return None


@WRITERS("getBuffer")
def get_buffer(rt: Runtime, receiver: TextBuffer) -> TextBuffer:
    return receiver


@WRITERS("withWriter", "withPrintWriter")
def with_writer(rt: Runtime, receiver: TextBuffer, closure: ClosureValue) -> Any:
    return closure.call(receiver)


@READERS("getText")
def get_text(rt: Runtime, receiver: TextBuffer) -> str:
    return receiver.to_text()


@READERS("readLines")
def read_lines(rt: Runtime, receiver: TextBuffer) -> list[str]:
    return lines_of(receiver.to_text())


@READERS("eachLine")
def each_line(rt: Runtime, receiver: TextBuffer, first: Any, closure: ClosureValue | None = None) -> Any:
    return call_lines(receiver.to_text(), 1 if closure is None else first, first if closure is None else closure)


@READERS("readLine")
def read_line(rt: Runtime, receiver: TextBuffer) -> Any:
    text = receiver.to_text()
    if not text:
        return None
    line, _, rest = text.partition("\n")
    receiver.replace_all(rest)
    return line


@READERS("read")
def read(rt: Runtime, receiver: TextBuffer) -> int:
    text = receiver.to_text()
    if not text:
        return -1
    receiver.replace_all(text[1:])
    return ord(text[0])


@READERS("iterator")
def reader_iterator(rt: Runtime, receiver: TextBuffer) -> IteratorValue:
    return IteratorValue(iter(lines_of(receiver.to_text())))


@READERS("collect")
def reader_collect(rt: Runtime, receiver: TextBuffer, closure: ClosureValue) -> list[Any]:
    return [closure.call(line) for line in lines_of(receiver.to_text())]


@READERS("splitEachLine")
def split_each_line(rt: Runtime, receiver: TextBuffer, separator: Any, closure: ClosureValue) -> Any:
    result = None
    for line in lines_of(receiver.to_text()):
        result = closure.call(list(invoke(rt, line, "split", [separator])))
    return result


@READERS("withReader")
def with_reader(rt: Runtime, receiver: TextBuffer, closure: ClosureValue) -> Any:
    return closure.call(receiver)


@READERS("ready")
def ready(rt: Runtime, receiver: TextBuffer) -> bool:
    return True


@READERS("close")
def close(rt: Runtime, receiver: TextBuffer) -> None:
    return None
