"""A folder's items and a job's builds as lists that are read while they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import compress, islice, repeat

from igor.api.beans import builds
from igor.api.beans.columns import BuildPlan, Builds, ItemPlans, Items, Record
from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Listing, Pruner, Write
from igor.controller import build_lookup, items, listings
from igor.controller.listings import PAGE
from igor.controller.rows import ItemRow

#: What every class of jobs has in columns.
_ANY_JOB = ("hudson.model.FreeStyleProject", "job")


class ItemListing(Listing):
    """The items directly in a folder (empty: the root) that are there for whom the answer is for."""

    def __init__(
        self, reader: Reader, parent: str, type_of: Callable[[str, str], BeanType], bean_of: Callable[[ItemRow], Bean]
    ) -> None:
        """``type_of``: (class, kind) → the type of such an item; ``bean_of``: its object."""
        self._reader = reader
        self._parent = parent
        self._bean_of = bean_of
        self._type_of = type_of

    def pages(self, part: range, pruner: Pruner, write: Write) -> Iterator[list[Record]]:
        def write_rows(rows: list[ItemRow]) -> list[Record]:
            self._reader.announce(rows)
            return [write(self._bean_of(row), None, pruner) for row in rows]

        if not self._reader.sees_all_items:
            found = items.list_items(self._reader.controller, self._parent)
            yield write_rows(list(self._reader.visible(found))[part.start : part.stop])
            return
        controller = self._reader.controller
        plans = ItemPlans(pruner, self._types)
        read = plans.of(*_ANY_JOB)
        prefix, busy = self._reader.item_url(self._parent) + "job/", listings.busy(controller)
        for page in listings.items(controller, self._parent, part, read.needs, read.permalinks):
            yield self._page(Items(page, prefix, *busy), plans, write_rows)

    def _page(self, page: Items, plans: ItemPlans, write_rows: Callable[[list[ItemRow]], list[Record]]) -> list[Record]:
        """From columns what can be, class by class; the rest as objects."""
        kinds = list(zip(page.columns["class_name"], page.columns["kind"], strict=True))
        written: dict[int, Record] = {}
        for kind in set(kinds):
            mask = [each == kind for each in kinds]
            part = page.where(mask)
            plan = plans.of(*kind)
            found = plan.write(part) if plan.is_within(plans.of(*_ANY_JOB)) else write_rows(self._whole(part))
            if all(mask):
                return found
            written.update(zip(compress(page.columns["id"], mask), found, strict=True))
        return [written[each] for each in page.columns["id"]]

    def _whole(self, page: Items) -> list[ItemRow]:
        return listings.whole(self._reader.controller, page.columns["id"])

    def _types(self, class_name: str, kind: str) -> tuple[BeanType, BeanType]:
        return self._type_of(class_name, kind), builds.build_type(class_name)


class BuildListing(Listing):
    """A job's builds, newest first, at most ``limit``."""

    def __init__(self, reader: Reader, item: ItemRow, limit: int) -> None:
        self._reader = reader
        self._item = item
        self._limit = limit

    def pages(self, part: range, pruner: Pruner, write: Write) -> Iterator[list[Record]]:
        part = part[: max(0, self._limit - part.start)]
        plan = BuildPlan.of(builds.build_type(self._item.class_name), pruner)
        if plan is None:
            return self._objects(part, pruner, write)
        url, job = self._reader.item_url(self._item.full_name), self._item.full_name
        found = listings.builds(self._reader.controller, self._item.id, part, plan.needs)
        return (plan.write(Builds(page, lambda: repeat(url), lambda: repeat(job))) for page in found)

    def _objects(self, part: range, pruner: Pruner, write: Write) -> Iterator[list[Record]]:
        wanted = build_lookup.numbers(self._reader.controller, self._item.id, part.stop)
        numbers = islice(wanted, part.start, None)
        while page := list(islice(numbers, PAGE)):
            beans = [builds.build_bean(self._reader, self._item, number) for number in page]
            yield [write(bean, None, pruner) for bean in beans]
            self._reader.forget_builds()
