"""``igor schedule`` without a controller: what somebody sees who tries a schedule before they use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from igor.cli import exit_codes
from igor.cli.main import run

BERLIN = ["--tz", "Europe/Berlin", "--from", "2026-03-28", "--days", "3"]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["schedule", *arguments]) == exit_codes.OK
    return capsys.readouterr().out.splitlines()


def test_simulate_over_a_change_of_the_clock(capsys: pytest.CaptureFixture[str]) -> None:
    """A night that the clock changes would look like any other."""
    assert said(capsys, "simulate", "30 2 * * *", "--job", "nightly", *BERLIN) == [
        "Sat 28 Mar 02:30 +01:00  fired",
        "Sun 29 Mar 03:00 +02:00  fired      the clock jumps from 02:00 to 03:00",
        "Mon 30 Mar 02:30 +02:00  fired",
        "",
        "3 slots in 3 days: 3 fired",
    ]


def test_simulate_shows_overlaps(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody would see that a job takes longer than its interval."""
    lines = said(capsys, "simulate", "*/30 11-12 * * *", "--takes", "34m", "--from", "2026-01-05", "--days", "1")
    assert ["starts 11:34:00" in line for line in lines[:3]] == [False, True, False]
    assert "waits for the build before until Mon 05 Jan 12:08" in lines[2]


def test_simulate_a_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The policies of a script would not count."""
    script = tmp_path / "jobs.groovy"
    script.write_text(
        "job('a') { triggers { cron('TZ=UTC\\n0 * * * *') }\n"
        "  igor { overlap 'skip'; blackout 'skip Mon 02:00-04:00 UTC'; blackout 'Mon 22:00-23:30 UTC' } }\n"
        "job('b') { triggers { cron('TZ=UTC\\n*/10 * * * *') } }\n"
    )
    span = ["--tz", "UTC", "--from", "2026-01-05", "--days", "1"]
    lines = said(capsys, "simulate", str(script), *span)
    assert lines[-1] == "168 slots in 1 day: 166 fired, 2 skipped"
    assert any(line.startswith("10  █") and line.endswith(" 7") for line in lines)
    found = json.loads("\n".join(said(capsys, "simulate", str(script), *span, "--json")))
    skipped = [each["scheduled_at"] for each in found if each["state"] == "skipped"]
    assert skipped == ["2026-01-05T02:00:00+00:00", "2026-01-05T03:00:00+00:00"]
    (held,) = [each for each in found if each["scheduled_at"] == "2026-01-05T22:00:00+00:00" and each["job"] == "a"]
    assert held["start_ms"] - held["scheduled_ms"] == 90 * 60_000


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    """People would have to guess what H is, and what happens in the night that the clock changes."""
    lines = said(capsys, "explain", "H/15 8-18 * * 1-5", "--job", "nightly", "--tz", "Europe/Berlin")
    assert lines[0] == (
        "H/15 8-18 * * 1-5  every 15 minutes from minute 1 of hours 8-18 on Monday to Friday, Europe/Berlin"
    )
    assert lines[1] == "  H/15 is minute 1, 16, 31, 46 for “nightly”"
    assert "once for each date where the clock changes" in lines[2]
    assert lines[3] == "  overlap queue-one, catchup last, late after 1 min 0 s"
    assert len(lines) == 10


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("0 0 1,15 * *", "at 00:00 on days 1, 15 of the month"),
        ("0 9 * 6-8 1", "at 09:00 on Monday in June, July and August"),
        ("* * * * *", "every minute of every hour"),
        ("5 */2 * * *", "at minute 5 of every second hour from 00:00 to 22:59"),
        ("0 1 1-7 * 1", "at 01:00 on days 1-7 of the month, if it is Monday"),
        ("0 9 * * 0,6 %env=prod", "at 09:00 on Saturday and Sunday with env=prod"),
    ],
)
def test_words(table: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A schedule in words that are not its own."""
    assert said(capsys, "explain", table, "--tz", "UTC")[0] == f"{table}  {words}, UTC"


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (["explain", "61 * * * *"], exit_codes.FAILED, "61 is an invalid value. Must be within 0 and 59"),
        (["explain", "0 9 * * * %env"], exit_codes.FAILED, "“env” is not a parameter"),
        (["simulate", "H * * * *", "--tz", "Europe/Berln"], exit_codes.USAGE, "is not a time zone"),
        (["simulate", "H * * * *", "--from", "tomorrow"], exit_codes.USAGE, "is not a date"),
        (["simulate", "H * * * *", "--takes", "long"], exit_codes.USAGE, "is not a duration"),
        (["simulate", "jobs/none.groovy"], exit_codes.USAGE, "there is no file jobs/none.groovy"),
    ],
)
def test_bad_words(arguments: list[str], code: int, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An error that does not say what is wrong."""
    assert run(["schedule", *arguments]) == code
    assert text in capsys.readouterr().err
