"""📥 Kotak tiba: PPS and PPK tick what they received, one by one or a whole village in one tap."""

from telegram import Update

from handlers.access import Action, Place
from handlers.buttons import Rows, button, columns
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.forms import filing, places, status
from handlers.forms.filing import BY_BUTTON, Filed, Origin
from handlers.router import Handle
from handlers.texts import boxes as texts
from handlers.texts import common
from storage import areas, boxes, events
from storage.areas import Area
from storage.boxes import Box

WIDE = 5
_SHOWN = 80


async def command(update: Update, ctx: Context) -> None:
    """/kotak: the village's boxes, or the villages of a district; `/kotak Buring` one of them."""
    _require_milestone(ctx)
    named = _named(ctx)
    ctx.reply(*(_start(ctx) if named is None else _page(ctx, named)))


def _named(ctx: Context) -> Area | None:
    """The village that the command's words name, by name or code."""
    said = " ".join(ctx.words).casefold()
    mine = places.villages(ctx.tx, ctx.actor, Action.RECEIVE_BOXES) if said else []
    return next((each for each in mine if said in (each.name.casefold(), each.code)), None)


async def press(update: Update, ctx: Context) -> None:
    """A village, or the villages again."""
    _require_milestone(ctx)
    ctx.edit(*(_page(ctx, _village(ctx, ctx.word(0))) if ctx.words else _start(ctx)))


async def one(update: Update, ctx: Context) -> None:
    """A station's boxes are here."""
    station = areas.station(ctx.tx, ctx.number(0))
    if station is None:
        raise Malformed
    ctx.require(Action.RECEIVE_BOXES, places.station_place(station))
    _require_milestone(ctx)
    filed = _receive(ctx, station.id)
    ctx.toast(texts.toast_here(filed.report.number, station.number))
    ctx.edit(*_page(ctx, _village(ctx, station.area)))


async def everything(update: Update, ctx: Context) -> None:
    """All that are not here yet, in one tap."""
    village = _village(ctx, ctx.word(0))
    _require_milestone(ctx)
    missing = [each for each in _boxes(ctx, village) if each.arrived_at is None]
    if missing:
        numbers = [_receive(ctx, each.station_id).report.number for each in missing]
        ctx.toast(texts.toast_all(numbers[0], numbers[-1], len(numbers)))
    else:
        ctx.toast(texts.ALL_HERE)
    ctx.edit(*_page(ctx, village))


def _require_milestone(ctx: Context) -> None:
    ctx.require(Action.RECEIVE_BOXES)
    if boxes.ARRIVED not in {each.code for each in events.milestones(ctx.tx, ctx.event.id)}:
        raise Refused(texts.NOT_ASKED)


def _village(ctx: Context, code: str) -> Area:
    found = areas.area(ctx.tx, code)
    if found is None:
        raise Malformed
    ctx.require(Action.RECEIVE_BOXES, Place(found.code))
    if found.level != "village":
        raise Malformed
    return found


def _receive(ctx: Context, station_id: int) -> Filed:
    scene = filing.scene_at(ctx, station_id=station_id)
    answers = {"milestone": boxes.ARRIVED}
    return filing.file(ctx, status.FORM, scene, answers, Origin(BY_BUTTON))


def _boxes(ctx: Context, village: Area) -> list[Box]:
    return boxes.of_village(ctx.tx, ctx.event.id, village.code)


# ── What is shown ────────────────────────────────────────────────────────────────────────────
def _start(ctx: Context) -> tuple[str, Rows]:
    found = places.villages(ctx.tx, ctx.actor, Action.RECEIVE_BOXES)
    if not found:
        raise Refused(texts.NO_STATIONS)
    if len(found) == 1:
        return _page(ctx, found[0])
    mine = {village.code for village in found}
    counted = {
        each.code: each
        for root in {areas.chain(code)[-1] for code in mine}
        for each in boxes.villages(ctx.tx, ctx.event.id, root)
        if each.code in mine
    }
    labels = [
        button(texts.village_button(each.name, each.arrived, each.stations), "bx", each.code)
        for each in sorted(counted.values(), key=lambda each: each.name)[:_SHOWN]
    ]
    return texts.WHICH_VILLAGE, columns(labels, 2)


def _page(ctx: Context, village: Area) -> tuple[str, Rows]:
    found = _boxes(ctx, village)
    here = [each.number for each in found if each.arrived_at]
    missing = [each for each in found if each.arrived_at is None]
    left = [(each.number, ctx.policy.local(each.left_at)) for each in missing if each.left_at]
    lines = [texts.title(common.area_name(village), len(here), len(found))]
    lines += [texts.under_way(left)] if left else []
    unknown = [each.number for each in missing if each.left_at is None]
    lines += [texts.not_left(unknown)] if unknown else []
    lines += [texts.arrived(here)] if here else []
    lines += ["", texts.TAP] if missing else []
    return "\n".join(lines), _rows(ctx, village, missing)


def _rows(ctx: Context, village: Area, missing: list[Box]) -> Rows:
    # Those under way first: they are the ones that come in now.
    ordered = sorted(missing, key=lambda each: (each.left_at is None, each.number))
    rows = columns(
        [button(f"{each.number:03d}", "bx.at", each.station_id) for each in ordered[:_SHOWN]], WIDE
    )
    if missing:
        label = texts.all_from(common.area_label(village), len(missing))
        rows.append([button(label, "bx.all", village.code)])
    rows.append([button(texts.REFRESH, "bx", village.code)])
    if len(places.villages(ctx.tx, ctx.actor, Action.RECEIVE_BOXES)) > 1:
        rows[-1].append(button(texts.VILLAGES, "bx"))
    return rows


COMMANDS: dict[str, Handle] = {"kotak": command}
PRESSES: dict[str, Handle] = {"bx": press, "bx.at": one, "bx.all": everything}
