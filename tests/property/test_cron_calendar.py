"""When slots are: compared with two other cron libraries, and by hand where the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from croniter import CroniterBadDateError, croniter
from cronsim import CronSim
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from igor.scheduler.cron import parse

BERLIN = ZoneInfo("Europe/Berlin")


def ms(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp() * 1000)


def local(slots: list[int], zone: ZoneInfo = BERLIN) -> list[str]:
    return [datetime.fromtimestamp(slot / 1000, zone).strftime("%d %H:%M") for slot in slots]


def field(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    pair = st.tuples(number, number).map(sorted)
    term = st.one_of(
        number.map(str),
        pair.map(lambda each: f"{each[0]}-{each[1]}"),
        st.tuples(pair, st.integers(1, 20)).map(lambda each: f"{each[0][0]}-{each[0][1]}/{each[1]}"),
        st.integers(1, high - low).map(lambda step: f"*/{step}"),
    )
    return st.one_of(st.just("*"), st.lists(term, min_size=1, max_size=3).map(",".join))


MINUTE_HOUR = st.tuples(field(0, 59), field(0, 23)).map(" ".join)
SPECS = st.tuples(MINUTE_HOUR, field(1, 31), field(1, 12), field(0, 6)).map(" ".join)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))


def random_field(chance: Random, low: int, high: int) -> str:
    """A field of cron without ``H``; ranges have two different ends, which the oracles read like this project."""
    first, last = sorted(chance.sample(range(low, high + 1), 2))
    terms = [str(chance.randint(low, high)), f"{first}-{last}", f"{first}-{last}/{chance.randint(1, 9)}"]
    kind = chance.random()
    if kind < 0.4:
        return "*"
    return f"*/{chance.randint(1, high - low)}" if kind < 0.5 else ",".join(chance.sample(terms, chance.randint(1, 3)))


def random_moment(chance: Random) -> datetime:
    return datetime.fromtimestamp(chance.randint(1_580_000_000, 2_000_000_000), UTC)


@pytest.mark.slow
def test_next_as_croniter() -> None:
    """Would show a slot that comes at another minute than cron says (day of month and of week both have to match)."""
    chance = Random(1)
    for _ in range(1500):
        bounds = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
        spec = " ".join(random_field(chance, low, high) for low, high in bounds)
        moment = random_moment(chance)
        mine = parse(spec, seed="x").next_after(round(moment.timestamp() * 1000))
        try:
            oracle = croniter(spec, moment, day_or=False, max_years_between_matches=2).get_next(datetime)
        except CroniterBadDateError:
            assert mine is None or mine > (moment.timestamp() + 365 * 86_400) * 1000, spec
            continue
        assert mine == round(oracle.timestamp() * 1000), (spec, moment)


@pytest.mark.slow
def test_ten_slots_as_cronsim() -> None:
    """Would show a slot lost or doubled in a row."""
    chance = Random(2)
    for _ in range(1500):
        bounds = ((0, 59), (0, 23), (1, 28), (1, 12))
        spec = " ".join(random_field(chance, low, high) for low, high in bounds) + " *"
        moment = random_moment(chance)
        simulation = CronSim(spec, moment)
        expected = [round(next(simulation).timestamp() * 1000) for _ in range(10)]
        slots = parse(spec, seed="x").slots_between(round(moment.timestamp() * 1000), expected[-1])
        assert slots == expected, (spec, moment)


@settings(max_examples=100, deadline=None)
@given(SPECS, MOMENTS, st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]))
def test_last_until_is_the_inverse_of_next_after(spec: str, moment: datetime, zone: str) -> None:
    """Would show a missed slot that is caught up at a wrong time."""
    table = parse(spec, seed="x", default_timezone=zone)
    slot = table.next_after(round(moment.timestamp() * 1000))
    assume(slot is not None)
    assert slot is not None
    assert table.last_until(slot) == slot
    previous = table.last_until(slot - 1)
    assert previous is None or table.next_after(previous) == slot


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(2015, 2034),
    st.sampled_from(["Europe/Berlin", "America/Havana"]),
)
def test_a_daily_slot_is_neither_lost_nor_doubled(hour: int, minute: int, year: int, zone: str) -> None:
    """Would show a nightly job that is left out in March or runs twice in October."""
    table = parse(f"TZ={zone}\n{minute} {hour} * * *", seed="x")
    start, end = (ms(f"{each}-01-01", ZoneInfo(zone)) for each in (year, year + 1))
    days = [
        datetime.fromtimestamp(slot / 1000, ZoneInfo(zone)).date() for slot in table.slots_between(start - 1, end - 1)
    ]
    assert len(days) == len(set(days)) == (datetime(year + 1, 1, 1) - datetime(year, 1, 1)).days


def test_skipped_slot_runs_at_the_end_of_the_gap() -> None:
    """Would show a 02:30 job lost when the clock jumps from 02:00 to 03:00."""
    table = parse("TZ=Europe/Berlin\n30 2 * * *", seed="x")
    slots = table.slots_between(ms("2026-03-28T00:00"), ms("2026-03-31T00:00"))
    assert local(slots) == ["28 02:30", "29 03:00", "30 02:30"]


def test_repeated_slot_runs_the_first_time() -> None:
    """Would show a 02:30 job doubled when the clock goes back from 03:00 to 02:00."""
    table = parse("TZ=Europe/Berlin\n30 2 * * *", seed="x")
    slots = table.slots_between(ms("2026-10-25T00:00"), ms("2026-10-26T00:00"))
    assert slots == [ms("2026-10-25T02:30", fold=0)]


@pytest.mark.parametrize(("day", "runs"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_hourly_runs_by_elapsed_time(day: str, runs: int) -> None:
    """Would show an hourly job that pauses for two hours in autumn."""
    start = ms(f"{day}T00:00")
    end = ms((datetime.fromisoformat(day) + timedelta(days=1)).isoformat())
    slots = parse("TZ=Europe/Berlin\n7 * * * *", seed="x").slots_between(start, end)
    assert len(slots) == runs
    assert {b - a for a, b in zip(slots, slots[1:], strict=False)} == {3_600_000}


def test_a_day_that_does_not_exist() -> None:
    """Would show a crash, or a loss, where a whole date is skipped (Samoa, 30 December 2011)."""
    zone = ZoneInfo("Pacific/Apia")
    table = parse("TZ=Pacific/Apia\n0 12 * * *", seed="x")
    slots = table.slots_between(ms("2011-12-29T00:00", zone), ms("2012-01-01T00:00", zone))
    assert local(slots, zone) == ["29 12:00", "31 00:00", "31 12:00"]


def test_impossible_dates_have_no_slot() -> None:
    """Would show an engine that searches for February 30 forever."""
    table = parse("0 0 30 2 *", seed="x")
    assert table.next_after(ms("2026-01-01")) is None
    assert table.last_until(ms("2026-01-01")) is None
    assert parse("0 0 29 2 1", seed="x").next_after(ms("2026-01-01")) is not None


def test_several_lines_are_joined_and_slots_are_given_once() -> None:
    """Would show two builds where two lines meet."""
    table = parse("# two\n0 12 * * *\n\n0 */6 * * *", seed="x")
    day = ms("2026-01-01", ZoneInfo("UTC"))
    assert local(table.slots_between(day - 1, day + 86_399_999), ZoneInfo("UTC")) == [
        "01 00:00", "01 06:00", "01 12:00", "01 18:00",
    ]  # fmt: skip


def test_limit_and_empty_table() -> None:
    """Would show a calendar page that computes forever, or a comment that fires."""
    assert len(parse("* * * * *", seed="x").slots_between(0, 10**15, 5)) == 5
    assert parse("# nothing", seed="x").next_after(0) is None
