"""What is wrong with ``igor.yml``: each problem with its place, the reason, and what to do.

Standard library only, so that the table of exit codes can name ``InvalidSite`` without the price of the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from igor.model.errors import Invalid

MASK = "****"
#: What the rules of problems mean.
RULES = MappingProxyType(
    {
        "syntax": "The file is not YAML, or not the part of it that means one thing to everybody.",
        "key": "There is no such key, or it is there twice.",
        "value": "The value does not fit.",
        "secret": "A secret is given where a reference is wanted.",
        "missing": "Something has to be said.",
        "site": "Two things contradict each other.",
        "notice": "It does nothing, or will not be found.",
    }
)
#: ``password: hunter2`` in a line that is shown; references to secrets may be seen.
_SECRET_LINE = re.compile(
    r"""(?ix) ( [\w-]* (?:password|passwd|secret|token|private|credential|api_?key|\bkey) [\w-]* ["']? \s* [:=] (?!//) )
        (?! \s* (?: ["']?secret:// | \# | $ | [{\[>|] \s* $ ) ) .+"""
)
_SECRET_IN_URL = re.compile(r"(://[^\s/@:]*):[^\s@]+@")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``file_name``: a file, or where else it was said (``$IGOR_CONTROLLER__PORT``, ``--set``). ``line`` and ``column``
    count from 1, 0 is unknown. ``length``: how many characters the caret marks. ``line_text`` has no secret in it.
    ``rule``: one of ``RULES``. ``severity``: ``error`` or ``warning``.
    """

    file_name: str
    line: int
    column: int
    message: str
    hint: str = ""
    rule: str = "value"
    line_text: str = ""
    length: int = 1
    key: str = ""
    severity: str = "error"

    @property
    def where(self) -> str:
        """``igor.yml:4:7`` as far as known."""
        return ":".join([self.file_name, *(str(number) for number in (self.line, self.column) if number)])

    @property
    def text(self) -> str:
        """Where and what, the line with carets below, and what to do."""
        word = "" if self.severity == "error" else f"{self.severity}: "
        lines = [f"{self.where}: {word}{self.message}"]
        if self.line_text and self.column:
            shown = self.line_text.replace("\t", " ")
            lines += [f"    {shown}", "    " + " " * (self.column - 1) + "^" * max(1, self.length)]
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join(lines)


class InvalidSite(Invalid):
    """``igor.yml`` cannot be used: all of its problems at once. The exit code is 78."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problem.text for problem in self.problems))


def masked(line: str) -> str:
    """A line that may be shown: values of what is called a secret are not in it."""
    return _SECRET_IN_URL.sub(rf"\1:{MASK}@", _SECRET_LINE.sub(rf"\g<1> {MASK}", line))


def without(text: str, secrets: Iterable[str]) -> str:
    """The text without values that are known to be secret."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    return text
