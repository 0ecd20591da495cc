"""Verify finds what was changed behind the bot's back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import journal
from storage.database import Database
from tests.cli.conftest import AT, Call


def tamper(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


def test_an_untouched_database_is_whole(siaga: Call, database: Path) -> None:
    """Exit code 0, and the number of entries looked at."""
    code, said, _ = siaga("verify")
    assert code == 0
    assert said.startswith("Utuh: 6 catatan")


def test_a_changed_entry_is_named(siaga: Call, database: Path) -> None:
    """One altered word breaks the chain where it stands."""
    tamper(database, "UPDATE journal SET body = CAST('{\"id\":9}' AS BLOB) WHERE seq = 1")
    code, _, complaint = siaga("verify")
    assert code == 1
    assert "nomor 1" in complaint


def test_a_missing_entry_is_noticed(siaga: Call, database: Path) -> None:
    """Deleting the first entry leaves a hole."""
    tamper(database, "DELETE FROM journal WHERE seq = 1")
    code, _, complaint = siaga("verify")
    assert code == 1
    assert "nomor 2" in complaint


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE reports SET answers = \'{"pukul": "06.59"}\' WHERE id = 2',
        "UPDATE reports SET event_at = event_at - 60000 WHERE id = 2",
        (
            "INSERT INTO reports (id, number, event_id, kind, topic, area, person_id, rank, source,"
            " event_at, received_at, answers) SELECT 99, 99, event_id, kind, '', area, person_id,"
            " rank, source, event_at, received_at, answers FROM reports WHERE id = 2"
        ),
        "DELETE FROM reports WHERE id = 3",
    ],
    ids=["another answer", "another time", "slipped in", "removed"],
)
def test_a_changed_report_is_named(siaga: Call, database: Path, sql: str) -> None:
    """The chain holds what every report said, so no report can change, appear or vanish."""
    tamper(database, sql)
    code, _, complaint = siaga("verify")
    assert code == 1
    assert "tidak sama dengan catatan berantai" in complaint


def test_a_projection_that_does_not_follow_is_noticed(siaga: Call, database: Path) -> None:
    """What recaps show must be what the reports say."""
    tamper(database, "DELETE FROM current_reports")
    code, _, complaint = siaga("verify")
    assert code == 1
    assert "Rekap tidak cocok" in complaint


async def test_an_erased_entry_breaks_nothing(siaga: Call, database: Path) -> None:
    """Erasing what an entry says keeps the chain whole, and is itself an entry."""
    db = await Database.open(database)
    await db.write(lambda tx: journal.erase(tx, AT, 3))
    await db.close()
    code, said, _ = siaga("verify")
    assert code == 0, said


def test_an_orphaned_row_is_noticed(siaga: Call, database: Path) -> None:
    """A row that points to nobody is damage, even where SQLite's pages are sound."""
    tamper(database, "UPDATE reports SET person_id = 999 WHERE id = 1")
    code, _, complaint = siaga("verify")
    assert code == 1
    assert "reports" in complaint


def test_no_database_is_said_in_one_line(siaga: Call) -> None:
    """Looking at nothing is an unusable setting, and makes no file."""
    code, _, complaint = siaga("verify")
    assert code == 2
    assert complaint.startswith("Basis data siaga.db belum ada")
    assert complaint.count("\n") == 1
    assert not Path("siaga.db").exists()
