"""What is played on the phones while a bot is measured; each gives its figures by name."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.screen import Message
from tests.benchmarks.stage import MEGABYTE, Stage

Figures = dict[str, Any]
Options = dict[str, Any]
Scenario = Callable[[Stage, Options], Awaitable[Figures]]


async def burst(stage: Stage, options: Options) -> Figures:
    """07.00: so many stations press three milestones each at the same moment.

    The rate counts until the last toast and the last edited list were shown.
    """
    chosen = stage.reporters[: options["stations"]]
    lists = await stage.open_lists(chosen)
    await stage.quiet(0.5)
    presses = [(lists[account], label) for account in chosen for label in stage.labels]
    random.Random(7).shuffle(presses)
    stage.watch()
    before, own = stage.bot, stage.telegram
    for message, label in presses:
        stage.press(message, label)
    began = time.perf_counter()
    await stage.until(lambda: stage.seen.count and time.perf_counter() - stage.seen.last > 2.0)
    took = stage.seen.last - began
    after, own_after = stage.bot, stage.telegram
    answered = sum(map(len, stage.seen.toasts.values()))
    updated = sum(1 for account in chosen if stage.seen.changes.get(account))
    return {
        "presses": len(presses), "answered": answered, "updated": updated, "stations": len(chosen),
        "seconds": took, "rate": answered / took,
        "bot_cpu": (after.cpu - before.cpu) / len(presses) * 1000,
        "telegram_load": (own_after.cpu - own.cpu) / (time.perf_counter() - began),
        "resident": after.resident / MEGABYTE,
    }  # fmt: skip


async def steady(stage: Stage, options: Options) -> Figures:
    """So many presses a second; how long until each is answered."""
    return {"waits": await _press_steadily(stage, await _lists(stage, options), options)}


async def _lists(stage: Stage, options: Options) -> list[Message]:
    lists = await stage.open_lists(stage.reporters[: options["presses"]])
    await stage.quiet(0.5)
    return list(lists.values())


async def _press_steadily(stage: Stage, lists: list[Message], options: Options) -> list[float]:
    stage.watch()
    pressed: dict[int, float] = {}
    begin = time.perf_counter()
    for number, message in enumerate(lists):
        pause = begin + number / options["per_second"] - time.perf_counter()
        await asyncio.sleep(max(0.0, pause))
        pressed[message.chat_id] = time.perf_counter()
        stage.press(message, stage.labels[0])
    await stage.until(lambda: stage.seen.toasts.keys() >= pressed.keys(), 30)
    return [stage.seen.toasts[chat][0] - at for chat, at in pressed.items()]


async def broadcast(stage: Stage, options: Options) -> Figures:
    """A broadcast to everybody while presses go on; then incidents while it is being sent."""
    lists = await _lists(stage, options)
    admin = stage.phone(stage.cast["admin"])
    await admin.says("/siaran")
    await admin.presses("Lanjut", timeout=30)
    await admin.sees("kirim isinya", timeout=30)
    await admin.says("Kotak suara dijemput pukul 15.00. Mohon bersiap di TPS masing-masing.")
    await admin.sees("Begini pesannya nanti", timeout=30)
    await stage.quiet(0.5)
    pressing = asyncio.create_task(_press_steadily(stage, lists, options))
    await asyncio.sleep(len(lists) / options["per_second"] / 3)
    await admin.presses("Kirim", timeout=30)
    waits = await pressing
    sent = sum(map(len, stage.seen.changes.values()))
    return {"waits": waits, "alarms": await _alarms(stage, options), "sent": sent}


async def _alarms(stage: Stage, options: Options) -> list[float]:
    """Incidents, each from another village: how long until a coordinator's phone shows it."""
    by_village = {each["village"]: each["account"] for each in stage.cast["reporters"]}
    waits: list[float] = []
    for account in list(by_village.values())[: options["incidents"]]:
        said = f"keributan nomor {account}"
        stage.watch_for(said, stage.cast["coordinators"])
        began = time.perf_counter()
        await stage.phone(account).says(f"masalah keamanan {said} di depan TPS")
        await stage.until(lambda: stage.seen.count, 30)
        waits.append(stage.seen.first - began)
        await asyncio.sleep(options["apart"])
    return waits


async def drain(stage: Stage, options: Options) -> Figures:
    """Messages that wait when the bot starts, one for each of many chats."""
    await stage.until(lambda: stage.seen.count >= 1)
    before = stage.bot
    await stage.until(lambda: stage.seen.count >= options["messages"])
    took = stage.seen.last - stage.seen.first
    return {
        "messages": stage.seen.count, "rate": stage.seen.count / took,
        "bot_cpu": (stage.bot.cpu - before.cpu) / stage.seen.count * 1000,
    }  # fmt: skip


async def soak(stage: Stage, options: Options) -> Figures:
    """An hour's work or part of it: everybody asks and reports; memory once a second."""
    chance = random.Random(7)
    residents: list[float] = []
    begin = time.perf_counter()
    for number in range(int(options["seconds"] * options["per_second"])):
        pause = begin + number / options["per_second"] - time.perf_counter()
        await asyncio.sleep(max(0.0, pause))
        phone = stage.phone(chance.choice(stage.reporters))
        line = chance.choice(("/tps", "/status", "/agenda", f"pemilih {chance.randint(1, 400)}"))
        await phone.says(line)
        if number % options["per_second"] == 0:
            residents.append(stage.bot.resident / MEGABYTE)
            stage.forget(phone)
    await stage.quiet()
    third = max(1, len(residents) // 3)
    return {
        "highest": stage.bot.highest / MEGABYTE, "early": max(residents[third : 2 * third]),
        "late": max(residents[-third:]), "updates": number + 1,
    }  # fmt: skip


SCENARIOS: dict[str, Scenario] = {
    "burst": burst, "steady": steady, "broadcast": broadcast, "drain": drain, "soak": soak,
}  # fmt: skip
