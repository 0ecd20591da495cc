"""`siaga demo --pagi`: the sample city's morning on the phones, by a clock that runs faster.

The people of the cast are left to whoever watches: nothing is pressed or written on their phones.
"""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime

import typer

from bot import app
from bot.city import malang
from bot.city.morning import accounts, plan, script
from bot.city.morning.clock import FastClock
from bot.city.morning.plan import Morning
from bot.city.morning.player import Player
from bot.city.morning.watched import Show
from bot.city.personas import Character, cast
from bot.city.roster import Roster
from bot.demo import greet, interruption, new_day, run, simulator
from bot.limits import Rates
from bot.settings import Settings
from bot.simulator import Persona
from handlers.texts import common
from handlers.texts import morning as texts
from storage.database import Database

PACE = 12.0
"""Two hours in ten minutes: slow enough to read, and to answer a MERAH within its five minutes."""


def demo(port: int | None, pace: float | None = None) -> None:
    """Run until Ctrl+C; `pace` is how many times faster the clock runs."""
    run(_demo(port, pace or PACE))


async def _demo(port: int | None, pace: float) -> None:
    stop = interruption()
    roster = malang.build()
    morning, people = script.write(roster), cast(roster)
    account_of = accounts.accounts(roster, morning)
    async with new_day(roster) as day:
        today = datetime.now(day.timezone).date()
        clock = FastClock(plan.moment(today, 0, day.timezone), pace)
        await _register(day, clock(), account_of)
        others = list(_players(roster, morning, people, account_of))
        async with await simulator(port, people, others, clock) as telegram:
            telegram.notice = texts.sight(*texts.SIGHTS[0])
            accounts.move_in(telegram, roster, account_of)
            settings = day.model_copy(update={"api_url": telegram.url})
            async with app.running(settings, clock, _rates(pace), clock.steady) as parts:
                await greet(telegram, people)
                typer.echo(texts.ready(telegram.url, pace))
                player = Player(telegram, morning, account_of)
                show = Show(telegram, parts, clock, player, morning, _say)
                await _until(stop, show)


async def _until(stop: asyncio.Event, show: Show) -> None:
    """Play until asked to stop; what is wrong with the morning ends it, too."""
    playing, stopping = asyncio.create_task(show.play()), asyncio.create_task(stop.wait())
    await asyncio.wait({playing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if playing.done():
        playing.result()
    await stopping
    while not playing.done():  # a tick that is under way keeps a cancellation to itself
        playing.cancel()
        await asyncio.wait({playing}, timeout=0.1)


async def _register(settings: Settings, now: datetime, account_of: Mapping[str, int]) -> None:
    db = await Database.open(settings.database_path)
    try:
        await db.write(lambda tx: accounts.register(tx, now, account_of))
    finally:
        await db.close()


def _rates(pace: float) -> Rates:
    """Telegram's limits, as often by this clock as they are by the machine's."""
    usual = Rates()
    return Rates(
        usual.per_chat / pace, usual.burst, round(usual.group_per_minute * pace),
        usual.bulk_per_second * pace,
    )  # fmt: skip


def _players(
    roster: Roster, morning: Morning, people: tuple[Character, ...],
    account_of: Mapping[str, int],
) -> Iterator[Persona]:  # fmt: skip
    """Whoever reports or answers an incident can be looked at too."""
    known = {each.officer.phone for each in people}
    acting = {each.phone for each in morning.cases} | {each.phone for each in morning.presses}
    for officer in roster.officers:
        if officer.phone in acting - known:
            note = f"{common.role_name(officer.role)} {officer.agency} {officer.place}"
            yield Persona(account_of[officer.phone], officer.name, officer.phone,
                          " ".join(note.split()), texts.OTHERS)  # fmt: skip


def _say(sight: str) -> None:
    typer.echo(f"  ▶ {sight}")
