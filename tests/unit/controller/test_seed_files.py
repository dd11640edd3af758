"""Which files a seed step's targets mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.controller import seed_files
from igor.model.errors import Invalid, NotFound
from igor.model.job import SeedStep


@pytest.mark.parametrize(
    ("target", "path", "matches"),
    [
        ("jobs/*.groovy", "jobs/a.groovy", True),
        ("jobs/*.groovy", "jobs/deep/a.groovy", False),
        ("jobs/**/*.groovy", "jobs/a.groovy", True),
        ("jobs/**/*.groovy", "jobs/deep/er/a.groovy", True),
        ("**/*.groovy", "a.groovy", True),
        ("jobs/", "jobs/deep/x", True),
        ("./a?.groovy", "ab.groovy", True),
        ("a?.groovy", "a.groovy", False),
        ("a.groovy", "aXgroovy", False),
    ],
)
def test_ant_patterns(target: str, path: str, matches: bool) -> None:
    """Seed jobs written for Jenkins name their scripts this way."""
    assert bool(seed_files.pattern(target).fullmatch(path)) is matches


def test_order_of_scripts(tmp_path: Path) -> None:
    """Targets run as listed, files of one target by name, each file once."""
    (tmp_path / "jobs").mkdir()
    for name in ("jobs/b.groovy", "jobs/a.groovy", "first.groovy"):
        (tmp_path / name).write_text(f"// {name}")
    scripts = seed_files.scripts_of(SeedStep(("first.groovy", "jobs/*.groovy", "**/*.groovy")), tmp_path).scripts
    assert [script.name for script in scripts] == ["first.groovy", "jobs/a.groovy", "jobs/b.groovy"]
    assert scripts[0].path == tmp_path / "first.groovy"


def test_nothing_found(tmp_path: Path) -> None:
    """A wrong path must not seed nothing and delete everything."""
    with pytest.raises(NotFound, match=r"no Job DSL script\(s\) found at jobs/\*.groovy"):
        seed_files.scripts_of(SeedStep(("jobs/*.groovy",)), tmp_path)


def test_missing_files_may_be_ignored(tmp_path: Path) -> None:
    """``ignoreMissingFiles`` skips a target without scripts, nothing else."""
    (tmp_path / "a.groovy").write_text("")
    scripts = seed_files.scripts_of(SeedStep(("no/*.groovy", "a.groovy"), ignore_missing_files=True), tmp_path).scripts
    assert [script.name for script in scripts] == ["a.groovy"]


def test_not_text(tmp_path: Path) -> None:
    """The file and the byte are named."""
    (tmp_path / "a.groovy").write_bytes(b"job('\xff')")
    with pytest.raises(Invalid, match="a.groovy: byte 5"):
        seed_files.scripts_of(SeedStep(("a.groovy",)), tmp_path)


def test_script_text(tmp_path: Path) -> None:
    """A script given inline needs no file."""
    (script,) = seed_files.scripts_of(SeedStep(script_text="job('a')"), tmp_path).scripts
    assert (script.name, script.source, script.path) == ("script", "job('a')", None)


def test_a_yaml_file_holds_scripts(tmp_path: Path) -> None:
    """The ``jobs`` of a Configuration as Code file are a seed job's target like any other."""
    (tmp_path / "a.groovy").write_text("job('a')")
    (tmp_path / "jobs.yaml").write_text("jobs:\n- providedEnv: {X: 1}\n- file: a.groovy\n- script: job('b')\n")
    files = seed_files.scripts_of(SeedStep(("jobs.yaml",)), tmp_path)
    assert [script.source.strip() for script in files.scripts] == ["job('a')", "job('b')"]
    assert files.variables == {"X": "1"}
    both = seed_files.scripts_of(SeedStep(("*.groovy", "*.yaml")), tmp_path)
    assert [script.source.strip() for script in both.scripts] == ["job('a')", "job('b')"]


def test_nothing_outside_the_workspace(tmp_path: Path) -> None:
    """A script checked out from anywhere could read the controller's files."""
    outside = tmp_path / "outside.groovy"
    outside.write_text("")
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (workspace / "link.groovy").symlink_to(outside)
    (workspace / "up").symlink_to(tmp_path)
    for target in ("../outside.groovy", str(outside), "link.groovy", "up/outside.groovy"):
        with pytest.raises(Invalid, match="lies outside the workspace"):
            seed_files.scripts_of(SeedStep((target,)), workspace)
    with pytest.raises(NotFound):
        seed_files.scripts_of(SeedStep(("**/*.groovy",)), workspace)
    with pytest.raises(Invalid, match="lies outside the workspace"):
        seed_files.classpath_of(SeedStep(additional_classpath=("..",)), workspace)


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    """A workspace that links to itself would be walked for ever."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.groovy").write_text("")
    (tmp_path / "deep" / "again").symlink_to(tmp_path)
    assert len(seed_files.matching(["**/*.groovy"], tmp_path)) == 1


def test_class_path(tmp_path: Path) -> None:
    """Folders count, wildcards name files, and a jar is told to be left out."""
    (tmp_path / "src" / "main").mkdir(parents=True)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "helpers.jar").write_text("")
    step = SeedStep(additional_classpath=("src/main", "lib/*.jar", "none", "lib/helpers.jar"))
    classpath = seed_files.classpath_of(step, tmp_path)
    assert classpath.folders == (tmp_path / "src" / "main",)
    assert [sentence.partition(" on ")[0] for sentence in classpath.unusable] == ["lib/helpers.jar"]
