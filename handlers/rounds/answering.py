"""Aman, Ada masalah: what is pressed below the question of a round."""

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.errors import Stale
from handlers.forms import conversation, filing, store_check
from handlers.forms.filing import BY_BUTTON, Origin
from handlers.forms.places import store_place
from handlers.rounds import ringing
from handlers.router import Handle
from handlers.texts import forms as form_texts
from storage import areas, rounds
from storage.areas import Store


def _store(ctx: Context) -> Store:
    """The store of the press, if the round is about it and the person may check it."""
    store = areas.store(ctx.tx, ctx.number(1))
    if store is None:
        raise Stale
    ctx.require(Action.CHECK_STORE, store_place(store))
    found = rounds.get(ctx.tx, ctx.event.id, ctx.number(0))
    if found is None or not rounds.asks(ctx.tx, found.id, store.id):
        raise Stale
    return store


async def safe(update: Update, ctx: Context) -> None:
    """✅ Aman: a report like any other, in one tap; every copy of the question shows it."""
    store = _store(ctx)
    scene = filing.scene_at(ctx, store_id=store.id)
    filed = filing.file(
        ctx, store_check.FORM, scene, {"state": store_check.SAFE}, Origin(BY_BUTTON)
    )
    ctx.toast(form_texts.receipt_toast(filed.report.number, filed.summary))
    ringing.take_answers(ctx.desk, ctx.event)


async def problem(update: Update, ctx: Context) -> None:
    """⚠️ Ada masalah: the check of the store, from "what is not safe?" on."""
    store = _store(ctx)
    given = {"_store": store.id, "state": store_check.UNSAFE}
    conversation.begin(ctx, store_check.FORM, given)


PRESSES: dict[str, Handle] = {"rd.ok": safe, "rd.bad": problem}
