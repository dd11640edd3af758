"""``Jenkins.instance`` as scripts see it, with nodes and plugins. Source: jenkins.model.Jenkins, hudson.model.Node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.console import jobs, people
from igor.console.facade import FacadeClass, Session, Thing, nothing
from igor.controller import lifecycle, nodes, plugin_states, settings
from igor.model.errors import Invalid, NotFound
from igor.model.node import BUILT_IN, Node
from igor.model.plugins import Plugin
from igor.model.versions import JENKINS_VERSION


def jenkins(*_: object) -> Thing:
    """The only instance."""
    return Thing(JENKINS, None)


def _setting(key: str) -> Callable[[Session, None], str | None]:
    return lambda session, _: settings.get(session.controller, key) or None


def _put(key: str) -> Callable[[Session, None, Any], None]:
    return lambda session, _, value: settings.put(session.controller, key, str(value or ""))


def _all_items(session: Session, _: None, kind: FacadeClass | None = None) -> list[Thing]:
    return jobs.all_items(session, kind=kind)


def _job_names(session: Session, _: None) -> list[str]:
    return [thing.value for thing in jobs.all_items(session) if jobs.JOB.name in thing.kind.types]


def _create_project(session: Session, _: None, kind: FacadeClass, name: str) -> Thing:
    tags = {jobs.FREESTYLE: "project", jobs.WORKFLOW_JOB: "flow-definition", jobs.FOLDER: jobs.FOLDER.name}
    if kind not in tags:
        raise Invalid(f"createProject makes no {kind.name}", hint="use FreeStyleProject, WorkflowJob or Folder")
    return jobs.create(session, name, f"<{tags[kind]}/>")


def _quiet_down(session: Session, _: None, *__: object) -> None:
    settings.put(session.controller, "quieting_down", "true")


def _cancel_quiet_down(session: Session, _: None) -> None:
    settings.put(session.controller, "quieting_down", "")


def _restart(session: Session, _: None, *__: object) -> None:
    lifecycle.restart(session.controller)


def _built_in(session: Session) -> Node:
    return nodes.get(session.controller, BUILT_IN)


def _change_built_in(field: str) -> Callable[[Session, None, Any], None]:
    def change(session: Session, _: None, value: Any) -> None:
        changed: dict[str, Any] = {field: value.split() if field == "labels" else value}
        nodes.update_config(session.controller, BUILT_IN, **changed)

    return change


def _nodes(session: Session, _: None = None) -> list[Thing]:
    """Agents; the built-in node is Jenkins itself."""
    return [Thing(AGENT, node.name) for node in nodes.list_nodes(session.controller) if node.name != BUILT_IN]


def _computers(session: Session, _: None = None) -> list[Thing]:
    return [Thing(COMPUTER, node.name) for node in nodes.list_nodes(session.controller)]


def _find_node(kind: Callable[[], FacadeClass]) -> Callable[..., Thing | None]:
    def find(session: Session, _: None, name: str) -> Thing | None:
        try:
            return Thing(kind(), nodes.get(session.controller, name or BUILT_IN).name)
        except NotFound:
            return None

    return find


def _node(session: Session, name: str) -> Node:
    return nodes.get(session.controller, name)


def _set_offline(session: Session, name: str, offline: bool, *_: object) -> None:
    (nodes.set_offline if offline else nodes.set_online)(session.controller, name)


def _display_name(_: Session, name: str) -> str:
    return "Built-In Node" if name == BUILT_IN else name


def _plugins(session: Session, _: None = None) -> list[Thing]:
    return [Thing(PLUGIN, plugin) for plugin in plugin_states.listed(session.controller)]


def _plugin(session: Session, _: None, name: str) -> Thing | None:
    return next((each for each in _plugins(session) if each.value.short_name == name), None)


def _on_offer(_: Session, __: None, name: str) -> Thing | None:
    plugin = plugin_states.known(name)
    return Thing(OFFER, plugin) if plugin else None


def _deploy(session: Session, plugin: Plugin, *_: object) -> Thing:
    plugin_states.install(session.controller, [(plugin.short_name, plugin.version)])
    return Thing(INSTALLATION, plugin)


_NODE_METHODS: dict[str, Any] = {
    "getLabelString": lambda s, name: " ".join(sorted(_node(s, name).labels)),
    "setLabelString": lambda s, name, text: nodes.update_config(s.controller, name, labels=text.split()),
    "getNumExecutors": lambda s, name: _node(s, name).executors,
    "setNumExecutors": lambda s, name, number: nodes.update_config(s.controller, name, executors=number),
    "getNodeName": lambda _, name: name,
    "getDisplayName": _display_name,
    "getNodeDescription": lambda s, name: _node(s, name).description,
    "toComputer": lambda _, name: Thing(COMPUTER, name),
    "getComputer": lambda _, name: Thing(COMPUTER, name),
    "save": nothing,
}
AGENT = FacadeClass(
    "hudson.slaves.DumbSlave",
    _NODE_METHODS,
    extends=(FacadeClass("hudson.model.Slave"), FacadeClass("hudson.model.Node")),
)
COMPUTER: FacadeClass = FacadeClass(
    "hudson.slaves.SlaveComputer",
    {
        "getName": lambda _, name: "" if name == BUILT_IN else name,
        "getDisplayName": _display_name,
        "getNode": lambda _, name: jenkins() if name == BUILT_IN else Thing(AGENT, name),
        "isOnline": lambda s, name: _node(s, name).is_online,
        "isOffline": lambda s, name: not _node(s, name).is_online,
        "isTemporarilyOffline": lambda s, name: _node(s, name).temporarily_offline,
        "getNumExecutors": lambda s, name: _node(s, name).executors,
        "getOfflineCauseReason": lambda s, name: _node(s, name).offline_reason,
        "setTemporarilyOffline": _set_offline,
        "doDoDelete": lambda s, name: nodes.delete(s.controller, name, by=s.by),
    },
    extends=(FacadeClass("hudson.model.Computer"),),
)
PLUGIN = FacadeClass(
    "hudson.PluginWrapper",
    {
        "getShortName": lambda _, plugin: plugin.short_name,
        "getLongName": lambda _, plugin: plugin.long_name,
        "getDisplayName": lambda _, plugin: plugin.long_name,
        "getVersion": lambda _, plugin: plugin.version,
        "isActive": lambda _, plugin: plugin.enabled,
        "isEnabled": lambda _, plugin: plugin.enabled,
        "hasUpdate": lambda *_: False,
        "getDependencies": lambda *_: [],
        "toString": lambda _, plugin: f"Plugin:{plugin.short_name}",
    },
)
PLUGIN_MANAGER = FacadeClass(
    "hudson.PluginManager",
    {"getPlugins": _plugins, "getPlugin": _plugin, "activePlugins": _plugins, "getActivePlugins": _plugins},
)
UPDATE_CENTER = FacadeClass(
    "hudson.model.UpdateCenter",
    {"isRestartRequiredForCompletion": lambda *_: False, "getPlugin": _on_offer, "getJobs": lambda *_: []},
)
OFFER = FacadeClass(
    "hudson.model.UpdateSite$Plugin",
    {
        "getName": lambda _, plugin: plugin.short_name,
        "getDisplayName": lambda _, plugin: plugin.long_name,
        "getVersion": lambda _, plugin: plugin.version,
        "getNeededDependencies": lambda *_: [],
        "deploy": _deploy,
    },
)
INSTALLATION = FacadeClass("java.util.concurrent.Future", {"get": nothing, "isDone": lambda *_: True})
MODE = FacadeClass("hudson.model.Node$Mode", constants={"NORMAL": "NORMAL", "EXCLUSIVE": "EXCLUSIVE"})
RESULT = FacadeClass(
    "hudson.model.Result", constants={name: name for name in ("SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED")}
)
LOCATION: FacadeClass = FacadeClass(
    "jenkins.model.JenkinsLocationConfiguration",
    {"getUrl": _setting("root_url"), "setUrl": _put("root_url"), "save": nothing},
    {"get": lambda _: Thing(LOCATION, None), "getInstance": lambda _: Thing(LOCATION, None)},
)
CRUMBS: FacadeClass = FacadeClass(
    "hudson.security.csrf.DefaultCrumbIssuer", {}, {"new": lambda _, *__: Thing(CRUMBS, None)}
)


def _crumb_issuer(session: Session, _: None) -> Thing | None:
    return Thing(CRUMBS, None) if settings.get(session.controller, "use_crumbs") == "true" else None


def _set_crumb_issuer(session: Session, _: None, issuer: Thing | None) -> None:
    settings.put(session.controller, "use_crumbs", "true" if issuer else "false")


_STATICS: dict[str, Any] = {
    "getInstance": jenkins,
    "getInstanceOrNull": jenkins,
    "getActiveInstance": jenkins,
    "get": jenkins,
    "getTheInstance": jenkins,
    "getVersion": lambda _: JENKINS_VERSION,
}
JENKINS = FacadeClass(
    "hudson.model.Hudson",
    {
        "getItems": lambda s, _, *__: jobs.children(s, ""),
        "getAllItems": _all_items,
        "allItems": _all_items,
        "getJobNames": _job_names,
        "getItem": lambda s, _, name: jobs.find(s, name),
        "getItemByFullName": lambda s, _, name, *__: jobs.find(s, name),
        "getJob": lambda s, _, name: jobs.find(s, name),
        "createProject": _create_project,
        "copy": lambda s, _, source, name: jobs.copy(s, source, name),
        "getQueue": lambda *_: Thing(jobs.QUEUE, None),
        "getNodes": _nodes,
        "getSlaves": _nodes,
        "getComputers": _computers,
        "getNode": _find_node(lambda: AGENT),
        "getSlave": _find_node(lambda: AGENT),
        "getComputer": _find_node(lambda: COMPUTER),
        "removeNode": lambda s, _, node: nodes.delete(s.controller, node.value, by=s.by),
        "getNumExecutors": lambda s, _: _built_in(s).executors,
        "setNumExecutors": _change_built_in("executors"),
        "getMode": lambda s, _: _built_in(s).mode,
        "setMode": _change_built_in("mode"),
        "getLabelString": lambda s, _: " ".join(sorted(_built_in(s).labels)),
        "setLabelString": _change_built_in("labels"),
        "getQuietPeriod": lambda s, _: int(settings.get(s.controller, "quiet_period_s")),
        "setQuietPeriod": _put("quiet_period_s"),
        "getSystemMessage": _setting("system_message"),
        "setSystemMessage": _put("system_message"),
        "getRootUrl": _setting("root_url"),
        "isQuietingDown": lambda s, _: settings.get(s.controller, "quieting_down") == "true",
        "doQuietDown": _quiet_down,
        "doCancelQuietDown": _cancel_quiet_down,
        "restart": _restart,
        "safeRestart": _restart,
        "doSafeRestart": _restart,
        "isUseSecurity": lambda s, _: settings.get(s.controller, "use_security") == "true",
        "disableSecurity": people.disable_security,
        "getSecurityRealm": lambda *_: people.realm(),
        "setSecurityRealm": people.set_realm,
        "getAuthorizationStrategy": lambda s, _: people.strategy(s),
        "setAuthorizationStrategy": people.set_strategy,
        "getCrumbIssuer": _crumb_issuer,
        "setCrumbIssuer": _set_crumb_issuer,
        "getPluginManager": lambda *_: Thing(PLUGIN_MANAGER, None),
        "getUpdateCenter": lambda *_: Thing(UPDATE_CENTER, None),
        "getVersion": lambda *_: JENKINS_VERSION,
        "save": nothing,
        "reload": nothing,
        "toString": lambda *_: "hudson.model.Hudson@1",
    },
    extends=(FacadeClass("jenkins.model.Jenkins", {}, _STATICS, {"VERSION": JENKINS_VERSION}),),
)
HUDSON = FacadeClass("hudson.model.Hudson", {}, _STATICS, {"VERSION": JENKINS_VERSION})
CLASSES = (*JENKINS.extends, HUDSON, AGENT, *AGENT.extends, COMPUTER, *COMPUTER.extends, MODE, RESULT, LOCATION, CRUMBS)
