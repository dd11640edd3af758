"""Golden scripts: what Igor renders is what the genuine Job DSL generated for the same script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dsl_notation import tree

from igor.groovy.xml_text import parse_xml
from igor.jobdsl.render import render_files, render_json

_GOLDEN = Path(__file__).parents[2] / "golden" / "jobdsl"


@pytest.mark.parametrize("script", sorted(_GOLDEN.glob("*.groovy")), ids=lambda path: path.stem)
def test_a_script_renders_as_job_dsl_does(script: Path) -> None:
    """Jobs moved from Jenkins to Igor would change."""
    rendered = render_json(render_files([script]))
    expected = json.loads(script.with_suffix(".json").read_text(encoding="utf-8"))
    for item, wanted in zip(rendered, expected, strict=True):
        assert (item["kind"], item["class"], item["name"]) == (wanted["kind"], wanted["class"], wanted["name"])
        assert tree(parse_xml(item["xml"])) == tree(parse_xml(wanted["xml"]))
