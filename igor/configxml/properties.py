"""Job properties: parameters, environment, discarding, Igor's own policies, pipeline triggers.

Sources: hudson.model.ParametersDefinitionProperty, EnvInjectJobProperty, jenkins.model.BuildDiscarderProperty,
hudson.tasks.LogRotator, the two properties of WorkflowJob; and Igor's own: ``igor.wrapper.WrapperPolicy``
(read in ``wrapper_policy``), ``igor.schedule.SchedulePolicy`` (in ``schedule``), ``igor.alerts.AlertPolicy`` (in
``alerts``), ``igor.retry.RetryPolicy`` (in ``retry``), ``igor.approval.ApprovalPolicy`` (in ``approval``),
``igor.inputs.Needs``.
"""

from __future__ import annotations

import re

from igor.configxml.alerts import read_alert_policy
from igor.configxml.approval import read_approval_policy
from igor.configxml.authorization import JOB_PROPERTY
from igor.configxml.concurrency import read_priority, read_resources, read_throttle
from igor.configxml.cursor import Element, Handler, tag, text_of
from igor.configxml.draft import JobDraft, Reader
from igor.configxml.injected import read_environment
from igor.configxml.parameters import read_parameters
from igor.configxml.retry import read_retry_policy
from igor.configxml.schedule import read_schedule_policy
from igor.configxml.triggers import read_triggers
from igor.configxml.wrapper_policy import read_wrapper_policy
from igor.model.job import DiscardPolicy

_DISCARD_FIELDS = {
    "daysToKeep": "days_to_keep",
    "numToKeep": "num_to_keep",
    "artifactDaysToKeep": "artifact_days_to_keep",
    "artifactNumToKeep": "artifact_num_to_keep",
}


_NEED = re.compile(r".+\.[A-Za-z_][A-Za-z0-9_]{0,63}")


def read_properties(draft: JobDraft, element: Element) -> None:
    draft.dispatch(element, _PROPERTIES, consequence="the property is kept and not acted on", repeatable=True)


def read_discard_policy(draft: JobDraft, element: Element) -> None:
    """A log rotator, as root element or as strategy of the build discarder."""
    values: dict[str, int] = {}

    def store(child: Element) -> None:
        values[_DISCARD_FIELDS[tag(child)]] = draft.cursor.integer(child, at_least=-1) if text_of(child).strip() else -1

    handlers: dict[str, Handler] = dict.fromkeys(_DISCARD_FIELDS, store)
    harmless = {"removeLastBuild": frozenset({"", "false"})}
    draft.cursor.dispatch(element, handlers, harmless=harmless, consequence="the last build is kept")
    draft.fields["discard"] = DiscardPolicy(**values)


def _read_discarder(draft: JobDraft, element: Element) -> None:
    for strategy in element.iterfind("strategy"):
        if strategy.get("class", "hudson.tasks.LogRotator") == "hudson.tasks.LogRotator":
            read_discard_policy(draft, strategy)
        else:
            draft.cursor.report(strategy, "builds are kept")


def _read_needs(draft: JobDraft, element: Element) -> None:
    """``<needs>``: names of outputs, separated by blanks, commas or lines. Source: ``igor.controller.build_inputs``."""
    needs: list[str] = []
    for child in element:
        for need in text_of(child).replace(",", " ").split():
            if not _NEED.fullmatch(need):
                hint = "write build.KEY, upstream.KEY or JOB.KEY"
                raise draft.cursor.error(child, f"“{need}” names no output", hint=hint)
            needs.append(need)
    draft.fields["needs"] = tuple(dict.fromkeys(needs))


def _no_concurrency(draft: JobDraft, element: Element) -> None:
    draft.fields["concurrent"] = False
    harmless = {"abortPrevious": frozenset({"", "false"})}
    draft.cursor.dispatch(element, {}, harmless=harmless, consequence="the running build is not aborted")


def _read_pipeline_triggers(draft: JobDraft, element: Element) -> None:
    for triggers in element.iterfind("triggers"):
        read_triggers(draft, triggers)


def _nothing(draft: JobDraft, element: Element) -> None:
    """Rights are read where they are asked: ``igor.configxml.authorization``."""


_PIPELINE = "org.jenkinsci.plugins.workflow.job.properties"

_PROPERTIES: dict[str, Reader] = {
    JOB_PROPERTY: _nothing,
    "hudson.model.ParametersDefinitionProperty": read_parameters,
    "EnvInjectJobProperty": read_environment,
    "jenkins.model.BuildDiscarderProperty": _read_discarder,
    "hudson.plugins.throttleconcurrents.ThrottleJobProperty": read_throttle,
    "org.jenkins.plugins.lockableresources.RequiredResourcesProperty": read_resources,
    "jenkins.advancedqueue.priority.strategy.PriorityJobProperty": read_priority,
    "igor.wrapper.WrapperPolicy": read_wrapper_policy,
    "igor.inputs.Needs": _read_needs,
    "igor.alerts.AlertPolicy": read_alert_policy,
    "igor.approval.ApprovalPolicy": read_approval_policy,
    "igor.retry.RetryPolicy": read_retry_policy,
    "igor.schedule.SchedulePolicy": read_schedule_policy,
    f"{_PIPELINE}.DisableConcurrentBuildsJobProperty": _no_concurrency,
    f"{_PIPELINE}.PipelineTriggersJobProperty": _read_pipeline_triggers,
}
