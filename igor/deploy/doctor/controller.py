"""What a controller tells of itself over REST, and how it is reached: asks, changes nothing."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography import x509

import igor
from igor.deploy.doctor.finding import Facts

_TIMEOUT_S = 10
_DAY_S = 86_400


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """A controller and who asks it; a stock Jenkins has no ``igor/api``."""

    url: str
    user: str
    token: str

    def get(self, path: str, *, login: tuple[str, str] | None = None, is_anonymous: bool = False) -> requests.Response:
        """Raises requests.RequestException."""
        auth = None if is_anonymous else login or (self.user, self.token)
        return requests.get(f"{self.url}/{path}", auth=auth, timeout=_TIMEOUT_S, allow_redirects=False)

    def json(self, path: str) -> Any:
        """None where there is no such path, or it may not be read. Raises requests.RequestException."""
        answer = self.get(path)
        return answer.json() if answer.status_code == 200 else None


def look(asked: Asked, environment: Mapping[str, str]) -> Facts:
    """The facts that ``judge.controller`` judges."""
    facts: dict[str, Any] = {"url": asked.url, "error": "", "fix": "", "certificate": certificate(asked.url)}
    try:
        answer = asked.get("igor/api/overview")
    except requests.RequestException as error:
        return {**facts, "error": _reason(error), "fix": "igor deploy starts it again; is IGOR_URL right?"}
    if answer.status_code in (401, 403):
        return {**facts, "error": "refuses this user name or token", "fix": "set IGOR_USER and IGOR_TOKEN"}
    overview = answer.json() if answer.status_code == 200 else {}
    return {
        **facts,
        "here": igor.__version__,
        "version": overview.get("version", ""),
        "skew_ms": _skew_ms(answer),
        "nodes": overview.get("nodes", []),
        "root_url": (asked.json("igor/api/settings") or {}).get("root_url", asked.url),
        "jenkins_url": environment.get("JENKINS_URL", ""),
        "failures": _failures(asked) if overview else [],
    }


def _failures(asked: Asked) -> list[str]:
    answer = asked.get("health")
    return (
        list(answer.json().get("failures", []))
        if answer.status_code in (200, 503)
        else [f"health: {answer.status_code}"]
    )


def _skew_ms(answer: requests.Response) -> int:
    """By the header ``Date``, which has whole seconds: less than two tell nothing."""
    told = answer.headers.get("Date")
    return int((parsedate_to_datetime(told).timestamp() - time.time()) * 1000) if told else 0


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted here"
    if isinstance(error, requests.Timeout):
        return f"no answer within {_TIMEOUT_S} s"
    return "nothing answers there"


def certificate(url: str) -> Facts | None:
    """``{days_left, error}`` of an https address; None for others and for those that cannot be reached."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return None
    place = (parts.hostname, parts.port or 443)
    try:
        text = ssl.get_server_certificate(place, timeout=_TIMEOUT_S)
    except (OSError, ValueError):
        return None
    left = x509.load_pem_x509_certificate(text.encode()).not_valid_after_utc - datetime.now(UTC)
    return {"days_left": int(left.total_seconds() // _DAY_S), "error": _distrust(place)}


def _distrust(place: tuple[str, int]) -> str:
    """Why the certificate is not trusted; empty when it is."""
    try:
        with (
            socket.create_connection(place, _TIMEOUT_S) as connection,
            ssl.create_default_context().wrap_socket(connection, server_hostname=place[0]),
        ):
            return ""
    except ssl.SSLCertVerificationError as error:
        return f"its certificate is not trusted: {error.verify_message}"
    except OSError:
        return ""
