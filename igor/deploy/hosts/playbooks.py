"""Ansible as a child process: it is never imported.

What a playbook is given goes by a file of mode 0600 that is removed afterwards: nothing is in the process list.
The child has a session of its own, so that Ctrl-C comes to igor alone, which stops it in order.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from igor.deploy.hosts import events
from igor.deploy.hosts.events import Event, Outcome
from igor.deploy.hosts.private import private_file
from igor.deploy.hosts.redaction import Redactor
from igor.model.errors import IgorError

_STOP_TIMEOUT_S = 10
_SETTINGS = {
    "ANSIBLE_STDOUT_CALLBACK": "igor_events",
    "ANSIBLE_DISPLAY_FAILED_STDERR": "false",
    "ANSIBLE_RETRY_FILES_ENABLED": "false",
    "ANSIBLE_NOCOLOR": "1",
    "ANSIBLE_FORCE_COLOR": "0",
}
#: A user's own settings win over these.
_DEFAULTS = {
    "ANSIBLE_PIPELINING": "true",
    "ANSIBLE_TIMEOUT": "15",
    # A connection that is kept for the next task notices within 20 s that its host is gone.
    "ANSIBLE_SSH_EXTRA_ARGS": "-o ServerAliveInterval=5 -o ServerAliveCountMax=4",
    "ANSIBLE_INTERPRETER_PYTHON": "auto_silent",
    "ANSIBLE_DEPRECATION_WARNINGS": "false",
}


@dataclass(frozen=True, slots=True)
class Ansible:
    """How playbooks are run: ``folder`` has them, ``inventories`` the hosts, ``log`` gets all that is printed.

    ``variables`` may hold secrets, all of which ``redact`` knows; ``forks``: so many hosts at a time.
    """

    folder: Path
    inventories: tuple[Path, ...]
    log: Path
    variables: Mapping[str, Any] = field(default_factory=dict)
    redact: Redactor = field(default_factory=lambda: Redactor(()))
    forks: int = 10

    def run(
        self,
        playbook: str,
        tell: Callable[[Event], None],
        *,
        limit: Sequence[str] = (),
        check: bool = False,
        extra: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Run a playbook and give its events to ``tell`` as they come.

        ``limit``: names of hosts; none: all. ``extra``: variables of this run.

        Raises:
            IgorError: Ansible is missing, or it could not run the playbook at all.
            KeyboardInterrupt: after Ansible was stopped.
        """
        check_installed()
        with private_file("variables.json", json.dumps({**self.variables, **(extra or {})})) as variables:
            command = [sys.executable, "-m", "ansible", "playbook"]
            command += [word for inventory in self.inventories for word in ("-i", str(inventory))]
            command += ["-e", f"@{variables}", *(["--check", "--diff"] if check else [])]
            command += [*(["--limit", ",".join(limit)] if limit else []), str(self.folder / playbook)]
            return self._run(command, tell)

    def _run(self, command: Sequence[str], tell: Callable[[Event], None]) -> Outcome:
        outcome, errors = Outcome(), _Tail()
        with _log(self.log) as log:
            log.write(f"\n# {time.strftime('%Y-%m-%dT%H:%M:%S%z')} {' '.join(command)}\n")
            with _child(command, self.folder, self.forks) as child:
                assert child.stdout is not None and child.stderr is not None
                reader = threading.Thread(target=self._read_errors, args=(child.stderr, log, errors), daemon=True)
                reader.start()
                for raw in child.stdout:
                    self._take(raw, log, outcome, errors, tell)
                outcome.exit_code = child.wait()
                reader.join()
        if outcome.exit_code and not outcome.failures:
            raise IgorError(
                f"Ansible could not run {Path(command[-1]).name}:\n{errors.text}", hint=f"the whole log: {self.log}"
            )
        return outcome

    def _take(self, raw: str, log: IO[str], outcome: Outcome, errors: _Tail, tell: Callable[[Event], None]) -> None:
        line = self.redact(raw)
        log.write(line)
        event = events.parse(line)
        if event is None:
            errors.add(line)
            return
        events.add(outcome, event)
        tell(event)

    def _read_errors(self, stream: IO[str], log: IO[str], errors: _Tail) -> None:
        for raw in stream:
            line = self.redact(raw)
            log.write(line)
            errors.add(line)


def check_installed() -> None:
    """Raises IgorError: there is no Ansible beside this Igor."""
    if find_spec("ansible") is None:
        raise IgorError(
            "Ansible is not installed beside this Igor",
            hint=f"{sys.executable} -m pip install 'ansible-core>=2.19'  (or igor-ci[deploy])",
        )


class _Tail:
    """The last lines of what Ansible said beside its events."""

    _LINES = 12

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, line: str) -> None:
        if line.strip() and not line.startswith(("[WARNING]", "[DEPRECATION")):
            self._lines = [*self._lines, line.rstrip()][-self._LINES :]

    @property
    def text(self) -> str:
        return "\n".join(f"  | {line}" for line in self._lines) or "  | (it said nothing)"


@contextmanager
def _log(path: Path) -> Iterator[IO[str]]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", buffering=1) as stream:
        yield stream


@contextmanager
def _child(command: Sequence[str], folder: Path, forks: int) -> Iterator[subprocess.Popen[str]]:
    settings = {
        **_SETTINGS,
        "ANSIBLE_CALLBACK_PLUGINS": str(folder / "callback_plugins"),
        "ANSIBLE_FORKS": str(forks),
        "IGOR_DEPLOY_PID": str(os.getpid()),
    }
    child = subprocess.Popen(
        command,
        env={**_DEFAULTS, **os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    with child:
        try:
            yield child
        except BaseException:
            _stop(child)
            raise


def _stop(child: subprocess.Popen[str]) -> None:
    """INT, as Ctrl-C does it, then KILL, to the whole session."""
    os.killpg(child.pid, signal.SIGINT)
    try:
        child.wait(_STOP_TIMEOUT_S)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        os.killpg(child.pid, signal.SIGKILL)
