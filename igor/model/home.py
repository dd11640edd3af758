"""Where everything lies below one home folder; the only place that knows these paths.

Jobs lie as in JENKINS_HOME: ``jobs/<folder>/jobs/<job>/builds/<number>/log``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: What others of Igor's keep in the same folder by default: the wrapper's state and spool, ``igor deploy -i``'s logs.
_OTHERS = frozenset({"fence", "history", "log", "private", "reports", "sinks"})


def default_home() -> Path:
    """``$IGOR_HOME``, else ``igor`` below the XDG state folder."""
    if chosen := os.environ.get("IGOR_HOME"):
        return Path(chosen)
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "igor"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one controller."""

    root: Path

    def contents(self) -> list[Path]:
        """What lies in it, but for what is not a controller's."""
        return [path for path in self.root.iterdir() if path.name not in _OTHERS]

    @property
    def database(self) -> Path:
        return self.root / "igor.db"

    @property
    def settings(self) -> Path:
        """What ``igor deploy`` remembers: port, release, agents."""
        return self.root / "deploy.json"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def run(self) -> Path:
        """Pid files, the engine's wake-up socket and address: nothing that must survive."""
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def releases(self) -> Path:
        """A folder for each release: ``<digest>/{seed-jobs,wrapper}``."""
        return self.root / "releases"

    def release(self, digest: str) -> Path:
        return self.releases / digest

    def release_of(self, folder: str) -> str:
        """The release in which a folder lies; empty elsewhere."""
        below = f"{self.releases}/"
        return folder[len(below) :].partition("/")[0] if folder.startswith(below) else ""

    @property
    def agents(self) -> Path:
        """Homes of the agents of the ``local`` environment, the built-in node's among them."""
        return self.root / "agents"

    @property
    def engine_socket(self) -> Path:
        """Unix datagram socket: any datagram wakes the engine."""
        return self.run / "engine.sock"

    @property
    def engine_address(self) -> Path:
        """JSON ``{"agents": "ws://127.0.0.1:PORT/agents", "pid": N, "epoch": N}``."""
        return self.run / "engine.json"

    @property
    def alerts(self) -> Path:
        """The spool of messages to on-call: what each sink has still to be sent."""
        return self.root / "alerts"

    @property
    def plugin_list(self) -> Path:
        """``plugins.txt``: what counts as installed beside Igor's own suite; need not exist."""
        return self.root / "plugins.txt"

    @property
    def symbols(self) -> Path:
        """``symbols.txt``: a site's own symbols of Job DSL; need not exist."""
        return self.root / "symbols.txt"

    @property
    def user_content(self) -> Path:
        """Files that are served below ``/userContent/``."""
        return self.root / "userContent"

    @property
    def jobs(self) -> Path:
        """Everything that jobs and builds have in files."""
        return self.root / "jobs"

    def job_folder(self, full_name: str) -> Path:
        return Path(self._job_path(full_name))

    def build_folder(self, full_name: str, number: int) -> Path:
        return Path(f"{self._job_path(full_name)}/builds/{number}")

    def build_log(self, full_name: str, number: int) -> Path:
        return _path(f"{self._job_path(full_name)}/builds/{number}/log")

    def _job_path(self, full_name: str) -> str:
        return f"{self.root}/jobs/{full_name.replace('/', '/jobs/')}"

    def artifacts(self, full_name: str, number: int) -> Path:
        """Where a build's artifacts lie, as in JENKINS_HOME."""
        return self.build_folder(full_name, number) / "archive"

    def test_report(self, full_name: str, number: int) -> Path:
        """A build's test results as JSON (``igor.controller.test_results``)."""
        return self.build_folder(full_name, number) / "testReport.json"

    def delivery(self, full_name: str, number: int, run_id: str) -> Path:
        """What a run delivers, until it is committed."""
        return self.build_folder(full_name, number) / ".delivery" / run_id


@lru_cache(1024)
def _path(text: str) -> Path:
    """For paths that are asked for several times in a row: making one takes longer than most of what it is for."""
    return Path(text)
