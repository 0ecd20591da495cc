"""`siaga verify`: whether the file is sound, the chain holds and what follows from it is right."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from bot.cli.outcome import Exit, Problem
from handlers.texts import cli_verify as texts
from storage import evidence, journal, proof, reports
from storage.database import Tx, snapshot
from storage.evidence import Evidence
from storage.journal import GENESIS, Head, NoHead
from storage.offline import faults, looking_at


@dataclass(frozen=True)
class Finding:
    """`problems` holds a sentence for each thing that is wrong; `head` is the chain's newest.

    `files` is how many files of evidence were read and found to be the same.
    """

    head: Head
    problems: tuple[str, ...]
    files: int = 0


def verify(
    database: Path, kept: Sequence[str] = (), *, evidence_dir: Path | None = None
) -> Finding:
    """Look at everything without writing; works while the bot runs.

    `kept` are heads that admins were sent: the chain must still hold each of them. Files of
    evidence are looked at if their folder is given.
    """
    heads = [_read(text) for text in kept]
    with looking_at(database) as connection:
        damage = tuple(texts.file_fault(fault) for fault in faults(connection))
        found = snapshot(connection, lambda tx: _verify(tx, damage, heads))
        if damage or evidence_dir is None:  # what a damaged file says of others proves nothing
            return found
        return _with_files(connection, evidence_dir, found)


def _with_files(connection: sqlite3.Connection, folder: Path, found: Finding) -> Finding:
    """Hash every file again. It takes long: what is hidden meanwhile is not missing."""
    pieces = snapshot(connection, evidence.kept_files)
    wrong = {piece.id: fault for piece in pieces if (fault := _fault(folder, piece))}
    still = {piece.id for piece in snapshot(connection, evidence.kept_files)} if wrong else set()
    problems = tuple(fault for number, fault in wrong.items() if number in still)
    return Finding(found.head, (*found.problems, *problems), len(pieces) - len(wrong))


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
        yield from starmap(texts.report_changed, proof.reports_unlike_journal(tx))
        yield from (texts.act_changed(a.row, a.seq) for a in proof.acts_unlike_journal(tx))
        yield from map(texts.incident_changed, proof.incidents_unlike_journal(tx))
        yield from starmap(texts.step_changed, proof.steps_unlike_journal(tx))
        yield from map(texts.evidence_changed, proof.evidence_unlike_journal(tx))
    yield from map(texts.projection_wrong, reports.wrong_projections(tx))


def _fault(folder: Path, piece: Evidence) -> str | None:
    """What is wrong with the file of a piece, as a sentence."""
    path = folder / str(piece.path)
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == piece.sha256
    except FileNotFoundError:
        return texts.file_missing(piece.id, piece.report_number, path)
    except OSError:
        return texts.file_unreadable(piece.id, piece.report_number, path)
    return None if same else texts.file_differs(piece.id, piece.report_number, path)
