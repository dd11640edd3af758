"""A YAML text as plain values with the place of each: the part of YAML that means one thing to everybody.

What YAML 1.1 and 1.2 read differently is refused, whatever key it is for: ``yes``, ``0755``, ``22:22``, ``1e3``,
``.nan``, dates. So are duplicate keys, merge keys, tags, aliases that contain themselves or grow without end, tabs for
indentation, and what is not UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from igor.deploy.site.problems import Problem, masked

Path = tuple[str | int, ...]

#: More than any site needs, and few enough that a text of aliases of aliases ends soon.
MAX_NODES = 10_000
MAX_DEPTH = 40
MAX_BYTES = 1024 * 1024

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_KEY_FIRST = re.compile(r"""\s*(-\s+)*["']?[\w./*-]+["']?\s*:|\s*(---|\.\.\.|<<|[-\[\]{}&*!|>%@`]\s*$|\t)""")
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_NULL = ("", "~", "null")
_BOOLEANS = {"true": True, "false": False}
#: (what, pattern, why it is refused, what to write): plain scalars that mean different things to different readers.
_QUOTE = "put quotes around it"
_NUMBER = "is a number to some readers of YAML and text to others"
_SURPRISES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), why, fix)
    for pattern, why, fix in (
        (
            r"(?i:y|n|yes|no|on|off|true|false)",
            "is true or false to some readers of YAML and text to others",
            f"write true or false; if it is a text, {_QUOTE}",
        ),
        (
            r"[-+]?0[0-9_]+",
            "is octal to some readers of YAML and decimal to others",
            f"{_QUOTE}, or leave out the zeros",
        ),
        (r"[-+]?0(x[0-9a-fA-F_]+|b[01_]+|o[0-7_]+)", _NUMBER, f"write it in decimal, or {_QUOTE}"),
        (r"[-+]?[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?", "is a number to base 60 to some readers of YAML", _QUOTE),
        (r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?[eE][-+]?[0-9]+", _NUMBER, f"write all its digits, or {_QUOTE}"),
        (
            r"[-+]?[0-9]+_[0-9_]*(\.[0-9_]*)?|\+[0-9.]+|[-+]?\.[0-9]+|[-+]?[0-9]+\.",
            _NUMBER,
            f"write digits only, or {_QUOTE}",
        ),
        (r"(?i:[-+]?\.inf|\.nan)", "is no number that can be used here", f"write a number, or {_QUOTE}"),
        (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?", "is a date to some readers of YAML and text to others", _QUOTE),
        (r"-?[1-9][0-9]{18,}", "is too large for a number", f"{_QUOTE} if it is a text"),
        (r"(?i:null)", "is nothing to some readers of YAML and text to others", f"write null, or {_QUOTE}"),
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; ``line`` and ``column`` count from 1. ``written``: a scalar as in the file."""

    line: int
    column: int
    length: int = 1
    written: str = ""


@dataclass(slots=True)
class Document:
    """``value``: the root's. ``keys`` and ``places``: by path, where the key stands and where its value does."""

    name: str
    lines: list[str]
    value: Any = None
    keys: dict[Path, Place] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self,
        place: Place,
        message: str,
        hint: str = "",
        rule: str = "syntax",
        key: str = "",
        severity: str = "error",
    ) -> Problem:
        """One at a place in this document."""
        if not self.lines:
            return Problem(self.name, 0, 0, message, hint, rule, key=key, severity=severity)
        text = self._shown(place, rule)
        length = max(1, min(place.length, len(text) - place.column + 1))
        return Problem(self.name, place.line, place.column, message, hint, rule, text, length, key, severity)

    def _shown(self, place: Place, rule: str) -> str:
        """The line, without what may be secret in it: of an unknown key the value, of broken YAML a stray value."""
        text = self.line(place.line)
        end = place.column - 1 + place.length
        if rule == "key" and text[end:].strip() not in ("", ":"):
            text = f"{text[:end]}: …"
        if rule == "syntax" and text.strip() and not _KEY_FIRST.match(text):
            return ""
        return masked(text)

    def line(self, number: int) -> str:
        """The line, empty for one beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def key_place(self, path: Path) -> Place:
        """Of the key, else of what is nearest to it."""
        return self.keys.get(path) or self.place(path)

    def place(self, path: Path) -> Place:
        """Of the value, else of what contains it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return Place(1, 1)


def read_value(text: str, name: str) -> Document:
    """The document of a single value, such as a variable's. What is wrong with it is in ``problems``."""
    document = Document(name, _lines(text))
    _Reader(document, wants_mapping=False).read(text)
    document.lines = []
    return document


def read(data: bytes, name: str) -> Document:
    """The document of a file. What is wrong with it is in ``problems``; its value is then incomplete."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        before = data[: error.start].decode("utf-8-sig")
        document = Document(name, _lines(before), {})
        document.problems.append(
            document.problem(
                Place(line, column), f"byte {data[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
            )
        )
        return document
    document = Document(name, _lines(text), {})
    if len(data) > MAX_BYTES:
        document.problems.append(document.problem(Place(1, 1), f"the file has more than {MAX_BYTES} bytes", ""))
        return document
    _Reader(document).read(text)
    return document


def _lines(text: str) -> list[str]:
    """As YAML counts them: ``splitlines`` knows more ends of lines. At least one."""
    lines = _LINE_END.split(text)
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def scalar(text: str) -> tuple[Any, tuple[str, str] | None]:
    """What an unquoted scalar is: its value, or (why it is refused, what to write instead)."""
    if text in _NULL:
        return None, None
    if text in _BOOLEANS:
        return _BOOLEANS[text], None
    if _INTEGER.fullmatch(text):
        return int(text), None
    if _FLOAT.fullmatch(text):
        return float(text), None
    for pattern, why, fix in _SURPRISES:
        if pattern.fullmatch(text):
            return text, (why, fix)
    return text, None


class _TooMuch(Exception):
    """The document is not worth reading on."""


@dataclass(slots=True)
class _Reader:
    document: Document
    wants_mapping: bool = True
    nodes: int = 0
    within: list[yaml.Node] = field(default_factory=list)

    def read(self, text: str) -> None:
        try:
            self._check_tabs()
            self._check_depth(text)
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            self.document.problems.append(self._syntax(text, error))
            return
        except _TooMuch:
            return
        if not self.wants_mapping:
            self.document.value = None if root is None else self._value(root, ())
        elif root is None:
            self._wrong(Place(1, 1), "the file is empty", "three lines are enough: “igor config explain” says which")
        elif not isinstance(root, yaml.MappingNode):
            self._wrong(
                _place(root),
                f"this is {_words(root)}; the file is a mapping of keys",
                "write such as “url: https://ci.example.org/”",
            )
        else:
            try:
                self.document.value = self._mapping(root, ())
            except _TooMuch:
                self.document.value = {}

    def _check_tabs(self) -> None:
        for number, line in enumerate(self.document.lines, 1):
            indent = line[: len(line) - len(line.lstrip())]
            if "\t" in indent and line.strip() and not line.lstrip().startswith("#"):
                self._wrong(
                    Place(number, indent.index("\t") + 1),
                    "a tab; YAML is indented with spaces",
                    "write two spaces for each step",
                )
                raise _TooMuch

    def _check_depth(self, text: str) -> None:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                self._wrong(_place(event), f"nested more than {MAX_DEPTH} deep")
                raise _TooMuch

    def _syntax(self, text: str, error: yaml.YAMLError) -> Problem:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).strip()
        place = Place(mark.line + 1, mark.column + 1) if mark else self._unreadable(text, error)
        if place.line > len(self.document.lines) and self.document.lines:
            place = Place(len(self.document.lines), len(self.document.lines[-1]) + 1)
        return self.document.problem(place, f"not YAML: {problem}", _advice(problem))

    def _unreadable(self, text: str, error: yaml.YAMLError) -> Place:
        """Where a character is that YAML does not allow."""
        before = text[: getattr(error, "position", 0) or 0]
        return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))

    def _wrong(self, place: Place, message: str, hint: str = "", rule: str = "syntax", path: Path = ()) -> None:
        self.document.problems.append(self.document.problem(place, message, hint, rule, dotted(path)))

    def _value(self, node: yaml.Node, path: Path) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._wrong(
                _place(node), f"more than {MAX_NODES} values, counting each alias", "write less, or fewer aliases"
            )
            raise _TooMuch
        if any(node is outer for outer in self.within):
            self._wrong(_place(node), "the alias contains itself", "remove it")
            raise _TooMuch
        self.document.places[path] = _place(node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        self._refuse_tag(node, path)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return self._inside(node, lambda: [self._value(item, (*path, index)) for index, item in enumerate(node.value)])

    def _inside(self, node: yaml.Node, read: Callable[[], Any]) -> Any:
        self.within.append(node)
        try:
            return read()
        finally:
            self.within.pop()

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        self.document.places.setdefault(path, _place(node))
        return self._inside(node, lambda: dict(self._pairs(node, path)))  # type: ignore[no-any-return]

    def _pairs(self, node: yaml.Node, path: Path) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key, value in node.value:
            place = _place(key)
            if not isinstance(key, yaml.ScalarNode):
                self._wrong(place, "a key is a word", "write “name: value”")
                continue
            name = key.value
            if name == "<<" and not key.style:
                self._wrong(place, "merge keys (<<) are not part of YAML 1.2", "write the keys out")
            elif name in seen:
                self._wrong(
                    place,
                    f"“{name}” stands here twice",
                    f"it is in line {seen[name]} already: remove one",
                    "key",
                    (*path, name),
                )
            else:
                seen[name] = place.line
                self.document.keys[(*path, name)] = place
                yield name, self._value(value, (*path, name))

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        is_plain = not node.style
        self._refuse_tag(node, path)
        if not is_plain:
            return node.value
        value, refused = scalar(node.value)
        if refused is not None:
            why, fix = refused
            self._wrong(_place(node), f"“{node.value}” {why}", fix, "value", path)
        return value

    def _refuse_tag(self, node: yaml.Node, path: Path) -> None:
        """PyYAML gives every node a tag; one that was written is found in the text before it."""
        line = self.document.line(node.start_mark.line + 1)
        at = line[node.start_mark.column : node.start_mark.column + 1]
        if at == "!" and line[node.start_mark.column :].split(" ")[0] != "!":
            tag = line[node.start_mark.column :].split()[0]
            self._wrong(
                _place(node), f"{tag}: tags are not understood", _TAG_HINTS.get(tag, "remove it"), "value", path
            )


_TAG_HINTS = {
    "!vault": "vaulted values stand in the inventory's variables; here write secret://inventory/NAME_OF_THE_VARIABLE",
    "!unsafe": "nothing in this file is a template: remove it",
}


def dotted(path: Path) -> str:
    """``controller.users.0.name``."""
    return ".".join(str(part) for part in path)


def _place(node: Any) -> Place:
    start, end = node.start_mark, node.end_mark
    is_scalar = isinstance(node, yaml.ScalarNode)
    length = end.column - start.column if is_scalar and end.line == start.line else 1
    return Place(start.line + 1, start.column + 1, max(1, length), node.value if is_scalar else "")


def _words(node: yaml.Node) -> str:
    return "a list" if isinstance(node, yaml.SequenceNode) else "a single value"


def _advice(problem: str) -> str:
    table = (
        ("mapping values are not allowed", "a “: ” in a text: put quotes around it; or the line is indented wrongly"),
        ("did not find expected key", "look at the indentation and the quotes of this line and the one before"),
        ("could not find expected ':'", "a key without a colon: write “name: value”"),
        ("cannot start any token", "put quotes around a text that begins so"),
        ("unexpected end of stream", "a quote or bracket was opened and not closed"),
        ("undefined alias", "there is no anchor of that name above"),
        ("found another document", "only one document in a file: remove the “---”"),
        ("expected a single document", "only one document in a file: remove the “---”"),
        ("control characters are not allowed", "remove the character that cannot be seen"),
    )
    return next((fix for start, fix in table if start in problem), "look at the indentation and the quotes around here")
