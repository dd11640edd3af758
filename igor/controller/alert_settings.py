"""The controller's settings of alerts: what is told, whom, how often, and through which sinks.

``alert_sinks`` are URLs, separated by blanks, as the wrapper's ``sinks`` (``docs/alerts.md``); none: alerts are only
listed. ``alert_on`` are troubles, separated by commas; durations are such as ``15m``; 0 in ``alert_repeat``: once is
enough. ``alert_typical`` empty: only bounds that a job's policy names are bounds of durations.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from igor.agents.wrapper import find_wrapper
from igor.configxml.duration import parse_duration_ms
from igor.model.alert_policy import Trouble
from igor.model.errors import Invalid
from igor.monitoring.alert import SiteRules

DEFAULTS = MappingProxyType(
    {
        "alert_sinks": "",
        "alert_on": ",".join(trouble.value for trouble in Trouble),
        "alert_owner": "",
        "alert_after": "1",
        "alert_missed": "15m",
        "alert_stuck": "1h",
        "alert_repeat": "4h",
        "alert_per_hour": "60",
        "alert_per_job_per_hour": "6",
        "alert_typical": "true",
    }
)
#: Sinks that take them, by the beginnings of their URLs.
_NUMBERS = ("statsd:", "graphite:", "pushgateway", "textfile:", "otlp")
_DURATIONS = ("alert_missed", "alert_stuck", "alert_repeat")
_COUNTS = ("alert_after", "alert_per_hour", "alert_per_job_per_hour")


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """All of them, read."""

    site: SiteRules = SiteRules()
    sinks: tuple[str, ...] = ()

    @property
    def wants_numbers(self) -> bool:
        """Whether a sink takes the numbers of every build."""
        return any(url.startswith(_NUMBERS) for url in self.sinks)

    @property
    def watches_heartbeat(self) -> bool:
        """Whether a sink tells by itself of what falls silent."""
        return any(url.startswith("sensu") for url in self.sinks)

    @property
    def needs_refresh(self) -> bool:
        """Whether a sink forgets alerts that are not told again."""
        return any(url.startswith("alertmanager") for url in self.sinks)


def read(value_of: Callable[[str], str]) -> AlertSettings:
    """The settings from their texts, each of which ``check`` has seen."""
    site = SiteRules(
        on=_troubles(value_of("alert_on")),
        owner=value_of("alert_owner"),
        after=int(value_of("alert_after")),
        missed_ms=parse_duration_ms(value_of("alert_missed")),
        stuck_ms=parse_duration_ms(value_of("alert_stuck")),
        repeat_ms=parse_duration_ms(value_of("alert_repeat")),
        per_hour=int(value_of("alert_per_hour")),
        per_job_per_hour=int(value_of("alert_per_job_per_hour")),
        use_typical=value_of("alert_typical") == "true",
    )
    return AlertSettings(site, tuple(value_of("alert_sinks").split()))


def check(key: str, value: str) -> None:
    """Raise Invalid for a value that the setting cannot have."""
    try:
        _check(key, value)
    except ValueError as error:
        raise Invalid(f"{key}: {error}") from error


def _check(key: str, value: str) -> None:
    if key in _DURATIONS:
        parse_duration_ms(value)
    elif key in _COUNTS:
        least = 1 if key == "alert_after" else 0
        if not value.isdecimal() or int(value) < least:
            raise ValueError(f"a whole number from {least} on is wanted, not {value!r}")
    elif key == "alert_on":
        _troubles(value)
    elif key == "alert_typical" and value not in ("true", ""):
        raise ValueError(f"true or empty is wanted, not {value!r}")
    elif key == "alert_sinks":
        check_sinks(value.split())


def _troubles(text: str) -> frozenset[Trouble]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    known = [trouble.value for trouble in Trouble]
    for word in words:
        if word not in known:
            raise ValueError(f"there is no trouble {word!r}: one of {', '.join(known)}")
    return frozenset(Trouble(word) for word in words)


def check_sinks(urls: list[str]) -> None:
    """Raise ValueError for the first URL that names no sink."""
    program = sender_module()
    try:
        program.check_sinks(urls)
    except program.WrapperError as error:
        raise ValueError(str(error)) from error


def sender_path() -> Path:
    """The program that sends: the wrapper's file, which has the sinks. Raises NotFound."""
    return find_wrapper(None)


@cache
def sender_module() -> Any:
    """The same as a module. Raises NotFound."""
    spec = importlib.util.spec_from_file_location("igor_wrap", sender_path())
    if spec is None or spec.loader is None:
        raise ImportError(str(sender_path()))
    module: ModuleType = importlib.util.module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module
