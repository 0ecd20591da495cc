"""A simulator with a clock that stands still, a bare bot and one person who has said hello."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.simulator import Phone, Simulator
from tests.simulator.client import Bot, HandClock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def sim(clock: HandClock) -> AsyncIterator[Simulator]:
    async with Simulator("1:TEST", clock=clock, webhook_pause=0.01) as simulator:
        yield simulator


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(session, sim.url)


@pytest.fixture
async def slamet(sim: Simulator, bot: Bot) -> Phone:
    """Slamet, whose /start the bot has confirmed."""
    phone = sim.phone("Slamet Riyadi", "+6280011112222")
    await phone.starts()
    last = (await bot.updates())[-1]["update_id"]
    await bot.updates(offset=last + 1)
    return phone
