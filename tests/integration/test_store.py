"""The store on real files: durability, group commit, isolation of works, migrations."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from agent_engine import wait_until

from igor.model.errors import IgorError
from igor.storage import migrate, queries
from igor.storage.store import Store

pytestmark = pytest.mark.integration

PUT = "INSERT INTO setting (key, value) VALUES (?, ?)"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create_or_migrate(tmp_path / "igor.db") as opened:
        yield opened


def put(store: Store, key: str, value: str = "") -> None:
    store.write(lambda connection: connection.execute(PUT, (key, value)))


def keys(store: Store) -> list[str]:
    with store.read() as connection:
        return [row["key"] for row in connection.execute("SELECT key FROM setting ORDER BY key")]


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """The schema as SQLite keeps it, comments and layout aside."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return [
        (kind, name, table, " ".join((sql or "").replace(")", " ) ").replace(",", " , ").split()))
        for kind, name, table, sql in rows
    ]


def test_schema_equals_all_migrations(store: Store) -> None:
    """A column added in one of the two places only would be missing on new or on old stores."""
    with closing(sqlite3.connect(":memory:")) as wanted, closing(sqlite3.connect(store.path)) as found:
        wanted.executescript((migrate.MIGRATIONS.parent / "schema.sql").read_text())
        assert schema_of(found) == schema_of(wanted)


def test_every_named_statement_prepares(store: Store) -> None:
    """A misspelt table or column would show only when its command runs."""
    names = [path.stem for path in sorted(queries.FOLDER.glob("*.sql"))]
    with closing(sqlite3.connect(store.path)) as connection:
        for name in names:
            for key, text in queries.load(name).items():
                try:
                    connection.execute(f"EXPLAIN {text}", _any_parameters(text))
                except sqlite3.Error as error:
                    pytest.fail(f"{name}.{key}: {error}")


def test_no_statement_walks_through_history(store: Store) -> None:
    """With a million builds such a statement would stop the controller for seconds."""
    found = []
    with closing(sqlite3.connect(store.path)) as connection:
        for path in sorted(queries.FOLDER.glob("*.sql")):
            for name, text in queries.load(path.stem).items():
                plan = connection.execute(f"EXPLAIN QUERY PLAN {text}", _any_parameters(text)).fetchall()
                found += [f"{path.stem}.{name}: {step[3]}" for step in plan if _walks(text, step[3])]
    assert found == []


def _walks(text: str, step: str) -> bool:
    """Whether a step of a plan goes through a whole table that grows with every build."""
    scanned = re.fullmatch(r"SCAN (\w+)", step)
    tables = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN) (\w+) (?:AS )?(\w+)", text)}
    return bool(scanned) and tables.get(scanned[1], scanned[1]) in {"build", "queue_item", "slot", "event", "step_run"}


#: Statements that may go through the builds of one job, each from one end of their numbers, and why they end soon.
_FROM_ONE_END = {
    "build.recent_durations": "a bounded number of them",
    "build_lookup.numbers": "a page of them",
    "build_lookup.first": "the first one",
    "build_lookup.conclusive_results": "as many as its limit; only builds without a verdict are passed over",
    "leavings.tested_builds": "a bounded number of them",
    "engine.finished_builds": "those that a job keeps",
    "engine.old_artifacts": "those that a job keeps",
    "build.recount": "once, when the last build of a kind is deleted",
}


def test_no_statement_walks_through_the_builds_of_a_job(store: Store) -> None:
    """A job may have a hundred thousand: what is wanted of them has an index of its own."""
    found = set()
    with closing(sqlite3.connect(store.path)) as connection:
        for path in sorted(queries.FOLDER.glob("*.sql")):
            for name, text in queries.load(path.stem).items():
                plan = connection.execute(f"EXPLAIN QUERY PLAN {text}", _any_parameters(text)).fetchall()
                if any(_ALL_OF_A_JOB.fullmatch(step[3]) for step in plan):
                    found.add(f"{path.stem}.{name}")
    assert found == _FROM_ONE_END.keys()


#: The index of (item_id, number), of which only the job is given.
_ALL_OF_A_JOB = re.compile(r"SEARCH \w+ USING (COVERING )?INDEX sqlite_autoindex_build_1 \(item_id=\?\)")


def _any_parameters(text: str) -> dict[str, int]:
    return dict.fromkeys(re.findall(r":(\w+)", text), 0)


def test_pragmas_hold(store: Store) -> None:
    names = ("journal_mode", "synchronous", "foreign_keys")
    pragmas = store.write(lambda c: [c.execute(f"PRAGMA {name}").fetchone()[0] for name in names])
    assert pragmas == ["wal", 1, 1]


def test_commit_is_on_disk_before_it_is_acknowledged(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself syncs no commit here, so without ours an acknowledged row could be lost at a power cut."""
    put(store, "first")
    synced = []

    def sync(descriptor: int) -> None:
        synced.append((str(Path(f"/proc/self/fd/{descriptor}").readlink()), keys(store)))

    monkeypatch.setattr(os, "fdatasync", sync)
    put(store, "second")
    assert synced == [(f"{store.path}-wal", ["first", "second"])]


def test_sync_that_fails_acknowledges_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdatasync", fail)
        with pytest.raises(IgorError, match="cannot be read or written"):
            put(store, "unsure")
    put(store, "sure")
    assert "sure" in keys(store)


def test_writer_takes_a_lock_soon_after_it_is_free(store: Store) -> None:
    """SQLite's own waiting looks rarely: two processes that write all the time would mostly sleep."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        future = store.submit(lambda connection: connection.execute(PUT, ("mine", "")))
        with pytest.raises(TimeoutError):
            future.result(0.2)
        other.execute("ROLLBACK")
        future.result(5)
    assert keys(store) == ["mine"]


def test_read_connection_refuses_to_write(store: Store) -> None:
    """A write past the writer thread would escape group commit and its savepoint."""
    with pytest.raises(IgorError, match="read-only"), store.read() as connection:
        connection.execute(PUT, ("a", ""))


def test_failing_work_undoes_only_itself(store: Store) -> None:
    """One bad request must not take the others of its commit with it."""

    def bad(connection: sqlite3.Connection) -> None:
        connection.execute(PUT, ("bad", ""))
        raise ValueError("no")

    gate = threading.Event()
    first = store.submit(lambda c: (gate.wait(10), c.execute(PUT, ("first", ""))))
    futures = [store.submit(work) for work in (lambda c: c.execute(PUT, ("good", "")), bad)]
    duplicate = store.submit(lambda c: c.execute(PUT, ("good", "")))
    gate.set()
    first.result(10)
    futures[0].result(10)
    with pytest.raises(ValueError, match="no"):
        futures[1].result(10)
    with pytest.raises(sqlite3.IntegrityError):
        duplicate.result(10)
    assert keys(store) == ["first", "good"]


def test_group_commit_shares_commits(store: Store) -> None:
    """One fsync a request would bound the controller to some 200 requests a second."""
    gate = threading.Event()
    blocked = store.submit(lambda _: gate.wait(10))
    started = threading.Semaphore(0)

    def sixteen(number: int) -> None:
        for index in range(20):
            future = store.submit(lambda c, key=f"{number}-{index}": c.execute(PUT, (key, "")))
            started.release()
            future.result(30)

    with ThreadPoolExecutor(16) as pool:
        works = [pool.submit(sixteen, number) for number in range(16)]
        for _ in range(16):
            started.acquire(timeout=10)
        gate.set()
        for work in works:
            work.result(60)
    assert blocked.result()
    assert len(keys(store)) == 320
    assert store.works == 321
    assert store.commits < store.works / 3


def test_writes_of_many_threads_share_commits(store: Store) -> None:
    """A thread that commits its own work would leave each of the others a commit of its own."""

    def twenty(number: int) -> None:
        for index in range(20):
            store.write(lambda c, key=f"{number}-{index}": c.execute(PUT, (key, "")))

    with ThreadPoolExecutor(16) as pool:
        for work in [pool.submit(twenty, number) for number in range(16)]:
            work.result(60)
    assert len(keys(store)) == store.works == 320
    assert store.commits < store.works / 3


def test_who_writes_alone_commits_itself(store: Store) -> None:
    """Would cost every request and every tick two changes of threads."""
    assert store.write(lambda _: threading.get_ident()) == threading.get_ident()
    assert store.submit(lambda _: threading.get_ident()).result(10) != threading.get_ident()


def test_a_signal_in_the_middle_of_a_commit_ends_no_other_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in a thread that commits would leave all that come later waiting for ever."""
    with ThreadPoolExecutor(1) as pool:
        others = []

        def interrupted() -> None:
            monkeypatch.undo()
            others.append(pool.submit(put, store, "meanwhile"))
            wait_until(lambda: store._waiting, "another write")
            raise KeyboardInterrupt

        monkeypatch.setattr(store, "_begin", interrupted)
        with pytest.raises(KeyboardInterrupt):
            put(store, "first")
        others[0].result(10)
    put(store, "after")
    assert keys(store) == ["after", "meanwhile"]


def test_a_write_does_not_overtake_what_waits(store: Store) -> None:
    """Works are done in the order in which they came."""
    gate = threading.Event()
    order: list[str] = []
    blocked = store.submit(lambda _: gate.wait(10))
    waiting = store.submit(lambda _: order.append("submitted"))
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(store.write, lambda _: order.append("written"))
        gate.set()
        for future in (blocked, waiting, writing):
            future.result(10)
    assert order == ["submitted", "written"]


def test_snapshot_is_consistent_within_a_read(store: Store) -> None:
    """A page that reads twice would show a build that its own list lacks."""
    put(store, "a")
    with store.read() as connection:
        before = connection.execute("SELECT count(*) FROM setting").fetchone()[0]
        put(store, "b")
        assert connection.execute("SELECT count(*) FROM setting").fetchone()[0] == before
    assert keys(store) == ["a", "b"]


def test_full_disk_is_told_and_store_stays_usable(store: Store) -> None:
    """After "disk full" the store must neither hang nor need a restart."""
    pages = store.write(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.write(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 2}").fetchone())
    gate = threading.Event()
    store.submit(lambda _: gate.wait(10))
    futures = [store.submit(lambda c, n=n: c.execute(PUT, (f"big-{n}", "x" * 1_000_000))) for n in range(3)]
    gate.set()
    for future in futures:
        with pytest.raises(IgorError, match="disk .* full"):
            future.result(10)
    store.write(lambda c: c.execute("PRAGMA max_page_count = 100000").fetchone())
    put(store, "after")
    assert keys(store) == ["after"]


def test_work_that_ends_the_transaction_is_an_error(store: Store) -> None:
    """A work that commits by itself would break the promise of all or nothing to its neighbours."""
    with pytest.raises(Exception, match="savepoint|transaction|store"):
        store.write(lambda c: c.execute("COMMIT"))
    put(store, "after")
    assert keys(store) == ["after"]


def test_nested_write_is_refused(store: Store) -> None:
    """It would wait for itself for ever."""
    with pytest.raises(RuntimeError, match="connection it is given"):
        store.write(lambda _: store.write(lambda c: c.execute(PUT, ("a", ""))))


def test_close_finishes_what_was_submitted(tmp_path: Path) -> None:
    """A shutdown must not lose what was accepted."""
    store = Store.create_or_migrate(tmp_path / "igor.db")
    futures = [store.submit(lambda c, n=n: c.execute(PUT, (str(n), ""))) for n in range(50)]
    store.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(IgorError, match="closed"):
        put(store, "late")
    with Store(tmp_path / "igor.db") as again:
        assert len(keys(again)) == 50


def test_newer_store_is_refused(tmp_path: Path) -> None:
    """An old version on a new store would write rows that the new one misreads."""
    path = tmp_path / "igor.db"
    Store.create_or_migrate(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    for opening in (Store, Store.create_or_migrate):
        with pytest.raises(IgorError, match="schema 999"):
            opening(path)


def test_missing_and_foreign_files_are_told(tmp_path: Path) -> None:
    """A wrong home folder must not look like an empty controller."""
    with pytest.raises(IgorError, match="no store"):
        Store(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("not a database at all, but long enough to be read as a header" * 20)
    with pytest.raises(IgorError, match="not a store"):
        Store.create_or_migrate(tmp_path / "text.db")


def test_failed_migration_leaves_nothing(tmp_path: Path) -> None:
    """Half a migration could be neither repeated nor undone."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_a.sql").write_text("CREATE TABLE a (x);")
    (folder / "0002_b.sql").write_text("CREATE TABLE b (x);\nCREATE TABLE a (x);")
    path = tmp_path / "x.db"
    with pytest.raises(IgorError, match="0002_b"):
        migrate.migrate(path, folder)
    with closing(sqlite3.connect(path)) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["a"]
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1


_CHILD = """
import sys
from pathlib import Path
from igor.storage.store import Store
store = Store.create_or_migrate(Path(sys.argv[1]))
name, count = sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for n in range(count):
    store.write(lambda c: c.execute("INSERT INTO setting (key, value) VALUES (?, '')", (f"{name}-{n:06}",)))
    print(f"{name}-{n:06}", flush=True)
"""


def _child(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _CHILD, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


@pytest.mark.slow
def test_processes_write_without_loss(tmp_path: Path) -> None:
    """Web and engine share the file: a lost lock race must mean waiting, not an error; both create it at once too."""
    path = tmp_path / "igor.db"
    children = [_child(path, name, 40) for name in "abc"]
    for child in children:
        child.communicate(timeout=60)
    assert [child.returncode for child in children] == [0, 0, 0]
    with Store(path) as store:
        assert len(keys(store)) == 120


@pytest.mark.slow
def test_killed_writer_loses_no_acknowledged_row(tmp_path: Path) -> None:
    """Acknowledged means committed, whatever kills the process."""
    path = tmp_path / "igor.db"
    child = _child(path, "k", 1_000_000)
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(60)][1:]
    os.kill(child.pid, signal.SIGKILL)
    acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    child.wait(10)
    with Store(path) as store:
        assert set(acknowledged) <= set(keys(store))


def test_others_are_told_of_what_somebody_waits_for(store: Store) -> None:
    """Marks and records that only readers want must not make the engine look."""
    told = []
    store.after_commit = lambda: told.append(keys(store))
    put(store, "command")
    store.submit(lambda connection: connection.execute(PUT, ("mark", ""))).result()
    store.write(lambda connection: connection.execute("SELECT 1").fetchone())
    assert told == [["command"]]


def test_wal_of_full_size(store: Store) -> None:
    """It must not grow by what is written; to SQLite the zeros behind that are the end, also after a crash."""
    put(store, "before")
    store.grow_wal()
    wal = Path(f"{store.path}-wal")
    size = wal.stat().st_size
    assert size > 1_000 * 4_096
    store.grow_wal()
    for number in range(100):
        put(store, f"after {number}")
    assert wal.stat().st_size == size
    crashed = store.path.with_name("crashed")
    shutil.copy(store.path, crashed)
    shutil.copy(wal, f"{crashed}-wal")
    with Store(crashed) as found:
        assert keys(found) == keys(store)
