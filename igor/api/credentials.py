"""What an ``Authorization`` header says."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from igor.model.errors import Unauthenticated


@dataclass(frozen=True, slots=True)
class BasicCredentials:
    """``secret`` is a password or an API token."""

    user_id: str
    secret: str


def parse_basic(header: str | None) -> BasicCredentials | None:
    """HTTP Basic credentials; None when there is no header or it has another scheme.

    Raises:
        Unauthenticated: the header says Basic but is not base64 of ``user:secret`` in UTF-8.
    """
    scheme, _, value = (header or "").strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        text = base64.b64decode(value.strip(), validate=True).decode()
    except ValueError as error:
        raise Unauthenticated("The Authorization header is not base64 of user:password") from error
    user_id, colon, secret = text.partition(":")
    if not colon:
        raise Unauthenticated("The Authorization header lacks the colon between user and password")
    return BasicCredentials(user_id, secret)


def parse_bearer(header: str | None, *, scheme: str = "Bearer") -> str | None:
    """The token of ``Authorization: Bearer <token>`` (or of another scheme), None otherwise."""
    found, _, value = (header or "").strip().partition(" ")
    return value.strip() or None if found.lower() == scheme.lower() else None
