"""java.io.File as far as the host lets scripts read."""

from __future__ import annotations

import os
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.closure import ClosureValue
from igor.groovy.gdk.string_search import lines_of
from igor.groovy.host import HostError
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, refused
from igor.groovy.text import Printable, to_string


class FileValue(Printable):
    """java.io.File: a path, and its text where the host lets scripts read."""

    java_class = "java.io.File"

    def __init__(self, path: str) -> None:
        self.path = path

    def to_text(self) -> str:
        return self.path


FILES = MethodTable("java.io.File")
register_kind("java.io.File", FILES)
FILE = StaticTable("java.io.File")
FILE.constants.update(separator="/", pathSeparator=":")


@FILE.constructor
def new_file(rt: Runtime, first: Any, second: Any = None) -> FileValue:
    if rt.options.read_file is None:
        raise refused("new File", "the host's own steps read files")
    return FileValue(to_string(first) if second is None else f"{to_string(first).rstrip('/')}/{to_string(second)}")


def _read(rt: Runtime, receiver: FileValue) -> bytes:
    if rt.options.read_file is None:
        raise refused("files")
    try:
        return rt.options.read_file(receiver.path)
    except HostError as error:
        raise GroovyRuntimeError(error.groovy_class, error.message) from error
    except OSError as error:
        raise GroovyRuntimeError(
            "java.io.FileNotFoundException", f"{receiver.path} ({error.strerror or 'cannot be read'})"
        ) from None


@FILES("getText")
def file_text(rt: Runtime, receiver: FileValue, charset: Any = "UTF-8") -> str:
    return _read(rt, receiver).decode(to_string(charset), "replace")


@FILES("readLines")
def file_lines(rt: Runtime, receiver: FileValue) -> list[str]:
    return lines_of(file_text(rt, receiver))


@FILES("eachLine")
def file_each_line(rt: Runtime, receiver: FileValue, closure: ClosureValue) -> Any:
    result = None
    for line in file_lines(rt, receiver):
        result = closure.call(line)
    return result


@FILES("getName")
def file_name(rt: Runtime, receiver: FileValue) -> str:
    return receiver.path.rpartition("/")[2]


@FILES("getPath")
def file_path(rt: Runtime, receiver: FileValue) -> str:
    return receiver.path


@FILES("getAbsolutePath")
def file_absolute_path(rt: Runtime, receiver: FileValue) -> str:
    folder = rt.options.working_folder
    if not folder or receiver.path.startswith("/"):
        return receiver.path
    return f"{folder}/{receiver.path}" if receiver.path else folder


@FILES("getCanonicalPath")
def file_canonical_path(rt: Runtime, receiver: FileValue) -> str:
    return os.path.normpath(file_absolute_path(rt, receiver))


@FILES("getParent")
def file_parent(rt: Runtime, receiver: FileValue) -> Any:
    return receiver.path.rpartition("/")[0] or None


@FILES("getParentFile")
def file_parent_file(rt: Runtime, receiver: FileValue) -> Any:
    return FileValue(receiver.path.rpartition("/")[0])


@FILES("exists", "isFile", "canRead")
def file_exists(rt: Runtime, receiver: FileValue) -> bool:
    try:
        _read(rt, receiver)
    except GroovyRuntimeError:
        return False
    return True


@FILES("write", "append", "leftShift", "setText", "delete", "mkdir", "mkdirs", "createNewFile", "renameTo",
       "withWriter",
       "eachFile", "listFiles", "eachFileRecurse", "deleteDir", "newWriter", "newOutputStream", "eachDir", "traverse",
       "list")  # fmt: skip
def file_refused(rt: Runtime, receiver: FileValue, *arguments: Any) -> Any:
    raise refused("files to write or list", "a script may only read the files that its host offers")
