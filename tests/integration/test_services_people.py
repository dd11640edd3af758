"""Nodes, accounts, secrets and settings over a real store."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from igor.controller import identity, nodes, settings, users
from igor.controller.context import Controller
from igor.controller.secrets import SecretBox
from igor.model.clock import ManualClock
from igor.model.errors import Conflict, IgorError, Invalid, NotFound, Unauthenticated
from igor.model.home import Home

pytestmark = pytest.mark.integration


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_000_000)


@pytest.fixture
def controller(tmp_path: Path, clock: ManualClock) -> Iterator[Controller]:
    opened = Controller.open(Home(tmp_path), clock=clock)
    yield opened
    opened.close()


def connect(controller: Controller, name: str, connected: bool = True) -> None:
    """What the hub notes when an agent comes or goes."""
    controller.store.write(lambda c: c.execute("UPDATE node SET connected = ? WHERE name = ?", (connected, name)))


def test_agent_joins_and_proves_itself(controller: Controller) -> None:
    """The join token must open one door only: an agent's own token is what counts afterwards."""
    join = nodes.make_join_token(controller)
    token, _ = nodes.register_agent(controller, join, "a1", ["linux big", "x86"], 3, "/var/igor")
    node = nodes.get(controller, "A1")
    assert (node.executors, node.labels, node.remote_fs) == (3, frozenset({"linux", "big", "x86"}), "/var/igor")
    assert nodes.check_token(controller, "a1", token)
    assert not nodes.check_token(controller, "a1", join)
    assert not nodes.check_token(controller, "none", token)
    with pytest.raises(Unauthenticated):
        nodes.register_agent(controller, token, "a2", [], 1, "")


def test_known_name_is_taken_over_only_offline(controller: Controller) -> None:
    """A second machine of the same name would fight with the first over its builds."""
    join = nodes.make_join_token(controller)
    first, _ = nodes.register_agent(controller, join, "a1", ["old"], 1, "/a")
    nodes.toggle_offline(controller, "a1", "maintenance")
    connect(controller, "a1")
    with pytest.raises(Conflict, match="connected"):
        nodes.register_agent(controller, join, "a1", ["new"], 2, "/b")
    connect(controller, "a1", connected=False)
    second, _ = nodes.register_agent(controller, join, "a1", ["new"], 2, "/b")
    node = nodes.get(controller, "a1")
    assert (node.labels, node.executors, node.offline_reason) == (frozenset({"new"}), 2, "maintenance")
    assert nodes.check_token(controller, "a1", second)
    assert not nodes.check_token(controller, "a1", first)


def test_the_tokens_of_a_deleted_node_are_known_for_a_year(controller: Controller) -> None:
    """Its agent has to be told to end what it runs, and nobody else may be taken for it."""
    token = nodes.create(controller, "a1")
    secret = identity.agent_secret(controller, "a1")
    assert not nodes.was_token(controller, "a1", token)
    nodes.delete(controller, "A1", by="anna")
    for shown in (token, secret):
        assert (nodes.check_token(controller, "a1", shown), nodes.was_token(controller, "a1", shown)) == (False, True)
    assert not nodes.was_token(controller, "a1", "0" * 64)
    assert not nodes.was_token(controller, "a2", token)


def test_join_tokens_end(controller: Controller) -> None:
    """A leaked join token must be replaceable."""
    old = nodes.make_join_token(controller)
    new = nodes.make_join_token(controller)
    with pytest.raises(Unauthenticated):
        nodes.register_agent(controller, old, "a1", [], 1, "")
    nodes.revoke_join_token(controller)
    with pytest.raises(Unauthenticated):
        nodes.register_agent(controller, new, "a1", [], 1, "")


def test_nodes_by_hand(controller: Controller) -> None:
    """Clients create, change, take offline and delete nodes; the built-in one stays."""
    nodes.ensure_built_in(controller)
    nodes.create(controller, "b", executors=2, labels=["x"], mode="EXCLUSIVE")
    with pytest.raises(Invalid, match="Agent called ‘B’ already exists"):
        nodes.create(controller, "B")
    assert nodes.update_config(controller, "b", executors=5).executors == 5
    assert nodes.toggle_offline(controller, "b", "broken disk").offline_reason == "broken disk"
    assert not nodes.toggle_offline(controller, "b").temporarily_offline
    assert [node.name for node in nodes.list_nodes(controller)] == ["built-in", "b"]
    nodes.delete(controller, "b", by="anna")
    with pytest.raises(NotFound):
        nodes.get(controller, "b")
    with pytest.raises(Invalid, match="built-in"):
        nodes.delete(controller, "built-in", by="anna")
    for bad in ({"executors": -1}, {"mode": "SOMETIMES"}):
        with pytest.raises(Invalid):
            nodes.create(controller, "c", **bad)  # type: ignore[arg-type]


def test_passwords(controller: Controller) -> None:
    """The store must not tell a password, and a wrong one must not do, not even after a right one."""
    users.create_user(controller, "anna", "Anna", "correct horse", is_admin=True)
    assert users.check_password(controller, "ANNA", "correct horse") == users.get(controller, "anna")
    assert users.check_password(controller, "anna", "correct horse") is not None
    assert users.check_password(controller, "anna", "wrong") is None
    assert users.check_password(controller, "none", "correct horse") is None
    users.set_password(controller, "anna", "battery")
    assert users.check_password(controller, "anna", "correct horse") is None
    with pytest.raises(Invalid, match="taken"):
        users.create_user(controller, "Anna", password="x")
    with pytest.raises(Invalid, match="empty"):
        users.create_user(controller, "ben", password="")


def test_api_tokens(controller: Controller, clock: ManualClock) -> None:
    """Clients log in with them; a revoked one ends at once."""
    users.create_user(controller, "anna", password="x")
    users.create_user(controller, "ben", password="x")
    uuid, value = users.create_token(controller, "anna", "laptop")
    assert re.fullmatch("11[0-9a-f]{32}", value)
    for _ in range(3):
        found = users.check_token(controller, "anna", value)
        assert found is not None and found.id == "anna"
    assert users.check_token(controller, "ben", value) is None
    clock.advance(users.NOTE_USE_EVERY_MS)
    users.check_token(controller, "anna", value)
    controller.store.write(lambda _: None)
    (token,) = users.list_tokens(controller, "anna")
    assert (token.name, token.last_used_ms) == ("laptop", clock.now_ms())
    users.revoke(controller, "anna", uuid)
    assert users.check_token(controller, "anna", value) is None
    with pytest.raises(NotFound):
        users.revoke(controller, "anna", uuid)


def test_deleted_user_takes_tokens_along(controller: Controller) -> None:
    """A token that outlives its user would be a back door."""
    users.create_user(controller, "anna", password="x")
    _, value = users.create_token(controller, "anna")
    users.delete_user(controller, "anna", by="root")
    assert users.check_token(controller, "anna", value) is None
    assert users.list_users(controller) == []


def test_secret_box(tmp_path: Path) -> None:
    """Values come back with the same key only; the key is private and made once, by however many at a time."""
    with ThreadPoolExecutor(8) as pool:
        boxes = list(pool.map(lambda _: SecretBox.open(tmp_path), range(16)))
    assert len({box.key for box in boxes}) == 1
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]
    box, other = boxes[0], SecretBox(bytes(32))
    text = box.encrypt("grün")
    assert text != box.encrypt("grün")
    assert box.decrypt(text) == "grün"
    for wrong in ("plain", "{}", "{AAAA}", other.encrypt("x")):
        with pytest.raises(IgorError):
            box.decrypt(wrong)


def test_settings(controller: Controller) -> None:
    """A misspelt key would silently do nothing."""
    assert settings.get(controller, "quiet_period_s") == "5"
    settings.put(controller, "root_url", "http://ci/")
    assert settings.get(controller, "root_url") == "http://ci/"
    for key, value in (("quiet_period", "5"), ("quiet_period_s", "soon")):
        with pytest.raises(Invalid):
            settings.put(controller, key, value)
