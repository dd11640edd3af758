"""The runs that agents hold for us: how much of each log is here, and what was said last. A cache of the store's open
``step_run`` rows plus what only memory knows; lost memory is asked for again (``LogFrom``, ``Hello``).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from igor.agents.protocol import LogFrom, RunFinished
from igor.controller import logs
from igor.model.home import Home

log = logging.getLogger(__name__)

#: How long an agent may stay silent before it is asked (launched, told to stop, asked for bytes) again.
REPEAT_MS = 10_000
#: How long missing log bytes are waited for before they are asked for.
SILENCE_MS = 2_000


@dataclass(slots=True)
class LiveRun:
    """``have``: how many bytes of its log are in the file. The ``…_ms`` say when we last asked for or heard of it."""

    run_id: str
    build_id: int
    step: int
    agent: str
    path: Path
    log_start: int
    started: bool
    have: int = 0
    finished: RunFinished | None = None
    launch_sent_ms: int = 0
    stop_sent_ms: int = 0
    has_gap: bool = False
    asked_at: int = -1
    asked_ms: int = 0
    heard_ms: int = 0
    gone_since_ms: int | None = None

    @property
    def is_complete(self) -> bool:
        """It ended and all of its log is here."""
        return self.finished is not None and self.have >= self.finished.log_bytes

    def ask_at_gap(self, now_ms: int) -> LogFrom | None:
        """What to ask for the bytes that are missing; None when that was asked a moment ago."""
        self.has_gap = True
        if self.asked_at == self.have and now_ms - self.asked_ms < SILENCE_MS:
            return None
        return self.ask(now_ms)

    def owes(self, now_ms: int) -> bool:
        """Bytes are known to be missing, and none came for a while."""
        is_short = self.has_gap or self.finished is not None
        return is_short and now_ms - max(self.heard_ms, self.asked_ms) >= SILENCE_MS

    def ask(self, now_ms: int) -> LogFrom:
        self.asked_at, self.asked_ms = self.have, now_ms
        return LogFrom(self.run_id, self.have)


class Runs:
    """Open runs by id."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._runs: dict[str, LiveRun] = {}

    def __iter__(self) -> Iterator[LiveRun]:
        return iter(list(self._runs.values()))

    def get(self, run_id: str) -> LiveRun | None:
        return self._runs.get(run_id)

    def sync(self, rows: Iterable[sqlite3.Row]) -> list[LiveRun]:
        """Make the list equal to the store's open runs; those that the store no longer has."""
        before, self._runs = self._runs, {}
        for row in rows:
            run = before.pop(row["run_id"], None) or self._new(row)
            run.path = self._home.build_log(row["job_full_name"], row["number"])
            run.started = row["started_ms"] is not None
            self._runs[run.run_id] = run
        return list(before.values())

    def of_agent(self, agent: str) -> list[LiveRun]:
        return [run for run in self._runs.values() if run.agent.lower() == agent.lower()]

    def take(self, run_id: str, offset: int, data: bytes, now_ms: int) -> LogFrom | None:
        """Put a frame's bytes into the file; what to ask for when there is a gap before them."""
        run = self._runs.get(run_id)
        if run is None:
            return None
        new = logs.new_bytes(run.have, offset, data)
        if new is None:
            return run.ask_at_gap(now_ms)
        if not new:
            return None
        try:
            self._write(run, new, now_ms)
        except OSError as error:
            log.error("%s: %s; its agent is asked for the bytes again", run.path, error)
            return run.ask_at_gap(now_ms)
        return None

    def _write(self, run: LiveRun, data: bytes, now_ms: int) -> None:
        """A file that is gone may be on its way to another name; only one that stays away is made anew."""
        try:
            logs.write_output(run.path, run.log_start + run.have, data)
        except logs.LogGone:
            run.gone_since_ms = run.gone_since_ms or now_ms
            if now_ms - run.gone_since_ms < REPEAT_MS:
                return
            log.error("the log %s is gone; what follows is written to a new file", run.path)
            logs.restore(run.path, run.log_start + run.have)
            logs.write_output(run.path, run.log_start + run.have, data)
        run.gone_since_ms, run.heard_ms, run.has_gap = None, now_ms, False
        run.have += len(data)

    def _new(self, row: sqlite3.Row) -> LiveRun:
        path = self._home.build_log(row["job_full_name"], row["number"])
        started = row["started_ms"] is not None
        run = LiveRun(row["run_id"], row["build_id"], row["step"], row["node_name"], path, row["log_start"], started)
        run.launch_sent_ms = row["launched_ms"]
        return run
