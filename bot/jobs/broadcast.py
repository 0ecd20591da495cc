"""Brings the outbox to a broadcast's state, a thousand rows a unit, and moves its bar."""

from bot.work import Tools
from handlers.broadcast import progress
from storage import broadcasts
from storage.database import Tx
from storage.jobs import Job


async def work(tools: Tools, job: Job) -> None:
    """Do all that the state asks for; after a kill the rows say what is left to do."""
    number = int(job.payload["id"])

    def step(tx: Tx) -> bool:
        return broadcasts.step(tx, tools.clock(), number)

    while await tools.write(step):
        continue
    await tools.write(lambda tx: progress.beat(tx, tools.clock(), tools.policy, number))
