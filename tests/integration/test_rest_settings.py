"""The controller's settings over HTTP and on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rest_server import Rest, serving

from igor.cli.main import run
from igor.controller import settings

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        yield served


def test_settings_are_changed_and_told(rest: Rest) -> None:
    """A limit that nobody can set is none."""
    assert rest.json("igor/api/settings")["retention_days"] == ""
    changed = rest.post("igor/api/settings", json={"key": "retention_days", "value": "30"})
    assert (changed.status_code, changed.json()["retention_days"]) == (200, "30")
    assert rest.json("igor/api/settings") == changed.json()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"key": "retention_builds", "value": "0"}, "retention_builds must be a whole number from 1 on"),
        ({"key": "retention_weeks", "value": "1"}, "there is no setting"),
        ({"key": "release", "value": "x"}, "release is not set like this"),
        ({"key": "placement"}, "value"),
    ],
)
def test_what_cannot_be_is_refused(rest: Rest, body: dict[str, str], why: str) -> None:
    """Zero days would delete everything; a name that is misspelt would set nothing."""
    refused = rest.post("igor/api/settings", json=body)
    assert refused.status_code == 400
    assert why in refused.text


def test_settings_are_the_administrators(rest: Rest) -> None:
    """Whoever may set them can delete every build."""
    assert rest.get("igor/api/settings", auth=None).status_code == 403
    assert rest.post("igor/api/settings", json={"key": "placement", "value": "pack"}, auth=None).status_code == 403


def test_every_setting_is_documented(rest: Rest) -> None:
    """A setting that only its author knows, or a default that is another one."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "upkeep.md").read_text()
    told = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, re.MULTILINE))
    keys = rest.json("igor/api/settings").keys()
    assert told.keys() == keys
    assert {key: text.strip("` ").replace("empty", "") for key, text in told.items()} == {
        key: settings.DEFAULTS[key] for key in keys
    }


def test_the_command_line(rest: Rest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants to write JSON for one number."""
    for name, value in (("IGOR_URL", rest.url), ("IGOR_USER", "admin"), ("IGOR_TOKEN", rest.token)):
        monkeypatch.setenv(name, value)
    assert run(["settings", "retention_builds", "7"]) == 0
    assert capsys.readouterr().out.split() == ["SETTING", "VALUE", "retention_builds", "7"]
    assert run(["settings", "--json"]) == 0
    assert '"retention_builds": "7"' in capsys.readouterr().out
    assert run(["settings", "retention_builds", "none"]) != 0
    assert "retention_builds must be" in capsys.readouterr().err
