"""Printed cards: read the rows, let a child process draw the PDF, send it."""

from bot.child import OutOfMemory, in_child
from bot.work import MOST_TRIES, GivenUp, Tools, Worker
from handlers.cards import asking, child
from handlers.cards.card import Card, cards, title_of
from handlers.context import say
from handlers.texts import cards as texts
from storage import areas, files, outbox
from storage.database import Tx
from storage.jobs import Job


async def make(tools: Tools, job: Job) -> None:
    """Make the cards of some stations and send them; whoever asked is told when it fails."""
    try:
        await _make(tools, job)
    except OutOfMemory as error:
        await _give_up(tools, job)
        raise GivenUp(type(error).__name__) from error
    except Exception:
        if job.attempts + 1 >= MOST_TRIES:
            await _give_up(tools, job)
        raise


async def _make(tools: Tools, job: Job) -> None:
    stations = [int(each) for each in job.payload["stations"]]
    found = await tools.db.read(lambda tx: cards(tx, tools.policy, stations))
    title = await tools.db.read(lambda tx: _title(tx, stations))
    if not found or title is None:
        await _give_up(tools, job)
        return
    body = await in_child(child.render, found, title)
    await tools.write(lambda tx: _send(tools, tx, job, found, title, body))


def _title(tx: Tx, stations: list[int]) -> str | None:
    first = areas.station(tx, stations[0])
    village = None if first is None else areas.area(tx, first.area)
    if village is None:
        return None
    return title_of(village, first if len(stations) == 1 else None)


def _send(tools: Tools, tx: Tx, job: Job, made: list[Card], title: str, body: bytes) -> None:
    name = texts.file_name(title)
    payload: outbox.Payload = {
        "document": files.keep(tx, tools.clock(), name, body),
        "caption": texts.caption(title, len(made)),
        "parse_mode": "HTML",
    }
    chat_id = int(job.payload["chat"])
    outbox.put(tx, tools.clock(), "sendDocument", payload, chat_id=chat_id, kind="document")


async def _give_up(tools: Tools, job: Job) -> None:
    chat_id = int(job.payload["chat"])
    await tools.write(lambda tx: say(tx, tools.clock(), chat_id, texts.NO_FILE, kind="reply"))


WORKERS: dict[str, Worker] = {asking.JOB: make}
