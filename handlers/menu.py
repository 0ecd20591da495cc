"""The menu: what the keys of the keyboard and the plain commands begin."""

from telegram import Update

from handlers import commands
from handlers.access import Action
from handlers.buttons import Rows, button, columns
from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import batches, conversation, corrections, named, true_hour, typed
from handlers.forms.catalogue import FORMS
from handlers.menu_keys import has_ready_key, keyboard
from handlers.registration import acting
from handlers.router import Handle
from handlers.texts import boxes, cards, common, rounds, unreached
from handlers.texts import forms as form_texts
from handlers.texts import menu as texts
from handlers.unreached import rights
from storage import drafts

EXTRA_FORMS = tuple(kind for kind in FORMS if kind not in ("status", "masalah", "logistik"))
"""Reports that have no key of their own."""


async def status(update: Update, ctx: Context) -> None:
    """📍 Status TPS"""
    ctx.require(Action.REPORT_STATUS)
    if ctx.words and typed.file_text(ctx, " ".join(ctx.words)):
        return
    named.show_station(ctx, " ".join(ctx.words))


def begin(kind: str) -> Handle:
    """A handler that begins a form."""

    async def handle(update: Update, ctx: Context) -> None:
        form = FORMS[kind]
        ctx.require(form.action)
        if typed.file_command(ctx, kind):
            return
        conversation.begin(ctx, form, named.named_place(ctx, " ".join(ctx.words)))

    return handle


async def logistics(update: Update, ctx: Context) -> None:
    """📦 Logistik: of a station, or the store for those who only guard one."""
    kind = "logistik" if ctx.actor.may(Action.REPORT_LOGISTICS) else "gudang"
    await begin(kind)(update, ctx)


async def menu(update: Update, ctx: Context) -> None:
    """☰ Lainnya"""
    rows: Rows = columns(
        [
            button(FORMS[kind].title, "f.go", kind)
            for kind in EXTRA_FORMS
            if ctx.actor.may(FORMS[kind].action)
        ],
        2,
    )
    rows.append([button(form_texts.CORRECT, "m.correct")])
    if ctx.actor.may(Action.RECEIVE_BOXES):
        rows.append([button(boxes.BOXES, "bx")])
    if ctx.actor.may(Action.TRIAGE):
        rows.append([button(rounds.STORES, "rd.list"), button(rounds.RAIN, "rd.rain")])
    if ctx.actor.may(Action.APPROVE_PEOPLE):
        rows.append([button(texts.REPLACE, "of.start"), button(texts.PEOPLE, "of.home")])
    around = [button(unreached.LABEL, "ur.home")] if rights.has_list(ctx.actor.posts) else []
    if ctx.actor.may(Action.APPROVE_PEOPLE):
        around.append(button(cards.LABEL, "kt.home"))
    rows.append(around)
    if acting.several(ctx):
        rows.append([button(texts.SWITCH, "as.menu")])
    ctx.respond(texts.menu(commands.listed_for(ctx.actor.posts)), rows)


async def help_(update: Update, ctx: Context) -> None:
    """❓ Bantuan"""
    keys = keyboard(ctx)
    lines = [texts.HELP_TITLE, *([texts.HELP_KEYS] if has_ready_key(keys) else [])]
    helps = [f"• {form.help}" for form in FORMS.values() if ctx.actor.may(form.action)]
    lines += ["", texts.HELP_LINES, *helps] if helps else []
    if ctx.actor.may(Action.REPORT_ON_BEHALF):
        lines += ["", texts.HELP_BEHALF]
    lines += ["", *([texts.HELP_WRONG] if helps else []), texts.HELP_EMERGENCY]
    ctx.reply("\n".join(lines), keys=keys)


async def back(update: Update, ctx: Context) -> bool:
    """`kembali` where no conversation goes a step back: what is shown is closed, the menu comes."""
    if ctx.text.casefold() != common.BACK_WORD:
        return False
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form == batches.BATCH:
        drafts.drop(ctx.tx, ctx.user.id)
        ctx.reply(common.CANCELLED, keys=keyboard(ctx))
        return True
    true_hour.stop_choosing(ctx)
    await menu(update, ctx)
    return True


async def leftovers(update: Update, ctx: Context) -> bool:
    """What no conversation took and is not text: answered with what to do."""
    if ctx.text.startswith("/"):
        raise Refused(texts.UNKNOWN_COMMAND)
    ctx.reply(texts.EMPTY_OTHER, keys=keyboard(ctx))
    return True


async def correct(update: Update, ctx: Context) -> None:
    """✏️ Koreksi laporan, from the menu."""
    await corrections.choose(update, ctx)


PRESSES: dict[str, Handle] = {"m.correct": correct, "m.menu": menu}
COMMANDS: dict[str, Handle] = {
    "tps": status,
    "logistik": logistics,
    "masalah": begin("masalah"),
    "menu": menu,
    "bantuan": help_,
    "help": help_,
}
