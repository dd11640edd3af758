"""Who sends a request: HTTP Basic with a password or an API token, or the session's cookie.

Wrong credentials are an error even where anonymous users may read. Source: jenkins.security.BasicHeaderProcessor.
"""

from __future__ import annotations

from dataclasses import dataclass

from igor.api.credentials import BasicCredentials
from igor.api.sessions import Session
from igor.controller import settings, users
from igor.controller.context import Controller
from igor.controller.rows import User
from igor.model.access import Who
from igor.model.errors import NotFound, Unauthenticated


@dataclass(frozen=True, slots=True)
class Identity:
    """``user`` None is anonymous. ``by_token``: an API token was sent, so no crumb is needed.

    ``unsecured``: security is off, anybody may do anything.
    """

    user: User | None = None
    session: Session | None = None
    by_token: bool = False
    unsecured: bool = False

    @property
    def name(self) -> str:
        return self.user.id if self.user else "anonymous"

    @property
    def is_logged_in(self) -> bool:
        return self.user is not None

    @property
    def who(self) -> Who:
        """The sender as decisions on rights name it."""
        return Who(self.user.id, self.user.is_admin) if self.user else Who()


def identify(controller: Controller, basic: BasicCredentials | None, session: Session | None) -> Identity:
    """The sender of a request with these credentials and this session.

    Raises:
        Unauthenticated: the credentials are wrong.
    """
    if settings.get(controller, "use_security") == "false":
        return _anybody(controller, basic, session)
    owner = _session_user(controller, session)
    if session and session.user_id and owner is None:
        session = None
    if basic is None:
        return Identity(owner, session)
    if by_token := users.check_token(controller, basic.user_id, basic.secret):
        return Identity(by_token, session, by_token=True)
    if owner and owner.id.lower() == basic.user_id.lower():
        return Identity(owner, session)
    if by_password := users.check_password(controller, basic.user_id, basic.secret):
        return Identity(by_password, None if owner else session)
    raise Unauthenticated(
        f"Invalid password/token for user: {basic.user_id}", hint="check the user name and the password or API token"
    )


def _anybody(controller: Controller, basic: BasicCredentials | None, session: Session | None) -> Identity:
    """While security is off: who sends an API token is known by it, all others are anonymous."""
    user = users.check_token(controller, basic.user_id, basic.secret) if basic else None
    return Identity(user, session, by_token=user is not None, unsecured=True)


def _session_user(controller: Controller, session: Session | None) -> User | None:
    """The account that logged in with the session; None when it was deleted, or its sessions ended, since."""
    if session is None or not session.user_id:
        return None
    try:
        user = users.get(controller, session.user_id)
    except NotFound:
        return None
    return user if user.session_seed == session.seed else None
