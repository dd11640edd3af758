"""Feeds of builds: ``rssAll``, ``rssFailed``, ``rssLatest`` of the root, folders, views, jobs and nodes.

Source: hudson.model.{View,Job,Computer}#doRssAll and their like.
"""

from __future__ import annotations

from collections.abc import Callable

import flask

from igor.api import render
from igor.api.beans.builds import display_name
from igor.api.beans.reader import full_display_name
from igor.api.call import Call
from igor.api.feed_text import ATOM_TYPE, RSS_TYPE, Entry, atom, rss, summary
from igor.api.targets import ComputerTarget, ItemTarget, NamedTarget, RootTarget, ViewTarget
from igor.controller import items, recent, views
from igor.controller.rows import ItemRow
from igor.model import names
from igor.model.build import Build
from igor.model.job import Result
from igor.model.view import url_path

#: How far back a feed looks for the build that was good.
_LOOK_BACK = 20

Scope = RootTarget | ItemTarget | ViewTarget | ComputerTarget | NamedTarget


def all_builds(call: Call, target: Scope) -> flask.Response:
    """``rssAll``."""
    return _feed(call, target, " all builds", _newest(call, target, failed=False))


def failed_builds(call: Call, target: Scope) -> flask.Response:
    """``rssFailed``."""
    return _feed(call, target, " failed builds", _newest(call, target, failed=True))


def latest_builds(call: Call, target: Scope) -> flask.Response:
    """``rssLatest``: the last build of each job."""
    return _feed(call, target, " last builds only", recent.last_of(call.controller, _jobs(call, target)))


def changes(call: Call, target: ItemTarget) -> flask.Response:
    """``rssChangelog``: what changed in a job's source; empty where no source is known."""
    return _feed(call, target, " changelog", [])


def _newest(call: Call, target: Scope, *, failed: bool) -> list[Build]:
    if isinstance(target, ItemTarget) and not target.item.is_folder:
        return recent.of_job(call.controller, target.item, failed=failed)
    wanted = {row.id for row in _jobs(call, target)}
    node = target.node.name.lower() if isinstance(target, ComputerTarget) else ""
    return recent.newest(
        call.controller, lambda item_id, name: item_id in wanted and node in ("", name.lower()), failed=failed
    )


def _jobs(call: Call, target: Scope) -> list[ItemRow]:
    """The jobs of a feed that the sender may see."""
    match target:
        case ViewTarget():
            rows = views.view_jobs(call.controller, target.view)
        case ItemTarget() if target.item.is_folder:
            below = f"{target.item.full_name}/"
            rows = [row for row in items.all_items(call.controller) if row.full_name.startswith(below)]
        case ItemTarget():
            rows = [target.item]
        case _:
            rows = items.all_items(call.controller)
    return [row for row in call.access.visible(rows) if not row.is_folder]


def _feed(call: Call, target: Scope, suffix: str, found: list[Build]) -> flask.Response:
    name, path = _name_and_path(target)
    entries = [_entry(call, build) for build in found]
    make: Callable[..., str] = rss if call.value("flavor") == "rss20" else atom
    text = make(f"{name}{suffix}", call.root_url + path, entries)
    return render.text(text, content_type=RSS_TYPE if make is rss else ATOM_TYPE)


def _name_and_path(target: Scope) -> tuple[str, str]:
    match target:
        case ItemTarget():
            return full_display_name(target.item.full_name), names.url_path(target.item.full_name)
        case ViewTarget():
            return target.view.name, url_path(target.owner, target.view.name)
        case ComputerTarget():
            return target.node.name, f"computer/{target.node.name}/"
    return "Jenkins", ""


def _entry(call: Call, build: Build) -> Entry:
    path = f"{names.url_path(build.job_full_name)}{build.number}/"
    title = f"{full_display_name(build.job_full_name)} {display_name(build)} ({status_of(call, build)})"
    return Entry(title, call.root_url + path, path, build.started_ms, build.description or "")


def status_of(call: Call, build: Build) -> str:
    """The sentence about a build in view of those before it; only a failure needs a look at more than one."""
    in_order = recent.before(call.controller, build, _LOOK_BACK)
    good = next((each.number for each in in_order if each.result in (Result.SUCCESS, Result.UNSTABLE)), None)
    return summary(build.result, in_order[0].result if in_order else None, good, build.number)
