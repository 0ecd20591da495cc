"""`siaga verify`: whether the file is sound, the chain holds and what follows from it is right."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.outcome import Exit, Problem
from handlers.texts import cli as texts
from storage import journal, proof, reports
from storage.database import Tx, snapshot
from storage.journal import GENESIS, Head, NoHead
from storage.offline import faults, looking_at


@dataclass(frozen=True)
class Finding:
    """`problems` holds a sentence for each thing that is wrong; `head` is the chain's newest."""

    head: Head
    problems: tuple[str, ...]


def verify(database: Path, kept: Sequence[str] = ()) -> Finding:
    """Look at everything without writing; works while the bot runs.

    `kept` are heads that admins were sent: the chain must still hold each of them.
    """
    heads = [_read(text) for text in kept]
    with looking_at(database) as connection:
        damage = tuple(texts.file_fault(fault) for fault in faults(connection))
        return snapshot(connection, lambda tx: _verify(tx, damage, heads))


def _read(text: str) -> Head:
    try:
        return journal.read_head(text)
    except NoHead:
        raise Problem(texts.no_head(text), Exit.UNUSABLE) from None


def _verify(tx: Tx, damage: tuple[str, ...], heads: Sequence[Head]) -> Finding:
    try:
        lost = tuple(texts.head_lost(str(each)) for each in heads if not journal.holds(tx, each))
        return Finding(journal.head(tx), (*damage, *lost, *_doubts(tx)))
    except sqlite3.DatabaseError as error:
        return Finding(Head(0, GENESIS), (*damage, texts.file_fault(str(error))))


def _doubts(tx: Tx) -> Iterator[str]:
    breaks = journal.verify(tx)
    yield from (texts.chain_broken(each.seq, each.fault) for each in breaks)
    if not breaks:  # else the journal proves nothing about the rows
        yield from map(texts.report_changed, proof.unlike_journal(tx))
        yield from map(texts.act_changed, proof.acts_unlike_journal(tx))
        yield from map(texts.step_changed, proof.steps_unlike_journal(tx))
    yield from map(texts.projection_wrong, reports.wrong_projections(tx))
