"""A bundle is named by what is in it, part by part."""

from __future__ import annotations

import json

import pytest

from igor.deploy.hosts import archive
from igor.deploy.hosts.debian import real_packages
from igor.deploy.hosts.manifest import (
    Manifest,
    check_complete,
    check_file,
    manifest_of,
    part,
    read_manifest,
)
from igor.model.errors import Invalid

FILES = {
    "wheels/a.whl": b"wheel",
    "requirements.txt": b"a==1\n",
    "agent.pyz": b"#!agent",
    "wrapper/igor_wrap.py": b"wrap",
    "seed-jobs/jobs/x.groovy": b"job('x')",
    "ansible/site.yml": b"- hosts: all",
}


def manifest(**changes: bytes) -> Manifest:
    files = {**FILES, **{path.replace("__", "/"): content for path, content in changes.items()}}
    return manifest_of(files, igor="1.0", python="3.11", platform="linux-x86_64")


def test_the_name_is_of_the_contents() -> None:
    """In whatever order they come, and however they are packed."""
    turned = dict(reversed(FILES.items()))
    assert manifest_of(turned, igor="1.0", python="3.11", platform="linux-x86_64") == manifest()
    assert manifest().file_name == f"igor-1.0-{manifest().digest}.tar.gz"


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("wheels/a.whl", {"program"}),
        ("agent.pyz", {"program", "agent"}),
        ("wrapper/igor_wrap.py", {"program", "agent"}),
        ("seed-jobs/jobs/x.groovy", {"jobs"}),
        ("ansible/site.yml", set()),
    ],
)
def test_a_change_touches_only_what_it_belongs_to(path: str, changed: set[str]) -> None:
    """Other jobs restart no controller, another controller restarts no agent."""
    one, other = manifest(), manifest_of({**FILES, path: b"new"}, igor="1.0", python="3.11", platform="linux-x86_64")
    assert one.digest != other.digest
    assert {name for name in ("program", "agent", "jobs") if getattr(one, name) != getattr(other, name)} == changed


def test_parts() -> None:
    """What each kind of host is given."""
    assert part(manifest(), "agent") == ["agent.pyz", "wrapper/igor_wrap.py"]
    assert part(manifest(), "jobs") == ["seed-jobs/jobs/x.groovy"]
    assert "wheels/a.whl" in part(manifest(), "controller")


def test_it_survives_its_file() -> None:
    """And is found out when somebody changed it."""
    text = manifest().to_json()
    assert read_manifest(text, "x") == manifest()
    data = json.loads(text)
    data["files"]["agent.pyz"] = "0" * 64
    with pytest.raises(Invalid, match="was changed"):
        read_manifest(json.dumps(data).encode(), "x")


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"format": 1}'])
def test_what_is_no_manifest(text: bytes) -> None:
    """Said, with how to make one."""
    with pytest.raises(Invalid, match="cannot be read"):
        read_manifest(text, "x")


def test_another_format_is_refused() -> None:
    """A bundle of a later Igor is not guessed at."""
    with pytest.raises(Invalid, match="format 9"):
        read_manifest(json.dumps(json.loads(manifest().to_json()) | {"format": 9}).encode(), "x")


@pytest.mark.parametrize("path", ["../etc/passwd", "/etc/passwd", "wheels/../../x", "unknown"])
def test_files_outside_or_unknown_are_refused(path: str) -> None:
    """An archive cannot write elsewhere."""
    with pytest.raises(Invalid):
        check_file(manifest(), path, b"x")


def test_damaged_and_missing_files_are_found() -> None:
    """Before anything is laid out."""
    check_complete(manifest(), FILES)
    with pytest.raises(Invalid, match="damaged"):
        check_file(manifest(), "agent.pyz", b"other")
    with pytest.raises(Invalid, match="lacks agent.pyz"):
        check_complete(manifest(), {path: content for path, content in FILES.items() if path != "agent.pyz"})


def test_archives_depend_on_nothing_but_their_files() -> None:
    """The same part has the same bytes at each deploy, so that hosts are not touched."""
    assert archive.pack(FILES) == archive.pack(dict(FILES))
    assert archive.pack(FILES) != archive.pack({**FILES, "agent.pyz": b"x"})


def test_packages_of_apt() -> None:
    """Virtual packages and the lines below a package are none."""
    told = "nginx\n  Depends: nginx-common\n |Depends: a\n    b\n<mail-agent>\nnginx-common\nlibc6\n"
    assert real_packages(told) == ["libc6", "nginx", "nginx-common"]
