"""Triggers. Source: hudson.triggers.TimerTrigger, jenkins.triggers.ReverseBuildTrigger,
org.jenkinsci.plugins.parameterizedscheduler.ParameterizedTimerTrigger.
"""

from __future__ import annotations

from igor.configxml.cursor import Element, child_names, child_text, line
from igor.configxml.draft import JobDraft, Reader
from igor.model.job import TimerTrigger, UpstreamTrigger


def read_triggers(draft: JobDraft, element: Element) -> None:
    draft.dispatch(element, _TRIGGERS, consequence="it never starts a build", repeatable=True)


def _read_timer(draft: JobDraft, element: Element) -> None:
    if spec := child_text(element, "spec").strip():
        draft.timers.append(TimerTrigger(spec))


def _read_parameterized_timer(draft: JobDraft, element: Element) -> None:
    spec = child_text(element, "parameterizedSpecification").strip()
    if not spec:
        return
    draft.timers.append(TimerTrigger(spec, parameterized=True))
    rows = [row.partition("%")[2] for row in spec.splitlines() if not row.strip().startswith("#")]
    pairs = [pair for row in rows for pair in row.split(";") if "=" in pair]
    draft.timed_parameters += [(line(element), pair.partition("=")[0].strip()) for pair in pairs]


def _read_upstream(draft: JobDraft, element: Element) -> None:
    upstream = child_names(element, "upstreamProjects")
    if not upstream:
        raise draft.cursor.error(
            element, "the trigger names no upstream project", hint="add <upstreamProjects>a, b</upstreamProjects>"
        )
    draft.upstream_triggers.append(UpstreamTrigger(upstream, draft.cursor.threshold(element.find("threshold"))))


_TRIGGERS: dict[str, Reader] = {
    "hudson.triggers.TimerTrigger": _read_timer,
    "org.jenkinsci.plugins.parameterizedscheduler.ParameterizedTimerTrigger": _read_parameterized_timer,
    "jenkins.triggers.ReverseBuildTrigger": _read_upstream,
}
