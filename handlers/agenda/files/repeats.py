"""A recurrence → its single days: few and bounded ones only, by the wall clock of the event.

Only loaded in the child process that reads a calendar file.
"""

from collections.abc import Collection
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr

from handlers.agenda.files.proposal import Faulty
from handlers.texts import agenda_files as texts

MOST = 31
"""Occurrences of one entry; more is better written as a range."""
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def occurrences(
    start: date | datetime, rule: Any, left_out: Collection[datetime]
) -> list[datetime]:
    """The wall-clock starts that an RRULE (icalendar's vRecur) means, without the EXDATEs.

    Raises Faulty for a rule without an end, with too many days, or of another kind.
    """
    first = wall(start)
    if rule.get("FREQ", [""])[0] not in _FREQUENCIES:
        raise Faulty(texts.REPEATS_ODDLY)
    until = _until(start, rule)
    if until is None and "COUNT" not in rule:
        raise Faulty(texts.REPEATS_FOREVER)
    found = []
    for each in islice(_expanded(first, rule), MOST + len(left_out) + 1):
        if until is not None and each > until:
            break
        found.append(each)
    kept = [each for each in found if each not in left_out]
    if len(kept) > MOST:
        raise Faulty(texts.repeats_too_often(MOST))
    return kept


def _expanded(first: datetime, rule: Any) -> Any:
    parts = rule.to_ical().decode().split(";")
    words = ";".join(part for part in parts if not part.upper().startswith("UNTIL"))
    try:
        return rrulestr(words, dtstart=first)
    except (ValueError, TypeError) as error:
        raise Faulty(texts.REPEATS_ODDLY) from error


def wall(moment: date | datetime) -> datetime:
    """What the clock on the wall shows there; midnight for a whole day."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())


def _until(start: date | datetime, rule: Any) -> datetime | None:
    """The end of the recurrence by the clock of its start."""
    if "UNTIL" not in rule:
        return None
    until = rule["UNTIL"][0]
    if not isinstance(until, date):  # icalendar reads 'UNTIL=235959' as an hour
        raise Faulty(texts.REPEATS_ODDLY)
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    if until.tzinfo is not None and isinstance(start, datetime) and start.tzinfo is not None:
        until = until.astimezone(start.tzinfo)
    return until.replace(tzinfo=None)
