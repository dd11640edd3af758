"""Whose settings count: the agent's or the controller's, and what a labels file says."""

from __future__ import annotations

import pytest

from igor.agents.settings import Settings, effective, read_settings
from igor.model.errors import Invalid

OLD = Settings(2, ("linux",))
NEW = Settings(4, ("gpu", "linux"))
EDITED = Settings(8, ("linux", "slow"))


@pytest.mark.parametrize(
    ("node", "said_before", "says", "wanted"),
    [
        (EDITED, None, OLD, OLD),
        (EDITED, OLD, OLD, EDITED),
        (EDITED, OLD, NEW, NEW),
        (EDITED, OLD, Settings(2, ("gpu",)), Settings(8, ("gpu",))),
        (EDITED, OLD, Settings(3, ("linux",)), Settings(3, ("linux", "slow"))),
        (EDITED, NEW, Settings(4, ("linux", "gpu")), EDITED),
    ],
)
def test_the_later_change_counts(
    node: Settings, said_before: Settings | None, says: Settings, wanted: Settings
) -> None:
    """Broken: a reconnect undoes what somebody edited on the controller, or a change at the agent has no effect."""
    assert effective(node, said_before, says) == wanted


def test_a_labels_file() -> None:
    """Broken: labels over several lines, comments or a changed number are not understood."""
    text = "linux gpu\n# by ops\nfast  # since May\nexecutors=6\n\n"
    assert read_settings(text, "labels", Settings(1, ("x",))) == Settings(6, ("fast", "gpu", "linux", "x"))
    assert read_settings("", "labels", OLD) == OLD


@pytest.mark.parametrize("word", ["executors=0", "executors=many", "executors=1001", "color=blue", "="])
def test_a_wrong_labels_file_is_told_with_its_line(word: str) -> None:
    """Broken: a slip of the pen takes an agent's labels away."""
    with pytest.raises(Invalid, match=r"labels:2: .*neither a label nor"):
        read_settings(f"linux\n{word}\n", "labels", OLD)
