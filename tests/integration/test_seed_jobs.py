"""The sample jobs as the seed makes them: what a newcomer's first deploy shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.configxml import read_item, read_view
from igor.jobdsl.engine import evaluate
from igor.jobdsl.render import render_files
from igor.jobdsl.session import Script, SeedRequest, SeedResult
from igor.model import plugins
from igor.model.job import JobDefinition, ShellStep
from igor.model.wrapper_policy import WrapperPolicy
from igor.scheduler import cron
from igor.scheduler.relations import Relations

pytestmark = pytest.mark.integration

SEED_JOBS = Path(__file__).resolve().parents[2] / "seed-jobs"


@pytest.fixture(scope="module")
def result() -> SeedResult:
    scripts = sorted((SEED_JOBS / "jobs").glob("*.groovy"))
    return render_files(scripts, SEED_JOBS, [SEED_JOBS / "lib"])


@pytest.fixture(scope="module")
def jobs(result: SeedResult) -> dict[str, JobDefinition]:
    items = {item.full_name: read_item(item.xml) for item in result.items if item.kind == "item"}
    return {name: item for name, item in items.items() if isinstance(item, JobDefinition)}


def test_all_of_them_are_made(result: SeedResult, jobs: dict[str, JobDefinition]) -> None:
    """Would show a job that the README promises and the seed does not make."""
    readme = (SEED_JOBS / "README.md").read_text()
    assert len(jobs) >= 8
    assert all(f"| `{name}` |" in readme for name in jobs)
    assert [item.full_name for item in result.items if item.kind == "view"] == ["Housekeeping", "Reports"]


def test_nothing_in_them_is_unsupported(result: SeedResult) -> None:
    """Would show a sample that Igor itself does not fully act on."""
    for item in result.items:
        definition = read_item(item.xml) if item.kind == "item" else read_view(item.xml)
        assert definition.unsupported == (), item.full_name


def test_igor_has_every_plugin_that_they_need() -> None:
    """Would show a first deploy whose seed warns and is UNSTABLE."""
    scripts = tuple(Script(str(file), file.read_text(), file) for file in sorted((SEED_JOBS / "jobs").glob("*.groovy")))
    request = SeedRequest(scripts, SEED_JOBS, (SEED_JOBS / "lib",), installed_plugins=plugins.installed())
    assert evaluate(request).warnings == []


def test_every_script_is_whole(jobs: dict[str, JobDefinition]) -> None:
    """Would show a script cut or changed on its way through Job DSL and XML."""
    steps = {step.command for job in jobs.values() for step in job.steps if isinstance(step, ShellStep)}
    assert steps == {path.read_text() for path in (SEED_JOBS / "scripts").iterdir()}


def test_schedules_spread_the_load(jobs: dict[str, JobDefinition]) -> None:
    """Would show a sample that teaches to start everything at full hours."""
    specs = {timer.spec for job in jobs.values() for timer in job.timers}
    assert {"H/15 * * * *", "H H/4 * * *", "@daily", "@weekly"} <= specs
    assert [cron.parse(spec, seed="x").check() for spec in specs] == [[]] * len(specs)


def test_chain_and_policies(jobs: dict[str, JobDefinition]) -> None:
    """Would show samples that do not show what they are for."""
    relations = Relations.of(jobs)
    assert {name: set(targets) for name, targets in relations.downstream.items()} == {
        "orders-totals": {"orders-report"}
    }
    assert jobs["imports/flaky-import"].policy.retries == 2
    assert jobs["imports/overrunning-export"].policy == WrapperPolicy(timeout_ms=5_000, grace_ms=2_000)
    assert [parameter.kind for parameter in jobs["imports/replay-import"].parameters] == ["string", "choice", "boolean"]
