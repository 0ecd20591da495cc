"""The long fuzz: `python -m tests.fuzz.long --inputs 100000 [--seed N]`. Figures come last.

Exit code 0 when nothing was found, 1 otherwise; what was found is printed with its input, and the
seed makes it come again.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.access.desk import Desk, open_desk
from tests.fuzz import files, judge
from tests.fuzz.attack import Attack, furnish, unrightful
from tests.fuzz.judge import Findings

PART = 5_000
"""Inputs for each fresh city: rows that pile up would only make the search for faults slow."""


@dataclass
class Figures:
    """How many inputs of each kind, and what they brought to light."""

    inputs: Counter[str]
    findings: Findings
    stuck: int = 0


async def run(inputs: int, seed: int) -> Figures:
    """Throw so many inputs at fresh cities, a quarter each at updates, lines, presses, rights."""
    figures = Figures(Counter(), Findings())
    for number, share in enumerate(_shares(inputs)):
        rnd = random.Random(seed + number)
        with tempfile.TemporaryDirectory() as folder:
            async with open_desk(Path(folder)) as desk:
                await furnish(desk)
                await _part(desk, rnd, share, figures)
        _read_files(rnd, max(share // 10, 1), figures)
        print(f"{sum(figures.inputs.values())} inputs", flush=True)  # noqa: T201 - its output
    return figures


async def _part(desk: Desk, rnd: random.Random, share: int, figures: Figures) -> None:
    quarter = max(share // 4, 1)
    figures.findings.add(await unrightful(desk, rnd, quarter))
    attack = Attack(desk, rnd)
    await attack.updates(quarter)
    await attack.lines(quarter)
    await attack.presses(quarter)
    figures.findings.add(attack.findings)
    figures.inputs.update(
        {"by outsiders": quarter, "updates": quarter, "lines": quarter, "presses": quarter}
    )
    figures.stuck += not await judge.still_works(desk)


def _read_files(rnd: random.Random, count: int, figures: Figures) -> None:
    for number in range(count):
        data, name = files.any_file(rnd) if number % 2 else (files.any_calendar(rnd), "a.ics")
        try:
            files.read(data, name) if number % 2 else files.read_calendar(data)
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            figures.findings.crashes.append(f"{traceback.format_exc()}\n--- {data[:400]!r}")
    figures.inputs["files"] += count


def _shares(inputs: int) -> Iterator[int]:
    while inputs > 0:
        yield min(PART, inputs)
        inputs -= PART


def report(figures: Figures, seconds: float) -> list[str]:
    """The lines that come last."""
    found = figures.findings
    kinds = ", ".join(f"{count} {kind}" for kind, count in figures.inputs.items())
    counts = {
        "crashes": len(found.crashes), "errors in handlers": len(found.bugs),
        "presses without an answer": len(found.unanswered),
        "rows changed outside one's rights": len(found.changed), "blocked": figures.stuck,
    }  # fmt: skip
    return [
        f"inputs: {sum(figures.inputs.values())} ({kinds}) in {seconds:.0f} s",
        ", ".join(f"{name}: {count}" for name, count in counts.items()),
    ]


def main() -> int:
    """Run with the arguments of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    print(f"seed: {given.seed}", flush=True)  # noqa: T201 - its output
    begun = time.monotonic()
    figures = asyncio.run(run(given.inputs, given.seed))
    found = figures.findings
    for each in [*found.crashes, *found.bugs, *found.changed][:20]:
        print(f"\n{each}")  # noqa: T201 - its output
    print("\n".join(report(figures, time.monotonic() - begun)))  # noqa: T201 - its output
    return 0 if found.none and not figures.stuck else 1


if __name__ == "__main__":
    sys.exit(main())
