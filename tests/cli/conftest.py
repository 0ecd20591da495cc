"""A small database as the bot would have left it, and settings that point to it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings
from storage import incidents, reports
from storage.database import Database, Tx
from storage.incidents import NewIncident, Severity
from storage.reports import NewReport, Rank
from storage.times import ms

AT = datetime(2024, 11, 27, 0, 2, 3, 456000, tzinfo=UTC)
VILLAGE = "35.73.01.1011"
STATION = f"{VILLAGE}-012"


def fill(tx: Tx) -> None:
    """One TPS, three people, a milestone in two versions, an open and a secret incident."""
    at = ms(AT)
    tx.run("INSERT INTO areas (code, name, level) VALUES ($1, 'Jodipan', 'village')", VILLAGE)
    tx.run("INSERT INTO stations (id, area, number) VALUES (5, $1, 12)", VILLAGE)
    for person_id, name in ((1, "Slamet"), (2, "=Siti"), (3, "Polsek")):
        tx.run("INSERT INTO people (id, name, created_at) VALUES ($1, $2, $3)", person_id, name, at)
    for role in ("linmas", "kpps"):
        tx.run(
            "INSERT INTO posts (event_id, person_id, role, area, station_id, source, since_at)"
            " VALUES (1, 1, $1, $2, 5, 'roster', $3)",
            role, VILLAGE, at,
        )  # fmt: skip
    tx.run("INSERT INTO accounts (user_id, first_seen_at, last_seen_at) VALUES (77, $1, $1)", at)
    tx.run("INSERT INTO account_people (user_id, person_id, linked_at) VALUES (77, 1, $1)", at)
    mulai = reports.add(tx, AT, by_slamet("status", "mulai", pukul="07.02"))
    reports.correct(tx, AT, mulai, by_slamet("status", "mulai", pukul="07.05"))
    reports.add(tx, AT, by_slamet("masalah", "", apa="banjir"))
    reports.add(tx, AT, by_slamet("masalah", "", apa="amplop dari Pak RT"))
    incident(tx, 3, "bencana", "=HYPERLINK(1)", secret=0)
    incident(tx, 4, "politik_uang", "amplop dari Pak RT", secret=1)
    tx.run(
        "INSERT INTO outbox (chat_id, method, kind, priority, created_at, due_at, sent_at)"
        " VALUES (77, 'sendMessage', 'reply', 2, $1, $1, $2)",
        at, at + 1500,
    )  # fmt: skip


def by_slamet(kind: str, topic: str, **answers: str) -> NewReport:
    """A report by Slamet at TPS 012."""
    return NewReport(
        1, kind, topic, VILLAGE, 1, Rank.STAFF, "teks", AT, answers, station_id=5, update_id=9
    )


def incident(tx: Tx, key: int, kind: str, description: str, *, secret: int) -> None:
    """An incident that Polsek acknowledged."""
    new = NewIncident(
        key, 1, kind, Severity.MERAH, bool(secret), 5, None, VILLAGE, 1, None, "", description,
        None, None,
    )  # fmt: skip
    incidents.add(tx, AT, new)
    incidents.acknowledge(tx, key, AT, 3)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder where `siaga` is called, without any settings."""
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
async def database(home: Path) -> Path:
    """A database with something in it; nobody has it open."""
    path = home / "siaga.db"
    db = await Database.open(path)
    await db.write(fill)
    await db.close()
    return path


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def siaga(home: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command line; returns exit code, what it said, what it complained about."""
    from bot.__main__ import call

    def run(*arguments: object) -> tuple[int, str, str]:
        code = call([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return int(code), said.out, said.err

    return run
