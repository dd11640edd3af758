"""A lab's folder: what it is made of, and the files that tell others how to reach its hosts."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: All that a lab writes into its folder; other files there are not its own.
_FILES = (
    "hosts.json",
    "boot",
    "names",
    "key",
    "key.pub",
    "host_key",
    "host_key.pub",
    "known_hosts",
    "ssh_config",
    "inventory.yml",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The only place that knows these paths."""

    root: Path

    @property
    def plan(self) -> Path:
        """Name, hosts and base: written by ``up``, read by the lab's first process."""
        return self.root / "hosts.json"

    @property
    def boot(self) -> Path:
        """A pipe: names of hosts that are to boot."""
        return self.root / "boot"

    @property
    def key(self) -> Path:
        return self.root / "key"

    @property
    def host_key(self) -> Path:
        """What sshd of every host identifies itself with."""
        return self.root / "host_key"

    @property
    def known_hosts(self) -> Path:
        return self.root / "known_hosts"

    @property
    def ssh_config(self) -> Path:
        return self.root / "ssh_config"

    @property
    def names(self) -> Path:
        """/etc/hosts of those who visit the lab."""
        return self.root / "names"

    @property
    def inventory(self) -> Path:
        return self.root / "inventory.yml"

    @property
    def log(self) -> Path:
        """What the lab itself has to say."""
        return self.root / "lab.log"

    def console(self, host_name: str) -> Path:
        """What a host says while it boots."""
        return self.root / f"{host_name}.console"

    def write_plan(self, name: str, host_names: Sequence[str], base: Path) -> None:
        self.plan.write_text(json.dumps({"name": name, "hosts": list(host_names), "base": str(base)}))

    def read_plan(self) -> tuple[str, tuple[str, ...], Path]:
        """Name, hosts and base."""
        plan = json.loads(self.plan.read_text())
        return plan["name"], tuple(plan["hosts"]), Path(plan["base"])

    def host_names(self) -> tuple[str, ...]:
        return self.read_plan()[1]

    def remove(self) -> None:
        """Everything but the logs."""
        for name in _FILES:
            (self.root / name).unlink(missing_ok=True)

    def remove_logs(self) -> None:
        """The logs, and the folder if nobody else has put something there."""
        for path in (self.log, *self.root.glob("*.console")):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.root.rmdir()
