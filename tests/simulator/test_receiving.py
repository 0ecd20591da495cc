"""Updates wait for the bot, in order, until it confirms them or they are too old."""

import asyncio

import pytest

from bot.simulator import Phone, Simulator
from bot.simulator.spec import pinned
from tests.simulator.client import Bot, HandClock


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(
    bot: Bot, slamet: Phone
) -> None:
    """Reading confirms nothing; only an offset does."""
    await slamet.says("satu")
    await slamet.says("dua")
    first, second = await bot.updates()
    assert await bot.updates() == [first, second]
    assert await bot.updates(offset=second["update_id"]) == [second]
    assert await bot.updates() == [second]
    assert await bot.updates(offset=second["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_last_updates(bot: Bot, slamet: Phone) -> None:
    """What came before them is forgotten."""
    for text in ("satu", "dua", "tiga"):
        await slamet.says(text)
    kept = await bot.updates(offset=-1)
    assert [each["message"]["text"] for each in kept] == ["tiga"]
    assert await bot.updates() == kept


async def test_the_limit_is_kept_and_checked(bot: Bot, slamet: Phone) -> None:
    """At most so many updates come at once, the oldest first."""
    for text in ("satu", "dua", "tiga"):
        await slamet.says(text)
    assert [each["message"]["text"] for each in await bot.updates(limit=2)] == ["satu", "dua"]
    assert (await bot.call("getUpdates", limit=101)).status == 400


async def test_a_long_poll_ends_as_soon_as_somebody_writes(bot: Bot, slamet: Phone) -> None:
    """Nobody has to wait for the timeout."""
    poll = asyncio.create_task(bot.updates(timeout=30))
    await asyncio.sleep(0)
    await slamet.says("halo")
    assert [each["message"]["text"] for each in await asyncio.wait_for(poll, 30)] == ["halo"]


async def test_a_second_poller_ends_the_first(bot: Bot, slamet: Phone) -> None:
    """The first gets 409, as when two copies of a bot run."""
    first = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await poller_waits(bot)
    second = asyncio.create_task(bot.updates(timeout=30))
    answer = await asyncio.wait_for(first, 30)
    assert answer.status == 409
    assert answer.reason.startswith("terminated by other getUpdates request")
    await slamet.says("halo")
    assert len(await asyncio.wait_for(second, 30)) == 1


async def poller_waits(bot: Bot) -> None:
    """A request later, the poll that was sent before it has arrived."""
    await bot.call("getMe")
    await bot.call("getMe")


async def test_messages_are_kept_for_a_day_and_presses_for_150_seconds(
    bot: Bot, slamet: Phone, clock: HandClock
) -> None:
    """A bot that was away longer finds the messages but not the presses."""
    await slamet.says("mulai")
    await slamet.forges("x")
    clock.passes(150)
    assert [set(each) - {"update_id"} for each in await bot.updates()] == [
        {"message"},
        {"callback_query"},
    ]
    clock.passes(1)
    assert [each["message"]["text"] for each in await bot.updates()] == ["mulai"]
    clock.passes(24 * 3600)
    assert await bot.updates() == []


async def test_only_the_kinds_that_were_asked_for_come(bot: Bot, slamet: Phone) -> None:
    """allowed_updates holds for what happens afterwards, until it is set again."""
    await bot.updates(allowed_updates=["callback_query"])
    await slamet.says("halo")
    await slamet.forges("x")
    assert [list(each)[1] for each in await bot.updates()] == ["callback_query"]
    await bot.updates(allowed_updates=[])
    await slamet.says("halo")
    assert [list(each)[1] for each in await bot.updates()] == ["callback_query", "message"]


async def test_every_update_is_what_the_specification_says(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """The simulator holds itself to the specification too."""
    await slamet.says("/start@SiagaTpsBot lihat https://kpu.go.id")
    await slamet.sends_photo(caption="rapat")
    await slamet.sends_file("daftar.csv", b"a;b")
    await slamet.sends_voice()
    await slamet.sends_sticker()
    await slamet.shares_contact()
    await slamet.shares_location(-7.98, 112.63)
    message = await slamet.says("mulai")
    assert message is not None
    await slamet.edits(message, "mulai 07.05")
    await bot.sends(slamet.user_id, "Benar?")
    await slamet.forges("ok")
    await slamet.blocks_bot()
    group = sim.group("Posko", slamet)
    await group.adds_bot(slamet)
    await group.migrates(slamet)
    updates = await bot.updates()
    assert len(updates) == 15
    for update in updates:
        pinned().conforms(update, "Update")


async def test_a_press_carries_the_message_as_it_is_then(bot: Bot, slamet: Phone) -> None:
    """Later edits don't change an update that waits."""
    sent = await bot.sends(slamet.user_id, "lama")
    await slamet.forges("x")
    await bot.call(
        "editMessageText", chat_id=slamet.user_id, message_id=sent["message_id"], text="baru"
    )
    query = (await bot.updates())[0]["callback_query"]
    assert query["message"]["text"] == "lama"
    assert query["from"]["id"] == slamet.user_id


@pytest.mark.parametrize(
    ("token", "status"), [("1:WRONG", 401), ("nonsense", 404), ("1:TEST", 200)]
)
async def test_only_the_right_token_is_served(bot: Bot, token: str, status: int) -> None:
    """A wrong token is 401, what can't be one 404."""
    other = Bot(bot.session, bot.url, token)
    assert (await other.call("getMe")).status == status
