"""The variables of a build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from igor.controller.environment import BuildFacts, build_environment, expand
from igor.model.build import Cause, ParameterValue

FACTS = BuildFacts(
    job_full_name="team/my app",
    number=7,
    node_name="agent-1",
    node_labels=frozenset({"linux"}),
    executor=1,
    home=PurePosixPath("/home/igor"),
    root_url="http://ci.example/",
    started_ms=1_700_000_000_000,
)


def test_identity_and_place() -> None:
    """Scripts written for Jenkins read these names."""
    environment = build_environment(FACTS)
    expected = {
        "BUILD_NUMBER": "7",
        "BUILD_ID": "7",
        "BUILD_DISPLAY_NAME": "#7",
        "BUILD_TAG": "jenkins-team-my app-7",
        "JOB_NAME": "team/my app",
        "JOB_BASE_NAME": "my app",
        "NODE_NAME": "agent-1",
        "NODE_LABELS": "agent-1 linux",
        "EXECUTOR_NUMBER": "1",
        "JENKINS_HOME": "/home/igor",
        "CI": "true",
        "IGOR": "1",
        "JENKINS_URL": "http://ci.example/",
        "JOB_URL": "http://ci.example/job/team/job/my%20app/",
        "BUILD_URL": "http://ci.example/job/team/job/my%20app/7/",
    }
    assert {name: environment[name] for name in expected} == expected


def test_release() -> None:
    """Commands find the files of the release that their build holds, not of the one that is newest."""
    assert not [name for name in build_environment(FACTS) if name.startswith("IGOR_RELEASE")]
    environment = build_environment(replace(FACTS, release=PurePosixPath("/home/igor/releases/1f")))
    assert environment["IGOR_RELEASE"] == "1f"
    assert environment["IGOR_RELEASE_DIR"] == "/home/igor/releases/1f"


def test_no_urls_without_a_root_url() -> None:
    """Jenkins leaves them out until its location is configured."""
    assert not [name for name in build_environment(replace(FACTS, root_url="")) if name.endswith("_URL")]


def test_parameters_win_and_come_in_capitals_too() -> None:
    """Jenkins sets each parameter under both names, over everything else."""
    parameters = (
        ParameterValue("region", "eu", "hudson.model.StringParameterValue"),
        ParameterValue("DRY", True, "hudson.model.BooleanParameterValue"),
        ParameterValue("BUILD_ID", "mine", "hudson.model.StringParameterValue"),
    )
    environment = build_environment(replace(FACTS, parameters=parameters))
    assert (environment["region"], environment["REGION"]) == ("eu", "eu")
    assert environment["DRY"] == "true"
    assert environment["BUILD_ID"] == "mine"


def test_variables_of_the_job_are_expanded() -> None:
    """A job's own variables may use the build's and its parameters."""
    facts = replace(
        FACTS,
        extra=(("OUT", "/out/$JOB_BASE_NAME/${BUILD_NUMBER}/${region}"),),
        parameters=(ParameterValue("region", "eu", "hudson.model.StringParameterValue"),),
    )
    assert build_environment(facts)["OUT"] == "/out/my app/7/eu"


def test_expand_leaves_the_unknown() -> None:
    """A shell may still know what we do not."""
    assert expand("$A-${B}-$C", {"A": "1", "B": "2"}) == "1-2-$C"


def test_scheduled_time_is_the_slot() -> None:
    """A late build must know the time it was meant for."""
    timer = Cause("timer", "Started by timer", {"scheduled_ms": 1_699_999_200_000})
    assert build_environment(FACTS)["IGOR_SCHEDULED_AT"] == "2023-11-14T22:13:20Z"
    assert build_environment(replace(FACTS, causes=(timer,)))["IGOR_SCHEDULED_AT"] == "2023-11-14T22:00:00Z"
