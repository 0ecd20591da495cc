"""Our own calendar file: strict RFC 5545, and read back it says the same, by two readers."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from handlers.agenda.files import ics_in
from handlers.agenda.files.ics_out import build
from handlers.agenda.rules import read_moment
from storage.agenda import Confirm, Entry, EntryId, Kind
from storage.audience import Audience
from tests.agenda.strict import faults

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2024, 11, 1, 2, tzinfo=UTC)
ZONES = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]).map(ZoneInfo)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
HOURS = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))
SIGNS = st.sampled_from(
    ["\\", "\\N", "\\n", "\\\\", "\\;", "\\,", ",", ";", ":", '"', "%2C", "%5C", "n", "N", "^n"]
)
"""What means something in a calendar file, beside all other characters."""
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\u2028\u2029"
)
WORDS = (
    st.lists(SIGNS | st.text(LETTERS, max_size=20), min_size=1, max_size=20)
    .map(lambda parts: " ".join("".join(parts).split())[:100].strip())
    .filter(bool)
)
LINES = st.lists(WORDS, min_size=1, max_size=4).map("\n".join)


def entry(first: date, last: date, at: time | None, until: time | None, title: str,
          body: str | None = None) -> Entry:  # fmt: skip
    """An entry as the database would give it."""

    def rule(day: date, hour: time | None) -> str:
        return f"{day} {hour:%H:%M}" if hour else str(day)

    return Entry(
        EntryId(1), 1, Kind.MEETING, title, body, None, None, rule(first, at), rule(last, until),
        first, last, Audience(), Confirm.NO, None, active=True, uid="1@siaga-tps", lat=None,
        lon=None, file_id=None, minutes_id=None, chases=0, answer_by=None, created_by=None,
    )  # fmt: skip


@given(DAYS, st.integers(0, 40), HOURS, HOURS, ZONES)
def test_days_and_hours_survive(
    first: date, length: int, at: time | None, until: time | None, zone: ZoneInfo
) -> None:
    """Over midnight, leap days and years, in all three zones of Indonesia."""
    last = first + timedelta(days=length)
    if at is None or (length == 0 and until is not None and until <= at) or until == time():
        until = None  # an end without a beginning, or before it, no file can say
    if at == time() and until is None and length:
        at = None  # from midnight to midnight: whole days
    reading = ics_in.read(build([entry(first, last, at, until, "x")], zone, NOW, "x"), zone)
    (found,) = reading.proposals
    starts, ends = read_moment(found.starts), read_moment(found.ends)
    assert (starts.day, starts.at) == (first, at)
    assert (ends.day, ends.at) == (last, until)


@given(WORDS, st.none() | LINES)
@example("\\N", None)
@example("\\\\n", "satu\\ndua\n\\N")
@example("lihat https://peta/%2C112", None)
def test_words_survive(title: str, body: str | None) -> None:
    """Commas, semicolons, backslashes, quotes, percent signs, emoji and lines, as they are."""
    day = date(2024, 11, 20)
    plain = body and body.replace("<", "(")  # what looks like HTML is taken for it
    made = build([entry(day, day, None, None, title, plain)], WIB, NOW, "x")
    (found,) = ics_in.read(made, WIB).proposals
    assert (found.title, found.body) == (title, plain)
    (other,) = IcsCalendarStream.calendar_from_ics(made.decode()).events
    assert (other.summary, other.description) == (title, plain)


@given(DAYS, st.integers(0, 3), HOURS, WORDS, st.none() | LINES)
def test_the_file_is_valid(
    first: date, length: int, at: time | None, title: str, body: str | None
) -> None:
    """A strict validator has nothing to say, and a reader of other authors reads the same."""
    last = first + timedelta(days=length)
    made = build([entry(first, last, at, None, title, body)], WIB, NOW, "Agenda; \\N")
    assert faults(made) == []
    (event,) = IcsCalendarStream.calendar_from_ics(made.decode()).events
    assert event.uid == "1@siaga-tps"
    if at is None:
        assert (event.dtstart, event.dtend) == (first, last + timedelta(days=1))
    else:
        assert event.dtstart == datetime.combine(first, at, WIB).astimezone(UTC)


def test_the_file_of_everything_an_entry_can_have_is_valid() -> None:
    """Place, point on the map, order, words, several entries, control characters from nowhere."""
    day = date(2024, 2, 29)
    full = replace(
        entry(day, day, time(9), time(11), "Rakor", "a\r\nb\x00\x0bc\u2028d"),
        place="Balai Kota, Jl. Tugu; lantai 2", ordered_by="Sekda", lat=-7.97775, lon=112.63408,
    )  # fmt: skip
    second = replace(entry(day, day, None, None, "Cuti"), id=EntryId(2), uid=None)
    made = build([full, second], WIB, NOW, "Siaga TPS: Pilkada")
    assert faults(made) == []
    assert len(IcsCalendarStream.calendar_from_ics(made.decode()).events) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"UID:1@siaga-tps\r\n", b""),
        (b"DTSTAMP:20241101T020000Z", b"DTSTAMP:20241101T020000"),
        (b"SUMMARY:", b"SUMMARY:a,b"),
        (b"SUMMARY:", b"SUMMARY:\\x"),
        (b"SUMMARY:", b"SUMMARY:" + b"x" * 70),
        (b"END:VEVENT\r\n", b""),
        (b"\r\n", b"\n"),
        (b";VALUE=DATE", b""),
        (b"20241120", b"20241131"),
        (b"VERSION:2.0\r\n", b"VERSION:2.0\r\nVERSION:2.0\r\n"),
    ],
)
def test_the_validator_sees_what_is_wrong(old: bytes, new: bytes) -> None:
    """Each of these files differs from a valid one by a single fault."""
    day = date(2024, 11, 20)
    made = build([entry(day, day, None, None, "Rapat koordinasi")], WIB, NOW, "x")
    assert faults(made) == []
    assert faults(made.replace(old, new)) != []


def test_an_entry_without_a_day_is_left_out() -> None:
    """Before voting day is set H-4 is no day of a calendar."""
    day = date(2024, 11, 20)
    undated = entry(day, day, None, None, "x")
    undated = replace(undated, starts="H-4", ends="H-4", starts_on=None, ends_on=None)
    made = build([undated], WIB, NOW, "x")
    assert b"VEVENT" not in made
