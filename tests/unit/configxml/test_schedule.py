"""``<igor.schedule.SchedulePolicy>`` and parameterised timers: a wrong one is a job that runs at a wrong time."""

from __future__ import annotations

import pytest

from igor.configxml import definition_from_json, definition_to_json, read_item
from igor.model.blackout import Blackout
from igor.model.errors import InvalidSource
from igor.model.job import JobDefinition, TimerTrigger
from igor.model.schedule_policy import Catchup, Overlap, SchedulePolicy

POLICY = """<project><properties>
<igor.schedule.SchedulePolicy>
  <overlap>skip</overlap>
  <catchup>all</catchup>
  <within>10m</within>
  <deadline>2h</deadline>
  <lateAfter>300</lateAfter>
  <blackouts>
    <string>Sat,Sun</string>
    <string>skip 22:00-02:00 Europe/Berlin</string>
  </blackouts>
</igor.schedule.SchedulePolicy>
</properties></project>"""


def job(xml: str) -> JobDefinition:
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    return definition


def test_policy() -> None:
    """Would show a duration in the wrong unit, a window lost, or a build whose plan forgets the policy."""
    definition = job(POLICY)
    assert definition.schedule == SchedulePolicy(
        Overlap.SKIP,
        Catchup.ALL,
        600_000,
        7_200_000,
        300_000,
        (
            Blackout("Sat,Sun", weekdays=(5, 6)),
            Blackout("skip 22:00-02:00 Europe/Berlin", True, tuple(range(7)), 22 * 60, 2 * 60, zone="Europe/Berlin"),
        ),
    )
    assert definition.unsupported == ()
    assert definition_from_json(definition_to_json(definition)) == definition


def test_default_policy() -> None:
    """Would show jobs that behave otherwise than in Jenkins without anybody asking for it."""
    definition = job("<project/>")
    assert (definition.schedule, definition.concurrent) == (SchedulePolicy(), False)
    assert (definition.schedule.overlap, definition.schedule.catchup) == (Overlap.QUEUE_ONE, Catchup.LAST)


def test_overlap_allow_means_concurrent_builds() -> None:
    """Would show builds that wait for each other although they may run side by side."""
    assert job(POLICY.replace(">skip<", ">allow<")).concurrent


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (">skip<", ">skp<", 3, "there is no overlap “skp”: did you mean “skip”?"),
        (">all<", ">ever<", 4, "there is no catchup “ever”: one of none, last, all"),
        ("10m", "soon", 5, "“soon” is not a duration"),
        ("10m", "2h", 2, "the deadline is over before all of within is"),
        ("lateAfter", "latter", 7, "<latter> is no setting of a schedule"),
        ("Sat,", "Sta,", 9, "“Sta” in “Sta,Sun” is not a day, a time or a date: did you mean “sat”?"),
        ("Berlin", "Berln", 10, "did you mean “Europe/Berlin”?"),
    ],
)
def test_errors(old: str, new: str, line: int, said: str) -> None:
    """Would show a misspelt policy that is silently not there."""
    with pytest.raises(InvalidSource) as error:
        read_item(POLICY.replace(old, new))
    assert said in error.value.what
    assert error.value.line == line


def test_parameterized_timer() -> None:
    """Would show a timer of the parameterized-scheduler plugin that never runs."""
    kind = "org.jenkinsci.plugins.parameterizedscheduler.ParameterizedTimerTrigger"
    spec = "H/15 * * * * %env=prod;size=3"
    timer = f"<{kind}><spec/><parameterizedSpecification>{spec}</parameterizedSpecification></{kind}>"
    names = "".join(
        f"<hudson.model.StringParameterDefinition><name>{name}</name></hudson.model.StringParameterDefinition>"
        for name in ("env", "size")
    )
    declared = f"<parameterDefinitions>{names}</parameterDefinitions>"
    properties = f"<hudson.model.ParametersDefinitionProperty>{declared}</hudson.model.ParametersDefinitionProperty>"
    definition = job(f"<project><triggers>{timer}</triggers><properties>{properties}</properties></project>")
    assert definition.timers == (TimerTrigger(spec, parameterized=True),)
    assert definition.unsupported == ()
    undeclared = job(f"<project>\n<triggers>{timer}</triggers></project>").unsupported
    assert [(each.element, each.line) for each in undeclared] == [("%env", 2), ("%size", 2)]
