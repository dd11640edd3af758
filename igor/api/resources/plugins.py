"""The plugin manager and the update center, answered truthfully: the suite is part of Igor, nothing is installed.

Source: hudson.PluginManager, hudson.PluginWrapper, hudson.model.UpdateCenter.
"""

from __future__ import annotations

import re
from pathlib import Path

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import NamedTarget, RootTarget
from igor.api.xml_root import root_of
from igor.controller import plugin_states
from igor.model.errors import NotFound

_PLUGIN = re.compile(r"(?P<name>[^@]+)(?:@(?P<version>.*))?")


def enable(call: Call, target: NamedTarget) -> flask.Response:
    """``makeEnabled``: 200."""
    plugin_states.set_state(call.controller, target.name, enabled=True)
    return render.empty()


def disable(call: Call, target: NamedTarget) -> flask.Response:
    """``makeDisabled``: 200; the plugin list says so, what the plugin does stays, as it is part of Igor."""
    plugin_states.set_state(call.controller, target.name, enabled=False)
    return render.empty()


def keep_version(call: Call, target: NamedTarget) -> flask.Response:
    """``pin``, ``unpin``: 200; versions follow Igor's own."""
    plugin_states.find(call.controller, target.name)
    return render.empty()


def uninstall(call: Call, target: NamedTarget) -> flask.Response:
    """``doUninstall``: 302 to the list, where the plugin is marked as deleted."""
    plugin_states.set_state(call.controller, target.name, deleted=True)
    return render.redirect(call, "manage/pluginManager/installed")


def downgrade(call: Call, target: NamedTarget) -> flask.Response:
    """``downgrade``: 404, there is no earlier version."""
    plugin_states.find(call.controller, target.name)
    raise NotFound(f"There is no earlier version of {target.name} to go back to")


def install(call: Call, _: NamedTarget) -> flask.Response:
    """``installNecessaryPlugins``: 302 to the updates; what Igor cannot have is a failed job of the update center."""
    wanted = [element.get("plugin", "") for element in root_of(call.body_text()).iter("install")]
    found = [_PLUGIN.fullmatch(text) for text in wanted]
    plugin_states.install(call.controller, [(each["name"], each["version"] or "latest") for each in found if each])
    return render.redirect(call, "pluginManager/updates/")


def install_by_form(call: Call, _: NamedTarget) -> flask.Response:
    """``install?plugin.NAME.default=on``: as ``installNecessaryPlugins``."""
    names = [key.split(".")[1] for key in (*call.request.args, *call.form) if key.startswith("plugin.")]
    plugin_states.install(call.controller, [(name, "latest") for name in names])
    return render.redirect(call, "pluginManager/updates/")


def upload(call: Call, _: NamedTarget) -> flask.Response:
    """``uploadPlugin``: Java code cannot be run; a plugin of the suite needs no upload."""
    names = [Path(upload.filename or "").stem for upload in call.request.files.values()]
    plugin_states.install(call.controller, [(name, "uploaded") for name in names])
    return render.redirect(call, "pluginManager/updates/")


def check_updates(call: Call, _: NamedTarget) -> flask.Response:
    """``checkUpdatesServer``: 200; no update site is asked."""
    return render.empty()


def install_status(call: Call, _: NamedTarget) -> flask.Response:
    """``updateCenter/installStatus``: what somebody wanted installed, and what became of it."""
    jobs = [
        {
            "name": job.name,
            "version": job.version,
            "title": job.name,
            "installStatus": "Success" if job.is_there else "Failure",
            "requiresRestart": "false",
        }
        for job in plugin_states.installations(call.controller)
    ]
    return json_answer({"status": "ok", "data": {"state": "RUNNING", "jobs": jobs}})


def prevalidate(_: Call, __: NamedTarget | RootTarget) -> flask.Response:
    """``prevalidateConfig``: which plugins are missing; none that Igor could name."""
    return json_answer([])
