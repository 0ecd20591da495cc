"""Personas say, press and see; when they can't, the failure shows the chat."""

import asyncio

import pytest

from bot.simulator import Phone, Simulator
from tests.simulator.client import Bot, inline

MENU = {
    "keyboard": [
        [{"text": "📍 Status TPS"}],
        [{"text": "📱 Bagikan nomor saya", "request_contact": True}],
        [{"text": "🗺 Lokasi", "request_location": True}],
    ]
}


async def test_seeing_waits_for_what_is_still_to_come(bot: Bot, slamet: Phone) -> None:
    """The message arrives while the person is looking."""
    seeing = asyncio.create_task(slamet.sees("Halo", "Bapak"))
    await bot.sends(slamet.user_id, "Halo Bapak Slamet")
    assert (await seeing).text == "Halo Bapak Slamet"


async def test_what_was_there_before_the_last_act_is_not_news(bot: Bot, slamet: Phone) -> None:
    """An old answer can't pass for a new one; an edit of it is new."""
    sent = await bot.sends(slamet.user_id, "Tersimpan")
    await slamet.says("lagi")
    with pytest.raises(AssertionError, match="doesn't see 'Tersimpan'"):
        await slamet.sees("Tersimpan", timeout=0)
    where = {"chat_id": slamet.user_id, "message_id": sent["message_id"]}
    await bot.call("editMessageText", **where, text="Tersimpan No. 2")
    assert (await slamet.sees("Tersimpan")).edited


async def test_one_message_is_seen_once(bot: Bot, slamet: Phone) -> None:
    """Two equal answers must be two messages."""
    await bot.sends(slamet.user_id, "Tersimpan")
    await slamet.sees("Tersimpan")
    with pytest.raises(AssertionError):
        await slamet.sees("Tersimpan", timeout=0)
    await slamet.sees_no("Batal", quiet=0.01)
    with pytest.raises(AssertionError):
        await slamet.sees_no("Tersimpan", quiet=0.01)


async def test_pressing_finds_the_button_by_a_part_of_its_label(bot: Bot, slamet: Phone) -> None:
    """The newest message with such a button; the exact label wins over a part."""
    await bot.sends(slamet.user_id, "lama", reply_markup=inline((("Ya, benar", "lama"),)))
    await bot.sends(
        slamet.user_id, "baru", reply_markup=inline((("Ya, benar", "baru"), ("Ya", "ya")))
    )
    await slamet.presses("benar")
    await slamet.presses("Ya")
    assert [each["callback_query"]["data"] for each in await bot.updates()] == ["baru", "ya"]


async def test_a_missing_or_doubtful_button_is_told(bot: Bot, slamet: Phone) -> None:
    """With the buttons that are there."""
    await bot.sends(
        slamet.user_id, "tanya", reply_markup=inline((("Ya, satu", "1"), ("Ya, dua", "2")))
    )
    with pytest.raises(AssertionError, match=r"\[Ya, satu\] \[Ya, dua\]"):
        await slamet.presses("Tidak", timeout=0)
    with pytest.raises(AssertionError, match="'Ya, satu', 'Ya, dua'"):
        await slamet.presses("Ya")


async def test_keys_of_the_reply_keyboard_send_what_they_stand_for(bot: Bot, slamet: Phone) -> None:
    """Their text, the own contact, the own place."""
    await bot.sends(slamet.user_id, "menu", reply_markup=MENU)
    for label in ("Status TPS", "Bagikan nomor", "Lokasi"):
        await slamet.presses(label)
    text, contact, place = [each["message"] for each in await bot.updates()]
    assert text["text"] == "📍 Status TPS"
    assert contact["contact"]["user_id"] == slamet.user_id
    assert contact["contact"]["phone_number"] == "6280011112222"
    assert set(place["location"]) == {"latitude", "longitude"}


async def test_a_keyboard_for_one_use_disappears(bot: Bot, slamet: Phone) -> None:
    """The next one shows again."""
    once = {**MENU, "one_time_keyboard": True}
    await bot.sends(slamet.user_id, "menu", reply_markup=once)
    await slamet.presses("Status TPS")
    assert slamet.keyboard == []
    await bot.sends(slamet.user_id, "menu", reply_markup=once)
    assert len(slamet.keyboard) == 3


async def test_contacts_name_the_account_only_if_there_is_one(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """Somebody else's contact carries that person's id; an unknown number none."""
    rina = sim.phone("Rina", "+6280033334444")
    await slamet.shares_contact(of_user_id=rina.user_id)
    await slamet.shares_contact("+6280055556666", name="Pak RT")
    known, unknown = [each["message"]["contact"] for each in await bot.updates()]
    assert known["user_id"] == rina.user_id
    assert "user_id" not in unknown


async def test_without_signal_messages_wait_and_presses_are_lost(bot: Bot, slamet: Phone) -> None:
    """Nothing new is shown meanwhile; back in signal, what waited goes out in order."""
    await bot.sends(slamet.user_id, "tanya", reply_markup=inline((("Ya", "y"),)))
    slamet.no_signal = True
    assert await slamet.says("mulai") is None
    await slamet.says("tutup")
    await slamet.presses("Ya")
    await bot.sends(slamet.user_id, "kabar")
    assert slamet.messages[-1].text == "tanya"
    assert slamet.held_texts == ["mulai", "tutup"]
    assert await bot.updates() == []
    slamet.no_signal = False
    assert [each["message"]["text"] for each in await bot.updates()] == ["mulai", "tutup"]
    assert [each.text for each in slamet.messages[-3:]] == ["kabar", "mulai", "tutup"]


async def test_a_forged_press_carries_any_data(bot: Bot, slamet: Phone) -> None:
    """On a message of choice, or one that isn't there any more."""
    sent = await bot.sends(slamet.user_id, "x")
    seen = await slamet.sees("x")
    await slamet.forges("palsu", seen)
    where = {"chat_id": slamet.user_id, "message_id": sent["message_id"]}
    await bot.call("deleteMessage", **where)
    await slamet.forges("palsu", seen)
    there, gone = [each["callback_query"]["message"] for each in await bot.updates()]
    assert there["text"] == "x"
    assert (gone["message_id"], gone["date"]) == (sent["message_id"], 0)


async def test_toasts_are_seen_once_each(bot: Bot, slamet: Phone) -> None:
    """And only those since the last press."""
    for text in ("satu", "dua"):
        query = await slamet.forges("x")
        await bot.call("answerCallbackQuery", callback_query_id=query, text=text, show_alert=True)
    assert (await slamet.sees_toast("dua")).alert
    with pytest.raises(AssertionError, match="sees no toast"):
        await slamet.sees_toast("satu", timeout=0)


async def test_a_link_button_opens_and_tells_the_bot_nothing(bot: Bot, slamet: Phone) -> None:
    """The address is kept for the test to look at."""
    link = {"inline_keyboard": [[{"text": "🗺 Rute", "url": "https://maps.google.com/?q=1,2"}]]}
    await bot.sends(slamet.user_id, "x", reply_markup=link)
    await slamet.presses("Rute")
    assert slamet.opened == ["https://maps.google.com/?q=1,2"]
    assert await bot.updates() == []
