"""What lurah and PPS do with a list of silent stations: file for one, or have all reminded."""

from datetime import datetime, time, timedelta

from telegram import Update

from handlers.access import Action, Place
from handlers.agenda import quiet
from handlers.buttons import Rows, button, columns
from handlers.context import Context
from handlers.errors import Malformed, Stale
from handlers.forms import asking, conversation, filing, milestones, places, status
from handlers.forms.filing import BY_BUTTON, Origin
from handlers.forms.model import Scene
from handlers.router import Handle
from handlers.silence import lists, nudging
from handlers.silence.course import Watch, watches
from handlers.texts import common
from handlers.texts import forms as form_texts
from handlers.texts import silence as texts
from handlers.texts.dates import clock
from storage import areas, events, outbox, reports, silence
from storage.areas import Area, Station
from storage.silence import Quiet

PICKER = "silence.pick"
"""The live message in which somebody files for silent stations, one after the other."""
WIDE = 5
_AFTER = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120)


def _watch(ctx: Context) -> Watch:
    """The milestone that the press is about; Stale if nobody waits for it any more."""
    event = ctx.event
    course = events.milestones(ctx.tx, event.id)
    for watch in watches(event, course, ctx.policy.zone):
        if watch.code == ctx.word(0):
            return watch
    raise Stale


def _village(ctx: Context) -> Area:
    """The village that the press is about, for whose stations the person may file."""
    found = areas.area(ctx.tx, ctx.word(1))
    if found is None:
        raise Malformed
    ctx.require(Action.REPORT_ON_BEHALF, Place(found.code))
    return found


def _station(ctx: Context) -> Station:
    station = areas.station(ctx.tx, ctx.number(1))
    if station is None:
        raise Malformed
    ctx.require(Action.REPORT_ON_BEHALF, places.station_place(station))
    return station


# ── Ingatkan semua ───────────────────────────────────────────────────────────────────────────
async def remind(update: Update, ctx: Context) -> None:
    """🔔 Ingatkan semua: once for each village and hour, whoever presses."""
    village, watch = _village(ctx), _watch(ctx)
    thing = watch.thing("again")
    before = silence.reminded(ctx.tx, thing).get(village.code)
    if before is not None:
        ctx.toast(texts.toast_already(before.name, ctx.policy.local(before.at)), alert=True)
        return
    reached = nudging.again(ctx.desk, ctx.event, watch, village.code, ctx.actor.person.name)
    if not reached:
        busy = quiet.is_on(ctx.desk, ctx.event)
        ctx.toast(texts.QUIET_NOW if busy else texts.NOBODY_TO_REMIND, alert=True)
        return
    silence.remind(ctx.tx, ctx.now, thing, village.code, ctx.actor.person.id)
    ctx.audit("silent reminded", f"area:{village.code}", watch.code)
    ctx.toast(texts.toast_reminded(reached))
    lists.refresh(ctx.desk, ctx.event, watch)


# ── Laporkan ─────────────────────────────────────────────────────────────────────────────────
async def pick(update: Update, ctx: Context) -> None:
    """✍️ Laporkan: the silent stations of the village, as a message of its own."""
    village, watch = _village(ctx), _watch(ctx)
    outbox.move_down(ctx.tx, ctx.chat.id, PICKER)
    found = _silent(ctx, watch, village)
    only = areas.station(ctx.tx, found[0].station_id) if len(found) == 1 else None
    if only is not None:
        _ask(ctx, watch, only)
    else:
        _show_picker(ctx, watch, village)


async def back(update: Update, ctx: Context) -> None:
    """The stations again, in the same message."""
    village, watch = _village(ctx), _watch(ctx)
    _show_picker(ctx, watch, village)


def _show_picker(ctx: Context, watch: Watch, village: Area, news: str = "") -> None:
    found = _silent(ctx, watch, village)
    name = common.area_name(village)
    label = watch.milestone.label
    text = texts.which_station(label, name) if found else texts.all_reported(label, name)
    rows = columns(
        [button(f"{each.number:03d}", "sil.at", watch.code, each.station_id)
         for each in found[: places.SCREEN]], WIDE,
    )  # fmt: skip
    ctx.show(ctx.chat.id, PICKER, f"{news}\n\n{text}" if news else text, rows)


def _silent(ctx: Context, watch: Watch, village: Area) -> list[Quiet]:
    sealed = silence.Sealed(ctx.now) if watch.rolling else None
    return silence.quiet(ctx.tx, ctx.event.id, watch.known_by, sealed, village.code)


async def at(update: Update, ctx: Context) -> None:
    """A station was picked: when was it? The hour makes the report, and no alarm too early."""
    station, watch = _station(ctx), _watch(ctx)
    _ask(ctx, watch, station)


def _ask(ctx: Context, watch: Watch, station: Station) -> None:
    scene = filing.scene_at(ctx, station_id=station.id)
    if watch.code in status.ASKS_MORE or asking.source_is_open(ctx, scene, {}):
        given = {"milestone": watch.code, "_station": station.id}
        conversation.begin(ctx, status.FORM, given)
        return
    text = texts.which_hour(common.station_name(station), watch.milestone.label)
    ctx.show(ctx.chat.id, PICKER, text, _hours(scene, watch, station))


def _hours(scene: Scene, watch: Watch, station: Station) -> Rows:
    begins = scene.policy.local(_begins(scene, watch))
    offered = [begins + timedelta(minutes=minutes) for minutes in _AFTER]
    now = f"{scene.local:%H%M}"
    rows = columns(
        [button(clock(each), "sil.put", watch.code, station.id, f"{each:%H%M}")
         for each in offered if each < scene.local], 3,
    )  # fmt: skip
    just_now = f"{texts.JUST_NOW} {clock(scene.local)}"
    return [
        *rows,
        [button(just_now, "sil.put", watch.code, station.id, now)],
        [button(common.BACK, "sil.back", watch.code, station.area)],
    ]


def _begins(scene: Scene, watch: Watch) -> datetime:
    """The hour of the milestone, or when the station's box was sealed."""
    if not watch.rolling or scene.station is None:
        return watch.due_at
    sealed = reports.standing(scene.tx, scene.event.id, f"s{scene.station.id}")
    found = sealed.get(silence.SEALED)
    return found.event_at if found else scene.now


async def put(update: Update, ctx: Context) -> None:
    """An hour was pressed: stored on behalf of the station, unless it is doubtful."""
    station, watch = _station(ctx), _watch(ctx)
    filing.require(ctx, Action.REPORT_STATUS, places.station_place(station))
    scene = filing.scene_at(ctx, station_id=station.id)
    answers = {"milestone": watch.code}
    event_at = _said(scene, ctx.word(2))
    doubt = milestones.doubt_of(scene, answers, event_at)
    if doubt is not None and ctx.words[3:] != ["y"]:
        yes = button(form_texts.SURE_YES, "sil.put", watch.code, station.id, ctx.word(2), "y")
        no = button(form_texts.SURE_NO, "sil.back", watch.code, station.area)
        ctx.show(ctx.chat.id, PICKER, doubt, [[no, yes]])
        return
    filed = filing.file(ctx, status.FORM, scene, answers, Origin(BY_BUTTON, event_at))
    assert scene.area is not None
    news = texts.filed(filed.report.number, common.station_name(station), filed.summary)
    _show_picker(ctx, watch, scene.area, news)
    lists.refresh(ctx.desk, ctx.event, watch)


def _said(scene: Scene, hour: str) -> datetime:
    """The moment of an hour that was offered: the latest such hour that is not ahead."""
    if len(hour) != 4 or not hour.isascii() or not hour.isdigit() or hour > "2359":
        raise Malformed
    try:
        said = time(int(hour[:2]), int(hour[2:]))
    except ValueError as error:
        raise Malformed from error
    moment = datetime.combine(scene.local.date(), said, scene.local.tzinfo)
    return moment if moment <= scene.local else moment - timedelta(days=1)


PRESSES: dict[str, Handle] = {
    "sil.all": remind, "sil.pick": pick, "sil.back": back, "sil.at": at, "sil.put": put,
}  # fmt: skip
