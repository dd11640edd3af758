"""Backups made while builds run, restored to new homes, and refused where they would destroy something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_world import World, job_xml, wait_for

from igor.controller import backup, builds, items, queue
from igor.controller.context import Controller
from igor.model.errors import Conflict, IgorError, Invalid
from igor.model.home import Home

pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "live")
    made.start_engine()
    yield made
    made.close()


def test_restored_home_goes_on(world: World, tmp_path: Path) -> None:
    """A backup taken under load: finished builds with their logs, what waits, and what ran when it was made."""
    agent = world.add_agent(executors=1)
    world.add_job("app", job_xml("work"))
    world.add_job("team", job_xml("work"))
    world.build("app")
    agent.finish("app", "first\n")
    world.finished("app")
    world.build("app")
    run_id = agent.launched("app", 2)
    agent.print(run_id, "half of it\n")
    wait_for(lambda: "half of it" in world.log("app", 2), "the log is here")
    queue_id = world.build("team")
    contents = backup.back_up(world.home, tmp_path / "b.tar")
    assert (contents.items, contents.builds, contents.missing) == (2, 2, [])
    assert backup.verify(tmp_path / "b.tar") == contents
    restored = Home(tmp_path / "new")
    backup.restore(tmp_path / "b.tar", restored)
    controller = Controller.open(restored)
    try:
        assert items.find_item(controller, "app").next_build_number == 3
        assert builds.log_slice(controller, "app", 1, 0).data.endswith(b"first\nFinished: SUCCESS\n")
        assert builds.get(controller, "app", 2).is_running
        assert [item.id for item in queue.list_open(controller)] == [queue_id]
    finally:
        controller.close()
    agent.end(run_id)


def test_a_restored_engine_is_newer_than_the_lost_one(world: World, tmp_path: Path) -> None:
    """Agents would not obey it."""
    world.add_agent()
    backup.back_up(world.home, tmp_path / "b.tar")
    backup.restore(tmp_path / "b.tar", Home(tmp_path / "new"))
    assert _epoch(tmp_path / "new") > _epoch(tmp_path / "live") + 1_000


def _epoch(root: Path) -> int:
    with sqlite3.connect(Home(root).database) as connection:
        return int(connection.execute("SELECT value FROM setting WHERE key = 'engine_epoch'").fetchone()[0])


def test_nothing_is_restored_over_a_home(world: World, tmp_path: Path) -> None:
    """One mistyped path would destroy what runs."""
    backup.back_up(world.home, tmp_path / "b.tar")
    with pytest.raises(Conflict, match="is not empty"):
        backup.restore(tmp_path / "b.tar", world.home)
    with pytest.raises(Conflict, match="exists"):
        backup.back_up(world.home, tmp_path / "b.tar")


@pytest.mark.parametrize("harm", ["cut", "flip", "text"])
def test_a_damaged_backup_changes_nothing(world: World, tmp_path: Path, harm: str) -> None:
    """Half a home that looks whole is worse than none."""
    world.add_job("app", job_xml("work"))
    archive = tmp_path / "b.tar"
    backup.back_up(world.home, archive)
    data = bytearray(archive.read_bytes())
    if harm == "cut":
        del data[len(data) // 2 :]
    elif harm == "flip":
        data[len(data) // 2] ^= 1
    else:
        data[:] = b"no tar at all"
    archive.write_bytes(data)
    with pytest.raises(Invalid):
        backup.verify(archive)
    with pytest.raises(Invalid):
        backup.restore(archive, Home(tmp_path / "new"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar", "live"]


def test_no_home_no_backup(tmp_path: Path) -> None:
    """An empty archive would be found out only when it is needed."""
    with pytest.raises(IgorError, match="there is no Igor"):
        backup.back_up(Home(tmp_path / "none"), tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()
