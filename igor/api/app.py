"""The Flask application: the gate (who, crumb, Overall/Read), the dispatch over the route table, errors as answers."""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import flask
from flask.globals import request_ctx
from werkzeug.http import dump_cookie
from werkzeug.middleware.proxy_fix import ProxyFix

import igor.web
from igor.api import auditing, crumbs, errors, load, measuring, render, table
from igor.api.auditing import Flood
from igor.api.auth import Identity, identify
from igor.api.beans.nodes import load_figures
from igor.api.beans.plugins import INACTIVE
from igor.api.beans.reader import Reader
from igor.api.call import Call
from igor.api.credentials import parse_basic
from igor.api.crumbs import Crumbs
from igor.api.errors import AccessDenied
from igor.api.permissions import READ
from igor.api.resolve import Resolver
from igor.api.resources import lifecycle
from igor.api.routes import Route, RouteTable
from igor.api.sessions import MAX_AGE_S, Sessions
from igor.api.targets import BuildTarget, Target
from igor.api.version import VERSION_HEADERS
from igor.controller import audit, plugin_states, settings
from igor.controller.context import Controller

#: A ``config.xml`` or a form may be this long.
MAX_BODY_BYTES = 64 * 1024 * 1024
#: Pages load and send nothing but to here, and run no text that stands in them.
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'self'; base-uri 'none'"
)
_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
#: Besides the public routes: what every browser asks for before the login.
_OPEN_SEGMENTS = frozenset({"static", "favicon.ico", "robots.txt"})
#: With ``encrypt=true`` these are of use only to those who know the node's secret. Source: jenkins.model.Jenkins.
_SEALED = re.compile(r"/computer/[^/]+/(slave|jenkins)-agent\.jnlp")
#: Trees of files, where the file system says what is a folder.
_FILES = frozenset({"user_content", "artifact", "output", "given", "ws"})


def create_app(controller: Controller) -> flask.Flask:
    """The application over an open controller: Jenkins' REST API and the pages."""
    static = Path(igor.web.__path__[0]) / "static"
    app = flask.Flask("igor.api", static_folder=str(static), static_url_path="/static")
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES)
    app.extensions[INACTIVE] = plugin_states.inactive(controller)
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    measuring.install(app, controller)
    _keep_load(app, controller)
    app.extensions["igor.routes"] = table.ROUTES
    api = Api(controller)
    app.before_request(api.gate)
    app.after_request(api.finish)
    app.register_error_handler(Exception, api.on_error)
    for rule in ("/", "/<path:path>"):
        app.add_url_rule(rule, "jenkins", api.dispatch, methods=_METHODS, provide_automatic_options=False)
    app.add_url_rule("/<path:path>", "websocket", api.dispatch, methods=["GET"], websocket=True)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=1, x_host=1, x_prefix=1)  # type: ignore[method-assign]
    return app


def _keep_load(app: flask.Flask, controller: Controller) -> None:
    history = load.install(app)

    def sample() -> None:
        history.sample(partial(load_figures, Reader(controller, root_url="")))

    measuring.metrics_of(app).samplers.append(sample)


class Api:
    """What the requests of one process share."""

    def __init__(self, controller: Controller) -> None:
        key = hashlib.sha256(b"web sessions" + controller.secret_box.key).digest()
        self._controller = controller
        self._sessions = Sessions(key)
        self._crumbs = Crumbs(key)
        self._table = RouteTable(table.ROUTES)
        self._flood = Flood(lambda: controller.now_ms() / 1000)

    def gate(self) -> None | flask.Response:
        """Before every request: who sends it, is it theirs, may they see anything at all."""
        if lifecycle.is_leaving():
            return lifecycle.leaving_page()
        request = request_ctx.request  # not flask.request, which looks for it at each use
        if request.mimetype == "application/x-www-form-urlencoded":
            request.get_data()
        with self._controller.store.read():
            return self._admit(request)

    def _admit(self, request: flask.Request) -> None | flask.Response:
        flask.g.call = call = self._call(request, Identity())
        flask.g.call = call = self._call(request, self._identity(request))
        if self._lacks_crumb(call):
            return errors.bad_crumb(crumbs.REFUSAL)
        if not self._is_public(request) and not call.access.allows(READ):
            raise AccessDenied(READ)
        return None

    def _call(self, request: flask.Request, identity: Identity) -> Call:
        return Call(self._controller, request, identity, self._sessions, self._crumbs)

    def _identity(self, request: flask.Request) -> Identity:
        session = self._sessions.read(request.cookies.get(self._sessions.cookie_name))
        return identify(self._controller, parse_basic(request.headers.get("Authorization")), session)

    def _lacks_crumb(self, call: Call) -> bool:
        request, identity = call.request, call.identity
        if settings.get(self._controller, "use_crumbs") == "false":
            return False
        if request.method != "POST" or identity.by_token or crumbs.is_exempt(request.path):
            return False
        crumb = request.headers.get(crumbs.FIELD) or call.value(crumbs.FIELD)
        session_id = identity.session.id if identity.session else ""
        return not self._crumbs.is_valid(crumb, identity.user.id if identity.user else "", session_id)

    def _is_public(self, request: flask.Request) -> bool:
        if request.args.get("encrypt") == "true" and _SEALED.fullmatch(request.path):
            return True
        first = next((segment for segment in request.path.split("/") if segment), "")
        return first in self._table.public_segments or first in _OPEN_SEGMENTS

    def dispatch(self, path: str = "") -> flask.Response:
        """Find what the path names, then the route, then do it."""
        call: Call = flask.g.call
        request = call.request
        with self._controller.store.read():
            resolver = Resolver(self._controller, call.identity, call.access)
            target, rest = resolver.resolve([s for s in path.split("/") if s])
            if _is_unknown_part(target, rest, path) and not self._table.has(target, rest):
                return _with_slash(request)
            route = self._table.find(target, rest, request.method)
            if _lacks_slash(route, rest, path) and request.method in ("GET", "HEAD"):
                return _with_slash(request)
            call.require(route.permission, target)
        return self._run(route, call, target)

    def _run(self, route: Route, call: Call, target: Target) -> flask.Response:
        """A read sees one snapshot, also while the rest of its answer is sent."""
        if call.request.method in ("GET", "HEAD"):
            with ExitStack() as snapshot:
                snapshot.enter_context(self._controller.store.read())
                response = route.handler(call, target)
                if flask.g.get("reads_on"):
                    response.call_on_close(snapshot.pop_all().close)
                return response
        return route.handler(call, target)

    def on_error(self, error: Exception) -> flask.Response:
        """Any error as an answer."""
        call: Call | None = flask.g.get("call")
        identity = call.identity if call else Identity()
        crumb = call.issue_crumb() if call and isinstance(error, errors.MethodNotAllowed) else ""
        return errors.answer(error, user_name=identity.name, logged_in=identity.is_logged_in, crumb=crumb)

    def finish(self, response: flask.Response) -> flask.Response:
        """After every request: common headers, the session's cookie."""
        for name, value in (*VERSION_HEADERS.items(), ("X-Content-Type-Options", "nosniff")):
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers.setdefault("X-Frame-Options", "sameorigin")
            response.headers.setdefault("Content-Security-Policy", _CONTENT_POLICY)
        call: Call | None = flask.g.get("call")
        self._set_cookie(response, call)
        if call is not None:
            self._audit(call, response.status_code)
        return response

    def _audit(self, call: Call, status: int) -> None:
        entry = auditing.entry_of(call, status)
        if entry and self._flood.lets(entry, not call.identity.is_logged_in):
            audit.record(self._controller, entry)

    def _set_cookie(self, response: flask.Response, call: Call | None) -> None:
        if call is None or not (call.new_session or call.ends_session):
            return
        options: dict[str, Any] = {"path": call.request.root_path + "/", "httponly": True, "samesite": "Lax"}
        options["secure"] = call.request.is_secure
        name = self._sessions.cookie_name
        if call.new_session:
            value = self._sessions.cookie(call.new_session)
            dated = dump_cookie(name, value, max_age=MAX_AGE_S, sync_expires=False, **options)
            response.headers.add("Set-Cookie", dated)
        else:
            response.delete_cookie(name, **options)


def _lacks_slash(route: Route, rest: list[str], path: str) -> bool:
    """Whether the canonical URL of what was asked ends with a slash that is missing; files' URLs do not."""
    canonical = (not rest and route.kind not in _FILES) or route.path.endswith("/")
    return canonical and bool(path) and not path.endswith("/")


def _is_unknown_part(target: Target, rest: list[str], path: str) -> bool:
    """Jenkins leads from a part that a build does not have to the same with a slash, and there is 404."""
    return isinstance(target, BuildTarget) and len(rest) == 1 and not path.endswith("/")


def _with_slash(request: flask.Request) -> flask.Response:
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return render.to_url(f"{request.base_url}/{query}")
