"""A press on a live message may come before the number of that message was written down."""

import json
from datetime import datetime
from typing import Any

import pytest

from bot.results import Prepared, prepare, record
from bot.transport import Sent
from storage import live_messages, outbox
from storage.database import Database, Tx
from tests.durability.conftest import NOW

CHAT, NUMBER, DATA = 77, 41, "1of.post|5"
BELOW = {"inline_keyboard": [[{"text": "Pilih", "callback_data": DATA}]]}


def shows(tx: Tx, text: str, key: str = "status", **more: Any) -> None:
    """A live message shall show this."""
    payload = {"text": text, "parse_mode": "HTML", **more}
    outbox.show(tx, NOW, CHAT, key, payload, kind="live")


async def under_way(db: Database) -> Prepared:
    """The only call that waits, as it is being posted."""
    rows = await db.read(lambda tx: outbox.waiting(tx, (-1, 0), 9))
    (step,) = (await db.read(lambda tx: prepare(tx, NOW, rows))).values()
    assert isinstance(step, Prepared)
    return step


async def arrived(db: Database, step: Prepared, at: datetime = NOW) -> None:
    """Telegram's answer is written down."""
    await db.write(lambda tx: record(tx, at, step, Sent({"message_id": NUMBER}), 0.0))


async def live(db: Database) -> list[tuple[str, str, bool]]:
    """(key, text, whether anything is still to be sent) of what Telegram calls NUMBER."""
    rows = await db.read(
        lambda tx: tx.all(
            "SELECT key, payload, wanted > shown AS behind FROM messages WHERE message_id = $1",
            NUMBER,
        )
    )
    return [(r["key"], json.loads(r["payload"])["text"], bool(r["behind"])) for r in rows]


async def test_a_press_names_the_message_that_is_just_going_out(db: Database) -> None:
    """It is known by its button: one message under one key, edited after it was recorded."""
    await db.write(lambda tx: shows(tx, "daftar", reply_markup=BELOW))
    step = await under_way(db)
    key = await db.write(lambda tx: live_messages.claim(tx, CHAT, NUMBER, DATA))
    assert key == "status"
    await db.write(lambda tx: shows(tx, "terpilih"))
    await arrived(db, step)
    assert await live(db) == [("status", "terpilih", True)]
    following = await under_way(db)
    assert (following.method, following.payload["message_id"]) == ("editMessageText", NUMBER)


@pytest.mark.parametrize("data", ["1of.post|6", "", "1of.post"])
async def test_a_message_without_that_button_is_not_it(db: Database, data: str) -> None:
    """Another button belongs to another message."""
    await db.write(lambda tx: shows(tx, "daftar", reply_markup=BELOW))
    assert await db.write(lambda tx: live_messages.claim(tx, CHAT, NUMBER, data)) is None


async def test_an_older_message_is_not_the_one_that_is_going_out(db: Database) -> None:
    """Numbers grow within a chat: what is older than a known message was sent before."""
    await db.write(lambda tx: outbox.adopt(tx, CHAT, "newer", NUMBER + 1))
    await db.write(lambda tx: shows(tx, "daftar", reply_markup=BELOW))
    assert await db.write(lambda tx: live_messages.claim(tx, CHAT, NUMBER, DATA)) is None


async def test_two_that_could_be_meant_are_left_alone(db: Database) -> None:
    """Better a message of its own than the wrong one."""
    for key in ("one", "two"):
        await db.write(lambda tx, key=key: shows(tx, key, key, reply_markup=BELOW))  # type: ignore[misc]
    assert await db.write(lambda tx: live_messages.claim(tx, CHAT, NUMBER, DATA)) is None


async def test_what_was_put_in_its_place_is_taken_over(db: Database) -> None:
    """The stand-in's words go on under the message's own key, and only once."""
    await db.write(lambda tx: shows(tx, "daftar"))
    step = await under_way(db)
    stand_in = live_messages.stand_in(NUMBER)
    await db.write(lambda tx: outbox.adopt(tx, CHAT, stand_in, NUMBER))
    await db.write(lambda tx: shows(tx, "terpilih", stand_in))
    await arrived(db, step)
    assert await live(db) == [("status", "terpilih", True)]
    assert (await under_way(db)).payload["text"] == "terpilih"
    assert await db.read(lambda tx: outbox.shown_key(tx, CHAT, NUMBER)) == "status"


async def test_what_is_newer_than_the_stand_in_stays(db: Database) -> None:
    """The message itself was changed meanwhile: that is shown, and nothing twice."""
    await db.write(lambda tx: shows(tx, "daftar"))
    step = await under_way(db)
    stand_in = live_messages.stand_in(NUMBER)
    await db.write(lambda tx: outbox.adopt(tx, CHAT, stand_in, NUMBER))
    await db.write(lambda tx: shows(tx, "terpilih", stand_in))
    await db.write(lambda tx: shows(tx, "selesai"))
    await arrived(db, step)
    assert await live(db) == [("status", "selesai", True)]
    assert (await under_way(db)).payload["text"] == "selesai"
