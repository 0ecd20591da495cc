"""Photos only where a step asks, and only after the person said that they show no booth."""

from collections.abc import Mapping
from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Stale
from handlers.texts import evidence as evidence_texts
from handlers.texts import forms as texts
from storage import evidence
from storage.reports import Report

ADDED = "_photos"
"""Evidence ids that belong to the open form."""


def hold(ctx: Context) -> int:
    """Keep only where the photo of this message is, until the person has said what it shows."""
    message = ctx.incoming.effective_message
    assert message is not None
    assert message.photo
    return evidence.hold(
        ctx.tx, ctx.now, person_id=ctx.actor.person.id, kind="photo",
        file_id=message.photo[-1].file_id, file_unique_id=message.photo[-1].file_unique_id,
        caption=message.caption, update_id=ctx.incoming.update_id, album=message.media_group_id,
    )  # fmt: skip


def ask(ctx: Context) -> None:
    """Ask about a photo before it is kept for a report; about the photos of an album once."""
    message = ctx.incoming.effective_message
    album = message.media_group_id if message else None
    before = evidence.of_album(ctx.tx, ctx.actor.person.id, album) if album else []
    held = hold(ctx)
    first = before[0].id if before else held
    text = evidence_texts.asked_in_form(texts.NOT_BOOTH, len(before) + 1)
    ctx.show(ctx.chat.id, f"photo:{first}", text, [[
        button(texts.KEEP_PHOTO, "f.photo", "y", first),
        button(texts.DROP_PHOTO, "f.photo", "n", first),
    ]])  # fmt: skip


def settle(ctx: Context) -> list[int]:
    """Kirim or Hapus: the ids of the photos that are kept, none if dropped."""
    found = evidence.get(ctx.tx, ctx.number(1))
    if found is None or found.person_id != ctx.actor.person.id or found.report_number is not None:
        raise Stale
    album = found.album
    together = evidence.of_album(ctx.tx, ctx.actor.person.id, album) if album else [found]
    if ctx.word(0) == "y":
        ctx.edit(texts.PHOTO_KEPT)
        return [each.id for each in together]
    for each in together:
        evidence.remove(ctx.tx, each.id)
    ctx.edit(texts.PHOTO_DROPPED)
    return []


def welcome(report: Report) -> bool:
    """Whether a photo of the receipt (BAST) may follow: logistics that changed hands."""
    return report.kind == "terima" or report.topic == "logistik_luar"


def kept(ctx: Context, number: int) -> bool:
    """Whether the report has a photo already."""
    return any(each.file_id for each in evidence.of_report(ctx.tx, number))


def attach(ctx: Context, answers: Mapping[str, Any], number: int) -> None:
    """Let the photos of a form belong to the report it became."""
    for evidence_id in answers.get(ADDED) or []:
        evidence.belongs_to(ctx.tx, ctx.now, evidence_id, number)
