"""What is asked of the site during a run, and what it acknowledged."""

from __future__ import annotations

import threading
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
while [ $n -lt {lines} ]; do n=$((n + 1)); echo "$JOB_NAME ${{N:-0}} $IGOR_ATTEMPT line $n{padding}"; {pause}; done
say end
if [ "$IGOR_ATTEMPT" -le {failures} ]; then exit 75; fi
exit {code}
"""
_XML = """<project><properties>
<hudson.model.ParametersDefinitionProperty><parameterDefinitions><hudson.model.StringParameterDefinition>
<name>N</name></hudson.model.StringParameterDefinition></parameterDefinitions></hudson.model.ParametersDefinitionProperty>
<igor.wrapper.WrapperPolicy><retries>{failures}</retries><backoff>0</backoff></igor.wrapper.WrapperPolicy>
{properties}</properties>
<assignedNode>{label}</assignedNode><canRoam>false</canRoam><concurrentBuild>{concurrent}</concurrentBuild>
<blockBuildWhenUpstreamBuilding>{follows}</blockBuildWhenUpstreamBuilding>{quiet}
{triggers}<builders><hudson.tasks.Shell><command>{command}</command></hudson.tasks.Shell></builders>
<publishers>{publishers}</publishers></project>"""
_CHILD = """<hudson.tasks.BuildTrigger><childProjects>{child}</childProjects><threshold><name>SUCCESS</name>
</threshold></hudson.tasks.BuildTrigger>"""
_THROTTLE = """<hudson.plugins.throttleconcurrents.ThrottleJobProperty><throttleEnabled>true</throttleEnabled>
<throttleOption>project</throttleOption><maxConcurrentPerNode>0</maxConcurrentPerNode>
<maxConcurrentTotal>{most}</maxConcurrentTotal></hudson.plugins.throttleconcurrents.ThrottleJobProperty>"""
_RESOURCE = """<org.jenkins.plugins.lockableresources.RequiredResourcesProperty>
<resourceNames>{resource}</resourceNames></org.jenkins.plugins.lockableresources.RequiredResourcesProperty>"""
_POLICY = """<igor.schedule.SchedulePolicy><overlap>queue-all</overlap><catchup>all</catchup>
</igor.schedule.SchedulePolicy>"""
_TIMER = "<triggers><hudson.triggers.TimerTrigger><spec>* * * * *</spec></hudson.triggers.TimerTrigger></triggers>"


@dataclass(frozen=True)
class Job:
    """``lines`` are printed by each attempt, each with ``width`` bytes behind it; the first ``failures`` attempts fail,
    the last exits with ``code``. ``most``: how many builds may run together (0: any); ``resource``: what each holds;
    ``follows``: it waits while an upstream job is busy. ``slots``: a timer wants it each minute: every slot has a build
    (``all``), or those that come late join (``last``).
    """

    name: str
    lines: int
    pause_s: float = 0.0
    code: int = 0
    failures: int = 0
    concurrent: bool = True
    child: str = ""
    width: int = 0
    label: str = "work"
    most: int = 0
    resource: str = ""
    follows: bool = False
    quiet_s: int = 0
    slots: str = ""

    @property
    def padding(self) -> str:
        return " " + "x" * self.width if self.width else ""

    def xml(self, site: Site, *, with_timer: bool = True) -> str:
        pause = f"sleep {self.pause_s}" if self.pause_s else ":"
        command = SCRIPT.format(
            journal=site.journal,
            lines=self.lines,
            padding=self.padding,
            pause=pause,
            failures=self.failures,
            code=self.code,
        )
        return _XML.format(
            failures=self.failures,
            properties=self._properties(),
            label=self.label,
            concurrent=str(self.concurrent).lower(),
            follows=str(self.follows).lower(),
            quiet=f"<quietPeriod>{self.quiet_s}</quietPeriod>" if self.quiet_s else "",
            command=escape(command),
            triggers=_TIMER if self.slots and with_timer else "",
            publishers=_CHILD.format(child=self.child) if self.child else "",
        )

    def _properties(self) -> str:
        throttle = _THROTTLE.format(most=self.most) if self.most else ""
        resource = _RESOURCE.format(resource=self.resource) if self.resource else ""
        return throttle + resource + (_POLICY if self.slots == "all" else "")

    def output(self, number: str, attempts: int) -> bytes:
        """What all attempts of a build print."""
        return b"".join(
            f"{self.name} {number} {attempt} line {line}{self.padding}\n".encode()
            for attempt in range(1, attempts + 1)
            for line in range(1, self.lines + 1)
        )


JOBS = {
    job.name: job
    for job in (
        Job("quick", 3),
        Job("steady", 20, pause_s=0.08),
        Job("long", 40, pause_s=0.1),
        Job("failing", 5, code=3),
        Job("retried", 4, failures=1),
        Job("single", 8, pause_s=0.1, concurrent=False),
        Job("first", 4, child="second"),
        Job("second", 4, concurrent=False, follows=True),
        Job("loud", 3000),
        Job("wide", 60, pause_s=0.02, width=400),
        Job("throttled", 5, pause_s=0.1, most=1),
        Job("locked", 5, pause_s=0.1, resource="crane"),
        Job("pinned", 4, label="a1"),
        Job("special", 4, label="special"),
        Job("patient", 3, quiet_s=1),
        Job("timed", 3, slots="all"),
        Job("timed-long", 30, pause_s=0.1, slots="all"),
        Job("joined", 3, slots="last"),
    )
}
#: Those that wait for something, too.
PICKY = ("single", "single", "throttled", "locked", "pinned", "special", "patient")
TRIGGERED = ("quick", "quick", "steady", "long", "failing", "retried", "first", "loud", "wide", "wide")


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
        if self._thread is not None:
            self._thread.join(60)

    def _run(self) -> None:
        while not self._end.wait(self.chance.random() * 0.2):
            jobs = PICKY if self.chance.random() < 0.35 else TRIGGERED
            request = Asked(self.chance.choice(jobs), f"n{len(self.asked)}")
            self.asked.append(request)
            self.trigger(request)
            if self.chance.random() < 0.05:
                self._stop_some_build()

    def trigger(self, request: Asked) -> None:
        """Ask once; no second try, as that would be a second wish."""
        query = urllib.parse.urlencode({"N": request.number})
        answer = self.site.post(f"/job/{request.job}/buildWithParameters?{query}")
        if answer is None:
            return
        status, location = answer
        if status == 201:
            request.queue_id = int(location.rstrip("/").rpartition("/")[2])
        else:
            request.refused = str(status)

    def _stop_some_build(self) -> None:
        job, number = self.chance.choice(("long", "steady")), self.chance.randint(1, 20)
        answer = self.site.post(f"/job/{job}/{number}/stop")
        if answer is None or answer[0] < 400:
            self.stopped.add((job, number))
