"""Methods of exceptions."""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import (
    ThrowableObject,
)
from igor.groovy.dispatch import invoke
from igor.groovy.registry import THROWABLES
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, refused
from igor.groovy.text import throwable_message, to_string
from igor.groovy.values import GArray


@THROWABLES("getMessage", "getLocalizedMessage")
def get_message(rt: Runtime, receiver: ThrowableObject) -> str | None:
    return throwable_message(receiver)


@THROWABLES()
def get_cause(rt: Runtime, receiver: ThrowableObject) -> Any:
    return receiver.cause


@THROWABLES()
def init_cause(rt: Runtime, receiver: ThrowableObject, cause: Any) -> ThrowableObject:
    receiver.cause = cause
    return receiver


@THROWABLES()
def get_stack_trace(rt: Runtime, receiver: ThrowableObject) -> Any:
    return GArray([str(frame) for frame in _frames(receiver)], "java.lang.StackTraceElement")


@THROWABLES()
def print_stack_trace(rt: Runtime, receiver: ThrowableObject, writer: Any = None) -> None:
    text = "\n\t".join([to_string(receiver), *map(str, _frames(receiver))])
    if writer is None:
        rt.print_text(text + "\n")
    else:
        invoke(rt, writer, "println", [text])


def _frames(receiver: ThrowableObject) -> list[Any]:
    return list(receiver.error.script_stack) if receiver.error is not None else []


@THROWABLES("getErrorOffset")
def error_offset(rt: Runtime, receiver: ThrowableObject) -> int:
    if receiver.class_name != "java.text.ParseException":
        raise NoSignature
    return 0


@THROWABLES()
def add_suppressed(rt: Runtime, receiver: ThrowableObject, other: Any) -> None:
    receiver.suppressed.append(other)


@THROWABLES()
def get_suppressed(rt: Runtime, receiver: ThrowableObject) -> Any:
    return GArray(receiver.suppressed, "java.lang.Throwable")


@THROWABLES()
def get_method(rt: Runtime, receiver: ThrowableObject) -> Any:
    if not receiver.class_name.startswith("groovy.lang.Missing"):
        raise refused("getMethod (reflection)")
    return receiver.fields.get("method")


def _detail(getter: str, name: str) -> None:
    """What MissingMethodException and MissingPropertyException tell beside their message."""

    @THROWABLES(getter)
    def run(rt: Runtime, receiver: ThrowableObject) -> Any:
        if name not in receiver.fields:
            raise NoSignature
        return receiver.fields[name]


_detail("getProperty", "property")
_detail("getType", "type")
_detail("getArguments", "arguments")
_detail("isStatic", "static")
