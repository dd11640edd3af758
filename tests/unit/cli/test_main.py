"""The command line as a whole: help, errors in words, exit codes, and what it does not load."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import NoReturn

import click
import pytest

from igor.cli import exit_codes, main
from igor.cli.exit_codes import Unreachable, WrongUsage, of_error
from igor.cli.main import COMMANDS, cli
from igor.model.errors import Conflict, Forbidden, IgorError, Invalid, InvalidSource, NotFound, Unauthenticated

HEAVY = ["jenkins", "requests", "rich", "lxml", "flask", "gunicorn", "websockets", "sqlite3", "asyncio", "igor.groovy"]


def every_command(group: click.Group, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        yield (*prefix, name)
        if isinstance(command, click.Group):
            yield from every_command(command, (*prefix, name))


def command_of(words: tuple[str, ...]) -> click.Command:
    command: click.Command | None = cli
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    return command


#: Commands whose options are another program's, which they become.
BECOME_OTHERS = [words for words in every_command(cli) if not command_of(words).add_help_option]
OTHERS = [words for words in every_command(cli) if words not in BECOME_OTHERS]


@pytest.mark.slow
@pytest.mark.parametrize("words", BECOME_OTHERS, ids=" ".join)
def test_what_becomes_another_program_shows_its_help(words: tuple[str, ...]) -> None:
    """Options that nobody can look up."""
    command = [sys.executable, "-m", "igor", *words, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "usage" in done.stdout.lower()


@pytest.mark.parametrize("words", OTHERS, ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A command whose help breaks, wraps its summary away, or leaves a flag unexplained."""
    assert main.run([*words, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Usage: igor {' '.join(words)}")
    assert "..." not in said.partition("Commands:")[2]
    command = command_of(words)
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.slow
def test_help_loads_nothing_heavy() -> None:
    """A help that takes half a second because it loads a web server."""
    script = f"""
import sys
from igor.cli.main import run
assert run(["--help"]) == 0
print(sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


def test_summaries_fit_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A list of commands that wraps on a common terminal."""
    main.run(["--help"])
    assert max(map(len, capsys.readouterr().out.partition("Commands:")[2].splitlines())) <= 80
    assert all(len(line) <= 64 for _, line in COMMANDS.values())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Invalid("x"), 1),
        (InvalidSource("x"), 1),
        (Conflict("x"), 1),
        (IgorError("x"), 1),
        (NotFound("x"), 5),
        (Forbidden("x"), 6),
        (Unauthenticated("x"), 7),
        (Unreachable("x"), 8),
        (WrongUsage("x"), 64),
    ],
)
def test_exit_code_of_each_error(error: IgorError, code: int) -> None:
    """A script that cannot tell a missing job from a controller that is down."""
    assert of_error(error) == code


def test_every_result_has_an_exit_code() -> None:
    """A build that ends in a way that ``igor build -f`` does not know."""
    assert exit_codes.OF_RESULT == {"SUCCESS": 0, "FAILURE": 1, "NOT_BUILT": 1, "UNSTABLE": 3, "ABORTED": 4}


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> type[Failing]:
    """``igor status`` raises what the test asks for."""
    command = cli.get_command(click.Context(cli), "status")
    monkeypatch.setattr(command, "callback", Failing.callback)
    return Failing


class Failing:
    error: BaseException

    @classmethod
    def callback(cls, **_options: object) -> NoReturn:
        raise cls.error


def test_error_has_words_and_a_way_out(fail: type[Failing], capsys: pytest.CaptureFixture[str]) -> None:
    """An error that says what but not where or how to go on."""
    fail.error = InvalidSource(
        "no such label", file_name="a.groovy", line=2, column=3, line_text="  x()", hint="write y()"
    )
    assert main.run(["status"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "Error: a.groovy:2:3: no such label\n    x()\n    ^\nFix:   write y()\n"


def test_debug_shows_the_traceback(fail: type[Failing]) -> None:
    """--debug that hides what it is for."""
    fail.error = NotFound("x")
    with pytest.raises(NotFound):
        main.run(["--debug", "status"])


def test_unforeseen_error_is_told_as_a_fault(fail: type[Failing], capsys: pytest.CaptureFixture[str]) -> None:
    """A traceback over the screen of somebody who has a job to run."""
    fail.error = ZeroDivisionError("division by zero")
    assert main.run(["status"]) == 1
    said = capsys.readouterr().err
    assert "this should not happen: ZeroDivisionError: division by zero" in said
    assert "igor --debug" in said


def test_file_without_permission_is_named(fail: type[Failing], capsys: pytest.CaptureFixture[str]) -> None:
    """``--home`` of another user."""
    fail.error = PermissionError(13, "Permission denied", "/srv/igor/secrets")
    assert main.run(["status"]) == 1
    assert capsys.readouterr().err == (
        "Error: /srv/igor/secrets: Permission denied\nFix:   check who owns it, and the folder that --home names\n"
    )


def test_interrupt_is_no_error(fail: type[Failing], capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C that prints a traceback or looks like a failure."""
    fail.error = KeyboardInterrupt()
    assert main.run(["status"]) == 130
    assert capsys.readouterr().err.strip() == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["statsu"], ["no such command “statsu”", "igor status", "Help:  igor --help"]),
        (["zzz"], ["no such command “zzz”", "igor --help"]),
        (["status", "--jsno"], ["--jsno", "--json", "Help:  igor status --help"]),
        (["build"], ["Missing argument 'JOB'", "Usage: igor build [OPTIONS] JOB"]),
        (["seed", "plann", "x"], ["plann", "Help:  igor seed --help"]),
        (["next", "-n", "many"], ["'many' is not a valid integer"]),
    ],
)
def test_wrong_usage(arguments: list[str], said: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A typo answered with a page of help, or with nothing that helps."""
    assert main.run(arguments) == 64
    err = capsys.readouterr().err
    assert err.startswith("Error: ")
    for words in said:
        assert words in err


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """A newcomer's first ``igor``."""
    assert main.run([]) == 64
    assert "deploy" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A completion script that the shell does not understand."""
    assert main.run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_IGOR_COMPLETE" in script
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(("value", "coloured"), [("", True), ("1", False)])
def test_no_color(monkeypatch: pytest.MonkeyPatch, value: str, coloured: bool) -> None:
    """Colours in a terminal whose owner has asked for none (no-color.org)."""
    seen: list[bool] = []

    def callback(**_options: object) -> None:
        context = click.get_current_context()
        seen.append(context.color is not False)

    monkeypatch.setattr(cli.get_command(click.Context(cli), "status"), "callback", callback)
    monkeypatch.setenv("NO_COLOR", value)
    main.run(["status"])
    assert seen == [coloured]
