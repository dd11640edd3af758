"""The script worker as its parent sees it: a child process with bounded memory and processor time for one seed run.

The two sides speak JSON lines over the child's stdin and stdout: first the request, at the end the result, and in
between questions, answered with ``{"answer": …}``: ``{"config": full_name}`` for the XML of an item that a script uses
as a template, ``{"workspace": full_name}`` for the folder of another job. The child gets no environment variables, may
not fork, and may not write files. What it runs is ``worker_process``: the parent does without the interpreter.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.session import GeneratedConfigFile, GeneratedItem, SeedRequest, SeedResult

MEMORY_BYTES = 768 * 1024 * 1024
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


def run_worker(
    request: SeedRequest, timeout_s: float, *, on_start: Callable[[subprocess.Popen[str]], None] | None = None
) -> SeedResult:
    """Evaluate ``request`` in a child process; its output goes to ``request.print_text``.

    Args:
        on_start: is given the process, so that another thread can kill it.

    Raises:
        DslScriptError: a script is broken, the worker crossed its time or memory, or was killed.
    """
    process = subprocess.Popen(
        [sys.executable, "-s", "-P", "-m", "igor.jobdsl.worker_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(_PACKAGE_ROOT), "LC_ALL": "C.UTF-8"},
        text=True,
        encoding="utf-8",
    )
    timer = threading.Timer(timeout_s, process.kill)
    timer.start()
    if on_start is not None:
        on_start(process)
    try:
        with process:
            answer = _converse(process, request, timeout_s)
    finally:
        overdue = not timer.is_alive()
        timer.cancel()
    if answer is None:
        raise DslScriptError(_death_message(process.returncode, timeout_s, overdue), request.scripts[0].name)
    return _result(answer, request)


def _converse(process: subprocess.Popen[str], request: SeedRequest, timeout_s: float) -> dict[str, Any] | None:
    """Send the request and answer the worker's questions; None when it ends without a result."""
    assert process.stdin is not None and process.stdout is not None
    try:
        send(process.stdin, _request_json(request, timeout_s))
        for line in process.stdout:
            message: dict[str, Any] = json.loads(line)
            if "config" in message:
                send(process.stdin, {"answer": request.existing_config(message["config"])})
            elif "workspace" in message:
                send(process.stdin, {"answer": request.workspace_of(message["workspace"])})
            else:
                return message
    except (BrokenPipeError, json.JSONDecodeError):
        return None
    return None


def _death_message(code: int, timeout_s: float, overdue: bool) -> str:
    if overdue:
        return f"the Job DSL script ran longer than {timeout_s:g} seconds and was stopped"
    why = "it may have used too much memory or time" if code < 0 else "the engine's log says why"
    return f"the Job DSL worker ended without a result (exit code {code}); {why}"


def _request_json(request: SeedRequest, timeout_s: float) -> dict[str, Any]:
    return {
        "scripts": [
            {"name": s.name, "source": s.source, "path": str(s.path) if s.path else None} for s in request.scripts
        ],
        "workspace": str(request.workspace),
        "classpath": [str(path) for path in request.classpath],
        "parameters": dict(request.parameters),
        "seed_job_name": request.seed_job_name,
        "lookup_strategy": request.lookup_strategy,
        "installed_plugins": None if request.installed_plugins is None else dict(request.installed_plugins),
        "fail_on_missing_plugin": request.fail_on_missing_plugin,
        "symbols": request.symbols,
        "cpu_s": int(timeout_s) + 1,
        "memory_bytes": MEMORY_BYTES,
    }


def _result(answer: dict[str, Any], request: SeedRequest) -> SeedResult:
    request.print_text(answer["log"])
    if "error" in answer:
        raise DslScriptError(**answer["error"])
    answer.pop("log")
    items = [GeneratedItem(**item) for item in answer["items"]]
    config_files = [GeneratedConfigFile(**made) for made in answer["config_files"]]
    return SeedResult(**answer | {"items": items, "config_files": config_files})


def send(stream: IO[str], message: dict[str, Any]) -> None:
    stream.write(json.dumps(message) + "\n")
    stream.flush()
