"""Perforce, Rational Team Concert and ClearCase.

Source: javaposse.jobdsl.dsl.helpers.scm.P4*, RTCContext, ClearCaseContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call, store
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, node
from igor.jobdsl.null import is_null

_P4 = "org.jenkinsci.plugins.p4"
_P4_SPEC = dict.fromkeys(("allwrite", "clobber", "compress", "locked", "modtime", "rmdir"), False)
_VIEW_NAME = "Jenkins_${USER_NAME}_${NODE_NAME}_${JOB_NAME}${DASH_WORKSPACE_NUMBER}"


def _perforce(a: Call) -> Node:
    a.check(not is_null(a.credentials), "credentials must not be null")
    populate = {"have": True, "force": False, "modtime": False, "quiet": True, "pin": "", "replace": True}
    made = node(
        "scm",
        node("credential", a.credentials),
        node("populate", cls=f"{_P4}.populate.AutoCleanImpl", **populate, delete=True),
        a.o.workspace or _p4_workspace("", ""),
        cls=f"{_P4}.PerforceScm",
    )
    return configure_node(made, next(iter(a.o.configure_blocks[-1:]), None))


def _p4_workspace(name: str, view: str) -> Node:
    spec = node("spec", **_P4_SPEC, streamName="", line="LOCAL", view=view or "")
    made = node("workspace", cls=f"{_P4}.workspace.ManualWorkspaceImpl", charset="none", pinHost=False, name=name or "")
    made.append(spec)
    return made


def _rtc(a: Call) -> Node:
    o = a.o
    a.check(not is_null(o.build), "Either buildDefinition or buildWorkspace must be specified")
    kind, name = o.build
    tool, credentials, uri, timeout = o.connection or (None, None, None, 0)
    connection = {"buildTool": tool, "serverURI": uri, "credentialsId": credentials} if o.connection else {}
    return node(
        "scm",
        cls="com.ibm.team.build.internal.hjplugin.RTCScm",
        overrideGlobal=o.connection is not None,
        timeout=timeout,
        **connection,
        buildType=kind,
        **{kind: name},
        avoidUsingToolkit=False,
    )


def _rtc_build(a: Call) -> tuple[str, Any]:
    return a.method, a.values[a.method]


def _clear_case(a: Call) -> Node:
    o = a.o
    return node(
        "scm",
        cls="hudson.plugins.clearcase.ClearCaseSCM",
        changeset="BRANCH",
        createDynView=False,
        excludedRegions="",
        extractLoadRules=False,
        filteringOutDestroySubBranchEvent=False,
        freezeCode=False,
        loadRules=joined("\n", o.loadRules),
        loadRulesForPolling="",
        mkviewOptionalParam=joined("\n", o.mkviewOptionalParameter),
        multiSitePollBuffer=0,
        recreateView=False,
        removeViewOnRename=False,
        useDynamicView=False,
        useOtherLoadRulesForPolling=False,
        useUpdate=True,
        viewDrive="/view",
        viewName=o.viewName,
        viewPath=o.viewPath,
        branch="",
        configSpec=joined("\n", o.configSpec),
        configSpecFileName="",
        doNotUpdateConfigSpec=False,
        extractConfigSpec=False,
        label="",
        refreshConfigSpec=False,
        refreshConfigSpecCommand="",
        useTimeRule=False,
    )


#: Method of ScmContext → what makes its node.
HANDLERS: dict[str, Any] = {"perforceP4": _perforce, "rtc": _rtc, "baseClearCase": _clear_case}

_PREFIX = "helpers.scm"
declare(
    f"{_PREFIX}.P4Context",
    {"workspace": store("workspace", lambda a: a.o.manual or a.context.options["workspace"])},
    options={"workspace": None},
)
declare(
    f"{_PREFIX}.P4WorkspaceContext",
    {"manual": store("manual", lambda a: _p4_workspace(a.workspaceName, a.viewSpec))},
    options={"manual": None},
)
declare(
    f"{_PREFIX}.RTCContext",
    {
        "buildDefinition": store("build", _rtc_build),
        "buildWorkspace": store("build", _rtc_build),
        "connection": store("connection", lambda a: (a.buildTool, a.credentials, a.serverURI, a.timeout)),
    },
    options={"build": None, "connection": None},
)
declare(
    f"{_PREFIX}.ClearCaseContext",
    options={
        "loadRules": [],
        "mkviewOptionalParameter": [],
        "configSpec": [],
        "viewName": _VIEW_NAME,
        "viewPath": "view",
    },
)
