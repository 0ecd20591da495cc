"""`siaga demo`: a simulated Telegram, a sample city whose voting day is today, and the bot.

Everything runs in this process; no token and no internet is needed. Each start begins a new day
on a copy of the prepared city.
"""

import asyncio
import logging
import shutil
import signal
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from pydantic import SecretStr

from bot import app, logs
from bot.city import malang, prepared
from bot.city.personas import FIRST_ACCOUNT, Character, admins, cast
from bot.city.roster import Roster
from bot.clocks import Clock, utc_now
from bot.settings import Fixed, LogFormat, Settings
from bot.simulator.server import Persona, Simulator
from handlers.texts import demo as texts

TOKEN = "1000000:DEMO"  # noqa: S105 - only the simulator knows this bot
PORT = 8081
_STRANGER = Persona(
    FIRST_ACCOUNT + 900, texts.STRANGER, "+628009999999", texts.STRANGER_NOTE, texts.STRANGER
)


def demo(port: int | None = None) -> None:
    """Run until Ctrl+C. Without a port: 8081, or any free one when that is taken."""
    run(_demo(port))


def run(demo: Coroutine[None, None, None]) -> None:
    """Run a demo to its end, with nothing but warnings beside what it says itself."""
    logs.configure(LogFormat.TEXT)
    logging.getLogger().setLevel(logging.WARNING)
    asyncio.run(demo)


async def _demo(port: int | None) -> None:
    stop = interruption()
    roster = malang.build()
    async with new_day(roster) as day, await simulator(port, cast(roster)) as telegram:
        settings = day.model_copy(update={"api_url": telegram.url})
        async with app.running(settings):
            await greet(telegram, cast(roster))
            typer.echo(texts.ready(telegram.url, len(roster.everybody), len(roster.stations)))
            await stop.wait()


@asynccontextmanager
async def new_day(roster: Roster) -> AsyncIterator[Settings]:
    """Settings for a copy of the prepared city that votes today; it is gone afterwards."""
    city = await prepared.city(roster, lambda: typer.echo(texts.BUILDING))
    with TemporaryDirectory(prefix="siaga-demo-") as folder:
        database = Path(folder) / "siaga.db"
        shutil.copy(city, database)
        settings = _settings(roster, database)
        await prepared.begin_day(database, datetime.now(settings.timezone).date())
        yield settings


def _settings(roster: Roster, database: Path) -> Settings:
    return Fixed(
        token=SecretStr(TOKEN),
        database=f"sqlite:///{database}",
        admin_ids=tuple(admins(roster)),
        evidence_dir=database.parent / "evidence",
        backup_dir=database.parent / "backups",
    )


async def simulator(
    port: int | None, people: Sequence[Character], others: Sequence[Persona] = (),
    clock: Clock = utc_now,
) -> Simulator:  # fmt: skip
    """A simulated Telegram with the phones of these people, a stranger's, and of `others`."""
    personas = [*map(_persona, people), _STRANGER, *others]
    chosen = PORT if port is None else port
    if port is None and not await _is_free(chosen):
        chosen = 0
    return Simulator(TOKEN, port=chosen, personas=personas, clock=clock)


async def _is_free(port: int) -> bool:
    try:
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", port)
    except OSError:
        return False
    server.close()
    await server.wait_closed()
    return True


def _persona(character: Character) -> Persona:
    officer = character.officer
    note = character.title if character.linked else f"{character.title}, {texts.UNREGISTERED}"
    return Persona(character.user_id, officer.name, officer.phone, note, character.group)


async def greet(telegram: Simulator, people: Sequence[Character]) -> None:
    """Registered people have the bot's keyboard before anybody looks: they wrote to it before."""
    for character in people:
        if character.linked:
            await telegram.persona(character.user_id).starts()
    await telegram.settled()


def interruption() -> asyncio.Event:
    """Set by Ctrl+C, or when the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    return stop
