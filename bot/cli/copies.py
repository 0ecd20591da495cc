"""`siaga backup` and `siaga restore`."""

from datetime import datetime
from itertools import chain, count
from pathlib import Path

from bot.cli.lock import writing
from bot.cli.outcome import Exit, Problem
from handlers.texts import cli as texts
from storage import backup as copies


def backup(database: Path, target: Path | None, folder: Path, now: datetime) -> Path:
    """Copy the database, also while the bot runs; `now` is local and names the file."""
    chosen = target or folder / f"{database.stem}-{now:%Y%m%d-%H%M%S}.db"
    copies.backup(database, chosen)
    return chosen


def restore(copy: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy in the database's place; returns where the former one lies, if there was one."""
    if not copy.is_file():
        raise Problem(texts.no_file(copy), Exit.UNUSABLE)
    with writing(database, otherwise=texts.BOT_RUNS_RESTORE):
        aside = _free(database.with_name(f"{database.name}.sebelum-{now:%Y%m%d-%H%M%S}"))
        existed = database.exists()
        copies.restore(copy, database, aside)
    return aside if existed else None


def _free(path: Path) -> Path:
    """The path, or one like it where nothing lies yet: two restores may fall into one second."""
    others = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(each for each in chain([path], others) if not each.exists())
