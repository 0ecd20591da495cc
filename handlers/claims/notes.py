"""The note of a follow-up: what it says, who has it, and its buttons."""

from handlers import outgoing
from handlers.access import Role
from handlers.buttons import Rows, button
from handlers.context import Desk
from handlers.incidents.facts import gather
from handlers.texts import claims as texts
from handlers.texts import incidents as incident_texts
from storage import areas, claims, contacts, events, outbox, silence
from storage.claims import Claim, ClaimState, Insured
from storage.incidents import Incident
from storage.outbox import Payload, Priority
from storage.people import Post
from storage.silence import Leader

KIND = "claim"
VERB = "bp"
AGENCIES = frozenset({"bakesbangpol", "dinkes"})
"""Whose coordinators follow it up; nobody else learns of anybody's health."""
PUSKESMAS = ("puskesmas", "rs", "rumah sakit")
_MOST = 12


def key_of(incident_id: int) -> str:
    """The live message of a follow-up in a chat."""
    return f"bpjs:{incident_id}"


def follows(post: Post, area: str) -> bool:
    """Whether the post makes somebody follow up what happened in the area."""
    return (
        post.role == Role.KOORDINATOR and post.agency in AGENCIES and areas.covers(post.area, area)
    )


def followers(desk: Desk, incident: Incident) -> list[Leader]:
    """The coordinators of the place whose matter it is."""
    found = silence.leaders(desk.tx, incident.event_id, (Role.KOORDINATOR,))
    return [
        each for each in found
        if each.agency in AGENCIES and areas.covers(each.area, incident.area)
    ]  # fmt: skip


def show(desk: Desk, incident: Incident, chat_id: int) -> None:
    """Let a chat show the note as it stands."""
    outbox.show(
        desk.tx, desk.now, chat_id, key_of(incident.id), _payload(desk, incident), kind=KIND,
        priority=Priority.REPLY,
    )  # fmt: skip


def refresh(desk: Desk, incident: Incident) -> None:
    """Bring every chat's note up to date; who follows it up no longer, keeps it no longer."""
    entitled = {each.chat_id for each in followers(desk, incident)}
    for chat_id in silence.shown_in(desk.tx, key_of(incident.id)):
        if chat_id in entitled:
            show(desk, incident, chat_id)
        else:
            gone = outgoing.message(incident_texts.not_yours(incident), [])
            outbox.show(desk.tx, desk.now, chat_id, key_of(incident.id), gone, kind=KIND)


def candidates(desk: Desk, incident: Incident) -> list[Insured]:
    """Whom it may have happened to."""
    return claims.officers(
        desk.tx, incident.event_id, incident.area, incident.station_id, incident.store_id
    )


def _payload(desk: Desk, incident: Incident) -> Payload:
    claim = claims.get(desk.tx, incident.id)
    case = claims.case(desk.tx, incident.event_id, incident.id)
    event = events.get(desk.tx, incident.event_id)
    assert claim is not None
    assert case is not None
    assert event is not None
    found = candidates(desk, incident)
    named = next((each for each in found if each.person_id == claim.person_id), None)
    facts = gather(desk.tx, desk.policy, incident)
    lines = [
        texts.title(incident.id, case.cause, rehearsal=event.rehearsal),
        f"📍 {incident_texts.place(facts)}", *texts.puskesmas(_numbers(desk, incident)),
    ]  # fmt: skip
    if claim.changed_by is None and claim.state is ClaimState.CLOSED:
        return outgoing.message("\n".join([lines[0], texts.NO_MORE]), [])
    lines += texts.affected(named) if named else texts.who(found[:_MOST])
    return outgoing.message("\n".join([*lines, *_state(desk, claim)]), _rows(claim, named, found))


def _numbers(desk: Desk, incident: Incident) -> list[tuple[str, str]]:
    known = [c for c in contacts.along(desk.tx, incident.area) if c.kind.casefold() in PUSKESMAS]
    known.sort(key=lambda each: PUSKESMAS.index(each.kind.casefold()))
    return [(each.name, each.phone) for each in known[:3]]


def _state(desk: Desk, claim: Claim) -> list[str]:
    if claim.state is ClaimState.OPEN or claim.changed_at is None:
        return []
    at = desk.policy.local(claim.changed_at)
    say = texts.filed if claim.state is ClaimState.FILED else texts.closed
    return ["", say(claim.changed_by, at)]


def _rows(claim: Claim, named: Insured | None, found: list[Insured]) -> Rows:
    number = claim.incident_id
    if claim.state is ClaimState.CLOSED:
        return [[button(texts.REOPEN, VERB, number, ClaimState.OPEN)]]
    closing = [button(texts.CLOSED, VERB, number, ClaimState.CLOSED)]
    if named is None:
        people = [[button(texts.person_button(each), VERB, number, "who", each.person_id)]
                  for each in found[:_MOST]]  # fmt: skip
        return [*people, closing]
    other = [button(texts.OTHER_PERSON, VERB, number, "who", 0)]
    if claim.state is ClaimState.FILED:
        return [closing, other]
    return [[button(texts.FILED, VERB, number, ClaimState.FILED), *closing], other]
