"""Random Groovy scripts, well-typed more often than not, made from a seed and a table of templates.

``make_case(seed)`` gives a tree; ``str()`` of it is a script whose value can be compared. A tree shrinks: ``smaller``
gives the trees with one part replaced by something simpler of the same kind.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from groovy_templates import LEAVES, PRELUDE, TEMPLATES

_HOLE = re.compile(r"<([a-z]+)>")
_DEEPEST = 4
_ANY = ("int", "int", "num", "str", "str", "bool", "list", "map", "range", "null", "dec", "long", "gstr")


@dataclass
class Part:
    """A piece of source: ``template`` with a hole for each child."""

    kind: str
    template: str
    children: list[Part] = field(default_factory=list)

    def __str__(self) -> str:
        texts = iter(self.children)
        return _HOLE.sub(lambda match: str(next(texts)), self.template)

    def size(self) -> int:
        """How many pieces."""
        return 1 + sum(child.size() for child in self.children)

    def descendants(self) -> Iterator[Part]:
        """All pieces below."""
        for child in self.children:
            yield child
            yield from child.descendants()


def _grow(rng: random.Random, kind: str, depth: int) -> Part:
    if kind == "any":
        kind = rng.choice(_ANY)
    elif rng.random() < 0.02 and kind in LEAVES:
        kind = rng.choice(sorted(LEAVES))
    templates = TEMPLATES.get(kind, ())
    leaves = LEAVES.get(kind, ())
    if leaves and (depth <= 0 or not templates or rng.random() < 0.15):
        return Part(kind, rng.choice(leaves))
    template = rng.choice(templates)
    return Part(kind, template, [_grow(rng, hole, depth - 1) for hole in _HOLE.findall(template)])


def make_case(seed: int) -> Part:
    """The script of a seed."""
    rng = random.Random(seed)
    return _grow(rng, "script" if rng.random() < 0.35 else "line", rng.randint(2, _DEEPEST))


def script_of(part: Part) -> str:
    """The whole source of a case."""
    return f"{PRELUDE}{part}\n"


def smaller(part: Part) -> Iterator[Part]:
    """Trees with one piece replaced by one of its own pieces of the same kind, or by a leaf."""
    for one in part.descendants():
        if one.kind == part.kind:
            yield one
    leaves = LEAVES.get(part.kind, ())
    if leaves and part.children:
        yield Part(part.kind, leaves[0])
    for index, child in enumerate(part.children):
        for replacement in smaller(child):
            children = [*part.children[:index], replacement, *part.children[index + 1 :]]
            yield Part(part.kind, part.template, children)
