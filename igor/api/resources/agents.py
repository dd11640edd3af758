"""How agents find the engine and join."""

from __future__ import annotations

import base64
import json
from typing import Any

import flask
import msgspec

from igor.api.call import Call
from igor.api.credentials import parse_bearer
from igor.api.json_answer import json_answer
from igor.api.targets import RootTarget
from igor.controller import agent_file, join_tokens, nodes
from igor.model.errors import Invalid, Unauthenticated

_LOOPBACK = ("ws://127.", "ws://localhost:", "ws://[::1]:")
_WEBSOCKETS = {"http": "ws", "https": "wss"}


class Registration(msgspec.Struct):
    """What an agent says of itself."""

    name: str
    labels: list[str] = []
    executors: int = 1
    remote_fs: str = ""


def endpoint(call: Call, _: RootTarget) -> flask.Response:
    """``agent-endpoint``: where the engine takes agents; 503 while it is down.

    A proxy in front of an engine on loopback (it says ``X-Forwarded-Host``) hands ``/agents`` of the same address on.
    """
    try:
        record: dict[str, Any] = json.loads(call.controller.home.engine_address.read_text())
    except (FileNotFoundError, ValueError):
        return json_answer({"error": "The engine does not run now; try again in a few seconds"}, 503)
    address = _reachable(str(record["agents"]), call.request.host)
    if "X-Forwarded-Host" in call.request.headers and address.startswith(_LOOPBACK):
        address = f"{_WEBSOCKETS[call.request.scheme]}://{call.request.host}/agents"
    return json_answer({"websocket": address})


def zipapp(call: Call, _: RootTarget) -> flask.Response:
    """``agent.pyz``: the agent as one file for Python 3.8 or newer; its ``ETag`` is its SHA-256."""
    content, digest = agent_file.content_and_digest()
    response = flask.Response(content, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="agent.pyz"'
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(digest)).decode()}:"
    response.set_etag(digest)
    response.make_conditional(call.request)
    return response


def _reachable(address: str, host: str) -> str:
    """An engine that listens everywhere is reached by the name that the agent used for the web address."""
    name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
    for anywhere in ("//0.0.0.0:", "//[::]:"):
        address = address.replace(anywhere, f"//{name}:")
    return address


def register(call: Call, _: RootTarget) -> flask.Response:
    """``agents/register`` with a join token as Bearer and a JSON body: the agent's own token."""
    join_token = parse_bearer(call.request.headers.get("Authorization"))
    if join_token is None:
        raise Unauthenticated("A join token is missing", hint="send Authorization: Bearer <join token>")
    try:
        agent = msgspec.json.decode(call.request.get_data(), type=Registration)
    except msgspec.DecodeError as error:
        raise Invalid(f"The registration cannot be read: {error}", hint='send {"name": …, "labels": ["a"]}') from error
    call.told.update(name=agent.name, token=join_tokens.id_of(join_token))
    token, is_spent = nodes.register_agent(
        call.controller, join_token, agent.name, agent.labels, agent.executors, agent.remote_fs
    )
    return json_answer({"token": token, "join_token_is_spent": is_spent})
