"""Combinations of axes: their names, and what their filters see. Pure.

Source: hudson.matrix.{AxisList,Combination,FilterScript}.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from urllib.parse import quote, unquote

from igor.model.errors import Invalid
from igor.model.matrix import LABEL_AXES, Combination, Configuration, Matrix

#: More configurations than these no job has.
MAX_CONFIGURATIONS = 2000
#: Names become folders, whose names are that long at most.
MAX_NAME_BYTES = 200
#: The name of the one combination of no axes.
DEFAULT = "default"
_PRIME = 31


def configurations(matrix: Matrix) -> list[Configuration]:
    """All combinations, filters aside, the last axis first to change.

    Raises:
        Invalid: there are too many, or a name is too long.
    """
    number = 1
    for axis in matrix.axes:
        number *= len(_values(axis.values))
    if number > MAX_CONFIGURATIONS:
        raise Invalid(
            f"the axes have {number:,} combinations, at most {MAX_CONFIGURATIONS:,} can be built", hint="split the job"
        )
    found = [_configuration(matrix, values) for values in product(*(_values(axis.values) for axis in matrix.axes))]
    for each in found:
        if len(name_of(each.combination).encode()) > MAX_NAME_BYTES:
            raise Invalid(f"the combination {name_of(each.combination)} has too long a name", hint="shorten its values")
    return found


def name_of(combination: Combination) -> str:
    """``axis=value,axis=value``, as it stands in full names; what those cannot hold is escaped."""
    return ",".join(f"{_escaped(axis)}={_escaped(value)}" for axis, value in combination) or DEFAULT


def normalized(name: str) -> str | None:
    """The name of the combination that a URL's segment means, whatever the order of its axes; None: of none."""
    if name == DEFAULT:
        return name
    pairs = [pair.partition("=") for pair in name.split(",")]
    if not all(equals for _, equals, _ in pairs):
        return None
    return name_of(tuple(sorted((unquote(axis), unquote(value)) for axis, _, value in pairs)))


def facts(matrix: Matrix) -> Iterator[dict[str, str | int]]:
    """Of each configuration what a filter sees: its values, ``index`` and ``uniqueId``."""
    for unique_id, each in enumerate(configurations(matrix)):
        values = dict(each.combination)
        index = 0
        for axis in matrix.axes:
            index = (index + axis.values.index(values[axis.name])) * _PRIME
        yield {**values, "index": index, "uniqueId": unique_id}


def _configuration(matrix: Matrix, values: tuple[str, ...]) -> Configuration:
    pairs = list(zip(matrix.axes, values, strict=True))
    label = "&&".join(value for axis, value in pairs if axis.class_name in LABEL_AXES)
    combination = tuple(sorted((axis.name, value) for axis, value in pairs))
    return Configuration(combination, _compact(matrix, combination), label)


def _compact(matrix: Matrix, combination: Combination) -> str:
    """Values alone, but with the axis where another one has a value of it."""
    owner: dict[str, str] = {}
    shared: set[str] = set()
    for axis in matrix.axes:
        for value in _values(axis.values):
            if other := owner.get(value):
                shared |= {other, axis.name}
            owner[value] = axis.name
    return ",".join(f"{axis}={value}" if axis in shared else value for axis, value in combination) or DEFAULT


def _values(values: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(values))


def _escaped(text: str) -> str:
    """What would end the name's segment or pair."""
    return quote(text, safe=" !\"#$&'()*+-.:;<>?@[\\]^`{|}~")
