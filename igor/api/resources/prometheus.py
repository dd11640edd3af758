"""``prometheus/``: real figures in the names that Jenkins' Prometheus plugin uses. Text format 0.0.4."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import flask

from igor.api import render
from igor.api.beans.nodes import NodeValue, busy_of, executors_of, online_nodes
from igor.api.beans.reader import Reader
from igor.api.call import Call
from igor.api.targets import RootTarget
from igor.controller import build_lookup, items, settings
from igor.controller.build_lookup import ResultCount
from igor.controller.rows import ItemRow
from igor.model.job import Result

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX = "default_jenkins_"
_RESULT_COUNTERS = {
    Result.SUCCESS: "success",
    Result.UNSTABLE: "unstable",
    Result.FAILURE: "failed",
    Result.NOT_BUILT: "not_built",
    Result.ABORTED: "aborted",
}

Sample = tuple[dict[str, str], float]


def metrics(call: Call, _: RootTarget) -> flask.Response:
    """All figures of this moment."""
    reader = Reader(call.controller, call.root_url)
    lines = [*_controller_lines(reader), *_node_lines(reader), *_job_lines(reader)]
    return render.text("".join(f"{line}\n" for line in lines), content_type=CONTENT_TYPE)


def family(name: str, kind: str, help_text: str, samples: Iterable[Sample]) -> Iterator[str]:
    """One metric with its samples as lines."""
    full_name = _PREFIX + name
    yield f"# HELP {full_name} {help_text}"
    yield f"# TYPE {full_name} {kind}"
    for labels, value in samples:
        shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{full_name}{{{shown}}} {float(value)}" if shown else f"{full_name} {float(value)}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _controller_lines(reader: Reader) -> Iterator[str]:
    quiet = settings.get(reader.controller, "quieting_down") == "true"
    yield from family("up", "gauge", "Is Jenkins ready to receive requests", [({}, 1)])
    yield from family("quietdown", "gauge", "Is Jenkins in quiet mode", [({}, quiet)])
    yield from family("running_builds", "gauge", "Builds that run now", [({}, len(reader.running))])


def _node_lines(reader: Reader) -> Iterator[str]:
    online = online_nodes(reader)
    total, busy = executors_of(online), busy_of(online)
    defined = executors_of([NodeValue(reader, node) for node in reader.nodes])
    states = [({"node": node.name}, node.is_online) for node in reader.nodes]
    yield from family("nodes_online", "gauge", "Nodes online status", states)
    figures = {
        "available": total - busy,
        "busy": busy,
        "defined": defined,
        "idle": total - busy,
        "online": total,
        "queue_length": len(reader.open_queue),
    }
    for name, value in figures.items():
        yield from family(f"executors_{name}", "gauge", f"Executors: {name}", [({"label": "all"}, value)])


def _job_lines(reader: Reader) -> Iterator[str]:
    counts = build_lookup.result_counts(reader.controller)
    for result, name in _RESULT_COUNTERS.items():
        samples = [(_job(count.job_full_name), count.builds) for count in counts if count.result is result]
        yield from family(f"builds_{name}_build_count", "counter", f"Builds that ended {result.value}", samples)
    yield from _duration_lines(counts)
    yield from _last_lines([row for row in items.all_items(reader.controller) if not row.is_folder])


def _duration_lines(counts: Iterable[ResultCount]) -> Iterator[str]:
    builds: dict[str, int] = defaultdict(int)
    durations: dict[str, int] = defaultdict(int)
    for count in counts:
        builds[count.job_full_name] += count.builds
        durations[count.job_full_name] += count.duration_ms
    name = f"{_PREFIX}builds_duration_milliseconds_summary"
    yield f"# HELP {name} Durations of finished builds"
    yield f"# TYPE {name} summary"
    for job, number in builds.items():
        labels = f'jenkins_job="{_escaped(job)}",repo="NA",buildable="true"'
        yield f"{name}_count{{{labels}}} {float(number)}"
        yield f"{name}_sum{{{labels}}} {float(durations[job])}"


def _last_lines(rows: list[ItemRow]) -> Iterator[str]:
    known = [(row, row.last_result) for row in rows if row.last_result]
    ordinals = [(_job(row.full_name, not row.disabled), result.ordinal) for row, result in known]
    good = [(labels, ordinal < Result.FAILURE.ordinal) for labels, ordinal in ordinals]
    yield from family("builds_last_build_result_ordinal", "gauge", "Result of the last finished build", ordinals)
    yield from family("builds_last_build_result", "gauge", "1 when the last finished build did not fail", good)


def _job(full_name: str, buildable: bool = True) -> dict[str, str]:
    return {"jenkins_job": full_name, "repo": "NA", "buildable": "true" if buildable else "false"}
