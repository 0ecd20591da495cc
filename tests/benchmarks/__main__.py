"""`make bench`: every bar of speed, measured on this machine beside peers, as one table."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import city, rounds, table
from tests.benchmarks.city import City
from tests.benchmarks.rounds import QUICK, Say, Size
from tests.benchmarks.table import Row

Part = Callable[[], list[Row]]


def parts(folder: Path, size: Size, say: Say) -> dict[str, Part]:
    """What can be measured, by name; the cities are made when they are first needed."""
    made: dict[int, City] = {}

    def with_reports(count: int) -> City:
        if count not in made:
            say(f"making a city with {count:,} reports")
            made[count] = city.prepare(folder, count)
        return made[count]

    def few() -> City:
        return with_reports(size.small)

    def many() -> City:
        return with_reports(size.large)

    return {
        "burst": lambda: rounds.burst(few(), size, say),
        "toasts": lambda: rounds.toasts(few(), size, say),
        "broadcast": lambda: rounds.broadcast(few(), size, say),
        "sending": lambda: rounds.sending(few(), size, say),
        "questions": lambda: rounds.questions(few(), many(), size, say),
        "standing": lambda: rounds.standing(many(), size, say),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round of everything, smaller")
    parser.add_argument("--rounds", type=int, help="rounds of each (default: 5 beside peers)")
    parser.add_argument("--soak", type=float, help="seconds of load for the memory")
    parser.add_argument("--rate", type=float, default=150.0, help="updates a second in these")
    parser.add_argument("--only", default="", help="some parts, with commas")
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and give 1 if a bar was missed."""
    given = _arguments()
    size = QUICK if given.quick else Size()
    if given.rounds:
        size = replace(size, rounds=given.rounds, alone=given.rounds)
    if given.soak:
        size = replace(size, soak=given.soak, soaked=int(given.rate * given.soak))

    def say(line: str) -> None:
        sys.stderr.write(f"{time.strftime('%H.%M.%S')} {line}\n")

    rows: list[Row] = []
    with TemporaryDirectory(prefix="siaga-bench-") as folder:
        for name, measure in parts(Path(folder), size, say).items():
            if not given.only or name in given.only.split(","):
                rows += measure()
    sys.stdout.write(f"{_about(size)}\n\n{table.printed(rows)}\n")
    return int(any(row.met is False for row in rows))


def _about(size: Size) -> str:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load};"
        f" python-telegram-bot {version('python-telegram-bot')}, aiogram {version('aiogram')};"
        f" medians of {size.rounds} alternating rounds, of {size.alone} without peers;"
        f" the simulated Telegram answers every request after {rounds.LATENCY * 1000:.0f} ms,"
        " getUpdates too"
    )


if __name__ == "__main__":
    sys.exit(main())
