"""Builds that wait for a person: what a job asks, what its queue item then waits for, and who may answer.

The words are those of Jenkins' ``input`` step: message, submitter, ok. Source:
org.jenkinsci.plugins.workflow.support.steps.input.InputStep.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from igor.model.access import sids_of

_MOST_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """Each build of the job waits for a person. ``submitter``: users, groups or roles, none: whoever may build the job.

    ``ok``: what the button says. ``timeout_ms``: after so long without an answer it is not built; 0: never.
    """

    message: str = ""
    submitter: tuple[str, ...] = ()
    ok: str = ""
    timeout_ms: int = 0


@dataclass(frozen=True, slots=True)
class Approval:
    """What a queue item asks, as long as nobody has answered. ``until_ms`` 0: for as long as it takes."""

    message: str = ""
    submitter: tuple[str, ...] = ()
    ok: str = ""
    until_ms: int = 0


def parse_submitter(text: str) -> tuple[str, ...]:
    """``ops, alice`` → the names.

    Raises:
        ValueError: one of them is empty.
    """
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise ValueError("a name is empty: write users, groups or roles between commas (ops,alice), or leave it out")
    return tuple(dict.fromkeys(names))


def checked_line(text: str) -> str:
    """A text for people.

    Raises:
        ValueError: it is empty, longer than 500 characters, or has several lines.
    """
    if not text.strip():
        raise ValueError("it is empty: say what is asked, or leave it out")
    if len(text) > _MOST_CHARACTERS or "\n" in text.strip():
        raise ValueError(f"it must be one line of at most {_MOST_CHARACTERS} characters")
    return text.strip()


def checked_timeout_ms(timeout_ms: int) -> int:
    """Milliseconds.

    Raises:
        ValueError: there is no time to answer.
    """
    if timeout_ms <= 0:
        raise ValueError("there is no time to answer: write 4h, or leave it out to wait for as long as it takes")
    return timeout_ms


def names_one_of(submitter: Iterable[str], sids: frozenset[str], roles: Iterable[str]) -> bool:
    """Whether somebody is meant who has these sids (``igor.model.access``) and roles."""
    named = [sids_of(name) for name in submitter]
    by_role = {f"GROUP:{role.lower()}" for role in roles}
    return any(not meant.isdisjoint(sids | by_role) for meant in named)
