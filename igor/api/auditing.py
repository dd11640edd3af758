"""What of a request goes into the audit log: pure, from the request and its answer's status.

Only parameters of known names are kept, and of paths nothing that could be a key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from igor.api.call import Call
from igor.api.credentials import parse_basic
from igor.controller.audit import Entry
from igor.model.errors import Unauthenticated

LOGIN = "j_spring_security_check"
_CHARACTERS = 200
_PATH_CHARACTERS = 500

#: Parameters that say what was done and are no secrets.
_TOLD = (
    *("name", "mode", "from", "newName", "destination", "id", "job", "seed", "message", "offlineMessage"),
    *("username", "user", "group", "sid", "type", "roleName", "roleNames", "permissionIds", "pattern"),
    *("newTokenName", "tokenUuid"),
)

#: Last segments of what is read with POST as well.
_READING = frozenset(
    {
        *("json", "python", "xml", "schema", "api", "consoleText", "progressiveText", "progressiveHtml"),
        *("buildNumber", "checkJobName", "plan", "login", "loginError"),
        *("metrics", "healthcheck", "ping", "threads", "metricsHistory"),
    }
)
#: First segments of what machines send all the time; they carry keys of their own.
_MACHINES = frozenset({"delivery"})
_WRITES = frozenset({"POST", "PUT", "DELETE", "PATCH"})


def entry_of(call: Call, status: int) -> Entry | None:
    """The entry for a request that was answered with this status; None: nothing to be told."""
    request = call.request
    segments = [segment for segment in request.path.split("/") if segment]
    if segments[:1] and segments[0] in _MACHINES:
        return None
    kind = _kind(request.method, segments, status)
    if kind is None:
        return None
    return Entry(
        user_id=_name(call, segments)[:_CHARACTERS],
        address=request.remote_addr or "",
        kind=kind,
        method=request.method,
        path=shown_path(segments),
        outcome=_outcome(call, segments, status),
        status=status,
        detail=_detail(call),
    )


def _kind(method: str, segments: list[str], status: int) -> str | None:
    last = segments[-1] if segments else ""
    if last == "loginError":
        return None
    if status == 401 or last == LOGIN:
        return "login"
    if status in (403, 410):
        return "refused"
    is_write = (method in _WRITES and last not in _READING) or status == 201
    return "write" if is_write and status != 405 else None


def _outcome(call: Call, segments: list[str], status: int) -> str:
    if segments[-1:] == [LOGIN]:
        return "done" if call.new_session and call.new_session.user_id else "refused"
    if status in (401, 403, 410, 422):
        return "refused"
    return "done" if status < 400 else "failed"


def _name(call: Call, segments: list[str]) -> str:
    """Who it is, or who they say they are."""
    if segments[-1:] == [LOGIN]:
        return next(iter(_values(call, "j_username")), "")
    try:
        basic = parse_basic(call.request.headers.get("Authorization"))
    except Unauthenticated:
        basic = None
    return call.identity.user.id if call.identity.user else basic.user_id if basic else call.identity.name


def _values(call: Call, name: str) -> list[str]:
    """A parameter's values, without reading a body that the request itself had no need of, or that was too long."""
    is_form = call.request.mimetype == "application/x-www-form-urlencoded"
    return call.values(name) if is_form else call.request.args.getlist(name)


def shown_path(segments: list[str]) -> str:
    """The path below the root; access keys in it are hidden."""
    if segments[:1] == ["metrics"] and len(segments) > 2:
        segments = ["metrics", "****", *segments[2:]]
    return "/".join(segments)[:_PATH_CHARACTERS]


def _detail(call: Call) -> dict[str, str]:
    found = {name: values[0][:_CHARACTERS] for name in _TOLD if (values := _values(call, name))}
    if forwarded := call.request.headers.get("X-Forwarded-For"):
        found["forwarded_for"] = forwarded[:_CHARACTERS]
    return {**found, **call.told}


@dataclass(slots=True)
class Flood:
    """What is refused to somebody who is not logged in is told a bounded number of times a minute."""

    now_s: Callable[[], float]
    per_minute: int = 600
    _minute: int = -1
    _count: int = field(default=0)

    def lets(self, entry: Entry, is_anonymous: bool) -> bool:
        """Whether the entry is to be kept."""
        if not is_anonymous or entry.outcome != "refused":
            return True
        minute = int(self.now_s() // 60)
        if minute != self._minute:
            self._minute, self._count = minute, 0
        self._count += 1
        return self._count <= self.per_minute
