"""Plots of a build's data files.

Source: javaposse.jobdsl.dsl.helpers.publisher.Plot*Context (jenkinsci/job-dsl-plugin), plot plugin 1.10 or later.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import joined, node

_PREFIX = "helpers.publisher"
_PLOT = "hudson.plugins.plot"
_STYLES = ("area", "bar", "bar3d", "line", "line3d", "stackedArea", "stackedbar", "stackedbar3d", "waterfall")
_NODE_TYPES = ("NODESET", "NODE", "STRING", "BOOLEAN", "NUMBER")


def _plot(a: Call) -> Node:
    for name in ("group", "dataStore"):
        a.check(a.values[name], f"{name} must not be null or empty")
    o = a.o
    return node(
        f"{_PLOT}.Plot",
        title=o.title or "",
        yaxis=o.yAxis or "",
        series=list(o.nodes),
        group=a.group,
        numBuilds=o.numberOfBuilds or "",
        csvFileName=a.dataStore,
        csvLastModification=0,
        style=o.style,
        useDescr=o.useDescriptions,
        keepRecords=o.keepRecords,
        exclZero=o.excludeZero,
        logarithmic=o.logarithmic,
        yaxisMinimum=_limit(o.yAxisMinimum),
        yaxisMaximum=_limit(o.yAxisMaximum),
    )


def _limit(value: Any) -> Any:
    return float(value) if value else ""


def _series(kind: str, file_type: str, fields: Any) -> Any:
    def handler(a: Call) -> Node:
        a.check(a.fileName, "fileName must not be null or empty")
        return node(f"{_PLOT}.{kind}Series", file=a.fileName, fileType=file_type, **fields(a.o))

    return handler


def _csv_fields(o: Any) -> dict[str, Any]:
    flag, excluded = o.columns[0] if o.columns else "OFF", o.columns[1:]
    sets = {"STRING": ("strExclusionSet", "string"), "COLUMN": ("colExclusionSet", "int")}
    chosen = sets.get(flag.rpartition("_")[2])
    return {
        "label": "",
        "inclusionFlag": flag,
        "exclusionValues": joined(",", excluded),
        **({chosen[0]: [node(chosen[1], text) for text in excluded]} if chosen else {}),
        "url": o.url or "",
        "displayTableFlag": o.showTable,
    }


def _columns(mode: str) -> Any:
    """Columns by name or by number, included or excluded; the first of the list tells which."""

    def handler(a: Call) -> None:
        by_name = "columnNames" in a.values
        flag = f"{mode}_BY_{'STRING' if by_name else 'COLUMN'}"
        present = a.context.columns
        message = "Unable to mix includeColumns/excludeColumns arguments or columnName/columnIndex types."
        a.check(not present or present[0] == flag, message)
        given = a.columnNames if by_name else a.columnIndexes
        present.extend([*([] if present else [flag]), *(str(column) for column in given)])

    return handler


#: Method of PublisherContext → what makes its node.
HANDLERS: dict[str, Any] = {"plotBuildData": lambda a: node(f"{_PLOT}.PlotPublisher", plots=list(a.o.nodes))}

declare(f"{_PREFIX}.PlotsContext", {"plot": _plot})
declare(
    f"{_PREFIX}.PlotContext",
    {
        "csvFile": _series("CSV", "csv", _csv_fields),
        "propertiesFile": _series("Properties", "properties", lambda o: {"label": o.label or ""}),
        "xmlFile": _series(
            "XML",
            "xml",
            lambda o: {
                "label": "",
                "xpathString": o.xpath or "",
                "url": o.url or "",
                "nodeTypeString": o.nodeType,
            },
        ),
    },
    options={
        "title": None,
        "yAxis": None,
        "style": OneOf(_STYLES, "line"),
        "numberOfBuilds": None,
        "useDescriptions": False,
        "keepRecords": False,
        "excludeZero": False,
        "logarithmic": False,
        "yAxisMinimum": None,
        "yAxisMaximum": None,
    },
)
declare(
    f"{_PREFIX}.PlotCSVSeriesContext",
    {"includeColumns": _columns("INCLUDE"), "excludeColumns": _columns("EXCLUDE")},
    options={"columns": [], "url": None, "showTable": False},
)
declare(f"{_PREFIX}.PlotPropertiesSeriesContext", options={"label": None})
declare(
    f"{_PREFIX}.PlotXMLSeriesContext",
    options={"nodeType": OneOf(_NODE_TYPES, "NODESET"), "url": None, "xpath": None},
)
