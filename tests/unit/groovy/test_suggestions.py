"""What errors suggest is ranked as Groovy's MethodRankHelper ranks it."""

from __future__ import annotations

import pytest

from igor.groovy.suggestions import methods_like, name_distance, properties_like


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [("size", "size", 0), ("siz", "size", 10), ("sise", "size", 10), ("szie", "size", 5), ("SIze", "size", 10),
     ("", "size", 4), ("size", "", 4), ("go", "is", 20)],
)  # fmt: skip
def test_distance_of_names(left: str, right: str, distance: int) -> None:
    """Ten for a letter too many, too few or another, five for a swap or another case."""
    assert name_distance(left, right) == distance


def test_types_count_like_letters() -> None:
    """The overload whose types fit comes first; primitives count as their boxes."""
    known = ["add(java.lang.Object)", "add(int,int)", "sub(int,int)"]
    assert methods_like("add", ["java.lang.Integer", "java.lang.Integer"], known) == [
        "add(int, int)", "add(java.lang.Object)", "sub(int, int)",
    ]  # fmt: skip


def test_at_most_six_that_are_near() -> None:
    """Equal ones stay in the order in which the class has them; far ones are not shown."""
    known = [f"run{number}" for number in range(8)] + ["completelyDifferent"]
    assert methods_like("run", [], known) == known[:6]
    assert properties_like("name", ["names", "surname", "age", "nome"]) == ["names", "nome", "age", "surname"]


def test_a_missing_method_suggests_what_the_script_has() -> None:
    """A host's names carry their parameters as they are written."""
    assert methods_like("jobb", ["java.lang.String"], ["job(java.lang.String, groovy.lang.Closure)", "view"]) == [
        "job(java.lang.String, groovy.lang.Closure)", "view",
    ]  # fmt: skip


def test_what_is_far_too_long_costs_nothing() -> None:
    """A call with a million arguments, or of a name as long, would take hours until it is refused."""
    assert methods_like("f", ["int"] * 1_000_000, ["f(int,int)"]) == []
    assert properties_like("x" * 200_000, ["y" * 200_000, "y"]) == []
