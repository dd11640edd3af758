"""One case of the fuzzer: a source goes the whole way, lexer to interpreter, and is watched."""

from __future__ import annotations

import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from igor.groovy.dump import dump
from igor.groovy.errors import GroovyError, GroovySyntaxError
from igor.groovy.host import Budget, HostObject, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.lexer import tokenize
from igor.groovy.parser import parse
from igor.groovy.runtime import resident_bytes

BUDGET = Budget(steps=300_000, time_s=1.0, memory_bytes=256 * 1024 * 1024)
#: What a case may use beyond its budget: to read the source, to end a step that was begun.
MORE_S = 3.0
MORE_BYTES = 256 * 1024 * 1024
#: Processor time after which a case that nothing else stops is killed.
KILLED_AFTER_S = 15
SECRET = "what no script may see"
_FORBIDDEN = (
    "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "socket.", "os.remove", "os.rename",
    "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link", "os.symlink", "os.kill", "os.putenv", "shutil.",
    "ctypes.",
)  # fmt: skip
_READABLE = (
    *sys.path[1:],
    sys.prefix,
    sys.base_prefix,
    str(Path(__file__).parents[3]),
    "/usr/share/zoneinfo",
    "/proc/self/",
)


class Host(HostObject):
    """An object of the host with something in Python that no script may see."""

    groovy_class = "host.Thing"
    secret = SECRET


class Watch:
    """What Python does while a script runs: processes, sockets and files that scripts have no business with."""

    def __init__(self) -> None:
        self.armed = False
        self.events: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.armed:
            return
        if event.startswith(_FORBIDDEN):
            self.events.append(f"{event} {arguments!r:.200}")
        elif event == "open" and not _may_open(arguments[0], arguments[1]):
            self.events.append(f"open {arguments!r:.200}")


def _may_open(path: Any, mode: Any) -> bool:
    writes = isinstance(mode, str) and not set("wax+").isdisjoint(mode)
    return not writes and isinstance(path, (str, os.PathLike)) and str(path).startswith(_READABLE)


def go_through(source: str, printed: list[str]) -> None:
    """Lexer, parser, tree, compiler, interpreter."""
    tokenize(source, "Fuzz.groovy")
    module = parse(source, "Fuzz.groovy")
    try:
        dump(module)
    except RecursionError:
        printed.append("too deep to be written")
    options = Options(budget=BUDGET, print_text=printed.append)
    Interpreter(options).run(source, file_name="Fuzz.groovy", binding={"host": Host()})


def check(source: str, watch: Watch | None = None) -> str | None:
    """What is wrong with the way in which this source ends, if anything."""
    limits = resource.getrlimit(resource.RLIMIT_CPU)
    begun_s = time.process_time()
    if watch:
        resource.setrlimit(resource.RLIMIT_CPU, (int(begun_s) + KILLED_AFTER_S, limits[1]))
    before = _forget_peak()
    found = _outcome(source, watch)
    resource.setrlimit(resource.RLIMIT_CPU, limits)  # what comes until the next case is the fuzzer's own work
    used_s, used_bytes = time.process_time() - begun_s, _peak_bytes() - before
    if found:
        return found
    if used_s > BUDGET.time_s + MORE_S:
        return f"took {used_s:.1f} s of processor time, budget {BUDGET.time_s} s"
    if used_bytes > BUDGET.memory_bytes + MORE_BYTES:
        return f"took {used_bytes >> 20} MiB, budget {BUDGET.memory_bytes >> 20} MiB"
    return None


def _outcome(source: str, watch: Watch | None) -> str | None:
    printed: list[str] = []
    if watch:
        watch.events.clear()
        watch.armed = True
    try:
        go_through(source, printed)
    except GroovyError as error:
        return _wrong_error(error)
    except BaseException:  # noqa: BLE001 - whatever it is, it is the finding
        return traceback.format_exc(limit=-12)
    finally:
        if watch:
            watch.armed = False
    if watch and watch.events:
        return f"the script reached {watch.events[0]}"
    return "the secret was printed" if SECRET in "".join(printed) else None


def _wrong_error(error: GroovyError) -> str | None:
    if SECRET in str(error):
        return f"the secret is in the message: {error}"
    if isinstance(error, GroovySyntaxError) and not (error.line >= 1 and error.column >= 1 and error.format()):
        return f"a syntax error without a place: {error}"
    return None


def _forget_peak() -> int:
    Path("/proc/self/clear_refs").write_text("5")
    return resident_bytes()


def _peak_bytes() -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
