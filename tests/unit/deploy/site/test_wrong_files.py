"""What is wrong with an igor.yml is told at its place, with what to do: a table of wrong files in wrong.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_reading import URL, read

from igor.deploy.site import document
from igor.deploy.site.schema import schema

TABLE = Path(__file__).with_name("wrong.txt")
_HEAD = re.compile(r"=== (\d+):(\d+) \| (.*?) \| (.*?)( \| schema)?\n")


@dataclass(frozen=True)
class Case:
    """``by_schema``: whether editors see it, too."""

    line: int
    column: int
    message: str
    hint: str
    by_schema: bool
    text: str


def cases() -> list[Case]:
    heads = list(_HEAD.finditer(text := TABLE.read_text()))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Case(int(head[1]), int(head[2]), head[3], head[4], bool(head[5]), text[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    ]


def name(case: Case) -> str:
    return re.sub(r"\W+", "-", case.message)[:60]


@pytest.mark.parametrize("case", cases(), ids=name)
def test_wrong_file(case: Case, tmp_path: Path) -> None:
    """A message without its place, or one trouble that is told as three."""
    errors = read(tmp_path, case.text).errors
    assert [(each.line, each.column, each.message, each.hint) for each in errors] == [
        (case.line, case.column, case.message, case.hint)
    ]


def test_editors_see_what_a_schema_can_say() -> None:
    """An editor that is content with what Igor refuses, where a schema could tell."""
    validator = jsonschema_rs.validator_for(schema())
    for case in cases():
        found = document.read(case.text.encode(), "igor.yml")
        assert found.problems or validator.is_valid(found.value) is not case.by_schema, case


def test_there_are_many() -> None:
    """A table that was emptied holds nothing."""
    assert len(cases()) >= 60


def test_all_errors_at_once(tmp_path: Path) -> None:
    """Somebody who has to run the check ten times for ten errors."""
    text = (
        "url: nowhere\ncontroler: {}\ncontroller:\n  port: x\n  kind: igor\n  jenkins: {version: 2.5.1}\n"
        "agents:\n  a: {executors: 0}\n  b: {hosts: x}\n  c: {hosts: x}\nsite: yes\n"
    )
    problems = read(tmp_path, text).errors
    assert [each.line for each in problems] == [1, 2, 4, 6, 8, 10, 11]


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"url: https://x/\nsite: \xff\n", 2, 7, "byte 0xff is not UTF-8"),
        (b"\xffurl: https://x/\n", 1, 1, "byte 0xff is not UTF-8"),
        ("url: https://x/\nsite: grün\n".encode("latin-1"), 2, 9, "byte 0xfc is not UTF-8"),
        ("url: https://x/\n".encode("utf-16"), 1, 1, "byte 0xff is not UTF-8"),
        (b"", 1, 1, "the file is empty"),
        (b"\xef\xbb\xbf", 1, 1, "the file is empty"),
        (b"url: \x00\n", 1, 6, "control characters are not allowed"),
        (b"a: " + b"[" * 100 + b"]" * 100, 1, 43, "nested more than 40 deep"),
        (b"#" * (1024 * 1024 + 1), 1, 1, "more than 1048576 bytes"),
        (b"[" * 200_000, 1, 41, "nested more than 40 deep"),
    ],
)
def test_files_that_are_no_text(data: bytes, line: int, column: int, words: str, tmp_path: Path) -> None:
    """A traceback, or a place that does not help."""
    (problem,) = read(tmp_path, data).errors
    assert (problem.line, problem.column) == (line, column)
    assert words in problem.message


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    """Editors of Windows write one."""
    assert read(tmp_path, b"\xef\xbb\xbf" + URL.encode()).site is not None


def test_aliases_may_be_used(tmp_path: Path) -> None:
    """What is written once and used twice is one thing to every reader of YAML."""
    found = read(
        tmp_path, URL + "agents:\n  a: {hosts: one, labels: &l [linux]}\n  b: {hosts: two, labels: *l}\n"
    ).checked()
    assert found.agents["b"].labels == ["linux"]


def test_the_text_of_a_problem(tmp_path: Path) -> None:
    """What is wrong, the line with carets below it, what to do."""
    (problem,) = read(tmp_path, URL + "jobs:\n  defaults:\n    tiemout: 30m\n").errors
    assert problem.text.splitlines()[0].endswith("igor.yml:4:5: there is no key “tiemout” in jobs.defaults")
    assert problem.text.splitlines()[1:] == ["        tiemout: …", "        ^^^^^^^", "  did you mean “timeout”?"]


_ODD = [*"\n\n  :-[]{},'\"#&*!|>%@?", "url", "0x1", "1e3", "no", "\t", "\x00", "\x85", "\x0c", "ü", "<<: *a", "a: "]


@given(st.lists(st.sampled_from(_ODD)))
@settings(max_examples=150, deadline=None)
def test_any_text_has_an_answer(parts: list[str]) -> None:
    """A traceback for what nobody thought of; a place beyond the file."""
    text = "".join(parts)
    found = document.read(text.encode(), "igor.yml")
    for problem in found.problems:
        assert 1 <= problem.line <= len(text) + 1, problem
        assert problem.column >= 1 and problem.message and problem.text
