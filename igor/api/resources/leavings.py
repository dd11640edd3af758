"""What builds left behind: artifacts, test results, fingerprints, variables."""

from __future__ import annotations

import base64
from html import escape
from urllib.parse import quote

import flask

from igor.api import files, render
from igor.api.call import Call
from igor.api.resources.exporting import visible
from igor.api.targets import BuildPartTarget, FingerprintTarget
from igor.controller import build_outputs
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


def output(call: Call, target: BuildPartTarget) -> flask.Response:
    """``outputs/KEY``: the value as text; one that refers to a file leads there."""
    (key,) = target.segments
    found = build_outputs.read(call.controller, target.item.full_name, target.build.number)
    value = next((each for each in found if each.key == key), None)
    if value is None:
        raise NotFound(f"This build has no output {key}")
    if value.reference is not None:
        base = f"{url_path(target.item.full_name)}{target.build.number}/artifact/"
        return render.redirect(call, base + quote(value.reference))
    data = base64.b64decode(value.value) if value.kind == "base64" else value.value.encode()
    return render.text(data, content_type="application/octet-stream" if value.kind == "base64" else render.TEXT)


def changes(call: Call, target: BuildPartTarget) -> flask.Response:
    """``changes``: what was changed in the sources since the build before."""
    return render.page(f"Changes of {target.item.full_name} #{target.build.number}", "<p>No changes.</p>")


def part_page(call: Call, target: BuildPartTarget) -> flask.Response:
    """A part of a build, for people who have only the API's address."""
    if target.part == "testReport" and target.build.tests is None:
        raise NotFound("This build has no test results")
    return render.page(target.part, '<p>This object can be read at <a href="api/json?pretty=true">api/json</a>.</p>')
