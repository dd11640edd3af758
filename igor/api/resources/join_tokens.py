"""Join tokens over REST, and the script that makes a machine an agent with one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import flask
import msgspec

from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import RootTarget
from igor.configxml.duration import parse_duration_ms
from igor.controller import agent_file, join_tokens
from igor.model.errors import Invalid


class TokenBody(msgspec.Struct):
    """A token that is wanted; ``expires``: how long it is good for, as ``1h``."""

    name: str = ""
    group: str = ""
    expires: str = "1h"
    uses: int = 1


class RevokeBody(msgspec.Struct):
    """Which token is to end."""

    id: str


def make(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/join-tokens`` with ``{name or group, expires, uses}``: a new token, shown only now."""
    wanted = _body(call, TokenBody)
    call.told.update(name=wanted.name, group=wanted.group, uses=str(wanted.uses))
    token, value = join_tokens.make(
        call.controller,
        name=wanted.name,
        group=wanted.group,
        life_ms=_duration_ms(wanted.expires),
        uses=wanted.uses,
        by=call.by,
    )
    call.told["token"] = token.id
    digest = agent_file.content_and_digest()[1]
    return json_answer({**asdict(token), "token": value, "url": call.root_url, "agent_sha256": digest})


def get(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/join-tokens``: all of them without their values, the newest first; ended ones for 30 days."""
    return json_answer([asdict(token) for token in join_tokens.list_all(call.controller)])


def revoke(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/join-tokens/revoke`` with ``{id}``: it ends now; agents that joined with it stay."""
    wanted = _body(call, RevokeBody)
    call.told["token"] = wanted.id
    join_tokens.revoke(call.controller, wanted.id)
    return json_answer({"id": wanted.id})


def script(_: Call, __: RootTarget) -> flask.Response:
    """``agents/join.sh``: fetches ``agent.pyz``, checks its SHA-256, joins with ``$IGOR_JOIN_TOKEN`` and runs."""
    return render.text(agent_file.join_script(), content_type="text/x-shellscript;charset=utf-8")


def _body(call: Call, kind: Any) -> Any:
    try:
        return msgspec.json.decode(call.request.get_data(), type=kind)
    except msgspec.DecodeError as error:
        raise Invalid(f"The body cannot be read: {error}") from error


def _duration_ms(text: str) -> int:
    try:
        return parse_duration_ms(text)
    except ValueError as error:
        raise Invalid(f"expires: {error}") from error
