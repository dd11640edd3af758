"""Getting a connection: register once, ask where the WebSocket is at each try, dial out, wait between tries.

Nothing is resolved or remembered between tries, so that a changed DNS name or a moved controller is followed.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any, NamedTuple

from igor.agents import dialing
from igor.agents.files import write_durably
from igor.model.errors import IgorError, Unauthenticated

_TIMEOUT_S = 10.0
#: The close code with which the engine says that the token is not (or no longer) this agent's.
CLOSE_WRONG_TOKEN = 4401


class Unreachable(IgorError):
    """The controller cannot be reached now or does not answer as expected; try again later."""


class Identity(NamedTuple):
    """What an agent says of itself when it registers."""

    name: str
    labels: tuple[str, ...]
    executors: int
    remote_fs: str


class Tokens(NamedTuple):
    """The agent's own token on disk, and the join token that gets one."""

    own_file: Path
    join_file: Path | None

    def own(self) -> str | None:
        try:
            return self.own_file.read_text().strip() or None
        except FileNotFoundError:
            return None

    def keep(self, token: str) -> None:
        write_durably(self.own_file, token.encode())

    def drop(self) -> None:
        self.own_file.unlink(missing_ok=True)

    @property
    def can_join(self) -> bool:
        return self.join_file is not None

    def join(self) -> str:
        """Raises Unauthenticated when there is none."""
        if self.join_file is None:
            raise Unauthenticated(
                "the agent has no token of its own and no join token to get one",
                hint="give --join-token-file with a join token of the controller",
            )
        try:
            return self.join_file.read_text().strip()
        except OSError as error:
            raise Unauthenticated(f"the join token cannot be read: {error}") from error


def backoff_s(failures: int, *, first_s: float, maximum_s: float, chance: float) -> float:
    """Seconds to wait after ``failures`` tries in a row: full jitter, anything up to a limit that doubles.

    ``first_s``: the first limit, after the loss of a connection. Thousands of agents lose theirs at the same moment
    when an engine ends, and are to come back spread over this time. ``chance`` in 0…1.
    """
    return chance * min(maximum_s, first_s * 2.0 ** min(failures, 32))


def register(url: str, identity: Identity, join_token: str) -> str:
    """Become a node of the controller; the agent's own token. Blocks. Raises Unauthenticated, Unreachable."""
    body = {
        "name": identity.name,
        "labels": list(identity.labels),
        "executors": identity.executors,
        "remote_fs": identity.remote_fs,
    }
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {join_token}"}
    asked = f"{url.rstrip('/')}/agents/register"
    token = _answer("POST", asked, headers, json.dumps(body).encode()).get("token")
    if not isinstance(token, str) or not token:
        raise Unreachable(f"{asked} answered without a token")
    return token


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
    text = answer.headers.get("x-error") or answer.headers.get("location") or answer.reason
    if answer.status in (401, 403):
        raise Unauthenticated(
            f"{url} refused the token ({answer.status}): {text}",
            hint="make a new join token on the controller and start the agent with it",
        )
    if answer.status != 200:
        raise Unreachable(f"{url} answered {answer.status}: {text}")
    return answer
