"""python-jenkins, as people's scripts use it, against a running controller with its engine and built-in node."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jenkins
import pytest
import requests

pytestmark = [pytest.mark.acceptance, pytest.mark.slow, pytest.mark.integration]

SHELL = "<project><builders><hudson.tasks.Shell><command>{}</command></hudson.tasks.Shell></builders></project>"
HELLO = SHELL.format("echo hello from $JOB_NAME $BUILD_NUMBER")
ENDLESS = SHELL.format("echo started; sleep 600")
GREET = """<project>
  <properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
    <hudson.model.StringParameterDefinition><name>WHO</name><defaultValue>you</defaultValue></hudson.model.StringParameterDefinition>
    <hudson.model.BooleanParameterDefinition><name>LOUD</name><defaultValue>false</defaultValue></hudson.model.BooleanParameterDefinition>
  </parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties>
  <builders><hudson.tasks.Shell><command>echo "hello $WHO $LOUD"</command></hudson.tasks.Shell></builders>
</project>"""
NO_QUIET = "<quietPeriod>0</quietPeriod></project>"


@dataclass
class Server:
    """A controller's address and its administrator."""

    url: str
    password: str
    token: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], Any], what: str, timeout_s: float = 30) -> Any:
    """The condition's first true value."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {timeout_s} s for {what}"
        time.sleep(0.05)
    return value


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``igor controller`` on a home of its own."""
    home = tmp_path_factory.mktemp("home") / "home"
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("IGOR_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "igor", "controller", "--home", str(home), "--port", str(port)], env=environment
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: process.poll() is not None or is_healthy(url), "the controller")
        secrets = home / "secrets"
        running = Server(url, read(secrets / "admin-password"), read(secrets / "admin-token"))
        let_built_in_node_build(running)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=30)


def is_healthy(url: str) -> bool:
    """Store and engine answer, and the built-in node is there."""
    try:
        return requests.get(f"{url}/health", timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def let_built_in_node_build(server: Server) -> None:
    """It is kept for seed jobs otherwise; here it is the only one."""
    requests.post(
        f"{server.url}/computer/(built-in)/configSubmit",
        data={"json": '{"mode": "NORMAL", "numExecutors": 2}'},
        auth=("admin", server.token),
        timeout=30,
    ).raise_for_status()


def read(path: Path) -> str:
    return path.read_text().strip()


@pytest.fixture(params=["token", "password"])
def client(request: pytest.FixtureRequest, server: Server) -> Iterator[jenkins.Jenkins]:
    """With an API token (no crumbs) and with the password (crumbs and a session)."""
    made = jenkins.Jenkins(server.url, "admin", getattr(server, request.param), timeout=30)
    yield made
    for job in made.get_jobs():
        made.delete_job(job["name"])
    made._session.close()


def finished(client: jenkins.Jenkins, queue_id: int) -> Any:
    """The build that a queue item became, once it ended."""
    item = wait_for(lambda: executable(client, queue_id), f"queue item {queue_id} to start")
    name = item["task"]["url"].split("/job/", 1)[1].strip("/").replace("/job/", "/")
    number = item["executable"]["number"]
    return wait_for(lambda: ended(client, name, number), f"{name} #{number} to end")


def started(client: jenkins.Jenkins, name: str) -> int:
    """The number of a new build, once it runs."""
    queue_id = client.build_job(name)
    item = wait_for(lambda: executable(client, queue_id), f"{name} to start")
    return int(item["executable"]["number"])


def executable(client: jenkins.Jenkins, queue_id: int) -> Any:
    item = client.get_queue_item(queue_id)
    return item if item.get("executable") else None


def ended(client: jenkins.Jenkins, name: str, number: int) -> Any:
    build = client.get_build_info(name, number)
    return None if build["building"] else build


def test_who_and_what(client: jenkins.Jenkins) -> None:
    """Version, account, root, plugins."""
    assert client.get_whoami()["id"] == "admin"
    assert client.get_version().split(".")[0] == "2"
    assert client.get_info()["mode"] == "NORMAL"
    assert client.get_plugins()["job-dsl"]["active"]
    assert client.wait_for_normal_op(30)


def test_life_of_a_job(client: jenkins.Jenkins) -> None:
    """Create, look, change, copy, disable, enable, rename, delete."""
    client.create_job("one", HELLO)
    assert client.get_job_info("one")["color"] == "notbuilt"
    assert client.get_job_config("one") == HELLO
    with pytest.raises(jenkins.JenkinsException, match="already exists"):
        client.create_job("one", HELLO)
    client.reconfig_job("one", HELLO.replace("hello", "bye"))
    assert "bye" in client.get_job_config("one")
    client.upsert_job("one", HELLO)
    client.copy_job("one", "two")
    assert client.get_job_config("two") == HELLO
    client.disable_job("two")
    assert client.get_job_info("two")["color"] == "disabled"
    with pytest.raises(requests.HTTPError, match="409"):
        client.build_job("two")
    client.enable_job("two")
    assert client.get_job_info("two")["buildable"]
    client.rename_job("two", "three")
    assert not client.job_exists("two")
    client.set_next_build_number("three", 7)
    assert client.get_job_info("three")["nextBuildNumber"] == 7
    assert client.get_job_info_regex("thr.*")[0]["name"] == "three"
    client.delete_job("three")
    assert [job["name"] for job in client.get_jobs()] == ["one"]
    assert client.jobs_count() == 1


def test_folders(client: jenkins.Jenkins) -> None:
    """Nested folders, jobs in them, all jobs by recursion."""
    client.create_folder("team")
    client.create_folder("team/sub")
    client.create_job("team/sub/a b", HELLO)
    assert client.is_folder("team")
    assert not client.is_folder("team/sub/a b")
    assert {job["fullname"] for job in client.get_all_jobs()} == {"team", "team/sub", "team/sub/a b"}
    client.copy_job("team/sub/a b", "team/sub/c")
    client.rename_job("team/sub/c", "team/sub/d")
    assert client.get_job_name("team/sub/d") == "d"
    with pytest.raises(jenkins.NotFoundException):
        client.get_job_config("team/nothing")
    client.delete_job("team")
    assert client.get_all_jobs() == []


def test_a_build(client: jenkins.Jenkins) -> None:
    """Queue item, build, console, permalinks; then the build is deleted."""
    client.create_job("app", HELLO.replace("</project>", NO_QUIET))
    build = finished(client, client.build_job("app"))
    assert (build["result"], build["number"], build["id"]) == ("SUCCESS", 1, "1")
    assert build["actions"][0]["causes"][0]["userId"] == "admin"
    console = client.get_build_console_output("app", 1)
    assert console.startswith("Started by user admin\n")
    assert "hello from app 1\n" in console
    assert console.endswith("Finished: SUCCESS\n")
    job = client.get_job_info("app", fetch_all_builds=True)
    assert job["lastSuccessfulBuild"]["number"] == 1
    assert [each["number"] for each in job["builds"]] == [1]
    assert job["color"] == "blue"
    assert client.get_build_info("app", "lastBuild")["number"] == 1
    client.delete_build("app", 1)
    with pytest.raises(jenkins.JenkinsException, match="does not exist"):
        client.get_build_info("app", 1)


def test_a_build_with_parameters(client: jenkins.Jenkins) -> None:
    """Values given and defaults; what was asked is in the build and in its environment."""
    client.create_job("greet", GREET.replace("</project>", NO_QUIET))
    build = finished(client, client.build_job("greet", {"WHO": "wörld"}))
    values = {value["name"]: value["value"] for value in build["actions"][0]["parameters"]}
    assert values == {"WHO": "wörld", "LOUD": False}
    assert "hello wörld false\n" in client.get_build_console_output("greet", build["number"])


def test_queue(client: jenkins.Jenkins) -> None:
    """An item in its quiet period: seen, told why, cancelled."""
    client.create_job("later", HELLO.replace("</project>", "<quietPeriod>600</quietPeriod></project>"))
    queue_id = client.build_job("later")
    (item,) = client.get_queue_info()
    assert (item["id"], item["task"]["name"]) == (queue_id, "later")
    assert "quiet period" in item["why"]
    client.cancel_queue(queue_id)
    assert client.get_queue_info() == []
    assert client.get_queue_item(queue_id)["cancelled"]


def test_stop(client: jenkins.Jenkins, server: Server) -> None:
    """A running build is seen on its node, its log grows, and it ends ABORTED when it is stopped."""
    client.create_job("endless", ENDLESS.replace("</project>", NO_QUIET))
    number = started(client, "endless")
    running = wait_for(client.get_running_builds, "the build to be listed")
    assert [(build["name"], build["number"]) for build in running] == [("endless", number)]
    log = wait_for(
        lambda: progressive(server, number, 0) if "started" in progressive(server, number, 0).text else None, "output"
    )
    assert log.headers["X-More-Data"] == "true"
    client.stop_build("endless", number)
    build = wait_for(lambda: ended(client, "endless", number), "the build to end")
    assert build["result"] == "ABORTED"
    rest = progressive(server, number, int(log.headers["X-Text-Size"]))
    assert "X-More-Data" not in rest.headers
    assert (log.text + rest.text).replace("\r\n", "\n") == client.get_build_console_output("endless", number)


def progressive(server: Server, number: int, start: int) -> requests.Response:
    url = f"{server.url}/job/endless/{number}/logText/progressiveText"
    answer = requests.get(url, params={"start": start}, auth=("admin", server.token), timeout=30)
    answer.encoding = "utf-8"
    return answer


def test_deleting_stops_what_runs(client: jenkins.Jenkins) -> None:
    """The job goes, its build with it, its queue items too; a new one of its name begins at 1."""
    client.create_job("gone", ENDLESS.replace("</project>", NO_QUIET))
    started(client, "gone")
    client.delete_job("gone")
    assert not client.job_exists("gone")
    assert client.get_running_builds() == []
    client.create_job("gone", HELLO)
    assert client.get_job_info("gone")["nextBuildNumber"] == 1


def test_nodes(client: jenkins.Jenkins) -> None:
    """Made, looked at, taken offline and back, configured, deleted."""
    client.create_node("n1", numExecutors=3, nodeDescription="first", remoteFS="/srv", labels="linux big")
    assert {"name": "n1", "offline": True} in client.get_nodes()
    assert client.node_exists("n1")
    assert client.get_node_info("n1")["numExecutors"] == 3
    client.disable_node("(built-in)", msg="broken")
    assert client.get_node_info("(built-in)")["offlineCauseReason"] == "broken"
    client.enable_node("(built-in)")
    assert not client.get_node_info("(master)")["temporarilyOffline"]
    client.reconfig_node("n1", client.get_node_config("n1").replace(">3<", ">4<"))
    assert client.get_node_info("n1")["numExecutors"] == 4
    client.delete_node("n1")
    assert not client.node_exists("n1")
    assert client.get_nodes()[0]["name"] == "Built-In Node"


def test_views(client: jenkins.Jenkins) -> None:
    """Made, listed, changed, deleted; jobs through a view."""
    client.create_job("seen", HELLO)
    client.create_view("v", jenkins.EMPTY_VIEW_CONFIG_XML)
    assert client.view_exists("v")
    assert [view["name"] for view in client.get_views()] == ["all", "v"]
    client.reconfig_view(
        "v", "<hudson.model.ListView><jobNames><string>seen</string></jobNames></hudson.model.ListView>"
    )
    assert [job["name"] for job in client.get_jobs(view_name="v")] == ["seen"]
    assert "<string>seen</string>" in client.get_view_config("v")
    client.delete_view("v")
    assert not client.view_exists("v")


def test_quiet_down(client: jenkins.Jenkins, server: Server) -> None:
    """Told in the root's JSON."""
    client.quiet_down()
    assert client.get_info()["quietingDown"]
    requests.post(f"{server.url}/cancelQuietDown", auth=("admin", server.token), timeout=30)
    assert not client.get_info()["quietingDown"]


def test_scripts(client: jenkins.Jenkins) -> None:
    """Groovy over the façade of the controller; what goes wrong is in the exception."""
    assert client.run_script("println(Jenkins.instance.numExecutors)") == "2"
    with pytest.raises(jenkins.JenkinsException, match="No such property: nonsense"):
        client.run_script("nonsense")


def test_wrong_password(server: Server) -> None:
    """A clear error, no retry with other credentials."""
    with pytest.raises(jenkins.JenkinsException, match="Possibly authentication failed|401"):
        jenkins.Jenkins(server.url, "admin", "wrong").get_jobs()
