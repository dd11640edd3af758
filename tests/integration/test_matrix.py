"""Multi-configuration jobs with a real engine and a real agent, seen over REST."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from engine_world import wait_for
from running_controller import XML, RunningController, controller_at

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def _axis(name: str, *values: str, kind: str = "TextAxis") -> str:
    strings = "".join(f"<string>{value}</string>" for value in values)
    return f"<hudson.matrix.{kind}><name>{name}</name><values>{strings}</values></hudson.matrix.{kind}>"


def matrix_xml(*axes: str, script: str = "true", extra: str = "") -> str:
    return (
        f"<matrix-project><axes>{''.join(axes)}</axes>{extra}<builders><hudson.tasks.Shell><command>{escape(script)}"
        "</command></hudson.tasks.Shell></builders></matrix-project>"
    )


def _strategy(text: str) -> str:
    return f'<executionStrategy class="hudson.matrix.DefaultMatrixExecutionStrategyImpl">{text}</executionStrategy>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningController]:
    with controller_at(tmp_path_factory.mktemp("matrix") / "home") as running:
        yield running


def results(site: RunningController, name: str, number: int = 1) -> dict[str, str]:
    runs = site.get(f"job/{name}/{number}/api/json?tree=runs[fullDisplayName,result,number]").json()["runs"]
    return {run["fullDisplayName"].split(" » ")[1]: run["result"] for run in runs}


def test_every_configuration_is_built(site: RunningController) -> None:
    """One job, one build of it, one build of each combination under the same number, with its values as variables."""
    xml = matrix_xml(_axis("os", "linux", "bsd"), _axis("size", "1", "2"), script='echo "on $os, $size of $JOB_NAME"')
    site.create("grid", xml)
    assert [job["name"] for job in site.get("api/json?tree=jobs[name]").json()["jobs"]].count("grid") == 1
    job = site.get("job/grid/api/json").json()
    assert job["_class"] == "hudson.matrix.MatrixProject"
    names = ["os=linux,size=1", "os=linux,size=2", "os=bsd,size=1", "os=bsd,size=2"]
    assert [each["name"] for each in job["activeConfigurations"]] == names
    assert job["activeConfigurations"][0]["url"] == f"{site.url}job/grid/os=linux,size=1/"
    made = site.build("grid")
    assert (made["_class"], made["result"]) == ("hudson.matrix.MatrixBuild", "SUCCESS")
    assert {run["url"] for run in made["runs"]} == {f"{site.url}job/grid/{name}/1/" for name in names}
    assert sorted(results(site, "grid")) == ["bsd,1 #1", "bsd,2 #1", "linux,1 #1", "linux,2 #1"]
    for path in ("job/grid/os=bsd,size=2/1/", "job/grid/1/os=bsd,size=2/", "job/grid/1/size=2,os=bsd/"):
        run = site.get(f"{path}api/json").json()
        assert run["_class"] == "hudson.matrix.MatrixRun"
        (cause,) = [each for each in run["actions"] if each.get("causes")][0]["causes"]
        assert (cause["upstreamProject"], cause["upstreamBuild"]) == ("grid", 1)
        assert "on bsd, 2 of grid/os=bsd,size=2\n" in site.get(f"{path}consoleText").text
    log = site.get("job/grid/1/consoleText").text
    assert "Triggering grid » linux,1\n" in log
    assert "grid » linux,1 completed with result SUCCESS\n" in log
    assert site.get("job/grid/os=bsd,size=2/api/json").json()["displayName"] == "bsd,2"
    page = site.get("job/grid/", headers={"Accept": "text/html"}).text
    assert all(part in page for part in ("Configurations", "<th>bsd</th>", "job/grid/os=bsd,size=2/1/"))
    assert "job/grid/os=bsd,size=2/1/" in site.get("job/grid/1/", headers={"Accept": "text/html"}).text
    assert site.get("job/grid/os=bsd,size=2/1/").status_code == 200
    assert site.get("job/grid/os=plan9,size=2/api/json").status_code == 404


def test_filters_are_groovy(site: RunningController) -> None:
    """What a filter refuses is neither shown as active nor built; parameters of a build count."""
    extra = '<combinationFilter>!(a == "x" &amp;&amp; b == "2") &amp;&amp; (ONLY ?: b) == b</combinationFilter>'
    parameter = (
        "<properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions><hudson.model."
        "StringParameterDefinition><name>ONLY</name></hudson.model.StringParameterDefinition></parameterDefinitions>"
        "</hudson.model.ParametersDefinitionProperty></properties>"
    )
    axes = _axis("a", "x", "y"), _axis("b", "1", "2")
    site.create("filtered", matrix_xml(*axes, extra=extra.replace(" &amp;&amp; (ONLY ?: b) == b", "")))
    active = site.get("job/filtered/api/json?tree=activeConfigurations[name]").json()["activeConfigurations"]
    assert [each["name"] for each in active] == ["a=x,b=1", "a=y,b=1", "a=y,b=2"]
    site.build("filtered")
    assert len(results(site, "filtered")) == 3
    site.create("chosen", matrix_xml(*axes, extra=extra + parameter))
    site.build("chosen", ONLY="2")
    assert list(results(site, "chosen")) == ["y,2 #1"]
    site.create("broken", matrix_xml(*axes, extra="<combinationFilter>nothing.like(that)</combinationFilter>"))
    assert site.build("broken")["result"] == "FAILURE"
    assert "Failed executing combination filter" in site.get("job/broken/1/consoleText").text


def test_touchstones_and_results(site: RunningController) -> None:
    """A bad touchstone keeps the others from being built; the worst result is the job's."""
    strategy = _strategy(
        '<touchStoneCombinationFilter>a == "1"</touchStoneCombinationFilter>'
        "<touchStoneResultCondition><name>SUCCESS</name></touchStoneResultCondition>"
    )
    site.create("stone", matrix_xml(_axis("a", "1", "2"), script='test "$a" = 2', extra=strategy))
    assert site.build("stone")["result"] == "FAILURE"
    assert results(site, "stone") == {"1 #1": "FAILURE"}
    assert "Touchstone configurations resulted in FAILURE" in site.get("job/stone/1/consoleText").text
    site.create("mixed", matrix_xml(_axis("a", "1", "2"), script='test "$a" = 2', extra=_strategy("")))
    assert site.build("mixed")["result"] == "FAILURE"
    assert results(site, "mixed") == {"1 #1": "FAILURE", "2 #1": "SUCCESS"}


def test_it_goes_on_after_a_crash(site: RunningController, tmp_path: Path) -> None:
    """kill -9 in the middle of a sequential matrix: what ran is not run again, what is left is built."""
    gate = tmp_path / "gate"
    script = f'echo "$a" >>{tmp_path}/order; while [ "$a" = 2 ] && ! [ -e {gate} ]; do sleep 0.05; done'
    extra = _strategy("<runSequentially>true</runSequentially>")
    site.create("durable", matrix_xml(_axis("a", "1", "2", "3"), script=script, extra=extra))
    assert site.post("job/durable/build").status_code == 201
    order = tmp_path / "order"
    wait_for(lambda: order.exists() and order.read_text() == "1\n2\n", "the second configuration runs")
    site.kill()
    site.start()
    gate.touch()
    assert site.ended("durable")["result"] == "SUCCESS"
    assert order.read_text() == "1\n2\n3\n"


def test_a_stopped_build_takes_its_configurations_along(site: RunningController) -> None:
    """Those that run are stopped, those that wait leave the queue; a configuration alone cannot be built."""
    site.create("endless", matrix_xml(_axis("a", *"123456"), script="sleep 600"))
    assert site.post("job/endless/build").status_code == 201
    running = "job/endless/api/json?tree=activeConfigurations[color,inQueue]"

    def is_running() -> bool:
        found = site.get(running).json()["activeConfigurations"]
        return any(each["color"].endswith("anime") for each in found)

    wait_for(is_running, "a configuration runs", 30)
    assert site.post("job/endless/1/stop").status_code in (200, 302)
    assert site.ended("endless")["result"] == "ABORTED"

    def is_quiet() -> bool:
        found = site.get(running).json()["activeConfigurations"]
        return not any(each["color"].endswith("anime") or each["inQueue"] for each in found)

    wait_for(is_quiet, "no configuration runs or waits", 30)
    assert site.post("job/endless/a=1/build").status_code == 409


def test_configurations_follow_their_job(site: RunningController) -> None:
    """New axes make new configurations; old ones stay while they have builds; renamed and deleted they go along."""
    site.create("moving", matrix_xml(_axis("a", "1", "2"), script="echo hi"))
    site.build("moving")
    changed = matrix_xml(_axis("a", "2", "3"), script="echo ho")
    assert site.post("job/moving/config.xml", data=changed, headers=XML).status_code == 200
    assert site.get("job/moving/config.xml").text == changed
    active = site.get("job/moving/api/json?tree=activeConfigurations[name,lastBuild[number]]").json()
    assert [each["name"] for each in active["activeConfigurations"]] == ["a=2", "a=3"]
    assert site.get("job/moving/a=1/1/api/json").status_code == 200
    site.build("moving", 2)
    assert "ho\n" in site.get("job/moving/a=3/2/consoleText").text
    assert site.post("job/moving/doRename?newName=moved").status_code == 302
    assert site.get("job/moved/a=3/2/consoleText").status_code == 200
    copy = {"name": "copied", "mode": "copy", "from": "moved"}
    assert site.post("createItem", params=copy).status_code == 302
    assert site.get("job/copied/a=2/api/json").json()["lastBuild"] is None
    assert site.post("job/moved/doDelete").status_code == 302
    assert site.get("job/moved/a=3/api/json").status_code == 404
    body = "<matrix-config/>"
    answer = site.post("createItem", params={"name": "alone"}, data=body, headers=XML)
    assert answer.status_code == 400
