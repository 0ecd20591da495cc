"""/belum_terdaftar: those whom the bot does not reach, kecamatan → kelurahan → names."""

from datetime import datetime, timedelta

from telegram import Update

from handlers import area_names
from handlers.access import Action, Place
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.errors import Denied, Malformed, Refused
from handlers.officers import browsing, picker, scope, titles
from handlers.texts import cards
from handlers.texts import officers as officer_texts
from handlers.texts import unreached as texts
from handlers.texts.common import BACK, area_name
from handlers.unreached import rights
from storage import areas, officers, unreached
from storage.areas import Area
from storage.unreached import Count, Missing, Sight

UNSEEN_AFTER = timedelta(days=14)
"""So long without a word or a press, somebody may have changed the phone or lost interest: long
enough for those who have nothing to do before voting day, short enough to act on."""
NAMES = 20


def since(now: datetime) -> datetime:
    """People seen before then count as not seen for long."""
    return now - UNSEEN_AFTER


# ── Where to look ────────────────────────────────────────────────────────────────────────────
async def command(update: Update, ctx: Context) -> None:
    """/belum_terdaftar, or with the name or code of an area."""
    words = " ".join(ctx.words)
    if not words:
        home(ctx)
        return
    found = area_names.find(ctx.tx, words)
    if not found:
        raise Refused(texts.no_such_area(words))
    seen = [each for each in found if rights.sight(ctx.actor.posts, each.code)]
    show_area(ctx, _seen(ctx, (seen or found)[0]))


async def start(update: Update, ctx: Context) -> None:
    """⚪ Belum terhubung, from the menu."""
    home(ctx)


def home(ctx: Context) -> None:
    """The own area, or the choice among several. Raises Denied."""
    mine = _own(ctx)
    if not mine and scope.own_stations(ctx):
        browsing.show_station(ctx, scope.own_stations(ctx)[0])
    elif len(mine) == 1:
        show_area(ctx, mine[0])
    elif mine:
        ctx.respond(texts.PICK_AREA, picker.own_area_rows(mine, "ur.area"))
    else:
        ctx.require(Action.APPROVE_PEOPLE)
        raise Refused(texts.NO_AREA)


def _own(ctx: Context) -> list[Area]:
    bawaslu = [areas.area(ctx.tx, code) for code in rights.bawaslu_areas(ctx.actor.posts)]
    found = [*scope.own_areas(ctx), *(each for each in bawaslu if each is not None)]
    return list({each.code: each for each in found}.values())


def _seen(ctx: Context, area: Area) -> Area:
    """The same area, if it may be looked at. Raises Denied."""
    if not rights.sight(ctx.actor.posts, area.code):
        raise Denied(Action.APPROVE_PEOPLE, Place(area.code))
    return area


def _pressed(ctx: Context) -> Area:
    found = areas.area(ctx.tx, ctx.word(0))
    if found is None:
        raise Malformed
    return _seen(ctx, found)


# ── An area in numbers ───────────────────────────────────────────────────────────────────────
async def area(update: Update, ctx: Context) -> None:
    """An area was picked: its numbers, and for a village the names."""
    show_area(ctx, _pressed(ctx))


def show_area(ctx: Context, area: Area, page: int = 0) -> None:
    """A village with its names; above it, numbers and what lies below."""
    sight = rights.sight(ctx.actor.posts, area.code)
    counted = unreached.counts(ctx.tx, ctx.event.id, area.code, since(ctx.now), sight)
    lines = [texts.heading(area_name(area)), *_summary(counted), *_coverage(ctx, area, sight)]
    if area.level == "village":
        rows = _names(ctx, area, sight, page, sum(each.total for each in counted))
    else:
        rows = _parts(ctx, area, counted)
    if area.level == "village" and sight.staff:
        rows.append([button(cards.LABEL, "kt.area", area.code)])
    ctx.respond("\n".join(lines), [*rows, *_up(ctx, area)])


def _summary(counted: list[Count]) -> list[str]:
    """The figures of an area as a whole, and what the marks mean."""
    new, blocked, unseen = totals(counted)
    if not new + blocked + unseen:
        return [texts.EVERYBODY]
    explained = [texts.legend(UNSEEN_AFTER.days)] if unseen else []
    return [texts.figures(new, blocked, unseen), *explained]


def totals(counted: list[Count]) -> tuple[int, int, int]:
    """Never registered, blocked and not seen, all areas together."""
    return (
        sum(each.new for each in counted), sum(each.blocked for each in counted),
        sum(each.unseen for each in counted),
    )  # fmt: skip


def _coverage(ctx: Context, area: Area, sight: Sight) -> list[str]:
    if not sight.staff:
        return [texts.ONLY_PTPS]
    counted = officers.coverage(ctx.tx, ctx.event.id, area.code)
    lines = [
        officer_texts.coverage(counted.stations, counted.with_reporter, counted.with_two)
    ]  # fmt: skip
    if area.level == "village":
        alone = unreached.stations_alone(ctx.tx, ctx.event.id, area.code)
        lines += [texts.alone(alone)] if alone else []
    return lines


def _parts(ctx: Context, area: Area, counted: list[Count]) -> Rows:
    """What lies below with its numbers, then those who belong to the area itself."""
    made = [_part(each, counted) for each in areas.children(ctx.tx, area.code)]
    own = sum(each.total for each in counted if each.area == area.code)
    rows = columns(made, 2)
    if own:
        rows.append([button(texts.own_level(area.level, own), "ur.own", area.code, 0)])
    return rows


def _part(below: Area, counted: list[Count]) -> Button:
    number = sum(each.total for each in counted if areas.covers(below.code, each.area))
    return button(texts.below(below.name, number), "ur.area", below.code)


def _up(ctx: Context, area: Area) -> Rows:
    """The way back to the area above, where that may be looked at."""
    for above in areas.chain(area.code)[1:2]:
        if rights.sight(ctx.actor.posts, above) and areas.area(ctx.tx, above):
            return [[button(BACK, "ur.area", above)]]
    return []


# ── Names ────────────────────────────────────────────────────────────────────────────────────
async def own(update: Update, ctx: Context) -> None:
    """The names of exactly one area, a page of them; of a village below its figures."""
    area = _pressed(ctx)
    page = max(0, ctx.number(1))
    if area.level == "village":
        show_area(ctx, area, page)
        return
    sight = rights.sight(ctx.actor.posts, area.code)
    counted = unreached.counts(ctx.tx, ctx.event.id, area.code, since(ctx.now), sight)
    here = [each for each in counted if each.area == area.code]
    rows = _names(ctx, area, sight, page, sum(each.total for each in here))
    lines = [texts.heading(area_name(area)), *_summary(here)]
    rows.append([button(BACK, "ur.area", area.code)])
    ctx.respond("\n".join(lines), rows)


def _names(ctx: Context, area: Area, sight: Sight, page: int, total: int) -> Rows:
    page = min(page, max(0, (total - 1) // NAMES))
    found = unreached.people(
        ctx.tx, ctx.event.id, area.code, since(ctx.now), sight, NAMES, page * NAMES
    )
    rows: Rows = [[_name(ctx, each)] for each in found]
    turns: list[Button] = []
    if page:
        turns.append(button(officer_texts.EARLIER, "ur.own", area.code, page - 1))
    if (page + 1) * NAMES < total:
        turns.append(button(officer_texts.LATER, "ur.own", area.code, page + 1))
    return [*rows, turns] if turns else rows


def _name(ctx: Context, missing: Missing) -> Button:
    officer = officers.holding(ctx.tx, missing.post_id)
    assert officer is not None
    label = texts.name_button(officer.name, titles.of(officer), missing.state)
    return button(label, "ur.one", missing.post_id)
