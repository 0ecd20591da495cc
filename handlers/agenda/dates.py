"""Days, ranges and their hours as people type them; faults are one clear sentence each.

Understood: 13-02-2024, 13/2/24, 13.02.2024, 2024-02-13, 13 Feb 2024, Selasa 13 februari, besok,
jumat, H-4, hari H, H-1 17.00, 12-02-2024 s.d. 13-02-2024, 24-26 Nov 2024, H-4 sampai H-1,
besok 09.00-11.00, besok 09.00 s.d. selesai.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, time, timedelta

from handlers.agenda.hours import BadHour, parse_hour
from handlers.agenda.rules import DayRule, Lead, Moment, Offset, Span
from handlers.texts import agenda as texts
from handlers.texts.dates import MONTHS, WEEKDAYS

_SHORT_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "mrt": 3, "apr": 4, "jun": 6, "jul": 7,
    "agu": 8, "ags": 8, "agt": 8, "agust": 8, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "oct": 10,
    "nop": 11, "nov": 11, "nopember": 11, "des": 12, "dec": 12,
}  # fmt: skip
_MONTHS = _SHORT_MONTHS | {name.lower(): at for at, name in enumerate(MONTHS, 1)}
_WEEKDAYS = {name.lower(): at for at, name in enumerate(WEEKDAYS)} | {"jum'at": 4, "ahad": 6}
_RELATIVE_DAYS = {"hari ini": 0, "sekarang": 0, "besok": 1, "lusa": 2, "kemarin": -1}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})")
_NO_YEAR = re.compile(r"(?P<day>\d{1,2})[-/](?P<month>\d{1,2})")
_WORDS = re.compile(
    rf"(?P<day>\d{{1,2}})[ -]?(?P<name>{_MONTH})\.?(?:[ -]?(?P<year>\d{{4}}|\d{{2}}))?"
)
_OFFSET = re.compile(r"(?:hari[ -])?h(?P<days>[+-]\d{1,3})?")
_NAMED_DAY = re.compile(rf"(?P<name>{'|'.join(_WEEKDAYS)})(?P<rest> .+)?")
_HOUR_AT_END = re.compile(
    r"(?P<day>.*?\S) (?P<hour>(?:(?:jam|pukul|pkl\.?) .+|\d{1,2}[.:]\d{2})(?: (?:wib|wita|wit))?)"
)

_TO = r"s\.? ?[./]? ?d\.?|sampai(?: dengan)?|hingga"
_BETWEEN = re.compile(rf"(?P<first>.+?)(?: (?:{_TO}|-) |\.\.+|--)(?P<last>.+)")
_HOURS = re.compile(
    rf"(?P<day>.+?) (?P<first>(?:jam |pukul |pkl\.? )?\d{{1,2}}[.:]\d{{2}})"
    rf" ?(?:{_TO}|-) ?(?P<last>\d{{1,2}}[.:]\d{{2}}.*)"
)
_NO_END = re.compile(rf" ?(?:{_TO}|-) ?selesai$")
_DATES = re.compile(r"(?P<first>\d{1,2}([-/])\d{1,2}\2\d{4})-(?P<last>\d{1,2}\2\d{1,2}\2\d{4})")
_OFFSETS = re.compile(r"(?P<first>h(?:[+-]\d+)?)-(?P<last>h(?:[+-]\d+)?)")
_DAYS_OF_MONTH = re.compile(rf"(?P<first>\d{{1,2}})-(?P<last>\d{{1,2}}[ -](?:{_MONTH})\b.*)")

_USUAL_HOUR = time(9)
# A day without a year that passed longer ago than this is meant for next year.
_LOOKING_BACK = timedelta(days=31)


class BadDate(ValueError):
    """The date cannot be understood; the message is the sentence for the person."""


def parse_day(text: str, today: date) -> DayRule:
    """The one day somebody typed, absolute or counted from voting day; BadDate when it is none."""
    return _day(_tidy(text), today, like=None)


def parse_moment(text: str, today: date, zone_label: str = "") -> Moment:
    """A day and perhaps an hour: 'besok', 'H-1 17.00', '13 Feb pukul 9'. Else BadDate."""
    return _moment(_tidy(text), today, zone_label, like=None)


def parse_span(text: str, today: date, zone_label: str = "") -> Span:
    """A day or a range of days, each end perhaps with an hour; BadDate when it is none."""
    ends = _ends(_tidy(text))
    if ends is None:
        moment = _moment(_tidy(text), today, zone_label, like=None)
        return Span(moment, replace(moment, at=None))
    last = _moment(ends[1], today, zone_label, like=None)
    first = _moment(ends[0], today, zone_label, like=last.day)
    span = Span(first, last)
    if span.runs_backwards:
        raise BadDate(texts.SPAN_RUNS_BACKWARDS)
    return span


def parse_lead(text: str, zone_label: str = "", *, usual: time = _USUAL_HOUR) -> Lead:
    """How long before an entry a reminder goes out: 'H-3 09.00', 'H-1', 'hari H 06.00'.

    H is here the entry's first day; without an hour the usual one is meant. Else BadDate.
    """
    moment = _moment(_tidy(text), date.min, zone_label, like=None)
    if not isinstance(moment.day, Offset) or moment.day.days > 0:
        raise BadDate(texts.lead_not_understood(text.strip()))
    return Lead(-moment.day.days, moment.at or usual)


def _tidy(text: str) -> str:
    """Lower case, one kind of dash, single spaces, none inside 'H - 4' or '13 - 2 - 24'."""
    words = re.sub(r"[\u2010-\u2015\u2212]", "-", text.lower()).replace(",", " ")
    words = re.sub(r"\b(?:tanggal|tgl)\b\.?", " ", words)
    words = _NO_END.sub("", " ".join(words.split()))
    words = re.sub(r"\bh ?([+-]) ?(\d)", r"h\1\2", words)
    words = re.sub(r"\b(\d{1,2}) ?([-/]) ?(\d{1,2}) ?\2 ?(\d{2,4})\b", r"\1\2\3\2\4", words)
    return re.sub(rf"\b(\d{{1,2}}) - (\d{{1,2}} (?:{_MONTH})\b)", r"\1-\2", words)


def _ends(words: str) -> tuple[str, str] | None:
    if match := _HOURS.fullmatch(words):
        return f"{match['day']} {match['first']}", f"{match['day']} {match['last']}"
    for pattern in (_OFFSETS, _DATES, _DAYS_OF_MONTH):
        if match := pattern.fullmatch(words):
            return match["first"], match["last"]
    match = _BETWEEN.fullmatch(words)
    return (match["first"].strip(), match["last"].strip()) if match else None


def _moment(words: str, today: date, zone_label: str, like: DayRule | None) -> Moment:
    match = _HOUR_AT_END.fullmatch(words)
    if match is None:
        return Moment(_day(words, today, like))
    try:
        at: time = parse_hour(match["hour"], zone_label)
    except BadHour as error:
        raise BadDate(str(error)) from error
    return Moment(_day(match["day"], today, like), at)


def _day(words: str, today: date, like: DayRule | None) -> DayRule:
    if words in _RELATIVE_DAYS:
        return today + timedelta(days=_RELATIVE_DAYS[words])
    if match := _OFFSET.fullmatch(words):
        return Offset(int(match["days"] or 0))
    if match := _NAMED_DAY.fullmatch(words):
        return _named_day(match, today, like)
    if words.isdecimal() and len(words) <= 2 and isinstance(like, date):
        return _real(like.year, like.month, int(words))
    for pattern in (_ISO, _NUMBERS, _NO_YEAR, _WORDS):
        if match := pattern.fullmatch(words):
            return _dated(match.groupdict(), today, like)
    raise BadDate(texts.date_not_understood(words))


def _named_day(match: re.Match[str], today: date, like: DayRule | None) -> DayRule:
    wanted = _WEEKDAYS[match["name"]]
    if match["rest"] is None:
        return today + timedelta(days=(wanted - today.weekday()) % 7)
    day = _day(match["rest"].strip(), today, like)
    if isinstance(day, date) and day.weekday() != wanted:
        raise BadDate(texts.wrong_weekday(day))
    return day


def _dated(parts: dict[str, str], today: date, like: DayRule | None) -> date:
    month = _MONTHS[parts["name"]] if "name" in parts else int(parts["month"])
    number = int(parts["day"])
    year = parts.get("year")
    if year is not None:
        return _real(int(year) + (2000 if len(year) == 2 else 0), month, number)
    if isinstance(like, date):
        first = _real(like.year, month, number)
        return first if first <= like else _real(like.year - 1, month, number)
    return _coming(month, number, today)


def _coming(month: int, number: int, today: date) -> date:
    """The next such day; one of the last month still counts as meant, and 29 February waits."""
    for year in range(today.year, today.year + 9):
        leap_wait = (month, number) == (2, 29) and monthrange(year, 2)[1] == 28
        if not leap_wait and (day := _real(year, month, number)) >= today - _LOOKING_BACK:
            return day
    raise BadDate(texts.date_not_understood(f"{number}-{month}"))


def _real(year: int, month: int, number: int) -> date:
    if not 1 <= month <= 12:
        raise BadDate(texts.no_such_month(month))
    if not 2000 <= year <= 2099:
        raise BadDate(texts.no_such_year(year))
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        raise BadDate(texts.no_such_day(number, date(year, month, last)))
    return date(year, month, number)
