"""How work on hosts is shown: a live block on a terminal, plain lines with times elsewhere, JSON lines for programs."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from igor.cli.progress import emit
from igor.deploy.hosts.events import Event, failure_of
from igor.deploy.hosts.plan import Plan
from igor.deploy.hosts.progress import Progress
from igor.deploy.hosts.summary import plan_lines, took
from igor.model.errors import IgorError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

OUTPUTS = ("auto", "live", "plain", "jsonl")
_HEARTBEAT_S = 15
_COLORS = {"+": "green", "~": "yellow", "-": "red", "!": "yellow"}
_BROKEN = ("failed", "unreachable")


def choose(output: str, *, verbose: bool) -> Progress:
    """The form that was asked for; ``auto``: the one that fits where the output goes."""
    if output == "jsonl":
        return JsonHostProgress()
    if output == "live" or (output == "auto" and sys.stdout.isatty()):
        return LiveHostProgress(verbose=verbose)
    return PlainHostProgress(verbose=verbose)


class PlainHostProgress:
    """A line an event; a phase that takes long says so every 15 s. ``verbose``: the end of every task too."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose
        self._phase = ""
        self._begun_s = 0.0
        self._ended = threading.Event()
        self._running: dict[str, str] = {}

    def begin(self, phase: str, doing: str) -> None:
        self._phase, self._begun_s, self._running = phase, time.monotonic(), {}
        self._ended = threading.Event()
        threading.Thread(target=self._beat, args=(self._ended, phase, doing), daemon=True).start()

    def event(self, event: Event) -> None:
        if event.kind == "begin":
            self._running[event.host] = event.place
        if event.kind != "result":
            return
        self._running.pop(event.host, None)
        if self._verbose or event.status in _BROKEN:
            self._say(task_line(event))

    def end(self, done: str) -> None:
        self._close("✓", "green", done)

    def fail(self, why: str) -> None:
        self._close("✗", "red", why)

    def note(self, text: str) -> None:
        self._say(f"  {text}")

    def warn(self, text: str) -> None:
        self._say(f"  {click.style('!', fg='yellow')} {text}")

    def show(self, plan: Plan) -> None:
        for line in plan_lines(plan):
            click.echo(coloured(line))

    def _close(self, mark: str, color: str, text: str) -> None:
        self._ended.set()
        if self._phase:
            seconds = took(int((time.monotonic() - self._begun_s) * 1000))
            self._say(f"  {self._phase:<12} {click.style(mark, fg=color)} {text:<60} {seconds:>7}")
        self._phase = ""

    def _beat(self, ended: threading.Event, phase: str, doing: str) -> None:
        while not ended.wait(_HEARTBEAT_S):
            working = "; ".join(f"{host}: {place}" for host, place in sorted(self._running.items())[:4])
            self._say(f"  {phase:<12} … {working or doing}")

    def _say(self, line: str) -> None:
        click.echo(f"{time.strftime('%H:%M:%S')}{line if line.startswith('  ') else f'  {line}'}")


class LiveHostProgress(PlainHostProgress):
    """Finished phases as lines, and below them what each host is doing just now."""

    def __init__(self, *, verbose: bool) -> None:
        super().__init__(verbose=verbose)
        self._live: Live | None = None

    def begin(self, phase: str, doing: str) -> None:
        from rich.live import Live

        self._stop()
        self._phase, self._begun_s, self._running = phase, time.monotonic(), {}
        self._doing = doing
        self._live = Live(get_renderable=self._block, refresh_per_second=8, transient=True)
        self._live.start()

    def _block(self) -> RenderableType:
        from rich.console import Group
        from rich.spinner import Spinner
        from rich.text import Text

        seconds = took(int((time.monotonic() - self._begun_s) * 1000))
        head = Spinner("dots", Text(f"{self._phase:<12} {self._doing}  {seconds}"))
        return Group(head, *(Text(f"      {host:<16} {place}") for host, place in sorted(self._running.items())))

    def _stop(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _close(self, mark: str, color: str, text: str) -> None:
        self._stop()
        super()._close(mark, color, text)

    def _say(self, line: str) -> None:
        if self._live is not None:
            from rich.text import Text

            self._live.console.print(Text.from_ansi(line))
        else:
            click.echo(line)


class JsonHostProgress:
    """One JSON object a line."""

    def __init__(self) -> None:
        self._phase = ""

    def begin(self, phase: str, doing: str) -> None:
        self._phase = phase
        emit("begin", phase=phase, doing=doing)

    def event(self, event: Event) -> None:
        if event.kind == "result":
            emit("task", phase=self._phase, host=event.host, task=event.place, status=event.status)

    def end(self, done: str) -> None:
        emit("end", phase=self._phase, done=done)

    def fail(self, why: str) -> None:
        emit("fail", phase=self._phase, why=why)

    def note(self, text: str) -> None:
        emit("note", text=click.unstyle(text))

    def warn(self, text: str) -> None:
        emit("warning", text=text)

    def show(self, plan: Plan) -> None:
        emit("plan", **plan_data(plan))


class QuietHostProgress(JsonHostProgress):
    """Nothing but what a person should see to, on standard error: standard output is for one JSON document."""

    def begin(self, phase: str, doing: str) -> None:
        self._phase = phase

    def event(self, event: Event) -> None:
        return

    def end(self, done: str) -> None:
        return

    def fail(self, why: str) -> None:
        return

    def note(self, text: str) -> None:
        return

    def warn(self, text: str) -> None:
        click.echo(f"Warning: {text}", err=True)

    def show(self, plan: Plan) -> None:
        return


@contextmanager
def errors_as_events(progress: Progress) -> Iterator[None]:
    """What ends the command is the last of its events, for those who read events; it goes on to be told on stderr."""
    try:
        yield
    except IgorError as error:
        if isinstance(progress, JsonHostProgress):
            emit("error", what=str(error), hint=error.hint)
        raise


def plan_data(plan: Plan) -> dict[str, object]:
    """A plan for programs."""
    from dataclasses import asdict

    restarts = [{"host": host, "unit": unit} for host, unit in plan.restarts()]
    return {**asdict(plan), "restarts": restarts, "digest": plan.digest()}


def task_line(event: Event) -> str:
    """``agent-1  role : task  failed``, with what it said where it went wrong."""
    color = {"changed": "yellow", "failed": "red", "unreachable": "red"}.get(event.status)
    line = f"  {event.host}  {event.place}  {click.style(event.status, fg=color)}"
    if event.status in _BROKEN:
        line += "".join(f"\n      | {told}" for told in failure_of(event).lines)
    return line


def coloured(line: str) -> str:
    """A line of a plan; its mark says which colour."""
    mark = line.strip()[:1]
    color = _COLORS.get(mark) if line.startswith("  ") and line.strip()[1:2] == " " else None
    return click.style(line, fg=color) if color else click.style(line, bold=not line.startswith(" "))
