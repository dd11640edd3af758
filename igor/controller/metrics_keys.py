"""Access keys of the metrics: who holds one may ask for what its scopes name, without a login.

The store knows a key only by its hash. Source: jenkins.metrics.api.MetricsAccessKey.
"""

from __future__ import annotations

import fnmatch
import logging
import re
from collections.abc import Iterable, Iterator

import msgspec

from igor.controller import secrets, settings
from igor.controller.context import Controller
from igor.model.errors import Invalid, NotFound
from igor.storage import queries

SCOPES = ("metrics", "ping", "healthcheck", "threads")
_PREFIX = "metrics_key:"
_NAME = re.compile(r"[\w.@ -]{1,100}")
_KEY = re.compile(r"[\w.~-]{16,200}")
_SQL = queries.load("setting")
_log = logging.getLogger(__name__)


class AccessKey(msgspec.Struct, frozen=True):
    """``origins``: blank separated patterns of web pages' origins that may read the answers; ``*`` is any."""

    name: str
    key_hash: str
    scopes: tuple[str, ...] = SCOPES
    origins: str = "*"

    def allows_origin(self, origin: str) -> bool:
        patterns = self.origins.replace(",", " ").split()
        return any(re.fullmatch(_origin_pattern(pattern), origin) for pattern in patterns)


_DECODER = msgspec.json.Decoder(AccessKey)


def _origin_pattern(pattern: str) -> str:
    """``*`` any; ``host``; ``scheme:host``; ``host:port``; ``scheme:host:port``; each part with wildcards."""
    if pattern == "*":
        return ".*"
    parts = [_glob(part) for part in pattern.replace("://", ":").split(":")]
    if len(parts) >= 3:
        return rf"{parts[0]}://{parts[1]}:{parts[2]}"
    if len(parts) == 2 and parts[1].isdecimal():
        return rf".*://{parts[0]}:{parts[1]}"
    return rf"{parts[0]}://{parts[1]}(:.*)?" if len(parts) == 2 else rf".*://{parts[0]}(:.*)?"


def _glob(text: str) -> str:
    return fnmatch.translate(text).removeprefix("(?s:").removesuffix(")\\Z").removesuffix(")\\z")


def add(
    controller: Controller, name: str, *, scopes: Iterable[str] = SCOPES, origins: str = "*", key: str | None = None
) -> str:
    """A new access key, shown only now; an earlier one of the same name ends.

    Args:
        key: one that others know already, as after a move from Jenkins; made when missing.

    Raises:
        Invalid: a bad name, an unknown scope, a key that is too short or cannot stand in a path.
    """
    if not _NAME.fullmatch(name):
        raise Invalid(f"{name!r} cannot name an access key", hint="letters, digits, blanks and . _ - @, at most 100")
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown:
        raise Invalid(f"there is no scope {unknown[0]!r}", hint=f"known: {', '.join(SCOPES)}")
    key = key or secrets.new_token()
    if not _KEY.fullmatch(key):
        raise Invalid("an access key has 16 to 200 letters, digits, or . _ ~ -", hint="leave it out, and one is made")
    entry = AccessKey(name, secrets.token_hash(key), tuple(scopes), origins.strip() or "*")
    text = msgspec.json.encode(entry).decode()
    controller.store.write(lambda connection: settings.write(connection, _PREFIX + name, text))
    _log.info("access key %s for %s", name, " ".join(entry.scopes))
    return key


def remove(controller: Controller, name: str) -> None:
    """End an access key. Raises NotFound."""
    gone = controller.store.write(
        lambda connection: connection.execute(_SQL["delete"], {"key": _PREFIX + name}).rowcount
    )
    if not gone:
        raise NotFound(f"there is no access key {name!r}", hint="`igor metrics keys` lists them")
    _log.info("access key %s removed", name)


def list_keys(controller: Controller) -> list[AccessKey]:
    """All of them by name."""
    return sorted(_all(controller), key=lambda entry: entry.name)


def find(controller: Controller, key: str | None) -> AccessKey | None:
    """The entry of a key; None when there is none."""
    return next((entry for entry in _all(controller) if key and secrets.matches(key, entry.key_hash)), None)


def _all(controller: Controller) -> Iterator[AccessKey]:
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["with_prefix"], {"prefix": _PREFIX}).fetchall()
    return (_DECODER.decode(row["value"]) for row in rows)
