"""Java's regular expressions written for Python's ``re``, and what is wrong with them in Java's words.

Source of the errors and their indices: ``java.util.regex.Pattern`` of Java 17. Written anew: classes (united, crossed,
in each other), ``\\h \\R \\z \\Z \\p{Alpha}`` and their kind, ``(?<name>``, ``\\k<name>``, ``\\Q…\\E``, references to
groups that are not there (they match nothing). Possessive quantifiers and atomic groups are the same in Python 3.11.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from igor.groovy.runtime_errors import GroovyRuntimeError

_POSIX = {
    "Lower": "a-z", "Upper": "A-Z", "ASCII": r"\x00-\x7f", "Alpha": "a-zA-Z", "Digit": "0-9", "Alnum": "a-zA-Z0-9",
    "Punct": r"!-/:-@\[-`{-~", "Graph": "!-~", "Print": " -~", "Blank": r" \t", "Cntrl": r"\x00-\x1f\x7f",
    "XDigit": "0-9a-fA-F", "Space": r" \t\n\x0b\f\r", "L": "a-zA-ZÀ-ÖØ-öø-ʯͰ-ϿЀ-ӿ",
    "Lu": "A-ZÀ-ÖØ-Þ", "Ll": "a-zß-öø-ÿ",
    "N": "0-9", "Nd": "0-9", "P": r"!-/:-@\[-`{-~", "IsAlphabetic": "a-zA-ZÀ-ÖØ-öø-ʯͰ-ϿЀ-ӿ", "IsDigit": "0-9",
    "javaLetter": "a-zA-Z", "S": r"$+<=>^`|~", "Z": r"   ",
}  # fmt: skip
#: Letters after a backslash that mean something outside of a class; in one those that name characters.
_KNOWN = frozenset("AbBcdDefGhkNnpPQrRsStuvVwWxzZa")
_IN_CLASS = frozenset("dDefhHnpPQrsStuvVwWxa")
_ESCAPES = {
    "h": r"[ \t\xa0]", "R": r"(?:\r\n|[\n\r\x0b\f])", "z": r"\Z", "Z": r"(?=\n?\Z)", "e": r"\x1b", "G": "",
    "v": r"[\n\x0b\f\r\x85\u2028\u2029]", "V": r"[^\n\x0b\f\r\x85\u2028\u2029]",
}  # fmt: skip
_CLASS_ESCAPES = {"h": r" \t\xa0", "e": r"\x1b", "v": r"\n\x0b\f\r\x85\u2028\u2029"}
_GROUP_STARTS = ("(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!")
_INLINE_FLAGS = re.compile(r"\(\?([idmsuxU]*)(?:-([idmsuxU]*))?([:)])")


def syntax_error(reason: str, pattern: str, at: int) -> GroovyRuntimeError:
    """java.util.regex.PatternSyntaxException."""
    near = f" near index {at}" if at >= 0 else ""
    caret = f"\n{' ' * at}^" if 0 <= at < len(pattern) else ""
    return GroovyRuntimeError("java.util.regex.PatternSyntaxException", f"{reason}{near}\n{pattern}{caret}")


class _Class(NamedTuple):
    """A character class: ``members`` as they stand between brackets when it is that simple, and the whole."""

    members: str
    whole: str


class Translator:
    """Walks a Java pattern once and writes the Python one."""

    def __init__(self, source: str, comments: bool = False) -> None:
        self.source = source
        self.comments = comments
        self.position = 0
        self.open = 0
        #: Groups that capture: how many have begun, which are complete.
        self.groups = 0
        self.begun: list[int] = []
        self.complete: set[int] = set()
        self.names: set[str] = set()

    def run(self) -> str:
        """The whole pattern."""
        parts: list[str] = []
        while self.position < len(self.source):
            parts.append(self._next())
        if self.open:
            raise self.error("Unclosed group", len(self.source))
        return "".join(parts)

    def error(self, reason: str, at: int) -> GroovyRuntimeError:
        """A PatternSyntaxException at an index."""
        return syntax_error(reason, self.source, at)

    def _next(self) -> str:
        char = self.source[self.position]
        if char == "#" and self.comments:
            return self._comment()
        if char in "*+?":
            raise self.error(f"Dangling meta character '{char}'", self.position)
        if char == "{":
            return "(?:)" + self._quantifier()
        if char in "()|":
            return self._structure(char)
        atom = self._atom(char)
        quantifier = self._quantifier()
        return f"(?:{atom}){quantifier}" if quantifier and char in "^$\\" else atom + quantifier

    def _comment(self) -> str:
        end = self.source.find("\n", self.position)
        self.position = len(self.source) if end < 0 else end
        return ""

    def _atom(self, char: str) -> str:
        if char == "\\":
            return self._escape()
        self.position += 1
        if char == "[":
            return self._class().whole
        return f"\\{char}" if char in "]}" else char

    def _structure(self, char: str) -> str:
        if char == "(":
            return self._group_start()
        self.position += 1
        if char == "|":
            return char
        if not self.open:
            raise self.error("Unmatched closing ')'", self.position - 2)
        self.open -= 1
        number = self.begun.pop()
        if number:
            self.complete.add(number)
        return char + self._quantifier()

    def _group_start(self) -> str:
        source, at = self.source, self.position
        flags = _INLINE_FLAGS.match(source, at)
        if flags is not None:
            self.position = flags.end()
            return self._inline_flags(flags)
        self.open += 1
        start = next((start for start in _GROUP_STARTS if source.startswith(start, at)), "")
        if start:
            self.begun.append(0)
            self.position += len(start)
            return start
        self.groups += 1
        self.begun.append(self.groups)
        if source.startswith("(?<", at):
            return self._group_name()
        if source.startswith("(?", at):
            raise self.error("Unknown inline modifier" if len(source) > at + 1 else "Unknown group type", at + 2)
        self.position += 1
        return "("

    def _group_name(self) -> str:
        name = re.compile(r"[a-zA-Z][a-zA-Z0-9]*").match(self.source, self.position + 3)
        if name is None:
            raise self.error("capturing group name does not start with a Latin letter", self.position + 3)
        if self.source[name.end() : name.end() + 1] != ">":
            raise self.error("named capturing group is missing trailing '>'", name.end())
        if name[0] in self.names:
            raise self.error(f"Named capturing group <{name[0]}> is already defined", name.end())
        self.names.add(name[0])
        self.position = name.end() + 1
        return f"(?P<{name[0]}>"

    def _inline_flags(self, flags: re.Match[str]) -> str:
        """``(?i)`` holds for the rest of its group: Python wants a group of its own; ``d``, ``u`` and ``U`` go."""
        on, off = (re.sub("[duU]", "", flags[one] or "") for one in (1, 2))
        text = on + (f"-{off}" if off else "")
        if flags[3] == ":":
            self.open += 1
            self.begun.append(0)
            return f"(?{text}:"
        if not text:
            return ""
        return f"(?{text})" if flags.start() == 0 and not off else f"(?{text}:{self._rest_of_group()})"

    def _rest_of_group(self) -> str:
        level, parts = self.open, []
        while self.position < len(self.source):
            if self.source[self.position] == ")" and self.open == level and level:
                break
            parts.append(self._next())
        return "".join(parts)

    def _quantifier(self) -> str:
        source, at = self.source, self.position
        char = source[at : at + 1]
        if char == "{":
            self._check_counts()
        elif char in ("*", "+", "?"):
            self.position += 1
        else:
            return ""
        if source[self.position : self.position + 1] in ("?", "+"):
            self.position += 1
        return source[at : self.position]

    def _check_counts(self) -> None:
        """``{2}``, ``{2,}``, ``{2,5}``."""
        source, at = self.source, self.position + 1
        if not source[at : at + 1].isdigit():
            raise self.error("Illegal repetition", at)
        counts = re.compile(r"(\d+)(,?)(\d*)").match(source, at)
        assert counts is not None
        end = counts.end()
        if source[end : end + 1] != "}":
            raise self.error("Unclosed counted closure", end)
        if counts[3] and int(counts[3]) < int(counts[1]):
            raise self.error("Illegal repetition range", end)
        self.position = end + 1

    # --- escapes ----------------------------------------------------------------------------------------------------

    def _escape(self) -> str:
        letter = self._escaped_letter()
        if letter.isdigit():
            return self._octal() if letter == "0" else self._reference(letter)
        if letter.isascii() and letter.isalpha() and letter not in _KNOWN:
            raise self._unknown_escape()
        if letter == "Q":
            return re.escape(self._quoted())
        if letter in "pP":
            members = self._property()
            return f"[{'^' if letter == 'P' else ''}{members}]"
        if letter == "k":
            return self._named_reference()
        if letter == "c":
            return self._control()
        return self._code(letter) if letter in "xu" else _ESCAPES.get(letter) or _plain_escape(letter)

    def _escaped_letter(self) -> str:
        self.position += 2
        letter = self.source[self.position - 1 : self.position]
        if not letter:
            raise self.error("Unexpected internal error", len(self.source))
        return letter

    def _unknown_escape(self) -> GroovyRuntimeError:
        return self.error("Illegal/unsupported escape sequence", self.position - 1)

    def _quoted(self) -> str:
        end = self.source.find("\\E", self.position)
        end = len(self.source) if end < 0 else end
        literal = self.source[self.position : end]
        self.position = end + 2
        return literal

    def _octal(self) -> str:
        digits = re.compile("[0-3]?[0-7]{1,2}").match(self.source, self.position)
        if digits is None:
            raise self.error("Illegal octal escape sequence", self.position)
        self.position = digits.end()
        return re.escape(chr(int(digits[0], 8)))

    def _code(self, letter: str) -> str:
        form, kind = (r"[0-9a-fA-F]{2}", "hexadecimal") if letter == "x" else (r"[0-9a-fA-F]{4}", "Unicode")
        code = re.compile(form + (r"|\{[0-9a-fA-F]{1,6}\}" if letter == "x" else "")).match(self.source, self.position)
        if code is None:
            raise self.error(f"Illegal {kind} escape sequence", self.position)
        self.position = code.end()
        return re.escape(chr(int(code[0].strip("{}"), 16)))

    def _control(self) -> str:
        if self.position >= len(self.source):
            raise self.error("Illegal control escape sequence", self.position - 1)
        self.position += 1
        return re.escape(chr(ord(self.source[self.position - 1]) ^ 64))

    def _reference(self, letter: str) -> str:
        """A group by its number, of as many digits as there are groups; one that is not there matches nothing."""
        number = int(letter)
        while self.source[self.position : self.position + 1].isdigit():
            longer = number * 10 + int(self.source[self.position])
            if longer > self.groups:
                break
            number = longer
            self.position += 1
        return f"(?:\\{number})" if number in self.complete else "(?!)"

    def _named_reference(self) -> str:
        if self.source[self.position : self.position + 1] != "<":
            raise self.error("\\k is not followed by '<' for named capturing group", self.position)
        end = self.source.find(">", self.position)
        name = self.source[self.position + 1 : end]
        if name not in self.names:
            raise self.error(f"named capturing group <{name}> does not exist", end)
        self.position = end + 1
        return f"(?P={name})"

    def _property(self) -> str:
        source = self.source
        if source[self.position : self.position + 1] == "{":
            end = source.find("}", self.position)
            name = source[self.position + 1 : end]
            self.position = end + 1
        else:
            name = source[self.position : self.position + 1]
            self.position += 1
        members = _POSIX.get(name)
        if members is None:
            raise self.error(f"Unknown character property name {{{name}}}", self.position - 1)
        return members

    # --- classes ----------------------------------------------------------------------------------------------------

    def _class(self) -> _Class:
        """What follows ``[``."""
        negated = self.source.startswith("^", self.position)
        self.position += negated
        crossed = [self._union()]
        while self.source.startswith("&&", self.position):
            self.position += 2
            if not self.source.startswith("]", self.position):
                crossed.append(self._union())
        self.position += 1
        if len(crossed) == 1 and crossed[0].members:
            members = crossed[0].members
            return _Class("", f"[^{members}]") if negated else _Class(members, f"[{members}]")
        whole = "".join(f"(?={one.whole})" for one in crossed) + r"[\s\S]"
        return _Class("", f"(?:(?!{whole})[\\s\\S])" if negated else f"(?:{whole})")

    def _union(self) -> _Class:
        """The members up to ``]`` or ``&&``; a ``]`` that comes first is one of them."""
        members: list[str] = []
        others: list[str] = []
        while not self._union_ends(bool(members or others)):
            if self.source[self.position] == "[":
                self.position += 1
                inner = self._class()
                members.append(inner.members)
                others += [] if inner.members else [inner.whole]
            else:
                members.append(self._member())
        text = "".join(members)
        whole = [f"[{text}]"] * bool(text) + others
        return _Class("" if others else text, whole[0] if len(whole) == 1 else f"(?:{'|'.join(whole)})")

    def _union_ends(self, started: bool) -> bool:
        if self.position >= len(self.source):
            raise self.error("Unclosed character class", len(self.source) - 1)
        if self.source.startswith("&&", self.position):
            return started
        return started and self.source[self.position] == "]"

    def _member(self) -> str:
        """A character, a range, or an escape that stands for several."""
        first, code = self._class_char()
        source, at = self.source, self.position
        if code is None or source[at : at + 1] != "-" or source[at + 1 : at + 2] in ("]", "["):
            return first
        self.position += 1
        if self.position >= len(source):
            raise self.error("Illegal character range", self.position)
        start = self.position
        last, end = self._class_char()
        if end is None or end < code:
            raise self.error("Illegal character range", max(start, self.position - 1))
        return f"{first}-{last}"

    def _class_char(self) -> tuple[str, int | None]:
        """How one thing in a class is written, and its code when it is a single character."""
        char = self.source[self.position]
        if char != "\\":
            self.position += 1
            return re.escape(char), ord(char)
        letter = self._escaped_letter()
        if letter.isascii() and letter.isalnum() and letter not in _IN_CLASS and letter != "0":
            raise self._unknown_escape()
        if letter == "Q":
            return re.escape(self._quoted()), None
        if letter in "pP":
            return self._property(), None
        if letter in "xu0":
            text = self._octal() if letter == "0" else self._code(letter)
            return text, ord(text[-1])
        if letter in _CLASS_ESCAPES:
            return _CLASS_ESCAPES[letter], None
        if letter in "dDsSwW":
            return f"\\{letter}", None
        return _plain_escape(letter), ord(_CONTROLS.get(letter, letter))


_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "a": "\a", "e": "\x1b"}


def _plain_escape(letter: str) -> str:
    return f"\\{letter}" if letter.isascii() else letter
