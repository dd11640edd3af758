"""What the commands print, and how they read what people type."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click
import pytest

from igor.cli.address import Address, address_of
from igor.cli.exit_codes import Unreachable, WrongUsage
from igor.cli.job_names import complete_jobs, job_tree, walk_jobs
from igor.cli.output import ago, aligned, duration, print_table, result_word
from igor.cli.progress import JsonProgress, PlainProgress, choose_progress
from igor.cli.references import BuildReference, parse_build
from igor.deploy.plan import Action
from igor.deploy.settings import Settings, save_settings
from igor.model.home import Home


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("app", ("app", "lastBuild")),
        ("team/app", ("team/app", "lastBuild")),
        ("/team/app/", ("team/app", "lastBuild")),
        ("team/app#12", ("team/app", "12")),
        ("app#lastFailed", ("app", "lastFailedBuild")),
        ("app#lastFailedBuild", ("app", "lastFailedBuild")),
        ("http://h:1/job/team/job/my%20app/12/console", ("team/my app", "12")),
        ("http://h:1/job/team/job/app/", ("team/app", "lastBuild")),
        ("https://h/job/app/lastStableBuild/", ("app", "lastStableBuild")),
    ],
)
def test_reference(text: str, expected: tuple[str, str]) -> None:
    """A build that people cannot name as they see it."""
    assert parse_build(text) == BuildReference(*expected)


@pytest.mark.parametrize("text", ["", "#3", "app#three", "app#-1", "http://h:1/computer/", "http://h:1/"])
def test_bad_reference(text: str) -> None:
    """A typo that becomes a request for something else."""
    with pytest.raises(WrongUsage) as caught:
        parse_build(text)
    assert caught.value.hint


def test_reference_is_a_path() -> None:
    """A name with a blank that breaks the URL."""
    assert parse_build("team/my app#3").path == "job/team/job/my%20app/3/"


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "0 ms"), (999, "999 ms"), (1000, "1 s"), (59_999, "59 s"), (60_000, "1 min 0 s"),
        (3_599_000, "59 min 59 s"), (3_600_000, "1 h 0 min"), (172_799_000, "47 h 59 min"), (172_800_000, "2 d 0 h"),
    ],
)  # fmt: skip
def test_duration(milliseconds: int, text: str) -> None:
    """A number without its unit."""
    assert duration(milliseconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(5, "5 s ago"), (970, "16 min ago"), (7200 + 300, "2 h 5 min ago"), (-30, "0 ms ago")],
)
def test_ago(seconds: int, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds that nobody wants to read after a quarter of an hour; a clock that runs ahead."""
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0)
    assert ago((1_000_000 - seconds) * 1000) == text


def test_columns_line_up_under_colours() -> None:
    """Escape sequences counted as width."""
    lines = aligned([["a", "x"], [click.style("long", fg="red"), "y"]])
    assert [click.unstyle(line) for line in lines] == ["a     x", "long  y"]


def test_empty_table_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A header over nothing."""
    print_table(["JOB"], [], empty="Nothing waits.")
    assert capsys.readouterr().out == "Nothing waits.\n"


def test_piped_output_has_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences in files and pipes."""
    print_table(["JOB"], [[result_word("FAILURE")], [result_word(None)]], empty="")
    assert capsys.readouterr().out == "JOB\nFAILURE\nrunning\n"


PLAN = [Action("release", "abc", "install", "new"), Action("controller", "controller", "restart", "port 1 → 2")]


def test_plain_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """A deploy in a log file that does not say what it did."""
    progress = PlainProgress()
    progress.plan(PLAN)
    progress.begin("release", "installing abc")
    progress.end("release", "abc installed")
    progress.begin("controller", "starting")
    progress.fail("controller")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Plan",
        "  + release    install abc  (new)",
        "  ~ controller restart controller  (port 1 → 2)",
    ]
    assert lines[3].split() == ["release", "✓", "abc", "installed", "0.0", "s"]
    assert lines[4].split() == ["controller", "✗", "failed", "after", "0.0", "s"]


def test_plain_progress_without_a_change(capsys: pytest.CaptureFixture[str]) -> None:
    """A plan of nothing that looks like a plan."""
    PlainProgress().plan([])
    assert capsys.readouterr().out == "Plan: nothing to change\n"


def test_json_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines that a program cannot read one by one."""
    progress = JsonProgress()
    progress.plan(PLAN)
    progress.begin("release", "installing")
    progress.end("release", "installed")
    progress.fail("seed")
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["event"] for event in events] == ["plan", "begin", "end", "fail"]
    assert events[0]["actions"][1] == {
        "phase": "controller", "subject": "controller", "verb": "restart", "reason": "port 1 → 2",
    }  # fmt: skip
    assert all("at" in event for event in events)


def test_progress_without_a_terminal_is_plain() -> None:
    """A spinner in a log file."""
    assert type(choose_progress(as_json=False)) is PlainProgress
    assert type(choose_progress(as_json=True)) is JsonProgress


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in ("IGOR_URL", "IGOR_USER", "IGOR_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return Home(tmp_path)


def test_address_of_a_deployed_home(home: Home) -> None:
    """Commands that ask another controller than the one that was deployed."""
    with pytest.raises(Unreachable, match="no Igor is deployed"):
        address_of(home)
    save_settings(home, Settings(9000))
    home.secrets.mkdir()
    (home.secrets / "admin-token").write_text("secret\n")
    assert address_of(home) == Address("http://127.0.0.1:9000", "admin", "secret")


def test_a_token_may_lie_in_a_file(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A token in a variable is seen by whoever sees a unit's environment."""
    (tmp_path / "token").write_text("t\n")
    monkeypatch.setenv("IGOR_URL", "https://ci.example.org")
    monkeypatch.setenv("IGOR_TOKEN_FILE", str(tmp_path / "token"))
    assert address_of(home).token == "t"
    monkeypatch.setenv("IGOR_TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(WrongUsage, match="IGOR_TOKEN_FILE"):
        address_of(home)


def test_address_of_the_environment_wins(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """IGOR_URL that is ignored, or that needs a certain form."""
    monkeypatch.setenv("IGOR_URL", "https://ci.example.org/jenkins/")
    monkeypatch.setenv("IGOR_USER", "ann")
    monkeypatch.setenv("IGOR_TOKEN", "t")
    assert address_of(home) == Address("https://ci.example.org/jenkins", "ann", "t")
    monkeypatch.setenv("IGOR_URL", "ci.example.org:8080")
    with pytest.raises(WrongUsage) as caught:
        address_of(home)
    assert "http://ci.example.org:8080" in caught.value.hint


def test_folders_are_walked_not_listed() -> None:
    """Jobs in folders that are missing, or folders that look like jobs."""
    tree = [{"fullName": "team", "jobs": [{"fullName": "team/a", "color": "blue"}]}, {"fullName": "b", "color": "red"}]
    assert [job["fullName"] for job in walk_jobs(tree)] == ["team/a", "b"]
    assert job_tree("name").startswith("jobs[name,jobs[name,")
    assert job_tree("name").count("[") == job_tree("name").count("]")


def test_completion_is_silent_when_nobody_answers(home: Home) -> None:
    """A tab key that prints an error into the command line."""
    ctx = click.Context(click.Command("build"))
    parameter = click.Argument(["job"])
    ctx.params["home"] = home
    assert complete_jobs(ctx, parameter, "te") == []
    save_settings(home, Settings(1))
    home.secrets.mkdir()
    (home.secrets / "admin-token").write_text("secret\n")
    assert complete_jobs(ctx, parameter, "te") == []
