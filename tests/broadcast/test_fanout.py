"""The rows of a broadcast: one for each chat, whatever is pressed or killed meanwhile."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import broadcasts
from storage.audience import Audience, reach
from storage.broadcasts import BroadcastId, Draft, State
from storage.database import Database, Tx
from storage.listed import Fate, Sending, people
from tests.broadcast.crowd import NOW, fill

EVERYBODY = Audience()
PENDING = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND held = 0"


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database."""
    opened = await Database.open(tmp_path / "siaga.db")
    yield opened
    await opened.close()


def begin(tx: Tx, *, must_confirm: bool = False, audience: Audience = EVERYBODY) -> BroadcastId:
    """A broadcast that has just been let go."""
    payload = {"text": "Halo"}
    total = reach(tx, 1, audience).people
    draft = Draft(1, 1, 1, "sendMessage", payload, audience, must_confirm, total)
    number = broadcasts.add(tx, NOW, draft)
    broadcast = broadcasts.get(tx, number)
    assert broadcast is not None
    broadcasts.start(tx, NOW, broadcast, payload, None)
    return number


async def follow(db: Database, number: int, most: int = 1000) -> list[float]:
    """Take steps as the worker does, and give the seconds of processor that each took."""
    took = []
    for _ in range(most):
        began = time.process_time()
        more = await db.write(lambda tx: broadcasts.step(tx, NOW, number))
        took.append(time.process_time() - began)
        if not more:
            break
    return took


def figures(tx: Tx, number: int) -> broadcasts.Figures:
    broadcast = broadcasts.get(tx, number)
    assert broadcast is not None
    return broadcasts.figures(tx, broadcast)


async def test_eleven_thousand_are_queued_within_a_second_and_nobody_waits_for_it(
    db: Database,
) -> None:
    """From Kirim to the last row at most 1 s of work, and no unit is over 100 ms of it."""
    await db.write(lambda tx: fill(tx, 11_000))
    number = await db.write(begin)
    took = await follow(db, number)
    assert sum(took) <= 1.0
    assert max(took) <= 0.1
    assert await db.read(lambda tx: tx.value(PENDING)) == 11_000


async def test_a_list_goes_out_in_steps_as_well(db: Database) -> None:
    """Thousands of names, some of them out of reach: everybody else once, and no unit is long."""
    await db.write(lambda tx: fill(tx, 5_000, unregistered_every=2))
    chosen = Audience(people=tuple(range(4_000, 0, -1)))
    number = await db.write(lambda tx: begin(tx, audience=chosen))
    took = await follow(db, number)
    assert max(took) <= 0.1
    counted = await db.read(lambda tx: figures(tx, number))
    assert (counted.total, counted.waiting, counted.unreachable) == (4_000, 2_000, 2_000)


async def test_a_kill_in_the_middle_costs_nobody_a_copy_and_nobody_the_message(
    tmp_path: Path,
) -> None:
    """Steps taken before and after a restart add up to one row for each chat."""
    db = await Database.open(tmp_path / "siaga.db")
    await db.write(lambda tx: fill(tx, 3_500, unregistered_every=10, sharing=30))
    number = await db.write(begin)
    await follow(db, number, most=2)
    await db.close()
    db = await Database.open(tmp_path / "siaga.db")
    await follow(db, number)
    rows = await db.read(
        lambda tx: tx.all("SELECT chat_id, COUNT(*) AS copies FROM outbox GROUP BY chat_id")
    )
    assert len(rows) == 3_150 - 30
    assert {row["copies"] for row in rows} == {1}
    counted = await db.read(lambda tx: figures(tx, number))
    assert (counted.total, counted.waiting, counted.unreachable) == (3_500, 3_150, 350)
    await db.close()


async def test_pausing_holds_what_was_not_sent_and_going_on_lets_it_go(db: Database) -> None:
    """Paused rows are not offered to dispatch; sent ones are never touched."""
    await db.write(lambda tx: fill(tx, 2_500))
    number = await db.write(begin)
    await follow(db, number, most=8)
    await db.write(lambda tx: tx.run("UPDATE outbox SET sent_at = 1 WHERE id <= 700"))
    await db.write(lambda tx: broadcasts.move(tx, NOW, number, State.PAUSED))
    await follow(db, number)
    assert await db.read(lambda tx: tx.value(PENDING)) == 0
    await db.write(lambda tx: broadcasts.move(tx, NOW, number, State.SENDING))
    await follow(db, number)
    assert await db.read(lambda tx: tx.value(PENDING)) == 1_800
    assert (await db.read(lambda tx: figures(tx, number))).sent == 700


async def test_stopping_ends_it_and_once_more_reaches_only_the_rest(db: Database) -> None:
    """After Hentikan and Kirim lagi those who had it have one copy, the others one as well."""
    await db.write(lambda tx: fill(tx, 1_500, unregistered_every=5))
    number = await db.write(begin)
    await follow(db, number)
    await db.write(lambda tx: tx.run("UPDATE outbox SET sent_at = 1 WHERE id <= 400"))
    await db.write(lambda tx: broadcasts.move(tx, NOW, number, State.STOPPED))
    await follow(db, number)
    stopped = await db.read(lambda tx: figures(tx, number))
    assert (stopped.sent, stopped.stopped, stopped.waiting, stopped.unreachable) == (
        400, 800, 0, 300,
    )  # fmt: skip
    await db.write(lambda tx: broadcasts.repeat(tx, number))
    await follow(db, number)
    again = await db.read(lambda tx: figures(tx, number))
    assert (again.sent, again.waiting, again.unreachable) == (400, 800, 300)


async def test_a_stopped_broadcast_is_brought_to_its_end_before_anybody_is_reminded(
    db: Database,
) -> None:
    """Kirim lagi after Hentikan goes to those without it; the next one to those who have not read.

    Nobody gets a second copy because others had none.
    """
    await db.write(lambda tx: fill(tx, 10))
    number = await db.write(lambda tx: begin(tx, must_confirm=True))
    await follow(db, number)
    await db.write(lambda tx: tx.run("UPDATE outbox SET sent_at = 1 WHERE chat_id <= 4"))
    await db.write(lambda tx: broadcasts.move(tx, NOW, number, State.STOPPED))
    await follow(db, number)
    await db.write(lambda tx: broadcasts.repeat(tx, number))
    await follow(db, number)
    chats = await db.read(lambda tx: tx.all("SELECT chat_id FROM outbox WHERE sent_at IS NULL"))
    assert {row["chat_id"] for row in chats} == set(range(5, 11))
    await db.write(lambda tx: tx.run("UPDATE outbox SET sent_at = 1"))
    await db.write(lambda tx: broadcasts.confirm(tx, NOW, number, 1))
    await db.write(lambda tx: broadcasts.move(tx, NOW, number, State.DONE))
    await db.write(lambda tx: broadcasts.repeat(tx, number))
    await follow(db, number)
    assert (await db.read(lambda tx: figures(tx, number))).waiting == 9


async def test_once_more_reaches_those_who_registered_since(db: Database) -> None:
    """Kirim lagi also goes to people whom the first sending could not reach."""
    await db.write(lambda tx: fill(tx, 20, unregistered_every=2))
    number = await db.write(begin)
    await follow(db, number)
    await db.write(lambda tx: tx.run("UPDATE outbox SET sent_at = 1"))
    await db.write(lambda tx: broadcasts.move(tx, NOW, number, State.DONE))
    await db.write(
        lambda tx: tx.run(
            "INSERT INTO accounts (user_id, first_seen_at, last_seen_at) VALUES (2, 0, 0)"
        )
    )
    await db.write(
        lambda tx: tx.run(
            "INSERT INTO account_people (user_id, person_id, linked_at) VALUES (2, 2, 0)"
        )
    )
    await db.write(lambda tx: broadcasts.repeat(tx, number))
    await follow(db, number)
    assert await db.read(lambda tx: tx.all("SELECT chat_id FROM outbox WHERE sent_at IS NULL"))
    now = await db.read(lambda tx: figures(tx, number))
    assert (now.total, now.sent, now.waiting, now.unreachable) == (20, 10, 1, 9)


async def test_whoever_confirmed_is_left_alone_by_the_next_sending(db: Database) -> None:
    """With Sudah dibaca asked for, those who pressed it get no second copy."""
    await db.write(lambda tx: fill(tx, 10))
    number = await db.write(lambda tx: begin(tx, must_confirm=True))
    await follow(db, number)
    await db.write(lambda tx: tx.run("UPDATE outbox SET sent_at = 1"))
    await db.write(lambda tx: [broadcasts.confirm(tx, NOW, number, chat) for chat in (1, 2, 3)])
    await db.write(lambda tx: broadcasts.move(tx, NOW, number, State.DONE))
    await db.write(lambda tx: broadcasts.repeat(tx, number))
    await follow(db, number)
    chats = await db.read(lambda tx: tx.all("SELECT chat_id FROM outbox WHERE sent_at IS NULL"))
    assert {row["chat_id"] for row in chats} == set(range(4, 11))


async def test_every_fate_is_listed_and_the_lists_add_up(db: Database) -> None:
    """Confirmed, unconfirmed, failed, blocked and unregistered people are all named."""
    await db.write(lambda tx: fill(tx, 20, unregistered_every=5))
    await db.write(lambda tx: tx.run("UPDATE accounts SET blocked_at = 1 WHERE user_id = 1"))
    number = await db.write(lambda tx: begin(tx, must_confirm=True))
    await follow(db, number)
    await db.write(lambda tx: tx.run("UPDATE outbox SET sent_at = 1 WHERE chat_id <> 2"))
    await db.write(
        lambda tx: tx.run("UPDATE outbox SET failed_at = 1, error = 'gone' WHERE chat_id = 2")
    )
    await db.write(lambda tx: broadcasts.confirm(tx, NOW, number, 3))

    def listed(tx: Tx) -> dict[Fate, int]:
        broadcast = broadcasts.get(tx, number)
        assert broadcast is not None
        return {fate: len(people(tx, Sending.of(broadcast), fate)) for fate in Fate}

    assert await db.read(listed) == {
        Fate.CONFIRMED: 1, Fate.UNCONFIRMED: 13, Fate.FAILED: 1, Fate.BLOCKED: 1,
        Fate.UNREGISTERED: 4,
    }  # fmt: skip
