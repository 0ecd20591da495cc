"""The town in which dialogues play: the real bot over real HTTP against a simulated Telegram."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot import app
from bot.clocks import Steady, boottime
from bot.limits import Rates
from bot.settings import Fixed, Settings
from bot.simulator import Persona, Simulator
from storage.database import Database, Tx
from tests import town as towns
from tests.town import ADMIN_ID, EVE, TOKEN, Clock, Town

UNHURRIED = Rates(per_chat=0.0, group_per_minute=10_000, bulk_per_second=10_000)
"""The limits of a Telegram that has none: dialogues are not about them."""


@asynccontextmanager
async def open_town(
    folder: Path, *, event: bool = False, registered: bool = True, clock: Clock | None = None,
    personas: Sequence[Persona] = (), steady: Steady = boottime, zone: str = "Asia/Jakarta",
) -> AsyncIterator[Town]:  # fmt: skip
    """A town with its bot running; `event` sets voting day, `registered` lets everybody in.

    `personas` are the people whom the page with phones offers; `steady` are seconds that no
    setting of the clock changes.
    """
    clock = clock or Clock()
    settings = await _prepare(folder, event=event, registered=registered)
    async with Simulator(TOKEN, port=0, clock=clock, limits=False, personas=personas) as sim:
        settings = settings.model_copy(update={"api_url": sim.url, "timezone": ZoneInfo(zone)})
        async with app.running(settings, clock, UNHURRIED, steady) as parts:
            town = Town(sim, parts, clock, folder / "siaga.db")
            if registered:
                town.move_in()
            yield town
        assert sim.violations == []


async def _prepare(folder: Path, *, event: bool, registered: bool) -> Settings:
    database = folder / "siaga.db"
    if not database.exists():
        db = await Database.open(database)
        await db.write(lambda tx: _fill(tx, event, registered))
        await db.close()
    return Fixed(
        token=SecretStr(TOKEN), database=f"sqlite:///{database}", admin_ids=(ADMIN_ID,),
        evidence_dir=folder / "evidence", backup_dir=folder / "backups",
    )  # fmt: skip


def _fill(tx: Tx, event: bool, registered: bool) -> None:
    towns.build(tx, registered)
    if event:
        towns.set_up_event(tx)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Everybody is registered, the event is not set up: nothing is checked by the clock."""
    async with open_town(tmp_path) as opened:
        yield opened


@pytest.fixture
async def voting_day(tmp_path: Path) -> AsyncIterator[Town]:
    """07.02 on voting day: everybody is registered and the event is set up."""
    async with open_town(tmp_path, event=True) as opened:
        yield opened


@pytest.fixture
async def eve(tmp_path: Path) -> AsyncIterator[Town]:
    """The afternoon before voting day; everything with an hour is planned."""
    async with open_town(tmp_path, event=True, clock=Clock(EVE)) as opened:
        await opened.tick()
        yield opened


@pytest.fixture
async def fresh_town(tmp_path: Path) -> AsyncIterator[Town]:
    """Everybody is on the roster, nobody has registered yet."""
    async with open_town(tmp_path, registered=False) as opened:
        yield opened
