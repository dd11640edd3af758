"""Trees of files over HTTP: files with ranges, folders as pages, folders as zip.

Source: hudson.model.DirectoryBrowserSupport: its suffixes ``*zip*/NAME.zip``, ``*view*``, ``*plain*`` and
``*fingerprint*``, and its content policy: what jobs left runs no scripts.
"""

from __future__ import annotations

import fnmatch
import hashlib
import mimetypes
import os
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import flask

from igor.api import render
from igor.api.call import Call
from igor.model.errors import NotFound

POLICY = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';"
SUFFIXES = ("*zip*", "*view*", "*plain*", "*fingerprint*")
_PIECE_BYTES = 256 * 1024
_MAX_MATCHES = 10_000


def serve(call: Call, root: Path, segments: tuple[str, ...], title: str) -> flask.Response:
    """What a path below ``root`` names. Raises NotFound."""
    at = next((index for index, segment in enumerate(segments) if segment in SUFFIXES), len(segments))
    suffix = segments[at] if at < len(segments) else ""
    wild = next((index for index, segment in enumerate(segments[:at]) if "*" in segment or "?" in segment), at)
    base = _inside(root, segments[:wild])
    if wild < at:
        found = _matches(base, "/".join(segments[wild:at]))
        return zipped(base, found, segments[-1]) if suffix == "*zip*" else _listing(call, base, found, title)
    if base.is_dir():
        return _folder(call, base, suffix, segments, title)
    if not base.is_file() or suffix == "*zip*":
        raise NotFound("Not Found")
    if suffix == "*fingerprint*":
        return render.redirect(call, f"fingerprint/{_md5(base)}/")
    return send(base, as_text=suffix == "*view*")


def send(file: Path, *, as_text: bool = False) -> flask.Response:
    """One file, or the part or the 304 that the request's headers ask for."""
    kind = "text/plain" if as_text else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    answer = flask.send_file(file, mimetype=kind, conditional=True, etag=False, max_age=None)
    answer.headers["Content-Security-Policy"] = POLICY
    if as_text:
        answer.headers["Content-Disposition"] = f"inline; filename={quote(file.name)}"
    return answer


def _inside(root: Path, segments: tuple[str, ...]) -> Path:
    """The path, unless it (or a link in it) leads out. Raises NotFound."""
    real = root.resolve()
    path = real.joinpath(*segments).resolve() if all(part != ".." for part in segments) else None
    if path is None or not path.is_relative_to(real) or not path.exists():
        raise NotFound("Not Found")
    return path


def _folder(call: Call, folder: Path, suffix: str, segments: tuple[str, ...], title: str) -> flask.Response:
    if suffix == "*zip*":
        files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
        return zipped(folder, files, segments[-1])
    entries = sorted(folder.iterdir(), key=lambda file: (file.is_file(), file.name.casefold()))
    if suffix == "*plain*":
        return render.text("".join(f"{_shown(file)}\n" for file in entries))
    if not call.request.path.endswith("/"):
        return render.to_url(f"{call.request.base_url}/")
    return _listing(call, folder, entries, title)


def _listing(call: Call, folder: Path, files: list[Path], title: str) -> flask.Response:
    rows = "".join(_row(file, folder) for file in files)
    zip_name = "archive" if folder.name == "archive" else folder.name
    links = f'<p><a href="*zip*/{quote(zip_name)}.zip">(all files in zip)</a></p>' if files else ""
    table = f"<table><tbody>{rows}</tbody></table>" if files else "<p>No files in directory</p>"
    up = '<p><a href="..">..</a></p>'
    return render.page(title, f"{up}{table}{links}")


def _row(file: Path, folder: Path) -> str:
    name = file.relative_to(folder).as_posix()
    if file.is_dir():
        return f'<tr><td><a href="{quote(name)}/">{escape(name)}/</a></td><td></td><td></td></tr>'
    view = f'<a href="{quote(name)}/*view*/">view</a>'
    size = f"{file.stat().st_size:,} B"
    return f'<tr><td><a href="{quote(name)}">{escape(name)}</a></td><td class="number">{size}</td><td>{view}</td></tr>'


def _matches(base: Path, pattern: str) -> list[Path]:
    """The files below ``base`` whose path an Ant pattern matches (``**/*.xml``)."""
    wanted = pattern.replace("**/", "*")
    files = (file for file in sorted(base.rglob("*")) if file.is_file() and not file.is_symlink())
    found = []
    for file in files:
        if fnmatch.fnmatchcase(file.relative_to(base).as_posix(), wanted):
            found.append(file)
        if len(found) >= _MAX_MATCHES:
            break
    return found


def zipped(folder: Path, files: list[Path], name: str) -> flask.Response:
    """The files as a zip that is made while it is sent; each below the folder's own name, as in Jenkins."""
    answer = flask.Response(_zip(folder, files), content_type="application/zip")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _zip(folder: Path, files: list[Path]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo.from_file(
                file, f"{folder.name}/{file.relative_to(folder)}", strict_timestamps=False
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while data := source.read(_PIECE_BYTES):
                    target.write(data)
                    yield sink.take()
    yield sink.take()


class _Sink:
    """Where a zip is written to, and taken from piece by piece; nothing is ever written again, so it cannot seek."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def close(self) -> None:
        """It ends with its answer."""

    def take(self) -> bytes:
        data, self._parts = b"".join(self._parts), []
        return data


def _md5(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "md5").hexdigest()


def _shown(file: Path) -> str:
    return f"{file.name}{os.sep}" if file.is_dir() else file.name
