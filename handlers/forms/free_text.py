"""Words that are no report we understand: kept, and answered with the best guesses as buttons.

Nothing is filed by itself. A caption is understood like a text; its photo is kept only after the
question what it shows.
"""

from datetime import timedelta
from typing import Any

from telegram import Message, Update

from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Stale
from handlers.forms import (
    conversation,
    incident,
    meant,
    named,
    noted,
    offering,
    photos,
    typed,
    typed_in,
)
from handlers.forms.catalogue import FORMS
from handlers.forms.hints import hint
from handlers.forms.offering import AS, FILL, ITEMS, NO, PHOTO
from handlers.forms.reading import agrees, declines, words_of
from handlers.incidents.kinds import HEALTH, KINDS
from handlers.menu_keys import keyboard
from handlers.router import Handle
from handlers.texts import forms as form_texts
from handlers.texts import free_text as texts
from handlers.words.courtesy import courtesy
from handlers.words.understanding import understand
from storage import evidence, free_texts
from storage.free_texts import FreeText

ANSWERED_IN = timedelta(minutes=15)
"""So long `ya` and `batal` are meant for the guess."""


async def take(update: Update, ctx: Context) -> bool:
    """Keep the words; guesses are offered, never filed by themselves."""
    message = ctx.incoming.effective_message
    if message is None or ctx.text.startswith("/"):
        return False
    if not ctx.text:
        return _more_of_album(ctx, message)
    if message.text and named.take_station(ctx):
        return True
    if not message.text and typed.file_text(ctx):
        ctx.reply(texts.PHOTO_NOT_KEPT if message.photo else texts.FILE_NOT_KEPT)
        return True
    if message.text and (_agreed(ctx) or _declined(ctx)):
        return True
    polite = courtesy(ctx.text) if message.text else None
    told = texts.POLITE[polite] if polite else hint(ctx) if message.text else None
    if told is not None:
        free_texts.settle(ctx.tx, offering.keep(ctx, message, ctx.text), "dismissed")
        ctx.reply(told, keys=keyboard(ctx))
        return True
    offering.offer(ctx, message, ctx.text)
    return True


async def edited(update: Update, ctx: Context) -> bool:
    """Words that were mended before anything became of them are read anew."""
    message = ctx.incoming.effective_message
    if message is None:
        return False
    me, chat = ctx.actor.person.id, ctx.chat.id
    kept = free_texts.of_message(ctx.tx, me, chat, message.message_id)
    if kept is None or kept.outcome is not None:
        return False
    _settle(ctx, kept, "dismissed")
    return typed.file_text(ctx) or await take(update, ctx)


def _agreed(ctx: Context) -> bool:
    """`ya` typed in place of the button below the guess."""
    if not agrees(words_of(ctx.text)):
        return False
    kept = free_texts.waiting(ctx.tx, ctx.event.id, ctx.actor.person.id, ctx.now - ANSWERED_IN)
    if kept is None or _photos_of(ctx, kept):
        return False
    if meant.meant(ctx, kept.text) is not None:
        _fill(ctx, kept)
        return True
    guesses = understand(kept.text).guesses
    if not guesses:
        return False
    _begin(ctx, kept, guesses[0].kind.code, {})
    return True


def _declined(ctx: Context) -> bool:
    """`bukan` typed in place of the button below the guess."""
    return declines(words_of(ctx.text)) and dismiss_waiting(ctx)


def _more_of_album(ctx: Context, message: Message) -> bool:
    """Only the first photo of an album carries the words: the others wait with it."""
    album = message.media_group_id
    if not message.photo or album is None:
        return False
    before = evidence.of_album(ctx.tx, ctx.actor.person.id, album)
    words = any(each.caption for each in before)
    if not words or before[0].report_number is not None:
        return False
    photos.hold(ctx)
    return True


async def report_as(update: Update, ctx: Context) -> None:
    """The words become an incident: of the guessed kind, or of one that is asked."""
    kept, kind = _own(ctx, 0), _kind(ctx, 1)
    if kind == HEALTH:
        _drop_photos(ctx, kept)
    elif _photos_of(ctx, kept):
        words = (kept.id, kind) if kind else (kept.id,)
        ctx.edit(form_texts.NOT_BOOTH, [[
            button(form_texts.KEEP_PHOTO, PHOTO, "y", *words),
            button(form_texts.DROP_PHOTO, PHOTO, "n", *words),
        ]])  # fmt: skip
        return
    _begin(ctx, kept, kind, {})


async def photo(update: Update, ctx: Context) -> None:
    """Kirim or Hapus: what the photo shows is settled, the report begins."""
    kept, kind = _own(ctx, 1), _kind(ctx, 2)
    held = _photos_of(ctx, kept)
    if ctx.word(0) == "y" and held:
        _begin(ctx, kept, kind, {photos.ADDED: held})
        return
    _drop_photos(ctx, kept)
    _begin(ctx, kept, kind, {})


async def report_items(update: Update, ctx: Context) -> None:
    """The words become a report on logistics, filled in as far as they go."""
    kept = _own(ctx, 0)
    understood = understand(kept.text)
    shortage = noted.logistics(ctx, understood.shortage) if understood.shortage else None
    if shortage is None:
        raise Stale
    _settle(ctx, kept, "reported")
    ctx.edit(texts.MAKING_REPORT)
    answers = noted.logistics_answers(shortage) | noted.notes(ctx, understood, kept.text)
    conversation.begin(ctx, FORMS["logistik"], _typed_in(kept, {**answers}, typed_in.LINE))


async def report_meant(update: Update, ctx: Context) -> None:
    """The words become the report of another form that they were taken for."""
    _fill(ctx, _own(ctx, 0))


def _fill(ctx: Context, kept: FreeText) -> None:
    found = meant.meant(ctx, kept.text)
    if found is None:
        raise Stale
    _settle(ctx, kept, "reported")
    if ctx.incoming.callback_query is not None:
        ctx.edit(texts.MAKING_REPORT)
    known = noted.notes(ctx, understand(kept.text), kept.text) | found.answers
    conversation.begin(ctx, FORMS[found.form], _typed_in(kept, known, typed_in.LINE))


def _typed_in(kept: FreeText, answers: dict[str, Any], step: str) -> dict[str, Any]:
    """The answers with a note of the message that said them: editing it corrects the report."""
    if kept.message_id is None or (step and step not in answers):
        return answers
    return typed_in.noted_of(answers, kept.message_id, step)


async def dismiss(update: Update, ctx: Context) -> None:
    """Bukan laporan: the words stay on file, a photo does not."""
    kept = free_texts.get(ctx.tx, ctx.number(0))
    if kept is None or kept.person_id != ctx.actor.person.id:
        raise Stale
    _settle(ctx, kept, "dismissed")
    ctx.edit(texts.NOT_A_REPORT_DONE)


def dismiss_waiting(ctx: Context) -> bool:
    """`batal` after a guess means the guess, and no report of before."""
    kept = free_texts.waiting(ctx.tx, ctx.event.id, ctx.actor.person.id, ctx.now - ANSWERED_IN)
    if kept is None:
        return False
    _settle(ctx, kept, "dismissed")
    ctx.reply(texts.NOT_A_REPORT_DONE, keys=keyboard(ctx))
    return True


def _own(ctx: Context, index: int) -> FreeText:
    kept = free_texts.get(ctx.tx, ctx.number(index))
    if kept is None or kept.person_id != ctx.actor.person.id or kept.outcome is not None:
        raise Stale
    return kept


def _kind(ctx: Context, index: int) -> str | None:
    kind = ctx.word(index) if len(ctx.words) > index else None
    if kind is not None and kind not in KINDS:
        raise Stale
    return kind


def _photos_of(ctx: Context, kept: FreeText) -> list[int]:
    if kept.update_id is None:
        return []
    return [each.id for each in evidence.held_from(ctx.tx, kept.person_id, kept.update_id)]


def _drop_photos(ctx: Context, kept: FreeText) -> None:
    for held in _photos_of(ctx, kept):
        evidence.remove(ctx.tx, held)


def _begin(ctx: Context, kept: FreeText, kind: str | None, answers: dict[str, Any]) -> None:
    """File what the words say under the kind that was pressed; the form asks what is still open.

    Of an illness only the button's word is kept.
    """
    known = answers | noted.notes(ctx, understand(kept.text), kept.text)
    known |= incident.read_words(kind, kept.text) if kind else {"what": kept.text}
    free_texts.settle(ctx.tx, kept.id, "reported")
    if kind == HEALTH:
        free_texts.forget_words(ctx.tx, kept.id)
    if ctx.incoming.callback_query is not None:
        ctx.edit(texts.MAKING_REPORT)
    conversation.begin(ctx, incident.FORM, _typed_in(kept, {**known}, "what"))


def _settle(ctx: Context, kept: FreeText, outcome: str) -> None:
    """The words are done with; a photo that came along goes with no report."""
    if kept.outcome is None:
        _drop_photos(ctx, kept)
    free_texts.settle(ctx.tx, kept.id, outcome)


PRESSES: dict[str, Handle] = {AS: report_as, NO: dismiss, PHOTO: photo, ITEMS: report_items,
                             FILL: report_meant}  # fmt: skip
