"""`siaga verify`: whether the file is sound, the chain holds and what follows from it is right."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handlers.texts import cli as texts
from storage import journal, proof, reports
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
        return Finding(journal.head(tx).seq, (*damage, *_doubts(tx)))
    except sqlite3.DatabaseError as error:
        return Finding(0, (*damage, texts.file_fault(str(error))))


def _doubts(tx: Tx) -> Iterator[str]:
    breaks = journal.verify(tx)
    yield from (texts.chain_broken(each.seq, each.fault) for each in breaks)
    if not breaks:  # else the journal proves nothing about the reports
        yield from map(texts.report_changed, proof.unlike_journal(tx))
    yield from map(texts.projection_wrong, reports.wrong_projections(tx))
