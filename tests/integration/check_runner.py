"""Runs checks one after the other, each in a process of its own that is forked from one which has imported them.

A line of JSON in: ``{"arguments": […], "environment": {…}}``; a line out: ``[exit code, stdout, stderr]``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import IO

from igor.monitoring.checks.__main__ import main


class CheckRunner:
    """Holds the process to fork from."""

    def __init__(self) -> None:
        command = [sys.executable, __file__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, name: str, *options: str, **environment: str) -> tuple[int, str]:
        """Exit code and output; nothing may stand on the standard error."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write(json.dumps({"arguments": [name, *options], "environment": environment}) + "\n")
        asked.flush()
        code, out, error = json.loads(answered.readline())
        assert error == ""
        return code, out

    def close(self) -> None:
        with self._process:
            if self._process.stdin is not None:
                self._process.stdin.close()


def serve() -> None:
    """Until the input ends. Checks end by ``sys.exit``, through here: the folder is removed by the parent alone."""
    folder = mkdtemp()
    for line in sys.stdin:
        asked = json.loads(line)
        paths = Path(folder, "out"), Path(folder, "err")
        pid = os.fork()
        if pid == 0:
            _become(asked, *(path.open("w") for path in paths))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(json.dumps([code, *(path.read_text() for path in paths)]), flush=True)
    rmtree(folder)


def _become(asked: dict[str, list[str]], out: IO[str], error: IO[str]) -> None:
    os.dup2(out.fileno(), 1)
    os.dup2(error.fileno(), 2)
    os.environ.update(asked["environment"])
    sys.argv = ["igor check", *asked["arguments"]]
    main()


if __name__ == "__main__":
    serve()
