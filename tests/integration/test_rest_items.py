"""Jobs, folders and views over HTTP: statuses, redirects, bodies and errors as clients see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from lxml import etree
from rest_server import FOLDER, JOB, PARAMETERS, XML, Rest, serving

from igor.model.job import Result

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        served.create("team", FOLDER)
        served.create("team/sub", FOLDER)
        served.create("team/sub/a b", PARAMETERS)
        yield served


def test_root(rest: Rest) -> None:
    """Every field that clients read, in Jenkins' order."""
    found = rest.json("api/json")
    assert list(found) == [
        "_class", "assignedLabels", "mode", "nodeDescription", "nodeName", "numExecutors", "description", "jobs",
        "overallLoad", "primaryView", "quietDownReason", "quietingDown", "slaveAgentPort", "unlabeledLoad", "url",
        "useCrumbs", "useSecurity", "views",
    ]  # fmt: skip
    assert found["_class"] == "hudson.model.Hudson"
    assert found["overallLoad"] == {}
    assert found["unlabeledLoad"] == {"_class": "jenkins.model.UnlabeledLoadStatistics"}
    assert found["primaryView"] == {"_class": "hudson.model.AllView", "name": "all", "url": rest.url}
    assert {
        "_class": "hudson.model.FreeStyleProject",
        "name": "app",
        "url": f"{rest.url}job/app/",
        "color": "notbuilt",
    } in found["jobs"]
    folder = {"_class": "com.cloudbees.hudson.plugins.folder.Folder", "name": "team", "url": f"{rest.url}job/team/"}
    assert folder in found["jobs"]


def test_recursion_as_python_jenkins_asks(rest: Rest) -> None:
    """Ten levels of jobs: folders have the key, jobs lack it."""
    tree = "jobs[url,color,name]"
    for _ in range(9):
        tree = f"jobs[url,color,name,{tree}]"
    team = next(job for job in rest.json(f"api/json?tree={tree}")["jobs"] if job["name"] == "team")
    assert "color" not in team
    job = team["jobs"][0]["jobs"][0]
    assert job["url"] == f"{rest.url}job/team/job/sub/job/a%20b/"
    assert "jobs" not in job


def test_job_without_builds(rest: Rest) -> None:
    """All fields of a job page, null where there is nothing yet."""
    found = rest.json("job/app/api/json")
    assert list(found) == [
        "_class", "actions", "description", "displayName", "displayNameOrNull", "fullDisplayName", "fullName", "name",
        "url", "buildable", "builds", "color", "firstBuild", "healthReport", "inQueue", "keepDependencies",
        "lastBuild", "lastCompletedBuild", "lastFailedBuild", "lastStableBuild", "lastSuccessfulBuild",
        "lastUnstableBuild", "lastUnsuccessfulBuild", "nextBuildNumber", "property", "queueItem", "concurrentBuild",
        "disabled", "downstreamProjects", "labelExpression", "scm", "upstreamProjects",
    ]  # fmt: skip
    assert found["description"] == "said"
    assert found["nextBuildNumber"] == 1
    assert found["scm"] == {"_class": "hudson.scm.NullSCM"}
    assert found["healthReport"] == []


def test_parameter_definitions(rest: Rest) -> None:
    """Types, defaults as values of their class, choices; a password's default is not shown."""
    found = rest.json("job/team/job/sub/job/a%20b/api/json")
    assert found["fullDisplayName"] == "team » sub » a b"
    who, loud, size, key = found["property"][0]["parameterDefinitions"]
    assert who["defaultParameterValue"] == {
        "_class": "hudson.model.StringParameterValue",
        "name": "WHO",
        "value": "you",
    }
    assert (who["_class"], who["type"]) == ("hudson.model.StringParameterDefinition", "StringParameterDefinition")
    assert loud["defaultParameterValue"]["value"] is True
    assert (size["choices"], size["defaultParameterValue"]["value"]) == (["S", "L"], "S")
    assert "value" not in key["defaultParameterValue"]


def test_upper_and_lower_case_are_one_name(rest: Rest) -> None:
    """``/job/APP/`` serves app under its own name; a second APP is a duplicate."""
    assert rest.json("job/APP/api/json")["name"] == "app"
    answer = rest.post("createItem?name=APP", data=JOB, headers=XML)
    assert answer.status_code == 400
    assert "already exists" in answer.headers["X-Error"]


@pytest.mark.parametrize(
    ("query", "headers", "body", "status", "error"),
    [
        ("", XML, JOB, 400, "'name' is required"),
        ("name=x", {}, b"", 400, "No Content-Type header set"),
        ("name=a*b", XML, JOB, 400, "is an unsafe character"),
        ("name=", XML, JOB, 400, "No name is specified"),
        ("name=app", XML, "<broken", 400, "already exists"),
        ("name=x", XML, "<broken", 500, "config.xml:1"),
        ("name=x", XML, "<unheard.Of/>", 500, "is not a job or folder"),
        ("name=x&mode=copy&from=nothing", {}, b"", 400, "No such job: nothing"),
        ("name=x&mode=no.Such", {}, b"", 400, "No item type"),
    ],
)
def test_refused_creations(
    rest: Rest, query: str, headers: dict[str, str], body: bytes | str, status: int, error: str
) -> None:
    """Each says why in X-Error and in the page, and creates nothing."""
    answer = rest.post(f"createItem?{query}", data=body, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html;charset=utf-8")
    assert error in answer.headers["X-Error"]
    assert rest.get("job/x/").status_code == 404


def test_life_of_a_job(rest: Rest) -> None:
    """Create, read, change, disable, describe, rename, copy, delete: with the redirects that clients wait for."""
    text = JOB.replace("said", "ünïcode & more".replace("&", "&amp;"))
    assert rest.post("createItem?name=one", data=text.encode(), headers=XML).content == b""
    config = rest.get("job/one/config.xml")
    assert (config.text, config.headers["Content-Type"]) == (text, "application/xml")
    changed = text.replace("more", "less")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert rest.post("job/one/config.xml", data=changed.encode(), headers=form).status_code == 200
    assert rest.get("job/one/description").text == "ünïcode & less"
    disabled = rest.post("job/one/disable")
    assert (disabled.status_code, disabled.headers["Location"]) == (302, f"{rest.url}job/one/")
    assert rest.json("job/one/api/json?tree=color,buildable,disabled") == {
        "_class": "hudson.model.FreeStyleProject",
        "buildable": False,
        "color": "disabled",
        "disabled": True,
    }
    assert rest.post("job/one/build").status_code == 409
    assert rest.post("job/one/enable").status_code == 302
    assert rest.post("job/one/submitDescription", data={"description": "new"}).status_code == 302
    assert rest.json("job/one/api/json?tree=description")["description"] == "new"
    assert rest.post("job/one/description", data={"description": "again"}).status_code == 204
    renamed = rest.post("job/one/doRename?newName=two")
    assert renamed.headers["Location"] == f"{rest.url}job/two/"
    assert rest.get("job/one/").status_code == 404
    copied = rest.post("createItem?name=three&mode=copy&from=two")
    assert (copied.status_code, copied.headers["Location"]) == (302, f"{rest.url}job/three/configure")
    assert rest.get("job/three/configure").status_code == 200
    assert rest.post("job/three/nextbuildnumber/submit", data={"nextBuildNumber": "9"}).status_code == 302
    assert rest.json("job/three/api/json?tree=nextBuildNumber")["nextBuildNumber"] == 9
    assert rest.post("job/two/confirmRename?newName=three").status_code == 400
    deleted = rest.post("job/two/doDelete")
    assert (deleted.status_code, deleted.headers["Location"]) == (302, rest.url)
    assert rest.call("DELETE", "job/three/").status_code == 204
    assert rest.get("job/three/api/json").status_code == 404


def test_config_xml_refuses_what_cannot_be(rest: Rest) -> None:
    """Broken XML and another type are 500, HEAD is 400; nothing changes."""
    assert rest.post("job/app/config.xml", data="<broken").status_code == 500
    assert rest.post("job/app/config.xml", data=FOLDER).status_code == 500
    assert rest.call("HEAD", "job/app/config.xml").status_code == 400
    assert rest.get("job/app/config.xml").text == JOB


def test_folders(rest: Rest) -> None:
    """A folder's own fields; jobs below it; what only jobs have is 404."""
    found = rest.json("job/team/api/json")
    assert list(found) == [
        "_class", "actions", "description", "displayName", "displayNameOrNull", "fullDisplayName", "fullName", "name",
        "url", "healthReport", "jobs", "primaryView", "views",
    ]  # fmt: skip
    assert found["primaryView"]["name"] == "All"
    assert rest.post("job/team/disable").status_code == 404
    made = rest.post("job/team/createItem?name=formed&mode=hudson.model.FreeStyleProject")
    assert made.headers["Location"] == f"{rest.url}job/team/job/formed/configure"
    moved = rest.post("job/team/job/formed/move/move", data={"destination": "/team/sub"})
    unknown = rest.post("job/team/createItem?name=x&mode=copy&from=nothing")
    assert (unknown.status_code, unknown.headers["X-Error"]) == (400, "No such job: nothing")
    place = f"{rest.url}job/team/job/sub/job/formed/"
    assert moved.headers["Location"] == place
    for nowhere in ("/nothing", "/team/sub", "/app"):
        stays = rest.post("job/team/job/sub/job/formed/move/move", data={"destination": nowhere})
        assert (stays.status_code, stays.headers["Location"]) == (302, place)
        options = {"data": {"destination": nowhere}, "headers": {"Referer": rest.url}}
        assert rest.post("job/team/job/sub/job/formed/move/move", **options).headers["Location"] == rest.url
    assert rest.post("job/team/job/sub/job/formed/doDelete").headers["Location"] == f"{rest.url}job/team/job/sub/"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "job/app", 302),
        ("GET", "job/app/enable", 405),
        ("GET", "createItem?name=x", 405),
        ("GET", "job/app/build", 405),
        ("PUT", "job/app/disable", 405),
        ("GET", "job/nothing/api/json", 404),
        ("GET", "job/app/nothing", 404),
        ("GET", "job/app/7/api/json", 404),
        ("GET", "job/app/lastBuild/api/json", 404),
        ("GET", "job/app/job/app/", 404),
        ("GET", "view/nothing/api/json", 404),
        ("GET", "computer/nothing/api/json", 404),
        ("GET", "queue/item/99/api/json", 404),
        ("GET", "queue/item/99999999999999999999/api/json", 404),
        ("GET", "user/nobody/api/json", 404),
        ("HEAD", "job/app/api/json", 200),
        ("GET", "job/app/api", 302),
        ("GET", "job/app/api/", 200),
        ("GET", "job/app/api/schema", 200),
        ("GET", "job//app//api/json", 200),
        ("GET", "prometheus", 302),
        ("GET", "api/json?depth=x", 500),
        ("GET", "api/json?tree=jobs[", 500),
        ("GET", "checkJobName?value=new", 200),
        ("POST", "scriptText", 200),
        ("GET", "scriptText", 405),
    ],
)
def test_statuses(rest: Rest, method: str, path: str, status: int) -> None:
    """Unknown is 404, the wrong method 405 with Allow, an object without its slash 302."""
    answer = rest.call(method, path)
    assert answer.status_code == status
    if status == 405:
        assert answer.headers["Allow"] == "POST"
    if status == 302:
        assert answer.headers["Location"] == f"{rest.url}{path}/"


def test_malformed_tree_is_named(rest: Rest) -> None:
    """The page says what is wrong and where."""
    assert "Malformed tree expression" in rest.get("api/json?tree=jobs[name").text


def test_check_job_name(rest: Rest) -> None:
    """An empty div, or the error in it."""
    assert rest.get("checkJobName?value=new").text == "<div/>"
    assert "unsafe character" in rest.get("checkJobName?value=a%3Fb").text
    assert "already exists" in rest.get("checkJobName?value=app").text


def test_formats_agree(rest: Rest) -> None:
    """JSON, Python and XML of the same object."""
    found = rest.json("job/app/api/json")
    assert ast.literal_eval(rest.get("job/app/api/python").text) == found
    answer = rest.get("job/app/api/xml")
    assert answer.headers["Content-Type"] == "application/xml;charset=UTF-8"
    assert answer.text.startswith("<freeStyleProject _class='hudson.model.FreeStyleProject'>")
    assert etree.fromstring(answer.content).findtext("name") == "app"


def test_xpath(rest: Rest) -> None:
    """One node, wrapped ones, none, several, and exclusions."""
    assert rest.get("api/xml?xpath=/hudson/job[name='app']/color").text == "<color>notbuilt</color>"
    assert rest.get("api/xml?xpath=//job/name[.='app']&wrapper=w").text == "<w><name>app</name></w>"
    assert rest.get("api/xml?xpath=//nothing").status_code == 404
    assert rest.get("api/xml?xpath=//job").status_code == 500
    assert "<job" not in rest.get("api/xml?exclude=//job").text


def test_query_wins_over_body(rest: Rest) -> None:
    """One namespace of parameters: clients send the same name twice."""
    rest.post("job/app/submitDescription?description=query", data={"description": "body"})
    assert rest.get("job/app/description").text == "query"
    rest.post("job/app/config.xml", data=JOB)


def test_related_jobs(rest: Rest) -> None:
    """A trigger of either side shows on both."""
    trigger = "<hudson.tasks.BuildTrigger><childProjects>second</childProjects></hudson.tasks.BuildTrigger>"
    rest.create("second", "<project/>")
    rest.create("first", f"<project><publishers>{trigger}</publishers></project>")
    second = {
        "_class": "hudson.model.FreeStyleProject",
        "name": "second",
        "url": f"{rest.url}job/second/",
        "color": "notbuilt",
    }
    assert rest.json("job/first/api/json")["downstreamProjects"] == [second]
    assert [job["name"] for job in rest.json("job/second/api/json")["upstreamProjects"]] == ["first"]


def test_other_encodings(rest: Rest) -> None:
    """The charset of the content type, else the XML's own, is what the bytes are in."""
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><project><description>größer</description></project>'
    assert rest.post("createItem?name=latin", data=text.encode("latin-1"), headers=XML).status_code == 200
    assert rest.get("job/latin/description").text == "größer"
    wrong = {"Content-Type": "application/xml; charset=utf-8"}
    assert rest.post("createItem?name=wrong", data=text.encode("latin-1"), headers=wrong).status_code == 400


def test_views(rest: Rest) -> None:
    """Create by XML and by form, fill, read, configure, delete; jobs are reached through them."""
    xml = "<hudson.model.ListView><jobNames><string>app</string></jobNames></hudson.model.ListView>"
    assert rest.post("createView?name=v", data=xml, headers=XML).status_code == 200
    found = rest.json("view/v/api/json")
    assert list(found) == ["_class", "description", "jobs", "name", "property", "url"]
    assert (found["_class"], [job["name"] for job in found["jobs"]]) == ("hudson.model.ListView", ["app"])
    assert {"_class": "hudson.model.ListView", "name": "v", "url": f"{rest.url}view/v/"} in rest.json("api/json")[
        "views"
    ]
    assert rest.post("view/v/addJobToView?name=team").status_code == 200
    assert rest.post("view/v/removeJobFromView", data={"name": "app"}).status_code == 200
    assert [job["name"] for job in rest.json("view/v/api/json")["jobs"]] == ["team"]
    assert rest.post("view/v/addJobToView?name=none").status_code == 400
    rest.post("view/v/createItem?name=viewed", data=JOB, headers=XML)
    assert rest.json("view/v/job/viewed/api/json")["url"] == f"{rest.url}job/viewed/"
    assert rest.post("view/v/job/viewed/doDelete").headers["Location"] == f"{rest.url}view/v/"
    config = rest.get("view/v/config.xml").text
    assert rest.post("view/v/config.xml", data=config, headers=XML).status_code == 200
    assert rest.post("view/v/config.xml", data="<hudson.model.AllView/>", headers=XML).status_code == 500
    assert rest.post("createView?name=v", data=xml, headers=XML).headers["X-Error"].endswith('with the name "v"')
    formed = rest.post("job/team/createView", data={"name": "w", "mode": "hudson.model.ListView", "json": "{}"})
    assert formed.headers["Location"] == f"{rest.url}job/team/view/w/configure"
    assert rest.get("job/team/view/w/configure").status_code == 200
    assert rest.post("createView?name=x&mode=no").status_code == 400
    assert rest.post("view/v/doDelete").headers["Location"] == rest.url
    assert rest.post("view/all/doDelete").status_code == 400


def test_colors_and_health(rest: Rest) -> None:
    """The ball of the last completed build, animated while one runs; the weather of the last five."""
    rest.create("weather")
    rest.add_build("weather", 1, Result.SUCCESS)
    rest.add_build("weather", 2, Result.FAILURE)
    found = rest.json("job/weather/api/json?tree=color,healthReport[*]")
    assert found["color"] == "red"
    assert found["healthReport"] == [
        {
            "description": "Build stability: 1 out of the last 2 builds failed.",
            "iconClassName": "icon-health-40to59",
            "iconUrl": "health-40to59.png",
            "score": 50,
        }
    ]
    rest.add_build("weather", 3, None)
    assert rest.json("job/weather/api/json?tree=color")["color"] == "red_anime"
