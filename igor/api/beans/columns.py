"""What of jobs and builds can be written from their columns alone: a page at a time, without an object for each.

The values are those of the properties of the same names in ``igor.api.beans.{items,builds}``; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from igor.api.beans.reader import full_display_name
from igor.api.export import BeanType, Pruner
from igor.controller.listings import BUILD_FIELDS, ITEM_FIELDS, BuildBrief, ItemBrief
from igor.model import names
from igor.model.job import Result
from igor.model.node import BUILT_IN

Row = dict[str, Any]

_ITEM = {name: index for index, name in enumerate(ITEM_FIELDS)}
_BUILD = {name: index for index, name in enumerate(BUILD_FIELDS)}
ID, FULL_NAME, CLASS_NAME, KIND, _DISABLED, _, _LAST_RESULT = range(len(_ITEM))
_, _NUMBER, _STATE, _, _, _DURATION_MS, _, _, _, _DISPLAY_NAME, _KEEP_LOG, _NODE_NAME = range(len(_BUILD))


class Builds(NamedTuple):
    """A page of builds, each with the URL and the full name of its job."""

    rows: Sequence[BuildBrief]
    urls: Iterable[str]
    jobs: Iterable[str]


class Items(NamedTuple):
    """A page of items below a URL; the ids of those of which a build runs, and of those in the queue."""

    rows: Sequence[ItemBrief]
    prefix: str
    running: frozenset[int]
    queued: frozenset[int]

    @property
    def urls(self) -> list[str]:
        return [f"{self.prefix}{_quoted(item[FULL_NAME].rpartition('/')[2])}/" for item in self.rows]

    @property
    def colors(self) -> list[str]:
        """As ``ItemRow.color`` has them."""
        return [_color(item, item[ID] in self.running) for item in self.rows]


def _color(item: ItemBrief, is_running: bool) -> str:
    if is_running:
        return f"{_COLORS[item[_LAST_RESULT]]}_anime"
    return "disabled" if item[_DISABLED] else _COLORS[item[_LAST_RESULT]]


@lru_cache(maxsize=65536)
def _quoted(name: str) -> str:
    return names.url_segment(name)


class Column(NamedTuple):
    """``of``: a page → the values. ``needs``: the columns of the store that it reads, beside those always read."""

    of: Callable[[Any], Iterable[Any]]
    needs: tuple[str, ...] = ()


_COLORS: Mapping[str | None, str] = MappingProxyType({None: "notbuilt", **{each.value: each.color for each in Result}})


def _plain(column: str, table: Mapping[str, int] = _BUILD) -> Column:
    read = itemgetter(table[column])
    return Column(lambda page: map(read, page.rows), (column,))


def _display_name(build: BuildBrief) -> str:
    return build[_DISPLAY_NAME] or f"#{build[_NUMBER]}"


_IS_RUNNING = Column(lambda page: [build[_STATE] == "running" for build in page.rows], ("state",))

BUILD_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "building": _IS_RUNNING,
        "builtOn": Column(
            lambda page: ["" if b[_NODE_NAME] == BUILT_IN else b[_NODE_NAME] for b in page.rows], ("node_name",)
        ),
        "description": _plain("description"),
        "displayName": Column(lambda page: map(_display_name, page.rows), ("display_name",)),
        "duration": Column(
            lambda page: [0 if b[_STATE] == "running" else b[_DURATION_MS] for b in page.rows], ("state", "duration_ms")
        ),
        "estimatedDuration": _plain("estimated_ms"),
        "fullDisplayName": Column(
            lambda page: [
                f"{full_display_name(job)} {_display_name(b)}" for b, job in zip(page.rows, page.jobs, strict=False)
            ],
            ("display_name",),
        ),
        "id": Column(lambda page: [str(build[_NUMBER]) for build in page.rows]),
        "inProgress": _IS_RUNNING,
        "keepLog": Column(lambda page: [build[_KEEP_LOG] == 1 for build in page.rows], ("keep_log",)),
        "number": _plain("number"),
        "queueId": _plain("queue_id"),
        "result": _plain("result"),
        "timestamp": _plain("started_ms"),
        "url": Column(lambda page: [f"{url}{b[_NUMBER]}/" for b, url in zip(page.rows, page.urls, strict=False)]),
    }
)
_NAMES: Mapping[str, Column] = MappingProxyType(
    {
        "fullName": _plain("full_name", _ITEM),
        "name": Column(lambda page: [item[FULL_NAME].rpartition("/")[2] for item in page.rows]),
        "url": Column(lambda page: page.urls),
    }
)
_OF_JOBS: Mapping[str, Column] = MappingProxyType(
    {
        **_NAMES,
        "buildable": Column(lambda page: [not item[_DISABLED] for item in page.rows], ("disabled",)),
        "color": Column(lambda page: page.colors, ("disabled", "last_result")),
        "disabled": Column(lambda page: [item[_DISABLED] == 1 for item in page.rows], ("disabled",)),
        "inQueue": Column(lambda page: [item[ID] in page.queued for item in page.rows]),
        "nextBuildNumber": _plain("next_build_number", _ITEM),
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
        self._names = ("_class", *names)
        self._columns = [BUILD_COLUMNS[name] for name in names]
        self.needs = frozenset(need for column in self._columns for need in column.needs)

    @classmethod
    def of(cls, kind: BeanType, pruner: Pruner) -> BuildPlan | None:
        """None when more than columns is asked for."""
        names = [prop.name for prop, _ in pruner.select(kind.properties)]
        return cls(kind.class_name, names) if all(name in BUILD_COLUMNS for name in names) else None

    def write(self, page: Builds) -> list[Row]:
        values = [repeat(self._class_name, len(page.rows)), *(column.of(page) for column in self._columns)]
        return [dict(zip(self._names, each, strict=True)) for each in zip(*values, strict=True)]


class ItemPlan:
    """How items of a class are written when only columns are asked for: own columns, and builds by permalinks.

    ``is_columns``: whether nothing else is asked for. ``needs``: the columns of items that are read.
    """

    def __init__(self, kind: BeanType, build_kind: BeanType, pruner: Pruner, *, is_folder: bool) -> None:
        own = _NAMES if is_folder else _OF_JOBS
        self._class_name = kind.class_name
        self._names = ["_class"]
        self._parts: list[Column | tuple[str, BuildPlan]] = []
        self.is_columns = True
        for prop, child in pruner.select(kind.properties):
            self._names.append(prop.name)
            builds = BuildPlan.of(build_kind, child) if prop.name in PERMALINKS else None
            if prop.name in own:
                self._parts.append(own[prop.name])
            elif builds and not is_folder:
                self._parts.append((PERMALINKS[prop.name], builds))
            else:
                self.is_columns = False
        self.needs = frozenset(need for part in self._parts if isinstance(part, Column) for need in part.needs)

    @property
    def permalinks(self) -> dict[str, frozenset[str]]:
        """The column of each permalink → the columns of builds that are read of it."""
        return {part[0]: part[1].needs for part in self._parts if not isinstance(part, Column)}

    def write(self, page: Items, builds: Mapping[str, Mapping[int, BuildBrief]]) -> list[Row]:
        """The items; ``builds``: column of the permalink → item id → build."""
        values: list[Iterable[Any]] = [repeat(self._class_name, len(page.rows))]
        for part in self._parts:
            values.append(part.of(page) if isinstance(part, Column) else _permalinks(page, part[1], builds[part[0]]))
        return [dict(zip(self._names, each, strict=True)) for each in zip(*values, strict=True)]


def _permalinks(page: Items, plan: BuildPlan, found: Mapping[int, BuildBrief]) -> list[Row | None]:
    """The build of each item, or None."""
    rows = [found.get(item[ID]) for item in page.rows]
    there = [(item, build) for item, build in zip(page.rows, rows, strict=True) if build is not None]
    owners = page._replace(rows=[item for item, _ in there])
    written = iter(
        plan.write(Builds([build for _, build in there], owners.urls, [item[FULL_NAME] for item in owners.rows]))
    )
    return [None if build is None else next(written) for build in rows]


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
