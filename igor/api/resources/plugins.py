"""The plugin manager and the update center, answered truthfully: the suite is part of Igor, nothing is installed.

Source: hudson.PluginManager, hudson.PluginWrapper, hudson.model.UpdateCenter.
"""

from __future__ import annotations

import re

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
    """``installNecessaryPlugins``: 302 to the updates when Igor has what is asked for; 400 says what it lacks."""
    wanted = [element.get("plugin", "") for element in root_of(call.body_text()).iter("install")]
    for text in wanted:
        found = _PLUGIN.fullmatch(text)
        plugin_states.require(call.controller, found["name"] if found else text)
    return render.redirect(call, "pluginManager/updates/")


def install_by_form(call: Call, _: NamedTarget) -> flask.Response:
    """``install?plugin.NAME.default=on``: as ``installNecessaryPlugins``."""
    names = [key.split(".")[1] for key in (*call.request.args, *call.form) if key.startswith("plugin.")]
    for name in names:
        plugin_states.require(call.controller, name)
    return render.redirect(call, "pluginManager/updates/")


def upload(call: Call, _: NamedTarget) -> flask.Response:
    """``uploadPlugin``: Java code cannot be run; a plugin of the suite needs no upload."""
    names = [upload.filename or "" for upload in call.request.files.values()]
    for name in names:
        plugin_states.require(call.controller, name.removesuffix(".hpi").removesuffix(".jpi"))
    return render.redirect(call, "pluginManager/updates/")


def check_updates(call: Call, _: NamedTarget) -> flask.Response:
    """``checkUpdatesServer``: 200; no update site is asked."""
    return render.empty()


def install_status(_: Call, __: NamedTarget) -> flask.Response:
    """``updateCenter/installStatus``: nothing is being installed."""
    return json_answer({"status": "ok", "data": {"state": "RUNNING", "jobs": []}})


def prevalidate(_: Call, __: NamedTarget | RootTarget) -> flask.Response:
    """``prevalidateConfig``: which plugins are missing; none that Igor could name."""
    return json_answer([])
