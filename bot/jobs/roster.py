"""Reads, applies and forgets rosters that admins send. What is pure lies in handlers/roster."""

from dataclasses import replace
from datetime import datetime

from bot.child import OutOfMemory, in_child
from bot.work import Tools, Worker, telling
from handlers import commands, examples
from handlers.context import say
from handlers.errors import Refused
from handlers.registration.admission import NO_KEYS
from handlers.roster import imports, reading
from handlers.roster.chat import TEMPLATE
from handlers.roster.imports import Import, State
from handlers.roster.reading import Order, Target
from handlers.roster.summary import Summary
from handlers.texts import roster_files as file_texts
from handlers.texts import roster_import as texts
from handlers.texts import roster_template as template_texts
from storage import audit, drafts, files, jobs, outbox, people, roster
from storage.database import Tx
from storage.jobs import Job
from storage.roster_known import IMPORTED
from storage.times import moment, ms

_ACCOUNTS_AT_ONCE = 300
"""Command lists in one unit of work."""


async def read(tools: Tools, job: Job) -> None:
    """Fetch a file, read it in a child process, and show the preview or the refusal."""
    found = Import.of(job)
    if found.state is not State.READING:
        return
    data = await tools.fetch(job, found.file_id)
    if data is None:
        await tools.write(lambda tx: imports.refuse(tx, tools.clock(), found, texts.NO_DOWNLOAD))
        return
    try:
        preview = await in_child(reading.preview, data, found.name, found.id, _target(tools, found))
    except Refused as refused:
        reason = refused.text
    except OutOfMemory:
        reason = file_texts.reading_failed()
    else:
        await tools.write(lambda tx: imports.ready(tx, tools.clock(), found, preview))
        return
    await tools.write(lambda tx: imports.refuse(tx, tools.clock(), found, reason))


async def apply(tools: Tools, job: Job) -> None:
    """Apply a roster step by step. After a kill the rest is compared and applied anew."""
    number = int(job.payload["import"])
    found = await tools.db.read(lambda tx: imports.get(tx, number))
    if found is None or found.state is not State.APPLYING:
        return
    await _carry_out(tools, found)


async def forget(tools: Tools, job: Job) -> None:
    """A preview that nobody answered for a day is not kept."""

    def expire(tx: Tx) -> None:
        found = imports.get(tx, int(job.payload["import"]))
        if found is not None and found.state in (State.READY, State.WAITING):
            imports.settle(tx, tools.clock(), found, State.EXPIRED)

    await tools.write(expire)


async def send_template(tools: Tools, job: Job) -> None:
    """Make the empty workbook and send it."""
    example = await tools.db.read(examples.within)
    body = await in_child(reading.template, example)

    def send(tx: Tx) -> None:
        payload = {
            "document": files.keep(tx, tools.clock(), template_texts.FILE_NAME, body),
            "caption": template_texts.CAPTION,
        }
        outbox.put(tx, tools.clock(), "sendDocument", payload, chat_id=job.payload["chat_id"])

    await tools.write(send)


def _target(tools: Tools, found: Import) -> Target:
    return Target(tools.db.path, found.event_id, found.person_id, tools.policy.zone.key)


async def _carry_out(tools: Tools, found: Import) -> None:
    order = await _order(tools, found)
    if found.started_at is None and order.chosen.mark != found.told.mark:
        await tools.write(lambda tx: imports.changed(tx, tools.clock(), found, order))
        return
    begun = await tools.write(lambda tx: _started(tx, tools.clock(), found, order.chosen))
    for portion in order.portions:

        def step(tx: Tx, part: list[roster.Operation] = portion) -> None:
            hand = roster.Hand(begun.event_id, tools.clock(), begun.person_id)
            roster.carry_out(tx, hand, part)

        await tools.write(step)
    await _tell_those_affected(tools, begun)
    await tools.write(lambda tx: _finished(tx, tools.clock(), begun))


async def _order(tools: Tools, found: Import) -> Order:
    kept = await tools.db.read(lambda tx: files.get(tx, found.content or ""))
    assert kept is not None
    target = _target(tools, found)
    return await in_child(
        reading.order, kept.body, found.name, target, found.remove, found.revive
    )  # fmt: skip


def _started(tx: Tx, now: datetime, found: Import, counted: Summary) -> Import:
    """What the result will tell is counted once, before anything is written."""
    if found.started_at is not None:
        return found
    found = replace(found, started_at=ms(now), summary=counted, revived=None)
    jobs.update(tx, found.id, found.as_json())
    return found


async def _tell_those_affected(tools: Tools, found: Import) -> None:
    """Registered people whose posts changed get the commands that fit; who has none is told."""
    since = moment(found.started_at or 0)
    accounts = await tools.db.read(
        lambda tx: roster.accounts_with_posts_since(tx, found.event_id, since)
    )
    for start in range(0, len(accounts), _ACCOUNTS_AT_ONCE):

        def some(tx: Tx, first: int = start) -> None:
            for user_id in accounts[first : first + _ACCOUNTS_AT_ONCE]:
                if user_id in tools.policy.admin_ids:
                    continue  # an admin by the settings, whatever the roster says
                _tell(tx, tools.clock(), found.event_id, user_id)

        await tools.write(some)


def _tell(tx: Tx, now: datetime, event_id: int, user_id: int) -> None:
    posts = people.posts_of_account(tx, event_id, user_id)
    commands.refresh(tx, now, user_id, posts)
    if not posts:
        drafts.drop(tx, user_id)
        say(tx, now, user_id, texts.NO_POST_LEFT, markup=NO_KEYS)


def _finished(tx: Tx, now: datetime, found: Import) -> None:
    told = found.summary
    assert told is not None
    removed = told.missing if found.remove == told.missing else 0
    detail = "; ".join(f"{s} +{new} ~{changed} ={same}" for s, new, changed, same in told.counts)
    audit.add(
        tx, now, IMPORTED, f"import:{found.id}", user_id=found.user_id,
        person_id=found.person_id, detail=f"{detail}; {_extra(found, removed)}",
    )  # fmt: skip
    imports.settle(tx, now, found, State.DONE)
    text = texts.applied(told.name, told.counts, removed)
    say(tx, now, found.chat_id, text, kind="reply")


def _extra(found: Import, removed: int) -> str:
    revived = found.told.lost if found.revive else 0
    return f"removed {removed}, revived {revived}"


def _give_up(tools: Tools, tx: Tx, job: Job) -> None:
    found = imports.get(tx, int(job.payload.get("import", job.id)))
    if found is not None:
        if found.state is State.APPLYING:
            imports.settle(tx, tools.clock(), found, State.REFUSED)
        say(tx, tools.clock(), found.chat_id, texts.NOT_APPLIED, kind="reply")


WORKERS: dict[str, Worker] = {
    imports.READ: telling(read, _give_up),
    imports.APPLY: telling(apply, _give_up),
    imports.FORGET: forget,
    TEMPLATE: send_template,
}
