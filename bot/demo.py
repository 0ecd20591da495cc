"""`siaga demo`: a simulated Telegram, a sample city whose voting day is today, and the bot.

Everything runs in this process; no token and no internet is needed. Each start begins a new day
on a copy of the prepared city.
"""

import asyncio
import logging
import shutil
import signal
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from pydantic import SecretStr

from bot import app, logs
from bot.city import malang, prepared
from bot.city.personas import FIRST_ACCOUNT, Character, admins, cast
from bot.city.roster import Roster
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
    logs.configure(LogFormat.TEXT)
    logging.getLogger().setLevel(logging.WARNING)
    asyncio.run(_demo(port))


async def _demo(port: int | None) -> None:
    stop = _interruption()
    roster = malang.build()
    city = await prepared.city(roster, lambda: typer.echo(texts.BUILDING))
    with TemporaryDirectory(prefix="siaga-demo-") as folder:
        database = Path(folder) / "siaga.db"
        shutil.copy(city, database)
        settings = _settings(roster, database)
        await prepared.begin_day(database, datetime.now(settings.timezone).date())
        async with await _simulator(port, cast(roster)) as simulator:
            settings = settings.model_copy(update={"api_url": simulator.url})
            async with app.running(settings):
                await _greet(simulator, cast(roster))
                typer.echo(texts.ready(simulator.url, len(roster.everybody), len(roster.stations)))
                await stop.wait()


def _settings(roster: Roster, database: Path) -> Settings:
    return Fixed(
        token=SecretStr(TOKEN),
        database=f"sqlite:///{database}",
        admin_ids=tuple(admins(roster)),
        evidence_dir=database.parent / "evidence",
        backup_dir=database.parent / "backups",
    )


async def _simulator(port: int | None, people: Sequence[Character]) -> Simulator:
    personas = [*map(_persona, people), _STRANGER]
    chosen = PORT if port is None else port
    if port is None and not await _is_free(chosen):
        chosen = 0
    return Simulator(TOKEN, port=chosen, personas=personas)


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


async def _greet(simulator: Simulator, people: Sequence[Character]) -> None:
    """Registered people have the bot's keyboard before anybody looks: they wrote to it before."""
    for character in people:
        if character.linked:
            await simulator.persona(character.user_id).starts()
    await simulator.settled()


def _interruption() -> asyncio.Event:
    """Set by Ctrl+C, or when the process is asked to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    return stop
