"""Entries from a file, from its arrival to its end: one job row that survives a restart."""

from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from handlers import outgoing
from handlers.agenda.files import comparing
from handlers.agenda.files.comparing import Verdict, Wishes, span_of_proposal
from handlers.agenda.files.proposal import Proposal, Reading
from handlers.agenda.rules import days_of
from handlers.agenda.wording import span_words
from handlers.audience.words import describe
from handlers.buttons import Rows, button
from handlers.context import Desk, say
from handlers.texts import agenda as agenda_texts
from handlers.texts import agenda_files as texts
from handlers.texts.audience import reach_line
from handlers.texts.dates import day_span
from storage import audit, jobs, outbox
from storage.agenda import Kind
from storage.audience import Audience, reach
from storage.database import Tx
from storage.events import Event
from storage.jobs import Job

READ = "agenda_read"
APPLY = "agenda_apply"
FORGET = "agenda_forget"
KEPT_FOR = timedelta(hours=24)


NOTHING = Reading((), ())


class State(StrEnum):
    """reading → ready → applying → done; or cancelled, refused, expired."""

    READING = "reading"
    READY = "ready"
    APPLYING = "applying"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Import:
    """`found` is what the file proposes, `counts` what was done with it so far."""

    id: int
    chat_id: int
    user_id: int
    person_id: int
    event_id: int
    file_id: str
    name: str
    audience: str
    remind: bool = False
    state: State = State.READING
    found: Reading = NOTHING
    counts: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, job: Job) -> Self:
        """The import that a job row holds."""
        kept = job.payload | {
            "state": State(job.payload["state"]),
            "found": Reading.from_json(job.payload["found"]),
            "counts": tuple((word, number) for word, number in job.payload["counts"]),
        }
        return cls(id=job.id, **kept)

    def as_json(self) -> dict[str, Any]:
        """For the job's row."""
        kept = asdict(self)
        del kept["id"]
        return kept

    @property
    def key(self) -> str:
        """The key of the live message that shows it."""
        return f"agendafile:{self.id}"

    @property
    def wishes(self) -> Wishes:
        return Wishes(Audience.from_json(self.audience), self.remind)


def begin(tx: Tx, now: datetime, found: Import) -> None:
    """Write an import down; its file is fetched and read by a worker."""
    jobs.add(tx, now, READ, found.as_json())


def get(tx: Tx, number: int) -> Import | None:
    """An import by its number."""
    job = jobs.get(tx, number)
    return None if job is None or job.kind != READ else Import.of(job)


def keep(tx: Tx, found: Import) -> None:
    """Write down how an import stands now."""
    jobs.update(tx, found.id, found.as_json())


def ready(desk: Desk, event: Event, found: Import, reading: Reading) -> None:
    """The file was read: keep what it proposes and show the preview."""
    found = replace(found, state=State.READY, found=reading)
    keep(desk.tx, found)
    jobs.add(desk.tx, desk.now, FORGET, {"import": found.id}, desk.now + KEPT_FOR)
    show(desk, event, found)


def refuse(tx: Tx, now: datetime, found: Import, reason: str) -> None:
    """The file cannot be used: say why."""
    keep(tx, replace(found, state=State.REFUSED))
    say(tx, now, found.chat_id, reason, kind="reply")


def start(desk: Desk, found: Import) -> None:
    """The admin said yes: a worker applies it."""
    keep(desk.tx, replace(found, state=State.APPLYING))
    jobs.add(desk.tx, desk.now, APPLY, {"import": found.id})
    _show(desk, found, texts.IN_PROGRESS, [])


def settle(desk: Desk, found: Import, state: State) -> None:
    """The import is over without a change: forget what the file says."""
    keep(desk.tx, replace(found, state=state, found=NOTHING))
    _show(desk, found, texts.over(found.name, expired=state is State.EXPIRED), [])


def apply_some(desk: Desk, event: Event, found: Import, portion: list[Proposal]) -> Import:
    """Carry out a few proposals; doing so again after a kill changes nothing more."""
    counts = Counter(dict(found.counts))
    for proposal in portion:
        done = comparing.carry_out(desk, event, proposal, found.wishes, found.person_id)
        counts[texts.VERDICTS[done]] += 1
    found = replace(found, counts=tuple(counts.items()))
    keep(desk.tx, found)
    return found


def finish(desk: Desk, found: Import) -> None:
    """Everything is on the calendar: tell the admin, and forget the file."""
    detail = ", ".join(f"{word} {number}" for word, number in found.counts)
    audit.add(
        desk.tx, desk.now, "agenda.import", f"import:{found.id}", user_id=found.user_id,
        person_id=found.person_id, detail=detail,
    )  # fmt: skip
    keep(desk.tx, replace(found, state=State.DONE, found=NOTHING))
    _show(desk, found, texts.applied(found.name, dict(found.counts)), [])


# ── The preview ──────────────────────────────────────────────────────────────────────────────
def show(desk: Desk, event: Event, found: Import) -> None:
    """Show the preview as it stands now."""
    judged = [(comparing.verdict(desk, event, each), each) for each in found.found.proposals]
    counted = Counter(verdict for verdict, _ in judged)
    counts = {
        texts.VERDICTS[each]: counted[each] for each in Verdict if counted[each] or each in _ALWAYS
    }
    counts[texts.FAULTY] = len(found.found.faults)
    lines = [_line(event, verdict, each) for verdict, each in judged if verdict in texts.MARKS]
    asks = any(each.audience is None for verdict, each in judged if verdict is Verdict.NEW)
    text = texts.preview(
        found.name, counts, lines, list(found.found.faults),
        _who(desk, event, found) if asks else None, remind=found.remind,
    )  # fmt: skip
    _show(desk, found, text, _rows(found, usable=bool(lines), asks=asks))


_ALWAYS = (Verdict.NEW, Verdict.CHANGED)


def _who(desk: Desk, event: Event, found: Import) -> str:
    audience = found.wishes.audience
    reached = reach_line(reach(desk.tx, event.id, audience))
    return f"{describe(desk.tx, audience)}, {reached}"


def _line(event: Event, verdict: Verdict, proposal: Proposal) -> str:
    span = span_of_proposal(proposal)
    days = days_of(span, event.voting_day)
    when = span_words(span) if days is None else day_span(days.first, days.last)
    icon = agenda_texts.KIND_ICONS[Kind(proposal.kind)]
    return texts.line(texts.MARKS[verdict], icon, proposal.title, when)


def _rows(found: Import, *, usable: bool, asks: bool) -> Rows:
    cancel = button(texts.CANCEL, "agf", "no", found.id)
    if not usable:
        return [[cancel]]
    wishes = [
        button(texts.WHO, "agf", "who", found.id),
        button(texts.reminders_label(on=found.remind), "agf", "remind", found.id),
    ]
    return [[button(texts.APPLY, "agf", "yes", found.id), cancel], wishes if asks else []]


def _show(desk: Desk, found: Import, text: str, rows: Rows) -> None:
    payload = outgoing.message(outgoing.pieces(text)[0], rows)
    outbox.show(desk.tx, desk.now, found.chat_id, found.key, payload, kind="reply")
