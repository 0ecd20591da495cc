"""Photos, films, files and voices added to an incident: asked about once, also whole albums."""

from pathlib import PurePosixPath
from typing import NamedTuple

from telegram import Message, Update

from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.forms.votes import looks_like_votes
from handlers.incidents import acting, at_hand, recording
from handlers.router import Handle
from handlers.texts import evidence as texts
from handlers.texts import forms as form_texts
from handlers.texts import incident_acts as acts
from storage import evidence, incidents
from storage.evidence import Evidence
from storage.incidents import Incident, StepKind

VERB = "inc.photo"
"""The press that answers whether a piece is kept with an incident."""
MOST_WORDS = 1000
MOST_BYTES = 20 * 1024 * 1024
"""What the Bot API gives out (getFile): a larger file could never be kept."""
FAMILIES = frozenset({"image", "video", "audio"})
DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".xls", ".xlsx", ".jpg", ".jpeg", ".png", ".heic"})


class Attached(NamedTuple):
    """Something that came with a message, as Telegram names it."""

    kind: str
    file_id: str
    file_unique_id: str
    size: int


def add(ctx: Context, incident: Incident, message: Message) -> bool:
    """Keep what came with a message; False for kinds that are not kept."""
    if ctx.text and looks_like_votes(ctx.text):
        raise Refused(form_texts.NO_VOTES)
    voice = voice_of(message)
    if voice is not None:
        hold(ctx, voice, message, incident.id)
        recording.record(ctx, incident, StepKind.EVIDENCE, None)
        recording.say(ctx, incident, acts.ADDED_VOICE)
        return True
    attached = attached_to(message)
    if attached is None:
        return False
    _take(ctx, incident, attached, message)
    return True


def voice_of(message: Message) -> Attached | None:
    """A voice or other sound: shows nothing, so nothing is asked about it."""
    sound = message.voice or message.audio
    if sound is None:
        return None
    return _sized("voice", sound.file_id, sound.file_unique_id, sound.file_size)


def attached_to(message: Message) -> Attached | None:
    """A picture, film or file: all may show a booth or results, so all are asked about.

    Raises Refused for what could not be kept: too large, or a kind of file nobody needs here.
    """
    if message.photo:
        each = message.photo[-1]
        return _sized("photo", each.file_id, each.file_unique_id, each.file_size)
    film = message.video or message.video_note
    if film:
        kind = "video" if message.video else "video_note"
        return _sized(kind, film.file_id, film.file_unique_id, film.file_size)
    if message.document:
        found = message.document
        suffix = PurePosixPath(found.file_name or "").suffix.lower()
        if (found.mime_type or "").partition("/")[0] not in FAMILIES and suffix not in DOCUMENTS:
            raise Refused(texts.WRONG_TYPE)
        return _sized("document", found.file_id, found.file_unique_id, found.file_size)
    return None


def hold(ctx: Context, attached: Attached, message: Message, number: int | None) -> int:
    """Keep a reference; without a number it belongs to nothing until its sender says so."""
    return evidence.hold(
        ctx.tx, ctx.now, person_id=ctx.actor.person.id, kind=attached.kind,
        file_id=attached.file_id, file_unique_id=attached.file_unique_id,
        caption=ctx.text[:MOST_WORDS] or None, update_id=ctx.incoming.update_id,
        report_number=number, album=message.media_group_id,
    )  # fmt: skip


def pieces(ctx: Context, found: Evidence) -> list[Evidence]:
    """The whole album of a piece; alone it is its own."""
    if found.album is None or found.person_id is None:
        return [found]
    return evidence.of_album(ctx.tx, found.person_id, found.album)


def _sized(kind: str, file_id: str, unique_id: str, size: int | None) -> Attached:
    _check(size or 0)
    return Attached(kind, file_id, unique_id, size or 0)


def _check(size: int) -> None:
    if size > MOST_BYTES:
        raise Refused(texts.TOO_BIG)


def _take(ctx: Context, incident: Incident, attached: Attached, message: Message) -> None:
    if decided(ctx, attached, message):
        acting.refresh(ctx, incident)
    else:
        ask(ctx, attached, message, incident.id, VERB)


def decided(ctx: Context, attached: Attached, message: Message) -> bool:
    """Whether the album of a late piece was decided about already: then it is kept with it."""
    before = _same_album(ctx, message)
    number = before[0].report_number if before else None
    if number is not None:
        hold(ctx, attached, message, number)
    return number is not None


def _same_album(ctx: Context, message: Message) -> list[Evidence]:
    """What came before of the album that a message is part of."""
    album = message.media_group_id
    return evidence.of_album(ctx.tx, ctx.actor.person.id, album) if album else []


def ask(ctx: Context, attached: Attached, message: Message, number: int, verb: str) -> None:
    """Hold a piece for a report until its sender has said what it does not show: once an album."""
    before = _same_album(ctx, message)
    held = hold(ctx, attached, message, None)
    first = before[0].id if before else held
    text = texts.ask(number, len(before) + 1)
    ctx.show(ctx.chat.id, f"photo:{first}", text, question(first, number, verb))


def question(first: int, number: int, verb: str) -> Rows:
    """Kirim or Hapus, for the piece that came first and all that came with it."""
    return [[
        button(form_texts.KEEP_PHOTO, verb, "y", first, number),
        button(form_texts.DROP_PHOTO, verb, "n", first, number),
    ]]  # fmt: skip


def settle(ctx: Context, found: Evidence, number: int) -> list[Evidence]:
    """All that was sent together, now with the report; nothing where the press throws it away."""
    together = pieces(ctx, found)
    if ctx.word(0) == "y":
        for each in together:
            evidence.belongs_to(ctx.tx, ctx.now, each.id, number)
        return together
    for each in together:
        evidence.remove(ctx.tx, each.id)
    ctx.edit(form_texts.PHOTO_DROPPED)
    return []


async def decide(update: Update, ctx: Context) -> None:
    """Kirim or Hapus, for all that was sent together."""
    incident = incidents.get(ctx.tx, ctx.number(2))
    found = evidence.get(ctx.tx, ctx.number(1))
    mine = found is not None and found.person_id == ctx.actor.person.id
    if incident is None or found is None or not mine or found.report_number is not None:
        raise Stale
    if incident.event_id != ctx.event.id or not at_hand.may_add(ctx, incident):
        raise Stale
    together = settle(ctx, found, incident.id)
    if not together:
        return
    caption = next((each.caption for each in together if each.caption), None)
    if any(step.note == caption for step in incidents.steps(ctx.tx, incident.id)):
        caption = None  # it was added as words before
    if found.lat is not None and found.lon is not None:
        incidents.set_location(ctx.tx, incident.id, found.lat, found.lon)
    step = StepKind.LOCATED if found.kind == "location" else StepKind.EVIDENCE
    recording.record(ctx, incident, step, caption)
    ctx.edit(texts.added(incident.id, len(together)))


PRESSES: dict[str, Handle] = {VERB: decide}
