"""Which overload of a DSL method a call means."""

from __future__ import annotations

import pytest
from dsl_closures import PyClosure

from igor.jobdsl.enums import ENUMS
from igor.jobdsl.null import NULL
from igor.jobdsl.signature import choose, parse_signature, signatures, unselected


def _values(line: str, *arguments: object) -> object:
    chosen = choose([parse_signature(line)], list(arguments))
    return chosen[1] if chosen else None


def test_defaults_fill_what_is_not_given() -> None:
    """``stringParam('A')`` would not be found."""
    line = "stringParam(String parameterName, String defaultValue = null, String description = null)"
    assert _values(line, "A", "d") == {"parameterName": "A", "defaultValue": "d", "description": None}


def test_optional_parameters_before_required_ones_fill_from_the_left() -> None:
    """``urlTrigger { }`` would bind the closure to the cron line."""
    closure = PyClosure(lambda call: None)
    line = "urlTrigger(String crontab = null, Closure<x.Y> contextClosure)"
    assert _values(line, closure) == {"crontab": None, "contextClosure": closure}
    assert _values(line, "@daily", closure) == {"crontab": "@daily", "contextClosure": closure}


def test_types_must_fit() -> None:
    """``disabled('yes')`` would be taken for true."""
    assert _values("disabled(boolean shouldDisable = true)", "yes") is None
    assert _values("quietPeriod(int seconds = 5)", True) is None
    assert _values("behavior(Behavior b)", ENUMS["Status"].constants["STABLE"]) is None


def test_a_call_without_arguments_passes_null_to_one_object_parameter() -> None:
    """Groovy allows ``description()``; Igor would refuse it."""
    assert _values("description(String text)") == {"text": NULL}
    assert _values("priority(int value)") is None


def test_a_call_without_arguments_does_not_choose_among_methods_that_take_some() -> None:
    """``mailer()`` would send mail to nobody, where Job DSL refuses it."""
    mailer = parse_signature("mailer(String recipients, Boolean all = false)")
    assert choose([mailer], []) is None
    assert unselected("x.Y", [mailer]).splitlines()[1:] == [
        "  public void x.Y#mailer(java.lang.String)",
        "  public void x.Y#mailer(java.lang.String, java.lang.Boolean)",
    ]


def test_null_for_a_collection_is_refused_unless_it_is_said_to_be_taken() -> None:
    """``excludedRegions(null)`` would be refused, or ``props(null)`` be taken for no properties."""
    for text, refused in (("props(Map map)", "map"), ("external(Iterable<String> scripts?)", "")):
        signature = parse_signature(text)
        bound = signature.bind([None])
        assert bound is not None
        assert signature.null_argument(bound[1]) == refused


def test_variable_arguments() -> None:
    """``sshAgent('a', 'b')`` and ``names('x')`` would not bind."""
    line = "names(String... jobNames)"
    assert _values(line, "a", "b") == {"jobNames": ["a", "b"]}
    overloads = signatures("helpers.wrapper.WrapperContext")["sshAgent"]
    assert choose(overloads, ["one"])[1] == {"credentials": "one"}  # type: ignore[index]
    assert choose(overloads, ["one", "two"])[1] == {"credentials": ["one", "two"]}  # type: ignore[index]


@pytest.mark.parametrize("kind", ["jobs.MavenJob", "helpers.publisher.MavenPublisherContext"])
def test_contexts_inherit_methods(kind: str) -> None:
    """Maven jobs would lack the methods of all jobs."""
    assert {"description", "logRotator"} <= set(signatures(kind)) or "mailer" in signatures(kind)


def test_every_signature_can_be_read() -> None:
    """A typing error in methods.txt would only show in a user's script."""
    contexts = ("DslFactory", "helpers.step.StepContext", "helpers.publisher.PublisherContext", "views.ListView")
    assert all(signatures(kind) for kind in contexts)


def test_possible_solutions_show_java_types() -> None:
    """The hints after MissingMethodException would look unlike Groovy's."""
    assert signatures("helpers.step.StepContext")["shell"][0].text == "shell(java.lang.String)"
