"""Combinations of axes: which there are, and what they are called."""

from __future__ import annotations

import pytest

from igor import configxml
from igor.matrix.combinations import configurations, facts, name_of, normalized
from igor.model.errors import Invalid, InvalidSource
from igor.model.job import JobDefinition, Result
from igor.model.matrix import Axis, Matrix

_TEXT = "hudson.matrix.TextAxis"
_XML = """<matrix-project><axes>
  <hudson.matrix.TextAxis><name>os</name><values><string>linux</string><string>mac/os</string></values></hudson.matrix.TextAxis>
  <hudson.matrix.LabelAxis><name>label</name><values><string>big</string></values></hudson.matrix.LabelAxis>
  <hudson.matrix.LabelExpAxis><name>where</name><values><string>a || b</string></values></hudson.matrix.LabelExpAxis>
</axes><combinationFilter>os == "linux"</combinationFilter>
<executionStrategy class="hudson.matrix.DefaultMatrixExecutionStrategyImpl"><runSequentially>true</runSequentially>
<touchStoneCombinationFilter>index == 0</touchStoneCombinationFilter>
<touchStoneResultCondition><name>UNSTABLE</name></touchStoneResultCondition></executionStrategy>
<triggers><hudson.triggers.TimerTrigger><spec>@daily</spec></hudson.triggers.TimerTrigger></triggers>
<builders><hudson.tasks.Shell><command>make</command></hudson.tasks.Shell></builders></matrix-project>"""


def _matrix(*axes: tuple[str, tuple[str, ...]]) -> Matrix:
    return Matrix(tuple(Axis(name, _TEXT, values) for name, values in axes))


def test_a_job_is_read() -> None:
    """A job's own build runs no step; its axes and strategy are what decides."""
    job = configxml.read_item(_XML)
    assert isinstance(job, JobDefinition)
    assert job.steps == ()
    assert len(job.timers) == 1
    assert job.matrix is not None
    assert [axis.name for axis in job.matrix.axes] == ["os", "label", "where"]
    assert job.matrix.is_sequential
    assert (job.matrix.touchstone_filter, job.matrix.touchstone_result) == ("index == 0", Result.UNSTABLE.value)


def test_a_configuration_is_made_of_its_job() -> None:
    """It has the job's steps, its own values as variables, and the labels of its axes; nothing starts it."""
    job = configxml.read_item(_XML)
    assert isinstance(job, JobDefinition)
    assert job.matrix
    found = configurations(job.matrix)
    first, second = map(configxml.read_item, configxml.configuration_xmls(_XML, found))
    assert isinstance(first, JobDefinition)
    assert isinstance(second, JobDefinition)
    assert len(first.steps) == 1
    assert first.timers == ()
    assert first.label == "big&&a || b"
    assert dict(second.environment) == {"label": "big", "os": "mac/os", "where": "a || b"}
    assert second.configuration == found[1]
    stored = configxml.definition_from_json(configxml.definition_to_json(first))
    assert stored.configuration == first.configuration


def test_an_axis_twice_is_refused() -> None:
    with pytest.raises(InvalidSource, match="Duplicate axis name"):
        configxml.read_item(_XML.replace("<name>label</name>", "<name>os</name>"))


def test_names_are_by_axis_and_lie_in_one_folder() -> None:
    matrix = _matrix(("os", ("linux", "mac/os")), ("a", ("1,2",)))
    assert [name_of(each.combination) for each in configurations(matrix)] == ["a=1%2C2,os=linux", "a=1%2C2,os=mac%2Fos"]
    assert [each.compact_name for each in configurations(matrix)] == ["1,2,linux", "1,2,mac/os"]


def test_values_of_two_axes_are_told_apart() -> None:
    matrix = _matrix(("from", ("x", "y")), ("to", ("x",)), ("how", ("fast",)))
    assert [each.compact_name for each in configurations(matrix)] == ["from=x,fast,to=x", "from=y,fast,to=x"]


def test_no_axes_make_one_configuration() -> None:
    (only,) = configurations(Matrix())
    assert (name_of(only.combination), only.compact_name) == ("default", "default")


def test_a_value_twice_counts_once() -> None:
    assert len(configurations(_matrix(("a", ("x", "x", "y"))))) == 2


def test_too_many_are_refused() -> None:
    values = tuple(map(str, range(100)))
    with pytest.raises(Invalid, match="1,000,000 combinations"):
        configurations(_matrix(("a", values), ("b", values), ("c", values)))
    with pytest.raises(Invalid, match="too long a name"):
        configurations(_matrix(("a", ("x" * 300,))))


@pytest.mark.parametrize(
    ("segment", "name"),
    [("os=linux,a=1", "a=1,os=linux"), ("default", "default"), ("7", None), ("os=mac%2Fos", "os=mac%2Fos")],
)
def test_a_segment_names_a_combination_in_any_order(segment: str, name: str | None) -> None:
    assert normalized(segment) == name


def test_what_filters_see() -> None:
    """``index`` counts so that every n-th of it makes a sparse matrix."""
    seen = list(facts(_matrix(("a", ("x", "y")), ("b", ("1", "2")))))
    assert [each["uniqueId"] for each in seen] == [0, 1, 2, 3]
    assert [each["index"] for each in seen] == [0, 31, 961, 992]
    assert seen[3]["a"] == "y"
