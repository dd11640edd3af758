"""How the fuzzer changes scripts: by tokens and balanced brackets, towards what is extreme or dangerous."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r"|[0-9][\w.]*|\w+|\s+|[-+*/%&|^<>=!?.:~]+|.",
    re.S,
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_LONGEST = 8000


def _read_words() -> dict[str, list[str]]:
    """The sections of ``fuzz_words.txt``: a line ``[name]``, then one entry a line."""
    sections = re.split(r"(?m)^\[(\w+)\]\n", Path(__file__).with_name("fuzz_words.txt").read_text(encoding="utf-8"))
    return {name: text.strip("\n").split("\n") for name, text in zip(sections[1::2], sections[2::2], strict=True)}


_WORDS = _read_words()
DANGEROUS, VALUES, OPERATORS = _WORDS["names"], _WORDS["values"], _WORDS["operators"]
BYTES = [
    "\0",
    "\ufeff",
    "\u2028",
    "\r",
    "\t",
    "\x1a",
    "\ud7ff",
    "\U0001f600",
    "\\u0041",
    "\\u000a",
    "\\",
    "`",
    "´",
    '"',
    "'",
    '"""',
    "/*",
    "$/",
]
NESTS = [
    ("(", ")"),
    ("[", "]"),
    ("{ ", " }"),
    ("-", ""),
    ("!", ""),
    ('"${', '}"'),
    ("[a: ", "]"),
    ("{ -> ", " }()"),
    ("if (1) ", ""),
]


def tokens(source: str) -> list[str]:
    """The source cut into pieces that together are the source again."""
    return _TOKEN.findall(source)


def balanced(parts: list[str], start: int) -> int:
    """The index after the bracket that closes the one at ``start``, or ``start + 1`` if none does."""
    expected: list[str] = []
    for index in range(start, len(parts)):
        if parts[index] in _PAIRS:
            expected.append(_PAIRS[parts[index]])
        elif expected and parts[index] == expected[-1]:
            expected.pop()
            if not expected:
                return index + 1
    return start + 1


class Mutator:
    """Makes scripts of other scripts; ``methods`` are names of built-in methods to call."""

    def __init__(self, sources: Iterable[str], methods: Iterable[str]) -> None:
        self.sources = [source[:_LONGEST] for source in sources]
        self.methods = sorted(set(methods))
        split = [tokens(source) for source in self.sources]
        self.words = sorted({part for parts in split for part in parts if part.isidentifier()})
        groups = (_groups(parts) for parts in split)
        self.groups = sorted({group for found in groups for group in found if len(group) < 600})
        self.lines = sorted({line for source in self.sources for line in source.splitlines() if line.strip()})
        self._changes: list[Callable[[random.Random, list[str]], None]] = [
            self._delete, self._double, self._swap, self._name, self._name, self._value, self._value, self._operator,
            self._graft, self._graft, self._insert_line, self._call, self._call, self._noise, self._nest,
        ]  # fmt: skip

    def make(self, rng: random.Random) -> str:
        """A script: a changed one of the corpus, or calls of random methods."""
        if rng.random() < 0.3:
            return "\n".join(self.call_text(rng) for _ in range(rng.randint(1, 4)))
        return self.mutate(rng, rng.choice(self.sources))

    def mutate(self, rng: random.Random, source: str) -> str:
        """The script with a few changes."""
        parts = tokens(source) or [" "]
        for _ in range(rng.choice((1, 1, 2, 3, 5, 9))):
            rng.choice(self._changes)(rng, parts)
            if not parts:
                parts.append(" ")
        return "".join(parts)[:_LONGEST]

    def call_text(self, rng: random.Random) -> str:
        """``value.method(values…)``, now and then with what follows it."""
        arguments = ", ".join(rng.choice(VALUES) for _ in range(rng.choice((0, 0, 1, 1, 1, 2, 3))))
        closure = rng.choice(("", "", "", " { it }", " { a, b -> a }", f" {{ {rng.choice(VALUES)} }}"))
        dot = rng.choice((".", ".", ".", "?.", "*."))
        text = f"{rng.choice(VALUES)}{dot}{rng.choice(self.methods)}({arguments}){closure}"
        if rng.random() < 0.3:
            text = f"{text} {rng.choice(OPERATORS)} {rng.choice(VALUES)}"
        if rng.random() < 0.2:
            text = f"({text}).{rng.choice(self.methods)}({rng.choice(VALUES)})"
        return rng.choice((text, f"println({text})", f'"${{{text}}}"', f"def x = {text}; x == x; x.toString()"))

    def _delete(self, rng: random.Random, parts: list[str]) -> None:
        start = rng.randrange(len(parts))
        del parts[start : start + rng.choice((1, 1, 2, 5))]

    def _double(self, rng: random.Random, parts: list[str]) -> None:
        start = rng.randrange(len(parts))
        end = balanced(parts, start) if rng.random() < 0.5 else start + rng.randint(1, 6)
        parts[start:start] = parts[start:end] * rng.choice((1, 1, 2, 20))

    def _swap(self, rng: random.Random, parts: list[str]) -> None:
        one, other = rng.randrange(len(parts)), rng.randrange(len(parts))
        parts[one], parts[other] = parts[other], parts[one]

    def _name(self, rng: random.Random, parts: list[str]) -> None:
        places = [index for index, part in enumerate(parts) if part.isidentifier()]
        if places:
            parts[rng.choice(places)] = rng.choice(rng.choice((DANGEROUS, self.words, self.methods)))

    def _value(self, rng: random.Random, parts: list[str]) -> None:
        places = [index for index, part in enumerate(parts) if part[:1].isdigit() or part[:1] in ("'", '"')]
        if places:
            parts[rng.choice(places)] = rng.choice(VALUES)

    def _operator(self, rng: random.Random, parts: list[str]) -> None:
        parts[rng.randrange(len(parts))] = rng.choice(OPERATORS)

    def _graft(self, rng: random.Random, parts: list[str]) -> None:
        places = [index for index, part in enumerate(parts) if part in _PAIRS]
        if places and self.groups:
            start = rng.choice(places)
            parts[start : balanced(parts, start)] = tokens(rng.choice(self.groups))

    def _insert_line(self, rng: random.Random, parts: list[str]) -> None:
        places = [index for index, part in enumerate(parts) if "\n" in part] or [0]
        parts.insert(rng.choice(places), f"\n{rng.choice(self.lines)}\n")

    def _call(self, rng: random.Random, parts: list[str]) -> None:
        places = [index for index, part in enumerate(parts) if "\n" in part] or [0]
        parts.insert(rng.choice(places), f"\n{self.call_text(rng)}\n")

    def _noise(self, rng: random.Random, parts: list[str]) -> None:
        place = rng.randrange(len(parts))
        cut = rng.randrange(len(parts[place]) + 1)
        parts[place] = parts[place][:cut] + rng.choice(BYTES) + parts[place][cut:]

    def _nest(self, rng: random.Random, parts: list[str]) -> None:
        start = rng.randrange(len(parts))
        end = balanced(parts, start)
        opening, closing = rng.choice(NESTS)
        times = rng.choice((1, 2, 20, 300))
        parts[start:end] = [opening * times, *parts[start:end], closing * times]


def _groups(parts: list[str]) -> list[str]:
    return ["".join(parts[index : balanced(parts, index)]) for index, part in enumerate(parts) if part in _PAIRS]
