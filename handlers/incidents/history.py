"""📜 Riwayat: every version of the report and every step, with times and who."""

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Stale
from handlers.forms import filing
from handlers.forms.catalogue import FORMS
from handlers.forms.filing import scene_at
from handlers.incidents import acting, at_hand, sight
from handlers.router import Handle
from handlers.texts import history as texts
from storage import outbox, people, reports
from storage.incidents import Incident
from storage.reports import Report


async def press(update: Update, ctx: Context) -> None:
    """Shown at the end of the chat; asked for again, it moves there."""
    incident = at_hand.pressed(ctx, Action.SEE_INCIDENTS, itself=True)
    versions = [_version(ctx, incident, each) for each in reports.versions(ctx.tx, incident.id)]
    if not versions:
        raise Stale
    key = sight.key_of(incident.id, "history")
    outbox.move_down(ctx.tx, ctx.chat.id, key)
    ctx.show(ctx.chat.id, key, texts.history(acting.facts(ctx, incident), versions))


def _version(ctx: Context, incident: Incident, report: Report) -> str:
    person = people.person(ctx.tx, report.person_id)
    name = None if incident.confidential or person is None else person.name
    at = ctx.policy.local(report.received_at)
    return texts.version(report.version, at, name, _said(ctx, report), withdrawn=report.withdrawn)


def _said(ctx: Context, report: Report) -> str:
    """What the version said (escaped): as its receipt did, and the reporter's own words."""
    form = FORMS.get(report.kind)
    if form is None:
        return ""
    scene = scene_at(ctx, station_id=report.station_id, store_id=report.store_id, area=report.area)
    return texts.said(filing.summary(form, scene, report), report.answers.get("what") or "")


PRESSES: dict[str, Handle] = {"inc.hist": press}
