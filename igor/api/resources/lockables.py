"""Lockable resources: reserve and give back. Source: org.jenkins.plugins.lockableresources.actions."""

from __future__ import annotations

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.targets import NamedTarget
from igor.controller import resources
from igor.model.errors import Conflict, Invalid

_LOCKED = 423


def reserve(call: Call, _: NamedTarget) -> flask.Response:
    """``reserve?resource=``: 302 to the list; 423 when somebody has it."""
    try:
        resources.reserve(call.controller, _name(call), by=call.by)
    except Conflict as error:
        return render.page("Locked", f"<p>{error.what}</p>", status=_LOCKED)
    return render.here(call)


def release(call: Call, _: NamedTarget) -> flask.Response:
    """``unreserve?resource=``, ``reset``: 302 to the list."""
    resources.release(call.controller, _name(call))
    return render.here(call)


def save_note(call: Call, _: NamedTarget) -> flask.Response:
    """``saveNote?resource=&note=``: 302 to the list."""
    resources.change(call.controller, _name(call), note=call.value("note") or call.value("resourceNote") or "")
    return render.here(call)


def _name(call: Call) -> str:
    """Query only, as in Jenkins. Raises Invalid."""
    name = call.value("resource") or call.value("resourceName")
    if not name:
        raise Invalid("Query parameter 'resource' is required", hint="add ?resource=NAME to the URL")
    return name
