"""The bot while the network or Telegram misbehaves: everything arrives once it can, in order."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot import dispatch
from bot.simulator import Phone
from storage import outbox, outcomes
from storage.database import Tx
from storage.errors import TransactionLost
from storage.outbox import Call
from tests.conftest import open_town
from tests.town import Town


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries take little time."""
    monkeypatch.setattr(dispatch, "LONGEST_PAUSE", 0.2)
    monkeypatch.setattr(dispatch, "AFTER_FAILURE", 0.1)


def words(phone: Phone, *fragments: str) -> list[str]:
    """Which of these the messages on a phone say, in the order of the messages."""
    return [each for message in phone.messages for each in fragments if message.has(each)]


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_an_answer_outlives_a_stumbling_server(voting_day: Town, status: int) -> None:
    """Two failures and a third try: Slamet gets his receipt."""
    slamet = voting_day.phone("Slamet")
    voting_day.sim.fail_next("sendMessage", status, times=2, chat_id=slamet.user_id)
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1", timeout=10)
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_a_cut_connection_is_tried_again(voting_day: Town) -> None:
    """Nobody knows whether it arrived; here it did not."""
    slamet = voting_day.phone("Slamet")
    voting_day.sim.drop_next("sendMessage", chat_id=slamet.user_id)
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1", timeout=10)


async def test_what_arrived_unnoticed_may_come_twice_but_never_not(voting_day: Town) -> None:
    """The message went out and the answer to it was lost: at least once."""
    slamet = voting_day.phone("Slamet")
    voting_day.sim.drop_next("sendMessage", chat_id=slamet.user_id, after_effect=True)
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    await slamet.sees("✅ No. 1", timeout=10)
    await voting_day.quiet()
    assert words(slamet, "✅ No. 1") == ["✅ No. 1"] * 2
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_a_429_holds_that_chat_alone(voting_day: Town) -> None:
    """Rina is answered while Slamet's chat rests; his answers keep their order."""
    slamet, rina = voting_day.phone("Slamet"), voting_day.phone("Rina")
    voting_day.sim.fail_next("sendMessage", 429, retry_after=1, chat_id=slamet.user_id)
    await slamet.says("kotak 06.00")
    await slamet.says("mulai 07.00")
    await rina.says("mulai 07.01")
    await rina.sees("✅ No. 3")
    assert not words(slamet, "No. 1")
    await slamet.sees("✅ No. 2", timeout=10)
    assert words(slamet, "✅ No. 1", "✅ No. 2") == ["✅ No. 1", "✅ No. 2"]
    held = [r for r in voting_day.sim.records if r.status == 429]
    assert len(held) == 1


async def test_order_holds_while_the_first_is_tried_again(voting_day: Town) -> None:
    """Five reports, the first answer fails twice: the receipts still come as they were made."""
    slamet = voting_day.phone("Slamet")
    voting_day.sim.fail_next("sendMessage", 502, times=2, chat_id=slamet.user_id)
    for said in ("berdiri", "kotak 06.00", "lengkap 06.01", "mulai 07.00", "tutup 07.01"):
        await slamet.says(said)
    await voting_day.sim.world.signal.until(
        lambda: words(slamet, *(f"No. {n}." for n in range(1, 5)))[3:] or None, 10
    )
    numbers = words(slamet, "No. 1.", "No. 2.", "No. 3.", "No. 4.")
    assert numbers == sorted(numbers)


async def test_a_toast_that_failed_is_repeated(voting_day: Town) -> None:
    """The press counted; its answer comes with the next try."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("📍 Status TPS")
    await slamet.sees("Status TPS 001")
    voting_day.sim.fail_next("answerCallbackQuery", 500)
    await slamet.presses("Rapat dimulai")
    await slamet.sees_toast("Rapat dimulai 07.02")


async def test_a_toast_that_came_too_late_becomes_a_message(voting_day: Town) -> None:
    """Telegram refuses answers to old presses: the officer reads it all the same."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("📍 Status TPS")
    await slamet.sees("Status TPS 001")
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    voting_day.sim.fail_next("answerCallbackQuery", 400, old)
    await slamet.presses("Rapat dimulai")
    await slamet.sees("No. 1", "Rapat dimulai 07.02")


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(voting_day: Town) -> None:
    """Slamet deleted the list; his press on the copy he still saw brings a new one."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("📍 Status TPS")
    shown = await slamet.sees("Status TPS 001")
    gone = "Bad Request: message to edit not found"
    voting_day.sim.fail_next("editMessageText", 400, gone)
    await slamet.presses("Rapat dimulai")
    anew = await slamet.sees("✅ rapat dimulai 07.02")
    assert anew.id > shown.id


async def test_who_blocked_the_bot_is_marked_and_welcome_again(voting_day: Town) -> None:
    """Nothing is sent in vain to others, and one message from the person heals it."""
    slamet, rina = voting_day.phone("Slamet"), voting_day.phone("Rina")
    blocked = "SELECT blocked_at IS NOT NULL FROM accounts WHERE user_id = $1"
    voting_day.sim.fail_next("sendMessage", 403, chat_id=slamet.user_id)
    await slamet.says("mulai")
    await voting_day.quiet()
    assert await voting_day.value(blocked, slamet.user_id) == 1
    await rina.says("mulai")
    await rina.sees("No. 2")
    await slamet.says("kotak 06.10")
    await slamet.sees("No. 3")
    assert await voting_day.value(blocked, slamet.user_id) == 0


async def test_refused_formatting_reaches_people_as_plain_words(voting_day: Town) -> None:
    """A mistake of ours in a text must not cost anybody the text."""
    slamet = voting_day.phone("Slamet")
    broken = "Bad Request: can't parse entities: Unsupported start tag"
    voting_day.sim.fail_next("sendMessage", 400, broken, chat_id=slamet.user_id)
    await slamet.says("mulai")
    assert "<" not in (await slamet.sees("✅ No. 1")).text


async def test_one_chat_that_hangs_holds_up_nobody(voting_day: Town) -> None:
    """Telegram takes long for one message; the others are answered meanwhile."""
    slamet, rina = voting_day.phone("Slamet"), voting_day.phone("Rina")
    voting_day.sim.delay_next("sendMessage", 1.5, chat_id=slamet.user_id)
    await slamet.says("mulai")
    await rina.says("mulai")
    await rina.sees("No. 2", timeout=1.4)
    assert not words(slamet, "No. 1")
    await slamet.sees("No. 1")


@pytest.mark.parametrize(
    ("status", "description", "said"),
    [
        (
            409,
            "Conflict: terminated by other getUpdates request",
            "Another program receives the updates of this bot",
        ),
        (401, "Unauthorized", "Telegram does not know this token any more"),
        (502, "Bad Gateway", "Telegram gave no updates: Bad Gateway"),
    ],
)
async def test_no_updates_are_explained_and_waited_for(
    voting_day: Town, caplog: pytest.LogCaptureFixture,
    status: int, description: str, said: str,
) -> None:  # fmt: skip
    """A line that says what to look at; when it is over, everything comes in."""
    slamet = voting_day.phone("Slamet")
    voting_day.sim.fail_next("getUpdates", status, description)
    with caplog.at_level(logging.WARNING):
        await slamet.says("mulai")  # ends the poll that is under way; the next one fails
        await slamet.says("kotak 06.00")
        await slamet.sees("✅ No. 2")
    assert said in caplog.text
    assert voting_day.sim.token not in caplog.text


async def test_a_row_that_was_held_and_released_goes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found again, although younger rows were sent long since."""
    monkeypatch.setattr(dispatch, "LOOK_EVERY", 0.2)
    async with open_town(tmp_path, event=True) as town:
        slamet, now = town.phone("Slamet"), town.clock.now

        def held_and_younger(tx: Tx) -> None:
            for text in ("Ditahan", "Menyusul"):
                outbox.put(tx, now, "sendMessage", {"text": text}, chat_id=slamet.user_id)
            tx.run("UPDATE outbox SET held = 1 WHERE payload LIKE '%Ditahan%'")

        await town.parts.db.write(held_and_younger)
        await slamet.sees("Menyusul")
        await town.parts.db.write(lambda tx: tx.run("UPDATE outbox SET held = 0"))
        await slamet.sees("Ditahan")


async def test_a_database_that_fails_stops_nothing_for_good(
    voting_day: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reads that fail while rows are prepared: they go out with a later turn, none is forgotten."""
    slamet, rina = voting_day.phone("Slamet"), voting_day.phone("Rina")
    failures = [sqlite3.OperationalError("disk I/O error")] * 2

    def failing(tx: Tx, ids: list[int]) -> list[Call]:
        if failures:
            raise failures.pop()
        return load(tx, ids)

    load = outbox.load
    monkeypatch.setattr(outbox, "load", failing)
    await slamet.says("mulai")
    await rina.says("kotak 06.00")
    await slamet.sees("✅ No. 1", timeout=10)
    await rina.sees("✅ No. 2")
    assert not failures


async def test_what_cannot_be_recorded_at_first_is_recorded_later(
    voting_day: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message went out, the disk was full: it is not sent a second time."""
    slamet = voting_day.phone("Slamet")
    failures = [TransactionLost(), TransactionLost()]

    def failing(tx: Tx, at: datetime, call_id: int, message_id: int | None) -> None:
        if failures:
            raise failures.pop()
        recorded(tx, at, call_id, message_id)

    recorded = outcomes.record_sent
    monkeypatch.setattr(outcomes, "record_sent", failing)
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1")
    await slamet.says("kotak 06.00")
    await slamet.sees("✅ No. 2", timeout=10)
    await voting_day.quiet()
    assert words(slamet, "✅ No. 1") == ["✅ No. 1"]
    unsent = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
    assert await voting_day.value(unsent) == 0


async def test_a_full_disk_keeps_updates_with_telegram(
    voting_day: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is confirmed while nothing can be stored; then all is there, once."""
    slamet, db = voting_day.phone("Slamet"), voting_day.parts.db

    def limit(pages: int) -> Callable[[Tx], object]:
        held = "PRAGMA page_count"
        return lambda tx: tx.one(f"PRAGMA max_page_count = {int(tx.value(held)) + pages}")

    await db.write(limit(0))
    long = "x" * 3900
    for number in range(20):
        await slamet.says(f"Catatan {number} {long}")
    full = "Telegram keeps what comes"
    found = voting_day.sim.world.signal.until(lambda: full in caplog.text or None, 10)
    assert await found
    assert voting_day.sim.world.updates.pending()
    await db.write(limit(100_000))
    await voting_day.quiet()
    assert await voting_day.value("SELECT COUNT(*) FROM seen_updates") == 20
    assert await voting_day.value("SELECT COUNT(*) FROM parked_updates") == 0
    assert await voting_day.value("SELECT COUNT(*) FROM free_texts") == 20
