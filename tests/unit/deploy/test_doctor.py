"""What facts mean to the doctor: a row for each thing that can be wrong, and none where all is well."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from igor.deploy.doctor import bundle, finding, hosts, judge, posture, posture_look
from igor.deploy.doctor.finding import Finding, age, exit_code, size, summary
from igor.deploy.hosts.events import Outcome, add, parse
from igor.deploy.hosts.inventory import Inventory
from igor.deploy.hosts.redaction import Redactor

WELL: dict[str, Any] = {
    "python": "3.11.7",
    "sqlite": "3.40.1",
    "programs": {"git": "2.39.5", "ssh": "9.2p1"},
    "ansible": "2.19.1",
    "home": {
        "path": "/srv/igor",
        "exists": True,
        "is_writable": True,
        "is_mine": True,
        "open_paths": {},
        "free_bytes": 50 * 2**30,
        "total_bytes": 100 * 2**30,
    },
    "port": {"number": 8080, "is_ours": True, "is_taken": True},
    "clock_synchronized": True,
    "processes": {"dead": [], "strays": []},
    "spool": {"count": 0, "oldest_s": 0},
    "backup": {"folder": "/var/backups/igor", "age_s": 3_600},
    "environment": {},
}
CONTROLLER: dict[str, Any] = {
    "url": "https://ci.example.org",
    "error": "",
    "fix": "igor deploy",
    "certificate": {"days_left": 80, "error": ""},
    "here": "1.0",
    "version": "1.0",
    "skew_ms": 400,
    "root_url": "https://ci.example.org/",
    "jenkins_url": "",
    "nodes": [{"name": "a-1", "online": True, "temporarily_offline": False, "drift": "", "version": "1.0"}],
    "failures": [],
}
HOST: dict[str, Any] = {
    "skew_ms": 0,
    "python": "3.9.2",
    "clock_synchronized": True,
    "lock_age_s": None,
    "backup_age_s": 3_600,
    "disks": {"/": {"free_bytes": 9 * 2**30, "total_bytes": 10 * 2**30, "free_files": 900, "files": 1000}},
    "units": {"igor-controller.service": {"ActiveState": "active", "NRestarts": "0", "UnitFileState": "enabled"}},
    "versions": {"current": "abc", "kept": ["abc"]},
    "sysctls": dict(hosts.SYSCTLS),
    "listening": [{"port": 8080, "address": "127.0.0.1", "unit": "igor-controller.service"}],
    "modes": {"/var/lib/igor": "0700"},
    "spool": {"count": 0, "oldest_s": 0},
}
INVENTORY = Inventory({"igor_controllers": ("c",), "igor_agents": ("a",)})


def changed(facts: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with one fact (``home.free_bytes``) as it is told."""
    copied: dict[str, Any] = copy.deepcopy(facts)
    *parents, last = path.split("/")
    place = copied
    for name in parents:
        place = place[name]
    place[last] = value
    return copied


def troubles(found: list[Finding]) -> list[Finding]:
    return [each for each in found if each.level != finding.OK]


def test_where_all_is_well_nothing_is_said() -> None:
    """Warnings that are always there are read by nobody."""
    assert troubles([*judge.machine(WELL), *judge.controller(CONTROLLER)]) == []
    assert judge.controller({}) == []


@pytest.mark.parametrize(
    ("path", "value", "level", "what"),
    [
        ("python", "3.10.2", "problem", "python 3.10.2 is too old"),
        ("sqlite", "3.34.1", "problem", "SQLite 3.34.1 is too old"),
        ("programs/git", None, "warning", "no git"),
        ("programs/ssh", None, "warning", "no ssh"),
        ("ansible", None, "warning", "no ansible-core"),
        ("ansible", "2.15.12", "problem", "ansible-core 2.15.12 found, 2.19 or newer"),
        ("home/is_writable", False, "problem", "cannot be written"),
        ("home/is_mine", False, "warning", "belongs to another user"),
        ("home/open_paths", {"/srv/igor/secrets": "0755"}, "problem", "secrets is open to other users (mode 0755)"),
        ("home/free_bytes", 2**20, "problem", "1 MiB are free at /srv/igor: builds do not start"),
        ("home/free_bytes", 4 * 2**30, "warning", "4.0 GiB of 100.0 GiB are free"),
        ("port/is_ours", False, "problem", "port 8080 is taken by another program"),
        ("clock_synchronized", False, "warning", "not synchronized"),
        ("processes/dead", ["controller"], "warning", "gone: controller"),
        ("processes/strays", [12], "warning", "process 12 is an agent of this home"),
        ("spool", {"count": 3, "oldest_s": 7_300}, "warning", "3 messages to on-call wait, the oldest for 2 hours"),
        ("backup/age_s", None, "warning", "no backup in /var/backups/igor"),
        ("backup/age_s", 3 * 86_400, "warning", "the newest backup is 3 days old"),
    ],
)
def test_what_is_wrong_with_the_machine(path: str, value: Any, level: str, what: str) -> None:
    """Each thing is told by itself, with a fix."""
    (found,) = troubles(judge.machine(changed(WELL, path, value)))
    assert (found.level, bool(found.fix)) == (level, True)
    assert what in found.what


def test_a_machine_without_a_home_needs_no_backup() -> None:
    """Somebody's laptop is no controller."""
    facts = changed(changed(WELL, "home/exists", False), "backup/age_s", None)
    assert troubles(judge.machine(changed(facts, "port", None))) == []


@pytest.mark.parametrize(
    ("path", "value", "level", "what"),
    [
        ("error", "nothing answers there", "problem", "https://ci.example.org: nothing answers there"),
        ("version", "0.9", "warning", "runs 0.9, this igor is 1.0"),
        ("failures", ["engine: not running"], "problem", "not well: engine: not running"),
        ("root_url", "", "warning", "does not know its address"),
        ("root_url", "http://localhost:8080/", "warning", "IGOR_URL is https://ci.example.org, but"),
        ("jenkins_url", "http://localhost:8080", "warning", "JENKINS_URL is http://localhost:8080, but the controller"),
        ("skew_ms", -2_400, "warning", "the controller's clock is 2.4 s off"),
        ("certificate/days_left", 5, "warning", "ends in 5 days"),
        ("certificate/days_left", -1, "problem", "has ended"),
        ("certificate/error", "its certificate is not trusted", "problem", "not trusted"),
    ],
)
def test_what_is_wrong_with_the_controller(path: str, value: Any, level: str, what: str) -> None:
    """Seen from the machine that asks."""
    (found,) = troubles(judge.controller(changed(CONTROLLER, path, value)))
    assert (found.level, bool(found.fix)) == (level, True)
    assert what in found.what


@pytest.mark.parametrize(
    ("node", "what"),
    [
        ({"online": False, "temporarily_offline": False}, "a-1 is not connected"),
        ({"online": False, "temporarily_offline": True}, ""),
        ({"drift": "the controller has 1.0", "version": "0.9"}, "a-1 has 0.9, the controller has 1.0"),
    ],
)
def test_what_is_wrong_with_nodes(node: dict[str, Any], what: str) -> None:
    """Who is offline on purpose is not."""
    facts = {**CONTROLLER, "nodes": [{**CONTROLLER["nodes"][0], **node}]}
    assert [each.what for each in troubles(judge.controller(facts))] == ([what] if what else [])


def test_loopback_is_one_place() -> None:
    """A controller that calls itself localhost is found at 127.0.0.1."""
    facts = {**CONTROLLER, "url": "http://127.0.0.1:8080", "root_url": "http://localhost:8080/", "certificate": None}
    assert troubles(judge.controller(facts)) == []


def test_problems_of_igor_yml_are_told() -> None:
    """An error stops a deploy, a notice does not."""
    found = judge.igor_yml("igor.yml", [("error", "igor.yml:3:1: no such key", "site"), ("warning", "old", "")])
    assert [each.level for each in found] == ["problem", "warning"]
    assert judge.igor_yml("igor.yml", [])[0].level == "ok"


# --- hosts


def agent_of(facts: dict[str, Any]) -> dict[str, Any]:
    unit = {"ActiveState": "active", "NRestarts": "0", "UnitFileState": "enabled"}
    return {**facts, "units": {"igor-agent.service": unit}, "backup_age_s": None, "listening": []}


@pytest.mark.parametrize(
    ("path", "value", "level", "what"),
    [
        ("skew_ms", 2_400, "warning", "its clock is off by 2.4 s (limit 2 s)"),
        ("clock_synchronized", False, "warning", "not synchronized"),
        ("python", "3.6.8", "problem", "its python3 is 3.6.8"),
        ("disks|/|free_bytes", 2**20, "problem", "1 MiB are free in /"),
        ("disks|/|free_bytes", 2**28 + 1, "warning", "of 10.0 GiB are free in /"),
        ("disks|/|free_files", 1, "warning", "no room for more files"),
        ("sysctls|tcp_retries2", 15, "warning", "noticed late: tcp_retries2=15"),
        ("listening|0|address", "0.0.0.0", "warning", "listens on 0.0.0.0:8080, past the proxy"),
        ("listening|0|address", "::", "warning", "listens on :::8080"),
        ("modes|/var/lib/igor", "0750", "problem", "/var/lib/igor is open to other users (mode 0750)"),
        ("spool", {"count": 2, "oldest_s": 1_000}, "warning", "2 events of builds wait"),
        ("lock_age_s", 7_200, "warning", "held the lock for 2 hours"),
        ("backup_age_s", None, "warning", "no backup"),
        ("backup_age_s", 10**6, "warning", "11 days old"),
        ("units|igor-controller.service|ActiveState", "failed", "problem", "igor-controller.service is failed"),
        ("units|igor-controller.service|NRestarts", "7", "warning", "was started again 7 times"),
        ("units|igor-controller.service|UnitFileState", "disabled", "warning", "does not start with the host"),
        ("units", {}, "problem", "it is in igor_controllers, but has no igor-controller.service"),
    ],
)
def test_what_is_wrong_with_a_host(path: str, value: Any, level: str, what: str) -> None:
    """Each thing is told by itself, with the host and a fix."""
    facts: dict[str, Any] = copy.deepcopy(HOST)
    *parents, last = path.split("|")
    place: Any = facts
    for name in parents:
        place = place[int(name) if name.isdigit() else name]
    place[int(last) if last.isdigit() else last] = value
    (found,) = troubles(hosts.judge({"c": facts, "a": agent_of(HOST)}, INVENTORY, {}))
    assert (found.level, found.host, bool(found.fix)) == (level, "c", True)
    assert what in found.what


def test_hosts_that_are_well_are_told_in_a_line() -> None:
    """And one that does not answer is named."""
    found = hosts.judge({"c": HOST}, INVENTORY, {"a": "ssh: no route to host"})
    assert [(each.level, each.host, each.what) for each in found] == [
        ("ok", "c", "version abc, services: igor-controller.service"),
        ("problem", "a", "not reached: ssh: no route to host"),
    ]


def test_what_is_no_part_of_the_site_is_left_alone() -> None:
    """nginx on a host that is no proxy, a folder of that name where no controller is."""
    facts = {**agent_of(HOST), "modes": {"/var/lib/igor": "0755"}}
    facts["units"]["nginx.service"] = {"ActiveState": "inactive", "UnitFileState": "disabled"}
    assert troubles(hosts.judge({"a": facts}, Inventory({"igor_agents": ("a",)}), {})) == []


def test_versions_are_compared() -> None:
    """A host that a deploy left out."""
    inventory = Inventory({"igor_agents": ("a", "b", "c")})
    facts = {name: agent_of(HOST) for name in ("a", "b", "c")}
    facts["b"] = {**facts["b"], "versions": {"current": "old", "kept": []}}
    (found,) = troubles(hosts.judge(facts, inventory, {}))
    assert (found.host, found.what) == ("b", "it has version old, others abc")


def test_a_stock_jenkins_is_a_controller_too() -> None:
    """The roles for it have other units."""
    unit = HOST["units"]["igor-controller.service"]
    facts = {**HOST, "units": {"jenkins.service": unit}, "listening": []}
    assert troubles(hosts.judge({"c": facts}, Inventory({"igor_controllers": ("c",)}), {})) == []


def test_a_clock_is_off_by_what_lies_beyond_our_two_moments() -> None:
    """How long the look took is not the clock's fault."""
    outcome = Outcome()
    report = {"kind": "doctor", "text": json.dumps({"time_ms": 5_000})}
    told = {"event": "result", "host": "c", "status": "ok", "begun_ms": 1_000, "at_ms": 2_000, "report": report}
    event = parse(json.dumps(told))
    assert event is not None
    add(outcome, event)
    assert hosts.facts_of(outcome)["c"]["skew_ms"] == 3_000


# --- words


def test_words() -> None:
    assert (size(300 * 2**20), size(1.5 * 2**30)) == ("300 MiB", "1.5 GiB")
    assert (age(3 * 86_400), age(7_300), age(61), age(1)) == ("3 days", "2 hours", "1 minute", "1 second")
    found = [finding.warning("a", "b", "c"), finding.warning("a", "b", "c"), finding.problem("a", "b", "c")]
    assert (summary(found), exit_code(found)) == ("2 warnings, 1 problem", 1)
    assert (summary([]), exit_code(found[:2])) == ("nothing is wrong", 0)


# --- security

SAFE: dict[str, Any] = {
    "login_needed": True,
    "security": True,
    "crumbs": True,
    "encrypted": True,
    "trusted": True,
    "agents": [],
    "anonymous": [],
    "everybody": ["Overall/Read"],
    "administrators": ["admin"],
    "built_in_executors": 0,
    "old_protocols": [],
    "listening": [],
    "open_paths": [],
    "default_passwords": [],
    "join_tokens": [],
    "plugins": ["git", "job-dsl"],
}


def test_the_same_posture_is_not_looser() -> None:
    assert posture.compare(SAFE, SAFE) == []
    assert troubles(posture.judge(SAFE)) == []


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        *((key, False, "was required") for key in ("login_needed", "security", "crumbs", "encrypted", "trusted")),
        ("anonymous", ["Job/Build"], "rights of who is not logged in: new: Job/Build"),
        ("everybody", ["Overall/Read", "Overall/Administer"], "new: Overall/Administer"),
        ("agents", ["user:eve"], "who may make agents: new: user:eve"),
        ("administrators", ["admin", "eve"], "administrators: new: eve"),
        ("built_in_executors", 2, "executors on the controller: was 0, is 2"),
        ("old_protocols", ["TLSv1"], "new: TLSv1"),
        ("listening", ["0.0.0.0:8080"], "open to the network: new: 0.0.0.0:8080"),
        ("open_paths", ["/srv/igor/secrets"], "new: /srv/igor/secrets"),
        ("default_passwords", ["admin"], "new: admin"),
        ("join_tokens", ["0123"], "new: 0123"),
        ("plugins", ["git", "job-dsl", "script-everything"], "plugins: new: script-everything"),
        ("crumbs", None, "was told before, cannot be told now"),
    ],
)
def test_loosening_is_named(key: str, value: Any, told: str) -> None:
    """Each part of the posture by itself; the way back is none."""
    (found,) = posture.compare(SAFE, {**SAFE, key: value})
    assert found.level == "problem"
    assert told in found.what
    if value is not None:
        assert posture.compare({**SAFE, key: value}, SAFE) == []


def test_what_was_never_told_is_not_compared() -> None:
    """A new release of the doctor looks at more."""
    assert posture.compare({}, SAFE) == []


def test_what_is_unsafe_from_the_start_is_told() -> None:
    """There is nothing to compare with at the first look."""
    found = posture.judge({**SAFE, "login_needed": False, "default_passwords": ["admin"], "security": None})
    assert [each.what for each in troubles(found)] == [
        "anybody reads without a login",
        "admin has its default password",
    ]


# --- the bundle


@pytest.mark.parametrize(
    "secret",
    [
        "hunter2!",
        "a1" * 32,
        "11" + "ab" * 16,
        "{AQAAABAAAAAwdGhpcyBpcyBhIHNlY3JldA==}",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
    ],
)
@pytest.mark.parametrize(
    "line", ["{}", "Authorization: Bearer {}", "https://ann:{}@h/x", '{{"token": "{}"}}', "GET /x?token={}&a=b"]
)
def test_no_secret_gets_into_the_bundle(secret: str, line: str) -> None:
    """Known ones are hidden wherever they stand, and what looks like one, even if nobody knows it."""
    text = bundle.clean("logs/engine.log", line.format(secret), Redactor(["hunter2!"]))
    assert secret not in text
    assert "MIIEow" not in text
    assert "****" in text


def test_values_of_secret_keys_in_yaml_are_hidden() -> None:
    """Somebody wrote a password where a reference belongs."""
    text = bundle.clean("igor.yml", "site: lab\npassword: once\n", Redactor([]))
    assert text == "site: lab\npassword: ****\n"


@pytest.mark.parametrize(
    ("said", "makers", "anonymous"),
    [
        ({"strategy": "unsecured"}, ["anybody"], ["everything"]),
        ({"strategy": "logged-in"}, ["everybody who is logged in"], []),
        (
            {"strategy": "logged-in", "anonymous_read": True},
            ["everybody who is logged in"],
            ["Overall/Read", "Job/Read", "View/Read"],
        ),
        (
            {
                "strategy": "matrix",
                "entries": {"user:a": ["Agent/Create"], "user:b": ["Job/Read"], "anonymous": ["Job/Read"]},
            },
            ["user:a"],
            ["Job/Read"],
        ),
        (
            {
                "strategy": "roles",
                "roles": {
                    "globalRoles": [
                        {"name": "a", "permissions": ["Agent/Connect"], "sids": ["user:x"]},
                        {"name": "r", "permissions": ["Overall/Read"], "sids": ["user:anonymous"]},
                    ]
                },
            },
            ["user:x"],
            ["Overall/Read"],
        ),
    ],
)
def test_grants_by_whatever_strategy(said: dict[str, Any], makers: list[str], anonymous: list[str]) -> None:
    """Rights are told alike, however they are given."""
    assert posture_look.agent_makers(said) == makers
    assert posture_look.of_sid(said, "anonymous") == anonymous
