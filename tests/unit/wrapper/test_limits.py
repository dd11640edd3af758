"""Limits by control groups, against folders that look like the kernel's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def wanted(wrap: Any, **limits: Any) -> Any:
    return wrap.Wanted({**wrap.defaults(), **limits})


def pretend(wrap: Any, monkeypatch: pytest.MonkeyPatch, *made_by_kernel: str) -> None:
    """A new group has its files at once, as in the kernel's tree."""
    real = wrap.os.mkdir

    def mkdir(path: str, *mode: int) -> None:
        real(path, *mode)
        for name in made_by_kernel:
            (Path(path) / name).touch()

    monkeypatch.setattr(wrap.os, "mkdir", mkdir)


def clear(folder: Path) -> None:
    """The kernel's files go with their group."""
    for path in folder.iterdir():
        path.unlink()


def test_version_2(wrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken: limits are not set where the kernel reads them."""
    (tmp_path / "cgroup.subtree_control").write_text("cpu memory pids\n")
    pretend(wrap, monkeypatch, "memory.max", "cpu.max", "pids.max", "cgroup.procs")
    limits = wrap.CgroupV2(wanted(wrap, memory=1 << 20, cpus=1.5, processes=9), "igor-x", own=str(tmp_path))
    group = tmp_path / "igor-x"
    said = {name: (group / name).read_text() for name in ("memory.max", "cpu.max", "pids.max")}
    assert said == {"memory.max": "1048576", "cpu.max": "150000 100000", "pids.max": "9"}
    (group / "memory.peak").write_text("777\n")
    (group / "memory.events").write_text("low 0\noom 1\noom_kill 2\n")
    assert (limits.by, limits.peak_bytes(), limits.out_of_memory()) == ("cgroup v2", 777, True)
    limits.enter()
    assert (group / "cgroup.procs").read_text().isdigit()
    clear(group)
    limits.remove()
    assert not group.exists()


def test_version_2_beside_this_process(wrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken: a group with processes in it cannot hand controllers down, its parent can."""
    own = tmp_path / "service"
    own.mkdir()
    (own / "cgroup.subtree_control").write_text("\n")
    (tmp_path / "cgroup.subtree_control").write_text("memory\n")
    pretend(wrap, monkeypatch, "memory.max")
    wrap.CgroupV2(wanted(wrap, memory=4096), "igor-x", own=str(own))
    assert (tmp_path / "igor-x" / "memory.max").read_text() == "4096"
    with pytest.raises(OSError, match="not handed down"):
        wrap.CgroupV2(wanted(wrap, processes=5), "igor-y", own=str(own))


def test_version_1(wrap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken: the older hierarchies are forgotten, or half made when one of them refuses."""
    for name in ("memory", "cpu", "pids"):
        (tmp_path / name).mkdir()
    pretend(wrap, monkeypatch, "memory.limit_in_bytes", "cpu.cfs_period_us", "cpu.cfs_quota_us", "pids.max")
    find = {name: str(tmp_path / name) for name in ("memory", "cpu", "pids")}.__getitem__
    limits = wrap.CgroupV1(wanted(wrap, memory=8192, cpus=0.5, processes=3), "igor-x", find=find)
    assert (tmp_path / "cpu" / "igor-x" / "cpu.cfs_quota_us").read_text() == "50000"
    (tmp_path / "memory" / "igor-x" / "memory.oom_control").write_text("oom_kill_disable 0\noom_kill 1\n")
    assert limits.out_of_memory()
    for name in ("memory", "cpu", "pids"):
        clear(tmp_path / name / "igor-x")
    limits.remove()
    assert [path.name for path in tmp_path.glob("*/*")] == []
    (tmp_path / "pids").rmdir()
    with pytest.raises(OSError, match="No such file"):
        wrap.CgroupV1(wanted(wrap, cpus=1.0, processes=3), "igor-z", find=find)


def test_none_are_wanted(wrap: Any) -> None:
    """Broken: every run pays for groups."""
    assert wrap.choose_limits(wanted(wrap), "ab" * 16) is None


def test_what_is_over_its_limit(wrap: Any) -> None:
    """Broken: a host without groups ends a job for nothing, or never."""
    limits = wrap.ProcessLimits(wanted(wrap, memory=1 << 20, processes=2))
    assert limits.excess(1 << 20, 2) == ""
    assert limits.excess((1 << 20) + 1, 2) == "memory limit of 1.0 MiB passed: 1.0 MiB"
    assert limits.excess(0, 3) == "limit of 2 processes passed: 3"


def test_the_highest_epoch_stays(wrap: Any, tmp_path: Path) -> None:
    """Broken: a fence that is lowered lets the old controller in again."""
    path = str(tmp_path / "state" / "fence")
    wrap.pass_fence(path, 0)
    assert not Path(path).exists()
    for epoch in (3, 10, 10):
        wrap.pass_fence(path, epoch)
    with pytest.raises(wrap.WrapperError) as error:
        wrap.pass_fence(path, 9)
    assert error.value.code == 69
    wrap.raise_fence(path, 4)
    assert Path(path).read_text().split() == ["10"]
