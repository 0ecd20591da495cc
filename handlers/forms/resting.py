"""Forms that were left open for long: their owners are asked once whether to go on."""

from datetime import datetime, timedelta

from handlers.agenda import quiet
from handlers.context import Desk, say
from handlers.forms import at_once, half_done
from handlers.forms.conversation import Open, opened, put_back
from handlers.policy import Policy
from storage import drafts, events
from storage.database import Tx
from storage.drafts import Draft
from storage.outbox import Priority

LONG = timedelta(hours=12)
AT_ONCE = 100


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Ask "Lanjut / Buang" about forms untouched for 12 hours; True when there may be more.

    Nobody at a station is asked from the close of voting until its box is sealed.
    """
    busy = quiet.is_on(Desk(tx, now, policy), events.live(tx))
    found = drafts.resting(tx, now - LONG, AT_ONCE, spare_counting=busy)
    for draft in found:
        _ask(tx, now, policy, draft)
    return len(found) == AT_ONCE


def _ask(tx: Tx, now: datetime, policy: Policy, draft: Draft) -> None:
    """Ask about the form that is open, or the one that waits behind it if it is told already."""
    current: Open | None = opened(draft)
    if current is not None and at_once.number_of(current.answers) is not None:
        drafts.drop(tx, draft.user_id)
        waiting = put_back(tx, now, draft.user_id, draft.event_id, draft.answers)
        draft, current = waiting or draft, opened(waiting)
    drafts.asked(tx, draft.user_id, now)
    if current is not None:
        text, rows = half_done.question(
            tx, policy, draft.event_id, current.form, draft.answers, draft.started_at
        )
        say(tx, now, draft.user_id, text, rows, priority=Priority.NUDGE, kind="draft")
