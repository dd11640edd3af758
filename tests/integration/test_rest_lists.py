"""Long lists: written from columns, page by page, with the values that the objects themselves have."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import pytest
from rest_server import FOLDER, JOB, Rest, serving

from igor.api.beans import columns
from igor.api.formats import to_json
from igor.controller import definitions, items, listings, settings, users
from igor.model import authorization
from igor.model.job import Result

pytestmark = pytest.mark.integration

JOBS = listings.PAGE + 100
BUILDS = 2 * listings.PAGE + 7
WORKFLOW = '<flow-definition plugin="workflow-job"><definition/></flow-definition>'
ITEM_NAMES = [*columns._OF_JOBS, *columns.PERMALINKS]


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("mixed", FOLDER)
        for name in ("free", "off", "runs", "my ünit", "never"):
            served.create(f"mixed/{name}")
        served.create("mixed/flow", WORKFLOW)
        served.create("mixed/inner", FOLDER)
        served.create("mixed/inner/deep")
        for number, result in enumerate([*Result, Result.SUCCESS], 1):
            for name in ("free", "off", "my ünit", "flow"):
                served.add_build(f"mixed/{name}", number, result)
        served.add_build("mixed/runs", 1, Result.UNSTABLE)
        served.add_build("mixed/runs", 2, None)
        served.post("job/mixed/job/off/disable")
        served.post("job/mixed/job/free/6/configSubmit", data={"json": '{"displayName": "six", "description": "d"}'})
        served.post("job/mixed/job/free/5/toggleLogKeep")
        served.post("job/mixed/job/never/build?delay=1000sec")
        served.create("long", FOLDER)
        served.controller.store.write(fill)
        yield served


def fill(connection: sqlite3.Connection) -> None:
    """More jobs and builds than a page holds."""
    definition = definitions.parse(JOB)
    for number in range(JOBS):
        items.insert_item(connection, f"long/job{number:04}", JOB, definition, now_ms=1)
    connection.execute(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?)"
        " INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms)"
        " SELECT i.id, x, x, 'finished', 'SUCCESS', 'built-in', 0, '{}', x FROM item i, n"
        " WHERE i.full_name = 'long/job0000'",
        (BUILDS,),
    )
    connection.execute("UPDATE item SET last_build = ? WHERE full_name = 'long/job0000'", (BUILDS,))


def jobs_of(rest: Rest) -> list[str]:
    return [job["name"] for job in rest.json("job/mixed/api/json?tree=jobs[name]")["jobs"]]


def test_order_is_by_name(rest: Rest) -> None:
    """Jenkins' order, whatever the classes."""
    assert jobs_of(rest) == ["flow", "free", "inner", "my ünit", "never", "off", "runs"]


def test_item_columns_are_the_items_own_values(rest: Rest) -> None:
    """A list that says something else than the job's own page."""
    builds = ",".join(columns.BUILD_COLUMNS)
    tree = ",".join(f"{name}[{builds}]" if name in columns.PERMALINKS else name for name in ITEM_NAMES)
    listed = rest.json(f"job/mixed/api/json?tree=jobs[{tree}]")["jobs"]
    for job, row in zip(jobs_of(rest), listed, strict=True):
        assert row == rest.json(f"job/mixed/job/{job}/api/json?tree={tree}"), job


def test_build_columns_are_the_builds_own_values(rest: Rest) -> None:
    """The same of builds."""
    tree = ",".join(columns.BUILD_COLUMNS)
    for job in ("free", "flow", "runs"):
        listed = rest.json(f"job/mixed/job/{job}/api/json?tree=builds[{tree}]")["builds"]
        assert listed
        for row in listed:
            assert row == rest.json(f"job/mixed/job/{job}/{row['number']}/api/json?tree={tree}")


def test_order_of_properties(rest: Rest) -> None:
    """Inherited ones first, each group by name, as for one object."""
    wanted = list(rest.json("job/mixed/job/free/api/json"))
    row = rest.json("job/mixed/api/json?depth=1")["jobs"][1]
    assert list(row) == wanted
    shown = list(rest.json(f"job/mixed/api/json?tree=jobs[{','.join(ITEM_NAMES)}]")["jobs"][1])
    assert shown == [name for name in wanted if name in shown]


def test_folders_among_jobs(rest: Rest) -> None:
    """python-jenkins walks down like this: folders have jobs, jobs lack them."""
    listed = {
        job["name"]: job for job in rest.json("job/mixed/api/json?tree=jobs[url,color,name,jobs[name,jobs]]")["jobs"]
    }
    assert listed["inner"]["jobs"] == [{"_class": "hudson.model.FreeStyleProject", "name": "deep"}]
    assert "color" not in listed["inner"]
    assert "jobs" not in listed["free"]
    assert listed["my ünit"]["url"].endswith("/job/mixed/job/my%20%C3%BCnit/")


@pytest.mark.parametrize("part", ["0,3", "3", "5,", ",2", "990,1010", "1099,2000", "3000,", "7,7", "9,2"])
def test_ranges_of_jobs(rest: Rest, part: str) -> None:
    """Parts over the borders of pages."""
    names = [f"job{number:04}" for number in range(JOBS)]
    start, _, stop = part.partition(",")
    wanted = names[int(start or 0) : (int(stop) if stop else None) if "," in part else int(start) + 1]
    listed = rest.json(f"job/long/api/json?tree=jobs[name]{{{part}}}")["jobs"]
    assert [job["name"] for job in listed] == wanted


@pytest.mark.parametrize(("name", "limit"), [("builds", 100), ("allBuilds", BUILDS)])
@pytest.mark.parametrize("tree", ["number,result", "number,actions[causes[userId]]"])
def test_builds(rest: Rest, name: str, limit: int, tree: str) -> None:
    """``builds`` ends after a hundred, ``allBuilds`` never; parts count from the newest."""
    numbers = list(range(BUILDS, BUILDS - limit, -1))
    for part, wanted in [("", numbers), ("{95,105}", numbers[95:105]), ("{990,1010}", numbers[990:1010])]:
        listed = rest.json(f"job/long/job/job0000/api/json?tree={name}[{tree}]{part}")[name]
        assert [build["number"] for build in listed] == wanted


def test_every_format_says_the_same(rest: Rest) -> None:
    """JSON, Python and XML are written by the same hand."""
    path = "job/mixed/api/{}?tree=jobs[name,color,lastBuild[number,result]],description"
    data = rest.json(path.format("json"))
    assert rest.get(path.format("python")).text == to_json(data).replace("null", "None")
    xml = rest.get(path.format("xml")).text
    assert xml.startswith("<folder _class='com.cloudbees.hudson.plugins.folder.Folder'><job _class=")
    assert xml.count("<lastBuild ") == 5
    assert rest.get(path.format("xml") + "&xpath=//job[name='runs']/color").text == "<color>yellow_anime</color>"
    assert rest.get(path.format("json") + "&pretty=1").json() == data


def test_a_class_that_has_less_than_others(rest: Rest) -> None:
    """Pipelines have no culprits: what of them stands in columns is not read where freestyle jobs need objects."""
    listed = rest.json("job/mixed/api/json?tree=jobs[name,lastBuild[number,culprits[fullName]]]")["jobs"]
    builds = {job["name"]: job.get("lastBuild") for job in listed}
    assert builds["free"]["number"] == builds["flow"]["number"] == len(Result) + 1


def test_a_view_of_all_items(rest: Rest) -> None:
    """Dashboards ask the view instead of the root."""
    tree = "api/json?tree=jobs[name,color]"
    assert rest.json(f"view/all/{tree}")["jobs"] == rest.json(tree)["jobs"]


def test_a_long_answer_is_sent_while_it_is_read(rest: Rest) -> None:
    """Otherwise a hundred thousand builds would be in memory at once."""
    tree = f"allBuilds[{','.join(columns.BUILD_COLUMNS)}]"
    answer = rest.get(f"job/long/job/job0000/api/json?tree={tree}")
    assert "Content-Length" not in answer.headers
    assert len(answer.json()["allBuilds"]) == BUILDS
    assert "Content-Length" in rest.get("job/long/api/json?tree=jobs[name]").headers


def test_what_is_hidden_is_in_no_list(rest: Rest) -> None:
    """A list that is written from columns must not show what its objects would hide; parts count what is shown."""
    users.create_user(rest.controller, "bob", "Bob", "bob's secret")
    _, token = users.create_token(rest.controller, "bob", "tests")
    grants = {"user:bob": ["Overall/Read"], "user:admin": ["Overall/Administer"]}
    settings.put(rest.controller, "authorization", json.dumps({"strategy": "project-matrix", "entries": grants}))
    mine = JOB.replace(
        "<builders>",
        "<properties><hudson.security.AuthorizationMatrixProperty><permission>USER:hudson.model.Item.Read:bob"
        "</permission></hudson.security.AuthorizationMatrixProperty></properties><builders>",
    )
    try:
        rest.create("bobs", mine)
        for part in ("", "{0,1}"):
            shown = rest.get(f"api/json?tree=jobs[name,color]{part}", auth=("bob", token)).json()["jobs"]
            assert [job["name"] for job in shown] == ["bobs"]
    finally:
        settings.put(rest.controller, "authorization", authorization.DEFAULT)


def test_search(rest: Rest) -> None:
    """What search boxes and shells complete names by."""
    found = rest.json("search/suggest?query=LONG/job000&max=3")["suggestions"]
    assert [each["name"] for each in found] == ["long/job0000", "long/job0001", "long/job0002"]
    assert found[0]["url"] == "/job/long/job/job0000/"
    assert rest.json("search/suggest?query=nothing+like+it")["suggestions"] == []
    assert rest.get("search/?q=never").headers["Location"] == f"{rest.url}job/mixed/job/never/"
    assert rest.get("search/?q=nev").status_code == 404


def test_history_as_html(rest: Rest) -> None:
    """Clients read numbers, results and times from classes and attributes."""
    page = rest.get("job/mixed/job/free/buildHistory/ajax").text
    assert page.count('<td class="build-row-cell">') == len(Result) + 1
    assert 'class="model-link build-link display-name" href="/job/mixed/job/free/1/">#1</a>' in page
    assert 'alt="Failed &gt; Console Output" />' in page
    assert 'time="1000"' in page
