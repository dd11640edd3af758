"""The Metrics plugin's and the Prometheus plugin's endpoints over a real store."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator

import pytest
from rest_server import JOB, Rest, serving

from igor.controller import metrics_keys
from igor.model.job import Result

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app", JOB.replace("<builders>", "<logRotator><daysToKeep>3</daysToKeep></logRotator><builders>"))
        yield served


@pytest.fixture(scope="module")
def key(rest: Rest) -> str:
    return metrics_keys.add(rest.controller, "all")


def test_ping(rest: Rest, key: str) -> None:
    """Who holds a key needs no login, and what is asked is never cached."""
    answer = rest.get(f"metrics/{key}/ping", auth=None)
    assert (answer.status_code, answer.text) == (200, "pong\n")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Cache-Control"] == "must-revalidate,no-cache,no-store"


@pytest.mark.parametrize("action", ["ping", "metrics", "healthcheck", "threads", "metricsHistory", ""])
def test_a_wrong_key_is_refused(rest: Rest, action: str) -> None:
    """A guessed key opens nothing."""
    assert rest.get(f"metrics/0123456789abcdef/{action}", auth=None).status_code == 403


@pytest.mark.parametrize("scope", metrics_keys.SCOPES)
def test_a_key_opens_its_scopes_alone(rest: Rest, scope: str) -> None:
    """A load balancer's key must not show the names of jobs."""
    narrow = metrics_keys.add(rest.controller, f"only {scope}", scopes=[scope])
    for action in metrics_keys.SCOPES:
        status = rest.get(f"metrics/{narrow}/{action}", auth=None).status_code
        assert (status != 403) == (action == scope), action


def test_the_current_user(rest: Rest) -> None:
    """People see the same by their permissions; nobody sees nothing."""
    assert rest.get("metrics/currentUser/ping").text == "pong\n"
    assert rest.get("metrics/currentUser/metrics").json()["version"] == "4.0.0"
    assert rest.get("metrics/currentUser/").status_code == 200
    for action in ("", "ping", "metrics", "healthcheck", "threads", "metricsHistory"):
        assert rest.get(f"metrics/currentUser/{action}", auth=None).status_code == 403


def test_the_key_in_a_header_or_a_form(rest: Rest, key: str) -> None:
    """Paths are written into logs, headers are not."""
    header = {"Authorization": f"Jenkins-Metrics-Key {key}"}
    assert rest.get("metrics/ping", auth=None, headers=header).text == "pong\n"
    assert rest.post("metrics/ping", data={"key": key}).text == "pong\n"
    assert rest.post("metrics/ping", data={"key": key}, auth=None).status_code == 403, "anonymous POSTs need a crumb"
    assert rest.get("metrics/ping", auth=None).status_code == 403
    assert rest.get("metrics/threads", auth=None, headers=header).status_code == 405


def test_healthcheck(rest: Rest, key: str) -> None:
    """Without an engine nothing starts: unhealthy is 500, and the body says which and why."""
    answer = rest.get(f"metrics/{key}/healthcheck", auth=None)
    results = answer.json()
    assert {"disk-space", "plugins", "temporary-space", "thread-deadlock", "engine"} == set(results)
    assert answer.status_code == 500
    assert results["engine"]["healthy"] is False
    assert results["disk-space"]["healthy"] is True
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", results["plugins"]["timestamp"])
    assert answer.headers["Last-Modified"]
    assert answer.headers["Expires"]
    assert rest.get("metrics/healthcheckOk", auth=None).status_code == 503


def test_results_are_kept_for_a_minute(rest: Rest, key: str) -> None:
    """Twenty load balancers must not run the checks twenty times a second."""
    path = f"metrics/{key}/healthcheck"
    first = rest.get(path, auth=None).json()
    assert rest.get(path, auth=None).json() == first
    since = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert rest.get(path, auth=None, headers=since).status_code == 304


def test_names_and_figures(rest: Rest, key: str) -> None:
    """Dashboards that were made for a Jenkins look for these names; what is not measured is not there."""
    shown = rest.get(f"metrics/{key}/metrics", auth=None).json()
    gauges = {name: gauge["value"] for name, gauge in shown["gauges"].items()}
    assert gauges["jenkins.job.count.value"] == 1
    assert gauges["jenkins.node.count.value"] == 1
    assert gauges["jenkins.node.offline.value"] == 1
    assert gauges["jenkins.executor.count.value"] == 0
    assert 0 < gauges["vm.file.descriptor.ratio"] < 1
    assert "vm.memory.heap.usage" not in gauges
    assert shown["counters"]["http.activeRequests"]["count"] >= 1
    assert shown["meters"]["http.responseCodes.forbidden"]["units"] == "events/minute"
    assert shown["timers"]["http.requests"]["duration_units"] == "seconds"
    assert set(shown["timers"]["jenkins.job.building.duration"]) >= {"count", "p50", "p999", "m15_rate", "mean_rate"}
    assert shown["histograms"]["jenkins.queue.size.history"]["count"] >= 1


def test_builds_are_counted_once_when_they_end(rest: Rest, key: str) -> None:
    """A rate that counts twice raises alarms twice."""
    path = f"metrics/{key}/metrics"
    rest.get(path, auth=None)
    rest.create("counted")
    queue_id = int(rest.post("job/counted/build").headers["Location"].rstrip("/").rpartition("/")[2])
    rest.controller.store.write(lambda connection: _leaves(connection, queue_id))
    rest.controller.store.write(
        lambda connection: connection.execute(
            "UPDATE build SET state = 'finished', result = 'UNSTABLE', duration_ms = 4000 WHERE state = 'running'"
        )
    )
    for _ in range(2):
        shown = _fresh(rest, path)
        assert shown["meters"]["jenkins.runs.unstable"]["count"] == 1
        assert shown["meters"]["jenkins.job.scheduled"]["count"] == 1
        assert shown["timers"]["jenkins.job.building.duration"]["max"] == 4.0
        assert shown["timers"]["jenkins.job.queuing.duration"]["count"] == 1
        assert shown["timers"]["jenkins.node.builds"]["count"] == 1
    build = rest.json(
        "job/counted/1/api/json?tree=actions[queuingDurationMillis,totalDurationMillis,blockedDurationMillis]"
    )
    action = next(each for each in build["actions"] if "queuingDurationMillis" in each)
    assert action == {
        "_class": "jenkins.metrics.impl.TimeInQueueAction",
        "blockedDurationMillis": 1000,
        "queuingDurationMillis": 8000,
        "totalDurationMillis": 12000,
    }


def _leaves(connection: sqlite3.Connection, queue_id: int) -> None:
    """The item becomes a build: 5 s quiet, 1 s blocked, 2 s without an executor."""
    now = connection.execute("SELECT in_queue_since_ms AS at FROM queue_item WHERE id = ?", (queue_id,)).fetchone()[
        "at"
    ]
    connection.execute(
        "UPDATE queue_item SET state = 'left', build_number = 1, ready_ms = ?, buildable_since_ms = ?, left_ms = ?"
        " WHERE id = ?",
        (now + 5000, now + 6000, now + 8000, queue_id),
    )
    connection.execute(
        "INSERT INTO build (item_id, number, queue_id, state, node_name, executor, plan, started_ms)"
        " SELECT item_id, 1, id, 'running', 'built-in', 0, '{}', left_ms FROM queue_item WHERE id = ?",
        (queue_id,),
    )


def _fresh(rest: Rest, path: str) -> dict[str, dict[str, dict[str, float]]]:
    """The figures once the look at the store is due again."""
    for _ in range(500):
        time.sleep(0.02)
        shown: dict[str, dict[str, dict[str, float]]] = rest.get(path, auth=None).json()
        if shown["meters"]["jenkins.runs.total"]["count"]:
            return shown
    raise AssertionError("the build was never seen")


def test_jsonp_prefix_and_pretty(rest: Rest, key: str) -> None:
    """Web pages read it as a script; what is no function's name is no way to another script."""
    script = rest.get(f"metrics/{key}/metrics?callback=show&prefix=a&postfix=z", auth=None)
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.text.startswith("show({") and script.text.endswith("});")
    assert "a.jenkins.queue.size.value.z" in json.loads(script.text[5:-2])["gauges"]
    assert "\n  " in rest.get(f"metrics/{key}/metrics?pretty=true", auth=None).text
    assert rest.get(f"metrics/{key}/metrics?callback=alert(1)//", auth=None).status_code == 400


def test_threads_and_history(rest: Rest, key: str) -> None:
    """Where a process hangs, and how the figures were before."""
    threads = rest.get(f"metrics/{key}/threads", auth=None)
    assert '"store-writer"' in threads.text
    for _ in range(500):
        if history := rest.get(f"metrics/{key}/metricsHistory", auth=None).json():
            break
        time.sleep(0.02)
    assert history
    assert all("jenkins.queue.size.value" in shown["gauges"] for shown in history.values())


def test_origins(rest: Rest) -> None:
    """A dashboard of another site reads the figures only where the key allows it."""
    narrow = metrics_keys.add(rest.controller, "page", origins="https://*.example.org dash.example:8080")
    path = f"metrics/{narrow}/ping"
    for origin in ("https://a.example.org", "https://a.example.org:444", "http://dash.example:8080"):
        answer = rest.call("OPTIONS", path, auth=None, headers={"Origin": origin})
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, origin)
    for origin in ("http://a.example.org", "https://evil.org", "http://dash.example:8081"):
        answer = rest.get(path, auth=None, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_keys_by_rest(rest: Rest) -> None:
    """A key is shown once, and the store does not know it."""
    made = rest.post("igor/api/metrics-keys", json={"name": "dash", "scopes": ["ping"], "key": "k" * 32}).json()
    assert made == {"name": "dash", "key": "k" * 32}
    listed = rest.json("igor/api/metrics-keys")["keys"]
    assert {"name": "dash", "scopes": ["ping"], "origins": "*"} in listed
    with rest.controller.store.read() as connection:
        assert not [row for row in connection.execute("SELECT value FROM setting") if "k" * 32 in row["value"]]
    assert rest.post("igor/api/metrics-keys/remove?name=dash").status_code == 204
    assert rest.get(f"metrics/{'k' * 32}/ping", auth=None).status_code == 403
    for wrong in ({"name": "a/b"}, {"name": "a", "scopes": ["all"]}, {"name": "a", "key": "short"}, {}):
        assert rest.post("igor/api/metrics-keys", json=wrong).status_code == 400


def test_prometheus(rest: Rest) -> None:
    """Names, labels and values as the Prometheus plugin has them, and the Metrics plugin's under their own names."""
    rest.create("team", "<com.cloudbees.hudson.plugins.folder.Folder/>")
    rest.create("team/app")
    rest.add_build("team/app", 1, Result.SUCCESS)
    rest.add_build("team/app", 2, Result.FAILURE)
    answer = rest.get("prometheus/", auth=None)
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    job = 'jenkins_job="team/app",repo="NA",buildable="true"'
    for line in (
        f"default_jenkins_builds_success_build_count{{{job}}} 1.0",
        f"default_jenkins_builds_success_build_count_total{{{job}}} 1.0",
        f"default_jenkins_builds_failed_build_count{{{job}}} 1.0",
        f"default_jenkins_builds_total_build_count{{{job}}} 2.0",
        f"default_jenkins_builds_available_builds_count{{{job}}} 2.0",
        f"default_jenkins_builds_duration_milliseconds_summary_sum{{{job}}} 1000.0",
        f"default_jenkins_builds_last_build_result_ordinal{{{job}}} 2.0",
        f"default_jenkins_builds_last_build_result{{{job}}} 0.0",
        f"default_jenkins_builds_last_build_start_time_milliseconds{{{job}}} 2000.0",
        f"default_jenkins_builds_health_score{{{job}}} 50.0",
        f"default_jenkins_builds_discard_active{{{job}}} 0.0",
        'default_jenkins_executors_defined{label="all"} 2.0',
        'default_jenkins_version_info{version="2.555.1"} 1.0',
        "default_jenkins_up 1.0",
        "jenkins_queue_size_value 0.0",
        "igor_late_runs 0.0",
    ):
        assert line in lines
    assert any(line.startswith('http_requests{quantile="0.5"}') for line in lines)
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(names) == len(set(names)), "Prometheus refuses a metric that is described twice"


def test_counts_outlive_discarded_builds(rest: Rest) -> None:
    """A counter that falls looks like a restart; what is left of the builds is another figure."""
    rest.create("worn")
    rest.add_build("worn", 1, Result.SUCCESS)
    rest.add_build("worn", 2, Result.SUCCESS)
    assert rest.post("job/worn/1/doDelete").status_code == 302
    lines = rest.get("prometheus/", auth=None).text
    job = 'jenkins_job="worn",repo="NA",buildable="true"'
    assert f"default_jenkins_builds_success_build_count{{{job}}} 2.0\n" in lines
    assert f"default_jenkins_builds_available_builds_count{{{job}}} 1.0\n" in lines
