"""Photos only where a step asks, and only after the person said that they show no booth."""

from collections.abc import Mapping
from typing import Any

from handlers.buttons import button
from handlers.context import Context
from handlers.errors import Stale
from handlers.texts import forms as texts
from storage import evidence

ADDED = "_photos"
"""Evidence ids that belong to the open form."""


def ask(ctx: Context) -> None:
    """Ask about a photo before it is kept; its file id is not stored until then."""
    message = ctx.incoming.effective_message
    assert message is not None
    assert message.photo
    held = evidence.hold(
        ctx.tx, ctx.now, person_id=ctx.actor.person.id, kind="photo",
        file_id=message.photo[-1].file_id, file_unique_id=message.photo[-1].file_unique_id,
        caption=message.caption, update_id=ctx.incoming.update_id,
    )  # fmt: skip
    ctx.reply(texts.NOT_BOOTH, [[button(texts.KEEP_PHOTO, "f.photo", "y", held),
                                 button(texts.DROP_PHOTO, "f.photo", "n", held)]])  # fmt: skip


def settle(ctx: Context) -> int | None:
    """Kirim or Hapus: the id of the photo that is kept, or None."""
    found = evidence.get(ctx.tx, ctx.number(1))
    if found is None or found.person_id != ctx.actor.person.id or found.report_number is not None:
        raise Stale
    if ctx.word(0) == "y":
        ctx.edit(texts.PHOTO_KEPT)
        return found.id
    evidence.remove(ctx.tx, found.id)
    ctx.edit(texts.PHOTO_DROPPED)
    return None


def attach(ctx: Context, answers: Mapping[str, Any], number: int) -> None:
    """Let the photos of a form belong to the report it became."""
    for evidence_id in answers.get(ADDED) or []:
        evidence.belongs_to(ctx.tx, evidence_id, number)
