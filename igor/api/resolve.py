"""From a path to what it names: ``/job/team/job/app/7/consoleText`` → the build, and ``consoleText`` left over."""

from __future__ import annotations

from dataclasses import replace

from igor.api import credential_paths
from igor.api.auth import Identity
from igor.api.beans.plugins import UPDATE_SITE
from igor.api.errors import AccessDenied
from igor.api.permissions import ITEM_READ, READ
from igor.api.resources import metrics
from igor.api.targets import (
    BuildPartTarget,
    BuildTarget,
    ComputerTarget,
    DeliveryTarget,
    ExecutorTarget,
    FingerprintTarget,
    ItemTarget,
    NamedTarget,
    PromotionTarget,
    QueueItemTarget,
    RootTarget,
    Target,
    UserContentTarget,
    UserTarget,
    ViewTarget,
    WorkspaceTarget,
)
from igor.controller import build_lookup, builds, fingerprints, items, nodes, plugin_states, queue, users, views
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.controller.item_rows import no_such_item
from igor.controller.matrix_items import DEFAULT, normalized
from igor.controller.rows import ItemRow, User
from igor.model import names
from igor.model.errors import NotFound
from igor.model.matrix import PROJECT
from igor.model.node import BUILT_IN, Node
from igor.model.view import NESTED_VIEW, folder_of

#: First segments of the root that name a thing without data of its own.
_NAMED = (
    *("queue", "computer", "pluginManager", "crumbIssuer", "whoAmI", "overallLoad", "unlabeledLoad"),
    *("people", "asynchPeople", "securityRealm", "role-strategy", "updateCenter", "lockable-resources"),
)

#: Actions of ``/computer/``: no node is called like them.
_COMPUTER_ACTIONS = ("api", "doCreateItem", "createItem")

_BUILT_IN_NAMES = ("(built-in)", "(master)")


#: What a build left behind that is an object of its own.
_BUILD_PARTS = ("testReport", "injectedEnvVars", "outputs", "changes")


class Resolver:
    """Follows a path from the root, one object at a time."""

    def __init__(self, controller: Controller, identity: Identity, access: Access) -> None:
        self._controller = controller
        self._identity = identity
        self._access = access

    def resolve(self, segments: list[str]) -> tuple[Target, list[str]]:
        """The object that the path reaches, and the segments that name its action.

        Raises:
            NotFound: a segment names an object that does not exist.
        """
        target: Target = RootTarget()
        while segments and (found := self._child(target, segments)):
            target, taken = found
            segments = segments[taken:]
        return target, segments

    def _child(self, target: Target, segments: list[str]) -> tuple[Target, int] | None:
        if isinstance(target, RootTarget) and segments[0] == "userContent":
            return UserContentTarget(tuple(segments[1:])), len(segments)
        if isinstance(target, RootTarget) and segments[0] == "manage" and len(segments) > 1:
            return target, 1
        if place := credential_paths.find(self._controller, self._identity, target, segments):
            return place
        if found := _files(target, segments):
            return found, len(segments)
        first, second = segments[0], segments[1] if len(segments) > 1 else None
        if second is not None and (found := self._by_name(target, first, second)):
            return found, 2
        single = self._by_segment(target, first)
        return (single, 1) if single else None

    def _by_name(self, target: Target, first: str, second: str) -> Target | None:
        """Objects that two segments name, such as ``job/NAME``."""
        match target, first:
            case ((RootTarget() | ItemTarget() | ViewTarget()), "job"):
                return self._item(target, second)
            case ((RootTarget() | ItemTarget()), "view"):
                owner = _group(target)
                return ViewTarget(owner, views.find_view(self._controller, owner, second))
            case ViewTarget(), "view" if target.view.class_name == NESTED_VIEW:
                return ViewTarget(target.below, views.find_view(self._controller, target.below, second))
            case ((RootTarget() | NamedTarget("securityRealm")), "user"):
                return UserTarget(self._user(second))
            case RootTarget(), "metrics" if second not in metrics.ACTIONS:
                return NamedTarget("metrics", second)
            case RootTarget(), "delivery":
                return DeliveryTarget(second)
            case RootTarget(), "fingerprint":
                return FingerprintTarget(fingerprints.get(self._controller, second))
            case NamedTarget("pluginManager"), "plugin":
                return NamedTarget("plugin", plugin_states.find(self._controller, second).short_name)
            case NamedTarget("updateCenter"), "site" if second == UPDATE_SITE:
                return NamedTarget("updateSite")
            case PromotionTarget(), "process" if not target.name:
                return PromotionTarget(target.item, second)
            case RootTarget(), "label":
                return NamedTarget("label", second)
            case NamedTarget("queue"), "item":
                return self._queue_item(_number(second))
            case ComputerTarget(), "executors":
                return self._executor(target, second)
        return None

    def _by_segment(self, target: Target, segment: str) -> Target | None:
        """Objects that one segment names, such as a build's number."""
        match target:
            case RootTarget():
                return self._below_root(segment)
            case ItemTarget() if target.item.kind == "job" and segment == "promotion":
                return PromotionTarget(target.item)
            case ItemTarget() if found := self._configuration(target.item, segment):
                return found
            case ItemTarget() if target.item.kind == "job":
                return self._build(target, segment)
            case BuildTarget() if target.item.class_name == PROJECT and (
                found := self._configuration(target.item, segment)
            ):
                return self._build(found, str(target.build.number))
            case BuildTarget() if segment in _BUILD_PARTS:
                return BuildPartTarget(target.item, target.build, segment)
            case BuildPartTarget(part="testReport") if segment != "api":
                below = () if segment == "junit" and not target.segments else (segment,)
                return replace(target, segments=(*target.segments, *below))
            case NamedTarget("computer") if segment not in _COMPUTER_ACTIONS:
                return ComputerTarget(self._node(segment))
            case NamedTarget("updateCenter") if segment == "coreSource":
                return NamedTarget("updateSite")
            case NamedTarget("label") if segment == "loadStatistics":
                return NamedTarget("overallLoad", target.name)
            case ComputerTarget() if segment == "loadStatistics":
                return NamedTarget("overallLoad", target.node.name)
        return None

    def _below_root(self, segment: str) -> Target | None:
        if segment == "me":
            if self._identity.user is None:
                raise AccessDenied(READ)
            return UserTarget(self._identity.user)
        return NamedTarget(segment) if segment in _NAMED else None

    def _item(self, target: RootTarget | ItemTarget | ViewTarget, name: str) -> ItemTarget:
        through = f"view/{target.view.name}/" if isinstance(target, ViewTarget) else ""
        item = items.find_item(self._controller, names.join(_group(target), name))
        self._require_visible(item)
        return ItemTarget(item, through)

    def _configuration(self, item: ItemRow, segment: str) -> ItemTarget | None:
        """An item below another that is named without ``job/``: a configuration, by its values in any order."""
        if "=" not in segment and (segment != DEFAULT or item.class_name != PROJECT):
            return None
        found = items.find_item(self._controller, names.join(item.full_name, normalized(segment) or segment))
        self._require_visible(found)
        return ItemTarget(found)

    def _require_visible(self, item: ItemRow) -> None:
        """Raise as if the item were not there, or AccessDenied where its being there may be known."""
        if self._access.sees(item):
            return
        if self._access.discovers(item):
            raise AccessDenied(ITEM_READ)
        raise no_such_item(item.full_name)

    def _queue_item(self, queue_id: int) -> QueueItemTarget:
        item = queue.get(self._controller, queue_id)
        if not self._access.sees_at(item.job_full_name):
            raise NotFound(f"There is no queue item {queue_id}")
        return QueueItemTarget(item)

    def _build(self, target: ItemTarget, segment: str) -> BuildTarget | None:
        if segment == "firstBuild":
            number: int | str = build_lookup.first(self._controller, target.item.id) or 0
        elif segment.isascii() and segment.isdigit():
            number = _number(segment)
        elif segment in builds.PERMALINKS:
            number = segment
        else:
            return None
        return BuildTarget(target.item, builds.get(self._controller, target.item.full_name, number))

    def _executor(self, target: ComputerTarget, segment: str) -> ExecutorTarget:
        number = _number(segment)
        if number >= target.node.executors:
            raise NotFound(f"{target.node.name} has no executor {number}")
        return ExecutorTarget(target.node, number)

    def _node(self, name: str) -> Node:
        return nodes.get(self._controller, BUILT_IN if name in _BUILT_IN_NAMES else name)

    def _user(self, user_id: str) -> User:
        return users.get_called(self._controller, user_id)


def _files(target: Target, segments: list[str]) -> Target | None:
    """Trees of files, which take the whole rest of a path."""
    match target, segments[0]:
        case BuildTarget(), "outputs" if len(segments) == 2 and segments[1] != "api":
            return BuildPartTarget(target.item, target.build, "output", (segments[1],))
        case RootTarget(), "delivery" if segments[2:3] == ["given"] and len(segments) == 4:
            return DeliveryTarget(segments[1], given=segments[3])
        case BuildTarget(), "artifact":
            return BuildPartTarget(target.item, target.build, "artifact", tuple(segments[1:]))
        case ItemTarget(), "ws" if target.item.kind == "job":
            return WorkspaceTarget(target.item, tuple(segments[1:]))
    return None


def _group(target: RootTarget | ItemTarget | ViewTarget) -> str:
    """The full name of the folder in which the target's children lie."""
    match target:
        case ItemTarget():
            return target.item.full_name
        case ViewTarget():
            return folder_of(target.owner)
    return ""


def _number(text: str) -> int:
    """A number in a path. Raises NotFound for anything else, and for what no row can have."""
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise NotFound(f"{text} is not a number")
    return int(text)
