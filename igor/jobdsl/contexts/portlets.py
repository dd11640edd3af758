"""Portlets of dashboard views.

Source: javaposse.jobdsl.dsl.views.portlets.* (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

import zlib
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import node
from igor.jobdsl.enums import ENUMS
from igor.jobdsl.null import is_null

_DASHBOARD = "hudson.plugins.view.dashboard"
_PREFIX = "views.portlets"
#: Job DSL draws the number of a portlet's id below this.
_IDS = 32000


def _portlet(cls: str) -> Any:
    """A portlet of that class with all its options, an absent one empty."""

    def handler(a: Call) -> Node:
        fields = {name: "" if is_null(value) else value for name, value in a.o.options.items() if name != "displayName"}
        return node(f"{_DASHBOARD}.{cls}", id=_portlet_id(a), name=a.o.displayName or "", **fields)

    return handler


def _portlet_id(a: Call) -> str:
    """An id that stays the same from run to run, where Job DSL's is random."""
    place = f"{a.context.item.full_name}#{a.site.line}#{a.site.column}#{len(a.context.nodes)}"
    return f"dashboard_portlet_{zlib.crc32(place.encode()) % _IDS}"


def _color(a: Call) -> None:
    a.context.set_option(a.method, next(iter(a.values.values())))
    a.context.set_option("useBackgroundColors", True)


declare(
    f"{_PREFIX}.DashboardPortletContext",
    {
        "buildStatistics": _portlet("stats.StatBuilds"),
        "iframe": _portlet("core.IframePortlet"),
        "jenkinsJobsList": _portlet("core.HudsonStdJobsPortlet"),
        "testStatisticsChart": _portlet("test.TestStatisticsChart"),
        "testStatisticsGrid": _portlet("test.TestStatisticsPortlet"),
        "testTrendChart": _portlet("test.TestTrendChart"),
    },
    extends="DashboardPortlet",
)
declare(f"{_PREFIX}.BuildStatisticsContext", options={"displayName": "Build statistics"})
declare(
    f"{_PREFIX}.IFrameContext",
    options={
        "displayName": "Iframe Portlet",
        "iframeSource": None,
        "effectiveUrl": None,
        "divStyle": "width:100%;height:1000px;",
    },
)
declare(f"{_PREFIX}.JenkinsJobsListContext", options={"displayName": "Jenkins jobs list"})
declare(f"{_PREFIX}.TestStatisticsChartContext", options={"displayName": "Test Statistics Chart"})
declare(
    f"{_PREFIX}.TestStatisticsGridContext",
    {"skippedColor": _color, "successColor": _color, "failureColor": _color},
    options={
        "displayName": "Test Statistics Grid",
        "useBackgroundColors": False,
        "skippedColor": "FDB813",
        "successColor": "71E66D",
        "failureColor": "E86850",
    },
)
declare(
    f"{_PREFIX}.TestTrendChartContext",
    options={
        "displayName": "Test Trend Chart",
        "graphWidth": 300,
        "graphHeight": 220,
        "dateRange": 0,
        "dateShift": 0,
        "displayStatus": ENUMS["DisplayStatus"].constants["ALL"],
    },
)
