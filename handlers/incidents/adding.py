"""Words, places and everything else added to an incident by answering a message about it."""

from datetime import timedelta

from telegram import Message, Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms.reading import similar, words_of
from handlers.forms.votes import looks_like_votes
from handlers.incidents import at_hand, attaching, recording
from handlers.incidents.attaching import MOST_WORDS
from handlers.incidents.raising import REPORTED_AS_INCIDENT
from handlers.texts import forms as form_texts
from handlers.texts import incident_acts as acts
from storage import evidence, incidents, open_incidents, reports
from storage.incidents import Incident, StepKind

STILL_FRESH = timedelta(minutes=60)
"""A photo or voice that answers nothing belongs to an own incident at most this old."""


async def take(update: Update, ctx: Context) -> bool:
    """An answer to the receipt, or to any message about the incident."""
    message = ctx.incoming.effective_message
    incident = at_hand.replied_to(ctx)
    if message is None or incident is None or not at_hand.may_add(ctx, incident):
        return False
    if message.text:
        if _for_others(ctx, incident, message.text):
            return False
        add_words(ctx, incident, ctx.text)
        recording.say(ctx, incident, acts.ADDED_WORDS)
        return True
    return keep(ctx, incident, message)


async def take_loose(update: Update, ctx: Context) -> bool:
    """A photo, voice or place without a word: for the one own incident that is still fresh."""
    message = ctx.incoming.effective_message
    if message is None or message.text:
        return False
    fresh = open_incidents.own_open(
        ctx.tx, ctx.event.id, ctx.actor.person.id, ctx.now - STILL_FRESH
    )
    return len(fresh) == 1 and keep(ctx, at_hand.whole(ctx, fresh[0]), message)


async def take_document(update: Update, ctx: Context) -> bool:
    """A file from somebody who sends no rosters: for the one own incident that is still fresh."""
    message = ctx.incoming.effective_message
    if message is None or not message.document or ctx.actor.may(Action.MANAGE_ROSTER):
        return False
    return await take_loose(update, ctx)


def _for_others(ctx: Context, incident: Incident, text: str) -> bool:
    """Commands, `batal`, and answers to the receipt of another kind of report."""
    words = words_of(text)
    if text.startswith("/") or (words and similar(words[0], "batal")):
        return True
    report = reports.latest(ctx.tx, incident.id)
    threshold = report is not None and report.kind != REPORTED_AS_INCIDENT
    return threshold and at_hand.answers_receipt(ctx)


def keep(ctx: Context, incident: Incident, message: Message) -> bool:
    """Keep what came with a message; False for kinds that are not kept."""
    if message.location:
        _add_place(ctx, incident, message.location.latitude, message.location.longitude)
        return True
    return attaching.add(ctx, incident, message)


def add_words(ctx: Context, incident: Incident, words: str) -> None:
    """Words become a step that all who have it hear of; Refused for votes and for a novel."""
    if looks_like_votes(words):
        raise Refused(form_texts.NO_VOTES)
    if len(words) > MOST_WORDS:
        raise Refused(form_texts.too_long(MOST_WORDS))
    recording.record(ctx, incident, StepKind.ADDED, words)


def _add_place(ctx: Context, incident: Incident, lat: float, lon: float) -> None:
    evidence.hold(
        ctx.tx, ctx.now, person_id=ctx.actor.person.id, kind="location", lat=lat, lon=lon,
        update_id=ctx.incoming.update_id, report_number=incident.id,
    )  # fmt: skip
    incidents.set_location(ctx.tx, incident.id, lat, lon)
    recording.record(ctx, incident, StepKind.LOCATED, None)
    recording.say(ctx, incident, acts.ADDED_PLACE)
