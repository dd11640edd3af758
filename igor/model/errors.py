"""Errors that reach a person: each says what is wrong, where, why, and how to fix it.

``IgorError`` is the root. The edges (REST, CLI, deploy) turn a class into a status or an exit code in one place each;
nothing else decides by class name.

    IgorError
    ├── NotFound          no such item, build, node, view, user            REST 404
    ├── Invalid           the request breaks a rule; nothing was changed    REST 400
    │   └── InvalidSource …at a place in a text: file, line, column
    ├── Conflict          the state does not allow it now                   REST 409
    ├── Gone              it was valid once: expired, used up               REST 410
    ├── Unauthenticated   wrong credentials                                 REST 401
    └── Forbidden         the user lacks a permission                       REST 403
"""

from __future__ import annotations


class IgorError(Exception):
    """An error with a text for people: ``what`` one sentence, ``hint`` how to fix it (may be empty)."""

    def __init__(self, what: str, *, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


class NotFound(IgorError):
    """There is no such thing."""


class Invalid(IgorError):
    """The input breaks a rule; nothing was changed."""


class InvalidSource(Invalid):
    """Invalid at a place in a text (a script, XML, a cron table).

    ``line`` and ``column`` count from 1; 0 means unknown. ``line_text`` is the source line, for the caret.
    """

    def __init__(
        self, what: str, *, file_name: str = "", line: int = 0, column: int = 0, line_text: str = "", hint: str = ""
    ) -> None:
        super().__init__(what, hint=hint)
        self.file_name = file_name
        self.line = line
        self.column = column
        self.line_text = line_text

    @property
    def where(self) -> str:
        """``file:line:column`` as far as known."""
        return ":".join([self.file_name or "input", *(str(n) for n in (self.line, self.column) if n)])

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        if self.line_text and self.column:
            text += f"\n  {self.line_text}\n  {' ' * (self.column - 1)}^"
        return text


class Conflict(IgorError):
    """What was asked cannot be done in the present state."""


class Gone(IgorError):
    """What was shown or asked for was valid once, and is no more."""


class Unauthenticated(IgorError):
    """The credentials are wrong."""


class Forbidden(IgorError):
    """The user lacks a permission; ``permission`` is Jenkins' id, such as ``hudson.model.Item.Build``."""

    def __init__(self, what: str, *, permission: str = "", hint: str = "") -> None:
        super().__init__(what, hint=hint)
        self.permission = permission
