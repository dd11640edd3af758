"""Whatever goes wrong, the error's stack ends at the line of the script that was running."""

from __future__ import annotations

import pytest

from igor.groovy.errors import GroovyError, GroovySyntaxError
from igor.groovy.host import Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import GroovyRuntimeError

_BEFORE = (
    "class T { boolean asBoolean() { throw new Exception() }; boolean isCase(o) { throw new Exception() }; "
    "int hashCode() { throw new Exception() } }; def t = new T(); def n = null\n"
)


def fail(source: str) -> GroovyError:
    """The error of a script."""
    with pytest.raises(GroovyError) as caught:
        Interpreter(Options(print_text=lambda text: None)).run(source, file_name="a.groovy", binding={})
    return caught.value


@pytest.mark.parametrize(
    "statement",
    [
        "if (t) { }", "while (t) { }", "for (; t; ) { }", "t ? 1 : 2", "t ?: 2", "!t", "t && true", "false || t",
        "assert t", "assert t : 'm'", "switch (1) { case t: break }", "[(t): 1]", "[*: 5]", "[*5]", "n.x", "n.x += 1",
        "n++", "n[0] = 1", "int i = 'ab'", "def (a, b) = 5", "[1].each { n.x }", "throw n", "1..n", "''.substring(9)",
        "foo", "foo()", "new T(1)", "n.with { x }", "println n.x", "return n.x", "try { n.x } finally { }",
    ],
)  # fmt: skip
def test_the_line_is_that_of_the_statement(statement: str) -> None:
    """A stale line would send people to the wrong place."""
    error = fail(_BEFORE + statement)
    assert isinstance(error, GroovyRuntimeError)
    assert error.script_stack[-1].line == 2
    assert error.source_line
    assert "^" in error.format()


def test_a_compile_error_has_its_caret() -> None:
    """File, line and column first, then the line of the source and a caret below the place."""
    error = fail("def x = 1\n    def x = 2")
    assert isinstance(error, GroovySyntaxError)
    assert error.format() == (
        "a.groovy:2:9: The current scope already contains a variable of the name x\n    def x = 2\n        ^"
    )


def test_what_breaks_the_genuine_compiler_has_its_caret() -> None:
    """A spread item in a list that becomes an array: groovyc fails for the whole script, even where it never runs."""
    error = fail("def a = [1]\nif (false) { Object[] v = [0, *a] }")
    assert isinstance(error, GroovySyntaxError)
    assert error.format() == (
        "a.groovy:2:31: BUG! exception in phase 'class generation' in source unit 'a.groovy' "
        "SpreadExpression should not be visited here\nif (false) { Object[] v = [0, *a] }\n"
        "                              ^"
    )


@pytest.mark.parametrize(
    "name", ["Grab('a:b:1')", "Grapes([])", "GrabResolver('x')", "GrabConfig", "groovy.lang.Grab('a:b:1')"]
)
def test_grapes_are_refused_with_what_to_do_instead(name: str) -> None:
    """A script that wants a library learns why it has none and where to put the classes."""
    message = fail(f"@{name}\nimport org.foo.Bar\nnew Bar()").message
    assert "is not supported: scripts load no libraries" in message
    assert "additional classpath" in message


def test_an_annotation_that_would_do_nothing_is_refused() -> None:
    """Silence would be worse than an error."""
    assert "@Bindable is not supported" in fail("@groovy.beans.Bindable class A { }").message
    assert "unable to find class for annotation" in fail("@Foo class A { }").message
    assert "'foo'is not part of the annotation" in fail("@groovy.transform.ToString(foo = 1) class A { }").message
