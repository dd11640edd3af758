"""The pages of users: the list, one user, the administrator's list."""

from __future__ import annotations

from igor.controller.rows import User
from igor.controller.users import ApiToken
from igor.web.pages import Visit


def people(visit: Visit, found: list[User]) -> str:
    """Everybody who has an account."""
    return visit.page("people.html", "people", people=found)


def user(visit: Visit, shown: User, tokens: list[ApiToken], *, may_change: bool) -> str:
    """One user; ``may_change``: with API tokens, profile and password."""
    return visit.page("user.html", "people", person=shown, tokens=tokens, may_change=may_change)


def new_token(visit: Visit, shown: User, name: str, value: str) -> str:
    """A token, shown this once."""
    return visit.page("token.html", "people", person=shown, name=name, value=value)


def manage_users(visit: Visit, found: list[User]) -> str:
    """Everybody, with buttons and a form."""
    return visit.page("manage_users.html", "manage", people=found)
