"""Java regular expressions on Python's ``re``: patterns, matchers, and the bounds that keep them from running away.

``regex_syntax`` writes the pattern anew; ``\\d \\w \\s`` are ASCII as in Java.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from igor.groovy.regex_syntax import Translator, syntax_error
from igor.groovy.registry import MethodTable
from igor.groovy.runtime_errors import BudgetError, illegal_argument, out_of_bounds
from igor.groovy.text import Printable, to_string

MAX_PATTERN = 10_000
MAX_SUBJECT = 8 * 1024 * 1024

FLAG_CONSTANTS = {"CASE_INSENSITIVE": 2, "MULTILINE": 8, "DOTALL": 32, "UNICODE_CASE": 64, "COMMENTS": 4, "LITERAL": 16}
_PYTHON_FLAGS = {2: re.IGNORECASE, 8: re.MULTILINE, 32: re.DOTALL, 4: re.VERBOSE}


#: A group that is itself repeated: can take time exponential in the subject.
_RISKY = re.compile(r"\)(?:[+*]|\{\d+)")
#: What can repeat without end or try both ways.
_LOOPS = re.compile(r"[+*?]|\{\d+")
MATCH_SECONDS = 1.0
#: Steps that surely take no time worth a look.
_FEW_STEPS = 1_000_000
_TRY = (
    "import re, sys; p, f, how, start = sys.argv[1:];"
    "found = getattr(re.compile(p, int(f)), how)(sys.stdin.read(), int(start)); how == 'finditer' and list(found)"
)


class _TooSlow(Exception):  # noqa: N818 - says what it says
    """The timer of a match ran out."""


def _stop(number: int, frame: Any) -> None:
    raise _TooSlow


def _too_slow() -> BudgetError:
    return BudgetError(
        "java.lang.StackOverflowError",
        f"a regular expression took over {MATCH_SECONDS:g} s: does a repeated group repeat inside itself?",
    )


def _try_elsewhere(regex: re.Pattern[str], how: str, subject: str, start: int) -> None:
    """Outside of the main thread no timer stops ``re``: a process of its own tries the very same match first."""
    import subprocess  # seldom needed, and most of what this module would cost at the start

    command = [sys.executable, "-I", "-S", "-c", _TRY, regex.pattern, str(int(regex.flags)), how, str(start)]
    try:
        subprocess.run(command, input=subject, timeout=MATCH_SECONDS, text=True, encoding="utf-8",
                       errors="surrogatepass", env={"PYTHONUTF8": "1"}, capture_output=True, check=True)  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        raise _too_slow() from None


@contextmanager
def _timer() -> Iterator[None]:
    """Stop what runs inside after ``MATCH_SECONDS``: ``re`` looks for signals while it backtracks."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, MATCH_SECONDS)
    try:
        yield
    except _TooSlow:
        raise _too_slow() from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class GuardedRegex:
    """A compiled pattern whose matching cannot run away."""

    def __init__(self, regex: re.Pattern[str], risky: bool) -> None:
        self.regex = regex
        self.risky = risky
        self.groups = regex.groups
        self.loops = len(_LOOPS.findall(regex.pattern)) + 1

    def _may_take_long(self, subject: str) -> bool:
        size = len(subject)
        return (self.risky and size > 15) or size**self.loops > _FEW_STEPS or 2**self.loops > _FEW_STEPS

    def _run(self, how: str, subject: str, match: Callable[[], Any], start: int = 0) -> Any:
        if not self._may_take_long(subject):
            return match()
        if threading.current_thread() is not threading.main_thread():
            _try_elsewhere(self.regex, how, subject, start)
            return match()
        with _timer():
            return match()

    def search(self, subject: str, start: int = 0) -> re.Match[str] | None:
        """The first match from ``start`` on."""
        return self._run("search", subject, lambda: self.regex.search(subject, start), start)  # type: ignore[no-any-return]

    def match(self, subject: str) -> re.Match[str] | None:
        """A match at the beginning."""
        return self._run("match", subject, lambda: self.regex.match(subject))  # type: ignore[no-any-return]

    def fullmatch(self, subject: str) -> re.Match[str] | None:
        """A match of the whole."""
        return self._run("fullmatch", subject, lambda: self.regex.fullmatch(subject))  # type: ignore[no-any-return]

    def finditer(self, subject: str) -> list[re.Match[str]]:
        """All matches."""
        return self._run("finditer", subject, lambda: list(self.regex.finditer(subject)))  # type: ignore[no-any-return]

    def sub(self, replace: Callable[[re.Match[str]], str] | str, subject: str, count: int = 0) -> str:
        """The subject with its matches (the first ``count``, 0 for all) replaced."""
        parts: list[str] = []
        position = 0
        for match in self.finditer(subject)[: count or None]:
            parts += [subject[position : match.start()], replace if isinstance(replace, str) else replace(match)]
            position = match.end()
        return "".join([*parts, subject[position:]])


class PatternValue(Printable):
    """java.util.regex.Pattern."""

    java_class = "java.util.regex.Pattern"
    _cache: dict[tuple[str, int], PatternValue] = {}

    def __init__(self, source: str, flags: int) -> None:
        if len(source) > MAX_PATTERN:
            raise BudgetError(
                "java.lang.OutOfMemoryError", f"a regular expression is longer than {MAX_PATTERN} characters"
            )
        self.source = source
        self.flags = flags
        python_flags = re.ASCII
        for bit, flag in _PYTHON_FLAGS.items():
            python_flags |= flag if flags & bit else 0
        try:
            translated = re.escape(source) if flags & 16 else Translator(source, bool(flags & 4)).run()
            compiled = re.compile(translated, python_flags)
        except (re.error, OverflowError, RecursionError) as error:
            raise syntax_error(str(getattr(error, "msg", error)), source, getattr(error, "pos", 0) or 0) from None
        self.risky = bool(_RISKY.search(source))
        self.compiled = GuardedRegex(compiled, self.risky)

    @classmethod
    def of(cls, source: str, flags: int = 0) -> PatternValue:
        """The pattern, compiled once."""
        found = cls._cache.get((source, flags))
        if found is None:
            if len(cls._cache) > 500:
                cls._cache.clear()
            found = cls._cache[(source, flags)] = cls(source, flags)
        return found

    def checked(self, subject: str) -> str:
        """The subject, refused when matching it could run for ever."""
        if len(subject) > MAX_SUBJECT:
            raise BudgetError(
                "java.lang.StackOverflowError", f"a regular expression may match at most {MAX_SUBJECT} characters"
            )
        return subject

    def to_text(self) -> str:
        return self.source


class MatcherValue(Printable):
    """java.util.regex.Matcher, and Groovy's indexing and truth on it."""

    java_class = "java.util.regex.Matcher"

    def __init__(self, pattern: PatternValue, subject: str) -> None:
        self.pattern = pattern
        self.subject = pattern.checked(subject)
        self.position = 0
        self.match: re.Match[str] | None = None
        self.append_position = 0

    def find(self) -> bool:
        """The next match."""
        if self.position > len(self.subject):
            self.match = None
            return False
        self.match = self.pattern.compiled.search(self.subject, self.position)
        if self.match is None:
            self.position = len(self.subject) + 1
            return False
        end = self.match.end()
        self.position = end + 1 if end == self.match.start() else end
        return True

    def all(self) -> list[re.Match[str]]:
        """Every match from the start."""
        return self.pattern.compiled.finditer(self.subject)

    def groovy_truth(self) -> bool:
        """``if (x =~ y)``: does it find another one."""
        return self.find()

    def to_text(self) -> str:
        last = self.match.group() if self.match else ""
        return f"java.util.regex.Matcher[pattern={self.pattern.source} region=0,{len(self.subject)} lastmatch={last}]"


def as_pattern(value: Any) -> PatternValue:
    """A pattern of a Pattern or of anything's text."""
    return value if isinstance(value, PatternValue) else PatternValue.of(to_string(value))


def find_operator(left: Any, right: Any) -> MatcherValue:
    """``left =~ right``."""
    return MatcherValue(as_pattern(right), to_string(left))


def match_operator(left: Any, right: Any) -> bool:
    """``left ==~ right``."""
    if left is None or right is None:
        return False
    pattern = as_pattern(right)
    return pattern.compiled.fullmatch(pattern.checked(to_string(left))) is not None


def groups(match: re.Match[str]) -> Any:
    """What ``matcher[0]`` gives: the text, or a list of text and groups."""
    return [match.group(), *match.groups()] if match.re.groups else match.group()


def expand(match: re.Match[str], template: str) -> str:
    """Java's replacement text: ``$1``, ``${name}``, backslash escapes."""
    parts: list[str] = []
    at = 0
    while at < len(template):
        char = template[at]
        if char == "\\":
            if at + 1 == len(template):
                raise illegal_argument("character to be escaped is missing")
            parts.append(template[at + 1])
            at += 2
        elif char == "$":
            text, at = _reference(match, template, at + 1)
            parts.append(text)
        else:
            parts.append(char)
            at += 1
    return "".join(parts)


def _reference(match: re.Match[str], template: str, at: int) -> tuple[str, int]:
    if at == len(template):
        raise illegal_argument("Illegal group reference: group index is missing")
    if template[at] == "{":
        return _named_reference(match, template, at + 1)
    if not (template[at].isascii() and template[at].isdigit()):
        raise illegal_argument("Illegal group reference")
    number = int(template[at])
    if number > match.re.groups:
        raise out_of_bounds(f"No group {number}")
    at += 1
    while template[at : at + 1].isdigit() and number * 10 + int(template[at]) <= match.re.groups:
        number = number * 10 + int(template[at])
        at += 1
    return match.group(number) or "", at


_GROUP_NAME = re.compile("[a-zA-Z0-9]*")


def _named_reference(match: re.Match[str], template: str, at: int) -> tuple[str, int]:
    found = _GROUP_NAME.match(template, at)
    name = found[0] if found else ""
    end = at + len(name)
    if not name:
        raise illegal_argument("named capturing group has 0 length name")
    if template[end : end + 1] != "}":
        raise illegal_argument("named capturing group is missing trailing '}'")
    if name[0].isdigit():
        raise illegal_argument(f"capturing group name {{{name}}} starts with digit character")
    if name not in match.re.groupindex:
        raise illegal_argument(f"No group with name {{{name}}}")
    return match.group(name) or "", end + 1


PATTERNS = MethodTable("java.util.regex.Pattern", "regexes")
MATCHERS = MethodTable("java.util.regex.Matcher", "regexes")
