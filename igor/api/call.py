"""One request as handlers see it: who sends it, its parameters, and the URLs around it."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

import flask
import msgspec
from werkzeug.datastructures import MultiDict

from igor.api import rights
from igor.api.auth import Identity
from igor.api.crumbs import Crumbs
from igor.api.permissions import AccessDenied
from igor.api.sessions import Session, Sessions
from igor.api.targets import Target
from igor.api.xml_text import decode_body
from igor.controller import settings
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.controller.rows import User
from igor.model.errors import Invalid

#: A form that is no JSON is read leniently only if it is short: that takes much memory.
_LAX_CHARACTERS = 100_000


class Call:
    """Query and body are one namespace of parameters; where both have a name, the query's value comes first."""

    def __init__(
        self, controller: Controller, request: flask.Request, identity: Identity, sessions: Sessions, crumbs: Crumbs
    ) -> None:
        self.controller = controller
        self.request = request
        self.identity = identity
        #: What the answer does to the browser's session: a new one, its end, or nothing.
        self.new_session: Session | None = None
        self.ends_session = False
        #: What the audit log tells of the request beside its parameters.
        self.told: dict[str, str] = {}
        self._sessions = sessions
        self._crumbs = crumbs

    @property
    def by(self) -> str:
        """The user's id, for the records of what was done."""
        return self.identity.name

    @cached_property
    def access(self) -> Access:
        """What the sender may do."""
        return Access(self.controller, self.identity.who, unsecured=self.identity.unsecured)

    @cached_property
    def request_url(self) -> str:
        """Where this request reached us, with a trailing slash: redirects and ``Location`` start with it."""
        return self.request.url_root

    @cached_property
    def root_url(self) -> str:
        """What ``url`` properties start with: the configured root URL, else where the request reached us."""
        return settings.get(self.controller, "root_url") or self.request_url

    @cached_property
    def form(self) -> MultiDict[str, str]:
        """The body's parameters; a body without a content type counts as a form, as some clients send it."""
        if self.request.content_type is None and self.request.content_length:
            text = self.request.get_data().decode(errors="replace")
            return MultiDict(parse_qsl(text, keep_blank_values=True))
        return self.request.form

    def values(self, name: str) -> list[str]:
        """All values of a parameter, the query's first."""
        return [*self.request.args.getlist(name), *self.form.getlist(name)]

    def value(self, name: str, default: str | None = None) -> str | None:
        """The first value of a parameter."""
        return next(iter(self.values(name)), default)

    def required(self, name: str) -> str:
        """The first value. Raises Invalid when the parameter is missing."""
        value = self.value(name)
        if value is None:
            raise Invalid(f"Query parameter '{name}' is required", hint=f"add ?{name}=… to the URL")
        return value

    def json_form(self) -> dict[str, Any] | None:
        """The ``json`` parameter of Jenkins' forms. Raises Invalid when it is no JSON object."""
        text = self.value("json")
        if text is None:
            return None
        form = _form_object(text)
        if not isinstance(form, dict):
            raise Invalid("The parameter json is not a JSON object")
        return form

    def body_text(self) -> str:
        """The raw body as text. Raises Invalid, see ``decode_body``."""
        return decode_body(self.request.get_data(), self.request.mimetype_params.get("charset"))

    def require(self, permission: str, target: Target) -> None:
        """Raise AccessDenied unless the sender has the permission there."""
        if not rights.allows(self.access, permission, target):
            raise AccessDenied(permission)

    def issue_crumb(self) -> str:
        """A crumb for the sender's session; the answer brings a new session when there is none.

        An API token starts none: it needs no crumb, and a session would outlive its revocation.
        """
        user_id = self.identity.user.id if self.identity.user else ""
        if self.identity.by_token:
            return self._crumbs.issue(user_id, "")
        session = self.identity.session or self.new_session
        if session is None:
            session = self.new_session = self._sessions.start(user_id, self._seed)
        return self._crumbs.issue(user_id, session.id)

    @property
    def _seed(self) -> str:
        return self.identity.user.session_seed if self.identity.user else ""

    def begin_session(self, user: User) -> None:
        """The answer brings a new session of this user."""
        self.new_session = self._sessions.start(user.id, user.session_seed)

    def end_session(self) -> None:
        """The answer takes the session away."""
        self.ends_session = True


def _form_object(text: str) -> Any:
    """JSON, or what Jenkins' reader takes for it as well: texts between single quotes, as some clients send them.

    Raises:
        Invalid: neither.
    """
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        try:
            return ast.literal_eval(text[:_LAX_CHARACTERS])
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            raise Invalid(f"The parameter json is not JSON: {error}") from error
