"""The plugin list as people left it: what they disabled or marked for removal. The suite itself is part of Igor.

As in Jenkins a plugin that is disabled is inactive from the next start on, and one that was uninstalled is no longer
listed then. What Igor does in the plugin's place stays: it is part of Igor.
"""

from __future__ import annotations

import sqlite3

import msgspec

from igor.controller import settings
from igor.controller.context import Controller
from igor.model.errors import NotFound
from igor.model.plugins import LISTED, SUITE, Plugin

SETTING = "plugin_states"
INSTALLATIONS = "plugin_installations"
_REMEMBERED = 100


class State(msgspec.Struct, frozen=True):
    """What people said of a plugin."""

    enabled: bool = True
    deleted: bool = False
    gone: bool = False


class Installation(msgspec.Struct, frozen=True):
    """A plugin that somebody wanted. ``is_there``: Igor has it; it runs no Java code, so others cannot be had."""

    name: str
    version: str
    is_there: bool


class ListedPlugin(msgspec.Struct, frozen=True):
    """A plugin of the suite with its state."""

    short_name: str
    long_name: str
    version: str
    enabled: bool
    deleted: bool


_STATES = msgspec.json.Decoder(dict[str, State])
_INSTALLATIONS = msgspec.json.Decoder(list[Installation])


def listed(controller: Controller) -> list[ListedPlugin]:
    """The suite and what is listed beside it, by name."""
    states = _STATES.decode(settings.get(controller, SETTING))
    plain = State()
    return [
        ListedPlugin(each.short_name, each.long_name, each.version, state.enabled, state.deleted)
        for each in _all()
        for state in (states.get(each.short_name, plain),)
        if not state.gone
    ]


def _all() -> list[Plugin]:
    suite = {plugin.short_name: plugin for plugin in (*LISTED, *SUITE)}
    return sorted(suite.values(), key=lambda plugin: plugin.short_name.casefold())


def known(short_name: str) -> Plugin | None:
    """A plugin that Igor stands for, listed or not."""
    return next((plugin for plugin in _all() if plugin.short_name == short_name), None)


def find(controller: Controller, short_name: str) -> ListedPlugin:
    """A plugin of the suite. Raises NotFound."""
    for plugin in listed(controller):
        if plugin.short_name == short_name:
            return plugin
    raise NotFound(f"There is no plugin {short_name}", hint="pluginManager/api/json?depth=1 lists them")


def set_state(
    controller: Controller, short_name: str, *, enabled: bool | None = None, deleted: bool | None = None
) -> None:
    """Remember what somebody wants of a plugin. Raises NotFound."""
    plugin = find(controller, short_name)
    wanted = State(
        plugin.enabled if enabled is None else enabled,
        plugin.deleted if deleted is None else deleted,
    )

    def work(connection: sqlite3.Connection) -> None:
        states = _STATES.decode(settings.read(connection, SETTING))
        states[short_name] = wanted
        settings.write(connection, SETTING, msgspec.json.encode(states).decode())

    controller.store.write(work)


def install(controller: Controller, wanted: list[tuple[str, str]]) -> None:
    """Remember that somebody wants plugins (names and versions); those that Igor has are listed as installed again."""
    known = {plugin.short_name for plugin in _all()}
    jobs = [Installation(name, version, name in known) for name, version in wanted]

    def work(connection: sqlite3.Connection) -> None:
        states = _STATES.decode(settings.read(connection, SETTING))
        for job in jobs:
            states.pop(job.name, None)
        settings.write(connection, SETTING, msgspec.json.encode(states).decode())
        done = _INSTALLATIONS.decode(settings.read(connection, INSTALLATIONS))
        settings.write(connection, INSTALLATIONS, msgspec.json.encode([*done, *jobs][-_REMEMBERED:]).decode())

    controller.store.write(work)


def installations(controller: Controller) -> list[Installation]:
    """What was wanted lately."""
    return _INSTALLATIONS.decode(settings.get(controller, INSTALLATIONS))


def inactive(controller: Controller) -> frozenset[str]:
    """Plugins that are disabled; a process asks once, at its start."""
    return frozenset(plugin.short_name for plugin in listed(controller) if not plugin.enabled)


def forget_deleted(controller: Controller) -> None:
    """At the controller's start: what was marked as deleted is no longer listed."""

    def work(connection: sqlite3.Connection) -> None:
        states = _STATES.decode(settings.read(connection, SETTING))
        gone = {name: msgspec.structs.replace(state, gone=True) for name, state in states.items() if state.deleted}
        settings.write(connection, SETTING, msgspec.json.encode({**states, **gone}).decode())

    controller.store.write(work)
