"""Ending and restarting the controller on request. Builds go on meanwhile: they belong to their wrappers.

``restart`` and ``exit_now`` tell the supervisor at once. ``exit_safely`` takes no new builds and waits for those that
run, as in Jenkins; the engine asks ``exit_when_idle`` at its ticks. Taking back the quiet down takes back the exit.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3

import psutil

from igor.controller import builds, settings
from igor.controller.context import Controller
from igor.model.errors import Conflict
from igor.model.home import Home

SETTING = "lifecycle"
#: The signal on which the supervisor starts its children anew.
RESTART = signal.SIGUSR1


def restart(controller: Controller) -> None:
    """Have all processes but the supervisor start anew. Raises Conflict when there is no supervisor."""
    _tell(controller.home, RESTART)


def exit_now(controller: Controller) -> None:
    """Have the controller end. Raises Conflict when there is no supervisor."""
    _tell(controller.home, signal.SIGTERM)


def exit_safely(controller: Controller) -> None:
    """Take no new builds, and end when none runs. Raises Conflict when there is no supervisor."""
    _supervisor(controller.home)

    def work(connection: sqlite3.Connection) -> None:
        settings.write(connection, "quieting_down", "true")
        settings.write(connection, SETTING, "exit")

    controller.store.write(work)


def exit_when_idle(controller: Controller) -> None:
    """End the controller if that was asked for and no build runs any more; its next start is an ordinary one."""
    if settings.get(controller, SETTING) != "exit":
        return
    is_quiet = settings.get(controller, "quieting_down") == "true"
    if is_quiet and builds.running(controller):
        return

    def work(connection: sqlite3.Connection) -> None:
        settings.write(connection, "quieting_down", "")
        settings.write(connection, SETTING, "")

    controller.store.write(work)
    if is_quiet:
        exit_now(controller)


def _tell(home: Home, number: signal.Signals) -> None:
    os.kill(_supervisor(home), number)


def _supervisor(home: Home) -> int:
    """The supervisor's pid, if the process of its record is still the same."""
    with contextlib.suppress(OSError, ValueError, psutil.Error):
        record = json.loads((home.run / "controller.json").read_text())
        if psutil.Process(record["pid"]).create_time() == record["started"]:
            return int(record["pid"])
    raise Conflict("This controller cannot restart itself", hint="no supervisor runs it: start it with igor controller")
