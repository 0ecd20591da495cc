"""The export: everything in its place, secrets only on request, and harmless in a spreadsheet."""

import asyncio
import csv
import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import notes
from bot.cli.lock import writing
from storage import audit
from storage.database import Database
from tests.cli.conftest import AT, STATION, VILLAGE, Call


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COLUMNS = {
    "reports": "id version kind milestone station area reporter on_behalf source event_time"
    " received_at update_id values supersedes",
    "incidents": "id kind severity state station area reporter description created_at"
    " acknowledged_at acknowledged_by resolved_at",
    "messages": "id chat kind priority created_at sent_at failed_at error",
    "people": "id name roles areas registered reachable",
    "stations": "id station area number",
}


@pytest.mark.parametrize("table", COLUMNS)
def test_every_file_begins_with_the_promised_columns(
    siaga: Call, database: Path, table: str
) -> None:
    """Who reads the export by column name or position finds what the manual says."""
    siaga("export", "out")
    promised = COLUMNS[table].split()
    assert list(rows(database.parent / "out", table)[0])[: len(promised)] == promised


def test_a_report_is_a_row_for_each_version(siaga: Call, database: Path) -> None:
    """A correction is a new row that names the one it replaces."""
    code, said, _ = siaga("export", "out")
    first, second = rows(database.parent / "out", "reports")[:2]
    assert code == 0
    assert "reports 3" in said
    assert (first["id"], first["version"], first["supersedes"]) == ("1", "1", "")
    assert (second["id"], second["version"], second["supersedes"]) == ("2", "2", "1")
    assert (first["milestone"], first["station"], first["area"]) == ("mulai", STATION, VILLAGE)
    assert first["reporter"] == "Slamet"
    assert json.loads(second["values"]) == {"pukul": "07.05"}


def test_times_carry_their_offset(siaga: Call, database: Path) -> None:
    """A time is the moment it was, to the millisecond, in the installation's zone."""
    siaga("export", "out")
    when = datetime.fromisoformat(rows(database.parent / "out", "reports")[0]["received_at"])
    assert when == AT
    assert when.utcoffset() == timedelta(hours=7)


def test_confidential_incidents_stay_inside(siaga: Call, database: Path) -> None:
    """Neither the incident nor the report that raised it is in the ordinary export."""
    siaga("export", "out")
    everything = "".join(
        path.read_text(encoding="utf-8") for path in (database.parent / "out").iterdir()
    )
    assert "amplop" not in everything
    assert "politik_uang" not in everything
    assert [row["id"] for row in rows(database.parent / "out", "incidents")] == ["3"]


async def audited(database: Path) -> list[tuple[str, str]]:
    """What the audit holds, without taking in any note."""
    db = await Database.open(database)
    found = await db.read(audit.latest)
    await db.close()
    return [(entry.action, entry.subject) for entry in found]


def test_confidential_incidents_on_request_hide_the_reporter_and_are_audited(
    siaga: Call, database: Path
) -> None:
    """Whoever asks for them gets them without the name, and the audit says so at once."""
    siaga("export", "out", "--confidential")
    secret = rows(database.parent / "out", "incidents")[1]
    report = rows(database.parent / "out", "reports")[3]
    assert secret["description"] == "amplop dari Pak RT"
    assert secret["reporter"] == report["reporter"] == "petugas Kel. Jodipan"
    assert asyncio.run(audited(database)) == [("export_confidential", audit.COMMAND_LINE)]


async def test_beside_a_running_bot_the_bot_writes_the_audit(
    siaga: Call, database: Path
) -> None:  # fmt: skip
    """The only writer takes the note in; nobody else touches the database meanwhile."""
    db = await Database.open(database)
    with writing(database, otherwise="sibuk"):
        assert siaga("export", "out", "--confidential")[0] == 0
    assert await db.read(audit.latest) == []
    assert await notes.collect(db) == 1
    (entry,) = await db.read(audit.latest)
    await db.close()
    assert entry.action == "export_confidential"


def test_what_cannot_be_audited_is_not_exported(siaga: Call, database: Path) -> None:
    """Nothing is written if the note cannot be."""
    database.with_name(f"{database.name}.notes").mkdir()
    code, _, complaint = siaga("export", "out", "--confidential")
    assert (code, complaint.count("\n")) == (1, 1)
    assert "Tidak ada yang diekspor" in complaint
    assert not (database.parent / "out").exists()


def test_half_a_note_is_none(siaga: Call, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk takes a part of it: nothing is exported, and no later note is spoilt by it."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:10]))
    code, _, complaint = siaga("export", "out", "--confidential")
    assert (code, "Tidak ada yang diekspor" in complaint) == (1, True)
    assert database.with_name(f"{database.name}.notes").read_bytes() == b""


def test_words_are_no_formulas(siaga: Call, database: Path) -> None:
    """What an officer typed does not run when a spreadsheet opens the file."""
    siaga("export", "out")
    (incident,) = rows(database.parent / "out", "incidents")
    assert incident["description"] == "'=HYPERLINK(1)"
    assert rows(database.parent / "out", "people")[1]["name"] == "'=Siti"


def test_people_are_one_row_each(siaga: Call, database: Path) -> None:
    """Several posts are joined; registered and reachable follow from the linked account."""
    siaga("export", "out")
    slamet, siti, _ = rows(database.parent / "out", "people")
    assert slamet["roles"] == "linmas;kpps"
    assert slamet["areas"] == STATION
    assert (slamet["registered"], slamet["reachable"]) == ("true", "true")
    assert (siti["roles"], siti["registered"]) == ("", "false")


async def test_two_posts_of_one_role_are_named_once(siaga: Call, database: Path) -> None:
    """A guard of two stores is a guard; roles and areas keep their order."""
    db = await Database.open(database)
    await db.write(
        lambda tx: tx.run(
            "INSERT INTO posts (event_id, person_id, role, area, source, since_at)"
            " SELECT 1, 1, role, $1, 'roster', 0 FROM posts WHERE person_id = 1",
            VILLAGE,
        )
    )
    await db.close()
    siaga("export", "out")
    slamet = rows(database.parent / "out", "people")[0]
    assert (slamet["roles"], slamet["areas"]) == ("linmas;kpps", f"{STATION};{VILLAGE}")


async def test_a_running_bot_can_be_exported(siaga: Call, database: Path) -> None:
    """The export only looks, so nobody has to stop."""
    db = await Database.open(database)
    code, _, _ = siaga("export", "out")
    await db.close()
    assert code == 0


def test_a_second_export_replaces_the_first(siaga: Call, database: Path) -> None:
    """The folder always holds one consistent set, without leftovers."""
    siaga("export", "out", "--confidential")
    siaga("export", "out")
    assert len(rows(database.parent / "out", "incidents")) == 1
    assert all(path.suffix == ".csv" for path in (database.parent / "out").iterdir())
