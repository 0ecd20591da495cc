"""How long the bot works on a question: `python -m tests.benchmarks.queries CITY.json`.

From the update to the commit of its answer, inside the process, without any network: latency
would hide what the database costs. Prints medians in milliseconds as JSON.
"""

import asyncio
import itertools
import json
import logging
import sys
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from pydantic import SecretStr

from bot import app
from bot.settings import Fixed
from bot.simulator import Simulator
from tests.benchmarks.telegram import TOKEN

TIMES = 15
_numbers = itertools.count(1)


def asked(account: int, text: str) -> dict[str, Any]:
    """An update with a message of somebody."""
    user = {"id": account, "is_bot": False, "first_name": "Orang"}
    chat = {"id": account, "type": "private", "first_name": "Orang"}
    number = next(_numbers)
    entity = {"type": "bot_command", "offset": 0, "length": len(text)}
    message = {"message_id": number, "from": user, "chat": chat, "date": int(time.time()),
               "text": text, "entities": [entity]}  # fmt: skip
    return {"update_id": number, "message": message}


async def medians(database: Path, cast: dict[str, Any]) -> dict[str, float]:
    """Ask each question several times, the questions in turn."""
    questions = (
        ("/rekap", "the city", cast["admin"]), ("/belum", "the city", cast["admin"]),
        ("/belum", "a village", cast["lurah"]), ("/siaga", "the city", cast["admin"]),
        ("/status", "a station", cast["reporters"][0]["account"]),
    )  # fmt: skip
    took: dict[str, list[float]] = {}
    async with Simulator(TOKEN) as sim:
        settings = Fixed(
            token=SecretStr(TOKEN), api_url=sim.url, database=f"sqlite:///{database}",
            admin_ids=(cast["admin"],), backup_every=timedelta(0),
        )  # fmt: skip
        async with app.running(settings) as parts:
            for _, (text, place, account) in itertools.product(range(TIMES), questions):
                began = time.perf_counter()
                await parts.intake.take([asked(account, text)])
                took.setdefault(f"{text}, {place}", []).append(time.perf_counter() - began)
    return {name: median(times) * 1000 for name, times in took.items()}


def main() -> None:
    logging.disable(logging.WARNING)
    plan = json.loads(sys.argv[1])
    cast = json.loads(Path(plan["cast"]).read_text())
    sys.stdout.write(json.dumps(asyncio.run(medians(Path(plan["database"]), cast))) + "\n")


if __name__ == "__main__":
    main()
