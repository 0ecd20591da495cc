"""What was done: asked after Selesai, answered by a press, by words, or with a photo.

Selesai holds without an answer: nothing here is required.
"""

from datetime import timedelta
from typing import Any

from telegram import Message, Update

from handlers.access import Action
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import named
from handlers.forms.reading import similar
from handlers.forms.votes import looks_like_votes
from handlers.incidents import acting, adding, at_hand, reporters, sight, waiting
from handlers.incidents.facts import Facts
from handlers.router import Handle
from handlers.texts import forms as form_texts
from handlers.texts import incident_acts as acts
from handlers.texts import incident_work as work
from handlers.texts import incidents as texts
from storage import drafts, incidents, outbox
from storage.drafts import Draft
from storage.incidents import Incident, State, Step, StepKind

NOTE = "incident.note"
"""The draft of somebody who is asked what was done."""
NOTED_WITH = "album"
"""Its answer once a caption has said it: the album whose other pieces may still come."""
MOST_NOTE = 300
NOTE_LIFE = timedelta(minutes=15)


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


async def take(update: Update, ctx: Context) -> bool:
    """Words or a photo sent after Selesai say what was done."""
    message = ctx.incoming.effective_message
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != NOTE or message is None:
        return False
    if ctx.now - draft.touched_at > NOTE_LIFE or _is_something_else(ctx, message):
        return False
    incident = incidents.get(ctx.tx, int(draft.answers["incident"]))
    step = None if incident is None else _last_ending(ctx, incident)
    may = incident is not None and at_hand.may(ctx, incident, Action.TRIAGE)
    if incident is None or step is None or not may or _said_by_another(draft, message):
        _forget_note(ctx)
        return False
    if message.text:
        _take_words(ctx, incident, step)
        return True
    return _take_file(ctx, incident, step, message, draft)


def _said_by_another(draft: Draft, message: Message) -> bool:
    """A caption has said what was done: only the rest of its album still belongs to it."""
    return NOTED_WITH in draft.answers and draft.answers[NOTED_WITH] != message.media_group_id


def _take_words(ctx: Context, incident: Incident, step: Step) -> None:
    if similar(ctx.text.casefold(), "batal"):
        _forget_note(ctx)
        _answer_prompt(ctx, incident, acts.finished(incident))
        return
    if looks_like_votes(ctx.text):
        raise Refused(form_texts.NO_VOTES)
    if len(ctx.text) > MOST_NOTE:
        raise Refused(acts.NOTE_TOO_LONG)
    _annotate(ctx, incident, step, ctx.text)
    _answer_prompt(ctx, incident, acts.noted(incident, ctx.text))


def _take_file(
    ctx: Context, incident: Incident, step: Step, message: Message, draft: Draft
) -> bool:
    """Kept with the incident after the usual question; a caption is what was done."""
    if not adding.keep(ctx, incident, message):
        return False
    words = ctx.text[:MOST_NOTE]
    if words and NOTED_WITH not in draft.answers:
        _annotate(ctx, incident, step, words)
        _answer_prompt(ctx, incident, acts.noted(incident, words))
        if message.media_group_id:
            _open_draft(ctx, {"incident": incident.id, NOTED_WITH: message.media_group_id})
    return True


def _is_something_else(ctx: Context, message: Message) -> bool:
    """Commands, rosters, and one-line reports that name a station come before a note."""
    if ctx.text.startswith("/") or (message.document and ctx.actor.may(Action.MANAGE_ROSTER)):
        return True
    line = named.reader(ctx).read(ctx.text)
    return line is not None and (line.batch or bool(line.numbers))


def ask(ctx: Context, incident: Incident) -> None:
    """Typed words are taken as the answer unless a form is half done: that must not be lost."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form == NOTE:
        _open_draft(ctx, {"incident": incident.id})
    outbox.move_down(ctx.tx, ctx.chat.id, sight.key_of(incident.id, "note"))
    _answer_prompt(ctx, incident, acts.ask_what_was_done(incident), _note_rows(incident))


def _open_draft(ctx: Context, answers: dict[str, Any]) -> None:
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, NOTE, "note", answers)


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
    tell_done(ctx, facts, told, anew=False)


def _forget_note(ctx: Context) -> None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == NOTE:
        drafts.drop(ctx.tx, ctx.user.id)


def tell_done(ctx: Context, facts: Facts, step: Step, *, anew: bool) -> None:
    """Let all who reported it know that it is over, and what was done."""
    dismissed = step.kind is StepKind.DISMISSED
    text = work.told_dismissed(facts, step) if dismissed else texts.told_done(facts, step)
    rows = [[button(work.AGAIN, "inc.again", facts.incident.id)]]
    reporters.tell_reporters(
        ctx.tx, ctx.now, facts, "done", text, by=ctx.actor.person.id, buttons=rows, anew=anew
    )


PRESSES: dict[str, Handle] = {"inc.note": note, "inc.undo": undo}
