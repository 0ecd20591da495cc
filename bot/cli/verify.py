"""`siaga verify`: whether the file is sound, the log's chain holds and the projection is right."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from handlers.texts import cli as texts
from storage import journal
from storage.database import Tx, snapshot
from storage.offline import faults, looking_at


@dataclass(frozen=True)
class Finding:
    """`problems` holds a sentence for each thing that is wrong; `entries` were in the chain."""

    entries: int
    problems: tuple[str, ...]


def verify(database: Path) -> Finding:
    """Look at everything without writing; works while the bot runs."""
    with looking_at(database) as connection:
        damage = tuple(texts.file_fault(fault) for fault in faults(connection))
        return snapshot(connection, lambda tx: _verify(tx, damage))


def _verify(tx: Tx, damage: tuple[str, ...]) -> Finding:
    try:
        chain = tuple(texts.chain_broken(each.seq, each.problem) for each in journal.verify(tx))
        return Finding(journal.head(tx).seq, (*damage, *chain))
    except sqlite3.DatabaseError as error:
        return Finding(0, (*damage, texts.file_fault(str(error))))
