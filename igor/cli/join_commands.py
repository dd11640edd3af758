"""What is typed on a machine that is to become an agent: shell commands from a join token's facts. Pure."""

from __future__ import annotations

import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Join:
    """``token``: its value. One of ``name`` and ``group`` is empty. ``agent_sha256``: of the controller's agent.pyz."""

    url: str
    token: str
    agent_sha256: str
    name: str = ""
    group: str = ""
    labels: str = ""
    executors: int = 1

    @property
    def _base(self) -> str:
        return self.url.rstrip("/")

    def _options(self) -> list[str]:
        labels = ["--labels", self.labels] if self.labels else []
        return [*labels, *(["--executors", str(self.executors)] if self.executors != 1 else [])]

    def script(self) -> str:
        """By the controller's own script; what it fetches and runs is checked against the digest."""
        named = ["--name", self.name] if self.name else ["--group", self.group]
        options = ["--url", self._base, "--sha256", self.agent_sha256, *named, *self._options()]
        fetch = shlex.join(["curl", "-fsS", f"{self._base}/agents/join.sh"])
        return f"{fetch} | IGOR_JOIN_TOKEN={self.token} sh -s -- {shlex.join(options)}"

    def zipapp(self) -> str:
        """Without the script: nothing runs but what was checked. Of a group, the name is the machine's."""
        fetch = shlex.join(["curl", "-fsS", "-o", "agent.pyz", f"{self._base}/agent.pyz"])
        check = f"echo '{self.agent_sha256}  agent.pyz' | sha256sum -c -"
        name = shlex.quote(self.name) if self.name else f"{shlex.quote(self.group)}-$(uname -n | cut -d. -f1)"
        options = shlex.join(["--join-token-file", "join-token", *self._options()])
        start = f"exec python3 agent.pyz --url {shlex.quote(self._base)} --name {name} {options}"
        return f"(umask 077 && {fetch} && {check} && echo {self.token} > join-token && {start})"
