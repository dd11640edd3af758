"""Build wrappers. Source: hudson.plugins.build_timeout.BuildTimeoutWrapper; timestamper, EnvInject."""

from __future__ import annotations

from igor.configxml.credential_bindings import WRAPPER, read_bindings
from igor.configxml.cursor import Element, describe
from igor.configxml.draft import JobDraft, Reader
from igor.configxml.injected import read_environment

_ABSOLUTE = "hudson.plugins.build_timeout.impl.AbsoluteTimeOutStrategy"
_ABORT = "hudson.plugins.build__timeout.operations.AbortOperation"


def read_wrappers(draft: JobDraft, element: Element) -> None:
    consequence = "the build runs without what it sets up"
    draft.dispatch(element, _WRAPPERS, consequence=consequence, repeatable=True)


def _read_timeout(draft: JobDraft, element: Element) -> None:
    """The absolute strategy sets the time limit of the job wrapper, unless the job's own policy has one."""
    for strategy in element.iterfind("strategy"):
        minutes = strategy.find("timeoutMinutes")
        if describe(strategy) != f"strategy ({_ABSOLUTE})" or minutes is None:
            draft.cursor.report(strategy, "no time limit is set: give the job an absolute one")
        else:
            draft.build_timeout_ms = draft.cursor.integer(minutes, at_least=1) * 60_000
    for operation in element.iterfind("operationList/*"):
        if operation.tag != _ABORT:
            draft.cursor.report(operation, "a build over its limit is aborted, without this operation")


def _read_masking(draft: JobDraft, element: Element) -> None:
    """Values of password parameters are hidden anyway; passwords of its own are not set."""
    for pair in element.iterfind("varPasswordPairs/*"):
        draft.cursor.report(pair, "the variable is not set: bind a credential instead")


def _read_timestamps(draft: JobDraft, element: Element) -> None:
    draft.fields["timestamps"] = True


_WRAPPERS: dict[str, Reader] = {
    "hudson.plugins.build__timeout.BuildTimeoutWrapper": _read_timeout,
    "hudson.plugins.timestamper.TimestamperBuildWrapper": _read_timestamps,
    WRAPPER: read_bindings,
    "com.michelin.cio.hudson.plugins.maskpasswords.MaskPasswordsBuildWrapper": _read_masking,
    "EnvInjectBuildWrapper": read_environment,
}
