"""The page of a build's test results: what failed first, then all classes."""

from __future__ import annotations

from typing import Any

from igor.controller import test_results
from igor.controller.rows import ItemRow
from igor.controller.test_results import Case, Report
from igor.model.build import Build
from igor.model.errors import NotFound
from igor.web.pages import Visit, parents_of

#: Of what failed, so many are shown with their text.
_SHOWN = 200


def report(visit: Visit, row: ItemRow, shown: Build) -> str:
    """The page's HTML. Raises NotFound: the build has no test results."""
    found = test_results.read(visit.controller.home.test_report(row.full_name, shown.number))
    if found is None:
        raise NotFound("This build has no test results")
    failed = [case for case in found.cases() if case.is_failed]
    return visit.page(
        "tests.html",
        "home",
        build={"full_name": row.full_name, "number": shown.number, "display_name": shown.display_name},
        tests=found.counts,
        duration_ms=sum(suite.duration for suite in found.suites) * 1000,
        failed=[_failure(case, found) for case in failed[:_SHOWN]],
        more=len(failed) - _SHOWN,
        classes=_classes(found),
        parents=[*parents_of(row.full_name), row.full_name],
    )


def _failure(case: Case, report: Report) -> dict[str, Any]:
    return {
        "name": f"{case.className}.{case.name}",
        "status": case.status,
        "since": case.failedSince,
        "age": report.number - case.failedSince + 1,
        "duration_ms": case.duration * 1000,
        "text": "\n".join(filter(None, (case.errorDetails, case.errorStackTrace))),
    }


def _classes(report: Report) -> list[dict[str, Any]]:
    """Those with failures first."""
    rows = [
        {
            "name": name,
            "total": len(cases),
            "failed": sum(case.is_failed for case in cases),
            "skipped": sum(case.skipped for case in cases),
            "duration_ms": sum(case.duration for case in cases) * 1000,
        }
        for name, cases in test_results.by_class(report).items()
    ]
    return sorted(rows, key=lambda row: (-row["failed"], row["name"]))
