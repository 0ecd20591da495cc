"""Calendars that ship, loaded by a button: shown first, and never twice."""

from telegram import Update

from handlers import unfinished
from handlers.access import Action
from handlers.agenda.adding import FORM
from handlers.agenda.plan import nobody_will_hear, place
from handlers.agenda.presets import Preset, PresetEntry, find_preset, presets
from handlers.agenda.rules import days_of
from handlers.agenda.wording import span_words
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed
from handlers.texts import agenda_entry as texts
from handlers.texts import common
from handlers.texts.agenda import day_unknown
from handlers.texts.dates import day_span
from storage import agenda, drafts
from storage.audience import Audience

VERB = "agp"


async def press(update: Update, ctx: Context) -> None:
    """The list of calendars, one of them in full, or the order to load it."""
    ctx.require(Action.MANAGE_AGENDA)
    match ctx.words:
        case []:
            unfinished.refuse(ctx, FORM)
            _let_go(ctx)
            rows: Rows = [[button(each.name, VERB, "show", each.key)] for each in presets()]
            ctx.edit(texts.WHICH_PRESET, rows)
        case ["show", key]:
            _show(ctx, _preset(key))
        case ["load", key]:
            _load(ctx, _preset(key))
        case _:
            raise Malformed


def _let_go(ctx: Context) -> None:
    """The question for the kind of a new entry, where this was chosen instead, is answered."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == FORM:
        drafts.drop(ctx.tx, ctx.user.id)


def _preset(key: str) -> Preset:
    preset = find_preset(key)
    if preset is None:
        raise Malformed
    return preset


def _show(ctx: Context, preset: Preset) -> None:
    lines = [_line(ctx, entry) for entry in preset.entries]
    other_day = preset.voting_day is not None and preset.voting_day != ctx.event.voting_day
    text = texts.preset_page(
        preset.name, lines, len(_missing(ctx, preset)), preset.voting_day if other_day else None
    )
    ctx.edit(text, [
        [button(texts.LOAD, VERB, "load", preset.key)],
        [button(common.BACK, VERB)],
    ])  # fmt: skip


def _line(ctx: Context, entry: PresetEntry) -> str:
    days = days_of(entry.span, ctx.event.voting_day)
    when = day_span(days.first, days.last) if days else day_unknown(span_words(entry.span))
    return texts.preset_line(entry.kind, entry.title, when)


def _missing(ctx: Context, preset: Preset) -> list[PresetEntry]:
    """What the event does not have yet; what was called off stays called off."""
    return [
        entry for entry in preset.entries
        if agenda.of_preset(ctx.tx, ctx.event.id, _mark(preset, entry)) is None
    ]  # fmt: skip


def _mark(preset: Preset, entry: PresetEntry) -> str:
    return f"{preset.key}/{entry.key}"


def _load(ctx: Context, preset: Preset) -> None:
    missing = _missing(ctx, preset)
    late: Rows = []
    for entry in missing:
        entry_id = agenda.add(
            ctx.tx, ctx.now, ctx.event.id, _draft(preset, entry), ctx.actor.person.id
        )
        place(ctx.desk, ctx.event, entry_id, entry.leads)
        if nobody_will_hear(ctx.desk, entry_id):
            label = texts.entry_label(entry.kind, entry.title)
            late.append([button(label, "ag", "open", entry_id)])
    ctx.audit("agenda preset", preset.key, f"{len(missing)} entries")
    text = texts.preset_loaded(preset.name, len(missing), len(preset.entries), late=len(late))
    ctx.edit(text, late)


def _draft(preset: Preset, entry: PresetEntry) -> agenda.Draft:
    return agenda.Draft(
        entry.kind, entry.title, str(entry.span.first), str(entry.span.last),
        Audience(entry.roles, (), entry.agencies), entry.confirm, entry.body, entry.place,
        entry.ordered_by, _mark(preset, entry),
    )  # fmt: skip
