"""The runs that agents hold for us: how much of each log is here, what was said last, and when to ask again.

A mirror of the store's open ``step_run`` rows plus what only memory knows; lost memory is asked for again (``LogFrom``,
``Hello``).
"""

from __future__ import annotations

import heapq
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from igor.agents.protocol import LogFrom, RunFinished
from igor.controller import logs

log = logging.getLogger(__name__)

#: How long an agent may stay silent before it is asked (launched, told to stop, asked for bytes) again.
REPEAT_MS = 10_000
#: How long missing log bytes are waited for before they are asked for.
SILENCE_MS = 2_000


def new_run_id(now_ms: int) -> str:
    """32 hexadecimal digits: the time in units of 16 ms, which keeps runs together in the store, and 88 random bits."""
    return f"{now_ms >> 4 & 0xFFFFFFFFFF:010x}{os.urandom(11).hex()}"


@dataclass(eq=False, slots=True)
class LiveRun:
    """``begun_ms``: when it was launched first. ``have``: how many bytes of its log are in the file. The other ``…_ms``
    say when we last asked for or heard of it; ``due_ms``: when to look at it although nothing is heard.
    """

    run_id: str
    build_id: int
    step: int
    agent: str
    path: Path
    log_start: int
    begun_ms: int = 0
    started: bool = False
    have: int = 0
    finished: RunFinished | None = None
    launch_sent_ms: int = 0
    stop_sent_ms: int = 0
    has_gap: bool = False
    asked_at: int = -1
    asked_ms: int = 0
    heard_ms: int = 0
    gone_since_ms: int | None = None
    due_ms: int | None = None

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

    @property
    def owes(self) -> bool:
        """Bytes are known to be missing."""
        return self.has_gap or (self.finished is not None and not self.is_complete)

    def ask(self, now_ms: int) -> LogFrom:
        self.asked_at, self.asked_ms = self.have, now_ms
        return LogFrom(self.run_id, self.have)


class Runs:
    """Open runs, by id and by agent, and the times at which to look at them."""

    def __init__(self) -> None:
        self._runs: dict[str, LiveRun] = {}
        self._of_agent: dict[str, dict[str, LiveRun]] = {}
        self._due: list[tuple[int, str]] = []
        self._complete: dict[str, LiveRun] = {}
        self._logs = logs.OpenLogs()

    def close(self) -> None:
        """Keep no file open: others take over."""
        self._logs.close_all()

    def log_descriptors(self) -> list[int]:
        """Of the logs that are written to; from any thread."""
        return self._logs.descriptors()

    def __len__(self) -> int:
        return len(self._runs)

    def __iter__(self) -> Iterator[LiveRun]:
        return iter(list(self._runs.values()))

    def get(self, run_id: str) -> LiveRun | None:
        return self._runs.get(run_id)

    def add(self, run: LiveRun) -> None:
        self._runs[run.run_id] = run
        self._of_agent.setdefault(run.agent.lower(), {})[run.run_id] = run

    def remove(self, run: LiveRun) -> None:
        """It ended, or its build was deleted."""
        self._runs.pop(run.run_id, None)
        self._complete.pop(run.run_id, None)
        self._logs.close(run.run_id)
        of_agent = self._of_agent.get(run.agent.lower(), {})
        of_agent.pop(run.run_id, None)
        if not of_agent:
            self._of_agent.pop(run.agent.lower(), None)

    def of_agent(self, agent: str) -> list[LiveRun]:
        return list(self._of_agent.get(agent.lower(), {}).values())

    def arm(self, run: LiveRun, at_ms: int) -> None:
        """Look at the run at that time, or earlier if that was agreed before."""
        if run.due_ms is None or at_ms < run.due_ms:
            run.due_ms = at_ms
            heapq.heappush(self._due, (at_ms, run.run_id))

    def due(self, now_ms: int) -> list[LiveRun]:
        """The runs whose time has come; each is to be armed again if need be."""
        found = []
        while self._due and self._due[0][0] <= now_ms:
            at_ms, run_id = heapq.heappop(self._due)
            run = self._runs.get(run_id)
            if run is not None and run.due_ms == at_ms:
                run.due_ms = None
                found.append(run)
        return found

    def finish(self, run: LiveRun, finished: RunFinished, now_ms: int) -> None:
        """The agent said that it ended."""
        run.finished, run.heard_ms = finished, now_ms
        self._note(run, now_ms)

    def take_complete(self) -> list[LiveRun]:
        """The runs that have become complete."""
        complete, self._complete = list(self._complete.values()), {}
        return complete

    @property
    def any_complete(self) -> bool:
        return bool(self._complete)

    def take(self, run_id: str, offset: int, data: logs.Bytes, now_ms: int) -> LogFrom | None:
        """Put a frame's bytes into the file; what to ask for when there is a gap before them."""
        run = self._runs.get(run_id)
        if run is None:
            return None
        new = logs.new_bytes(run.have, offset, data)
        if new is None:
            self.arm(run, now_ms + SILENCE_MS)
            return run.ask_at_gap(now_ms)
        if not new:
            return None
        try:
            self._write(run, new, now_ms)
        except OSError as error:
            log.error("%s: %s; its agent is asked for the bytes again", run.path, error)
            self.arm(run, now_ms + SILENCE_MS)
            return run.ask_at_gap(now_ms)
        self._note(run, now_ms)
        return None

    def _note(self, run: LiveRun, now_ms: int) -> None:
        if run.is_complete:
            self._complete[run.run_id] = run
        elif run.finished is not None:
            self.arm(run, now_ms + SILENCE_MS)

    def _write(self, run: LiveRun, data: logs.Bytes, now_ms: int) -> None:
        """A file that is gone may be on its way to another name; only one that stays away is made anew."""
        try:
            self._logs.write(run.run_id, run.path, run.log_start + run.have, data)
        except logs.LogGone:
            run.gone_since_ms = run.gone_since_ms or now_ms
            if now_ms - run.gone_since_ms < REPEAT_MS:
                run.has_gap = True
                self.arm(run, now_ms + SILENCE_MS)
                return
            log.error("the log %s is gone; what follows is written to a new file", run.path)
            logs.restore(run.path, run.log_start + run.have)
            self._logs.write(run.run_id, run.path, run.log_start + run.have, data)
        run.gone_since_ms, run.heard_ms, run.has_gap = None, now_ms, False
        run.have += len(data)
