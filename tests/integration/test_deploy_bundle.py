"""A bundle of a small checkout: made once, the same each time, checked before it is laid out."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from igor.agents import zipapp
from igor.deploy.hosts import archive, bundle, wheels
from igor.deploy.hosts.bundle import Bundle, Sources
from igor.model.errors import IgorError, Invalid, NotFound

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "igor-ci"
version = "1.0"
[tool.hatch.build.targets.wheel]
packages = ["igor"]
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("checkout")
    files = {
        "pyproject.toml": PROJECT,
        "requirements.lock": "# nothing\n",
        "igor/__init__.py": '__version__ = "1.0"\n',
        "wrapper/igor_wrap.py": "#!/usr/bin/env python3\n",
        "ansible/site.yml": "- hosts: all\n",
        "jobs/jobs/a.groovy": "job('a')\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def make(checkout: Path, cache: Path) -> tuple[Bundle, list[str]]:
    told: list[str] = []
    made = bundle.build(Sources(b"agent", checkout / "jobs", root=checkout), cache, told.append)
    return made, told


def test_a_bundle_is_made_once_and_is_the_same_everywhere(checkout: Path, cache: Path, tmp_path: Path) -> None:
    """What has not changed is not made again; another machine makes the same name."""
    made, told = make(checkout, cache)
    assert len(told) == 1
    assert make(checkout, cache) == (made, [])
    assert bundle.show(made.file) == made.manifest
    elsewhere, _ = make(checkout, tmp_path)
    assert elsewhere.manifest == made.manifest
    assert elsewhere.file.read_bytes() == made.file.read_bytes()
    assert [path[:20] for path in made.manifest.files if path.endswith(".whl")] == ["wheels/igor_ci-1.0-p"]
    assert b"igor_ci==1.0 --hash=sha256:" in (made.folder / "requirements.txt").read_bytes()
    assert dict(archive.unpack(made.part("agent"))).keys() == {"agent.pyz", "wrapper/igor_wrap.py"}
    assert bundle.kept_bundle(made.manifest.digest, cache, tmp_path) == made


def test_a_site_keeps_what_it_was_deployed(checkout: Path, cache: Path, tmp_path: Path) -> None:
    """The way back does not hang on a cache."""
    made, _ = make(checkout, cache)
    bundle.keep(made, tmp_path / "bundles")
    found = bundle.kept_bundle(made.manifest.digest, tmp_path / "empty cache", tmp_path / "bundles")
    assert found.manifest == made.manifest
    for number in range(6):
        (tmp_path / "bundles" / f"{number}.tar.gz").touch()
    bundle.keep(made, tmp_path / "bundles")
    left = [path.name for path in (tmp_path / "bundles").iterdir()]
    assert len(left) == 5 and made.file.name in left


def test_other_jobs_make_another_release_of_the_same_program(checkout: Path, cache: Path) -> None:
    """No wheel is made for it, and no process restarted."""
    before, _ = make(checkout, cache)
    script = checkout / "jobs/jobs/a.groovy"
    script.write_text("job('b')\n")
    after, _ = make(checkout, cache)
    assert (after.manifest.program, after.manifest.agent) == (before.manifest.program, before.manifest.agent)
    assert after.manifest.jobs != before.manifest.jobs
    assert bundle.of_jobs(checkout / "jobs", cache, root=checkout).manifest.jobs == after.manifest.jobs


def test_damaged_bundles_are_refused(checkout: Path, cache: Path, tmp_path: Path) -> None:
    """Nothing of one is laid out."""
    made, _ = make(checkout, cache)
    files = dict(archive.unpack(made.file))
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(archive.pack({**files, "agent.pyz": b"another"}))
    with pytest.raises(Invalid, match="agent.pyz is damaged"):
        bundle.unpack(damaged, tmp_path / "cache")
    assert not list((tmp_path / "cache" / "bundles").iterdir())
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(made.file.read_bytes()[:200])
    with pytest.raises(IgorError):
        bundle.unpack(cut, tmp_path / "cache")
    cut.write_bytes(gzip.compress(b"no tar"))
    with pytest.raises(IgorError, match="is no bundle"):
        bundle.show(cut)
    with pytest.raises(NotFound):
        bundle.show(tmp_path / "none")
    with pytest.raises(NotFound, match="no bundle 0123"):
        bundle.kept_bundle("0123", cache, tmp_path)


def test_what_pip_says_is_told(tmp_path: Path) -> None:
    """With what to do on a machine that reaches no index."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("none @ file:///there/is/no/such.whl --hash=sha256:" + "0" * 64 + "\n")
    with pytest.raises(IgorError, match="such.whl") as caught:
        wheels.pinned_wheels(lock, tmp_path / "wheels")
    assert "--bundle" in caught.value.hint
    assert not list((tmp_path / "wheels").iterdir())


def test_igor_itself_is_a_wheel_that_has_the_wrapper(tmp_path: Path) -> None:
    """A controller that was installed from the bundle serves agents the same agent.pyz as a checkout."""
    (wheel,) = wheels.own_wheel(bundle.SOURCE, tmp_path / "wheels", "x").parent.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    command = [sys.executable, "-c", "from igor.agents import zipapp; print(zipapp.digest())"]
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == zipapp.digest(), done.stderr
