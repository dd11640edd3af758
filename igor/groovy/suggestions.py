"""Which of the names that exist a script may have meant: "Possible solutions" of Groovy's errors.

Source: org.codehaus.groovy.runtime.MethodRankHelper of Groovy 2.4.21. A candidate's score is the edit distance of the
names plus that of the argument types; an insertion or substitution costs 10, a transposition or another case 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

_EDIT, _SWAP, _CASE = 10, 5, 5
_MOST = 6
_FARTHEST_METHOD, _FARTHEST_PROPERTY = 50, 30
#: Of names and lists of arguments that are longer than any that people write nothing is suggested.
_MOST_STEPS = 1_000_000

_BOXES = {
    "int": "java.lang.Integer", "long": "java.lang.Long", "boolean": "java.lang.Boolean", "double": "java.lang.Double",
    "char": "java.lang.Character", "byte": "java.lang.Byte", "short": "java.lang.Short", "float": "java.lang.Float",
}  # fmt: skip


def methods_like(name: str, types: Sequence[str], candidates: Sequence[str]) -> list[str]:
    """The ``candidates`` (``name(type,type)``, or a bare name) nearest to a call with arguments of these types."""
    wanted, counts = tuple(types), Counter(name.lower())
    scored: list[tuple[int, str]] = []
    for candidate in candidates:
        other, bracket, rest = candidate.partition("(")
        by_types = _types_distance(wanted, _boxed(rest)) if bracket else 0
        room = _FARTHEST_METHOD - by_types
        if room < 0 or _at_least(counts, name, other) > room:
            continue
        score = by_types + name_distance(name, other)
        if score <= _FARTHEST_METHOD:
            scored.append((score, candidate))
    return [
        candidate.replace(", ", ",").replace(",", ", ")
        for _, candidate in sorted(scored, key=lambda pair: pair[0])[:_MOST]
    ]


def properties_like(name: str, candidates: Sequence[str]) -> list[str]:
    """The property names nearest to ``name``."""
    scored = sorted(((name_distance(name, other), other) for other in candidates), key=lambda pair: pair[0])
    return [other for score, other in scored if score <= _FARTHEST_PROPERTY][:_MOST]


@lru_cache(maxsize=4000)
def _boxed(rest: str) -> tuple[str, ...]:
    """The boxed types of ``int,java.lang.String)``."""
    inside = rest.rstrip(")").replace(" ", "")
    return tuple(_BOXES.get(one, one) for one in inside.split(",")) if inside else ()


def _at_least(counts: Counter[str], name: str, other: str) -> int:
    """A quick lower bound of ``name_distance``: letters that only one of the names has."""
    if not name or not other:
        return 0
    shared = sum((counts & Counter(other.lower())).values())
    return (max(len(name), len(other)) - shared) * _EDIT


def name_distance(left: str, right: str) -> int:
    """The edit distance of two names (``delDistance``); of an empty name the other's length, uncosted."""
    if not left or not right:
        return len(left) or len(right)
    return _distance(left, right, _letter_cost, _swapped_letters_cost)


def _types_distance(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """The edit distance of two lists of types (``damerauLevenshteinDistance``)."""
    if left == right:
        return 0
    if not left or not right:
        return len(left) or len(right)
    return _distance(left, right, _type_cost, _swapped_types_cost)


def _distance(
    left: Sequence[str],
    right: Sequence[str],
    cost: Callable[[str, str], int],
    swap_cost: Callable[[str, str, str, str], int | None],
) -> int:
    """What is too far to be suggested may be said to be nearer than it is, but not near enough."""
    least = abs(len(left) - len(right)) * _EDIT
    if least > _FARTHEST_METHOD or len(left) * len(right) > _MOST_STEPS:
        return max(least, _FARTHEST_METHOD + 1)
    before: list[int] = []
    last = [index * _EDIT for index in range(len(left) + 1)]
    for row, second in enumerate(right, 1):
        current = [row * _EDIT]
        for column, first in enumerate(left, 1):
            best = min(current[-1] + _EDIT, last[column] + _EDIT, last[column - 1] + cost(first, second))
            if row > 1 and column > 1:
                swapped = swap_cost(left[column - 2], first, right[row - 2], second)
                if swapped is not None:
                    best = min(best, before[column - 2] + swapped)
            current.append(best)
        before, last = last, current
    return last[-1]


def _letter_cost(first: str, second: str) -> int:
    if first.islower() != second.islower():
        return _CASE if first.lower() == second.lower() else _EDIT
    return 0 if first == second else _EDIT


def _swapped_letters_cost(first: str, second: str, third: str, fourth: str) -> int | None:
    if second.lower() != third.lower() or first.lower() != fourth.lower():
        return None
    return _SWAP + _CASE * ((second.islower() != third.islower()) + (first.islower() != fourth.islower()))


def _type_cost(first: str, second: str) -> int:
    return 0 if first == second else _EDIT


def _swapped_types_cost(first: str, second: str, third: str, fourth: str) -> int | None:
    return _SWAP if second == third and first == fourth else None
