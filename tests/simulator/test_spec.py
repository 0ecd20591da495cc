"""Requests that break the specification are refused, and remembered."""

from typing import Any

import pytest

from bot.simulator import Phone, Simulator
from bot.simulator.spec import pinned
from tests.simulator.client import Bot, inline

EMPTY_BUTTON = {"inline_keyboard": [[{"text": "x"}]]}
TWO_ACTIONS = {"inline_keyboard": [[{"text": "x", "url": "https://x.id", "callback_data": "x"}]]}
PHONE_LINK = {"inline_keyboard": [[{"text": "x", "url": "tel:+62800"}]]}
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x", "colour": "red"}, "unknown parameter 'colour'"),
    ("sendMessage", {"text": "x", "reply_to_message_id": 1}, "unknown parameter"),
    ("sendMessage", {}, "message text is empty"),
    ("sendMessage", {"text": "  \n"}, "message text is empty"),
    ("sendMessage", {"text": 5}, "wrong type of text"),
    ("sendMessage", {"text": "x", "disable_notification": "yes"}, "wrong type of disable_"),
    ("sendMessage", {"text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"text": "x", "parse_mode": "Textile"}, "unsupported parse_mode"),
    ("sendMessage", {"text": "5 < 7", "parse_mode": "HTML"}, "can't parse entities: Unsupported"),
    ("sendMessage", {"text": "x", "reply_markup": {"keys": []}}, "can't parse reply_markup"),
    ("sendMessage", {"text": "x", "reply_markup": EMPTY_BUTTON}, "can't parse inline keyboard"),
    ("sendMessage", {"text": "x", "reply_markup": TWO_ACTIONS}, "can't parse inline keyboard"),
    ("sendMessage", {"text": "x", "reply_markup": PHONE_LINK}, "inline keyboard button URL"),
    ("sendMessage", {"text": "x", "reply_markup": inline((("x", "d" * 65),))}, "BUTTON_DATA_IN"),
    ("sendMessage", {"text": "x", "reply_markup": inline((("x", "é" * 33),))}, "BUTTON_DATA_IN"),
    ("sendMessage", {"text": "x", "reply_markup": inline((("x", ""),))}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"text": "x", "reply_parameters": {"id": 1}}, "unknown field 'id'"),
    (
        "sendMessage",
        {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "can't parse entities: entity beginning at UTF-16 offset 0 ends after",
    ),
    (
        "sendMessage",
        {"text": "x", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "can't parse entities: type 'loud'",
    ),
    ("sendLocation", {"latitude": 91, "longitude": 0}, "wrong latitude or longitude"),
    ("sendChatAction", {"action": "sleeping"}, "wrong parameter action"),
    ("sendPoll", {"question": "x", "options": [{"text": "a"}]}, "the simulator doesn't play"),
]


@pytest.mark.parametrize(("method", "values", "reason"), CASES)
async def test_a_wrong_request_is_refused_and_remembered(
    sim: Simulator, bot: Bot, slamet: Phone, method: str, values: dict[str, Any], reason: str
) -> None:
    """400 with the reason; nothing is shown to the person."""
    before = slamet.screen()
    answer = await bot.call(method, chat_id=slamet.user_id, **values)
    assert (answer.status, answer.reason[: len(reason)]) == (400, reason)
    assert [each.method for each in sim.violations] == [method]
    assert slamet.screen() == before


async def test_an_unknown_method_is_404(sim: Simulator, bot: Bot) -> None:
    """As Telegram words it."""
    assert (await bot.call("sendTelegram")).body["description"] == "Not Found: method not found"
    assert len(sim.violations) == 1


async def test_a_missing_chat_is_told(bot: Bot) -> None:
    """The sentence is Telegram's."""
    assert (await bot.call("sendMessage", text="x")).reason == "chat_id is empty"


async def test_what_a_form_carries_as_text_is_read_by_type(
    sim: Simulator, bot: Bot, slamet: Phone
) -> None:
    """Numbers, booleans and JSON in forms are as good as in a JSON body."""
    answer = await bot.form(
        "sendMessage",
        chat_id=str(slamet.user_id),
        text="12",
        disable_notification="true",
        reply_markup='{"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}',
    )
    assert answer.result["text"] == "12"
    assert slamet.messages[-1].labels == ["Ya"]
    assert slamet.messages[-1].silent
    assert sim.violations == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("message_thread_id", "abc"), ("protect_content", "maybe"), ("reply_markup", "{")],
)
async def test_text_in_a_form_that_is_no_such_value_is_refused(
    sim: Simulator, bot: Bot, slamet: Phone, name: str, value: str
) -> None:
    """Each kind of value has its own spelling."""
    values = {"chat_id": str(slamet.user_id), "text": "x", name: value}
    assert (await bot.form("sendMessage", None, **values)).status == 400
    assert len(sim.violations) == 1


async def test_a_parameter_of_null_is_left_out(bot: Bot, slamet: Phone) -> None:
    """Libraries say null for "not given"."""
    sent = await bot.sends(slamet.user_id, "x", reply_markup=None)
    assert "reply_markup" not in sent


async def test_a_body_that_is_no_object_is_refused(bot: Bot) -> None:
    """Broken JSON and a bare list alike."""
    for body in ("{", "[1]"):
        head = {"Content-Type": "application/json"}
        address = f"{bot.url}/bot1:TEST/getMe"
        async with bot.session.post(address, data=body, headers=head) as answer:
            assert answer.status == 400


def test_the_pinned_specification_is_whole() -> None:
    """Every type that is named is there, so no check can stumble over its own data."""
    spec = pinned()
    assert float(spec.version) >= 9
    plain = {"int", "str", "bool", "float", "file", "any"}
    for fields in (*spec.methods.values(), *spec.types.values()):
        for kind in fields.values():
            for name in kind.rstrip("!").replace("[", "").replace("]", "").split("|"):
                assert name in plain or name.startswith("'") or name in spec.types
