"""Hours as people type them: 07.02, 7:02, 0702, jam 7, pukul 07.02, setengah 8, jam 4 sore."""

import re
from datetime import time

from handlers.texts import agenda as texts

_HOUR = re.compile(
    r"(?:jam|pukul|pkl\.?)?\s*(?P<half>setengah\s+)?"
    r"(?:(?P<hour>\d{1,2})(?:[.:,]\s?(?P<minute>\d{2}))?|(?P<glued>\d{3,4}))"
    r"(?:\s*(?P<part>pagi|siang|sore|malam))?(?:\s*(?P<zone>wib|wita|wit))?"
)
# What must be added to the hour that is said, by the part of the day that is said with it.
_AFTERNOON = {"siang": range(1, 5), "sore": range(1, 8), "malam": range(6, 12)}


class BadHour(ValueError):
    """The hour cannot be understood; the message is the sentence for the person."""


def parse_hour(text: str, zone_label: str = "") -> time:
    """The hour somebody typed; BadHour with a clear sentence when it is none.

    `zone_label` is the event's zone (WIB, WITA, WIT): another one beside the hour is refused
    instead of being taken for local time.
    """
    match = _HOUR.fullmatch(" ".join(text.lower().split()))
    if match is None:
        raise BadHour(texts.hour_not_understood(text.strip()))
    if zone_label and match["zone"] and match["zone"] != zone_label.lower():
        raise BadHour(texts.hour_of_other_zone(zone_label))
    hour, minute = _numbers(match)
    if hour > 23 or minute > 59:
        raise BadHour(texts.no_such_hour(text.strip()))
    return time(hour, minute)


def _numbers(match: re.Match[str]) -> tuple[int, int]:
    if match["glued"]:
        return int(match["glued"][:-2]), int(match["glued"][-2:])
    hour, minute = _by_part_of_day(int(match["hour"]), match["part"]), int(match["minute"] or 0)
    # "Setengah 8" is half an hour before eight.
    return ((hour - 1) % 24, 30) if match["half"] else (hour, minute)


def _by_part_of_day(hour: int, part: str | None) -> int:
    if part == "malam" and hour == 12:
        return 0
    return hour + 12 if part and hour in _AFTERNOON.get(part, ()) else hour
