"""Where the admins are reached: what goes wrong with the calendar is told there."""

from handlers.context import Desk
from storage import audience
from storage.audience import Audience
from storage.events import Event


def admin_chats(desk: Desk, event: Event) -> list[int]:
    """The private chats of all admins, those named in the settings included."""
    admins = audience.chats(desk.tx, event.id, Audience(roles=("admin",)))
    return sorted({*admins, *desk.policy.admin_ids})
