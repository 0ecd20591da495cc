"""Brings the outbox to a broadcast's state, some rows a unit, and moves its bar; reads lists."""

from collections.abc import Mapping

from bot.child import OutOfMemory, in_child
from bot.work import Tools, Worker
from handlers.broadcast import lists, progress
from handlers.broadcast.composing import CHOOSER
from handlers.context import Desk, say
from handlers.errors import Refused
from handlers.texts import audience as texts
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


async def read_list(tools: Tools, job: Job) -> None:
    """Fetch a list of people, read it in a child process, and add it to the letter it is for."""
    data = await tools.fetch(job, job.payload["file"])
    if data is None:
        await _say(tools, job, texts.NO_DOWNLOAD)
        return
    try:
        text = await in_child(lists.lines, data, job.payload["name"])
        await tools.write(lambda tx: lists.came(_desk(tools, tx), CHOOSER, job.payload, text))
    except Refused as refused:
        await _say(tools, job, refused.text)
    except OutOfMemory:
        await _say(tools, job, texts.LIST_TOO_HEAVY)


async def _say(tools: Tools, job: Job, words: str) -> None:
    chat_id = int(job.payload["chat"])
    await tools.write(lambda tx: say(tx, tools.clock(), chat_id, words, kind="reply"))


def _desk(tools: Tools, tx: Tx) -> Desk:
    return Desk(tx, tools.clock(), tools.policy)


WORKERS: Mapping[str, Worker] = {progress.JOB: work, lists.JOB: read_list}
