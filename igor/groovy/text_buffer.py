"""StringBuilder and its like: text that grows."""

from __future__ import annotations

from igor.groovy.text import Printable


class TextBuffer(Printable):
    """java.lang.StringBuilder, StringBuffer, java.io.StringWriter (``java_class`` tells which)."""

    def __init__(self, java_class: str = "java.lang.StringBuilder", text: str = "") -> None:
        self.java_class = java_class
        self.parts = [text] if text else []
        self.length = len(text)

    def append(self, text: str) -> None:
        """Add text at the end."""
        self.parts.append(text)
        self.length += len(text)

    def to_text(self) -> str:
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def replace_all(self, text: str) -> None:
        """Become this text."""
        self.parts = [text]
        self.length = len(text)
