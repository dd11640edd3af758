"""Files below ``/userContent/``: what jobs and Job DSL scripts put there for people.

Source: hudson.model.DirectoryBrowserSupport, with its content policy: pages of jobs run no scripts.
"""

from __future__ import annotations

import mimetypes
from html import escape
from pathlib import Path
from urllib.parse import quote

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.targets import UserContentTarget
from igor.model.errors import NotFound

_POLICY = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';"


def get(call: Call, target: UserContentTarget) -> flask.Response:
    """``userContent/PATH``: a file, or the list of a folder's files."""
    root = call.controller.home.user_content.resolve()
    if any("\0" in segment for segment in target.segments):
        raise NotFound("Not Found")
    file = root.joinpath(*target.segments).resolve()
    if not file.is_relative_to(root) or not (file.exists() or file == root):
        raise NotFound("Not Found")
    if not file.is_file():
        return _folder(file, target)
    kind = mimetypes.guess_type(file.name)[0] or "text/plain"
    answer = flask.send_file(file, mimetype=kind, conditional=True, max_age=0)
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def _folder(folder: Path, target: UserContentTarget) -> flask.Response:
    base = "/".join(["", "userContent", *map(quote, target.segments)])
    files = sorted(folder.iterdir(), key=lambda file: file.name.casefold()) if folder.is_dir() else []
    root = flask.request.root_path
    links = [f'<li><a href="{root}{base}/{quote(file.name)}">{escape(_shown(file))}</a></li>' for file in files]
    return render.page("userContent", f"<ul>{''.join(links)}</ul>" if links else "<p>No files in directory</p>")


def _shown(file: Path) -> str:
    return f"{file.name}/" if file.is_dir() else file.name
