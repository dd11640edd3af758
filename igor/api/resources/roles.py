"""``role-strategy/strategy/…``: roles and who has them.

Source: com.michelin.cio.hudson.plugins.rolestrategy.RoleBasedAuthorizationStrategy's web methods.
"""

from __future__ import annotations

from typing import Any

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import NamedTarget
from igor.controller import roles
from igor.model import authorization
from igor.model.access import Role

_GLOBAL, _PROJECT, _ = authorization.ROLE_TYPES


def add(call: Call, _: NamedTarget) -> flask.Response:
    """``addRole?type=&roleName=&permissionIds=&overwrite=&pattern=``: 200."""
    role_type = call.required("type")
    pattern = ".*" if role_type == _GLOBAL else call.value("pattern") or ".*"
    names = [name.strip() for name in call.required("permissionIds").split(",") if name.strip()]
    role = authorization.checked_role(call.required("roleName"), names, pattern)
    roles.add(call.controller, role_type, role, overwrite=call.value("overwrite") == "true", by=call.by)
    return render.empty()


def remove(call: Call, _: NamedTarget) -> flask.Response:
    """``removeRoles?type=&roleNames=``: names between commas; 200."""
    names = [name.strip() for name in call.required("roleNames").split(",")]
    roles.remove(call.controller, call.required("type"), names, by=call.by)
    return render.empty()


def assign(call: Call, _: NamedTarget) -> flask.Response:
    """``assignRole?type=&roleName=&sid=``: to a user or group of this name; 200."""
    return _assign(call, call.required("sid"))


def assign_user(call: Call, _: NamedTarget) -> flask.Response:
    """``assignUserRole?type=&roleName=&user=``: 200."""
    return _assign(call, f"user:{call.required('user')}")


def assign_group(call: Call, _: NamedTarget) -> flask.Response:
    """``assignGroupRole?type=&roleName=&group=``: 200."""
    return _assign(call, f"group:{call.required('group')}")


def unassign(call: Call, _: NamedTarget) -> flask.Response:
    """``unassignRole?type=&roleName=&sid=``: 200."""
    return _unassign(call, call.required("sid"))


def unassign_user(call: Call, _: NamedTarget) -> flask.Response:
    """``unassignUserRole?type=&roleName=&user=``: 200."""
    return _unassign(call, f"user:{call.required('user')}")


def unassign_group(call: Call, _: NamedTarget) -> flask.Response:
    """``unassignGroupRole?type=&roleName=&group=``: 200."""
    return _unassign(call, f"group:{call.required('group')}")


def delete_sid(call: Call, _: NamedTarget) -> flask.Response:
    """``deleteSid?type=&sid=``: all roles of the type are taken from it; 200."""
    return _forget(call, call.required("sid"))


def delete_user(call: Call, _: NamedTarget) -> flask.Response:
    """``deleteUser?type=&user=``: 200."""
    return _forget(call, f"user:{call.required('user')}")


def delete_group(call: Call, _: NamedTarget) -> flask.Response:
    """``deleteGroup?type=&group=``: 200."""
    return _forget(call, f"group:{call.required('group')}")


def get_role(call: Call, _: NamedTarget) -> flask.Response:
    """``getRole?type=&roleName=``: its permissions, pattern and sids; ``{}`` when there is none."""
    role_type = call.required("type")
    role = roles.of_type(call.controller, role_type).get(call.required("roleName"))
    if role is None:
        return json_answer({})
    said: dict[str, Any] = {"permissionIds": dict.fromkeys(role.permissions, True)}
    if role_type != _GLOBAL:
        said["pattern"] = role.pattern
    said["sids"] = _entries(role)
    if role_type == _PROJECT:
        said["template"] = ""
    return json_answer(said)


def get_all(call: Call, _: NamedTarget) -> flask.Response:
    """``getAllRoles?type=``: who has each role, by its name; global roles unless said."""
    found = roles.of_type(call.controller, call.value("type") or _GLOBAL)
    return json_answer({name: _entries(role) for name, role in found.items()})


def get_assignments(call: Call, _: NamedTarget) -> flask.Response:
    """``getRoleAssignments?type=``: ``{name, type, roles}`` of each sid."""
    found: dict[tuple[str, str], list[str]] = {}
    for role in roles.of_type(call.controller, call.value("type") or _GLOBAL).values():
        for entry in _entries(role):
            found.setdefault((entry["sid"], entry["type"]), []).append(role.name)
    return json_answer([{"name": sid, "type": kind, "roles": names} for (sid, kind), names in found.items()])


def matching_jobs(call: Call, _: NamedTarget) -> flask.Response:
    """``getMatchingJobs?pattern=&maxJobs=``: the items that a pattern fits."""
    found = roles.matching_items(call.controller, call.required("pattern"))
    return json_answer({"matchingJobs": found[: _limit(call, "maxJobs")], "itemCount": len(found)})


def matching_agents(call: Call, _: NamedTarget) -> flask.Response:
    """``getMatchingAgents?pattern=&maxAgents=``: the nodes that a pattern fits."""
    found = roles.matching_nodes(call.controller, call.required("pattern"))
    return json_answer({"matchingAgents": found[: _limit(call, "maxAgents")], "itemCount": len(found)})


def _limit(call: Call, name: str) -> int | None:
    text = call.value(name) or ""
    return int(text) if text.isascii() and text.isdigit() and text.strip("0") else None


def _assign(call: Call, sid: str) -> flask.Response:
    roles.assign(call.controller, call.required("type"), call.required("roleName"), sid, by=call.by)
    return render.empty()


def _unassign(call: Call, sid: str) -> flask.Response:
    roles.unassign(call.controller, call.required("type"), call.required("roleName"), sid, by=call.by)
    return render.empty()


def _forget(call: Call, sid: str) -> flask.Response:
    roles.forget(call.controller, call.required("type"), sid, by=call.by)
    return render.empty()


def _entries(role: Role) -> list[dict[str, str]]:
    return [_entry(sid) for sid in role.sids]


def _entry(sid: str) -> dict[str, str]:
    kind, colon, name = sid.partition(":")
    return {"type": kind.upper(), "sid": name} if colon else {"type": "EITHER", "sid": sid}
