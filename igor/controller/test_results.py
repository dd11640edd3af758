"""A build's test results: kept as a JSON file in its folder, with what only a look at the build before can say.

A failed test's ``failedSince`` is the number of the build in which it began to fail, its status REGRESSION if it passed
before; a passed one's is FIXED if it did not. Source: hudson.tasks.junit.CaseResult, TestResult.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from igor.agents.files import write_durably
from igor.controller.context import Controller
from igor.model.build import TestCounts
from igor.storage import queries

_SQL = queries.load("leavings")


class Case(msgspec.Struct):
    """``duration`` in seconds; ``failedSince`` 0 for a case that did not fail."""

    className: str  # noqa: N815 - the names of Jenkins' answers
    name: str
    duration: float
    skipped: bool
    skippedMessage: str | None = None  # noqa: N815
    errorDetails: str | None = None  # noqa: N815
    errorStackTrace: str | None = None  # noqa: N815
    stdout: str | None = None
    stderr: str | None = None
    status: str = "PASSED"
    failedSince: int = 0  # noqa: N815

    @property
    def is_failed(self) -> bool:
        return not self.skipped and (self.errorDetails is not None or self.errorStackTrace is not None)


class Suite(msgspec.Struct):
    """One suite of a report."""

    name: str
    duration: float
    cases: list[Case]
    id: str | None = None
    timestamp: str | None = None
    stdout: str | None = None
    stderr: str | None = None


class Report(msgspec.Struct):
    """The results of build ``number``."""

    number: int
    suites: list[Suite]

    def cases(self) -> Iterator[Case]:
        for suite in self.suites:
            yield from suite.cases

    @property
    def counts(self) -> TestCounts:
        cases = list(self.cases())
        return TestCounts(sum(case.is_failed for case in cases), sum(case.skipped for case in cases), len(cases))


_SUITES = msgspec.json.Decoder(list[Suite])
_REPORT = msgspec.json.Decoder(Report)


def keep(controller: Controller, item_id: int, full_name: str, number: int, suites_json: bytes) -> None:
    """Keep what the agent read from the build's reports, compared with the last build that had results.

    Raises:
        msgspec.DecodeError: not such results.
    """
    report = Report(number, _SUITES.decode(suites_json))
    compare(report, before(controller, item_id, full_name, number))
    write_durably(controller.home.test_report(full_name, number), msgspec.json.encode(report))


def compare(report: Report, earlier: Report | None) -> None:
    """Fill in status and failedSince."""
    known = {_key(suite, case): case for suite in earlier.suites for case in suite.cases} if earlier else {}
    for suite in report.suites:
        for case in suite.cases:
            case.status, case.failedSince = _history(case, known.get(_key(suite, case)), report.number)


def _history(case: Case, was: Case | None, number: int) -> tuple[str, int]:
    if case.skipped:
        return "SKIPPED", 0
    passed_before = was is None or not (was.is_failed or was.skipped)
    if not case.is_failed:
        return "PASSED" if passed_before else "FIXED", 0
    since = was.failedSince or number if was is not None and was.is_failed else number
    return "REGRESSION" if was is not None and passed_before else "FAILED", since


def _key(suite: Suite, case: Case) -> tuple[str, str, str]:
    return suite.name, case.className, case.name


def before(controller: Controller, item_id: int, full_name: str, number: int) -> Report | None:
    """The results of the last finished build before this one that has any."""
    with controller.store.read() as connection:
        row = connection.execute(_SQL["last_tested"], {"item_id": item_id, "number": number}).fetchone()
    return None if row is None else read(controller.home.test_report(full_name, row["number"]))


def read(path: Path) -> Report | None:
    """A kept report; None when there is none."""
    try:
        return _REPORT.decode(path.read_bytes())
    except FileNotFoundError:
        return None


def trend(controller: Controller, item_id: int, limit: int) -> list[tuple[int, TestCounts]]:
    """Of the newest ``limit`` builds those with results, oldest first: number and counts."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["tested_builds"], {"item_id": item_id, "limit": limit}).fetchall()
    return [(row["number"], msgspec.json.decode(row["tests"], type=TestCounts)) for row in rows]


def by_class(report: Report) -> Mapping[str, list[Case]]:
    """The cases of each class, by its name."""
    found: dict[str, list[Any]] = {}
    for case in report.cases():
        found.setdefault(case.className, []).append(case)
    return found
