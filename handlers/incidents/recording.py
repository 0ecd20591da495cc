"""An addition to an incident becomes a step that everybody concerned hears of."""

from handlers.context import Context
from handlers.incidents import acting, copies, sight
from storage.incidents import Incident, StepKind


def record(ctx: Context, incident: Incident, kind: StepKind, words: str | None) -> None:
    """Write the step down, bring every copy up to date, tell those who have the alert."""
    step = acting.step(ctx, incident, kind, words)
    facts = acting.refresh(ctx, incident)
    copies.tell_recipients(ctx.tx, ctx.now, facts, step, but=ctx.actor.person.id)


def say(ctx: Context, incident: Incident, text: str) -> None:
    """Confirm by a message that can itself be answered with more."""
    key = sight.key_of(incident.id, f"u{ctx.incoming.update_id}")
    ctx.show(ctx.chat.id, key, text.format(number=incident.id))
