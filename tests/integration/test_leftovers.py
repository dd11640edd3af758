"""A crash, or a transaction that is undone, between rows and the files that belong to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_world import job_xml

from igor.controller import builds, item_rows, items, job_files
from igor.controller.context import Controller
from igor.controller.engine_tick import Ticker
from igor.model.home import Home

pytestmark = pytest.mark.integration


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[Controller]:
    controller = Controller.open(Home(tmp_path))
    items.create_item(controller, "app", job_xml("work"), by="admin")
    for number in (1, 2):
        add_build(controller, "app", number)
    yield controller
    controller.close()


def add_build(controller: Controller, full_name: str, number: int) -> None:
    """A build that has ended, with a log."""
    controller.store.write(
        lambda connection: connection.execute(
            "INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms)"
            " SELECT id, ?, 1, 'finished', 'SUCCESS', 'n', 0, '', 1 FROM item WHERE full_name = ?",
            (number, full_name),
        )
    )
    folder = controller.home.build_folder(full_name, number)
    folder.mkdir(parents=True)
    (folder / "log").write_text(f"{full_name} {number}\n")


def numbers(controller: Controller, full_name: str) -> set[str]:
    return {folder.name for folder in (controller.home.job_folder(full_name) / "builds").glob("*")}


def test_files_of_what_was_deleted_before_a_crash(controller: Controller) -> None:
    """They would stay for ever, or become those of the next job of that name."""
    items.create_item(controller, "old", job_xml("work"), by="admin")
    add_build(controller, "old", 1)

    def delete_rows(connection) -> None:  # type: ignore[no-untyped-def]
        builds.remove_build(connection, item_rows.row_of(connection, "app").id, 1)
        items.remove_item(connection, item_rows.row_of(connection, "old"), by="ada", now_ms=1)

    controller.store.write(delete_rows)
    Ticker(controller, 1).recover()
    assert numbers(controller, "app") == {"2"}
    assert not controller.home.job_folder("old").exists()
    with controller.store.read() as connection:
        assert connection.execute("SELECT * FROM leftover").fetchall() == []


def test_a_name_that_was_given_anew_keeps_its_files(controller: Controller) -> None:
    """The new job would lose its logs at the next start."""
    items.delete_item(controller, "app", by="ada")
    items.create_item(controller, "App", job_xml("work"), by="ada")
    add_build(controller, "App", 1)
    Ticker(controller, 1).recover()
    assert numbers(controller, "App") == {"1"}


def test_what_an_engine_removed_is_not_listed_any_more(controller: Controller) -> None:
    """The list would grow with every build that a policy discards."""
    ticker = Ticker(controller, 1)
    ticker.recover()
    builds.delete(controller, "app", 1, by="ada")
    ticker.gone = [("app", 1)]
    ticker.tick([], [])
    with controller.store.read() as connection:
        assert connection.execute("SELECT * FROM leftover").fetchall() == []


def test_a_move_whose_rows_did_not_follow_is_taken_back(controller: Controller) -> None:
    """The job would have lost its builds' logs: its folder had the new name already."""
    ticker = Ticker(controller, 1)
    ticker.recover()
    job_files.move(controller.home, "app", "new")
    assert not controller.home.job_folder("app").exists()
    ticker.tick([], [])
    assert numbers(controller, "app") == {"1", "2"}
    assert not job_files.noted_moves(controller.home)


def test_rows_whose_folder_did_not_follow_get_it(controller: Controller) -> None:
    """As a loss of power may leave it."""
    items.rename_item(controller, "app", "new", by="ada")
    job_files.move_folder(controller.home, "new", "app")
    (note,) = job_files.noted_moves(controller.home)
    note.with_name("torn").write_text('["app", "n')
    Ticker(controller, 1).recover()
    assert numbers(controller, "new") == {"1", "2"}
    assert not job_files.noted_moves(controller.home)


def test_a_move_that_is_long_done_is_no_reason_to_move_anything(controller: Controller) -> None:
    """Two jobs that exchange their names would exchange their logs, too."""
    items.create_item(controller, "other", job_xml("work"), by="admin")
    items.rename_item(controller, "app", "aside", by="ada")
    items.rename_item(controller, "other", "app", by="ada")
    add_build(controller, "app", 7)
    Ticker(controller, 1).recover()
    assert (numbers(controller, "aside"), numbers(controller, "app")) == ({"1", "2"}, {"7"})
