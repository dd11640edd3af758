"""Where re-implementations of Jenkins' REST interface go wrong: one test for each, by its number."""

from __future__ import annotations

import ast
import json
import re
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from rest_server import FOLDER, JOB, PARAMETERS, PASSWORD, XML, Rest, serving

from igor.controller import builds, items, nodes, queue, settings
from igor.model.build import Cause
from igor.model.job import Result

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        served.create("built")
        served.create("asking", PARAMETERS)
        served.create("team", FOLDER)
        served.create("team/app")
        for number, result in enumerate((Result.SUCCESS, Result.FAILURE, Result.UNSTABLE), 1):
            served.add_build("built", number, result, b"one\ntwo\n")
        served.create("runs")
        served.add_build("runs", 1, Result.UNSTABLE)
        served.add_build("runs", 2, None)
        served.create("first")
        served.add_build("first", 1, None, executor=1)
        yield served


def queued(rest: Rest, job: str, **parameters: str) -> int:
    """The id of a queue item that was made for the job."""
    path = f"job/{job}/buildWithParameters" if parameters else f"job/{job}/build"
    answer = rest.post(path, params={"delay": "600sec", **parameters})
    assert answer.status_code in (201, 303), answer.text
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def raw(rest: Rest, request_line: str) -> str:
    """What the server answers to a request line that no client library would send."""
    parts = urlsplit(rest.url)
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30) as wire:
        token = requests.auth._basic_auth_str("admin", rest.token)
        head = f"{request_line}\r\nHost: {parts.netloc}\r\nAuthorization: {token}\r\nConnection: close\r\n\r\n"
        wire.sendall(head.encode())
        return b"".join(iter(lambda: wire.recv(65536), b"")).decode()


def test_pitfall_01_items_that_left(rest: Rest) -> None:
    """They are known for five minutes, cancelled ones without an executable; before that the fields are absent."""
    queue_id = queued(rest, "app")
    waiting = rest.json(f"queue/item/{queue_id}/api/json")
    assert "executable" not in waiting
    assert "cancelled" not in waiting
    rest.post("queue/cancelItem", params={"id": queue_id})
    left = rest.json(f"queue/item/{queue_id}/api/json")
    assert (left["cancelled"], left["executable"], left["why"]) == (True, None, None)
    long_ago = rest.controller.now_ms() - 301_000
    statement = "UPDATE queue_item SET left_ms = ? WHERE id = ?"
    rest.controller.store.write(lambda connection: connection.execute(statement, (long_ago, queue_id)))
    assert rest.get(f"queue/item/{queue_id}/api/json").status_code == 404


def test_pitfall_02_quiet_period(rest: Rest) -> None:
    """Five seconds unless said otherwise; a bare delay is in milliseconds; no build is there yet."""
    rest.create("quiet")
    answer = rest.post("job/quiet/build")
    item = rest.json(urlsplit(answer.headers["Location"]).path.lstrip("/") + "api/json")
    assert 4000 <= item["timestamp"] - item["inQueueSince"] <= 5000
    assert re.fullmatch(r"In the quiet period\. Expires in [\d.]+ sec", item["why"])
    assert rest.json("job/quiet/api/json")["lastBuild"] is None
    rest.post("queue/cancelItem", params={"id": item["id"]})
    answer = rest.post("job/quiet/build?delay=3999")
    item = rest.json(urlsplit(answer.headers["Location"]).path.lstrip("/") + "api/json")
    assert item["timestamp"] - item["inQueueSince"] == 3000
    rest.post("job/quiet/doDelete")


def test_pitfall_03_statuses_of_builds(rest: Rest) -> None:
    """201 for build also when merged, 303 for buildWithParameters when merged."""
    assert [rest.post("job/app/build?delay=600sec").status_code for _ in range(2)] == [201, 201]
    path = "job/asking/buildWithParameters?delay=600sec&WHO=me"
    assert [rest.post(path).status_code for _ in range(2)] == [201, 303]


def test_pitfall_04_locations(rest: Rest) -> None:
    """Absolute, by the address that the client used; inside JSON the item's own URL is relative, its task's is not."""
    headers = {"Host": "ci.example:8443", "X-Forwarded-Proto": "https"}
    location = rest.post("job/app/build?delay=600sec", headers=headers).headers["Location"]
    assert re.fullmatch(r"https://ci\.example:8443/queue/item/\d+/", location)
    (item, *_) = rest.json("queue/api/json")["items"]
    assert item["url"] == f"queue/item/{item['id']}/"
    assert item["task"]["url"].startswith(rest.url)


def test_pitfall_05_building_and_result(rest: Rest) -> None:
    """While a build runs its duration is 0 and its result null."""
    found = rest.json("job/runs/2/api/json")
    assert (found["building"], found["inProgress"], found["result"], found["duration"]) == (True, True, None, 0)


def test_pitfall_06_colours(rest: Rest) -> None:
    """A running build blinks in the colour of the one before; some colours have no traffic light."""
    assert rest.json("job/built/api/json")["color"] == "yellow"
    assert rest.json("job/runs/api/json")["color"] == "yellow_anime"
    assert rest.json("job/first/api/json")["color"] == "notbuilt_anime"
    items.set_enabled(rest.controller, "app", False, by="x")
    assert rest.json("job/app/api/json")["color"] == "disabled"
    items.set_enabled(rest.controller, "app", True, by="x")
    for number, (result, color) in enumerate(((Result.ABORTED, "aborted"), (Result.NOT_BUILT, "notbuilt")), 1):
        rest.create(f"colour{number}")
        rest.add_build(f"colour{number}", 1, result)
        assert rest.json(f"job/colour{number}/api/json")["color"] == color


def test_pitfall_07_class_and_xml(rest: Rest) -> None:
    """_class only where the class is not the declared one; single quotes in XML; nulls and empty lists vanish there."""
    found = rest.json("job/built/api/json")
    assert "_class" in found["lastBuild"]
    assert "_class" not in found["healthReport"][0]
    assert "_class" not in rest.json("computer/(built-in)/api/json")["executors"][0]
    xml = rest.get("job/app/api/xml").text
    assert xml.startswith("<freeStyleProject _class='hudson.model.FreeStyleProject'>")
    assert "<lastBuild" not in xml
    assert "<builds" not in xml
    assert '_class="' in rest.get("job/app/api/xml?exclude=//name").text


def test_pitfall_08_types(rest: Rest) -> None:
    """Milliseconds, a text for id, a number for number, an empty text for the built-in node."""
    found = rest.json("job/built/1/api/json")
    assert (found["id"], found["number"], found["timestamp"]) == ("1", 1, 1000)
    assert (found["builtOn"], found["estimatedDuration"]) == ("", -1)


def test_pitfall_09_hundred_builds(rest: Rest) -> None:
    """builds ends at 100, and ranges act on that; allBuilds is only there on request."""
    rest.create("many")
    for number in range(1, 103):
        rest.add_build("many", number, Result.SUCCESS)
    found = rest.json("job/many/api/json")
    assert (len(found["builds"]), "allBuilds" in found) == (100, False)
    assert len(rest.json("job/many/api/json?tree=allBuilds[number]")["allBuilds"]) == 102
    assert rest.json("job/many/api/json?tree=builds[number]{99,120}")["builds"][0]["number"] == 3


def test_pitfall_10_brackets(rest: Rest) -> None:
    """Raw and encoded alike."""
    for query in ("tree=jobs[name]{0,1}", "tree=jobs%5Bname%5D%7B0,1%7D"):
        answer = raw(rest, f"GET /api/json?{query} HTTP/1.1")
        assert " 200 " in answer.partition("\r\n")[0]
        assert '"name":"app"' in answer


def test_pitfall_11_redirects(rest: Rest) -> None:
    """Where a redirect leads, GET is answered with 200; some actions are no redirects."""
    rest.create("moved")
    rest.post("createView", params={"name": "v"}, data="<hudson.model.ListView/>", headers=XML)
    node = json.dumps({"name": "n", "numExecutors": 1})
    for path, data in (
        ("createItem?name=copy&mode=copy&from=moved", {}),
        ("job/moved/disable", {}),
        ("job/moved/submitDescription", {"description": "x"}),
        ("job/moved/doRename?newName=renamed", {}),
        ("view/v/submitDescription", {"description": "x"}),
        ("computer/doCreateItem?name=n", {"json": node}),
        ("computer/n/toggleOffline", {}),
        ("computer/n/doDelete", {}),
        ("job/renamed/doDelete", {}),
        ("pluginManager/plugin/timestamper/doUninstall", {}),
        ("quietDown", {}),
        ("cancelQuietDown", {}),
        ("view/v/doDelete", {}),
    ):
        answer = rest.post(path, data=data)
        assert answer.status_code == 302, path
        assert rest.get(answer.headers["Location"].removeprefix(rest.url)).status_code == 200, path
        followed = answer.headers["Location"].removeprefix(rest.url)
        assert rest.post(followed).status_code == 200, path
    assert rest.post("createItem?name=plain", data=JOB, headers=XML).status_code == 200
    assert rest.post("job/plain/config.xml", data=JOB).status_code == 200
    assert rest.call("DELETE", "job/plain/").status_code == 204
    rest.post("job/copy/doDelete")


def test_pitfall_12_errors(rest: Rest) -> None:
    """HTML; 400 says in a header why."""
    answer = rest.post("createItem?name=app", data=JOB, headers=XML)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/html;charset=utf-8")
    assert "A job already exists with the name" in answer.headers["X-Error"]
    assert "A job already exists with the name ‘app’" in answer.text


def test_pitfall_13_anonymous_and_wrong(rest: Rest) -> None:
    """403 without credentials, 401 with wrong ones, which alone is a challenge."""
    nobody, wrong = rest.get("api/json", auth=None), rest.get("api/json", auth=("admin", "wrong"))
    assert (nobody.status_code, "WWW-Authenticate" in nobody.headers) == (403, False)
    assert (wrong.status_code, "WWW-Authenticate" in wrong.headers) == (401, True)


def test_pitfall_14_crumbs(rest: Rest) -> None:
    """A crumb counts with the session that it came with; tokens need none, DELETE neither; off is 404."""
    auth = ("admin", PASSWORD)
    crumb = rest.get("crumbIssuer/api/json", auth=auth)
    headers = {crumb.json()["crumbRequestField"]: crumb.json()["crumb"]}
    assert rest.post("job/app/enable", auth=auth, headers=headers).status_code == 403
    assert rest.post("job/app/enable", auth=auth, headers=headers, cookies=crumb.cookies).status_code == 302
    assert rest.post("job/app/enable").status_code == 302
    rest.create("deleted")
    assert rest.call("DELETE", "job/deleted/", auth=auth).status_code == 204
    settings.put(rest.controller, "use_crumbs", "false")
    assert rest.get("crumbIssuer/api/json").status_code == 404
    settings.put(rest.controller, "use_crumbs", "true")


def test_pitfall_15_progressive_logs(rest: Rest) -> None:
    """CRLF, the size of the log and not of the body, no header at the end; a start beyond the end begins again."""
    log = "job/built/1/logText/progressiveText"
    answer = rest.get(log)
    assert answer.content == b"one\r\ntwo\r\n"
    assert (answer.headers["X-Text-Size"], "X-More-Data" in answer.headers) == ("8", False)
    assert rest.get(f"{log}?start=4").content == b"two\r\n"
    assert rest.get(f"{log}?start=99").content == b"one\r\ntwo\r\n"
    assert rest.post(log, data={"start": "4"}).content == b"two\r\n"
    assert rest.get("job/built/1/consoleText").content == b"one\ntwo\n"
    assert rest.get("job/runs/2/logText/progressiveText").headers["X-More-Data"] == "true"


def test_pitfall_16_no_empty_console(rest: Rest) -> None:
    """A build has its first line when it can be seen: the engine's tests hold that; here its reader gets bytes."""
    assert rest.get("job/runs/2/consoleText").text == "log\n"


def test_pitfall_17_one_namespace(rest: Rest) -> None:
    """Query and body are one, the query first; content types have charsets."""
    form = {"json": "%7Bjunk", "name": "late"}
    answer = rest.post("computer/doCreateItem", params={"name": "n17", "json": '{"numExecutors": 2}'}, data=form)
    assert answer.status_code == 302
    assert rest.json("computer/n17/api/json")["numExecutors"] == 2
    typed = {"Content-Type": "text/xml; charset=utf-8"}
    assert rest.post("createItem?name=typed", data=JOB.encode(), headers=typed).status_code == 200


def test_pitfall_18_segments(rest: Rest) -> None:
    """Decoded after they are split; + is a plus; names in any case; objects want their slash, actions do not mind."""
    rest.create("a+b c")
    assert rest.json("job/a+b%20c/api/json")["url"] == f"{rest.url}job/a+b%20c/"
    assert rest.get("job/a%2Bb%20c/").status_code == 200
    assert rest.json("job/BUILT/api/json")["name"] == "built"
    assert rest.get("job/built").headers["Location"] == f"{rest.url}job/built/"
    assert rest.post("job/app/enable/").status_code == 302
    assert rest.get("job/app%2Fx/").status_code == 404


def test_pitfall_19_the_built_in_node(rest: Rest) -> None:
    """Both names; depth 2 answers, and an idle executor has a currentExecutable of null."""
    for name in ("(master)", "(built-in)"):
        assert rest.json(f"computer/{name}/api/json")["displayName"] == "Built-In Node"
    nodes.create(rest.controller, "n19")
    found = {each["displayName"]: each["executors"] for each in rest.json("computer/api/json?depth=2")["computer"]}
    assert [each["currentExecutable"] for each in found["n19"]] == [None]
    assert {each["currentExecutable"]["number"] for each in found["Built-In Node"]} == {1, 2}


def test_pitfall_20_parameter_values(rest: Rest) -> None:
    """By their type; those of secrets are left out."""
    queue_id = queued(rest, "asking", WHO="20", LOUD="TRUE")
    actions = rest.json(f"queue/item/{queue_id}/api/json")["actions"]
    values = {each["name"]: each.get("value", "-") for each in actions[0]["parameters"]}
    assert values == {"WHO": "20", "LOUD": True, "SIZE": "S", "KEY": "-"}


def test_pitfall_21_python(rest: Rest) -> None:
    """Literals of Python, with JSON's escapes."""
    items.set_description(rest.controller, "team", "ä\n\"'\\", by="x")
    text = rest.get("job/team/api/python").text
    assert ast.literal_eval(text)["description"] == "ä\n\"'\\"
    assert ast.literal_eval(rest.get("job/app/api/python").text)["buildable"] is True


@pytest.mark.slow
def test_pitfall_22_scripts(rest: Rest) -> None:
    """200 also for what fails, Result only for a value."""
    for script, words in (
        ("throw new Exception('no')", "java.lang.Exception: no"),
        ("42", "Result: 42\n"),
        ("null", ""),
    ):
        answer = rest.post("scriptText", data={"script": script})
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain;charset=UTF-8")
        assert answer.text.startswith(words)


def test_pitfall_23_first_views(rest: Rest) -> None:
    """all at the root, All in folders, never deleted; a posted name changes nothing."""
    assert rest.json("api/json")["views"][0]["name"] == "all"
    assert rest.json("job/team/api/json")["primaryView"]["name"] == "All"
    assert rest.post("view/all/doDelete").status_code == 400
    rest.post("createView?name=v23", data="<hudson.model.ListView/>", headers=XML)
    renamed = "<hudson.model.ListView><name>other</name></hudson.model.ListView>"
    assert rest.post("view/v23/config.xml", data=renamed, headers=XML).status_code == 200
    assert rest.json("view/v23/api/json")["name"] == "v23"


def test_pitfall_24_versions(rest: Rest) -> None:
    """Numbers with dots, of the server and of every plugin."""
    assert re.fullmatch(r"\d+(\.\d+){1,3}", rest.get("").headers["X-Jenkins"])
    plugins = {each["shortName"]: each for each in rest.json("pluginManager/api/json?depth=1")["plugins"]}
    assert int(plugins["credentials"]["version"].split(".")[0]) > 1
    assert all(re.match(r"\d+\.", each["version"]) for each in plugins.values())


def test_pitfall_25_head(rest: Rest) -> None:
    """Wherever GET works, but not for config.xml."""
    for path in ("", "api/json", "job/app/", "job/app/api/json", "computer/(built-in)/api/json"):
        answer = rest.call("HEAD", path)
        assert (answer.status_code, answer.content) == (200, b"")
    assert rest.call("HEAD", "job/app/config.xml").status_code == 400


def test_pitfall_26_stop(rest: Rest) -> None:
    """A request only: the answer comes before the end."""
    assert rest.post("job/runs/2/stop").status_code == 302
    assert rest.json("job/runs/2/api/json")["building"] is True
    assert rest.post("job/built/1/stop").status_code == 302
    assert rest.json("job/built/1/api/json")["result"] == "SUCCESS"


def test_pitfall_27_what_is_gone(rest: Rest) -> None:
    """An old name is nothing, queue items go with their job, and a name that is used again begins at 1."""
    rest.create("old")
    rest.add_build("old", 1, Result.SUCCESS)
    queue_id = queued(rest, "old")
    rest.post("job/old/doRename?newName=new")
    assert rest.get("job/old/").status_code == 404
    assert rest.json("job/new/api/json")["nextBuildNumber"] == 2
    rest.post("job/new/doDelete")
    assert queue_id not in {each.id for each in queue.list_open(rest.controller)}
    rest.create("new")
    assert rest.json("job/new/api/json")["nextBuildNumber"] == 1


def test_pitfall_28_restarting(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every path is 503 from the moment that a restart was asked for."""
    with serving(tmp_path_factory.mktemp("home") / "home") as rest:
        assert rest.post("safeRestart").status_code == 500
        rest.app.extensions["igor.leaving"] = True
        for path in ("", "api/json", "login", "nothing"):
            answer = rest.get(path)
            assert (answer.status_code, answer.headers["Content-Type"]) == (503, "text/html;charset=utf-8")


def test_pitfall_29_swarm(rest: Rest) -> None:
    """A properties file; the label swarm comes along, a hash is a suffix."""
    form = {"name": "s29", "executors": "1", "remoteFsRoot": "/x", "labels": "a", "mode": "NORMAL", "hash": "abcd"}
    answer = rest.post("plugin/swarm/createSlave", data=form)
    assert answer.status_code == 200, answer.text
    assert "name=s29-abcd" in answer.text
    assert "swarm" in {each["name"] for each in rest.json("computer/s29-abcd/api/json")["assignedLabels"]}


def test_pitfall_30_monitors(rest: Rest) -> None:
    """All keys are there, also where nothing is known; the controller knows its own machine."""
    own = rest.json("computer/(built-in)/api/json")["monitorData"]
    disk = own["hudson.node_monitors.DiskSpaceMonitor"]
    assert disk["_class"] == "hudson.node_monitors.DiskSpaceMonitorDescriptor$DiskSpace"
    assert 0 < disk["size"] <= disk["totalSize"]
    assert own["hudson.node_monitors.ArchitectureMonitor"].startswith("Linux (")
    nodes.create(rest.controller, "n30")
    found = rest.json("computer/n30/api/json")["monitorData"]
    assert {key.rpartition(".")[2]: found[key] for key in found} == dict.fromkeys(
        ("SwapSpaceMonitor", "TemporarySpaceMonitor", "DiskSpaceMonitor", "ArchitectureMonitor")
        + ("ResponseTimeMonitor", "ClockMonitor")
    )


def test_pitfall_31_depth(rest: Rest) -> None:
    """allBuilds from depth 3 on; a depth without end is bounded."""
    assert "allBuilds" not in rest.json("job/built/api/json?depth=2")
    assert len(rest.json("job/built/api/json?depth=3")["allBuilds"]) == 3
    assert rest.get("job/built/api/json?depth=99").status_code in (200, 500)


def test_pitfall_32_permalinks(rest: Rest) -> None:
    """Served in place, with the true number inside; firstBuild is a path too; none is 404."""
    for name, number in (("lastBuild", 3), ("firstBuild", 1), ("lastSuccessfulBuild", 3), ("lastStableBuild", 1)):
        answer = rest.get(f"job/built/{name}/api/json")
        assert (answer.status_code, answer.json()["number"]) == (200, number)
        assert answer.json()["url"] == f"{rest.url}job/built/{number}/"
    assert rest.get("job/app/lastBuild/api/json").status_code == 404


def test_pitfall_33_easy_to_forget(rest: Rest) -> None:
    """HEAD of config.xml, any type for its POST, 409 for what is disabled, 403 for jsonp and texts of an XPath."""
    assert rest.call("HEAD", "job/app/config.xml").status_code == 400
    assert rest.post("job/app/config.xml", data=JOB, headers={"Content-Type": "text/csv"}).status_code == 200
    items.set_enabled(rest.controller, "app", False, by="x")
    assert rest.post("job/app/build").status_code == 409
    items.set_enabled(rest.controller, "app", True, by="x")
    assert rest.get("api/json?jsonp=call").status_code == 403
    assert rest.get("api/xml?xpath=/hudson/mode/text()").status_code == 403
    assert rest.get("crumbIssuer/api/xml?xpath=concat(//crumbRequestField,':',//crumb)").status_code == 200


def test_causes_of_a_merged_item(rest: Rest) -> None:
    """Beside the pitfalls: a request that is merged adds its cause."""
    rest.create("merged")
    for host in ("a", "b"):
        cause = Cause("remote", f"Started by remote host {host}", {"host": host, "note": None})
        queue.schedule(rest.controller, "merged", cause=cause, quiet_period_ms=600_000)
    (item,) = [each for each in rest.json("queue/api/json")["items"] if each["task"]["name"] == "merged"]
    assert [each["addr"] for each in item["actions"][0]["causes"]] == ["a", "b"]
    assert builds.running(rest.controller)
