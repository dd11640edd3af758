"""Virtual machines of vSphere and browsers of Sauce Labs.

Source: javaposse.jobdsl.dsl.helpers.step.StepContext (vSphere*), helpers.wrapper.SauceOnDemandContext
    (jenkinsci/job-dsl-plugin), sauce-ondemand 1.148 or later.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.semantics import java_hash
from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.contexts.deployment import ssh_delegate
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node, strings

_VSPHERE = "org.jenkinsci.plugins.vsphere"


def _vsphere(kind: str, server: str, **fields: Any) -> Node:
    """The step's container; the hash of the server's name stands for that of Jenkins' cloud, known there alone."""
    return node(
        f"{_VSPHERE}.VSphereBuildStepContainer",
        node("buildStep", cls=f"{_VSPHERE}.builders.{kind}", **fields),
        node("serverName", server),
        node("serverHash", java_hash(server)),
    )


def _deploy(a: Call) -> Node:
    o = a.o.options
    for name in ("template", "clone", "cluster"):
        a.check(o[name], f"{name} must be specified")
    a.check(o["server"], "vSphere server null does not exist")
    chosen = {name: o[name] for name in ("template", "clone", "cluster")}
    return _vsphere("Deploy", o["server"], **chosen, linkedClone=False, resourcePool="", datastore="")


def _power_off(a: Call) -> Node:
    return _vsphere("PowerOff", a.server, vm=a.vm, evenIfSuspended=False, shutdownGracefully=False)


def _power_on(a: Call) -> Node:
    return _vsphere("PowerOn", a.server, vm=a.vm, timeoutInSeconds=a.values.get("timeout", 180))


def _revert(a: Call) -> Node:
    return _vsphere("RevertToSnapshot", a.server, vm=a.vm, snapshotName=a.snapshot)


def _publish_over_ssh(a: Call) -> Node:
    inner = node("delegate", node("consolePrefix", "SSH: "), ssh_delegate(a))
    return node("jenkins.plugins.publish__over__ssh.BapSshBuilderPlugin", inner)


def _sauce(a: Call) -> Node:
    o = a.o
    made = node(
        "hudson.plugins.sauce__ondemand.SauceOnDemandBuildWrapper",
        useGeneratedTunnelIdentifier=o.useGeneratedTunnelIdentifier,
        sendUsageData=o.sendUsageData,
        nativeAppPackage=o.nativeAppPackage or "",
        useChromeForAndroid=False,
        sauceConnectPath=o.sauceConnectPath or "",
        enableSauceConnect=o.enableSauceConnect,
        seleniumHost=o.seleniumHost or "",
        seleniumPort=o.seleniumPort or "",
        webDriverBrowsers=strings(o.webDriverBrowsers),
        appiumBrowsers=strings(o.appiumBrowsers),
        useLatestVersion=o.useLatestVersion,
        launchSauceConnectOnSlave=o.launchSauceConnectOnSlave,
        options=o.options["options"] or "",
        credentialId=o.credentials or "",
        verboseLogging=o.verboseLogging,
    )
    made.append(node("condition", cls="org.jenkins_ci.plugins.run_condition.core.AlwaysRun"))
    return made


#: Method of StepContext → what makes its node.
STEP_HANDLERS: dict[str, Any] = {
    "publishOverSsh": _publish_over_ssh,
    "vSphereDeployFromTemplate": _deploy,
    "vSpherePowerOff": _power_off,
    "vSpherePowerOn": _power_on,
    "vSphereRevertToSnapshot": _revert,
}
#: Method of WrapperContext → what makes its node.
WRAPPER_HANDLERS: dict[str, Any] = {"sauceOnDemand": _sauce}

declare(
    "helpers.step.VSphereDeployFromTemplateContext",
    options=dict.fromkeys(("server", "template", "clone", "cluster")),
)
declare(
    "helpers.wrapper.SauceOnDemandContext",
    options={"webDriverBrowsers": [], "appiumBrowsers": []}
    | dict.fromkeys(("nativeAppPackage", "sauceConnectPath", "seleniumHost", "seleniumPort", "options", "credentials"))
    | dict.fromkeys(
        (
            "useGeneratedTunnelIdentifier",
            "sendUsageData",
            "enableSauceConnect",
            "launchSauceConnectOnSlave",
            "useLatestVersion",
            "verboseLogging",
        ),
        False,
    ),
)
