"""Every measured pair of a script and its XML."""

from __future__ import annotations

from pathlib import Path

import pytest
from dsl_notation import read_elements, tree

from igor.groovy.xml_text import parse_xml
from igor.jobdsl.engine import evaluate
from igor.jobdsl.session import Script, SeedRequest
from igor.jobdsl.templates import template

_PAIRS = Path(__file__).with_name("pairs.txt")


def _pairs() -> list[tuple[str, list[str]]]:
    pairs: list[tuple[str, list[str]]] = []
    for line in _PAIRS.read_text(encoding="utf-8").splitlines():
        if line.startswith("  → "):
            pairs[-1][1].append(line[4:])
        elif not line.startswith("#"):
            pairs.append((line, []))
    return pairs


def _whole_script(text: str) -> str:
    starts = ("Job('a')", "Folder('a')", "folder('a')", "View('v')")
    return text if any(start in text.partition(" {")[0] for start in starts) else f"job('a') {{\n{text}\n}}"


@pytest.mark.parametrize(("script", "expected"), _pairs(), ids=lambda value: str(value)[:50])
def test_a_script_gives_the_measured_elements(script: str, expected: list[str], tmp_path: Path) -> None:
    """A method's XML would differ from what Job DSL generates for the same call."""
    result = evaluate(SeedRequest((Script("script", _whole_script(script)),), tmp_path))
    assert len(result.items) == 1
    item = result.items[0]
    root = parse_xml(item.xml)
    defaults = [tree(child) for child in template(item.class_name).children]
    changed = [tree(child) for child in root.children if tree(child) not in defaults]
    wanted = [tree(node) for text in expected if not text.startswith("LOG ") for node in read_elements(text)]
    assert changed == wanted
    warnings = [text.removeprefix("LOG ") for text in expected if text.startswith("LOG ")]
    assert result.warnings == warnings
