"""The report that ends a seed run's log."""

from __future__ import annotations

from igor.jobdsl.report import format_report


def test_blocks_are_sorted_and_only_there_when_needed() -> None:
    """Two runs over the same jobs would print different logs."""
    text = format_report(added=["b", "a"], existing=[], removed=["c"], added_views=["v"], templates={"a": "t"})
    assert text == (
        "Added items:\n    GeneratedJob{name='a', template='t'}\n    GeneratedJob{name='b'}\n"
        "Removed items:\n    GeneratedJob{name='c'}\n"
        "Added views:\n    GeneratedView{name='v'}\n"
    )


def test_nothing_generated_prints_nothing() -> None:
    """An empty seed would print headings without members."""
    assert format_report() == ""
