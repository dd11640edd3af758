"""What is asked of the site during a run, and what it acknowledged."""

from __future__ import annotations

import base64
import http.client
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import escape

from chaos_site import Site

#: Writes a line to the journal at its start and end, prints numbered lines between, and ends with its code.
SCRIPT = """#!/bin/sh
JOURNAL={journal}
export JOURNAL
say() {{
    echo "$1 $JOB_NAME ${{N:-0}} $BUILD_NUMBER $IGOR_ATTEMPT $NODE_NAME $EXECUTOR_NUMBER $(date +%s%N)" >> $JOURNAL
}}
say start
n=0
while [ $n -lt {lines} ]; do n=$((n + 1)); echo "$JOB_NAME ${{N:-0}} $IGOR_ATTEMPT line $n"; {pause}; done
say end
if [ "$IGOR_ATTEMPT" -le {failures} ]; then exit 75; fi
exit {code}
"""
_XML = """<project><properties>
<hudson.model.ParametersDefinitionProperty><parameterDefinitions><hudson.model.StringParameterDefinition>
<name>N</name></hudson.model.StringParameterDefinition></parameterDefinitions></hudson.model.ParametersDefinitionProperty>
<igor.wrapper.WrapperPolicy><retries>{failures}</retries><backoff>0</backoff></igor.wrapper.WrapperPolicy></properties>
<assignedNode>work</assignedNode><canRoam>false</canRoam><concurrentBuild>{concurrent}</concurrentBuild>
<builders><hudson.tasks.Shell><command>{command}</command></hudson.tasks.Shell></builders>
<publishers>{publishers}</publishers></project>"""
_CHILD = """<hudson.tasks.BuildTrigger><childProjects>{child}</childProjects><threshold><name>SUCCESS</name>
</threshold></hudson.tasks.BuildTrigger>"""


@dataclass(frozen=True)
class Job:
    """``lines`` are printed by each attempt; the first ``failures`` attempts fail, the last exits with ``code``."""

    name: str
    lines: int
    pause_s: float = 0.0
    code: int = 0
    failures: int = 0
    concurrent: bool = True
    child: str = ""

    def xml(self, site: Site) -> str:
        pause = f"sleep {self.pause_s}" if self.pause_s else ":"
        command = SCRIPT.format(
            journal=site.journal, lines=self.lines, pause=pause, failures=self.failures, code=self.code
        )
        publishers = _CHILD.format(child=self.child) if self.child else ""
        return _XML.format(
            failures=self.failures,
            concurrent=str(self.concurrent).lower(),
            command=escape(command),
            publishers=publishers,
        )

    def output(self, number: str, attempts: int) -> bytes:
        """What all attempts of a build print."""
        return b"".join(
            f"{self.name} {number} {attempt} line {line}\n".encode()
            for attempt in range(1, attempts + 1)
            for line in range(1, self.lines + 1)
        )


JOBS = {
    job.name: job
    for job in (
        Job("quick", 3),
        Job("steady", 20, pause_s=0.08),
        Job("long", 60, pause_s=0.1),
        Job("failing", 5, code=3),
        Job("retried", 4, failures=1),
        Job("single", 5, pause_s=0.05, concurrent=False),
        Job("first", 4, child="second"),
        Job("second", 4, concurrent=False),
        Job("loud", 3000),
    )
}
TRIGGERED = ("quick", "quick", "steady", "long", "failing", "retried", "single", "single", "first", "loud")


@dataclass
class Asked:
    """One request. ``queue_id`` None: no answer, so it may or may not have been taken."""

    job: str
    number: str
    queue_id: int | None = None
    refused: str = ""


@dataclass
class Workload:
    """Triggers builds until ``stop``; each with a number of its own."""

    site: Site
    chance: Random
    asked: list[Asked] = field(default_factory=list)
    stopped: set[tuple[str, int]] = field(default_factory=set)
    _end: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        assert self._thread is not None
        self._thread.join(60)

    def _run(self) -> None:
        while not self._end.wait(self.chance.random() * 0.12):
            request = Asked(self.chance.choice(TRIGGERED), f"n{len(self.asked)}")
            self.asked.append(request)
            self.trigger(request)
            if self.chance.random() < 0.05:
                self._stop_some_build()

    def trigger(self, request: Asked) -> None:
        """Ask once; no second try, as that would be a second wish."""
        query = urllib.parse.urlencode({"N": request.number})
        answer = self.post(f"/job/{request.job}/buildWithParameters?{query}")
        if answer is None:
            return
        status, location = answer
        if status == 201:
            request.queue_id = int(location.rstrip("/").rpartition("/")[2])
        else:
            request.refused = str(status)

    def _stop_some_build(self) -> None:
        job, number = self.chance.choice(("long", "steady")), self.chance.randint(1, 20)
        answer = self.post(f"/job/{job}/{number}/stop")
        if answer is None or answer[0] < 400:
            self.stopped.add((job, number))

    def post(self, path: str) -> tuple[int, str] | None:
        """Status and Location; None without an answer."""
        login = base64.b64encode(f"chaos:{self.site.token}".encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
        try:
            connection.request("POST", path, headers={"Authorization": f"Basic {login}", "Content-Length": "0"})
            response = connection.getresponse()
            response.read()
            return response.status, response.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            return None
        finally:
            connection.close()
