"""Lockable resources: what people declared and reserved, and what builds hold.

A reserved resource is held like one that a build holds: builds that name it wait. Reservations are one setting, changed
in one transaction. Source: org.jenkins.plugins.lockableresources.{LockableResource,LockableResourcesManager}.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import msgspec

from igor.controller import builds, definitions, item_rows, settings
from igor.controller.context import Controller
from igor.model.errors import Conflict, NotFound

SETTING = "lockable_resources"


class Resource(msgspec.Struct, frozen=True):
    """A resource. ``reserved_by``: a user's id, empty when free of people; ``build``: who holds it, ``app #7``."""

    name: str
    description: str = ""
    labels: tuple[str, ...] = ()
    note: str = ""
    reserved_by: str = ""
    reserved_ms: int = 0
    build: str = ""

    @property
    def is_free(self) -> bool:
        return not self.reserved_by and not self.build


_LIST = msgspec.json.Decoder(list[Resource])


def declared(connection: sqlite3.Connection) -> dict[str, Resource]:
    """What people declared, by name, without what builds hold."""
    return {each.name: each for each in _LIST.decode(settings.read(connection, SETTING))}


def reserved(connection: sqlite3.Connection) -> frozenset[str]:
    """The names of those that people keep for themselves."""
    return frozenset(each.name for each in declared(connection).values() if each.reserved_by)


def list_all(controller: Controller) -> list[Resource]:
    """Declared resources and those that running builds hold, by name."""
    held = _held(controller)
    with controller.store.read() as connection:
        known = declared(connection)
    names = sorted({*known, *held})
    found = ((known.get(name) or Resource(name), held.get(name, "")) for name in names)
    return [msgspec.structs.replace(resource, build=build) for resource, build in found]


def find(controller: Controller, name: str) -> Resource:
    """A resource. Raises NotFound."""
    for resource in list_all(controller):
        if resource.name == name:
            return resource
    raise NotFound(f"There is no resource {name}", hint="lockable-resources/api/json lists them")


def replace_all(controller: Controller, resources: list[Resource]) -> None:
    """Declare these and no others."""
    kept = (msgspec.structs.replace(resource, build="") for resource in resources)
    _change(controller, lambda _: {resource.name: resource for resource in kept})


def reserve(controller: Controller, name: str, *, by: str) -> None:
    """Keep a resource from builds and others.

    Raises:
        Conflict: somebody has it.
        NotFound: no such resource.
    """
    build = find(controller, name).build
    now_ms = controller.now_ms()

    def work(known: dict[str, Resource]) -> dict[str, Resource]:
        resource = known.get(name) or Resource(name)
        if build or resource.reserved_by:
            raise Conflict(f"Resource {name} is held by {build or resource.reserved_by}")
        return {**known, name: msgspec.structs.replace(resource, reserved_by=by, reserved_ms=now_ms)}

    _change(controller, work)


def release(controller: Controller, name: str) -> None:
    """Give a reserved resource back. Raises NotFound."""
    find(controller, name)

    def work(known: dict[str, Resource]) -> dict[str, Resource]:
        resource = known.get(name) or Resource(name)
        return {**known, name: msgspec.structs.replace(resource, reserved_by="", reserved_ms=0)}

    _change(controller, work)


def change(controller: Controller, name: str, **values: object) -> None:
    """Change labels, description or note. Raises NotFound."""
    find(controller, name)

    def work(known: dict[str, Resource]) -> dict[str, Resource]:
        return {**known, name: msgspec.structs.replace(known.get(name) or Resource(name), **values)}

    _change(controller, work)


def _change(controller: Controller, changed: Callable[[dict[str, Resource]], dict[str, Resource]]) -> None:
    def work(connection: sqlite3.Connection) -> None:
        known = changed(declared(connection))
        settings.write(connection, SETTING, msgspec.json.encode(list(known.values())).decode())

    controller.store.write(work)


def _held(controller: Controller) -> dict[str, str]:
    """Resource → the running build that holds it."""
    held: dict[str, str] = {}
    with controller.store.read() as connection:
        for running in builds.running(controller):
            row = item_rows.find_row(connection, running.build.job_full_name)
            for name in definitions.job_of(row).resources if row else ():
                held[name] = f"{running.build.job_full_name} #{running.build.number}"
    return held
