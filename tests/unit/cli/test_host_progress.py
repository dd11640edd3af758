"""How work on hosts is shown."""

from __future__ import annotations

import json

import pytest

from igor.cli.host_progress import JsonHostProgress, PlainHostProgress, QuietHostProgress, choose
from igor.deploy.hosts.events import Event
from igor.deploy.hosts.plan import Change, Plan
from igor.deploy.hosts.progress import Progress

OK = Event("result", "a", "Lay a file", "common", status="ok")
FAILED = Event("result", "a", "Install", "common", status="failed", data={"msg": "no such wheel"})
PLAN = Plan(("a",), (Change("a", "~", "igor-controller", "x", restarts="igor-controller"),), versions={"a": "v1"})


def play(progress: Progress) -> None:
    progress.begin("agents", "deploying to a")
    progress.event(OK)
    progress.event(FAILED)
    progress.fail("a failed")
    progress.begin("seed", "running the seed job")
    progress.end("seed#1 SUCCESS")
    progress.warn("a2 is left out")
    progress.show(PLAN)


def test_plain_lines_tell_phases_and_failures(capsys: pytest.CaptureFixture[str]) -> None:
    """Raw output of tasks is shown where they failed, and nowhere else."""
    play(PlainHostProgress(verbose=False))
    out = capsys.readouterr().out
    assert "Lay a file" not in out
    lines = [line[8:].rstrip() if line[2:3] == ":" else line for line in out.splitlines()]
    assert lines[:2] == ["  a  common : Install  failed", "      | no such wheel"]
    assert "agents       ✗ a failed" in lines[2]
    assert "seed         ✓ seed#1 SUCCESS" in lines[3]
    assert lines[4] == "  ! a2 is left out"
    assert "restarts igor-controller" in out


def test_verbose_tells_every_task(capsys: pytest.CaptureFixture[str]) -> None:
    """For those who want to see Ansible at work."""
    play(PlainHostProgress(verbose=True))
    assert "a  common : Lay a file  ok" in capsys.readouterr().out


def test_programs_get_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what it is and when."""
    play(JsonHostProgress())
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["event"] for each in events] == ["begin", "task", "task", "fail", "begin", "end", "warning", "plan"]
    assert events[-1]["restarts"] == [{"host": "a", "unit": "igor-controller"}]


def test_one_document_is_not_disturbed(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json only warnings are told besides, on standard error."""
    play(QuietHostProgress())
    assert capsys.readouterr() == ("", "Warning: a2 is left out\n")


def test_the_form_follows_the_output() -> None:
    """Plain where nobody looks at a terminal."""
    assert type(choose("auto", verbose=False)) is PlainHostProgress
    assert type(choose("jsonl", verbose=False)) is JsonHostProgress
