"""The best guess at words that are no report: what they are taken for, with one press for each."""

from html import escape as esc

from telegram import Message

from handlers.buttons import Button, Rows, button
from handlers.context import Context
from handlers.forms import meant, news, noted, photos
from handlers.forms.meant import Meant
from handlers.incidents.kinds import HEALTH, proposed_severity
from handlers.texts import common
from handlers.texts import free_text as texts
from handlers.texts.incident_kinds import kind_label
from handlers.words.guessing import Guess, is_a_cry
from handlers.words.understanding import Understood, understand
from storage import free_texts

AS, NO, PHOTO, ITEMS, FILL = "t.as", "t.no", "t.ph", "t.log", "t.fill"


def offer(ctx: Context, message: Message, text: str) -> None:
    """Keep the words and ask what they mean: nothing is filed by itself."""
    kept = keep(ctx, message, text)
    answer, rows = _answer(ctx, kept, text)
    lines = [answer, *news.hint(ctx), *_attached(ctx, message)]
    ctx.reply("\n".join(lines), [*news.rows(ctx, kept), *rows])


def keep(ctx: Context, message: Message, text: str) -> int:
    """Put the words on file; their number."""
    return free_texts.add(
        ctx.tx, ctx.now, event_id=ctx.event.id, person_id=ctx.actor.person.id,
        chat_id=ctx.chat.id, message_id=message.message_id, text=text,
        update_id=ctx.incoming.update_id,
    )  # fmt: skip


def _attached(ctx: Context, message: Message) -> list[str]:
    """What becomes of the thing the words came with."""
    if message.photo:
        photos.hold(ctx)
        return [texts.PHOTO_LATER]
    return [] if message.text else [texts.FILE_NOT_KEPT]


def _answer(ctx: Context, kept: int, text: str) -> tuple[str, Rows]:
    understood = understand(text)
    no = button(texts.NOT_A_REPORT, NO, kept)
    other = meant.meant(ctx, text)
    if other is not None:
        rows = [[button(common.YES, FILL, kept)]]
        rows += [[button(each.kind.label, AS, kept, each.kind.code)] for each in understood.guesses]
        return _meant(ctx, other, understood, text), [
            *rows, [button(texts.CHANGE_GUESS, AS, kept), no],
        ]  # fmt: skip
    if not understood.guesses:
        said = texts.QUESTION_KEPT if understood.question else texts.KEPT
        said = texts.cried(said) if is_a_cry(text) else said
        return said, [[button(texts.IS_A_REPORT, AS, kept), no]]
    first, *others = understood.guesses
    rows = [[button(common.YES, AS, kept, first.kind.code)]]
    rows += [[button(each.kind.label, AS, kept, each.kind.code)] for each in others]
    items = _items_button(ctx, kept, understood)
    rows += [[items]] if items else []
    return _guessed(ctx, first, understood, text), [
        *rows,
        [button(texts.CHANGE_GUESS, AS, kept), no],
    ]


def _meant(ctx: Context, other: Meant, understood: Understood, text: str) -> str:
    place = esc(other.place) or noted.place_name(ctx, understood.station, text)
    return texts.meant(other.label, place, urgent=other.urgent)


def _guessed(ctx: Context, first: Guess, understood: Understood, text: str) -> str:
    # What somebody wrote of an illness is not said back.
    because = () if first.kind.code == HEALTH else first.because
    return texts.guess(
        kind_label(first.kind.code, first.cause), noted.place_name(ctx, understood.station, text),
        proposed_severity(first.kind, first.cause), because, noted.since(ctx, understood.at),
    )  # fmt: skip


def _items_button(ctx: Context, kept: int, understood: Understood) -> Button | None:
    shortage = noted.logistics(ctx, understood.shortage) if understood.shortage else None
    return None if shortage is None else button(noted.logistics_label(shortage), ITEMS, kept)
