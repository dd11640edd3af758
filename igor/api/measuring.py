"""Measures every request, and hands the process's figures to those that show them."""

from __future__ import annotations

import time
from typing import cast

import flask

from igor.api.version import JENKINS_VERSION
from igor.controller.context import Controller
from igor.controller.metrics import Metrics

_KEY = "igor.metrics"


def install(app: flask.Flask, controller: Controller) -> None:
    """Count and time the application's requests; they are read by ``metrics_of``."""
    metrics = app.extensions[_KEY] = Metrics(controller, JENKINS_VERSION)
    app.before_request(_begin)
    app.after_request(_note_status)
    app.teardown_request(lambda _: _end(metrics))


def metrics_of(app: flask.Flask) -> Metrics:
    """The figures of an application's process."""
    return cast(Metrics, app.extensions[_KEY])


def here() -> Metrics:
    """The figures of the process that answers the present request."""
    return metrics_of(flask.current_app)


def _begin() -> None:
    flask.g.began_s = time.perf_counter()
    flask.g.status = 500
    here().request_began()


def _note_status(response: flask.Response) -> flask.Response:
    flask.g.status = response.status_code
    return response


def _end(metrics: Metrics) -> None:
    if "began_s" in flask.g:
        metrics.request_ended(time.perf_counter() - flask.g.began_s, flask.g.status)
