"""The machine's time zone: a nightly job that starts hours early or late."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.model.timezone import name_of_zone


@pytest.mark.parametrize(
    ("wanted", "link", "written", "name"),
    [
        ("", "/usr/share/zoneinfo/Asia/Tokyo", "Europe/Rome", "Asia/Tokyo"),
        ("", "/usr/share/zoneinfo/posix/Asia/Tokyo", "", "Asia/Tokyo"),
        ("", "/a/copy/of/the/file", "Europe/Rome\n", "Europe/Rome"),
        ("", "/a/copy/of/the/file", "", "UTC"),
        ("Europe/Berlin", "/usr/share/zoneinfo/Asia/Tokyo", "", "Europe/Berlin"),
        (":/usr/share/zoneinfo/Europe/Berlin", "/usr/share/zoneinfo/Asia/Tokyo", "", "Europe/Berlin"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "/usr/share/zoneinfo/Asia/Tokyo", "", "UTC"),
    ],
)
def test_zone_of_the_machine(tmp_path: Path, wanted: str, link: str, written: str, name: str) -> None:
    """What the C library would use, as far as it has a name."""
    (tmp_path / "localtime").symlink_to(link)
    (tmp_path / "timezone").write_text(written)
    assert name_of_zone({"TZ": wanted}, tmp_path) == name
