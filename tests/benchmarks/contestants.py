"""Who is measured, and how each is started as a process of its own."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.benchmarks.city import City, due_now
from tests.benchmarks.telegram import TOKEN

ROOT = Path(__file__).parents[2]
PEERS = Path(__file__).parent / "peers"
GRACE = 20
GRACE_OF_PEERS = 3
"""Seconds to stop in; how long a peer would wait for its last request is not what is measured."""
Process = subprocess.Popen[str]


class Failed(Exception):
    """A round that could not be played to its end, or in which the bot logged an error."""


@dataclass(frozen=True)
class Contestant:
    """A bot: the command that starts it, and how many stations report at once in its rounds.

    A press waits 15 s for its answer, so who answers 10 a second is asked less at once.
    """

    name: str
    command: tuple[str, ...]
    stations: int = 1188
    table: str = "peer_reports"


def peer(name: str, *arguments: str, stations: int = 1188) -> Contestant:
    """A program in `peers`."""
    program, *more = arguments
    return Contestant(name, (sys.executable, str(PEERS / program), *more), stations)


OURS = Contestant("ours", (sys.executable, "-m", "bot", "run"), table="reports")
PTB = peer("PTB", "ptb.py", stations=20)
PTB_CONCURRENT = peer("PTB concurrent", "ptb.py", "concurrent", stations=200)
PTB_SENDER = peer("PTB transport", "ptb_sender.py")
AIOGRAM = peer("aiogram", "aiogram3.py")


@dataclass(frozen=True)
class Round:
    """The figures of a round, how many reports were stored in it, and its database."""

    figures: dict[str, Any]
    stored: int
    database: Path


def measure(
    contestant: Contestant, city: City, plan: dict[str, Any],
    prepare: Callable[[Path], None] = due_now,
) -> Round:  # fmt: skip
    """Play one scenario with a fresh copy of the city."""
    database = fresh_copy(city)
    prepare(database)
    before = _count(database, contestant.table)
    stations = min(contestant.stations, plan.get("stations", contestant.stations))
    figures = _play(contestant, city, database, {**plan, "stations": stations})
    return Round(figures, _count(database, contestant.table) - before, database)


def fresh_copy(city: City) -> Path:
    """The city's database as it was prepared, in place of the last round's."""
    folder = city.database.parent
    for former in folder.glob("round.db*"):
        former.unlink()
    return Path(shutil.copy(city.database, folder / "round.db"))


def _play(contestant: Contestant, city: City, database: Path, plan: dict[str, Any]) -> Any:
    path = database.parent / "bot.log"
    with _telegram(city, plan) as telegram, path.open("w") as log:
        url = _heard(telegram)["url"]
        with _bot(contestant, url, database, city.admin, log) as bot:
            assert telegram.stdin is not None
            telegram.stdin.write(json.dumps({"pid": bot.pid, "at": time.time()}) + "\n")
            telegram.stdin.flush()
            figures = _heard(telegram)
    if "error" in figures:
        raise Failed(f"{contestant.name}: {figures['error']}; its log ends:\n{_end_of(path)}")
    if figures["violations"]:
        raise Failed(f"{contestant.name} broke the Bot API {figures['violations']} times")
    if contestant is OURS and " ERROR " in path.read_text():
        raise Failed(f"an error was logged; the log ends:\n{_end_of(path)}")
    return figures


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def _heard(process: Process) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    found: dict[str, Any] = json.loads(line) if line else {"error": "the simulator ended"}
    return found


@contextmanager
def _telegram(city: City, plan: dict[str, Any]) -> Iterator[Process]:
    cast = city.database.parent / "cast.json"
    cast.write_text(json.dumps(city.cast()))
    arguments = json.dumps({**plan, "cast": str(cast)})
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.telegram", arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        yield process
    finally:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait(GRACE)


@contextmanager
def _bot(
    contestant: Contestant, url: str, database: Path, admin: int, log: IO[str]
) -> Iterator[Process]:
    environment = {
        **os.environ, "SIAGA_TOKEN": TOKEN, "SIAGA_API_URL": url,
        "SIAGA_DATABASE": f"sqlite:///{database}", "SIAGA_ADMIN_IDS": str(admin),
        "SIAGA_BACKUP_EVERY": "0", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    process = subprocess.Popen(
        contestant.command, env=environment, cwd=database.parent, stdout=log, stderr=log, text=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(GRACE if contestant is OURS else GRACE_OF_PEERS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _count(database: Path, table: str) -> int:
    connection = sqlite3.connect(database)
    try:
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,))
        if there.fetchone() is None:
            return 0
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()
