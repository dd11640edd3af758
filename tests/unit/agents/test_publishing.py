"""What the agent publishes: patterns, JUnit's XML."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from igor.agents import fetch, junit, patterns
from igor.agents.patterns import Selection


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.xml", "a.xml", True),
        ("*.xml", "d/a.xml", False),
        ("**/*.xml", "a.xml", True),
        ("**/*.xml", "d/e/a.xml", True),
        ("out/**", "out/a/b", True),
        ("out/", "out/a/b", True),
        ("out", "out/a", False),
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/x/y/b", True),
        ("a/*/b", "a/x/y/b", False),
        ("?.t", "a.t", True),
        ("?.t", "ab.t", False),
        ("./a", "a", True),
        ("a\\b", "a/b", True),
        ("a+(b)", "a+(b)", True),
        ("**", ".hidden/x", True),
    ],
)
def test_ant_patterns(pattern: str, path: str, matches: bool) -> None:
    """As Ant's SelectorUtils.matchPath."""
    assert bool(re.fullmatch(patterns.to_regex(pattern), path)) is matches


def found(folder: Path, includes: str, **options: object) -> list[str]:
    return list(patterns.find(str(folder), Selection(includes, **options)))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "B.TXT", "sub/c.txt", "sub/.git/d.txt", "sub/e.txt~"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to(tmp_path / "sub")
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    return tmp_path


def test_files_are_found(folder: Path) -> None:
    """Default excludes, case, links; a folder that contains itself ends."""
    assert found(folder, "**/*.txt", follow_symlinks=False) == ["a.txt", "sub/c.txt"]
    assert "sub/.git/d.txt" in found(folder, "sub/**", default_excludes=False)
    assert found(folder, "*.TXT") == ["B.TXT"]
    assert found(folder, "*.TXT", case_sensitive=False) == ["B.TXT", "a.txt"]
    assert "link/c.txt" in found(folder, "link/*")
    assert found(folder, "sub/*.txt, a.*", excludes="**/c.*") == ["a.txt"]
    assert found(folder, "none/**, sub/none") == []


@pytest.mark.parametrize("path", ["../x", "/x", "", "link/x"])
def test_given_files_stay_in_the_workspace(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parameter's name must not become a way to other places; nobody is asked for it."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "link").symlink_to(tmp_path)
    monkeypatch.chdir(work)
    order = tmp_path / "order"
    order.write_text(json.dumps({"run_id": "r", "token": "t", "files": [path]}))
    assert fetch.main(str(order), "http://127.0.0.1:9/") == 1
    assert not (tmp_path / "x").exists()


REPORT = """<testsuite name="s" package="p" time="1,002.5"><properties/>
<testcase name="a.b.c"/><testcase classname="k" name="" time="x"/>
<testcase classname="k" name="e"><error message="m">t</error><system-out>o</system-out></testcase>
<testcase classname="k" name="f"><failure/></testcase><testcase classname="k" name="s"><skipped>why</skipped></testcase>
<testsuite><error>broken</error></testsuite><system-err>{}</system-err></testsuite>"""


def test_junit(tmp_path: Path) -> None:
    """Fields as Jenkins reads them, nested suites first; odd reports too."""
    path = tmp_path / "r.xml"
    path.write_text(REPORT.format("x" * 200_000))
    nested, suite = junit.read_report(str(path))
    broken = nested["cases"][0]
    assert (nested["name"], broken["className"], broken["name"]) == ("(r.xml)", "<init>", "(?)")
    assert (suite["name"], suite["duration"]) == ("p.s", 1002.5)
    dotted, unnamed, error, failure, skipped = suite["cases"]
    assert (dotted["className"], dotted["name"]) == ("a.b", "c")
    assert (unnamed["name"], unnamed["duration"]) == ("(?)", 0.0)
    assert (error["errorDetails"], error["errorStackTrace"], error["stdout"]) == ("m", "t", "o")
    assert (failure["errorDetails"], failure["errorStackTrace"]) == (None, "")
    assert (skipped["skipped"], skipped["skippedMessage"]) == (True, "why")
    assert junit.counts([suite]) == {"fail": 2, "skip": 1, "total": 5}
    assert len(suite["stderr"]) < 101_000
    assert "...[truncated 100000 chars]..." in suite["stderr"]
    path.write_text("<testsuite")
    with pytest.raises(junit.MalformedReport, match=r"r\.xml"):
        junit.read_report(str(path))
