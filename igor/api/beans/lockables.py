"""What lockable resources export. Source: org.jenkins.plugins.lockableresources.LockableResource."""

from __future__ import annotations

from igor.api.export import Bean, BeanType, Property
from igor.controller import resources
from igor.controller.context import Controller

_RESOURCE = BeanType(
    "org.jenkins.plugins.lockableresources.LockableResource",
    [
        Property("buildName", lambda resource: resource.build or None, 999),
        Property("description", lambda resource: resource.description, 999),
        Property("ephemeral", lambda _: False, 999),
        Property("free", lambda resource: resource.is_free, 999),
        Property("labels", lambda resource: " ".join(resource.labels), 999),
        Property("labelsAsList", lambda resource: list(resource.labels), 999),
        Property("locked", lambda resource: bool(resource.build), 999),
        Property("name", lambda resource: resource.name, 999),
        Property("note", lambda resource: resource.note, 999),
        Property("reserved", lambda resource: bool(resource.reserved_by), 999),
        Property("reservedBy", lambda resource: resource.reserved_by or None, 999),
        Property("reservedTimestamp", lambda resource: resource.reserved_ms or None, 999),
        Property("stolen", lambda _: False, 999),
    ],
)
_ACTION = BeanType(
    "org.jenkins.plugins.lockableresources.actions.LockableResourcesRootAction",
    [
        Property(
            "resources",
            lambda found: [Bean(_RESOURCE, resource) for resource in found],
            declared="org.jenkins.plugins.lockableresources.LockableResource",
        )
    ],
)


def lockables_bean(controller: Controller) -> Bean:
    """All resources, declared or held."""
    return Bean(_ACTION, resources.list_all(controller))
