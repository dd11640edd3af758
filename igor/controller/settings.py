"""Settings of the controller: text values by key, each with its default."""

from __future__ import annotations

import re
import sqlite3
from types import MappingProxyType

import msgspec

from igor.controller import alert_settings
from igor.controller.context import Controller
from igor.model import authorization
from igor.model.blackout import parse_blackouts
from igor.model.errors import Invalid
from igor.model.job import DiscardPolicy, Throttle
from igor.scheduler.discard import Retention
from igor.scheduler.fleet import STRATEGIES
from igor.storage import queries

#: The known keys. ``root_url`` ends with a slash when set; ``quieting_down`` is ``true`` or empty. No build starts
#: while the home's disk has less than ``min_free_bytes``. ``placement`` is a strategy of ``igor.scheduler.fleet``,
#: ``throttle_categories`` as ``read_categories`` says. ``blackouts`` hold for all jobs, one a line
#: (``igor.model.blackout``). ``release`` is the one whose seed was applied last, empty before: builds start with it.
#: ``retention_days`` and ``retention_builds`` (empty: all are kept) are the discard policy of jobs without one; while
#: the home's disk has less than ``retention_free_bytes``, the oldest builds of all jobs go.
#: ``retry_lost`` and ``retry_error``: how often builds that were lost or broken are built again, unless their job says.
#: ``use_security`` false: anybody may do anything, as in a Jenkins without security. ``use_crumbs`` false: POSTs need
#: none.
#: ``lockable_resources``, ``plugin_states`` and ``lifecycle`` are kept by the modules of these subjects.
#: Those of alerts are in ``alert_settings``.
#: ``authorization`` says who may do what (``igor.model.authorization``); the audit log is kept for ``audit_days``.
DEFAULTS = MappingProxyType(
    {
        "root_url": "",
        "quiet_period_s": "5",
        "system_message": "",
        "quieting_down": "",
        "quiet_down_reason": "",
        "placement": "reuse",
        "min_free_bytes": str(64 * 1024 * 1024),
        "throttle_categories": "{}",
        "blackouts": "",
        "release": "",
        "retention_days": "",
        "retention_builds": "",
        "retention_free_bytes": "0",
        "retry_lost": "0",
        "retry_error": "0",
        "use_security": "true",
        "use_crumbs": "true",
        "authorization": authorization.DEFAULT,
        "audit_days": "90",
        **alert_settings.DEFAULTS,
        "lockable_resources": "[]",
        "plugin_states": "{}",
        "plugin_installations": "[]",
        "lifecycle": "",
    }
)
#: Those that have commands of their own, or that the engine keeps.
_NOT_FOR_PEOPLE = frozenset(
    {
        "quieting_down",
        "quiet_down_reason",
        "blackouts",
        "release",
        "lockable_resources",
        "plugin_states",
        "plugin_installations",
        "lifecycle",
    }
)
_WHOLE_NUMBERS = frozenset({"quiet_period_s", "min_free_bytes", "audit_days", "retry_lost", "retry_error"})
#: Bytes, or a share of the disk.
_ROOM = re.compile(r"[0-9]+|[0-9]{1,2}%")
_SQL = queries.load("setting")
_CATEGORIES = msgspec.json.Decoder(dict[str, Throttle])


def get(controller: Controller, key: str) -> str:
    """The value, or its default.

    Raises:
        Invalid: no such key.
    """
    with controller.store.read() as connection:
        return read(connection, key)


def changeable(controller: Controller) -> dict[str, str]:
    """The settings that people change, as they are."""
    with controller.store.read() as connection:
        return {key: read(connection, key) for key in DEFAULTS if key not in _NOT_FOR_PEOPLE}


def change(controller: Controller, key: str, value: str) -> None:
    """``put`` for what people change.

    Raises:
        Invalid: no such setting, or a value that it cannot have.
    """
    if key in _NOT_FOR_PEOPLE:
        raise Invalid(f"{key} is not set like this", hint="see quietDown and igor schedule blackouts")
    put(controller, key, value)


def put(controller: Controller, key: str, value: str) -> None:
    """Set a value.

    Raises:
        Invalid: no such key, or a value that it cannot have.
    """
    _known(key)
    if key in _WHOLE_NUMBERS and not value.isdecimal():
        raise Invalid(f"{key} must be a whole number, not {value!r}")
    if key in ("retention_days", "retention_builds") and value and not (value.isdecimal() and int(value) > 0):
        raise Invalid(f"{key} must be a whole number from 1 on, or empty to keep all, not {value!r}")
    if key == "retention_free_bytes" and not _ROOM.fullmatch(value):
        raise Invalid(f"{key} must be a whole number, or a share of the disk such as 5%, not {value!r}")
    if key in ("use_security", "use_crumbs") and value not in ("true", "false"):
        raise Invalid(f"{key} must be true or false, not {value!r}")
    if key == "authorization":
        value = authorization.to_text(authorization.parse(value))
    if key == "blackouts":
        _check_blackouts(value)
    if key == "placement" and value not in STRATEGIES:
        raise Invalid(f"placement must be one of {', '.join(STRATEGIES)}, not {value!r}")
    if key == "throttle_categories":
        read_categories(value)
    if key in alert_settings.DEFAULTS:
        alert_settings.check(key, value)
    controller.store.write(lambda connection: write(connection, key, value))


def read(connection: sqlite3.Connection, key: str) -> str:
    """``get`` within a transaction."""
    row = connection.execute(_SQL["find"], {"key": key}).fetchone()
    return str(row["value"]) if row else DEFAULTS[_known(key)]


def write(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Set any key within a transaction."""
    connection.execute(_SQL["put"], {"key": key, "value": value})


def quiet_period_ms(connection: sqlite3.Connection) -> int:
    """The global quiet period, for jobs without their own."""
    return int(read(connection, "quiet_period_s")) * 1000


def retention(connection: sqlite3.Connection) -> Retention:
    """How long builds are kept by the controller's own rules."""
    days, number = read(connection, "retention_days"), read(connection, "retention_builds")
    policy = DiscardPolicy(int(days) if days else -1, int(number) if number else -1)
    room = read(connection, "retention_free_bytes")
    if room.endswith("%"):
        return Retention(policy, free_percent=int(room[:-1]))
    return Retention(policy, int(room))


def throttle_categories(connection: sqlite3.Connection) -> dict[str, Throttle]:
    """The limits of each category of throttled jobs."""
    return read_categories(read(connection, "throttle_categories"))


def read_categories(text: str) -> dict[str, Throttle]:
    """``{"name": {"max_total": 2, "max_per_node": 1}}``. Raises Invalid."""
    try:
        return _CATEGORIES.decode(text)
    except msgspec.DecodeError as error:
        raise Invalid(f"throttle_categories: {error}", hint='{"name": {"max_total": 2, "max_per_node": 1}}') from error


def _check_blackouts(value: str) -> None:
    try:
        parse_blackouts(value)
    except ValueError as error:
        raise Invalid(f"blackouts: {error}") from error


def _known(key: str) -> str:
    if key not in DEFAULTS:
        raise Invalid(f"there is no setting {key!r}", hint=f"known: {', '.join(DEFAULTS)}")
    return key
