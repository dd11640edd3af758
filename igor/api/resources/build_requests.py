"""Asking for builds: ``build``, ``buildWithParameters``, ``buildByToken``. Source: ParameterizedJobMixIn."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import unquote

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.errors import AccessDenied, MethodNotAllowed, Oops
from igor.api.permissions import ITEM_BUILD
from igor.api.targets import ItemTarget, RootTarget
from igor.controller import definitions, items, parameters, queue, uploads
from igor.controller.queue import Scheduled
from igor.controller.rows import ItemRow
from igor.model.build import Cause
from igor.model.errors import Conflict, Forbidden, Invalid, NotFound
from igor.model.job import JobDefinition

_DELAY = re.compile(r"\s*(\d{1,12})\s*(?:(ms|milliseconds?)|(s|secs?|seconds?))?\s*", re.ASCII)

Values = Mapping[str, str | bool]


def build(call: Call, target: ItemTarget) -> flask.Response:
    """``build``: 201 with the queue item's URL, also when an identical item waited already."""
    job = _permitted(call, target.item)
    if not job.parameters:
        return _accepted(call, _schedule(call, target.item, {}), 201)
    form = call.json_form()
    if form is None:
        raise Invalid("Nothing is submitted", hint="use buildWithParameters, or send the parameters as json")
    scheduled = _schedule(call, target.item, form_values(form) | _form_files(call, form), refuse_unknown=True)
    return _submitted(call, scheduled, form)


def build_with_parameters(call: Call, target: ItemTarget) -> flask.Response:
    """``buildWithParameters``: 201, or 303 when an identical item waited already; both with its URL."""
    job = _permitted(call, target.item)
    if not job.parameters:
        raise Invalid(f"{target.item.full_name} is not parameterized", hint="use build")
    scheduled = _schedule(call, target.item, _plain_values(call, job))
    return _accepted(call, scheduled, 303 if scheduled.coalesced else 201)


def build_by_token(call: Call, _: RootTarget) -> flask.Response:
    """``buildByToken/build?job=&token=``: without login; the job's own token decides."""
    row, job = _job_with_token(call)
    _check_token(job, call.required("token"))
    if job.parameters:
        raise Invalid("use buildWithParameters for this build", hint="its job has parameters")
    return _accepted(call, _schedule_by_token(call, row, {}), 201)


def build_by_token_with_parameters(call: Call, _: RootTarget) -> flask.Response:
    """``buildByToken/buildWithParameters?job=&token=``."""
    row, job = _job_with_token(call)
    _check_token(job, call.required("token"))
    if not job.parameters:
        raise Invalid("use build for this build", hint="its job has no parameters")
    scheduled = _schedule_by_token(call, row, _plain_values(call, job))
    return _accepted(call, scheduled, 303 if scheduled.coalesced else 201)


def poll_by_token(call: Call, _: RootTarget) -> flask.Response:
    """``buildByToken/polling?job=&token=``: 200; what a job's source has new is looked up when it builds."""
    _row, job = _job_with_token(call)
    _check_token(job, call.required("token"))
    return render.empty()


def _job_with_token(call: Call) -> tuple[ItemRow, JobDefinition]:
    """The job; one without a token is as good as none."""
    row = items.find_item(call.controller, call.required("job"))
    job = definitions.job_of(row)
    if not job.auth_token:
        raise NotFound(f"No such job: {call.required('job')}")
    return row, job


def _schedule_by_token(call: Call, row: ItemRow, values: Values) -> Scheduled:
    try:
        return _schedule(call, row, values)
    except Conflict as error:
        raise Invalid(error.what, hint=error.hint) from error


def _permitted(call: Call, row: ItemRow) -> JobDefinition:
    """The job, once the sender may build it: by permission with POST, or by its token with any method."""
    job = definitions.job_of(row)
    token = call.value("token")
    if token is not None and job.auth_token:
        _check_token(job, token)
        return job
    if call.request.method != "POST":
        raise MethodNotAllowed(["POST"])
    if not call.access.allows_item(ITEM_BUILD, row):
        raise AccessDenied(ITEM_BUILD)
    return job


def _check_token(job: JobDefinition, token: str) -> None:
    if not job.auth_token or not hmac.compare_digest(token.encode(), job.auth_token.encode()):
        raise Forbidden("Invalid token", hint="the job's configuration holds the token for remote triggering")


def _schedule(call: Call, row: ItemRow, values: Values, *, refuse_unknown: bool = False) -> Scheduled:
    """Put it into the queue; what is wrong with the values is Jenkins' 500."""
    if row.disabled:
        raise Conflict(f"{row.full_name} is not buildable", hint="it is disabled: enable it first")
    delay_ms = delay_ms_of(call.value("delay"))
    try:
        return queue.schedule(
            call.controller,
            row.full_name,
            cause=_cause(call),
            parameters=values,
            quiet_period_ms=delay_ms,
            refuse_unknown=refuse_unknown,
        )
    except Invalid as error:
        raise Oops.of(error) from error


def delay_ms_of(text: str | None) -> int | None:
    """``delay``: ``5sec``; a bare number is milliseconds, rounded down to seconds. None: the job's own.

    Raises:
        Invalid: neither.
    """
    if text is None or not text.strip():
        return None
    found = _DELAY.fullmatch(text)
    if not found:
        raise Invalid(f"Not a number: {text}", hint="write delay=10sec")
    amount = int(found[1])
    return amount * 1000 if found[3] else amount // 1000 * 1000


def _cause(call: Call) -> Cause:
    """Who asks: the user, or, with the job's token, the other host."""
    if call.value("token") is not None and not call.identity.is_logged_in:
        host = call.request.remote_addr or "unknown"
        note = call.value("cause")
        text = f"Started by remote host {host}" + (f" with note: {note}" if note else "")
        return Cause("remote", text, {"host": host, "note": note})
    user = call.identity.user
    if user is None:
        return Cause("user", "Started by user unknown or anonymous", {"user_id": None, "user_name": "anonymous"})
    return Cause("user", f"Started by user {user.full_name}", {"user_id": user.id, "user_name": user.full_name})


def _plain_values(call: Call, job: JobDefinition) -> dict[str, str | bool]:
    """The declared parameters among the request's. Raises Oops when one comes twice."""
    values: dict[str, str | bool] = {}
    for definition in job.parameters:
        if definition.kind == "file":
            values |= _uploaded(call, definition.name, definition.name)
            continue
        given = call.values(definition.name)
        if len(set(given)) > 1:
            raise Oops(f"Parameter {definition.name} is given {len(given)} times", hint="send one value")
        if given:
            values[definition.name] = given[0]
    return values


def _uploaded(call: Call, name: str, part: str) -> dict[str, str | bool]:
    """A part of the form that is a file becomes an upload; one without a name is a field that was left empty."""
    file = call.request.files.get(part)
    if file is None or not file.filename:
        return {}
    return {name: parameters.given_file(uploads.save(call.controller, file.stream), file.filename)}


def _form_files(call: Call, form: Mapping[str, Any]) -> dict[str, str | bool]:
    """The files in ``json={"parameter": [{"name":…, "file": "file0"}]}``."""
    given = form.get("parameter", [])
    entries = given if isinstance(given, list) else [given]
    named = {str(e["name"]): str(e["file"]) for e in entries if isinstance(e, dict) and "file" in e and "name" in e}
    return {key: value for name, part in named.items() for key, value in _uploaded(call, name, part).items()}


def form_values(form: Mapping[str, Any]) -> dict[str, str | bool]:
    """The values in ``json={"parameter": [{"name":…, "value":…}]}``; a single object stands for a list of one.

    Raises:
        Invalid: another shape.
    """
    given = form.get("parameter", [])
    entries = given if isinstance(given, list) else [given]
    values: dict[str, str | bool] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise Invalid("json.parameter must be a list of {name, value}")
        if "value" in entry:
            value = entry["value"]
            values[entry["name"]] = value if isinstance(value, bool) else str(value)
    return values


def _submitted(call: Call, scheduled: Scheduled, form: Mapping[str, Any]) -> flask.Response:
    """The form may ask for another status and place; coalesced, it leads back to the job."""
    if "redirectTo" in form:
        status = str(form.get("statusCode", "302"))
        return _with_status(render.here(call, same_site(str(form["redirectTo"]))), status)
    return render.here(call) if scheduled.coalesced else _accepted(call, scheduled, 201)


def same_site(place: str) -> str:
    """A place below this site; anything that names a host leads to the job."""
    return place if not re.match(r"\s*([a-z][a-z0-9+.\-]*:|[/\\]{2})", place, re.IGNORECASE) else "."


def _with_status(response: flask.Response, status: str) -> flask.Response:
    if status.isdigit() and 200 <= int(status) <= 399:
        response.status_code = int(status)
    return response


def _accepted(call: Call, scheduled: Scheduled, status: int) -> flask.Response:
    response = _queued(call) if "text/html" in call.request.headers.get("Accept", "") else render.empty()
    response.status_code = status
    response.headers["Location"] = f"{call.request_url}queue/item/{scheduled.queue_id}/"
    return response


def _queued(call: Call) -> flask.Response:
    """What a form without scripts leads to; browsers do not follow the ``Location`` of a 201."""
    job = call.request.base_url.rpartition("/")[0]
    name = unquote(job.rpartition("/")[2])
    return render.page("Queued", f'<p>Back to <a href="{escape(job)}/">{escape(name)}</a></p>')
