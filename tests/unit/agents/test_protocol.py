"""The messages survive their way over the wire, and what no peer sends is refused."""

from __future__ import annotations

import logging
import struct

import pytest

from igor.agents import codec, protocol
from igor.agents.codec import MalformedFrame
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
    Upgrade,
    Welcome,
)

RUN = "0123456789abcdef" * 2
OTHER = "f" * 32
OUTCOME = RunOutcome(
    "failure", 3, [RunAttempt(1, 1_000, 20, "exit", 3), RunAttempt(2, 1_100, 5, "signal", None, 9)], 30
)
FROM_AGENT: list[protocol.AgentMessage] = [
    Hello("a", "1", 2, ["x"], "/home", [HeldRun(RUN, 7), HeldRun(RUN, 9, OUTCOME)], {"os": "Linux"}, 2, "boot"),
    RunStarted(RUN, 12, "/w"),
    RunFinished(RUN, OUTCOME, 99),
    Event("e", {"kind": "finish", "exit_code": None, "attempt": 2}),
    Heartbeat(0.5, 1, 2),
]
FROM_ENGINE: list[protocol.EngineMessage] = [
    Welcome(3, "1"),
    Launch(RUN, 1, "team/app", 4, "team/app@2", {"A": "ü😀"}, "echo\n", Policy(1, 2, 3, 4), "http://x/", ["s"]),
    Stop(RUN, "why"),
    LogFrom(RUN, 2**40),
    Forget(RUN, kill=True),
    EventSaved("e"),
    DeleteWorkspace("team/app"),
    Upgrade("2", "ab" * 32),
]


def test_agent_messages() -> None:
    """Broken: the engine reads something else than the agent said, or in another order."""
    assert codec.decode_from_agent(codec.encode_messages(FROM_AGENT)) == FROM_AGENT
    assert codec.decode_from_agent("[]") == []


def test_engine_messages() -> None:
    """Broken: the agent reads something else than the engine said, or in another order."""
    assert codec.decode_from_engine(codec.encode_messages(FROM_ENGINE)) == FROM_ENGINE


def test_batches_are_bounded() -> None:
    """Broken: a thousand messages make one frame that the peer refuses, or a thousand frames."""
    messages = [Stop(RUN, "x" * 100)] * 1_000
    frames = list(codec.encode_batches(messages, limit=10_000))
    assert [m for frame in frames for m in codec.decode_from_engine(frame)] == messages
    assert all(len(frame) <= 10_002 for frame in frames)
    assert len(frames) < 25
    assert len(list(codec.encode_batches([Stop(RUN, "x" * 100)], limit=10))) == 1
    assert list(codec.encode_batches([])) == []


def test_unknown_messages_and_fields_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """Broken: an older side does not understand a newer one, or nobody learns of it."""
    with caplog.at_level(logging.INFO):
        frame = f'[{{"type":"sing"}},{{"type":"log_from","run_id":"{RUN}","offset":1,"new":2}}]'
        assert codec.decode_from_engine(frame) == [LogFrom(RUN, 1)]
        codec.decode_from_engine(frame)
    assert [record.getMessage().partition("left out ")[2] for record in caplog.records] == [
        "message=sing",
        "message=LogFrom fields=new",
    ]


def test_fields_with_a_default_may_be_missing() -> None:
    """Broken: an older agent is not understood by a newer engine."""
    frame = f'[{{"type":"forget","run_id":"{RUN}"}}]'
    assert codec.decode_from_engine(frame) == [Forget(RUN, kill=False)]


@pytest.mark.parametrize(
    ("frame", "complaint"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("{}", "not a list of messages"),
        ("[1]", "without a type"),
        ('[{"type":["log_from"]}]', "without a type"),
        ('[{"type":"log_from","run_id":"../../etc","offset":1}]', "log_from: run_id: not a run id"),
        (f'[{{"type":"log_from","run_id":"{RUN}"}}]', "log_from: offset is missing"),
        (f'[{{"type":"log_from","run_id":"{RUN}","offset":true}}]', "offset: not an integer"),
        (f'[{{"type":"log_from","run_id":"{RUN}","offset":1.0}}]', "offset: not an integer"),
        (f'[{{"type":"log_from","run_id":"{RUN}","offset":-1}}]', "offset: negative"),
        (f'[{{"type":"log_from","run_id":"{RUN}","offset":{2**63}}}]', "offset: not an integer of 64 bits"),
        (f'[{{"type":"forget","run_id":"{RUN}","kill":1}}]', "kill: neither true nor false"),
        (f'[{{"type":"stop","run_id":"{RUN}","reason":"\\ud800"}}]', "not JSON: .*surrogates"),
        ('[{"type":"event_saved","event_id":null}]', "event_id: not a text"),
    ],
)
def test_malformed_messages_are_refused(frame: str, complaint: str) -> None:
    """Broken: a value of a wrong type gets into the store or ends the engine."""
    with pytest.raises(MalformedFrame, match=complaint):
        codec.decode_from_engine(frame)


def test_nested_values_are_checked() -> None:
    """Broken: an outcome with a wrong attempt is found out only when the build ends."""
    good = codec.encode_messages([RunFinished(RUN, OUTCOME, 99)])
    for bad in (good.replace('"number":1', '"number":"1"'), good.replace('"exit_code":3,"signal"', '"signal"')):
        if '"number":"1"' in bad:
            with pytest.raises(MalformedFrame, match="run_finished: outcome: attempts: number: not an integer"):
                codec.decode_from_agent(bad)
        else:
            [finished] = codec.decode_from_agent(bad)
            assert isinstance(finished, RunFinished)
            assert finished.outcome.attempts[0].exit_code is None


def test_text_that_is_not_unicode_can_travel() -> None:
    """Broken: one file name in Latin-1 ends the connection."""
    [started] = codec.decode_from_agent(codec.encode_messages([RunStarted(RUN, 1, "/w/\udce9")]))
    assert started == RunStarted(RUN, 1, "/w/?")


def test_log_frames() -> None:
    """Broken: log bytes end up in another run or at another place."""
    pieces = [(RUN, 2**40, b"\xff\0"), (OTHER, 0, b""), (RUN, 7, b"abc")]
    assert [(run, at, bytes(data)) for run, at, data in codec.decode_log(codec.encode_log(pieces))] == pieces
    assert codec.decode_log(b"") == []


@pytest.mark.parametrize(
    "frame",
    [
        codec.encode_log([(RUN, 0, b"abc")])[:-1],
        codec.encode_log([(RUN, 0, b"abc")]) + b"x",
        struct.pack(">16sQI", bytes(16), 2**63, 0),
    ],
)
def test_broken_log_frames_are_refused(frame: bytes) -> None:
    """Broken: a frame that was cut off puts a hole into a log."""
    with pytest.raises(MalformedFrame, match="log piece"):
        codec.decode_log(frame)
