"""What one interpreter's running scripts share: options, the budget, output, the active frame of each call."""

from __future__ import annotations

import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from igor.groovy.ast import Span
from igor.groovy.class_model import GroovyClass, GroovyObject
from igor.groovy.host import CallSite, HostObject, Options
from igor.groovy.runtime_errors import MISUSES, BudgetError, GroovyRuntimeError, ScriptFrame, misuse

#: What may break out of Python's own functions; ``Runtime.breakdown`` words it.
BREAKDOWNS = (RecursionError, MemoryError, *MISUSES)


#: Steps between two looks at clock and memory; characters and items made at once count for a look of their own.
_STEPS_A_LOOK = 20_000
_BULK_A_LOOK = 4_000_000
#: Processor time between two looks in the main thread, however long a step takes there.
_TIME_A_LOOK_S = 0.1
_STATM = Path("/proc/self/statm")
_PAGE_BYTES = resource.getpagesize()


def resident_bytes() -> int:
    """The memory that this process has now."""
    return int(_STATM.read_text().split()[1]) * _PAGE_BYTES


class Frame:
    """One running call: its local variables, what ``this`` is, the closure it runs (None in a method)."""

    __slots__ = ("closure", "locals", "result", "site", "this")

    def __init__(self, size: int, this: Any, closure: Any) -> None:
        self.locals: list[Any] = [None] * size
        self.this = this
        self.closure = closure
        self.site: Any = None
        self.result: Any = None


class Cell:
    """A local variable that closures share."""

    __slots__ = ("value",)

    def __init__(self, value: Any = None) -> None:
        self.value = value


class ScriptObject(GroovyObject):
    """``this`` of a script: its class has the script's methods, ``binding`` its undeclared variables."""

    __slots__ = ("base", "binding")

    def __init__(self, cls: GroovyClass, binding: dict[str, Any], base: HostObject | None) -> None:
        super().__init__(cls)
        self.binding = binding
        self.base = base

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


class Runtime:
    """The state behind all values and calls of one interpreter."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.budget = options.budget
        self.steps = 0
        #: The number of steps at which to look at the budget again.
        self.limit = 0
        self.depth = 0
        self._bulk = 0
        self._begun_s = time.thread_time()
        self._begun_bytes = resident_bytes()
        self.classes: dict[str, GroovyClass] = {}
        self.sources: dict[str, str] = {}
        self.loader: Any = None
        self.categories: list[Any] = []

    def begin(self) -> None:
        """Time and memory count from here on."""
        self._begun_s = time.thread_time()
        self._begun_bytes = resident_bytes()

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Have the budget looked at every ``_TIME_A_LOOK_S``: steps alone say little where one of them takes long.

        Only the main thread can have a timer; scripts elsewhere have their steps counted.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGVTALRM, self._due)
        signal.setitimer(signal.ITIMER_VIRTUAL, _TIME_A_LOOK_S, _TIME_A_LOOK_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            # A tick that is still under way would end the process if nobody took or ignored it.
            signal.signal(signal.SIGVTALRM, signal.SIG_IGN if before is signal.SIG_DFL else before)

    def _due(self, number: int, frame: object) -> None:
        self.limit = 0

    def spend(self, steps: int) -> None:
        """Count ``steps``; raises once the budget is used up."""
        self.steps += steps
        if self.steps > self.limit:
            self.look()

    def look(self) -> None:
        """Compare steps, time and memory with the budget; raises when one is used up."""
        budget = self.budget
        if self.steps > budget.steps:
            raise BudgetError("java.lang.Error", self._used_up(f"{budget.steps} steps"))
        if time.thread_time() - self._begun_s > budget.time_s:
            raise BudgetError("java.lang.Error", self._used_up(f"{budget.time_s:g} s of processor time"))
        if resident_bytes() - self._begun_bytes > budget.memory_bytes:
            memory = f"{budget.memory_bytes // 1024 // 1024} MiB of memory"
            raise BudgetError("java.lang.OutOfMemoryError", self._used_up(memory))
        self.limit = min(self.steps + _STEPS_A_LOOK, budget.steps)

    def _used_up(self, what: str) -> str:
        return f"the script used up its budget of {what}: is there an endless loop here?"

    def _count_bulk(self, size: int) -> None:
        self._bulk += size
        if self._bulk > _BULK_A_LOOK:
            self._bulk = 0
            self.look()

    def breakdown(self, error: BaseException) -> GroovyRuntimeError:
        """What a script gets to see of Python running out of stack or memory, or of values that make no sense."""
        if isinstance(error, RecursionError):
            return self.too_deep()
        if isinstance(error, MemoryError):
            return BudgetError("java.lang.OutOfMemoryError", "the script used up the memory")
        assert isinstance(error, MISUSES)
        return misuse("script", error)

    def too_deep(self) -> BudgetError:
        """The error of a script that calls too deep."""
        return BudgetError(
            "java.lang.StackOverflowError",
            f"calls are nested deeper than {self.budget.call_depth}: does a method or closure call itself for ever?",
        )

    def check_text(self, length: int) -> None:
        """Refuse a string of ``length`` characters that is over the bound."""
        if length > self.budget.text_bytes:
            raise BudgetError(
                "java.lang.OutOfMemoryError",
                f"a string grew over {self.budget.text_bytes} bytes: is there an endless loop?",
            )
        self._count_bulk(length)

    def check_items(self, count: int) -> None:
        """Refuse a collection of ``count`` items that is over the bound."""
        if count > self.budget.collection_items:
            raise BudgetError(
                "java.lang.OutOfMemoryError",
                f"a collection grew over {self.budget.collection_items} items: is there an endless loop?",
            )
        self._count_bulk(count)

    def print_text(self, text: str) -> None:
        """Hand output to the host, or to standard output."""
        write = self.options.print_text or sys.stdout.write
        write(text)


class FunctionInfo:
    """What messages and stacks show of a method or closure."""

    __slots__ = ("file_name", "function", "span")

    def __init__(self, function: str, file_name: str, span: Span) -> None:
        self.function = function
        self.file_name = file_name
        self.span = span

    def leave(self, error: GroovyRuntimeError, frame: Frame) -> None:
        """Note on the way out where in this function the error passed."""
        span = frame.site or self.span
        if len(error.script_stack) < 1000:
            error.script_stack.append(ScriptFrame(self.function, self.file_name, span.line, span.column))

    def call_site(self) -> CallSite:
        """Where the function begins."""
        return CallSite(self.file_name, self.span.line, self.span.column)
