"""An addition to an incident becomes a step that everybody concerned hears of."""

from handlers.context import Context
from handlers.incidents import copies, sight
from handlers.incidents.facts import Facts
from storage import incidents
from storage.incidents import Incident, StepKind


def record(ctx: Context, incident: Incident, kind: StepKind, words: str | None) -> None:
    """Write the step down, bring every copy up to date, tell those who have the alert."""
    person_id = ctx.actor.person.id
    capacity = sight.capacity(ctx.actor.posts, incident) or None
    step_id = incidents.add_step(ctx.tx, ctx.now, incident.id, person_id, kind, capacity, words)
    facts = refresh(ctx, incident)
    step = next(each for each in facts.steps if each.id == step_id)
    copies.tell_recipients(ctx.tx, ctx.now, facts, step, but=person_id)


def refresh(ctx: Context, incident: Incident) -> Facts:
    """Bring every copy up to date."""
    return copies.refresh(ctx.tx, ctx.now, ctx.policy, incident.id)


def say(ctx: Context, incident: Incident, text: str) -> None:
    """Confirm by a message that can itself be answered with more."""
    key = sight.key_of(incident.id, f"u{ctx.incoming.update_id}")
    ctx.show(ctx.chat.id, key, text.format(number=incident.id))
