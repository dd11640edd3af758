"""Getting a connection: register once, ask where the WebSocket is at each try, dial out, wait between tries.

Nothing is resolved or remembered between tries, so that a changed DNS name or a moved controller is followed.
"""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from igor.agents import dialing
from igor.agents.files import write_durably
from igor.model.errors import IgorError, Unauthenticated

_TIMEOUT_S = 10.0
#: The close code with which the engine says that the token is not (or no longer) this agent's.
CLOSE_WRONG_TOKEN = 4401
_NEW_TOKEN = "make a join token with `igor agent token NAME` where the controller is known, and put it into"


class Unreachable(IgorError):
    """The controller cannot be reached now or does not answer as expected; try again later."""


class Identity(NamedTuple):
    """What an agent says of itself when it registers."""

    name: str
    labels: tuple[str, ...]
    executors: int
    remote_fs: str


class Joined(NamedTuple):
    """The agent's own token; ``is_spent``: the join token that got it cannot be used again."""

    token: str
    is_spent: bool = False


class Tokens:
    """The agent's own token on disk, the join token that gets one, and which of them is shown next.

    An own token that is refused stays, since a controller that is restored may know it again: it is shown in turn with
    the join token, or with what ``can_register`` stands for.
    """

    def __init__(self, own_file: Path, join_file: Path | None, *, can_register: bool = False) -> None:
        self._own_file = own_file
        self._join_file = join_file
        self._can_register = can_register
        self._is_refused = False

    def own(self) -> str | None:
        """None: one is to be had first."""
        if self._is_refused:
            return None
        try:
            return self._own_file.read_text().strip() or None
        except FileNotFoundError:
            return None

    def keep(self, token: str, is_spent: bool = False) -> None:
        """A join token that is used up goes, if it lies where the agent may remove it."""
        write_durably(self._own_file, token.encode())
        self._is_refused = False
        if is_spent and self._join_file is not None and os.access(self._join_file.parent, os.W_OK):
            self._join_file.unlink()

    def drop(self) -> None:
        self._own_file.unlink(missing_ok=True)

    def refused(self) -> bool:
        """The one that was shown is wrong: show the other next. False: there is none of the agent's own."""
        if not self._own_file.exists():
            return False
        has_join_token = self._join_file is not None and self._join_file.exists()
        self._is_refused = not self._is_refused and (self._can_register or has_join_token)
        return True

    def join(self) -> str:
        """Raises Unauthenticated when there is none."""
        if self._join_file is None:
            raise Unauthenticated(
                "the agent has no token of its own and no join token to get one", hint=f"{_NEW_TOKEN} --join-token-file"
            )
        try:
            return self._join_file.read_text().strip()
        except OSError as error:
            raise Unauthenticated(f"the join token cannot be read: {error}", hint=f"{_NEW_TOKEN} that file") from error


def backoff_s(failures: int, *, first_s: float, maximum_s: float, chance: float) -> float:
    """Seconds to wait after ``failures`` tries in a row: full jitter, anything up to a limit that doubles.

    ``first_s``: the first limit, after the loss of a connection. Thousands of agents lose theirs at the same moment
    when an engine ends, and are to come back spread over this time. ``chance`` in 0…1.
    """
    return chance * min(maximum_s, first_s * 2.0 ** min(failures, 32))


def register(url: str, identity: Identity, join_token: str) -> Joined:
    """Become a node of the controller. Blocks. Raises Unauthenticated, Unreachable."""
    body = {
        "name": identity.name,
        "labels": list(identity.labels),
        "executors": identity.executors,
        "remote_fs": identity.remote_fs,
    }
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {join_token}"}
    asked = f"{url.rstrip('/')}/agents/register"
    answer = _answer("POST", asked, headers, json.dumps(body).encode())
    token = answer.get("token")
    if not isinstance(token, str) or not token:
        raise Unreachable(f"{asked} answered without a token")
    return Joined(token, bool(answer.get("join_token_is_spent")))


def find_websocket(url: str) -> str:
    """Where the engine takes agents now. Blocks. Raises Unauthenticated, Unreachable."""
    asked = f"{url.rstrip('/')}/agent-endpoint"
    address = _answer("GET", asked, {}).get("websocket")
    if not isinstance(address, str) or not address.startswith(("ws://", "wss://")):
        raise Unreachable(f"{asked} names no WebSocket: {address!r}")
    return address


def fetch(url: str) -> bytes:
    """A file that the controller serves. Blocks. Raises Unauthenticated, Unreachable."""
    return _get("GET", url, {}, b"").body


def dial(address: str, name: str, token: str, *, timeout_s: float) -> tuple[socket.socket, bytes]:
    """A WebSocket to the engine, and what came with its answer. Blocks. Raises Unauthenticated, Unreachable."""
    headers = {"Authorization": f"Bearer {token}", "X-Igor-Agent": name}
    try:
        return dialing.open_websocket(address, headers, timeout_s=timeout_s)
    except dialing.Refused as error:
        if error.status in (401, 403):
            raise Unauthenticated(str(error)) from error
        raise Unreachable(str(error)) from error
    except (OSError, ValueError) as error:
        raise Unreachable(f"{address}: {error}") from error


def _answer(method: str, url: str, headers: dict[str, str], body: bytes = b"") -> dict[str, Any]:
    content = _get(method, url, headers, body).body
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise Unreachable(f"{url}: {error}") from error
    if not isinstance(answer, dict):
        raise Unreachable(f"{url} answered {answer!r:.200}")
    return answer


def _get(method: str, url: str, headers: dict[str, str], body: bytes) -> dialing.Answer:
    try:
        answer = dialing.request(method, url, headers, body, timeout_s=_TIMEOUT_S)
    except (OSError, ValueError) as error:
        raise Unreachable(f"{url}: {error}") from error
    told = unquote(answer.headers.get("x-igor-error", ""))
    text = told or answer.headers.get("x-error") or answer.headers.get("location") or answer.reason
    if answer.status in (401, 403, 410):
        hint = unquote(answer.headers.get("x-igor-hint", "")) or "make a new join token and start the agent with it"
        raise Unauthenticated(f"{url} refused the token ({answer.status}): {text}", hint=hint)
    if answer.status != 200:
        raise Unreachable(f"{url} answered {answer.status}: {text}")
    return answer
