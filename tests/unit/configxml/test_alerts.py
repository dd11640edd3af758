"""``<igor.alerts.AlertPolicy>``: a wrong one is an alert that nobody gets."""

from __future__ import annotations

import pytest

from igor.configxml import definition_from_json, definition_to_json, read_item
from igor.model.alert_policy import AlertPolicy, Severity, Trouble
from igor.model.errors import InvalidSource
from igor.model.job import JobDefinition

POLICY = """<project><properties>
<igor.alerts.AlertPolicy>
  <on><string>failure</string><string>missed</string></on>
  <owner>db@example.org</owner>
  <severity>warning</severity>
  <after>2</after>
  <slow>30m</slow>
  <fast>10s</fast>
  <missed>5m</missed>
  <stuck>1h</stuck>
  <successWithin>26h</successWithin>
  <runbook>https://wiki.example.org/app</runbook>
</igor.alerts.AlertPolicy>
</properties></project>"""


def job(xml: str) -> JobDefinition:
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    return definition


def test_policy() -> None:
    """Would lose a setting, or read a duration in the wrong unit, also in a build's plan."""
    definition = job(POLICY)
    assert definition.alerts == AlertPolicy(
        on=(Trouble.FAILURE, Trouble.MISSED),
        owner="db@example.org",
        severity=Severity.WARNING,
        after=2,
        slow_ms=1_800_000,
        fast_ms=10_000,
        missed_ms=300_000,
        stuck_ms=3_600_000,
        success_within_ms=93_600_000,
        runbook="https://wiki.example.org/app",
    )
    assert not definition.unsupported
    assert definition_from_json(definition_to_json(definition)).alerts == definition.alerts


def test_an_empty_list_tells_nothing() -> None:
    """Would tell everything of a job whose owner asked for silence."""
    assert job(POLICY.replace("<string>failure</string><string>missed</string>", "")).alerts.on == ()
    assert job("<project/>").alerts.on is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<string>missed</string>", "<string>mised</string>", "there is no trouble “mised”: did you mean “missed”?"),
        ("warning", "urgent", "there is no severity “urgent”"),
        ("<after>2", "<after>0", "0"),
        ("30m", "soon", "“soon” is not a duration"),
        ("<owner>db@example.org</owner>", "<ower>x</ower>", "<ower> is no setting of alerts"),
        ("30m", "5s", "every build would be too slow or too fast"),
    ],
)
def test_mistakes_are_told_with_their_line(old: str, new: str, said: str) -> None:
    """Would take a misspelt word for the default, and nobody would be called."""
    with pytest.raises(InvalidSource) as caught:
        job(POLICY.replace(old, new))
    assert said in str(caught.value) + caught.value.hint
    assert caught.value.line
