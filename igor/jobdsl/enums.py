"""The enumerations that Job DSL imports into every script, with what each constant becomes in XML.

Source: the enums of jenkinsci/job-dsl-plugin (javaposse.jobdsl.dsl.*).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.host import MISSING, CallSite, HostObject


class EnumValue(HostObject):
    """One constant: ``name`` and ``xml``, the text or class that it stands for in XML."""

    def __init__(self, type_name: str, name: str, xml: Any) -> None:
        self.groovy_class = f"javaposse.jobdsl.dsl.{type_name}"
        self.type_name = type_name
        self.name = name
        self.xml = xml

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        return self.name if name in ("name", "toString") and not arguments else MISSING

    def to_groovy_string(self) -> str:
        return self.name

    def __str__(self) -> str:
        return self.name


class EnumType(HostObject):
    """The enumeration itself: ``MatchType.INCLUDE_MATCHED``, ``MatchType.values()``."""

    def __init__(self, name: str, constants: dict[str, Any]) -> None:
        self.groovy_class = "java.lang.Class"
        self.name = name
        self.constants = {key: EnumValue(name, key, xml) for key, xml in constants.items()}

    def get_property(self, name: str) -> Any:
        return self.constants.get(name, MISSING)

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "values" and not arguments:
            return list(self.constants.values())
        if name == "valueOf" and len(arguments) == 1:
            return self.constants.get(str(arguments[0]), MISSING)
        return MISSING

    def to_groovy_string(self) -> str:
        return f"class javaposse.jobdsl.dsl.{self.name}"


def _same(names: str) -> dict[str, Any]:
    return {name: name for name in names.split()}


def _title(names: str) -> dict[str, Any]:
    """``NOT_STABLE`` stands for ``NotStable``."""
    return {name: name.title().replace("_", "") for name in names.split()}


def _camel(names: str) -> dict[str, Any]:
    """``INCLUDE_MATCHED`` stands for ``includeMatched``."""
    return {name: name[0].lower() + name.title().replace("_", "")[1:] for name in names.split()}


_SVN_UPDATER = "hudson.scm.subversion"
_SORTER = "se.diabol.jenkins.pipeline.sort"
_CONSTANTS: dict[str, dict[str, Any]] = {
    "ThresholdMode": {"NUMBER": 1, "PERCENT": 2},
    "Behavior": {"DoNothing": 0, "MarkUnstable": 1, "MarkFailed": 2},
    "BaseDir": {
        "JENKINS_HOME": "org.jenkins_ci.plugins.run_condition.common.BaseDirectory$JenkinsHome",
        "ARTIFACTS_DIR": "org.jenkins_ci.plugins.run_condition.common.BaseDirectory$ArtifactsDir",
        "WORKSPACE": "org.jenkins_ci.plugins.run_condition.common.BaseDirectory$Workspace",
    },
    "StatusFilter": {"ALL": None, "ENABLED": True, "DISABLED": False},
    "OutputStyle": {"Lightbox": "Lightbox", "NewWindow": "New Window", "ThisWindow": "This Window"},
    "Sorting": {
        "NONE": "none",
        "TITLE": f"{_SORTER}.NameComparator",
        "LAST_ACTIVITY": f"{_SORTER}.LatestActivityComparator",
        "FAILED_FIRST": f"{_SORTER}.FailedJobComparator",
    },
    "AmountType": {"HOURS": "Hours", "DAYS": "Days", "BUILDS": "Builds"},
    "BuildCountType": {"LATEST": "Latest", "AT_LEAST_ONE": "AtLeastOne", "ALL": "All"},
    "BuildStatusType": _title(
        "COMPLETED STARTED STABLE UNSTABLE FAILED NOT_STABLE TRIGGERED_BY_SCM_POLL TRIGGERED_BY_TIMER "
        "TRIGGERED_BY_USER TRIGGERED_BY_REMOTE TRIGGERED_BY_UPSTREAM TRIGGERED_BY_CLI"
    ),
    "Status": _same("UNSTABLE FAILED ABORTED DISABLED STABLE"),
    "MatchType": _camel("INCLUDE_MATCHED INCLUDE_UNMATCHED EXCLUDE_MATCHED EXCLUDE_UNMATCHED"),
    "RegexMatchValue": _same("NAME DESCRIPTION SCM EMAIL MAVEN SCHEDULE NODE"),
    "DisplayStatus": _same("ALL SUCCESS FAILED SKIPPED"),
    "SvnCheckoutStrategy": {
        "NOOP": f"{_SVN_UPDATER}.NoopUpdater",
        "UPDATE": f"{_SVN_UPDATER}.UpdateUpdater",
        "CHECKOUT": f"{_SVN_UPDATER}.CheckoutUpdater",
        "UPDATE_WITH_CLEAN": f"{_SVN_UPDATER}.UpdateWithCleanUpdater",
        "UPDATE_WITH_REVERT": f"{_SVN_UPDATER}.UpdateWithRevertUpdater",
    },
    "SvnDepth": {
        "INFINITY": "infinity",
        "IMMEDIATES": "immediates",
        "EMPTY": "empty",
        "FILES": "files",
        "AS_IT_IS": "unknown",
    },
    "FastForwardMergeMode": _same("FF FF_ONLY NO_FF"),
    "LocalRepositoryLocation": {
        "LOCAL_TO_EXECUTOR": "hudson.maven.local_repo.PerExecutorLocalRepositoryLocator",
        "LOCAL_TO_WORKSPACE": "hudson.maven.local_repo.PerJobLocalRepositoryLocator",
    },
    "WeblogicDeploymentStageModes": {
        "BY_DEFAULT": "bydefault",
        "STAGE": "stage",
        "NO_STAGE": "nostage",
        "EXTERNAL_STAGE": "external_stage",
    },
    "BuildResult": _same("SUCCESS UNSTABLE FAILURE NOT_BUILT ABORTED"),
}

#: Simple name → enumeration, as scripts see them without an import.
ENUMS: dict[str, EnumType] = {name: EnumType(name, constants) for name, constants in _CONSTANTS.items()}


def enum_constant(text: str) -> EnumValue:
    """The constant written ``Type.NAME``."""
    type_name, _, name = text.rpartition(".")
    return ENUMS[type_name].constants[name]
