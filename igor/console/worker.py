"""``run_script``: one script of the console, in a process of its own, answered by the façade."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from igor.console.catalogue import CLASSES
from igor.console.facade import Session
from igor.console.protocol import receive, send
from igor.controller.context import Controller
from igor.controller.rows import User

#: How long a script may take.
TIMEOUT_S = 60.0
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


def run_script(controller: Controller, source: str, *, user: User | None, timeout_s: float = TIMEOUT_S) -> str:
    """What the script prints and its result, or its error, as ``scriptText`` answers it.

    Source: hudson.model.Computer#doScriptText, jenkins.model.Jenkins#_doScript.
    """
    process = subprocess.Popen(
        [sys.executable, "-s", "-P", "-m", "igor.console.worker_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(_PACKAGE_ROOT), "LC_ALL": "C.UTF-8"},
        text=True,
        encoding="utf-8",
    )
    timer = threading.Timer(timeout_s, process.kill)
    timer.start()
    try:
        with process:
            text = _converse(process, Session(controller, user, CLASSES), source, timeout_s)
    finally:
        overdue = not timer.is_alive()
        timer.cancel()
    if text is not None:
        return text
    why = f"ran longer than {timeout_s:g} seconds" if overdue else "used too much memory or time"
    return f"java.lang.InterruptedException: the script {why} and was stopped\n"


def _converse(process: subprocess.Popen[str], session: Session, source: str, timeout_s: float) -> str | None:
    """The script's text; None when its process ends without one."""
    assert process.stdin is not None and process.stdout is not None
    try:
        send(process.stdin, {"script": source, "classes": list(CLASSES), "cpu_s": int(timeout_s) + 1})
        while message := receive(process.stdout):
            if "text" in message:
                return str(message["text"])
            send(process.stdin, _answer(session, message))
    except BrokenPipeError:
        return None
    return None


def _answer(session: Session, message: dict[str, Any]) -> dict[str, Any]:
    return session.answer(message)
