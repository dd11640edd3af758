"""Small actions of jobs: polling, forgetting the workspace's content, the time of a build."""

from __future__ import annotations

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.targets import BuildTarget, ItemTarget
from igor.controller import builds, workspace_wipe
from igor.model.build import Build
from igor.model.errors import Conflict, Invalid
from igor.model.job import Result
from igor.model.names import url_path
from igor.model.timezone import machine_timezone

#: java.text.SimpleDateFormat's letters → strftime's.
_PATTERNS = {
    "yyyy": "%Y",
    "yy": "%y",
    "MM": "%m",
    "dd": "%d",
    "HH": "%H",
    "mm": "%M",
    "ss": "%S",
    "Z": "%z",
    "EEE": "%a",
}


#: So many builds are on the first page of a history.
_HISTORY = 30
#: What a ball is called. Source: hudson.model.BallColor.
_STATES: dict[Result | None, str] = {
    Result.SUCCESS: "Success",
    Result.UNSTABLE: "Unstable",
    Result.FAILURE: "Failed",
    Result.NOT_BUILT: "Not built",
    Result.ABORTED: "Aborted",
}


def poll(call: Call, _: ItemTarget) -> flask.Response:
    """``polling``: 302 to the job. What a job's source has new is looked up when it builds."""
    return render.here(call)


def wipe_out(call: Call, target: ItemTarget) -> flask.Response:
    """``doWipeOutWorkspace``: 302 to the job; an error page while a build runs in it."""
    try:
        workspace_wipe.wipe_out(call.controller, target.item)
    except Conflict as error:
        raise Oops.of(error) from error
    return render.here(call)


def timestamp(call: Call, target: BuildTarget) -> flask.Response:
    """``buildTimestamp?format=``: when the build started, in the machine's zone."""
    pattern = call.value("format")
    moment = datetime.fromtimestamp(target.build.started_ms / 1000, ZoneInfo(machine_timezone()))
    if not pattern:
        return render.text(f"{moment:%b} {moment.day}, {moment:%Y, %I:%M:%S %p}")
    return render.text(moment.strftime(_strftime(pattern)))


def _strftime(pattern: str) -> str:
    """SimpleDateFormat → strftime. Raises Invalid for letters that it has and we do not."""
    result, rest = "", pattern.replace("%", "%%")
    while rest:
        found = next((java for java in sorted(_PATTERNS, key=len, reverse=True) if rest.startswith(java)), None)
        if found is None and rest[0].isalpha():
            raise Invalid(f"Illegal pattern character '{rest[0]}'", hint="such as format=yyyy-MM-dd HH:mm:ss")
        result += _PATTERNS[found] if found else rest[0]
        rest = rest[len(found or rest[0]) :]
    return result


def build_history(call: Call, target: ItemTarget) -> flask.Response:
    """``buildHistory/ajax``: rows of the newest builds as HTML, which clients read by their classes.

    Source: hudson.widgets.HistoryWidget.
    """
    found = builds.list_builds(call.controller, target.item.full_name, limit=_HISTORY)
    rows = "".join(_history_row(call, target, build) for build in found)
    return flask.Response(f'<table class="pane">{rows}</table>', content_type=render.HTML)


def _history_row(call: Call, target: ItemTarget, build: Build) -> str:
    state = _STATES.get(build.result, "In progress")
    url = f"{call.request.root_path}/{url_path(target.item.full_name)}{build.number}/"
    return (
        f'<tr class="build-row"><td class="build-row-cell"><img class="icon-sm" alt="{state} &gt; Console Output" />'
        f'<a class="model-link build-link display-name" href="{escape(url)}">'
        f"{escape(build.display_name or f'#{build.number}')}</a>"
        f'<div class="pane build-details" time="{build.started_ms}"></div></td></tr>'
    )
