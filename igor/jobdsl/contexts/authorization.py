"""Permissions of jobs and folders (matrix authorization).

Source: javaposse.jobdsl.dsl.helpers.AuthorizationContext, JobAuthorizationContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.text import to_string
from igor.jobdsl.context import Call, Context
from igor.jobdsl.declarations import declare

#: What a permission string names; the lists of a live server come from its installed plugins.
PERMISSION_PREFIXES = ("hudson.", "com.", "jenkins.", "org.")


def _grant(context: Context, entry: str) -> None:
    if entry not in context.options["permissions"]:
        context.options["permissions"].append(entry)


def _permission(a: Call) -> None:
    if a.user is not None:
        _check_permission(a, a.permission)
        _grant(a.context, f"{a.permission}:{to_string(a.user)}")
        return
    a.check(a.permission, "permission must not be null or empty")
    parts = a.permission.split(":", 2)
    a.check(len(parts) > 1, "permission must be [USER:|GROUP:]<permission>:<user>")
    a.check(len(parts) == 2 or parts[0] in ("USER", "GROUP"), "Prefix must be GROUP or USER")
    _check_permission(a, parts[-2])
    _grant(a.context, a.permission)


def _check_permission(a: Call, permission: str) -> None:
    a.check(
        permission.startswith(PERMISSION_PREFIXES),
        f"permission must be one of Jenkins' permission ids such as hudson.model.Item.Read, not {permission}",
    )


def _typed(prefix: str, who: str) -> Any:
    return lambda a: _grant(a.context, f"{prefix}:{to_string(a.permission)}:{to_string(a.values[who])}")


def _typed_list(prefix: str, who: str) -> Any:
    def handler(a: Call) -> None:
        for permission in a.permissionsList:
            _grant(a.context, f"{prefix}{to_string(permission)}:{to_string(a.values[who])}")

    return handler


#: Every permission that Jenkins and its usual plugins know of a job.
_ALL = (
    "hudson.model.Item.Delete",
    "hudson.model.Item.Configure",
    "hudson.model.Item.Read",
    "hudson.model.Item.Discover",
    "hudson.model.Item.Build",
    "hudson.model.Item.Workspace",
    "hudson.model.Item.Cancel",
    "hudson.model.Item.Release",
    "hudson.model.Item.ExtendedRead",
    "hudson.model.Run.Delete",
    "hudson.model.Run.Update",
    "hudson.scm.SCM.Tag",
)


def _all(prefix: str, who: str) -> Any:
    def handler(a: Call) -> None:
        for permission in _ALL:
            _grant(a.context, f"{prefix}{to_string(permission)}:{to_string(a.values[who])}")

    return handler


_AUTHORIZATION = {
    "permission": _permission,
    "permissions": _typed_list("", "user"),
    "userPermission": _typed("USER", "userName"),
    "groupPermission": _typed("GROUP", "groupName"),
    "permissionAll": _all("", "user"),
    "userPermissionAll": _all("USER:", "userName"),
    "groupPermissionAll": _all("GROUP:", "groupName"),
    "userPermissions": _typed_list("USER:", "userName"),
    "groupPermissions": _typed_list("GROUP:", "groupName"),
}
declare("helpers.AuthorizationContext", _AUTHORIZATION, options={"permissions": []})
declare("helpers.JobAuthorizationContext", parent="helpers.AuthorizationContext", options={"blocksInheritance": False})
