"""Actions of builds and queue items: parameters and causes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from igor.api.export import Bean, BeanType, Property
from igor.model.build import Cause, ParameterValue

_FILE = "hudson.model.FileParameterValue"
_VALUE = BeanType("hudson.model.ParameterValue", [Property("name", lambda value: value.name, 3)])
_ACTIONS = BeanType(
    "hudson.model.ParametersAction", [Property("parameters", lambda values: [parameter(value) for value in values], 2)]
)
_CAUSES = BeanType("hudson.model.CauseAction", [Property("causes", lambda causes: [cause(each) for each in causes], 2)])
_RELEASE = BeanType("igor.release.ReleaseAction", [Property("release", lambda release: release, 2)])
_CAUSE = BeanType("hudson.model.Cause", [Property("shortDescription", lambda cause: cause.short_description, 3)])


def _detail(name: str, key: str, default: object = None) -> Property:
    return Property(name, lambda cause: cause.details.get(key, default), 3)


_CAUSE_TYPES = {
    "timer": BeanType("hudson.triggers.TimerTrigger$TimerTriggerCause", extends=_CAUSE),
    "user": BeanType(
        "hudson.model.Cause$UserIdCause",
        [_detail("userId", "user_id"), _detail("userName", "user_name", "anonymous")],
        extends=_CAUSE,
    ),
    "upstream": BeanType(
        "hudson.model.Cause$UpstreamCause",
        [
            _detail("upstreamBuild", "upstream_build"),
            _detail("upstreamProject", "upstream_project"),
            _detail("upstreamUrl", "upstream_url"),
        ],
        extends=_CAUSE,
    ),
    "remote": BeanType(
        "hudson.model.Cause$RemoteCause", [_detail("addr", "host"), _detail("note", "note")], extends=_CAUSE
    ),
    "retry": BeanType(
        "igor.retry.RetryCause", [_detail("lostBuild", "build"), _detail("reason", "reason")], extends=_CAUSE
    ),
    "approval": BeanType(
        "igor.approval.ApprovalCause", [_detail("userId", "user_id"), _detail("userName", "user_name")], extends=_CAUSE
    ),
    "replay": BeanType("org.jenkinsci.plugins.workflow.cps.replay.ReplayCause", extends=_CAUSE),
}


def actions(parameters: Sequence[ParameterValue], causes: Sequence[Cause], release: str = "") -> list[Bean]:
    """Parameters come before causes: some clients take the first action for the parameters. Igor's own come last."""
    first = [Bean(_ACTIONS, parameters)] if parameters else []
    own = [Bean(_RELEASE, release)] if release else []
    return [*first, Bean(_CAUSES, causes), *own]


def cause(value: Cause) -> Bean:
    """A cause of its kind; an unknown kind has its sentence alone."""
    return Bean(_CAUSE_TYPES.get(value.kind, _CAUSE), value)


def parameter(value: ParameterValue) -> Bean:
    """A parameter's value; that of a secret is left out."""
    return Bean(_value_type(value.class_name, value.secret), value)


@lru_cache
def _value_type(class_name: str, secret: bool) -> BeanType:
    own = [] if secret or class_name == _FILE else [Property("value", lambda value: value.value, 4)]
    if class_name == "hudson.model.RunParameterValue":
        own = [
            Property("jobName", lambda value: str(value.value).rpartition("#")[0], 4),
            Property("number", lambda value: str(value.value).rpartition("#")[2], 4),
        ]
    return BeanType(class_name, own, extends=_VALUE)
