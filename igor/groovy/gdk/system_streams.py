"""``System.out`` and ``System.err``: what is printed there goes where ``println`` of the script goes."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.gdk.formatting import format_text
from igor.groovy.gdk.java_lang import SYSTEM
from igor.groovy.registry import MethodTable
from igor.groovy.runtime import Runtime
from igor.groovy.text import Printable, to_string


class Console(Printable):
    """A java.io.PrintStream of the system; that of errors is the same one here: nothing is lost."""

    java_class = "java.io.PrintStream"


STREAMS = MethodTable("java.io.PrintStream")
register_kind("java.io.PrintStream", STREAMS)
SYSTEM.constants.update(out=Console(), err=Console())


def _show(rt: Runtime, receiver: Console, text: str) -> None:
    rt.check_text(len(text))
    rt.print_text(text)


@STREAMS("println")
def println(rt: Runtime, receiver: Console, value: Any = "") -> None:
    _show(rt, receiver, to_string(value) + "\n")


@STREAMS("print", "append", "write")
def print_(rt: Runtime, receiver: Console, value: Any) -> Console:
    _show(rt, receiver, to_string(value))
    return receiver


@STREAMS("printf", "format")
def printf(rt: Runtime, receiver: Console, pattern: str, *values: Any) -> Console:
    items = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    _show(rt, receiver, format_text(rt, pattern, list(items)))
    return receiver


@STREAMS("leftShift")
def left_shift(rt: Runtime, receiver: Console, value: Any) -> Console:
    return print_(rt, receiver, value)


STREAMS("flush", "close")(lambda rt, receiver: None)
