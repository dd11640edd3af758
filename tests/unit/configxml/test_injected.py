"""What EnvInject's elements set: a variable that is missing breaks a build far from its cause."""

from __future__ import annotations

import pytest

from igor.configxml import read_item
from igor.configxml.injected import literal_map
from igor.model.job import JobDefinition


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("return ['key1': 'value1', 'key2': \"v 2\"]", {"key1": "value1", "key2": "v 2"}),
        ("\n [A: 1, B: true,]; ", {"A": "1", "B": "true"}),
        ("return []", {}),
        ("[a: 'x' + 'y']", None),
        ('[a: "$b"]', None),
        ("def m = [:]; return m", None),
        ("return 'text'", None),
    ],
)
def test_maps_of_plain_values(script: str, found: dict[str, str] | None) -> None:
    """Read without running anything; whatever is more than that is not guessed at."""
    assert literal_map(script) == found


def test_wrapper_and_property() -> None:
    """Both set variables; a script that has to be run is reported with its line."""
    job = read_item(
        "<project><properties><EnvInjectJobProperty><info><propertiesContent>A=1\n# no\nB = 2</propertiesContent>"
        "</info><on>true</on></EnvInjectJobProperty></properties><buildWrappers><EnvInjectBuildWrapper><info>"
        "<groovyScriptContent>return ['C': '3']</groovyScriptContent></info></EnvInjectBuildWrapper>\n"
        "<EnvInjectBuildWrapper><info><groovyScriptContent>run()</groovyScriptContent></info></EnvInjectBuildWrapper>"
        "</buildWrappers></project>"
    )
    assert isinstance(job, JobDefinition)
    assert job.environment == (("A", "1"), ("B", "2"), ("C", "3"))
    assert [(each.line, each.consequence) for each in job.unsupported] == [
        (4, "only a map of plain values is read, scripts are not run: no variable is set")
    ]
