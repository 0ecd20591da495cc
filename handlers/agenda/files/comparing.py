"""A proposal beside the calendar: what it would change, and changing it."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.agenda.answers import Answers
from handlers.agenda.changing import rewrite
from handlers.agenda.files.ics_out import bounds, bounds_of
from handlers.agenda.files.proposal import Proposal
from handlers.agenda.plan import leads_of, place, tell
from handlers.agenda.rules import Lead, Span, days_of, read_lead, read_moment
from handlers.context import Desk
from storage import agenda
from storage.agenda import Confirm, Draft, Entry, Kind, Notice
from storage.audience import Audience
from storage.events import Event


class Verdict(StrEnum):
    """What a proposal would do to the calendar."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CALLED_OFF = "off"


@dataclass(frozen=True)
class Wishes:
    """What holds for new entries where the file says nothing: for whom, and whether to remind."""

    audience: Audience
    remind: bool


def verdict(desk: Desk, event: Event, proposal: Proposal) -> Verdict:
    """What a proposal would do; what was called off here stays called off."""
    entry = agenda.of_uid(desk.tx, event.id, proposal.key)
    if entry is None:
        return Verdict.SAME if proposal.called_off else Verdict.NEW
    if not entry.active:
        return Verdict.SAME
    if proposal.called_off:
        return Verdict.CALLED_OFF
    same = _draft(desk, event, entry, proposal) == _as_stored(entry) and (
        proposal.leads is None or set(proposal.leads) == set(map(str, leads_of(desk, entry.id)))
    )
    return Verdict.SAME if same else Verdict.CHANGED


def carry_out(
    desk: Desk, event: Event, proposal: Proposal, wishes: Wishes, person_id: int
) -> Verdict:
    """Do what the proposal would do, and say what that was; doing it again changes nothing."""
    found = verdict(desk, event, proposal)
    entry = agenda.of_uid(desk.tx, event.id, proposal.key)
    if found is Verdict.NEW:
        _add(desk, event, proposal, wishes, person_id)
    elif found is Verdict.CHANGED and entry is not None:
        _change(desk, event, entry, proposal)
    elif found is Verdict.CALLED_OFF and entry is not None:
        agenda.cancel(desk.tx, desk.now, entry.id)
        tell(desk, entry.id, Notice.CANCELLED)
    return found


def _add(desk: Desk, event: Event, proposal: Proposal, wishes: Wishes, person_id: int) -> None:
    usual = Answers().with_kind(Kind(proposal.kind))
    leads = usual.leads if wishes.remind else ()
    confirm = usual.confirm if wishes.remind else Confirm.NO
    draft = Draft(
        Kind(proposal.kind), proposal.title, proposal.starts, proposal.ends,
        Audience.from_json(proposal.audience) if proposal.audience else wishes.audience,
        confirm if proposal.confirm is None else Confirm(proposal.confirm), proposal.body,
        proposal.place, proposal.ordered_by, uid=proposal.key, lat=proposal.lat, lon=proposal.lon,
    )  # fmt: skip
    entry_id = agenda.add(desk.tx, desk.now, event.id, draft, person_id)
    place(desk, event, entry_id, _leads(proposal, leads))


def _change(desk: Desk, event: Event, entry: Entry, proposal: Proposal) -> None:
    draft = _draft(desk, event, entry, proposal)
    rewrite(desk, event, entry, draft, _leads(proposal, tuple(leads_of(desk, entry.id))))


def _leads(proposal: Proposal, otherwise: tuple[Lead, ...]) -> tuple[Lead, ...]:
    if proposal.leads is None:
        return otherwise
    return tuple(read_lead(lead) for lead in proposal.leads)


def _as_stored(entry: Entry) -> Draft:
    return Draft(
        entry.kind, entry.title, entry.starts, entry.ends, entry.audience, entry.confirm,
        entry.body, entry.place, entry.ordered_by, lat=entry.lat, lon=entry.lon,
        chases=entry.chases, answer_by=entry.answer_by,
    )  # fmt: skip


def _draft(desk: Desk, event: Event, entry: Entry, proposal: Proposal) -> Draft:
    """The stored entry with what the file says; what the file leaves out stays as it is."""
    starts, ends = proposal.starts, proposal.ends
    if _same_days(desk, event, entry, span_of_proposal(proposal)):
        starts, ends = entry.starts, entry.ends
    return Draft(
        Kind(proposal.kind), proposal.title, starts, ends,
        Audience.from_json(proposal.audience) if proposal.audience else entry.audience,
        entry.confirm if proposal.confirm is None else Confirm(proposal.confirm),
        proposal.body or entry.body, proposal.place or entry.place,
        proposal.ordered_by or entry.ordered_by,
        lat=entry.lat if proposal.lat is None else proposal.lat,
        lon=entry.lon if proposal.lon is None else proposal.lon,
        chases=entry.chases, answer_by=entry.answer_by,
    )  # fmt: skip


def span_of_proposal(proposal: Proposal) -> Span:
    """The span that a proposal's rules mean."""
    return Span(read_moment(proposal.starts), read_moment(proposal.ends))


def _same_days(desk: Desk, event: Event, entry: Entry, span: Span) -> bool:
    """Whether a calendar file says the same days and hours; files know no H-4."""
    days = days_of(span, event.voting_day)
    if days is None:
        return False
    return bounds_of(entry, desk.policy.zone) == bounds(span, days, desk.policy.zone)
