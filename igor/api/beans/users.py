"""What users export. Source: hudson.model.User, hudson.security.WhoAmI."""

from __future__ import annotations

from functools import lru_cache

from igor.api.auth import Identity
from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Property
from igor.controller.rows import User


def authorities(identity: Identity) -> list[str]:
    """The groups of the sender."""
    return ["authenticated"] if identity.is_logged_in else ["anonymous"]


def _properties(value: tuple[Reader, User]) -> list[Bean]:
    return [Bean(_MAIL, value[1].email)] if value[1].email else []


_MAIL = BeanType("hudson.tasks.Mailer$UserProperty", [Property("address", lambda email: email)])
_USER = BeanType(
    "hudson.model.User",
    [
        Property("absoluteUrl", lambda value: value[0].user_url(value[1].id), 999),
        Property("description", lambda value: value[1].description),
        Property("fullName", lambda value: value[1].full_name, 999),
        Property("id", lambda value: value[1].id),
        Property("property", _properties, inline=True),
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


def people_bean(reader: Reader, class_name: str, found: list[User]) -> Bean:
    """Everybody; whose commits and builds are whose is not kept, so nobody has a last change."""
    return Bean(_people_type(class_name), [(reader, user) for user in found])


@lru_cache
def _people_type(class_name: str) -> BeanType:
    return BeanType(
        class_name,
        [
            Property(
                "users",
                lambda found: [Bean(_PERSON, value) for value in found],
                declared=_PERSON.class_name,
                inline=True,
            )
        ],
    )


_PERSON = BeanType(
    "hudson.model.View$UserInfo",
    [
        Property("lastChange", lambda value: None, 2),
        Property("project", lambda value: None, 2),
        Property("user", lambda value: user_bean(*value), 2, declared=_USER.class_name),
    ],
)
