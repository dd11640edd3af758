"""Every public method of python-jenkins, with what it answers. (Whole stories: ``tests/acceptance``.)"""

from __future__ import annotations

import ast
import inspect
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import jenkins
import pytest
import requests
from deployed import Igor

pytestmark = [pytest.mark.acceptance, pytest.mark.slow, pytest.mark.integration]

JOB = """<project><description>said</description><builders>
<hudson.tasks.Shell><command>{}</command></hudson.tasks.Shell></builders><publishers>{}</publishers></project>"""
HELLO = JOB.format("echo hello", "")
MAKES = 'echo \'{"a": 1}\' > made.json; echo \'<testsuite><testcase classname="c" name="n"/></testsuite>\' > report.xml'
ARCHIVING = JOB.format(
    escape(MAKES),
    "<hudson.tasks.ArtifactArchiver><artifacts>made.json</artifacts></hudson.tasks.ArtifactArchiver>"
    "<hudson.tasks.junit.JUnitResultArchiver><testResults>report.xml</testResults></hudson.tasks.junit.JUnitResultArchiver>",
)
CREDENTIAL = """<com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl><scope>GLOBAL</scope><id>{}</id>
<username>{}</username><password>x</password></com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>"""
PROMOTION = """<hudson.plugins.promoted__builds.PromotionProcess><icon>{}</icon>
</hudson.plugins.promoted__builds.PromotionProcess>"""


@pytest.fixture
def client(igor: Igor) -> Iterator[jenkins.Jenkins]:
    made = jenkins.Jenkins(igor.url, "admin", igor.token, timeout=30)
    yield made
    for job in made.get_jobs():
        made.delete_job(job["name"])
    made._session.close()


def wait_for(condition: Callable[[], Any], what: str, timeout_s: float = 60) -> Any:
    """The condition's first true value."""
    deadline = time.monotonic() + timeout_s
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {timeout_s} s for {what}"
        time.sleep(0.05)
    return value


def built(client: jenkins.Jenkins, name: str) -> Any:
    """The first build of a job, once it ended."""
    client.build_job(name)
    wait_for(lambda: client.get_job_info(name)["lastCompletedBuild"], f"{name} to end")
    return client.get_build_info(name, 1)


def test_every_method_is_here() -> None:
    """A method that this file does not call on its client is not known to work."""
    tree = ast.parse(Path(__file__).read_text())
    called = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "client"
    }
    public = {name for name, _ in inspect.getmembers(jenkins.Jenkins, inspect.isfunction) if not name.startswith("_")}
    assert public - called == set()


def test_the_server(client: jenkins.Jenkins, igor: Igor, capsys: pytest.CaptureFixture[str]) -> None:
    """Who, what, version, plugins, raw requests, scripts."""
    assert client.get_whoami()["fullName"] == "admin"
    assert client.wait_for_normal_op(30)
    assert client.get_version().startswith("2.")
    assert client.get_info()["_class"] == "hudson.model.Hudson"
    assert client.get_info(query="?tree=mode") == {"_class": "hudson.model.Hudson", "mode": "NORMAL"}
    assert client.get_plugins()["job-dsl"]["enabled"]
    with pytest.warns(DeprecationWarning):
        assert "credentials" in {each["shortName"] for each in client.get_plugins_info()}
    assert client.get_plugin_info("Job DSL")["shortName"] == "job-dsl"
    assert client.get_plugin_info("nothing") is None
    request = requests.Request("GET", igor.url + "api/json")
    assert client.jenkins_request(request).status_code == 200
    assert "hudson.model.Hudson" in client.jenkins_open(request)
    with client.jenkins_open_stream(request) as stream:
        assert b"hudson.model.Hudson" in stream.content
    client.maybe_add_crumb(request)
    assert set(request.headers) >= {"Jenkins-Crumb"}
    assert client.run_script("println(Jenkins.instance.pluginManager.plugins)").startswith("[Plugin:")
    assert client.run_script("println('here')", node="(built-in)") == "here"
    with pytest.raises(jenkins.JenkinsException, match="NullPointerException"):
        client.install_plugin("nothing", include_dependencies=False)
    client.quiet_down()
    assert client.get_info()["quietingDown"]
    client.jenkins_open(requests.Request("POST", igor.url + "cancelQuietDown"))
    assert client.check_jenkinsfile_syntax("pipeline { agent any }")[0]["error"].startswith("WorkflowScript: 1:")
    client.create_job("shown", HELLO)
    client.debug_job_info("shown")
    assert "displayName shown" in capsys.readouterr().out


def test_jobs(client: jenkins.Jenkins) -> None:
    """Made, listed, changed, found, renamed, deleted."""
    client.create_job("one", HELLO)
    client.create_folder("team")
    client.create_job("team/app", HELLO)
    assert client.job_exists("team/app")
    assert client.assert_job_exists("one") is None
    assert client.is_folder("team")
    assert client.assert_folder("team") is None
    assert client.get_job_name("one") == "one"
    assert [job["name"] for job in client.get_jobs()] == ["one", "team"]
    assert [job["fullname"] for job in client.get_all_jobs()] == ["one", "team", "team/app"]
    assert client.jobs_count() == 3
    assert client.get_job_info("one")["description"] == "said"
    assert [job["name"] for job in client.get_job_info_regex("o.e")] == ["one"]
    client.reconfig_job("one", HELLO.replace("said", "other"))
    assert "other" in client.get_job_config("one")
    client.upsert_job("two", HELLO)
    client.copy_job("two", "three")
    client.rename_job("three", "four")
    client.disable_job("four")
    assert not client.get_job_info("four")["buildable"]
    client.enable_job("four")
    client.set_next_build_number("four", 20)
    assert client.get_job_info("four")["nextBuildNumber"] == 20
    client.delete_job("four")
    assert not client.job_exists("four")
    assert client.build_job_url("one").endswith("/job/one/build")


def test_builds(client: jenkins.Jenkins) -> None:
    """What a build leaves, and its end."""
    client.create_job("makes", ARCHIVING)
    build = built(client, "makes")
    assert build["result"] == "SUCCESS", client.get_build_console_output("makes", 1)
    assert client.get_build_artifact("makes", 1, "made.json") == {"a": 1}
    assert client.get_build_artifact_as_bytes("makes", 1, "made.json") == b'{"a": 1}\n'
    assert client.get_build_test_report("makes", 1)["passCount"] == 1
    variables = client.get_build_env_vars("makes", 1)["envMap"]
    assert variables["JOB_NAME"] == "makes"
    assert client.get_build_stages("makes", 1) is None
    client.wipeout_job_workspace("makes")
    client.delete_build("makes", 1)
    with pytest.raises(jenkins.JenkinsException, match="does not exist"):
        client.get_build_info("makes", 1)


def test_running_and_waiting(client: jenkins.Jenkins) -> None:
    """A build that runs is stopped; one that waits is cancelled."""
    client.create_job("long", JOB.format("sleep 600", ""))
    client.build_job("long")
    wait_for(client.get_running_builds, "the build to run")
    waiting = client.build_job("long")
    assert [item["id"] for item in client.get_queue_info()] == [waiting]
    why = wait_for(lambda: "progress" in (client.get_queue_item(waiting)["why"] or ""), "the item to be blocked")
    assert why
    client.cancel_queue(waiting)
    client.stop_build("long", 1)
    wait_for(lambda: client.get_job_info("long")["lastCompletedBuild"], "the build to end")
    assert client.get_build_info("long", 1)["result"] == "ABORTED"


def test_nodes(client: jenkins.Jenkins) -> None:
    """Made, listed, offline and back, changed, deleted."""
    client.create_node("n1", numExecutors=2, labels="a", launcher=jenkins.LAUNCHER_SSH, launcher_params={"host": "h"})
    assert client.node_exists("n1")
    assert client.assert_node_exists("n1") is None
    assert {node["name"] for node in client.get_nodes()} == {"Built-In Node", "n1"}
    assert client.get_node_info("n1", depth=1)["numExecutors"] == 2
    assert {node["name"] for node in client.get_nodes_with_info()} >= {"n1"}
    client.disable_node("(built-in)", msg="away")
    assert client.get_node_info("(built-in)")["offlineCauseReason"] == "away"
    client.enable_node("(built-in)")
    assert not client.get_node_info("(built-in)")["offline"]
    xml = client.get_node_config("n1")
    assert "<host>h</host>" in xml
    client.reconfig_node("n1", xml.replace(">2<", ">3<"))
    assert client.get_node_info("n1")["numExecutors"] == 3
    client.delete_node("n1")
    assert not client.node_exists("n1")


def test_views(client: jenkins.Jenkins) -> None:
    """Made, listed, changed, deleted."""
    client.create_view("v", jenkins.EMPTY_VIEW_CONFIG_XML)
    assert client.view_exists("v")
    assert client.assert_view_exists("v") is None
    assert client.get_view_name("v") == "v"
    assert [view["name"] for view in client.get_views()] == ["all", "v"]
    client.reconfig_view("v", jenkins.EMPTY_VIEW_CONFIG_XML.replace("<jobNames>", "<jobNames><string>x</string>"))
    assert "<string>x</string>" in client.get_view_config("v")
    client.delete_view("v")
    assert not client.view_exists("v")


def test_credentials(client: jenkins.Jenkins) -> None:
    """In a folder: made, listed, changed, never shown, deleted."""
    client.create_folder("team")
    client.create_credential("team", CREDENTIAL.format("c", "me"))
    assert client.credential_exists("c", "team")
    assert client.assert_credential_exists("c", "team") is None
    assert client.get_credential_info("c", "team")["id"] == "c"
    assert [each["id"] for each in client.list_credentials("team")] == ["c"]
    client.reconfig_credential("team", CREDENTIAL.format("c", "you"))
    xml = client.get_credential_config("c", "team")
    assert "<username>you</username>" in xml
    assert "<secret-redacted/>" in xml
    client.delete_credential("c", "team")
    assert not client.credential_exists("c", "team")


def test_promotions(client: jenkins.Jenkins) -> None:
    """Kept as posted."""
    client.create_job("app", HELLO)
    client.create_promotion("stable", "app", PROMOTION.format("star-gold"))
    assert client.promotion_exists("stable", "app")
    assert client.assert_promotion_exists("stable", "app") is None
    assert client.get_promotion_name("stable", "app") == "stable"
    assert [each["name"] for each in client.get_promotions("app")] == ["stable"]
    assert client.get_promotions_info("app")["processes"][0]["name"] == "stable"
    client.reconfig_promotion("stable", "app", PROMOTION.format("star-red"))
    assert client.get_promotion_config("stable", "app") == PROMOTION.format("star-red")
    client.delete_promotion("stable", "app")
    assert client.get_promotions("app") == []
