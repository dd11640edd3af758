"""Settings of the controller: text values by key, each with its default."""

from __future__ import annotations

import sqlite3
from types import MappingProxyType

from igor.controller.context import Controller
from igor.model.blackout import parse_blackouts
from igor.model.errors import Invalid
from igor.storage import queries

#: The known keys. ``root_url`` ends with a slash when set; ``quieting_down`` is ``true`` or empty.
#: ``blackouts`` hold for all jobs, one a line (``igor.model.blackout``).
DEFAULTS = MappingProxyType(
    {
        "root_url": "",
        "quiet_period_s": "5",
        "system_message": "",
        "quieting_down": "",
        "quiet_down_reason": "",
        "blackouts": "",
    }
)
_SQL = queries.load("setting")


def get(controller: Controller, key: str) -> str:
    """The value, or its default.

    Raises:
        Invalid: no such key.
    """
    with controller.store.read() as connection:
        return read(connection, key)


def put(controller: Controller, key: str, value: str) -> None:
    """Set a value.

    Raises:
        Invalid: no such key, or a value that it cannot have.
    """
    _known(key)
    if key == "quiet_period_s" and not value.isdecimal():
        raise Invalid(f"quiet_period_s must be a whole number of seconds, not {value!r}")
    if key == "blackouts":
        _check_blackouts(value)
    controller.store.write(lambda connection: write(connection, key, value))
    controller.wake_engine()


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


def _check_blackouts(value: str) -> None:
    try:
        parse_blackouts(value)
    except ValueError as error:
        raise Invalid(f"blackouts: {error}") from error


def _known(key: str) -> str:
    if key not in DEFAULTS:
        raise Invalid(f"there is no setting {key!r}", hint=f"known: {', '.join(DEFAULTS)}")
    return key
