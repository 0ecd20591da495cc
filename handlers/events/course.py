"""The hours of the milestones and the numbers of the items: data of the event, changed here."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from telegram import Update

from handlers import unfinished
from handlers.access import Action
from handlers.agenda.hours import BadHour, parse_hour
from handlers.agenda.prompts import plan_prompts
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Refused, Stale
from handlers.events.quantities import BadQuantity, read_quantity
from handlers.open_question import awaited
from handlers.texts import common
from handlers.texts import events as texts
from handlers.texts.dates import zone_label
from storage import drafts, event_setup, events
from storage.drafts import Draft
from storage.events import Item, Milestone

HOUR_FORM, ITEM_FORM = "event:hour", "event:item"
_ANY_DAY = date(2024, 1, 1)


# ── Hours ────────────────────────────────────────────────────────────────────────────────────
async def hours(update: Update, ctx: Context) -> None:
    """The milestones with their hours; one of them to change; or a change by button."""
    ctx.require(Action.MANAGE_EVENT)
    match ctx.words:
        case []:
            _drop(ctx)
            ctx.edit(texts.HOURS_PAGE, _hour_rows(ctx))
        case [code]:
            _ask_hour(ctx, _milestone(ctx, code))
        case [code, "none"]:
            _change(ctx, replace(_milestone(ctx, code), expected=None, late_after=None))
        case [code, "nudge"]:
            milestone = _milestone(ctx, code)
            _change(ctx, replace(milestone, nudge=not milestone.nudge))
        case _:
            raise Malformed


def _hour_rows(ctx: Context) -> Rows:
    rows: Rows = [
        [button(texts.hour_label(m.label, m.day_offset, m.expected, nudge=m.nudge), "evh", m.code)]
        for m in events.milestones(ctx.tx, ctx.event.id)
    ]
    return [*rows, [button(common.BACK, "ev", "page")]]


def _ask_hour(ctx: Context, milestone: Milestone) -> None:
    _save(ctx, HOUR_FORM, milestone.code)
    nudge = texts.NUDGE_OFF if milestone.nudge else texts.NUDGE_ON
    ctx.edit(
        texts.ask_hour(milestone.label, milestone.expected, milestone.late_after),
        [
            [button(texts.NO_HOUR, "evh", milestone.code, "none"),
             button(nudge, "evh", milestone.code, "nudge")],
            [button(common.BACK, "evh")],
        ],
    )  # fmt: skip


def _milestone(ctx: Context, code: str) -> Milestone:
    course = events.milestones(ctx.tx, ctx.event.id)
    found = next((each for each in course if each.code == code), None)
    if found is None:
        raise Stale
    return found


def _change(ctx: Context, changed: Milestone) -> None:
    _store(ctx, changed)
    _drop(ctx)
    ctx.edit(texts.HOURS_PAGE, _hour_rows(ctx))


def _store(ctx: Context, changed: Milestone) -> None:
    event_setup.change_milestone(ctx.tx, ctx.event.id, changed)
    plan_prompts(ctx.desk, ctx.event)
    ctx.audit("milestone changed", f"milestone:{changed.code}", str(changed.expected))


def moved_to(milestone: Milestone, hour: time) -> Milestone:
    """The milestone at another hour; what counts as late moves with it."""
    late = milestone.late_after
    if late is not None and milestone.expected is not None:
        late = _shifted(late, milestone.expected, hour)
    return replace(milestone, expected=hour, late_after=late)


def _shifted(at: time, former: time, new: time) -> time:
    """`at` as far from `new` as it was from `former`, within the day."""
    on = [datetime.combine(_ANY_DAY, each) for each in (at, former, new)]
    moved = on[2] + (on[0] - on[1])
    midnight = datetime.combine(_ANY_DAY, time())
    return min(max(moved, midnight), midnight + timedelta(hours=23, minutes=59)).time()


def _take_hour(ctx: Context, draft: Draft) -> None:
    milestone = _milestone(ctx, draft.answers["code"])
    try:
        hour = parse_hour(ctx.text, zone_label(ctx.policy.zone))
    except BadHour as error:
        raise Refused(str(error)) from error
    _store(ctx, moved_to(milestone, hour))
    # Counting may not begin before voting closes, so that bound follows the closing hour.
    for each in events.milestones(ctx.tx, ctx.event.id):
        if each.not_before is not None and each.not_before == milestone.expected:
            event_setup.change_milestone(ctx.tx, ctx.event.id, replace(each, not_before=hour))
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.reply(texts.hour_changed(milestone.label, hour), _hour_rows(ctx))


# ── Items ────────────────────────────────────────────────────────────────────────────────────
async def items(update: Update, ctx: Context) -> None:
    """The items with their numbers, or one of them to change."""
    ctx.require(Action.MANAGE_EVENT)
    match ctx.words:
        case []:
            _drop(ctx)
            ctx.edit(texts.ITEMS_PAGE, _item_rows(ctx))
        case [code]:
            item = _item(ctx, code)
            _save(ctx, ITEM_FORM, code)
            ctx.edit(texts.ask_item(item.label, item.expected), [
                [button(texts.NOT_COUNTED, "evi", code, "none")], [button(common.BACK, "evi")],
            ])  # fmt: skip
        case [code, "none"]:
            _store_item(ctx, _item(ctx, code), None)
            _drop(ctx)
            ctx.edit(texts.ITEMS_PAGE, _item_rows(ctx))
        case _:
            raise Malformed


def _all_items(ctx: Context) -> list[Item]:
    event_id = ctx.event.id
    return [*events.items(ctx.tx, event_id, "outer"), *events.items(ctx.tx, event_id, "inner")]


def _item(ctx: Context, code: str) -> Item:
    found = next((each for each in _all_items(ctx) if each.code == code), None)
    if found is None:
        raise Stale
    return found


def _item_rows(ctx: Context) -> Rows:
    rows: Rows = [
        [button(texts.item_label(each.label, each.expected), "evi", each.code)]
        for each in _all_items(ctx)
    ]
    return [*rows, [button(common.BACK, "ev", "page")]]


def _store_item(ctx: Context, item: Item, formula: str | None) -> None:
    event_setup.change_item(ctx.tx, ctx.event.id, item.code, formula)
    ctx.audit("item changed", f"item:{item.code}", formula)


def _take_item(ctx: Context, draft: Draft) -> None:
    item = _item(ctx, draft.answers["code"])
    try:
        quantity = str(read_quantity(ctx.text))
    except BadQuantity as error:
        raise Refused(texts.bad_quantity(ctx.text)) from error
    _store_item(ctx, item, quantity)
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.reply(texts.item_changed(item.label, quantity), _item_rows(ctx))


# ── What is typed ────────────────────────────────────────────────────────────────────────────
async def take(update: Update, ctx: Context) -> bool:
    """An hour or a number, typed; False when nothing of the kind is open."""
    draft = awaited(ctx, (HOUR_FORM, ITEM_FORM))
    if draft is None:
        return False
    ctx.require(Action.MANAGE_EVENT)
    if draft.event_id != ctx.event.id:
        drafts.drop(ctx.tx, ctx.user.id)
        raise Stale
    if ctx.text.lower() in common.STOP_WORDS:
        drafts.drop(ctx.tx, ctx.user.id)
        ctx.reply(common.CANCELLED)
    elif draft.form == HOUR_FORM:
        _take_hour(ctx, draft)
    else:
        _take_item(ctx, draft)
    return True


def _save(ctx: Context, form: str, code: str) -> None:
    unfinished.refuse(ctx, form)
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, form, "typed", {"code": code})


def _drop(ctx: Context) -> None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form in (HOUR_FORM, ITEM_FORM):
        drafts.drop(ctx.tx, ctx.user.id)
