"""What ``streamFileFromWorkspace`` gives: a ``java.io.InputStream`` with what Groovy adds to it.

Source: org.codehaus.groovy.runtime.IOGroovyMethods.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.gdk.byte_streams import BytesValue
from igor.groovy.gdk.digests import byte_array
from igor.groovy.gdk.string_search import call_lines, lines_of
from igor.groovy.host import MISSING, CallSite, HostObject
from igor.groovy.text import to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.xml_node import is_closure


class WorkspaceStream(BytesValue, HostObject):
    """The bytes of a workspace file, read at once."""

    groovy_class = "java.io.InputStream"

    def __init__(self, data: bytes) -> None:
        super().__init__("java.io.InputStream", data)

    def get_property(self, name: str) -> Any:
        return _PLAIN[f"get{name.title()}"](self) if name in ("text", "bytes") else MISSING

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        """Methods without a closure take a charset, those with one take it before."""
        *options, last = arguments or [None]
        if is_closure(last):
            method = _WITH_CLOSURE.get(name)
            return MISSING if method is None else method(self, last, *options)
        plain = _PLAIN.get(name)
        return MISSING if plain is None or len(arguments) > 1 else plain(self, *arguments)


def _text(stream: WorkspaceStream, charset: Any = "UTF-8") -> str:
    return stream.data.decode(to_string(charset), "replace")


def _reader(stream: WorkspaceStream, charset: Any = "UTF-8") -> TextBuffer:
    return TextBuffer("java.io.StringReader", _text(stream, charset))


def _read(stream: WorkspaceStream) -> int:
    first, stream.data = stream.data[:1], stream.data[1:]
    return first[0] if first else -1


def _each_line(stream: WorkspaceStream, closure: Any, *options: Any) -> Any:
    """``eachLine([charset,] [number of the first line,] closure)``."""
    charset = next((option for option in options if not isinstance(option, int)), "UTF-8")
    first = next((option for option in options if isinstance(option, int)), 1)
    return call_lines(_text(stream, charset), first, closure)


_PLAIN: dict[str, Callable[..., Any]] = {
    "getText": _text,
    "getBytes": lambda stream: byte_array(stream.data),
    "readLines": lambda stream, charset="UTF-8": lines_of(_text(stream, charset)),
    "newReader": _reader,
    "read": _read,
    "available": lambda stream: len(stream.data),
    "close": lambda stream: None,
}

_WITH_CLOSURE: dict[str, Callable[..., Any]] = {
    "eachLine": _each_line,
    "withReader": lambda stream, closure, charset="UTF-8": closure.call(_reader(stream, charset)),
    "withStream": lambda stream, closure: closure.call(stream),
    "withCloseable": lambda stream, closure: closure.call(stream),
}
