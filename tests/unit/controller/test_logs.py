"""Bytes of a log at their places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from igor.controller import logs


@pytest.mark.parametrize(
    ("have", "offset", "data", "new"),
    [
        (0, 0, b"abc", b"abc"),
        (3, 3, b"def", b"def"),
        (4, 3, b"def", b"ef"),
        (9, 3, b"def", b""),
        (2, 3, b"def", None),
        (3, 3, b"", b""),
    ],
)
def test_new_bytes(have: int, offset: int, data: bytes, new: bytes | None) -> None:
    """A byte twice or a hole in a log would show here first."""
    assert logs.new_bytes(have, offset, data) == new


@pytest.fixture
def open_logs() -> Iterator[logs.OpenLogs]:
    made = logs.OpenLogs(limit=2)
    yield made
    made.close_all()


def test_text_output_text(tmp_path: Path, open_logs: logs.OpenLogs) -> None:
    """The order of a build: header, output of a step, trailer; a crashed trailer is overwritten."""
    path = tmp_path / "builds" / "1" / "log"
    start = logs.create(path, "Started\n")
    open_logs.write("a", path, start, b"one\n")
    open_logs.write("a", path, start + 4, b"two\n")
    logs.append_text(path, start + 8, "a longer trailer that was never counted\n")
    end = logs.append_text(path, start + 8, "Finished: SUCCESS\n")
    assert path.read_text() == "Started\none\ntwo\nFinished: SUCCESS\n"
    assert path.stat().st_size == end


def test_cut(tmp_path: Path) -> None:
    """A torn tail goes; a file shorter than what the store counts is told."""
    path = tmp_path / "log"
    path.write_bytes(b"known and torn")
    assert logs.cut(path, 5)
    assert path.read_bytes() == b"known"
    assert not logs.cut(path, 50)
    assert not logs.cut(tmp_path / "missing", 5)


def test_a_file_that_is_gone_is_not_made_by_accident(tmp_path: Path, open_logs: logs.OpenLogs) -> None:
    """Output written to the old name of a renamed job would be lost in a new file."""
    with pytest.raises(logs.LogGone):
        open_logs.write("a", tmp_path / "log", 3, b"x")
    assert not (tmp_path / "log").exists()


def test_output_after_a_rename_and_a_removal(tmp_path: Path, open_logs: logs.OpenLogs) -> None:
    """A job that is renamed keeps its build's output; a build that is deleted takes no more."""
    path, other = tmp_path / "log", tmp_path / "other"
    path.touch()
    open_logs.write("a", path, 0, b"one ")
    path.rename(other)
    open_logs.write("a", path, 4, b"two")
    assert other.read_bytes() == b"one two"
    other.unlink()
    with pytest.raises(logs.LogGone):
        open_logs.write("a", other, 7, b"x")


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_more_logs_than_files_may_be_open(tmp_path: Path, open_logs: logs.OpenLogs) -> None:
    """The limit of the process is not met, and nothing is lost."""
    before = open_files()
    for number in range(12):
        path = tmp_path / str(number % 4)
        path.touch()
        open_logs.write(path.name, path, number // 4, b"x")
    assert [(tmp_path / str(number)).read_bytes() for number in range(4)] == [b"xxx"] * 4
    assert open_files() == before + 2
    open_logs.close("3")
    assert open_files() == before + 1


def test_restore_keeps_places(tmp_path: Path, open_logs: logs.OpenLogs) -> None:
    """After a lost file later bytes still lie at the offsets that the store knows."""
    path = tmp_path / "b" / "log"
    logs.restore(path, 4)
    open_logs.write("a", path, 4, b"rest")
    assert path.read_bytes() == b"\0\0\0\0rest"


def test_put_back(tmp_path: Path) -> None:
    """What a loss of power took comes back, and nothing else is touched."""
    path = tmp_path / "b" / "log"
    logs.put_back(path, 0, b"one\n")
    with path.open("ab") as file:
        file.write(b"\0\0\0\0rest")
    logs.put_back(path, 4, b"two\n")
    assert path.read_bytes() == b"one\ntwo\nrest"


def test_read(tmp_path: Path) -> None:
    """A file on another device is not among those that one sync reaches."""
    path = tmp_path / "log"
    path.write_bytes(b"one two")
    device = path.stat().st_dev
    assert logs.read(path, 4, 7, device=device) == b"two"
    assert logs.read(path, 4, 7, device=device + 1) is None
    assert logs.read(tmp_path / "missing", 0, 1, device=device) is None


def test_last_lines(tmp_path: Path) -> None:
    """Alerts carry the end of the log, however long it is."""
    path = tmp_path / "log"
    path.write_text("".join(f"line {n}\n" for n in range(10_000)))
    assert logs.last_lines(path, 2) == ["line 9998", "line 9999"]
    assert logs.last_lines(tmp_path / "missing", 2) == []
