"""Words, photos, voices and places added to an incident by answering a message about it."""

from datetime import timedelta
from typing import NamedTuple

from telegram import Message, Update

from handlers.access import Action
from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.forms.reading import similar, words_of
from handlers.forms.votes import looks_like_votes
from handlers.incidents import at_hand, copies
from handlers.incidents.raising import REPORTED_AS_INCIDENT
from handlers.router import Handle
from handlers.texts import forms as form_texts
from handlers.texts import incident_acts as acts
from storage import evidence, incidents, open_incidents, reports
from storage.incidents import Incident, StepKind

MOST_WORDS = 1000
STILL_FRESH = timedelta(minutes=60)
"""A photo or voice that answers nothing belongs to an own incident at most this old."""


class Attached(NamedTuple):
    """Something that came with a message, as Telegram names it."""

    kind: str
    file_id: str
    file_unique_id: str


async def take(update: Update, ctx: Context) -> bool:
    """An answer to the receipt, or to any message about the incident."""
    message = ctx.incoming.effective_message
    incident = at_hand.replied_to(ctx)
    if message is None or incident is None or not _may_add(ctx, incident):
        return False
    if message.text:
        if _for_others(ctx, incident, message.text):
            return False
        _add_words(ctx, incident, ctx.text)
        return True
    return _add(ctx, incident, message)


async def take_loose(update: Update, ctx: Context) -> bool:
    """A photo, voice or place without a word: for the one own incident that is still fresh."""
    message = ctx.incoming.effective_message
    if message is None or message.text:
        return False
    fresh = open_incidents.own_open(
        ctx.tx, ctx.event.id, ctx.actor.person.id, ctx.now - STILL_FRESH
    )
    return len(fresh) == 1 and _add(ctx, fresh[0], message)


async def decide(update: Update, ctx: Context) -> None:
    """Kirim or Hapus."""
    incident = incidents.get(ctx.tx, ctx.number(2))
    found = evidence.get(ctx.tx, ctx.number(1))
    mine = found is not None and found.person_id == ctx.actor.person.id
    if incident is None or found is None or not mine or found.report_number is not None:
        raise Stale
    if incident.event_id != ctx.event.id or not _may_add(ctx, incident):
        raise Stale
    if ctx.word(0) != "y":
        evidence.remove(ctx.tx, found.id)
        ctx.edit(form_texts.PHOTO_DROPPED)
        return
    evidence.belongs_to(ctx.tx, found.id, incident.id)
    _record(ctx, incident, StepKind.EVIDENCE, found.caption)
    ctx.edit(acts.photo_added(incident))


def _may_add(ctx: Context, incident: Incident) -> bool:
    """The reporter, and everybody who deals with it."""
    if incident.reporter_id == ctx.actor.person.id:
        return True
    return at_hand.may(ctx, incident, Action.TRIAGE)


def _for_others(ctx: Context, incident: Incident, text: str) -> bool:
    """Commands, `batal`, and answers to the receipt of another kind of report."""
    words = words_of(text)
    if text.startswith("/") or (words and similar(words[0], "batal")):
        return True
    report = reports.latest(ctx.tx, incident.id)
    threshold = report is not None and report.kind != REPORTED_AS_INCIDENT
    return threshold and at_hand.answers_receipt(ctx)


def _add(ctx: Context, incident: Incident, message: Message) -> bool:
    """Keep what came with a message; False for kinds that are not kept."""
    if message.location:
        _add_place(ctx, incident, message.location.latitude, message.location.longitude)
        return True
    sound = message.voice or message.audio
    if sound:
        _hold(ctx, Attached("voice", sound.file_id, sound.file_unique_id), incident.id)
        _record(ctx, incident, StepKind.EVIDENCE, None)
        _say(ctx, incident, acts.ADDED_VOICE)
        return True
    attached = _attached(message)
    if attached is None:
        return False
    if ctx.text and looks_like_votes(ctx.text):
        raise Refused(form_texts.NO_VOTES)
    held = _hold(ctx, attached, None)
    ctx.reply(acts.ask_photo(incident), [[
        button(form_texts.KEEP_PHOTO, "inc.photo", "y", held, incident.id),
        button(form_texts.DROP_PHOTO, "inc.photo", "n", held, incident.id),
    ]])  # fmt: skip
    return True


def _attached(message: Message) -> Attached | None:
    """A picture, film or file: all may show a booth or results, so all are asked about."""
    if message.photo:
        largest = message.photo[-1]
        return Attached("photo", largest.file_id, largest.file_unique_id)
    film = message.video or message.video_note
    if film:
        kind = "video" if message.video else "video_note"
        return Attached(kind, film.file_id, film.file_unique_id)
    if message.document:
        return Attached("document", message.document.file_id, message.document.file_unique_id)
    return None


def _hold(ctx: Context, attached: Attached, number: int | None) -> int:
    return evidence.hold(
        ctx.tx, ctx.now, person_id=ctx.actor.person.id, kind=attached.kind,
        file_id=attached.file_id, file_unique_id=attached.file_unique_id,
        caption=ctx.text[:MOST_WORDS] or None, update_id=ctx.incoming.update_id,
        report_number=number,
    )  # fmt: skip


def _add_words(ctx: Context, incident: Incident, words: str) -> None:
    if looks_like_votes(words):
        raise Refused(form_texts.NO_VOTES)
    if len(words) > MOST_WORDS:
        raise Refused(form_texts.too_long(MOST_WORDS))
    _record(ctx, incident, StepKind.ADDED, words)
    _say(ctx, incident, acts.ADDED_WORDS)


def _add_place(ctx: Context, incident: Incident, lat: float, lon: float) -> None:
    evidence.hold(
        ctx.tx, ctx.now, person_id=ctx.actor.person.id, kind="location", lat=lat, lon=lon,
        update_id=ctx.incoming.update_id, report_number=incident.id,
    )  # fmt: skip
    incidents.set_location(ctx.tx, incident.id, lat, lon)
    _record(ctx, incident, StepKind.LOCATED, None)
    _say(ctx, incident, acts.ADDED_PLACE)


def _record(ctx: Context, incident: Incident, kind: StepKind, words: str | None) -> None:
    """Write the step down, bring every copy up to date, tell those who have the alert."""
    person_id = ctx.actor.person.id
    capacity = copies.capacity(ctx.actor.posts, incident) or None
    step_id = incidents.add_step(ctx.tx, ctx.now, incident.id, person_id, kind, capacity, words)
    facts = copies.refresh(ctx.tx, ctx.now, ctx.policy, incident.id)
    step = next(each for each in facts.steps if each.id == step_id)
    copies.tell_recipients(ctx.tx, ctx.now, facts, step, but=person_id)


def _say(ctx: Context, incident: Incident, text: str) -> None:
    """Confirm by a message that can itself be answered with more."""
    key = copies.key_of(incident.id, f"u{ctx.incoming.update_id}")
    ctx.show(ctx.chat.id, key, text.format(number=incident.id))


PRESSES: dict[str, Handle] = {"inc.photo": decide}
