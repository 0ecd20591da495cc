"""Ordered faults hit the next such request, before or after its effect."""

import aiohttp
import pytest

from bot.simulator import Phone, Simulator
from tests.simulator.client import Bot


async def test_the_next_request_fails_as_ordered(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """So often, for that method; other methods and later requests are fine."""
    sim.fail_next("sendMessage", 502, times=2)
    to = {"chat_id": slamet.user_id, "text": "x"}
    assert (await bot.call("getMe")).status == 200
    answers = [await bot.call("sendMessage", **to) for _ in range(3)]
    assert [each.status for each in answers] == [502, 502, 200]
    assert answers[0].body["description"] == "Bad Gateway"


async def test_a_fault_can_be_for_one_chat(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """429 with its waiting time, for that person alone."""
    rina = sim.phone("Rina")
    await rina.starts()
    sim.fail_next(status=429, retry_after=7, chat_id=rina.user_id)
    await bot.sends(slamet.user_id, "x")
    answer = await bot.call("sendMessage", chat_id=rina.user_id, text="x")
    assert (answer.status, answer.body["parameters"]) == (429, {"retry_after": 7})


@pytest.mark.parametrize("after_effect", [False, True])
async def test_a_cut_connection_leaves_the_bot_in_doubt(
    sim: Simulator, bot: Bot, slamet: Phone, after_effect: bool
) -> None:
    """The message may be there or not: only the person knows."""
    sim.drop_next("sendMessage", after_effect=after_effect)
    with pytest.raises(aiohttp.ClientError):
        await bot.call("sendMessage", chat_id=slamet.user_id, text="alarm")
    assert [each.text for each in slamet.messages if each.by_bot] == ["alarm"] * after_effect
    assert sim.violations == []


async def test_an_error_after_the_effect(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """500, and yet it was sent."""
    sim.fail_next("sendMessage", 500, after_effect=True)
    answer = await bot.call("sendMessage", chat_id=slamet.user_id, text="alarm")
    assert answer.status == 500
    await slamet.sees("alarm")


async def test_orders_can_be_taken_back(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """Nothing hits any more."""
    sim.delay_next("sendMessage", 60)
    sim.fail_next("sendMessage")
    sim.clear_faults()
    await bot.sends(slamet.user_id, "x")


async def test_requests_are_on_record(sim: Simulator, bot: Bot, slamet: Phone) -> None:
    """With what they said and how they were answered."""
    sim.fail_next("sendMessage", 403)
    await bot.call("sendMessage", chat_id=slamet.user_id, text="x")
    last = sim.records[-1]
    assert (last.method, last.status, last.values["text"]) == ("sendMessage", 403, "x")
    assert last.problem == "Forbidden: bot was blocked by the user"
