"""The routes of administration: life of the controller, plugins, lockable resources, security; feeds and badges."""

from __future__ import annotations

from igor.api import permissions as p
from igor.api.resources import (
    badges,
    builds,
    feeds,
    job_actions,
    lifecycle,
    linter,
    lockables,
    nodes,
    pages,
    plugins,
    promotions,
    security_form,
    views,
)
from igor.api.routes import Route

_GET = "GET"
_BOTH = "GET POST"
_POST = "POST"

_LIFE = (
    Route("root", "reload", _POST, p.ADMINISTER, lifecycle.reload),
    Route("root", "restart", _POST, p.ADMINISTER, lifecycle.restart),
    Route("root", "restart", _GET, p.ADMINISTER, lifecycle.ask_restart),
    Route("root", "safeRestart", _POST, p.ADMINISTER, lifecycle.restart),
    Route("root", "safeRestart", _GET, p.ADMINISTER, lifecycle.ask_restart),
    Route("root", "exit", _POST, p.ADMINISTER, lifecycle.exit_now),
    Route("root", "exit", _GET, p.ADMINISTER, lifecycle.ask_exit),
    Route("root", "safeExit", _POST, p.ADMINISTER, lifecycle.exit_safely),
    Route("root", "safeExit", _GET, p.ADMINISTER, lifecycle.ask_exit),
    Route("root", "configureSecurity/configure", _POST, p.ADMINISTER, security_form.configure),
    Route("root", "manage/configureSecurity/configure", _POST, p.ADMINISTER, security_form.configure),
)

_PLUGINS = (
    Route("pluginManager", "installed", _BOTH, p.READ, pages.plain("Installed plugins")),
    Route("pluginManager", "updates", _BOTH, p.READ, pages.plain("Updates")),
    Route("pluginManager", "available", _GET, p.READ, pages.plain("Available plugins")),
    Route("pluginManager", "installNecessaryPlugins", _POST, p.ADMINISTER, plugins.install),
    Route("pluginManager", "installPlugins", _POST, p.ADMINISTER, plugins.install_by_form),
    Route("pluginManager", "install", _POST, p.ADMINISTER, plugins.install_by_form),
    Route("pluginManager", "prevalidateConfig", _POST, p.ADMINISTER, plugins.prevalidate),
    Route("pluginManager", "uploadPlugin", _POST, p.ADMINISTER, plugins.upload),
    Route("pluginManager", "checkUpdatesServer", _POST, p.ADMINISTER, plugins.check_updates),
    Route("plugin", "", _GET, p.READ, pages.plain("Plugin")),
    Route("plugin", "makeEnabled", _POST, p.ADMINISTER, plugins.enable),
    Route("plugin", "makeDisabled", _POST, p.ADMINISTER, plugins.disable),
    Route("plugin", "pin", _POST, p.ADMINISTER, plugins.keep_version),
    Route("plugin", "unpin", _POST, p.ADMINISTER, plugins.keep_version),
    Route("plugin", "doUninstall", _POST, p.ADMINISTER, plugins.uninstall),
    Route("plugin", "downgrade", _POST, p.ADMINISTER, plugins.downgrade),
    Route("updateCenter", "", _GET, p.READ, pages.plain("Update center")),
    Route("updateSite", "", _GET, p.READ, pages.plain("Update site")),
    Route("updateCenter", "installStatus", _GET, p.READ, plugins.install_status),
    Route("updateCenter", "checkUpdatesServer", _POST, p.ADMINISTER, plugins.check_updates),
)

_VALIDATION = (
    Route("root", "pipeline-model-converter/validate", _POST, p.READ, linter.validate),
    Route("root", "pipeline-model-converter/validateJenkinsfile", _POST, p.READ, linter.validate_as_json),
)

_LOCKABLES = (
    Route("lockable-resources", "", _GET, p.RESOURCES_VIEW, pages.plain("Lockable resources")),
    Route("lockable-resources", "reserve", _POST, p.RESOURCES_RESERVE, lockables.reserve),
    Route("lockable-resources", "unreserve", _POST, p.RESOURCES_RESERVE, lockables.release),
    Route("lockable-resources", "unlock", _POST, p.RESOURCES_UNLOCK, lockables.release),
    Route("lockable-resources", "reset", _POST, p.RESOURCES_UNLOCK, lockables.release),
    Route("lockable-resources", "saveNote", _POST, p.RESOURCES_RESERVE, lockables.save_note),
)

_FEEDS = tuple(
    Route(kind, path, _GET, permission, handler)
    for kind, permission in (
        ("root", p.READ),
        ("item", p.ITEM_READ),
        ("view", p.VIEW_READ),
        ("computer", p.READ),
        ("node", p.READ),
    )
    for path, handler in (
        ("rssAll", feeds.all_builds),
        ("rssFailed", feeds.failed_builds),
        ("rssLatest", feeds.latest_builds),
    )
)

_BADGES = (
    Route("job", "rssChangelog", _GET, p.ITEM_READ, feeds.changes),
    Route("job", "badge/icon", _GET, p.ITEM_READ, badges.icon),
    Route("job", "badge/text", _GET, p.ITEM_READ, badges.text),
    Route("build", "badge/icon", _GET, p.ITEM_READ, badges.icon),
    Route("build", "badge/text", _GET, p.ITEM_READ, badges.text),
    Route("root", "buildStatus/icon", _GET, p.READ, badges.icon_by_name),
    Route("root", "buildStatus/text", _GET, p.READ, badges.text_by_name),
)

_NODES = (
    Route("node", "doDisconnect", _POST, p.COMPUTER_DISCONNECT, nodes.disconnect),
    Route("node", "launchSlaveAgent", _POST, p.COMPUTER_CONNECT, nodes.launch),
    Route("node", "configure", _BOTH, p.COMPUTER_EXTENDED_READ, pages.plain("Configuration of a node")),
    Route("node", "log", _BOTH, p.COMPUTER_CONNECT, nodes.log),
    Route("node", "logText/progressiveText", _BOTH, p.COMPUTER_CONNECT, nodes.progressive_log),
    Route("node", "logText/progressiveHtml", _BOTH, p.COMPUTER_CONNECT, nodes.progressive_log),
)

_JOBS = (
    Route("view", "configSubmit", _POST, p.VIEW_CONFIGURE, views.submit_config),
    Route("pipeline_build", "term", _POST, p.ITEM_CANCEL, builds.stop),
    Route("pipeline_build", "kill", _POST, p.ITEM_CANCEL, builds.stop),
    Route("view", "createView", _POST, p.VIEW_CREATE, views.create),
    Route("job", "doWipeOutWorkspace", _POST, p.ITEM_WIPE_OUT, job_actions.wipe_out),
    Route("job", "polling", _POST, p.ITEM_BUILD, job_actions.poll),
    Route("item", "reload", _POST, p.ITEM_CONFIGURE, lifecycle.reload),
    Route("build", "buildTimestamp", _BOTH, p.ITEM_READ, job_actions.timestamp),
)

_PROMOTIONS = (
    Route("promotion", "", _GET, p.ITEM_READ, pages.plain("Promotions")),
    Route("promotion", "createProcess", _POST, p.ITEM_CONFIGURE, promotions.create),
    Route("promotion_process", "", _GET, p.ITEM_READ, pages.plain("Promotion process")),
    Route("promotion_process", "config.xml", _GET, p.ITEM_EXTENDED_READ, promotions.get_config),
    Route("promotion_process", "config.xml", _POST, p.ITEM_CONFIGURE, promotions.post_config),
    Route("promotion_process", "doDelete", _POST, p.ITEM_CONFIGURE, promotions.delete),
)

ADMIN = (*_VALIDATION, *_PROMOTIONS, *_NODES, *_LIFE, *_PLUGINS, *_LOCKABLES, *_FEEDS, *_BADGES, *_JOBS)
