"""StringBuilder and its like: text that grows."""

from __future__ import annotations

from igor.groovy.class_model import class_name
from igor.groovy.runtime_errors import uncastable
from igor.groovy.semantics import compare
from igor.groovy.text import Printable


class TextBuffer(Printable):
    """java.lang.StringBuilder, StringBuffer, java.io.StringWriter (``java_class`` tells which)."""

    def __init__(self, java_class: str = "java.lang.StringBuilder", text: str = "") -> None:
        self.java_class = java_class
        self.parts = [text] if text else []
        self.length = len(text)

    def __eq__(self, other: object) -> bool:
        return self is other or (self._is_comparable(other) and str(self) == str(other))

    __hash__ = object.__hash__

    @property
    def is_text(self) -> bool:
        """Whether it is a CharSequence, which a writer is not."""
        return self.java_class in ("java.lang.StringBuilder", "java.lang.StringBuffer")

    def _is_comparable(self, other: object) -> bool:
        """StringBuilder and StringBuffer are Comparable, each among its like."""
        return isinstance(other, TextBuffer) and self.java_class == other.java_class and self.is_text

    def groovy_compare(self, other: object) -> int:
        """``compareTo``."""
        if not self._is_comparable(other):
            raise uncastable(class_name(other), self.java_class)
        return compare(str(self), str(other))

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
