"""Asking for builds, the queue, builds and their logs over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from rest_server import PARAMETERS, Rest, serving

from igor.controller import items, queue
from igor.model.job import Result

pytestmark = pytest.mark.integration

TOKENED = "<project><authToken>s3cret</authToken></project>"
LOG = "Started by user Administrator\nä <b>bold</b> & more\nFinished: SUCCESS\n".encode()


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        served.create("asking", PARAMETERS)
        served.create("remote", TOKENED)
        served.create("built")
        served.add_build("built", 1, Result.SUCCESS, LOG)
        served.add_build("built", 2, Result.UNSTABLE)
        served.add_build("built", 3, Result.FAILURE)
        served.add_build("built", 4, None, b"going\n")
        yield served


@pytest.fixture(autouse=True)
def empty_queue(rest: Rest) -> Iterator[None]:
    yield
    for item in queue.list_open(rest.controller):
        queue.cancel(rest.controller, item.id, by="test")


def queued(rest: Rest, location: str) -> Any:
    assert location.startswith(f"{rest.url}queue/item/")
    return rest.json(location.removeprefix(rest.url) + "api/json")


def values(item: Any) -> dict[str, Any]:
    found = item["actions"][0]
    assert found["_class"] == "hudson.model.ParametersAction"
    return {value["name"]: value.get("value") for value in found["parameters"]}


def test_build(rest: Rest) -> None:
    """201 with the queue item's URL; the same again while an identical one waits; each request is a cause."""
    first = rest.post("job/app/build?delay=100sec")
    again = rest.post("job/app/build")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.headers["Location"] == again.headers["Location"]
    item = queued(rest, first.headers["Location"])
    assert item["_class"] == "hudson.model.Queue$WaitingItem"
    assert (item["task"]["name"], item["params"], item["url"]) == ("app", "", f"queue/item/{item['id']}/")
    assert item["why"].startswith("In the quiet period. Expires in ")
    assert [cause["shortDescription"] for cause in item["actions"][0]["causes"]] == [
        "Started by user Administrator"
    ] * 2
    assert "executable" not in item
    assert rest.get(f"queue/item/{item['id']}/").status_code == 200
    job = rest.json("job/app/api/json")
    assert (job["inQueue"], job["queueItem"]["id"]) == (True, item["id"])
    assert [each["id"] for each in rest.json("queue/api/json")["items"]] == [item["id"]]


def test_cancel(rest: Rest) -> None:
    """204, then the item says so; unknown ones are 404, those that left 500."""
    item = queued(rest, rest.post("job/app/build").headers["Location"])
    assert rest.post(f"queue/cancelItem?id={item['id']}").status_code == 204
    left = rest.json(f"queue/item/{item['id']}/api/json")
    assert (left["_class"], left["cancelled"], left["executable"], left["why"]) == (
        "hudson.model.Queue$LeftItem", True, None, None,
    )  # fmt: skip
    assert rest.post(f"queue/cancelItem?id={item['id']}").status_code == 500
    assert rest.post("queue/cancelItem?id=4711").status_code == 404
    assert rest.post("queue/cancelItem?id=x").status_code == 400


def test_parameters(rest: Rest) -> None:
    """Defaults filled in, values by their type, undeclared ones ignored, secrets hidden."""
    answer = rest.post(
        "job/asking/buildWithParameters", data={"WHO": "me", "LOUD": "FALSE", "OTHER": "x", "KEY": "top"}
    )
    assert answer.status_code == 201
    item = queued(rest, answer.headers["Location"])
    assert values(item) == {"WHO": "me", "LOUD": False, "SIZE": "S", "KEY": None}
    assert item["params"] == "\nWHO=me\nLOUD=false\nSIZE=S\nKEY=******"
    assert "top" not in rest.get("queue/api/json?depth=9").text


def test_coalescing(rest: Rest) -> None:
    """303 for the same values, 201 for others; 201 also when only a secret differs."""
    first = rest.post("job/asking/buildWithParameters?WHO=me")
    same = rest.post("job/asking/buildWithParameters", data={"WHO": "me"})
    other = rest.post("job/asking/buildWithParameters?WHO=you")
    secret = rest.post("job/asking/buildWithParameters?WHO=me&KEY=else")
    assert [answer.status_code for answer in (first, same, other, secret)] == [201, 303, 201, 201]
    assert same.headers["Location"] == first.headers["Location"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "job/asking/build", 400),
        ("POST", "job/app/buildWithParameters", 400),
        ("POST", "job/asking/buildWithParameters?SIZE=XXL", 500),
        ("POST", "job/asking/buildWithParameters?WHO=a&WHO=b", 500),
        ("POST", "job/app/build?delay=soon", 400),
        ("GET", "job/app/build", 405),
        ("GET", "job/asking/build", 405),
        ("GET", "job/app/build?token=x", 405),
        ("GET", "job/remote/build?token=wrong", 403),
        ("POST", "job/remote/build?token=wrong", 403),
        ("GET", "job/remote/build?token=s3cret", 201),
    ],
)
def test_request_rules(rest: Rest, method: str, path: str, status: int) -> None:
    """The table of what builds and what does not."""
    assert rest.call(method, path).status_code == status


def test_form_with_json(rest: Rest) -> None:
    """The form's own way: json decides, unknown names are an error, redirectTo stays on this site."""
    form = {"parameter": [{"name": "WHO", "value": "form"}, {"name": "LOUD", "value": True}]}
    item = queued(rest, rest.post("job/asking/build", data={"json": json.dumps(form)}).headers["Location"])
    assert values(item) == {"WHO": "form", "LOUD": True, "SIZE": "S", "KEY": None}
    assert rest.post("job/asking/build", data={"json": json.dumps(form)}).status_code == 302
    unknown = {"parameter": {"name": "NOPE", "value": "1"}}
    assert rest.post("job/asking/build", data={"json": json.dumps(unknown)}).status_code == 500
    there = {"parameter": {"name": "WHO", "value": "x"}, "statusCode": "303", "redirectTo": "."}
    answer = rest.post("job/asking/build", data={"json": json.dumps(there)})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{rest.url}job/asking/")


def test_build_by_token(rest: Rest) -> None:
    """Without login and crumb; jobs without a token do not exist there."""
    answer = rest.post("buildByToken/build?job=remote&token=s3cret&cause=why+not", auth=None)
    assert answer.status_code == 201
    cause = queued(rest, answer.headers["Location"])["actions"][0]["causes"][0]
    assert (cause["_class"], cause["note"]) == ("hudson.model.Cause$RemoteCause", "why not")
    assert rest.get("buildByToken/build?job=remote&token=no", auth=None).status_code == 403
    assert rest.get("buildByToken/build?job=app&token=s3cret", auth=None).status_code == 404
    wrong = rest.get("buildByToken/buildWithParameters?job=remote&token=s3cret", auth=None)
    assert (wrong.status_code, wrong.headers["X-Error"]) == (400, "use build for this build")
    rest.create("asks", PARAMETERS.replace("</properties>", "</properties><authToken>s3cret</authToken>"))
    wrong = rest.get("buildByToken/build?job=asks&token=s3cret", auth=None)
    assert (wrong.status_code, wrong.headers["X-Error"]) == (400, "use buildWithParameters for this build")
    assert rest.get("buildByToken/buildWithParameters?job=asks&token=s3cret", auth=None).status_code == 201


def test_job_with_builds(rest: Rest) -> None:
    """Newest first, permalinks by what each build came to."""
    job = rest.json("job/built/api/json")
    assert job["builds"][0] == {"_class": "hudson.model.FreeStyleBuild", "number": 4, "url": f"{rest.url}job/built/4/"}
    assert [build["number"] for build in job["builds"]] == [4, 3, 2, 1]
    numbers = {key: value["number"] for key, value in job.items() if key.endswith("Build") and isinstance(value, dict)}
    assert numbers == {
        "firstBuild": 1,
        "lastBuild": 4,
        "lastCompletedBuild": 3,
        "lastFailedBuild": 3,
        "lastStableBuild": 1,
        "lastSuccessfulBuild": 2,
        "lastUnstableBuild": 2,
        "lastUnsuccessfulBuild": 3,
    }
    assert job["nextBuildNumber"] == 5
    assert "allBuilds" not in job
    assert rest.json("job/built/api/json?tree=allBuilds[number]{1,3}")["allBuilds"] == [
        {"_class": "hudson.model.FreeStyleBuild", "number": 3},
        {"_class": "hudson.model.FreeStyleBuild", "number": 2},
    ]


def test_build_info(rest: Rest) -> None:
    """Every field, in order, with the types that clients rely on."""
    build = rest.json("job/built/1/api/json")
    assert list(build) == [
        "_class", "actions", "artifacts", "building", "description", "displayName", "duration", "estimatedDuration",
        "executor", "fullDisplayName", "id", "inProgress", "keepLog", "number", "queueId", "result", "timestamp",
        "url", "builtOn", "changeSet", "culprits",
    ]  # fmt: skip
    assert (build["id"], build["number"], build["queueId"], build["duration"]) == ("1", 1, 101, 500)
    assert (build["result"], build["building"], build["timestamp"], build["builtOn"]) == ("SUCCESS", False, 1000, "")
    assert build["changeSet"] == {"_class": "hudson.scm.EmptyChangeLogSet", "items": [], "kind": None}
    running = rest.json("job/built/4/api/json")
    assert (running["result"], running["building"], running["duration"], running["executor"]) == (None, True, 0, {})


@pytest.mark.parametrize(
    ("permalink", "number"),
    [
        ("firstBuild", 1),
        ("lastBuild", 4),
        ("lastCompletedBuild", 3),
        ("lastStableBuild", 1),
        ("lastSuccessfulBuild", 2),
    ],
)
def test_permalinks_are_served_in_place(rest: Rest, permalink: str, number: int) -> None:
    """No redirect; the true number inside."""
    build = rest.json(f"job/built/{permalink}/api/json")
    assert (build["number"], build["url"]) == (number, f"{rest.url}job/built/{number}/")
    assert rest.get(f"job/built/{permalink}/buildNumber").text == str(number)


def test_console(rest: Rest) -> None:
    """The log as it is."""
    answer = rest.get("job/built/1/consoleText")
    assert (answer.content, answer.headers["Content-Type"]) == (LOG, "text/plain;charset=UTF-8")


def test_a_long_log_comes_in_pieces(rest: Rest) -> None:
    """The whole of it as text, or piece by piece with More-Data until the end: never all of it in memory."""
    rest.create("long")
    log = b"".join(b"line %d\n" % number for number in range(900_000))
    rest.add_build("long", 1, Result.SUCCESS, log)
    assert rest.get("job/long/1/consoleText").content == log
    start, found, more = 0, b"", True
    while more:
        answer = rest.get(f"job/long/1/logText/progressiveText?start={start}")
        start, more = int(answer.headers["X-Text-Size"]), "X-More-Data" in answer.headers
        found += answer.content
    assert found == log.replace(b"\n", b"\r\n")


def test_progressive_text(rest: Rest) -> None:
    """CRLF; sizes count the log's bytes; More-Data only while it runs; beyond the end all of it again."""
    whole = rest.get("job/built/1/logText/progressiveText")
    assert whole.content == LOG.replace(b"\n", b"\r\n")
    assert (whole.headers["X-Text-Size"], "X-More-Data" in whole.headers) == (str(len(LOG)), False)
    rest_of_it = rest.post("job/built/1/logText/progressiveText", data={"start": "30"})
    assert rest_of_it.content == LOG[30:].replace(b"\n", b"\r\n")
    assert rest.get("job/built/1/logText/progressiveText?start=99999").content == whole.content
    running = rest.get("job/built/4/logText/progressiveText")
    assert (running.headers["X-More-Data"], running.headers["X-Text-Size"]) == ("true", "6")
    assert rest.get("job/built/1/logText/progressiveText?start=x").status_code == 400


def test_progressive_html(rest: Rest) -> None:
    """The same, escaped."""
    answer = rest.get("job/built/1/logText/progressiveHtml?start=0")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in answer.text
    assert answer.headers["X-Text-Size"] == str(len(LOG))


def test_acting_on_builds(rest: Rest) -> None:
    """Stop, keep, describe, name, delete."""
    referrer = {"Referer": f"{rest.url}job/built/"}
    assert rest.post("job/built/4/stop", headers=referrer).headers["Location"] == f"{rest.url}job/built/"
    assert rest.post("job/built/4/stop").headers["Location"] == f"{rest.url}job/built/4/"
    assert (
        rest.post("job/built/4/stop", headers={"Referer": "http://e.example/"}).headers["Location"].startswith(rest.url)
    )
    assert rest.post("job/built/2/toggleLogKeep").status_code == 302
    assert rest.json("job/built/2/api/json?tree=keepLog")["keepLog"] is True
    assert rest.post("job/built/2/doDelete").status_code == 500
    assert rest.post("job/built/2/submitDescription", data={"description": "d"}).status_code == 302
    named = {"json": json.dumps({"displayName": "two", "description": "said"})}
    assert rest.post("job/built/2/configSubmit", data=named).status_code == 302
    build = rest.json("job/built/2/api/json")
    assert (build["displayName"], build["fullDisplayName"], build["description"]) == ("two", "built two", "said")
    rest.post("job/built/2/toggleLogKeep")
    assert rest.post("job/built/2/doDelete").headers["Location"] == f"{rest.url}job/built/"
    assert rest.get("job/built/2/api/json").status_code == 404
    assert rest.post("job/built/4/doDelete").status_code == 500


def test_running_builds_on_nodes(rest: Rest) -> None:
    """python-jenkins indexes executors[].currentExecutable at depth 2 unguarded: always there, null when idle."""
    found = rest.json("computer/api/json?depth=2")
    node = found["computer"][0]
    assert (node["_class"], node["displayName"]) == ("hudson.model.Hudson$MasterComputer", "Built-In Node")
    assert node["executors"][0]["currentExecutable"]["number"] == 4
    assert node["executors"][1] == {
        "currentExecutable": None, "idle": True, "likelyStuck": False, "number": 1, "progress": -1,
    }  # fmt: skip
    for name in ("(built-in)", "(master)"):
        assert rest.json(f"computer/{name}/api/json?depth=2")["displayName"] == "Built-In Node"
    assert rest.json("computer/(built-in)/executors/1/api/json")["idle"] is True
    assert rest.get("computer/(built-in)/executors/9/api/json").status_code == 404


def test_endless_depth(rest: Rest) -> None:
    """A running build and its executor show each other; the answer ends all the same."""
    found = rest.json("job/built/4/api/json?depth=999999999")
    assert found["executor"]["currentExecutable"]["executor"]["currentExecutable"]["number"] == 4


def test_metrics(rest: Rest) -> None:
    """Real figures for the scraper."""
    answer = rest.get("prometheus/", auth=None)
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    assert 'default_jenkins_builds_success_build_count{jenkins_job="built",repo="NA",buildable="true"} 1.0' in lines
    assert (
        'default_jenkins_builds_last_build_result_ordinal{jenkins_job="built",repo="NA",buildable="true"} 2.0' in lines
    )
    assert 'default_jenkins_executors_queue_length{label="all"} 0.0' in lines


def test_a_job_with_a_running_build_is_not_renamed(rest: Rest) -> None:
    """Its files would move under the engine's hands."""
    assert rest.post("job/built/doRename?newName=other").status_code == 400
    assert items.find_item(rest.controller, "built").name == "built"
