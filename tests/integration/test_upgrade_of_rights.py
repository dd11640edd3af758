"""A home of a version without strategies: who could do what before, can do it after."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rest_server import PASSWORD, serving

from igor.controller import users
from igor.storage import migrate

pytestmark = pytest.mark.integration

#: The last migration before there were strategies, credentials and the audit log.
BEFORE = 5


def test_an_older_home(tmp_path: Path) -> None:
    """Accounts, passwords and tokens go on; whoever is logged in may do anything, others see nothing."""
    older = tmp_path / "migrations"
    older.mkdir()
    for migration in migrate.migrations():
        if migration.number <= BEFORE:
            shutil.copy(migrate.MIGRATIONS / f"{migration.name}.sql", older)
    database = tmp_path / "home" / "igor.db"
    migrate.migrate(database, older)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        values = ("anna", "Anna", users._hash(PASSWORD), 1)
        connection.execute("INSERT INTO user (id, full_name, password_hash, created_ms) VALUES (?, ?, ?, ?)", values)
    with serving(tmp_path / "home") as rest:
        assert rest.get("api/json", auth=("anna", PASSWORD)).status_code == 200
        assert rest.get("igor/api/settings", auth=("anna", PASSWORD)).status_code == 200
        assert rest.get("api/json", auth=None).status_code == 403
        assert rest.json("user/anna/api/json")["property"] == []
        assert rest.json("igor/api/settings")["authorization"] == '{"strategy": "logged-in", "anonymous_read": false}'
