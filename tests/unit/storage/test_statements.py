"""Splitting SQL: a wrong cut would run half a migration, or a command under another's name."""

from __future__ import annotations

import pytest

from igor.storage import queries
from igor.storage.migrate import migrations, statements


@pytest.mark.parametrize(
    ("script", "count"),
    [
        ("", 0),
        ("-- only words\n", 0),
        ("CREATE TABLE a (x);\n-- between\nCREATE TABLE b (y);\n", 2),
        ("CREATE TABLE a (x)", 1),
        ("INSERT INTO a VALUES (';\n');\n", 1),
        ("CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\n  DELETE FROM b;\nEND;\nSELECT 1;\n", 2),
    ],
)
def test_statements_stay_whole(script: str, count: int) -> None:
    """Semicolons inside texts and triggers end nothing."""
    assert len(list(statements(script))) == count


def test_migrations_are_numbered_from_one() -> None:
    """A number that is there twice would be a migration that never runs."""
    numbers = [migration.number for migration in migrations()]
    assert numbers[0] == 1
    assert numbers == sorted(set(numbers))


def test_statements_are_found_by_name() -> None:
    """Each file is read by its headers alone."""
    assert queries.load("setting")["find"] == "SELECT value FROM setting WHERE key = :key"
