"""Batches of updates: every one is stored or parked, and none can harm another."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import updates
from bot.intake import NotStored
from storage import intake as storage_intake
from tests.durability.conftest import NOW
from tests.durability.house import ADMIN, PERSON, House, batch, message, opened


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """An intake whose pauses take no time."""
    async with opened(tmp_path / "siaga.db") as found:
        yield found


async def test_a_batch_is_stored_in_order_and_dispatch_told(house: House) -> None:
    """Everything is there when `take` returns, not a moment later."""
    await house.intake.take(batch("satu", "dua", "tiga"))
    assert await house.said() == ["satu", "dua", "tiga"]
    assert house.woken == 1


async def test_what_comes_twice_is_handled_once(tmp_path: Path) -> None:
    """In one batch, in the next, and after a restart: the number alone decides."""
    for _ in range(2):
        async with opened(tmp_path / "siaga.db") as house:
            await house.intake.take([*batch("satu", "dua"), message(2, "dua")])
            await house.intake.take([message(1, "satu"), message(3, "tiga")])
            assert await house.said() == ["satu", "dua", "tiga"]


async def test_numbers_are_forgotten_when_telegram_cannot_repeat_them(house: House) -> None:
    """After a quiet week Telegram may count anew from any number."""
    await house.intake.take([message(number, "a") for number in range(1, 6)])
    later = NOW + storage_intake.REMEMBERED
    assert await house.db.write(lambda tx: storage_intake.forget_old(tx, later, 2)) is False
    later += timedelta(seconds=1)
    while await house.db.write(lambda tx: storage_intake.forget_old(tx, later, 2)):
        pass
    assert await house.rows("SELECT * FROM seen_updates") == []


@pytest.mark.parametrize(
    "word", ["salah", "tidur", "sql", "putus", "iterator", "belakangan", "keluar", "berhenti"]
)
async def test_an_update_that_fails_harms_no_other(house: House, word: str) -> None:
    """An exception, one in a second group, a wait, a faulty statement, a lost transaction."""
    came = batch("satu", word, "tiga")
    await house.intake.take(came)
    assert await house.said() == ["satu", "tiga"]
    (parked,) = await house.parked()
    assert json.loads(parked.raw) == came[1]
    assert "Traceback" in parked.reason
    told = await house.rows("SELECT chat_id, kind FROM outbox WHERE kind IN ('apology', 'fault')")
    assert {tuple(row) for row in told} == {(PERSON, "apology"), (ADMIN, "fault")}


async def test_a_faulty_statement_costs_nobody_a_pause(tmp_path: Path) -> None:
    """It is the update's own fault: nothing is gained by trying the batch again."""
    async with opened(tmp_path / "siaga.db", pause=3600) as house:
        await asyncio.wait_for(house.intake.take(batch("satu", "sql", "tiga")), 60)
        assert len(await house.parked()) == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 5, "message": 7},
        {"update_id": 5, "message": {"message_id": "x", "chat": []}},
        {"update_id": 5, "callback_query": {"id": 1, "from": None, "message": "x"}},
        {"update_id": 5, "message": message(5, "a")["message"] | {"date": 10**30}},
        {"update_id": 5, "message": message(5, "a", chat=2**80)["message"]},
    ],
    ids=["a number", "wrong types", "a press", "far future", "beyond 64 bits"],
)
async def test_what_cannot_be_read_is_kept_whole(house: House, raw: dict[str, Any]) -> None:
    """Whatever is wrong with it, it waits for somebody to look, and the others go on."""
    await house.intake.take([message(4, "satu"), raw, message(6, "dua")])
    assert await house.said() == ["satu", "dua"]
    assert [json.loads(parked.raw) for parked in await house.parked()] == [raw]


async def test_what_has_no_number_is_no_update(house: House) -> None:
    """It can neither be confirmed nor told from another."""
    junk: list[Any] = [None, 7, [], {}, {"update_id": "5"}, {"update_id": True}]
    junk += [{"update_id": 2**63}, {"update_id": -1}]
    assert not any(map(updates.numbered, junk))
    await house.intake.take([*junk, message(1, "satu")])
    assert await house.said() == ["satu"]


async def test_an_update_that_nobody_takes_is_seen_by_somebody(house: House) -> None:
    """It is parked without an apology: nobody waits for an answer."""
    await house.intake.take([{"update_id": 1, "channel_post": message(1, "x")["message"]}])
    assert [parked.reason for parked in await house.parked()] == ["unhandled"]
    assert await house.rows("SELECT 1 FROM outbox") == []


async def test_failing_to_apologise_harms_nobody(tmp_path: Path) -> None:
    """An admin's number that no database holds: the update is parked all the same."""
    async with opened(tmp_path / "siaga.db", admins=frozenset({2**70})) as house:
        await house.intake.take(batch("satu", "salah", "tiga"))
        assert await house.said() == ["satu", "tiga"]
        assert len(await house.parked()) == 1


async def test_a_fault_that_repeats_does_not_bury_the_admin(house: House) -> None:
    """A thousand failures an hour are one message, kept up to date."""
    await house.intake.take(batch(*["salah"] * 80))
    alerts = await house.rows("SELECT payload FROM messages")
    assert len(alerts) == 1
    assert "80 pesan petugas" in json.loads(alerts[0]["payload"])["text"]
    house.now += timedelta(hours=1)
    await house.intake.take(batch("salah", first=100))
    assert len(await house.rows("SELECT 1 FROM messages")) == 2


async def test_a_press_that_fails_is_answered_and_apologised_for(house: House) -> None:
    """Else the button would seem to work for half a minute."""
    query = {"id": "77", "chat_instance": "1", "data": 5, "message": message(1, "x")["message"]}
    await house.intake.take([{"update_id": 1, "callback_query": query | {"from": "nobody"}}])
    said = await house.rows("SELECT method, chat_id FROM outbox WHERE method <> 'show'")
    assert [tuple(row) for row in said] == [("answerCallbackQuery", None), ("sendMessage", PERSON)]


async def test_one_update_too_large_for_the_disk_is_parked_alone(house: House) -> None:
    """The disk has room for the others: they are stored, it is tried three times."""
    await house.limit(pages=60)
    await house.intake.take(batch("satu", "besar", "tiga"))
    assert await house.said() == ["satu", "tiga"]
    assert [json.loads(parked.raw)["update_id"] for parked in await house.parked()] == [2]


async def test_a_full_disk_confirms_nothing_and_loses_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even a parked update fits: NotStored. With room again everything is handled, once."""
    await house.intake.take(batch("satu"))
    big = "x" * 4000
    came = batch(*[big] * 30, first=2)
    await house.limit(pages=0)
    with caplog.at_level(logging.ERROR), pytest.raises(NotStored):
        await house.intake.take(came)
    assert "database or disk is full" in caplog.text
    stored = await house.said()
    assert len(stored) < 31
    await house.limit(pages=10_000)
    await house.intake.take(came)
    assert await house.said() == ["satu", *[big] * 30]
    assert await house.parked() == []
