"""The journal proves what was written, in which order, and what was erased."""

from collections.abc import Callable

import pytest

from storage import journal
from storage.database import Database, Tx
from storage.journal import Break, Fault
from tests.durability.conftest import NOW


async def wrote(db: Database, change: Callable[[Tx], object]) -> list[Break]:
    """Five entries, then something done behind the journal's back: what it finds."""

    def fill(tx: Tx) -> None:
        for number in range(1, 6):
            journal.append(tx, NOW, "report", {"report": number, "words": f"isi {number}"})
        change(tx)

    await db.write(fill)
    return await db.read(journal.verify)


def swap(tx: Tx) -> None:
    """Entries 2 and 3 change places, each with all that it says."""
    for old, new in ((2, 99), (3, 2), (99, 3)):
        tx.run("UPDATE journal SET seq = $2 WHERE seq = $1", old, new)


def slip_in(tx: Tx) -> None:
    """A forged entry 3 with hashes that fit its own words; the others move down."""
    for seq in (5, 4, 3):
        tx.run("UPDATE journal SET seq = seq + 1 WHERE seq = $1", seq)
    tx.run(
        "INSERT INTO journal (seq, at, kind, body, salt, inner_hash, digest)"
        " SELECT 3, at, kind, body, salt, inner_hash, digest FROM journal WHERE seq = 2"
    )


async def test_what_was_only_appended_holds(db: Database) -> None:
    """Five entries, and nothing to find."""
    assert await wrote(db, lambda tx: None) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda tx: tx.run("UPDATE journal SET body = '{}' WHERE seq = 2"), {2: Fault.CHANGED}),
        (lambda tx: tx.run("UPDATE journal SET salt = '0' WHERE seq = 2"), {2: Fault.CHANGED}),
        (lambda tx: tx.run("UPDATE journal SET at = at - 1 WHERE seq = 2"), {2: Fault.MOVED}),
        (lambda tx: tx.run("UPDATE journal SET kind = 'x' WHERE seq = 2"), {2: Fault.MOVED}),
        (
            lambda tx: tx.run("UPDATE journal SET digest = inner_hash WHERE seq = 2"),
            {2: Fault.MOVED, 3: Fault.MOVED},
        ),
        (lambda tx: tx.run("DELETE FROM journal WHERE seq = 1"), {2: Fault.MISSING}),
        (lambda tx: tx.run("DELETE FROM journal WHERE seq IN (2, 3)"), {4: Fault.MISSING}),
        (swap, {2: Fault.MOVED, 3: Fault.MOVED, 4: Fault.MOVED}),
        (slip_in, {3: Fault.MOVED, 4: Fault.MOVED, 5: Fault.MOVED, 6: Fault.MOVED}),
        (
            lambda tx: tx.run("UPDATE journal SET body = NULL, salt = NULL WHERE seq = 2"),
            {2: Fault.EMPTIED},
        ),
    ],
    ids="words salt time kind digest first middle swapped inserted emptied".split(),
)
async def test_tampering_is_found_and_named(
    db: Database, change: Callable[[Tx], object], found: dict[int, Fault]
) -> None:
    """Whatever was changed, removed, inserted or moved: the first entry named is the wrong one."""
    assert {each.seq: each.fault for each in await wrote(db, change)} == found


async def test_erasure_is_an_entry_and_keeps_the_chain(db: Database) -> None:
    """The words are gone, that there were some stays proved; so does the erasure itself."""
    assert await wrote(db, lambda tx: journal.erase(tx, NOW, 2)) == []
    rows = await db.read(lambda tx: tx.all("SELECT kind, body FROM journal ORDER BY seq"))
    assert rows[1]["body"] is None
    assert rows[5]["kind"] == "erased"


async def test_an_erased_entry_still_cannot_be_removed(db: Database) -> None:
    """What it said is gone, not that it was."""

    def erase_and_remove(tx: Tx) -> None:
        journal.erase(tx, NOW, 2)
        tx.run("DELETE FROM journal WHERE seq = 2")

    assert [each.seq for each in await wrote(db, erase_and_remove)] == [3]


async def test_the_same_words_hash_differently_each_time(db: Database) -> None:
    """A salt of its own keeps erased words from being guessed."""

    def twice(tx: Tx) -> None:
        tx.run("DELETE FROM journal")
        for _ in range(2):
            journal.append(tx, NOW, "report", {"words": "sama"})

    assert await wrote(db, twice) == []
    hashes = await db.read(lambda tx: tx.all("SELECT inner_hash FROM journal"))
    assert hashes[0]["inner_hash"] != hashes[1]["inner_hash"]
