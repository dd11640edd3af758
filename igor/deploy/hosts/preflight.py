"""What stands in the way of a deploy, found before anything is touched, all of it at once. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from igor.deploy.hosts.events import Outcome
from igor.deploy.hosts.inventory import Inventory

MAX_SKEW_MS = 2000
MIN_FREE_BYTES = {"/opt": 300 * 2**20, "/var/lib": 300 * 2**20, "/tmp": 50 * 2**20}
_OLDEST_AGENT = (3, 8)


@dataclass(frozen=True, slots=True)
class Problem:
    """``host`` cannot be deployed to: ``what``, and how to fix it."""

    host: str
    what: str
    hint: str
    is_unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """``python`` and ``machine``: what the bundle is for; ``ports``: port → units that may listen there already."""

    python: str
    machine: str
    ports: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``files/probe.py`` told of a host; ``skew_ms``: how far its clock is off, at least."""

    host: str
    told: Mapping[str, Any]
    skew_ms: int

    @property
    def version(self) -> str:
        """The program that ``/opt/igor/current`` is; empty: none yet."""
        return str(self.told.get("version", ""))


def facts_of(outcome: Outcome) -> dict[str, Facts]:
    """The facts of the hosts that answered."""
    found = {}
    for event in outcome.results:
        if report := event.data.get("report"):
            told = json.loads(report["text"])
            found[event.host] = Facts(
                event.host, told, _skew(told["time_ms"], event.data["begun_ms"], event.data["at_ms"])
            )
    return found


def _skew(there_ms: int, begun_ms: int, ended_ms: int) -> int:
    """The clock was read between two moments of ours; what it says beyond them is off."""
    return max(begun_ms - there_ms, there_ms - ended_ms, 0)


def problems(outcome: Outcome, inventory: Inventory, wanted: Wanted) -> list[Problem]:
    """Everything that is in the way, by host in the inventory's order."""
    facts = facts_of(outcome)
    return [
        problem
        for host in inventory.hosts
        for problem in (_of_host(facts[host], inventory, wanted) if host in facts else _of_silence(host, outcome))
    ]


def _of_silence(host: str, outcome: Outcome) -> Iterator[Problem]:
    for failure in outcome.hosts[host].failures if host in outcome.hosts else ():
        what = " ".join(failure.lines[:2])
        if failure.is_unreachable:
            yield Problem(host, f"not reached: {what}", f"ssh to {host} has to work; is it up?", is_unreachable=True)
        else:
            yield Problem(host, f"cannot be looked at: {what}", f"{host} needs python3, and sudo without a password")


def _of_host(facts: Facts, inventory: Inventory, wanted: Wanted) -> Iterator[Problem]:
    told = facts.told
    if facts.skew_ms > MAX_SKEW_MS:
        yield Problem(
            facts.host, f"its clock is off by {facts.skew_ms / 1000:.1f} s (limit {MAX_SKEW_MS / 1000:.0f} s)",
            "check chrony or systemd-timesyncd there: jobs would start at the wrong time",
        )  # fmt: skip
    if not told["systemd"]:
        yield Problem(facts.host, "systemd does not run it", "Igor's services need a machine that systemd boots")
    if told["user_id"] != 0:
        yield Problem(facts.host, "its tasks do not run as root", "let ansible_user become root (ansible_become)")
    yield from _of_disk(facts)
    yield from _of_python(facts, inventory, wanted)
    if facts.host in inventory.controllers:
        yield from _of_ports(facts, wanted)


def _of_disk(facts: Facts) -> Iterator[Problem]:
    for folder, least in MIN_FREE_BYTES.items():
        free = facts.told["free_bytes"].get(folder, least)
        if free < least:
            yield Problem(facts.host, f"{_mib(free)} are free in {folder}", f"make room: {_mib(least)} are needed")


def _of_python(facts: Facts, inventory: Inventory, wanted: Wanted) -> Iterator[Problem]:
    version = str(facts.told["python"])
    is_program = facts.host not in inventory.agents
    if not is_program:
        if _numbers(version) < _OLDEST_AGENT:
            yield Problem(facts.host, f"its python3 is {version}", "agents need 3.8 or newer")
        return
    if version.rpartition(".")[0] != wanted.python:
        yield Problem(
            facts.host, f"its python3 is {version}, the bundle is for {wanted.python}",
            f"make the bundle with Python {version.rpartition('.')[0]}: IGOR_PYTHON=python3… ./igorw bundle",
        )  # fmt: skip
    if facts.told["machine"] != wanted.machine:
        yield Problem(
            facts.host, f"it is {facts.told['machine']}, the bundle is for {wanted.machine}",
            f"make the bundle on a machine that is {facts.told['machine']}",
        )  # fmt: skip
    if not facts.told["has_venv"]:
        yield Problem(facts.host, "its python3 cannot make virtual environments", "install python3-venv there")


def _of_ports(facts: Facts, wanted: Wanted) -> Iterator[Problem]:
    for port, units in wanted.ports.items():
        owner = facts.told["listening"].get(str(port))
        if owner and not owner.endswith(units):
            yield Problem(
                facts.host, f"port {port} is taken by {owner}", "stop that, or choose another port in igor.yml"
            )


def most_skewed_ms(facts: Mapping[str, Facts]) -> int:
    """By how much the clocks are off at most, as far as it can be seen from here."""
    return max((each.skew_ms for each in facts.values()), default=0)


def blocking(found: Sequence[Problem], inventory: Inventory) -> list[Problem]:
    """What ends the deploy: every problem but agents and others that are not reached, who are left out."""
    return [each for each in found if not each.is_unreachable or each.host in inventory.controllers]


def _mib(size_bytes: int) -> str:
    return f"{size_bytes // 2**20} MiB"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
