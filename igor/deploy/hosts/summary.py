"""Texts of plans, failures and ends, for people. Pure; without colours, which the command line adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from igor.deploy.hosts.events import Failure
from igor.deploy.hosts.plan import Change, JobChange, Plan
from igor.deploy.hosts.preflight import Problem

_MAX_JOBS = 40


def problems_text(problems: Sequence[Problem]) -> str:
    """All of them at once, each with what to do."""
    lines = [f"{len(problems)} problem{'s' if len(problems) > 1 else ''} on the hosts:"]
    for each in problems:
        lines += [f"  ✗ {each.host}: {each.what}", f"      fix: {each.hint}"]
    return "\n".join(lines)


def failure_text(failures: Sequence[Failure]) -> str:
    """Host, task and the useful lines of each; the same failure of many hosts once."""
    hosts: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for failure in failures:
        hosts.setdefault((failure.task, failure.lines, failure.is_unreachable), []).append(failure.host)
    lines = []
    for (task, told, is_unreachable), names in hosts.items():
        what = "was not reached" if is_unreachable else "failed"
        lines += [f"{', '.join(names)}: “{task}” {what}", *(f"  | {line}" for line in told)]
    return "\n".join(lines)


def hint_of(failures: Sequence[Failure]) -> str:
    """What to do about a failure that has a known reason; empty for others."""
    text = "\n".join(line for failure in failures for line in failure.lines).lower()
    return next((hint for words, hint in _HINTS if any(word in text for word in words)), "")


_HINTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no space left",), "make room on that host"),
    (("permission denied (publickey", "host key verification"), "check the ssh key and known_hosts for that host"),
    (("connection refused", "connection timed out", "no route to host"), "is the host up, and its sshd?"),
    (("missing sudo password", "a password is required"), "let ansible_user use sudo without a password"),
    (("could not get lock", "dpkg frontend lock"), "another package manager runs there: try again when it has ended"),
    (("unable to locate package", "no package matching"), "the host's package index lacks it: apt-get update there"),
    (("no matching distribution found",), "the bundle's wheels are not for that host's Python: preflight says which"),
    (("address already in use",), "another process has that port"),
)


def plan_lines(plan: Plan) -> Iterator[str]:
    """The plan as it is shown, ending with its summary."""
    yield "Hosts"
    width = max(map(len, plan.hosts), default=0)
    for host in plan.hosts:
        yield from _host_lines(plan, host, width)
    if plan.jobs:
        yield "Jobs"
        yield from _job_lines(plan.jobs)
    yield ""
    yield plan_summary(plan)


def _host_lines(plan: Plan, host: str, width: int) -> Iterator[str]:
    changes = plan.of_host(host)
    if host in plan.unreachable:
        yield f"  ! {host:<{width}}  not reached: left out"
        return
    if not changes:
        yield f"    {host:<{width}}  no changes"
        return
    restarts = [unit for at, unit in plan.restarts() if at == host]
    told = f"   restarts {', '.join(restarts)}" if restarts else ""
    is_new = plan.versions is not None and not plan.versions.get(host)
    yield f"  {'+' if is_new else '~'} {host:<{width}}  {_counted(len(changes), 'change')}{told}"
    for change in changes:
        yield from _change_lines(change)


def _change_lines(change: Change) -> Iterator[str]:
    yield f"      {change.mark} {change.subject:<44} {change.place}"
    yield from (f"          {line}" for line in change.diff)


def _job_lines(jobs: Sequence[JobChange]) -> Iterator[str]:
    width = max(len(job.full_name) for job in jobs)
    for job in jobs[:_MAX_JOBS]:
        yield f"  {job.mark} {job.full_name:<{width}}  {job.what:<28} {job.place}".rstrip()
    if len(jobs) > _MAX_JOBS:
        yield f"  … and {len(jobs) - _MAX_JOBS} more (--json has all)"


def plan_summary(plan: Plan) -> str:
    """``Plan: 2 to add, 4 to change on 3 hosts; jobs: 1 to add. 2 restarts.``"""
    if plan.is_empty:
        return "Plan: nothing to change."
    parts = []
    if plan.changes:
        hosts = len({change.host for change in plan.changes})
        parts.append(f"{_marks([each.mark for each in plan.changes])} on {_counted(hosts, 'host')}")
    if plan.jobs:
        parts.append(f"jobs: {_marks([each.mark for each in plan.jobs])}")
    restarts = plan.restarts()
    told = f" {_counted(len(restarts), 'restart')}." if restarts else ""
    return f"Plan: {'; '.join(parts)}.{told}"


_MARK_WORDS = {"+": "to add", "~": "to change", "-": "to remove", "!": "edited by hand to overwrite"}


def _marks(marks: Sequence[str]) -> str:
    return ", ".join(f"{marks.count(mark)} {word}" for mark, word in _MARK_WORDS.items() if mark in marks)


def state_left(hosts: Sequence[str], state: Mapping[str, str]) -> str:
    """``controller new, agent-1 old``: what runs where, after something went wrong."""
    return ", ".join(f"{host} {state.get(host, 'old')}" for host in hosts)


def counts(hosts: Sequence[str], changed: set[str], failed: set[str]) -> str:
    """``hosts 4 · changed 1 · unchanged 3 · failed 0``."""
    unchanged = len(set(hosts) - changed - failed)
    return f"hosts {len(hosts)} · changed {len(changed - failed)} · unchanged {unchanged} · failed {len(failed)}"


def took(duration_ms: int) -> str:
    """``34s``, ``1m 34s``."""
    minutes, seconds = divmod(duration_ms // 1000, 60)
    return f"{minutes}m {seconds:02}s" if minutes else f"{seconds}s"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
