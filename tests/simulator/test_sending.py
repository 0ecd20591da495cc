"""What the bot may send, change and take away, and what Telegram says if it may not."""

import pytest

from bot.simulator import Phone, Simulator
from bot.simulator.spec import pinned
from tests.simulator.client import Bot, HandClock, inline

NEVER_MET = 555


async def test_a_message_comes_back_as_telegram_shows_it(bot: Bot, slamet: Phone) -> None:
    """Plain text, entities, who and where; and it conforms to the specification."""
    sent = await bot.sends(slamet.user_id, "<b>Halo</b> /tps", parse_mode="HTML")
    assert (sent["text"], sent["from"]["is_bot"], sent["chat"]["type"]) == (
        "Halo /tps",
        True,
        "private",
    )
    assert [each["type"] for each in sent["entities"]] == ["bold", "bot_command"]
    pinned().conforms(sent, "Message")
    assert slamet.messages[-1].html == '<b>Halo</b> <a class="command">/tps</a>'


async def test_people_the_bot_has_not_met_can_not_be_written_to(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """Unknown: 400. Known from a group but never spoken to: 403."""
    stranger = sim.phone("Siti")
    assert (await bot.call("sendMessage", chat_id=NEVER_MET, text="x")).reason == "chat not found"
    to_stranger = {"chat_id": stranger.user_id, "text": "x"}
    assert (await bot.call("sendMessage", **to_stranger)).reason == "chat not found"
    await sim.group("Posko", slamet, stranger).adds_bot(slamet)
    answer = await bot.call("sendMessage", **to_stranger)
    assert (answer.status, answer.reason) == (403, "bot can't initiate conversation with a user")


async def test_a_person_can_stop_the_bot_and_let_it_in_again(bot: Bot, slamet: Phone) -> None:
    """403 while blocked; the bot is told both times."""
    await slamet.blocks_bot()
    answer = await bot.call("sendMessage", chat_id=slamet.user_id, text="x")
    assert (answer.status, answer.reason) == (403, "bot was blocked by the user")
    await slamet.unblocks_bot()
    await bot.sends(slamet.user_id, "x")
    states = [each["my_chat_member"]["new_chat_member"]["status"] for each in await bot.updates()]
    assert states == ["kicked", "member"]
    await slamet.deletes_account()
    answer = await bot.call("sendMessage", chat_id=slamet.user_id, text="x")
    assert answer.reason == "user is deactivated"


async def test_a_reply_keyboard_stays_until_it_is_replaced_or_removed(
    bot: Bot, slamet: Phone
) -> None:
    """Inline buttons and plain messages leave it alone."""
    keys = {"keyboard": [[{"text": "Status TPS"}, {"text": "Lainnya"}]]}
    await bot.sends(slamet.user_id, "menu", reply_markup=keys)
    await bot.sends(slamet.user_id, "tanya", reply_markup=inline((("Ya", "y"),)))
    assert slamet.keyboard == ["Status TPS", "Lainnya"]
    await bot.sends(slamet.user_id, "tutup", reply_markup={"remove_keyboard": True})
    assert slamet.keyboard == []


async def test_an_edit_must_change_something(bot: Bot, slamet: Phone) -> None:
    """The same text and buttons again are refused; other buttons alone are a change."""
    sent = await bot.sends(slamet.user_id, "<b>Status</b>", parse_mode="HTML")
    where = {"chat_id": slamet.user_id, "message_id": sent["message_id"]}
    again = await bot.call("editMessageText", **where, text="<b>Status</b>", parse_mode="HTML")
    assert again.reason.startswith("message is not modified: specified new message content")
    buttons = inline((("Ya", "y"),))
    edited = await bot.call("editMessageReplyMarkup", **where, reply_markup=buttons)
    assert edited.result["reply_markup"] == buttons
    assert "edit_date" in edited.result
    plain = await bot.call("editMessageText", **where, text="Selesai")
    assert "reply_markup" not in plain.result
    assert "entities" not in plain.result


async def test_what_can_not_be_edited_says_why(bot: Bot, slamet: Phone) -> None:
    """People's messages, messages with a reply keyboard, and what isn't there."""
    keys = {"keyboard": [[{"text": "Status TPS"}]]}
    menu = await bot.sends(slamet.user_id, "menu", reply_markup=keys)
    other = {"chat_id": slamet.user_id, "text": "baru"}
    for number, reason in (
        (1, "message can't be edited"),
        (menu["message_id"], "message can't be edited"),
        (99, "message to edit not found"),
    ):
        answer = await bot.call("editMessageText", **other, message_id=number)
        assert answer.reason == reason
    caption = await bot.call(
        "editMessageCaption", chat_id=slamet.user_id, message_id=menu["message_id"], caption="x"
    )
    assert caption.reason == "message can't be edited"


async def test_deleting_ends_after_48_hours(bot: Bot, slamet: Phone, clock: HandClock) -> None:
    """In private chats the person's messages can go too; a second time there is none."""
    sent = await bot.sends(slamet.user_id, "rahasia")
    late = await bot.sends(slamet.user_id, "lama")
    for number in (1, sent["message_id"]):
        where = {"chat_id": slamet.user_id, "message_id": number}
        assert (await bot.call("deleteMessage", **where)).result is True
        assert (await bot.call("deleteMessage", **where)).reason == "message to delete not found"
    assert [each.text for each in slamet.messages] == ["lama"]
    clock.passes(48 * 3600 + 1)
    where = {"chat_id": slamet.user_id, "message_id": late["message_id"]}
    reason = (await bot.call("deleteMessage", **where)).reason
    assert reason == "message can't be deleted for everyone"


async def test_a_press_is_answered_in_15_seconds_or_not_at_all(
    bot: Bot, slamet: Phone, clock: HandClock
) -> None:
    """The toast reaches the phone; too late, or for a press that never was, is 400."""
    reason = "query is too old and response timeout expired or query ID is invalid"
    query = await slamet.forges("x")
    await bot.call("answerCallbackQuery", callback_query_id=query, text="Tersimpan")
    assert (await slamet.sees_toast("Tersimpan")).alert is False
    late = await slamet.forges("x")
    clock.passes(16)
    for number in (late, "1"):
        assert (await bot.call("answerCallbackQuery", callback_query_id=number)).reason == reason
    long = await slamet.forges("x")
    answer = await bot.call("answerCallbackQuery", callback_query_id=long, text="x" * 201)
    assert answer.reason == "MESSAGE_TOO_LONG"


async def test_a_reply_needs_the_message_it_replies_to(bot: Bot, slamet: Phone) -> None:
    """Unless the bot says that it may be missing."""
    sent = await bot.sends(slamet.user_id, "x", reply_parameters={"message_id": 1})
    assert sent["reply_to_message"]["text"] == "/start"
    missing = {"message_id": 99}
    answer = await bot.call(
        "sendMessage", chat_id=slamet.user_id, text="x", reply_parameters=missing
    )
    assert answer.reason == "message to be replied not found"
    tolerant = {**missing, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot.sends(slamet.user_id, "x", reply_parameters=tolerant)


async def test_copies_and_forwards_carry_the_content(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """A forward says where it comes from, a copy doesn't; protected content stays."""
    rina = sim.phone("Rina")
    await rina.starts()
    source = {"from_chat_id": slamet.user_id, "message_id": 1, "chat_id": rina.user_id}
    await bot.call("copyMessage", **source)
    await bot.call("forwardMessage", **source)
    copy, forward = rina.messages[-2:]
    assert (copy.text, forward.text) == ("/start", "/start")
    assert "forward_origin" not in copy.raw
    pinned().conforms(forward.raw, "Message")
    sent = await bot.sends(slamet.user_id, "rahasia", protect_content=True)
    answer = await bot.call("copyMessage", **{**source, "message_id": sent["message_id"]})
    assert answer.status == 400


@pytest.mark.parametrize("scope", [None, {"type": "all_private_chats"}, {"type": "chat"}])
async def test_each_scope_has_its_own_commands(
    bot: Bot, slamet: Phone, scope: dict[str, object] | None
) -> None:
    """Set, read, deleted; other scopes stay empty."""
    if scope and scope["type"] == "chat":
        scope = {**scope, "chat_id": slamet.user_id}
    where = {"scope": scope} if scope else {}
    commands = [{"command": "tps", "description": "Status TPS"}]
    await bot.call("setMyCommands", commands=commands, **where)
    assert (await bot.call("getMyCommands", **where)).result == commands
    other = {"scope": {"type": "all_group_chats"}}
    assert (await bot.call("getMyCommands", **other)).result == []
    await bot.call("deleteMyCommands", **where)
    assert (await bot.call("getMyCommands", **where)).result == []


async def test_bad_commands_are_refused(bot: Bot, slamet: Phone) -> None:
    """Capital letters, empty descriptions, scopes of unknown chats."""
    bad = [{"command": "TPS", "description": "x"}]
    assert (await bot.call("setMyCommands", commands=bad)).reason == "BOT_COMMAND_INVALID"
    empty = [{"command": "tps", "description": ""}]
    assert (await bot.call("setMyCommands", commands=empty)).status == 400
    stranger = {"type": "chat", "chat_id": NEVER_MET}
    answer = await bot.call("setMyCommands", commands=[], scope=stranger)
    assert answer.reason == "chat not found"


async def test_the_bot_describes_itself(bot: Bot, slamet: Phone) -> None:
    """Descriptions are kept; getMe, getChat and getChatMember conform."""
    await bot.call("setMyDescription", description="Siaga TPS")
    assert (await bot.call("getMyDescription")).result == {"description": "Siaga TPS"}
    pinned().conforms((await bot.call("getMe")).result, "User")
    chat = (await bot.call("getChat", chat_id=slamet.user_id)).result
    pinned().conforms(chat, "ChatFullInfo")
    ids = {"chat_id": slamet.user_id, "user_id": slamet.user_id}
    pinned().conforms((await bot.call("getChatMember", **ids)).result, "ChatMemberMember")
