"""Browser sessions: a signed cookie that names a session and, once logged in, its user. Nothing is kept on the server.

The key comes from the home's own, so that every web process reads the same sessions and a restart keeps them.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

MAX_AGE_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """``user_id`` is empty before the login; a login makes a new ``id``. ``seed``: the user's at the login."""

    id: str
    user_id: str = ""
    seed: str = ""


class Sessions:
    """Reads and writes the cookie's value."""

    def __init__(self, key: bytes) -> None:
        self._signer = URLSafeTimedSerializer(key, salt="igor session")
        self.cookie_name = f"JSESSIONID.{hashlib.sha256(b'cookie name' + key).hexdigest()[:8]}"

    def start(self, user_id: str = "", seed: str = "") -> Session:
        """A new session."""
        return Session(secrets.token_hex(16), user_id, seed)

    def cookie(self, session: Session) -> str:
        """The cookie's value."""
        return self._signer.dumps([session.id, session.user_id, session.seed])

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None when there is none, it is forged or too old."""
        if not cookie:
            return None
        try:
            session_id, user_id, *seed = self._signer.loads(cookie, max_age=MAX_AGE_S)
        except (BadSignature, ValueError):
            return None
        return Session(session_id, user_id, *seed[:1])
