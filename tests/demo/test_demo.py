"""`siaga demo`: from the command to an incident that one person files and another takes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.city.malang import build
from bot.city.personas import cast
from tests.demo.page import Page, says, started


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """The demo as `siaga demo` starts it."""
    async with started(tmp_path) as opened:
        yield opened


async def test_an_incident_travels_from_one_phone_to_another(page: Page) -> None:
    """A linmas types it, the police coordinator takes it, and the linmas is told who it is."""
    people = {character.title: character for character in cast(build())}
    linmas, police = people["Linmas TPS 012"], people["Polsek Blimbing"]
    await page.act(linmas.user_id, "says", text="masalah keamanan ada keributan di TPS")
    await page.sees(police.user_id, says("keributan", "Saya tangani", linmas.officer.name))
    await page.act(police.user_id, "presses", label="Saya tangani")
    await page.sees(linmas.user_id, says(police.officer.name))
    assert (await page.get("/sim/report"))["violations"] == []


async def test_somebody_unregistered_gets_in_with_the_own_number(page: Page) -> None:
    """The KPPS member who is on the roster shares the number and is asked for the right TPS."""
    people = {character.officer.role: character for character in cast(build())}
    newcomer = people["kpps"]
    await page.act(newcomer.user_id, "says", text="/start")
    await page.sees(newcomer.user_id, says("Bagikan nomor saya"))
    await page.act(newcomer.user_id, "contact")
    await page.sees(newcomer.user_id, says("TPS 012", "Benar", newcomer.officer.name))
