"""Attempts at escape and exhaustion: each ends in a clear Groovy error, soon, and the interpreter works on."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attempts import ESCAPES, EXHAUSTIONS, HARMLESS, SOURCES

from igor.groovy.errors import GroovyError
from igor.groovy.host import Budget, HostObject, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.text import to_string

BUDGET = Budget(steps=300_000, time_s=0.5, memory_bytes=256 * 1024 * 1024)
#: Processor time of one attempt; the machine may be busy with other things.
BOUND_S = 4.0


@pytest.fixture(autouse=True)
def bounded_memory() -> Iterator[None]:
    """What slips through a script's own budget must not take the machine's memory along: as in the seed's worker."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 1024**3, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


class Host(HostObject):
    """An object of the host with something in Python that no script may see."""

    groovy_class = "host.Thing"
    secret = "the secret"


def make() -> Interpreter:
    """A fresh interpreter that prints nowhere."""
    return Interpreter(Options(budget=BUDGET, print_text=lambda text: None))


def attempt(interpreter: Interpreter, source: str) -> Any:
    """Run one script."""
    return interpreter.run(source, file_name="attempt.groovy", binding={"host": Host()})


def works(interpreter: Interpreter) -> bool:
    """Whether it still runs scripts (with a new count of steps)."""
    interpreter.rt.steps = interpreter.rt.limit = 0
    return bool(attempt(interpreter, "[1, 2].collect { it * 2 }.sum() == 6") is True)


@pytest.mark.parametrize("source", ESCAPES)
def test_there_is_no_way_out(source: str) -> None:
    """Python, processes, files and the network stay out of reach; the error says what was refused."""
    interpreter = make()
    with pytest.raises(GroovyError) as caught:
        attempt(interpreter, source)
    assert caught.value.message
    assert "the secret" not in caught.value.message
    assert works(interpreter)


@pytest.mark.parametrize(("source", "text"), HARMLESS)
def test_what_looks_like_a_way_out_leads_nowhere(source: str, text: str) -> None:
    """Answered, but with nothing of Python's."""
    assert to_string(attempt(make(), source)) == text


@pytest.mark.slow
@pytest.mark.parametrize("source", EXHAUSTIONS)
def test_nothing_is_used_up(source: str) -> None:
    """Endless loops and growing values end within their budget, at a line of the script."""
    interpreter = make()
    begun_s = time.process_time()
    with pytest.raises(GroovyError) as caught:
        attempt(interpreter, source)
    assert time.process_time() - begun_s < BOUND_S
    assert getattr(caught.value, "line", 0) >= 1
    assert works(interpreter)


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: repr(source[:12]))
def test_no_source_breaks_the_parser(source: str) -> None:
    """Sources nested or long beyond reason are refused (or run), never answered with a Python exception."""
    interpreter = make()
    begun_s = time.process_time()
    try:
        attempt(interpreter, source)
    except GroovyError as error:
        assert error.message  # noqa: PT017 - an end without an error is as good
    assert time.process_time() - begun_s < BOUND_S
    assert works(interpreter)


@pytest.mark.slow
def test_a_match_that_runs_away_is_stopped_in_any_thread() -> None:
    """No timer reaches other threads: they need another way."""
    messages: list[str] = []

    def run() -> None:
        for source in ("('a' * 40 + '!') ==~ /(a+)+/", "('a' * 40) =~ /(a|b)+a/ ? 1 : 0"):
            try:
                messages.append(str(attempt(make(), source)))
            except GroovyError as error:
                messages.append(error.message)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert "a regular expression took over" in messages[0]
    assert messages[1] == "1"


def test_there_are_enough_attempts() -> None:
    """At least 150 different ones."""
    assert len(set(ESCAPES)) + len(set(EXHAUSTIONS)) >= 150
