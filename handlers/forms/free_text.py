"""Words that are no report we understand: kept, and answered with the best guesses as buttons.

Nothing is filed by itself. A caption is understood like a text; its photo is kept only after the
question what it shows.
"""

from datetime import timedelta
from typing import Any

from telegram import Message, Update

from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.errors import Stale
from handlers.forms import conversation, incident, named, noted, photos, typed
from handlers.forms.catalogue import FORMS
from handlers.forms.reading import words_of
from handlers.incidents.kinds import HEALTH, KINDS, proposed_severity
from handlers.menu_keys import keyboard
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as form_texts
from handlers.texts import free_text as texts
from handlers.texts.incident_kinds import kind_label
from handlers.words.courtesy import courtesy
from handlers.words.guessing import Guess
from handlers.words.understanding import Understood, understand
from storage import evidence, free_texts
from storage.free_texts import FreeText

ANSWERED_IN = timedelta(minutes=15)
"""So long `ya` and `batal` are meant for the guess."""
_YES = (["ya"], ["iya"], ["betul"], ["benar"], ["nggih"], ["ya", "betul"], ["ya", "benar"])
AS, NO, PHOTO, ITEMS = "t.as", "t.no", "t.ph", "t.log"


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
    if message.text and _agreed(ctx):
        return True
    kept = free_texts.add(
        ctx.tx, ctx.now, event_id=ctx.event.id, person_id=ctx.actor.person.id,
        chat_id=ctx.chat.id, message_id=message.message_id, text=ctx.text,
        update_id=ctx.incoming.update_id,
    )  # fmt: skip
    polite = courtesy(ctx.text) if message.text else None
    if polite is not None:
        free_texts.settle(ctx.tx, kept, "dismissed")
        ctx.reply(texts.POLITE[polite], keys=keyboard(ctx))
        return True
    understood = understand(ctx.text)
    answer, rows = _answer(ctx, kept, understood)
    ctx.reply("\n".join([answer, *_attached(ctx, message)]), rows)
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
    if words_of(ctx.text) not in _YES:
        return False
    kept = free_texts.waiting(ctx.tx, ctx.event.id, ctx.actor.person.id, ctx.now - ANSWERED_IN)
    guesses = understand(kept.text).guesses if kept else ()
    if kept is None or not guesses or _photos_of(ctx, kept):
        return False
    _begin(ctx, kept, guesses[0].kind.code, {})
    return True


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


def _attached(ctx: Context, message: Message) -> list[str]:
    """What becomes of the thing the words came with."""
    if message.photo:
        photos.hold(ctx)
        return [texts.PHOTO_LATER]
    return [] if message.text else [texts.FILE_NOT_KEPT]


def _answer(ctx: Context, kept: int, understood: Understood) -> tuple[str, Rows]:
    no = button(texts.NOT_A_REPORT, NO, kept)
    if not understood.guesses:
        text = texts.QUESTION_KEPT if understood.question else texts.KEPT
        return text, [[button(texts.IS_A_REPORT, AS, kept), no]]
    first, *others = understood.guesses
    rows: Rows = [[button(common.YES, AS, kept, first.kind.code)]]
    rows += [[button(each.kind.label, AS, kept, each.kind.code)] for each in others]
    items = _items_button(ctx, kept, understood)
    rows += [[items]] if items else []
    return _guessed(ctx, first, understood), [*rows, [button(texts.CHANGE_GUESS, AS, kept), no]]


def _guessed(ctx: Context, first: Guess, understood: Understood) -> str:
    return texts.guess(
        kind_label(first.kind.code, first.cause), noted.place_name(ctx, understood.station),
        proposed_severity(first.kind, first.cause), first.because, noted.since(ctx, understood.at),
    )  # fmt: skip


def _items_button(ctx: Context, kept: int, understood: Understood) -> Button | None:
    shortage = noted.logistics(ctx, understood.shortage) if understood.shortage else None
    return None if shortage is None else button(noted.logistics_label(shortage), ITEMS, kept)


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
    answers = noted.logistics_answers(shortage) | noted.notes(ctx, understood)
    conversation.begin(ctx, FORMS["logistik"], {**answers})


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
    known = answers | noted.notes(ctx, understand(kept.text))
    known |= incident.read_words(kind, kept.text) if kind else {"what": kept.text}
    free_texts.settle(ctx.tx, kept.id, "reported")
    if kind == HEALTH:
        free_texts.forget_words(ctx.tx, kept.id)
    if ctx.incoming.callback_query is not None:
        ctx.edit(texts.MAKING_REPORT)
    conversation.begin(ctx, incident.FORM, {**known})


def _settle(ctx: Context, kept: FreeText, outcome: str) -> None:
    """The words are done with; a photo that came along goes with no report."""
    if kept.outcome is None:
        _drop_photos(ctx, kept)
    free_texts.settle(ctx.tx, kept.id, outcome)


PRESSES: dict[str, Handle] = {AS: report_as, NO: dismiss, PHOTO: photo, ITEMS: report_items}
