"""A release is named by what is in it; what a deploy remembers survives a bad file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from igor.deploy import release
from igor.deploy.release import collect, current_release, install
from igor.deploy.seed import SeedOutcome, seed_config
from igor.deploy.settings import Settings, load_settings, save_settings
from igor.model.errors import IgorError
from igor.model.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout that releases are made of."""
    for file in ("igor/main.py", "seed-jobs/jobs/a.groovy", "wrapper/igor_wrap.py"):
        path = tmp_path / "checkout" / file
        path.parent.mkdir(parents=True)
        path.write_text(file)
    monkeypatch.setattr(release, "SOURCE", tmp_path / "checkout")
    return tmp_path / "checkout"


def test_same_content_is_the_same_release(home: Home, checkout: Path) -> None:
    """A deploy that restarts everything because a file was touched."""
    before = current_release(home)
    (checkout / "seed-jobs/jobs/a.groovy").touch()
    (checkout / "igor" / "__pycache__").mkdir()
    (checkout / "igor" / "__pycache__" / "main.pyc").write_text("compiled")
    assert current_release(home) == before
    assert before.folder == home.releases / before.digest
    assert len(before.digest) == 12


@pytest.mark.parametrize("file", ["igor/main.py", "seed-jobs/jobs/a.groovy", "wrapper/igor_wrap.py", "igor/new.py"])
def test_any_change_is_a_new_release(home: Home, checkout: Path, file: str) -> None:
    """A change that a deploy does not notice."""
    before = current_release(home)
    (checkout / file).write_text("changed")
    assert current_release(home) != before


@pytest.mark.parametrize(
    ("file", "is_new"), [("igor/main.py", True), ("wrapper/igor_wrap.py", True), ("seed-jobs/jobs/a.groovy", False)]
)
def test_only_a_change_of_the_program_restarts(home: Home, checkout: Path, file: str, is_new: bool) -> None:
    """Agents that leave because a job was added, or a new wrapper that nobody loads."""
    before = current_release(home)
    (checkout / file).write_text("changed")
    assert (current_release(home).program != before.program) is is_new


def test_old_releases_are_removed_unless_held(home: Home) -> None:
    """Releases that fill the disk, or a build that loses the files that it runs."""
    for age, name in enumerate(["r6", "r5", "r4", "r3", "r2", "r1"]):
        (home.release(name) / "seed-jobs").mkdir(parents=True)
        os.utime(home.release(name), (1_000_000 - age, 1_000_000 - age))
    assert sorted(collect(home, {"r2"})) == ["r1", "r3"]
    assert sorted(folder.name for folder in home.releases.iterdir()) == ["r2", "r4", "r5", "r6"]
    assert collect(home, {"r6"}) == ["r2"]


def test_a_folder_tells_its_release(home: Home) -> None:
    """A seed of the release that would count as one of somewhere else."""
    assert home.release_of(str(home.release("1f") / "seed-jobs")) == "1f"
    assert home.release_of(str(home.releases)) == home.release_of("relative") == home.release_of("/other/1f") == ""


def test_moved_text_is_a_new_release(home: Home, checkout: Path) -> None:
    """A digest of contents alone: renaming a script would change nothing."""
    before = current_release(home)
    (checkout / "seed-jobs/jobs/a.groovy").rename(checkout / "seed-jobs/jobs/b.groovy")
    assert current_release(home) != before


def test_own_jobs_take_the_place_of_seed_jobs(home: Home, checkout: Path, tmp_path: Path) -> None:
    """--jobs that installs the samples beside or instead of a team's own jobs."""
    own = tmp_path / "own"
    (own / "jobs").mkdir(parents=True)
    (own / "jobs" / "mine.groovy").write_text("job('mine') { }")
    made = current_release(home, own)
    assert made != current_release(home)
    install(made, own)
    assert made.is_installed
    assert [path.name for path in made.seed_jobs.rglob("*.groovy")] == ["mine.groovy"]
    assert (made.wrapper / "igor_wrap.py").is_file()


def test_copy_that_was_cut_off_is_done_again(home: Home, checkout: Path) -> None:
    """Half a release that counts as installed, or that a second try trips over."""
    made = current_release(home)
    (made.folder / "seed-jobs").mkdir(parents=True)
    (made.folder / "seed-jobs" / "stale.groovy").write_text("half")
    assert not made.is_installed
    install(made)
    assert made.is_installed
    assert not (made.folder / "seed-jobs" / "stale.groovy").exists()


def test_incomplete_checkout_is_named(home: Home, checkout: Path) -> None:
    """A traceback when igor runs from a folder without its parts."""
    (checkout / "wrapper/igor_wrap.py").unlink()
    (checkout / "wrapper").rmdir()
    with pytest.raises(IgorError, match="there is no folder .*wrapper") as caught:
        current_release(home)
    assert "complete checkout" in caught.value.hint


def test_home_inside_the_jobs_is_refused(checkout: Path, tmp_path: Path) -> None:
    """A copy of a folder into itself, without end."""
    jobs = tmp_path / "jobs"
    jobs.mkdir()
    inside = Home(jobs / "home")
    with pytest.raises(IgorError, match="home lies inside"):
        install(current_release(inside, jobs), jobs)


def test_settings_are_remembered(home: Home) -> None:
    """A port that a second deploy has forgotten."""
    assert load_settings(home) is None
    home.root.mkdir()
    save_settings(home, Settings(9000, "abc"))
    assert load_settings(home) == Settings(9000, "abc")
    assert [path.name for path in home.root.iterdir()] == ["deploy.json"]


def test_asked_port_wins() -> None:
    """--port that is ignored, or that is forgotten when it is not given again."""
    assert Settings(9000).with_port(None).port == 9000
    assert Settings(9000, "abc").with_port(80) == Settings(80, "abc")


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"colour": "red"}'])
def test_unreadable_settings_are_named(home: Home, text: str) -> None:
    """A traceback, or a deploy that forgets its port, after a bad edit of deploy.json."""
    home.root.mkdir()
    home.settings.write_text(text)
    with pytest.raises(IgorError, match=r"deploy\.json cannot be read") as caught:
        load_settings(home)
    assert "--port" in caught.value.hint


def test_seed_config_escapes_its_workspace() -> None:
    """A home whose path is no XML."""
    assert "<customWorkspace>/a &amp; b/seed-jobs</customWorkspace>" in seed_config(Path("/a & b/seed-jobs"))


def test_errors_of_a_seed_log_are_cut_out() -> None:
    """A deploy that shows the whole log, or only its first line, when a script is broken."""
    log = "Processing DSL script a.groovy\nERROR: (a.groovy, line 2) no\n  stepz\n  ^\nFinished: FAILURE\n"
    assert SeedOutcome(1, "FAILURE", log).errors == ["ERROR: (a.groovy, line 2) no", "  stepz", "  ^"]
    assert SeedOutcome(1, "FAILURE", "Finished: FAILURE\n").errors == []
