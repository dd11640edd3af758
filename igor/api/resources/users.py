"""Logging in and out, crumbs, API tokens."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

import flask

from igor.api import crumbs, render
from igor.api.beans.root import crumb_bean
from igor.api.call import Call
from igor.api.errors import AccessDenied
from igor.api.formats import to_json, to_python
from igor.api.json_answer import json_answer
from igor.api.permissions import ADMINISTER
from igor.api.resources import exporting
from igor.api.targets import NamedTarget, RootTarget, UserTarget
from igor.controller import settings, users
from igor.model.errors import NotFound

#: The XPaths that answer as plain text. Source: hudson.security.csrf.CrumbIssuer.RestrictedApi.
_CRUMB_TEXTS = {
    "/*/crumbRequestField/text()": "{field}",
    "/*/crumb/text()": "{crumb}",
    "concat(//crumbRequestField,':',//crumb)": "{field}:{crumb}",
    'concat(//crumbRequestField,":",//crumb)': "{field}:{crumb}",
    "concat(//crumbRequestField,'=',//crumb)": ".{field}={crumb}",
}


def log_in(call: Call, _: RootTarget) -> flask.Response:
    """``j_spring_security_check``: 302 to ``from``, with a new session; or to the form again."""
    user_id, password = call.value("j_username") or "", call.value("j_password") or ""
    user = users.check_password(call.controller, user_id, password)
    if user is None:
        came_from = local_path(call.value("from"), call.request.root_path)
        return render.redirect(call, "loginError" + ("" if came_from == "/" else f"?from={quote(came_from, safe='')}"))
    call.begin_session(user)
    return render.to_url(call.request_url.rstrip("/") + local_path(call.value("from"), call.request.root_path))


def local_path(text: str | None, root_path: str = "") -> str:
    """A path below this root to go to after the login; anything else is the root page."""
    if not text:
        return "/"
    parts = urlsplit(text)
    path = parts.path.removeprefix(root_path)
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    if any(ord(character) < 32 for character in text):
        return "/"
    return path + (f"?{parts.query}" if parts.query else "")


def log_out(call: Call, _: RootTarget) -> flask.Response:
    """``logout``: ends the session, 302 to the root."""
    call.end_session()
    return render.redirect(call, "")


def crumb_json(call: Call, _: NamedTarget) -> flask.Response:
    """``crumbIssuer/api/json``; hands out the session that the crumb belongs to."""
    value = exporting.exported(call, crumb_bean(_crumb(call)))
    return exporting.answer(to_json(value), "application/json;charset=UTF-8")


def crumb_python(call: Call, _: NamedTarget) -> flask.Response:
    """``crumbIssuer/api/python``."""
    value = exporting.exported(call, crumb_bean(_crumb(call)))
    return exporting.answer(to_python(value), "text/x-python;charset=UTF-8")


def crumb_xml(call: Call, _: NamedTarget) -> flask.Response:
    """``crumbIssuer/api/xml``; four XPaths answer as plain text."""
    crumb = _crumb(call)
    text = _CRUMB_TEXTS.get((call.value("xpath") or "").replace(" ", ""))
    if text is None:
        return exporting.xml_answer(call, crumb_bean(crumb))
    return exporting.answer(text.format(field=crumbs.FIELD, crumb=crumb), render.TEXT)


def _crumb(call: Call) -> str:
    """A crumb. Raises NotFound while crumbs are off: clients take that for "none needed"."""
    if settings.get(call.controller, "use_crumbs") == "false":
        raise NotFound("Not Found")
    return call.issue_crumb()


def generate_token(call: Call, target: UserTarget) -> flask.Response:
    """``generateNewToken?newTokenName=``: the value is shown this once."""
    require_own_tokens(call, target)
    name = call.value("newTokenName") or ""
    uuid, value = users.create_token(call.controller, target.user.id, name)
    shown = next(
        (token.name for token in users.list_tokens(call.controller, target.user.id) if token.uuid == uuid), name
    )
    return _ok({"tokenName": shown, "tokenUuid": uuid, "tokenValue": value})


def revoke_token(call: Call, target: UserTarget) -> flask.Response:
    """``revoke?tokenUuid=``."""
    require_own_tokens(call, target)
    users.revoke(call.controller, target.user.id, call.required("tokenUuid"))
    return _ok({})


def revoke_all_tokens_except(call: Call, target: UserTarget) -> flask.Response:
    """``revokeAllExcept?tokenUuid=``."""
    require_own_tokens(call, target)
    users.revoke_all_except(call.controller, target.user.id, call.required("tokenUuid"))
    return _ok({})


def rename_token(call: Call, target: UserTarget) -> flask.Response:
    """``rename?tokenUuid=&newName=``."""
    require_own_tokens(call, target)
    users.rename_token(call.controller, target.user.id, call.required("tokenUuid"), call.required("newName"))
    return _ok({})


def change_legacy_token(call: Call, target: UserTarget) -> flask.Response:
    """``changeToken``: the user's one legacy token, made anew and shown this once; the former one ends."""
    require_own_tokens(call, target)
    value = users.change_legacy_token(call.controller, target.user.id)
    response = render.text("<div>Updated. See the new token in the field above</div>", content_type=render.HTML)
    response.headers["script"] = f"document.getElementById('apiToken').value='{value}'"
    return response


def revoke_all_tokens(call: Call, target: UserTarget) -> flask.Response:
    """``revokeAll``."""
    require_own_tokens(call, target)
    users.revoke_all(call.controller, target.user.id)
    return _ok({})


def require_own_tokens(call: Call, target: UserTarget) -> None:
    """Raise unless the tokens are the sender's own, or the sender is an administrator."""
    user = call.identity.user
    if user is None:
        raise NotFound("Not Found")
    if user.id != target.user.id and not user.is_admin:
        raise AccessDenied(ADMINISTER)


def _ok(data: dict[str, Any]) -> flask.Response:
    return json_answer({"status": "ok", "data": data})
