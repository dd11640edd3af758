"""``plugin/swarm/``: what a Swarm client asks for; and what Java agents ask before they would connect.

Source: hudson.plugins.swarm.PluginImpl, hudson.TcpSlaveAgentListener, jenkins.agents.WebSocketAgents,
hudson.slaves.SlaveComputer's jenkins-agent.jnlp.
"""

from __future__ import annotations

import os
from html import escape
from urllib.parse import quote

import flask
from cryptography.hazmat.decrepit.ciphers.modes import CFB8
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from igor.api import permissions, render
from igor.api.call import Call
from igor.api.targets import ComputerTarget, RootTarget
from igor.controller import identity, swarm
from igor.controller.swarm import Wanted
from igor.model.errors import Conflict, Invalid

#: The oldest remoting that Jenkins 2.555 takes. Source: the property remoting.minimum.supported.version of core.
MINIMUM_REMOTING = "3107.v665000b_51092"
#: The version of the Swarm plugin that is followed.
SWARM_VERSION = "3.50"
_PLAIN = "text/plain;charset=UTF-8"
_NO_JAVA = (
    "Igor has no place for Java agents: it does not speak Jenkins Remoting. Start Igor's own agent on this machine: "
    "igor agent takes the options of the Swarm client, and agent.pyz is it as one file (GET /agent.pyz)."
)


def create_slave(call: Call, _: RootTarget) -> flask.Response:
    """``plugin/swarm/createSlave``: the node of a client; its name and secret as Java properties; 409: it is taken."""
    call.require(permissions.COMPUTER_CONNECT, RootTarget())
    wanted = Wanted(
        name=call.required("name"),
        executors=_number(call.required("executors")),
        host=call.request.remote_addr or "unknown",
        hash=call.value("hash") or "",
        remote_fs=call.value("remoteFsRoot") or "",
        description=call.value("description") or "",
        labels=call.value("labels") or "",
        mode=call.value("mode") or "NORMAL",
        replace=call.value("deleteExistingClients") == "true",
        keep=call.value("keepDisconnectedClients") == "true",
        tools=tuple(map(swarm.pair, call.values("toolLocation"))),
        variables=tuple(map(swarm.pair, call.values("environmentVariable"))),
    )
    try:
        name, secret = swarm.create(call.controller, wanted)
    except Conflict as error:
        return render.text(f"{error}\n", status=409, content_type=_PLAIN)
    body = f"#\nname={properties_text(name)}\nsecret={secret}\n".encode("latin-1")
    return flask.Response(body, content_type="text/plain; charset=iso-8859-1")


def properties_text(text: str) -> str:
    """A value in a Java properties file. Source: java.util.Properties.saveConvert."""
    shown = "".join(f"\\{each}" if each in "\\:=#!" else each for each in text)
    shown = "".join(each if " " <= each <= "~" else _utf16(each) for each in shown)
    return f"\\{shown}" if shown.startswith(" ") else shown


def _utf16(character: str) -> str:
    units = character.encode("utf-16-be").hex().upper()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise Invalid(f"executors: {text!r} is not a number")
    return int(text)


def add_labels(call: Call, _: RootTarget) -> flask.Response:
    """``plugin/swarm/addSlaveLabels?name=&labels=``: 404 without such a node."""
    return _labels(swarm.change_labels(call.controller, call.required("name"), add=_words(call)))


def remove_labels(call: Call, _: RootTarget) -> flask.Response:
    """``plugin/swarm/removeSlaveLabels?name=&labels=``."""
    return _labels(swarm.change_labels(call.controller, call.required("name"), remove=_words(call)))


def get_labels(call: Call, _: RootTarget) -> flask.Response:
    """``plugin/swarm/getSlaveLabels?name=``: a node's labels as XML."""
    return _labels(swarm.labels(call.controller, call.required("name")))


def _words(call: Call) -> list[str]:
    return call.required("labels").split()


def _labels(text: str) -> flask.Response:
    body = f"<labelResponse><labels>{escape(text)}</labels></labelResponse>"
    return flask.Response(body, content_type="text/xml;charset=UTF-8")


def slave_info(call: Call, _: RootTarget) -> flask.Response:
    """``plugin/swarm/slaveInfo``: what clients of old versions ask first: the version, and no UDP discovery."""
    url = escape(call.root_url)
    body = f"<slaveInfo><swarmSecret></swarmSecret><version>{SWARM_VERSION}</version><url>{url}</url></slaveInfo>"
    return flask.Response(body, content_type="text/xml;charset=UTF-8")


def agent_listener(call: Call, _: RootTarget) -> flask.Response:
    """``tcpSlaveAgentListener/``: who this is, for agents; no port is named, since none is open for Java agents."""
    response = render.text("Jenkins\n")
    response.headers["X-Instance-Identity"] = identity.public_key_base64(call.controller)
    response.headers["X-Jenkins-Agent-Protocols"] = ""
    response.headers["X-Remoting-Minimum-Version"] = MINIMUM_REMOTING
    response.headers["X-Igor-Agents"] = f"{call.request_url}agent.pyz"
    return response


def instance_identity_page(call: Call, _: RootTarget) -> flask.Response:
    """``instance-identity/``: the public key that ``X-Instance-Identity`` names."""
    return render.page("Instance Identity", f"<pre>{escape(identity.public_key_pem(call.controller))}</pre>")


def ws_agents(_: Call, __: RootTarget) -> flask.Response:
    """``wsagents/``: where Java agents would open a WebSocket; they are told what to start instead."""
    return _no_java(400)


def agent_jar(_: Call, __: RootTarget) -> flask.Response:
    """``jnlpJars/agent.jar``, ``swarm/swarm-client.jar``: there are none, and what to start instead."""
    return _no_java(404)


def _no_java(status: int) -> flask.Response:
    response = render.text(f"{_NO_JAVA}\n", status=status)
    response.headers["X-Error"] = _NO_JAVA
    return response


def agent_jnlp(call: Call, target: ComputerTarget) -> flask.Response:
    """``…-agent.jnlp``: the node's secret and name, with Agent/Connect; ``encrypt=true``: under that secret, to all."""
    encrypted = call.value("encrypt") == "true"
    if not encrypted:
        call.require(permissions.COMPUTER_CONNECT, target)
    secret = identity.agent_secret(call.controller, target.node.name)
    arguments = [secret, target.node.name, "-webSocket", "-workDir", target.node.remote_fs, "-url", call.root_url]
    shown = "".join(f"<argument>{escape(argument)}</argument>" for argument in arguments)
    body = (
        f'<jnlp codebase="{escape(call.root_url)}computer/{quote(target.node.name)}/" spec="1.0+">'
        f"<information><title>Agent for {escape(target.node.name)}</title><vendor>Igor</vendor>"
        f"<description>{escape(_NO_JAVA)}</description></information><security><all-permissions/></security>"
        f'<application-desc main-class="hudson.remoting.jnlp.Main">{shown}</application-desc></jnlp>'
    )
    content = _encrypted(body.encode(), secret) if encrypted else body.encode()
    return flask.Response(content, content_type="application/x-java-jnlp-file")


def _encrypted(content: bytes, secret: str) -> bytes:
    """For who knows the secret already. Source: jenkins.slaves.EncryptedSlaveAgentJnlpFile."""
    start = os.urandom(16)
    encryptor = Cipher(AES(bytes.fromhex(secret)[:16]), CFB8(start)).encryptor()
    return start + encryptor.update(content) + encryptor.finalize()
