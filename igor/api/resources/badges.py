"""Badges: a job's or a build's state as a small picture, or as a word. Source: the embeddable-build-status plugin."""

from __future__ import annotations

import re
from html import escape

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.errors import AccessDenied
from igor.api.permissions import ITEM_READ
from igor.api.targets import BuildTarget, ItemTarget, RootTarget
from igor.controller import builds, items
from igor.controller.rows import ItemRow
from igor.model.build import Build
from igor.model.errors import NotFound

SVG = "image/svg+xml"
#: Colour of the ball → words of the text, status of the picture, its colour.
_STATES = {
    "blue": ("Success", "passing", "#44cc11"),
    "yellow": ("Unstable", "unstable", "#dfb317"),
    "red": ("Failed", "failing", "#e05d44"),
    "aborted": ("Aborted", "aborted", "#9f9f9f"),
    "disabled": ("Disabled", "disabled", "#9f9f9f"),
    "notbuilt": ("Not built", "not run", "#9f9f9f"),
}
_RUNNING = ("In progress", "running", "#007ec6")
_NAMED_COLORS = {
    "brightgreen": "#44cc11",
    "green": "#97ca00",
    "yellow": "#dfb317",
    "yellowgreen": "#a4a61d",
    "orange": "#fe7d37",
    "red": "#e05d44",
    "blue": "#007ec6",
    "lightgrey": "#9f9f9f",
    "grey": "#555555",
}
_COLOR = re.compile(r"#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
#: About the width of a letter at the size of the text.
_LETTER_PX = 7


def icon(call: Call, target: ItemTarget | BuildTarget) -> flask.Response:
    """``badge/icon`` with ``subject``, ``status``, ``color``, ``style``, ``build``."""
    return _icon(call, *_found(call, target))


def text(call: Call, target: ItemTarget | BuildTarget) -> flask.Response:
    """``badge/text``: the state as a word."""
    return render.text(_state(*_found(call, target))[0])


def icon_by_name(call: Call, _: RootTarget) -> flask.Response:
    """``buildStatus/icon?job=&build=``."""
    return _icon(call, *_by_name(call))


def text_by_name(call: Call, _: RootTarget) -> flask.Response:
    """``buildStatus/text?job=&build=``."""
    return render.text(_state(*_by_name(call))[0])


def _by_name(call: Call) -> tuple[ItemRow, Build | None]:
    row = items.find_item(call.controller, call.required("job"))
    if not call.access.sees(row):
        raise NotFound(f"No such job: {row.full_name}") if call.identity.is_logged_in else AccessDenied(ITEM_READ)
    return row, _build(call, row)


def _found(call: Call, target: ItemTarget | BuildTarget) -> tuple[ItemRow, Build | None]:
    if isinstance(target, BuildTarget):
        return target.item, target.build
    return target.item, _build(call, target.item)


def _build(call: Call, row: ItemRow) -> Build | None:
    """``build=``: a number, a permalink, or a negative number that counts from the last; none: the job itself."""
    which = call.value("build")
    if not which:
        return None
    number = int(which) if which.lstrip("-").isdigit() else None
    if number is not None and number <= 0:
        number = (row.last_build or 0) + number
    wanted = number if number is not None else {"last": "lastBuild"}.get(which, which)
    return builds.get(call.controller, row.full_name, wanted)


def _state(row: ItemRow, build: Build | None) -> tuple[str, str, str]:
    color = (build.result.color if build.result else "notbuilt") if build else (row.color or "notbuilt")
    is_running = build.is_running if build else color.endswith("_anime")
    return _RUNNING if is_running else _STATES[color]


def _icon(call: Call, row: ItemRow, build: Build | None) -> flask.Response:
    _, status, color = _state(row, build)
    asked = call.value("color") or ""
    if _COLOR.fullmatch(asked):
        color = f"#{asked.lstrip('#')}"
    drawn = _svg(
        call.value("subject") or "build",
        call.value("status") or status,
        _NAMED_COLORS.get(asked, color),
        is_flat=call.value("style") == "flat-square",
    )
    response = flask.Response(drawn, content_type=f"{SVG};charset=utf-8")
    response.headers["Cache-Control"] = "no-cache, no-store, must-revalidate"
    return response


def _svg(subject: str, status: str, color: str, *, is_flat: bool) -> str:
    left, right = (len(words) * _LETTER_PX + 10 for words in (subject, status))
    radius = 0 if is_flat else 3
    subject, status = escape(subject), escape(status)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f'aria-label="{subject}: {status}"><title>{subject}: {status}</title>'
        f'<clipPath id="r"><rect width="{left + right}" height="20" rx="{radius}" fill="#fff"/></clipPath>'
        f'<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#555"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{color}"/></g>'
        '<g fill="#fff" text-anchor="middle" font-family="DejaVu Sans,Verdana,sans-serif" font-size="11">'
        f'<text x="{left / 2}" y="14">{subject}</text><text x="{left + right / 2}" y="14">{status}</text></g></svg>'
    )
