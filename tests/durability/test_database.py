"""Units of work: whole or not at all, and never outside a transaction."""

import asyncio
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace as Namespace

import pytest

from storage import migrations, outbox
from storage.database import Database, Tx, unusable
from storage.errors import NewerDatabase, NotADatabase, TransactionLost
from storage.offline import looking_at

ADD = "INSERT INTO areas (code, name, level) VALUES ($1, $2, 'village')"
COUNT = "SELECT COUNT(*) FROM areas"


class Oops(Exception):
    """A unit changed its mind."""


async def count(db: Database) -> int:
    return int(await db.read(lambda tx: tx.value(COUNT)))


async def test_a_unit_that_fails_leaves_nothing(db: Database) -> None:
    """What it wrote before is undone, and its own error comes out."""

    def unit(tx: Tx) -> None:
        tx.run(ADD, "1", "Satu")
        raise Oops

    with pytest.raises(Oops):
        await db.write(unit)
    assert await count(db) == 0
    await db.write(lambda tx: tx.run(ADD, "2", "Dua"))
    assert await count(db) == 1


async def test_a_unit_that_runs_out_of_an_iterator_says_so(db: Database) -> None:
    """No future can carry a StopIteration: whoever waits would wait for ever."""

    def unit(tx: Tx) -> None:
        tx.run(ADD, "1", "Satu")
        next(iter(()))

    with pytest.raises(RuntimeError, match="iterator"):
        await db.write(unit)
    assert await count(db) == 0


async def test_savepoints_undo_their_own_part_alone(db: Database) -> None:
    """Nested ones too: the outer goes on after the inner failed."""

    def unit(tx: Tx) -> None:
        tx.run(ADD, "1", "Satu")
        with tx.savepoint():
            tx.run(ADD, "2", "Dua")
            with suppress(Oops), tx.savepoint():
                tx.run(ADD, "3", "Tiga")
                raise Oops
            tx.run(ADD, "4", "Empat")

    await db.write(unit)
    codes = await db.read(lambda tx: [row["code"] for row in tx.all("SELECT code FROM areas")])
    assert sorted(codes) == ["1", "2", "4"]


async def test_a_transaction_that_sqlite_ended_is_never_written_on(db: Database) -> None:
    """What would follow would be committed statement by statement."""

    def unit(tx: Tx) -> None:
        tx.run(ADD, "1", "Satu")
        with tx.savepoint():
            tx.run("ROLLBACK")  # as SQLite does by itself when the disk is full
        tx.run(ADD, "2", "Dua")

    with pytest.raises(TransactionLost):
        await db.write(unit)
    assert await count(db) == 0


async def test_a_unit_that_lost_its_transaction_is_not_called_done(db: Database) -> None:
    """Even when nothing in it noticed."""
    with pytest.raises(TransactionLost):
        await db.write(lambda tx: tx.run("ROLLBACK"))
    await db.write(lambda tx: tx.run(ADD, "2", "Dua"))
    assert await count(db) == 1


async def test_a_full_disk_is_told_from_a_faulty_statement(db: Database) -> None:
    """The one passes and the same is tried again, the other fails each time."""
    await db.write(lambda tx: tx.run("PRAGMA max_page_count = 1"))
    with pytest.raises(sqlite3.OperationalError) as full:
        await db.write(lambda tx: outbox.content(tx, {"text": "x" * 500_000}))
    assert unusable(full.value)
    with pytest.raises(sqlite3.OperationalError) as faulty:
        await db.write(lambda tx: tx.run("SELECT no_such_column FROM areas"))
    assert not unusable(faulty.value)
    await db.write(lambda tx: tx.run("PRAGMA max_page_count = 1000000"))
    await db.write(lambda tx: outbox.content(tx, {"text": "x" * 500_000}))


async def test_slow_reads_beside_hold_up_nobody(db: Database) -> None:
    """While a long read of slow work goes on, others read, and what they wrote before."""
    slow, go_on = await db.beside(), threading.Event()

    def long_read(tx: Tx) -> int:
        go_on.wait(20)
        return int(tx.value(COUNT))

    reading = asyncio.create_task(slow.read(long_read))
    try:
        await slow.write(lambda tx: tx.run(ADD, "1", "Satu"))
        async with asyncio.timeout(60):
            assert await count(db) == 1
        assert not reading.done()
    finally:
        go_on.set()
    assert await reading == 1


async def test_the_reader_cannot_write(db: Database) -> None:
    """A query that changes something is a mistake, and is refused."""
    with pytest.raises(sqlite3.OperationalError):
        await db.read(lambda tx: tx.run(ADD, "1", "Satu"))
    assert await count(db) == 0


async def test_a_read_sees_one_moment(db: Database) -> None:
    """What is committed while a query runs is seen by the next query."""
    writer = sqlite3.connect(db.path, check_same_thread=False)

    def query(tx: Tx) -> tuple[int, int]:
        before = int(tx.value(COUNT))
        with closing(writer) as other:
            other.execute("INSERT INTO areas (code, name, level) VALUES ('9', 'S', 'village')")
            other.commit()
        return before, int(tx.value(COUNT))

    assert await db.read(query) == (0, 0)
    assert await count(db) == 1


async def test_numbers_mean_the_same_parameter_everywhere(db: Database) -> None:
    """`$2` before `$1`, and `$1` twice, as in PostgreSQL."""
    row = await db.read(lambda tx: tx.one("SELECT $2 AS b, $1 AS a, $1 AS c", "x", "y"))
    assert row is not None
    assert tuple(row) == ("y", "x", "x")


async def test_an_old_database_is_brought_up_to_date_once(tmp_path: Path) -> None:
    """From empty, and again: the second time there is nothing to do."""
    for _ in range(2):
        db = await Database.open(tmp_path / "siaga.db")
        versions = await db.read(lambda tx: tx.all("SELECT version FROM schema_version"))
        assert [row["version"] for row in versions] == list(range(1, migrations.newest() + 1))
        assert await db.read(lambda tx: tx.value("SELECT COUNT(*) FROM events")) == 1
        await db.close()


@pytest.mark.parametrize("wrapped", [False, True])
async def test_a_full_disk_is_cleared_of_the_log(db: Database, wrapped: bool) -> None:
    """It may be the write-ahead log that filled it: what it holds belongs into the file by now."""
    await db.write(lambda tx: tx.many(ADD, [(str(n), "Satu") for n in range(200)]))
    log = db.path.with_name(f"{db.path.name}-wal")
    assert log.stat().st_size > 0

    def unit(tx: Tx) -> None:
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        if not wrapped:
            raise full
        raise TransactionLost from full

    with pytest.raises((sqlite3.OperationalError, TransactionLost)):
        await db.write(unit)
    assert log.stat().st_size == 0
    assert await count(db) == 200


@pytest.mark.parametrize(("free", "pages"), [(10 * 1024**3, 4000), (8 * 1024**2, 512), (0, 100)])
async def test_a_small_disk_is_not_filled_by_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, pages: int
) -> None:
    """It is folded the sooner, the less room there is beside it."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: Namespace(free=free))
    db = await Database.open(tmp_path / "small.db")
    assert await db.write(lambda tx: tx.value("PRAGMA wal_autocheckpoint")) == pages
    await db.close()


def test_no_room_beside_a_database_is_no_damage_of_it(db: Database) -> None:
    """A copy that does not fit says so, and nobody is sent to restore a sound database."""
    with pytest.raises(sqlite3.OperationalError, match="full"), looking_at(db.path):
        raise sqlite3.OperationalError("database or disk is full")


async def test_a_step_that_fails_leaves_the_version_as_it_was(tmp_path: Path) -> None:
    """A table that is already there stops the first step; nothing of it stays."""
    path = tmp_path / "siaga.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE outbox (id INTEGER)")
        connection.commit()
    with pytest.raises(NotADatabase):
        await Database.open(path)
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    assert tables == ["outbox"]


async def test_a_newer_database_is_refused_and_left_alone(db: Database, tmp_path: Path) -> None:
    """Going back to an older program must not harm what the newer one wrote."""
    newer = migrations.newest() + 1
    await db.write(lambda tx: tx.run("INSERT INTO schema_version (version) VALUES ($1)", newer))
    with pytest.raises(NewerDatabase):
        await Database.open(db.path)


async def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A picture, say: it is not overwritten."""
    path = tmp_path / "siaga.db"
    content = b"\x89PNG" * 4000
    path.write_bytes(content)
    with pytest.raises(NotADatabase):
        await Database.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (lambda tx: outbox.waiting_after(tx, 5, 10), "INTEGER PRIMARY KEY (rowid>?)"),
        (lambda tx: outbox.waiting(tx, (1, 5), 10), "outbox_pending"),
        (lambda tx: outbox.load(tx, [1, 2]), "INTEGER PRIMARY KEY (rowid=?)"),
    ],
    ids=["what is new", "what waits", "whole rows"],
)
async def test_dispatch_never_scans_what_was_sent(
    db: Database, query: object, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a million sent rows these stay as fast as with ten."""
    plans: list[str] = []

    def explained(tx: Tx, sql: str, *parameters: object) -> list[sqlite3.Row]:
        rows = tx._connection.execute("EXPLAIN QUERY PLAN " + sql.replace("$", "?"), parameters)
        plans.extend(row["detail"] for row in rows)
        return []

    def look(tx: Tx) -> None:
        monkeypatch.setattr(Tx, "all", explained)
        assert callable(query)
        query(tx)

    await db.read(look)
    assert any(index in plan for plan in plans), plans
    assert not any(plan.startswith("SCAN") for plan in plans), plans
    assert not any("TEMP B-TREE" in plan for plan in plans), plans
