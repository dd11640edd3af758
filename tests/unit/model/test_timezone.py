"""The machine's time zone: a nightly job that starts hours early or late."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.model.timezone import name_of_zone


@pytest.mark.parametrize(
    ("environment", "localtime", "name"),
    [
        ({}, "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ({}, "/usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"),
        ({}, "/etc/localtime-that-is-no-link", "UTC"),
        ({"TZ": "Europe/Berlin"}, "/usr/share/zoneinfo/Asia/Tokyo", "Europe/Berlin"),
        ({"TZ": ":/usr/share/zoneinfo/Europe/Berlin"}, "/usr/share/zoneinfo/Asia/Tokyo", "Europe/Berlin"),
        ({"TZ": ""}, "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}, "/usr/share/zoneinfo/Asia/Tokyo", "UTC"),
    ],
)
def test_zone_of_the_machine(environment: dict[str, str], localtime: str, name: str) -> None:
    """What the C library would use, as far as it has a name."""
    assert name_of_zone(environment, Path(localtime)) == name
