"""The order of hosts, and what follows a failure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igor.deploy.hosts.phases import Before, Rolling, batches, decide_after_failure, goes_on

HOSTS = ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("rolling", "expected"),
    [
        (Rolling(), [HOSTS]),
        (Rolling(serial=2), [("a", "b"), ("c", "d"), ("e",)]),
        (Rolling(canary=1), [("a",), ("b", "c", "d", "e")]),
        (Rolling(serial=3, canary=1), [("a",), ("b", "c", "d"), ("e",)]),
        (Rolling(serial=9, canary=9), [HOSTS]),
    ],
)
def test_batches(rolling: Rolling, expected: list[tuple[str, ...]]) -> None:
    """Canaries first, then so many at a time."""
    assert batches(HOSTS, rolling) == expected


def test_new_hosts_come_together_at_the_end() -> None:
    """Where nothing runs yet nothing can break: a first deploy to a hundred agents is not a hundred deploys."""
    assert batches(HOSTS, Rolling(serial=1), {"b", "d", "e"}) == [("a",), ("c",), ("b", "d", "e")]
    assert batches(HOSTS, Rolling(serial=1, canary=1), set(HOSTS)) == [HOSTS]


@given(
    st.lists(st.integers(0, 99), unique=True), st.builds(Rolling, serial=st.integers(0, 5), canary=st.integers(0, 5))
)
def test_every_host_is_in_one_batch(numbers: list[int], rolling: Rolling) -> None:
    """None is forgotten or touched twice, whatever is asked for."""
    hosts = [str(number) for number in numbers]
    assert [host for batch in batches(hosts, rolling) for host in batch] == hosts
    assert all(batches(hosts, rolling))


@pytest.mark.parametrize(
    ("failed", "rolling", "batch", "expected"),
    [
        (set(), Rolling(), 0, True),
        ({"a"}, Rolling(), 0, False),
        ({"a"}, Rolling(max_fail=1), 0, True),
        ({"a", "b"}, Rolling(max_fail=1), 3, False),
        ({"a"}, Rolling(canary=1, max_fail=5), 0, False),
        ({"b"}, Rolling(canary=1, max_fail=5), 1, True),
    ],
)
def test_whether_it_goes_on(failed: set[str], rolling: Rolling, batch: int, expected: bool) -> None:
    """A failed canary ends it whatever else may fail."""
    assert goes_on(failed, rolling, batch) is expected


def test_what_follows_a_controller_that_is_not_well() -> None:
    """Back to what ran before; where nothing ran there is nothing to go back to."""
    assert decide_after_failure(Before("v1", "v2"), changed=True) == "revert"
    assert decide_after_failure(Before("", "v2"), changed=True) == "leave"
    assert decide_after_failure(Before("v1", "v2"), changed=False) == "leave"
