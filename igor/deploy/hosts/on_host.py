"""What a deploy asks of a controller, from its own host: ``python -m igor.deploy.hosts.on_host ORDER URL``.

No direct connection from the control machine is needed, and the administrator's token never leaves the host. What an
order is given comes as JSON on standard input; its answer is JSON on standard output.

Orders: ``seed`` ``{"release"}`` · ``smoke`` ``{"groups": [[agents]], "job", "timeout_s", "busy_s"}`` · ``mark``
``{"release", "without": [agents], "with": [agents]}`` · ``plan`` ``{"folder"}`` · ``held`` ``{}``.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

import jenkins
import requests

from igor.deploy import seed
from igor.model.errors import IgorError, NotFound
from igor.model.home import Home

_HOME = "/var/lib/igor"
_POLL_S = 0.3
_NOT_HERE = "is not deployed here"
_FULL = "Waiting for next available executor on "
_SMOKE = """<?xml version="1.0" encoding="UTF-8"?><project>
  <description>Made, built and removed again by igor deploy.</description>
  <assignedNode>{node}</assignedNode><canRoam>false</canRoam><quietPeriod>0</quietPeriod>
  <builders><hudson.tasks.Shell><command>echo "igor runs on $(uname -n)"</command></hudson.tasks.Shell></builders>
</project>"""


class Controller:
    """The one on this host; ``home`` is its folder."""

    def __init__(self, url: str, home: Home) -> None:
        self.url = url.rstrip("/")
        self.home = home
        self.token = (home.secrets / "admin-token").read_text().strip()
        self.server = jenkins.Jenkins(self.url, "admin", self.token, timeout=30)

    def post(self, path: str, **query: str) -> None:
        self.server.jenkins_request(requests.Request("POST", f"{self.url}/{path}", params=query))


def seed_release(controller: Controller, order: Mapping[str, Any]) -> dict[str, Any]:
    """Have the seed job evaluate the scripts of a release; builds that start after it are of that release."""
    folder = controller.home.release(order["release"]) / "seed-jobs"
    if not folder.is_dir():
        raise NotFound(f"release {order['release']} is not on the controller any more", hint="deploy it again")
    seed.register(controller.server, seed.seed_config(folder))
    outcome = seed.run(controller.server)
    return {
        "number": outcome.number,
        "result": outcome.result,
        "summary": outcome.summary,
        "warning": outcome.warning,
        "errors": outcome.errors[:40],
    }


def smoke(controller: Controller, order: Mapping[str, Any]) -> dict[str, Any]:
    """Build a tiny job on an agent of each group, and the site's own one if it has named one; their results by name.

    Groups are built on where an executor is free. ``BUSY``: none is, and none becomes free within ``busy_s``.
    """
    free = {node["displayName"] for node in _nodes(controller) if _has_room(node)}
    chosen = [next((agent for agent in group if agent in free), group[0]) for group in order["groups"]]
    jobs = {f"igor-smoke-{agent}": agent for agent in chosen}
    begun = time.monotonic()
    ends = (begun + float(order["timeout_s"]), begun + float(order["busy_s"]))
    try:
        for job, agent in jobs.items():
            _make(controller.server, job, _SMOKE.format(node=escape(agent)))
        waiting = {job: controller.server.build_job(job) for job in [*jobs, *filter(None, [order.get("job")])]}
        results = {job: _result(controller.server, job, queue_id, *ends) for job, queue_id in waiting.items()}
    finally:
        for job in jobs:
            if controller.server.job_exists(job):
                controller.server.delete_job(job)
    return {"results": {jobs.get(job, job): result for job, result in results.items()}}


def _has_room(node: Mapping[str, Any]) -> bool:
    return not node["offline"] and any(executor["idle"] for executor in node["executors"])


def _make(server: jenkins.Jenkins, job: str, config: str) -> None:
    """One of a deploy that was cut off is still there."""
    if server.job_exists(job):
        server.delete_job(job)
    server.create_job(job, config)


def _result(server: jenkins.Jenkins, job: str, queue_id: int, deadline: float, busy_until: float) -> str:
    """``SUCCESS``, another result, ``BUSY``, or why there is none."""
    why = "it waits"
    while time.monotonic() < deadline:
        item = server.get_queue_item(queue_id)
        if executable := item.get("executable"):
            build = server.get_build_info(job, executable["number"])
            why = f"#{executable['number']} runs"
            if build["result"] and not build.get("building"):
                return str(build["result"])
        elif item.get("cancelled"):
            return "cancelled"
        else:
            why = str(item.get("why"))
            if why.startswith(_FULL) and time.monotonic() > busy_until:
                return "BUSY"
        time.sleep(_POLL_S)
    return f"no result: {why}"


def mark(controller: Controller, order: Mapping[str, Any]) -> dict[str, Any]:
    """Take agents without the release out of use until a deploy reaches them; put back those that have it now."""
    nodes = {node["displayName"]: node for node in _nodes(controller)}
    cause = f"release {order['release']} {_NOT_HERE}"
    out = [name for name in order["without"] if name in nodes and not nodes[name]["temporarilyOffline"]]
    back = [name for name in order["with"] if name in nodes and _is_ours(nodes[name])]
    for name in out:
        controller.post(f"computer/{quote(name)}/toggleOffline", offlineMessage=cause)
    for name in back:
        controller.post(f"computer/{quote(name)}/toggleOffline")
    return {"out": out, "back": back}


def _nodes(controller: Controller) -> list[dict[str, Any]]:
    tree = "computer[displayName,temporarilyOffline,offlineCauseReason,offline,executors[idle]]"
    request = requests.Request("GET", f"{controller.url}/computer/api/json", params={"tree": tree})
    found: list[dict[str, Any]] = json.loads(controller.server.jenkins_request(request).text)["computer"]
    return found


def _is_ours(node: Mapping[str, Any]) -> bool:
    return bool(node["temporarilyOffline"]) and str(node["offlineCauseReason"]).endswith(_NOT_HERE)


def plan(controller: Controller, order: Mapping[str, Any]) -> dict[str, Any]:
    """What a seed with the scripts of a folder would change: name, kind, action and place of each item."""
    folder = Path(order["folder"])
    scripts = sorted(str(path) for suffix in ("groovy", "yaml", "yml") for path in folder.glob(f"jobs/**/*.{suffix}"))
    command = [sys.executable, "-m", "igor", "seed", "plan", *scripts, "--workspace", str(folder), "--json"]
    command += ["--classpath", str(folder / "lib")] if (folder / "lib").is_dir() else []
    address = {"IGOR_URL": controller.url, "IGOR_USER": "admin", "IGOR_TOKEN": controller.token}
    done = subprocess.run(command, env={**os.environ, **address}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise IgorError(done.stderr.strip() or f"igor seed plan ended with {done.returncode}")
    return {"changes": [_told(change, folder) for change in json.loads(done.stdout)["changes"]]}


def _told(change: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    kept = {name: change[name] for name in ("kind", "full_name", "action", "edited", "line")}
    text = str(change.get("new_xml") or "")
    place = str(change["file_name"] or "").removeprefix(f"{folder}/")
    return {**kept, "file_name": place, "digest": hashlib.sha256(text.encode()).hexdigest()[:12]}


def held(controller: Controller, _: Mapping[str, Any]) -> dict[str, Any]:
    """Releases that running builds hold, and the one that is active."""
    request = requests.Request("GET", f"{controller.url}/igor/api/overview")
    overview = json.loads(controller.server.jenkins_request(request).text)
    return {"held": sorted({build["release"] for build in overview["running"] if build["release"]})}


ORDERS: dict[str, Callable[[Controller, Mapping[str, Any]], dict[str, Any]]] = {
    "seed": seed_release,
    "smoke": smoke,
    "mark": mark,
    "plan": plan,
    "held": held,
}


def main(arguments: list[str]) -> int:
    """Carry out one order. 1: it could not be; standard error says why."""
    order, url = arguments
    try:
        controller = Controller(url, Home(Path(os.environ.get("IGOR_HOME", _HOME))))
        print(json.dumps(ORDERS[order](controller, json.load(sys.stdin))))
    except (IgorError, jenkins.JenkinsException, requests.RequestException, OSError) as error:
        hint = getattr(error, "hint", "")
        print(f"{error}\n{hint}".strip(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
