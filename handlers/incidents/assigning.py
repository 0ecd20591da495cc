"""👥 Tugaskan: ask a person or an agency to deal with it; the clock starts anew for them."""

from collections.abc import Iterable

from telegram import Update

from handlers.access import Action
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Stale
from handlers.incidents import acting, at_hand, copies, sight, telling, waiting
from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import Reason, Recipient, of_agency
from handlers.router import Handle
from handlers.texts import incident_acts as acts
from handlers.texts import incident_work as texts
from handlers.texts import incidents as incident_texts
from handlers.texts.common import AGENCY_NAMES, agency_name
from storage import alerts, clocks, incidents, people
from storage.alerts import Candidate
from storage.clocks import WaitsFor
from storage.incidents import Incident, StepKind

MOST_PEOPLE = 12


async def ask(update: Update, ctx: Context) -> None:
    """To whom? Asked in the own copy."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    facts = acting.facts(ctx, incident)
    text = incident_texts.alert(facts) + texts.ask_whom(incident)
    ctx.show(ctx.chat.id, sight.key_of(incident.id), text, _choices(ctx, incident))


async def to_person(update: Update, ctx: Context) -> None:
    """One person is asked."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    found = [c for c in _possible(ctx, incident) if c.post.person_id == ctx.number(2)]
    if not found:
        raise Stale
    person = people.person(ctx.tx, found[0].post.person_id)
    assert person is not None
    role = incident_texts.capacity(found[0].post)
    _assign(ctx, incident, found, texts.person(person.name, role), person_id=person.id)


async def to_agency(update: Update, ctx: Context) -> None:
    """Everybody of an agency along the area is asked."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    agency = ctx.word(2)
    found = _of(agency, _possible(ctx, incident))
    if not found:
        raise Stale
    _assign(ctx, incident, found, agency_name(agency), agency=agency)


def _assign(
    ctx: Context, incident: Incident, asked: Iterable[Candidate], whom: str, *,
    person_id: int | None = None, agency: str | None = None,
) -> None:  # fmt: skip
    if acting.too_late(ctx, incident) or _somebody_was_first(ctx, incident):
        return
    incidents.assign(ctx.tx, incident.id, person_id, agency)
    clocks.stop(ctx.tx, incident.id, WaitsFor.FINISH)
    waiting.for_answer(ctx.tx, ctx.now, ctx.policy, at_hand.again(ctx, incident))
    had_it = {each.chat_id for each in alerts.of_incident(ctx.tx, incident.id)}
    recipients = [Recipient(c.post.person_id, c.chats, Reason.ASSIGNED) for c in asked]
    telling.add(ctx.tx, ctx.now, incident, recipients)
    acting.step(ctx, incident, StepKind.ASSIGNED, whom)
    facts = acting.refresh(ctx, incident)
    text = texts.asked(facts, ctx.actor.person.name, sight.capacity(ctx.actor.posts, incident))
    for chat_id in had_it.intersection(chat for each in recipients for chat in each.chats):
        copies.ring(ctx.tx, ctx.now, facts, chat_id, "asked", text, copies.answers(incident))
    ctx.toast(texts.toast_assigned(whom))


def _somebody_was_first(ctx: Context, incident: Incident) -> bool:
    """Whether it changed hands since the choice was shown: then the clear text says to whom."""
    facts = acting.facts(ctx, incident)
    turns = [step for step in facts.steps if step.kind in acting.TURNS]
    if len(turns) == ctx.number(1):
        return False
    copies.show_own(ctx.tx, ctx.now, facts, ctx.chat.id, ctx.actor.person.id)
    ctx.toast(acts.already(facts, turns[-1]) if turns else texts.CHANGED, alert=True)
    return True


def _choices(ctx: Context, incident: Incident) -> Rows:
    seen = sum(step.kind in acting.TURNS for step in incidents.steps(ctx.tx, incident.id))
    possible = _possible(ctx, incident)
    agencies = [code for code in AGENCY_NAMES if len(_of(code, possible)) > 1]
    rows: Rows = [
        [button(texts.all_of(code), "inc.toag", incident.id, seen, code)] for code in agencies
    ]
    for each in possible[:MOST_PEOPLE]:
        person = people.person(ctx.tx, each.post.person_id)
        if person is not None:
            label = texts.person(person.name, incident_texts.capacity(each.post))
            rows.append([button(label, "inc.to", incident.id, seen, person.id)])
    return [*rows, [button(acts.DISMISS_NO, "inc.back", incident.id)]]


def _possible(ctx: Context, incident: Incident) -> list[Candidate]:
    """Who may be asked, each once: the agency in charge first, then the nearest."""
    found = [
        each
        for each in waiting.candidates(ctx.tx, incident)
        if each.post.person_id != ctx.actor.person.id and sight.allowed([each.post], incident)
    ]
    agencies = [of_agency(agency) for agency in KINDS[incident.kind].agencies]
    found.sort(key=lambda c: (not any(of(c.post) for of in agencies), -len(c.post.area)))
    once: dict[int, Candidate] = {}
    for each in found:
        once.setdefault(each.post.person_id, each)
    return list(once.values())


def _of(agency: str, possible: Iterable[Candidate]) -> list[Candidate]:
    belongs = of_agency(agency)
    return [each for each in possible if belongs(each.post)]


PRESSES: dict[str, Handle] = {
    "inc.assign": ask, "inc.to": to_person, "inc.toag": to_agency,
}  # fmt: skip
