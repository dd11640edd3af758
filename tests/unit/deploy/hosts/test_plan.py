"""A run in check mode becomes a plan of changes and restarts."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_output import outcome, result

from igor.deploy.hosts.plan import Change, JobChange, Plan, changes_of, job_changes
from igor.deploy.hosts.summary import plan_lines, plan_summary

RESTART = {"task": "Restart igor-controller", "action": "systemd_service", "handler": True}


def change(**data: Any) -> Change:
    (found,) = changes_of(outcome(result("a", "changed", **data)))
    return found


@pytest.mark.parametrize(
    ("data", "mark"),
    [
        ({"diff": [{"before": "", "after": "x\n"}]}, "+"),
        ({"diff": [{"before": {"state": "absent"}, "after": {"state": "directory"}}]}, "+"),
        ({"diff": [{"before": "y\n", "after": "x\n"}]}, "~"),
        ({"args": {"state": "absent", "path": "/etc/x"}}, "-"),
        ({}, "~"),
    ],
)
def test_marks(data: dict[str, Any], mark: str) -> None:
    """New, changed, removed."""
    assert change(**data).mark == mark


@pytest.mark.parametrize(
    ("data", "subject"),
    [
        ({"args": {"dest": "/etc/igor/x.yml"}}, "/etc/igor/x.yml"),
        ({"args": {"dest": "{{ folder }}/x"}, "diff": [{"after_header": "/etc/y (content)"}]}, "/etc/y"),
        ({"args": {"name": "nginx", "state": "present"}}, "nginx"),
        ({"args": {"path": "{{ item }}"}}, "Lay a file"),
        (
            {
                "args": {"dest": "{{ unit }}", "src": "/root/.ansible/tmp/ansible-local-1x/tmp2/unit.j2"},
                "diff": [{"before_header": "/etc/unit", "after_header": "/root/.ansible/tmp/ansible-local-1x/unit.j2"}],
            },
            "/etc/unit",
        ),
        ({"diff": [{"after_header": "/root/.ansible/tmp/ansible-local-1x/.58vnuox1"}]}, "Lay a file"),
    ],
)
def test_subjects(data: dict[str, Any], subject: str) -> None:
    """What a person would call the thing that changes; never a template."""
    assert change(**data).subject == subject


def test_only_lines_that_differ_are_shown() -> None:
    """A plan is read by people."""
    found = change(diff=[{"before": "a\nport 1\nb\n", "after": "a\nport 2\nb\n"}])
    assert found.diff == ("- port 1", "+ port 2")


def test_what_is_new_is_not_shown_line_by_line() -> None:
    """Its name says enough."""
    assert change(diff=[{"before": "", "after": "a\nb\n"}]).diff == ()


def test_properties_of_files() -> None:
    """A mode that changes is shown; that a file is there is what its mark says."""
    mode = {"before": {"mode": "0644", "path": "/x"}, "after": {"mode": "0600", "path": "/x"}}
    assert change(diff=[mode]).diff == ("- mode: 0644", "+ mode: 0600")
    new = {"before": {"state": "absent", "path": "/x"}, "after": {"state": "directory", "path": "/x"}}
    assert (change(diff=[new]).mark, change(diff=[new]).diff) == ("+", ())


def test_restarts_count_where_something_runs() -> None:
    """A first deploy interrupts nobody."""
    changes = changes_of(
        outcome(
            result("old", "changed", args={"name": "igor-controller.service", "state": "restarted"}, **RESTART),
            result("new", "changed", args={"name": "igor-controller.service", "state": "restarted"}, **RESTART),
            result("old", "changed", args={"name": "nginx", "state": "reloaded"}, **RESTART),
        )
    )
    plan = Plan(("old", "new"), changes, versions={"old": "v1", "new": ""})
    assert plan.restarts() == [("old", "igor-controller")]


def test_the_digest_names_what_would_change() -> None:
    """A plan that was agreed to is told from another one by it."""
    one = Plan(("a",), (change(args={"dest": "/x"}),))
    assert one.digest() == Plan(("a",), (change(args={"dest": "/x"}),)).digest()
    assert one.digest() != Plan(("a",), (change(args={"dest": "/y"}),)).digest()
    two = (change(args={"dest": "/x"}), *changes_of(outcome(result("b", "changed"))))
    assert Plan(("a", "b"), two).digest() == Plan(("a", "b"), two[::-1]).digest()  # hosts finish in any order
    assert one.digest() != Plan(("a",), one.changes, (JobChange("~", "job x", "changes", digest="1"),)).digest()


SEED = {
    "changes": [
        {"action": "add", "kind": "job", "full_name": "a", "file_name": "jobs/x.groovy", "line": 4, "edited": False},
        {"action": "unchanged", "kind": "job", "full_name": "b", "file_name": "", "line": 0, "edited": False},
        {"action": "change", "kind": "job", "full_name": "c", "file_name": "jobs/x.groovy", "line": 9, "edited": True},
        {"action": "remove", "kind": "list_view", "full_name": "d", "file_name": "", "line": 0, "edited": False},
    ]
}


def test_jobs_are_told_as_the_controller_plans_them() -> None:
    """What somebody changed by hand stands out."""
    assert [(each.mark, each.full_name, each.place) for each in job_changes(SEED)] == [
        ("+", "job a", "jobs/x.groovy:4"),
        ("!", "job c", "jobs/x.groovy:9"),
        ("-", "list view d", ""),
    ]


def test_the_plan_as_people_read_it() -> None:
    """Hosts, jobs, and one line that sums up."""
    changes = (
        Change("igor-a", "~", "/opt/igor/current", "common : Take the version into use"),
        Change("igor-a", "~", "igor-controller", "controller : Restart", restarts="igor-controller"),
    )
    plan = Plan(("igor-a", "agent-1", "agent-2"), changes, job_changes(SEED), {"igor-a": "v1"}, ("agent-2",))
    assert [line.rstrip() for line in plan_lines(plan)] == [
        "Hosts",
        "  ~ igor-a   2 changes   restarts igor-controller",
        "      ~ /opt/igor/current                            common : Take the version into use",
        "      ~ igor-controller                              controller : Restart",
        "    agent-1  no changes",
        "  ! agent-2  not reached: left out",
        "Jobs",
        "  + job a        new                          jobs/x.groovy:4",
        "  ! job c        edited by hand since the last seed: this would overwrite it jobs/x.groovy:9",
        "  - list view d  no script makes it any more",
        "",
        "Plan: 2 to change on 1 host; jobs: 1 to add, 1 to remove, 1 edited by hand to overwrite. 1 restart.",
    ]


def test_nothing_to_change() -> None:
    """The most wanted line."""
    assert plan_summary(Plan(("a",))) == "Plan: nothing to change."
