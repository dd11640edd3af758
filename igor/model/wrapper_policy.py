"""How the job wrapper runs each shell step of a job: what a job may wish; bounds that ops set on the agents win."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Check = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows an attempt that ended so; of the conditions those that are not empty must all hold.

    ``exit``: ``75,100-110``. ``signal``: ``KILL,9``. ``timeout``: ``true`` or ``false``. ``output``: a regular
    expression that the output's tail must match. ``then``: ``retry fail ok warn``.
    """

    exit: str = ""
    signal: str = ""
    timeout: str = ""
    output: str = ""
    then: str = "retry"


@dataclass(frozen=True, slots=True)
class WrapperPolicy:
    """``timeout_ms`` 0: no limit. ``retries`` = attempts beyond the first. ``rules``: the first that fits an attempt's
    end says what follows.

    ``settings``: what else was said, as written, by the names of ``SETTINGS``.
    """

    retries: int = 0
    backoff_ms: int = 1_000
    timeout_ms: int = 0
    grace_ms: int = 10_000
    settings: tuple[tuple[str, str], ...] = ()
    rules: tuple[Rule, ...] = ()


def _matches(pattern: str, wanted: str) -> Check:
    compiled = re.compile(pattern)

    def check(text: str) -> None:
        if not compiled.fullmatch(text):
            raise ValueError(f"“{text}” is not {wanted}")

    return check


def _pattern(text: str) -> None:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"“{text}” is not a regular expression: {error}") from error


_DURATION = _matches(r"\d{1,12}(\.\d{1,3})?(ms|s|m|h|d)?", "a duration: write 90 (seconds), 500ms, 30s, 15m or 4h")
_COUNT = _matches(r"\d{1,9}", "a whole number")
_NUMBER = _matches(r"\d{1,9}(\.\d{1,6})?", "a number, such as 2 or 1.5")
_SIZE = _matches(r"\d{1,12}(\.\d{1,3})?[KMGTkmgt]?", "a size: write 4096 (bytes), 64K, 512M or 2G")
_NAME = _matches(r"[\w./@+-]{1,200}", "a name")
_NAMES = _matches(r"\w+(\s*,\s*\w+)*", "a list of names with commas between them")

#: What may be set beyond the fields of ``WrapperPolicy``: the name in job definitions, how its text is checked. The
#: wrapper's name for it is the same with ``_`` (see ``wrapper_name``).
SETTINGS: dict[str, Check] = {
    "factor": _NUMBER,
    "maxDelay": _DURATION,
    "maxElapsed": _DURATION,
    "totalTimeout": _DURATION,
    "warnAfter": _DURATION,
    "minDuration": _DURATION,
    "baseline": _NUMBER,
    "lock": _NAME,
    "fleetLock": _NAME,
    "lockWait": _DURATION,
    "onBusy": _matches("skip|fail|wait", "skip, fail or wait"),
    "memory": _SIZE,
    "cpus": _NUMBER,
    "processes": _COUNT,
    "maxOutput": _SIZE,
    "maxLine": _SIZE,
    "umask": _matches("[0-7]{1,4}", "an octal number, such as 027"),
    "secrets": _NAMES,
    "publishOn": _matches("success|always", "success or always"),
}

#: The conditions and the consequence of a rule.
RULE: dict[str, Check] = {
    "exit": _matches(r"\d{1,3}(-\d{1,3})?(\s*,\s*\d{1,3}(-\d{1,3})?)*", "a list of exit codes, such as 75,100-110"),
    "signal": _matches(r"\w+(\s*,\s*\w+)*", "a list of signals, such as KILL,SEGV"),
    "timeout": _matches("true|false", "true or false"),
    "output": _pattern,
    "then": _matches("retry|fail|ok|warn", "retry, fail, ok or warn"),
}


def check_rule(rule: Rule) -> None:
    """A rule without a condition would hold always.

    Raises:
        ValueError: it has none.
    """
    if not (rule.exit or rule.signal or rule.timeout or rule.output):
        raise ValueError("a rule needs a condition: exit, signal, timeout or output")


def wrapper_name(name: str) -> str:
    """``maxDelay`` → ``max_delay``."""
    return re.sub("[A-Z]", lambda found: f"_{found[0].lower()}", name)


def wrapper_settings(policy: WrapperPolicy) -> dict[str, object]:
    """What the wrapper is told beside the fields that every policy has (see ``SETTINGS`` in ``igor_wrap.py``)."""
    told: dict[str, object] = {wrapper_name(name): text for name, text in policy.settings}
    if policy.rules:
        told["rules"] = [_told(rule) for rule in policy.rules]
    return told


def _told(rule: Rule) -> dict[str, object]:
    conditions = {"exit": rule.exit, "signal": rule.signal, "output_re": rule.output}
    told: dict[str, object] = {name: value for name, value in conditions.items() if value}
    if rule.timeout:
        told["timeout"] = rule.timeout == "true"
    return told | {"then": rule.then}
