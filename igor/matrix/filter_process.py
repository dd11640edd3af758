"""The filter's own process: limits itself, answers one request (see ``filters``)."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from igor.groovy.errors import GroovyError
from igor.groovy.host import Budget, Options
from igor.groovy.interpreter import Interpreter

MEMORY_BYTES = 256 * 1024 * 1024
SCRIPT_NAME = "Script1.groovy"


def evaluate(filters: list[str], variables: list[dict[str, Any]]) -> dict[str, Any]:
    """The answer."""
    try:
        return {"accepted": [[_accepts(script, each) for each in variables] for script in filters]}
    except GroovyError as error:
        return {"error": str(error)}


def _accepts(script: str, variables: dict[str, Any]) -> bool:
    """Only ``true`` itself accepts."""
    options = Options(budget=Budget(memory_bytes=MEMORY_BYTES))
    return Interpreter(options).run(script, file_name=SCRIPT_NAME, binding=dict(variables)) is True


def _limit(cpu_s: int) -> None:
    bounds = {resource.RLIMIT_AS: MEMORY_BYTES, resource.RLIMIT_CPU: cpu_s, resource.RLIMIT_FSIZE: 0}
    for which, most in {**bounds, resource.RLIMIT_NPROC: 0, resource.RLIMIT_CORE: 0}.items():
        resource.setrlimit(which, (most, most))


def main() -> None:
    """Serve one request."""
    request = json.loads(sys.stdin.readline())
    _limit(request["cpu_s"])
    print(json.dumps(evaluate(request["filters"], request["variables"])))


if __name__ == "__main__":
    main()
