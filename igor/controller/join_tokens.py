"""Single-purpose tokens with which machines become agents: for one name or one group of names, so often, so long.

The store knows a token only by its hash; its id, which people see, is the beginning of that hash. A use counts when the
agent's node is another one than last time, or has connected since: an agent whose answer was lost asks again.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from igor.controller import secrets
from igor.controller.context import Controller
from igor.model import names
from igor.model.errors import Forbidden, Gone, Invalid, NotFound, Unauthenticated
from igor.model.node import BUILT_IN
from igor.storage import queries

_SQL = queries.load("join_token")
_ID_DIGITS = 12
MIN_LIFE_MS = 60_000
MAX_LIFE_MS = 30 * 24 * 3600 * 1000
MAX_USES = 1000
#: An ended token is remembered so long, to tell whoever shows it why it is refused.
ENDED_KEPT_MS = 30 * 24 * 3600 * 1000
_NEW_ONE = "make a new one with `igor agent token NAME` where the controller is known"


@dataclass(frozen=True, slots=True)
class JoinToken:
    """What is shown of a token: never its value. One of ``name`` and ``group`` is empty. ``used_by``: the last node."""

    id: str
    name: str
    group: str
    uses_left: int
    created_by: str
    created_ms: int
    expires_ms: int
    used_ms: int | None = None
    used_by: str = ""

    def is_for(self, node_name: str) -> bool:
        """Whether a node may be called so; in any case of letters, as nodes are found."""
        wanted, group = node_name.lower(), self.group.lower()
        if self.name:
            return wanted == self.name.lower()
        return wanted == group or wanted.startswith(f"{group}-")

    @property
    def purpose(self) -> str:
        """For whom it is, in words."""
        return f"“{self.name}”" if self.name else f"“{self.group}” and names that begin with “{self.group}-”"


def make(
    controller: Controller, *, name: str = "", group: str = "", life_ms: int, uses: int = 1, by: str
) -> tuple[JoinToken, str]:
    """A new token for a name or a group, and its value, shown only now.

    Raises:
        Invalid: not exactly one of name and group, a bad name, a life or a number of uses out of bounds.
    """
    if bool(name) == bool(group):
        raise Invalid("a join token is for a name or for a group", hint="say one of the two")
    wanted = names.check_good_name(name or group)
    if wanted.lower() == BUILT_IN:
        raise Invalid(f"“{wanted}” is the controller's own node", hint="choose another name")
    if not MIN_LIFE_MS <= life_ms <= MAX_LIFE_MS:
        raise Invalid("a join token lives from one minute to 30 days", hint="an hour is enough for most: 1h")
    if not 1 <= uses <= MAX_USES:
        raise Invalid(f"a join token can be used 1 to {MAX_USES} times, not {uses}")
    value, now_ms = secrets.new_token(), controller.now_ms()
    token = JoinToken(id_of(value), wanted if name else "", wanted if group else "", uses, by, now_ms, now_ms + life_ms)
    values = {
        "id": token.id,
        "token_hash": secrets.token_hash(value),
        "name": token.name,
        "group": token.group,
        "uses": uses,
        "by": by,
        "now_ms": now_ms,
        "expires_ms": token.expires_ms,
    }
    controller.store.write(lambda connection: connection.execute(_SQL["insert"], values))
    return token, value


def id_of(value: str) -> str:
    """The id of a token: what the audit log and `igor agent tokens` call it."""
    return secrets.token_hash(value)[:_ID_DIGITS]


def list_all(controller: Controller) -> list[JoinToken]:
    """All tokens, the newest first; ended ones for a while."""
    with controller.store.read() as connection:
        return [_from_row(row) for row in connection.execute(_SQL["all"])]


def revoke(controller: Controller, token_id: str) -> None:
    """End a token; agents that joined with it keep their own secrets. Raises NotFound."""
    keys = {"id": token_id}
    if not controller.store.write(lambda connection: connection.execute(_SQL["delete"], keys).rowcount):
        raise NotFound(f"there is no join token {token_id}", hint="`igor agent tokens` lists them")


def spend(connection: sqlite3.Connection, value: str, node_name: str, now_ms: int) -> bool:
    """Use a token for a node, within the transaction that makes the node; whether it is used up now.

    Raises:
        Unauthenticated: there is no such token.
        Forbidden: it is for another name.
        Gone: it has expired, or is used up.
    """
    row = connection.execute(_SQL["find"], {"token_hash": secrets.token_hash(value)}).fetchone()
    if row is None:
        raise Unauthenticated("the join token is wrong, or was revoked", hint=_NEW_ONE)
    token = _from_row(row)
    if not token.is_for(node_name):
        raise Forbidden(
            f"the join token {token.id} is for {token.purpose}, not for “{node_name}”",
            hint=f"start the agent with such a name, or {_NEW_ONE}",
        )
    if token.expires_ms <= now_ms:
        raise Gone(f"the join token {token.id} has expired", hint=_NEW_ONE)
    is_repeated = token.used_by.lower() == node_name.lower() and (row["last_seen_ms"] or 0) < (token.used_ms or 0)
    if token.uses_left == 0 and not is_repeated:
        raise Gone(f"the join token {token.id} has been used already, by “{token.used_by}”", hint=_NEW_ONE)
    uses = 0 if is_repeated else 1
    connection.execute(
        _SQL["spend"],
        {"id": token.id, "uses": uses, "now_ms": token.used_ms if is_repeated else now_ms, "node_name": node_name},
    )
    return token.uses_left == uses


def purge(connection: sqlite3.Connection, now_ms: int) -> None:
    """Forget tokens that ended long ago, within a transaction."""
    connection.execute(_SQL["purge"], {"before_ms": now_ms - ENDED_KEPT_MS})


def _from_row(row: sqlite3.Row) -> JoinToken:
    return JoinToken(
        row["id"],
        row["node_name"],
        row["node_group"],
        row["uses_left"],
        row["created_by"],
        row["created_ms"],
        row["expires_ms"],
        row["used_ms"],
        row["used_by"],
    )
