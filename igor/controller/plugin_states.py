"""The plugin list as people left it: what they disabled or marked for removal. The suite itself is part of Igor.

As in Jenkins a plugin that is disabled stays active until the next start; as the suite has no parts that could be left
out, it stays active after it too.
"""

from __future__ import annotations

import sqlite3

import msgspec

from igor.controller import settings
from igor.controller.context import Controller
from igor.model.errors import Invalid, NotFound
from igor.model.plugins import LISTED, SUITE, Plugin

SETTING = "plugin_states"


class State(msgspec.Struct, frozen=True):
    """What people said of a plugin."""

    enabled: bool = True
    deleted: bool = False


class ListedPlugin(msgspec.Struct, frozen=True):
    """A plugin of the suite with its state."""

    short_name: str
    long_name: str
    version: str
    enabled: bool
    deleted: bool


_STATES = msgspec.json.Decoder(dict[str, State])


def listed(controller: Controller) -> list[ListedPlugin]:
    """The suite and what is listed beside it, by name."""
    states = _STATES.decode(settings.get(controller, SETTING))
    plain = State()
    return [
        ListedPlugin(each.short_name, each.long_name, each.version, state.enabled, state.deleted)
        for each in _all()
        for state in (states.get(each.short_name, plain),)
    ]


def _all() -> list[Plugin]:
    suite = {plugin.short_name: plugin for plugin in (*LISTED, *SUITE)}
    return sorted(suite.values(), key=lambda plugin: plugin.short_name.casefold())


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


def require(controller: Controller, short_name: str) -> None:
    """For who wants a plugin installed: it is there already, or cannot be.

    Raises:
        Invalid: Igor has nothing that does what the plugin does.
    """
    if short_name not in {plugin.short_name for plugin in listed(controller)}:
        raise Invalid(
            f"{short_name} cannot be installed: Igor runs no Java plugins and has nothing of its own in its place",
            hint="pluginManager/api/json?depth=1 lists what it has",
        )
