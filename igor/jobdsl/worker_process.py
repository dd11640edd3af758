"""The script worker's own side: limits itself, evaluates one request from stdin, answers on stdout (see ``worker``)."""

from __future__ import annotations

import ctypes
import gc
import json
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.session import INLINE, Script, SeedRequest
from igor.jobdsl.worker import MEMORY_BYTES, send


def request_from_json(data: dict[str, Any], ask: Callable[[str, str], str | None]) -> SeedRequest:
    """The request that ``_request_json`` wrote; ``ask`` puts a question about an item: (``config``, full name)."""
    return SeedRequest(
        scripts=tuple(Script(s["name"], s["source"], Path(s["path"]) if s["path"] else None) for s in data["scripts"]),
        workspace=Path(data["workspace"]),
        classpath=tuple(Path(path) for path in data["classpath"]),
        parameters=data["parameters"],
        seed_job_name=data["seed_job_name"],
        lookup_strategy=data["lookup_strategy"],
        installed_plugins=data["installed_plugins"],
        fail_on_missing_plugin=data["fail_on_missing_plugin"],
        symbols=data["symbols"],
        existing_config=lambda full_name: ask("config", full_name),
        workspace_of=lambda full_name: ask("workspace", full_name),
    )


_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """An engine that was killed wants no result any more."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _limit(memory_bytes: int, cpu_s: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: SeedRequest) -> dict[str, Any]:
    """The result, or the error, with what the scripts printed."""
    log: list[str] = []

    def announce(script: Script) -> None:
        told = "provided DSL script" if script.name == INLINE else f"DSL script {script.name}"
        log.append(f"Processing {told}\n")

    try:
        result = evaluate(replace(request, print_text=log.append, on_script=announce))
    except DslScriptError as error:
        return {"error": _error_json(error), "log": "".join(log)}
    except MemoryError:
        text = f"the Job DSL script used more than {MEMORY_BYTES // 1024 // 1024} MiB of memory"
        return {"error": {"message": text}, "log": "".join(log)}
    return {**msgspec.to_builtins(result), "log": "".join(log)}


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
    gc.freeze()  # what is imported stays: no search for garbage looks through it
    _die_with_parent()
    data = json.loads(sys.stdin.readline())
    _limit(data["memory_bytes"], data["cpu_s"])

    def ask(what: str, full_name: str) -> str | None:
        send(sys.stdout, {what: full_name})
        answer: str | None = json.loads(sys.stdin.readline())["answer"]
        return answer

    send(sys.stdout, _answer(request_from_json(data, ask)))


if __name__ == "__main__":
    main()
