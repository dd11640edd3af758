"""What a client does to a site in the lab, with python-jenkins: ``python site_client.py COMMAND …``, run as a visitor.

The address is ``$SITE_URL``, who asks ``$SITE_USER`` with ``$SITE_PASSWORD``; ``$REQUESTS_CA_BUNDLE`` is the site's own
authority, so whatever answers has come through nginx with TLS. Prints JSON.
"""

from __future__ import annotations

import json
import os
import ssl
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jenkins

WAIT_S = 240
#: Prints numbered lines until the host has the file /srv/enough.
LONG_JOB = """
<project>
  <properties>
    <hudson.model.ParametersDefinitionProperty><parameterDefinitions>
      <hudson.model.StringParameterDefinition><name>N</name></hudson.model.StringParameterDefinition>
    </parameterDefinitions></hudson.model.ParametersDefinitionProperty>
  </properties>
  <assignedNode>linux</assignedNode><canRoam>false</canRoam><concurrentBuild>true</concurrentBuild>
  <builders><hudson.tasks.Shell><command>set +x
i=0
until [ -e /srv/enough ]; do i=$((i + 1)); echo "line $i"; sleep 0.1; done
echo "lines: $i"</command></hudson.tasks.Shell></builders>
</project>"""
EVERY_MINUTE = """
<project>
  <assignedNode>linux</assignedNode><canRoam>false</canRoam>
  <triggers><hudson.triggers.TimerTrigger><spec>* * * * *</spec></hudson.triggers.TimerTrigger></triggers>
  <builders><hudson.tasks.Shell><command>true</command></hudson.tasks.Shell></builders>
</project>"""


def wait_for(found: Callable[[], Any], what: str) -> Any:
    """What it finds, once that is something."""
    deadline = time.monotonic() + WAIT_S
    while True:
        if value := found():
            return value
        if time.monotonic() > deadline:
            raise SystemExit(f"{what}: not within {WAIT_S} s")
        time.sleep(0.2)


def nodes(server: jenkins.Jenkins) -> dict[str, str]:
    """Each node's state: online, or why it is not."""
    return {each["name"]: _state(server, each["name"]) if each["offline"] else "online" for each in server.get_nodes()}


def _state(server: jenkins.Jenkins, node: str) -> str:
    told: str = server.get_node_info(node)["offlineCauseReason"]
    return told or "offline"


def build(server: jenkins.Jenkins, job: str) -> dict[str, Any]:
    """Run a job's next build to its end."""
    return ended(server, job, _asked_for(server, job))


def start(server: jenkins.Jenkins, job: str, text: str) -> int:
    """Run a job's next build until it has said that; its number."""
    number = _asked_for(server, job)
    wait_for(lambda: text in _log(server, job, number), f"{job} #{number}: {text}")
    return number


def ended(server: jenkins.Jenkins, job: str, number: int | str) -> dict[str, Any]:
    """A build once it has ended."""
    build: dict[str, Any] = wait_for(lambda: _ended(server, job, int(number)), f"{job} #{number}")
    return build


def _asked_for(server: jenkins.Jenkins, job: str) -> int:
    """The number of the build that it asks for."""
    number: int = server.get_job_info(job)["nextBuildNumber"]
    server.build_job(job)
    return number


def _log(server: jenkins.Jenkins, job: str, number: int) -> str:
    try:
        log: str = server.get_build_console_output(job, number)
    except jenkins.JenkinsException:
        return ""
    return log


def begin(server: jenkins.Jenkins, count: str) -> int:
    """Start so many long builds; they all run when this ends."""
    server.create_job("every-minute", EVERY_MINUTE)
    server.create_job("long", LONG_JOB)
    for n in range(int(count)):
        server.build_job("long", {"N": str(n)})
    return len(wait_for(lambda: _running(server, int(count)), "the builds run"))


def _running(server: jenkins.Jenkins, count: int) -> list[Any]:
    builds = [build for build in server.get_running_builds() if build["name"] == "long"]
    return builds if len(builds) == count else []


def end(server: jenkins.Jenkins, count: str) -> dict[str, Any]:
    """Every long build with its console, and when the builds of every minute were due."""
    builds = [ended(server, "long", number) for number in range(1, int(count) + 1)]
    return {"builds": builds, "minutes": [each // 60_000 for each in _slots(server)], "now": time.time() // 60}


def _slots(server: jenkins.Jenkins) -> Iterator[int]:
    for each in server.get_job_info("every-minute", fetch_all_builds=True)["builds"]:
        yield server.get_build_info("every-minute", each["number"])["timestamp"]


def _ended(server: jenkins.Jenkins, job: str, number: int) -> dict[str, Any]:
    try:
        told = server.get_build_info(job, number)
    except jenkins.JenkinsException:
        return {}
    if told["building"] or not told["result"]:
        return {}
    return {"result": told["result"], "node": told["builtOn"], "log": server.get_build_console_output(job, number)}


def watch(_: jenkins.Jenkins, until: str) -> dict[str, float]:
    """Ask for a page ten times a second until the file is there: how often, and the longest time without an answer."""
    trust = ssl.create_default_context(cafile=os.environ["REQUESTS_CA_BUNDLE"])
    answered, longest, count = time.monotonic(), 0.0, 0
    while not Path(until).exists():
        try:
            with urllib.request.urlopen(f"{os.environ['SITE_URL']}login", timeout=5, context=trust) as answer:
                answer.read()
        except OSError:
            time.sleep(0.1)
            continue
        longest, answered, count = max(longest, time.monotonic() - answered), time.monotonic(), count + 1
        time.sleep(0.1)
    return {"longest_s": max(longest, time.monotonic() - answered), "answers": count}


def main(command: str, *arguments: str) -> None:
    server = jenkins.Jenkins(os.environ["SITE_URL"], os.environ["SITE_USER"], os.environ["SITE_PASSWORD"])
    print(json.dumps(globals()[command](server, *arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
