"""Accounts: passwords (argon2), API tokens (random, kept as SHA-256)."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import secrets as random
import sqlite3
import uuid
from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from igor.controller.context import Controller
from igor.controller.secrets import token_hash
from igor.model import names
from igor.model.errors import Invalid, NotFound
from igor.storage import queries
from igor.storage.records import User, user_from_row

_SQL = queries.load("user")
_log = logging.getLogger(__name__)

#: Names that mean somebody else. Source: hudson.model.User#isIdOrFullnameAllowed.
RESERVED = frozenset({"anonymous", "authenticated", "everyone", "system", "unknown"})
#: The name of the token that ``change_legacy_token`` makes.
LEGACY_TOKEN = "Legacy Token"
#: A use of a token is noted when the last note is older: not each request is worth an fsync.
NOTE_USE_EVERY_MS = 60_000

#: OWASP's argon2id figures for interactive logins.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Passwords that were right lately, as keyed digests of hash and password: clients send them with each request.
_PROCESS_KEY = os.urandom(32)
_RIGHT: dict[bytes, None] = {}
_RIGHT_KEPT = 256


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is shown of a token: never its value. ``uses`` counts at most one a minute."""

    uuid: str
    name: str
    created_ms: int
    last_used_ms: int | None
    uses: int


def create_user(
    controller: Controller,
    user_id: str,
    full_name: str = "",
    password: str = "",
    *,
    is_admin: bool = False,
    email: str = "",
) -> User:
    """Create an account.

    Raises:
        Invalid: a bad id, one in use, an empty password.
    """
    user_id = names.check_good_name(user_id)
    if user_id.lower() in RESERVED:
        raise Invalid(f"User name is reserved: {user_id}", hint="it stands for those who are nobody in particular")
    values = {
        "id": user_id,
        "full_name": full_name or user_id,
        "password_hash": _hash(password),
        "is_admin": is_admin,
        "email": email,
        "now_ms": controller.now_ms(),
    }

    def work(connection: sqlite3.Connection) -> User:
        if connection.execute(_SQL["find"], {"id": user_id}).fetchone():
            raise Invalid(f"User name is already taken: {user_id}")
        connection.execute(_SQL["insert"], values)
        return user_of(connection, user_id)

    return controller.store.write(work)


def get(controller: Controller, user_id: str) -> User:
    """An account by id in any case.

    Raises:
        NotFound: no such user.
    """
    with controller.store.read() as connection:
        return user_of(connection, user_id)


def get_called(controller: Controller, name: str) -> User:
    """An account by id in any case, or by full name. Source: hudson.model.User.get and its FullNameIdResolver.

    Raises:
        NotFound: no such user.
    """
    try:
        return get(controller, name)
    except NotFound:
        called = next((user for user in list_users(controller) if user.full_name == name), None)
        if called is None:
            raise
        return called


def list_users(controller: Controller) -> list[User]:
    """All accounts, by id."""
    with controller.store.read() as connection:
        return [user_from_row(row) for row in connection.execute(_SQL["all"])]


def set_password(controller: Controller, user_id: str, password: str) -> None:
    """Change a password: the user's sessions end, tokens stay.

    Raises:
        Invalid: an empty password.
        NotFound: no such user.
    """
    values = {"id": user_id, "password_hash": _hash(password), "seed": random.token_hex(8)}
    _change(controller, user_id, "set_password", values)


def set_description(controller: Controller, user_id: str, description: str) -> None:
    """Describe an account.

    Raises:
        NotFound: no such user.
    """
    _change(controller, user_id, "set_description", {"id": user_id, "description": description})


def set_profile(controller: Controller, user_id: str, *, full_name: str, description: str, email: str) -> None:
    """What people see of an account.

    Raises:
        NotFound: no such user.
    """
    values = {"id": user_id, "full_name": full_name or user_id, "description": description, "email": email}
    _change(controller, user_id, "set_profile", values)


def end_sessions(controller: Controller, user_id: str) -> None:
    """End a user's sessions, wherever they are.

    Raises:
        NotFound: no such user.
    """
    _change(controller, user_id, "set_seed", {"id": user_id, "seed": random.token_hex(8)})


def delete_user(controller: Controller, user_id: str, *, by: str) -> None:
    """Delete an account with its tokens.

    Raises:
        NotFound: no such user.
    """
    _change(controller, user_id, "delete", {"id": user_id})
    _log.info("%s deleted user %s", by, user_id)


def check_password(controller: Controller, user_id: str, password: str) -> User | None:
    """The user whose password it is, else None; unknown ids take as long as wrong passwords."""
    with controller.store.read() as connection:
        row = connection.execute(_SQL["find"], {"id": user_id}).fetchone()
    is_right = _verify(row["password_hash"] if row else _hash_of_nobody(), password)
    return user_from_row(row) if row and is_right else None


def create_token(controller: Controller, user_id: str, name: str = "") -> tuple[str, str]:
    """A new API token: its uuid and its value (``11`` and 32 hex digits), shown only now.

    Raises:
        NotFound: no such user.
    """
    value = "11" + random.token_hex(16)
    token_uuid = str(uuid.uuid4())
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> None:
        user = user_of(connection, user_id)
        values = {"uuid": token_uuid, "user_id": user.id, "name": name or f"Token created {now_ms}"}
        connection.execute(_SQL["insert_token"], {**values, "token_hash": token_hash(value), "now_ms": now_ms})

    controller.store.write(work)
    return token_uuid, value


def change_legacy_token(controller: Controller, user_id: str) -> str:
    """The user's one legacy token, made anew: 32 hexadecimal digits, shown only now. The former one ends.

    Raises:
        NotFound: no such user.
    """
    value = random.token_hex(16)
    now_ms = controller.now_ms()

    def work(connection: sqlite3.Connection) -> None:
        user = user_of(connection, user_id)
        values = {"uuid": str(uuid.uuid4()), "user_id": user.id, "name": LEGACY_TOKEN}
        connection.execute(_SQL["delete_tokens_called"], {"user_id": user.id, "name": LEGACY_TOKEN})
        connection.execute(_SQL["insert_token"], {**values, "token_hash": token_hash(value), "now_ms": now_ms})

    controller.store.write(work)
    return value


def rename_token(controller: Controller, user_id: str, token_uuid: str, name: str) -> None:
    """Call a token something else.

    Raises:
        NotFound: no such token.
    """
    keys = {"user_id": user_id, "uuid": token_uuid, "name": name}
    if not controller.store.write(lambda connection: connection.execute(_SQL["rename_token"], keys).rowcount):
        raise NotFound(f"user {user_id} has no token {token_uuid}")


def revoke_all_except(controller: Controller, user_id: str, token_uuid: str) -> None:
    """End all tokens of a user but one."""
    keys = {"user_id": user_id, "uuid": token_uuid}
    controller.store.write(lambda connection: connection.execute(_SQL["delete_other_tokens"], keys))


def check_token(controller: Controller, user_id: str, value: str) -> User | None:
    """The user whose token it is, else None. Found by the hash of a random value, so timing tells nothing."""
    keys = {"user_id": user_id, "token_hash": token_hash(value)}
    with controller.store.read() as connection:
        row = connection.execute(_SQL["find_token"], keys).fetchone()
    if row is None:
        return None
    now_ms = controller.now_ms()
    if row["last_used_ms"] is None or row["last_used_ms"] <= now_ms - NOTE_USE_EVERY_MS:
        note = {"uuid": row["uuid"], "now_ms": now_ms}
        controller.store.submit(lambda connection: connection.execute(_SQL["note_token_use"], note))
    return user_from_row(row)


def list_tokens(controller: Controller, user_id: str) -> list[ApiToken]:
    """A user's tokens, oldest first."""
    with controller.store.read() as connection:
        return [ApiToken(**dict(row)) for row in connection.execute(_SQL["tokens_of"], {"user_id": user_id})]


def revoke(controller: Controller, user_id: str, token_uuid: str) -> None:
    """End one token of a user.

    Raises:
        NotFound: no such token.
    """
    keys = {"user_id": user_id, "uuid": token_uuid}
    count = controller.store.write(lambda connection: connection.execute(_SQL["delete_token"], keys).rowcount)
    if not count:
        raise NotFound(f"user {user_id} has no token {token_uuid}")


def revoke_all(controller: Controller, user_id: str) -> None:
    """End all tokens of a user."""
    controller.store.write(lambda connection: connection.execute(_SQL["delete_tokens"], {"user_id": user_id}))


def user_of(connection: sqlite3.Connection, user_id: str) -> User:
    """An account within a transaction.

    Raises:
        NotFound: no such user.
    """
    row = connection.execute(_SQL["find"], {"id": user_id}).fetchone()
    if row is None:
        raise NotFound(f"there is no user “{user_id}”")
    return user_from_row(row)


def _change(controller: Controller, user_id: str, statement: str, values: dict[str, str]) -> None:
    def work(connection: sqlite3.Connection) -> None:
        user_of(connection, user_id)
        connection.execute(_SQL[statement], values)

    controller.store.write(work)


def _hash(password: str) -> str:
    if not password:
        raise Invalid("a password cannot be empty")
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return _HASHER.hash(random.token_hex(16))


def _verify(stored_hash: str, password: str) -> bool:
    seal = hmac.new(_PROCESS_KEY, f"{stored_hash}\0{password}".encode(), hashlib.sha256).digest()
    if seal in _RIGHT:
        return True
    try:
        _HASHER.verify(stored_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    while len(_RIGHT) >= _RIGHT_KEPT:
        _RIGHT.pop(next(iter(_RIGHT)), None)
    _RIGHT[seal] = None
    return True
