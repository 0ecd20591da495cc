"""A list of people as a file: fetched and read by a worker, then added to the open letter."""

from dataclasses import replace
from typing import Any

from telegram import Document

from handlers.audience.bounds import Bounds
from handlers.audience.chooser import Chooser, with_list
from handlers.audience.pasted import Found
from handlers.broadcast import letter as letters
from handlers.buttons import Rows
from handlers.context import Context, Desk, say
from handlers.errors import Refused
from handlers.roster import limits
from handlers.texts import audience as texts
from handlers.texts import roster_files as file_texts
from storage import events, files, jobs, outbox

JOB = "broadcast_list"
_SECONDS = 20
"""CPU time a child may take."""


def receive(ctx: Context, document: Document, bounds: Bounds) -> None:
    """Write down that a file has come; a worker fetches and reads it, within these bounds."""
    if (document.file_size or 0) > limits.MOST_BYTES:
        raise Refused(file_texts.file_too_big(limits.MOST_BYTES // 1_000_000))
    order = {
        "file": document.file_id, "name": (document.file_name or "daftar")[-60:],
        "user": ctx.user.id, "chat": ctx.chat.id, "pairs": bounds.pairs,
    }  # fmt: skip
    jobs.add(ctx.tx, ctx.now, JOB, order)
    ctx.reply(texts.READING_LIST)


def lines(data: bytes, name: str) -> str:
    """A workbook, CSV or text as lines; for a child process. Raises Refused, MemoryError."""
    import resource  # noqa: PLC0415 - only the child limits itself

    from handlers.roster import workbook  # noqa: PLC0415 - heavy, and only for the child

    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    rows = [row for sheet in workbook.read(data, name) for row in sheet.rows]
    return "\n".join(
        ";".join(str(cell) for cell in row.cells if isinstance(cell, str | int | float))
        for row in rows
    )


def came(desk: Desk, chooser: Chooser, order: dict[str, Any], text: str) -> None:
    """Add a file's list to the letter it was sent for, if that still waits for its audience."""
    chat_id, user_id = int(order["chat"]), int(order["user"])
    letter, event = letters.found(desk.tx, user_id), events.live(desk.tx)
    if letter is None or letter.step != letters.AUDIENCE:
        say(desk.tx, desk.now, chat_id, texts.LIST_TOO_LATE, kind="reply")
        return
    # Rights may be lost meanwhile: they are looked at once more before anything is sent.
    bounds = Bounds(tuple((area, agency) for area, agency in order["pairs"]))
    audience, found = with_list(desk.tx, event.id, bounds, letter.audience, text)
    if not found.people:
        raise Refused(texts.NOBODY_ON_LIST)
    letters.write(desk.tx, desk.now, user_id, event.id, replace(letter, audience=audience))
    screen = chooser.screen_of(desk.tx, event.id, bounds, audience)
    tell(desk, chat_id, found, screen)


def tell(desk: Desk, chat_id: int, found: Found, screen: tuple[str, Rows]) -> None:
    """Say who was found and what was not, above the chooser; a long rest comes as a file."""
    if texts.more_lost(found.lost):
        body = "\n".join(found.lost).encode("utf-8-sig")
        payload = {"document": files.keep(desk.tx, desk.now, texts.LOST_FILE, body)}
        outbox.put(desk.tx, desk.now, "sendDocument", payload, chat_id=chat_id, kind="document")
    text, rows = screen
    words = f"{texts.list_read(len(found.people), found.lost)}\n\n{text}"
    say(desk.tx, desk.now, chat_id, words, rows, kind="reply")
