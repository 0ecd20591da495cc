"""Whoever changes the database behind the bot's back is found out, row by row."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import call
from bot.cli.verify import verify
from bot.settings import PREFIX
from storage import journal
from storage.database import snapshot
from storage.offline import looking_at
from tests.access.desk import open_desk
from tests.town import user_id_of


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a morning left it: reports, a correction, an incident with steps, refusals."""
    folder = tmp_path_factory.mktemp("log")
    asyncio.run(_morning(folder))
    return folder / "siaga.db"


async def _morning(folder: Path) -> None:
    async with open_desk(folder) as desk:
        for name, text in (
            ("Slamet", "mulai"), ("Rina", "mulai 07.01"), ("Slamet", "batal"), ("Tono", "mulai"),
            ("Slamet", "masalah banjir air masuk TPS"), ("Dewi", "mulai"), ("Agus", "mulai"),
        ):  # fmt: skip
            await desk.says(user_id_of(name), text)
        incident = await desk.value("SELECT id FROM incidents")
        await desk.presses(user_id_of("BPBD Nur"), f"1inc.take|{incident}")
        await desk.says(user_id_of("Slamet"), "/audit")


@pytest.fixture
def database(original: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copy(original, tmp_path / "siaga.db"))


def tamper(database: Path, *statements: str) -> str:
    """Change the file with a program of one's own; everything verify says about it."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for sql in statements:
            assert connection.execute(sql).rowcount != 0, sql
        connection.commit()
    return "\n".join(verify(database).problems)


def test_what_nobody_touched_is_whole(database: Path) -> None:
    """No false alarm."""
    assert verify(database).problems == ()
    assert verify(database).head.seq == 10


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (["UPDATE journal SET body = CAST('{}' AS BLOB) WHERE seq = 4"], "nomor 4"),
        (["UPDATE journal SET at = at + 60000 WHERE seq = 4"], "nomor 4"),
        (["UPDATE journal SET kind = 'other' WHERE seq = 4"], "nomor 4"),
        (["UPDATE journal SET body = NULL, salt = NULL WHERE seq = 4"], "nomor 4"),
        (["DELETE FROM journal WHERE seq = 4"], "nomor 5"),
        (
            ["UPDATE journal SET seq = seq + 1000 WHERE seq > 4",
             "UPDATE journal SET seq = seq - 999 WHERE seq > 1000",
             ("INSERT INTO journal SELECT 5, at, kind, body, salt, inner_hash, digest FROM journal"
             " WHERE seq = 4")],
            "nomor 5",
        ),
        (
            ["UPDATE journal SET seq = -1 WHERE seq = 4",
             "UPDATE journal SET seq = 4 WHERE seq = 5",
             "UPDATE journal SET seq = 5 WHERE seq = -1"],
            "nomor 4",
        ),
        (
            [("INSERT INTO journal SELECT -3, at, kind, body, salt, inner_hash, digest"
              " FROM journal WHERE seq = 4")],
            "nomor -3",
        ),
    ],
    ids=["changed", "dated otherwise", "called otherwise", "emptied", "removed", "inserted",
         "reordered", "put before the first"],
)  # fmt: skip
def test_an_entry_of_the_log_is_named(
    database: Path, statements: list[str], named: str
) -> None:  # fmt: skip
    """Changed, removed, inserted or moved: the chain breaks there."""
    assert f"Rantai catatan putus di {named}" in tamper(database, *statements)


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE reports SET event_at = event_at - 60000 WHERE id = 2", "Laporan No. 2"),
        ("DELETE FROM reports WHERE id = 4", "Laporan No. 4"),
        ("UPDATE reports SET received_at = received_at - 60000 WHERE id = 2", "Laporan No. 2"),
        ("UPDATE reports SET on_behalf = 'Warga' WHERE id = 2", "Laporan No. 2"),
        ("UPDATE incidents SET description = 'tidak ada apa-apa'", "Masalah No."),
        ("UPDATE incidents SET confidential = 1", "Masalah No."),
        ("DELETE FROM incidents", "Masalah No."),
        ("UPDATE audit SET allowed = 1 WHERE id = 1", "Audit No. 1"),
        ("UPDATE audit SET person_id = 1 WHERE id = 1", "Audit No. 1"),
        ("DELETE FROM audit WHERE id = 1", "Audit pada catatan"),
        (
            "INSERT INTO audit (at, action, subject, allowed) VALUES (1, 'revoke', 'person:1', 1)",
            "Audit No. 2",
        ),
        ("UPDATE incident_steps SET person_id = 1 WHERE action = 'taken'", "Langkah masalah No."),
        ("DELETE FROM incident_steps WHERE action = 'taken'", "(taken)"),
        (
            ("INSERT INTO incident_steps (incident_id, at, person_id, action)"
            " SELECT incident_id, at + 1, person_id, 'resolved' FROM incident_steps"),
            "(resolved)",
        ),
        (
            "UPDATE current_reports SET report_id = (SELECT MIN(id) FROM reports)",
            "Rekap tidak cocok",
        ),
        (
            ("INSERT INTO current_reports (event_id, topic, place, station_id, area, report_id,"
            " event_at) SELECT event_id, 'tutup', place, station_id, area, report_id, event_at"
            " FROM current_reports LIMIT 1"),
            "Rekap tidak cocok",
        ),
        ("UPDATE current_reports SET report_id = 99999", "current_reports"),
        ("UPDATE current_reports SET conflicting = 1 - conflicting", "Rekap tidak cocok"),
    ],
)  # fmt: skip
def test_a_row_that_the_log_does_not_bear_out_is_named(
    database: Path, sql: str, named: str
) -> None:  # fmt: skip
    """Reports, acts, steps and what recaps show are all compared with the chain."""
    assert named in tamper(database, sql)


def test_the_end_of_the_log_cannot_be_cut_off_unseen(database: Path) -> None:
    """A chain that ends earlier holds by itself; the head that an admin kept tells."""
    with looking_at(database) as connection:
        kept = str(snapshot(connection, journal.head))
    tamper(database, f"DELETE FROM journal WHERE seq = {kept.split(':', maxsplit=1)[0]}")
    assert any(kept in problem for problem in verify(database, [kept]).problems)


@pytest.fixture
def siaga(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command line where this database is."""
    monkeypatch.chdir(database.parent)
    monkeypatch.setenv(f"{PREFIX}DATABASE", "sqlite:///siaga.db")
    return database


def test_the_command_line_checks_kept_heads(
    siaga: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    """0 and a line for each head that the chain has, and its head now; 1 for a foreign one."""
    assert call(["verify"]) == 0
    head = capsys.readouterr().out.strip().splitlines()[-1].removeprefix("Kepala rantai sekarang: ")
    assert call(["verify", "--head", head]) == 0
    assert f"Kepala {head} ada dalam rantai." in capsys.readouterr().out

    seq, digest = head.split(":")
    assert call(["verify", "--head", head, "--head", f"{seq}:{digest[::-1]}"]) == 1
    assert "tidak ada dalam rantai" in capsys.readouterr().err
    assert call(["verify", "--head", f"{int(seq) + 1}:{digest}"]) == 1


@pytest.mark.parametrize(
    "text", ["12", "12:", "12:ab", "x:9f86d081884c7d65", "12:9f86d081884c7d6z"]
)
def test_what_is_no_head_is_refused(
    siaga: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:  # fmt: skip
    """Too few digits prove nothing: exit code 2 and one line that shows how a head looks."""
    assert call(["verify", "--head", text]) == 2
    assert capsys.readouterr().err.startswith(f"Bukan kepala rantai: {text}.")
