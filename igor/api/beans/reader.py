"""What the beans of one answer share: the root URL, and rows that are read once and together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from igor.controller import build_lookup, builds, nodes, queue
from igor.controller.access import Access
from igor.controller.build_lookup import Wait
from igor.controller.context import Controller
from igor.controller.rows import ItemRow, Relations
from igor.model import names
from igor.model.build import Build, QueueItem
from igor.model.errors import NotFound
from igor.model.node import BUILT_IN, Node
from igor.model.permissions import COMPUTER_CONNECT
from igor.model.view import url_path as view_path

#: Which build of an item: its last one, its last stable one, …
BuildNumber = Callable[[ItemRow], int | None]


class Reader:
    """Reads lazily: a row is fetched when a property that needs it is wanted, then for all objects at once."""

    def __init__(self, controller: Controller, root_url: str, access: Access | None = None) -> None:
        """``access``: of whom the answer is for; None: everything is shown."""
        self.controller = controller
        self.root_url = root_url
        self._access = access
        self._builds: dict[tuple[int, int], Build] = {}
        self._wanted: set[tuple[int, int]] = set()
        self._listed: list[ItemRow] = []
        self._waits: dict[tuple[int, int], Wait | None] = {}
        self._asked: dict[BuildNumber, int] = {}

    def item_url(self, full_name: str) -> str:
        return self.root_url + names.url_path(full_name)

    def view_url(self, owner: str, name: str) -> str:
        return self.root_url + view_path(owner, name)

    def user_url(self, user_id: str) -> str:
        return f"{self.root_url}user/{names.url_segment(user_id)}"

    def visible(self, rows: Sequence[ItemRow]) -> Sequence[ItemRow]:
        """The items that are there for whom the answer is for."""
        return self._access.visible(rows) if self._access else rows

    @property
    def sees_all_items(self) -> bool:
        """Whether nothing is hidden from whom the answer is for."""
        return self._access is None or self._access.sees_all_items

    def sees(self, full_name: str) -> bool:
        """Whether the item is there for whom the answer is for."""
        return self._access is None or self._access.sees_at(full_name)

    @cached_property
    def open_queue(self) -> list[QueueItem]:
        return [item for item in queue.list_open(self.controller) if self.sees(item.job_full_name)]

    @cached_property
    def queue_by_item(self) -> dict[int, QueueItem]:
        """The oldest open queue item of each job that has one."""
        return {item.item_id: item for item in sorted(self.open_queue, key=lambda item: -item.id)}

    @cached_property
    def nodes(self) -> list[Node]:
        return nodes.list_nodes(self.controller)

    @cached_property
    def facts(self) -> dict[str, dict[str, str]]:
        """What agents told of their machines, by node."""
        return nodes.facts(self.controller)

    def connects(self, node: Node) -> bool:
        """Whether whom the answer is for may know how the node's machine is."""
        return self._access is None or self._access.allows_node(COMPUTER_CONNECT, node)

    @cached_property
    def running(self) -> list[Build]:
        return [running.build for running in builds.running(self.controller)]

    @cached_property
    def relations(self) -> Relations:
        return build_lookup.relations(self.controller)

    @cached_property
    def running_by_executor(self) -> dict[tuple[str, int], Build]:
        """What occupies each executor, by node name in lower case and number."""
        return {(build.node_name.lower(), build.executor): build for build in self.running}

    def announce(self, rows: Iterable[ItemRow]) -> None:
        """These items are about to be exported one after the other."""
        self._listed += rows

    def want_of_all(self, which: BuildNumber) -> None:
        """A build of one item is asked for: those of all announced items will be, too; read them together."""
        for row in self._listed[self._asked.get(which, 0) :]:
            if (number := which(row)) and (row.id, number) not in self._builds:
                self._wanted.add((row.id, number))
        self._asked[which] = len(self._listed)

    def build(self, item: ItemRow, number: int, known: Build | None = None) -> BuildValue:
        """A build to be exported; it is read together with the others of the answer."""
        place = (item.id, number)
        if known:
            self._builds[place] = known
        elif place not in self._builds:
            self._wanted.add(place)
        return BuildValue(self, item, number)

    def forget_builds(self) -> None:
        """A page of a long list is written: its builds are not needed any more."""
        self._builds.clear()
        self._wanted.clear()
        self._waits.clear()

    def wait(self, place: tuple[int, int]) -> Wait | None:
        """How long a build waited, read together with those of all builds that were asked for so far."""
        if place not in self._waits:
            places = {*self._builds, place} - self._waits.keys()
            self._waits.update(dict.fromkeys(places))
            self._waits.update(build_lookup.waits(self.controller, places))
        return self._waits[place]

    def load(self, place: tuple[int, int]) -> Build:
        """The build's row. Raises NotFound when it was deleted meanwhile."""
        if place not in self._builds:
            self._builds.update(build_lookup.many(self.controller, self._wanted | {place}))
            self._wanted.clear()
        if place not in self._builds:
            raise NotFound(f"There is no build #{place[1]}")
        return self._builds[place]


class BuildValue:
    """A build by item and number; its row is read when something else is asked."""

    __slots__ = ("item", "number", "reader")

    def __init__(self, reader: Reader, item: ItemRow, number: int) -> None:
        self.reader = reader
        self.item = item
        self.number = number

    @property
    def row(self) -> Build:
        return self.reader.load((self.item.id, self.number))

    @property
    def url(self) -> str:
        return f"{self.reader.item_url(self.item.full_name)}{self.number}/"


def node_display_name(name: str) -> str:
    """How a node is shown: the controller's own has a name for people."""
    return "Built-In Node" if name == BUILT_IN else name


def full_display_name(full_name: str) -> str:
    """``a/b`` → ``a » b``."""
    return full_name.replace("/", " » ")
