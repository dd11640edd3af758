"""Every error as an answer, in one place: status, headers, a small HTML page.

Source: Jenkins' conventions (400 with ``X-Error``, 401 with a challenge, 403 that leads anonymous users to the login).
"""

from __future__ import annotations

import logging
import re
import secrets
from html import escape
from urllib.parse import quote

import flask
from werkzeug.exceptions import HTTPException

from igor.api import crumbs, permissions, render
from igor.api.json_answer import json_answer
from igor.api.permissions import AccessDenied as AccessDenied
from igor.model.errors import Conflict, Forbidden, Gone, IgorError, Invalid, NotFound, Unauthenticated

_LOG = logging.getLogger(__name__)

_WHERE_IT_IS_LOGGED = (
    "<p>It is a mistake in Igor, and what you asked for may not be done. The controller’s log has the details beside "
    "this ID: <code>logs/web.log</code> in the home folder.</p>"
)
_TYPED = re.compile(r"`([^`]+)`")

_STATUS: tuple[tuple[type[IgorError], int, str], ...] = (
    (NotFound, 404, "Not Found"),
    (Invalid, 400, "Error"),
    (Conflict, 409, "Conflict"),
    (Gone, 410, "Gone"),
    (Unauthenticated, 401, "Unauthorized"),
    (Forbidden, 403, "Access Denied"),
    (IgorError, 500, "Oops!"),
)


#: Others than Jenkins' error page answer these, without ``X-Error``.
_NOT_BY_JENKINS = (401, 403, 404)

#: How much of a message goes into a header: clients refuse headers of 64 KiB, proxies of 8.
_HEADER_CHARACTERS = 600


class MethodNotAllowed(Exception):
    """The path exists, the method does not; ``allowed`` are those that do."""

    def __init__(self, allowed: list[str]) -> None:
        super().__init__(", ".join(allowed))
        self.allowed = allowed


class Oops(Exception):
    """What Jenkins answers with 500 although the client is to blame: XML that cannot be read, a wrong ``tree``."""

    def __init__(self, message: str, *, title: str = "Oops!", hint: str = "") -> None:
        super().__init__(message)
        self.title = title
        self.hint = hint

    @classmethod
    def of(cls, error: IgorError) -> Oops:
        """The same text with another status."""
        return cls(str(error), hint=error.hint)


def answer(error: Exception, *, user_name: str, logged_in: bool, crumb: str = "") -> flask.Response:
    """The answer to a request that raised ``error``; ``crumb`` is for the form that sends it again as a POST."""
    match error:
        case AccessDenied():
            return access_denied(error.permission, user_name, logged_in)
        case Forbidden() if error.permission:
            return access_denied(error.permission, user_name, logged_in)
        case IgorError():
            return _igor_error(error)
        case MethodNotAllowed():
            return method_not_allowed(error.allowed, crumb)
        case Oops():
            return _oops(error)
        case HTTPException():
            return render.page(error.name, f"<p>{escape(error.description or '')}</p>", status=error.code or 500)
        case _:
            return _broken(error)


def _igor_error(error: IgorError) -> flask.Response:
    status, title = next((status, title) for kind, status, title in _STATUS if isinstance(error, kind))
    hint = _hint(error)
    if status in (401, 404) and _prefers_json():
        response = _by_the_container(status, title)
    else:
        response = render.page(title, f"{_message(str(error))}\n{hint}", status=status)
    _add_error_headers(response, error)
    if status in _NOT_BY_JENKINS:
        response.headers.pop("X-Error")
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Jenkins"'
    return response


def _by_the_container(status: int, message: str) -> flask.Response:
    """In front of Jenkins is Jetty, which says as JSON what is wrong to who asks for that."""
    said = {"url": flask.request.full_path.rstrip("?"), "status": str(status), "message": message}
    return json_answer({**said, "servlet": "Stapler"}, status)


def _prefers_json() -> bool:
    """Whether JSON is what the client takes most gladly."""
    first = flask.request.headers.get("Accept", "").partition(",")[0].partition(";")[0]
    return first.strip().lower() == "application/json"


def _message(text: str) -> str:
    """One line is a paragraph, the page's first, which clients read. Source: AbstractModelObject/error.jelly."""
    name = "pre" if "\n" in text else "p"
    return f"<{name}>{escape(text)}</{name}>"


def _oops(error: Oops) -> flask.Response:
    hint = _hint(error)
    response = render.page(error.title, f"<pre>{escape(str(error))}</pre>{hint}", status=500)
    _add_error_headers(response, error)
    return response


def _hint(error: IgorError | Oops) -> str:
    """How to fix it, as HTML; what stands between backticks is to be typed."""
    hint = _TYPED.sub(r"<code>\1</code>", escape(error.hint))
    return f"<p>{hint}</p>" if hint else ""


def _add_error_headers(response: flask.Response, error: IgorError | Oops) -> None:
    """``X-Error`` as Jenkins has it; beside it the whole text and the way out, percent-encoded, for ``igor``."""
    response.headers["X-Error"] = header_text(str(error).partition("\n")[0])
    response.headers["X-Igor-Error"] = quote(str(error)[:_HEADER_CHARACTERS])
    response.headers["X-Igor-Hint"] = quote(error.hint[:_HEADER_CHARACTERS])


def header_text(message: str) -> str:
    """A message as a header's value: one line, and a blank for each character that a header cannot carry."""
    return "".join(character if " " <= character <= "~" else " " for character in message)


def access_denied(permission: str, user_name: str, logged_in: bool) -> flask.Response:
    """403: for anonymous users a page that leads to the login, for others one that names the missing permission."""
    response = _denied_page(permission, user_name) if logged_in else login_redirect()
    response.headers["X-You-Are-Authenticated-As"] = header_text(user_name)
    response.headers["X-You-Are-In-Group-Disabled"] = "groups are not reported in headers; see /whoAmI/"
    response.headers["X-Required-Permission"] = permission
    for implying in permissions.implied_by(permission):
        response.headers.add("X-Permission-Implied-By", implying)
    return response


def _denied_page(permission: str, user_name: str) -> flask.Response:
    name = permission.removeprefix("hudson.model.").replace("Hudson.", "Overall.").replace(".", "/")
    body = f"<p>{escape(user_name)} is missing the {escape(name)} permission</p>"
    return render.page("Access Denied", body, status=403)


def login_redirect() -> flask.Response:
    """403 with a page that sends a browser to the login form and back."""
    came_from = flask.request.full_path.rstrip("?")
    login = flask.request.root_path + "/login?from=" + quote(flask.request.root_path + came_from, safe="")
    head = f'<meta http-equiv="refresh" content="1;url=\'{escape(login)}\'">'
    body = f'<p><a href="{escape(login)}">Log in</a> to see this page.</p>'
    return render.page("Authentication required", body, status=403, head=head)


def method_not_allowed(allowed: list[str], crumb: str) -> flask.Response:
    """405 with ``Allow``, and a form that sends the request again as a POST when that is allowed."""
    field = f'<input type="hidden" name="{crumbs.FIELD}" value="{escape(crumb)}">'
    form = f'<form method="post">{field}<button>Proceed</button></form>' if "POST" in allowed else ""
    body = f"<p>This URL requires {escape(' or '.join(allowed))}.</p>{form}"
    response = render.page("Method Not Allowed", body, status=405)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def bad_crumb(message: str) -> flask.Response:
    """403 of a POST without a valid crumb; clients look for the message."""
    if _prefers_json():
        return _by_the_container(403, message)
    body = (
        f"<p>{escape(message)}</p><p>Scripts: send an API token as the password, or fetch a crumb from "
        "/crumbIssuer/api/json first and send it with the same session.</p>"
    )
    return render.page(f"Error 403 {message}", body, status=403)


def _broken(error: Exception) -> flask.Response:
    """500 with an id that the log repeats beside the stack trace."""
    logging_id = secrets.token_hex(8)
    _LOG.error("request failed, logging id %s", logging_id, exc_info=error)
    return render.page("Oops!", f"<p>A problem occurred. Logging ID={logging_id}</p>{_WHERE_IT_IS_LOGGED}", status=500)
