"""What a deploy tells of its seed job's run."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.deploy.seed import SeedOutcome, seed_config


@pytest.mark.parametrize(
    ("result", "log", "told"),
    [
        ("SUCCESS", "Added items:\n    x\n12 added, 0 unchanged\nFinished: SUCCESS\n", ", 12 added, 0 unchanged"),
        ("SUCCESS", "Nothing changed: 3 items and views are as the scripts say\n", ", nothing changed"),
        (
            "UNSTABLE",
            "Warning: (a.groovy, line 3) plugin 'x' needs to be installed\n1 added, 0 unchanged\nFinished: UNSTABLE\n",
            " (plugin 'x' needs to be installed), 1 added, 0 unchanged",
        ),
        ("SUCCESS", "Existing items:\n    GeneratedJob{name='a'}\nFinished: SUCCESS\n", ""),
    ],
)
def test_one_line_says_what_came_of_it(result: str, log: str, told: str) -> None:
    """A deploy that is UNSTABLE, or changed something, without a word of why and what."""
    outcome = SeedOutcome(3, result, log)
    assert outcome.warning + outcome.summary == told


def test_yaml_files_are_targets_where_there_are_any(tmp_path: Path) -> None:
    """A target that nothing matches would fail the seed."""
    (tmp_path / "jobs").mkdir()
    assert "<targets>jobs/**/*.groovy</targets>" in seed_config(tmp_path)
    (tmp_path / "jobs" / "more.yaml").write_text("jobs: []")
    assert "<targets>jobs/**/*.groovy\njobs/**/*.yaml</targets>" in seed_config(tmp_path)
