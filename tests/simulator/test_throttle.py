"""Sending too fast is answered with 429 and how long to wait."""

from bot.simulator import Limits, Phone, Simulator
from bot.simulator.throttle import Throttle
from tests.simulator.client import Bot, HandClock


async def test_a_chat_takes_a_short_burst_and_then_one_message_a_second(
    sim: Simulator, bot: Bot, slamet: Phone, clock: HandClock
) -> None:
    """429 says how long, and holds that chat only; answers to presses are free."""
    rina = sim.phone("Rina")
    await rina.starts()
    sim.limits = True
    for _ in range(5):
        await bot.sends(slamet.user_id, "x")
    answer = await bot.call("sendMessage", chat_id=slamet.user_id, text="x")
    assert (answer.status, answer.body["parameters"]) == (429, {"retry_after": 1})
    await bot.sends(rina.user_id, "x")
    query = await slamet.forges("x")
    assert (await bot.call("answerCallbackQuery", callback_query_id=query)).result is True
    clock.passes(1)
    await bot.sends(slamet.user_id, "x")


async def test_edits_count_like_messages(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """A message edited too often is refused too."""
    sent = await bot.sends(slamet.user_id, "0")
    sim.limits = Limits(burst=2)
    where = {"chat_id": slamet.user_id, "message_id": sent["message_id"]}
    statuses = [
        (await bot.call("editMessageText", **where, text=str(at + 1))).status for at in range(3)
    ]
    assert statuses == [200, 200, 429]


def test_a_group_takes_twenty_messages_a_minute() -> None:
    """The twenty-first waits until the first is a minute old."""
    throttle = Throttle(Limits())
    for second in range(20):
        assert throttle.wait(-1, second * 2.0, group=True, heard=second * 2.0) is None
    assert throttle.wait(-1, 40.0, group=True, heard=40.0) == 20
    assert throttle.wait(-1, 60.0, group=True, heard=60.0) is None


def test_bulk_is_thirty_a_second_and_replies_are_not_bulk() -> None:
    """Somebody who just wrote is answered however much is sent to others."""
    throttle = Throttle(Limits())
    waits = [throttle.wait(chat, 100.0, group=False, heard=0.0) for chat in range(31)]
    assert waits == [None] * 30 + [1]
    assert throttle.wait(99, 100.0, group=False, heard=99.0) is None
    assert throttle.wait(31, 101.1, group=False, heard=0.0) is None


def test_a_limit_of_none_is_off() -> None:
    """Each limit can be switched off alone."""
    throttle = Throttle(Limits(per_second=None, group_per_minute=None, bulk_per_second=None))
    waits = {throttle.wait(-1, 5.0, group=True, heard=0.0) for _ in range(100)}
    assert waits == {None}
