"""An import from the file's arrival to its end: one job row that survives a restart."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from handlers import outgoing
from handlers.buttons import Rows, button
from handlers.context import say
from handlers.errors import Refused
from handlers.roster.reading import Order, Preview
from handlers.roster.summary import MOST_LISTED, Summary
from handlers.texts import roster_import as texts
from storage import files, jobs, outbox, roster
from storage.database import Tx
from storage.jobs import Job

READ = "roster_read"
APPLY = "roster_apply"
FORGET = "roster_forget"
KEPT_FOR = timedelta(hours=24)
_ROOM = 3_300
"""Characters of a preview with its faults; longer lists get messages of their own."""


class State(StrEnum):
    """reading → ready (→ waiting) → applying → done; or cancelled, refused, expired."""

    READING = "reading"
    READY = "ready"
    WAITING = "waiting"  # for a second admin
    APPLYING = "applying"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Import:
    """`content` refers to what the file says; `remove` is the count of people that was typed.

    `revived` is the summary if posts that were lost in the bot are given back, `revive` whether
    the admin wants that. `anew`: the data changed since the first preview.
    """

    id: int
    chat_id: int
    user_id: int
    person_id: int
    event_id: int
    message_id: int
    file_id: str
    name: str
    state: State = State.READING
    content: str | None = None
    summary: Summary | None = None
    revived: Summary | None = None
    revive: bool = False
    remove: int | None = None
    anew: bool = False
    started_at: int | None = None

    @classmethod
    def of(cls, job: Job) -> Self:
        """The import that a job row holds."""
        kept = dict(job.payload)
        kept["state"] = State(kept["state"])
        for which in ("summary", "revived"):
            told = kept[which]
            kept[which] = None if told is None else Summary.from_json(told)
        return cls(id=job.id, **kept)

    @property
    def told(self) -> Summary:
        """What the preview says."""
        told = self.revived if self.revive and self.revived else self.summary
        assert told is not None
        return told

    @property
    def key(self) -> str:
        """The key of the live message that shows it."""
        return f"roster:{self.id}"

    def as_json(self) -> dict[str, Any]:
        """For the job's row."""
        kept = asdict(self)
        del kept["id"]
        return kept


def begin(tx: Tx, now: datetime, found: Import) -> None:
    """Write an import down; its file is fetched and read by a worker."""
    jobs.add(tx, now, READ, found.as_json())


def get(tx: Tx, number: int) -> Import | None:
    """An import by its number."""
    job = jobs.get(tx, number)
    return None if job is None or job.kind != READ else Import.of(job)


def waiting_for(tx: Tx, user_id: int) -> Import | None:
    """The newest import of an account, if its preview waits for an answer."""
    number = roster.newest_job(tx, READ, user_id)
    found = None if number is None else get(tx, number)
    return found if found and found.state is State.READY else None


def ready(tx: Tx, now: datetime, found: Import, preview: Preview) -> None:
    """The file was read: keep what it says and show the preview."""
    reference = files.keep(tx, now, f"roster-{found.id}", preview.content)
    found = replace(
        found, state=State.READY, content=reference, summary=preview.summary,
        revived=preview.revived,
    )  # fmt: skip
    jobs.add(tx, now, FORGET, {"import": found.id}, now + KEPT_FOR)
    _show_faults(tx, now, found, preview)
    _offer(tx, now, found)


def changed(tx: Tx, now: datetime, found: Import, order: Order) -> None:
    """The data is not what it was when the preview was made: show what would be done now."""
    found = replace(
        found, state=State.READY, summary=order.summary, revived=order.revived, revive=False,
        remove=None, anew=True,
    )  # fmt: skip
    _offer(tx, now, found)


def _offer(tx: Tx, now: datetime, found: Import) -> None:
    """Show the preview; where there is nothing to decide on, the import is over."""
    if found.told.settled:
        _close(tx, now, found, State.CANCELLED)
    else:
        jobs.update(tx, found.id, found.as_json())
    show(tx, now, found)


def refuse(tx: Tx, now: datetime, found: Import, reason: str) -> None:
    """The file cannot be used: say why."""
    jobs.update(tx, found.id, replace(found, state=State.REFUSED).as_json())
    say(tx, now, found.chat_id, reason, kind="reply")


def start(tx: Tx, now: datetime, found: Import) -> None:
    """The admin said yes: a worker applies it. Refused while another import is applied."""
    if any(number != found.id for number in roster.in_state(tx, READ, State.APPLYING)):
        raise Refused(texts.OTHER_IN_PROGRESS)
    found = replace(found, state=State.APPLYING)
    jobs.update(tx, found.id, found.as_json())
    jobs.add(tx, now, APPLY, {"import": found.id})
    _show(tx, now, found, texts.applying(found.name))


def wait(tx: Tx, now: datetime, found: Import, admins: int) -> None:
    """The admin said yes, and one of so many others has to agree."""
    found = replace(found, state=State.WAITING)
    jobs.update(tx, found.id, found.as_json())
    assert found.remove is not None
    rows = [[button(texts.CANCEL, "ri.no", found.id)]]
    _show(tx, now, found, texts.waits_for_approval(found.name, found.remove, admins), rows)


def settle(tx: Tx, now: datetime, found: Import, state: State) -> None:
    """The import is over: say so, and forget the file."""
    _show(tx, now, found, texts.over(found.name, done=state is State.DONE))
    _close(tx, now, found, state)


def _close(tx: Tx, now: datetime, found: Import, state: State) -> None:
    """Forget what the file said, and delete it from the chat."""
    if found.content is not None:
        roster.forget_file(tx, found.content)
    jobs.update(tx, found.id, replace(found, state=state, content=None).as_json())
    if state is not State.EXPIRED:
        outbox.put(tx, now, "deleteMessage", {"message_id": found.message_id},
                   chat_id=found.chat_id, kind="tidy")  # fmt: skip


def remove_missing(tx: Tx, now: datetime, found: Import) -> None:
    """The admin typed how many people the file does not name: they go when it is applied."""
    found = replace(found, remove=found.told.missing)
    jobs.update(tx, found.id, found.as_json())
    outbox.move_down(tx, found.chat_id, found.key)
    show(tx, now, found)


def revive(tx: Tx, now: datetime, found: Import, wanted: bool) -> None:
    """The admin wants posts given back that were lost in the bot, or no longer."""
    found = replace(found, revive=wanted)
    jobs.update(tx, found.id, found.as_json())
    show(tx, now, found)


def show(tx: Tx, now: datetime, found: Import) -> None:
    """Show the preview as it stands."""
    told = found.told
    lines = [texts.CHANGED_SINCE, ""] if found.anew else []
    lines += texts.preview(
        told.name, told.scope, told.counts, told.faulty, idle=told.idle, usable=told.usable
    )
    if told.lost:
        lines += texts.lost_posts(told.lost, told.lost_people, revive=found.revive)
    if told.missing:
        removed = found.remove is not None
        lines += texts.missing(told.missing, told.missing_people, removed=removed)
    lines += texts.notes(told.notes)
    if told.faults and _fit_below(told):
        lines += ["", *texts.faults(told.faults)]
    if applicable(found):
        lines.append(texts.UNCHANGED_YET)
    _show(tx, now, found, "\n".join(lines), _buttons(found))


def applicable(found: Import) -> bool:
    """Whether there is anything to apply."""
    return found.told.usable and (not found.told.idle or found.remove is not None)


def _buttons(found: Import) -> Rows:
    if found.told.settled:
        return []
    rows: Rows = [[button(texts.CANCEL, "ri.no", found.id)]]
    if applicable(found):
        rows[0].insert(0, button(texts.APPLY, "ri.yes", found.id))
    if found.told.lost:
        label = texts.LEAVE_LOST if found.revive else texts.revive(found.told.lost)
        rows.append([button(label, "ri.back", found.id, int(not found.revive))])
    return rows


def _show(tx: Tx, now: datetime, found: Import, text: str, rows: Rows | None = None) -> None:
    payload = outgoing.message(outgoing.pieces(text)[0], rows or [])
    outbox.show(tx, now, found.chat_id, found.key, payload, kind="reply")


def _fit_below(told: Summary) -> bool:
    """Whether the list of faults is complete and short enough to stand in the preview."""
    notes = sum(map(len, [*told.notes, *told.missing_people, *told.lost_people]))
    return told.faulty <= len(told.faults) and sum(map(len, told.faults)) + notes < _ROOM - 800


def _show_faults(tx: Tx, now: datetime, found: Import, preview: Preview) -> None:
    """Every faulty row by message up to a limit, beyond it as a file."""
    told = preview.summary
    if not told.faults or _fit_below(told):
        return
    if len(told.faults) < MOST_LISTED:
        say(tx, now, found.chat_id, "\n".join(texts.faults(told.faults)), kind="reply")
        return
    assert preview.fault_list is not None
    payload = {
        "document": files.keep(tx, now, texts.FAULTS_FILE, preview.fault_list),
        "caption": f"{texts.faults_in_file(told.faulty)}\n{texts.FAULTS_CAPTION}",
        "parse_mode": "HTML",
    }
    outbox.put(tx, now, "sendDocument", payload, chat_id=found.chat_id)
