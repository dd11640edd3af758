"""What builds left behind: artifacts, test results, fingerprints, variables."""

from __future__ import annotations

from html import escape

import flask

from igor.api import files, render
from igor.api.call import Call
from igor.api.resources.exporting import visible
from igor.api.targets import BuildPartTarget, FingerprintTarget
from igor.model.errors import NotFound
from igor.model.names import url_path


def artifact(call: Call, target: BuildPartTarget) -> flask.Response:
    """``artifact/PATH``: a file (with ranges), a folder's page, ``*zip*/NAME.zip``, ``*view*``, ``*fingerprint*``."""
    root = call.controller.home.artifacts(target.item.full_name, target.build.number)
    return files.serve(call, root, target.segments, f"Artifacts of {target.item.full_name} #{target.build.number}")


def fingerprint_page(call: Call, target: FingerprintTarget) -> flask.Response:
    """``fingerprint/MD5/``: where the file comes from, and which builds have it."""
    found = visible(call, target.fingerprint)
    made = _build_link(call, *found.original) if found.original else "outside of Igor"
    used = "".join(
        f"<li>{_build_link(call, name, first)}{f' to #{end - 1}' if end - first > 1 else ''}</li>"
        for name, ranges in found.usage.items()
        for first, end in ranges
    )
    body = f"<p>MD5 <code>{escape(found.md5)}</code>, made by {made}.</p><p>Used by:</p><ul>{used}</ul>"
    return render.page(found.file_name, body)


def _build_link(call: Call, full_name: str, number: int) -> str:
    path = f"{call.request.root_path}/{url_path(full_name)}{number}/"
    return f'<a href="{escape(path)}">{escape(full_name)} #{number}</a>'


def part_page(call: Call, target: BuildPartTarget) -> flask.Response:
    """A part of a build, for people who have only the API's address."""
    if target.part == "testReport" and target.build.tests is None:
        raise NotFound("This build has no test results")
    return render.page(target.part, '<p>This object can be read at <a href="api/json?pretty=true">api/json</a>.</p>')
