"""What Igor promises, one test for each: those that need an Igor as it is deployed.

I2, I4, I6 and I11 are where their worlds are (``tests/unit/test_promises.py`` says that none is missing).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import jenkins
import lxml.html
import psutil
import pytest
import requests
from deployed import Igor, free_port, wait_for
from lxml import etree

pytestmark = [pytest.mark.acceptance, pytest.mark.integration, pytest.mark.slow]

JOBS = """
job('report') {
    label('agent-1')
    quietPeriod(0)
    steps {
        shell('sh "$IGOR_RELEASE_DIR/seed-jobs/scripts/begin.sh"')
        shell('echo "goes on as the NAME release says"; sh "$IGOR_RELEASE_DIR/seed-jobs/scripts/end.sh"')
    }
}
folder('imports')
job('imports/daily') {
    triggers { cron('H 3 * * *') }
    steps { shell('true') }
}
listView('Imports') { recurse(); jobs { name('imports/daily') } }
"""
BEGIN = """
echo "begins with the {name} release"
while [ ! -e "$JENKINS_HOME/{name}-may-end" ]; do sleep 0.05; done
. "$IGOR_RELEASE_DIR/seed-jobs/scripts/middle.sh"
"""
MIDDLE = 'echo "is still the {name} release"'
END = """
echo "ends with the {name} release"
exit {exit_code}
"""
WITH_A_PERSON = """
job('delivery-build') {
    label('linux'); quietPeriod(0)
    steps { shell('echo built') }
    publishers { downstream('delivery-deploy') }
}
job('delivery-deploy') {
    label('linux'); quietPeriod(0)
    igor { approval { message 'Deploy to production?'; submitter 'rita'; timeout '1h' } }
    steps { shell('echo "deployed with the consent of $IGOR_APPROVED_BY"') }
    publishers { downstream('delivery-announce') }
}
job('delivery-announce') { label('linux'); quietPeriod(0); steps { shell('echo announced') } }
"""
STAGES = """
job('stages-fetch') {
    label('agent-1'); quietPeriod(0)
    steps { shell('#!/bin/sh\\necho "sh on $NODE_NAME"') }
    publishers { downstream('stages-sift') }
}
job('stages-sift') {
    label('linux && reports'); quietPeriod(0)
    steps { shell('#!/usr/bin/env perl\\nuse feature "say";\\nsay "perl on $ENV{NODE_NAME}";') }
    publishers { downstream('stages-tell') }
}
job('stages-tell') {
    label('linux && !reports && !agent-1'); quietPeriod(0)
    steps { shell('#!/usr/bin/env python3\\nimport os\\nprint("python on", os.environ["NODE_NAME"])') }
}
"""
HOLDS = 'echo "process $$"; while [ ! -e "$JENKINS_HOME/{name}-may-end" ]; do sleep 0.05; done'


@dataclass
class Site:
    """A deployed Igor, its jobs' folder, and a client."""

    igor: Igor
    jobs: Path

    def write_release(self, name: str, *, exit_code: int, more: str = "") -> None:
        """Jobs whose ``report`` runs three files of its release, one after the other, in two steps."""
        for file, text in (
            ("jobs/all.groovy", JOBS.replace("NAME", name) + more),
            ("scripts/begin.sh", BEGIN.format(name=name)),
            ("scripts/middle.sh", MIDDLE.format(name=name)),
            ("scripts/end.sh", END.format(name=name, exit_code=exit_code)),
            ("lib/none.groovy", ""),
        ):
            path = self.jobs / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def deploy(self) -> str:
        return self.igor.deploy("--jobs", str(self.jobs))

    @property
    def server(self) -> jenkins.Jenkins:
        return jenkins.Jenkins(self.igor.url, "admin", self.igor.token, timeout=30)

    def add_job(self, name: str, script: str, *, label: str = "linux", more: str = "", concurrent: bool = False) -> str:
        shell = f"<hudson.tasks.Shell><command>{escape(script)}</command></hudson.tasks.Shell>"
        xml = (
            f"<project>{more}<assignedNode>{label}</assignedNode><canRoam>false</canRoam><quietPeriod>0</quietPeriod>"
            f"<concurrentBuild>{str(concurrent).lower()}</concurrentBuild><builders>{shell}</builders></project>"
        )
        self.server.create_job(name, xml)
        return name

    def seed(self, name: str, script: str) -> None:
        """Make what a Job DSL script declares, by a seed job of that name."""
        step = f"<scriptText>{escape(script)}</scriptText><usingScriptText>true</usingScriptText>"
        kind = "javaposse.jobdsl.plugin.ExecuteDslScripts"
        xml = f"<project><quietPeriod>0</quietPeriod><builders><{kind}>{step}</{kind}></builders></project>"
        self.server.create_job(name, xml)
        self.server.build_job(name)
        assert self.ended(name)["result"] == "SUCCESS", self.server.get_build_console_output(name, 1)

    def add_user(self, name: str) -> tuple[str, str]:
        """An account that is no administrator's: its name and an API token."""
        form = {"username": name, "password1": "not-a-secret", "password2": "not-a-secret"}
        self.post("securityRealm/createAccountByAdmin", data=form)
        made = self.post(f"user/{name}/descriptorByName/jenkins.security.ApiTokenProperty/generateNewToken")
        return name, made.json()["data"]["tokenValue"]

    def add_held_job(self, name: str, **options: Any) -> str:
        return self.add_job(name, HOLDS.format(name=name), **options)

    def let_end(self, name: str) -> None:
        (self.igor.home / f"{name}-may-end").touch()

    def build(self, job: str, number: int = 1, parameters: dict[str, str] | None = None) -> dict[str, Any]:
        """Ask for a build and wait until it prints."""
        self.server.build_job(job, parameters)
        wait_for(lambda: self.output(job, number), what=f"{job} #{number} to print")
        return self.info(job, number)

    def output(self, job: str, number: int = 1) -> list[str]:
        """What the build's command has printed so far."""
        try:
            log = self.server.get_build_console_output(job, number)
        except jenkins.JenkinsException:
            return []
        _, _, rest = log.partition("Building remotely on ")
        return [
            line for line in rest.splitlines()[1:] if not line.startswith(("[igor]", "+ ", "Build step", "Finished"))
        ]

    def info(self, job: str, number: int = 1) -> dict[str, Any]:
        found: dict[str, Any] = self.server.get_build_info(job, number)
        return found

    def ended(self, job: str, number: int = 1) -> dict[str, Any]:
        """The build once it has ended."""

        def look() -> dict[str, Any] | None:
            try:
                build = self.info(job, number)
            except jenkins.JenkinsException:
                return None
            return build if build["result"] else None

        found: dict[str, Any] = wait_for(look, timeout_s=60, what=f"{job} #{number} to end")
        return found

    def stop_builds(self) -> None:
        for build in self.overview()["running"]:
            self.server.stop_build(build["job"], build["number"])
        wait_for(lambda: not self.overview()["running"], what="no build to run")

    def overview(self) -> dict[str, Any]:
        return self.get("igor/api/overview").json()  # type: ignore[no-any-return]

    def get(self, path: str) -> requests.Response:
        return requests.get(self.igor.url + path, auth=("admin", self.igor.token), timeout=30)

    def post(self, path: str, user: tuple[str, str] | None = None, **options: Any) -> requests.Response:
        """What must succeed, as the administrator or another user."""
        answer = requests.post(self.igor.url + path, auth=user or ("admin", self.igor.token), timeout=30, **options)
        answer.raise_for_status()
        return answer

    def item_that_asks(self, job: str) -> dict[str, Any]:
        """The job's queue item, once it waits for a person."""

        def look() -> dict[str, Any] | None:
            items = self.get("queue/api/json").json()["items"]
            return next((each for each in items if each["task"]["name"] == job and "igorApproval" in each), None)

        found: dict[str, Any] = wait_for(look, what=f"{job} to wait for a person")
        return found

    def busy_executors(self) -> int:
        return int(self.get("computer/api/json").json()["busyExecutors"])

    def step_processes(self) -> list[psutil.Process]:
        """Wrappers, and whatever runs below them."""
        return [process for process in self.igor.processes() if is_of_a_step(process)]


def is_of_a_step(process: psutil.Process) -> bool:
    try:
        return "--run-folder" in process.cmdline() or "IGOR_RUN_ID" in process.environ()
    except psutil.Error:
        return False


def release_of(build: dict[str, Any]) -> str:
    (release,) = [action["release"] for action in build["actions"] if "release" in action]
    return str(release)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("promises")
    made = Site(Igor(folder / "home", free_port()), folder / "jobs")
    try:
        made.write_release("first", exit_code=7)
        made.deploy()
        yield made
    finally:
        made.igor.run("down", "--purge")


@pytest.fixture(autouse=True)
def _leaves_nothing(site: Site) -> Iterator[None]:
    """A test that fails has no other one wait for its builds."""
    yield
    site.stop_builds()


def test_i3_a_deploy_of_jobs_restarts_nothing(site: Site) -> None:
    """A deploy that adds and changes jobs only leaves the controller's processes and the agents' connections alone."""
    agents = ("agent-1", "agent-2")

    def state() -> list[Any]:
        controller = site.igor.process("controller")
        children = sorted(child.pid for child in controller.children())
        return [controller.pid, children, [(site.igor.process(name).pid, connections(site, name)) for name in agents]]

    before = state()
    site.write_release("first", exit_code=7, more="job('added')\n")
    script = site.jobs / "jobs" / "all.groovy"
    script.write_text(script.read_text().replace("shell('true')", "shell('date')"))
    said = site.deploy()
    assert "1 added, 1 changed" in said
    assert "restart" not in said
    assert state() == before


def connections(site: Site, agent: str) -> list[Any]:
    """Both ends of each connection of an agent."""
    found = site.igor.process(agent).net_connections("tcp")
    return sorted((each.laddr, each.raddr) for each in found if each.status == psutil.CONN_ESTABLISHED)


def test_i1_a_build_ends_on_the_code_it_began_with(site: Site) -> None:
    """A deploy under a running build changes neither the files that it goes on to run nor its exit code, also when
    everything is restarted and old releases are removed."""
    held = release_of(site.build("report"))
    stale = site.igor.home / "releases" / "stale"
    newer = [stale.with_name(name) for name in ("newer-1", "newer-2", "newer-3")]
    for folder in (stale, *newer):
        folder.mkdir()
    os.utime(stale, (0, 0))
    for name in ("controller", "agent-1", "agent-2"):
        record = site.igor.home / "run" / f"{name}.process.json"
        record.write_text(json.dumps(json.loads(record.read_text()) | {"program": "older"}))
    site.write_release("second", exit_code=0)
    said = site.deploy()
    assert "restart agent-1" in said
    assert "release stale removed" in said
    assert not stale.exists()
    site.let_end("first")
    assert site.ended("report")["result"] == "FAILURE"
    assert site.output("report") == printed_by("first")
    assert failure(site, "report") == "exit code 7"
    assert f"Using release {held}\n" in site.igor.ok("logs", "report#1")
    site.let_end("second")
    after = site.build("report", 2)
    assert release_of(after) != held
    assert site.ended("report", 2)["result"] == "SUCCESS"
    assert site.output("report", 2) == printed_by("second")


def printed_by(name: str) -> list[str]:
    return [
        f"begins with the {name} release",
        f"is still the {name} release",
        f"goes on as the {name} release says",
        f"ends with the {name} release",
    ]


def failure(site: Site, job: str) -> str:
    (reason,) = [failed["reason"] for failed in site.overview()["failed"] if failed["job"] == job]
    return str(reason)


def test_i5_a_process_for_each_run_and_none_without(site: Site) -> None:
    """Without a due job an agent has no process of a job; each run is a process of its own."""
    wait_for(lambda: not site.step_processes(), what="no process of a job")
    job = site.add_held_job("process", concurrent=True)
    for number in (1, 2):
        site.build(job, number)
    commands = [int(line.split()[1]) for number in (1, 2) for line in site.output(job, number)]
    processes = {process.pid for process in site.step_processes()}
    assert len(set(commands)) == 2
    assert set(commands) <= processes
    site.let_end(job)
    assert [site.ended(job, number)["result"] for number in (1, 2)] == ["SUCCESS"] * 2
    wait_for(lambda: not site.step_processes(), what="no process of a job")


def test_i7_everything_is_listed(site: Site) -> None:
    """Running, queued, past and upcoming runs are listed by REST and on the pages."""
    timer = "<triggers><hudson.triggers.TimerTrigger><spec>0 0 1 1 *</spec></hudson.triggers.TimerTrigger></triggers>"
    past = site.add_job("past", "echo done")
    site.build(past)
    site.ended(past)
    job = site.add_held_job("listed", more=timer)
    site.build(job)
    site.server.build_job(job)
    wait_for(lambda: "is already in progress" in str(site.overview()["queue"]), what="the item to be listed")
    found = site.overview()
    assert [item["job"] for item in found["queue"]] == [job]
    assert [(build["job"], build["number"]) for build in found["running"]] == [(job, 1)]
    assert job in {run["job"] for run in site.get("igor/api/next?count=100").json()}
    assert [build["number"] for build in site.server.get_job_info(past)["builds"]] == [1]
    lists = sections(site, "")
    assert (job in lists["Running"], job in lists["Queue"], job in lists["Up next"]) == (True, True, True)
    assert "#1" in sections(site, f"job/{past}/")["Builds"]
    site.let_end(job)
    site.ended(job, 2)


def sections(site: Site, path: str) -> dict[str, str]:
    """The text of each section of a page by its heading."""
    page = lxml.html.fromstring(site.get(path).text)
    return {section.find("h2").text.strip(): section.text_content() for section in page.iter("section")}


def test_i8_one_more_agent_takes_what_waits(site: Site, tmp_path: Path) -> None:
    """With all agents busy, an agent that joins starts what waits; nobody changes anything on the controller."""
    parameter = (
        "<properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>"
        "<hudson.model.StringParameterDefinition><name>N</name></hudson.model.StringParameterDefinition>"
        "</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>"
    )
    job = site.add_held_job("backlog", more=parameter, concurrent=True)
    for number in range(1, 5):
        site.build(job, number, {"N": str(number)})
    site.server.build_job(job, {"N": "5"})
    wait_for(lambda: "Waiting for next available executor" in str(site.overview()["queue"]), what="the item to wait")
    with one_more_agent(site, tmp_path, "helper"):
        wait_for(lambda: site.output(job, 5), what="the fifth build")
        assert [site.info(job, number)["builtOn"] for number in (4, 5)] in (
            ["agent-1", "helper"],
            ["agent-2", "helper"],
        )
        site.let_end(job)
        assert {site.ended(job, number)["result"] for number in range(1, 6)} == {"SUCCESS"}


@contextmanager
def one_more_agent(site: Site, folder: Path, name: str, *, labels: str = "linux") -> Iterator[psutil.Popen]:
    """An agent with one executor that knows the controller's address and the join token, and nothing else."""
    secret = site.igor.home / "secrets" / "join-token"
    agent = psutil.Popen(
        [
            *(sys.executable, "-m", "igor", "agent", "--url", site.igor.url, "--name", name, "--executors", "1"),
            *("--labels", labels, "--home", str(folder / name), "--join-token-file", str(secret)),
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: is_online(site, name), what=f"{name} to be online")
        yield agent
    finally:
        site.stop_builds()
        agent.terminate()
        agent.wait(timeout=30)
        wait_for(lambda: not is_online(site, name), what=f"{name} to be gone")
        site.server.delete_node(name)


def is_online(site: Site, name: str) -> bool:
    return {"name": name, "offline": False} in site.server.get_nodes()


def test_i9_exit_codes_of_any_language(site: Site) -> None:
    """A script in any language is a SUCCESS when it exits with 0, else a FAILURE with its code."""
    scripts = {
        "sh": "#!/bin/sh\nexit {}",
        "python": "#!/usr/bin/env python3\nimport sys\nsys.exit({})",
        "perl": "#!/usr/bin/env perl\nexit {};",
        "awk": "#!/usr/bin/awk -f\nBEGIN {{ exit {} }}",
    }
    jobs = {site.add_job(f"{name}-{code}", scripts[name].format(code)): code for name in scripts for code in (0, 42)}
    for job in jobs:
        site.server.build_job(job)
    results = {job: site.ended(job)["result"] for job in jobs}
    assert results == {job: "FAILURE" if code else "SUCCESS" for job, code in jobs.items()}
    assert {failure(site, job) for job, code in jobs.items() if code} == {"exit code 42"}


def by_rest(site: Site, job: str, values: dict[str, str]) -> None:
    site.server.build_job(job, values)


def by_page(site: Site, job: str, values: dict[str, str]) -> None:
    """As a browser does: the form of the job's page, with what is in it."""
    with requests.Session() as session:
        session.auth = ("admin", (site.igor.home / "secrets" / "admin-password").read_text().strip())
        page = lxml.html.fromstring(session.get(f"{site.igor.url}job/{job}/", timeout=30).text, base_url=site.igor.url)
        page.make_links_absolute()
        (form,) = [each for each in page.forms if "buildWithParameters" in each.action]
        answer = session.post(form.action, data=dict(form.form_values()) | values, timeout=30)
        assert answer.status_code == 200 or answer.status_code == 201, answer.text


@pytest.mark.parametrize("ask", [by_rest, by_page])
def test_i10_on_demand_with_parameters(site: Site, ask: Callable[[Site, str, dict[str, str]], None]) -> None:
    """Who may, runs a job at once with values of his own, by REST or on its page; the build names him as its cause."""
    parameters = "".join(
        f"<hudson.model.StringParameterDefinition><name>{name}</name><defaultValue>{value}</defaultValue>"
        "</hudson.model.StringParameterDefinition>"
        for name, value in (("REGION", "eu"), ("DAY", "today"))
    )
    definition = f"<parameterDefinitions>{parameters}</parameterDefinitions>"
    kind = "hudson.model.ParametersDefinitionProperty"
    more = f"<properties><{kind}>{definition}</{kind}></properties>"
    job = site.add_job(f"on-demand-{ask.__name__}", 'echo "$REGION $DAY"', more=more)
    ask(site, job, {"REGION": "us"})
    site.ended(job)
    assert [cause["userId"] for cause in causes_of(site, job)] == ["admin"]
    assert site.output(job) == ["us today"]


def test_i12_a_person_lets_a_workflow_go_on_or_stops_it(site: Site) -> None:
    """What waits for a person goes on once approved, stops once rejected, and holds no executor meanwhile."""
    site.seed("seed-with-a-person", WITH_A_PERSON)
    rita, otto = site.add_user("rita"), site.add_user("otto")
    site.server.build_job("delivery-build")
    item = site.item_that_asks("delivery-deploy")
    assert item["why"].startswith("Waits for approval by rita until ")
    assert item["why"].endswith(": Deploy to production?")
    wait_for(lambda: not site.busy_executors() and not site.step_processes(), what="the build before to be over")
    with pytest.raises(requests.HTTPError, match="403"):
        site.post(f"{item['url']}approve", otto)
    site.post(f"{item['url']}approve", rita)
    assert [site.ended(f"delivery-{name}")["result"] for name in ("deploy", "announce")] == ["SUCCESS", "SUCCESS"]
    assert site.output("delivery-deploy")[0] == "deployed with the consent of rita"
    assert [(cause.get("upstreamProject"), cause.get("userId")) for cause in causes_of(site, "delivery-deploy")] == [
        ("delivery-build", None),
        (None, "rita"),
    ]

    site.post("job/delivery-build/build", rita)
    item = site.item_that_asks("delivery-deploy")
    wait_for(lambda: not site.busy_executors(), what="the build before to be over")
    site.igor.ok("reject", str(item["id"]), "--reason", "not on a Friday")
    left = site.get(f"{item['url']}api/json").json()
    assert (left["cancelled"], left["igorWhy"]) == (True, "Rejected by admin: not on a Friday")
    wait_for(lambda: not site.overview()["queue"], what="the queue to be empty")
    assert [site.server.get_job_info(f"delivery-{name}")["nextBuildNumber"] for name in ("deploy", "announce")] == [
        2,
        2,
    ]


def causes_of(site: Site, job: str, number: int = 1) -> list[dict[str, Any]]:
    return [cause for action in site.info(job, number)["actions"] for cause in action.get("causes", [])]


def test_i13_stages_on_fitting_agents_in_order(site: Site, tmp_path: Path) -> None:
    """Stages with labels of different agents and in different languages run where they fit, one after the other."""
    site.seed("seed-of-stages", STAGES)
    with one_more_agent(site, tmp_path, "helper-2", labels="linux reports"):
        site.server.build_job("stages-fetch")
        stages = [site.ended(f"stages-{name}") for name in ("fetch", "sift", "tell")]
    assert [stage["result"] for stage in stages] == ["SUCCESS"] * 3
    assert [stage["builtOn"] for stage in stages] == ["agent-1", "helper-2", "agent-2"]
    outputs = [site.output(f"stages-{name}")[0] for name in ("fetch", "sift", "tell")]
    assert outputs == ["sh on agent-1", "perl on helper-2", "python on agent-2"]
    for before, after in zip(stages, stages[1:], strict=False):
        assert after["timestamp"] >= before["timestamp"] + before["duration"]
    upstream = [[cause.get("upstreamProject") for cause in causes_of(site, f"stages-{n}")] for n in ("sift", "tell")]
    assert upstream == [["stages-fetch"], ["stages-sift"]]


def test_i14_jobs_equal_their_scripts(site: Site) -> None:
    """After the seed the controller has what the scripts declare; a second seed changes nothing."""
    scripts = ("seed", "render", str(site.jobs / "jobs" / "all.groovy"), "--json")
    rendered = json.loads(
        subprocess.run([sys.executable, "-m", "igor", *scripts], capture_output=True, check=True).stdout
    )
    items = {item["name"]: item["xml"] for item in rendered if item["kind"] == "item"}
    assert set(items) == {"report", "imports", "imports/daily"}
    assert {name: canonical(xml) for name, xml in items.items()} == {
        name: canonical(site.server.get_job_config(name)) for name in items
    }
    before = [site.server.get_all_jobs(), site.server.get_view_config("Imports")]
    number = site.server.get_job_info("seed")["nextBuildNumber"]
    site.server.build_job("seed")
    assert site.ended("seed", number)["result"] == "SUCCESS"
    assert "Nothing changed" in site.server.get_build_console_output("seed", number)
    assert [site.server.get_all_jobs(), site.server.get_view_config("Imports")] == before


def canonical(xml: str) -> bytes:
    return etree.tostring(etree.fromstring(xml.encode()), method="c14n")


def test_i27_an_unknown_agent_registers_itself(site: Site, tmp_path: Path) -> None:
    """An agent that the controller never heard of joins by the controller's address; every connection is its own."""
    assert not site.server.node_exists("newcomer")
    with one_more_agent(site, tmp_path, "newcomer") as agent:
        assert site.server.get_node_info("newcomer")["numExecutors"] == 1
        own = agent.net_connections("tcp")
        assert own
        assert all(each.status != psutil.CONN_LISTEN for each in own), "nobody could connect to it"
        controller = site.igor.process("controller")
        theirs = [each for process in (controller, *controller.children()) for each in process.net_connections("tcp")]
        listening = {each.laddr.port for each in theirs if each.status == psutil.CONN_LISTEN}
        assert {each.raddr.port for each in own} <= listening
