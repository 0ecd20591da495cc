"""Ticking off milestones: the ready message, the list that updates in place, the true hour."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from telegram import Update

from handlers.access import Action, may
from handlers.buttons import Rows, button, columns
from handlers.context import Context, Desk
from handlers.errors import Denied, Refused, Stale
from handlers.forms import (
    asking,
    calling_off,
    conversation,
    engine,
    filing,
    places,
    receipts,
    status,
    true_hour,
)
from handlers.forms.filing import BY_BUTTON, Origin
from handlers.forms.model import Scene
from handlers.forms.reading import read_number
from handlers.officers import picker
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import forms as words
from handlers.texts import status as texts
from storage import areas, drafts, events, people, reports
from storage.areas import Station
from storage.events import Event, Milestone

SOON = timedelta(minutes=20)
"""So long before its hour a milestone becomes the next one, whatever came before."""


def next_milestone(desk: Desk, event: Event, station_id: int) -> Milestone | None:
    """The next one to report: after the last that is known, and not one whose hour is long over.

    Optional ones are passed over; None when all are done or the station's day is called off.
    """
    if events.station_state(desk.tx, event.id, station_id) is not None:
        return None
    known = reports.standing(desk.tx, event.id, f"s{station_id}")
    passed_over = (*status.OPTIONAL, status.RECEIVED)
    course = [m for m in events.milestones(desk.tx, event.id) if m.code not in passed_over]
    done = max((i for i, each in enumerate(course) if each.code in known), default=-1)
    start = max(done + 1, _due_from(desk, event, course))
    return next((each for each in course[start:] if each.code not in known), None)


def _due_from(desk: Desk, event: Event, course: list[Milestone]) -> int:
    """The first of the milestones whose hour has come last: what is of interest now."""
    due = [status.due_at(event, desk.policy.zone, each) for each in course]
    come = [at for at in due if at is not None and at - SOON <= desk.now]
    return due.index(max(come)) if come else 0


def ready_message(desk: Desk, event: Event, station: Station) -> str | None:
    """The text of the key that reports a station's next milestone; None if there is none."""
    milestone = next_milestone(desk, event, station.id)
    return None if milestone is None else texts.ready(station.number, milestone.label)


# ── One tap ──────────────────────────────────────────────────────────────────────────────────
def doubt_of(scene: Scene, answers: dict[str, Any], event_at: datetime | None) -> str | None:
    """What to ask back before the milestone is stored; None: nothing."""
    return status.FORM.doubt(replace(scene, event_at=event_at), answers)


# ── The list ─────────────────────────────────────────────────────────────────────────────────
def listing(scene: Scene) -> tuple[str, Rows]:
    """All milestones of a station with what is known, and a button for each that is not."""
    assert scene.station is not None
    known = reports.standing(scene.tx, scene.event.id, f"s{scene.station.id}")
    lines = [texts.TITLE.format(station=common.station_name(scene.station)), ""]
    buttons = []
    offered = {each.code for each in status.offered(scene)}
    for milestone in scene.milestones:
        found = known.get(milestone.code)
        at = scene.policy.local(found.event_at) if found else None
        due = None if found else status.expected_at(scene, milestone)
        name = found.name if found else None
        lines.append(texts.line(milestone.label, at, name, due, scene.event.voting_day))
        if found is None and milestone.code in offered:
            label = milestone.label[:1].upper() + milestone.label[1:]
            buttons.append(button(label, "st.tick", scene.station.id, milestone.code))
    below = calling_off.rows(scene.tx, scene.actor, scene.event.id, scene.station)
    if events.station_state(scene.tx, scene.event.id, scene.station.id) is not None:
        return "\n".join([*lines, "", texts.STOPPED]), [*_whose(scene), *below]
    text = "\n".join([*lines, "", texts.TAP if buttons else texts.ALL_DONE])
    return text, [*columns(buttons, 2), *_whose(scene), *below]


def _whose(scene: Scene) -> Rows:
    """Where several people share the phone: for whom the list is, and the others to switch to."""
    me = scene.actor
    mine = [
        each
        for each in people.of_account(scene.tx, me.user_id)
        if may(people.posts(scene.tx, scene.event.id, each.id), Action.REPORT_STATUS)
    ]
    if len(mine) < 2:
        return []
    return columns([
        button(words.acting_for(each.name, current=each.id == me.person.id), "as.tps", each.id)
        for each in mine
    ], 2)  # fmt: skip


def show_list(ctx: Context, station: Station) -> None:
    """Send the list of a station."""
    filing.require(ctx, Action.REPORT_STATUS, places.station_place(station))
    text, rows = listing(filing.scene_at(ctx, station_id=station.id))
    ctx.reply(text, rows)


async def press(update: Update, ctx: Context) -> None:
    """A milestone in the list: stored at once, or asked about in the same message."""
    scene = filing.scene_at(ctx, station_id=ctx.number(0))
    station = scene.station
    if station is None:
        raise Stale
    filing.require(ctx, Action.REPORT_STATUS, scene.place)
    code = ctx.word(1)
    if code not in {milestone.code for milestone in status.offered(scene)}:
        raise Stale
    answers = status.ready_answers(code)
    said = ctx.words[2] if len(ctx.words) > 2 else ""
    if "present" in answers and said not in ("y", status.ALL):
        _ask_presence(ctx, station, code, said)
    elif _needs_form(ctx, scene, answers):
        conversation.begin(ctx, status.FORM, {**answers, "_station": station.id})
    elif said != "y" and (doubt := doubt_of(scene, answers, None)) is not None:
        yes = button(words.SURE_YES, "st.tick", station.id, code, "y")
        ctx.edit(
            receipts.headed(ctx, station.id, doubt),
            [[button(words.SURE_NO, "st.list", station.id), yes]],
        )
    else:
        _store_press(ctx, scene, answers)


def _needs_form(ctx: Context, scene: Scene, answers: dict[str, Any]) -> bool:
    more = engine.next_step(status.FORM, scene, answers) is not None
    return more or asking.source_is_open(ctx, scene, answers)


def _ask_presence(ctx: Context, station: Station, code: str, said: str) -> None:
    """Everybody there, or not: the one milestone with a question of its own in the list."""
    if said == status.SOME:
        given = {"milestone": code, "present": status.SOME, "_station": station.id}
        conversation.begin(ctx, status.FORM, given)
        return
    options = ((texts.EVERYBODY, status.ALL), (texts.SOME_MISSING, status.SOME))
    rows = [[button(label, "st.tick", station.id, code, value) for label, value in options],
            [button(common.BACK, "st.list", station.id)]]  # fmt: skip
    ctx.edit(receipts.headed(ctx, station.id, texts.ALL_PRESENT), rows)


def _store_press(ctx: Context, scene: Scene, answers: dict[str, Any]) -> None:
    assert scene.station is not None
    conversation.over_if_same(ctx, status.FORM, {**answers, "_station": scene.station.id})
    filed, unsure = true_hour.tick(ctx, scene, answers, Origin(BY_BUTTON))
    toast = receipts.marked(ctx, words.receipt_toast(filed.report.number, filed.summary))
    if filed.earlier is not None:
        at = ctx.policy.local(filed.earlier.event_at)
        toast += " " + words.reported_by_other(filed.earlier.name, at)
    if receipts.shares_phone(ctx):
        toast += f" {words.acting_for(ctx.actor.person.name)}"
    ctx.toast(toast)
    text, rows = listing(scene)
    ctx.edit(text, rows)
    if unsure:
        true_hour.ask_hour(ctx, scene, filed)
    conversation.ask_turnout(ctx, scene, answers)


async def back_to_list(update: Update, ctx: Context) -> None:
    """Salah pencet: the list again."""
    station = areas.station(ctx.tx, ctx.number(0))
    if station is None:
        raise Stale
    filing.require(ctx, Action.REPORT_STATUS, places.station_place(station))
    text, rows = listing(filing.scene_at(ctx, station_id=station.id))
    ctx.edit(text, rows)


def edit_own(ctx: Context) -> None:
    """The pressed list becomes that of the person's own station, or the choice of one."""
    station = places.own_station(ctx.tx, ctx.actor)
    if station is None:
        ctx.edit(*_chooser(ctx, None))
        return
    filing.require(ctx, Action.REPORT_STATUS, places.station_place(station))
    ctx.edit(*listing(filing.scene_at(ctx, station_id=station.id)))


async def in_village(update: Update, ctx: Context) -> None:
    """The stations of a village to choose from, or the one of it whose number was typed before.

    Without a village, the villages.
    """
    village = ctx.words[0] if ctx.words else None
    if village is not None and len(ctx.words) > 1:
        station = _numbered(ctx, village, ctx.number(1))
        filing.require(ctx, Action.REPORT_STATUS, places.station_place(station))
        ctx.edit(*listing(filing.scene_at(ctx, station_id=station.id)))
        return
    ctx.edit(*_chooser(ctx, village))


async def other_stations(update: Update, ctx: Context) -> None:
    """Another screen of a village's stations."""
    ctx.edit(*_chooser(ctx, ctx.word(0), page=ctx.number(1)))


def choose_station(ctx: Context, number: int | None = None) -> None:
    """Ask somebody with several stations which one; of a number that is known, in which village."""
    ctx.reply(*_chooser(ctx, None, number))


def _numbered(ctx: Context, village: str, number: int) -> Station:
    station = areas.station_by_number(ctx.tx, village, number)
    if station is None:
        area = areas.area(ctx.tx, village)
        raise Refused(words.no_such_station(number, area.name if area else ""))
    return station


def _chooser(
    ctx: Context, village: str | None, number: int | None = None, page: int = 0
) -> tuple[str, Rows]:
    own = places.own_stations(ctx.tx, ctx.actor)
    if village is None and not ctx.actor.may(Action.REPORT_ON_BEHALF) and own:
        _await_number(ctx, None)
        return words.WHICH_STATION, _own_stations(own)
    found = places.villages(ctx.tx, ctx.actor, Action.REPORT_STATUS)
    if village is None and len(found) == 1:
        village = found[0].code
    if village is None:
        if not found:
            raise Refused(words.NO_STATION)
        typed = [] if number is None else [number]
        labelled = places.village_labels(ctx.tx, found[:90])
        rows = columns([button(label, "st.village", v.code, *typed) for v, label in labelled], 2)
        return words.WHICH_VILLAGE, rows
    stations = places.stations_in(ctx.tx, ctx.actor, Action.REPORT_STATUS, village)
    if not stations:
        raise Denied(Action.REPORT_STATUS)
    _await_number(ctx, village)
    return words.WHICH_STATION, picker.station_rows(
        stations, page, lambda each: button(f"{each.number:03d}", "st.list", each.id),
        lambda label, number: button(label, "st.page", village, number),
    )  # fmt: skip


async def take_station(update: Update, ctx: Context) -> bool:
    """A number typed in place of a press on "Untuk TPS nomor berapa?"."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    number = read_number(ctx.text)
    if draft is None or draft.form != true_hour.CHOOSING_DRAFT or number is None:
        return False
    village = draft.answers["village"]
    if village is None:
        own = places.own_stations(ctx.tx, ctx.actor)
        named = [station for station in own if station.number == number]
        if len(named) != 1:
            raise Refused(words.PRESS_A_BUTTON)
        station = named[0]
    else:
        station = _numbered(ctx, village, number)
    drafts.drop(ctx.tx, ctx.user.id)
    show_list(ctx, station)
    return True


def _await_number(ctx: Context, village: str | None) -> None:
    """Remember which village's number may be typed next, unless a report is half done.

    None: a number of the own stations.
    """
    true_hour.forget_question(ctx)
    if drafts.get(ctx.tx, ctx.user.id) is None:
        answers = {"village": village}
        drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, true_hour.CHOOSING_DRAFT,
                    "number", answers)  # fmt: skip


def _own_stations(stations: list[Station]) -> Rows:
    labelled = places.station_labels(stations)
    wide = 5 if len({station.area for station in stations}) < 2 else 2
    return columns([button(label, "st.list", s.id) for s, label in labelled], wide)


PRESSES: dict[str, Handle] = {
    "st.tick": press, "st.list": back_to_list, "st.village": in_village,
    "st.page": other_stations,
}  # fmt: skip
