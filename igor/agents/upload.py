"""Files of a run to its controller: in pieces at their offsets, then one commit that makes them the build's.

Nothing is lost or doubled by a restart of the controller: a piece may come twice, it is written to its place, and only
the commit counts. A controller's machine that was restarted in between (``boot``) may have lost pieces: it asks for all
of them again. Memory: one batch. Back-pressure: the next batch goes when the last one was answered.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable, NamedTuple, Tuple  # noqa: UP035 - evaluated, also by Python 3.8

from igor.agents import dialing

#: Of one request, paths aside: less than 1 MiB, which is what a proxy takes that nobody told more.
BATCH_BYTES = 896 * 1024
#: Pieces of one batch at most.
BATCH_PIECES = 500
_PIECE_BYTES = 448 * 1024
_TIMEOUT_S = 60.0
_FIRST_PAUSE_S = 0.2
_MAX_PAUSE_S = 2.0
#: How often the controller may ask for everything again.
_ROUNDS = 5

#: (path, offset, bytes)
Piece = Tuple[str, int, bytes]  # noqa: UP006


class UploadRefused(Exception):
    """The controller does not take it; trying again is of no use."""


class Sent(NamedTuple):
    """A file that was sent: bytes, time of change, and digests where they were wanted."""

    path: str
    size: int
    mtime_ms: int
    md5: str
    sha256: str


class Upload:
    """One run's uploads. ``url``: of the controller; ``say``: prints a line into the log."""

    def __init__(self, url: str, run_id: str, token: str, say: Callable[[str], None]) -> None:
        self._url = f"{url.rstrip('/')}/delivery/{run_id}"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
        self._say = say
        self._boot = ""

    def deliver(
        self, files: list[tuple[str, Path]], facts: Callable[[list[Sent]], dict[str, Any]], digested: set[str]
    ) -> None:
        """Send files ((name at the controller, path here)) and commit them with what ``facts`` makes of them.

        ``digested``: the names of those whose digests are wanted.

        Raises:
            UploadRefused: for good.
            OSError: a file cannot be read.
        """
        for _ in range(_ROUNDS):
            self._boot = ""
            sent = self._send(files, digested)
            body = {"boot": self._boot, "files": [list(each) for each in sent], **facts(sent)}
            if not self._ask("commit", json.dumps(body).encode())["again"]:
                return
        raise UploadRefused("the controller keeps losing what is sent")

    def _send(self, files: list[tuple[str, Path]], digested: set[str]) -> list[Sent]:
        sent: list[Sent] = []
        batch: list[Piece] = []
        size = 0
        for name, path in files:
            for piece in _pieces(name, path, sent, _digests() if name in digested else []):
                if size + len(piece[2]) > BATCH_BYTES or len(batch) >= BATCH_PIECES:
                    self._send_batch(batch)
                    batch, size = [], 0
                batch.append(piece)
                size += len(piece[2])
        if batch:
            self._send_batch(batch)
        return sent

    def _send_batch(self, batch: list[Piece]) -> None:
        head = json.dumps([[path, offset, len(data)] for path, offset, data in batch]).encode()
        answer = self._ask("pieces", b"".join([head, b"\n", *(data for _, _, data in batch)]))
        self._boot = self._boot or str(answer.get("boot", ""))

    def _ask(self, action: str, body: bytes) -> dict[str, Any]:
        """The answer's JSON; while the controller is away, it is tried again."""
        pause_s, is_told = _FIRST_PAUSE_S, False
        while True:
            try:
                return self._ask_once(action, body)
            except (OSError, ValueError) as error:
                if not is_told:
                    self._say(f"NOTICE: the controller does not answer, trying again: {error}")
                    is_told = True
            time.sleep(pause_s)
            pause_s = min(_MAX_PAUSE_S, pause_s * 2)

    def _ask_once(self, action: str, body: bytes) -> dict[str, Any]:
        answer = dialing.request("POST", f"{self._url}/{action}", self._headers, body, timeout_s=_TIMEOUT_S)
        if answer.status >= 500:
            raise OSError(f"{answer.status} {answer.reason}")
        if answer.status != 200:
            raise UploadRefused(f"{answer.status} {answer.headers.get('x-error', answer.reason)}")
        return dict(json.loads(answer.body))


def _digests() -> list[Any]:
    """MD5 and SHA-256, of OpenSSL's: much quicker with large files, and 4 MiB that most builds do not need."""
    import hashlib

    return [hashlib.md5(), hashlib.sha256()]


def _pieces(name: str, path: Path, sent: list[Sent], digests: list[Any]) -> Iterator[Piece]:
    """A file's content; what was sent of it is noted at its end, also when it changes meanwhile."""
    offset = 0
    with path.open("rb") as file:
        mtime_ms = os.fstat(file.fileno()).st_mtime_ns // 1_000_000
        while True:
            data = file.read(_PIECE_BYTES)
            if data or not offset:
                yield name, offset, data
            if not data:
                break
            for digest in digests:
                digest.update(data)
            offset += len(data)
    md5, sha256 = [digest.hexdigest() for digest in digests] or ("", "")
    sent.append(Sent(name, offset, mtime_ms, md5, sha256))
