"""Accounts: the user database's page, creating and deleting users, what people see of them, passwords.

Source: hudson.security.HudsonPrivateSecurityRealm, hudson.model.User.
"""

from __future__ import annotations

import flask
import msgspec

from igor.api import render
from igor.api.call import Call
from igor.api.errors import AccessDenied
from igor.api.json_answer import json_answer
from igor.api.permissions import ADMINISTER
from igor.api.resources.pages import html, visit
from igor.api.resources.users import require_own_tokens
from igor.api.targets import NamedTarget, RootTarget, UserTarget
from igor.controller import users
from igor.controller.rows import User
from igor.model.errors import Conflict, Invalid
from igor.web import people_pages


class PasswordBody(msgspec.Struct):
    """A new password."""

    password: str


def require_own(call: Call, user: User) -> None:
    """Raise AccessDenied unless the account is the sender's, or the sender administers the controller."""
    own = call.identity.user
    if not (own and own.id == user.id) and not call.access.allows(ADMINISTER):
        raise AccessDenied(ADMINISTER)


def create(call: Call, _: NamedTarget) -> flask.Response:
    """``createAccountByAdmin?username=&password1=&password2=&fullname=&email=``: 302 to the list of users."""
    if call.value("password1") != call.value("password2"):
        raise Invalid("Password didn't match", hint="send the same text as password1 and password2")
    users.create_user(
        call.controller,
        call.required("username"),
        call.value("fullname") or "",
        call.value("password1") or "",
        email=call.value("email") or "",
    )
    return render.here(call)


def delete(call: Call, target: UserTarget) -> flask.Response:
    """``doDelete``: the account and its tokens go; 302 to where it was listed. One's own stays (400)."""
    if call.identity.user and call.identity.user.id == target.user.id:
        raise Invalid("You cannot delete your own account")
    users.delete_user(call.controller, target.user.id, by=call.by)
    return render.here(call, "../..")


def submit_description(call: Call, target: UserTarget) -> flask.Response:
    """``submitDescription``: 302 to the user."""
    require_own(call, target.user)
    users.set_description(call.controller, target.user.id, call.required("description"))
    return render.here(call)


def submit(call: Call, target: UserTarget) -> flask.Response:
    """``configSubmit`` by form or ``json``: name, description, mail address; 302 to the user."""
    require_own(call, target.user)
    form = call.json_form() or {}
    user = target.user

    def said(name: str, now: str) -> str:
        found = form.get(name, call.value(name))
        return now if found is None else str(found)

    users.set_profile(
        call.controller,
        user.id,
        full_name=said("fullName", user.full_name),
        description=said("description", user.description or ""),
        email=said("email", user.email),
    )
    return render.here(call)


def change_password(call: Call, target: UserTarget) -> flask.Response:
    """``igor/api/password`` with ``{password}``: the user's sessions end, tokens stay."""
    require_own(call, target.user)
    try:
        wanted = msgspec.json.decode(call.request.get_data(), type=PasswordBody)
    except msgspec.DecodeError as error:
        raise Invalid(f"The body cannot be read: {error}") from error
    users.set_password(call.controller, target.user.id, wanted.password)
    return json_answer({"user": target.user.id})


def submit_password(call: Call, target: UserTarget) -> flask.Response:
    """``changePassword?password1=&password2=``: as the user's page sends it; 302 to the user."""
    require_own(call, target.user)
    if call.value("password1") != call.value("password2"):
        raise Invalid("Password didn't match", hint="type the same password twice")
    users.set_password(call.controller, target.user.id, call.value("password1") or "")
    return render.here(call)


def end_sessions(call: Call, target: UserTarget) -> flask.Response:
    """``renewSessionSeed``: the user's sessions end everywhere; API tokens stay."""
    require_own(call, target.user)
    users.end_sessions(call.controller, target.user.id)
    return json_answer({"status": "ok", "data": {}})


def list_users(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/users``: the accounts, with how many API tokens each has."""
    found = [
        {
            "id": user.id,
            "full_name": user.full_name,
            "email": user.email,
            "is_admin": user.is_admin,
            "tokens": len(users.list_tokens(call.controller, user.id)),
            "created_ms": user.created_ms,
        }
        for user in users.list_users(call.controller)
    ]
    return json_answer(found)


def page(call: Call, target: UserTarget) -> flask.Response:
    """A user's page: who it is, and for its owner API tokens and password."""
    own = call.identity.user
    may_change = bool(own and own.id == target.user.id) or call.access.allows(ADMINISTER)
    tokens = users.list_tokens(call.controller, target.user.id) if may_change else []
    return html(people_pages.user(visit(call), target.user, tokens, may_change=may_change))


def new_token(call: Call, target: UserTarget) -> flask.Response:
    """``newToken?newTokenName=``: as the user's page sends it: a page that shows the token this once."""
    require_own_tokens(call, target)
    name = call.value("newTokenName") or ""
    _, value = users.create_token(call.controller, target.user.id, name)
    return html(people_pages.new_token(visit(call), target.user, name, value))


def people(call: Call, _: NamedTarget) -> flask.Response:
    """``people/``: who has an account."""
    return html(people_pages.people(visit(call), users.list_users(call.controller)))


def manage_users(call: Call, _: NamedTarget) -> flask.Response:
    """``securityRealm/``: the accounts, to be added and deleted."""
    return html(people_pages.manage_users(visit(call), users.list_users(call.controller)))


def refuse_sign_up(_: Call, __: RootTarget) -> flask.Response:
    """``signup``: nobody makes an account for themselves."""
    raise Conflict("Nobody can sign up here", hint="an administrator makes accounts: `igor user add NAME`")
