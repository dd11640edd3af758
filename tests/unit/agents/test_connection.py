"""Waiting between tries, tokens, events: what needs no socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.agents.connection import Tokens, backoff_s
from igor.agents.files import write_durably
from igor.agents.session import Epoch, StaleEngine
from igor.agents.spool import Spool
from igor.agents.wrapper import find_wrapper
from igor.model.errors import NotFound, Unauthenticated


def test_backs_off_with_full_jitter_between_bounds() -> None:
    """Broken: all agents come at once after an outage, or one never comes back (an overflow of the exponent)."""
    limits = [backoff_s(n, first_s=1, maximum_s=15, chance=1) for n in range(6)]
    assert limits == pytest.approx([1, 2, 4, 8, 15, 15])
    assert backoff_s(10_000, first_s=1, maximum_s=15, chance=1) == 15
    assert [backoff_s(0, first_s=1, maximum_s=15, chance=chance / 4) for chance in range(4)] == [0, 0.25, 0.5, 0.75]


def test_tokens(tmp_path: Path) -> None:
    """Broken: the token is lost at a restart, or anybody can read it."""
    tokens = Tokens(tmp_path / "token", tmp_path / "join")
    assert tokens.own() is None
    tokens.keep("secret")
    assert tokens.own() == "secret"
    assert (tmp_path / "token").stat().st_mode & 0o777 == 0o600
    tokens.drop()
    assert tokens.own() is None
    with pytest.raises(Unauthenticated, match="cannot be read"):
        tokens.join()
    with pytest.raises(Unauthenticated, match="no join token"):
        Tokens(tmp_path / "token", None).join()


def test_a_refused_token_is_shown_in_turn_with_a_new_one(tmp_path: Path) -> None:
    """Broken: a controller that was without its nodes for a while never sees its agents again."""
    tokens = Tokens(tmp_path / "token", tmp_path / "join")
    assert not tokens.refused()
    tokens.keep("own")
    assert (tokens.refused(), tokens.own()) == (True, "own")
    (tmp_path / "join").write_text("join\n")
    assert (tokens.refused(), tokens.own(), tokens.join()) == (True, None, "join")
    assert (tokens.refused(), tokens.own()) == (True, "own")
    tokens.refused()
    tokens.keep("new", is_spent=True)
    assert (tokens.own(), (tmp_path / "join").exists()) == ("new", False)


def test_the_highest_epoch_is_remembered(tmp_path: Path) -> None:
    """Broken: after a restart of the agent an engine whose lease is over is obeyed."""
    Epoch(tmp_path / "epoch", write_durably).see(7)
    again = Epoch(tmp_path / "epoch", write_durably)
    again.see(7)
    with pytest.raises(StaleEngine, match="epoch 6 of|epoch 6 is over"):
        again.see(6)


def test_events_come_oldest_first_and_bad_ones_are_set_aside(tmp_path: Path) -> None:
    """Broken: an alert overtakes the one before it, or a damaged file stops all others."""
    spool = Spool(tmp_path / "spool")
    for name in ("2-b.json", "1-a.json", ".3-c.json.tmp"):
        (spool.root / name).write_text('{"kind": "start"}')
    (spool.root / "0-bad.json").write_text("{")
    assert spool.event_ids() == ["0-bad", "1-a", "2-b"]
    assert spool.read("0-bad") is None
    event = spool.read("1-a")
    assert event is not None
    assert (event.event_id, event.data) == ("1-a", {"kind": "start"})
    spool.delete("1-a")
    spool.delete("1-a")
    spool.delete("../token")
    assert spool.event_ids() == ["2-b"]
    assert (spool.root / "dead" / "0-bad.json").exists()


def test_a_missing_wrapper_is_named(tmp_path: Path) -> None:
    """Broken: an agent without a wrapper takes runs that can never start."""
    assert find_wrapper(None).name == "igor_wrap.py"
    with pytest.raises(NotFound, match="no igor_wrap.py in"):
        find_wrapper(tmp_path)
