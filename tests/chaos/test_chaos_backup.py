"""A backup that is made in the middle of a storm is as good as the home that it is made of."""

from __future__ import annotations

from pathlib import Path

import chaos_backup
import pytest
from chaos_checker import History, violations_in_part
from chaos_workload import Asked
from test_chaos import build

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def test_backup_under_load(tmp_path: Path) -> None:
    """A wish lost or doubled, a log cut, a home that does not start."""
    judged = chaos_backup.run(3, 2.0, tmp_path)
    assert judged.violations == []
    assert judged.copied > 0


@pytest.mark.parametrize(
    ("history", "open_items", "promise"),
    [
        (
            History([Asked("quick", "n1", 7)], set(), [], [], 0, 0),
            set(),
            "part: quick n1 (queue item 7) is there 0 times",
        ),
        (
            History([Asked("quick", "n1", 7)], set(), [], [build()], 0, 0),
            {7},
            "part: quick n1 (queue item 7) is there 2",
        ),
        (History([], set(), [], [build("loud")], 0, 0), set(), "part: loud #1 is nowhere else"),
        (History([], set(), [], [build(number=2)], 0, 0), set(), "numbers: quick has the numbers [2]"),
        (History([], set(), [], [build(log=b"")], 0, 0), set(), "logs: quick #1: "),
    ],
)
def test_the_judge_sees(history: History, open_items: set[int], promise: str) -> None:
    """A judge that is content with everything."""
    found = violations_in_part(history, open_items, [("quick", 1), ("quick", 2)])
    assert any(sentence.startswith(promise) for sentence in found), found
    assert (
        violations_in_part(History([Asked("quick", "n1", 7)], set(), [], [build()], 0, 0), set(), [("quick", 1)]) == []
    )
