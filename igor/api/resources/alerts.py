"""Alerts below ``igor/api/alerts``, and their page. Bodies are JSON or a form's, whose sender goes back to the page."""

from __future__ import annotations

from typing import Any

import flask
import msgspec

from igor.api import permissions as p
from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.permissions import AccessDenied
from igor.api.resources.pages import visit
from igor.api.targets import RootTarget
from igor.configxml.duration import parse_duration_ms
from igor.controller import alerts, visible
from igor.model.errors import Invalid
from igor.web import alert_page

_MOST = 1_000


def get_open(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts``: what is wrong now, with what on-call needs to know."""
    return json_answer(visible.rows(call.access, alerts.open_alerts(call.controller)))


def get_past(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/past?count=``: what is over, the last first."""
    return json_answer(visible.rows(call.access, alerts.past_alerts(call.controller, _count(call))))


def get_told(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/told?count=``: what on-call was told, the newest first."""
    return json_answer(visible.rows(call.access, alerts.told(call.controller, _count(call))))


def acknowledge(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/acknowledge`` with ``{id, note}``: somebody takes care; needs Job/Build."""
    fields = _fields(call)
    alert_id = _number(fields, "id")
    _require(call, visible.require(call.access, alerts.job_of(call.controller, alert_id)))
    return _done(call, alerts.acknowledge(call.controller, alert_id, by=call.by, note=_text(fields, "note")))


def get_silences(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/silences``: those that have not ended."""
    return json_answer(visible.silences(call.access, alerts.silences(call.controller)))


def silence(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/silences`` with ``{pattern, for, reason, trouble}``: quiet for a while; needs Job/Build."""
    fields = _fields(call)
    pattern = _text(fields, "pattern")
    _require(call, alerts.job_of_pattern(pattern))
    try:
        for_ms = parse_duration_ms(_text(fields, "for"))
    except ValueError as error:
        raise Invalid(f"for: {error}") from error
    reason, trouble = _text(fields, "reason"), _text(fields, "trouble") or None
    made = alerts.silence(call.controller, pattern, for_ms=for_ms, by=call.by, reason=reason, trouble=trouble)
    return _done(call, made)


def end_silence(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/silences/end`` with ``{id}``: alerts are told again; needs Job/Build."""
    silence_id = _number(_fields(call), "id")
    pattern = next((each["pattern"] for each in alerts.silences(call.controller) if each["id"] == silence_id), "")
    _require(call, alerts.job_of_pattern(pattern))
    alerts.end_silence(call.controller, silence_id)
    return _done(call, {"id": silence_id})


def get_sinks(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/sinks?event=``: how each sink does, and what became of one message."""
    return json_answer(alerts.sinks(call.controller, call.value("event") or ""))


def test(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/alerts/test`` with ``{over}``: send a message through every sink; its name is ``event``."""
    over = _fields(call).get("over") in (True, "true")
    return _done(call, {"event": alerts.send_test(call.controller, by=call.by, over=over)})


def page(call: Call, _: RootTarget) -> flask.Response:
    """``alerts/``: what is wrong, silences, sinks and what was told."""
    html = alert_page.alerts(visit(call), shows_sinks=call.access.allows(p.ADMINISTER))
    response = flask.Response(html, content_type=render.HTML)
    response.headers["Cache-Control"] = "no-store"
    return response


def _require(call: Call, full_name: str) -> None:
    if not call.access.allows_at(p.ITEM_BUILD, full_name):
        raise AccessDenied(p.ITEM_BUILD)


def _done(call: Call, value: Any) -> flask.Response:
    return json_answer(value) if call.request.is_json else render.redirect(call, "alerts/")


def _fields(call: Call) -> dict[str, Any]:
    if not call.request.is_json:
        return {name: call.value(name) for name in (*call.request.args, *call.form)}
    try:
        return msgspec.json.decode(call.request.get_data(), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Invalid(f"The body cannot be read: {error}") from error


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name) or ""
    if not isinstance(value, str):
        raise Invalid(f"{name} must be a text, not {value!r}")
    return value.strip()


def _number(fields: dict[str, Any], name: str) -> int:
    text = str(fields.get(name, ""))
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise Invalid(f"{name} must be a number, not {text!r}")
    return int(text)


def _count(call: Call) -> int:
    text = call.value("count") or "50"
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= _MOST:
        raise Invalid(f"count must be a number from 1 to {_MOST}, not {text!r}")
    return int(text)
