"""The long run of `make torture`: hundreds of kills while a whole city reports.

python -m tests.durability.torture [--kills 200] [--updates 20000] [--webhook] [--seed 1]
    [--folder DIR]
Exit code 1 if anything was lost, stored twice, not told or not passed on.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from bot import dispatch
from bot.simulator import Simulator
from tests.durability import crash
from tests.durability.crash import Figures
from tests.durability.officers import MILESTONES, Plan
from tests.durability.points import Point, schedule

STATIONS = 40
"""In each village."""
GAP_EVERY = 20
"""Rounds; so often the bot stays away for longer than Telegram keeps presses."""
LATE = 180.0
"""Seconds for which a phone is without signal at most."""


async def torture(
    kills: int, updates: int, seed: int, folder: Path, *, webhook: bool = False
) -> Figures:
    """Let a city large enough for so many updates report through so many kills."""
    villages = max(1, -(-updates // len(MILESTONES) // STATIONS))
    plan = Plan(villages, STATIONS, incidents=max(1, updates // 400), late=LATE)
    points = schedule(kills, webhook=webhook)
    Random(seed).shuffle(points)
    clock = crash.Ahead()
    async with Simulator(latency=0.002, clock=clock, webhook_pause=0.2) as sim:
        city = await crash.found(sim, clock, folder, plan, seed, webhook=webhook)
        for officer in city.officers[::5]:
            await officer.phone.says("📍 Status TPS")
        return await city.live_through(points, max(1, updates // kills), GAP_EVERY)


def told(figures: Figures, seconds: float) -> str:
    """The figures as one table, one a line."""
    of, most = figures.updates, max(figures.under_way, default=0)
    lines: dict[str, object] = {
        "kills (SIGKILL)": figures.kills,
        **{f"  {point.value}": figures.hits[point] for point in Point},
        "  of these not at their named point": figures.elsewhere,
        "updates sent": of.sent,
        "  retyped: no answer within 3 s": figures.retyped,
        "  kept by the phone, delivered late": figures.held,
        "updates confirmed but not stored": of.unstored,
        "messages neither stored nor still with Telegram": of.messages_gone,
        f"presses never handed out, of {of.presses} (Telegram: 150 s)": of.never_handed_out,
        "presses handed to a killed bot, then dropped": of.gone_with_a_process,
        "reports stored": figures.reports,
        "reports lost": figures.lost,
        "reports stored twice": figures.doubled,
        "reports whose officer was not told": figures.untold,
        "alerts": figures.alerts,
        "alerts not delivered": figures.alerts_missed,
        "forms filled in across kills": figures.forms,
        "forms that did not go on": figures.forms_lost,
        f"rosters and backups finished after kills: {figures.imports} and": figures.backups,
        "messages sent, not recorded at a kill": sum(figures.under_way),
        f"  at one kill at most (promised: {dispatch.UNRECORDED})": most,
        "messages repeated": figures.repeated,
        "  of these not under way at a kill": figures.repeated_without_cause,
        "faults of log, recap, API calls, copies, parked": len(figures.problems),
        "seconds": round(seconds),
    }
    width = max(map(len, lines))
    return "\n".join(f"{name:{width}}  {value:>7}" for name, value in lines.items())


def main() -> int:
    """Run once and print the figures last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--updates", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep database and log here")
    parser.add_argument("--webhook", action="store_true", help="updates come by webhook")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as passing:
        folder = given.folder or Path(passing)
        playing = torture(given.kills, given.updates, given.seed, folder, webhook=given.webhook)
        figures = asyncio.run(playing)
    for problem in figures.problems[:20]:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.write(f"{told(figures, time.monotonic() - began)}\n")
    return 0 if figures.holds else 1


if __name__ == "__main__":
    sys.exit(main())
