"""The town on the eve of voting day, with its timers planned, for dialogues about silence."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.simulator import Message
from tests.conftest import open_town
from tests.town import Clock, Town

EVE = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)
"""16.00 WIB on H-1."""


@pytest.fixture
async def eve(tmp_path: Path) -> AsyncIterator[Town]:
    """The afternoon before voting day; everything with an hour is planned."""
    async with open_town(tmp_path, event=True, clock=Clock(EVE)) as opened:
        await opened.tick()
        yield opened


async def at(town: Town, hour: int, minute: int = 0) -> None:
    """Let the clock show an hour of voting day, and every timer look."""
    town.clock.at(hour, minute)
    await town.tick()
    await town.quiet()


def nudges(town: Town, name: str, about: str = "") -> list[Message]:
    """The nudges on somebody's phone that say this."""
    found = town.phone(name).messages
    return [each for each in found if each.text.startswith("⏰ TPS") and about in each.text]


def lists(town: Town, name: str, about: str = "") -> list[Message]:
    """The lists of silent stations on somebody's phone that say this."""
    found = town.phone(name).messages
    return [each for each in found if each.text.startswith("⚪ Belum ada") and about in each.text]
