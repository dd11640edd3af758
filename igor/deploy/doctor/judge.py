"""What the facts of the control machine and of its controller mean. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from igor.deploy.doctor.finding import (
    Facts,
    Finding,
    Judge,
    age,
    numbers,
    ok,
    problem,
    size,
    warning,
)

LEAST_PYTHON = (3, 11)
#: Tables that are STRICT.
LEAST_SQLITE = (3, 37)
LEAST_ANSIBLE = (2, 19)
MAX_SKEW_MS = 2_000
LEAST_FREE_BYTES = 256 * 2**20
_LITTLE_FREE = 0.05
_OLD_BACKUP_S = 2 * 86_400
_OLD_SPOOL_S = 15 * 60
_SOON_DAYS = 21
#: What cannot be done without a program, and how it is had.
_PROGRAM_USES = {
    "git": ("jobs cannot check out sources here", "install git"),
    "ssh": ("igor deploy -i reaches no host", "install openssh-client"),
}


def machine(facts: Facts) -> list[Finding]:
    """Of ``doctor.machine.look``."""
    return [finding for judge in _MACHINE for finding in judge(facts)]


def controller(facts: Facts) -> list[Finding]:
    """Of ``doctor.controller.look``; nothing where no controller is known."""
    if not facts:
        return []
    if facts["error"]:
        return [problem("controller", f"{facts['url']}: {facts['error']}", facts["fix"]), *_certificate(facts)]
    return [finding for judge in _CONTROLLER for finding in judge(facts)]


def igor_yml(path: str, problems: Iterable[tuple[str, str, str]]) -> list[Finding]:
    """Of ``(severity, text, hint)`` of a site's file."""
    found = [
        (problem if severity == "error" else warning)("igor.yml", text, hint or "see docs/igor-yml.md")
        for severity, text, hint in problems
    ]
    return found or [ok("igor.yml", path)]


def _python(facts: Facts) -> Iterator[Finding]:
    if numbers(facts["python"]) < LEAST_PYTHON:
        yield problem("python", f"python {facts['python']} is too old", "run igor with Python 3.11 or newer")
    else:
        yield ok("python", f"python {facts['python']}")


def _sqlite(facts: Facts) -> Iterator[Finding]:
    if numbers(facts["sqlite"]) < LEAST_SQLITE:
        yield problem("sqlite", f"SQLite {facts['sqlite']} is too old", "use a Python with SQLite 3.37 or newer")
    else:
        yield ok("sqlite", f"sqlite {facts['sqlite']}")


def _programs(facts: Facts) -> Iterator[Finding]:
    for name, version in facts["programs"].items():
        without, fix = _PROGRAM_USES[name]
        yield warning(name, f"no {name}: {without}", fix) if version is None else ok(name, f"{name} {version}".strip())


def _ansible(facts: Facts) -> Iterator[Finding]:
    version, wanted = facts["ansible"], ".".join(map(str, LEAST_ANSIBLE))
    fix = f"pip install 'ansible-core>={wanted}' beside igor"
    if version is None:
        yield warning("ansible", "no ansible-core: igor deploy -i cannot work", fix)
    elif numbers(version) < LEAST_ANSIBLE:
        yield problem("ansible", f"ansible-core {version} found, {wanted} or newer is needed", fix)
    else:
        yield ok("ansible", f"ansible-core {version}")


def _home(facts: Facts) -> Iterator[Finding]:
    home = facts["home"]
    if not home["is_writable"]:
        yield problem("home", f"{home['path']} cannot be written by this user", "check who owns it, or give --home")
    elif home["exists"] and not home["is_mine"]:
        yield warning("home", f"{home['path']} belongs to another user", "run igor as the user that owns it")
    for path, mode in home["open_paths"].items():
        yield problem("home", f"{path} is open to other users (mode {mode})", f"chmod go= {path}")
    if home["exists"] and not home["open_paths"]:
        yield ok("home", f"{home['path']} is its owner's alone")


def _disk(facts: Facts) -> Iterator[Finding]:
    home = facts["home"]
    free, path = home["free_bytes"], home["path"]
    fix = "make room, or let the controller keep fewer builds: igor settings retention_free_bytes"
    if free < LEAST_FREE_BYTES:
        yield problem("disk", f"{size(free)} are free at {path}: builds do not start", fix)
    elif free < home["total_bytes"] * _LITTLE_FREE:
        yield warning("disk", f"{size(free)} of {size(home['total_bytes'])} are free at {path}", fix)
    else:
        yield ok("disk", f"{size(free)} free")


def _port(facts: Facts) -> Iterator[Finding]:
    port = facts["port"]
    if port is None or port["is_ours"]:
        return
    if port["is_taken"]:
        yield problem(
            "port",
            f"port {port['number']} is taken by another program than this home's controller",
            f"stop that one, or choose another: igor deploy --port {port['number'] + 1}",
        )


def _clock(facts: Facts) -> Iterator[Finding]:
    if facts["clock_synchronized"] is False:
        yield warning(
            "clock", "the clock is not synchronized: jobs start at the wrong time", "start chrony or systemd-timesyncd"
        )
    elif facts["clock_synchronized"]:
        yield ok("clock", "clock synchronized")


def _processes(facts: Facts) -> Iterator[Finding]:
    found = facts["processes"]
    if found["dead"]:
        yield warning("processes", f"started by igor deploy and gone: {', '.join(found['dead'])}", "igor deploy")
    for pid in found["strays"]:
        yield warning(
            "processes", f"process {pid} is an agent of this home that igor deploy does not know", f"kill {pid}"
        )


def _spool(facts: Facts) -> Iterator[Finding]:
    spool = facts["spool"]
    if spool["oldest_s"] > _OLD_SPOOL_S:
        yield warning(
            "alerts",
            f"{spool['count']} messages to on-call wait, the oldest for {age(spool['oldest_s'])}",
            "igor alert test NAME says what a sink answers",
        )


def _backup(facts: Facts) -> Iterator[Finding]:
    backup = facts["backup"]
    if not facts["home"]["exists"]:
        return
    if backup["age_s"] is None:
        yield warning(
            "backup", f"no backup in {backup['folder']}", "igor backup FILE, every night; --backups names the folder"
        )
    elif backup["age_s"] > _OLD_BACKUP_S:
        yield warning("backup", f"the newest backup is {age(backup['age_s'])} old", "see why: igor backup FILE")
    else:
        yield ok("backup", f"backup {age(backup['age_s'])} old")


_MACHINE: tuple[Judge, ...] = (
    *(_python, _sqlite, _programs, _ansible, _home, _disk, _port, _clock),
    *(_processes, _spool, _backup),
)


# --- the controller


def _reached(facts: Facts) -> Iterator[Finding]:
    if facts["version"] and facts["version"] != facts["here"]:
        yield warning(
            "controller", f"{facts['url']} runs {facts['version']}, this igor is {facts['here']}", "igor deploy"
        )
    else:
        yield ok("controller", f"{facts['url']} answers")
    for failure in facts["failures"]:
        yield problem("controller", f"{facts['url']} is not well: {failure}", "its logs/ folder says why")


def _root_url(facts: Facts) -> Iterator[Finding]:
    root = facts["root_url"]
    if not root:
        yield warning("root url", "the controller does not know its address", "igor settings root_url https://…/")
        return
    for name, url in (("JENKINS_URL", facts["jenkins_url"]), ("IGOR_URL", facts["url"])):
        if url and not _is_same_place(url, root):
            yield warning(
                "root url",
                f"{name} is {url}, but the controller calls itself {root}",
                _fix_of_mismatch(name, url, root),
            )


def _fix_of_mismatch(name: str, url: str, root: str) -> str:
    return f"set {name}={root.rstrip('/')}, or igor settings root_url {url.rstrip('/')}/"


def _is_same_place(url: str, other: str) -> bool:
    """Loopback names are one place."""
    return _place(url) == _place(other)


def _place(url: str) -> tuple[str, int, str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return ("loopback" if host in ("localhost", "127.0.0.1", "::1") else host, port, parts.path.rstrip("/"))


def _clock_there(facts: Facts) -> Iterator[Finding]:
    skew_ms = abs(facts["skew_ms"])
    if skew_ms > MAX_SKEW_MS:
        yield warning(
            "clock", f"the controller's clock is {skew_ms / 1000:.1f} s off from this machine's", "check chrony on both"
        )


def _agents(facts: Facts) -> Iterator[Finding]:
    for node in facts["nodes"]:
        if not node["online"] and not node["temporarily_offline"]:
            yield warning(
                "agents", f"{node['name']} is not connected", f"look at its service and log on {node['name']}"
            )
        elif node["drift"]:
            yield warning(
                "agents", f"{node['name']} has {node['version']}, {node['drift']}", "igor deploy brings it up to date"
            )
    online = sum(node["online"] for node in facts["nodes"])
    if facts["nodes"]:
        yield ok("agents", f"{online} of {len(facts['nodes'])} nodes online")


def _certificate(facts: Facts) -> Iterator[Finding]:
    found = facts["certificate"]
    if not found:
        return
    if found["error"]:
        yield problem(
            "certificate", f"{facts['url']}: {found['error']}", "name its authority in SSL_CERT_FILE, or renew it"
        )
    if found["days_left"] is not None and found["days_left"] < _SOON_DAYS:
        days = found["days_left"]
        level, when = (problem, "has ended") if days < 0 else (warning, f"ends in {days} days")
        yield level("certificate", f"the certificate of {facts['url']} {when}", "renew it")


_CONTROLLER: tuple[Judge, ...] = (_reached, _root_url, _clock_there, _agents, _certificate)
