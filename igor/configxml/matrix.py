"""Multi-configuration jobs, and the configurations that are made of them.

A configuration's XML is that of its job below ``<matrix-config>``, without what starts builds, and with its values:
``<combination compact="…" label="…"><value axis="…">…</value></combination>``. Source: hudson.matrix.MatrixProject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from igor.configxml.cursor import Cursor, Element, child_text, tag, text_of, texts
from igor.configxml.draft import JobDraft, Reader
from igor.configxml.source import parse
from igor.model.alert_policy import AlertPolicy
from igor.model.job import JobDefinition, Result, RetryPolicy
from igor.model.matrix import CONFIGURATION, PROJECT, Axis, Configuration, Matrix

#: Of the job, not of its configurations.
_OF_THE_JOB = ("axes", "combinationFilter", "executionStrategy", "triggers", "authToken", "assignedNode", "displayName")


def shaped(definition: JobDefinition, cursor: Cursor, root: Element) -> JobDefinition:
    """The definition of a job or configuration: a job itself runs no step, its configurations start nothing."""
    if definition.class_name == PROJECT:
        return replace(definition, steps=(), publishers=(), bindings=(), matrix=_matrix(cursor, root))
    configuration = _configuration(root)
    return replace(
        definition,
        parameters=(),
        timers=(),
        upstream_triggers=(),
        downstream_triggers=(),
        quiet_period_s=0,
        label=configuration.label or None,
        environment=(*definition.environment, *configuration.combination),
        retry=RetryPolicy(lost=0, error=0),
        alerts=AlertPolicy(on=()),
        approval=None,
        configuration=configuration,
    )


def configuration_xmls(job_xml: str, configurations: Iterable[Configuration]) -> Iterator[str]:
    """The XML of each configuration of a job."""
    root = parse(job_xml, "config.xml")
    for name in _OF_THE_JOB:
        for element in root.findall(name):
            root.remove(element)
    root.tag = "matrix-config"
    for configuration in configurations:
        combination = etree.SubElement(
            root, "combination", compact=configuration.compact_name, label=configuration.label
        )
        for axis, value in configuration.combination:
            etree.SubElement(combination, "value", axis=axis).text = value
        yield "<?xml version='1.1' encoding='UTF-8'?>\n" + etree.tostring(root, encoding="unicode")
        root.remove(combination)


def _read_by_shape(draft: JobDraft, element: Element) -> None:
    """``shaped`` reads it."""


#: Elements of both classes.
READERS: dict[str, Reader] = dict.fromkeys(
    ("axes", "combinationFilter", "executionStrategy", "combination"), _read_by_shape
)


def _matrix(cursor: Cursor, root: Element) -> Matrix:
    axes = root.find("axes")
    strategy = root.find("executionStrategy")
    here = strategy if strategy is not None else root
    sequential, condition = here.find("runSequentially"), here.find("touchStoneResultCondition")
    return Matrix(
        axes=tuple(_axes(cursor, axes)) if axes is not None else (),
        combination_filter=child_text(root, "combinationFilter").strip(),
        is_sequential=sequential is not None and cursor.boolean(sequential),
        touchstone_filter=child_text(here, "touchStoneCombinationFilter").strip(),
        touchstone_result=(Result.ABORTED if condition is None else cursor.threshold(condition)).value,
    )


def _axes(cursor: Cursor, axes: Element) -> Iterator[Axis]:
    seen: set[str] = set()
    for element in axes:
        class_name = tag(element)
        name = child_text(element, "name").strip() or ("jdk" if class_name == "hudson.matrix.JDKAxis" else "")
        if not name:
            raise cursor.error(element, "an axis has no name", hint="give it a <name>")
        if name in seen:
            raise cursor.error(element, "Duplicate axis name", hint=f"there are two axes {name}")
        seen.add(name)
        values = element.find("values")
        yield Axis(name, class_name, tuple(dict.fromkeys(texts(values if values is not None else ()))))


def _configuration(root: Element) -> Configuration:
    combination = root.find("combination")
    if combination is None:
        return Configuration((), "default")
    values = tuple((value.get("axis", ""), text_of(value)) for value in combination)
    return Configuration(values, combination.get("compact", ""), combination.get("label", ""))


#: Jobs and configurations.
CLASSES = frozenset({PROJECT, CONFIGURATION})
