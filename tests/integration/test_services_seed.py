"""Applying what a seed generated, over a real store: all or nothing, ownership, removal, the second run."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from igor.configxml.folder_credentials import PROPERTY
from igor.controller import credentials, items, queue, seed_apply, views
from igor.controller.context import Controller
from igor.controller.seed_report import SeedReport
from igor.jobdsl.session import GeneratedConfigFile, GeneratedItem, SeedResult
from igor.model.clock import ManualClock
from igor.model.errors import Invalid, InvalidSource
from igor.model.home import Home
from igor.model.job import SeedStep

pytestmark = pytest.mark.integration

JOB = "<project>\n    <description>{}</description>\n    <builders></builders>\n</project>\n"
FOLDER = "<com.cloudbees.hudson.plugins.folder.Folder>\n</com.cloudbees.hudson.plugins.folder.Folder>\n"
VIEW = "<hudson.model.ListView>\n    <jobNames>\n<string>{}</string>\n    </jobNames>\n</hudson.model.ListView>\n"
PIPELINE = "<flow-definition></flow-definition>"
DELETE = SeedStep(removed_job_action="DELETE", removed_view_action="DELETE")


class Seeding:
    """A seed job with its builds, one ``run`` each."""

    def __init__(self, controller: Controller, full_name: str = "seed") -> None:
        self.controller = controller
        self.full_name = full_name
        self.build_number = 0
        items.create_item(controller, full_name, "<project/>", by="anna")

    def run(self, *generated: GeneratedItem, step: SeedStep = DELETE, queued: tuple[str, ...] = ()) -> SeedReport:
        self.build_number += 1
        items.set_next_build_number(self.controller, self.full_name, self.build_number + 1, by="engine")
        return self.step(*generated, step=step, queued=queued)

    def step(self, *generated: GeneratedItem, step: SeedStep = DELETE, queued: tuple[str, ...] = ()) -> SeedReport:
        result = SeedResult(items=list(generated), queued=list(queued))
        seed_apply.prepare(self.controller, self.full_name, result, step)
        seed = items.find_item(self.controller, self.full_name)
        report = self.controller.store.write(
            lambda c: seed_apply.apply_seed(self.controller, c, seed, self.build_number, result, step)
        )
        seed_apply.discard_removed(self.controller, report)
        return report

    def plan(self, *generated: GeneratedItem) -> dict[str, str]:
        changes = seed_apply.plan_seed(self.controller, self.full_name, generated, DELETE).changes
        return {change.full_name: change.action for change in changes}


@pytest.fixture
def controller(tmp_path: Path) -> Iterator[Controller]:
    opened = Controller.open(Home(tmp_path), clock=ManualClock(1_000_000))
    yield opened
    opened.close()


@pytest.fixture
def seed(controller: Controller) -> Seeding:
    return Seeding(controller)


def job(full_name: str, text: str = "x", line: int = 1) -> GeneratedItem:
    return GeneratedItem("item", "FreeStyleJob", full_name, JOB.format(text), "jobs.groovy", line)


def folder(full_name: str) -> GeneratedItem:
    return GeneratedItem("item", "Folder", full_name, FOLDER, "jobs.groovy", 1)


def view(full_name: str, job_name: str) -> GeneratedItem:
    return GeneratedItem("view", "ListView", full_name, VIEW.format(job_name), "jobs.groovy", 1)


def names_of(controller: Controller) -> list[str]:
    return [row.full_name for row in items.all_items(controller)]


def test_first_run_creates_and_second_changes_nothing(controller: Controller, seed: Seeding) -> None:
    """A deploy every minute must not rewrite every job every minute."""
    generated = (folder("team"), job("team/app"), job("b"), view("mine", "b"))
    assert seed.plan(*generated) == dict.fromkeys(("team", "team/app", "b", "mine"), "add")
    first = seed.run(*generated)
    assert names_of(controller) == ["b", "seed", "team", "team/app"]
    assert first.blocks["Added items"] == [f"GeneratedJob{{name='{name}'}}" for name in ("team", "team/app", "b")]
    assert first.lines()[-1] == "4 added, 0 unchanged"
    before = items.find_item(controller, "b")
    assert before.config_xml.startswith('<?xml version="1.0" encoding="UTF-8"?><project>\n    <description>x')
    second = seed.run(*generated)
    assert not second.changed
    assert second.lines()[-1] == "Nothing changed: 4 items and views are as the scripts say"
    assert second.blocks["Existing views"] == ["GeneratedView{name='mine'}"]
    assert items.find_item(controller, "b").version == before.version
    assert set(seed.plan(*generated).values()) == {"unchanged"}


def test_change_is_by_meaning(controller: Controller, seed: Seeding) -> None:
    """Quotes, attribute order and indentation are no changes; text and order of elements are."""
    first = structs.replace(job("a"), xml="<project><scm class='a' plugin='b'/><quietPeriod>3</quietPeriod></project>")
    seed.run(first)
    same = structs.replace(
        first, xml='<project>\n  <scm plugin="b" class="a"></scm>\n <quietPeriod>3</quietPeriod></project>'
    )
    assert seed.plan(same)["a"] == "unchanged"
    swapped = "<project><quietPeriod>3</quietPeriod><scm class='a' plugin='b'/></project>"
    for other in (first.xml.replace("3", " 3"), swapped):
        assert seed.plan(structs.replace(first, xml=other))["a"] == "change"
    assert seed.run(structs.replace(first, xml=first.xml.replace("3", "4"))).lines()[-1] == "1 changed, 0 unchanged"
    assert "<quietPeriod>4<" in items.get_config(controller, "a")


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (job("none/x", line=7), r'jobs.groovy:7: Could not create item, unknown parent path in "none/x"'),
        (job("hand/x", line=7), "unsupported folder type"),
        (job("a@b", line=7), "unsafe"),
        (structs.replace(job("hand", line=7), xml=PIPELINE), "item type can not be changed"),
        (
            structs.replace(job("x", line=7), xml="<project>\n<quietPeriod>soon</quietPeriod></project>"),
            "jobs.groovy:7",
        ),
        (view("none/v", "x"), "unknown parent path"),
    ],
)
def test_error_applies_nothing(controller: Controller, seed: Seeding, bad: GeneratedItem, message: str) -> None:
    """Half a seed run would leave jobs that trigger others which do not exist."""
    items.create_item(controller, "hand", "<project/>", by="anna")
    with pytest.raises(InvalidSource, match=message):
        seed.run(job("good"), bad)
    assert names_of(controller) == ["hand", "seed"]


def test_other_seeds_items_are_refused(controller: Controller, seed: Seeding) -> None:
    """Two seeds that rewrite the same job in turns would never come to rest."""
    other = Seeding(controller, "other")
    seed.run(folder("team"), job("team/a"))
    assert not other.run(folder("team")).changed
    with pytest.raises(InvalidSource, match="belongs to the seed job “seed”"):
        other.run(job("team/a", "different"))
    other.run()
    assert names_of(controller) == ["other", "seed", "team", "team/a"]
    items.delete_item(controller, "seed", by="anna")
    assert other.run(job("team/a", "different")).changed


def test_hand_made_item_is_adopted(controller: Controller, seed: Seeding) -> None:
    """As Jenkins does; from then on it is the seed's, also for removal."""
    items.create_item(controller, "a", "<project/>", by="anna")
    seed.run(job("a"), step=replace(DELETE, ignore_existing=True))
    assert items.find_item(controller, "a").seed is None
    seed.run(job("a"))
    assert items.find_item(controller, "a").seed == "seed"
    seed.run()
    assert names_of(controller) == ["seed"]


def test_vanished_items_follow_the_removal_action(controller: Controller, seed: Seeding) -> None:
    """A job that nobody declares any more must not run on, nor vanish unasked."""
    seed.run(job("a"), job("b"), view("mine", "a"))
    kept = seed.run(job("a"), step=SeedStep())
    assert kept.blocks["Unreferenced items"] == ["GeneratedJob{name='b'}"]
    assert not kept.changed
    seed.run(job("a"), job("b"))
    disabled = seed.run(job("a"), step=SeedStep(removed_job_action="DISABLE"))
    assert disabled.blocks["Disabled items"] == ["GeneratedJob{name='b'}"]
    assert items.find_item(controller, "b").disabled
    seed.run(job("a"), job("b"), view("mine", "a"))
    assert not items.find_item(controller, "b").disabled
    removed = seed.run(job("a"))
    assert removed.blocks["Removed items"] == ["GeneratedJob{name='b'}"]
    assert removed.blocks["Removed views"] == ["GeneratedView{name='mine'}"]
    assert names_of(controller) == ["a", "seed"]
    assert [each.name for each in views.list_views(controller)] == ["all"]


def test_steps_of_one_build_add_up(controller: Controller, seed: Seeding) -> None:
    """The second seed step of a build must not remove what the first one generated."""
    for _ in range(2):
        seed.run(job("a"), step=SeedStep())
        report = seed.step(job("b"))
        assert names_of(controller) == ["a", "b", "seed"]
    assert report.blocks["Existing items"] == ["GeneratedJob{name='a'}", "GeneratedJob{name='b'}"]


def test_removed_folder_takes_content_but_not_of_others(controller: Controller, seed: Seeding) -> None:
    """A folder that went must not take another seed's jobs along."""
    other = Seeding(controller, "other")
    seed.run(folder("team"), job("team/a"), folder("own"), job("own/a"))
    other.run(job("team/b"))
    report = seed.run()
    assert names_of(controller) == ["other", "seed", "team", "team/b"]
    assert report.warnings == ["“team” is not removed: it holds “team/b”"]


def test_running_item_is_stopped_and_removed_later(controller: Controller, seed: Seeding) -> None:
    """Its process must end before its workspace and log go."""
    seed.run(job("a"))
    item_id = items.find_item(controller, "a").id
    controller.store.write(
        lambda c: c.execute(
            "INSERT INTO build (item_id, number, queue_id, state, node_name, executor, plan, started_ms)"
            " VALUES (?, 1, 1, 'running', 'built-in', 0, '{}', 0)",
            (item_id,),
        )
    )
    report = seed.run()
    assert "is being stopped" in report.warnings[0]
    assert items.find_item(controller, "a").disabled
    stopped = "UPDATE build SET state = 'finished', result = 'ABORTED' WHERE stop_requested_by = 'seed'"
    assert controller.store.write(lambda c: c.execute(stopped).rowcount) == 1
    seed.run()
    assert names_of(controller) == ["seed"]


def test_previous_name_is_renamed(controller: Controller, seed: Seeding) -> None:
    """A renamed job keeps its history."""
    seed.run(job("old"))
    item_id = items.find_item(controller, "old").id
    seed.run(structs.replace(job("new"), previous_names="ol."))
    assert names_of(controller) == ["new", "seed"]
    assert items.find_item(controller, "new").id == item_id
    assert not seed.run(structs.replace(job("new"), previous_names="ol.")).changed


def test_previous_names_are_relative_to_the_seeds_folder(controller: Controller) -> None:
    """With SEED_JOB a script names jobs from its own folder; a broken expression is told at its place."""
    items.create_folder(controller, "team", by="ada")
    seed = Seeding(controller, "team/seed")
    step = replace(DELETE, lookup_strategy="SEED_JOB")
    seed.run(job("team/old"), job("old"), step=step)
    seed.run(structs.replace(job("team/new"), previous_names="old"), job("old"), step=step)
    assert names_of(controller) == ["old", "team", "team/new", "team/seed"]
    with pytest.raises(InvalidSource, match=r"jobs.groovy:1: previousNames\('\('\): Unclosed group near index 1"):
        seed.run(structs.replace(job("team/x"), previous_names="("), step=step)


def test_renaming_is_bounded_and_tells_what_it_lacks(controller: Controller, seed: Seeding) -> None:
    """An expression of Java's, one that never ends, and a folder that nobody made."""
    seed.run(job("old-name"), job("a" * 40))
    with pytest.raises(InvalidSource, match="Could not rename job old-name to none/new, destination folder does not"):
        seed.run(structs.replace(job("none/new"), previous_names=r"\p{Alpha}+-name"))
    with pytest.raises(InvalidSource, match="a regular expression took over"):
        seed.run(structs.replace(job("x"), previous_names="(a+)+b"))
    seed.run(structs.replace(job("new"), previous_names=r"\p{Alpha}+-name"), job("a" * 40))
    assert names_of(controller) == ["a" * 40, "new", "seed"]


def test_same_name_twice_and_view_in_folder(controller: Controller, seed: Seeding) -> None:
    """The later declaration wins; a view of a folder belongs to the folder."""
    seed.run(folder("team"), job("team/a", "one"), job("TEAM/a", "two"), view("team/v", "a"))
    assert "two" in items.get_config(controller, "team/a")
    (_, found) = views.list_views(controller, "team")
    assert [row.full_name for row in views.view_jobs(controller, found)] == ["team/a"]


def test_queue_of_the_script(controller: Controller, seed: Seeding) -> None:
    """A newcomer sees results at once; a name that leads nowhere is told."""
    report = seed.run(job("a"), queued=("a", "none"))
    (waiting,) = queue.list_open(controller)
    assert waiting.job_full_name == "a"
    assert waiting.causes[0].short_description == 'Started by upstream project "seed" build number 1'
    assert report.queued == [waiting.id]
    assert report.warnings == ["“none” is not queued: No such job: none"]


def test_plan_writes_nothing(controller: Controller, seed: Seeding) -> None:
    """People look before they leap; the plan names the removals too."""
    seed.run(job("a"), job("b"))
    assert seed.plan(job("a", "y"), job("c")) == {"a": "change", "c": "add", "b": "remove"}
    assert names_of(controller) == ["a", "b", "seed"]
    changes = seed_apply.plan_seed(controller, "no-seed-yet", [job("z")]).changes
    assert [change.action for change in changes] == ["add"]


def test_items_of_a_seed_that_is_gone_are_taken_over(controller: Controller, seed: Seeding) -> None:
    """A seed job that was renamed by deleting and creating it could never generate its jobs again."""
    other = Seeding(controller, "other")
    other.run(job("a", "theirs"))
    items.delete_item(controller, "other", by="anna")
    assert items.find_item(controller, "a").seed == "other"
    report = seed.run(job("a", "ours"))
    assert (report.counts, items.find_item(controller, "a").seed) == ({"change": 1}, "seed")


def test_an_edit_by_hand_is_known(controller: Controller, seed: Seeding) -> None:
    """A plan would not say what it overwrites; the report of the next run names it."""
    seed.run(job("a"), job("b"))
    items.set_description(controller, "a", "by hand", by="anna")
    changes = {
        c.full_name: c for c in seed_apply.plan_seed(controller, "seed", [job("a"), job("b", "y")], DELETE).changes
    }
    assert [(name, c.action, c.edited) for name, c in changes.items()] == [
        ("a", "change", True),
        ("b", "change", False),
    ]
    (removed, _) = seed_apply.plan_seed(controller, "seed", [], DELETE).changes
    assert (removed.full_name, removed.action, removed.edited) == ("a", "remove", True)
    report = seed.run(job("a", line=7), job("b"))
    assert report.blocks["Changed"] == ["item a (jobs.groovy:7, edited by hand before)"]


def test_ignored_items_are_not_edited_ones(controller: Controller, seed: Seeding) -> None:
    """ignoreExisting leaves an item as it is: that is no edit of anybody's."""
    items.create_item(controller, "a", JOB.format("by hand"), by="anna")
    ignoring = replace(DELETE, ignore_existing=True)
    for _ in range(2):
        report = seed.run(job("a", "generated"), step=ignoring)
        assert report.counts == {"unchanged": 1}
    assert report.blocks["Existing items"] == ["GeneratedJob{name='a'}"]
    assert "by hand" in items.get_config(controller, "a")


def test_templates_are_reported(controller: Controller, seed: Seeding) -> None:
    """The words of Job DSL's log, which people search for."""
    made = [structs.replace(job(name), template=template) for name, template in (("a", "one"), ("b", "two"))]
    report = seed.run(*made)
    assert report.blocks["New templates"] == ["one", "two"]
    assert report.blocks["Added items"][0] == "GeneratedJob{name='a', template='one'}"
    report = seed.run(structs.replace(job("a"), template="one"), structs.replace(job("c"), template="three"))
    assert [report.blocks[f"{word} templates"] for word in ("Existing", "New", "Unreferenced")] == [
        ["one", "two"],
        ["three"],
        ["two"],
    ]


def config_file(file_id: str, text: str) -> GeneratedConfigFile:
    name = "org.jenkinsci.plugins.configfiles.custom.CustomConfig"
    xml = f"<{name}><id>{file_id}</id><name>N</name><content>{text}</content></{name}>"
    return GeneratedConfigFile(file_id, "N", name, xml, "jobs.groovy", 1)


def test_config_files(controller: Controller, seed: Seeding) -> None:
    """Files that scripts declare would be dropped, or stay when no script declares them."""

    def run(*files: GeneratedConfigFile, action: str = "IGNORE") -> SeedReport:
        seed.build_number += 1
        result = SeedResult(config_files=list(files))
        step = SeedStep(removed_config_files_action=action)
        row = items.find_item(controller, "seed")
        return controller.store.write(
            lambda c: seed_apply.apply_seed(controller, c, row, seed.build_number, result, step)
        )

    first = run(config_file("a", "x"), config_file("b", "x"))
    assert first.blocks["Added config files"][0] == "GeneratedConfigFile{name='N', id='a'}"
    second = run(config_file("a", "y"), action="DELETE")
    assert second.counts == {"change": 1, "remove": 1}
    assert second.blocks["Existing config files"] == ["GeneratedConfigFile{name='N', id='a'}"]
    assert second.blocks["Unreferenced config files"] == ["GeneratedConfigFile{name='N', id='b'}"]
    with controller.store.read() as connection:
        rows = connection.execute("SELECT id, name, seed FROM config_file").fetchall()
    assert [tuple(row) for row in rows] == [("a", "N", "seed")]
    assert run(config_file("a", "y")).counts == {"unchanged": 1}


def test_user_content(controller: Controller, seed: Seeding) -> None:
    """Files below userContent are written, left alone on demand, and never outside of it."""

    def run(path: str, text: str, *, ignore: bool = False) -> SeedReport:
        seed.build_number += 1
        result = SeedResult(user_content={path: base64.b64encode(text.encode()).decode()})
        row = items.find_item(controller, "seed")
        step = SeedStep(ignore_existing=ignore)
        return controller.store.write(
            lambda c: seed_apply.apply_seed(controller, c, row, seed.build_number, result, step)
        )

    assert run("web/a.txt", "1").blocks["Adding user content"] == ["GeneratedUserContent{path='web/a.txt'}"]
    file = controller.home.user_content / "web" / "a.txt"
    assert file.read_text() == "1"
    run("web/a.txt", "2", ignore=True)
    assert file.read_text() == "1"
    assert run("web/a.txt", "2").blocks["Existing user content"] == ["GeneratedUserContent{path='web/a.txt'}"]
    assert file.read_text() == "2"
    assert run("b", "x").blocks["Unreferenced user content"] == ["GeneratedUserContent{path='web/a.txt'}"]
    assert file.exists()
    with pytest.raises(Invalid, match="lies outside of userContent"):
        run("../igor.db", "x")


def test_credentials_of_a_folder_stay(controller: Controller, seed: Seeding) -> None:
    """Credentials cannot be declared in scripts: the next seed would delete them."""
    seed.run(folder("team"))
    text = "org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl"
    credential = f"<{text}><id>it</id><secret>hush</secret></{text}>"
    listed = "java.util.concurrent.CopyOnWriteArrayList"
    entry = f"<entry><{listed}>{credential}</{listed}></entry>"
    inside = f"<{PROPERTY}><domainCredentialsMap>{entry}</domainCredentialsMap></{PROPERTY}>"
    with_secret = FOLDER.replace("\n</", f"\n<properties>{inside}</properties></")
    items.update_config(controller, "team", with_secret, by="anna")
    assert seed.run(folder("team")).counts == {"unchanged": 1}
    told = structs.replace(folder("team"), xml=FOLDER.replace("\n</", "<description>d</description></"))
    assert seed.run(told).counts == {"change": 1}
    with controller.store.read() as connection:
        found = credentials.find_for_item(connection, "team/app", "it")
    assert found is not None
    assert credentials.plain_values(controller, found)["secret"] == "hush"
