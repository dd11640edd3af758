"""What the queue exports. Source: hudson.model.Queue and its items."""

from __future__ import annotations

from dataclasses import dataclass

from igor.api.beans.actions import actions
from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Property
from igor.model.build import ParameterValue, QueueItem, QueueState

#: An item counts as stuck when it is buildable for longer than this. Source: Queue.BuildableItem.isStuck.
STUCK_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class QueueValue:
    """``task`` is the job's bean, ``executable`` that of the build that the item became."""

    reader: Reader
    item: QueueItem
    task: Bean | None
    executable: Bean | None = None


def params_text(parameters: tuple[ParameterValue, ...]) -> str:
    """One line a parameter, each after a line break; secrets are hidden."""
    return "".join(f"\n{value.name}={_shown(value)}" for value in parameters)


def _shown(value: ParameterValue) -> str:
    if value.secret:
        return "******"
    return str(value.value).lower() if isinstance(value.value, bool) else value.value


def _stuck(value: QueueValue) -> bool:
    item = value.item
    if item.state is not QueueState.BUILDABLE or item.buildable_since_ms is None:
        return False
    return value.reader.controller.now_ms() - item.buildable_since_ms > STUCK_MS


def _buildable_start(value: QueueValue) -> int:
    since_ms = value.item.buildable_since_ms
    return value.item.ready_ms if since_ms is None else since_ms


_ACTIONABLE = BeanType(
    "hudson.model.Actionable", [Property("actions", lambda value: actions(value.item.parameters, value.item.causes))]
)
_ITEM = BeanType(
    "hudson.model.Queue$Item",
    [
        Property("blocked", lambda value: value.item.state is QueueState.BLOCKED, 999),
        Property("buildable", lambda value: value.item.state is QueueState.BUILDABLE, 999),
        Property("id", lambda value: value.item.id, 999),
        Property("inQueueSince", lambda value: value.item.in_queue_since_ms, 999),
        Property("params", lambda value: params_text(value.item.parameters), 999),
        Property("stuck", _stuck, 999),
        Property("task", lambda value: value.task, 999),
        Property("url", lambda value: f"queue/item/{value.item.id}/", 999),
        Property("why", lambda value: value.item.why, 999),
    ],
    extends=_ACTIONABLE,
)
_APPROVAL = BeanType(
    "igor.approval.Approval",
    [
        Property("message", lambda approval: approval.message, 999),
        Property("ok", lambda approval: approval.ok, 999),
        Property("submitter", lambda approval: list(approval.submitter), 999),
        Property("until", lambda approval: approval.until_ms or None, 999),
    ],
)
_BUILDABLE_START = Property("buildableStartMilliseconds", _buildable_start, 999)
_TYPES = {
    QueueState.WAITING: BeanType(
        "hudson.model.Queue$WaitingItem",
        [Property("timestamp", lambda value: value.item.ready_ms, 999)],
        extends=_ITEM,
    ),
    QueueState.BLOCKED: BeanType("hudson.model.Queue$BlockedItem", [_BUILDABLE_START], extends=_ITEM),
    QueueState.BUILDABLE: BeanType(
        "hudson.model.Queue$BuildableItem",
        [Property("pending", lambda value: False, 999)],
        extends=BeanType("hudson.model.Queue$NotWaitingItem", [_BUILDABLE_START], extends=_ITEM),
    ),
    QueueState.LEFT: BeanType(
        "hudson.model.Queue$LeftItem",
        [
            Property("cancelled", lambda value: value.item.cancelled, 999),
            Property("executable", lambda value: value.executable, 999),
        ],
        extends=_ITEM,
    ),
}
#: Igor's own properties come with the items that have them, and with no others.
_ASKING = BeanType(
    _TYPES[QueueState.BLOCKED].class_name,
    [Property("igorApproval", lambda value: Bean(_APPROVAL, value.item.approval), 999)],
    extends=_TYPES[QueueState.BLOCKED],
)
_NOT_BUILT = BeanType(
    _TYPES[QueueState.LEFT].class_name,
    [Property("igorWhy", lambda value: value.item.left_why, 999)],
    extends=_TYPES[QueueState.LEFT],
)


def queue_item_bean(reader: Reader, item: QueueItem, task: Bean | None, executable: Bean | None = None) -> Bean:
    """A queue item in the class of its state."""
    own = _ASKING if item.approval else _NOT_BUILT if item.left_why else _TYPES[item.state]
    return Bean(own, QueueValue(reader, item, task, executable))


def queue_bean(items: list[Bean]) -> Bean:
    """The queue with its open items."""
    return Bean(_QUEUE, items)


_QUEUE = BeanType(
    "hudson.model.Queue",
    [
        Property("discoverableItems", lambda _: [], inline=True),
        Property("items", lambda items: items, inline=True),
    ],
)
