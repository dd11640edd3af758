"""The script's own process: limits itself, runs one script from stdin, asks the façade on stdout (see ``worker``)."""

from __future__ import annotations

import ctypes
import json
import resource
import signal
import sys
from collections.abc import Mapping
from typing import Any

from igor.console.protocol import receive, send
from igor.groovy.errors import GroovyError
from igor.groovy.host import MISSING, Budget, CallSite, HostError, HostObject, Options
from igor.groovy.interpreter import HostClass, Interpreter
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import to_string
from igor.groovy.values import GSet

MEMORY_BYTES = 512 * 1024 * 1024
OUTPUT_BYTES = 16 * 1024 * 1024
#: The file name that errors show, as Jenkins' console has it.
SCRIPT_NAME = "Script1.groovy"
_PR_SET_PDEATHSIG = 1


class Remote(HostObject):
    """An object of the façade."""

    def __init__(self, ref: int, groovy_class: str, types: list[str]) -> None:
        self.ref = ref
        self.groovy_class = groovy_class
        self.groovy_types = types

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        return _ask(ref=self.ref, call=name, arguments=arguments)

    def get_property(self, name: str) -> Any:
        return _ask(ref=self.ref, get=name)

    def set_property(self, name: str, value: Any) -> bool:
        return _ask(ref=self.ref, set=name, arguments=[value]) is not MISSING

    def to_groovy_string(self) -> str:
        return str(_ask(ref=self.ref, call="toString"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remote) and other.ref == self.ref

    def __hash__(self) -> int:
        return self.ref


class RemoteClass(HostClass):
    """A class of the façade: ``new``, static methods and constants."""

    def __init__(self, groovy_class: str) -> None:
        self.groovy_class = groovy_class

    def construct(self, arguments: list[Any]) -> Any:
        made = _ask(type=self.groovy_class, call="new", arguments=arguments)
        if made is MISSING:
            raise HostError(f"new {self.groovy_class}(…) with these arguments is not offered to scripts")
        return made

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        return _ask(type=self.groovy_class, call=name, arguments=arguments)

    def get_property(self, name: str) -> Any:
        return _ask(type=self.groovy_class, get=name)

    def to_groovy_string(self) -> str:
        return f"class {self.groovy_class}"


def _ask(**question: Any) -> Any:
    """The façade's answer; MISSING when it has nothing of that name for these arguments."""
    question["arguments"] = [_encoded(value) for value in question.get("arguments", [])]
    send(sys.stdout, question)
    answer = receive(sys.stdin)
    if answer is None:
        sys.exit("the controller ended")
    if "error" in answer:
        raise HostError(answer["error"], answer["class"])
    return MISSING if "missing" in answer else _decoded(answer["value"])


def _encoded(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return value
    if isinstance(value, Remote):
        return {"ref": value.ref}
    if isinstance(value, RemoteClass):
        return {"type": value.groovy_class}
    if isinstance(value, (list, GSet)):
        return [_encoded(item) for item in value]
    if isinstance(value, Mapping):
        return {"map": [[_encoded(key), _encoded(item)] for key, item in value.items()]}
    return to_string(value)


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "map" in value:
        return {key: _decoded(item) for key, item in value["map"]}
    if "type" in value:
        return RemoteClass(value["type"])
    return Remote(value["ref"], value["class"], value["types"])


def run(source: str, classes: list[str]) -> str:
    """The text that a script prints, then ``Result: …`` when its value is not null, or the error with its stack.

    Source: hudson.util.RemotingDiagnostics.Script.
    """
    printed: list[str] = []
    imports = {name.rpartition(".")[2].rpartition("$")[2]: RemoteClass(name) for name in classes}
    options = Options(
        budget=Budget(memory_bytes=MEMORY_BYTES, text_bytes=OUTPUT_BYTES), imports=imports, print_text=printed.append
    )
    try:
        result = Interpreter(options).run(source, file_name=SCRIPT_NAME, binding={})
        if result is not None:
            printed.append(f"Result: {to_string(result)}\n")
    except GroovyError as error:
        printed.append(_error_text(error))
    return "".join(printed)


def _error_text(error: GroovyError) -> str:
    """As a Java stack trace: the exception, then the script's calls."""
    if not isinstance(error, GroovyRuntimeError):
        return f"org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:\n{_placed(error)}\n"
    name = error.groovy_class if error.groovy_message is None else f"{error.groovy_class}: {error.groovy_message}"
    frames = [f"\tat {frame.function}({frame.file_name}:{frame.line})\n" for frame in error.script_stack]
    return f"{name}\n{''.join(frames)}"


def _placed(error: GroovyError) -> str:
    return str(getattr(error, "format", lambda: str(error))())


def _limit(cpu_s: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    bounds = {resource.RLIMIT_AS: MEMORY_BYTES, resource.RLIMIT_CPU: cpu_s, resource.RLIMIT_FSIZE: 0}
    for which, most in {**bounds, resource.RLIMIT_NPROC: 0, resource.RLIMIT_CORE: 0}.items():
        resource.setrlimit(which, (most, most))


def main() -> None:
    """Serve one script."""
    request = json.loads(sys.stdin.readline())
    _limit(request["cpu_s"])
    send(sys.stdout, {"text": run(request["script"], request["classes"])})


if __name__ == "__main__":
    main()
