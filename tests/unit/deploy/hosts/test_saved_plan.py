"""A saved plan is done as it was shown, or refused."""

from __future__ import annotations

import pytest

from igor.deploy.hosts.plan import Change, Plan
from igor.deploy.hosts.saved_plan import check_changes, check_inputs, saved
from igor.model.errors import Conflict

PLAN = Plan(("a",), (Change("a", "~", "/etc/x", "role : task"),))
INPUTS = {"igor.yml": "1", "the inventory": "2", "the bundle": "3"}
SAVED = saved(PLAN, INPUTS, ("a",), "3", "Plan: 1 to change on 1 host.")


def test_what_was_shown_is_done() -> None:
    """The same inputs, the same changes."""
    check_inputs(SAVED, dict(INPUTS))
    check_changes(SAVED, Plan(("a",), PLAN.changes))


@pytest.mark.parametrize("name", INPUTS)
def test_other_inputs_are_refused_by_name(name: str) -> None:
    """Which of them changed is what one wants to know."""
    with pytest.raises(Conflict, match=name):
        check_inputs(SAVED, {**INPUTS, name: "9"})


def test_other_hosts_are_refused() -> None:
    """Somebody changed a host meanwhile."""
    with pytest.raises(Conflict, match="1 to change on 1 host"):
        check_changes(SAVED, Plan(("a",)))
