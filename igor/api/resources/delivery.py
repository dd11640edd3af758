"""Where agents deliver what runs leave behind, and their wrappers take locks of the fleet. A run's token proves it."""

from __future__ import annotations

import flask
import msgspec

from igor.api.call import Call
from igor.api.credentials import parse_bearer
from igor.api.json_answer import json_answer
from igor.api.resources import external
from igor.api.targets import DeliveryTarget
from igor.controller import delivery, fleet_locks, workspace_files
from igor.controller.delivery import Commit, DeliveringRun
from igor.model.errors import Invalid, Unauthenticated

_COMMIT = msgspec.json.Decoder(Commit)


def pieces(call: Call, target: DeliveryTarget) -> flask.Response:
    """``pieces``: parts of files at their offsets; see ``igor.controller.delivery``."""
    run = _run(call, target)
    return json_answer({"boot": delivery.take_pieces(call.controller, run, call.request.get_data())})


def commit(call: Call, target: DeliveryTarget) -> flask.Response:
    """``commit``: what came becomes the build's; ``again`` when all of it is to be sent once more."""
    run = _run(call, target)
    try:
        wanted = _COMMIT.decode(call.request.get_data())
        return json_answer({"again": not delivery.commit(call.controller, run, wanted)})
    except msgspec.DecodeError as error:
        raise Invalid(f"The commit cannot be read: {error}") from error


def given(call: Call, target: DeliveryTarget) -> flask.Response:
    """``given/N``: the n-th file that the run's build was given."""
    return flask.send_file(delivery.given_file(call.controller, _run(call, target), target.given), max_age=0)


def acquire_lock(call: Call, target: DeliveryTarget) -> flask.Response:
    """``locks/acquire``: a lock of the fleet for this run; 409 when another has it."""
    return _locked(call, target, fleet_locks.acquire)


def renew_lock(call: Call, target: DeliveryTarget) -> flask.Response:
    """``locks/renew``: for another lease; 409 when it was lost."""
    return _locked(call, target, fleet_locks.renew)


def release_lock(call: Call, target: DeliveryTarget) -> flask.Response:
    """``locks/release``: the next may have it. The run may have ended meanwhile."""
    delivery.prove(call.controller, target.run_id, _token(call))
    given = external.lock_request(call)
    return external.locked(call, fleet_locks.release, msgspec.structs.replace(given, holder=target.run_id))


def _locked(call: Call, target: DeliveryTarget, act: external.LockAct) -> flask.Response:
    run = _run(call, target)
    given = external.lock_request(call)
    return external.locked(call, act, msgspec.structs.replace(given, holder=run.run_id, job=run.full_name))


def answer(call: Call, target: DeliveryTarget) -> flask.Response:
    """``answer``: what somebody wanted to see of a workspace."""
    body = call.request.get_data()
    workspace_files.take_answer(call.controller, target.run_id, _token(call), body)
    return json_answer({})


def _token(call: Call) -> str:
    token = parse_bearer(call.request.headers.get("Authorization"))
    if token is None:
        raise Unauthenticated("The run's token is missing", hint="send Authorization: Bearer <token>")
    return token


def _run(call: Call, target: DeliveryTarget) -> DeliveringRun:
    return delivery.check(call.controller, target.run_id, _token(call))
