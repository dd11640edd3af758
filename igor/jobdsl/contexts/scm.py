"""Source code management.

Source: javaposse.jobdsl.dsl.helpers.ScmContext and helpers.scm.* (jenkinsci/job-dsl-plugin), git plugin 3 or later.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.host import HostError
from igor.groovy.text import to_string
from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call, Context, added
from igor.jobdsl.contexts import rare_scm
from igor.jobdsl.contexts.properties import GITHUB_PROJECT
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import joined, node
from igor.jobdsl.enums import ENUMS
from igor.jobdsl.item import add_nodes
from igor.jobdsl.null import NULL, is_null

_GIT = "hudson.plugins.git"
_EXTENSION = f"{_GIT}.extensions.impl"
_GITHUB_URLS = {
    "https": "https://{host}/{project}.git",
    "ssh": "git@{host}:{project}.git",
    "git": "git://{host}/{project}.git",
}
_SVN_PATTERNS = ("excludedRegions", "includedRegions", "excludedUsers", "excludedCommitMessages")


def _git_node(o: Context) -> Node:
    branches = [node(f"{_GIT}.BranchSpec", name=to_string(branch)) for branch in o.options["branch"] or ["**"]]
    made = node(
        "scm",
        cls=f"{_GIT}.GitSCM",
        userRemoteConfigs=list(o.options["remote"]),
        branches=branches,
        configVersion=2,
        doGenerateSubmoduleConfigurations=False,
        gitTool="Default",
        extensions=list(o.options["extensions"]) or None,
    )
    if o.options["browser"] is not None:
        made.append(o.options["browser"])
    for block in o.configure_blocks[-1:]:
        configure_node(made, block)
    return made


def _git(a: Call) -> Node:
    o = a.o
    if "url" in a.values:
        o.options["remote"].append(node(f"{_GIT}.UserRemoteConfig", url=to_string(a.url)))
        o.options["branch"].extend([a.branch] if a.branch else [])
        o.options["extensions"].append(node(f"{_EXTENSION}.PerBuildTag"))
        o.configure_blocks.extend([a.closure] if a.closure else [])
    return _git_node(o)


def _remote(a: Call) -> None:
    o = a.o.options
    made = node(
        f"{_GIT}.UserRemoteConfig",
        name=o["name"] or None,
        refspec=o["refspec"] or None,
        url="null" if o["url"] is None else o["url"],
        credentialsId=o["credentials"] or None,
    )
    a.context.options["remote"].append(made)
    if o["browser"] is not None:
        a.context.set_option("browser", o["browser"])


def _use_github(remote: Context, project: str, protocol: str, host: str) -> None:
    """Set the URL and browser of a remote, and the job's GitHub project."""
    if protocol not in _GITHUB_URLS:
        raise HostError(f"Invalid protocol {protocol}. Only https, ssh or git are allowed.")
    named = to_string(project)
    web_url = f"https://{host}/{named}/"
    remote.set_option("url", _GITHUB_URLS[protocol].format(host=host, project=named))
    remote.set_option("browser", node("browser", cls=f"{_GIT}.browser.GithubWeb", url=web_url))
    if remote.item is not None and remote.item.is_job:
        remote.item.accept(add_nodes("properties", [node(GITHUB_PROJECT, projectUrl=web_url)]))


def _github(a: Call) -> Node:
    git = Context("helpers.scm.GitContext", a.context.session, a.context.item, a.site)
    remote = Context("helpers.scm.RemoteContext", a.context.session, a.context.item, a.site)
    _use_github(remote, a.ownerAndProject, a.values.get("protocol", "https"), a.host or "github.com")
    _remote(Call(git, "remote", {}, a.site, remote))
    git.options["branch"].extend([a.branch] if a.branch else [])
    git.configure_blocks.extend([a.closure] if a.closure else [])
    return _git_node(git)


def _into(option: str) -> Any:
    """A handler that adds the closure's nodes to ``option``."""
    return lambda a: a.context.options[option].extend(a.o.nodes)


def _browser(a: Call) -> None:
    if a.o.nodes:
        a.context.set_option("browser", a.o.nodes[-1])


def _browser_of(cls: str, **fields: str) -> Any:
    def handler(a: Call) -> Node:
        return node("browser", cls=f"{_GIT}.browser.{cls}", **{tag: a.values[name] for tag, name in fields.items()})

    return handler


def _extension(name: str) -> Any:
    return lambda _a: node(f"{_EXTENSION}.{name}")


def _clone_options(a: Call) -> Node:
    return node(
        f"{_EXTENSION}.CloneOption",
        shallow=a.o.shallow,
        noTags=a.o.noTags,
        reference=a.o.reference or "",
        timeout=a.o.timeout,
        honorRefspec=a.o.honorRefspec,
        depth=a.o.depth,
    )


def _submodule_options(a: Call) -> Node:
    return node(
        f"{_EXTENSION}.SubmoduleOption",
        disableSubmodules=a.o.disable,
        recursiveSubmodules=a.o.recursive,
        trackingSubmodules=a.o.tracking,
        reference=a.o.reference or "",
        timeout=a.o.timeout,
        parentCredentials=a.o.parentCredentials,
    )


def _merge_options(a: Call) -> Node:
    options = node(
        "options",
        mergeRemote=a.o.remote or "",
        mergeTarget=a.o.branch or "",
        mergeStrategy=a.o.strategy,
        fastForwardMode=a.o.fastForwardMode.name,
    )
    return node(f"{_EXTENSION}.PreBuildMerge", options)


def _chooser(cls: str, **fields: str) -> Any:
    def handler(a: Call) -> Node:
        return node("buildChooser", cls=cls, **{tag: a.values[name] for tag, name in fields.items()})

    return handler


def _svn(a: Call) -> Node:
    o = a.o
    if "svnUrl" in a.values:
        a.check(not is_null(a.svnUrl), "svnUrl must not be null")
        local = "." if "localDir" not in a.values else a.localDir
        a.check(not is_null(local), "localDir must not be null")
        o.options["location"].append(_location(a.svnUrl, local, None, "infinity", False))
        o.configure_blocks.extend([a.closure] if a.closure else [])
    a.check(o.options["location"], "One or more locations must be specified")
    made = node(
        "scm",
        cls="hudson.scm.SubversionSCM",
        locations=list(o.options["location"]),
    )
    made.append(node("workspaceUpdater", cls=o.checkoutStrategy.xml))
    for name in _SVN_PATTERNS:
        made.append(node(name, joined("\n", o.options[name])))
    made.append(node("excludedRevprop", o.excludedRevisionProperty or ""))
    for block in o.configure_blocks[-1:]:
        configure_node(made, block)
    return made


def _location(url: str, directory: str, credentials: str | None, depth: str, ignore_externals: bool) -> Node:
    return node(
        "hudson.scm.SubversionSCM_-ModuleLocation",
        remote=url,
        credentialsId=credentials or None,
        local=directory,
        depthOption=depth,
        ignoreExternalsOption=ignore_externals,
    )


def _svn_location(a: Call) -> None:
    o = a.o
    a.context.options["location"].append(
        _location(a.svnUrl, o.directory, o.credentials, o.depth.xml, o.ignoreExternals)
    )


def _hg(a: Call) -> Node:
    o = a.o
    branch = a.branch if a.branch is not None else o.branch
    a.check(a.url, "url must be specified")
    a.check(not (o.tag and branch), "either tag or branch should be used, not both")
    made = node(
        "scm",
        cls="hudson.plugins.mercurial.MercurialSCM",
        source=a.url,
        modules=joined(" ", o.modules),
        revisionType="TAG" if o.tag else "BRANCH",
        revision=o.tag or branch or "default",
        clean=o.clean,
        credentialsId=o.credentials or "",
        disableChangeLog=o.disableChangeLog,
        installation=o.installation or None,
        subdir=o.subdirectory or None,
    )
    return configure_node(made, a.closure or next(iter(o.configure_blocks[-1:]), None))


def _clone_workspace(a: Call) -> Node:
    valid = ("Any", "Not Failed", "Successful")
    a.check(not is_null(a.parentProject), "parentProject must not be null")
    a.check(a.criteria in valid, f"Clone Workspace Criteria needs to be one of these values: {','.join(valid)}")
    cls = "hudson.plugins.cloneworkspace.CloneWorkspaceSCM"
    return node("scm", cls=cls, parentJobName=a.parentProject, criteria=a.criteria)


declare(
    "helpers.ScmContext",
    {"git": _git, "github": _github, "svn": _svn, "hg": _hg, "cloneWorkspace": _clone_workspace} | rare_scm.HANDLERS,
    extends="SCM",
)
declare(
    "helpers.scm.GitContext",
    {
        "remote": _remote,
        "branches": lambda a: a.context.options["branch"].extend(a.branches),
        "browser": _browser,
        "extensions": _into("extensions"),
    },
    options={"remote": [], "branch": [], "browser": None, "extensions": []},
)
declare(
    "helpers.scm.RemoteContext",
    {"github": lambda a: _use_github(a.context, a.ownerAndProject, a.protocol, a.host)},
    options={"name": None, "url": None, "credentials": None, "refspec": None, "browser": None},
)
declare(
    "helpers.scm.GitBrowserContext",
    {
        "stash": _browser_of("Stash", url="url"),
        "gitblit": _browser_of("GitBlitRepositoryBrowser", url="url", projectName="projectName"),
        "gitLab": _browser_of("GitLab", url="url", version="version"),
        "gitiles": _browser_of("Gitiles", url="url"),
        "gitWeb": _browser_of("GitWeb", url="url"),
        "gogs": _browser_of("GogsGit", url="url"),
    },
    extends="RepositoryBrowser",
)
declare(
    "helpers.scm.GitExtensionContext",
    {
        "cleanAfterCheckout": _extension("CleanCheckout"),
        "cleanBeforeCheckout": _extension("CleanBeforeCheckout"),
        "wipeOutWorkspace": _extension("WipeWorkspace"),
        "disableRemotePoll": _extension("DisableRemotePoll"),
        "pruneBranches": _extension("PruneStaleBranch"),
        "ignoreNotifyCommit": _extension("IgnoreNotifyCommit"),
        "perBuildTag": _extension("PerBuildTag"),
        "cloneOptions": _clone_options,
        "submoduleOptions": _submodule_options,
        "mergeOptions": _merge_options,
        "localBranch": lambda a: node(f"{_EXTENSION}.LocalBranch", localBranch=a.branch or None),
        "relativeTargetDirectory": lambda a: node(
            f"{_EXTENSION}.RelativeTargetDirectory", relativeTargetDir=a.relativeTargetDirectory
        ),
        "choosingStrategy": lambda a: node(f"{_EXTENSION}.BuildChooserSetting", a.o.nodes[-1:] or NULL),
    },
    extends="GitSCMExtension",
)
declare(
    "helpers.scm.GitCloneOptionsContext",
    options={
        "shallow": False,
        "noTags": False,
        "reference": None,
        "timeout": None,
        "honorRefspec": False,
        "depth": 0,
    },
)
declare(
    "helpers.scm.GitSubmoduleOptionsContext",
    options={
        "disable": False,
        "recursive": False,
        "tracking": False,
        "reference": None,
        "timeout": None,
        "parentCredentials": False,
    },
)
declare(
    "helpers.scm.GitMergeOptionsContext",
    options={
        "remote": None,
        "branch": None,
        "strategy": OneOf(("default", "resolve", "recursive", "octopus", "ours", "subtree"), "default"),
        "fastForwardMode": ENUMS["FastForwardMergeMode"].constants["FF"],
    },
)
declare(
    "helpers.scm.StrategyContext",
    {
        "inverse": _chooser(f"{_GIT}.util.InverseBuildChooser"),
        "ancestry": _chooser(
            f"{_GIT}.util.AncestryBuildChooser", maximumAgeInDays="maxAge", ancestorCommitSha1="commit"
        ),
        "alternative": _chooser("org.jenkinsci.plugins.git.chooser.alternative.AlternativeBuildChooser"),
        "gerritTrigger": lambda a: node(
            "buildChooser",
            cls="com.sonyericsson.hudson.plugins.gerrit.trigger.hudsontrigger.GerritTriggerBuildChooser",
            separator="#",
        ),
    },
)
declare(
    "helpers.scm.SvnContext",
    {"location": _svn_location} | {name: added(name) for name in _SVN_PATTERNS},
    options=dict.fromkeys(_SVN_PATTERNS, [])
    | {
        "location": [],
        "checkoutStrategy": ENUMS["SvnCheckoutStrategy"].constants["UPDATE"],
        "excludedRevisionProperty": None,
    },
)
declare(
    "helpers.scm.SvnLocationContext",
    options={
        "directory": ".",
        "credentials": None,
        "depth": ENUMS["SvnDepth"].constants["INFINITY"],
        "ignoreExternals": False,
    },
)
declare(
    "helpers.scm.HgContext",
    options={
        "installation": None,
        "credentials": None,
        "branch": None,
        "tag": None,
        "modules": [],
        "clean": False,
        "subdirectory": None,
        "disableChangeLog": False,
    },
)
