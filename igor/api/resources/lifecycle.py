"""Restarting and ending the controller; builds go on meanwhile. Source: jenkins.model.Jenkins, HudsonIsRestarting."""

from __future__ import annotations

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.targets import RootTarget
from igor.controller import lifecycle
from igor.model.errors import Conflict

#: The page that every path gives while this process is on its way out.
RESTARTING = "Please wait while Jenkins is restarting"
_EXITING = "Shutting down"
_KEY = "igor.leaving"


def restart(call: Call, _: RootTarget) -> flask.Response:
    """``restart``, ``safeRestart``: 302 to the root, then 503 until the processes are new. No build is touched."""
    try:
        lifecycle.restart(call.controller)
    except Conflict as error:
        raise Oops.of(error) from error
    flask.current_app.extensions[_KEY] = True
    return render.redirect(call, "")


def ask_restart(call: Call, _: RootTarget) -> flask.Response:
    """The same by GET: the form that sends the POST."""
    return _form("Are you sure you want to restart Igor? Builds that run go on.", call)


def exit_now(call: Call, _: RootTarget) -> flask.Response:
    """``exit``: the controller ends at once; builds go on, and are taken up at its next start."""
    try:
        lifecycle.exit_now(call.controller)
    except Conflict as error:
        raise Oops.of(error) from error
    return render.text(_EXITING)


def exit_safely(call: Call, _: RootTarget) -> flask.Response:
    """``safeExit``: no build starts any more; the controller ends when the last one has."""
    try:
        lifecycle.exit_safely(call.controller)
    except Conflict as error:
        raise Oops.of(error) from error
    return render.text("Shutting down as soon as all jobs are complete")


def ask_exit(call: Call, _: RootTarget) -> flask.Response:
    """The same by GET: the form that sends the POST."""
    return _form("Are you sure you want to shut Igor down?", call)


def reload(call: Call, _: object) -> flask.Response:
    """``reload``: 302. There is nothing to be read again: what counts is in the store, and it is asked each time."""
    return render.here(call)


def is_leaving() -> bool:
    """Whether a restart was asked of this process: all it answers is 503."""
    return bool(flask.current_app.extensions.get(_KEY))


def leaving_page() -> flask.Response:
    """503 while restarting."""
    return render.page(RESTARTING, "<p>Your browser will reload automatically when it is ready.</p>", status=503)


def _form(question: str, call: Call) -> flask.Response:
    field = f'<input type="hidden" name="Jenkins-Crumb" value="{call.issue_crumb()}">'
    return render.page(question, f'<form method="post">{field}<button>Yes</button></form>')
