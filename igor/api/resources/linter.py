"""``pipeline-model-converter``: is a Declarative Jenkinsfile valid. Source: ModelConverterAction."""

from __future__ import annotations

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import RootTarget
from igor.console.jenkinsfile import errors_of

_GOOD = "Jenkinsfile successfully validated.\n"
_BAD = "Errors encountered validating Jenkinsfile:\n"


def validate(call: Call, _: RootTarget) -> flask.Response:
    """``validate`` with ``jenkinsfile=``: one sentence when it is valid, else all errors with their places."""
    found = errors_of(call.value("jenkinsfile") or "")
    return render.text(_BAD + "".join(f"{error}\n" for error in found) if found else _GOOD)


def validate_as_json(call: Call, _: RootTarget) -> flask.Response:
    """``validateJenkinsfile`` with ``jenkinsfile=``: the same as JSON, ``data.result`` being success or failure."""
    found = errors_of(call.value("jenkinsfile") or "")
    failure = {"result": "failure", "errors": [{"error": error} for error in found]}
    return json_answer({"status": "ok", "data": failure if found else {"result": "success"}})
