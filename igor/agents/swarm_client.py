"""An agent that makes its own node, as Jenkins' Swarm client does: with a user's name and API token or password.

Source: hudson.plugins.swarm.SwarmClient.createSwarmAgent.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote_plus

from igor.agents import dialing
from igor.agents.agent import AgentSettings
from igor.agents.connection import Unreachable
from igor.agents.swarm_options import SwarmOptions
from igor.model.errors import Conflict, Unauthenticated

_TIMEOUT_S = 10.0
#: Longer lists of labels are sent in parts, since proxies and servers limit forms.
_LABELS_CHARACTERS = 1000
_LABEL = "swarm"
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)")


def settings_of(options: SwarmOptions) -> AgentSettings:
    """The agent that these options describe; variables for its builds go through its own environment."""
    os.environ.update(options.variables)
    os.environ["IGOR_PASS_ENVIRONMENT"] = " ".join(options.variables)
    return AgentSettings(
        url=options.url,
        name=options.node_name,
        home=options.home,
        labels=(_LABEL, *options.labels),
        executors=options.executors,
        labels_file=Path(options.labels_file) if options.labels_file else None,
        reconnect_first_s=float(options.interval_s),
        reconnect_maximum_s=float(options.maximum_s),
        register=lambda _: register(options),
        tries=options.tries,
        ends_when_disconnected=options.ends_when_disconnected,
    )


def register(options: SwarmOptions) -> str:
    """Make the node; its secret. Blocks.

    Raises:
        Unauthenticated: the user or the password is wrong, or may not make nodes.
        Unreachable: the controller cannot be reached now, or has a node of this name that is online.
    """
    labels = " ".join(options.labels)
    is_long = len(labels) > _LABELS_CHARACTERS
    form = [
        ("name", options.name),
        ("executors", str(options.executors)),
        ("remoteFsRoot", str(options.home)),
        ("description", options.description),
        ("labels", "" if is_long else labels),
        *(("toolLocation", f"{name}:{place}") for name, place in options.tools.items()),
        *(("environmentVariable", f"{name}:{value}") for name, value in options.variables.items()),
        ("mode", options.mode),
        ("hash", options.unique_id),
        ("deleteExistingClients", str(options.replaces).lower()),
        ("keepDisconnectedClients", str(options.keeps).lower()),
    ]
    said = properties(_post(options, "createSlave", form).decode("latin-1"))
    name = said.get("name") or options.name
    if name != options.node_name or "secret" not in said:
        raise Unreachable(f"{options.url} made the node {name!r} where {options.node_name!r} was asked for")
    for part in _parts(options.labels) if is_long else ():
        _post(options, "addSlaveLabels", [("name", name), ("labels", part)])
    return said["secret"]


def _parts(labels: Sequence[str]) -> list[str]:
    """Labels in pieces of about ``_LABELS_CHARACTERS``."""
    parts = [""]
    for label in labels:
        if len(parts[-1]) > _LABELS_CHARACTERS:
            parts.append("")
        parts[-1] += f"{label} "
    return parts


def _post(options: SwarmOptions, action: str, form: list[tuple[str, str]]) -> bytes:
    headers = {**_login(options), "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    if options.wants_crumb:
        headers.update(_crumb(options))
    body = "&".join(f"{name}={quote_plus(value)}" for name, value in form).encode()
    url = f"{options.url.rstrip('/')}/plugin/swarm/{action}"
    answer = _ask("POST", url, headers, body)
    text = answer.headers.get("x-error") or answer.body.decode("utf-8", "replace").strip()[:200]
    if answer.status in (401, 403):
        raise Unauthenticated(
            f"{url} refused ({answer.status}): {text or answer.reason}",
            hint="the user needs Agent/Create and Agent/Connect; give -username and -passwordFile with an API token",
        )
    if answer.status != 200:
        raise Unreachable(f"{url} answered {answer.status}: {text or answer.reason}")
    return answer.body


def _login(options: SwarmOptions) -> dict[str, str]:
    if not options.username:
        return {}
    pair = f"{options.username}:{options.password}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def _crumb(options: SwarmOptions) -> dict[str, str]:
    """The crumb's header and the cookie of its session; none where the controller has no crumbs."""
    xpath = quote_plus('concat(//crumbRequestField,":",//crumb)')
    answer = _ask("GET", f"{options.url.rstrip('/')}/crumbIssuer/api/xml?xpath={xpath}", _login(options), b"")
    field, colon, crumb = answer.body.decode("utf-8", "replace").strip().partition(":")
    if answer.status != 200 or not colon:
        return {}
    cookie = answer.headers.get("set-cookie", "").split(";")[0]
    return {field: crumb, **({"Cookie": cookie} if cookie else {})}


def _ask(method: str, url: str, headers: dict[str, str], body: bytes) -> dialing.Answer:
    try:
        return dialing.request(method, url, headers, body, timeout_s=_TIMEOUT_S)
    except (OSError, ValueError) as error:
        raise Unreachable(f"{url}: {error}") from error


def properties(text: str) -> dict[str, str]:
    """A Java properties text of one line a key. Source: java.util.Properties.load."""
    found = {}
    for line in text.splitlines():
        if line.strip() and line.lstrip()[0] not in "#!":
            key, _, value = line.partition("=")
            found[_plain(key.strip())] = _plain(value)
    return found


def _plain(text: str) -> str:
    def meant(found: re.Match[str]) -> str:
        return chr(int(found[1][1:], 16)) if len(found[1]) == 5 else found[1]

    return _ESCAPED.sub(meant, text).encode("utf-16", "surrogatepass").decode("utf-16")


def claim_pid_file(path: Path) -> None:
    """Write this process' number. Raises Conflict while another agent runs under the one that is there."""
    pid = _pid_in(path)
    if pid != os.getpid() and _program(pid) == _program(os.getpid()):
        raise Conflict(f"{path} says that process {pid} runs already", hint="stop it, or give another -pidFile")
    path.write_text(f"{os.getpid()}\n")


def _pid_in(path: Path) -> int:
    try:
        return int(path.read_text().strip())
    except (OSError, ValueError):
        return 0


def _program(pid: int) -> str:
    """What a process executes; empty when there is none."""
    try:
        return os.readlink(f"/proc/{pid}/exe")  # noqa: PTH115 - Path.readlink is newer than Python 3.8
    except OSError:
        return ""
