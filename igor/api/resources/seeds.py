"""Seeds for the command line, below ``igor/api/seed``: what scripts made elsewhere would change, and changing it."""

from __future__ import annotations

from typing import TypeVar

import flask
import msgspec

from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import RootTarget
from igor.controller import seed_direct, seed_ownership, visible
from igor.controller.rows import GeneratedConfigFile, GeneratedItem, SeedResult
from igor.model.errors import Invalid

Body = TypeVar("Body", bound=msgspec.Struct)


class SeedRun(msgspec.Struct):
    """The seed job's full name, and what its scripts make. ``digest``: of the plan that was agreed to."""

    seed: str
    items: list[GeneratedItem]
    config_files: list[GeneratedConfigFile] = []
    user_content: dict[str, str] = {}
    queued: list[str] = []
    digest: str | None = None

    @property
    def result(self) -> SeedResult:
        return SeedResult(self.items, self.queued, [], self.user_content, self.config_files)


class Adoption(msgspec.Struct):
    """Full names, and the seed job that gets them; null gives them to nobody."""

    items: list[str]
    seed: str | None = None


def get_settings(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/seed/settings?seed=``: how the seed job evaluates scripts: lookup strategy, plugins, symbols."""
    seed = visible.require(call.access, call.required("seed"))
    return json_answer(seed_direct.settings_of(call.controller, seed))


def plan(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/seed/plan`` with ``{seed, items}``: what a seed job would change; nothing is changed."""
    wanted = _body(call, SeedRun)
    return json_answer(seed_direct.plan(call.controller, wanted.seed, wanted.result))


def apply(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/seed/apply`` with ``{seed, items, digest}``: do what the plan of that digest says."""
    wanted = _body(call, SeedRun)
    report = seed_direct.apply(call.controller, wanted.seed, wanted.result, by=call.by, digest=wanted.digest)
    answer = {"lines": report.lines(), "counts": report.counts, "summary": report.summary(), "queued": report.queued}
    return json_answer(answer)


def get_orphans(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/seed/orphans``: generated items that no script makes any more, and why."""
    found = seed_ownership.orphans(call.controller)
    return json_answer([orphan for orphan in found if call.access.sees_at(orphan.full_name)])


def adopt(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/seed/adopt`` with ``{items, seed}``: give items to a seed job, or (null) to nobody."""
    wanted = _body(call, Adoption)
    return json_answer(seed_ownership.adopt(call.controller, wanted.items, wanted.seed, by=call.by))


def _body(call: Call, kind: type[Body]) -> Body:
    try:
        return msgspec.json.decode(call.request.get_data(), type=kind)
    except msgspec.DecodeError as error:
        raise Invalid(f"The body cannot be read: {error}") from error
