"""Policies: what files say, what a job may ask for, what bounds leave of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

POLICY = """\
# for the night
attempts: 3
delay: 10s          # full jitter
timeout: 30m
rules:
  - exit: [75, 100-110]
    then: retry
  - output_re: 'lock # wait "timeout"'
    then: warn
  - {signal: KILL, then: fail}
environment:
  LEVEL: "a\\tb"
  EMPTY: ''
secrets: [DB_PASS, OTHER]
sinks:
- sensu+tcp://127.0.0.1:3030
umask: 027
bounds:
  attempts: 5
  timeout: 10m..2h
  on_busy: [skip, wait]
  environment: any
"""


def test_reads_a_policy(wrap: Any) -> None:
    """Broken: a policy says something else than its author wrote."""
    values = wrap.read_yaml(POLICY.encode(), "p.yml")
    bounds = values.pop("bounds")
    found = wrap.read_settings(values, "p.yml")
    assert (found["attempts"], found["delay"], found["timeout"], found["umask"]) == (3, 10_000, 1_800_000, "027")
    assert found["rules"][0] == {"exit": [(75, 75), (100, 110)], "then": "retry"}
    assert found["rules"][1]["output_re"] == 'lock # wait "timeout"'
    assert found["rules"][2] == {"signal": [9], "then": "fail"}
    assert found["environment"] == {"LEVEL": "a\tb", "EMPTY": ""}
    assert found["secrets"] == ["DB_PASS", "OTHER"]
    assert found["sinks"] == ["sensu+tcp://127.0.0.1:3030"]
    assert bounds == {"attempts": 5, "timeout": "10m..2h", "on_busy": ["skip", "wait"], "environment": "any"}


def test_is_the_yaml_that_others_read(wrap: Any) -> None:
    """Broken: an editor's or a linter's YAML is another one."""
    assert wrap.read_yaml(POLICY.replace("027", "'027'").encode(), "p") == yaml.safe_load(
        POLICY.replace("027", "'027'")
    )


SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_", min_size=1, max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcdef_", min_size=1, max_size=6), VALUES, max_size=4))
def test_reads_what_a_library_writes(wrap: Any, value: dict[str, Any]) -> None:
    """Broken: a policy that a program made is misread; it may be refused."""
    text = yaml.safe_dump(value, width=10_000)
    try:
        read = wrap.read_yaml(text.encode(), "p")
    except wrap.WrapperError:
        assert any(mark in text for mark in ("'", '"', "? ", "!!", "- - "))
        return
    expected = yaml.safe_load(text)
    assert read == expected or any(mark in text for mark in ("'", '"', "!!", ": {", "- -")) or "\\" in text


@given(st.dictionaries(st.text("abcdef_", min_size=1, max_size=6), VALUES, max_size=4))
def test_reads_json(wrap: Any, value: dict[str, Any]) -> None:
    """Broken: JSON is YAML too."""
    assert wrap.read_yaml(json.dumps(value).encode(), "p") == value


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: 1\na: 2", "p.yml:2:1: 'a' comes twice"),
        ("a: 1\n  b: 2", "p.yml:2:3: indented in another way"),
        ("a:\n\tb: 2", "p.yml:2:1: a tab"),
        ("just text", "p.yml:1:1: not of the form 'name: value'"),
        ("a: [1, 2", "p.yml:1:9: no ']' in this line"),
        ("a: 'open", "p.yml:1:4: no closing '"),
        ("a: &x 1", "p.yml:1:4: policies have no '&' of YAML"),
        ("a: |\n  text", "p.yml:1:4: policies have no '|' of YAML"),
        ("a: {b: 1} c", "p.yml:1:11: not expected here: c"),
        ("{", "p.yml: not JSON"),
    ],
)
def test_says_where_a_policy_is_wrong(wrap: Any, text: str, where: str) -> None:
    """Broken: ops search a typing error by themselves."""
    with pytest.raises(wrap.WrapperError) as error:
        wrap.read_yaml(text.encode(), "p.yml")
    assert str(error.value).startswith(where)


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"timeot": 1}, "p: there is no setting 'timeot'; did you mean 'timeout'?"),
        ({"zzz": 1}, "p: there is no setting 'zzz'; there are retries, attempts, delay"),
        ({"timeout": "soon"}, "p: timeout: 'soon' is not a duration"),
        ({"attempts": -1}, "p: attempts: -1 is not a whole number"),
        ({"rules": {"exit": 1}}, "p: rules: {'exit': 1} is not a list of rules"),
        ({"rules": [{"exit": 1}]}, "p: rules: rule 1: then: None is not retry, fail, ok or warn"),
        ({"rules": [{"exit": 1, "then": "ok"}, {"then": "ok"}]}, "p: rules: rule 2: no condition"),
        ({"rules": [{"exitt": 1, "then": "ok"}]}, "p: rules: rule 1: there is no 'exitt'; did you mean 'exit'?"),
        ({"rules": [7]}, "p: rules: rule 1: 7 is not a rule"),
        ({"rules": [{"exit": 300, "then": "retry"}]}, "p: rules: rule 1: {'exit': 300, 'then': 'retry'} is not a rule"),
        ({"rules": [{"output_re": "(", "then": "retry"}]}, "p: rules:"),
        ({"rules": [{"signal": "NOPE", "then": "retry"}]}, "p: rules:"),
        ({"schedule": "* * *"}, "p: schedule: '* * *' is not a schedule of cron"),
        ({"schedule": "61 * * * *"}, "p: schedule:"),
        ({"umask": "999"}, "p: umask: '999' is not an octal number"),
        ({"on_busy": "maybe"}, "p: on_busy: 'maybe' is not skip, fail or wait"),
        ({"memory": "much"}, "p: memory: 'much' is not a size"),
        ({"cpus": "nan"}, "p: cpus: 'nan' is not a number"),
        ({"environment": {"A": ["b"]}}, "p: environment:"),
    ],
)
def test_says_which_setting_is_wrong(wrap: Any, values: dict[str, Any], where: str) -> None:
    """Broken: a wrong setting was taken for something."""
    with pytest.raises(wrap.WrapperError) as error:
        wrap.read_settings(values, "p")
    assert str(error.value).startswith(where)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("timeout: 1h\nretris: 2\n", "p.yml:2:1: there is no setting 'retris'; did you mean 'retries'?"),
        ("timeout: 1h\nretries: two\n", "p.yml:2:1: retries: 'two' is not a whole number"),
        ("bounds:\n  timeout: 1h\n  timeot: 2\n", "p.yml:3:3: bounds: there is no setting 'timeot'"),
        ("bounds:\n  attempts: many\n", "p.yml:2:3: bounds: attempts: 'many' is not most"),
        ("# rules\nrules:\n- exit: 1\n", "p.yml:2:1: rules: rule 1: then"),
    ],
)
def test_says_where_a_wrong_setting_is(
    wrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, where: str
) -> None:
    """Broken: ops search a long policy for a misspelt word."""
    monkeypatch.chdir(tmp_path)
    Path("p.yml").write_text(text)
    with pytest.raises(wrap.WrapperError) as error:
        wrap.load_policy("p.yml", {}, "the job")
    assert str(error.value).startswith(where)


def test_specs_of_agents_are_read(wrap: Any) -> None:
    """Broken: builds of Igor lose their policies."""
    found = wrap.read_settings({"retries": 2, "backoff_ms": 1, "timeout_ms": 1_500, "grace_ms": 10}, "spec")
    assert found == {"attempts": 3, "delay": 1, "timeout": 1_500, "grace": 10}


def policy(wrap: Any, file_values: dict[str, Any], bounds: dict[str, Any], wishes: dict[str, Any]) -> Any:
    wrap.check_bounds(bounds, "p")
    read = wrap.read_settings
    return wrap.Policy(read(wishes, "job"), "the job", read(file_values, "p"), bounds, "p")


@pytest.mark.parametrize(
    ("name", "in_file", "bound", "wish", "holds"),
    [
        ("attempts", 2, None, 9, 2),
        ("attempts", 2, 5, 4, 4),
        ("attempts", 2, 5, 9, 5),
        ("attempts", None, 5, None, 1),
        ("attempts", None, None, 9, 9),
        ("timeout", "1h", "10m..2h", "3h", 7_200_000),
        ("timeout", "1h", "10m..2h", "1s", 600_000),
        ("timeout", "1h", "10m..2h", "0", 7_200_000),
        ("timeout", None, "2h", None, 7_200_000),
        ("memory", None, "1G", None, 1 << 30),
        ("on_busy", "skip", ["skip", "wait"], "fail", "skip"),
        ("on_busy", "skip", ["skip", "wait"], "wait", "wait"),
        ("environment", {"A": "1"}, "any", {"B": "2"}, {"B": "2"}),
        ("lock", "a", None, "b", "a"),
    ],
)
def test_ops_have_the_last_word(wrap: Any, name: str, in_file: Any, bound: Any, wish: Any, holds: Any) -> None:
    """Broken: a job gave itself what ops did not grant."""
    found = policy(
        wrap,
        {name: in_file} if in_file is not None else {},
        {name: bound} if bound is not None else {},
        {name: wish} if wish is not None else {},
    )
    assert found[name] == holds
    is_granted = wish is None or found[name] == wrap.read_settings({name: wish}, "job")[name]
    assert bool(found.notes) == (not is_granted)


@given(
    st.integers(0, 20), st.integers(0, 20), st.none() | st.integers(0, 30), st.none() | st.integers(0, 30)
)  # fmt: skip
def test_no_wish_passes_a_bound(wrap: Any, a: int, b: int, in_file: int | None, wish: int | None) -> None:
    """Broken: some combination of file, bound and wish lets a job through."""
    low, high = sorted((a, b))
    for name in ("attempts", "processes"):
        found = policy(
            wrap,
            {name: in_file} if in_file is not None else {},
            {name: f"{low}..{high}"},
            {name: wish} if wish is not None else {},
        )
        assert low <= found[name] <= high


@pytest.mark.parametrize(
    "bounds", [{"attempts": "many"}, {"timeout": "2h..1h"}, {"nope": 1}, {"lock": 3}, {"on_busy": []}, ["attempts"]]
)
def test_wrong_bounds_are_refused(wrap: Any, bounds: Any) -> None:
    """Broken: a bound that cannot be read bounds nothing."""
    with pytest.raises(wrap.WrapperError, match="p: bounds"):
        wrap.check_bounds(bounds, "p")


def test_the_file_of_a_job(wrap: Any, tmp_path: Path) -> None:
    """Broken: a job has another's policy, or escapes the folder."""
    (tmp_path / "team").mkdir()
    for name in ("team/app.yml", "default.yml"):
        (tmp_path / name).write_text("attempts: 1\n")
    (tmp_path.parent / "outside.yml").write_text("attempts: 1\n")
    assert wrap.find_policy(str(tmp_path), "team/app") == str(tmp_path / "team/app.yml")
    for job in ("other", "", "../outside", "/etc/passwd", "team/../team/app"):
        assert wrap.find_policy(str(tmp_path), job) == str(tmp_path / "default.yml")
    assert wrap.find_policy(str(tmp_path / "team"), "x") == ""


def test_the_nearest_default_counts(wrap: Any, tmp_path: Path) -> None:
    """Broken: what ops say of a folder holds for the top level alone, or for jobs of another folder."""
    (tmp_path / "team" / "night").mkdir(parents=True)
    for name in ("team/default.yml", "default.yml"):
        (tmp_path / name).write_text("attempts: 1\n")
    for job in ("team/app", "team/night/load", "team/night/deep/load"):
        assert wrap.find_policy(str(tmp_path), job) == str(tmp_path / "team/default.yml")
    for job in ("team", "other/app", "teams/app"):
        assert wrap.find_policy(str(tmp_path), job) == str(tmp_path / "default.yml")


def test_a_policy_that_others_may_write_is_not_believed(wrap: Any, tmp_path: Path) -> None:
    """Broken: a job's user rewrites the policy."""
    path = tmp_path / "a.yml"
    path.write_text("attempts: 2\nbounds: {attempts: 3}\n")
    path.chmod(0o644)
    assert wrap.load_policy(str(path), {"attempts": 9}, "the job")["attempts"] == 3
    path.chmod(0o666)
    with pytest.raises(wrap.WrapperError, match="not believed"):
        wrap.load_policy(str(path), {}, "the job")


def test_a_quote_and_a_number_sign_within_a_text(wrap: Any) -> None:
    """Broken: a policy with “it's #1” in a text ends every job with 125."""
    assert wrap.read_yaml(b"a: 'it''s # 1' # no\nb: '' # empty\nc: ['', 'x''#']\n", "p") == {
        "a": "it's # 1",
        "b": "",
        "c": ["", "x'#"],
    }
