"""A null for an argument of a built-in: the NullPointerException of the JVM, when Java would come upon it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest

from igor.groovy import null_texts
from igor.groovy.builtin_tables import tables_of
from igor.groovy.host import Options
from igor.groovy.interpreter import Interpreter

_COUNT = "groovy.lang.Closure.getMaximumNumberOfParameters()"
#: Of Python: names of functions and types, and what its errors say.
_PYTHON = re.compile(r"\b[a-z]+_[a-z_]+\b|\bNone(Type)?\b|<lambda>|object has no|unsupported operand|positional")


def run(source: str) -> Any:
    """What the script gives."""
    return Interpreter(Options()).run(source, file_name="job.groovy", binding={})


def message(call: str) -> Any:
    """The message of the NullPointerException that a call raises."""
    return run(f"try {{ {call} }} catch (NullPointerException e) {{ return e.message }}")


@pytest.mark.parametrize(
    ("call", "java", "variable"),
    [
        ("[1].each(null)", "groovy.lang.Closure.call(Object)", "closure"),
        ("[1].eachWithIndex(null)", "groovy.lang.Closure.call(Object[])", "closure"),
        ("[1].collect(null)", "groovy.lang.Closure.call(Object)", "transform"),
        ("[1].sum(1, null)", "groovy.lang.Closure.call(Object[])", "closure"),
        ("[].find(null)", _COUNT, "wrapped"),
        ("[].findLastIndexOf(0, null)", _COUNT, "wrapped"),
        ("[a: 1].collect(null)", _COUNT, "closure"),
        ("[:].any(null)", _COUNT, "wrapped"),
        ("[2, 1].max(null)", "java.util.Comparator.compare(Object, Object)", "comparator"),
        ("3L.upto(null) { }", "java.lang.Number.longValue()", "to"),
    ],
)
def test_what_java_says(call: str, java: str, variable: str) -> None:
    """Which method is called, and the name of Groovy's variable, as far as the JVM tells them."""
    assert message(call) == f'Cannot invoke "{java}" because "{variable}" is null'


@pytest.mark.parametrize(
    ("call", "value"),
    [("[].each(null)", []), ("[].findResult(1, null)", 1), ("[:].takeWhile(null)", {}), ("[1].max(null)", 1)],
)
def test_a_null_that_is_not_used(call: str, value: Any) -> None:
    """Nothing is called where there is nothing to call it with."""
    assert run(call) == value


@pytest.mark.parametrize("receiver", ["[3, 1, 2]", "[1].iterator()", "[a: 1]", "'ab'"])
def test_no_word_of_python(receiver: str) -> None:
    """Whatever a null does to a built-in, the script is told in words of Java's."""
    names = [name for name in tables_of(run(receiver)) if not name.startswith("print") and name != "sleep"]
    calls = "\n".join(f"t {{ {receiver}.'{name}'(null) }}" for name in names)
    told = run(
        f"def told = []; def t = {{ try {{ it() }} catch (Throwable e) {{ told << e.message }} }}\n{calls}\ntold"
    )
    assert [text for text in told if text is not None and _PYTHON.search(text)] == []


def test_the_table_names_functions() -> None:
    """A line for a function that is gone would never be read."""
    for line in null_texts._USES.strip().splitlines():
        module, function = line.split()[0].partition("@")[0].split(".")
        assert callable(getattr(import_module(f"igor.groovy.gdk.{module}"), function))
