"""What the facts of a site's hosts mean, those that ``ansible/files/doctor.py`` told. Pure."""

from __future__ import annotations

import ipaddress
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from igor.deploy.doctor.finding import Facts, Finding, age, numbers, ok, problem, size, warning
from igor.deploy.hosts.events import Outcome
from igor.deploy.hosts.inventory import AGENTS, CONTROLLERS, Inventory

MAX_SKEW_MS = 2_000
LEAST_FREE_BYTES = 256 * 2**20
_LITTLE_FREE = 0.05
_OLDEST_PYTHON = (3, 8)
_OLD_BACKUP_S = 2 * 86_400
_OLD_SPOOL_S = 15 * 60
_OLD_LOCK_S = 3_600
_MANY_RESTARTS = 3
#: With these a dead connection is noticed within 14 s; greater values take longer.
SYSCTLS = {"tcp_keepalive_time": 5, "tcp_keepalive_intvl": 2, "tcp_keepalive_probes": 3, "tcp_retries2": 5}
_PROXIES = {"igor_proxies", CONTROLLERS}
_HOME = "/var/lib/igor"
#: A host of the group has one of these units.
_EXPECTED = {
    CONTROLLERS: ("igor-controller.service", "jenkins.service"),
    AGENTS: ("igor-agent.service", "igor-swarm.service"),
}


def facts_of(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """The facts of the hosts that answered; ``skew_ms``: how far the clock is off, at least."""
    found = {}
    for event in outcome.results:
        report = event.data.get("report")
        if report and event.status == "ok":
            told = json.loads(report["text"])
            begun_ms, ended_ms = event.data["begun_ms"], event.data["at_ms"]
            skew_ms = max(begun_ms - told["time_ms"], told["time_ms"] - ended_ms, 0)
            found[event.host] = {**told, "skew_ms": skew_ms}
    return found


def judge(facts: Mapping[str, Facts], inventory: Inventory, failures: Mapping[str, str]) -> list[Finding]:
    """Of all hosts, in the inventory's order. ``failures``: why a host could not be looked at."""
    found = []
    for host in inventory.hosts:
        if host in facts:
            groups = [group for group, members in inventory.groups.items() if host in members]
            found += [replace(finding, host=host) for finding in _host(facts[host], groups)]
        else:
            why = failures.get(host, "it did not answer")
            found.append(replace(problem("reach", f"not reached: {why}", f"ssh to {host} has to work"), host=host))
    return [*found, *_together(facts)]


def failures_of(outcome: Outcome) -> dict[str, str]:
    """Why, by host, in a few words."""
    return {failure.host: " ".join(failure.lines[:2]) for failure in outcome.failures}


def _host(facts: Facts, groups: list[str]) -> Iterator[Finding]:
    judges = (_clock, _python, _disks, _sysctls, _listening, _spool, _lock)
    findings = [finding for each in judges for finding in each(facts)]
    findings += [finding for group in groups for finding in _expected(facts, group)]
    findings += [*_modes(facts, groups), *_units(facts, groups)]
    findings += _backup(facts) if CONTROLLERS in groups else []
    yield from findings
    if not findings:
        running = ", ".join(sorted(facts["units"])) or "none"
        yield ok("host", f"version {facts['versions']['current'] or 'none'}, services: {running}")


def _clock(facts: Facts) -> Iterator[Finding]:
    if facts["skew_ms"] > MAX_SKEW_MS:
        yield warning(
            "clock",
            f"its clock is off by {facts['skew_ms'] / 1000:.1f} s (limit {MAX_SKEW_MS / 1000:.0f} s)",
            "check chrony or systemd-timesyncd there; timers may fire twice at a failover",
        )
    elif facts["clock_synchronized"] is False:
        yield warning("clock", "its clock is not synchronized", "start chrony or systemd-timesyncd there")


def _python(facts: Facts) -> Iterator[Finding]:
    if numbers(facts["python"]) < _OLDEST_PYTHON:
        yield problem("python", f"its python3 is {facts['python']}", "agents and wrappers need 3.8 or newer")


def _disks(facts: Facts) -> Iterator[Finding]:
    for folder, disk in facts["disks"].items():
        free, total = disk["free_bytes"], disk["total_bytes"]
        if free < LEAST_FREE_BYTES:
            yield problem("disk", f"{size(free)} are free in {folder}", "make room there")
        elif free < total * _LITTLE_FREE:
            yield warning("disk", f"{size(free)} of {size(total)} are free in {folder}", "make room there")
        elif disk["files"] and disk["free_files"] < disk["files"] * _LITTLE_FREE:
            yield warning("disk", f"{folder} has nearly no room for more files (inodes)", "delete old workspaces")


def _sysctls(facts: Facts) -> Iterator[Finding]:
    slow = [name for name, most in SYSCTLS.items() if (facts["sysctls"].get(name) or 0) > most]
    if slow:
        told = ", ".join(f"{name}={facts['sysctls'][name]}" for name in slow)
        yield warning("sysctls", f"a dead connection is noticed late: {told}", "igor deploy sets them (role common)")


def _listening(facts: Facts) -> Iterator[Finding]:
    for each in facts["listening"]:
        if each["unit"] in ("igor-controller.service", "jenkins.service") and not _is_loopback(each["address"]):
            yield warning(
                "ports",
                f"{each['unit']} listens on {each['address']}:{each['port']}, past the proxy and its TLS",
                "let it listen on 127.0.0.1",
            )


def _is_loopback(text: str) -> bool:
    address = ipaddress.ip_address(text)
    mapped = getattr(address, "ipv4_mapped", None)
    return address.is_loopback or bool(mapped and mapped.is_loopback)


def _modes(facts: Facts, groups: list[str]) -> Iterator[Finding]:
    """A controller's home is one on controllers only: elsewhere the folder holds nothing."""
    for path, mode in facts["modes"].items():
        if int(mode, 8) & 0o077 and (path != _HOME or CONTROLLERS in groups):
            yield problem("modes", f"{path} is open to other users (mode {mode})", f"chmod go= {path}")


def _spool(facts: Facts) -> Iterator[Finding]:
    if facts["spool"]["oldest_s"] > _OLD_SPOOL_S:
        yield warning(
            "spool",
            f"{facts['spool']['count']} events of builds wait on the agent, the oldest for "
            f"{age(facts['spool']['oldest_s'])}",
            "is the agent connected? journalctl -u igor-agent",
        )


def _lock(facts: Facts) -> Iterator[Finding]:
    if (facts["lock_age_s"] or 0) > _OLD_LOCK_S:
        yield warning(
            "lock",
            f"a deploy has held the lock for {age(facts['lock_age_s'])}",
            "is it still running? see docs/deploy.md",
        )


def _expected(facts: Facts, group: str) -> Iterator[Finding]:
    wanted = _EXPECTED.get(group, ())
    if wanted and not any(unit in facts["units"] for unit in wanted):
        yield problem("units", f"it is in {group}, but has no {wanted[0]}", "igor deploy -i INVENTORY")


def _units(facts: Facts, groups: list[str]) -> Iterator[Finding]:
    """nginx may be anybody's where it is not a proxy of the site."""
    for unit, said in facts["units"].items():
        if unit == "nginx.service" and not _PROXIES & set(groups):
            continue
        state, look = said.get("ActiveState", ""), f"journalctl -u {unit} -n 50 there says why"
        if said.get("Type") == "oneshot" and state == "inactive":
            continue
        if state != "active":
            yield problem("units", f"{unit} is {state or 'unknown'} ({said.get('Result', '')})", look)
        elif int(said.get("NRestarts") or 0) >= _MANY_RESTARTS:
            yield warning("units", f"{unit} was started again {said['NRestarts']} times", look)
        if said.get("UnitFileState") == "disabled":
            yield warning("units", f"{unit} does not start with the host", f"systemctl enable {unit}")


def _backup(facts: Facts) -> Iterator[Finding]:
    seconds = facts["backup_age_s"]
    if seconds is None:
        yield warning("backup", "no backup in /var/backups/igor", "igor backup FILE, every night")
    elif seconds > _OLD_BACKUP_S:
        yield warning("backup", f"the newest backup is {age(seconds)} old", "igor backup FILE, every night")


def _together(facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """What is seen only when hosts are compared: those of one kind have one version."""
    for kind in ("igor-controller.service", "igor-agent.service"):
        versions = {host: told["versions"]["current"] for host, told in facts.items() if kind in told["units"]}
        most = Counter(versions.values()).most_common(1)[0][0] if versions else ""
        for host, version in versions.items():
            if version != most:
                found = warning(
                    "versions", f"it has version {version or 'none'}, others {most}", "igor deploy -i INVENTORY"
                )
                yield replace(found, host=host)
