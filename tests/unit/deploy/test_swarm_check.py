"""When the look at a Swarm client's connection starts the client again."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FILE = Path(__file__).parents[3] / "ansible" / "roles" / "agent_swarm" / "files" / "igor_swarm_check.py"


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("igor_swarm_check", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECK = program()
ONLINE, OFFLINE = {"offline": False}, {"offline": True, "temporarilyOffline": False}


@pytest.mark.parametrize(
    ("state", "epoch", "node", "restarts", "after"),
    [
        ({}, None, ONLINE, False, {"missed": 0, "epoch": 0}),
        ({"missed": 1, "epoch": 0}, None, ONLINE, False, {"missed": 0, "epoch": 0}),
        ({}, None, OFFLINE, False, {"missed": 1, "epoch": 0}),
        ({"missed": 1, "epoch": 0}, None, OFFLINE, True, {"missed": 0, "epoch": 0}),
        ({"missed": 1, "epoch": 0}, None, None, True, {"missed": 0, "epoch": 0}),
        ({"missed": 1}, None, {"offline": True, "temporarilyOffline": True}, False, {"missed": 0, "epoch": 0}),
        ({}, 7, ONLINE, False, {"missed": 0, "epoch": 7}),
        ({"epoch": 7}, 7, ONLINE, False, {"missed": 0, "epoch": 7}),
        ({"epoch": 7}, 8, ONLINE, True, {"missed": 0, "epoch": 8}),
        ({"epoch": 8, "missed": 1}, 7, OFFLINE, False, {"epoch": 8, "missed": 1}),
        ({"epoch": 8, "missed": 1}, 7, None, False, {"epoch": 8, "missed": 1}),
        ({"epoch": 8}, None, ONLINE, False, {"missed": 0, "epoch": 8}),
    ],
)
def test_decisions(
    state: dict[str, int], epoch: int | None, node: dict[str, Any] | None, restarts: bool, after: dict[str, int]
) -> None:
    """One miss is none, a controller whose time is over is not believed, an administrator's offline is no loss."""
    assert CHECK.decide(state, epoch, node)[:2] == (restarts, after)


def test_options_are_read_as_the_role_writes_them(tmp_path: Path) -> None:
    """Texts are JSON; what is nested is nobody's business here."""
    (tmp_path / "swarm.yml").write_text('# x\nurl: "https://h/"\nname: "a b"\nmode: normal\nenv: {"a": "b"}\n')
    found = CHECK.options(str(tmp_path / "swarm.yml"))
    assert (found["url"], found["name"], found["mode"]) == ("https://h/", "a b", "normal")
