"""What people read about a report that is stored: receipts, and what names it elsewhere."""

from handlers.context import Context
from handlers.forms import filing, photos, places
from handlers.forms.filing import Filed
from handlers.forms.model import Form, Scene
from handlers.texts import evidence as evidence_texts
from handlers.texts import forms as texts
from handlers.texts.common import REHEARSAL, station_name
from storage import areas, people
from storage.reports import Report


def named(ctx: Context, form: Form, scene: Scene, report: Report) -> str:
    """What a stored report says, and where, for people of several stations."""
    return with_place(ctx, report.station_id, filing.summary(form, scene, report))


def with_place(ctx: Context, station_id: int | None, text: str) -> str:
    """The text, and behind it the station where the reader has more than that one."""
    return texts.at_place(text, place_name(ctx, station_id))


def headed(ctx: Context, station_id: int | None, text: str) -> str:
    """A question, below the name of the station where the reader has more than that one."""
    name = place_name(ctx, station_id)
    return text if not name or name in text else f"{name}\n{text}"


def place_name(ctx: Context, station_id: int | None) -> str:
    """TPS 012 Jodipan (escaped) for people of several stations; empty where it is the only one.

    Several people on one phone count together.
    """
    if station_id is None:
        return ""
    station = areas.station(ctx.tx, station_id)
    own = places.own_station(ctx.tx, ctx.actor)
    return "" if station is None or (own == station and not _shared(ctx)) else station_name(station)


def _shared(ctx: Context) -> bool:
    """Whether the people who share the account serve at different places."""
    everybody = people.of_account(ctx.tx, ctx.user.id)
    found = {
        p.station_id for each in everybody for p in people.posts(ctx.tx, ctx.event.id, each.id)
    }
    return len(found) > 1


def receipt(ctx: Context, filed: Filed) -> str:
    """What the reporter reads about a stored report."""
    number, summary = filed.report.number, with_place(ctx, filed.report.station_id, filed.summary)
    if filed.again:
        text = texts.reported_by_yourself(number, summary)
    elif filed.form.receipt is not None:
        text = filed.form.receipt(ctx.tx, ctx.policy, number)
        if filed.corrected:
            text = f"{texts.corrected_head(number, filed.report.version)}\n\n{text}"
    elif filed.corrected:
        text = texts.corrected(number, filed.report.version, summary)
    else:
        text = texts.receipt(number, summary)
    if photos.welcome(filed.report) and not photos.kept(ctx, number):
        text += "\n" + evidence_texts.RECEIPT_PHOTO
    if filed.earlier is not None:
        text += "\n" + earlier(ctx, filed)
    text = in_the_name(ctx, text)
    own_mark = filed.form.receipt is not None and not filed.again
    return text if own_mark else marked(ctx, text)


def in_the_name(ctx: Context, text: str) -> str:
    """What is told about a report; below it whose it is, where several people share the phone."""
    name = ctx.actor.person.name
    return f"{text}\n{texts.in_the_name_of(name)}" if shares_phone(ctx) else text


def shares_phone(ctx: Context) -> bool:
    """Whether the account speaks for several people."""
    return len(people.of_account(ctx.tx, ctx.user.id)) > 1


def marked(ctx: Context, text: str) -> str:
    """What is told about a report; in a rehearsal it says so first."""
    return f"{REHEARSAL}{text}" if ctx.event.rehearsal else text


def earlier(ctx: Context, filed: Filed) -> str:
    """Who else had reported the same before; empty if nobody."""
    if filed.earlier is None:
        return ""
    return texts.reported_by_other(filed.earlier.name, ctx.policy.local(filed.earlier.event_at))


def key(filed: Filed) -> str:
    """The live message that is the receipt of a report."""
    return f"receipt:{filed.report.number}"
