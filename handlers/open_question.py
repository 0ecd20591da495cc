"""Whether a text answers an open question of a conversation that is not a report."""

from collections.abc import Collection
from datetime import timedelta

from handlers.context import Context
from storage import drafts
from storage.drafts import Draft

LASTS = timedelta(hours=12)
"""What is typed later is no longer meant for the question: it may be a report."""


def awaited(ctx: Context, forms: Collection[str]) -> Draft | None:
    """The open draft of one of these forms that the message answers; None if it answers none.

    Commands answer nothing. A question that was left open for long is thrown away.
    """
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form not in forms or not ctx.text or ctx.text.startswith("/"):
        return None
    if ctx.now - draft.touched_at > LASTS:
        drafts.drop(ctx.tx, ctx.user.id)
        return None
    return draft
