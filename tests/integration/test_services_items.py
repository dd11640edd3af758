"""Commands on items and views over a real store: names, types, content, what follows a rename or a deletion."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from igor.controller import builds, items, queue, views
from igor.controller.context import Controller
from igor.model.build import Cause
from igor.model.clock import ManualClock
from igor.model.errors import Conflict, Invalid, InvalidSource, NotFound
from igor.model.home import Home
from igor.model.job import Result
from igor.storage import queries
from igor.storage.records import ItemRow

pytestmark = pytest.mark.integration

FREE_STYLE = """<?xml version='1.1' encoding='UTF-8'?>
<project>
  <description>said &lt;so&gt;</description>
  <keepDependencies>false</keepDependencies>
  <disabled>false</disabled>
  <builders>
    <hudson.tasks.Shell><command>true</command></hudson.tasks.Shell>
  </builders>
</project>"""
PIPELINE = "<flow-definition><disabled>false</disabled></flow-definition>"
LIST_VIEW = "<hudson.model.ListView><name>x</name><jobNames><string>app</string></jobNames></hudson.model.ListView>"
USER = Cause("user", "Started by user anna", {"user_id": "anna", "user_name": "anna"})


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[Controller]:
    opened = Controller.open(Home(tmp_path), clock=ManualClock(1_000_000))
    yield opened
    opened.close()


def create(controller: Controller, *full_names: str, xml: str = FREE_STYLE) -> None:
    for full_name in full_names:
        items.create_item(controller, full_name, xml, by="anna")


def folder(controller: Controller, *full_names: str) -> None:
    for full_name in full_names:
        items.create_folder(controller, full_name, by="anna")


def start_build(controller: Controller, full_name: str, number: int = 1) -> None:
    """What the engine's claim leaves in the store, with a log of three bytes."""
    row = items.find_item(controller, full_name)

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO build (item_id, number, queue_id, state, node_name, executor, plan, started_ms)"
            " VALUES (?, ?, 1, 'running', 'built-in', ?, '{}', ?)",
            (row.id, number, number, controller.now_ms()),
        )
        builds.record_started(connection, row.id, number)

    controller.store.write(work)
    log = controller.home.build_log(row.full_name, number)
    log.parent.mkdir(parents=True)
    log.write_bytes(b"log")


def finish_build(controller: Controller, full_name: str, number: int = 1, result: Result = Result.SUCCESS) -> None:
    row = items.find_item(controller, full_name)

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(
            "UPDATE build SET state = 'finished', result = ?, duration_ms = ? WHERE item_id = ? AND number = ?",
            (result.value, number * 1000, row.id, number),
        )
        builds.record_finished(connection, row.id, number, result)

    controller.store.write(work)


def names_of(rows: list[ItemRow]) -> list[str]:
    return [row.full_name for row in rows]


def test_created_item_keeps_its_text(controller: Controller) -> None:
    """Clients compare the XML that they get with the one they posted."""
    create(controller, "app")
    assert items.get_config(controller, "APP") == FREE_STYLE
    row = items.find_item(controller, "app")
    assert (row.kind, row.class_name, row.color) == ("job", "hudson.model.FreeStyleProject", "notbuilt")


def test_rows_have_the_columns_in_order(controller: Controller) -> None:
    """Rows are read by position: a column in another place would show one field as another."""
    statements = queries.load("item")
    with controller.store.read() as connection:
        for name, values in (("find", "full_name"), ("find_by_id", "id"), ("children", "parent"), ("all", "")):
            columns = connection.execute(statements[name], {values: 0}).description
            assert tuple(column[0] for column in columns) == ItemRow.__struct_fields__


def test_duplicate_differs_by_case_only(controller: Controller) -> None:
    """``FOO`` beside ``foo`` would share a folder on some disks and one URL in Jenkins."""
    create(controller, "app")
    with pytest.raises(Invalid, match="A job already exists with the name ‘app’"):
        create(controller, "APP", xml="<broken")


def test_bad_input_changes_nothing(controller: Controller) -> None:
    """Each refused request must leave the store as it was."""
    create(controller, "app")
    for name, xml, error in (
        ("a@b", FREE_STYLE, Invalid),
        ("x", "<project>", InvalidSource),
        ("x", "<unknown.Type/>", InvalidSource),
        ("none/x", FREE_STYLE, NotFound),
        ("app/x", FREE_STYLE, Invalid),
    ):
        with pytest.raises(error):
            items.create_item(controller, name, xml, by="anna")
    assert names_of(items.all_items(controller)) == ["app"]


def test_type_cannot_change(controller: Controller) -> None:
    """A pipeline in place of a free-style job would leave builds that nobody can read."""
    create(controller, "app")
    with pytest.raises(Invalid, match="does not match existing type"):
        items.update_config(controller, "app", PIPELINE, by="anna")
    assert items.get_config(controller, "app") == FREE_STYLE


def test_disable_rewrites_one_element_and_cancels(controller: Controller) -> None:
    """A disabled job must neither wait in the queue nor lose anything of its XML."""
    create(controller, "app")
    queued = queue.schedule(controller, "app", cause=USER)
    items.set_enabled(controller, "app", False, by="anna")
    assert items.get_config(controller, "app") == FREE_STYLE.replace("<disabled>false", "<disabled>true")
    assert items.find_item(controller, "app").color == "disabled"
    assert queue.get(controller, queued.queue_id).cancelled
    with pytest.raises(Conflict, match="not buildable"):
        queue.schedule(controller, "app", cause=USER)
    items.set_enabled(controller, "app", True, by="anna")
    assert items.get_config(controller, "app") == FREE_STYLE


def test_folders_have_no_switch(controller: Controller) -> None:
    """Jenkins answers 404 there; a disabled folder would mean nothing."""
    folder(controller, "team")
    with pytest.raises(NotFound):
        items.set_enabled(controller, "team", False, by="anna")


def test_rename_moves_content_builds_and_views(controller: Controller) -> None:
    """A renamed folder that lost its jobs' logs would lose the team's history."""
    folder(controller, "team", "team/sub", "teams")
    create(controller, "team/app", "team/sub/deep", "teams/other")
    views.create_view(controller, "team", "mine", LIST_VIEW, by="anna")
    start_build(controller, "team/app")
    finish_build(controller, "team/app")
    items.rename_item(controller, "team", "group", by="anna")
    assert names_of(items.all_items(controller)) == [
        "group", "group/app", "group/sub", "group/sub/deep", "teams", "teams/other",
    ]  # fmt: skip
    assert builds.log_slice(controller, "group/app", 1).data == b"log"
    assert [view.name for view in views.list_views(controller, "group")] == ["All", "mine"]
    assert items.list_items(controller, "group/sub")[0].full_name == "group/sub/deep"


def trigger(*names: str) -> str:
    """A job that starts others."""
    children = f"<childProjects>{', '.join(names)}</childProjects>"
    return (
        f"<project><publishers><hudson.tasks.BuildTrigger>{children}</hudson.tasks.BuildTrigger></publishers></project>"
    )


def test_triggers_follow_a_rename(controller: Controller) -> None:
    """The chain of jobs would end at the old name, silently."""
    folder(controller, "team")
    create(controller, "team/app", "other")
    for name, names in {"team/near": ("app", "other", "gone"), "far": ("team/app",)}.items():
        items.create_item(controller, name, trigger(*names), by="ada")
    items.rename_item(controller, "team/app", "next", by="ada")
    assert items.get_config(controller, "team/near") == trigger("next", "other", "gone")
    assert items.get_config(controller, "far") == trigger("team/next")
    items.rename_item(controller, "team", "crew", by="ada")
    assert items.get_config(controller, "crew/near") == trigger("next", "other", "gone")
    assert items.get_config(controller, "far") == trigger("crew/next")
    items.move_item(controller, "crew/near", "", by="ada")
    assert items.get_config(controller, "near") == trigger("crew/next", "other", "gone")
    items.move_item(controller, "crew/next", "", by="ada")
    assert items.get_config(controller, "far") == trigger("next")
    items.rename_item(controller, "far", "further", by="ada")
    assert items.get_config(controller, "further") == trigger("next")


@pytest.mark.parametrize(("new_name", "message"), [("app", "same as"), ("b", "already in use"), ("x/y", "unsafe")])
def test_refused_renames(controller: Controller, new_name: str, message: str) -> None:
    """Jenkins answers these with 400; a silent overwrite would lose a job."""
    create(controller, "app", "b")
    with pytest.raises(Invalid, match=message):
        items.rename_item(controller, "app", new_name, by="anna")


def test_rename_by_case_and_while_running(controller: Controller) -> None:
    """Case alone may change; a job that runs keeps its name, since its log is being written there."""
    create(controller, "app")
    assert items.rename_item(controller, "app", "App", by="anna").full_name == "App"
    start_build(controller, "App")
    with pytest.raises(Invalid, match="running"):
        items.rename_item(controller, "App", "b", by="anna")


def test_move_between_folders(controller: Controller) -> None:
    """Moving into itself would cut a folder off the tree."""
    folder(controller, "a", "b")
    create(controller, "a/app")
    assert items.move_item(controller, "a/app", "b", by="anna").full_name == "b/app"
    assert items.move_item(controller, "b/app", "", by="anna").full_name == "app"
    with pytest.raises(Invalid, match="into itself"):
        items.move_item(controller, "a", "a", by="anna")
    with pytest.raises(Invalid, match="already"):
        items.move_item(controller, "app", "", by="anna")


def test_copy_starts_afresh(controller: Controller) -> None:
    """A copy has the configuration, not the builds; a folder's copy has its content."""
    folder(controller, "team")
    create(controller, "team/app")
    items.set_next_build_number(controller, "team/app", 7, by="anna")
    items.copy_item(controller, "team", "group", by="anna")
    assert items.find_item(controller, "group/app").next_build_number == 1
    assert items.get_config(controller, "group/app") == FREE_STYLE
    with pytest.raises(Invalid, match="No such job: none"):
        items.copy_item(controller, "none", "x", by="anna")


def test_delete_waits_for_running_builds(controller: Controller) -> None:
    """Deleting under a running build would leave a process that writes into nowhere."""
    folder(controller, "team")
    create(controller, "team/app", "team/b")
    start_build(controller, "team/app")
    queued = queue.schedule(controller, "team/b", cause=USER)
    with pytest.raises(Conflict, match="team/app #1"):
        items.delete_item(controller, "team", by="anna")
    assert queue.get(controller, queued.queue_id).cancelled
    finish_build(controller, "team/app", result=Result.ABORTED)
    items.delete_item(controller, "team", by="anna")
    assert items.all_items(controller) == []
    assert not controller.home.job_folder("team").exists()


def test_next_build_number_only_grows(controller: Controller) -> None:
    """A lower number would overwrite a build."""
    create(controller, "app")
    assert items.set_next_build_number(controller, "app", 5, by="anna")
    assert not items.set_next_build_number(controller, "app", 4, by="anna")
    assert items.find_item(controller, "app").next_build_number == 5


def test_description_is_edited_in_place(controller: Controller) -> None:
    """The rest of the XML must stay byte for byte."""
    create(controller, "app")
    items.set_description(controller, "app", "a & b", by="anna")
    assert items.get_config(controller, "app") == FREE_STYLE.replace("said &lt;so&gt;", "a &amp; b")


def test_views_select_by_name_and_expression(controller: Controller) -> None:
    """A view that shows too little hides a broken job."""
    folder(controller, "team")
    create(controller, "app", "b-1", "team/app", "team/b-2")
    xml = LIST_VIEW.replace("</hudson", "<includeRegex>.*b-\\d</includeRegex><recurse>true</recurse></hudson")
    view = views.create_view(controller, "", "mine", xml, by="anna")
    assert names_of(views.view_jobs(controller, view)) == ["app", "b-1", "team/b-2"]
    plain = views.create_view(controller, "team", "theirs", LIST_VIEW, by="anna")
    assert names_of(views.view_jobs(controller, plain)) == ["team/app"]
    everything = views.find_view(controller, "", "all")
    assert names_of(views.view_jobs(controller, everything)) == ["app", "b-1", "team"]


def test_view_jobs_are_added_and_removed(controller: Controller) -> None:
    """JenkinsAPI's views are built this way."""
    create(controller, "app", "b")
    views.create_view(controller, "", "mine", LIST_VIEW, by="anna")
    view = views.add_job(controller, "", "mine", "b")
    assert names_of(views.view_jobs(controller, view)) == ["app", "b"]
    view = views.remove_job(controller, "", "mine", "app")
    assert names_of(views.view_jobs(controller, view)) == ["b"]
    with pytest.raises(Invalid, match="No such job"):
        views.add_job(controller, "", "mine", "none")


def test_refused_view_commands(controller: Controller) -> None:
    """The primary view is what every page falls back to."""
    views.create_view(controller, "", "mine", LIST_VIEW, by="anna")
    for taken in ("mine", "MINE", "all"):
        with pytest.raises(Invalid, match="A view already exists with the name"):
            views.create_view(controller, "", taken, LIST_VIEW, by="anna")
    with pytest.raises(Invalid, match="cannot be deleted"):
        views.delete_view(controller, "", "all", by="anna")
    with pytest.raises(Invalid, match="includeRegex"):
        bad = LIST_VIEW.replace("</hudson", "<includeRegex>(</includeRegex></hudson")
        views.update_view(controller, "", "mine", bad, by="anna")
    views.delete_view(controller, "", "mine", by="anna")
    with pytest.raises(NotFound):
        views.find_view(controller, "", "mine")
