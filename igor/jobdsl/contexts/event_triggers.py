"""Triggers by events elsewhere: Gerrit changes, and what an address answers.

Source: javaposse.jobdsl.dsl.helpers.triggers.Gerrit*, UrlTrigger* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Call, Context, collect, store
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node
from igor.jobdsl.null import or_none

_PREFIX = "helpers.triggers"
_GERRIT = "com.sonyericsson.hudson.plugins.gerrit.trigger.hudsontrigger"
_GERRIT_EVENTS = (
    "changeAbandoned",
    "changeMerged",
    "changeRestored",
    "commentAdded",
    "draftPublished",
    "patchsetCreated",
    "refUpdated",
)
_COMPARISONS = ("ANT", "PLAIN", "REG_EXP")
_OUTCOMES = ("Started", "Successful", "Failed", "Unstable", "NotBuilt")
_URL = "org.jenkinsci.plugins.urltrigger"
_CHECKS = ("status", "etag", "lastModified")
#: Inspection → class, list, entry and field of its content type.
_INSPECTIONS = {
    "change": ("SimpleContentType", "", "", ""),
    "json": ("JSONContentType", "jsonPaths", "JSONContentEntry", "jsonPath"),
    "text": ("TEXTContentType", "regExElements", "TEXTContentEntry", "regEx"),
    "xml": ("XMLContentType", "xPaths", "XMLContentEntry", "xPath"),
}


def _configured(made: Node, o: Context) -> Node:
    return configure_node(made, next(iter(o.configure_blocks[-1:]), None))


def _gerrit(a: Call) -> Node:
    o = a.o
    messages = ("Start", "Failure", "Successful", "Unstable", "NotBuilt")
    votes = {
        f"gerritBuild{outcome}{kind}Value": vote
        for outcome in _OUTCOMES
        for kind, vote in zip(("Verified", "CodeReview"), o.options[f"build{outcome}"], strict=True)
    }
    made = node(
        f"{_GERRIT}.GerritTrigger",
        spec="",
        gerritProjects=list(o.project) or None,
        silentMode=False,
        escapeQuotes=True,
        **{f"build{name}Message": "" for name in messages},
        buildUnsuccessfulFilepath="",
        customUrl="",
        triggerOnEvents=[node(f"{_GERRIT}.events.Plugin{name}Event") for name in o.events] or None,
        **votes,
        dynamicTriggerConfiguration=False,
        triggerConfigURL="",
        triggerInformationAction="",
    )
    return _configured(made, o)


def _vote(a: Call) -> None:
    a.context.set_option(a.method, (or_none(a.verified), or_none(a.codeReview)))


def _compared(tag: str, text: str, **more: Any) -> Node:
    """``reg_exp:.*`` names the comparison; without a known one the text is plain."""
    prefix, colon, pattern = text.partition(":")
    known = bool(colon) and prefix.upper() in _COMPARISONS
    kind = prefix.upper() if known else "PLAIN"
    return node(f"{_GERRIT}.data.{tag}", compareType=kind, pattern=pattern if known else text, **more)


def _gerrit_project(a: Call) -> Node:
    names = [a.branch] if "branch" in a.values else a.branches
    return _compared("GerritProject", a.projectName, branches=[_compared("Branch", str(name)) for name in names])


def _event(name: str) -> Any:
    return collect("names", lambda _a: name[0].upper() + name[1:])


def _url_trigger(a: Call) -> Node:
    o = a.o
    made = node(
        f"{_URL}.URLTrigger",
        spec=o.cron if "cron" in o.given else a.crontab or "H/5 * * * *",
        labelRestriction=bool(o.restrictToLabel),
        triggerLabel=o.restrictToLabel or None,
        entries=list(o.entries) or None,
    )
    return _configured(made, o)


def _url_entry(a: Call) -> Node:
    a.check(a.url, "The URL is required for urlTrigger")
    o = a.o
    return node(
        f"{_URL}.URLTriggerEntry",
        url=a.url,
        statusCode=o.status,
        timeout=o.timeout,
        proxyActivated=o.proxy,
        checkStatus="status" in o.check,
        checkETag="etag" in o.check,
        checkLastModificationDate="lastModified" in o.check,
        inspectingContent=True if o.inspection else None,
        contentTypes=list(o.inspection) or None,
    )


def _check(a: Call) -> str:
    a.check(a.performCheck in _CHECKS, f"Check must be one of: [{', '.join(_CHECKS)}]")
    return str(a.performCheck)


def _inspection(a: Call) -> Node:
    a.check(a.type in _INSPECTIONS, f"Inspection must be one of [{', '.join(_INSPECTIONS)}]")
    content_type, tag, entry, field = _INSPECTIONS[a.type]
    cls = f"{_URL}.content.{content_type}"
    if not tag:
        return node(cls)
    entries = [node(f"{_URL}.content.{entry}", node(field, text)) for text in a.o.expressions]
    return node(cls, node(tag, entries))


def _expression(text: str) -> Any:
    def make(a: Call) -> Any:
        value = next(iter(a.values.values()))
        a.check(value, f"{text} must not be null or empty")
        return value

    return collect("expressions", make)


#: Method of TriggerContext (urlTrigger: of every trigger context) → what makes its node.
GERRIT: dict[str, Any] = {"gerrit": _gerrit}
URL_TRIGGER: dict[str, Any] = {"urlTrigger": _url_trigger}

declare(
    f"{_PREFIX}.GerritContext",
    {f"build{outcome}": _vote for outcome in _OUTCOMES}
    | {
        "events": store("events", lambda a: list(a.o.names)),
        "project": collect("project", _gerrit_project),
    },
    options={"events": [], "project": []} | dict.fromkeys((f"build{o}" for o in _OUTCOMES), (None, None)),
)
declare(f"{_PREFIX}.GerritEventContext", {name: _event(name) for name in _GERRIT_EVENTS}, options={"names": []})
declare(
    f"{_PREFIX}.UrlTriggerContext",
    {"url": collect("entries", _url_entry)},
    options={"entries": [], "restrictToLabel": None, "cron": None},
)
declare(
    f"{_PREFIX}.UrlTriggerEntryContext",
    {"check": collect("check", _check), "inspection": collect("inspection", _inspection)},
    options={"status": 200, "timeout": 300, "proxy": False, "check": [], "inspection": []},
)
declare(
    f"{_PREFIX}.UrlTriggerInspectionContext",
    {"path": _expression("Path"), "regexp": _expression("Regular expression")},
    options={"expressions": []},
)
