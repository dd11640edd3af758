"""What on-call is to be told, on its way from the store to the sinks: files, and the program that sends them.

A message is on disk before its row counts as spooled, and has one name for ever, by which the program knows what it has
sent: neither a crash of the engine nor one of the program loses or doubles a message. The program is the wrapper's own
(``igor_wrap.py --deliver``); it runs while there is something to send and ends with the engine.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from igor.agents.wrapper import compile_wrapper
from igor.controller import alert_settings

log = logging.getLogger(__name__)
_LOOK_MS = 10_000


class AlertSpool:
    """The spool's folder; used by the thread that ticks. ``done``: ids of messages that are on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[int] = []
        self._sinks: tuple[str, ...] | None = None
        self._program: subprocess.Popen[bytes] | None = None
        self._compiled: Path | None = None
        self._next_ms = 0

    def put(self, messages: Iterable[Mapping[str, Any]], sinks: tuple[str, ...], now_ms: int) -> None:
        """Bring messages to disk, and see that they are sent. Trouble is logged; the next call tries again."""
        try:
            self._settle(sinks)
            fresh = list(messages)
            if fresh:
                self._write(fresh if sinks else [])
                self.done += [message["id"] for message in fresh if "id" in message]
            if sinks and (fresh or self._is_time(now_ms)):
                self._run()
        except OSError as error:
            log.error("on-call cannot be told, this is tried again: %s", error)

    def close(self) -> None:
        """The program ends; what it has not sent is sent after the next start."""
        if self._program is not None:
            self._program.terminate()
            self._program.wait()
            self._program = None

    def _settle(self, sinks: tuple[str, ...]) -> None:
        if sinks != self._sinks and (sinks or self.folder.exists()):
            (self.folder / "new").mkdir(parents=True, exist_ok=True, mode=0o700)
            _replace(self.folder / "sinks.json", json.dumps({"sinks": sinks}))
        self._sinks = sinks

    def _write(self, messages: list[Mapping[str, Any]]) -> None:
        for message in messages:
            fields = {name: value for name, value in message.items() if name != "id"}
            is_lasting = "id" in message
            _replace(self.folder / "new" / f"{message['event_id']}.json", json.dumps(fields), is_lasting=is_lasting)
        if any("id" in message for message in messages):
            _sync(self.folder / "new")

    def _is_time(self, now_ms: int) -> bool:
        """Whether something may lie here that nobody sends."""
        if self._next_ms - _LOOK_MS <= now_ms < self._next_ms:
            return False
        self._next_ms = now_ms + _LOOK_MS
        return any(path.parent.name != "dead" for path in self.folder.glob("*/*-*.json"))

    def _run(self) -> None:
        if self._program is not None and self._program.poll() is None:
            return
        if self._compiled is None:
            self._compiled = compile_wrapper(alert_settings.sender_path(), self.folder)
        command = [sys.executable, "-I", "-S", str(self._compiled), "--deliver", str(self.folder)]
        self._program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _replace(path: Path, text: str, *, is_lasting: bool = True) -> None:
    """A whole new file; ``is_lasting``: on disk when this returns."""
    temporary = path.with_name(f".{path.name}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        if is_lasting:
            os.fsync(descriptor)
    temporary.rename(path)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
