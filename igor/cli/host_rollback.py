"""Going back to an earlier deploy: its bundle and its igor.yml, deployed again."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from igor.cli.host_deploy import Choices, deploy_with
from igor.cli.site_options import Place
from igor.deploy.hosts import bundle, lock, record
from igor.deploy.hosts.places import cache_folder, site_folder
from igor.deploy.hosts.progress import Progress
from igor.deploy.hosts.record import Record
from igor.deploy.hosts.session import Target, open_session
from igor.deploy.site.layers import Surroundings
from igor.deploy.site.load import load_site
from igor.deploy.site.model import Site


def run(place: Place, wanted: str, is_agreed: bool, progress: Progress) -> int:
    """Find the deploy to go back to, and deploy that; the exit code."""
    now = place.target(progress.note) if place.bundle_file else place.light_target()
    with open_session(now, progress, "rollback") as session:
        earlier = record.to_go_back_to(lock.records(session), wanted)
    progress.note(f"going back to {earlier.id}: igor {earlier.igor} ({earlier.program}), jobs {earlier.release}")
    target = _target_of(earlier, now, place)
    with open_session(target, progress, "rollback") as session:
        return deploy_with(session, Choices(is_agreed=is_agreed), None, kind="rollback", of=earlier.id)


def _target_of(earlier: Record, now: Target, place: Place) -> Target:
    kept = site_folder(now.site_file) / "bundles"
    found = now.bundle if place.bundle_file else bundle.kept_bundle(earlier.bundle, cache_folder(), kept)
    return replace(now, site=_site_of(earlier, now), site_text=earlier.site_file, bundle=found)


def _site_of(earlier: Record, now: Target) -> Site:
    """The site as it was, whatever the environment says today; its paths are relative to where igor.yml lies."""
    if earlier.site_file == now.site_text:
        return now.site
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "igor.yml"
        file.write_text(earlier.site_file, encoding="utf-8")
        return load_site(file, around=Surroundings()).in_folder(now.site.folder)
