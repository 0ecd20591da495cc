"""Forgets what nobody can ask for any more, a little at a time."""

from datetime import datetime

from handlers.policy import Policy
from storage import intake
from storage.database import Tx


def forget(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Drop a thousand of the updates that Telegram can no longer repeat; True if more are left."""
    return intake.forget_old(tx, now)
