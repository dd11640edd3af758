"""Ranges that have no end."""

from __future__ import annotations

import pytest

from igor.groovy.host import Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import BudgetError


@pytest.mark.parametrize("source", ["1..Double.NaN", "Double.NaN..1", "1..(1d / 0d)", "(2..<Double.NaN).size()"])
def test_a_range_without_an_end_ends_in_an_error_of_the_script(source: str) -> None:
    """Java would count for ever; a Python exception would tell nobody why."""
    with pytest.raises(BudgetError, match="has no end"):
        str(Interpreter(Options()).run(f"return ({source}).toList()", file_name="Range.groovy", binding={}))
