"""One line of cron: which values it allows. The values of ``H`` are compared with those that Jenkins computes."""

from __future__ import annotations

import pytest

from igor.model.errors import InvalidSource
from igor.scheduler.cron import hashify, parse
from igor.scheduler.cron_hash import CronHash
from igor.scheduler.cron_line import CronLine, parse_line


def line(text: str, seed: str = "x") -> CronLine:
    return parse_line(text, numbers=CronHash(seed), line=1)


def test_fields() -> None:
    """Would show a field that lands in another place, or Sunday lost in one of its two numbers."""
    parsed = line("0,30 8-10/2 1-3 */4 5-7")
    assert parsed.minutes == {0, 30}
    assert parsed.hours == {8, 10}
    assert parsed.days == {1, 2, 3}
    assert parsed.months == {1, 5, 9}
    assert parsed.weekdays == {5, 6, 0}
    assert parsed.minutes_of_day == (480, 510, 600, 630)


@pytest.mark.parametrize(
    ("text", "seed", "minutes", "hours"),
    [
        ("H 17 * * *", "stuff", {56}, {17}),
        ("@hourly", "stuff", {56}, set(range(24))),
        ("@hourly", "junk", {20}, set(range(24))),
        ("H H(12-13) * * *", "stuff", {56}, {13}),
        ("H/15 * * * *", "stuff", {11, 26, 41, 56}, set(range(24))),
        ("H(0-15)/3 * * * *", "junk", {2, 5, 8, 11, 14}, set(range(24))),
        ("H(0-3)/4 * * * *", "junk", {2}, set(range(24))),
    ],
)
def test_hash_is_jenkins_own(text: str, seed: str, minutes: set[int], hours: set[int]) -> None:
    """Would show jobs that move to other minutes when they come from Jenkins. Facts: hudson.scheduler.CronTabTest."""
    parsed = line(text, seed)
    assert (parsed.minutes, parsed.hours) == (minutes, hours)


def test_lines_of_a_table_share_one_sequence() -> None:
    """Would show two lines that always fire together. Facts: CronTabTest.repeatedHash."""
    first, second = parse("H * * * *\nH * * * *", seed="seed").lines
    assert first.minutes | second.minutes == {35, 56}


def test_hash_stays_in_the_safe_bounds() -> None:
    """Would show a monthly job that skips February, or a weekly one that favours Sunday."""
    parsed = [line("H H H H H", str(seed)) for seed in range(300)]
    assert {day for each in parsed for day in each.days} == set(range(1, 29))
    assert {day for each in parsed for day in each.weekdays} == set(range(7))


@pytest.mark.parametrize("alias", ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"])
def test_aliases(alias: str) -> None:
    """Would show an alias that is refused, or that fires at midnight for every job."""
    assert len({line(alias, str(seed)).minutes_of_day[0] for seed in range(20)}) > 5


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("61 * * * *", 1, "61 is an invalid value. Must be within 0 and 59"),
        ("* 24 * * *", 3, "24 is an invalid value. Must be within 0 and 23"),
        ("* * 0 * *", 5, "0 is an invalid value. Must be within 1 and 31"),
        ("* * * 13 *", 7, "13 is an invalid value"),
        ("* * * * 8", 9, "8 is an invalid value"),
        ("5-1 * * * *", 1, "You mean 1-5?"),
        ("1,5-1 * * * *", 3, "You mean 1-5?"),
        ("*/0 * * * *", 1, "step must be positive, but found 0"),
        ("H/61 * * * *", 1, "61 is an invalid value. Must be within 1 and 60"),
        ("H(0-5)/9 * * * *", 1, "9 is an invalid value. Must be within 1 and 6"),
        ("H(5-0) * * * *", 1, "You mean 0-5?"),
        ("* * * *", 7, "there are 4 fields, not 5"),
        ("* * * * * *", 11, "there are 6 fields, not 5"),
        ("* * * * MON", 9, "“MON” is not a day of week"),
        ("1, * * * *", 2, "“1,” is not a minute"),
        ("1/5 * * * *", 1, "“1/5” is not a minute"),
        ("@fortnightly", 1, "is not an alias"),
        ("9999999999 * * * *", 1, "is not a minute"),
    ],
)
def test_errors_say_what_where_and_how(text: str, column: int, what: str) -> None:
    """Would show a schedule refused without the place."""
    with pytest.raises(InvalidSource) as caught:
        parse(f"# comment\n{text}", seed="x")
    assert what in caught.value.what
    assert (caught.value.line, caught.value.column) == (2, column)
    assert caught.value.hint


def test_unknown_zone() -> None:
    """Would show a job that silently runs in UTC."""
    for name in ("Mars/Base", "../etc/passwd", ""):
        with pytest.raises(InvalidSource, match="Invalid or unsupported timezone"):
            parse(f"TZ={name}\n@daily", seed="x")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("0 * * * *", "Spread load evenly by using ‘H * * * *’ rather than ‘0 * * * *’"),
        ("*/15 * * * *", "Spread load evenly by using ‘H/15 * * * *’"),
        ("0,15,30,45 * * * *", "Spread load evenly by using ‘H/15 * * * *’"),
        ("* 0 * * *", "Do you really mean “every minute” when you say “* 0 * * *”? Perhaps you meant “H 0 * * *”"),
        ("* * * * *", "Do you really mean “every minute” when you say “* * * * *”? Perhaps you meant “H * * * *”"),
        ("*/1 * * * *", "Do you really mean “every minute” when you say “*/1 * * * *”? Perhaps you meant “H * * * *”"),
        ("00 22 * * 6", "Spread load evenly by using ‘H 22 * * 6’ rather than ‘00 22 * * 6’"),
        ("0 3 */5 * *", "Short cycles in the day-of-month field"),
        ("H H H/3 * *", "Short cycles in the day-of-month field"),
    ],
)
def test_warnings(text: str, warning: str) -> None:
    """Would show a schedule that loads the machine at full hours without a word."""
    (found,) = parse(text, seed="x").check()
    assert found.startswith(warning)


@pytest.mark.parametrize(
    "text", ["H * * * *", "H/15 * 1 1 *", "0 3 H/15 * *", "@daily", "H/15 * * * *", "0,20 * * * *", "0-5 * * * *", ""]
)
def test_no_warning(text: str) -> None:
    """Would show warnings that people learn to ignore."""
    assert parse(text, seed="x").check() == []


def test_hashify_of_uneven_lists() -> None:
    """Would show advice that changes the schedule."""
    assert hashify("0,20,41 * * * *") is None
    assert hashify("0,30 1 * * *") == "H/30 1 * * *"


def test_parameterised_lines() -> None:
    """Would show a parameter cut at a second equals sign, or a line that is read without being asked to."""
    table = parse("# all\nTZ=UTC\nH/15 * * * * %env=prod; url=a=b;\n0 1 * * *", seed="x", parameterized=True)
    assert [line.parameters for line in table.lines] == [(("env", "prod"), ("url", "a=b")), ()]
    with pytest.raises(InvalidSource, match="“env” is not a parameter") as error:
        parse("0 1 * * *\n0 2 * * * %size=3;env", seed="x", parameterized=True)
    assert (error.value.line, error.value.column) == (2, 19)
    with pytest.raises(InvalidSource, match="is not a day of week|there are 6 fields"):
        parse("0 1 * * * %env=prod", seed="x")
    with pytest.raises(InvalidSource, match="there are 1 fields"):
        parse("%env=prod", seed="x", parameterized=True)
