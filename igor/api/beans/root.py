"""What the root and its small companions export. Source: jenkins.model.Jenkins, hudson.PluginManager, CrumbIssuer."""

from __future__ import annotations

from igor.api import crumbs
from igor.api.beans import items as item_beans
from igor.api.beans import nodes, views
from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Property
from igor.controller import settings
from igor.model.node import BUILT_IN, Node

#: The port for agents of the old protocol: closed, agents dial the web address.
AGENT_PORT_CLOSED = -1


def _built_in(reader: Reader) -> Node | None:
    return next((node for node in reader.nodes if node.name == BUILT_IN), None)


def _mode(reader: Reader) -> str:
    node = _built_in(reader)
    return node.mode if node else "NORMAL"


def _node_description(reader: Reader) -> str:
    node = _built_in(reader)
    return (node.description if node else "") or "the controller's built-in node"


def _executors(reader: Reader) -> int:
    node = _built_in(reader)
    return node.executors if node else 0


def _setting(reader: Reader, key: str) -> str | None:
    return settings.get(reader.controller, key) or None


_HUDSON = BeanType(
    "hudson.model.Hudson",
    [
        Property("description", lambda reader: _setting(reader, "system_message")),
        Property("jobs", lambda reader: item_beans.item_listing(reader, "")),
        Property("overallLoad", nodes.overall_load_bean, declared="hudson.model.OverallLoadStatistics"),
        Property("primaryView", lambda reader: views.primary_view_bean(reader, "")),
        Property("quietDownReason", lambda reader: _setting(reader, "quiet_down_reason")),
        Property("quietingDown", lambda reader: _setting(reader, "quieting_down") == "true"),
        Property("slaveAgentPort", lambda reader: AGENT_PORT_CLOSED),
        Property(
            "unlabeledLoad",
            nodes.unlabeled_load_bean,
        ),
        Property("url", lambda reader: reader.root_url),
        Property("useCrumbs", lambda reader: _setting(reader, "use_crumbs") == "true"),
        Property("useSecurity", lambda reader: _setting(reader, "use_security") == "true"),
        Property("views", lambda reader: views.view_beans(reader, "")),
    ],
    extends=BeanType(
        "hudson.model.Node",
        [
            Property("assignedLabels", nodes.built_in_labels, declared="hudson.model.labels.LabelAtom"),
            Property("mode", _mode),
            Property("nodeDescription", _node_description),
            Property("nodeName", lambda reader: "", 999),
            Property("numExecutors", _executors),
        ],
    ),
)
_CRUMB_ISSUER = BeanType(
    "hudson.security.csrf.DefaultCrumbIssuer",
    [
        Property("crumb", lambda crumb: crumb),
        Property("crumbRequestField", lambda crumb: crumbs.FIELD),
    ],
)


def root_bean(reader: Reader) -> Bean:
    """The controller itself."""
    return Bean(_HUDSON, reader)


def crumb_bean(crumb: str) -> Bean:
    """A crumb and the name of its header."""
    return Bean(_CRUMB_ISSUER, crumb)
