"""JUnit's XML to plain data: suites with cases, as Jenkins reads them.

Source: hudson.tasks.junit.SuiteResult, CaseResult. Names are not trimmed; times are seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

#: Half of what is kept of a suite's output: where all is well, and where something failed.
_HALF_PASSED = 500
_HALF_FAILED = 50_000


class MalformedReport(ValueError):
    """A file that is no JUnit report; the message says where."""


def read_report(path: str, *, keep_long_output: bool = False) -> list[dict[str, Any]]:
    """The suites of one file. Raises MalformedReport, OSError."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise MalformedReport(f"{path}: {error}") from error
    return [_suite(path, element, keep_long_output) for element in _suites(root)]


def counts(suites: list[dict[str, Any]]) -> dict[str, int]:
    """``{fail, skip, total}``."""
    cases = [case for suite in suites for case in suite["cases"]]
    return {
        "fail": sum(is_failed(case) for case in cases),
        "skip": sum(case["skipped"] for case in cases),
        "total": len(cases),
    }


def is_failed(case: dict[str, Any]) -> bool:
    """Neither passed nor skipped."""
    return not case["skipped"] and (case["errorDetails"] is not None or case["errorStackTrace"] is not None)


def _suites(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Nested suites first; an element without cases of its own is none."""
    for child in element.findall("testsuite"):
        yield from _suites(child)
    if element.find("testcase") is not None or element.find("error") is not None:
        yield element


def _suite(path: str, element: ElementTree.Element, keep_long: bool) -> dict[str, Any]:
    name = element.get("name")
    package = element.get("package")
    shown = f"({Path(path).name})" if name is None else f"{package}.{name}" if package else name
    cases = [_case(element, "<init>", keep_long)] if element.find("error") is not None else []
    cases += [_case(case, case.get("classname") or name or "", keep_long) for case in element.findall("testcase")]
    time = element.get("time")
    any_failed = any(is_failed(case) for case in cases)
    return {
        "name": re.sub(r"[/\\:?#%<>]", "_", shown),
        "id": element.get("id"),
        "timestamp": element.get("timestamp"),
        "duration": sum(case["duration"] for case in cases) if time is None else seconds(time),
        "stdout": shortened(_text(element, "system-out"), keep_long, any_failed),
        "stderr": shortened(_text(element, "system-err"), keep_long, any_failed),
        "cases": cases,
    }


def _case(element: ElementTree.Element, class_name: str, keep_long: bool) -> dict[str, Any]:
    """``errorDetails`` is the message, ``errorStackTrace`` the text of an error or failure."""
    name = element.get("name") or ""
    wrong = element.find("error")
    wrong = element.find("failure") if wrong is None else wrong
    skipped = element.find("skipped")
    if not element.get("classname") and "." in name and class_name != "<init>":
        class_name, name = name.rpartition(".")[::2]
    found = {
        "className": class_name,
        "name": name or "(?)",
        "duration": seconds(element.get("time")),
        "skipped": skipped is not None,
        "skippedMessage": None if skipped is None else skipped.get("message") or skipped.text or "",
        "errorDetails": None if wrong is None else wrong.get("message"),
        "errorStackTrace": None if wrong is None else wrong.text or "",
    }
    failed = is_failed(found)
    found["stdout"] = shortened(_text(element, "system-out"), keep_long, failed)
    found["stderr"] = shortened(_text(element, "system-err"), keep_long, failed)
    return found


def _text(element: ElementTree.Element, name: str) -> str | None:
    child = element.find(name)
    return None if child is None else child.text or ""


def seconds(text: str | None) -> float:
    """``1,234.5`` → 1234.5; what is no number is 0."""
    try:
        value = float((text or "0").replace(",", ""))
    except ValueError:
        return 0.0
    return value if 0 <= value < float("inf") else 0.0


def shortened(text: str | None, keep_long: bool, failed: bool) -> str | None:
    """The beginning and the end of a long text."""
    half = _HALF_FAILED if failed else _HALF_PASSED
    if text is None or keep_long or len(text) <= 2 * half:
        return text
    return f"{text[:half]}\n...[truncated {len(text) - 2 * half} chars]...\n{text[-half:]}"
