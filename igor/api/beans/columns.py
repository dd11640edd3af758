"""What of jobs and builds can be written from their columns alone: a page at a time, without an object for each.

The values are those of the properties of the same names in ``igor.api.beans.{items,builds}``; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import repeat
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from igor.api.beans.reader import full_display_name
from igor.api.export import BeanType, Pruner
from igor.controller.listings import Columns, ItemPage, only
from igor.model import names
from igor.model.job import Result
from igor.model.node import BUILT_IN

MATRIX_RUN = "hudson.matrix.MatrixRun"
#: What is written of one object: the encoder knows it as it knows a dict, and it costs a third.
Record = Any


class Builds(NamedTuple):
    """A page of builds; ``urls`` and ``jobs``: the URL and the full name of each one's job, made when asked for."""

    columns: Columns
    urls: Callable[[], Iterable[str]]
    jobs: Callable[[], Iterable[str]]


@dataclass
class Items:
    """A page of items below a URL; the ids of those of which a build runs, and of those in the queue."""

    page: ItemPage
    prefix: str
    running: frozenset[int]
    queued: frozenset[int]

    def __len__(self) -> int:
        return len(self.columns["id"])

    @property
    def columns(self) -> Columns:
        return self.page.items

    @cached_property
    def names(self) -> list[str]:
        return [full_name.rpartition("/")[2] for full_name in self.columns["full_name"]]

    @cached_property
    def urls(self) -> list[str]:
        return [f"{self.prefix}{_quoted(name)}/" for name in self.names]

    @property
    def colors(self) -> list[str]:
        """As ``ItemRow.color`` has them."""
        results, disabled = self.columns["last_result"], self.columns["disabled"]
        shown = ["disabled" if off else _COLORS[last] for last, off in zip(results, disabled, strict=True)]
        if not self.running:
            return shown
        every = zip(self.columns["id"], results, shown, strict=True)
        return [f"{_COLORS[last]}_anime" if each in self.running else color for each, last, color in every]

    def where(self, mask: Sequence[bool]) -> Items:
        """The items for which the mask is true."""
        return Items(self.page.where(mask), self.prefix, self.running, self.queued)


@lru_cache(maxsize=65536)
def _quoted(name: str) -> str:
    return names.url_segment(name)


@lru_cache(maxsize=1024)
def _record(fields: tuple[str, ...]) -> Callable[..., Record]:
    return msgspec.defstruct("Record", fields, gc=False)


class Column(NamedTuple):
    """``of``: a page → the values. ``needs``: the columns of the store that it reads, beside those always read."""

    of: Callable[[Any], Iterable[Any]]
    needs: tuple[str, ...] = ()


_COLORS: dict[str | None, str] = {None: "notbuilt", **{each.value: each.color for each in Result}}


def _plain(column: str) -> Column:
    return Column(lambda page: page.columns[column], (column,))


def _shown(page: Builds) -> Iterable[str]:
    every = zip(page.columns["display_name"], page.columns["number"], strict=True)
    return [name or f"#{number}" for name, number in every]


def _full(page: Builds) -> Iterable[str]:
    return [f"{full_display_name(job)} {name}" for name, job in zip(_shown(page), page.jobs(), strict=False)]


def _duration(page: Builds) -> Iterable[int]:
    every = zip(page.columns["state"], page.columns["duration_ms"], strict=True)
    return [0 if state == "running" else duration_ms for state, duration_ms in every]


_IS_RUNNING = Column(lambda page: [state == "running" for state in page.columns["state"]], ("state",))

BUILD_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "building": _IS_RUNNING,
        "builtOn": Column(
            lambda page: ["" if node == BUILT_IN else node for node in page.columns["node_name"]], ("node_name",)
        ),
        "description": _plain("description"),
        "displayName": Column(_shown, ("display_name",)),
        "duration": Column(_duration, ("state", "duration_ms")),
        "estimatedDuration": _plain("estimated_ms"),
        "fullDisplayName": Column(_full, ("display_name",)),
        "id": Column(lambda page: map(str, page.columns["number"])),
        "inProgress": _IS_RUNNING,
        "keepLog": Column(lambda page: [kept == 1 for kept in page.columns["keep_log"]], ("keep_log",)),
        "number": _plain("number"),
        "queueId": _plain("queue_id"),
        "result": _plain("result"),
        "timestamp": _plain("started_ms"),
        "url": Column(
            lambda page: [f"{url}{number}/" for number, url in zip(page.columns["number"], page.urls(), strict=False)]
        ),
    }
)
_NAMES: Mapping[str, Column] = MappingProxyType(
    {
        "fullName": _plain("full_name"),
        "name": Column(lambda page: page.names),
        "url": Column(lambda page: page.urls),
    }
)
_OF_JOBS: Mapping[str, Column] = MappingProxyType(
    {
        **_NAMES,
        "buildable": Column(lambda page: [not off for off in page.columns["disabled"]], ("disabled",)),
        "color": Column(lambda page: page.colors, ("disabled", "last_result")),
        "disabled": Column(lambda page: [off == 1 for off in page.columns["disabled"]], ("disabled",)),
        "inQueue": Column(lambda page: [each in page.queued for each in page.columns["id"]]),
        "nextBuildNumber": _plain("next_build_number"),
    }
)
PERMALINKS: Mapping[str, str] = MappingProxyType(
    {
        "lastBuild": "last_build",
        "lastCompletedBuild": "last_completed",
        "lastFailedBuild": "last_failed",
        "lastStableBuild": "last_stable",
        "lastSuccessfulBuild": "last_successful",
        "lastUnstableBuild": "last_unstable",
        "lastUnsuccessfulBuild": "last_unsuccessful",
    }
)


class BuildPlan:
    """How builds of a class are written when only columns are asked for."""

    def __init__(self, class_name: str, names: Sequence[str]) -> None:
        self._class_name = class_name
        self._record = _record(("_class", *names))
        self._columns = [BUILD_COLUMNS[name] for name in names]
        self.needs = frozenset(need for column in self._columns for need in column.needs)

    @classmethod
    def of(cls, kind: BeanType, pruner: Pruner) -> BuildPlan | None:
        """None when more than columns is asked for: runs of a matrix have the display names of configurations."""
        names = [prop.name for prop, _ in pruner.select(kind.properties)]
        is_plain = kind.class_name != MATRIX_RUN or "fullDisplayName" not in names
        return cls(kind.class_name, names) if is_plain and all(name in BUILD_COLUMNS for name in names) else None

    def write(self, page: Builds) -> list[Record]:
        values = [repeat(self._class_name, len(page.columns["number"])), *(each.of(page) for each in self._columns)]
        return list(map(self._record, *values))


class ItemPlan:
    """How items of a class are written when only columns are asked for: own columns, and builds by permalinks.

    ``needs``: the columns of items that are read; ``permalinks``:
    those of builds.
    """

    def __init__(self, kind: BeanType, build_kind: BeanType, pruner: Pruner, *, is_folder: bool) -> None:
        own = _NAMES if is_folder else _OF_JOBS
        self._class_name = kind.class_name
        fields = ["_class"]
        self._parts: list[Column | tuple[str, BuildPlan]] = []
        self._is_columns = True
        for prop, child in pruner.select(kind.properties):
            fields.append(prop.name)
            builds = BuildPlan.of(build_kind, child) if prop.name in PERMALINKS else None
            if prop.name in own:
                self._parts.append(own[prop.name])
            elif builds and not is_folder:
                self._parts.append((PERMALINKS[prop.name], builds))
            else:
                self._is_columns = False
        self._record = _record(tuple(fields))
        self.needs = frozenset(need for part in self._parts if isinstance(part, Column) for need in part.needs)
        self.permalinks = {part[0]: part[1].needs for part in self._parts if not isinstance(part, Column)}

    def is_within(self, read: ItemPlan) -> bool:
        """Whether columns suffice, and those that were read for another plan are enough."""
        builds = (needs <= read.permalinks.get(which, frozenset()) for which, needs in self.permalinks.items())
        return self._is_columns and self.needs <= read.needs and all(builds)

    def write(self, page: Items) -> list[Record]:
        values: list[Iterable[Any]] = [repeat(self._class_name, len(page))]
        for part in self._parts:
            values.append(part.of(page) if isinstance(part, Column) else _permalinks(page, *part))
        return list(map(self._record, *values))


def _permalinks(page: Items, which: str, plan: BuildPlan) -> Iterable[Record | None]:
    """The build of each item, or None."""
    builds = page.page.builds[which]
    if None not in builds["number"]:
        return plan.write(_owned(builds, page))
    mask = [number is not None for number in builds["number"]]
    owners = page.where(mask)
    written = iter(plan.write(_owned(only(builds, mask), owners)))
    return [next(written) if there else None for there in mask]


def _owned(builds: Columns, owners: Items) -> Builds:
    return Builds(builds, lambda: owners.urls, lambda: owners.columns["full_name"])


class ItemPlans:
    """The plans of the classes that turn up in one list."""

    def __init__(self, pruner: Pruner, types: Callable[[str, str], tuple[BeanType, BeanType]]) -> None:
        """``types``: (class, kind) → the type of such an item, and that of its builds."""
        self._pruner = pruner
        self._types = types
        self._plans: dict[tuple[str, str], ItemPlan] = {}

    def of(self, class_name: str, kind: str) -> ItemPlan:
        found = self._plans.get((class_name, kind))
        if found is None:
            types = self._types(class_name, kind)
            found = self._plans[class_name, kind] = ItemPlan(*types, self._pruner, is_folder=kind == "folder")
        return found
