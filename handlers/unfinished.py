"""An account has one draft: whoever begins something else asks before a half-done one goes."""

from telegram import Update

from handlers.buttons import Button, button
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.forms.conversation import opened, worth_keeping
from handlers.open_question import LASTS
from handlers.router import Handle
from handlers.texts import forms as form_texts
from handlers.texts import unfinished as texts
from storage import drafts
from storage.drafts import Draft


def asked(ctx: Context, own: str, discard: Button | None = None) -> bool:
    """Whether something half done stands in the way: then its owner is asked "Lanjut / Buang".

    `own` is the draft that the new conversation may replace; `discard` the press that throws the
    other one away and begins. Without it the command has to be sent once more.
    """
    draft = drafts.get(ctx.tx, ctx.user.id)
    title = None if draft is None else _title(ctx, draft, own)
    if draft is None or title is None:
        return False
    is_report = opened(draft) is not None
    resume = button(form_texts.RESUME, "f.resume" if is_report else "un.keep")
    away = discard or button(form_texts.DISCARD, "un.drop")
    ctx.reply(texts.half_done(title), [[resume, away]])
    return True


def refuse(ctx: Context, own: str) -> None:
    """The same for a press: Refused says what has to be finished first."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    title = None if draft is None else _title(ctx, draft, own)
    if title is not None:
        raise Refused(texts.finish_first(title))


def _title(ctx: Context, draft: Draft, own: str) -> str | None:
    """What the draft is called, if it is worth keeping and not the conversation's own."""
    if draft.form == own:
        return None
    report = opened(draft)
    if report is not None:
        return report.form.title if worth_keeping(report) else None
    recent = ctx.now - draft.touched_at <= LASTS
    return texts.TITLES.get(draft.form) if recent else None


async def keep(update: Update, ctx: Context) -> None:
    """Lanjut, for what is no report."""
    if drafts.get(ctx.tx, ctx.user.id) is None:
        raise Stale
    ctx.edit(texts.KEPT)


async def drop(update: Update, ctx: Context) -> None:
    """Buang, when the new command has to be sent once more."""
    if not drafts.drop(ctx.tx, ctx.user.id):
        raise Stale
    ctx.edit(texts.DROPPED)


PRESSES: dict[str, Handle] = {"un.keep": keep, "un.drop": drop}
