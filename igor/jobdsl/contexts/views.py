"""Views.

Source: javaposse.jobdsl.dsl.View and views.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import named, node, strings
from igor.jobdsl.item import Edit, Item, add_nodes, configured, put, put_node, run_item
from igor.jobdsl.null import is_null

_COMPARATOR = "hudson.util.CaseInsensitiveComparator"


def _set(path: str) -> Any:
    """A handler that writes its only argument at ``path``."""
    return lambda a: put(path, next(iter(a.values.values())))


def _positive(path: str, message: str) -> Any:
    def handler(a: Call) -> Edit:
        value = next(iter(a.values.values()))
        a.check(value > 0, message)
        return put(path, value)

    return handler


def _sorted_names(names: list[str]) -> list[Node]:
    return strings(sorted(dict.fromkeys(names), key=lambda name: name.upper().lower()))


def _jobs(a: Call) -> list[Edit | None]:
    """Names of several ``jobs`` blocks add up."""
    known: list[str] = a.context.options.setdefault("known jobs", [])
    known.extend(a.o.names)
    children = [node("comparator", cls=_COMPARATOR), *_sorted_names(known)]
    return [put_node("", node("jobNames", children)), put("includeRegex", a.o.regex) if a.o.regex else None]


def _status_filter(a: Call) -> Edit:
    a.check(not is_null(a.filter), "filter must not be null")
    if a.filter.xml is not None:
        return put("statusFilter", a.filter.xml)

    def edit(root: Node) -> None:
        for child in root.elements("statusFilter"):
            root.remove(child)

    return edit


def _recurse(a: Call) -> Edit:
    return put("recurse", a.shouldRecurse)


def _owned(a: Call, path: str, owner: str, reference: str) -> Edit:
    """Append the views of the call's closure with their name and owner."""

    def edit(root: Node) -> None:
        for view in a.o.options["views"]:
            made = view.node()
            made.append_node("name", view.name)
            made.append_node("owner", {"class": owner, "reference": reference})
            add_nodes(path, [made])(root)

    return edit


def _selected_job(a: Call) -> list[Edit]:
    a.check(not is_null(a.selectedJob), "selectedJob must not be null")
    cls = "au.com.centrumsystems.hudson.plugin.buildpipeline.DownstreamProjectGridBuilder"
    return [put("selectedJob", a.selectedJob), put_node("", node("gridBuilder", cls=cls, firstJob=a.selectedJob))]


def _headers(tag: str) -> Any:
    def handler(a: Call) -> Edit | None:
        if not a.o.nodes:
            return None
        made = named(tag, a.o.nodes[-1])

        def edit(root: Node) -> None:
            root.remove(root.slash(tag))
            root.shift(made)

        return edit

    return handler


def _pipelines(a: Call) -> list[Edit]:
    prefix = "se.diabol.jenkins.pipeline.DeliveryPipelineView_-"
    components = [node(f"{prefix}ComponentSpec", name=k, firstJob=v) for k, v in a.o.component.items()]
    regexes = [node(f"{prefix}RegExpSpec", regexp=regex) for regex in a.o.regex]
    return [
        *([add_nodes("componentSpecs", components)] if components else []),
        *([add_nodes("regexpFirstJobs", regexes)] if regexes else []),
    ]


_VIEW = {
    "description": _set("description"),
    "filterBuildQueue": _set("filterQueue"),
    "filterExecutors": _set("filterExecutors"),
    "configure": lambda a: configured(a.closure),
}
_LIST_VIEW: dict[str, Any] = _VIEW | {
    "jobs": _jobs,
    "columns": lambda a: add_nodes("columns", a.o.nodes),
    "jobFilters": lambda a: add_nodes("jobFilters", a.o.nodes),
    "recurse": _recurse,
    "statusFilter": _status_filter,
}

declare("views.ListView", _LIST_VIEW)
declare("views.BuildMonitorView", _LIST_VIEW)
declare(
    "views.CategorizedJobsView",
    _LIST_VIEW | {"categorizationCriteria": lambda a: add_nodes("categorizationCriteria", a.o.nodes)},
)
declare(
    "views.DashboardView",
    _LIST_VIEW
    | {f"{place}Portlets": lambda a: add_nodes(a.method, a.o.nodes) for place in ("top", "bottom", "left", "right")},
)
declare(
    "views.NestedView",
    _VIEW
    | {
        "views": lambda a: _owned(a, "views", "hudson.plugins.nested_view.NestedView", "../../.."),
        "columns": lambda a: add_nodes("columns/columns", a.o.nodes),
    },
)
declare(
    "views.BuildPipelineView",
    _VIEW
    | {
        "displayedBuilds": _positive("noOfDisplayedBuilds", "displayedBuilds must be greater than zero"),
        "title": lambda a: put("buildViewTitle", a.title or ""),
        "selectedJob": _selected_job,
        "consoleOutputLinkStyle": lambda a: put("consoleOutputLinkStyle", a.outputStyle.xml),
        "customCssUrl": lambda a: put("cssUrl", a.customCssUrl or ""),
        "refreshFrequency": _positive("refreshFrequency", "refreshFrequency must be greater than zero"),
        "columnHeaders": _headers("columnHeaders"),
        "rowHeaders": _headers("rowHeaders"),
    }
    | {
        name: _set(name)
        for name in (
            "triggerOnlyLatestJob",
            "alwaysAllowManualTrigger",
            "showPipelineParameters",
            "showPipelineParametersInHeaders",
            "showPipelineDefinitionHeader",
            "startsWithParameters",
        )
    },
)
declare("views.BuildPipelineHeadersContext", extends="BuildPipelineHeaders")
declare(
    "views.DeliveryPipelineView",
    _VIEW
    | {
        "pipelineInstances": _set("noOfPipelines"),
        "columns": _set("noOfColumns"),
        "sorting": lambda a: put("sorting", a.sorting.xml if a.sorting else "none"),
        "showChangeLog": _set("showChanges"),
        "enableManualTriggers": _set("allowManualTriggers"),
        "useTheme": _set("theme"),
        "enablePaging": _set("pagingEnabled"),
        "useRelativeLinks": _set("linkRelative"),
        "pipelines": _pipelines,
    }
    | {
        name: _set(name)
        for name in (
            "showAggregatedPipeline",
            "showAvatars",
            "updateInterval",
            "showTestResults",
            "showTotalBuildTime",
            "allowRebuild",
            "allowPipelineStart",
            "showDescription",
            "showPromotions",
            "showStaticAnalysisResults",
            "linkToConsoleLog",
        )
    },
)


def _regex(a: Call) -> None:
    a.check(a.regex, "regex must be specified")
    a.context.options["regex"].append(a.regex)


def _component(a: Call) -> None:
    a.check(a.values["name"], "name must be specified")
    a.check(a.initialJobName, "initialJobName must be specified")
    a.context.options["component"][a.values["name"]] = a.initialJobName


declare(
    "views.DeliveryPipelinesContext",
    {"component": _component, "regex": _regex},
    options={"component": {}, "regex": []},
)


def _filter_regex(a: Call) -> Edit:
    a.check(a.filterRegex, "filterRegex must be specified")
    return put("filterRegex", a.filterRegex)


declare(
    "views.PipelineAggregatorView",
    _VIEW
    | {"filterRegex": _filter_regex}
    | {
        name: _positive(name, f"{name} must be positive integer")
        for name in ("buildHistorySize", "fontSize", "refreshInterval")
    }
    | {
        name: _set(name)
        for name in (
            "onlyLastBuild",
            "useCondensedTables",
            "useScrollingCommits",
            "showCommitInfo",
            "showBuildNumber",
            "showBuildTime",
            "showBuildDuration",
        )
    },
)


def _nested(kind: str) -> Any:
    def handler(a: Call) -> Item:
        a.check(a.values["name"], "name must be specified")
        view = Item(f"views.{kind}", a.values["name"], a.context.session, a.site)
        run_item(view, a.raw_closure)
        a.context.options["views"].append(view)
        return view

    return handler


#: Factory method of a view → its class.
VIEW_TYPES = {
    "listView": "ListView",
    "sectionedView": "SectionedView",
    "nestedView": "NestedView",
    "deliveryPipelineView": "DeliveryPipelineView",
    "buildPipelineView": "BuildPipelineView",
    "buildMonitorView": "BuildMonitorView",
    "categorizedJobsView": "CategorizedJobsView",
    "dashboardView": "DashboardView",
    "pipelineAggregatorView": "PipelineAggregatorView",
}
declare(
    "views.NestedViewsContext",
    {method: _nested(kind) for method, kind in VIEW_TYPES.items()},
    options={"views": []},
)

_SECTIONED = "hudson.plugins.sectioned__view"


def _section(kind: str, *extra: Any) -> Any:
    def handler(a: Call) -> Node:
        o = a.o
        jobs = [node("comparator", cls=_COMPARATOR), *_sorted_names(o.jobs.names if o.jobs else [])]
        made = node(
            f"{_SECTIONED}.{kind}",
            jobNames=jobs,
            jobFilters=list(o.jobFilters),
            name="null" if o.options["name"] is None else o.options["name"],
            includeRegex=(o.jobs.regex if o.jobs else None) or None,
            width=o.width,
            alignment=o.alignment,
        )
        for build in extra:
            made.children.extend(build(o))
        return made

    return handler


def _view_listing(o: Any) -> list[Node]:
    return [node("views", _sorted_names(o.views)), node("columns", o.columns)]


declare("views.SectionedView", _VIEW | {"sections": lambda a: add_nodes("sections", a.o.nodes)})
declare(
    "views.SectionsContext",
    {
        "jobGraphs": _section("JobGraphsSection"),
        "testResult": _section("TestResultViewSection"),
        "listView": _section("ListViewSection", lambda o: [node("columns", list(o.columns))]),
        "text": _section("TextSection", lambda o: [node("text", o.text or ""), node("style", o.style)]),
        "viewListing": _section("ViewListingSection", _view_listing),
    },
)
declare(
    "views.SectionContext",
    {
        "jobs": lambda a: a.context.set_option("jobs", a.o),
        "jobFilters": lambda a: a.context.options["jobFilters"].extend(a.o.nodes),
    },
    options={
        "name": None,
        "width": OneOf(("FULL", "HALF", "THIRD", "TWO_THIRDS"), "FULL"),
        "alignment": OneOf(("CENTER", "LEFT", "RIGHT"), "CENTER"),
        "jobs": None,
        "jobFilters": [],
    },
)
declare(
    "views.ListViewSectionContext",
    {"columns": lambda a: a.context.options["columns"].extend(a.o.nodes)},
    parent="views.SectionContext",
    options={"columns": []},
)
declare(
    "views.TextSectionContext",
    parent="views.SectionContext",
    options={"style": OneOf(("NONE", "NOTE", "INFO", "WARNING", "TIP"), "NONE"), "text": None},
)
declare(
    "views.ViewListingSectionContext",
    {
        "view": lambda a: a.context.options["views"].append(next(iter(a.values.values()))),
        "columns": lambda a: a.context.set_option("columns", next(iter(a.values.values()))),
    },
    parent="views.SectionContext",
    options={"views": [], "columns": 1},
)
