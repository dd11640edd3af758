"""Parts of a test report by path: ``testReport/PACKAGE/CLASS/CASE/``.

Source: hudson.tasks.junit.{TestResult,PackageResult,ClassResult,CaseResult}, hudson.tasks.test.TestObject.safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from igor.api.beans.leavings import CASE, CaseOf
from igor.api.export import Bean, BeanType, Property
from igor.controller.test_results import Report
from igor.model.errors import NotFound

#: What a path cannot hold literally.
_UNSAFE = re.compile(r'[/\\:?#%<>\[\]"^`{|} \x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class _Group:
    """A package or class with its cases."""

    name: str
    cases: Sequence[CaseOf]

    @property
    def failed(self) -> int:
        return sum(each.case.is_failed for each in self.cases)

    @property
    def skipped(self) -> int:
        return sum(each.case.skipped for each in self.cases)


def _group_type(class_name: str, child_class: str, children: Any) -> BeanType:
    own = [
        Property("child", children, declared=child_class),
        Property("failCount", lambda group: group.failed),
        Property("name", lambda group: group.name, 999),
        Property("passCount", lambda group: len(group.cases) - group.failed - group.skipped),
        Property("skipCount", lambda group: group.skipped),
        Property("testActions", lambda _: [], 3),
    ]
    return BeanType(class_name, own)


def _classes(cases: Iterable[CaseOf]) -> list[_Group]:
    return _grouped(cases, lambda each: each.case.className.rpartition(".")[2])


def _packages(cases: Iterable[CaseOf]) -> list[_Group]:
    return _grouped(cases, lambda each: each.case.className.rpartition(".")[0] or "(root)")


def _grouped(cases: Iterable[CaseOf], key: Any) -> list[_Group]:
    found: dict[str, list[CaseOf]] = {}
    for each in cases:
        found.setdefault(key(each), []).append(each)
    return [_Group(name, members) for name, members in sorted(found.items())]


_CLASS = _group_type(
    "hudson.tasks.junit.ClassResult",
    "hudson.tasks.junit.CaseResult",
    lambda group: [Bean(CASE, each) for each in group.cases],
)
_PACKAGE = _group_type(
    "hudson.tasks.junit.PackageResult",
    "hudson.tasks.junit.ClassResult",
    lambda group: [Bean(_CLASS, each) for each in _classes(group.cases)],
)


def test_part_bean(report: Report, path: Sequence[str]) -> Bean:
    """The package, class or case at a path, which is not empty. Raises NotFound."""
    cases = [CaseOf(case, suite, report.number) for suite in report.suites for case in suite.cases]
    package = _named(_packages(cases), path[0])
    if len(path) == 1:
        return Bean(_PACKAGE, package)
    found = _named(_classes(package.cases), path[1])
    if len(path) == 2:
        return Bean(_CLASS, found)
    for each in found.cases:
        if len(path) == 3 and safe(each.case.name) == path[2]:
            return Bean(CASE, each)
    raise NotFound("This build has no such test")


def _named(groups: Iterable[_Group], name: str) -> _Group:
    for group in groups:
        if safe(group.name) == name:
            return group
    raise NotFound("This build has no such tests")


def safe(name: str) -> str:
    """A name as it stands in a path."""
    return _UNSAFE.sub("_", name) or "(empty)"
