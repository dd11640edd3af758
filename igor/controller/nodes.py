"""Nodes: made by hand or by an agent that joins; offline and back; their tokens.

An agent proves itself with a token of its own, which the store knows only by its hash, or with the secret of its node
(``igor.controller.identity``). Whoever holds a join token may register a name: the controller's own agents any, others
those of their single-purpose token (``igor.controller.join_tokens``); a name whose agent is connected cannot be taken
over.
"""

from __future__ import annotations

import hmac
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable

from igor.controller import identity, join_tokens, secrets, settings
from igor.controller.context import Controller
from igor.model import names
from igor.model.errors import Conflict, Invalid, NotFound
from igor.model.node import BUILT_IN, Node
from igor.storage import queries
from igor.storage.records import node_from_row

_SQL = queries.load("node")
_SETTING = queries.load("setting")
_JOIN_TOKEN = "join_token:"
_log = logging.getLogger(__name__)

MODES = ("NORMAL", "EXCLUSIVE")
MAX_EXECUTORS = 4096
#: How long an agent of a deleted node is still told to end what it runs.
FORMER_KEPT_MS = 365 * 24 * 3600 * 1000


def get(controller: Controller, name: str) -> Node:
    """A node by name in any case.

    Raises:
        NotFound: no such node.
    """
    with controller.store.read() as connection:
        return node_of(connection, name)


def list_nodes(controller: Controller) -> list[Node]:
    """All nodes, the built-in one first."""
    with controller.store.read() as connection:
        found = [node_from_row(row) for row in connection.execute(_SQL["all"])]
    return sorted(found, key=lambda node: (node.name != BUILT_IN, node.name.casefold()))


def facts(controller: Controller) -> dict[str, dict[str, str]]:
    """What the connected agents told of their machines, by node: ``os``, ``disk_free_bytes`` …"""
    with controller.store.read() as connection:
        return {row["name"]: json.loads(row["facts"]) for row in connection.execute(_SQL["facts"])}


def create(
    controller: Controller,
    name: str,
    *,
    executors: int = 1,
    labels: Iterable[str] = (),
    remote_fs: str = "",
    mode: str = "NORMAL",
    description: str = "",
    config_xml: str = "",
) -> str:
    """Create a node; the token for its agent, shown only now. ``config_xml``: what of its XML Igor only keeps.

    Raises:
        Invalid: a bad name, one in use, bad numbers or labels.
    """
    name = names.check_good_name(name)
    values = _values(executors, labels, remote_fs, mode, description)

    def work(connection: sqlite3.Connection) -> str:
        token = _insert(controller, connection, name, values)
        _keep_xml(connection, name, config_xml)
        return token

    return controller.store.write(work)


def config_xml_of(controller: Controller, name: str) -> str:
    """A node's XML as it was posted; empty when it was not. Raises NotFound."""
    with controller.store.read() as connection:
        node_of(connection, name)
        return str(connection.execute(_SQL["find"], {"name": name}).fetchone()["config_xml"] or "")


def _keep_xml(connection: sqlite3.Connection, name: str, xml: str) -> None:
    connection.execute(_SQL["keep_xml"], {"name": name, "config_xml": xml or None})


def ensure_built_in(controller: Controller, *, executors: int = 2, remote_fs: str = "") -> str:
    """Make the built-in node's row when it is missing; a fresh token for its agent each time.

    Seed steps run here whether its agent has come yet or not, so the row knows the remote root from the start.
    """

    def work(connection: sqlite3.Connection) -> str:
        if connection.execute(_SQL["find"], {"name": BUILT_IN}).fetchone():
            return _renew_token(connection, BUILT_IN)
        return _insert(controller, connection, BUILT_IN, _values(executors, (), remote_fs, "NORMAL", ""))

    return controller.store.write(work)


def update_config(
    controller: Controller,
    name: str,
    *,
    executors: int | None = None,
    labels: Iterable[str] | None = None,
    remote_fs: str | None = None,
    mode: str | None = None,
    description: str | None = None,
    config_xml: str | None = None,
    new_name: str = "",
) -> Node:
    """Change what is given of a node's configuration.

    Raises:
        Invalid: bad numbers, labels, mode or name; a new name of a node that is in use.
        NotFound: no such node.
    """

    def work(connection: sqlite3.Connection) -> Node:
        node = node_of(connection, name)
        values = _values(
            node.executors if executors is None else executors,
            node.labels if labels is None else labels,
            node.remote_fs if remote_fs is None else remote_fs,
            mode or node.mode,
            node.description if description is None else description,
        )
        connection.execute(_SQL["update"], {"name": node.name, **values})
        if config_xml is not None:
            _keep_xml(connection, node.name, config_xml)
        return node_of(connection, _rename(connection, node, new_name or node.name))

    return controller.store.write(work)


def _rename(connection: sqlite3.Connection, node: Node, new_name: str) -> str:
    """The node's name from now on. Its agent is another one then: it must not be here, nor have builds."""
    if new_name == node.name:
        return new_name
    new_name = names.check_good_name(new_name)
    taken = connection.execute(_SQL["find"], {"name": new_name}).fetchone()
    if taken and taken["name"] != node.name:
        raise Invalid(f"Agent called ‘{new_name}’ already exists", hint="choose another name")
    if node.connected or connection.execute(_SQL["running"], {"name": node.name}).fetchone():
        raise Invalid(
            f"the agent of ‘{node.name}’ is connected or has builds",
            hint="let it finish, stop it, change the name, and start it by the new one",
        )
    connection.execute(_SQL["tell_renamed"], {"name": node.name})
    connection.execute(_SQL["rename"], {"name": node.name, "new_name": new_name})
    return new_name


def delete(controller: Controller, name: str, *, by: str) -> None:
    """Delete a node; builds on it are lost, and their commands end, also when its agent comes only later. The built-in
    one stays.

    Raises:
        Invalid: the built-in node.
        NotFound: no such node.
    """
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> None:
        node = node_of(connection, name)
        if node.name == BUILT_IN:
            raise Invalid("the built-in node cannot be deleted", hint="give it 0 executors instead")
        connection.execute(_SQL["forget_former"], {"before_ms": now_ms - FORMER_KEPT_MS})
        connection.execute(_SQL["keep_former"], {"name": node.name, "now_ms": now_ms})
        connection.execute(_SQL["delete"], {"name": node.name})

    controller.store.write(work)
    _log.info("%s deleted node %s", by, name)


def toggle_offline(controller: Controller, name: str, reason: str = "") -> Node:
    """Take a node temporarily offline (its builds go on, none start), or bring it back."""
    return _set_offline(controller, name, lambda node: not node.temporarily_offline, reason)


def set_offline(controller: Controller, name: str, reason: str = "", online_at_ms: int | None = None) -> Node:
    """Take a node temporarily offline, until a time if one is given, or change the reason."""
    return _set_offline(controller, name, lambda _: True, reason, online_at_ms)


def set_online(controller: Controller, name: str) -> Node:
    """Let a node take builds again."""
    return _set_offline(controller, name, lambda _: False, "")


def make_join_token(controller: Controller, name: str = "default") -> str:
    """A new join token, shown only now; an earlier one of the same name ends."""
    token = secrets.new_token()
    key, value = _JOIN_TOKEN + name, secrets.token_hash(token)
    controller.store.write(lambda connection: settings.write(connection, key, value))
    return token


def revoke_join_token(controller: Controller, name: str = "default") -> None:
    """End a join token; agents that joined with it keep their own."""
    controller.store.write(lambda connection: connection.execute(_SETTING["delete"], {"key": _JOIN_TOKEN + name}))


def register_agent(
    controller: Controller, join_token: str, name: str, labels: Iterable[str], executors: int, remote_fs: str
) -> tuple[str, bool]:
    """Make or renew the node of an agent that joins; its new token, and whether the join token is used up.

    Labels, executors and folder are taken from the agent; who is offline on purpose stays so.

    Raises:
        Unauthenticated, Forbidden, Gone: no such join token, one for other names, one that has ended.
        Conflict: an agent of this name is connected.
        Invalid: a bad name, bad numbers or labels.
    """
    name = names.check_good_name(name)
    values = _values(executors, labels, remote_fs, "NORMAL", "")
    said = json.dumps([executors, str(values["labels"]).split()])

    def work(connection: sqlite3.Connection) -> tuple[str, bool]:
        is_spent = not _is_own_token(connection, join_token) and join_tokens.spend(
            connection, join_token, name, controller.now_ms()
        )
        token = _register(controller, connection, name, values)
        connection.execute(_SQL["set_said"], {"name": name, "said": said})
        return token, is_spent

    registered = controller.store.write(work)
    _log.info("agent %s registered", name)
    return registered


def _register(controller: Controller, connection: sqlite3.Connection, name: str, values: dict[str, object]) -> str:
    row = connection.execute(_SQL["find"], {"name": name}).fetchone()
    if row is None:
        return _insert(controller, connection, name, values)
    node = node_from_row(row)
    if node.connected:
        raise Conflict(
            f"an agent called ‘{node.name}’ is connected", hint="stop that agent first, or choose another name"
        )
    kept = {"name": node.name, "mode": node.mode, "description": node.description}
    connection.execute(_SQL["update"], {**values, **kept})
    return _renew_token(connection, node.name)


def renew(
    controller: Controller,
    connection: sqlite3.Connection,
    name: str,
    *,
    executors: int,
    labels: Iterable[str],
    remote_fs: str,
    mode: str,
    description: str,
) -> str:
    """Make a node within a transaction, or make one of this name anew; the secret that its agent shows.

    Raises:
        Invalid: bad numbers, labels or mode.
    """
    values = _values(executors, labels, remote_fs, mode, description)
    if connection.execute(_SQL["find"], {"name": name}).fetchone():
        connection.execute(_SQL["update"], {**values, "name": name})
    else:
        _insert(controller, connection, name, values)
    return identity.agent_secret(controller, name)


def check_token(controller: Controller, name: str, token: str) -> bool:
    """Whether the token is the node's; False for unknown nodes."""
    with controller.store.read() as connection:
        row = connection.execute(_SQL["find"], {"name": name}).fetchone()
    return row is not None and _is_token(controller, row, token)


def was_token(controller: Controller, name: str, token: str) -> bool:
    """Whether the token was that of a node which was deleted not too long ago."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["former"], {"name": name}).fetchall()
    return any(_is_token(controller, row, token) for row in rows)


def _is_token(controller: Controller, row: sqlite3.Row, token: str) -> bool:
    """The node's own token, or the secret that belongs to its name."""
    secret = identity.agent_secret(controller, row["name"])
    return secrets.matches(token, row["token_hash"]) or hmac.compare_digest(token.encode(), secret.encode())


def node_of(connection: sqlite3.Connection, name: str) -> Node:
    """A node within a transaction.

    Raises:
        NotFound: no such node.
    """
    row = connection.execute(_SQL["find"], {"name": name}).fetchone()
    if row is None:
        raise NotFound(f"there is no node “{name}”", hint="`igor agents` lists them")
    return node_from_row(row)


def _values(executors: int, labels: Iterable[str], remote_fs: str, mode: str, description: str) -> dict[str, object]:
    if not 0 <= executors <= MAX_EXECUTORS:
        raise Invalid(f"a node has 0 to {MAX_EXECUTORS} executors, not {executors}")
    if mode not in MODES:
        raise Invalid(f"a node's mode is {' or '.join(MODES)}, not {mode!r}")
    return {
        "executors": executors,
        "labels": " ".join(sorted({word for label in labels for word in label.split()})),
        "remote_fs": remote_fs,
        "mode": mode,
        "description": description,
    }


def _insert(controller: Controller, connection: sqlite3.Connection, name: str, values: dict[str, object]) -> str:
    if connection.execute(_SQL["find"], {"name": name}).fetchone():
        raise Invalid(f"Agent called ‘{name}’ already exists", hint="choose another name")
    token = secrets.new_token()
    now = {"name": name, "token_hash": secrets.token_hash(token), "now_ms": controller.now_ms()}
    connection.execute(_SQL["insert"], {**values, **now})
    return token


def _renew_token(connection: sqlite3.Connection, name: str) -> str:
    token = secrets.new_token()
    connection.execute(_SQL["set_token"], {"name": name, "token_hash": secrets.token_hash(token)})
    return token


def _is_own_token(connection: sqlite3.Connection, token: str) -> bool:
    """Whether it is one of those that the controller's own agents share."""
    stored = connection.execute(_SETTING["with_prefix"], {"prefix": _JOIN_TOKEN}).fetchall()
    return any(secrets.matches(token, row["value"]) for row in stored)


def _set_offline(
    controller: Controller, name: str, wanted: Callable[[Node], bool], reason: str, online_at_ms: int | None = None
) -> Node:
    def work(connection: sqlite3.Connection) -> Node:
        node = node_of(connection, name)
        offline = wanted(node)
        values = {
            "name": node.name,
            "offline": offline,
            "reason": reason if offline else "",
            "online_at_ms": online_at_ms if offline else None,
        }
        connection.execute(_SQL["set_offline"], values)
        return node_of(connection, name)

    return controller.store.write(work)
