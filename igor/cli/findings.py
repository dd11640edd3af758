"""What is wrong with files, as programs read it: JSON, SARIF (editors, code hosts), annotations of GitHub's actions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import igor

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


class Found(Protocol):
    """One finding; ``line`` and ``column`` count from 1, 0 is unknown. ``severity``: ``error`` or ``warning``."""

    @property
    def file_name(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def severity(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def rule(self) -> str: ...


def as_json(found: Iterable[Mapping[str, Any]]) -> str:
    """A list of objects."""
    return json.dumps(list(found), indent=2, ensure_ascii=False)


def as_sarif(found: Sequence[Found], tool: str, rules: Mapping[str, str]) -> str:
    """SARIF 2.1.0. ``rules``: their meanings by name."""
    told = [{"id": name, "shortDescription": {"text": text}} for name, text in rules.items()]
    driver = {"name": tool, "version": igor.__version__, "rules": told}
    run = {"tool": {"driver": driver}, "results": [_result(finding) for finding in found]}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _result(finding: Found) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": Path(finding.file_name).as_posix()}}
    if finding.line:
        column = {"startColumn": finding.column} if finding.column else {}
        place["region"] = {"startLine": finding.line, **column}
    return {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


def as_github(found: Iterable[Found]) -> str:
    """Commands that GitHub's runner turns into annotations, a line each."""
    return "".join(f"::{each.severity} {_properties(each)}::{_escaped(each.message)}\n" for each in found)


def _properties(finding: Found) -> str:
    said = {"file": finding.file_name, "line": finding.line, "col": finding.column, "title": finding.rule}
    return ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in said.items() if value)


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
