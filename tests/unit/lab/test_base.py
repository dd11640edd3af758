"""Where the base comes from, and what a machine lacks."""

from __future__ import annotations

import pytest

from igor.lab import base, machine
from igor.model.errors import IgorError

TARGETS = """\
Debian bookworm main http://mirror.example/debian/
Debian bookworm-updates main http://mirror.example/debian/
Debian bookworm-security main http://mirror.example/debian-security/
Debian bookworm contrib http://mirror.example/debian/
Debian trixie main http://new.example/debian/
Elsewhere bookworm main http://packages.example/
broken
"""


def test_the_machines_own_mirror() -> None:
    """A mirror that this machine cannot reach, while it has one."""
    assert base.mirror_of(TARGETS) == "http://mirror.example/debian"
    assert base.sources_of(TARGETS) == (
        "deb http://mirror.example/debian bookworm main\n"
        "deb http://mirror.example/debian bookworm-updates main\n"
        "deb http://mirror.example/debian-security bookworm-security main\n"
    )


def test_a_machine_without_one() -> None:
    """Another distribution."""
    assert base.mirror_of("") == base.FALLBACK_MIRROR
    assert base.sources_of("") == f"deb {base.FALLBACK_MIRROR} bookworm main\n"


def test_what_is_missing_is_named() -> None:
    """An error that leaves open which package to install."""
    with pytest.raises(IgorError, match="lacks no-such-program") as caught:
        machine.need(("sh", "dash"), ("no-such-program", "its-package"))
    assert caught.value.hint == "`apt-get install its-package`"
