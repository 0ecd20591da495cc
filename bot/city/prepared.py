"""The sample city as a database: imported once through the product's own import, then kept."""

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from bot.city.files import write_workbook
from bot.city.personas import Character, cast
from bot.city.roster import Roster
from bot.cli import importing
from handlers.texts import demo as texts
from storage import event_setup, events, people
from storage.database import Database, Tx

_ROOT = Path(__file__).parents[2]
_MAKERS = ("bot/city", "bot/cli/importing.py", "handlers/roster", "handlers/events", "storage")
"""What the prepared database depends on: when one of these changes, it is made anew."""


async def city(roster: Roster, on_build: Callable[[], None]) -> Path:
    """The prepared database; only copies of it may be opened. `on_build` is called before work."""
    folder = _folder()
    path = folder / f"city-{_fingerprint()}.db"
    if not path.exists():
        on_build()
        for former in folder.glob("city-*.db"):
            former.unlink()
        with TemporaryDirectory(dir=folder) as workshop:
            made = await _build(roster, Path(workshop))
            made.replace(path)
    return path


async def begin_day(database: Path, today: date) -> None:
    """Set the event of a copied city up: the vote is today, and prompts come at their hours."""
    db = await Database.open(database)
    try:
        await db.write(lambda tx: _set_up(tx, today))
    finally:
        await db.close()


def _set_up(tx: Tx, today: date) -> None:
    event = events.live(tx)
    event_setup.describe(tx, event.id, texts.EVENT_NAME, "pilkada")
    event_setup.vote_on(tx, event.id, today)


async def _build(roster: Roster, workshop: Path) -> Path:
    workbook = workshop / "kota.xlsx"
    write_workbook(roster, workbook)
    database = workshop / "siaga.db"
    await asyncio.to_thread(importing.import_roster, database, workbook)
    db = await Database.open(database)
    try:
        await db.write(lambda tx: _register(tx, cast(roster)))
    finally:
        await db.close()
    return database


def _register(tx: Tx, characters: Sequence[Character]) -> None:
    now = datetime.now(UTC)
    for character in characters:
        if character.linked:
            people.saw_account(tx, character.user_id, None, now)
            (person,) = people.by_phone(tx, character.officer.phone)
            people.link(tx, character.user_id, person.id, now)


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path.home() / ".cache") / "siaga-tps"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a machine without a home to write to
        folder = Path(gettempdir()) / f"siaga-tps-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for file in _maker_files():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _maker_files() -> Iterator[Path]:
    for maker in _MAKERS:
        path = _ROOT / maker
        found = [path] if path.is_file() else path.rglob("*")
        yield from sorted(
            f for f in found if f.is_file() and f.suffix in {".py", ".sql", ".csv", ".toml"}
        )
