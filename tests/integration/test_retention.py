"""Old builds go by themselves: by age, by number, and when the disk gets short. The clock is the test's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_world import job_xml

from igor.controller import builds, housekeeping, items, settings
from igor.controller.context import Controller
from igor.controller.engine_tick import Ticker
from igor.model.clock import ManualClock
from igor.model.errors import Invalid
from igor.model.home import Home

pytestmark = pytest.mark.integration

DAY_MS = 86_400_000
START_MS = 1_769_853_630_000
_PUT = """INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms, keep_log)
    SELECT id, ?, 0, 'finished', ?, 'agent-1', 0, '{}', ?, ? FROM item WHERE full_name = ?"""
_LAST = """UPDATE item SET next_build_number = 1 + (SELECT max(number) FROM build WHERE item_id = item.id),
    last_build = (SELECT max(number) FROM build WHERE item_id = item.id),
    last_stable = (SELECT max(number) FROM build WHERE item_id = item.id AND result = 'SUCCESS'),
    last_successful = (SELECT max(number) FROM build WHERE item_id = item.id AND result = 'SUCCESS')"""


class Site:
    """An engine without agents; a second passes with each tick."""

    def __init__(self, root: Path) -> None:
        self.clock = ManualClock(START_MS)
        self.controller = Controller.open(Home(root), clock=self.clock)
        self.ticker = Ticker(self.controller, 1)
        self.ticker.recover()

    def job(self, name: str, *results: str, policy: str = "", kept: tuple[int, ...] = ()) -> None:
        """A job with finished builds, the last one half a day old, those before each a day older."""
        items.create_item(self.controller, name, job_xml("work", policy=policy), by="admin")
        rows = [
            (number, result, START_MS - (len(results) - number) * DAY_MS - DAY_MS // 2, number in kept, name)
            for number, result in enumerate(results, start=1)
        ]
        self.controller.store.write(lambda c: (c.executemany(_PUT, rows), c.execute(_LAST)))

    def seconds(self, count: int) -> list[int]:
        """Let time pass; how many builds were deleted in each second."""
        gone = []
        for _ in range(count):
            self.clock.advance(1_000)
            gone.append(len(self.ticker.tick([], []).deleted_builds))
        return gone

    def left(self, name: str) -> list[int]:
        return sorted(build.number for build in builds.list_builds(self.controller, name, None))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    yield made
    made.controller.close()


def log_rotator(days: int = -1, count: int = -1) -> str:
    return (
        "<jenkins.model.BuildDiscarderProperty><strategy class='hudson.tasks.LogRotator'>"
        f"<daysToKeep>{days}</daysToKeep><numToKeep>{count}</numToKeep>"
        "</strategy></jenkins.model.BuildDiscarderProperty>"
    )


def test_a_job_that_builds_no_more_loses_its_old_builds(site: Site) -> None:
    """They went at a build's end only: a job that nobody starts kept its logs for ever."""
    site.job("app", *["SUCCESS"] * 5, policy=log_rotator(days=3))
    site.seconds(1)
    assert site.left("app") == [3, 4, 5]
    site.clock.advance(DAY_MS)
    site.seconds(1)
    assert site.left("app") == [4, 5]


def test_the_controllers_own_policy(site: Site) -> None:
    """Thousands of jobs without a policy fill the disk."""
    site.job("app", *["SUCCESS"] * 6)
    site.job("own", *["SUCCESS"] * 6, policy=log_rotator(count=5))
    settings.put(site.controller, "retention_builds", "3")
    site.seconds(1)
    assert (site.left("app"), site.left("own")) == ([4, 5, 6], [2, 3, 4, 5, 6])
    settings.put(site.controller, "retention_days", "1")
    site.clock.advance(DAY_MS // 2)
    site.seconds(1)
    assert (site.left("app"), site.left("own")) == ([6], [2, 3, 4, 5, 6])
    settings.put(site.controller, "retention_days", "")
    settings.put(site.controller, "retention_builds", "")
    assert site.seconds(2) == [0, 0]


def test_no_second_is_long(site: Site) -> None:
    """A policy that is set after years must not stop the engine while it is applied; every job gets its turn."""
    for number in range(25):
        site.job(f"job-{number:02}", *["SUCCESS"] * 8)
    settings.put(site.controller, "retention_builds", "2")
    gone = site.seconds(12)
    assert max(gone) <= housekeeping.BUILDS_A_STEP
    assert sum(gone) == 25 * 6
    assert all(site.left(f"job-{number:02}") == [7, 8] for number in range(25))


def test_many_kept_builds_do_not_stand_in_the_way(site: Site) -> None:
    """The oldest are looked at; when all of those are kept for ever, the others still have to go."""
    site.job("app", *["SUCCESS"] * 30, policy=log_rotator(days=2), kept=tuple(range(1, 26)))
    site.seconds(2)
    assert site.left("app") == [*range(1, 26), 29, 30]


def test_a_short_disk_takes_the_oldest_of_all_jobs(site: Site) -> None:
    """Never what is kept, nor a job's last or last good build, however old it is."""
    site.job("app", *["SUCCESS"] * 30)
    site.job("old", "SUCCESS", "FAILURE", "FAILURE", "FAILURE", kept=(2,))
    assert site.seconds(2) == [0, 0]
    settings.put(site.controller, "retention_free_bytes", str(2**62))
    first = site.seconds(1)
    assert 0 < first[0] <= housekeeping.BUILDS_A_STEP
    assert 30 in site.left("app")
    assert min(site.left("app")) < 30
    settings.put(site.controller, "retention_free_bytes", "1")
    assert site.seconds(2) == [0, 0]
    settings.put(site.controller, "retention_free_bytes", str(2**62))
    site.seconds(6)
    assert (site.left("app"), site.left("old")) == ([30], [1, 2, 4])
    assert builds.get(site.controller, "old", "lastSuccessfulBuild").number == 1


def test_room_may_be_a_share_of_the_disk(site: Site) -> None:
    """It is kept as it was said, and read as a share."""
    settings.put(site.controller, "retention_free_bytes", "5%")
    with site.controller.store.read() as connection:
        assert settings.retention(connection).free_percent == 5


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("retention_days", "0"),
        ("retention_builds", "-1"),
        ("retention_free_bytes", ""),
        ("retention_free_bytes", "100%"),
    ],
)
def test_senseless_settings_are_refused(site: Site, key: str, value: str) -> None:
    """Zero would delete everything."""
    with pytest.raises(Invalid, match=key):
        settings.put(site.controller, key, value)
