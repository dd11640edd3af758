"""Bad input through every surface that people use: each is refused in words that help, and changes nothing."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jenkins
import pytest
import requests
from deployed import ROOT, Igor, free_port, wait_for

pytestmark = [pytest.mark.acceptance, pytest.mark.integration, pytest.mark.slow]

SEED = """
folder('team')
job('team/app') {
    parameters {
        choiceParam('TABLE', ['orders', 'customers'])
        stringParam('DAY', 'today')
    }
    steps { shell('true') }
}
job('plain') { steps { shell('true') } }
listView('Team') { jobs { name('plain') } }
"""


@dataclass(frozen=True)
class Answer:
    """``code``: the exit code or status; ``text``: all that was said, headers included."""

    code: int
    text: str


class World:
    """A small deployed Igor whose state is quiet, and a folder for scripts."""

    def __init__(self, igor: Igor, folder: Path) -> None:
        self.igor = igor
        self.folder = folder
        self.password = (igor.home / "secrets" / "admin-password").read_text().strip()

    def cli(self, *arguments: str) -> Answer:
        done = self.igor.run(*arguments)
        return Answer(done.returncode, done.stderr)

    def without_home(self, *arguments: str, **environment: str) -> Answer:
        """``igor ARGUMENTS`` with only what is given."""
        return run([sys.executable, "-m", "igor", *arguments], env={**os.environ, **environment})

    def render(self, script: str) -> Answer:
        return self.without_home("seed", "render", self.script(script))

    def plan(self, script: str, *arguments: str) -> Answer:
        return self.cli("seed", "plan", self.script(script), *arguments)

    def script(self, text: str) -> str:
        path = self.folder / "broken.groovy"
        path.write_text(text)
        return str(path)

    def http(self, method: str, path: str, *, auth: Any = "token", xml: str | None = None) -> Answer:
        response = requests.request(
            method,
            self.igor.url + path,
            auth=("admin", self.igor.token) if auth == "token" else auth,
            data=xml,
            headers={"Content-Type": "application/xml"} if xml is not None else {},
            allow_redirects=False,
            timeout=30,
        )
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        return Answer(response.status_code, f"{headers}\n{response.text}")

    def create(self, xml: str, name: str = "new") -> Answer:
        return self.http("POST", f"createItem?name={name}", xml=xml)

    def agent(self, name: str, home: Path, token: str) -> Answer:
        file = self.folder / "join-token"
        file.write_text(token)
        arguments = ["--url", self.igor.url, "--name", name, "--join-token-file", str(file), "--home", str(home)]
        return self.without_home("agent", *arguments)

    def create_by_python_jenkins(self, name: str) -> Answer:
        with pytest.raises(jenkins.JenkinsException) as caught:
            jenkins.Jenkins(self.igor.url, "admin", self.igor.token).create_job(name, PLAIN)
        return Answer(0, str(caught.value))

    def is_whole(self) -> bool:
        """Whether every node is connected: one that came later would change what is compared."""
        return all(dict(row)["connected"] for row in self.fingerprint()["node"])

    def fingerprint(self) -> dict[str, list[Any]]:
        """Everything that the controller knows, but for heartbeats; and the files of its jobs."""
        with contextlib.closing(sqlite3.connect(f"file:{self.igor.home / 'igor.db'}?mode=ro", uri=True)) as store:
            store.row_factory = sqlite3.Row
            state = {table: rows(store, table) for table in TABLES}
        state["files"] = sorted(str(path) for path in (self.igor.home / "jobs").rglob("*"))
        state["deploy.json"] = [(self.igor.home / "deploy.json").read_text()]
        return state


TABLES = ["item", "view", "queue_item", "slot", "build", "step_run", "node", "user", "generated", "event"]
HEARTBEATS = {"last_seen_ms", "facts", "checked_ms"}


def rows(store: sqlite3.Connection, table: str) -> list[Any]:
    found = (dict(row) for row in store.execute(f"SELECT * FROM {table}"))
    return sorted(
        (sorted((key, value) for key, value in row.items() if key not in HEARTBEATS) for row in found), key=repr
    )


def run(command: list[str], **options: Any) -> Answer:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT, **options)
    return Answer(done.returncode, done.stderr + done.stdout)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("bad")
    scripts = folder / "jobs" / "jobs" / "team.groovy"
    scripts.parent.mkdir(parents=True)
    scripts.write_text(SEED)
    (folder / "jobs" / "lib").mkdir()
    igor = Igor(folder / "home", free_port())
    try:
        igor.deploy("--jobs", str(folder / "jobs"))
        made = World(igor, folder)
        wait_for(made.is_whole, what="every node to be connected")
        yield made
    finally:
        igor.run("down", "--purge")


def timer(spec: str) -> str:
    trigger = f"<hudson.triggers.TimerTrigger><spec>{spec}</spec></hudson.triggers.TimerTrigger>"
    return f"<project>\n<triggers>\n{trigger}\n</triggers>\n</project>"


def policy(timeout: str) -> str:
    wrapper = f"<igor.wrapper.WrapperPolicy><timeout>{timeout}</timeout></igor.wrapper.WrapperPolicy>"
    return f"<project>\n<properties>\n{wrapper}\n</properties>\n</project>"


BOMB = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><project><description>&b;</description></project>'
)
PLAIN = "<project><builders/></project>"
SLEEPER = (
    "<project><builders><hudson.tasks.Shell><command>sleep 300</command></hudson.tasks.Shell></builders></project>"
)
BROKEN_STEPS = "job('a') {\n    stepz {\n        shell('true')\n    }\n}\n"

#: id → what is done, the exit code or status, and what must be said (regular expressions).
CASES: dict[str, tuple[Callable[[World], Answer], int, list[str]]] = {
    # Scripts
    "broken Groovy syntax": (
        lambda w: w.render("job('a') {\n    steps {\n        shell('true'\n    }\n}\n"),
        1,
        [r"broken\.groovy: 4: unexpected token: \}", r"line 4, column 5", r"\n +\}\n +\^"],
    ),
    "unknown DSL method": (
        lambda w: w.render(BROKEN_STEPS),
        1,
        [r"\(broken\.groovy, line 2\)", r"stepz\(\)", r"Possible solutions: steps\(", r"\n +stepz \{\n +\^", ":2:5"],
    ),
    "DSL method of a plugin that Igor does not know": (
        lambda w: w.render("job('a') {\n    steps {\n        kubectlApply { }\n    }\n}\n"),
        1,
        [r"\(broken\.groovy, line 3\)", r"StepContext\.kubectlApply\(\)", "as XML in a configure block", ":3:9"],
    ),
    "DSL method that takes other arguments": (
        lambda w: w.render("job('a') {\n    description(1, 2, 3)\n}\n"),
        1,
        [r"\(broken\.groovy, line 2\)", r"description\(\)", r"Possible solutions: description\(java\.lang\.String\)"],
    ),
    "endless loop": (
        lambda w: w.render("int n = 0\nwhile (true) {\n    n++\n}\n"),
        1,
        [r"line 2\)", r"used up its budget of \d+ steps", r"endless loop", r"while \(true\)"],
    ),
    "file outside the workspace": (
        lambda w: w.render("println 'x'\nprintln new File('/etc/passwd').text\n"),
        1,
        [r"\(broken\.groovy, line 2\)", r"/etc/passwd is outside the workspace"],
    ),
    "process of a script": (
        lambda w: w.render('println "id".execute().text\n'),
        1,
        [r"\(broken\.groovy, line 1\)", r"SecurityException", r"scripts may not use processes"],
    ),
    "bad name in a script": (
        lambda w: w.render("job('a?b') { }\n"),
        1,
        [r"\(broken\.groovy, line 1\)", r"'\?' is an unsafe character in the name a\?b"],
    ),
    "bad cron in a seed": (
        lambda w: w.plan("job('a') {\n    triggers { cron('61 * * * *') }\n}\n"),
        1,
        [r"broken\.groovy:1", "item “a”", "<spec>", "61 is an invalid value. Must be within 0 and 59", r"\^", "Fix:"],
    ),
    "bad label in a seed": (
        lambda w: w.plan("job('a') {\n    label('linux && (')\n}\n"),
        1,
        [r"broken\.groovy:1", "item “a”", "<assignedNode>", "a label is expected, not the end", r"\^", "Fix:"],
    ),
    "another seed's item": (
        lambda w: w.plan("job('plain') { }\n", "--seed", "rogue"),
        1,
        [r"broken\.groovy:1", "“plain” belongs to the seed job “seed”", "Fix:   let one seed generate it"],
    ),
    "item without its folder": (
        lambda w: w.plan("job('none/a') { }\n"),
        1,
        [r"broken\.groovy:1", "none", r"Fix:   declare folder\('none'\) before it"],
    ),
    # Posted XML
    "bad cron in config.xml": (
        lambda w: w.http("POST", "job/plain/config.xml", xml=timer("H 25 * * *")),
        500,
        [
            r"config\.xml: &lt;spec&gt;: cron:1:3",
            "25 is an invalid value. Must be within 0 and 23",
            "write: minute hour",
        ],
    ),
    "bad label in config.xml": (
        lambda w: w.create("<project><assignedNode>a ||</assignedNode></project>"),
        500,
        [r"config\.xml: &lt;assignedNode&gt;: label expression:1:5", "a label is expected", "double quotes"],
    ),
    "malformed XML": (
        lambda w: w.create("<project>\n<builders>\n</project>"),
        500,
        [r"X-Error: config\.xml:3:\d+: the XML is not well-formed", "builders", "send a whole config.xml"],
    ),
    "unknown root tag": (
        lambda w: w.create("<prject/>"),
        500,
        [r"X-Error: config\.xml:1:1: <prject> is not a job or folder", "the root is &lt;project&gt;"],
    ),
    "entity bomb": (
        lambda w: w.create(BOMB),
        500,
        [r"X-Error: config\.xml:1: a document type is not allowed", "remove &lt;!DOCTYPE"],
    ),
    "bad duration of the wrapper's policy": (
        lambda w: w.create(policy("soon")),
        500,
        [r"X-Error: config\.xml:3:\d+", "timeout", "soon", "write 90 .*15m or 4h"],
    ),
    "duplicate name": (
        lambda w: w.create(PLAIN, "PLAIN"),
        400,
        ["X-Error: A job already exists with the name", "choose another name"],
    ),
    "bad name": (
        lambda w: w.create(PLAIN, "a%3Fb"),
        400,
        [r"X-Error: .*\? .*is an unsafe character", "rename: a_b"],
    ),
    "duplicate name by python-jenkins": (
        lambda w: w.create_by_python_jenkins("plain"),
        0,
        [r"job\[plain\] already exists"],
    ),
    # Requests
    "wrong password": (
        lambda w: w.http("GET", "", auth=("admin", "wrong")),
        401,
        ['WWW-Authenticate: Basic realm="Jenkins"', "Invalid password/token for user: admin", "check the user name"],
    ),
    "wrong password for the API": (
        lambda w: w.http("GET", "api/json", auth=("admin", "wrong")),
        401,
        ['WWW-Authenticate: Basic realm="Jenkins"', "Invalid password/token for user: admin"],
    ),
    "missing crumb": (
        lambda w: w.http("POST", "job/plain/build", auth=("admin", w.password)),
        403,
        ["No valid crumb was included in the request", "API token", "/crumbIssuer/api/json"],
    ),
    "anonymous": (
        lambda w: w.http("GET", "job/plain/", auth=None),
        403,
        ["X-Required-Permission: hudson.model.Hudson.Read", r"/login\?from=%2Fjob%2Fplain%2F", "Log in"],
    ),
    "GET where only POST may": (
        lambda w: w.http("GET", "job/plain/doDelete"),
        405,
        ["Allow: POST", "This URL requires POST", "<form"],
    ),
    "malformed tree": (
        lambda w: w.http("GET", "api/json?tree=jobs[name"),
        500,
        ["Malformed tree expression", r"jobs\[name"],
    ),
    "depth that is no number": (
        lambda w: w.http("GET", "api/json?depth=deep"),
        500,
        ["depth must be a whole number, not", "deep"],
    ),
    "unknown job of the API": (
        lambda w: w.http("POST", "job/nosuch/build"),
        404,
        ["No such job: nosuch", "igor jobs"],
    ),
    "choice that is not in the list": (
        lambda w: w.http("POST", "job/team/job/app/buildWithParameters?TABLE=nope"),
        500,
        ["Illegal choice for parameter TABLE: nope", "one of: orders, customers"],
    ),
    # Command line
    "choice that is not in the list, by igor": (
        lambda w: w.cli("build", "team/app", "-p", "TABLE=nope"),
        1,
        ["Illegal choice for parameter TABLE: nope", "Fix:   one of: orders, customers"],
    ),
    "unknown parameter": (
        lambda w: w.cli("build", "team/app", "-p", "TBALE=orders"),
        1,
        ["team/app has no parameter “TBALE”", "Fix:   it has: TABLE, DAY"],
    ),
    "parameter without a value": (
        lambda w: w.cli("build", "team/app", "-p", "TABLE"),
        64,
        ["the parameter “TABLE” has no value", "Fix:   write -p TABLE=VALUE"],
    ),
    "unknown job": (lambda w: w.cli("build", "nosuch"), 5, ["No such job: nosuch", "Fix: .*igor jobs"]),
    "folder instead of a job": (lambda w: w.cli("build", "team"), 1, ["team is a folder", "Fix: .*igor jobs"]),
    "build with a number": (
        lambda w: w.cli("build", "plain#7"),
        64,
        ["“plain#7” names a build", "Fix:   igor build plain"],
    ),
    "log of a folder": (lambda w: w.cli("logs", "team"), 5, ["there is no job/team/lastBuild"]),
    "stop of a build that was": (lambda w: w.cli("stop", "plain#7"), 5, ["plain has no build #7"]),
    "unknown item of the queue": (lambda w: w.cli("queue", "cancel", "99999"), 5, ["there is no queue item 99999"]),
    "backup to no folder": (
        lambda w: w.cli("backup", str(w.folder / "none" / "b.tar")),
        5,
        ["there is no folder .*none", "Fix:   mkdir -p"],
    ),
    "unknown build": (lambda w: w.cli("logs", "plain#7"), 5, ["plain has no build #7"]),
    "reference that names nothing": (
        lambda w: w.cli("logs", "plain#seven"),
        64,
        ["“plain#seven” names no build", "Fix:   write JOB, JOB#12"],
    ),
    "unknown command": (lambda w: w.without_home("biuld"), 64, ["no such command “biuld”", "igor build"]),
    "unknown flag": (lambda w: w.cli("status", "--jsno"), 64, ["--jsno", "--json", "igor status --help"]),
    "wrong token": (
        lambda w: w.without_home("status", IGOR_URL=w.igor.url, IGOR_TOKEN="wrong"),
        7,
        ["refused the user name or token", "Fix: .*IGOR_TOKEN"],
    ),
    "address without a scheme": (
        lambda w: w.without_home("status", IGOR_URL="127.0.0.1:1"),
        64,
        ["IGOR_URL is “127.0.0.1:1”", "Fix: .*http://127.0.0.1:1"],
    ),
    "controller down": (
        lambda w: w.without_home("status", IGOR_URL=f"http://127.0.0.1:{free_port()}"),
        8,
        [r"nothing answers at http://127\.0\.0\.1:\d+", "Fix: .*igor deploy"],
    ),
    "nothing deployed": (
        lambda w: w.without_home("status", "--home", str(w.folder / "none")),
        8,
        ["no Igor is deployed in .*none", "Fix: .*igor deploy"],
    ),
    "home that is not Igor's": (
        lambda w: w.without_home("deploy", "--home", str(w.folder / "jobs")),
        1,
        ["jobs is not a folder of Igor's, and not empty", "Fix: .*--home"],
    ),
    "purge of a home that is not Igor's": (
        lambda w: w.without_home("down", "--purge", "--home", str(w.folder / "jobs")),
        1,
        ["jobs is not a folder of Igor's, and not empty", "Fix: .*--home"],
    ),
    "jobs that are not there": (
        lambda w: w.cli("deploy", "--jobs", "/no/such/folder"),
        64,
        ["--jobs", "/no/such/folder", "does not exist"],
    ),
    "port that is none": (lambda w: w.cli("deploy", "--port", "99999"), 64, ["--port", "99999", "65535"]),
    # Agents and the wrapper
    "wrong join token": (
        lambda w: w.agent("rogue", w.folder / "rogue", "wrong"),
        7,
        ["join token", "Fix:"],
    ),
    "second agent in one home": (
        lambda w: w.agent("agent-1", w.igor.home / "agents" / "agent-1", "wrong"),
        1,
        [r"another agent \(process \d+\) runs in .*agent-1", "Fix:   give each agent a --home of its own"],
    ),
    "bad duration on the wrapper's command line": (
        lambda w: run([sys.executable, str(ROOT / "wrapper/igor_wrap.py"), "--timeout", "soon", "--", "true"]),
        125,
        ["--timeout", "'soon' is not a duration", "30m"],
    ),
    "command that does not exist": (
        lambda w: run([sys.executable, str(ROOT / "wrapper/igor_wrap.py"), "--", "/no/such/command"]),
        127,
        ["cannot run /no/such/command", "No such file or directory"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_refused_in_words_and_changes_nothing(world: World, case: str) -> None:
    """Input that is half taken, or refused so that nobody knows what to do."""
    act, code, said = CASES[case]
    before = world.fingerprint()
    answer = act(world)
    assert answer.code == code, answer.text
    for words in said:
        assert re.search(words, answer.text, re.MULTILINE), f"{words!r} not in\n{answer.text}"
    assert "Traceback" not in answer.text
    assert world.fingerprint() == before


def test_port_in_use(world: World) -> None:
    """A deploy that moves half of what runs to a port that another has."""
    before, pids = world.fingerprint(), {p.pid for p in world.igor.processes()}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = world.cli("deploy", "--port", str(port))
    assert answer.code == 1
    assert f"port {port} is in use by process {os.getpid()}" in answer.text
    assert f"--port {port + 1}" in answer.text
    assert world.fingerprint() == before
    assert {p.pid for p in world.igor.processes()} == pids


def test_broken_seed_of_a_deploy_changes_no_job(world: World) -> None:
    """A deploy whose broken script takes away the jobs that ran until now."""
    broken = world.folder / "broken-jobs"
    (broken / "jobs").mkdir(parents=True)
    (broken / "lib").mkdir()
    (broken / "jobs" / "team.groovy").write_text(BROKEN_STEPS)
    before = {job["fullName"] for job in world.igor.json("jobs")}
    answer = world.cli("deploy", "--jobs", str(broken))
    assert answer.code == 1
    for words in ("so no job was changed", "team.groovy, line 2", "stepz", "steps(", "Fix:   correct the script"):
        assert words in answer.text
    assert {job["fullName"] for job in world.igor.json("jobs")} == before


def test_interrupted_following_leaves_the_build(world: World) -> None:
    """Ctrl-C that kills a production run somebody only wanted to look at."""
    world.create(SLEEPER, "sleeper")
    following = subprocess.Popen(
        [sys.executable, "-m", "igor", "build", "sleeper", "-f", "--home", str(world.igor.home)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    wait_for(lambda: world.igor.json("status")["running"], what="a running build")
    following.send_signal(signal.SIGINT)
    _, said = following.communicate(timeout=90)
    assert following.returncode == 130
    assert re.search("sleeper(#1)? goes on; follow it again: igor logs -f sleeper", said)
    assert world.igor.json("status")["running"]
