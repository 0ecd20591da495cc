"""What the settings decide for conversations: small, frozen, passed down."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Policy:
    """`zone` is the zone of every clock time that people read or type."""

    zone: ZoneInfo
    admin_ids: frozenset[int]
    bot_username: str = ""
    bulk_rate: float = 25.0

    def local(self, moment: datetime) -> datetime:
        """The wall clock of the event's area at this moment."""
        return moment.astimezone(self.zone)
