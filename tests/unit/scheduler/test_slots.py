"""What becomes of slots: overlap, catch-up, deadlines, blackouts, lateness. Each job would run when it must not, or not
when it must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igor.model.blackout import parse_blackouts
from igor.model.schedule_policy import Catchup, Overlap, SchedulePolicy
from igor.scheduler import slots
from igor.scheduler.blackouts import Blackouts
from igor.scheduler.cron import parse
from igor.scheduler.slots import Decision, Fire, Hold, Miss, OpenSlot, Skip, Slot, Timetable

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
BERLIN = ZoneInfo("Europe/Berlin")
#: Sunday 2026-01-04 00:00 UTC
SUNDAY = 1_767_484_800_000


def timetable(spec: str = "*/15 * * * *", blackouts: str = "", offset_ms: int = 0, **policy: object) -> Timetable:
    wanted = replace(SchedulePolicy(), **policy)  # type: ignore[arg-type]
    table = parse(spec, seed="x", parameterized=True)
    return Timetable((table,), wanted, Blackouts(parse_blackouts(blackouts), "UTC"), offset_ms)


def look(table: Timetable, checked_ms: int, now_ms: int, busy: str | None = None) -> list[Decision]:
    due = slots.due(table, checked_ms, now_ms, 1000)
    return slots.decide(table, due.slots, now_ms, busy=busy, is_all=due.is_all)


def kinds(decisions: Sequence[Decision]) -> list[tuple[str, int]]:
    return [(type(each).__name__, each.slot.scheduled_ms // MINUTE) for each in decisions]


def test_a_slot_is_due_once_its_time_has_come() -> None:
    """Would show a build before its time, or one that is left out."""
    assert look(timetable("0 * * * *"), HOUR - 1, HOUR - 1) == []
    assert kinds(look(timetable("0 * * * *"), HOUR - 1, HOUR)) == [("Fire", 60)]
    assert look(timetable("0 * * * *"), HOUR, HOUR + MINUTE) == []


@pytest.mark.parametrize(
    ("catchup", "expected"),
    [
        (Catchup.NONE, ["Miss", "Miss", "Miss", "Fire"]),
        (Catchup.LAST, ["Skip", "Skip", "Skip", "Fire"]),
        (Catchup.ALL, ["Fire", "Fire", "Fire", "Fire"]),
    ],
)
def test_catchup(catchup: Catchup, expected: list[str]) -> None:
    """Would show a storm of builds after a night without the engine, or a slot of the last minute given up."""
    decisions = look(timetable(catchup=catchup), 0, HOUR + 30_000)
    assert [kind for kind, _ in kinds(decisions)] == expected
    late = look(timetable(catchup=catchup), 0, HOUR + 5 * MINUTE)
    assert [kind for kind, _ in kinds(late)][-1] == ("Miss" if catchup is Catchup.NONE else "Fire")


def test_many_missed_slots_are_decided_in_portions() -> None:
    """Would show a tick that takes seconds, or two builds made up for instead of one."""
    table = timetable("* * * * *")
    now_ms = DAY + 30_000
    first = slots.due(table, 0, now_ms, 1000)
    assert (len(first.slots), first.checked_ms, first.is_all) == (1000, 1000 * MINUTE, False)
    decisions = slots.decide(table, first.slots, now_ms, is_all=first.is_all)
    assert {type(each) for each in decisions} == {Skip}
    rest = look(table, first.checked_ms, now_ms)
    assert [type(each) for each in rest] == [Skip] * 439 + [Fire]


@pytest.mark.parametrize(
    ("overlap", "busy", "expected"),
    [
        (Overlap.QUEUE_ONE, "build #1 is running", ["Fire"]),
        (Overlap.QUEUE_ALL, "build #1 is running", ["Fire"]),
        (Overlap.SKIP, None, ["Fire"]),
        (Overlap.SKIP, "build #1 is running", ["Skip"]),
        (Overlap.CANCEL, "build #1 is running", ["Fire"]),
        (Overlap.ALLOW, "build #1 is running", ["Fire"]),
    ],
)
def test_overlap(overlap: Overlap, busy: str | None, expected: list[str]) -> None:
    """Would show a half-hourly job whose long build makes the next slot vanish, or pile up."""
    (decision,) = look(timetable(overlap=overlap), 0, 15 * MINUTE, busy)
    assert [type(decision).__name__] == expected
    if isinstance(decision, Fire):
        assert decision.coalesces == (overlap not in (Overlap.QUEUE_ALL, Overlap.ALLOW))
        assert decision.stops_running == (overlap is Overlap.CANCEL)
    elif isinstance(decision, Skip):
        assert decision.why == "build #1 is running, and overlap is skip"


def test_slots_of_one_look_join_or_stand_alone() -> None:
    """Would show ten builds queued by queue-one, or one by queue-all."""
    joined = look(timetable(catchup=Catchup.ALL), 0, HOUR)
    assert [each.joins for each in joined if isinstance(each, Fire)] == [False, True, True, True]
    alone = look(timetable(catchup=Catchup.ALL, overlap=Overlap.QUEUE_ALL), 0, HOUR)
    assert [(each.joins, each.coalesces) for each in alone if isinstance(each, Fire)] == [(False, False)] * 4
    skipping = look(timetable(catchup=Catchup.ALL, overlap=Overlap.SKIP), 0, HOUR)
    assert [type(each) for each in skipping] == [Fire, Skip, Skip, Skip]


def test_lines_with_parameters_have_slots_of_their_own() -> None:
    """Would show that only one of two environments is built, or that one hinders the other."""
    table = timetable("0 * * * * %env=prod;size=3\n0 * * * * %env=dev\n0 * * * *\n0 1 * * *", overlap=Overlap.SKIP)
    decisions = look(table, 0, HOUR)
    assert [each.slot for each in decisions] == [Slot(HOUR), Slot(HOUR, "env=dev"), Slot(HOUR, "env=prod;size=3")]
    assert {type(each) for each in decisions} == {Fire}
    caught_up = look(table, 0, 3 * HOUR + 10 * MINUTE)
    assert [each.slot.scheduled_ms for each in caught_up if isinstance(each, Fire)] == [3 * HOUR] * 3


def test_deadline() -> None:
    """Would show a nightly report that is built in the middle of the day, or is silently left out."""
    table = timetable("0 * * * *", deadline_ms=30 * MINUTE, catchup=Catchup.ALL)
    assert kinds(look(table, 0, HOUR + 29 * MINUTE)) == [("Fire", 60)]
    (missed,) = look(table, 0, HOUR + 30 * MINUTE)
    assert missed == Miss(Slot(HOUR), "it did not start by Thu 01 Jan 01:30, its deadline")


def test_within_spreads_jobs_and_stays() -> None:
    """Would show all nightly jobs at the same second, or a job that wanders from day to day."""
    offsets = [slots.offset_ms(f"job-{number}", 10 * MINUTE) for number in range(200)]
    assert offsets == [slots.offset_ms(f"job-{number}", 10 * MINUTE) for number in range(200)]
    assert 0 <= min(offsets) < MINUTE and 9 * MINUTE < max(offsets) < 10 * MINUTE
    assert len(set(offsets)) > 100
    assert slots.offset_ms("job-1", 0) == 0
    table = timetable("0 * * * *", offset_ms=5 * MINUTE, within_ms=10 * MINUTE)
    assert look(table, 0, HOUR + 5 * MINUTE - 1) == []
    assert kinds(look(table, 0, HOUR + 5 * MINUTE)) == [("Fire", 60)]


def test_a_blackout_holds_and_lets_go() -> None:
    """Would show a build in the maintenance window, or a slot that never starts after it."""
    table = timetable("0 * * * *", blackouts="Sun 00:30-02:30")
    now_ms = SUNDAY + HOUR
    (held,) = look(table, now_ms - 1, now_ms)
    until_ms = SUNDAY + 150 * MINUTE
    assert held == Hold(Slot(now_ms), "held by the blackout “Sun 00:30-02:30” until Sun 04 Jan 02:30", until_ms)
    waiting = {Slot(now_ms): until_ms}
    assert slots.decide(table, [], until_ms - 1, held=waiting) == [held]
    second = Slot(SUNDAY + 2 * HOUR)
    decisions = slots.decide(table, [], until_ms, held=waiting | {second: until_ms})
    assert [(type(each), getattr(each, "joins", None)) for each in decisions] == [(Fire, False), (Fire, True)]
    assert slots.next_look_ms(table, table.next_after(now_ms), waiting, []) == SUNDAY + 2 * HOUR


def test_a_blackout_skips() -> None:
    """Would show a skipped slot that is made up for, also when nobody looked at its time."""
    table = timetable("0 * * * *", blackouts="skip Sun 00:30-02:30", catchup=Catchup.ALL)
    found = look(table, SUNDAY, SUNDAY + 3 * HOUR)
    assert [(kind, (minute - SUNDAY // MINUTE) // 60) for kind, minute in kinds(found)] == [
        ("Skip", 1),
        ("Skip", 2),
        ("Fire", 3),
    ]
    assert slots.plan(table, Slot(SUNDAY + HOUR)).start_ms is None


def test_nothing_that_was_missed_starts_in_a_blackout() -> None:
    """Would show an engine that comes back in a blackout and builds what passed before it."""
    table = timetable("0 * * * *", blackouts="Sun 00:30-02:30", catchup=Catchup.ALL)
    assert {type(each) for each in look(table, SUNDAY - 3 * HOUR, SUNDAY + 45 * MINUTE)} == {Hold}


def test_held_beyond_the_deadline() -> None:
    """Would show a slot that is held for ever, or built although it is too late."""
    table = timetable("0 * * * *", blackouts="Sun 00:30-06:30", deadline_ms=2 * HOUR)
    slot = Slot(SUNDAY + HOUR)
    held = {slot: SUNDAY + 390 * MINUTE}
    assert slots.next_look_ms(table, slot.scheduled_ms + DAY, held, []) == SUNDAY + 3 * HOUR
    assert [type(each) for each in slots.decide(table, [], SUNDAY + 3 * HOUR, held=held)] == [Miss]
    assert "beyond its deadline" in slots.plan(table, slot).why


def test_what_waits_too_long_is_late_and_then_given_up() -> None:
    """Would show a queue that stands still while nobody is told."""
    table = timetable("0 * * * *", deadline_ms=2 * HOUR, late_after_ms=5 * MINUTE)
    waiting = OpenSlot(Slot(HOUR), 7, HOUR + 5 * MINUTE)
    assert slots.watch(table, [waiting], HOUR + 5 * MINUTE - 1) == []
    assert slots.watch(table, [waiting], HOUR + 5 * MINUTE) == [slots.Late(waiting)]
    told = replace(waiting, is_late=True)
    assert slots.watch(table, [told], HOUR + 6 * MINUTE) == []
    assert slots.next_look_ms(table, 2 * HOUR, {}, [waiting]) == HOUR + 5 * MINUTE
    assert slots.next_look_ms(table, 4 * HOUR, {}, [told]) == 3 * HOUR
    (given_up,) = slots.watch(table, [told], 3 * HOUR)
    assert isinstance(given_up, slots.GiveUp)


@settings(max_examples=50)
@given(
    st.lists(st.integers(1, 40 * MINUTE), min_size=1, max_size=30), st.sampled_from(Catchup), st.sampled_from(Overlap)
)
def test_each_slot_is_decided_once(steps: list[int], catchup: Catchup, overlap: Overlap) -> None:
    """Would show a lost or doubled slot, however irregularly the engine looks."""
    table = timetable(catchup=catchup, overlap=overlap, offset_ms=90_000)
    now, checked, decided = 0, 0, []
    for step in steps:
        now += step
        due = slots.due(table, checked, now, 2)
        decided += [each.slot for each in slots.decide(table, due.slots, now, is_all=due.is_all)]
        checked = due.checked_ms
    due = slots.due(table, checked, now, 1000)
    assert [*decided, *due.slots] == list(table.slots(0, now - 90_000))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Sat,Sun", ["2026-01-03T00:00", "2026-01-04T23:59"], ["2026-01-02T23:59", "2026-01-05T00:00"]),
        ("22:00-06:00", ["2026-01-03T22:00", "2026-01-04T05:59"], ["2026-01-04T06:00", "2026-01-04T21:59"]),
        ("Fri-Mon 22:00-06:00", ["2026-01-06T05:59", "2026-01-02T22:00"], ["2026-01-02T05:00", "2026-01-06T22:00"]),
        ("2026-12-24..2026-12-26", ["2026-12-24T00:00", "2026-12-26T23:59"], ["2026-12-27T00:00"]),
        ("2026-12-31T18:00..2027-01-02T06:00", ["2027-01-02T05:59"], ["2026-12-31T17:59", "2027-01-02T06:00"]),
        ("daily 02:15-03:15", ["2026-03-29T03:10"], ["2026-03-29T03:15", "2026-03-29T01:59"]),
    ],
)
def test_windows(text: str, inside: list[str], outside: list[str]) -> None:
    """Would show a window that is off by a day, an hour or a minute, also where the clock changes."""
    blackouts = Blackouts(parse_blackouts(text), "Europe/Berlin")
    for expected, moments in ((True, inside), (False, outside)):
        for moment in moments:
            ms = round(datetime.fromisoformat(moment).replace(tzinfo=BERLIN).timestamp() * 1000)
            assert (blackouts.at(ms) is not None) == expected, moment


def test_windows_that_follow_each_other_are_one() -> None:
    """Would show a build at midnight between Saturday and Sunday."""
    window = Blackouts(parse_blackouts("Sat\nSun\nMon 00:00-01:00"), "UTC").at(SUNDAY - HOUR)
    assert window is not None and window.until_ms == SUNDAY + 25 * HOUR
    assert Blackouts(parse_blackouts("daily"), "UTC").at(SUNDAY) is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no time"),
        ("skip", "names no time"),
        ("Sta,Sun", "did you mean “sat”?"),
        ("Sat 25:00-26:00", "is not a time of day"),
        ("Sat 02:00-02:00", "is empty"),
        ("Sat 22:00-02:00 Europe/Berln", "did you mean “Europe/Berlin”?"),
        ("Sat 22:00-02:00 UTC now", "one word too many"),
        ("2026-12-24..2026-12-20", "ends before it begins"),
        ("2026-13-01..2026-12-20", "month must be in 1..12"),
    ],
)
def test_bad_blackouts(text: str, said: str) -> None:
    """Would show a blackout that is not what its author means."""
    with pytest.raises(ValueError, match="line 1|names no time") as error:
        parse_blackouts(text or "skip")
    assert said in str(error.value)
