"""Items that wait for a person: which, until when, and the sentence about it.

An item asks when its quiet period is over and its job wants an approval that it does not have. It is then blocked,
takes no part in what its job's other items wait for, and leaves when its time is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from igor.model.approval import Approval, ApprovalPolicy
from igor.model.timespan import time_span
from igor.scheduler.lanes import Item, JobQueue
from igor.scheduler.snapshot import Waiting

_ANYBODY = "somebody who may build it"


def asked(policy: ApprovalPolicy | None, waiting: Waiting) -> Approval | None:
    """What an item whose quiet period is over asks; None: nothing (any more)."""
    if policy is None or waiting.is_approved:
        return None
    until_ms = waiting.ready_ms + policy.timeout_ms if policy.timeout_ms else 0
    return Approval(policy.message, policy.submitter, policy.ok, until_ms)


def approval_why(approval: Approval) -> str:
    """``Waits for approval by ops or alice until 2026-01-31 10:00 UTC: Deploy to production?``."""
    *others, last = approval.submitter or (_ANYBODY,)
    names = f"{', '.join(others)} or {last}" if others else last
    until = f" until {_moment(approval.until_ms)}" if approval.until_ms else ""
    return f"Waits for approval by {names}{until}" + (f": {approval.message}" if approval.message else "")


def timed_out_why(waiting: Waiting, approval: Approval) -> str:
    """Why an item leaves whose time is over."""
    return f"Nobody approved it within {time_span(approval.until_ms - waiting.ready_ms)}"


def ask(queue: JobQueue, policy: ApprovalPolicy | None) -> Iterator[Item]:
    """Let a job's items ask as its policy says now; those that ask something else than before, or no more."""
    for item in queue.items.values():
        approval = asked(policy, item.waiting) if item.is_ready else None
        if approval != item.approval:
            item.approval = approval
            yield item
    queue.is_asking = any(item.approval is not None for item in queue.items.values())


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
