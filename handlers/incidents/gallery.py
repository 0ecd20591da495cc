"""Photos of reports that are no incident (receipts, stores, meetings): seen and hidden alike.

Found where the place is looked at: a station, or an area with all that lies in it.
"""

from telegram import Update

from handlers.access import Action, Place
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused, Stale
from handlers.forms.catalogue import FORMS
from handlers.forms.places import station_place
from handlers.incidents import sending
from handlers.router import Handle
from handlers.texts import evidence as texts
from handlers.texts import incident_acts as acts
from handlers.texts import incidents as incident_texts
from storage import areas, evidence, incidents, reports
from storage.evidence import Evidence
from storage.reports import Report

AT_ONCE = 5
"""Photos sent by one press; the older ones follow with the next."""


def rows(ctx: Context, place: Place) -> Rows:
    """The button below what is told of a station or area, where it has photos one may see."""
    if not ctx.private or not ctx.actor.may(Action.SEE_INCIDENTS, place):
        return []
    number = evidence.count_of_place(ctx.tx, ctx.event.id, place.area, place.station_id)
    if not number:
        return []
    return [[button(incident_texts.photos(number), "ev.see", _code(place), 0)]]


async def see(update: Update, ctx: Context) -> None:
    """Send the newest photos of the place, or those older than the last one sent."""
    place, before = _place(ctx), ctx.number(1)
    found = evidence.of_place(
        ctx.tx, ctx.event.id, place.area, place.station_id, before or None, AT_ONCE + 1
    )
    if not found:
        raise Refused(acts.NO_PHOTOS)
    sending.send(ctx, [
        (each, _caption(ctx, each), button(texts.HIDE, "ev.hide", each.id))
        for each in found[:AT_ONCE]
    ])  # fmt: skip
    if len(found) > AT_ONCE:
        last = found[AT_ONCE - 1].id
        ctx.reply(texts.MORE_PHOTOS, [[button(texts.OLDER, "ev.see", _code(place), last)]])


async def ask(update: Update, ctx: Context) -> None:
    """It cannot be undone: asked once more."""
    found, _ = _pressed(ctx)
    ctx.reply(texts.HIDE_ASK, [[
        button(texts.HIDE_YES, "ev.hidey", found.id), button(texts.HIDE_NO, "ev.hiden", found.id),
    ]])  # fmt: skip


async def hide(update: Update, ctx: Context) -> None:
    """Taken away here, in every chat it was sent to, and from the evidence folder; audited."""
    found, report = _pressed(ctx)
    evidence.hide(ctx.tx, ctx.now, found, ctx.actor.person.id)
    evidence.withdraw(ctx.tx, ctx.now, found.id)
    ctx.audit("evidence.hide", str(found.id), f"report {report.number} sha256 {found.sha256}")
    ctx.edit(texts.HIDDEN)


async def leave(update: Update, ctx: Context) -> None:
    """It stays."""
    _pressed(ctx)
    ctx.edit(texts.HIDE_KEPT)


def _pressed(ctx: Context) -> tuple[Evidence, Report]:
    """The piece a press names, if it may be hidden by this person; incidents have their own way."""
    found = evidence.get(ctx.tx, ctx.number(0))
    report = reports.latest(ctx.tx, found.report_number or 0) if found else None
    if found is None or report is None or report.event_id != ctx.event.id or not ctx.private:
        raise Stale
    if incidents.get(ctx.tx, report.number) is not None:
        raise Denied(Action.TRIAGE)
    ctx.require(Action.TRIAGE, Place(report.area, report.station_id, report.store_id))
    if found.hidden:
        raise Stale
    return found, report


def _code(place: Place) -> str:
    return place.area if place.station_id is None else f"s{place.station_id}"


def _place(ctx: Context) -> Place:
    """What the first word of a press names, if its photos may be seen. Raises Malformed, Denied."""
    code = ctx.word(0)
    if code[:1] != "s":
        area = areas.area(ctx.tx, code)
        place = None if area is None else Place(area.code)
    else:
        number = code[1:]
        known = number.isascii() and number.isdigit() and len(number) < 10
        station = areas.station(ctx.tx, int(number)) if known else None
        place = None if station is None else station_place(station)
    if place is None or not ctx.private:
        raise Malformed
    ctx.require(Action.SEE_INCIDENTS, place)
    return place


def _caption(ctx: Context, piece: Evidence) -> str:
    report = reports.latest(ctx.tx, piece.report_number or 0)
    assert report is not None
    station, store = areas.station_and_store(ctx.tx, report.station_id, report.store_id)
    form = FORMS.get(report.kind)
    return texts.report_caption(
        report.number, form.title if form else report.kind, station or store,
        areas.area(ctx.tx, report.area), ctx.policy.local(report.event_at),
    )  # fmt: skip


PRESSES: dict[str, Handle] = {"ev.see": see, "ev.hide": ask, "ev.hidey": hide, "ev.hiden": leave}
