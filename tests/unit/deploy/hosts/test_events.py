"""What Ansible tells becomes sums, failures in few lines, and reports."""

from __future__ import annotations

from ansible_output import outcome, result

from igor.deploy.hosts.events import outcome_of, parse


def test_sums_are_of_each_host() -> None:
    """The end of a deploy says what changed where."""
    found = outcome(result("a", "ok"), result("a", "changed"), result("b", "skipped"), result("b", "ignored"))
    assert (found.hosts["a"].ok, found.hosts["a"].changed, found.hosts["b"].ok) == (2, 1, 0)
    assert found.failures == []


def test_lines_of_other_kinds_are_no_events() -> None:
    """Ansible prints warnings between them."""
    assert parse("[WARNING]: something") is None
    assert parse('{"event": broken') is None
    assert outcome_of(["", "PLAY RECAP"]).results == []


def test_a_failure_keeps_the_useful_lines() -> None:
    """What a command said on standard error, not that its code was not zero."""
    stderr = "\n".join([*(f"noise {n}" for n in range(20)), "pip: no such wheel"])
    failed = outcome(result("a", "failed", msg="non-zero return code", stderr=stderr)).failures[0]
    assert failed.lines[-1] == "pip: no such wheel"
    assert len(failed.lines) == 6
    assert "non-zero return code" not in failed.lines
    assert failed.task == "common : Lay a file"


def test_a_failed_item_is_named() -> None:
    """Of a loop only the items that failed matter."""
    data = {"msg": "One or more items failed", "items": [{"item": "/etc/x", "msg": "no such folder"}]}
    assert outcome(result("a", "failed", **data)).failures[0].lines == (
        "One or more items failed",
        "item /etc/x:",
        "no such folder",
    )


def test_hidden_output_says_so() -> None:
    """A task with no_log fails without a word: the person is told why."""
    assert "no_log" in outcome(result("a", "failed")).failures[0].lines[0]


def test_a_host_that_is_not_reached_is_no_failed_task() -> None:
    """The others go on; it is named."""
    found = outcome(result("a", "unreachable", msg="ssh: connection timed out"), result("b", "ok"))
    assert (found.unreachable, found.failed_hosts) == (["a"], ["a"])


def test_reports_are_kept_by_kind_and_host() -> None:
    """Probes and answers of the controller come this way."""
    found = outcome(result("a", "ok", report={"kind": "probe", "text": "{}"}))
    assert found.report("probe") == {"a": "{}"}
    assert found.report("other") == {}
