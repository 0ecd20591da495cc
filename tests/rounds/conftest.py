"""The town in the evenings before the vote: guards, two of them, and those above."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.simulator import Message
from storage import people
from storage.database import Tx
from tests.conftest import open_town
from tests.town import KOTALAMA, MORNING, Clock, Town, number_of, user_id_of

MONDAY = datetime(2024, 11, 25, 0, 0, tzinfo=UTC) - timedelta(hours=7)
"""The midnight at which H-2 begins in WIB; voting day is the Wednesday after."""


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[Town]:
    """20.00 on H-2; Gito guards the store of Kotalama, and so does Heru."""
    clock = Clock(MONDAY + timedelta(hours=20))
    async with open_town(tmp_path, event=True, clock=clock) as opened:
        await opened.parts.db.write(_second_guard)
        heru = opened.phone("Heru")
        opened.sim.world.chats[heru.user_id].started = True
        await opened.tick()
        yield opened


def _second_guard(tx: Tx) -> None:
    person = people.add_person(tx, MORNING, "Heru", number_of("Heru"))
    people.add_post(tx, MORNING, 1, person, "penjaga", KOTALAMA, source="roster", store_id=1)
    people.saw_account(tx, user_id_of("Heru"), None, MORNING)
    people.link(tx, user_id_of("Heru"), person, MORNING)


async def at(town: Town, hour: int, minute: int = 0) -> None:
    """Let the clock show an hour, counted from the midnight of H-2, and every timer look."""
    town.clock.now = MONDAY + timedelta(hours=hour, minutes=minute)
    await town.tick()
    await town.quiet()


def asked(town: Town, name: str, about: str = "") -> list[Message]:
    """The questions about stores on somebody's phone that say this."""
    found = town.phone(name).messages
    return [
        each
        for each in found
        if ("Ronda" in each.text or "Hujan lebat" in each.text) and about in each.text
    ]
