"""Multi-configuration jobs: axes, and what of them is built when. Source: hudson.matrix.MatrixProject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

PROJECT = "hudson.matrix.MatrixProject"
CONFIGURATION = "hudson.matrix.MatrixConfiguration"
#: Axes whose values say where a configuration is built.
LABEL_AXES = frozenset({"hudson.matrix.LabelAxis", "hudson.matrix.LabelExpAxis"})

#: (axis, value) pairs, by the axes' names.
Combination: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """``class_name``: ``hudson.matrix.TextAxis``, ``LabelAxis``, ``LabelExpAxis``, ``JDKAxis`` or a plugin's."""

    name: str
    class_name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The filters are Groovy, empty: none. ``touchstone_result``: the worst result of the touchstones after which the
    other configurations are built.
    """

    axes: tuple[Axis, ...] = ()
    combination_filter: str = ""
    is_sequential: bool = False
    touchstone_filter: str = ""
    touchstone_result: str = "SUCCESS"


@dataclass(frozen=True, slots=True)
class Configuration:
    """One combination of a multi-configuration job. ``label``: where it is built; empty: anywhere.

    ``compact_name``: values, with their axis where two axes share a value.
    """

    combination: Combination
    compact_name: str
    label: str = ""
