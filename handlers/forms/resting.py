"""Forms that were left open for long: their owners are asked once whether to go on."""

from datetime import datetime, timedelta

from handlers.context import say
from handlers.forms import at_once, half_done
from handlers.forms.conversation import opened
from handlers.policy import Policy
from storage import drafts
from storage.database import Tx
from storage.outbox import Priority

LONG = timedelta(hours=12)
AT_ONCE = 100


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Ask "Lanjut / Buang" about forms untouched for 12 hours; True when there may be more."""
    found = drafts.resting(tx, now - LONG, AT_ONCE)
    for draft in found:
        drafts.asked(tx, draft.user_id, now)
        current = opened(draft)
        if current is not None and at_once.number_of(current.answers) is not None:
            drafts.drop(tx, draft.user_id)  # what it says is told
        elif current is not None:
            text, rows = half_done.question(
                tx, policy, draft.event_id, current.form, draft.answers, draft.started_at
            )
            say(tx, now, draft.user_id, text, rows, priority=Priority.NUDGE, kind="draft")
    return len(found) == AT_ONCE
