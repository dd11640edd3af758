"""Classes, categories, meta classes and annotations offer no way to Python's objects or out of the budget."""

from __future__ import annotations

import time

import pytest
from class_attempts import CLASS_ATTEMPTS

from igor.groovy.errors import GroovyError
from igor.groovy.host import Budget, HostObject, Options
from igor.groovy.interpreter import Interpreter

BUDGET = Budget(steps=200_000, time_s=2.0, call_depth=120, text_bytes=1_000_000, collection_items=50_000)


class Host(HostObject):
    """Has a Python attribute that no script may see."""

    groovy_class = "demo.Host"
    secret = "the secret"  # noqa: S105 - what scripts look for


@pytest.mark.parametrize("source", CLASS_ATTEMPTS)
def test_classes_lead_nowhere(source: str) -> None:
    """An error of the script's own world, soon, that says nothing of Python."""
    begun_s = time.process_time()
    with pytest.raises(GroovyError) as caught:
        Interpreter(Options(budget=BUDGET, print_text=lambda text: None)).run(
            source, file_name="attempt.groovy", binding={"host": Host()}
        )
    assert time.process_time() - begun_s < 5
    assert "object has no attribute" not in caught.value.message
    assert "the secret" not in caught.value.message


def test_a_meta_class_is_of_its_interpreter_alone() -> None:
    """What one script adds to its class, the next one's class of that name does not have."""
    first, second = (Interpreter(Options(budget=BUDGET)) for _ in range(2))
    source = "class A { }\n"
    assert first.run(f"{source}A.metaClass.b = {{ -> 1 }}\nnew A().b()", file_name="a.groovy", binding={}) == 1
    with pytest.raises(GroovyError, match=r"No signature of method: A.b\(\)"):
        second.run(f"{source}new A().b()", file_name="a.groovy", binding={})


def test_the_end_of_the_budget_is_not_drawn() -> None:
    """A ``toString()`` that never ends, inside of a failed assertion, ends the script."""
    source = (
        "class A { String toString() { while (true) { } } }\ntry { assert new A() == 1 } catch (Throwable t) { }\n1"
    )
    with pytest.raises(GroovyError, match="used up its budget"):
        Interpreter(Options(budget=BUDGET)).run(source, file_name="a.groovy", binding={})
