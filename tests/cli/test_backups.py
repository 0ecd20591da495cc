"""Regular backups: made in time, limited in number, never at the cost of the bot."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import backups
from bot.alarms import Alarms
from bot.transport import Transport
from storage.backup import check

NOW = datetime(2024, 11, 27, 0, 0, tzinfo=UTC)


def test_a_regular_backup_is_sound_and_dated(database: Path) -> None:
    """Its name tells when it was made, which is how the next one knows its time."""
    folder = database.parent / "backups"
    assert backups.newest(folder, NOW) is None
    assert backups.make(database, folder, NOW) is None
    assert backups.newest(folder, NOW) == NOW
    check(folder / "otomatis-20241127-000000.db")


def test_only_a_weeks_backups_are_kept(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest regular one goes; what somebody made by hand stays."""
    monkeypatch.setattr(backups, "KEPT", 2)
    folder = database.parent / "backups"
    folder.mkdir()
    (folder / "siaga-20200101-000000.db").write_bytes(b"by hand")
    for hours in (0, 6, 12):
        backups.make(database, folder, NOW + timedelta(hours=hours))
    assert sorted(path.name for path in folder.iterdir()) == [
        "otomatis-20241127-060000.db",
        "otomatis-20241127-120000.db",
        "siaga-20200101-000000.db",
    ]


def test_a_name_that_is_no_date_is_somebody_elses(database: Path) -> None:
    """It neither counts as a backup nor keeps the next one from being made."""
    folder = database.parent / "backups"
    folder.mkdir()
    (folder / "otomatis-99999999-999999.db").write_bytes(b"by hand")
    assert backups.newest(folder, NOW) is None
    assert backups.make(database, folder, NOW) is None
    assert backups.newest(folder, NOW) == NOW


def test_what_a_kill_left_of_a_backup_is_taken_away(database: Path) -> None:
    """Half a copy has a name that no later one has: it would lie there for ever."""
    folder = database.parent / "backups"
    folder.mkdir()
    (folder / ".otomatis-20241126-180000.db.part").write_bytes(b"half")
    assert backups.make(database, folder, NOW) is None
    assert [path.name for path in folder.iterdir()] == ["otomatis-20241127-000000.db"]


def test_a_failed_backup_is_logged_and_survived(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A folder that cannot be written to stops no bot."""
    blocked = database.parent / "backups"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert isinstance(backups.make(database, blocked, NOW), OSError)
    assert "The regular backup failed" in caplog.text


def clock_at(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


async def test_a_backup_waits_for_its_hour(database: Path) -> None:
    """Nothing at the start; a backup as soon as the time has passed."""
    folder = database.parent / "backups"
    plan = backups.Plan(database, folder, timedelta(hours=6))
    alarms = Alarms(Transport("http://nowhere.invalid", "1:x"), ())
    await backups.look(plan, NOW, clock_at(5), alarms)
    assert backups.newest(folder, clock_at(9)) is None
    await backups.look(plan, NOW, clock_at(6), alarms)
    await backups.look(plan, NOW, clock_at(11), alarms)
    assert backups.newest(folder, clock_at(11)) == clock_at(6)


async def test_a_clock_that_ran_ahead_holds_no_backup_back(database: Path) -> None:
    """A copy dated into next year does not stop today's."""
    folder = database.parent / "backups"
    backups.make(database, folder, clock_at(24 * 365))
    alarms = Alarms(Transport("http://nowhere.invalid", "1:x"), ())
    await backups.look(backups.Plan(database, folder, timedelta(hours=6)), NOW, clock_at(6), alarms)
    assert backups.newest(folder, clock_at(6)) == clock_at(6)
