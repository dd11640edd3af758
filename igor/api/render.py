"""Answers: small HTML pages, plain text, redirects."""

from __future__ import annotations

from urllib.parse import urljoin

import flask

from igor.api import crumbs
from igor.api.call import Call
from igor.api.version import VERSION_HEADERS
from igor.api.xml_text import encode_body
from igor.web import pages

HTML = "text/html;charset=utf-8"
TEXT = "text/plain;charset=UTF-8"
XML = "application/xml;charset=UTF-8"


def page(title: str, body: str, *, status: int = 200, head: str = "") -> flask.Response:
    """An HTML page; ``body`` and ``head`` are HTML."""
    call: Call | None = flask.g.get("call")
    user = call.identity.user if call and call.identity.session else None
    html = pages.plain(
        title,
        body,
        head,
        root=flask.request.root_path + "/",
        user=user.id if user else "",
        crumb={"field": crumbs.FIELD, "value": call.issue_crumb() if call and user else ""},
    )
    return flask.Response(html, status, VERSION_HEADERS, content_type=HTML)


def text(body: str | bytes, *, status: int = 200, content_type: str = TEXT) -> flask.Response:
    """Plain text."""
    return flask.Response(body, status, content_type=content_type)


def xml(body: str) -> flask.Response:
    """XML as ``config.xml`` answers it."""
    return flask.Response(encode_body(body), content_type="application/xml")


def empty(status: int = 200) -> flask.Response:
    """No body."""
    return flask.Response(b"", status, content_type=TEXT)


def redirect(call: Call, path: str, *, status: int = 302) -> flask.Response:
    """To a path below the root; absolute, by the address that the client used."""
    return to_url(call.request_url + path, status=status)


def here(call: Call, relative: str = ".") -> flask.Response:
    """Relative to the request's own URL: ``.`` is the object whose action was called."""
    return to_url(urljoin(call.request.base_url.rstrip("/"), relative))


def previous(call: Call) -> flask.Response:
    """To the page that the user came from, if it is one of ours."""
    referrer = call.request.referrer or ""
    return to_url(referrer) if referrer.startswith(call.request_url) else here(call)


def to_url(url: str, *, status: int = 302) -> flask.Response:
    """To an absolute URL."""
    response = flask.Response(b"", status, content_type=TEXT)
    response.headers["Location"] = url
    return response
