"""/agenda_tambah: a new entry by buttons and words, or in one line; shown whole, then stored."""

from dataclasses import replace

from telegram import Update

from handlers import unfinished
from handlers.access import Action
from handlers.agenda import changing, questions
from handlers.agenda.answers import MOST_CHASES, Answers, Step
from handlers.agenda.files import chat
from handlers.agenda.plan import leads_of, place, span_of, tell
from handlers.agenda.rules import BadRule, read_lead
from handlers.agenda.wording import entry_words
from handlers.audience.bounds import bounds_of
from handlers.audience.chooser import Chooser
from handlers.audience.words import read as read_audience
from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.open_question import awaited
from handlers.texts import agenda_entry as texts
from handlers.texts import common
from handlers.texts import forms as form_texts
from storage import agenda, drafts, outbox
from storage.agenda import Confirm, Kind, Notice
from storage.audience import Audience

FORM = "agenda:new"
LIVE = "agenda"
"""The key of the message in which a chat's new entry takes shape."""
_FIELDS = 4


async def add(update: Update, ctx: Context) -> None:
    """/agenda_tambah, alone or with kind; days; title; audience in one line."""
    ctx.require(Action.MANAGE_AGENDA)
    document = chat.document_of(ctx)
    if document is not None:
        chat.receive(ctx, document, ctx.text.partition(" ")[2])
        return
    fields = [field.strip() for field in ctx.text.partition(" ")[2].split(";")]
    if unfinished.asked(ctx, FORM, None if any(fields) else _begin_anew()):
        return
    if fields == [""]:
        _ask(ctx, Step.KIND, Answers())
    elif len(fields) == 1:
        _ask(ctx, Step.TITLE, Answers().with_kind(questions.read_kind(fields[0])))
    else:
        _ask(ctx, Step.CHECK, _one_line(ctx, fields))


async def begin(update: Update, ctx: Context) -> None:
    """The press on "Tambah"; with an argument what was half done has been thrown away."""
    ctx.require(Action.MANAGE_AGENDA)
    if not ctx.words:
        unfinished.refuse(ctx, FORM)
    outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    _ask(ctx, Step.KIND, Answers())


def _begin_anew() -> Button:
    return button(form_texts.DISCARD, "agbaru", "anew")


def change(ctx: Context, entry_id: int, step: Step) -> None:
    """Ask for one thing of a stored entry anew."""
    unfinished.refuse(ctx, FORM)
    entry = changing.standing(ctx, entry_id)
    answers = Answers.of(entry, span_of(entry), leads_of(ctx.desk, entry.id))
    if not answers.applies(step):
        raise Malformed
    _ask(ctx, step, answers)


def let_go(ctx: Context) -> None:
    """Forget a change of a stored entry that was begun; a new entry stays open."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == FORM and draft.answers["entry"] is not None:
        drafts.drop(ctx.tx, ctx.user.id)


def _one_line(ctx: Context, fields: list[str]) -> Answers:
    if len(fields) < _FIELDS:
        raise Refused(texts.one_line_too_short(len(fields)))
    kind, days, title, who, *more = fields
    answers = replace(
        Answers().with_kind(questions.read_kind(kind)),
        span=questions.read_span(ctx.desk, ctx.event, days),
        title=questions.read_title(title),
        who=read_audience(ctx.tx, ctx.event.id, who),
    )
    for extra in filter(None, more):
        answers = _extra(ctx, answers, extra)
    return answers


def _extra(ctx: Context, answers: Answers, field: str) -> Answers:
    """A fifth or sixth field: reminders, or whether to confirm."""
    confirm = texts.CONFIRM_WORDS.get(" ".join(field.lower().split()))
    if confirm is not None:
        return replace(answers, confirm=confirm)
    return replace(answers, leads=questions.read_leads(ctx.desk, field))


# ── What is typed ────────────────────────────────────────────────────────────────────────────
async def take(update: Update, ctx: Context) -> bool:
    """A typed answer to the open question; False when none is open or it is a command."""
    if awaited(ctx, (FORM,)) is None:
        return _take_place(ctx)
    step, answers = _open(ctx)
    said = ctx.text.lower()
    if said in common.STOP_WORDS:
        _stop(ctx)
    elif said in common.BACK_WORDS:
        _back(ctx, step, answers)
    else:
        answers = questions.read(ctx.desk, ctx.event, step, answers, ctx.text)
        # Who gets it and when stays open to see and add to; all else is one answer.
        stays = step in (Step.WHO, Step.LEADS, Step.CONFIRM)
        _ask(ctx, step if stays else answers.after(step), answers)
    return True


def _take_place(ctx: Context) -> bool:
    """A place on the map while the place is asked for; a venue brings its name along."""
    message = ctx.incoming.effective_message
    draft = drafts.get(ctx.tx, ctx.user.id)
    if message is None or message.location is None or draft is None or draft.form != FORM:
        return False
    step, answers = _open(ctx)
    if step is not Step.PLACE:
        return False
    answers = replace(answers, lat=message.location.latitude, lon=message.location.longitude)
    if message.venue is not None:
        answers = replace(answers, place=questions.read_title(message.venue.title))
    _ask(ctx, answers.after(step) if answers.place else step, answers)
    return True


# ── What is pressed ──────────────────────────────────────────────────────────────────────────
async def press(update: Update, ctx: Context) -> None:
    """A button of the conversation; Stale when it belongs to another question than the open one."""
    step, answers = _open(ctx)
    match ctx.word(0):
        case "stop":
            _stop(ctx)
        case "back":
            _back(ctx, step, answers)
        case "next" if ctx.word(1) == step:
            _ask(ctx, answers.after(step), answers)
        case "save" if step is Step.CHECK and answers.entry is None:
            _save(ctx, replace(answers, now=answers.now or ctx.words[1:] == ["now"]))
        case word:
            _choose(ctx, step, answers, word)


def _choose(ctx: Context, step: Step, answers: Answers, word: str) -> None:
    """A choice or a switch; switches show the same question again."""
    match step, word:
        case Step.KIND, "kind":
            _ask(ctx, Step.TITLE, answers.with_kind(_kind(ctx)))
        case Step.LEADS, "lead":
            _ask(ctx, step, _with_lead(ctx, answers))
        case Step.LEADS, "now":
            _ask(ctx, step, replace(answers, now=not answers.now))
        case Step.CONFIRM, "chase":
            _ask(ctx, step, replace(answers, chases=(answers.chases + 1) % (MOST_CHASES + 1)))
        case Step.CONFIRM, "confirm":
            _ask(ctx, answers.after(step), replace(answers, confirm=_confirm(ctx)))
        case _:
            raise Stale


def _kind(ctx: Context) -> Kind:
    if ctx.word(1) not in list(Kind):
        raise Malformed
    return Kind(ctx.word(1))


def _confirm(ctx: Context) -> Confirm:
    if ctx.number(1) not in list(Confirm):
        raise Malformed
    return Confirm(ctx.number(1))


def _with_lead(ctx: Context, answers: Answers) -> Answers:
    try:
        lead = read_lead(ctx.word(1))
    except BadRule as error:
        raise Malformed from error
    return replace(answers, leads=questions.in_order({*answers.leads} ^ {lead}))


# ── Steps ────────────────────────────────────────────────────────────────────────────────────
def _open(ctx: Context) -> tuple[Step, Answers]:
    """The open question and the answers so far; Stale without them or in another event."""
    ctx.require(Action.MANAGE_AGENDA)
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM or draft.event_id != ctx.event.id:
        raise Stale
    return Step(draft.step), Answers.from_json(draft.answers)


def _back(ctx: Context, step: Step, answers: Answers) -> None:
    if answers.entry is None:
        _ask(ctx, answers.before(step) or step, answers)
        return
    drafts.drop(ctx.tx, ctx.user.id)
    entry = changing.standing(ctx, answers.entry)
    _say(ctx, answers, changing.page(ctx, entry), changing.rows(entry))


def _ask(ctx: Context, step: Step, answers: Answers) -> None:
    if step is Step.CHECK and answers.entry is not None:
        drafts.drop(ctx.tx, ctx.user.id)
        entry, told = changing.apply(ctx, answers)
        words = texts.changed(entry_words(ctx.desk, entry), told=told)
        _say(ctx, answers, words, changing.rows(entry))
        return
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, step, answers.to_json())
    if step is Step.WHO:
        text, rows = WHO.screen(ctx)
    else:
        text, rows = questions.question(ctx.desk, ctx.event, step, answers)
    _say(ctx, answers, text, rows)


def _say(ctx: Context, answers: Answers, text: str, rows: Rows) -> None:
    """In the message of the conversation; what changes a stored entry starts in its own message."""
    if ctx.incoming.callback_query is None:
        outbox.move_down(ctx.tx, ctx.chat.id, LIVE)
    elif answers.entry is not None:
        ctx.edit(text, rows)
        return
    ctx.show(ctx.chat.id, LIVE, text, rows, kind="form")


# ── Who it is for ────────────────────────────────────────────────────────────────────────────
def _chosen(ctx: Context) -> Audience:
    step, answers = _open(ctx)
    if step is not Step.WHO:
        raise Stale
    return answers.who


def _choose_who(ctx: Context, who: Audience) -> None:
    answers = replace(_open(ctx)[1], who=who)
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, Step.WHO, answers.to_json())


def _who_done(ctx: Context, who: Audience) -> None:
    answers = replace(_open(ctx)[1], who=who)
    _ask(ctx, answers.after(Step.WHO), answers)


WHO = Chooser(
    verb="agw",
    purpose=texts.ASK_WHO,
    bounds=lambda ctx: bounds_of(ctx.actor.posts, Action.MANAGE_AGENDA),
    load=_chosen,
    save=_choose_who,
    done=_who_done,
    last_row=lambda: questions.way_out(can_go_back=True),
    nobody=True,
)


def _stop(ctx: Context) -> None:
    answers = _open(ctx)[1]
    drafts.drop(ctx.tx, ctx.user.id)
    _say(ctx, answers, common.CANCELLED, [])


def _save(ctx: Context, answers: Answers) -> None:
    late = questions.reaches_nobody(ctx.desk, ctx.event, answers)
    person = ctx.actor.person.id
    entry_id = agenda.add(ctx.tx, ctx.now, ctx.event.id, answers.draft(), person)
    place(ctx.desk, ctx.event, entry_id, answers.leads)
    if answers.now:
        tell(ctx.desk, entry_id, Notice.NOW)
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.audit("agenda added", f"agenda:{entry_id}")
    stored = agenda.entry(ctx.tx, entry_id)
    assert stored is not None
    rows = [[button(texts.TELL_NOW, "ag", "now", entry_id)]] if late else []
    text = texts.saved(entry_words(ctx.desk, stored), told=answers.now, late=late)
    ctx.show(ctx.chat.id, LIVE, text, rows, kind="form")
