"""Which builds may run together, read from config.xml."""

from __future__ import annotations

from igor.configxml import definition_from_json, definition_to_json, read_item
from igor.model.job import JobDefinition, Throttle


def job(properties: str) -> JobDefinition:
    read = read_item(f"<project><properties>{properties}</properties></project>")
    assert isinstance(read, JobDefinition)
    return read


def throttle(option: str, *, enabled: bool = True) -> str:
    return (
        "<hudson.plugins.throttleconcurrents.ThrottleJobProperty><maxConcurrentPerNode>1</maxConcurrentPerNode>"
        "<maxConcurrentTotal>2</maxConcurrentTotal><categories><string>db</string></categories>"
        f"<throttleEnabled>{str(enabled).lower()}</throttleEnabled><throttleOption>{option}</throttleOption>"
        "</hudson.plugins.throttleconcurrents.ThrottleJobProperty>"
    )


def test_throttles() -> None:
    """A limit that is not read lets builds run together that spoil each other's data."""
    assert job(throttle("project")).throttle == Throttle(2, 1)
    assert job(throttle("category")).throttle == Throttle(categories=("db",))
    assert job(throttle("project", enabled=False)).throttle == Throttle()


def test_resources_and_priority() -> None:
    """As Job DSL's ``lockableResources`` and ``priority`` write them."""
    lock = "org.jenkins.plugins.lockableresources.RequiredResourcesProperty"
    first = "jenkins.advancedqueue.priority.strategy.PriorityJobProperty"
    read = job(
        f"<{lock}><resourceNames>r1 r2</resourceNames></{lock}>"
        f"<{first}><useJobPriority>true</useJobPriority><priority>1</priority></{first}>"
    )
    assert (read.resources, read.priority, read.unsupported) == (("r1", "r2"), 1, ())
    assert definition_from_json(definition_to_json(read)) == read


def test_what_is_not_kept_is_said() -> None:
    """Locks by label would be silently ignored otherwise."""
    lock = "org.jenkins.plugins.lockableresources.RequiredResourcesProperty"
    (found,) = job(f"<{lock}><resourceNames/><labelName>printers</labelName></{lock}>").unsupported
    assert "labelName" in found.element
    assert found.consequence == "only resources that are named are waited for"
