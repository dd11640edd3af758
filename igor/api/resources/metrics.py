"""``metrics/``: figures, health, threads and ping, by access key or for who is logged in.

Source: jenkins.metrics.api.MetricsRootAction, whose status codes, headers and parameters these are.
"""

from __future__ import annotations

import re
import sys
import threading
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

import flask
import msgspec
from werkzeug.http import http_date, parse_date

from igor.api import measuring, permissions, render
from igor.api.call import Call
from igor.api.credentials import parse_bearer
from igor.api.json_answer import json_answer
from igor.api.targets import NamedTarget, RootTarget
from igor.controller import metrics_keys
from igor.controller.health_checks import Report
from igor.controller.metrics_keys import AccessKey
from igor.model.errors import Forbidden, Invalid

CURRENT_USER = "currentUser"
#: First segments below ``metrics/`` that are no access keys.
ACTIONS = ("metrics", "ping", "healthcheck", "healthcheckOk", "threads", "metricsHistory")

_NO_CACHE = "must-revalidate,no-cache,no-store"
_MAX_AGE = re.compile(r"max-age=(\d{1,9})")
_CALLBACK = re.compile(r"[\w.$\[\]]{1,100}", re.ASCII)
_PERMISSIONS = {
    "metrics": permissions.METRICS_VIEW,
    "ping": permissions.METRICS_VIEW,
    "healthcheck": permissions.METRICS_HEALTH_CHECK,
    "threads": permissions.METRICS_THREAD_DUMP,
}

MetricsTarget = RootTarget | NamedTarget
Answer = Callable[[Call], flask.Response]


def _needs(scope: str) -> Callable[[Answer], Callable[[Call, MetricsTarget], flask.Response]]:
    """Answer only to those who may; the key stands in the path, in a form, or in the ``Authorization`` header."""

    def decorate(answer: Answer) -> Callable[[Call, MetricsTarget], flask.Response]:
        @wraps(answer)
        def guarded(call: Call, target: MetricsTarget) -> flask.Response:
            if isinstance(target, NamedTarget) and target.name == CURRENT_USER:
                call.require(_PERMISSIONS[scope], RootTarget())
                return answer(call)
            key = _key_of(call, target)
            if call.request.method == "OPTIONS":
                return _cors(call, key, render.empty())
            if scope not in key.scopes:
                raise _refusal()
            return _cors(call, key, answer(call))

        return guarded

    return decorate


def _key_of(call: Call, target: MetricsTarget) -> AccessKey:
    """The access key of a request. Raises Forbidden."""
    if isinstance(target, NamedTarget):
        text: str | None = target.name
    else:
        if call.request.method in ("GET", "HEAD") and _from_header(call) is None:
            raise Forbidden("POST is required", hint="send the key as a form field, or in the Authorization header")
        text = call.form.get("key") or _from_header(call)
    key = metrics_keys.find(call.controller, text)
    if key is None:
        raise _refusal()
    return key


def _from_header(call: Call) -> str | None:
    return parse_bearer(call.request.headers.get("Authorization"), scheme="Jenkins-Metrics-Key")


def _refusal() -> Forbidden:
    return Forbidden("Invalid access key", permission=permissions.METRICS_VIEW)


def _cors(call: Call, key: AccessKey, response: flask.Response) -> flask.Response:
    origin = call.request.headers.get("Origin")
    if origin and key.allows_origin(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization"
        response.headers["Vary"] = "Origin"
    return response


@_needs("ping")
def ping(_: Call) -> flask.Response:
    """``ping``: ``pong``."""
    return _fresh(render.text("pong\n", content_type="text/plain;charset=utf-8"))


@_needs("metrics")
def metrics(call: Call) -> flask.Response:
    """``metrics``: all figures as Dropwizard's JSON; ``pretty``, ``callback``, ``prefix``, ``postfix``."""
    return _fresh(_json(call, _renamed(call, measuring.here().shown())))


@_needs("metrics")
def history(call: Call) -> flask.Response:
    """``metricsHistory``: the figures of the last hour by their times."""
    snapshots = measuring.here().history()
    return _fresh(_json(call, {at: _renamed(call, shown) for at, shown in snapshots.items()}))


@_needs("threads")
def threads(_: Call) -> flask.Response:
    """``threads``: where each thread of this process is, as text."""
    return _fresh(render.text("\n".join(_thread_lines()), content_type="text/plain;charset=utf-8"))


@_needs("healthcheck")
def healthcheck(call: Call) -> flask.Response:
    """``healthcheck``: 200 all healthy, 500 something is not, 501 there are no checks."""
    report = _report(call)
    if not _is_newer(call, report):
        return _dated(render.empty(304), report, call)
    status = (200 if report.is_healthy else 500) if report.results else 501
    return _dated(_json(call, report.results, status), report, call)


def healthcheck_ok(call: Call, _: RootTarget) -> flask.Response:
    """``metrics/healthcheckOk``: 200 or 503 without a body, for load balancers; nobody needs to log in."""
    report = _report(call)
    if not _is_newer(call, report):
        return _dated(render.empty(304), report, call)
    return _dated(render.empty(200 if report.is_healthy else 503), report, call)


def menu(call: Call, target: NamedTarget) -> flask.Response:
    """What there is for this key or user."""
    if target.name == CURRENT_USER:
        call.require(permissions.METRICS_VIEW, RootTarget())
    elif metrics_keys.find(call.controller, target.name) is None:
        raise _refusal()
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in ACTIONS if name != "healthcheckOk")
    return render.page("Metrics", f"<ul>{links}</ul>")


def _report(call: Call) -> Report:
    """The last results; those of a new run when the caller asks for none older than its ``max-age``."""
    asked = _MAX_AGE.search(call.request.headers.get("Cache-Control", ""))
    health = measuring.here().health
    report, _ = health.report(max_age_ms=int(asked[1]) * 1000) if asked else health.report()
    return report


def _is_newer(call: Call, report: Report) -> bool:
    since = parse_date(call.request.headers.get("If-Modified-Since"))
    return since is None or "max-age" in call.request.headers.get("Cache-Control", "") or (
        report.at_ms // 1000 > since.timestamp()
    )  # fmt: skip


def _dated(response: flask.Response, report: Report, call: Call) -> flask.Response:
    left_s = max(0, report.expires_ms - call.controller.now_ms()) // 1000
    response.headers["Cache-Control"] = f"must-revalidate,private,max-age={left_s}"
    response.headers["Expires"] = http_date(report.expires_ms / 1000)
    response.headers["Last-Modified"] = http_date(report.at_ms / 1000)
    return response


def _fresh(response: flask.Response) -> flask.Response:
    response.headers["Cache-Control"] = _NO_CACHE
    return response


def _json(call: Call, value: Any, status: int = 200) -> flask.Response:
    """JSON, or a script that calls ``callback`` with it."""
    body = msgspec.json.encode(value)
    if call.value("pretty") == "true":
        body = msgspec.json.format(body, indent=2)
    callback = call.value("callback")
    if not callback:
        return flask.Response(body, status, content_type="application/json")
    if not _CALLBACK.fullmatch(callback):
        raise Invalid("callback must be the name of a function")
    return flask.Response(f"{callback}(".encode() + body + b");", status, content_type="text/javascript")


def _renamed(call: Call, shown: dict[str, Any]) -> dict[str, Any]:
    """With ``prefix`` and ``postfix`` around each name, joined by dots."""
    prefix, postfix = (call.value("prefix") or "").strip(), (call.value("postfix") or "").strip()
    if not prefix and not postfix:
        return shown
    return {
        kind: {".".join(filter(None, (prefix, name, postfix))): value for name, value in values.items()}
        if isinstance(values, dict)
        else values
        for kind, values in shown.items()
    }


def _thread_lines() -> list[str]:
    """Each thread's name, id and stack, the innermost call first."""
    frames = sys._current_frames()
    lines = []
    for thread in threading.enumerate():
        lines.append(f'"{thread.name}" id={thread.ident} {"daemon" if thread.daemon else "normal"}')
        stack = traceback.extract_stack(frames[thread.ident]) if thread.ident in frames else []
        lines += [f"    at {call.name}({call.filename.rpartition('/')[2]}:{call.lineno})" for call in reversed(stack)]
        lines.append("")
    return lines


class KeyBody(msgspec.Struct):
    """A new access key; ``key`` is made when it is missing."""

    name: str
    scopes: tuple[str, ...] = metrics_keys.SCOPES
    origins: str = "*"
    key: str | None = None


def list_keys(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/metrics-keys``: the access keys of the metrics by name, without the keys themselves."""
    entries = metrics_keys.list_keys(call.controller)
    return json_answer({"keys": [{"name": e.name, "scopes": e.scopes, "origins": e.origins} for e in entries]})


def add_key(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/metrics-keys`` with ``{name, scopes, origins, key}``: a new access key, shown only now."""
    try:
        body = msgspec.json.decode(call.request.get_data(), type=KeyBody)
    except msgspec.DecodeError as error:
        raise Invalid(f"The body cannot be read: {error}", hint='send {"name": "dashboard"}') from error
    key = metrics_keys.add(call.controller, body.name, scopes=body.scopes, origins=body.origins, key=body.key)
    return json_answer({"name": body.name, "key": key})


def remove_key(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/metrics-keys/remove?name=``: the key ends; 204."""
    metrics_keys.remove(call.controller, call.required("name"))
    return render.empty(204)
