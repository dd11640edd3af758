"""What can go wrong with Groovy source before it runs, and the base class of everything that can go wrong at all.

Words follow Groovy's own compiler (``org.codehaus.groovy.syntax.SyntaxException`` and the antlr exceptions below it),
so that people find them in searches; each message is bound to a file, a line and a column.

    GroovyError
     └── GroovySyntaxError    the source is not Groovy 2.4
"""

from __future__ import annotations

from typing import Any

#: How the message of a GroovyBugError begins: what groovyc fails at, although it is no error of syntax.
GROOVY_BUG = "BUG! exception in phase 'class generation'"


class GroovyError(Exception):
    """Anything wrong with a script; ``script_stack`` lists the script's own calls, innermost first."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.script_stack: list[Any] = []


class GroovySyntaxError(GroovyError):
    """The source is not valid Groovy 2.4: nothing of it may run.

    ``line`` and ``column`` count from 1 (a tab is one column); ``source_line`` is the text of that line.
    """

    def __init__(self, message: str, *, file_name: str, line: int, column: int, source_line: str = "") -> None:
        super().__init__(message)
        self.file_name = file_name
        self.line = line
        self.column = column
        self.source_line = source_line

    def __str__(self) -> str:
        return f"{self.file_name}:{self.line}:{self.column}: {self.message}"

    def startup_failed(self) -> str:
        """As Groovy's MultipleCompilationErrorsException begins."""
        where = f"{self.file_name}: {self.line}: {self.message} @ line {self.line}, column {self.column}."
        return f"startup failed:\n{where}"

    def format(self) -> str:
        """``file:line:column: message``, then the source line, then a caret under the column."""
        indent = "".join("\t" if char == "\t" else " " for char in self.source_line[: self.column - 1])
        return f"{self}\n{self.source_line}\n{indent.ljust(self.column - 1)}^"
