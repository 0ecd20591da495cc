"""The calendar's files: reads and applies those that admins send, makes those that people take."""

from datetime import datetime

from bot.child import OutOfMemory, in_child
from bot.work import Tools, Worker, telling
from handlers.agenda.files import chat, child, imports
from handlers.agenda.files.child import Target
from handlers.agenda.files.imports import Import, State
from handlers.agenda.meeting import LIST_JOB
from handlers.agenda.rules import local_day
from handlers.context import Desk, say
from handlers.errors import Refused
from handlers.texts import agenda_files as texts
from handlers.texts import agenda_meeting as meeting_texts
from handlers.texts import agenda_sheet as sheet_texts
from storage import agenda, attendance, events, files, outbox
from storage.agenda import Entry
from storage.attendance import Invited
from storage.database import Tx
from storage.events import Event
from storage.jobs import Job

_AT_ONCE = 40
"""Entries in one unit of work."""


# ── Files that come in ───────────────────────────────────────────────────────────────────────
async def read(tools: Tools, job: Job) -> None:
    """Fetch a file, read it in a child process, and show the preview or the refusal."""
    found = Import.of(job)
    if found.state is not State.READING:
        return
    data = await tools.fetch(job, found.file_id)
    if data is None:
        await _refuse(tools, found, texts.NO_DOWNLOAD)
        return
    try:
        reading = await in_child(child.read, data, found.name, _target(tools, found))
    except Refused as refused:
        await _refuse(tools, found, refused.text)
    except OutOfMemory:
        await _refuse(tools, found, texts.TOO_HEAVY)
    else:
        await tools.write(
            lambda tx: imports.ready(_desk(tools, tx), _event(tx, found), found, reading)
        )


async def _refuse(tools: Tools, found: Import, reason: str) -> None:
    await tools.write(lambda tx: imports.refuse(tx, tools.clock(), found, reason))


def _target(tools: Tools, found: Import) -> Target:
    today = local_day(tools.clock(), tools.policy.zone)
    return Target(tools.db.path, found.event_id, today, tools.policy.zone.key)


async def apply(tools: Tools, job: Job) -> None:
    """Put a file's entries on the calendar, some at a time."""
    number = int(job.payload["import"])
    found = await tools.db.read(lambda tx: imports.get(tx, number))
    if found is None or found.state is not State.APPLYING:
        return
    proposals = list(found.found.proposals)
    for start in range(sum(done for _, done in found.counts), len(proposals), _AT_ONCE):

        def some(tx: Tx, first: int = start) -> None:
            desk, now = _desk(tools, tx), imports.get(tx, number)
            assert now is not None
            portion = proposals[first : first + _AT_ONCE]
            imports.apply_some(desk, _event(tx, now), now, portion)

        await tools.write(some)
    await tools.write(lambda tx: _finish(tools, tx, number))


def _finish(tools: Tools, tx: Tx, number: int) -> None:
    found = imports.get(tx, number)
    assert found is not None
    imports.finish(_desk(tools, tx), found)


async def forget(tools: Tools, job: Job) -> None:
    """A preview that nobody answered for a day is not kept."""

    def expire(tx: Tx) -> None:
        found = imports.get(tx, int(job.payload["import"]))
        if found is not None and found.state is State.READY:
            imports.settle(_desk(tools, tx), found, State.EXPIRED)

    await tools.write(expire)


def _desk(tools: Tools, tx: Tx) -> Desk:
    return Desk(tx, tools.clock(), tools.policy)


def _event(tx: Tx, found: Import) -> Event:
    event = events.get(tx, found.event_id)
    assert event is not None
    return event


# ── Files that go out ────────────────────────────────────────────────────────────────────────
async def send_calendar(tools: Tools, job: Job) -> None:
    """Make the .ics file of what concerns somebody and send it."""
    wanted = [int(each) for each in job.payload["entries"]]

    def load(tx: Tx) -> tuple[str, list[Entry]]:
        event = events.get(tx, int(job.payload["event"]))
        assert event is not None
        found = [each for each in agenda.entries(tx, event.id) if each.id in set(wanted)]
        return texts.calendar_name(event.name), found

    name, entries = await tools.db.read(load)
    body = await in_child(child.calendar, entries, tools.policy.zone.key, tools.clock(), name)
    undated = sum(each.starts_on is None for each in entries)
    caption = texts.caption(len(entries) - undated, undated)
    await _send(tools, int(job.payload["chat"]), texts.FILE_NAME, body, caption)


async def send_template(tools: Tools, job: Job) -> None:
    """Make the workbook that shows how entries are written."""
    body = await in_child(child.template)
    chat_id = int(job.payload["chat"])
    await _send(tools, chat_id, sheet_texts.FILE_NAME, body, sheet_texts.CAPTION)


async def send_list(tools: Tools, job: Job) -> None:
    """Make the list of a meeting's invited and their answers."""
    number = int(job.payload["entry"])

    def load(tx: Tx) -> tuple[Entry, list[Invited]]:
        entry = agenda.entry(tx, number)
        assert entry is not None
        return entry, attendance.invited(tx, entry)

    entry, invited = await tools.db.read(load)
    body = await in_child(child.attendance_list, invited, tools.policy.zone.key)
    caption = meeting_texts.list_caption(entry.title, len(invited))
    chat_id = int(job.payload["chat"])
    await _send(tools, chat_id, meeting_texts.list_name(number), body, caption)


async def _send(tools: Tools, chat_id: int, name: str, body: bytes, caption: str) -> None:
    def send(tx: Tx) -> None:
        now: datetime = tools.clock()
        payload: outbox.Payload = {
            "document": files.keep(tx, now, name, body), "caption": caption, "parse_mode": "HTML",
        }  # fmt: skip
        outbox.put(tx, now, "sendDocument", payload, chat_id=chat_id)

    await tools.write(send)


def _telling(worker: Worker, otherwise: str) -> Worker:
    """The same worker; when it has failed for good, whoever asked is told `otherwise`."""
    return telling(worker, lambda tools, tx, job: _give_up(tools, tx, job, otherwise))


def _give_up(tools: Tools, tx: Tx, job: Job, otherwise: str) -> None:
    chat_id = job.payload.get("chat") or job.payload.get("chat_id")
    if chat_id is None:
        found = imports.get(tx, int(job.payload["import"]))
        chat_id = None if found is None else found.chat_id
    if chat_id is not None:
        say(tx, tools.clock(), int(chat_id), otherwise, kind="reply")


WORKERS: dict[str, Worker] = {
    imports.READ: _telling(read, texts.NOT_FINISHED),
    imports.APPLY: _telling(apply, texts.NOT_FINISHED),
    imports.FORGET: forget,
    chat.CALENDAR_JOB: _telling(send_calendar, texts.NO_FILE),
    chat.TEMPLATE_JOB: _telling(send_template, texts.NO_FILE),
    LIST_JOB: _telling(send_list, meeting_texts.NO_LIST),
}
