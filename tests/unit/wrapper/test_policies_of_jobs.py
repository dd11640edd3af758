"""What a job may wish of the wrapper is what the wrapper knows, in the same form."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from igor.configxml import read_item
from igor.model.errors import InvalidSource
from igor.model.job import JobDefinition
from igor.model.wrapper_policy import SETTINGS, wrapper_name, wrapper_settings

SOURCE = Path(__file__).parents[3] / "wrapper" / "igor_wrap.py"
SAID = {
    "factor": "1.5", "maxDelay": "5m", "maxElapsed": "2h", "totalTimeout": "1d", "warnAfter": "90",
    "minDuration": "500ms", "baseline": "4", "lock": "tape", "fleetLock": "team/tape", "lockWait": "10s",
    "onBusy": "skip", "memory": "2G", "cpus": "0.5", "processes": "50", "maxOutput": "64K", "maxLine": "4096",
    "umask": "027", "secrets": "KEY, OTHER", "publishOn": "always",
}  # fmt: skip
RULES = (
    "<rules><rule><exit>75, 100-110</exit><then>retry</then></rule>"
    "<rule><signal>KILL,11</signal><timeout>false</timeout><output>no space</output><then>warn</then></rule></rules>"
)


@pytest.fixture(scope="module")
def wrapper() -> ModuleType:
    spec = importlib.util.spec_from_file_location("igor_wrap_of_policies", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def job(policy: str) -> JobDefinition:
    wrapped = f"<igor.wrapper.WrapperPolicy>{policy}</igor.wrapper.WrapperPolicy>"
    definition = read_item(f"<project>\n<properties>{wrapped}</properties></project>")
    assert isinstance(definition, JobDefinition)
    return definition


def test_every_setting_reaches_the_wrapper(wrapper: ModuleType) -> None:
    """A setting that the wrapper refuses would fail every build of the job."""
    assert set(SAID) == set(SETTINGS)
    assert {wrapper_name(name) for name in SETTINGS} < set(wrapper.SETTINGS)
    definition = job("".join(f"<{name}>{text}</{name}>" for name, text in SAID.items()) + RULES)
    read = wrapper.read_settings(wrapper_settings(definition.policy), "spec.json")
    assert (read["max_delay"], read["memory"], read["on_busy"]) == (300_000, 2 << 30, "skip")
    assert read["rules"][0]["exit"] == [(75, 75), (100, 110)]
    assert read["rules"][1]["signal"] == [9, 11]


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("<memroy>1G</memroy>", "did you mean “memory”?"),
        ("<memory>big</memory>", "“big” is not a size"),
        ("<rules><rule><exit>75</exit><than>fail</than></rule></rules>", "did you mean “then”?"),
        ("<rules><rule><then>fail</then></rule></rules>", "a rule needs a condition"),
        ("<rules><rule><output>(</output></rule></rules>", "not a regular expression"),
    ],
)
def test_bad_wishes_are_refused(policy: str, said: str) -> None:
    """A misspelt limit would be found when it is too late."""
    with pytest.raises(InvalidSource) as error:
        job(policy)
    assert said in f"{error.value} {error.value.hint}"
    assert error.value.line == 2
