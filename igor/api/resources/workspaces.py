"""``/job/NAME/ws/``: the files in the workspace of a job's last build."""

from __future__ import annotations

import mimetypes
from html import escape
from urllib.parse import quote

import flask

from igor.api import files, render
from igor.api.call import Call
from igor.api.targets import WorkspaceTarget
from igor.controller import workspace_files
from igor.controller.workspace_files import Found


def browse(call: Call, target: WorkspaceTarget) -> flask.Response:
    """``ws/PATH``: a file, a folder's page, ``*zip*/NAME.zip``, ``*view*``, ``*plain*``."""
    segments = target.segments
    at = next((index for index, segment in enumerate(segments) if segment in files.SUFFIXES), len(segments))
    suffix = segments[at] if at < len(segments) else ""
    found = workspace_files.look(call.controller, target.item, "/".join(segments[:at]), as_zip=suffix == "*zip*")
    if found.kind == "folder":
        return _folder(call, target, found, suffix)
    name = segments[-1] if suffix == "*zip*" else segments[at - 1]
    return _file(found, name, as_text=suffix == "*view*")


def _file(found: Found, name: str, *, as_text: bool) -> flask.Response:
    kind = "text/plain" if as_text else mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = flask.Response(found.data, mimetype=kind)
    response.headers["Content-Security-Policy"] = files.POLICY
    response.make_conditional(flask.request, accept_ranges=True, complete_length=len(found.data))
    return response


def _folder(call: Call, target: WorkspaceTarget, found: Found, suffix: str) -> flask.Response:
    if suffix == "*plain*":
        return render.text("".join(f"{name}{'/' if is_folder else ''}\n" for name, is_folder, _, _ in found.entries))
    if not call.request.path.endswith("/"):
        return render.to_url(f"{call.request.base_url}/")
    rows = "".join(_row(*entry[:3]) for entry in sorted(found.entries, key=lambda entry: (not entry[1], entry[0])))
    body = f"<table><tbody>{rows}</tbody></table>" if rows else "<p>No files in directory</p>"
    name = target.segments[-1] if target.segments else target.item.name
    zipped = f'<p><a href="*zip*/{quote(name)}.zip">(all files in zip)</a></p>'
    return render.page(f"Workspace of {target.item.full_name}", f'<p><a href="..">..</a></p>{body}{zipped}')


def _row(name: str, is_folder: bool, size: int) -> str:
    if is_folder:
        return f'<tr><td><a href="{quote(name)}/">{escape(name)}/</a></td><td></td><td></td></tr>'
    view = f'<a href="{quote(name)}/*view*/">view</a>'
    return f'<tr><td><a href="{quote(name)}">{escape(name)}</a></td><td>{size:,} B</td><td>{view}</td></tr>'
