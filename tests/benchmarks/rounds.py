"""What is played in each round, and the line of the table that comes of it.

The rounds of all contestants alternate, so that what else the machine does meets everybody.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.city import City, due_now
from tests.benchmarks.contestants import (
    AIOGRAM,
    OURS,
    PTB,
    PTB_CONCURRENT,
    PTB_SENDER,
    ROOT,
    Failed,
    fresh_copy,
    measure,
)
from tests.benchmarks.stage import percentile
from tests.benchmarks.table import Row, middle, ratio

LATENCY = 0.05
ONE_WAY = LATENCY * 1000
"""Milliseconds of the network before an answer is shown; getUpdates waits there already."""
BOTH_WAYS = 2 * ONE_WAY
"""The same while updates come all the time: then getUpdates is on its way, too."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much is played: `make bench` the whole, `--quick` a part."""

    rounds: int = 5
    """Where peers are measured beside us."""
    alone: int = 3
    """Rounds of what only we are measured in."""
    stations: int = 1188
    small: int = 10_000
    large: int = 1_000_000
    messages: int = 5_000
    peer_messages: int = 800
    presses: int = 600
    incidents: int = 35
    soak: float = 120.0
    soaked: int = 18_000
    """Updates in that time: an hour at 5 a second, which is a busy one.

    Of the first ten thousand each leaves pages in the database's cache, until its 16 MB are full.
    """


QUICK = Size(
    rounds=1, alone=1, stations=390, large=100_000, messages=2_000, peer_messages=200,
    presses=150, incidents=10, soak=5.0, soaked=500,
)  # fmt: skip


def _plan(scenario: str, **options: Any) -> dict[str, Any]:
    return {"scenario": scenario, "latency": LATENCY, **options}


def burst(city: City, size: Size, say: Say) -> list[Row]:
    """07.00: reports stored and answered per second."""
    contestants = (OURS, PTB, PTB_CONCURRENT, AIOGRAM)
    found: dict[str, list[dict[str, float]]] = {each.name: [] for each in contestants}
    for number in range(size.rounds):
        for each in contestants:
            played = measure(each, city, _plan("burst", stations=size.stations))
            figures = {**played.figures, "stored": played.stored}
            found[each.name].append(figures)
            say(
                f"burst {number + 1}/{size.rounds} {each.name}: {figures['rate']:.0f}/s,"
                f" {played.stored} of {figures['presses']} stored, {figures['answered']} answered,"
                f" {figures['bot_cpu']:.2f} ms of CPU each,"
                f" simulator {figures['telegram_load']:.0%} busy"
            )
            if each is OURS and played.stored != figures["presses"]:
                raise Failed("not every press of the burst was stored")
    rates = {name: middle(rounds, "rate") for name, rounds in found.items()}
    ours, taught = rates[OURS.name], rates[PTB.name]
    fastest = max((rate, name) for name, rate in rates.items() if name != OURS.name)
    peers = ", ".join(f"{name} {rate:.0f}/s" for name, rate in rates.items() if name != OURS.name)
    return [
        Row("burst: reports stored, answered", ">= 20 x PTB as taught",
            f"{ours:.0f}/s = {ratio(ours, taught)}", peers, ours >= 20 * taught),
        Row("", ">= 2 x the fastest peer", f"{ours:.0f}/s = {ratio(ours, fastest[0])}",
            fastest[1], ours >= 2 * fastest[0]),
    ]  # fmt: skip


def toasts(city: City, size: Size, say: Say) -> list[Row]:
    """Press to toast at 50 a second."""
    waits: list[float] = []
    for number in range(size.alone):
        played = measure(OURS, city, _plan("steady", presses=size.presses, per_second=50))
        waits += played.figures["waits"]
        say(f"toasts {number + 1}/{size.alone}: {_tail(played.figures['waits'])}")
    late = percentile(waits, 0.99) * 1000 - BOTH_WAYS
    return [Row("press to toast at 50/s, p99", "<= 150 ms beyond the network",
                f"{late:.0f} ms ({_tail(waits)})", met=late <= 150)]  # fmt: skip


def broadcast(city: City, size: Size, say: Say) -> list[Row]:
    """A broadcast to everybody: the fan-out, who waits for it, and alerts that overtake it."""
    waits, alarms, took, people = [], [], [], 0
    for number in range(size.alone):
        plan = _plan("broadcast", presses=size.presses // 2, per_second=50, apart=0.1,
                     incidents=size.incidents)  # fmt: skip
        played = measure(OURS, city, plan)
        waits += played.figures["waits"]
        alarms += played.figures["alarms"]
        seconds, people = _fan_out(played.database)
        took.append({"seconds": seconds})
        presses, alerts = _tail(played.figures["waits"]), _tail(played.figures["alarms"])
        say(f"broadcast {number + 1}/{size.alone}: {people} in {seconds:.2f} s;"
            f" presses {presses}; alerts {alerts}")  # fmt: skip
    seconds = middle(took, "seconds")
    longest = max(waits) * 1000 - BOTH_WAYS
    late = percentile(alarms, 0.99) * 1000 - ONE_WAY
    return [
        Row("incident to first coordinator, p99", "<= 250 ms beyond the network",
            f"{late:.0f} ms ({_tail(alarms)})", "during a broadcast", late <= 250),
        Row(f"broadcast to {people}: last row", "<= 1 s", f"{seconds:.2f} s", met=seconds <= 1),
        Row("  longest wait of anybody else", "<= 100 ms beyond the network",
            f"{longest:.0f} ms ({len(waits)} presses)", met=longest <= 100),
    ]  # fmt: skip


def sending(city: City, size: Size, say: Say) -> list[Row]:
    """Messages a second where no limit holds them back: one for each of many chats."""
    ours, theirs = [], []
    for number in range(size.rounds):
        played = measure(
            OURS, city, _plan("drain", messages=size.messages),
            lambda database: _fill_outbox(database, size.messages),
        )  # fmt: skip
        peer = measure(PTB_SENDER, city, _plan("drain", messages=size.peer_messages))
        ours.append(played.figures)
        theirs.append(peer.figures)
        say(f"sending {number + 1}/{size.rounds}: {played.figures['rate']:.0f}/s with"
            f" {played.figures['bot_cpu']:.2f} ms of CPU each,"
            f" PTB's transport {peer.figures['rate']:.0f}/s")  # fmt: skip
    rate, peers = middle(ours, "rate"), middle(theirs, "rate")
    return [
        Row("messages sent, limits off", ">= 1,000/s on one core", f"{rate:.0f}/s",
            met=rate >= 1000),
        Row("", ">= 5 x PTB's transport", ratio(rate, peers), f"PTB's transport {peers:.0f}/s",
            rate >= 5 * peers),
    ]  # fmt: skip


def questions(city: City, many: City, size: Size, say: Say) -> list[Row]:
    """/rekap, /belum, /siaga, /status with many reports against few."""
    found: dict[str, list[dict[str, float]]] = {"few": [], "many": []}
    for _ in range(size.alone):
        found["few"].append(_asked(city))
        found["many"].append(_asked(many))
    rows = []
    for name in found["few"][0]:
        few, lots = middle(found["few"], name), middle(found["many"], name)
        say(f"{name}: {few:.1f} ms with {size.small} reports, {lots:.1f} ms with {size.large}")
        rows.append(
            Row(f"{name}, with {size.large:,} reports", f"<= 2 x with {size.small:,}",
                f"{ratio(lots, few)} ({few:.1f} -> {lots:.1f} ms)", met=lots <= 2 * few)
        )  # fmt: skip
    return rows


def standing(many: City, size: Size, say: Say) -> list[Row]:
    """Start and memory with many people and reports."""
    starts = []
    for _ in range(size.alone):
        played = measure(OURS, many, _plan("steady", presses=1, per_second=50))
        starts.append(played.figures)
    start = middle(starts, "started")
    per_second = size.soaked / size.soak
    load = measure(OURS, many, _plan("soak", seconds=size.soak, per_second=per_second)).figures
    say(f"soak: {load['updates']} updates, {load['early']:.0f} MB early, {load['late']:.0f} late")
    growth = load["late"] - load["early"]
    people = f"{len(many.accounts):,} people, {size.large:,} reports"
    return [
        Row("start to first poll", "<= 1.5 s", f"{start:.2f} s", people, start <= 1.5),
        Row("memory at most", "<= 150 MB", f"{load['highest']:.0f} MB", people,
            load["highest"] <= 150),
        Row("  under load", "flat: <= 3 MB more", f"{growth:+.1f} MB",
            f"{load['updates']:,} updates in {size.soak:.0f} s",
            growth <= 3 if size.soaked >= Size.soaked else None),
    ]  # fmt: skip


def _tail(waits: list[float]) -> str:
    shown = (("p50", 0.5), ("p99", 0.99), ("max", 1.0))
    return ", ".join(f"{name} {percentile(waits, share) * 1000:.0f} ms" for name, share in shown)


def _asked(city: City) -> dict[str, float]:
    database, cast = fresh_copy(city), city.database.with_suffix(".json")
    due_now(database)
    cast.write_text(json.dumps(city.cast()))
    plan = json.dumps({"database": str(database), "cast": str(cast)})
    command = [sys.executable, "-m", "tests.benchmarks.queries", plan]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def _fan_out(database: Path) -> tuple[float, int]:
    """Seconds from Kirim to the last row, by the bot's own clock, and how many rows it made."""
    connection = sqlite3.connect(database)
    try:
        began, ended = connection.execute("SELECT started_at, queued_at FROM broadcasts").fetchone()
        rows = connection.execute("SELECT COUNT(*) FROM outbox WHERE kind = 'broadcast'").fetchone()
        return (ended - began) / 1000, int(rows[0])
    finally:
        connection.close()


def _fill_outbox(database: Path, most: int) -> None:
    due_now(database)
    keys = {"keyboard": [[{"text": "📍 Status TPS"}, {"text": "📦 Logistik"}]],
            "resize_keyboard": True}  # fmt: skip
    payload = {"text": "✅ No. 1832. Rapat dimulai <b>07.02</b>", "parse_mode": "HTML",
               "reply_markup": keys}  # fmt: skip
    connection = sqlite3.connect(database)
    connection.execute(
        "INSERT INTO outbox (chat_id, method, payload, kind, priority, created_at, due_at)"
        " SELECT user_id, 'sendMessage', ?, 'reply', 2, 0, 0 FROM accounts ORDER BY 1 LIMIT ?",
        (json.dumps(payload, ensure_ascii=False), most),
    )
    connection.commit()
    connection.close()
