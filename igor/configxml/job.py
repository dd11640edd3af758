"""The root fields of a job. Source: hudson.model.AbstractProject, org.jenkinsci.plugins.workflow.job.WorkflowJob."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.configxml import matrix
from igor.configxml.classes import FREE_STYLE, PIPELINE
from igor.configxml.cursor import Cursor, Element, describe, line, optional_text, text_of
from igor.configxml.draft import JobDraft, Reader
from igor.configxml.properties import read_discard_policy, read_properties
from igor.configxml.publishers import read_publishers
from igor.configxml.steps import read_builders
from igor.configxml.triggers import read_triggers
from igor.configxml.wrappers import read_wrappers
from igor.model.job import EXTERNAL_JOB, JobDefinition, UnsupportedStep

_HARMLESS = {
    "actions": frozenset({""}),
    "jdk": frozenset({"", "(Default)", "(System)", "(Inherit From Job)"}),
    "scmCheckoutRetryCount": frozenset({"", "0"}),
    "canRoam": frozenset({"*"}),
}


def read_job_element(cursor: Cursor, root: Element, class_name: str) -> JobDefinition:
    """Any job class; what makes other classes than the free-style one special becomes a step that fails by name."""
    draft = JobDraft(cursor, class_name)
    draft.fields["concurrent"] = class_name == PIPELINE
    is_matrix = class_name in matrix.CLASSES
    if class_name not in (FREE_STYLE, PIPELINE, EXTERNAL_JOB) and not is_matrix:
        draft.steps.append(UnsupportedStep(class_name, line(root)))
        cursor.report(root, "a build of this kind of job fails")
    draft.dispatch(root, _READERS | matrix.READERS if is_matrix else _READERS, harmless=_HARMLESS)
    if text_of(root.find("canRoam")).strip() == "true":
        draft.fields["label"] = None
    definition = draft.finish()
    return matrix.shaped(definition, cursor, root) if is_matrix else definition


def _field(name: str, read: Callable[[Cursor, Element], Any]) -> Reader:
    def reader(draft: JobDraft, element: Element) -> None:
        draft.fields[name] = read(draft.cursor, element)

    return reader


def _text(cursor: Cursor, element: Element) -> str | None:
    return optional_text(element)


def _stripped(cursor: Cursor, element: Element) -> str | None:
    return text_of(element).strip() or None


def _quiet_period(cursor: Cursor, element: Element) -> int | None:
    return cursor.integer(element, at_least=0) if text_of(element).strip() else None


def _read_scm(draft: JobDraft, element: Element) -> None:
    if element.get("class", "hudson.scm.NullSCM") == "hudson.scm.NullSCM":
        return
    draft.cursor.report(element, "nothing is checked out: a build fails")
    draft.steps.insert(0, UnsupportedStep(describe(element), line(element)))


def _read_definition(draft: JobDraft, element: Element) -> None:
    draft.cursor.report(element, "the pipeline is not run: a build fails")
    draft.steps.append(UnsupportedStep(describe(element), line(element)))


_READERS: dict[str, Reader] = {
    "description": _field("description", _text),
    "displayName": _field("display_name", _text),
    "disabled": _field("disabled", Cursor.boolean),
    "concurrentBuild": _field("concurrent", Cursor.boolean),
    "quietPeriod": _field("quiet_period_s", _quiet_period),
    "assignedNode": _field("label", _stripped),
    "customWorkspace": _field("custom_workspace", _stripped),
    "authToken": _field("auth_token", _stripped),
    "keepDependencies": _field("keep_dependencies", Cursor.boolean),
    "blockBuildWhenUpstreamBuilding": _field("block_on_upstream", Cursor.boolean),
    "blockBuildWhenDownstreamBuilding": _field("block_on_downstream", Cursor.boolean),
    "logRotator": read_discard_policy,
    "properties": read_properties,
    "scm": _read_scm,
    "definition": _read_definition,
    "triggers": read_triggers,
    "builders": read_builders,
    "publishers": read_publishers,
    "buildWrappers": read_wrappers,
}
