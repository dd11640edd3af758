"""What a bundle holds and what it is called. Pure.

A bundle is named by the paths and digests of its files, not by the bytes of the archive, so that the same contents
have the same name whatever packed them. Parts of it have names of their own: a host is touched only where the part
that it runs has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from igor.model.errors import Invalid

FORMAT = 1
MANIFEST = "bundle.json"

_AGENT = ("agent.pyz", "wrapper/")
_PROGRAM = ("wheels/", "requirements.txt", *_AGENT)
_JOBS = ("seed-jobs/",)
_FIELDS = ("format", "digest", "igor", "python", "platform", "program", "agent", "jobs", "files")


@dataclass(frozen=True, slots=True)
class Manifest:
    """``bundle.json``. Digests that name something are 12 hexadecimal digits; ``files``: SHA-256 by path.

    ``python`` is the minor version (``3.11``) that the wheels are for, ``platform`` what ``sysconfig`` calls it.
    ``program``: what runs on a controller; ``agent``: what runs on an agent; ``jobs``: the release of job code.
    """

    format: int
    digest: str
    igor: str
    python: str
    platform: str
    program: str
    agent: str
    jobs: str
    files: dict[str, str]

    @property
    def file_name(self) -> str:
        return f"igor-{self.igor}-{self.digest}.tar.gz"

    def to_json(self) -> bytes:
        return (json.dumps(asdict(self), indent=1, sort_keys=True) + "\n").encode()


def manifest_of(files: Mapping[str, bytes], *, igor: str, python: str, platform: str) -> Manifest:
    """The manifest of files by path."""
    digests = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    return Manifest(
        FORMAT, name_of(digests.items()), igor, python, platform,
        _name(digests, _PROGRAM), _name(digests, _AGENT), _name(digests, _JOBS), digests,
    )  # fmt: skip


def read_manifest(text: bytes, file_name: str) -> Manifest:
    """Read ``bundle.json``. Raises Invalid: it is not one, or of a format that this Igor does not know."""
    try:
        data = json.loads(text)
        found = Manifest(**{name: data[name] for name in _FIELDS})
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(f"{file_name}: {MANIFEST} cannot be read: {error}", hint="make it again: igor bundle") from error
    if found.format != FORMAT:
        raise Invalid(
            f"{file_name} is a bundle of format {found.format}, this Igor reads {FORMAT}",
            hint="deploy it with the Igor that made it, or make it again: igor bundle",
        )
    if name_of(found.files.items()) != found.digest:
        raise Invalid(
            f"{file_name}: {MANIFEST} was changed after the bundle was made", hint="make it again: igor bundle"
        )
    return found


def check_file(manifest: Manifest, path: str, content: bytes) -> None:
    """Raises Invalid: the file is not the one that the manifest lists, or would lie outside of the bundle's folder."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or path not in manifest.files:
        raise Invalid(f"the bundle holds {path}, which its {MANIFEST} does not list", hint="make it again: igor bundle")
    if hashlib.sha256(content).hexdigest() != manifest.files[path]:
        raise Invalid(f"the bundle's {path} is damaged", hint="copy the bundle again, or make it again: igor bundle")


def check_complete(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """Raises Invalid: a file is missing that the manifest lists."""
    if missing := [path for path in manifest.files if path not in files]:
        raise Invalid(f"the bundle lacks {missing[0]}", hint="copy the bundle again, or make it again: igor bundle")


def part(manifest: Manifest, which: str) -> list[str]:
    """Paths of ``controller``, ``agent`` or ``jobs``."""
    prefixes = {"controller": _PROGRAM, "agent": _AGENT, "jobs": _JOBS}[which]
    return [path for path in manifest.files if path.startswith(prefixes)]


def name_of(digests: Iterable[tuple[str, str]]) -> str:
    """12 hexadecimal digits for files by path with their digests, in whatever order."""
    text = "".join(f"{path}\0{digest}\n" for path, digest in sorted(digests))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def release_name(files: Mapping[str, bytes]) -> str:
    """What a release of job code is called; the same for a bundle that has these files in it."""
    return name_of((path, hashlib.sha256(content).hexdigest()) for path, content in files.items())


def _name(digests: Mapping[str, str], prefixes: tuple[str, ...]) -> str:
    return name_of((path, digest) for path, digest in digests.items() if path.startswith(prefixes))
