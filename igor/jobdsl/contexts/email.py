"""The extended e-mail publisher.

Source: javaposse.jobdsl.dsl.helpers.publisher.ExtendedEmail* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call, Context, collect
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import joined, node

_EMAIL = "hudson.plugins.emailext"
_PLAIN = ("text/plain", "text/html", "both")


def _joined(values: list[str], default: str = "") -> str:
    return joined(", ", values) if values else default


def extended_email(a: Call) -> Node:
    """``extendedEmail``: without any trigger, failures are reported."""
    o = a.o
    triggers = list(o.triggers) or [_trigger_node("Failure", Context(_TRIGGER, a.context.session))]
    classpath = [node(f"{_EMAIL}.GroovyScriptPath", path=path) for path in o.additionalGroovyClasspath]
    made = node(
        f"{_EMAIL}.ExtendedEmailPublisher",
        recipientList=_joined(o.recipientList, "$DEFAULT_RECIPIENTS"),
        configuredTriggers=triggers,
        contentType=o.contentType,
        defaultSubject=o.defaultSubject or "",
        defaultContent=o.defaultContent or "",
        attachmentsPattern=_joined(o.attachmentPatterns),
        presendScript=o.preSendScript or "",
        classpath=classpath,
        attachBuildLog=o.attachBuildLog,
        compressBuildLog=o.compressBuildLog,
        replyTo=_joined(o.replyToList, "$DEFAULT_REPLYTO"),
        saveOutput=o.saveToWorkspace,
        disabled=o.disabled,
    )
    return configure_node(made, next(iter(o.configure_blocks[-1:]), None))


def _trigger_node(name: str, o: Context) -> Node:
    email = node(
        "email",
        recipientList=_joined(o.recipientList),
        subject=o.subject or "",
        body=o.content or "",
        recipientProviders=list(o.sendTo),
        attachmentsPattern=_joined(o.attachmentPatterns),
        attachBuildLog=o.attachBuildLog,
        compressBuildLog=o.compressBuildLog,
        replyTo=_joined(o.replyToList, "$PROJECT_DEFAULT_REPLYTO"),
        contentType=o.contentType,
    )
    count = o.options.get("failureCount")
    made = node(f"{_EMAIL}.plugins.trigger.{name}Trigger", requiredFailureCount=count)
    made.append(email)
    return made


def _trigger(a: Call) -> Node:
    name = "preBuild" if a.method == "beforeBuild" else a.method
    return _trigger_node(name[0].upper() + name[1:], a.o)


def _provider(name: str) -> Any:
    return lambda _a: node(f"{_EMAIL}.plugins.recipients.{name}RecipientProvider")


_TRIGGER = "helpers.publisher.ExtendedEmailTriggerContext"
_TRIGGERS = [
    "aborted",
    "always",
    "building",
    "beforeBuild",
    "firstFailure",
    "secondFailure",
    "xNthFailure",
    "failure",
    "stillFailing",
    "fixed",
    "notBuilt",
    "statusChanged",
    "success",
    "improvement",
    "regression",
    "unstable",
    "firstUnstable",
    "stillUnstable",
    "fixedUnhealthy",
]
_PROVIDERS = {
    "culprits": "Culprits",
    "developers": "Developers",
    "recipientList": "List",
    "requester": "Requester",
    "failingTestSuspects": "FailingTestSuspects",
    "firstFailingBuildSuspects": "FirstFailingBuildSuspects",
    "upstreamCommitter": "UpstreamComitter",
}

declare(
    "helpers.publisher.ExtendedEmailContext",
    {"triggers": collect("triggers", lambda a: list(a.o.nodes))},
    options={
        "recipientList": [],
        "triggers": [],
        "contentType": OneOf(("default", *_PLAIN), "default"),
        "defaultSubject": "$DEFAULT_SUBJECT",
        "defaultContent": "$DEFAULT_CONTENT",
        "attachmentPatterns": [],
        "preSendScript": "$DEFAULT_PRESEND_SCRIPT",
        "additionalGroovyClasspath": [],
        "attachBuildLog": False,
        "compressBuildLog": False,
        "replyToList": [],
        "saveToWorkspace": False,
        "disabled": False,
    },
)
declare("helpers.publisher.ExtendedEmailTriggersContext", dict.fromkeys(_TRIGGERS, _trigger))
declare(
    _TRIGGER,
    {"sendTo": collect("sendTo", lambda a: list(a.o.nodes))},
    options={
        "recipientList": [],
        "contentType": OneOf(("project", *_PLAIN), "project"),
        "subject": "$PROJECT_DEFAULT_SUBJECT",
        "content": "$PROJECT_DEFAULT_CONTENT",
        "sendTo": [],
        "attachmentPatterns": [],
        "attachBuildLog": False,
        "compressBuildLog": False,
        "replyToList": [],
    },
)
declare("helpers.publisher.FailureCountExtendedEmailTriggerContext", parent=_TRIGGER, options={"failureCount": 3})
declare(
    "helpers.publisher.ExtendedEmailSendToContext",
    {method: _provider(name) for method, name in _PROVIDERS.items()},
)
