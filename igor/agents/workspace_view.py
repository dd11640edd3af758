"""A file or folder of a workspace for somebody who looks at it: one HTTP request to the controller.

Its body: a line of JSON, then the bytes of a file or zip. ``{"kind": "missing" | "file" | "zip" | "too_large"}`` or
``{"kind": "folder", "entries": [[name, is_folder, size, mtime_ms], …]}``.
"""

from __future__ import annotations

import io
import json
import logging
import os
import zipfile
from pathlib import Path

from igor.agents import dialing
from igor.agents.launch import Workspaces
from igor.agents.protocol import SendFiles
from igor.model.errors import IgorError

log = logging.getLogger(__name__)

#: More is not for looking at: archive it.
MAX_BYTES = 32 * 1024 * 1024
MAX_ENTRIES = 10_000
_TIMEOUT_S = 30.0


def answer(url: str, workspaces: Workspaces, wanted: SendFiles) -> None:
    """Send it; what fails is told in the log, and who waits gives up by himself."""
    try:
        body = content(workspaces, wanted)
        headers = {"Authorization": f"Bearer {wanted.token}", "Content-Type": "application/octet-stream"}
        address = f"{url.rstrip('/')}/delivery/{wanted.request_id}/answer"
        dialing.request("POST", address, headers, body, timeout_s=_TIMEOUT_S)
    except (OSError, ValueError, IgorError) as error:
        log.warning("files not sent workspace=%s path=%s error=%r", wanted.workspace, wanted.path, str(error))


def content(workspaces: Workspaces, wanted: SendFiles) -> bytes:
    """The body. Raises Invalid: a workspace that lies elsewhere; OSError."""
    root = Path(os.path.realpath(workspaces.resolve(wanted.workspace)))
    path = Path(os.path.realpath(root / wanted.path))
    if path != root and root not in path.parents:
        return _body({"kind": "missing"})
    if path.is_dir():
        return _zipped(path) if wanted.as_zip else _body({"kind": "folder", "entries": _entries(path)})
    if not path.is_file():
        return _body({"kind": "missing"})
    if path.stat().st_size > MAX_BYTES:
        return _body({"kind": "too_large"})
    return _body({"kind": "file"}, path.read_bytes())


def _body(head: dict[str, object], data: bytes = b"") -> bytes:
    return json.dumps(head).encode() + b"\n" + data


def _entries(folder: Path) -> list[list[object]]:
    found: list[list[object]] = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)[:MAX_ENTRIES]:
        try:
            status = entry.stat()
        except OSError:
            continue
        name = os.fsencode(entry.name).decode("utf-8", "replace")
        found.append([name, entry.is_dir(), status.st_size, status.st_mtime_ns // 1_000_000])
    return found


def _zipped(folder: Path) -> bytes:
    sink = io.BytesIO()
    size = 0
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_symlink() or not file.is_file():
                continue
            size += file.stat().st_size
            if size > MAX_BYTES:
                return _body({"kind": "too_large"})
            archive.write(file, f"{folder.name}/{file.relative_to(folder)}")
    return _body({"kind": "zip"}, sink.getvalue())
