"""Errors carry Groovy's words, the place in the script, and the script's own calls."""

from __future__ import annotations

from typing import Any

import pytest

from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostError, HostObject, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import GroovyRuntimeError


def run(source: str, **binding: Any) -> Any:
    """The value of a script."""
    return Interpreter(Options()).run(source, file_name="job.groovy", binding=binding)


def fail(source: str, **binding: Any) -> GroovyRuntimeError:
    """The error of a script."""
    with pytest.raises(GroovyRuntimeError) as caught:
        run(source, **binding)
    return caught.value


class Recorder(HostObject):
    """A host object that knows ``add``, ``fail`` and the property ``size``."""

    groovy_class = "demo.Recorder"

    def __init__(self) -> None:
        self.calls: list[tuple[list[Any], int]] = []

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "fail":
            raise HostError("no such thing", "demo.Failure")
        if name != "add":
            return MISSING
        self.calls.append((arguments, site.line))
        return len(self.calls)

    def get_property(self, name: str) -> Any:
        return len(self.calls) if name == "size" else MISSING

    def method_names(self) -> list[str]:
        return ["add", "fail"]

    def operate(self, operator: str, other: Any, site: CallSite) -> Any:
        return f"{operator}{other}" if operator == "/" else MISSING


@pytest.mark.parametrize(
    ("source", "groovy_class", "text", "line", "column"),
    [
        ("\n  foo('x')", "groovy.lang.MissingMethodException", ("No signature of method: job.foo() is applicable for "
         "argument types: (java.lang.String) values: [x]"), 2, 3),
        ("def a = 1\na + foo", "groovy.lang.MissingPropertyException", "No such property: foo for class: job", 2, 5),
        ("null.x()", "java.lang.NullPointerException", "Cannot invoke method x() on null object", 1, 1),
        ("def x\nx.y", "java.lang.NullPointerException", "Cannot get property 'y' on null object", 2, 1),
        ("1 / 0", "java.lang.ArithmeticException", "Division by zero", 1, 1),
        ("int i = 'ab'", "org.codehaus.groovy.runtime.typehandling.GroovyCastException",
         "Cannot cast object 'ab' with class 'java.lang.String' to class 'int'", 1, 1),
        ("throw new IllegalStateException('no')", "java.lang.IllegalStateException", "no", 1, 1),
    ],
)  # fmt: skip
def test_words_and_place(source: str, groovy_class: str, text: str, line: int, column: int) -> None:
    """People search for Groovy's sentences, and need the place at once."""
    error = fail(source)
    assert (error.groovy_class, error.message.splitlines()[0]) == (groovy_class, text)
    assert (error.line, error.column) == (line, column)


def test_the_stack_names_the_scripts_calls() -> None:
    """Innermost first, with the line of each call, and a caret below the source."""
    error = fail("def f(x) {\n    x.nope()\n}\n[1].each {\n    f(it)\n}")
    assert [frame.line for frame in error.script_stack] == [2, 5, 4]
    assert error.format().splitlines()[2] == "    ^" or "^" in error.format()
    assert error.format().startswith("job.groovy:2:5: groovy.lang.MissingMethodException")


def test_host_objects_get_calls_with_their_line() -> None:
    """Named arguments come first as a dict; operators and properties reach the host."""
    host = Recorder()
    assert run("h.add 'a'\nh.add(1, k: 2) { }\n[h.size, h / 'x', h.'add'('q')]", h=host) == [2, "/x", 3]
    assert host.calls[0] == (["a"], 1)
    assert host.calls[1][0][:2] == [{"k": 2}, 1]
    assert host.calls[1][1] == 2


def test_host_errors_can_be_caught_by_their_class() -> None:
    """A host's refusal is an exception of the script's world."""
    assert run("try { h.fail() } catch (demo.Failure e) { e.message }", h=Recorder()) == "no such thing"
    error = fail("h.add(1)\nh.fail()", h=Recorder())
    assert (error.groovy_class, error.line) == ("demo.Failure", 2)


def test_the_error_names_the_innermost_delegate() -> None:
    """As in Job DSL: an unknown method in nested closures names the closest context."""
    closure = run("{ -> missing(1) }")
    closure.delegate = Recorder()
    closure.resolve_strategy = DELEGATE_FIRST
    with pytest.raises(GroovyRuntimeError, match=r"No signature of method: demo.Recorder.missing\(\)"):
        closure.call()


def test_a_call_falls_to_the_owner_chain() -> None:
    """A method that the inner delegate lacks is the outer delegate's."""
    outer, inner = Recorder(), HostObject()
    source = "{ i -> def c = { add('x') }; c.delegate = i; c.resolveStrategy = Closure.DELEGATE_FIRST; c() }"
    closure = run(source)
    closure.delegate = outer
    closure.resolve_strategy = DELEGATE_FIRST
    assert closure.call(inner) == 1


def test_scripts_share_classes_but_not_variables(tmp_path: Any) -> None:
    """Helper classes below a class root are loaded once; bindings are separate."""
    folder = tmp_path / "team" / "lib"
    folder.mkdir(parents=True)
    (folder / "Names.groovy").write_text(
        'package team.lib\nclass Names { static int n = 0; static next() { "n${++n}" } }'
    )
    interpreter = Interpreter(Options(class_roots=(tmp_path,)))
    source = "import team.lib.Names\nx = Names.next()\nx.toString()"
    assert interpreter.run(source, file_name="a.groovy", binding={}) == "n1"
    binding: dict[str, Any] = {}
    assert interpreter.run(source, file_name="b.groovy", binding=binding) == "n2"
    assert str(binding["x"]) == "n2"


def test_script_base_answers_unknown_methods() -> None:
    """What the script itself lacks is asked of the host's base object, also from closures."""
    host = Recorder()
    interpreter = Interpreter(Options(script_base=host))
    assert interpreter.run("add(1); [2].each { add(it) }; size", file_name="a.groovy", binding={}) == 2
