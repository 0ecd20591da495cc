"""When the night rounds are. Pure."""

from datetime import date, datetime, time, timedelta, tzinfo

from handlers.agenda.rules import instant

NIGHTS = range(-4, 0)
"""The nights that begin on H-4 … H-1: logistics are in the stores."""
FIRST = time(21)
LATER = (time(0), time(3), time(5))
"""Hours after the midnight that follows."""
MISS = timedelta(minutes=15)
"""Who has not answered by then is followed by the next in the list."""
LATEST = timedelta(minutes=60)
"""A round that could not begin by then waits for the next hour."""
RAIN_AGAIN = timedelta(minutes=30)
"""So long one question about the rain is enough."""


def rounds(voting_day: date, zone: tzinfo) -> list[datetime]:
    """Every round of an event, as UTC moments in their order."""
    found = []
    for night in NIGHTS:
        evening = voting_day + timedelta(days=night)
        found.append(instant(evening, FIRST, zone))
        found += [instant(evening + timedelta(days=1), hour, zone) for hour in LATER]
    return found


def due(voting_day: date, now: datetime, zone: tzinfo) -> datetime | None:
    """The round that is to be under way now; None between rounds."""
    come = [each for each in rounds(voting_day, zone) if each <= now < each + LATEST]
    return come[-1] if come else None
