"""The Swarm plugin's endpoints as its client calls them, and what Java agents are told."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import requests
from cryptography.hazmat.decrepit.ciphers.modes import CFB8
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.serialization import load_der_public_key
from rest_server import PASSWORD, Rest, serving

from igor.api.resources.swarm import properties_text
from igor.controller import nodes, swarm

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        yield served


def ask(rest: Rest, name: str, **fields: object) -> requests.Response:
    """The form that SwarmClient.createSwarmAgent sends."""
    form = {
        "name": name,
        "executors": "2",
        "remoteFsRoot": "/srv/agent",
        "description": "rack 3",
        "labels": "linux big",
        "mode": "NORMAL",
        "hash": "0a1b2c3d",
        "deleteExistingClients": "false",
        "keepDisconnectedClients": "false",
        **fields,
    }
    return rest.post("plugin/swarm/createSlave", data=form)


def properties(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def connect(rest: Rest, name: str, connected: int = 1) -> None:
    rest.controller.store.write(
        lambda c: c.execute(
            "UPDATE node SET connected = ?, last_seen_ms = ? WHERE name = ?",
            (connected, rest.controller.now_ms(), name),
        )
    )


def exists(rest: Rest, name: str) -> bool:
    return any(node.name == name for node in nodes.list_nodes(rest.controller))


def test_create(rest: Rest) -> None:
    """The client reads name and secret as Java properties, and its agent gets in with the secret."""
    answer = ask(rest, "host1", toolLocation="jdk:/opt/jdk", environmentVariable=["A:b:c", "D:e"])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; charset=iso-8859-1"
    said = properties(answer.text)
    assert said["name"] == "host1-0a1b2c3d"
    assert re.fullmatch(r"[0-9a-f]{64}", said["secret"])
    assert nodes.check_token(rest.controller, "host1-0a1b2c3d", said["secret"])
    assert not nodes.check_token(rest.controller, "host1-0a1b2c3d", "0" * 64)
    node = nodes.get(rest.controller, "host1-0a1b2c3d")
    assert node.labels == {"swarm", "linux", "big"}
    assert node.description == "Swarm agent from 127.0.0.1: rack 3"
    assert (node.executors, node.remote_fs, node.mode) == (2, "/srv/agent", "NORMAL")


def test_a_name_that_is_taken(rest: Rest) -> None:
    """Two machines of one image must not share a node; a client that comes back gets its own again."""
    first = properties(ask(rest, "twin").text)
    assert properties(ask(rest, "twin").text)["name"] == first["name"], "offline: its own again"
    connect(rest, first["name"])
    answer = ask(rest, "twin")
    assert (answer.status_code, answer.text) == (409, 'Agent "twin-0a1b2c3d" is already created and on-line.\n')
    assert ask(rest, "twin", deleteExistingClients="true").status_code == 200
    assert ask(rest, "plain", hash="").status_code == 200
    answer = ask(rest, "plain", hash="")
    assert (answer.status_code, answer.text) == (409, 'Agent "plain" already exists.\n')
    assert ask(rest, "built-in", hash="", deleteExistingClients="true").status_code == 409


@pytest.mark.parametrize(
    "fields", [{"executors": "many"}, {"executors": ""}, {"mode": "SOMETIMES"}, {"environmentVariable": "novalue"}]
)
def test_a_bad_request_changes_nothing(rest: Rest, fields: dict[str, object]) -> None:
    """Half a node would take builds."""
    assert ask(rest, "bad", **fields).status_code == 400
    assert ask(rest, "b/d").status_code == 400
    assert not exists(rest, "bad-0a1b2c3d")


def test_labels(rest: Rest) -> None:
    """Long lists come in parts, and a changed labels file changes them later."""
    name = properties(ask(rest, "labelled").text)["name"]
    assert rest.post("plugin/swarm/addSlaveLabels", data={"name": name, "labels": "a b&c"}).status_code == 200
    assert rest.post("plugin/swarm/removeSlaveLabels", data={"name": name, "labels": "big"}).status_code == 200
    answer = rest.get(f"plugin/swarm/getSlaveLabels?name={name}")
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert set((ElementTree.fromstring(answer.text).findtext("labels") or "").split()) == {"swarm", "linux", "a", "b&c"}
    assert rest.get("plugin/swarm/getSlaveLabels?name=nobody").status_code == 404
    assert rest.post("plugin/swarm/addSlaveLabels", data={"name": "nobody", "labels": "a"}).status_code == 404
    assert rest.get("plugin/swarm/addSlaveLabels?name=a&labels=b").status_code == 405
    info = ElementTree.fromstring(rest.get("plugin/swarm/slaveInfo").text)
    assert info.findtext("version")


def test_a_password_needs_the_crumb(rest: Rest) -> None:
    """As the client fetches it: by an XPath that answers as plain text, with the session that belongs to it."""
    client = requests.Session()
    client.auth = ("admin", PASSWORD)
    url = f"{rest.url}plugin/swarm/createSlave"
    form = {"name": "crumbed", "executors": "1", "hash": "1"}
    assert client.post(url, data=form, timeout=30).status_code == 403
    query = {"xpath": 'concat(//crumbRequestField,":",//crumb)'}
    field, crumb = client.get(f"{rest.url}crumbIssuer/api/xml", params=query, timeout=30).text.split(":")
    assert client.post(url, data=form, headers={field: crumb}, timeout=30).status_code == 200
    assert requests.post(url, data=form, timeout=30).status_code == 403


def test_nodes_go_with_their_agents(rest: Rest) -> None:
    """Otherwise each machine that ever was would stay in the list for ever."""
    gone, kept, waits = (
        properties(ask(rest, name, keepDisconnectedClients=keep).text)["name"]
        for name, keep in (("goes", "false"), ("stays", "true"), ("new", "false"))
    )
    for name in (gone, kept):
        connect(rest, name, 0)
    rest.controller.store.write(lambda c: swarm.drop_gone(c, rest.controller.now_ms() + 5_000))
    assert exists(rest, gone), "a short break is none"
    rest.controller.store.write(lambda c: swarm.drop_gone(c, rest.controller.now_ms() + 60_000))
    assert [exists(rest, name) for name in (gone, kept, waits)] == [False, True, True]
    assert exists(rest, "built-in")


def test_what_agents_look_for(rest: Rest) -> None:
    """Who this is: version and key; no port, since none is open for Java agents."""
    answer = rest.get("tcpSlaveAgentListener/", auth=None)
    assert answer.status_code == 200
    load_der_public_key(base64.b64decode(answer.headers["X-Instance-Identity"]))
    assert (
        rest.get("tcpSlaveAgentListener/", auth=None).headers["X-Instance-Identity"]
        == answer.headers["X-Instance-Identity"]
    )
    assert answer.headers["X-Jenkins"]
    assert answer.headers["X-Remoting-Minimum-Version"]
    assert "X-Jenkins-JNLP-Port" not in answer.headers
    assert rest.get("tcpSlaveAgentListener", auth=None).status_code == 302
    assert "BEGIN PUBLIC KEY" in rest.get("instance-identity/", auth=None).text
    assert rest.get("", auth=None).headers["X-Jenkins"] == answer.headers["X-Jenkins"]


@pytest.mark.parametrize("path", ["wsagents/", "jnlpJars/agent.jar", "jnlpJars/slave.jar", "swarm/swarm-client.jar"])
def test_java_agents_are_told_what_to_start(rest: Rest, path: str) -> None:
    """An agent that only says “handshake failed” costs somebody an afternoon."""
    headers = {"Node-Name": "n", "Secret-Key": "s", "Connection": "Upgrade", "Upgrade": "websocket"}
    answer = rest.get(path, auth=None, headers=headers)
    assert 400 <= answer.status_code < 500
    assert "does not speak Jenkins Remoting" in answer.text
    assert "agent.pyz" in answer.headers["X-Error"]


def test_jnlp(rest: Rest) -> None:
    """Scripts read secret and name from it; encrypted it serves only those who know the secret."""
    said = properties(ask(rest, "jnlp", remoteFsRoot="/srv/a&b").text)
    path = f"computer/{said['name']}/jenkins-agent.jnlp"
    answer = rest.get(path)
    root = ElementTree.fromstring(answer.text)
    arguments = [each.text for each in root.iter("argument")]
    assert arguments[:2] == [said["secret"], said["name"]]
    assert "/srv/a&b" in arguments
    secret = rest.get(f"computer/{said['name']}/slave-agent.jnlp?encrypt=true", auth=None).content
    key = AES(bytes.fromhex(said["secret"])[:16])
    decryptor = Cipher(key, CFB8(secret[:16])).decryptor()
    assert decryptor.update(secret[16:]) + decryptor.finalize() == answer.content
    assert rest.get(path, auth=None).status_code == 403
    assert rest.get(f"{path}?encrypt=false", auth=None).status_code == 403


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a b", "a b"), ("a:b=c\\", "a\\:b\\=c\\\\"), (" x", "\\ x"), ("ü", "\\u00FC"), ("😀", "\\uD83D\\uDE00")],
)
def test_properties(text: str, shown: str) -> None:
    """What java.util.Properties reads back as the name."""
    assert properties_text(text) == shown
