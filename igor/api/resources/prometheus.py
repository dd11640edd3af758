"""``prometheus/``: real figures in the names that Jenkins' Prometheus plugin uses, and Igor's own. Text format 0.0.4.

A scrape costs what there is of jobs, nodes and waiting items, never what there is of builds. Source:
org.jenkinsci.plugins.prometheus.{JobCollector,ExecutorCollector,JenkinsStatusCollector,DiskUsageCollector}.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator

import flask

from igor.api import measuring, render
from igor.api.beans.health import score
from igor.api.beans.nodes import NodeValue, busy_of, executors_of
from igor.api.beans.reader import Reader
from igor.api.call import Call
from igor.api.prometheus_text import CONTENT_TYPE, Sample, counter, dropwizard, family, labels
from igor.api.targets import RootTarget
from igor.api.version import JENKINS_VERSION
from igor.controller import alerts, build_lookup, job_figures, settings
from igor.controller.build_lookup import ResultCount
from igor.controller.job_figures import JobFigures
from igor.model.build import Build
from igor.model.job import Result

_PREFIX = "default_jenkins_"
_RESULT_COUNTERS = {
    Result.SUCCESS: "success",
    Result.UNSTABLE: "unstable",
    Result.FAILURE: "failed",
    Result.ABORTED: "aborted",
}


def metrics(call: Call, _: RootTarget) -> flask.Response:
    """All figures of this moment."""
    reader = Reader(call.controller, call.root_url)
    shown = measuring.here().shown()
    lines = [
        *_controller_lines(reader, shown["gauges"]["vm.uptime.milliseconds"]["value"]),
        *_executor_lines(reader),
        *_job_lines(reader),
        *_own_lines(reader),
        *dropwizard(shown),
    ]
    return render.text("".join(f"{line}\n" for line in lines), content_type=CONTENT_TYPE)


def _gauge(name: str, help_text: str, samples: list[Sample]) -> Iterator[str]:
    return family(_PREFIX + name, "gauge", help_text, samples)


def _controller_lines(reader: Reader, uptime_ms: int) -> Iterator[str]:
    quiet = settings.get(reader.controller, "quieting_down") == "true"
    disk = shutil.disk_usage(reader.controller.home.root)
    yield from _gauge("version_info", "Jenkins Application Version", [(labels({"version": JENKINS_VERSION}), 1)])
    yield from _gauge("up", "Is Jenkins ready to receive requests", [("", 1)])
    yield from _gauge("uptime", "Milliseconds since this process started", [("", uptime_ms)])
    yield from _gauge("quietdown", "Is Jenkins in quiet mode", [("", quiet)])
    yield from _gauge("running_builds", "Builds that run now", [("", len(reader.running))])
    states = [(labels({"node": node.name}), float(node.is_online)) for node in reader.nodes]
    yield from _gauge("nodes_online", "Is the node online", states)
    store = labels({"file_store": str(reader.controller.home.root)})
    yield from _gauge("file_store_capacity_bytes", "Size of the disk of the home folder", [(store, disk.total)])
    yield from _gauge("file_store_available_bytes", "Free on the disk of the home folder", [(store, disk.free)])


def _executor_lines(reader: Reader) -> Iterator[str]:
    """For each label, every node's own name among them, and ``all``; the queue is not divided by labels."""
    values = [NodeValue(reader, node) for node in reader.nodes]
    carrying: dict[str, list[NodeValue]] = {"all": values}
    for value in values:
        for label in value.node.all_labels:
            carrying.setdefault(label, []).append(value)
    figures: dict[str, list[Sample]] = defaultdict(list)
    for label, members in sorted(carrying.items()):
        shown = labels({"label": label})
        for name, number in _executors(members).items():
            figures[name].append((shown, number))
    figures["queue_length"].append((labels({"label": "all"}), len(reader.open_queue)))
    for name, samples in figures.items():
        yield from _gauge(f"executors_{name}", f"Executors: {name.replace('_', ' ')}", samples)


def _executors(members: list[NodeValue]) -> dict[str, int]:
    online = [value for value in members if value.node.is_online]
    total, busy = executors_of(online), busy_of(online)
    return {
        "available": total - busy,
        "busy": busy,
        "connecting": 0,
        "defined": executors_of(members),
        "idle": total - busy,
        "online": total,
    }


def _job_lines(reader: Reader) -> Iterator[str]:
    counts = build_lookup.result_counts(reader.controller)
    jobs = {figures.full_name: figures for figures in job_figures.last_builds(reader.controller)}
    shown = {name: _job_labels(name, figures.buildable) for name, figures in jobs.items()}
    counted = [count for count in counts if count.job_full_name in shown]
    for result, name in _RESULT_COUNTERS.items():
        samples = [(shown[c.job_full_name], float(c.builds)) for c in counted if c.result is result]
        yield from counter(f"{_PREFIX}builds_{name}_build_count", f"Builds that ended {result.value}", samples)
    yield from _total_lines(counted, shown)
    yield from _last_build_lines(jobs, shown)
    yield from _health_lines(reader, shown)
    running = [(shown[name], _elapsed(reader, build)) for name, build in _running(reader).items() if name in shown]
    yield from _gauge("builds_running_build_duration_milliseconds", "How long the last build runs already", running)


def _running(reader: Reader) -> dict[str, Build]:
    """The last build that runs of each job."""
    return {build.job_full_name: build for build in sorted(reader.running, key=lambda build: build.number)}


def _elapsed(reader: Reader, build: Build) -> float:
    return max(0, reader.controller.now_ms() - build.started_ms)


def _job_labels(full_name: str, buildable: bool) -> str:
    """``repo``: what stands between the first two slashes of the full name, if it has two."""
    parts = full_name.split("/")
    repo = parts[1] if len(parts) > 2 else "NA"
    return labels({"jenkins_job": full_name, "repo": repo, "buildable": "true" if buildable else "false"})


def _total_lines(counts: list[ResultCount], shown: dict[str, str]) -> Iterator[str]:
    builds: dict[str, int] = defaultdict(int)
    ended: dict[str, int] = defaultdict(int)
    kept: dict[str, int] = defaultdict(int)
    duration_ms: dict[str, int] = defaultdict(int)
    for count in counts:
        ended[count.job_full_name] += count.builds
        builds[count.job_full_name] += count.builds if count.result is not Result.NOT_BUILT else 0
        kept[count.job_full_name] += count.kept
        duration_ms[count.job_full_name] += count.duration_ms
    totals = [(shown[job], float(number)) for job, number in builds.items()]
    yield from counter(f"{_PREFIX}builds_total_build_count", "Builds that ended, those not built aside", totals)
    available = [(shown[job], float(number)) for job, number in kept.items()]
    yield from _gauge("builds_available_builds_count", "Finished builds that are still there", available)
    name = f"{_PREFIX}builds_duration_milliseconds_summary"
    yield f"# HELP {name} Durations of finished builds in milliseconds"
    yield f"# TYPE {name} summary"
    for job, number in ended.items():
        yield f"{name}_count{{{shown[job]}}} {float(number)}"
        yield f"{name}_sum{{{shown[job]}}} {float(duration_ms[job])}"


def _last_build_lines(jobs: dict[str, JobFigures], shown: dict[str, str]) -> Iterator[str]:
    """Of each job's last finished build."""
    every = [(shown[name], figures) for name, figures in jobs.items()]
    ordinals = [(text, float(figures.result.ordinal)) for text, figures in every]
    good = [(text, float(figures.result.ordinal < Result.FAILURE.ordinal)) for text, figures in every]
    last = "builds_last_build_"
    yield from _gauge(f"{last}result_ordinal", "Result of the last finished build: 0 SUCCESS … 4 ABORTED", ordinals)
    yield from _gauge(f"{last}result", "1 when the last finished build did not fail", good)
    durations = [(text, float(figures.duration_ms)) for text, figures in every]
    yield from _gauge(f"{last}duration_milliseconds", "Duration of the last finished build", durations)
    starts = [(text, float(figures.started_ms)) for text, figures in every]
    yield from _gauge(f"{last}start_time_milliseconds", "Start of the last finished build", starts)
    waits = [(text, float(figures.waited_ms)) for text, figures in every if figures.waited_ms is not None]
    yield from _gauge(f"{last}waiting_milliseconds", "How long the last finished build was in the queue", waits)
    sizes = [(text, float(figures.log_bytes)) for text, figures in every]
    yield from _gauge(f"{last}logfile_size_bytes", "Size of the last finished build's log", sizes)
    discards = [(text, float(figures.discards)) for text, figures in every]
    yield from _gauge("builds_discard_active", "Are old builds discarded", discards)


def _health_lines(reader: Reader, shown: dict[str, str]) -> Iterator[str]:
    results = job_figures.recent_results(reader.controller)
    scores = [(shown[job], float(score(last))) for job, last in results.items() if job in shown]
    yield from _gauge("builds_health_score", "Health of the job in per cent", scores)


def _own_lines(reader: Reader) -> Iterator[str]:
    """What Jenkins has no name for, beside the gauges."""
    failing = {each["job"] for each in alerts.open_alerts(reader.controller) if each["check"] == "result"}
    names = [(labels({"jenkins_job": job}), 1.0) for job in sorted(failing)]
    yield from family("igor_job_failing", "gauge", "Jobs that fail, and an alert is open", names)
