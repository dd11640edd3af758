"""Wrappers that prepare tools and surroundings, rarer ones.

Source: javaposse.jobdsl.dsl.helpers.wrapper.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, simple
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, node
from igor.jobdsl.null import is_null

_WRAPPER = "helpers.wrapper"
_PORTS = "org.jvnet.hudson.plugins.port__allocator"
_DOCKER = "com.cloudbees.jenkins.plugins.okidocki"
_CUSTOM_TOOLS = "com.cloudbees.jenkins.plugins.customtools"


def _ruby(plugin: str, name: str, **fields: Any) -> Node:
    """A Ruby plugin's object: every value carries its Ruby class."""
    text = {"pluginid": plugin, "ruby-class": "String"}
    values = [node(tag, value, at=text) for tag, value in fields.items()]
    inner = node("object", values, at={"ruby-class": name, "pluginid": plugin})
    outer = {"ruby-class": "Jenkins::Tasks::BuildWrapperProxy", "pluginid": plugin}
    return node("ruby-proxy-object", node("ruby-object", node("pluginid", plugin, at=text), inner, at=outer))


def _rbenv(a: Call) -> Node:
    o = a.o
    return _ruby(
        "rbenv",
        "RbenvWrapper",
        version=a.rubyVersion,
        ignore__local__version=o.ignoreLocalVersion,
        gem__list=joined(",", o.gems),
        rbenv__root=o.root,
        rbenv__repository=o.rbenvRepository,
        rbenv__revision=o.rbenvRevision,
        ruby__build__repository=o.rubyBuildRepository,
        ruby__build__revision=o.rubyBuildRevision,
    )


def _rvm(a: Call) -> Node:
    a.check(a.rubySpecification, "Please specify at least the ruby version")
    return _ruby("rvm", "RvmWrapper", impl=a.rubySpecification)


def _custom_tools(a: Call) -> Node:
    a.check(not is_null(a.tools), "Please specify some tool names")
    tools = [node(f"{_CUSTOM_TOOLS}.CustomToolInstallWrapper_-SelectedTool", name=tool) for tool in a.tools]
    return node(
        f"{_CUSTOM_TOOLS}.CustomToolInstallWrapper",
        selectedTools=tools,
        multiconfigOptions=[node("skipMasterInstallation", a.o.skipMasterInstallation)],
        convertHomesToUppercase=a.o.convertHomesToUppercase,
    )


def _port(kind: str, **fields: Any) -> Node:
    return node(f"{_PORTS}.{kind}PortType", **fields)


def _allocate_ports(a: Call) -> Node:
    named = [_port("Default", name=port) for port in a.portsArg or []]
    kinds = ("Default", "GlassFishJmx", "TomcatShutdown")
    declared = [made for kind in kinds for made in a.o.nodes if made.name == f"{_PORTS}.{kind}PortType"]
    return node(f"{_PORTS}.PortAllocator", ports=[*named, *declared])


def _ports(a: Call) -> list[Node]:
    return [_port("Default", name=port) for port in (a.port, *(a.ports or []))]


def _build_in_docker(a: Call) -> Node:
    o = a.o
    made = node(
        f"{_DOCKER}.DockerBuildWrapper",
        node("dockerHost", uri=o.dockerHostURI or None, credentialsId=o.serverCredentials or None),
        dockerRegistryCredentials=o.registryCredentials or "",
        verbose=o.verbose,
        volumes=list(o.volumes),
        privileged=o.privilegedMode,
        forcePull=o.forcePull,
        group=o.userGroup or "",
        command=o.startCommand or "",
        net=o.network,
    )
    made.append(o.nodes[-1] if o.nodes else _dockerfile(".", "Dockerfile"))
    return made


def _dockerfile(path: str, name: str) -> Node:
    return node("selector", cls=f"{_DOCKER}.DockerfileImageSelector", contextPath=path, dockerfile=name)


def _volume(a: Call) -> None:
    made = node(f"{_DOCKER}.Volume", hostPath=a.pathOnHost or "", path=a.pathInsideContainer or "")
    a.context.options["volumes"].append(made)


#: For the wrappers' table.
HANDLERS: dict[str, Any] = {
    "rbenv": _rbenv,
    "rvm": _rvm,
    "customTools": _custom_tools,
    "allocatePorts": _allocate_ports,
    "buildInDocker": _build_in_docker,
    "keychains": lambda a: node(
        "com.sic.plugins.kpp.KPPKeychainsBuildWrapper",
        keychainCertificatePairs=list(a.o.nodes),
        deleteKeychainsAfterBuild=a.o.delete,
        overwriteExistingKeychains=a.o.overwrite,
    ),
    "phabricator": simple(
        "com.uber.jenkins.phabricator.PhabricatorBuildWrapper", "createCommit applyToMaster showBuildStartedMessage"
    ),
    "generateJiraReleaseNotes": simple(
        "hudson.plugins.jira.JiraCreateReleaseNotes",
        "jiraEnvironmentVariable=environmentVariable jiraProjectKey=projectKey jiraRelease=release jiraFilter=filter",
    ),
}

declare(
    f"{_WRAPPER}.RbenvContext",
    options={
        "ignoreLocalVersion": False,
        "gems": [],
        "root": "$HOME/.rbenv",
        "rbenvRepository": "https://github.com/sstephenson/rbenv.git",
        "rbenvRevision": "master",
        "rubyBuildRepository": "https://github.com/sstephenson/ruby-build.git",
        "rubyBuildRevision": "master",
    },
)
declare(f"{_WRAPPER}.CustomToolsContext", options={"skipMasterInstallation": False, "convertHomesToUppercase": False})
declare(
    f"{_WRAPPER}.PortsContext",
    {
        "port": _ports,
        "glassfish": lambda a: _port("GlassFishJmx", name=a.port, userName=a.user, password=a.password),
        "tomcat": lambda a: _port("TomcatShutdown", name=a.port, password=a.password),
    },
)
declare(
    f"{_WRAPPER}.BuildInDockerContext",
    {
        "image": lambda a: node("selector", cls=f"{_DOCKER}.PullDockerImageSelector", image=a.image or ""),
        "dockerfile": lambda a: _dockerfile(a.contextPath or "", a.dockerfile or ""),
        "volume": _volume,
    },
    options={
        "dockerHostURI": None,
        "serverCredentials": None,
        "registryCredentials": None,
        "volumes": [],
        "privilegedMode": False,
        "verbose": False,
        "forcePull": False,
        "userGroup": None,
        "startCommand": "/bin/cat",
        "network": "bridge",
    },
)
declare(
    f"{_WRAPPER}.KeychainsContext",
    {
        "keychain": simple(
            "com.sic.plugins.kpp.model.KPPKeychainCertificatePair",
            "keychain* codeSigningIdentity*=identity varPrefix*=prefix",
        )
    },
    options={"delete": False, "overwrite": False},
)
declare(
    f"{_WRAPPER}.PhabricatorContext",
    options={"createCommit": False, "applyToMaster": False, "showBuildStartedMessage": True},
)
declare(
    f"{_WRAPPER}.GenerateJiraReleaseNotesContext",
    options=dict.fromkeys(("environmentVariable", "projectKey", "release", "filter")),
)
