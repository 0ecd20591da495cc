"""Our own calendar file: strict RFC 5545, and read back it says the same days and hours."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from handlers.agenda.files import ics_in
from handlers.agenda.files.ics_out import build
from handlers.agenda.rules import read_moment
from storage.agenda import Confirm, Entry, EntryId, Kind
from storage.audience import Audience

NOW = datetime(2024, 11, 1, 2, tzinfo=UTC)
ZONES = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]).map(ZoneInfo)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
HOURS = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\u2028\u2029"),
    min_size=1, max_size=100,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


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


@given(WORDS, st.none() | WORDS)
def test_words_survive(title: str, body: str | None) -> None:
    """Commas, semicolons, backslashes, quotes and emoji, folded at 75 bytes."""
    day = date(2024, 11, 20)
    plain = body and body.replace("<", "(")  # what looks like HTML is taken for it
    made = build([entry(day, day, None, None, title, plain)], ZoneInfo("Asia/Jakarta"), NOW, "x")
    (found,) = ics_in.read(made, ZoneInfo("Asia/Jakarta")).proposals
    assert found.title == title
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


@given(DAYS, st.integers(0, 3), HOURS, WORDS)
def test_the_file_is_valid(first: date, length: int, at: time | None, title: str) -> None:
    """What RFC 5545 demands of every event is there, and nothing stands twice."""
    last = first + timedelta(days=length)
    made = build([entry(first, last, at, None, title)], ZoneInfo("Asia/Jakarta"), NOW, "Agenda")
    text = made.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    whole = icalendar.Calendar.from_ical(made)
    assert whole["VERSION"] == "2.0"
    assert whole["PRODID"]
    (event,) = whole.walk("VEVENT")
    assert event.errors == []
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"].to_ical().decode())
    assert event["UID"] == "1@siaga-tps"
    start = event["DTSTART"]
    if at is None:
        assert start.params["VALUE"] == "DATE"
        assert event["DTEND"].dt == last + timedelta(days=1)
    else:
        assert start.to_ical().decode().endswith("Z")
        assert "TZID" not in start.params
        assert "DTEND" not in event or event["DTEND"].dt > start.dt


def test_an_entry_without_a_day_is_left_out() -> None:
    """Before voting day is set H-4 is no day of a calendar."""
    day = date(2024, 11, 20)
    undated = entry(day, day, None, None, "x")
    undated = Entry(**{**undated.__dict__, "starts": "H-4", "ends": "H-4", "starts_on": None,
                       "ends_on": None})  # fmt: skip
    made = build([undated], ZoneInfo("Asia/Jakarta"), NOW, "x")
    assert b"VEVENT" not in made
