"""Getting a connection: register once, ask where the WebSocket is at each try, dial out, wait between tries.

Nothing is resolved or remembered between tries, so that a changed DNS name or a moved controller is followed.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from igor.agents.files import write_durably
from igor.model.errors import IgorError, Unauthenticated

_HTTP_TIMEOUT_S = 10
_MAX_MESSAGE_BYTES = 16 * 1024 * 1024
#: The close code with which the engine says that the token is not (or no longer) this agent's.
CLOSE_WRONG_TOKEN = 4401


class Unreachable(IgorError):
    """The controller cannot be reached now or does not answer as expected; try again later."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What an agent says of itself when it registers."""

    name: str
    labels: tuple[str, ...]
    executors: int
    remote_fs: str


@dataclass(frozen=True, slots=True)
class Tokens:
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


def backoff_s(failures: int, *, minimum_s: float, maximum_s: float, chance: float) -> float:
    """Seconds to wait after ``failures`` tries in a row: full jitter over a limit that doubles; ``chance`` in 0…1."""
    limit_s = min(maximum_s, minimum_s * 2.0 ** min(failures, 32))
    return minimum_s + chance * (limit_s - minimum_s)


def register(url: str, identity: Identity, join_token: str) -> str:
    """Become a node of the controller; the agent's own token. Blocks. Raises Unauthenticated, Unreachable."""
    body = {
        "name": identity.name,
        "labels": list(identity.labels),
        "executors": identity.executors,
        "remote_fs": identity.remote_fs,
    }
    request = urllib.request.Request(
        f"{url.rstrip('/')}/agents/register",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {join_token}"},
        method="POST",
    )
    token = _answer(request).get("token")
    if not isinstance(token, str) or not token:
        raise Unreachable(f"{request.full_url} answered without a token")
    return token


def find_websocket(url: str) -> str:
    """Where the engine takes agents now. Blocks. Raises Unreachable."""
    request = urllib.request.Request(f"{url.rstrip('/')}/agent-endpoint")
    address = _answer(request).get("websocket")
    if not isinstance(address, str) or not address.startswith(("ws://", "wss://")):
        raise Unreachable(f"{request.full_url} names no WebSocket: {address!r}")
    return address


def dial(address: str, name: str, token: str, *, silence_s: float) -> connect:
    """An asynchronous context manager of the connection; a peer that is silent for ``silence_s`` ends it,
    and closing it takes up to 2 s more.
    """
    return connect(
        address,
        additional_headers={"Authorization": f"Bearer {token}", "X-Igor-Agent": name},
        compression=None,
        open_timeout=10,
        close_timeout=2,
        ping_interval=silence_s / 3,
        ping_timeout=silence_s * 2 / 3,
        max_size=_MAX_MESSAGE_BYTES,
    )


def is_token_refused(connection: ClientConnection) -> bool:
    """Whether the engine closed the connection because of the token."""
    return connection.close_code == CLOSE_WRONG_TOKEN


def _answer(request: urllib.request.Request) -> dict[str, object]:
    try:
        with urllib.request.urlopen(request, timeout=_HTTP_TIMEOUT_S) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            text = error.headers.get("X-Error") or error.reason
        if error.code in (401, 403):
            raise Unauthenticated(
                f"{request.full_url} refused the token ({error.code}): {text}",
                hint="make a new join token on the controller and start the agent with it",
            ) from error
        raise Unreachable(f"{request.full_url} answered {error.code}: {text}") from error
    except (OSError, ValueError) as error:
        raise Unreachable(f"{request.full_url}: {error}") from error
    if not isinstance(answer, dict):
        raise Unreachable(f"{request.full_url} answered {answer!r}")
    return answer
