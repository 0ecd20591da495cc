"""The photo of a receipt (BAST): sent by answering what the bot said of logistics received."""

from telegram import Update

from handlers.access import Action, Place
from handlers.context import Context
from handlers.errors import Denied, Refused, Stale
from handlers.forms import photos
from handlers.forms.votes import looks_like_votes
from handlers.incidents import at_hand, attaching
from handlers.router import Handle
from handlers.texts import evidence as texts
from handlers.texts import forms as form_texts
from storage import evidence, reports
from storage.reports import Report

VERB = "ev.keep"
"""The press that answers whether a piece is kept with a receipt."""


async def take(update: Update, ctx: Context) -> bool:
    """A photo or file that answers the receipt: asked about like every other."""
    message = ctx.incoming.effective_message
    number = at_hand.answered_receipt(ctx)
    report = None if number is None else reports.latest(ctx.tx, number)
    if message is None or message.text or report is None or not _open_to(ctx, report):
        return False
    attached = attaching.attached_to(message)
    if attached is None:
        return False
    if ctx.text and looks_like_votes(ctx.text):
        raise Refused(form_texts.NO_VOTES)
    if not attaching.decided(ctx, attached, message):
        attaching.ask(ctx, attached, message, report.number, VERB)
    return True


async def decide(update: Update, ctx: Context) -> None:
    """Kirim or Hapus, for all that was sent together."""
    found = evidence.get(ctx.tx, ctx.number(1))
    report = reports.latest(ctx.tx, ctx.number(2))
    if report is None or found is None or found.person_id != ctx.actor.person.id:
        raise Denied(Action.REPORT_LOGISTICS)
    if found.report_number is not None or not _open_to(ctx, report):
        raise Stale
    together = attaching.settle(ctx, found, report.number)
    if together:
        ctx.edit(texts.added(report.number, len(together)))


def _open_to(ctx: Context, report: Report) -> bool:
    """Logistics that changed hands, reported by this person or in the area they answer for."""
    place = Place(report.area, report.station_id, report.store_id)
    mine = report.person_id == ctx.actor.person.id
    live = report.event_id == ctx.event.id and not report.withdrawn
    return live and photos.welcome(report) and (mine or ctx.actor.may(Action.TRIAGE, place))


PRESSES: dict[str, Handle] = {VERB: decide}
