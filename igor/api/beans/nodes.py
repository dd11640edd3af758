"""What nodes, labels and load statistics export. Source: hudson.model.{ComputerSet,Computer,Label,LoadStatistics}."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from igor.api import load
from igor.api.beans import items as item_beans
from igor.api.beans import monitors
from igor.api.beans.builds import build_bean
from igor.api.beans.executors import executor_bean
from igor.api.beans.reader import Reader, node_display_name
from igor.api.export import Bean, BeanType, Property
from igor.controller import items
from igor.controller.load_series import MultiStageTimeSeries
from igor.model.node import BUILT_IN, Node

_STATISTICS = (
    "availableExecutors",
    "busyExecutors",
    "connectingExecutors",
    "definedExecutors",
    "idleExecutors",
    "onlineExecutors",
    "queueLength",
    "totalExecutors",
)


@dataclass(frozen=True, slots=True)
class NodeValue:
    """A node and the reader that knows what runs on it."""

    reader: Reader
    node: Node

    @property
    def busy(self) -> int:
        """Executors with a build; builds that need none have negative numbers."""
        mine = self.node.name.lower()
        return sum(1 for name, number in self.reader.running_by_executor if name == mine and number >= 0)

    @property
    def one_off(self) -> list[int]:
        """The numbers of builds that need no executor."""
        mine = self.node.name.lower()
        return sorted(number for name, number in self.reader.running_by_executor if name == mine and number < 0)

    @property
    def is_built_in(self) -> bool:
        return self.node.name == BUILT_IN

    def executor(self, number: int) -> Bean:
        """One executor; what runs on it is shown by its job's class."""
        build = self.reader.running_by_executor.get((self.node.name.lower(), number))
        if build is None:
            return executor_bean(number, None)
        item = items.find_item(self.reader.controller, build.job_full_name)
        return executor_bean(number, build_bean(self.reader, item, build.number, build))


@dataclass(frozen=True, slots=True)
class LabelValue:
    """A label and the nodes that carry it."""

    reader: Reader
    name: str

    def nodes(self) -> list[NodeValue]:
        wanted = self.name.lower()
        carrying = (node for node in self.reader.nodes if wanted in {label.lower() for label in node.all_labels})
        return [NodeValue(self.reader, node) for node in carrying]

    @property
    def online(self) -> list[NodeValue]:
        return [value for value in self.nodes() if value.node.is_online]

    def tied_jobs(self) -> list[Bean]:
        """The jobs that ask for just this label."""
        rows = [row for row in items.all_items(self.reader.controller) if not row.is_folder]
        beans = item_beans.item_beans(self.reader, rows)
        return [bean for bean in beans if bean.value.job.label == self.name]


def executors_of(values: list[NodeValue]) -> int:
    return sum(value.node.executors for value in values)


def busy_of(values: list[NodeValue]) -> int:
    return sum(value.busy for value in values)


def online_nodes(reader: Reader) -> list[NodeValue]:
    """The nodes that can take builds."""
    return [NodeValue(reader, node) for node in reader.nodes if node.is_online]


def _labels(value: NodeValue) -> list[Bean]:
    return [Bean(_LABEL_ATOM, LabelValue(value.reader, name)) for name in sorted(value.node.all_labels)]


def _offline_cause(value: NodeValue) -> Bean | None:
    if value.node.temporarily_offline:
        return Bean(_USER_CAUSE, value)
    return None if value.node.connected else Bean(_CHANNEL_TERMINATION, value)


def _offline_reason(value: NodeValue) -> str:
    if value.node.temporarily_offline:
        return value.node.offline_reason
    return "" if value.node.connected else "The agent is not connected"


def _monitors(value: NodeValue) -> dict[str, Any]:
    """Source: Computer.getMonitorData, which shows nothing to who may not connect the node."""
    reader = value.reader
    if not reader.connects(value.node):
        return {}
    if value.is_built_in:
        return monitors.of_controller(reader.controller)
    return monitors.of_agent(value.node, reader.facts.get(value.node.name, {}))


def _icon(value: NodeValue) -> str:
    return "symbol-computer" if value.node.is_online else "symbol-computer-offline"


def _executors(value: NodeValue) -> list[Bean]:
    return [value.executor(number) for number in range(value.node.executors)]


def _one_off_executors(value: NodeValue) -> list[Bean]:
    """Executors that are there for one build only; all have the number −1."""
    found = (value.executor(number).value.running for number in value.one_off)
    return [executor_bean(-1, running) for running in found]


_ACTIONABLE = BeanType("hudson.model.Actionable", [Property("actions", lambda _: [])])
_OFFLINE_CAUSE = BeanType("hudson.slaves.OfflineCause", [Property("timestamp", lambda value: value.node.last_seen_ms)])
_DESCRIPTION = Property("description", _offline_reason)
_USER_CAUSE = BeanType("hudson.slaves.OfflineCause$UserCause", [_DESCRIPTION], extends=_OFFLINE_CAUSE)
_CHANNEL_TERMINATION = BeanType("hudson.slaves.OfflineCause$ChannelTermination", [_DESCRIPTION], extends=_OFFLINE_CAUSE)
_SERIES = BeanType(
    "hudson.model.TimeSeries",
    [Property("history", lambda value: value.history), Property("latest", lambda value: value.latest)],
)


def _stage(name: str, value: MultiStageTimeSeries) -> Bean:
    return Bean(_SERIES, value.stages[name])


_STAGES = BeanType(
    "hudson.model.MultiStageTimeSeries",
    [Property(stage, partial(_stage, stage), declared="hudson.model.TimeSeries") for stage in ("hour", "min", "sec10")],
)
_LABEL = BeanType(
    "hudson.model.Label",
    [
        Property("busyExecutors", lambda value: busy_of(value.online)),
        Property("clouds", lambda value: []),
        Property("description", lambda value: None),
        Property("idleExecutors", lambda value: executors_of(value.online) - busy_of(value.online)),
        Property("loadStatistics", lambda value: statistics_bean(value.reader, value.name)),
        Property("name", lambda value: value.name, 2),
        Property("nodes", lambda value: [_node_bean(each) for each in value.nodes()]),
        Property("offline", lambda value: not value.online),
        Property("tiedJobs", lambda value: value.tied_jobs()),
        Property("totalExecutors", lambda value: executors_of(value.online)),
    ],
    extends=_ACTIONABLE,
)
_LABEL_ATOM = BeanType(
    "hudson.model.labels.LabelAtom", [Property("propertiesList", lambda value: [], inline=True)], extends=_LABEL
)
_NODE_PROPERTIES = [
    Property("assignedLabels", _labels, declared="hudson.model.labels.LabelAtom"),
    Property("mode", lambda value: value.node.mode),
    Property("nodeDescription", lambda value: value.node.description),
    Property("nodeName", lambda value: "" if value.is_built_in else value.node.name, 999),
    Property("numExecutors", lambda value: value.node.executors),
]
_NODE_TYPES = {
    True: BeanType("hudson.model.Hudson", _NODE_PROPERTIES),
    False: BeanType("hudson.slaves.DumbSlave", _NODE_PROPERTIES),
}
_COMPUTER = BeanType(
    "hudson.model.Computer",
    [
        Property("assignedLabels", _labels, declared="hudson.model.labels.LabelAtom"),
        Property("description", lambda value: value.node.description),
        Property("displayName", lambda value: node_display_name(value.node.name)),
        Property("executors", _executors, declared="hudson.model.Executor"),
        Property("icon", _icon),
        Property("iconClassName", _icon),
        Property("idle", lambda value: value.busy == 0),
        Property("jnlpAgent", lambda value: not value.is_built_in),
        Property("launchSupported", lambda value: False),
        Property("loadStatistics", lambda value: statistics_bean(value.reader, value.node.name)),
        Property("manualLaunchAllowed", lambda value: True),
        Property("monitorData", _monitors, inline=True),
        Property("numExecutors", lambda value: value.node.executors),
        Property("offline", lambda value: not value.node.is_online),
        Property("offlineCause", _offline_cause),
        Property("offlineCauseReason", _offline_reason),
        Property("oneOffExecutors", _one_off_executors, declared="hudson.model.OneOffExecutor"),
        Property("temporarilyOffline", lambda value: value.node.temporarily_offline),
    ],
    extends=_ACTIONABLE,
)
_BUILT_IN_COMPUTER = BeanType("hudson.model.Hudson$MasterComputer", extends=_COMPUTER)
_AGENT_COMPUTER = BeanType(
    "hudson.slaves.SlaveComputer",
    [Property("absoluteRemotePath", lambda value: value.node.remote_fs or None)],
    extends=_COMPUTER,
)
_COMPUTER_SET = BeanType(
    "hudson.model.ComputerSet",
    [
        Property("busyExecutors", lambda reader: busy_of(online_nodes(reader))),
        Property("computer", lambda reader: [computer_bean(reader, node) for node in reader.nodes], inline=True),
        Property("displayName", lambda reader: "Nodes"),
        Property("totalExecutors", lambda reader: executors_of(online_nodes(reader))),
    ],
)


def computer_bean(reader: Reader, node: Node) -> Bean:
    """A node as the computer behind it."""
    return Bean(_BUILT_IN_COMPUTER if node.name == BUILT_IN else _AGENT_COMPUTER, NodeValue(reader, node))


def computer_set_bean(reader: Reader) -> Bean:
    """All nodes."""
    return Bean(_COMPUTER_SET, reader)


def label_bean(reader: Reader, name: str) -> Bean:
    """A label, whether or not a node carries it."""
    return Bean(_LABEL_ATOM, LabelValue(reader, name))


def built_in_labels(reader: Reader) -> list[Bean]:
    """The labels of the controller's own node."""
    return [bean for node in reader.nodes if node.name == BUILT_IN for bean in _labels(NodeValue(reader, node))]


def statistics_bean(reader: Reader, key: str, class_name: str = "hudson.model.Label$1") -> Bean:
    """The load of the nodes with a label (or of ``igor.api.load``'s other keys) as time series."""
    return Bean(
        _statistics_type(class_name), lambda: load.here().of(key.lower(), lambda asked: load_figures(reader, asked))
    )


def overall_load_bean(reader: Reader) -> Bean:
    """The load of all nodes."""
    return statistics_bean(reader, load.OVERALL, "hudson.model.OverallLoadStatistics")


def unlabeled_load_bean(reader: Reader) -> Bean:
    """What builds that ask for no label find."""
    return statistics_bean(reader, load.UNLABELED, "jenkins.model.UnlabeledLoadStatistics")


def load_figures(reader: Reader, key: str) -> dict[str, int]:
    """The present load."""
    if key in (load.OVERALL, load.UNLABELED):
        return _load(reader, [NodeValue(reader, node) for node in reader.nodes])
    return _load(reader, LabelValue(reader, key).nodes())


@lru_cache
def _statistics_type(class_name: str) -> BeanType:
    return BeanType(class_name, [Property(name, _statistic(name), declared=_STAGES.class_name) for name in _STATISTICS])


def _statistic(name: str) -> Callable[[Callable[[], load.Series]], Bean]:
    return lambda series: Bean(_STAGES, series()[name])


def _load(reader: Reader, values: list[NodeValue]) -> dict[str, int]:
    online = [value for value in values if value.node.is_online]
    total, busy = executors_of(online), busy_of(online)
    return {
        "availableExecutors": total - busy,
        "busyExecutors": busy,
        "connectingExecutors": 0,
        "definedExecutors": executors_of(values),
        "idleExecutors": total - busy,
        "onlineExecutors": total,
        "queueLength": len(reader.open_queue),
        "totalExecutors": total,
    }


def _node_bean(value: NodeValue) -> Bean:
    return Bean(_NODE_TYPES[value.is_built_in], value)
