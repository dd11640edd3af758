"""How open a controller is, and whether it is more open than it was. Pure.

A posture is plain data: what a probe told, ``None`` where it could not be told. Each of its parts is either safe when
true, safe when smaller, or a set that is safe when it has no more members than before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from igor.deploy.doctor.finding import Finding, ok, problem, warning

Posture = Mapping[str, Any]
FORMAT = 1
_UNDO = "undo it, or record the new state with --accept"


@dataclass(frozen=True, slots=True)
class Part:
    """``title`` names it to people; ``looser`` tells what of it is more open than before, in words."""

    key: str
    title: str
    looser: Callable[[Any, Any], list[str]]
    #: What is wrong with it by itself, whatever was before.
    bad: Callable[[Any], list[str]] = lambda _: []


def _must_be_true(before: Any, now: Any) -> list[str]:
    return ["was required, is not any more"] if before and not now else []


def _must_not_grow(before: Any, now: Any) -> list[str]:
    return [f"was {before}, is {now}"] if now > before else []


def _must_not_gain(before: Any, now: Any) -> list[str]:
    return [f"new: {member}" for member in sorted(set(now) - set(before))]


def _no(text: str) -> Callable[[Any], list[str]]:
    return lambda value: [] if value else [text]


def _members(text: str) -> Callable[[Any], list[str]]:
    return lambda value: [text.format(member) for member in value]


PARTS = (
    Part("login_needed", "a login is needed", _must_be_true, _no("anybody reads without a login")),
    Part("security", "rights are checked", _must_be_true, _no("anybody may do anything (use_security is false)")),
    Part("crumbs", "POSTs need a crumb", _must_be_true, _no("POSTs need no crumb (use_crumbs is false)")),
    Part("anonymous", "rights of who is not logged in", _must_not_gain),
    Part("everybody", "rights of everybody who is logged in", _must_not_gain),
    Part("agents", "who may make agents", _must_not_gain),
    Part("administrators", "administrators", _must_not_gain),
    Part("built_in_executors", "executors on the controller", _must_not_grow),
    Part("encrypted", "reached over TLS", _must_be_true),
    Part("trusted", "its certificate is trusted", _must_be_true),
    Part("old_protocols", "old versions of TLS", _must_not_gain, _members("{} is accepted")),
    Part("listening", "open to the network", _must_not_gain),
    Part("open_paths", "secrets that others can read", _must_not_gain, _members("{} is open to other users")),
    Part(
        "default_passwords", "passwords that everybody knows", _must_not_gain, _members("{} has its default password")
    ),
    Part("join_tokens", "join tokens for many or for long", _must_not_gain),
    Part("plugins", "plugins", _must_not_gain),
)


def judge(now: Posture) -> list[Finding]:
    """What is unsafe by itself, and how the rest is."""
    return [finding for part in PARTS for finding in _judge(part, now.get(part.key))]


def _judge(part: Part, value: Any) -> Iterator[Finding]:
    if value is None:
        return
    found = part.bad(value)
    yield from (warning(part.key, text, "see docs/security.md") for text in found)
    if not found:
        yield ok(part.key, f"{part.title}: {_shown(value)}")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return f"{len(value)}" if len(value) > 6 else ", ".join(map(str, value)) or "none"
    return str(value)


def compare(before: Posture, now: Posture) -> list[Finding]:
    """What became more open since: each a problem, named."""
    return [finding for part in PARTS for finding in _compare(part, before.get(part.key), now.get(part.key))]


def _compare(part: Part, before: Any, now: Any) -> Iterator[Finding]:
    if before is None:
        return
    if now is None:
        yield problem(
            part.key, f"{part.title}: was told before, cannot be told now", "look with the same rights as then"
        )
        return
    for text in part.looser(before, now):
        yield problem(part.key, f"looser than before: {part.title}: {text}", _UNDO)
