"""How a deploy shows its events: a live block on a terminal, plain lines elsewhere, JSON lines for programs."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from igor.deploy.plan import Action

if TYPE_CHECKING:
    from rich.status import Status

_MARKS = {"install": "+", "start": "+", "restart": "~", "seed": "+"}
_HEARTBEAT_S = 15


def choose_progress(as_json: bool) -> PlainProgress | LiveProgress | JsonProgress:
    """The form that fits where the output goes."""
    if as_json:
        return JsonProgress()
    return LiveProgress() if sys.stdout.isatty() else PlainProgress()


class PlainProgress:
    """A line an event; a phase that takes long says so every 15 s."""

    def __init__(self) -> None:
        self._begun_s = 0.0
        self._ended = threading.Event()

    def plan(self, actions: Sequence[Action]) -> None:
        click.echo("Plan" if actions else "Plan: nothing to change")
        for action in actions:
            mark = click.style(_MARKS[action.verb], fg="yellow" if action.verb == "restart" else "green")
            click.echo(f"  {mark} {action.phase:<10} {action.verb} {action.subject}  ({action.reason})")

    def begin(self, phase: str, doing: str) -> None:
        self._begun_s = time.monotonic()
        self._ended = threading.Event()
        threading.Thread(target=self._beat, args=(self._ended, phase, doing), daemon=True).start()

    def _beat(self, ended: threading.Event, phase: str, doing: str) -> None:
        while not ended.wait(_HEARTBEAT_S):
            click.echo(f"  {phase:<10} … {doing}, {self._elapsed()}")

    def end(self, phase: str, done: str) -> None:
        self._ended.set()
        click.echo(f"  {phase:<10} {click.style('✓', fg='green')} {done:<48} {self._elapsed():>7}")

    def fail(self, phase: str) -> None:
        self._ended.set()
        click.echo(f"  {phase:<10} {click.style('✗', fg='red')} failed after {self._elapsed()}")

    def _elapsed(self) -> str:
        return f"{time.monotonic() - self._begun_s:.1f} s"


class LiveProgress(PlainProgress):
    """The same lines, with a spinner while a phase is at work."""

    def __init__(self) -> None:
        super().__init__()
        self._status: Status | None = None

    def begin(self, phase: str, doing: str) -> None:
        from rich.console import Console

        self._begun_s = time.monotonic()
        self._status = Console().status(f"{phase:<10} {doing}")
        self._status.start()

    def end(self, phase: str, done: str) -> None:
        self._stop()
        super().end(phase, done)

    def fail(self, phase: str) -> None:
        self._stop()
        super().fail(phase)

    def _stop(self) -> None:
        if self._status:
            self._status.stop()


class JsonProgress:
    """One JSON object a line."""

    def plan(self, actions: Sequence[Action]) -> None:
        fields = ("phase", "subject", "verb", "reason")
        emit("plan", actions=[{name: getattr(action, name) for name in fields} for action in actions])

    def begin(self, phase: str, doing: str) -> None:
        emit("begin", phase=phase, doing=doing)

    def end(self, phase: str, done: str) -> None:
        emit("end", phase=phase, done=done)

    def fail(self, phase: str) -> None:
        emit("fail", phase=phase)


def emit(event: str, **fields: Any) -> None:
    """Print one event as a JSON line."""
    click.echo(json.dumps({"event": event, "at": time.strftime("%Y-%m-%dT%H:%M:%S%z"), **fields}, ensure_ascii=False))
