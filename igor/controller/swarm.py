"""Nodes that agents make of themselves, as the Swarm plugin has it: named by host and hash, gone when the agent goes.

What a node is for the Swarm plugin beyond a node of Igor is its XML: whether it is kept when its agent goes,
environment variables, tool locations. Source: hudson.plugins.swarm.{PluginImpl,SwarmSlave,KeepSwarmClientNodeProperty}.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from igor.controller import nodes
from igor.controller.context import Controller
from igor.model import names
from igor.model.errors import Conflict, Invalid, NotFound
from igor.model.node import BUILT_IN, Node
from igor.storage import queries

_SQL = queries.load("swarm")
_log = logging.getLogger(__name__)
LABEL = "swarm"
_NODE = "hudson.plugins.swarm.SwarmSlave"
_KEEP = "<hudson.plugins.swarm.KeepSwarmClientNodeProperty/>"
_VARIABLES = "hudson.slaves.EnvironmentVariablesNodeProperty"
_TOOLS = "hudson.tools.ToolLocationNodeProperty"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client asks for. ``hash``: makes the name unique; ``replace``: a node of this name may be taken over."""

    name: str
    executors: int
    host: str
    hash: str = ""
    remote_fs: str = ""
    description: str = ""
    labels: str = ""
    mode: str = "NORMAL"
    replace: bool = False
    keep: bool = False
    tools: tuple[tuple[str, str], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()


def create(controller: Controller, wanted: Wanted) -> tuple[str, str]:
    """Make the client's node, or renew the one it had; its name and its agent's token, shown only now.

    Raises:
        Conflict: there is such a node, and it may not be taken over.
        Invalid: a bad name, bad numbers.
    """
    name = names.check_good_name(f"{wanted.name}-{wanted.hash}" if wanted.hash else wanted.name)
    said = f": {wanted.description}" if wanted.description else ""

    def work(connection: sqlite3.Connection) -> str:
        row = connection.execute(_SQL["find"], {"name": name}).fetchone()
        if row is not None:
            _refuse(name, bool(row["connected"]), wanted)
        token = nodes.renew(
            controller,
            connection,
            name,
            executors=wanted.executors,
            labels=[LABEL, wanted.labels],
            remote_fs=wanted.remote_fs,
            mode=wanted.mode,
            description=f"Swarm agent from {wanted.host}{said}",
        )
        connection.execute(_SQL["set_config"], {"name": name, "config_xml": _xml(wanted)})
        return token

    token = controller.store.write(work)
    _log.info("swarm agent %s from %s", name, wanted.host)
    return name, token


def _refuse(name: str, is_connected: bool, wanted: Wanted) -> None:
    if name == BUILT_IN:
        raise Conflict(f'Agent "{name}" already exists.')
    if wanted.replace:
        return
    if not wanted.hash:
        raise Conflict(f'Agent "{name}" already exists.')
    if is_connected:
        raise Conflict(f'Agent "{name}" is already created and on-line.')


def _xml(wanted: Wanted) -> str:
    properties = [_KEEP] if wanted.keep else []
    if wanted.variables:
        pairs = "".join(f"<string>{escape(text)}</string>" for pair in wanted.variables for text in pair)
        tree = f"<tree-map><int>{len(wanted.variables)}</int>{pairs}</tree-map>"
        properties.append(_element(_VARIABLES, f'<envVars serialization="custom">{tree}</envVars>'))
    if wanted.tools:
        places = (f"<name>{escape(name)}</name><home>{escape(home)}</home>" for name, home in wanted.tools)
        located = "".join(_element(f"{_TOOLS}_-ToolLocation", place) for place in places)
        properties.append(_element(_TOOLS, f"<locations>{located}</locations>"))
    return _element(_NODE, _element("nodeProperties", "".join(properties)))


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


def drop_gone(connection: sqlite3.Connection, now_ms: int) -> None:
    """Forget the nodes of agents that have gone, but for those that are kept."""
    connection.execute(_SQL["drop_gone"], {"now_ms": now_ms})


def labels(controller: Controller, name: str) -> str:
    """A node's labels, blank separated. Raises NotFound."""
    return " ".join(sorted(_agent(controller, name).labels))


def change_labels(controller: Controller, name: str, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> str:
    """Add and remove labels; the new ones, blank separated. Raises NotFound."""
    node = _agent(controller, name)
    changed = nodes.update_config(controller, node.name, labels=(node.labels | set(add)) - set(remove))
    return " ".join(sorted(changed.labels))


def _agent(controller: Controller, name: str) -> Node:
    node = nodes.get(controller, name)
    if node.name == BUILT_IN:
        raise NotFound(f"{name} is no agent")
    return node


def pair(text: str) -> tuple[str, str]:
    """``name:value``, the value with all its colons. Raises Invalid."""
    name, colon, value = text.partition(":")
    if not colon or not name:
        raise Invalid(f"{text!r} is not name:value")
    return name, value
