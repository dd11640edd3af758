"""The one list of checks, from which the files of Sensu Go, Sensu Core, Nagios and Prometheus are written."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace

from igor.model.errors import Invalid

#: How a controller's figures become alerts in Prometheus: metric names as ``/prometheus/`` writes them.
_UP = "default_jenkins_up"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of Prometheus: it alerts when ``expr`` has held for ``hold_s``."""

    expr: str
    hold_s: int
    severity: str
    summary: str


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """One check. ``arguments``: of ``igor check NAME``; ``asks`` the controller: its address and the key are added.

    ``occurrences``: it has to fail so often in a row to be told. ``subject``: which one of several checks of this name.
    """

    name: str
    summary: str
    interval_s: int = 60
    arguments: tuple[str, ...] = ()
    asks: bool = True
    occurrences: int = 1
    rules: tuple[Rule, ...] = ()
    subject: str = ""

    @property
    def title(self) -> str:
        """What monitoring systems call it; of ``[\\w.-]``, as Sensu wants it."""
        return re.sub(r"[^\w.-]", "_", f"igor-{self.name}-{self.subject}" if self.subject else f"igor-{self.name}")


@dataclass(frozen=True, slots=True)
class Site:
    """What the list is written for. ``program``: how ``igor`` is called where checks run; what is empty is left out.

    ``agents``: nodes that have a check each, every ``agent_interval_s``, red after ``agent_attempts``. ``attempts``:
    the same for all other checks, 0: what fits each. ``interval_length_s``: Nagios' unit of time.
    """

    url: str
    key_file: str
    host: str = "igor-controller"
    program: str = "igor"
    backups: str = ""
    spool: str = ""
    handlers: tuple[str, ...] = ("igor",)
    subscriptions: tuple[str, ...] = ("igor",)
    namespace: str = "default"
    timeout_s: int = 20
    agents: tuple[str, ...] = ()
    agent_interval_s: int = 30
    agent_attempts: int = 2
    attempts: int = 0
    interval_length_s: int = 60
    extra: tuple[CheckSpec, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise Invalid(f"{self.url!r} is no address of a controller", hint="such as http://ci.example:8080/")
        for text in (self.url, self.key_file, self.host, self.program, self.backups, self.spool, *self.agents):
            if any(character < " " or character in ";`" for character in text):
                raise Invalid(f"{text!r} cannot stand in the files of monitoring systems")

    def command(self, spec: CheckSpec) -> list[str]:
        """What the monitoring system runs."""
        asked = ["--url", self.url, "--key-file", self.key_file] if spec.asks else []
        limit = ["--timeout", str(min(self.timeout_s - 5, max(2, spec.interval_s - 1)))]
        return [*shlex.split(self.program), "check", spec.name, *asked, *limit, *spec.arguments]


_BASE = (
    CheckSpec(
        "ping",
        "the controller answers",
        interval_s=30,
        occurrences=2,
        rules=(Rule(f'absent({_UP}) or up{{job="igor"}} == 0', 120, "critical", "The controller does not answer"),),
    ),
    CheckSpec(
        "health",
        "the controller's health checks",
        rules=(Rule("jenkins_health_check_score < 1", 180, "critical", "A health check of the controller fails"),),
    ),
    CheckSpec(
        "queue",
        "what waits",
        occurrences=3,
        rules=(
            Rule("jenkins_queue_size_value > 50", 600, "warning", "More than 50 items wait"),
            Rule("jenkins_queue_stuck_value > 0", 600, "warning", "Items are stuck in the queue"),
        ),
    ),
    CheckSpec(
        "executors",
        "executors are online",
        occurrences=3,
        rules=(Rule("jenkins_executor_count_value == 0", 300, "critical", "No executor is online"),),
    ),
    CheckSpec(
        "agents",
        "agents are online",
        occurrences=3,
        rules=(Rule("jenkins_node_offline_value > 0", 600, "warning", "{{ $value }} nodes are offline"),),
    ),
    CheckSpec(
        "late",
        "scheduled runs start",
        rules=(
            Rule("igor_late_seconds > 60", 60, "warning", "A scheduled run is late by {{ $value }} s"),
            Rule("igor_late_seconds > 600", 60, "critical", "A scheduled run is late by {{ $value }} s"),
        ),
    ),
)


def checks_of(site: Site) -> list[CheckSpec]:
    """The checks that a site has something to check for."""
    found = [replace(spec, occurrences=site.attempts or spec.occurrences) for spec in _BASE]
    found += [_agent(site, name) for name in site.agents]
    if site.url.startswith("https://"):
        found.append(CheckSpec("certificate", "the certificate", 3600, ("--url", site.url), asks=False))
    if site.backups:
        found.append(CheckSpec("backup", "the newest backup", 1800, ("--files", site.backups), asks=False))
    if site.spool:
        found.append(CheckSpec("spool", "events that wait", 60, ("--folder", site.spool), asks=False))
    return [*found, *site.extra]


def _agent(site: Site, name: str) -> CheckSpec:
    quoted = name.replace("\\", r"\\").replace('"', r"\"")
    online = f'default_jenkins_nodes_online{{node="{quoted}"}}'
    rule = Rule(
        f"{online} == 0 or absent({online})",
        site.agent_interval_s * site.agent_attempts,
        "critical",
        f"The node {name} is offline",
    )
    return CheckSpec(
        "agent",
        f"the node {name} is online",
        site.agent_interval_s,
        ("--name", name),
        occurrences=site.agent_attempts,
        rules=(rule,),
        subject=name,
    )
