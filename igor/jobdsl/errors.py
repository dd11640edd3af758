"""What can go wrong while a Job DSL script is evaluated, worded as Job DSL words it.

HostError            becomes a Groovy exception at the script's line
 └── DslError        an argument check of the DSL; its message carries ``(file, line N)``
DslScriptError       the end of a seed run: what, where, and how the script got there
"""

from __future__ import annotations

from pathlib import PurePath

from igor.groovy.host import CallSite, HostError
from igor.model.errors import Invalid


def located(site: CallSite, text: str) -> str:
    """``(file.groovy, line N) text``, the file without its folders, as Job DSL prints it."""
    return f"({PurePath(site.file_name).name}, line {site.line}) {text}"


class DslError(HostError):
    """A DSL method refuses its arguments. Source: javaposse.jobdsl.dsl.DslScriptException."""

    def __init__(self, text: str, site: CallSite) -> None:
        super().__init__(located(site, text), "javaposse.jobdsl.dsl.DslScriptException")
        self.text = text
        self.site = site


class DslScriptError(Invalid):
    """A seed run failed; nothing of it may be applied.

    ``message`` is ``(file.groovy, line N) text``; ``line`` and ``column`` count from 1 and are 0 when unknown;
    ``stack`` lists the script's calls, innermost first, as texts that end in ``(file:line:column)``.
    """

    def __init__(
        self,
        message: str,
        file_name: str = "",
        line: int = 0,
        column: int = 0,
        source_line: str = "",
        stack: list[str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file_name = file_name
        self.line = line
        self.column = column
        self.source_line = source_line
        self.stack = list(stack or [])

    def __str__(self) -> str:
        return self.format()

    def format(self) -> str:
        """The message, the source line with a caret under the column, and the script's calls."""
        lines = [self.message]
        if self.source_line and self.column:
            indent = "".join("\t" if char == "\t" else " " for char in self.source_line[: self.column - 1])
            lines += [f"  {self.source_line}", f"  {indent}^"]
        return "\n".join(lines + [f"    at {entry}" for entry in self.stack])


def require(condition: object, text: str, site: CallSite) -> None:
    """Raise DslError with ``text`` unless ``condition`` holds (Job DSL's Preconditions.checkArgument)."""
    if not condition:
        raise DslError(text, site)
