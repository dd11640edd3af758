"""The messages survive their way over the wire, and others are refused."""

from __future__ import annotations

import msgspec
import pytest

from igor.agents import protocol
from igor.agents.protocol import (
    DeleteWorkspace,
    Event,
    EventSaved,
    Forget,
    Heartbeat,
    HeldRun,
    Hello,
    Launch,
    LogFrom,
    Policy,
    RunAttempt,
    RunFinished,
    RunOutcome,
    RunStarted,
    Stop,
    Welcome,
)

RUN = "0123456789abcdef" * 2
OUTCOME = RunOutcome(
    "failure", 3, [RunAttempt(1, 1_000, 20, "exit", 3), RunAttempt(2, 1_100, 5, "signal", None, 9)], 30
)


@pytest.mark.parametrize(
    "message",
    [
        Hello("a", "1", 2, ["x"], "/home", [HeldRun(RUN, 7), HeldRun(RUN, 9, OUTCOME)], {"os": "Linux"}),
        RunStarted(RUN, 12, "/w"),
        RunFinished(RUN, OUTCOME, 99),
        Event("e", {"kind": "finish", "exit_code": None, "attempt": 2}),
        Heartbeat(0.5, 1, 2),
    ],
)
def test_agent_messages(message: protocol.AgentMessage) -> None:
    """Broken: the engine reads something else than the agent said."""
    assert protocol.decode_from_agent(protocol.encode(message)) == message


@pytest.mark.parametrize(
    "message",
    [
        Welcome(3, "1"),
        Launch(RUN, 1, "team/app", 4, "team/app@2", {"A": "ü"}, "echo\n", Policy(1, 2, 3, 4), "http://x/", ["s"]),
        Stop(RUN, "why"),
        LogFrom(RUN, 2**40),
        Forget(RUN, kill=True),
        EventSaved("e"),
        DeleteWorkspace("team/app"),
    ],
)
def test_engine_messages(message: protocol.EngineMessage) -> None:
    """Broken: the agent reads something else than the engine said."""
    assert protocol.decode_from_engine(protocol.encode(message)) == message


def test_unknown_messages_are_refused() -> None:
    """Broken: a message of the wrong side, or of a newer version, is taken for another."""
    with pytest.raises(msgspec.ValidationError):
        protocol.decode_from_engine(protocol.encode(RunStarted(RUN, 1, "/w")))


def test_a_newer_side_may_add_fields() -> None:
    """Broken: an older agent does not understand a newer engine."""
    assert protocol.decode_from_engine('{"type":"log_from","run_id":"r","offset":1,"new":2}') == LogFrom("r", 1)


def test_log_frames() -> None:
    """Broken: log bytes end up in another run or at another place."""
    assert protocol.decode_log(protocol.encode_log(RUN, 2**40, b"\xff\0")) == (RUN, 2**40, b"\xff\0")
    assert protocol.decode_log(protocol.encode_log(RUN, 0, b"")) == (RUN, 0, b"")
    with pytest.raises(ValueError, match="log frame of 39 bytes"):
        protocol.decode_log(protocol.encode_log(RUN, 0, b"")[:-1])
