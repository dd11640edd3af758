"""Managing the controller: what there is to manage, who may do what, the audit log."""

from __future__ import annotations

from typing import Any

import flask

from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.permissions import ADMINISTER, CREDENTIALS_VIEW
from igor.api.resources.pages import html, visit
from igor.api.targets import NamedTarget, RootTarget
from igor.controller import access, audit
from igor.model.errors import Invalid
from igor.web import manage_pages

_MOST = 1_000
_ON_PAGE = 100


def manage(call: Call, _: RootTarget) -> flask.Response:
    """``manage/``: what the sender may manage."""
    may = {"administer": call.access.allows(ADMINISTER), "credentials": call.access.allows(CREDENTIALS_VIEW)}
    return html(manage_pages.manage(visit(call), may))


def authorization_page(call: Call, _: NamedTarget) -> flask.Response:
    """``role-strategy/``: the strategy, its matrix, its roles."""
    return html(manage_pages.authorization(visit(call), access.read(call.controller)))


def get_audit(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/audit?user=&kind=&count=&before=``: writes, logins and refused tries, the newest first."""
    return json_answer(_entries(call, _number(call, "count", 100)))


def audit_page(call: Call, _: RootTarget) -> flask.Response:
    """``audit/?user=&kind=&before=``: the same as a page."""
    found = _entries(call, _ON_PAGE)
    shown = {"user": call.value("user") or "", "kind": call.value("kind") or ""}
    more = found[-1]["id"] if len(found) == _ON_PAGE else None
    return html(manage_pages.audit_log(visit(call), found, shown, audit.KINDS, more))


def _entries(call: Call, count: int) -> list[dict[str, Any]]:
    before = _number(call, "before", 0, most=2**62)
    return audit.latest(
        call.controller,
        count=count,
        user=call.value("user") or "",
        kind=call.value("kind") or "",
        before=before or None,
    )


def _number(call: Call, name: str, default: int, most: int = _MOST) -> int:
    text = call.value(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:19]) <= most:
        raise Invalid(f"{name} must be a number from 1 to {most}, not {text!r}")
    return int(text)
