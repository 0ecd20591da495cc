"""Groups: privacy, entering and leaving, becoming a supergroup."""

import pytest

from bot.simulator import Phone, Simulator
from bot.simulator.spec import pinned
from tests.simulator.client import Bot


async def texts(bot: Bot) -> list[str]:
    """What the bot got to read."""
    found = [each.get("message", {}).get("text") for each in await bot.updates()]
    return [text for text in found if text]


async def test_in_a_group_the_bot_hears_only_what_is_for_it(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """Commands, and replies to its messages; not what people say to each other."""
    group = sim.group("Posko", slamet)
    await group.adds_bot(slamet)
    sent = await bot.sends(group.id, "Siap")
    for text in ("halo semua", "/siaga", "/rekap@SiagaTpsBot", "/rekap@LainBot"):
        await slamet.says(text, chat=group)
    answered = next(each for each in group.messages if each.id == sent["message_id"])
    await slamet.says("terima kasih", reply_to=answered, chat=group)
    assert await texts(bot) == ["/siaga", "/rekap@SiagaTpsBot", "terima kasih"]


async def test_an_administrator_bot_hears_everything(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """As Telegram gives it to administrators."""
    group = sim.group("Posko", slamet)
    await group.adds_bot(slamet, admin=True)
    await slamet.says("halo semua", chat=group)
    assert await texts(bot) == ["halo semua"]


async def test_a_group_that_becomes_a_supergroup_has_another_id(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """Both ids are told, and the old one answers with the new."""
    group = sim.group("Posko", slamet)
    await group.adds_bot(slamet)
    old = group.id
    new = await group.migrates(slamet)
    answer = await bot.call("sendMessage", chat_id=old, text="x")
    assert answer.body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    messages = [each["message"] for each in await bot.updates() if "message" in each]
    assert messages[-2]["migrate_to_chat_id"] == new
    assert messages[-1]["migrate_from_chat_id"] == old
    assert (await bot.sends(new, "x"))["chat"]["type"] == "supergroup"


async def test_a_bot_that_was_thrown_out_can_not_write(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """403; the same after it left by itself."""
    group = sim.group("Posko", slamet)
    await group.adds_bot(slamet)
    await group.removes_bot(slamet)
    answer = await bot.call("sendMessage", chat_id=group.id, text="x")
    assert (answer.status, answer.reason) == (403, "bot was kicked from the group chat")
    await group.adds_bot(slamet)
    assert (await bot.call("leaveChat", chat_id=group.id)).result is True
    assert (await bot.call("sendMessage", chat_id=group.id, text="x")).status == 403


@pytest.mark.parametrize("asks", ["request_contact", "request_location"])
async def test_a_group_is_never_asked_for_numbers_or_places(
    sim: Simulator, bot: Bot, slamet: Phone, asks: str
) -> None:
    """Such buttons exist in private chats only."""
    group = sim.group("Posko", slamet)
    await group.adds_bot(slamet)
    keys = {"keyboard": [[{"text": "Bagikan", asks: True}]]}
    answer = await bot.call("sendMessage", chat_id=group.id, text="x", reply_markup=keys)
    assert answer.reason.endswith("can be requested in private chats only")
    await bot.sends(slamet.user_id, "x", reply_markup=keys)


async def test_members_are_told_apart(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """Administrator, member, nobody; counted with the bot."""
    rina, orang = sim.phone("Rina"), sim.phone("Orang")
    group = sim.group("Posko", slamet)
    group.lets_in(rina, admin=True)
    await group.adds_bot(slamet)
    kinds = {slamet: "ChatMemberMember", rina: "ChatMemberAdministrator", orang: "ChatMemberLeft"}
    for phone, kind in kinds.items():
        ids = {"chat_id": group.id, "user_id": phone.user_id}
        pinned().conforms((await bot.call("getChatMember", **ids)).result, kind)
    assert (await bot.call("getChatMemberCount", chat_id=group.id)).result == 3
    admins = (await bot.call("getChatAdministrators", chat_id=group.id)).result
    assert [each["user"]["id"] for each in admins] == [rina.user_id]


async def test_pinning_in_a_group_needs_rights(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """In a private chat the bot just may."""
    group = sim.group("Posko", slamet)
    await group.adds_bot(slamet)
    for chat_id, status in ((group.id, 400), (slamet.user_id, 200)):
        sent = await bot.sends(chat_id, "x")
        where = {"chat_id": chat_id, "message_id": sent["message_id"]}
        assert (await bot.call("pinChatMessage", **where)).status == status
