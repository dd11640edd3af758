"""Builds: logs, stop, keep, describe, delete."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from html import escape

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.targets import BuildTarget
from igor.controller import builds
from igor.controller.builds import LogSlice
from igor.model import names
from igor.model.errors import Conflict, Invalid

#: A log is read in pieces of this size; a progressive answer holds one of them at most.
PIECE_BYTES = 4 * 1024 * 1024


def console_text(call: Call, target: BuildTarget) -> flask.Response:
    """``consoleText``: the log so far, with the line ends it has; a long one is streamed."""
    first = _slice(call, target, 0)
    if first.size < PIECE_BYTES:
        return render.text(first.data)
    return flask.Response(_pieces(call, target, first), content_type=render.TEXT)


def _pieces(call: Call, target: BuildTarget, first: LogSlice) -> Iterator[bytes]:
    part = first
    while part.data:
        yield part.data
        part = _slice(call, target, part.size)


def progressive_text(call: Call, target: BuildTarget) -> flask.Response:
    """``logText/progressiveText``: the log from ``start`` on, lines ended by CRLF."""
    part = whole_lines(_slice(call, target, _start(call)))
    return _progress(part, with_crlf(part.data), "text/plain;charset=utf-8")


def progressive_html(call: Call, target: BuildTarget) -> flask.Response:
    """``logText/progressiveHtml``: the same, escaped."""
    part = whole_characters(whole_lines(_slice(call, target, _start(call))))
    html = escape(part.data.decode(errors="replace"), quote=False).encode()
    response = _progress(part, with_crlf(html), render.HTML)
    response.headers["X-ConsoleAnnotator"] = call.request.headers.get("X-ConsoleAnnotator", "")
    return response


def whole_lines(part: LogSlice) -> LogSlice:
    """A piece that was cut at its limit ends with a line, so that line ends are not torn."""
    end = part.data.rfind(b"\n") + 1
    return _cut(part, end) if len(part.data) == PIECE_BYTES and end else part


def whole_characters(part: LogSlice) -> LogSlice:
    """A piece that more follows ends with a whole character."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    decoder.decode(part.data)
    return _cut(part, len(part.data) - len(decoder.getstate()[0])) if part.more else part


def _cut(part: LogSlice, length: int) -> LogSlice:
    return LogSlice(part.data[:length], part.size - len(part.data) + length, True)


def with_crlf(data: bytes) -> bytes:
    """Every line end as CRLF."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _start(call: Call) -> int:
    text = call.value("start") or "0"
    try:
        return int(text)
    except ValueError as error:
        raise Invalid(f"start must be a whole number, not {text!r}") from error


def _slice(call: Call, target: BuildTarget, start: int) -> LogSlice:
    return builds.log_slice(call.controller, target.item.full_name, target.build.number, start, limit=PIECE_BYTES)


def _progress(part: LogSlice, body: bytes, content_type: str) -> flask.Response:
    """``X-Text-Size``: where to go on; ``X-More-Data`` only while there is more to come."""
    response = render.text(body, content_type=content_type)
    response.headers["X-Text-Size"] = str(part.size)
    if part.more:
        response.headers["X-More-Data"] = "true"
    return response


def stop(call: Call, target: BuildTarget) -> flask.Response:
    """``stop``: asks only; a finished build stays as it is."""
    builds.request_stop(call.controller, target.item.full_name, target.build.number, by=call.by)
    return render.previous(call)


def delete(call: Call, target: BuildTarget) -> flask.Response:
    """``doDelete``: 302 to the job; refused while it runs or is kept."""
    try:
        builds.delete(call.controller, target.item.full_name, target.build.number, by=call.by)
    except Conflict as error:
        raise Oops.of(error) from error
    return render.redirect(call, names.url_path(target.item.full_name))


def toggle_keep(call: Call, target: BuildTarget) -> flask.Response:
    """``toggleLogKeep``: 302 to where the user came from."""
    builds.toggle_keep(call.controller, target.item.full_name, target.build.number)
    return render.previous(call)


def submit_description(call: Call, target: BuildTarget) -> flask.Response:
    """``submitDescription``: 302 to the build."""
    builds.set_description(call.controller, target.item.full_name, target.build.number, call.required("description"))
    return render.here(call)


def submit_config(call: Call, target: BuildTarget) -> flask.Response:
    """``configSubmit``: form ``json={displayName, description}``; 302 to the build."""
    form = call.json_form()
    if form is None:
        raise Invalid("Nothing is submitted", hint='send json={"displayName": …, "description": …}')
    place = (call.controller, target.item.full_name, target.build.number)
    builds.set_display_name(*place, str(form.get("displayName") or ""))
    builds.set_description(*place, str(form.get("description") or ""))
    return render.here(call)


def number(call: Call, target: BuildTarget) -> flask.Response:
    """``buildNumber`` as text, for scripts that follow a permalink."""
    return render.text(str(target.build.number))
