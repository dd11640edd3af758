"""The script worker: a child process with bounded memory and processor time that evaluates one seed run.

The two sides speak JSON lines over the child's stdin and stdout: first the request, at the end the result, and in
between a question ``{"config": full_name}`` per template that the script uses, answered with ``{"xml": …}``. The child
gets no environment variables, may not fork, and may not write files.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any

from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.session import GeneratedItem, Script, SeedRequest, SeedResult

MEMORY_BYTES = 768 * 1024 * 1024
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


def run_worker(request: SeedRequest, timeout_s: float) -> SeedResult:
    """Evaluate ``request`` in a child process; its output goes to ``request.print_text``.

    Raises:
        DslScriptError: a script is broken, or the worker crossed its time or memory.
    """
    process = subprocess.Popen(
        [sys.executable, "-s", "-P", "-m", "igor.jobdsl.worker"],
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
        _send(process.stdin, _request_json(request, timeout_s))
        for line in process.stdout:
            message: dict[str, Any] = json.loads(line)
            if "config" not in message:
                return message
            _send(process.stdin, {"xml": request.existing_config(message["config"])})
    except (BrokenPipeError, json.JSONDecodeError):
        return None
    return None


def _death_message(code: int, timeout_s: float, overdue: bool) -> str:
    if overdue:
        return f"the Job DSL script ran longer than {timeout_s:g} seconds and was stopped"
    return f"the Job DSL worker ended without a result (exit code {code}); it may have used too much memory or time"


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
        "cpu_s": int(timeout_s) + 1,
        "memory_bytes": MEMORY_BYTES,
    }


def _result(answer: dict[str, Any], request: SeedRequest) -> SeedResult:
    request.print_text(answer["log"])
    if "error" in answer:
        raise DslScriptError(**answer["error"])
    answer.pop("log")
    return SeedResult(**answer | {"items": [GeneratedItem(**item) for item in answer["items"]]})


def _send(stream: IO[str], message: dict[str, Any]) -> None:
    stream.write(json.dumps(message) + "\n")
    stream.flush()


def request_from_json(data: dict[str, Any], ask: Callable[[str], str | None]) -> SeedRequest:
    """The request that ``_request_json`` wrote; ``ask`` fetches the XML of an existing item."""
    return SeedRequest(
        scripts=tuple(Script(s["name"], s["source"], Path(s["path"]) if s["path"] else None) for s in data["scripts"]),
        workspace=Path(data["workspace"]),
        classpath=tuple(Path(path) for path in data["classpath"]),
        parameters=data["parameters"],
        seed_job_name=data["seed_job_name"],
        lookup_strategy=data["lookup_strategy"],
        existing_config=ask,
    )


def _limit(memory_bytes: int, cpu_s: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: SeedRequest) -> dict[str, Any]:
    """The result, or the error, with what the scripts printed."""
    log: list[str] = []
    try:
        result = evaluate(replace(request, print_text=log.append))
    except DslScriptError as error:
        return {"error": _error_json(error), "log": "".join(log)}
    except MemoryError:
        text = f"the Job DSL script used more than {MEMORY_BYTES // 1024 // 1024} MiB of memory"
        return {"error": {"message": text}, "log": "".join(log)}
    return asdict(result) | {"log": "".join(log)}


def _error_json(error: DslScriptError) -> dict[str, Any]:
    return {
        "message": error.message,
        "file_name": error.file_name,
        "line": error.line,
        "column": error.column,
        "source_line": error.source_line,
        "stack": error.stack,
    }


def main() -> None:
    """Serve one request from stdin."""
    data = json.loads(sys.stdin.readline())
    _limit(data["memory_bytes"], data["cpu_s"])

    def ask(full_name: str) -> str | None:
        _send(sys.stdout, {"config": full_name})
        answer: str | None = json.loads(sys.stdin.readline())["xml"]
        return answer

    _send(sys.stdout, _answer(request_from_json(data, ask)))


if __name__ == "__main__":
    main()
