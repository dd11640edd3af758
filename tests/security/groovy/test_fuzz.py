"""The fuzzer's own work in small, and what longer runs of it found."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from fuzz_mutations import tokens

from igor.groovy.errors import GroovyError, GroovySyntaxError
from igor.groovy.host import Budget, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.parser import parse

FUZZ = Path(__file__).with_name("fuzz.py")
BUDGET = Budget(steps=300_000, time_s=0.3, memory_bytes=256 * 1024 * 1024)

#: Each came out as a Python exception, or took far longer than its budget.
FOUND = [
    "try { null.x() } catch (e) { e.errorOffset }",
    "1e999999999 as char",
    "new groovy.json.JsonSlurper().parseText('[1e999999999]')[0] as int",
    "BigDecimal.valueOf(1, -999999999) as int",
    "'1e999999999'.toBigDecimal() as long",
    "def x = 3G ** 40000; while (true) { x * x }",
    "def x = 3G ** 40000; while (true) { x.toString() }",
    "def x = 'a' * 4000000; while (true) { x.toUpperCase() }",
    "(1..2000000000).withIndex(2147483647)",
]


def test_a_text_is_cut_whatever_is_left_open() -> None:
    """The fuzzer itself stood still over the escapes of a string without an end."""
    text = 'println """' + r"\u0130" * 200
    assert "".join(tokens(text)) == text


@pytest.mark.slow
def test_a_short_run_finds_nothing(tmp_path: Path) -> None:
    """Lexer, parser and interpreter answer with Groovy's errors alone, within their budget."""
    command = [
        sys.executable,
        str(FUZZ),
        "--blind",
        "--once",
        "--cases",
        "400",
        "--seed",
        "1",
        "--folder",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=FUZZ.parents[3], capture_output=True, text=True, check=False)
    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("finding-*"))
    assert done.returncode == 0, done.stdout + done.stderr + kept
    assert "400 cases" in done.stdout


@pytest.mark.parametrize("source", FOUND)
def test_what_was_found_stays_mended(source: str) -> None:
    """A Groovy error, at most a moment after the budget is used up."""
    begun_s = time.process_time()
    with pytest.raises(GroovyError):
        Interpreter(Options(budget=BUDGET)).run(source, file_name="found.groovy", binding={})
    assert time.process_time() - begun_s < 3


@pytest.mark.parametrize("source", ["x = 1.0e-9223372036854775808", "x = 1.0e9999999999", "x = 1.0e-2147483647"])
def test_an_exponent_beyond_java_s_is_refused_at_its_place(source: str) -> None:
    """Python's decimals end elsewhere, in an exception of theirs."""
    with pytest.raises(GroovySyntaxError, match=r"Exponent overflow\.|Scale out of range\.") as caught:
        parse(source)
    assert (caught.value.line, caught.value.column) == (1, 5)


def test_not_a_number_becomes_zero_or_is_refused() -> None:
    """As Java's narrowing has it."""
    run = Interpreter(Options(budget=BUDGET)).run
    assert run("[Double.NaN as int, (int) (Double.NaN as char)]", file_name="a.groovy", binding={}) == [0, 0]
    with pytest.raises(GroovyError, match="Infinite or NaN"):
        run("(1.0d / 0) as BigInteger", file_name="a.groovy", binding={})


def test_an_unknown_type_between_angle_brackets_has_a_place() -> None:
    """Written with an escape it was refused at line 0."""
    source = "def x\nList<Map<S\\u0041tring, Integer>> l = 1"
    with pytest.raises(GroovySyntaxError, match="unable to resolve class SAtring") as caught:
        Interpreter(Options(budget=BUDGET)).run(source, file_name="found.groovy", binding={})
    assert (caught.value.line, caught.value.column) == (2, 10)
