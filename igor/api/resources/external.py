"""Builds that were made elsewhere, as they are reported: Jenkins' external monitor jobs, and Igor's own form of it."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeAlias
from xml.etree import ElementTree

import flask
import msgspec

from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.permissions import ITEM_BUILD, ITEM_CREATE
from igor.api.targets import ItemTarget, RootTarget
from igor.controller import external_builds, external_jobs, fleet_locks
from igor.controller.context import Controller
from igor.controller.external_builds import Report, checked_id
from igor.controller.fleet_locks import Lease
from igor.model.errors import Forbidden, Invalid

_FIRST_MS = 10**12
_LONGEST_LEASE_S = 3600.0


class OwnReport(msgspec.Struct):
    """What ``igor wrap`` reports. ``id``: 32 hexadecimal digits, the same when it is sent again. ``log``: its text."""

    id: str
    job: str
    started_ms: int
    duration_ms: int
    exit_code: int
    log: str = ""
    schedule: str = ""
    reason: str = ""
    host: str = ""
    description: str = ""
    outputs: dict[str, str | dict[str, str]] = {}


def post_build_result(call: Call, target: ItemTarget) -> flask.Response:
    """``postBuildResult``: ``<run><log encoding="hexBinary">…</log><result>0</result><duration>9</duration></run>``."""
    try:
        root = ElementTree.fromstring(call.body_text())
    except ElementTree.ParseError as error:
        raise Invalid(f"The build result is no XML: {error}") from error
    duration_ms = max(0, _number(root, "duration"))
    started_ms = call.controller.now_ms() - duration_ms
    texts = {"display_name": root.findtext("displayName") or "", "description": root.findtext("description") or ""}
    data = texts | {"by": call.by}
    report = Report(uuid.uuid4().hex, started_ms, duration_ms, _number(root, "result", is_needed=True), data)
    return _taken(external_builds.receive(call.controller, target.item.full_name, report, io.BytesIO(_log(root))))


def _log(root: ElementTree.Element) -> bytes:
    """Hexadecimal in Jenkins' own client, and in every other."""
    text = "".join((root.findtext("log") or "").split())
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise Invalid("The log is not hexadecimal", hint='write <log encoding="hexBinary">68656c6c6f</log>') from error


def _number(root: ElementTree.Element, name: str, *, is_needed: bool = False) -> int:
    text = (root.findtext(name) or "").strip()
    if not text and not is_needed:
        return 0
    try:
        return int(text)
    except ValueError as error:
        raise Invalid(f"<{name}> is {text!r}, not a whole number") from error


def report(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/external``: a build by ``igor wrap``; the job is made when there is none. ``{"number": N}``."""
    try:
        given = msgspec.json.decode(call.request.get_data(), type=OwnReport)
    except msgspec.DecodeError as error:
        raise Invalid(f"The report cannot be read: {error}") from error
    if not call.access.allows_at(ITEM_BUILD, given.job):
        raise Forbidden(f"{call.by} may not report builds of {given.job}")
    xml = external_jobs.config_xml(given.job, given.schedule, call.controller.now_ms())
    if call.access.allows_at(ITEM_CREATE, given.job.rpartition("/")[0]):
        external_builds.ensure_job(call.controller, given.job, xml, by=call.by)
    by = f"{call.by} on {given.host}" if given.host else call.by
    data = {"by": by, "reason": given.reason, "description": given.description, "outputs": given.outputs}
    started_ms = given.started_ms if given.started_ms > _FIRST_MS else call.controller.now_ms() - given.duration_ms
    made = Report(checked_id(given.id), started_ms, max(0, given.duration_ms), given.exit_code, data)
    log = io.BytesIO(given.log.encode("utf-8", "replace"))
    return json_answer({"number": external_builds.receive(call.controller, given.job, made, log)})


LockAct: TypeAlias = Callable[[Controller, Lease], None]


class LockRequest(msgspec.Struct):
    """``holder``: the run that wants it; ``lease_s``: for so long, unless it is renewed."""

    lock: str
    holder: str
    job: str
    host: str = ""
    lease_s: float = 60.0


def acquire(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/locks/acquire``: one holder at a time on all hosts; 409 when another has it."""
    return _locked(call, fleet_locks.acquire)


def renew(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/locks/renew``: for another lease; 409 when it was lost."""
    return _locked(call, fleet_locks.renew)


def release(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/locks/release``: the next may have it; one that is not held is nothing to complain of."""
    return _locked(call, fleet_locks.release)


def locks(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/locks``: which locks of the fleet are held, by which job on which host, since and until when."""
    return json_answer([asdict(lock) for lock in fleet_locks.held(call.controller)])


def _locked(call: Call, act: LockAct) -> flask.Response:
    given = lock_request(call)
    if not call.access.allows_at(ITEM_BUILD, given.job):
        raise Forbidden(f"{call.by} may not take locks for {given.job}")
    return locked(call, act, given)


def lock_request(call: Call) -> LockRequest:
    """The request's body. Raises Invalid."""
    try:
        return msgspec.json.decode(call.request.get_data(), type=LockRequest)
    except msgspec.DecodeError as error:
        raise Invalid(f"The request for a lock cannot be read: {error}") from error


def locked(call: Call, act: LockAct, given: LockRequest) -> flask.Response:
    """Do it for somebody who may; the lease as JSON."""
    now_ms = call.controller.now_ms()
    until_ms = now_ms + int(min(max(given.lease_s, 1.0), _LONGEST_LEASE_S) * 1000)
    lease = Lease(given.lock, given.holder, given.job, given.host, now_ms, until_ms)
    act(call.controller, lease)
    return json_answer(asdict(lease))


def _taken(number: int | None) -> flask.Response:
    response = render.empty()
    if number is not None:
        response.headers["X-Build-Number"] = str(number)
    return response
