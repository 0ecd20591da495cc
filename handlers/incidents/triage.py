"""Dipantau, Saya tangani, Selesai, Bukan masalah: what those who got an alert do with it.

Everybody's copy shows each step. Two who press at once: the second reads who was first.
"""

from datetime import timedelta

from telegram import Update

from handlers.access import Action
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import typed
from handlers.forms.reading import similar
from handlers.forms.votes import looks_like_votes
from handlers.incidents import acting, at_hand, copies, reporters, sight, waiting
from handlers.incidents.facts import Facts
from handlers.router import Handle
from handlers.texts import forms as form_texts
from handlers.texts import incident_acts as acts
from handlers.texts import incident_work as work
from handlers.texts import incidents as texts
from storage import clocks, drafts, incidents, outbox
from storage.incidents import Incident, State, Step, StepKind

NOTE = "incident.note"
"""The draft of somebody who is asked what was done."""
MOST_NOTE = 500
NOTE_LIFE = timedelta(minutes=15)


async def watch(update: Update, ctx: Context) -> None:
    """👍 Dipantau: only the answer of the agency in charge stops the clock."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    own = [s for s in acting.steps(ctx, incident, StepKind.WATCHED)
           if s.person_id == ctx.actor.person.id]  # fmt: skip
    if own:
        ctx.toast(acts.already(acting.facts(ctx, incident), own[0]))
        return
    acting.answer(ctx, incident)
    acting.step(ctx, incident, StepKind.WATCHED)
    acting.refresh(ctx, incident)
    ctx.toast(acts.toast_watched(acting.now(ctx)))


async def take(update: Update, ctx: Context) -> None:
    """🙋 Saya tangani: one holder; the reporter is told."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    taken = acting.steps(ctx, incident, StepKind.TAKEN)
    if incident.state is State.TAKEN and taken:
        ctx.toast(acts.already(acting.facts(ctx, incident), taken[-1]), alert=True)
        return
    acting.answer(ctx, incident)
    incidents.take(ctx.tx, incident.id, ctx.actor.person.id)
    waiting.for_finish(ctx.tx, ctx.now, ctx.policy, incident)
    step = acting.step(ctx, incident, StepKind.TAKEN)
    facts = acting.refresh(ctx, incident)
    text = texts.told_taken(facts, step, ctx.actor.person.phone)
    reporters.tell_reporters(ctx.tx, ctx.now, facts, "taken", text, by=ctx.actor.person.id)
    ctx.toast(acts.toast_taken(acting.now(ctx)))


async def done(update: Update, ctx: Context) -> None:
    """✅ Selesai: over at once, then asked what was done; the reporter is told."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    acting.answer(ctx, incident)
    incidents.close(ctx.tx, incident.id, ctx.now, ctx.actor.person.id, State.RESOLVED)
    clocks.stop(ctx.tx, incident.id)
    step = acting.step(ctx, incident, StepKind.RESOLVED)
    facts = acting.refresh(ctx, incident)
    _tell_done(ctx, facts, step, anew=True)
    _ask_note(ctx, incident)
    ctx.toast(acts.toast_done(acting.now(ctx)))


async def ask_dismiss(update: Update, ctx: Context) -> None:
    """🚫 Bukan masalah: asked again in the own copy, since it closes it for all."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    text = texts.alert(acting.facts(ctx, incident)) + acts.ask_dismiss(incident)
    _show_own(ctx, incident, text, copies.confirm_rows(incident))


async def keep(update: Update, ctx: Context) -> None:
    """It is an incident after all: the own copy as it was."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    facts = acting.facts(ctx, incident)
    copies.show_own(ctx.tx, ctx.now, facts, ctx.chat.id, ctx.actor.person.id)


async def dismiss(update: Update, ctx: Context) -> None:
    """It is none: closed for all; the reporter reads it in the receipt."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    if acting.too_late(ctx, incident):
        return
    acting.answer(ctx, incident)
    incidents.close(ctx.tx, incident.id, ctx.now, ctx.actor.person.id, State.DISMISSED)
    clocks.stop(ctx.tx, incident.id)
    acting.step(ctx, incident, StepKind.DISMISSED)
    acting.refresh(ctx, incident)
    ctx.toast(acts.toast_dismissed(acting.now(ctx)))


# ── What was done ────────────────────────────────────────────────────────────────────────────
async def note(update: Update, ctx: Context) -> None:
    """A ready answer to what was done, or none."""
    incident, step = _own_ending(ctx)
    code = ctx.word(1)
    if code not in acts.DONE_READY:
        _forget_note(ctx)
        _answer_prompt(ctx, incident, acts.finished(incident))
        return
    _annotate(ctx, incident, step, acts.DONE_READY[code])
    _answer_prompt(ctx, incident, acts.noted(incident, acts.DONE_READY[code]))


async def undo(update: Update, ctx: Context) -> None:
    """Selesai was a slip: open again, as it stood before."""
    incident, _ = _own_ending(ctx)
    _forget_note(ctx)
    incidents.reopen(ctx.tx, incident.id)
    waiting.resume(ctx.tx, ctx.now, ctx.policy, at_hand.again(ctx, incident))
    acting.step(ctx, incident, StepKind.REOPENED)
    facts = acting.refresh(ctx, incident)
    text = texts.told_reopened(facts)
    reporters.tell_reporters(
        ctx.tx, ctx.now, facts, "done", text, by=ctx.actor.person.id, anew=False
    )
    _answer_prompt(ctx, incident, acts.reopened(incident))


async def take_note(update: Update, ctx: Context) -> bool:
    """Words typed after Selesai say what was done."""
    message = ctx.incoming.effective_message
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != NOTE or message is None or not message.text:
        return False
    if ctx.now - draft.touched_at > NOTE_LIFE or _is_something_else(ctx):
        return False
    incident = incidents.get(ctx.tx, int(draft.answers["incident"]))
    step = None if incident is None else _last_ending(ctx, incident)
    if incident is None or step is None or not at_hand.may(ctx, incident, Action.TRIAGE):
        _forget_note(ctx)
        return False
    if similar(ctx.text.casefold(), "batal"):
        _forget_note(ctx)
        _answer_prompt(ctx, incident, acts.finished(incident))
        return True
    if looks_like_votes(ctx.text):
        raise Refused(form_texts.NO_VOTES)
    if len(ctx.text) > MOST_NOTE:
        raise Refused(acts.NOTE_TOO_LONG)
    _annotate(ctx, incident, step, ctx.text)
    _answer_prompt(ctx, incident, acts.noted(incident, ctx.text))
    return True


def _is_something_else(ctx: Context) -> bool:
    """Commands, and one-line reports that name a station, come before a note."""
    if ctx.text.startswith("/"):
        return True
    line = typed.reader(ctx).read(ctx.text)
    return line is not None and (line.batch or bool(line.numbers))


def _ask_note(ctx: Context, incident: Incident) -> None:
    """Typed words are taken as the answer unless a form is half done: that must not be lost."""
    if drafts.get(ctx.tx, ctx.user.id) is None:
        answers = {"incident": incident.id}
        drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, NOTE, "note", answers)
    outbox.move_down(ctx.tx, ctx.chat.id, sight.key_of(incident.id, "note"))
    _answer_prompt(ctx, incident, acts.ask_what_was_done(incident), _note_rows(incident))


def _answer_prompt(ctx: Context, incident: Incident, text: str, rows: Rows | None = None) -> None:
    ctx.show(ctx.chat.id, sight.key_of(incident.id, "note"), text, rows)


def _note_rows(incident: Incident) -> Rows:
    ready = [[button(label, "inc.note", incident.id, code)]
             for code, label in acts.DONE_READY.items()]  # fmt: skip
    last = [button(acts.SKIP_NOTE, "inc.note", incident.id, "-"),
            button(acts.UNDO, "inc.undo", incident.id)]  # fmt: skip
    return [*ready, last]


def _own_ending(ctx: Context) -> tuple[Incident, Step]:
    """The incident that this person ended last; Refused if it has gone on since."""
    incident = at_hand.pressed(ctx, Action.TRIAGE)
    step = _last_ending(ctx, incident)
    if step is None:
        raise Refused(acts.GONE_ON)
    return incident, step


def _last_ending(ctx: Context, incident: Incident) -> Step | None:
    endings = acting.steps(ctx, incident, StepKind.RESOLVED)
    own = endings and endings[-1].person_id == ctx.actor.person.id
    return endings[-1] if own and incident.state is State.RESOLVED else None


def _annotate(ctx: Context, incident: Incident, step: Step, words: str) -> None:
    _forget_note(ctx)
    incidents.annotate(ctx.tx, ctx.now, step, incident.id, words)
    facts = acting.refresh(ctx, incident)
    told = next(each for each in facts.steps if each.id == step.id)
    _tell_done(ctx, facts, told, anew=False)


def _forget_note(ctx: Context) -> None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == NOTE:
        drafts.drop(ctx.tx, ctx.user.id)


def _tell_done(ctx: Context, facts: Facts, step: Step, *, anew: bool) -> None:
    text = texts.told_done(facts, step)
    rows = [[button(work.AGAIN, "inc.again", facts.incident.id)]]
    reporters.tell_reporters(
        ctx.tx, ctx.now, facts, "done", text, by=ctx.actor.person.id, buttons=rows, anew=anew
    )


# ── Shared ───────────────────────────────────────────────────────────────────────────────────
def _show_own(ctx: Context, incident: Incident, text: str, rows: Rows) -> None:
    """Change the own copy alone."""
    ctx.show(ctx.chat.id, sight.key_of(incident.id), text, rows)


PRESSES: dict[str, Handle] = {
    "inc.watch": watch, "inc.take": take, "inc.done": done, "inc.no": ask_dismiss,
    "inc.noyes": dismiss, "inc.back": keep, "inc.note": note, "inc.undo": undo,
}  # fmt: skip
