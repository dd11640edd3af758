"""Nodes, labels, load, users, plugins, quiet down and Igor's own endpoints over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from rest_server import Rest, serving

from igor.api import measuring

pytestmark = pytest.mark.integration

FORM = {
    "name": "n1",
    "nodeDescription": "first",
    "numExecutors": "3",
    "remoteFS": "/srv/agent",
    "labelString": "linux big",
    "mode": "EXCLUSIVE",
    "type": "hudson.slaves.DumbSlave$DescriptorImpl",
    "retentionStrategy": {"stapler-class": "hudson.slaves.RetentionStrategy$Always"},
    "nodeProperties": {"stapler-class-bag": "true"},
    "launcher": {"stapler-class": "hudson.slaves.JNLPLauncher"},
}


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        yield served


@pytest.fixture
def node(rest: Rest) -> Iterator[str]:
    """A node made as python-jenkins makes it: all in the query."""
    query = {"name": "n1", "type": FORM["type"], "json": json.dumps(FORM)}
    made = rest.post("computer/doCreateItem", params=query)
    assert (made.status_code, made.headers["Location"]) == (302, f"{rest.url}computer/")
    yield "computer/n1/"
    rest.post("computer/n1/doDelete")


def test_a_node(rest: Rest, node: str) -> None:
    """Every field, in order."""
    found = rest.json(f"{node}api/json")
    assert list(found) == [
        "_class", "actions", "assignedLabels", "description", "displayName", "executors", "icon", "iconClassName",
        "idle", "jnlpAgent", "launchSupported", "loadStatistics", "manualLaunchAllowed", "monitorData",
        "numExecutors", "offline", "offlineCause", "offlineCauseReason", "oneOffExecutors", "temporarilyOffline",
        "absoluteRemotePath",
    ]  # fmt: skip
    assert found["_class"] == "hudson.slaves.SlaveComputer"
    assert found["assignedLabels"] == [{"name": "big"}, {"name": "linux"}, {"name": "n1"}]
    assert (found["executors"], found["numExecutors"], found["offline"]) == ([{}, {}, {}], 3, True)
    assert found["absoluteRemotePath"] == "/srv/agent"
    assert set(found["monitorData"].values()) == {None}
    everything = rest.json("computer/api/json")
    assert [computer["displayName"] for computer in everything["computer"]] == ["Built-In Node", "n1"]
    assert (everything["displayName"], everything["totalExecutors"]) == ("Nodes", 0)


FACTS = {
    "os": "Linux 6.1.0", "machine": "x86_64", "temporary_folder": "/tmp", "temporary_bytes": "900",
    "temporary_free_bytes": "0", "disk_bytes": "5000", "disk_free_bytes": "4000", "memory_bytes": "300",
    "memory_free_bytes": "200", "swap_bytes": "x", "swap_free_bytes": "0", "clock_behind_ms": "-1500",
    "round_trip_ms": "7",
}  # fmt: skip


def test_what_an_agent_tells_of_its_machine(rest: Rest, node: str) -> None:
    """In Jenkins' shapes: a full disk and what is no number are not known, and nothing is while it is not connected."""

    def said(connected: int) -> dict[str, Any]:
        values = (connected, json.dumps(FACTS), 1234)
        sql = "UPDATE node SET connected = ?, facts = ?, last_seen_ms = ? WHERE name = 'n1'"
        rest.controller.store.write(lambda connection: connection.execute(sql, values))
        found = rest.json("computer/n1/api/json")["monitorData"]
        return {name.rpartition(".")[2]: value for name, value in found.items()}

    assert set(said(0).values()) == {None}
    found = said(1)
    assert [found[f"{name}Monitor"] for name in ("Architecture", "TemporarySpace")] == ["Linux (amd64)", None]
    memory = found["SwapSpaceMonitor"]
    assert memory.pop("_class") == "hudson.node_monitors.SwapSpaceMonitor$MemoryUsage2"
    assert list(memory.values()) == [200, 0, 300, -1]
    disk = found["DiskSpaceMonitor"]
    assert [disk[name] for name in ("path", "size", "totalSize", "timestamp")] == ["/srv/agent", 4000, 5000, 1234]
    assert found["ClockMonitor"] == {"_class": "hudson.util.ClockDifference", "diff": -1500}
    assert (found["ResponseTimeMonitor"]["average"], found["ResponseTimeMonitor"]["timestamp"]) == (7, 1234)


def test_why_an_item_waits(rest: Rest, node: str) -> None:
    """Nobody knows which of many nodes to look at, and what to do there."""
    xml = "<project><assignedNode>big</assignedNode><canRoam>false</canRoam><quietPeriod>0</quietPeriod></project>"
    rest.create("picky", xml)
    queue_id = int(rest.post("job/picky/build").headers["Location"].rstrip("/").rpartition("/")[2])
    found = rest.json(f"queue/item/{queue_id}/igor/api/why")
    assert (found["id"], found["job"]) == (queue_id, "picky")
    assert [(each["node"], each["why"], each["fix"]) for each in found["nodes"] if each["node"] == "n1"] == [
        ("n1", "is not connected", "start its agent")
    ]
    assert "1 node: does not match ‘big’" in found["summary"]
    page = rest.get(f"queue/item/{queue_id}/").text
    assert "is not connected (start its agent)" in page
    rest.post(f"queue/cancelItem?id={queue_id}")
    left = rest.json(f"queue/item/{queue_id}/igor/api/why")
    assert (left["state"], left["nodes"]) == ("left", [])


def test_offline_and_back(rest: Rest, node: str) -> None:
    """A toggle with a message; the cause tells it."""
    assert rest.post(f"{node}toggleOffline?offlineMessage=broken+disk").headers["Location"] == f"{rest.url}{node}"
    found = rest.json(f"{node}api/json")
    assert (found["temporarilyOffline"], found["offlineCauseReason"]) == (True, "broken disk")
    assert found["offlineCause"]["_class"] == "hudson.slaves.OfflineCause$UserCause"
    rest.post(f"{node}changeOfflineCause", data={"offlineMessage": "other"})
    assert rest.json(f"{node}api/json")["offlineCauseReason"] == "other"
    rest.post(f"{node}toggleOffline")
    assert rest.json(f"{node}api/json")["temporarilyOffline"] is False


def test_node_config(rest: Rest, node: str) -> None:
    """XML out, changed, in again; a form changes only what it names; the built-in node has none."""
    xml = rest.get(f"{node}config.xml").text
    assert "<numExecutors>3</numExecutors>" in xml
    changed = xml.replace(">3<", ">5<").replace("linux big", "small")
    assert rest.post(f"{node}config.xml", data=changed).status_code == 200
    assert rest.json(f"{node}api/json?tree=numExecutors,assignedLabels[name]")["assignedLabels"][1] == {"name": "small"}
    assert rest.post(f"{node}config.xml", data="<broken").status_code == 500
    rest.post(f"{node}configSubmit", data={"json": json.dumps({"numExecutors": "0"})})
    kept = rest.get(f"{node}config.xml").text
    assert "<label>small</label>" in kept
    assert '<launcher class="hudson.slaves.JNLPLauncher"/>' in kept
    assert rest.get("computer/(built-in)/config.xml").status_code == 400


def test_refused_nodes(rest: Rest, node: str) -> None:
    """Duplicates, bad names, bad numbers, the built-in node's end."""
    twice = rest.post("computer/doCreateItem", params={"name": "n1", "json": json.dumps(FORM)})
    assert (twice.status_code, "already exists" in twice.headers["X-Error"]) == (400, True)
    assert rest.post("computer/doCreateItem", params={"name": "a?b", "json": "{}"}).status_code == 400
    wrong = json.dumps({"numExecutors": "many"})
    assert rest.post("computer/doCreateItem", params={"name": "n2", "json": wrong}).status_code == 400
    assert rest.post("computer/doCreateItem", params={"name": "n2", "json": "{"}).status_code == 400
    assert rest.post("computer/(built-in)/doDelete").status_code == 400


def test_create_by_xml(rest: Rest) -> None:
    """The newer way."""
    xml = "<slave><numExecutors>2</numExecutors><label>x</label></slave>"
    made = rest.post("computer/createItem?name=n9", data=xml, headers={"Content-Type": "application/xml"})
    assert made.status_code == 200
    assert rest.json("computer/n9/api/json")["numExecutors"] == 2
    assert rest.post("computer/n9/doDelete").headers["Location"] == f"{rest.url}computer/"


def test_labels(rest: Rest, node: str) -> None:
    """A label's nodes; unknown labels answer too."""
    found = rest.json("label/linux/api/json")
    assert [each["nodeName"] for each in found["nodes"]] == ["n1"]
    assert (found["name"], found["offline"], found["totalExecutors"]) == ("linux", True, 0)
    assert rest.json("label/nothing/api/json")["nodes"] == []


def test_load(rest: Rest) -> None:
    """Empty at depth 0, figures at depth 2."""
    assert rest.json("overallLoad/api/json")["busyExecutors"] == {}
    found = rest.json("overallLoad/api/json?depth=2")["queueLength"]["sec10"]
    assert found == {"history": [0.0], "latest": 0.0}


def test_load_is_remembered(rest: Rest) -> None:
    """As averages over ten seconds, minutes and hours, of all nodes and of labels that were asked for."""
    samplers = measuring.metrics_of(rest.app).samplers
    path = "label/built-in/loadStatistics/api/json?tree=totalExecutors[*[history,latest]]"
    before = rest.json(path)["totalExecutors"]
    for _ in range(12):
        for sample in samplers:
            sample()
    after = rest.json(path)["totalExecutors"]
    assert len(after["sec10"]["history"]) == len(before["sec10"]["history"]) + 12
    assert len(after["min"]["history"]) == len(before["min"]["history"]) + 2
    assert len(after["hour"]["history"]) == len(before["hour"]["history"])
    assert len(rest.json("overallLoad/api/json?depth=2")["busyExecutors"]["sec10"]["history"]) >= 12


def test_a_build_without_an_executor_is_a_one_off(rest: Rest) -> None:
    """Builds of multi-configuration jobs make no node busy."""
    rest.create("flyweight")
    rest.add_build("flyweight", 1, None, executor=-7)
    node = rest.json("computer/(built-in)/api/json?depth=2")
    assert node["idle"]
    (shown,) = node["oneOffExecutors"]
    assert (shown["number"], shown["currentExecutable"]["number"]) == (-1, 1)


def test_users(rest: Rest) -> None:
    """``me`` and the account by its name."""
    assert rest.json("me/api/json") == rest.json("user/ADMIN/api/json")
    assert rest.json("me/api/json")["fullName"] == "Administrator"


def test_plugins(rest: Rest) -> None:
    """Empty entries at depth 0, names and versions at depth 1."""
    assert set(map(str, rest.json("pluginManager/api/json")["plugins"])) == {"{}"}
    found = rest.json("pluginManager/api/json?depth=1")["plugins"]
    assert {"cloudbees-folder", "job-dsl"} <= {plugin["shortName"] for plugin in found}
    assert all(plugin["enabled"] and plugin["version"] for plugin in found)


def test_quiet_down(rest: Rest) -> None:
    """Told in the root's JSON, and taken back."""
    assert rest.post("quietDown?message=later").headers["Location"] == rest.url
    found = rest.json("api/json?tree=quietingDown,quietDownReason")
    assert (found["quietingDown"], found["quietDownReason"]) == (True, "later")
    assert rest.post("cancelQuietDown").status_code == 302
    assert rest.json("api/json?tree=quietingDown,quietDownReason")["quietDownReason"] is None


def test_health_without_an_engine(rest: Rest) -> None:
    """A probe learns what fails."""
    answer = rest.get("health", auth=None)
    assert (answer.status_code, answer.json()) == (503, {"status": False, "failures": ["engine: not running"]})


def test_own_endpoints(rest: Rest) -> None:
    """What the command line asks; only for those who are logged in."""
    assert {"running", "queue", "nodes", "next"} <= set(rest.json("igor/api/overview"))
    assert rest.json("igor/api/next?count=3") == []
    assert rest.json("igor/api/alerts") == []
    assert rest.get("igor/api/next?count=x").status_code == 400
    assert rest.get("igor/api/overview", auth=None).status_code == 403


@pytest.mark.parametrize("path", ["", "login", "job/app/", "job/app/configure", "queue/", "computer/", "view/all/"])
def test_pages(rest: Rest, path: str) -> None:
    """Every target of a redirect answers 200 with HTML."""
    answer = rest.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html;charset=utf-8")
    assert answer.headers["X-Frame-Options"] == "sameorigin"


def test_copy_disconnect_launch(rest: Rest, node: str) -> None:
    """A copy has the launcher of its source; a node that was disconnected is offline until it is launched."""
    copied = rest.post("computer/createItem", params={"name": "n2", "mode": "copy", "from": "n1"})
    assert copied.headers["Location"] == f"{rest.url}computer/n2/configure"
    assert "<numExecutors>3</numExecutors>" in rest.get("computer/n2/config.xml").text
    rest.post("computer/n2/doDelete")
    assert rest.post(f"{node}doDisconnect", params={"offlineMessage": "away"}).status_code == 302
    assert rest.json(f"{node}api/json")["offlineCauseReason"] == "away"
    assert rest.post(f"{node}launchSlaveAgent").headers["Location"] == f"{rest.url}{node}log"
    assert rest.json(f"{node}api/json")["temporarilyOffline"] is False
    assert rest.get(f"{node}logText/progressiveHtml/?start=0").text == "The agent is not connected\n"
