"""The process that plays Telegram and the people: `python -m tests.benchmarks.telegram PLAN`.

Prints {"url": …}, reads {"pid": …} of the bot from stdin, plays the plan's scenario, prints its
figures. Then it answers the bot until stdin is closed.
"""

import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

from bot.simulator import Simulator
from tests.benchmarks.scenarios import SCENARIOS
from tests.benchmarks.stage import Stage

TOKEN = "1000:BENCH"


async def play(plan: dict[str, Any]) -> None:
    """Open the simulator, play, and stay until told to go."""
    cast = json.loads(Path(plan["cast"]).read_text())
    async with Simulator(TOKEN, latency=plan["latency"]) as sim:
        stage = Stage(sim, cast)
        stage.move_in()
        _say({"url": sim.url})
        stage.watch()
        started = await _begin(stage, plan)
        try:
            figures = await SCENARIOS[plan["scenario"]](stage, plan)
            _say({**figures, "started": started, "violations": len(sim.violations)})
        except Exception as error:
            _say({"error": repr(error)})
            raise
        await asyncio.to_thread(sys.stdin.read)


async def _begin(stage: Stage, plan: dict[str, Any]) -> float:
    """Meet the bot; seconds from its start as a process to its first request for updates."""
    bot = await _hear()
    stage.pid = int(bot["pid"])
    if plan["scenario"] == "drain":
        return 0.0
    await stage.polled()
    return float(time.time() - bot["at"])


async def _hear() -> dict[str, Any]:
    line = await asyncio.to_thread(sys.stdin.readline)
    found: dict[str, Any] = json.loads(line)
    return found


def _say(figures: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # peers are stopped in the middle of their requests
    asyncio.run(play(json.loads(sys.argv[1])))
