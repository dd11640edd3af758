"""What users export. Source: hudson.model.User, hudson.security.WhoAmI."""

from __future__ import annotations

from igor.api.auth import Identity
from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Property
from igor.controller.rows import User


def authorities(identity: Identity) -> list[str]:
    """The groups of the sender."""
    return ["authenticated"] if identity.is_logged_in else ["anonymous"]


_USER = BeanType(
    "hudson.model.User",
    [
        Property("absoluteUrl", lambda value: value[0].user_url(value[1].id), 999),
        Property("description", lambda value: value[1].description),
        Property("fullName", lambda value: value[1].full_name, 999),
        Property("id", lambda value: value[1].id),
        Property("property", lambda value: [], inline=True),
    ],
)
_WHO_AM_I = BeanType(
    "hudson.security.WhoAmI",
    [
        Property("anonymous", lambda identity: not identity.is_logged_in),
        Property("authenticated", lambda identity: True),
        Property("authorities", authorities),
        Property("name", lambda identity: identity.name),
    ],
)


def user_bean(reader: Reader, user: User) -> Bean:
    """An account."""
    return Bean(_USER, (reader, user))


def who_am_i_bean(identity: Identity) -> Bean:
    """The sender of a request."""
    return Bean(_WHO_AM_I, identity)
