"""What may be said inside ``igor { … }`` (see ``contexts.igor``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from igor.groovy.text import to_string
from igor.jobdsl.context import Call
from igor.jobdsl.contexts.igor import RETRY, SCHEDULE, WRAPPER
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node, strings
from igor.jobdsl.null import is_null
from igor.model.alert_policy import Severity, Trouble
from igor.model.approval import checked_line, checked_timeout_ms, parse_submitter
from igor.model.blackout import parse_blackout
from igor.model.schedule_policy import Catchup, Overlap
from igor.model.wrapper_policy import RULE, SETTINGS, Check, Rule, check_rule

_DURATION = re.compile(r"\d+(ms|[smhd])?")
_ALERTS = ("on", "owner", "severity", "after", "runbook", "slow", "fast", "missed", "stuck", "successWithin")
_ALERT_DURATIONS = ("slow", "fast", "missed", "stuck", "successWithin")
_APPROVAL = ("message", "submitter", "ok", "timeout")
_RULE_PARTS = ("exit", "signal", "timeout", "output", "then")


def _duration(name: str) -> Any:
    def handler(a: Call) -> None:
        text = to_string(a.duration)
        a.check(_DURATION.fullmatch(text), f"{name} must be seconds (90) or a duration (30s, 15m, 4h), not '{text}'")
        a.context.set_option(name, text)

    return handler


def _checked(name: str, check: Check) -> Any:
    """A setting whose text is checked as ``config.xml``'s is."""

    def handler(a: Call) -> None:
        text = to_string(a.value)
        _guarded(a, name, lambda: check(text))
        a.context.set_option(name, text)

    return handler


def _guarded(a: Call, name: str, check: Callable[[], object]) -> None:
    try:
        check()
    except ValueError as error:
        a.check(False, f"{name}: {error}")


def _count(name: str) -> Any:
    def handler(a: Call) -> None:
        a.check(a.count >= 0, f"{name} must be 0 or more, not {a.count}")
        a.context.set_option(name, a.count)

    return handler


def _after(a: Call) -> None:
    a.check(a.failures >= 1, f"after must be 1 or more, not {a.failures}")
    a.context.set_option("after", a.failures)


def _word(name: str, known: list[str], argument: str) -> Any:
    def handler(a: Call) -> None:
        word = getattr(a, argument)
        _check_word(a, name, word, known)
        a.context.set_option(name, word)

    return handler


def _check_word(a: Call, name: str, word: str, known: list[str]) -> None:
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    meant = f" (did you mean '{close[0]}'?)" if close else ""
    a.check(word in known, f"{name} must be one of {', '.join(known)}, not '{word}'{meant}")


def _on(a: Call) -> None:
    for trouble in a.troubles:
        _check_word(a, "on", trouble, [each.value for each in Trouble])
    a.context.set_option("on", strings(a.troubles))


def _blackout(a: Call) -> None:
    _guarded(a, "blackout", lambda: parse_blackout(a.window))
    a.context.options["blackouts"].append(node("string", a.window))


def _rule(a: Call) -> None:
    said = {name: text for name, text in a.o.options.items() if not is_null(text)}
    _guarded(a, "rule", lambda: check_rule(Rule(**said)))
    a.context.options["rules"].append(node("rule", **said))


def _needs(a: Call) -> None:
    a.context.options["needs"] += a.names


def _alerts(a: Call) -> None:
    said = {name: value for name, value in a.o.options.items() if not is_null(value)}
    a.context.set_option("alerts", node("igor.alerts.AlertPolicy", **said))


def _approval(a: Call) -> None:
    said = {name: value for name, value in a.o.options.items() if not is_null(value)}
    a.context.set_option("approval", node("igor.approval.ApprovalPolicy", **said))


def _approval_timeout(a: Call) -> None:
    _duration("timeout")(a)
    _guarded(a, "timeout", lambda: checked_timeout_ms(len(to_string(a.duration).strip("0msh"))))


declare(
    "igor.WrapperPolicyContext",
    {
        "overlap": _word("overlap", [each.value for each in Overlap], "how"),
        "catchup": _word("catchup", [each.value for each in Catchup], "which"),
        "blackout": _blackout,
        "rule": _rule,
        "needs": _needs,
        "alerts": _alerts,
        "approval": _approval,
    }
    | {name: _count(name) for name in ("retries", *RETRY)}
    | {name: _duration(name) for name in ("timeout", "grace", "backoff", "within", "deadline", "lateAfter")}
    | {name: _checked(name, check) for name, check in SETTINGS.items()},
    options=dict.fromkeys((*WRAPPER, *SCHEDULE, *RETRY, "alerts", "approval"))
    | {"blackouts": [], "rules": [], "needs": []},
)

declare(
    "igor.RuleContext",
    {name: _checked(name, check) for name, check in RULE.items()},
    options=dict.fromkeys(_RULE_PARTS),
)

declare(
    "igor.ApprovalContext",
    {
        "message": _checked("message", checked_line),
        "submitter": _checked("submitter", parse_submitter),
        "ok": _checked("ok", checked_line),
        "timeout": _approval_timeout,
    },
    options=dict.fromkeys(_APPROVAL),
)

declare(
    "igor.AlertsContext",
    {
        "on": _on,
        "after": _after,
        "severity": _word("severity", [each.value for each in Severity], "level"),
    }
    | {name: _duration(name) for name in _ALERT_DURATIONS},
    options=dict.fromkeys(_ALERTS),
)
