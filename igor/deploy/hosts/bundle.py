"""Making, opening and unpacking a bundle: everything that hosts get, in one file.

``igor-0.1.0-<digest>.tar.gz`` holds ``bundle.json`` first, then ``wheels/`` with ``requirements.txt``, ``agent.pyz``,
``wrapper/igor_wrap.py``, ``seed-jobs/``, ``ansible/`` (playbooks and roles) and, where asked, ``debs/``.
"""

from __future__ import annotations

import hashlib
import shutil
import sysconfig
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import igor
from igor.deploy.hosts import archive, manifest, wheels
from igor.deploy.hosts.manifest import MANIFEST, Manifest
from igor.deploy.hosts.places import take_place
from igor.deploy.release import SOURCE
from igor.model.errors import IgorError, NotFound

_PARTS = ("controller", "agent", "jobs")
#: So many unpacked bundles stay in the cache: what an earlier deploy used is there to go back to.
_KEPT = 10
_KEPT_OF_SITE = 5


@dataclass(frozen=True, slots=True)
class Sources:
    """What a bundle is made of. ``agent``: the bytes of agent.pyz; ``debs``: Debian packages for the hosts."""

    agent: bytes
    jobs: Path
    root: Path = SOURCE
    debs: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bundle:
    """``file``: the archive; ``folder``: it unpacked, with ``controller.tar.gz``, ``agent.tar.gz``, ``jobs.tar.gz``."""

    manifest: Manifest
    file: Path
    folder: Path

    def part(self, which: str) -> Path:
        """The archive of a part: ``controller``, ``agent`` or ``jobs``."""
        return self.folder / f"{which}.tar.gz"


def build(sources: Sources, cache: Path, tell: Callable[[str], None]) -> Bundle:
    """The bundle of the sources, of the cache when nothing has changed.

    Raises:
        IgorError: the checkout is not complete, or pip could not make the wheels.
    """
    own = _own_files(sources)
    key = _digest(own)
    remembered = cache / "bundles" / f"{key}.source"
    if remembered.is_file() and (kept := _kept(cache, remembered.read_text())):
        return kept
    tell("making the bundle: wheels of requirements.lock and Igor's own")
    files = _with_wheels(own, sources.root, cache / "wheels")
    made = manifest.manifest_of(
        files, igor=igor.__version__, python=wheels.python_version(), platform=sysconfig.get_platform()
    )
    file = cache / "bundles" / f"{made.digest}.tar.gz"
    _write(file, archive.pack({MANIFEST: made.to_json(), **files}))
    unpacked = unpack(file, cache)
    _write(remembered, made.digest.encode())
    return unpacked


def of_jobs(jobs: Path | None, cache: Path, root: Path = SOURCE) -> Bundle:
    """Playbooks and a release of job code, and nothing to install: for commands that leave programs alone.

    Raises:
        IgorError: the checkout is not complete, or there is no such folder.
    """
    for folder in filter(None, (root / "ansible", jobs)):
        if not folder.is_dir():
            raise IgorError(f"there is no folder {folder}", hint="run igor from a complete checkout")
    code = archive.read_folder(jobs, "seed-jobs/") if jobs else {}
    files = {**archive.read_folder(root / "ansible", "ansible/"), **code}
    made = manifest.manifest_of(
        files, igor=igor.__version__, python=wheels.python_version(), platform=sysconfig.get_platform()
    )
    apart = cache / "light"  # so that they do not push out what a deploy may go back to
    if (kept := _kept(apart, made.digest)) is not None:
        return kept
    file = apart / "bundles" / f"{made.digest}.tar.gz"
    _write(file, archive.pack({MANIFEST: made.to_json(), **files}))
    return unpack(file, apart)


def unpack(file: Path, cache: Path) -> Bundle:
    """Check every file of a bundle against its digest and lay it out in the cache, once.

    Raises:
        NotFound: no such file.
        Invalid: it is no bundle, or damaged.
    """
    found = show(file)
    folder = cache / "bundles" / found.digest
    if not folder.is_dir():
        _lay_out(file, found, folder)
        _collect(folder.parent)
    folder.touch()
    return Bundle(found, file, folder)


def show(file: Path) -> Manifest:
    """The manifest of a bundle, which comes first in it. Raises NotFound, Invalid."""
    if not file.is_file():
        raise NotFound(f"there is no bundle {file}", hint="make one: igor bundle -o FILE")
    for path, content in archive.unpack(file):
        if path == MANIFEST:
            return manifest.read_manifest(content, str(file))
        break
    raise NotFound(f"{file} is no bundle: it does not begin with {MANIFEST}", hint="make one: igor bundle -o FILE")


def keep(bundle: Bundle, folder: Path) -> None:
    """Have a site keep what it was deployed, whatever becomes of the cache; the newest few stay."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{bundle.manifest.digest}.tar.gz"
    if not file.exists():
        making = folder / f".{file.name}.making"
        shutil.copyfile(bundle.file, making)
        making.replace(file)
    file.touch()
    others = [path for path in folder.glob("*.tar.gz") if path != file]
    for old in sorted(others, key=lambda path: -path.stat().st_mtime)[_KEPT_OF_SITE - 1 :]:
        old.unlink()


def kept_bundle(digest: str, cache: Path, folder: Path) -> Bundle:
    """A bundle that was deployed before: of the cache, or of those that the site keeps. Raises NotFound, Invalid."""
    if kept := _kept(cache, digest):
        return kept
    if (file := folder / f"{digest}.tar.gz").is_file():
        return unpack(file, cache)
    raise NotFound(f"this machine has no bundle {digest} any more", hint="give the file: --bundle FILE")


def _kept(cache: Path, digest: str) -> Bundle | None:
    file, folder = cache / "bundles" / f"{digest}.tar.gz", cache / "bundles" / digest
    if not (file.is_file() and (folder / MANIFEST).is_file()):
        return None
    folder.touch()
    return Bundle(manifest.read_manifest((folder / MANIFEST).read_bytes(), str(file)), file, folder)


def _own_files(sources: Sources) -> dict[str, bytes]:
    """What comes of the checkout and of the site; sources of Igor itself under ``igor/``."""
    root = sources.root
    for folder in (root / "igor", root / "ansible", root / "wrapper", sources.jobs):
        if not folder.is_dir():
            raise IgorError(f"there is no folder {folder}", hint="run igor from a complete checkout, or use --bundle")
    return {
        **archive.read_folder(root / "ansible", "ansible/"),
        **{f"debs/{name}": content for name, content in sorted(sources.debs.items())},
        "agent.pyz": sources.agent,
        **archive.read_folder(sources.jobs, "seed-jobs/"),
        "wrapper/igor_wrap.py": (root / "wrapper" / "igor_wrap.py").read_bytes(),
        **archive.read_folder(root / "igor", "igor/"),
        **{name: (root / name).read_bytes() for name in ("pyproject.toml", "requirements.lock")},
    }


def _digest(files: Mapping[str, bytes]) -> str:
    named = manifest.name_of((path, hashlib.sha256(content).hexdigest()) for path, content in files.items())
    return f"{named}-{wheels.python_version()}"


def _with_wheels(own: Mapping[str, bytes], root: Path, cache: Path) -> dict[str, bytes]:
    """What the bundle holds: Igor's sources and the lock file have become wheels."""
    program = {path: own[path] for path in own if path.startswith(("igor/", "wrapper/")) or path == "pyproject.toml"}
    found = [*wheels.pinned_wheels(root / "requirements.lock", cache), wheels.own_wheel(root, cache, _digest(program))]
    contents = {path.name: path.read_bytes() for path in sorted(found, key=lambda path: path.name)}
    files = {path: content for path, content in own.items() if path not in program or path.startswith("wrapper/")}
    del files["requirements.lock"]
    files |= {f"wheels/{name}": content for name, content in contents.items()}
    files["requirements.txt"] = _requirements(contents)
    return dict(sorted(files.items()))


def _requirements(contents: Mapping[str, bytes]) -> bytes:
    """``name==version --hash=sha256:…`` for ``pip install --no-index --find-links wheels --require-hashes -r``."""
    lines = []
    for file_name, content in contents.items():
        name, version = file_name.split("-")[:2]
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(content).hexdigest()}\n")
    return "".join(lines).encode()


def _lay_out(file: Path, found: Manifest, folder: Path) -> None:
    making = Path(tempfile.mkdtemp(dir=_made(folder.parent), prefix=".making-"))
    try:
        files = {path: content for path, content in archive.unpack(file) if path != MANIFEST}
        manifest.check_complete(found, files)
        for path, content in files.items():
            manifest.check_file(found, path, content)
            _write(making / path, content)
        for which in _PARTS:
            packed = archive.pack({path: files[path] for path in manifest.part(found, which)})
            _write(making / f"{which}.tar.gz", packed)
        _write(making / MANIFEST, found.to_json())
        making.chmod(0o755)
        take_place(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _collect(bundles: Path) -> None:
    folders = sorted((path for path in bundles.iterdir() if path.is_dir()), key=lambda path: -path.stat().st_mtime)
    for folder in [path for path in folders if not path.name.startswith(".")][_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
        (bundles / f"{folder.name}.tar.gz").unlink(missing_ok=True)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, content: bytes) -> None:
    """By rename, so that nobody reads half of it."""
    making = _made(path.parent) / f".{path.name}.making"
    making.write_bytes(content)
    making.replace(path)
