"""Crumbs: proof that a POST comes from a page or client that could read our answers (CSRF protection).

A crumb belongs to a user and a session. Source: hudson.security.csrf.{DefaultCrumbIssuer,CrumbFilter}.
"""

from __future__ import annotations

import hashlib
import hmac

FIELD = "Jenkins-Crumb"
REFUSAL = "No valid crumb was included in the request"

#: Without a crumb by design: they carry their own proof (a password, a token) or come before a session exists.
EXEMPT_PATHS = ("/j_spring_security_check", "/agents/register", "/buildByToken/", "/delivery/")


class Crumbs:
    """Issues and checks crumbs."""

    def __init__(self, key: bytes) -> None:
        self._key = hashlib.sha256(b"crumb" + key).digest()

    def issue(self, user_id: str, session_id: str) -> str:
        """64 hexadecimal digits."""
        return hmac.new(self._key, f"{user_id}\0{session_id}".encode(), hashlib.sha256).hexdigest()

    def is_valid(self, crumb: str | None, user_id: str, session_id: str) -> bool:
        """A crumb is valid for the user and session that it was issued to."""
        expected = self.issue(user_id, session_id)
        return bool(session_id) and crumb is not None and hmac.compare_digest(crumb.encode(), expected.encode())


def is_exempt(path: str) -> bool:
    """Whether a POST to this path needs no crumb."""
    return path.startswith(EXEMPT_PATHS)
