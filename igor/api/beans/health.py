"""The weather of a job from its last five builds. Source: hudson.model.Job.getBuildStabilityHealthReport."""

from __future__ import annotations

from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Property
from igor.controller import build_lookup
from igor.controller.rows import ItemRow
from igor.model.job import Result

CONSIDERED_BUILDS = 5
_ICONS = ((20, "00to19"), (40, "20to39"), (60, "40to59"), (80, "60to79"))


def health_bean(reader: Reader, row: ItemRow) -> list[Bean]:
    """The job's reports: one, or none when no build says anything."""
    results = build_lookup.conclusive_results(reader.controller, row.id, CONSIDERED_BUILDS)
    return [Bean(_HEALTH, results)] if results else []


def score(results: list[Result]) -> int:
    """Per cent of builds that did not fail."""
    return 100 * (len(results) - _failures(results)) // len(results)


def description(results: list[Result]) -> str:
    """The sentence beside the weather."""
    failures = _failures(results)
    if failures == 0:
        return "Build stability: No recent builds failed."
    if failures == len(results):
        return "Build stability: All recent builds failed."
    return f"Build stability: {failures} out of the last {len(results)} builds failed."


def _failures(results: list[Result]) -> int:
    return results.count(Result.FAILURE)


def _icon(value: int) -> str:
    return next((name for limit, name in _ICONS if value < limit), "80plus")


_HEALTH = BeanType(
    "hudson.model.HealthReport",
    [
        Property("description", description, 2),
        Property("iconClassName", lambda results: f"icon-health-{_icon(score(results))}", 2),
        Property("iconUrl", lambda results: f"health-{_icon(score(results))}.png", 2),
        Property("score", score, 2),
    ],
)
