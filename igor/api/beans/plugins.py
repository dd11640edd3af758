"""The plugin suite as the plugin manager shows it."""

from __future__ import annotations

import flask

from igor.api.export import Bean, BeanType, Property
from igor.controller import plugin_states
from igor.controller.context import Controller
from igor.model.versions import JENKINS_VERSION

#: In the application's extensions: the plugins that were disabled when it started.
INACTIVE = "igor.inactive_plugins"

#: The id of the one update site.
UPDATE_SITE = "default"

_PLUGIN = BeanType(
    "hudson.PluginWrapper",
    [
        Property("active", lambda plugin: plugin.short_name not in flask.current_app.extensions[INACTIVE]),
        Property("backupVersion", lambda plugin: None),
        Property("bundled", lambda plugin: False),
        Property("deleted", lambda plugin: plugin.deleted),
        Property("dependencies", lambda plugin: [], declared="hudson.PluginWrapper$Dependency"),
        Property("detached", lambda plugin: False),
        Property("downgradable", lambda plugin: False),
        Property("enabled", lambda plugin: plugin.enabled),
        Property("hasUpdate", lambda plugin: False),
        Property("longName", lambda plugin: plugin.long_name),
        Property("minimumJavaVersion", lambda plugin: None),
        Property("pinned", lambda plugin: False),
        Property("requiredCoreVersion", lambda plugin: JENKINS_VERSION),
        Property("shortName", lambda plugin: plugin.short_name),
        Property("supportsDynamicLoad", lambda plugin: "YES"),
        Property("url", lambda plugin: f"https://plugins.jenkins.io/{plugin.short_name}"),
        Property("version", lambda plugin: plugin.version),
    ],
)
_PLUGIN_MANAGER = BeanType(
    "hudson.LocalPluginManager",
    [
        Property(
            "plugins",
            lambda plugins: [Bean(_PLUGIN, plugin) for plugin in plugins],
            declared="hudson.PluginWrapper",
        )
    ],
)


_UPDATE_CENTER = BeanType(
    "hudson.model.UpdateCenter",
    [
        Property("availables", lambda _: []),
        Property("jobs", lambda _: []),
        Property("restartRequiredForCompletion", lambda _: False),
        Property("sites", lambda _: [update_site_bean()], declared="hudson.model.UpdateSite"),
    ],
)
_UPDATE_SITE = BeanType(
    "hudson.model.UpdateSite",
    [
        Property("availables", lambda _: []),
        Property("connectionCheckUrl", lambda _: None),
        Property("dataTimestamp", lambda _: 0),
        Property("hasUpdates", lambda _: False),
        Property("id", lambda _: UPDATE_SITE),
        Property("suggestedPluginsUrl", lambda _: ""),
        Property("updates", lambda _: []),
        Property("url", lambda _: ""),
    ],
)


def plugin_manager_bean(controller: Controller) -> Bean:
    """The list of plugins."""
    return Bean(_PLUGIN_MANAGER, plugin_states.listed(controller))


def plugin_bean(controller: Controller, short_name: str) -> Bean:
    """One plugin. Raises NotFound."""
    return Bean(_PLUGIN, plugin_states.find(controller, short_name))


def update_center_bean() -> Bean:
    """Nothing is available and nothing is being installed: the suite comes with Igor."""
    return Bean(_UPDATE_CENTER, None)


def update_site_bean() -> Bean:
    """The one update site, which has nothing."""
    return Bean(_UPDATE_SITE, None)
