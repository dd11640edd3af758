"""Secret files of a run: where they lie, and what is refused before anything is written."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

from igor.agents import secret_files
from igor.agents.protocol import Launch, Policy
from igor.agents.runs import RunFolder
from igor.model.errors import Invalid


def launch(files: dict[str, str]) -> Launch:
    return Launch("0" * 32, 1, "job", 1, "job", {}, "", Policy(), files=files)


def zipped(**members: bytes) -> str:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return base64.b64encode(archive.getvalue()).decode()


def test_files_and_archives() -> None:
    """A file under its variable's name, an archive's files in a folder of that name."""
    wanted = launch({"KEY": base64.b64encode(b"k").decode(), "zip:ALL": zipped(**{"a/b": b"1", "c/": b"", "d": b"2"})})
    assert secret_files.contents(wanted) == {"secret-KEY": b"k", "secret-ALL/a/b": b"1", "secret-ALL/d": b"2"}
    assert secret_files.paths(wanted, RunFolder(Path("/runs/r"))) == {
        "KEY": "/runs/r/secret-KEY",
        "ALL": "/runs/r/secret-ALL",
    }


@pytest.mark.parametrize(
    "files",
    [
        {"../x": ""},
        {"A/B": ""},
        {"": ""},
        {"KEY": "no base64!"},
        {"zip:KEY": base64.b64encode(b"no archive").decode()},
        {"zip:KEY": zipped(**{"../out": b"x"})},
        {"zip:KEY": zipped(**{"/etc/x": b"x"})},
    ],
)
def test_what_leads_out_is_refused(files: dict[str, str]) -> None:
    """Nothing is written outside the run's folder, whatever the controller sends."""
    with pytest.raises(Invalid):
        secret_files.contents(launch(files))
