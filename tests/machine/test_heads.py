"""The head of the chain reaches the admins every day, and proves later what it proved then."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.cli.verify import verify
from bot.simulator import Message
from storage import journal
from tests.conftest import open_town
from tests.town import Clock, Town


def heads(town: Town) -> list[Message]:
    return [each for each in town.admin.messages if each.text.startswith("🔏")]


async def report(town: Town) -> None:
    """The log has something to prove, and the admin can be reached."""
    await town.admin.says("/start")
    await town.tick()
    await town.phone("Slamet").says("mulai")
    await town.phone("Slamet").sees("Rapat dimulai")


async def test_it_comes_once_a_day(voting_day: Town) -> None:
    """At 21.00, however often the timers look; and again the next day."""
    await report(voting_day)
    for hour, minute, seen in ((20, 59, 0), (21, 0, 1), (21, 1, 1), (23, 0, 1), (45, 0, 2)):
        voting_day.clock.at(hour, minute)
        await voting_day.tick()
        await voting_day.quiet()
        assert len(heads(voting_day)) == seen, (hour, minute)


async def test_it_comes_once_across_restarts(tmp_path: Path) -> None:
    """A bot that starts again at 21.05 knows that it was sent."""
    clock = Clock()
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await report(town)
        clock.at(21)
        await town.tick()
        await town.quiet()
        assert len(heads(town)) == 1
    clock.forward(minutes=5)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await town.tick()
        await town.quiet()
        assert heads(town) == []


async def test_it_proves_the_log_up_to_itself(voting_day: Town, tmp_path: Path) -> None:
    """What was sent is in the chain; a chain that was rewritten as a whole no longer has it."""
    await report(voting_day)
    voting_day.clock.at(21)
    await voting_day.tick()
    told = await voting_day.admin.sees(
        "Simpan pesan ini", "Kepala rantai catatan Rabu, 27 November 2024 pukul 21.00"
    )
    found = re.search(r"\d+:[0-9a-f]{16}", told.text)
    assert found is not None
    database = voting_day.database
    assert verify(database, [found[0]]).problems == ()
    await voting_day.parts.db.write(lambda tx: journal.append(tx, voting_day.clock(), "x", {}))
    assert verify(database, [found[0]]).problems == ()

    copy = tmp_path / "rewritten.db"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("DELETE FROM journal")
        target.commit()
    assert any(found[0] in problem for problem in verify(copy, [found[0]]).problems)


async def test_an_empty_log_has_no_head(tmp_path: Path) -> None:
    """Nothing to prove, nothing to send."""
    async with open_town(tmp_path, event=True) as town:
        await town.tick()
        town.clock.at(22)
        await town.tick()
        await town.quiet()
        assert heads(town) == []
