"""``igor { … }``: policies that a script sets must reach ``config.xml`` as written, or be refused at their line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from igor.configxml import read_item
from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslError
from igor.jobdsl.session import Script, SeedRequest
from igor.model.alert_policy import AlertPolicy, Severity, Trouble
from igor.model.approval import ApprovalPolicy
from igor.model.errors import IgorError
from igor.model.job import JobDefinition, RetryPolicy
from igor.model.schedule_policy import Overlap
from igor.model.wrapper_policy import wrapper_settings


def made(body: str) -> str:
    script = Script("jobs.groovy", f"job('a') {{\n  {body}\n}}")
    result = evaluate(SeedRequest(scripts=(script,), workspace=Path("/nowhere")))
    (item,) = result.items
    return item.xml


def test_a_schedule_policy() -> None:
    """A schedule without the policy that its author wrote."""
    xml = made(
        "igor { overlap 'skip'; catchup 'all'; within '10m'; deadline '2h'; lateAfter 300\n"
        "    blackout 'Sat,Sun'; blackout 'skip 22:00-02:00 Europe/Berlin' }"
    )
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    assert definition.schedule.overlap is Overlap.SKIP
    assert [window.text for window in definition.schedule.blackouts] == ["Sat,Sun", "skip 22:00-02:00 Europe/Berlin"]
    assert (definition.schedule.within_ms, definition.schedule.late_after_ms) == (600_000, 300_000)
    assert "WrapperPolicy" not in xml


def test_both_policies() -> None:
    """One of the two would be lost."""
    xml = made("igor { retries 2; within '5m' }")
    assert "<retries>2</retries>" in xml and "<within>5m</within>" in xml


def test_what_the_wrapper_is_asked_for() -> None:
    """A wish that is lost between script and wrapper."""
    xml = made(
        "igor { maxDelay '5m'; lock 'tape'; memory '2G'; cpus 1.5; onBusy 'wait'\n"
        "    rule { exit '75,100-110' ; then 'retry' }; rule { output 'disk full'; timeout true; then 'fail' } }"
    )
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    assert wrapper_settings(definition.policy) == {
        "max_delay": "5m",
        "lock": "tape",
        "on_busy": "wait",
        "memory": "2G",
        "cpus": "1.5",
        "rules": [
            {"exit": "75,100-110", "then": "retry"},
            {"timeout": True, "output_re": "disk full", "then": "fail"},
        ],
    }


def test_alerts_and_needs() -> None:
    """On-call would hear of the wrong things."""
    xml = made(
        "igor { alerts { on 'failure', 'slow'; owner 'team-a'; severity 'critical'; after 3; slow '10m' }\n"
        "    needs 'upstream.VERSION', 'build.KEY'; needs 'nightly.DATE' }"
    )
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    assert definition.alerts == AlertPolicy(
        on=(Trouble.FAILURE, Trouble.SLOW), owner="team-a", severity=Severity.CRITICAL, after=3, slow_ms=600_000
    )
    assert definition.needs == ("upstream.VERSION", "build.KEY", "nightly.DATE")


def test_a_retry_policy() -> None:
    """Builds that were lost would stay lost, or run twice where they must not."""
    xml = made("igor { retryLost 2; retryError 0 }")
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    assert definition.retry == RetryPolicy(lost=2, error=0)
    assert "WrapperPolicy" not in xml
    assert RetryPolicy() == RetryPolicy(None, None)


def test_an_approval() -> None:
    """A build that waits for nobody, or for anybody."""
    said = "igor { approval { message 'Deploy?'; submitter 'ops, alice'; ok 'Go'; timeout '4h' } }"
    definition = read_item(made(said))
    assert isinstance(definition, JobDefinition)
    assert definition.approval == ApprovalPolicy("Deploy?", ("ops", "alice"), "Go", 14_400_000)
    for bare in ("approval()", "approval {}"):
        assert read_item(made(f"igor {{ {bare} }}")) == replace(definition, approval=ApprovalPolicy())
    assert read_item(made("igor { retries 1 }")).approval is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("retryLost(-1)", "retryLost must be 0 or more, not -1"),
        ("overlap 'skp'", "not 'skp' (did you mean 'skip'?)"),
        ("catchup 'never'", "catchup must be one of none, last, all, not 'never'"),
        ("within '10 minutes'", "within must be seconds (90) or a duration"),
        ("blackout 'Sta'", "did you mean “sat”?"),
        ("memory 'much'", "memory: “much” is not a size"),
        ("onBusy 'run'", "onBusy: “run” is not skip, fail or wait"),
        ("rule { then 'retry' }", "a rule needs a condition"),
        ("rule { exit 'x'; then 'retry' }", "exit: “x” is not a list of exit codes"),
        ("alerts { on 'failed' }", "did you mean 'failure'?"),
        ("alerts { after 0 }", "after must be 1 or more, not 0"),
        ("approval { submitter 'ops,,alice' }", "submitter: a name is empty: write users, groups or roles"),
        ("approval { message ' ' }", "message: it is empty: say what is asked"),
        ("approval { timeout '4 hours' }", "timeout must be seconds (90) or a duration"),
        ("approval { timeout '00s' }", "timeout: there is no time to answer: write 4h"),
        ("approval { massage 'x' }", "Possible solutions: message(java.lang.Object)"),
    ],
)
def test_bad_policies(body: str, said: str) -> None:
    """A misspelt policy would be found when it is too late."""
    with pytest.raises((DslError, IgorError)) as error:
        made(f"igor {{ {body} }}")
    assert said in str(error.value)
    assert "line 2" in str(error.value)
