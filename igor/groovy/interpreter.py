"""The interpreter: parse, compile to Python closures, run. Everything a host needs stands here.

    interpreter = Interpreter(Options(print_text=log.write))
    interpreter.run("println 'hello'", file_name="a.groovy", binding={})

Errors: ``GroovySyntaxError`` before anything runs, ``GroovyRuntimeError`` afterwards; never another exception, except
one that a host object raises on purpose (not a ``HostError``) to leave the script.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Any

from igor.groovy.compiler.modules import Loader
from igor.groovy.construct import HostClass
from igor.groovy.host import HostError, Options
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import MISUSES, BudgetError, GroovyRuntimeError, misuse

__all__ = ["HostClass", "Interpreter"]

#: Python frames that one Groovy call may need; the recursion limit follows from ``Budget.call_depth``.
_FRAMES_PER_CALL = 40
_FRAMES_BESIDE = 3000
#: How long a number Python may print meanwhile; arithmetic refuses to make longer ones.
_MAX_DIGITS = 110_000


class Interpreter:
    """Runs scripts that share helper classes and the budget, each with its own binding."""

    def __init__(self, options: Options | None = None) -> None:
        self.rt = Runtime(options or Options())
        self.rt.loader = Loader(self.rt)

    def run(self, source: str, *, file_name: str, binding: dict[str, Any]) -> Any:
        """Run a script; gives the value of its last statement. ``binding`` receives undeclared variables."""
        rt = self.rt
        rt.sources[file_name] = source
        limit = sys.getrecursionlimit()
        digits = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(max(digits, _MAX_DIGITS) if digits else 0)
        sys.setrecursionlimit(max(limit, rt.budget.call_depth * _FRAMES_PER_CALL + _FRAMES_BESIDE))
        depth = rt.depth
        if not depth:
            rt.begin()
        try:
            with nullcontext() if depth else rt.timed():
                return self._guarded(source, file_name, binding)
        except GroovyRuntimeError as error:
            error.regain_stack()
            self._add_source_line(error)
            raise
        finally:
            rt.depth = depth
            sys.setrecursionlimit(limit)
            sys.set_int_max_str_digits(digits)

    def _guarded(self, source: str, file_name: str, binding: dict[str, Any]) -> Any:
        try:
            return self.rt.loader.run_text(source, file_name, binding, self.rt.options.script_base)
        except HostError as error:
            raise GroovyRuntimeError(error.groovy_class, error.message) from error
        except RecursionError:
            raise BudgetError("java.lang.StackOverflowError", "calls or values are nested too deep") from None
        except MemoryError:
            raise BudgetError("java.lang.OutOfMemoryError", "the script used up the memory") from None
        except OverflowError as error:
            raise GroovyRuntimeError("java.lang.ArithmeticException", str(error)) from error
        except MISUSES as error:
            raise misuse("script", error) from error

    def _add_source_line(self, error: GroovyRuntimeError) -> None:
        if error.script_stack and not error.source_line:
            frame = error.script_stack[0]
            lines = self.rt.sources.get(frame.file_name, "").split("\n")
            if 0 < frame.line <= len(lines):
                error.source_line = lines[frame.line - 1].rstrip("\r")
