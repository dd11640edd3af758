"""``$IGOR_OUTPUT``: GitHub's grammar with its own cases, limits, secrets, what is committed."""

from __future__ import annotations

import base64
import json
import os
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

#: More by hand: IGOR_MANY=10000.
MANY = int(os.environ.get("IGOR_MANY", "400"))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", []),
        ("\n\r\n\n", []),
        ("a=b", [("a", "b")]),
        ("a=b\n", [("a", "b")]),
        ("a=b\r\nc=d\r\n", [("a", "b"), ("c", "d")]),
        ("\ufeffa=b", [("a", "b")]),
        ("a=", [("a", "")]),
        ("a=b=c", [("a", "b=c")]),
        ("a=b<<c", [("a", "b<<c")]),
        ("a= b ", [("a", " b ")]),
        ("a=1\na=2", [("a", "1"), ("a", "2")]),
        ("a<<EOF\nEOF", [("a", "")]),
        ("a<<EOF\n\nEOF", [("a", "")]),
        ("a<<EOF\n\n\nEOF", [("a", "\n")]),
        ("a<<EOF\none\ntwo\nEOF", [("a", "one\ntwo")]),
        ("a<<EOF\none\ntwo\nEOF\nb=c\n", [("a", "one\ntwo"), ("b", "c")]),
        ("a<<EOF\r\none\r\ntwo\r\nEOF\r\n", [("a", "one\r\ntwo")]),
        ("a<<E=F\nb=c\nE=F", [("a", "b=c")]),
        ("a<<EOF\n EOF\nEOFX\nEOF", [("a", " EOF\nEOFX")]),
        ("a<<<<b\nx\n<<b", [("a", "x")]),
        ("a<<EOF\nx\x0by\x85z\u2028\nEOF", [("a", "x\x0by\x85z\u2028")]),
        ("a=x\x0cy\rz", [("a", "x\x0cy\rz")]),
        ("ä=1", None),
    ],
)
def test_the_grammar(wrap: Any, text: str, pairs: list[tuple[str, str]] | None) -> None:
    """Broken: scripts that were written for GitHub mean something else here."""
    if pairs is None:
        with pytest.raises(wrap.BadOutputs, match="line 1: not a name"):
            wrap.parse_outputs(text.encode())
    else:
        assert [(name, value.decode()) for name, value in wrap.parse_outputs(text.encode())] == pairs


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("just text", "line 1: neither name=value nor name<<delimiter: just text"),
        ("a=b\n=c", "line 2: neither name=value"),
        ("<<EOF\nx\nEOF", "line 1: neither name=value"),
        ("a<<\nx\n", "line 1: neither name=value"),
        ("a<<EOF\nx\n", "line 1: matching delimiter not found: EOF"),
        ("a<<EOF", "line 1: matching delimiter not found: EOF"),
        ("a<<EOF\nline one EOF", "line 1: the value has no end: EOF marker missing new line"),
        ("x=1\na<<EOF\nline one\nlast EOF", "line 2: the value has no end: EOF marker missing new line"),
        ("1a=b", "line 1: not a name"),
        ("a b=c", "line 1: not a name"),
        ("a" * 65 + "=c", "line 1: not a name"),
        ("a<<X\nb\nX\nPATH-X=1", "line 4: not a name"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(wrap: Any, text: str, why: str) -> None:
    """Broken: half of a file was taken, or nobody knows which line is meant."""
    with pytest.raises(wrap.BadOutputs) as error:
        wrap.parse_outputs(text.encode())
    assert str(error.value).startswith(why)
    assert (error.value.code, error.value.outcome) == (65, "failure")


def written(chance: random.Random, pairs: list[tuple[str, bytes]]) -> bytes:
    """As careful scripts write it: a random delimiter where the value needs one."""
    parts = []
    for name, value in pairs:
        if b"\n" not in value and not value.endswith(b"\r") and chance.random() < 0.5:
            parts.append(name.encode() + b"=" + value + chance.choice([b"\n", b"\r\n"]))
        else:
            mark = b"ghadelimiter_%x" % chance.getrandbits(64)
            parts.append(name.encode() + b"<<" + mark + b"\n" + value + b"\n" + mark + b"\n")
    return b"".join(parts)


def test_random_values_come_back(wrap: Any) -> None:
    """Broken: some value is changed on its way."""
    chance = random.Random(4)
    alphabet = [b"\n", b"\r\n", b"=", b"<<", b"EOF", b" ", "ü€".encode(), b"\xff\xfe", b"\0", b"a", b"\x85", b"\t"]
    for _ in range(MANY):
        count = chance.randint(0, 4)
        pairs = [(f"k{n}", b"".join(chance.choices(alphabet, k=chance.randint(0, 8)))) for n in range(count)]
        assert wrap.parse_outputs(written(chance, pairs)) == pairs
        for _, value in pairs:
            told = json.loads(wrap.to_json(wrap.value_text(value)))
            back = base64.b64decode(told["base64"]) if isinstance(told, dict) else told.encode()
            assert back == value


def exchange(wrap: Any, folder: Path, secrets: list[str] | None = None, **changes: Any) -> Any:
    facts = {"run_id": "ab" * 16, "job": "team/app", "stage": "", "build": 7, "epoch": 3, "inputs": {}, **changes}
    needs = facts.pop("needs", [])
    masker = wrap.Masker(secrets or [])
    return wrap.Exchange(str(folder), str(folder / "outputs.json"), SimpleNamespace(**facts), needs, masker)


def test_what_is_committed(wrap: Any, tmp_path: Path) -> None:
    """Broken: others read a half, or do not know whose it is."""
    made = exchange(wrap, tmp_path)
    variables = made.begin(2)
    Path(variables["IGOR_OUTPUT"]).write_bytes(b"version=1.2\nversion=1.3\nboth=file\n")
    (Path(variables["IGOR_OUTPUT"] + ".d") / "raw").write_bytes(b"\xff\n")
    (Path(variables["IGOR_OUTPUT"] + ".d") / "both").write_bytes(b"folder")
    (Path(variables["IGOR_ARTIFACTS"]) / "sub").mkdir()
    (Path(variables["IGOR_ARTIFACTS"]) / "sub" / "report").write_bytes(b"x" * 10)
    digest = made.commit(2)
    text = (tmp_path / "outputs.json").read_text()
    told = json.loads(text)
    assert told["outputs"] == {"version": "1.3", "both": "folder", "raw": {"base64": "/wo="}}
    assert told["artifacts"]["sub/report"]["bytes"] == 10
    assert (told["run_id"], told["job"], told["build"], told["attempt"], told["epoch"]) == (
        "ab" * 16,
        "team/app",
        7,
        2,
        3,
    )
    assert (told["sha256"], len(digest)) == (digest, 64)
    assert text == json.dumps(told, sort_keys=True, separators=(",", ":")) + "\n"
    assert sorted(made.warnings) == [
        f"output {name} was written twice; the last one counts" for name in ("both", "version")
    ]
    made.commit(2)
    assert (tmp_path / "outputs.json").read_text() == text
    made.clean_up()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["artifacts", "outputs.json"]


def test_nothing_written_is_nothing_committed(wrap: Any, tmp_path: Path) -> None:
    """Broken: every run leaves files behind."""
    made = exchange(wrap, tmp_path)
    made.begin(1)
    assert made.commit(1) == ""
    made.clean_up()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("output-1", b"a=" + b"x" * 65_537, "output a is larger than 64.0 KiB"),
        ("output-1", b"\n".join(b"k%d=" % n + b"x" * 60_000 for n in range(20)), "all outputs together are larger"),
        ("output-1", b"x" * 2_200_000, "output-1: larger than 2.0 MiB"),
        ("output-1.d/big", b"x" * 65_537, "big: larger than 64.0 KiB"),
        ("output-1.d/no-name", b"x", "line 0: not a name"),
        ("output-1", b"a=the s3cr3t word", "output a holds a secret"),
        ("output-1", b"a=" + base64.b64encode(b"key: s3cr3t word"), "output a holds a secret"),
        ("output-1.d/a", b"s3cr3t%20word", "output a holds a secret"),
    ],
)
def test_limits_and_secrets_are_refused(wrap: Any, tmp_path: Path, name: str, data: bytes, why: str) -> None:
    """Broken: a secret is stored with a build, or a build fills the store."""
    made = exchange(wrap, tmp_path, ["s3cr3t word"])
    made.begin(1)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(wrap.BadOutputs, match=why):
        made.commit(1)
    assert not (tmp_path / "outputs.json").exists()


def test_a_link_is_no_output(wrap: Any, tmp_path: Path) -> None:
    """Broken: a job reads what the wrapper may read."""
    made = exchange(wrap, tmp_path)
    made.begin(1)
    (tmp_path / "output-1").symlink_to("/etc/passwd")
    with pytest.raises(wrap.BadOutputs, match="output-1: Too many levels"):
        made.commit(1)
    (tmp_path / "output-1").unlink()
    os.mkfifo(tmp_path / "output-1")
    with pytest.raises(wrap.BadOutputs, match="output-1: not a file"):
        made.commit(1)


def test_only_what_is_needed_becomes_a_variable(wrap: Any, tmp_path: Path) -> None:
    """Broken: a build before can set any variable of this one, or a missing input is empty."""
    inputs = {"build.version": "1.2", "PATH": "/evil", "raw": {"base64": "/w=="}, "zero": "a\0b"}
    variables = exchange(wrap, tmp_path, inputs=inputs, needs=["build.version"]).begin(1)
    assert {name for name in variables if name.startswith("IGOR_IN")} == {"IGOR_INPUTS", "IGOR_IN_BUILD_VERSION"}
    assert json.loads(Path(variables["IGOR_INPUTS"]).read_text()) == inputs
    for needs, why in (
        (["other"], "the input other is needed and not there; there are: PATH, build.version"),
        (["raw"], "not a text"),
        (["zero"], "not a text"),
        (["build.version", "build_version"], "is needed and not there"),
    ):
        with pytest.raises(wrap.WrapperError, match=why):
            exchange(wrap, tmp_path, inputs=inputs, needs=needs).inputs()
    with pytest.raises(wrap.WrapperError, match="two inputs would be IGOR_IN_A_B"):
        exchange(wrap, tmp_path, inputs={"a.b": "1", "a_b": "2"}, needs=["a.b", "a_b"]).inputs()
