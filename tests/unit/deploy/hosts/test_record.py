"""Records of deploys, and which one a rollback leads to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from igor.deploy.hosts.record import DONE, FAILED, Record, from_json, next_id, to_go_back_to, to_json
from igor.model.errors import NotFound


def record(number: int, bundle: str = "b1", release: str = "r1", result: str = DONE, **data: Any) -> Record:
    fields = {"program": "p", "agent": "a", "igor": "1", "at_ms": 1, "who": "ops@x", "kind": "deploy", **data}
    return Record(id=f"deploy-{number:04}", bundle=bundle, release=release, result=result, **fields)


def test_a_record_survives_its_file() -> None:
    """Also with keys that a newer Igor wrote."""
    made = record(3, changed=("a", "b"), site_file="url: x\n")
    assert from_json(json.loads(to_json(made)) | {"of_later": 1}) == made


def test_ids_go_up() -> None:
    """Whatever became of the deploys before."""
    assert next_id([]) == "deploy-0001"
    assert next_id([record(7), record(9, result=FAILED)]) == "deploy-0010"


@pytest.mark.parametrize(
    ("records", "wanted", "expected"),
    [
        ([record(1, "b1"), record(2, "b2")], "", 1),
        ([record(1, "b1"), record(2, "b2"), record(3, "b2")], "", 1),
        ([record(1, "b1"), record(2, "b2"), record(3, "b3", result=FAILED)], "", 1),
        ([record(1, "b1"), record(2, "b1", site_file="changed")], "", 1),
        ([record(1, "b1"), record(2, "b2"), record(3, "b3")], "deploy-0001", 1),
        ([record(1, "b1"), record(2, "b2"), record(3, "b3")], "2", 2),
        ([record(1, release="r1"), record(2, release="r2")], "r1", 1),
    ],
)
def test_where_a_rollback_leads(records: list[Record], wanted: str, expected: int) -> None:
    """To what was there before the last deploy that changed something; failed ones are no place to go back to."""
    assert to_go_back_to(records, wanted).id == f"deploy-{expected:04}"


def test_of_releases_only_the_job_code_counts() -> None:
    """A deploy of another program with the same jobs is no other release."""
    records = [record(1, "b1", "r1"), record(2, "b2", "r2"), record(3, "b3", "r2")]
    assert to_go_back_to(records, "", releases_only=True).release == "r1"


@pytest.mark.parametrize(("records", "wanted"), [([], ""), ([record(1)], ""), ([record(1)], "deploy-0009")])
def test_nowhere_to_go(records: list[Record], wanted: str) -> None:
    """Said, with what there is."""
    with pytest.raises(NotFound):
        to_go_back_to(records, wanted)
