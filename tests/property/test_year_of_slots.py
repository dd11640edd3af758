"""A simulated year of random schedules: every slot once, in one state, and the slots equal to another calendar's.

IGOR_YEAR_SCHEDULES says how many schedules; the full measure is 1,000.
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from slot_year import DAY_MS, Schedule, Year, random_schedule

from igor.storage import records

SCHEDULES = int(os.environ.get("IGOR_YEAR_SCHEDULES", "15"))
START_MS = round(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) * 1000
END_MS = round(datetime(2027, 1, 1, tzinfo=UTC).timestamp()) * 1000


@pytest.mark.slow
def test_a_year_of_slots(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Would show a slot lost, doubled, or left without a state: by a restart, a failover, a missed tick, a lost commit,
    a step of the clock, an edit of the job, or a change of the clocks in either hemisphere."""
    caplog.set_level(logging.ERROR, "igor")
    seed = int(os.environ.get("IGOR_YEAR_SEED", "1"))
    chance = Random(seed)
    schedules = [random_schedule(chance, number, 0.1 if SCHEDULES <= 100 else 0.015) for number in range(SCHEDULES)]
    began_s = time.process_time()
    year = Year.begin(tmp_path, schedules, START_MS, seed)
    year.run(END_MS, troubles=300 if SCHEDULES <= 100 else 100)
    year.controller.close()
    assert not caplog.records
    total = 0
    for item_id, schedule in enumerate(schedules, start=1):
        until_ms = year.clock.now_ms() - year.jobs[item_id].definition.schedule.within_ms
        select = "SELECT * FROM slot WHERE item_id = ? AND scheduled_ms <= ?"
        rows = year.connection.execute(select, (item_id, until_ms)).fetchall()
        assert {(row["scheduled_ms"], row["parameters"]) for row in rows} == schedule.slots(START_MS, until_ms), (
            schedule
        )
        assert all(row["until_ms"] > END_MS for row in rows if row["state"] == "held"), schedule
        assert all((row["queue_id"] is not None) == (row["state"] == "fired") for row in rows if not row["late"])
        total += len(rows)
    states = dict(year.connection.execute("SELECT state, count(*) FROM slot GROUP BY state").fetchall())
    print(f"{SCHEDULES} schedules, {total} slots {states}, {year.builds} builds, {year.happened},")
    print(f"{time.process_time() - began_s:.1f} s of processor time")
    assert_no_build_is_doubled(year)


def assert_no_build_is_doubled(year: Year) -> None:
    """A slot is the cause of one queue item at most, and each that was fired has one."""
    fired = {
        (row["item_id"], row["scheduled_ms"], row["parameters"]): row["queue_id"]
        for row in year.connection.execute("SELECT * FROM slot WHERE state = 'fired'")
    }
    causes: Counter[tuple[int, int, str]] = Counter()
    queue_ids = set()
    for row in year.connection.execute("SELECT * FROM queue_item WHERE cancelled = 0"):
        queue_ids.add(row["id"])
        for cause in records.causes_from_json(row["causes"]):
            causes[row["item_id"], cause.details["scheduled_ms"], cause.short_description] += 1
    assert set(fired.values()) <= queue_ids
    assert max(causes.values()) == 1
    assert {(item_id, scheduled_ms) for item_id, scheduled_ms, _ in causes} <= {key[:2] for key in fired}


def test_i11_a_week(tmp_path: Path) -> None:
    """Would show a schedule that leaves out a slot or fires one twice in an ordinary week."""
    specs = {"*/15 * * * *": 672, "0 */4 * * *": 42, "30 2 * * *": 7, "0 6 * * 1": 1}
    kind = "hudson.triggers.TimerTrigger"
    schedules = [
        Schedule(
            spec, "UTC", (), f"<project><triggers><{kind}><spec>TZ=UTC\n{spec}</spec></{kind}></triggers></project>"
        )
        for spec in specs
    ]
    year = Year.begin(tmp_path, schedules, START_MS - 1, seed=1)
    year.run(START_MS + 7 * DAY_MS - 2_000, troubles=0)
    year.controller.close()
    count = "SELECT full_name, count(*) FROM slot JOIN item ON id = item_id WHERE state = 'fired' GROUP BY full_name"
    assert dict(year.connection.execute(count).fetchall()) == specs
    assert not year.connection.execute("SELECT 1 FROM slot WHERE state <> 'fired'").fetchall()
