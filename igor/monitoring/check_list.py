"""The one list of checks, from which the files of Sensu Go, Sensu Core, Nagios and Prometheus are written."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field

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
    """One check. ``arguments``: of ``igor check NAME``; ``asks`` the controller: its address and the key are added."""

    name: str
    summary: str
    interval_s: int = 60
    arguments: tuple[str, ...] = ()
    asks: bool = True
    occurrences: int = 1
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What the list is written for. ``program``: how ``igor`` is called where checks run; what is empty is left out."""

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
    extra: tuple[CheckSpec, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise Invalid(f"{self.url!r} is no address of a controller", hint="such as http://ci.example:8080/")
        for text in (self.url, self.key_file, self.host, self.program, self.backups, self.spool):
            if any(character < " " or character in ";`" for character in text):
                raise Invalid(f"{text!r} cannot stand in the files of monitoring systems")

    def command(self, spec: CheckSpec) -> list[str]:
        """What the monitoring system runs."""
        asked = ["--url", self.url, "--key-file", self.key_file] if spec.asks else []
        limit = ["--timeout", str(self.timeout_s - 5)]
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
    found = list(_BASE)
    if site.url.startswith("https://"):
        found.append(CheckSpec("certificate", "the certificate", 3600, ("--url", site.url), asks=False))
    if site.backups:
        found.append(CheckSpec("backup", "the newest backup", 1800, ("--files", site.backups), asks=False))
    if site.spool:
        found.append(CheckSpec("spool", "events that wait", 60, ("--folder", site.spool), asks=False))
    return [*found, *site.extra]
