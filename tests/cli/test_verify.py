"""Verify finds what was changed behind the bot's back."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Call


def tamper(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


def test_an_untouched_database_is_whole(siaga: Call, database: Path) -> None:
    """Exit code 0, and the number of entries looked at."""
    code, said, _ = siaga("verify")
    assert code == 0
    assert said.startswith("Utuh: 2 catatan")


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
