"""What goes wrong while a script runs: one exception, which carries the thrown Groovy object and the script's stack.

    GroovyError
     └── GroovyRuntimeError    thrown by the script, by a built-in method, by a host, or by a crossed budget

``groovy_class`` (``groovy.lang.MissingMethodException`` …) and ``message`` are what ``catch`` and ``getMessage`` see.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from igor.groovy.errors import GroovyError


class ScriptFrame(Struct, frozen=True):
    """One call of the script's own: which function, and where in it the call or the error stands."""

    function: str
    file_name: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"at {self.function}({self.file_name}:{self.line}:{self.column})"


class GroovyRuntimeError(GroovyError):
    """A Groovy exception on its way out; ``value`` is the thrown object once there is one.

    ``script_stack`` holds ``ScriptFrame``, innermost first; ``source_line`` the text of the innermost line. ``details``
    are the properties that the thrown object has beside its message.
    """

    def __init__(self, groovy_class: str, message: str | None, value: Any = None) -> None:
        super().__init__(message or "")
        self.groovy_class = groovy_class
        self.groovy_message = message
        self.value = value
        self.script_stack: list[ScriptFrame] = []
        self.source_line = ""
        self.site: Any = None
        self.named = False
        self.details: dict[str, Any] = {}

    def __str__(self) -> str:
        where = self.script_stack[0] if self.script_stack else None
        text = self.groovy_class if self.groovy_message is None else f"{self.groovy_class}: {self.groovy_message}"
        return f"{where.file_name}:{where.line}:{where.column}: {text}" if where else text

    @property
    def line(self) -> int:
        """The innermost line of the script, 0 when unknown."""
        return self.script_stack[0].line if self.script_stack else 0

    @property
    def column(self) -> int:
        """The innermost column of the script, 0 when unknown."""
        return self.script_stack[0].column if self.script_stack else 0

    def format(self) -> str:
        """``file:line:column: class: message``, the source line, a caret, and the script's stack."""
        lines = [str(self)]
        if self.source_line and self.column:
            indent = "".join("\t" if char == "\t" else " " for char in self.source_line[: self.column - 1])
            lines += [self.source_line, f"{indent}^"]
        lines += [f"    {frame}" for frame in self.script_stack]
        cause = getattr(self.value, "cause", None)
        if cause is not None:
            lines.append(f"Caused by: {cause.class_name}: {cause.message}")
        return "\n".join(lines)

    def lose_stack(self) -> None:
        """Unary minus says that a method is missing by a class of its own, which calls of closures do not let pass."""
        if self.groovy_class == _MISSING_METHOD and self.value is None and not self.script_stack:
            self.groovy_class = _WITHOUT_STACK

    def regain_stack(self) -> None:
        """What a call of a closure or of an object's method, or the end of the script, makes of ``lose_stack``."""
        if self.groovy_class == _WITHOUT_STACK:
            self.groovy_class = _MISSING_METHOD


_MISSING_METHOD = "groovy.lang.MissingMethodException"
_WITHOUT_STACK = "org.codehaus.groovy.runtime.metaclass.MissingMethodExceptionNoStack"


class BudgetError(GroovyRuntimeError):
    """A bound of ``Options.budget`` was crossed: no ``catch`` of the script stops it."""


class NoSignature(Exception):  # noqa: N818 - says what it says
    """A built-in method does not take these arguments: the caller words the MissingMethodException."""


def null_pointer(message: str | None) -> GroovyRuntimeError:
    """java.lang.NullPointerException."""
    return GroovyRuntimeError("java.lang.NullPointerException", message)


def _in_java_base(name: str) -> bool:
    """Whether a class, or the class of an array's items, is one of Java's."""
    element = name.lstrip("[")
    return element.startswith("java.") if element == name else element[0] != "L" or element.startswith("Ljava.")


def uncastable(name: str, target: str) -> GroovyRuntimeError:
    """java.lang.ClassCastException between two classes; the JVM says where they come from."""
    text = f"class {name} cannot be cast to class {target}"
    if _in_java_base(name) and _in_java_base(target):
        text += f" ({name} and {target} are in module java.base of loader 'bootstrap')"
    return GroovyRuntimeError("java.lang.ClassCastException", text)


def illegal_argument(message: str) -> GroovyRuntimeError:
    """java.lang.IllegalArgumentException."""
    return GroovyRuntimeError("java.lang.IllegalArgumentException", message)


def out_of_bounds(message: str | None, kind: str = "IndexOutOfBoundsException") -> GroovyRuntimeError:
    """java.lang.IndexOutOfBoundsException or its string or array kind."""
    return GroovyRuntimeError(f"java.lang.{kind}", message)


def no_item() -> GroovyRuntimeError:
    """What Groovy's own methods come to when the items of an empty list stand for their argument."""
    return out_of_bounds("Index 0 out of bounds for length 0", "ArrayIndexOutOfBoundsException")


def unsupported(message: str | None = None) -> GroovyRuntimeError:
    """java.lang.UnsupportedOperationException."""
    return GroovyRuntimeError("java.lang.UnsupportedOperationException", message)


def refused(what: str, instead: str = "") -> GroovyRuntimeError:
    """The sandbox's answer: ``what`` is the thing a script tried to reach, ``instead`` what it can do."""
    hint = f"; {instead}" if instead else ""
    return GroovyRuntimeError("java.lang.SecurityException", f"scripts may not use {what}{hint}")


#: What a built-in method raises when it meets a value that it was not made for.
MISUSES = (TypeError, AttributeError, ValueError, LookupError, ZeroDivisionError, ArithmeticError, AssertionError)


def misuse(where: str, error: Exception) -> GroovyRuntimeError:
    """A value in a place where it makes no sense: the script sees a ClassCastException, never Python's own."""
    if isinstance(error, OverflowError):
        return GroovyRuntimeError("java.lang.ArithmeticException", "a number is too large here")
    return GroovyRuntimeError("java.lang.ClassCastException", f"the {where} cannot work on these values")
