"""Users, their tokens, the security realm and the strategies of authorization as scripts see them.

Source: hudson.model.User, hudson.security.{HudsonPrivateSecurityRealm,FullControlOnceLoggedInAuthorizationStrategy},
jenkins.security.ApiTokenProperty.
"""

from __future__ import annotations

from igor.console.facade import FacadeClass, Session, Thing, nothing
from igor.controller import access, settings, users
from igor.controller.rows import User
from igor.model.authorization import Authorization
from igor.model.errors import NotFound


def current(session: Session) -> Thing | None:
    """Who runs the script; null for anonymous."""
    return Thing(USER, session.user.id) if session.user else None


def find(session: Session, user_id: str, *_: object) -> Thing | None:
    """An account, null when there is none."""
    try:
        return Thing(USER, users.get(session.controller, user_id).id)
    except NotFound:
        return None


def _all(session: Session, *_: object) -> list[Thing]:
    return [Thing(USER, user.id) for user in users.list_users(session.controller)]


def _user(session: Session, user_id: str) -> User:
    return users.get(session.controller, user_id)


def _property(session: Session, user_id: str, kind: FacadeClass) -> Thing | None:
    return Thing(TOKENS, user_id) if kind is TOKENS else None


def _tokens(session: Session, user_id: str) -> list[Thing]:
    return [Thing(TOKEN, (token.uuid, token.name)) for token in users.list_tokens(session.controller, user_id)]


def _new_token(session: Session, user_id: str, name: str) -> Thing:
    return Thing(NEW_TOKEN, (*users.create_token(session.controller, user_id, name), name))


def _revoke(session: Session, user_id: str, uuid: str) -> None:
    users.revoke(session.controller, user_id, uuid)


def _create_account(session: Session, _: object, user_id: str, password: str) -> Thing:
    """Every account of Jenkins' own realm has full control under the strategy of those who are logged in.

    As there, an account that exists gets the password.
    """
    if find(session, user_id) is None:
        users.create_user(session.controller, user_id, user_id, password, is_admin=True)
    else:
        users.set_password(session.controller, user_id, password)
    return Thing(USER, user_id)


def _delete_account(session: Session, _: object, user_id: str) -> None:
    users.delete_user(session.controller, user_id, by=session.by)


def realm() -> Thing:
    """Igor's own accounts."""
    return Thing(REALM, None)


def set_realm(session: Session, _: object, given: Thing) -> None:
    """With a realm, security is on."""
    settings.put(session.controller, "use_security", "true")


def disable_security(session: Session, _: object) -> None:
    """Anybody may do anything."""
    settings.put(session.controller, "use_security", "false")


def strategy(session: Session) -> Thing:
    """The present strategy."""
    said = access.read(session.controller)
    return Thing(LOGGED_IN if said.strategy == "logged-in" else UNSECURED, {"anonymous_read": said.anonymous_read})


def set_strategy(session: Session, _: object, given: Thing) -> None:
    """Take a strategy over."""
    name = "unsecured" if given.kind is UNSECURED else "logged-in"
    said = Authorization(name, bool(given.value["anonymous_read"]))
    session.controller.store.write(lambda connection: access.write(connection, said))
    if given.kind is not UNSECURED:
        settings.put(session.controller, "use_security", "true")


def _set_anonymous_read(_: Session, value: dict[str, bool], allow: bool) -> None:
    value["anonymous_read"] = allow


TOKENS = FacadeClass(
    "jenkins.security.ApiTokenProperty",
    {"getTokenStore": lambda _, user_id: Thing(TOKEN_STORE, user_id), "getTokenList": _tokens, "save": nothing},
)
TOKEN_STORE: FacadeClass = FacadeClass(
    "jenkins.security.apitoken.ApiTokenStore",
    {
        "getTokenList": _tokens,
        "getTokenListSortedByName": lambda s, user_id: sorted(_tokens(s, user_id), key=lambda token: token.value[1]),
        "generateNewToken": _new_token,
        "revokeToken": _revoke,
        "revokeAllTokens": lambda s, user_id: users.revoke_all(s.controller, user_id),
    },
)
TOKEN = FacadeClass(
    "jenkins.security.apitoken.ApiTokenStore$HashedToken",
    {"getUuid": lambda _, token: token[0], "getName": lambda _, token: token[1]},
)
NEW_TOKEN = FacadeClass(
    "jenkins.security.apitoken.ApiTokenStore$TokenUuidAndPlainValue",
    {
        "getTokenUuid": lambda _, token: token[0],
        "getPlainValue": lambda _, token: token[1],
        "getTokenName": lambda _, token: token[2],
    },
)
USER = FacadeClass(
    "hudson.model.User",
    {
        "getId": lambda _, user_id: user_id,
        "getFullName": lambda s, user_id: _user(s, user_id).full_name,
        "getDisplayName": lambda s, user_id: _user(s, user_id).full_name,
        "getDescription": lambda s, user_id: _user(s, user_id).description,
        "getProperty": _property,
        "delete": lambda s, user_id: users.delete_user(s.controller, user_id, by=s.by),
        "save": nothing,
        "toString": lambda _, user_id: user_id,
    },
    {"current": current, "get": find, "getById": find, "getAll": _all},
)
REALM = FacadeClass(
    "hudson.security.HudsonPrivateSecurityRealm",
    {
        "createAccount": _create_account,
        "deleteUser": _delete_account,
        "getAllUsers": _all,
        "getUser": lambda s, _, user_id: find(s, user_id),
        "allowsSignup": lambda *_: False,
    },
    {"new": lambda _, *_signup: realm()},
    extends=(FacadeClass("hudson.security.SecurityRealm"),),
)
LOGGED_IN: FacadeClass = FacadeClass(
    "hudson.security.FullControlOnceLoggedInAuthorizationStrategy",
    {
        "setAllowAnonymousRead": _set_anonymous_read,
        "isAllowAnonymousRead": lambda _, value: value["anonymous_read"],
    },
    {"new": lambda _: Thing(LOGGED_IN, {"anonymous_read": False})},
    extends=(FacadeClass("hudson.security.AuthorizationStrategy"),),
)
UNSECURED: FacadeClass = FacadeClass(
    "hudson.security.AuthorizationStrategy$Unsecured",
    {},
    {"new": lambda _: Thing(UNSECURED, {"anonymous_read": True})},
    extends=LOGGED_IN.extends,
)
CLASSES = (TOKENS, USER, REALM, LOGGED_IN, UNSECURED)
