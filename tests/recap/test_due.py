"""Which milestone matters, and which one people mean; long lists cut into messages."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import outgoing
from handlers.recap import due, silence
from handlers.texts import recap as texts
from storage.events import Event, EventId, Milestone
from storage.silence import Quiet

ZONE = ZoneInfo("Asia/Jakarta")
DAY = date(2024, 11, 27)


def milestone(code: str, position: int, expected: str | None, offset: int = 0) -> Milestone:
    at = None if expected is None else time.fromisoformat(expected)
    return Milestone(code, position, code, offset, at, 15, True, None, None)


COURSE = (
    milestone("berdiri", 1, "17:00", -1), milestone("kotak", 2, "06:00"),
    milestone("lengkap", 3, "06:00"), milestone("mulai", 4, "07:00"),
    milestone("pemilih10", 5, "10:00"), milestone("tutup", 6, "13:00"),
    milestone("segel", 7, None),
)  # fmt: skip


def event(day: date | None = DAY) -> Event:
    return Event(EventId(1), "Pilkada", "pilkada", day, "live")


@pytest.mark.parametrize(
    ("hour", "expected"),
    [("05:00", "berdiri"), ("06:00", "lengkap"), ("06:59", "lengkap"), ("07:00", "mulai"),
     ("11:00", "mulai"), ("13:00", "tutup"), ("23:00", "tutup")],
)  # fmt: skip
def test_the_last_milestone_whose_hour_has_come_is_due(hour: str, expected: str) -> None:
    """The optional one of 10.00 is never the one that is asked about."""
    now = datetime.combine(DAY, time.fromisoformat(hour), ZONE)
    found = due.due_now(event(), COURSE, now, ZONE)
    assert found is not None
    assert found.code == expected


def test_before_the_first_hour_the_first_is_due_and_without_a_day_the_meeting() -> None:
    """There is always one to show while the event has any."""
    early = datetime(2024, 11, 1, tzinfo=ZONE)
    first = due.due_now(event(), COURSE, early, ZONE)
    unknown = due.due_now(event(None), COURSE, early, ZONE)
    assert first is not None
    assert unknown is not None
    assert (first.code, unknown.code) == ("berdiri", "mulai")
    assert due.due_now(event(), (), early, ZONE) is None


@pytest.mark.parametrize(
    ("words", "code", "rest"),
    [("tutup", "tutup", ""), ("mulai Kec. Sukun", "mulai", "kec sukun"),
     ("Kel. Jodipan tutup", "tutup", "kel jodipan"), ("Jodipan", None, "Jodipan"),
     ("buka sukun", "mulai", "sukun")],
)  # fmt: skip
def test_a_milestone_is_found_at_either_end_of_the_words(
    words: str, code: str | None, rest: str
) -> None:
    """What is left is the area's."""
    found, left = due.named(COURSE, words)
    assert (found.code if found else None, left) == (code, rest)


stations = st.lists(
    st.builds(
        Quiet,
        station_id=st.integers(1, 9999),
        area=st.sampled_from([f"35.73.0{k}.10{v:02d}" for k in range(1, 6) for v in range(1, 13)]),
        village=st.sampled_from(["Jodipan", "Kotalama & <Lor>", "Ciptomulyo", "D'Wono"]),
        number=st.integers(1, 999),
        reporters=st.integers(0, 3),
    ),
    max_size=1500,
)


@given(stations)
def test_a_long_list_is_cut_into_messages_without_losing_a_station(found: list[Quiet]) -> None:
    """Every part fits into a message, no tag or escape is cut, and every number is there once."""
    found = sorted(found, key=lambda each: (each.area, each.village, each.number))
    parts = outgoing.pieces("\n".join(silence.lines(found)))
    assert all(outgoing.units(part) <= outgoing.MOST_UNITS for part in parts)
    for part in parts:
        assert part.count("<b>") == part.count("</b>")
        assert not re.search(r"&\w*$", part)
    listed = sorted(int(n) for n in re.findall(r"\b\d{3}\b", _without_counts(parts)))
    assert listed == sorted(each.number for each in found)


def _without_counts(parts: list[str]) -> str:
    text = "\n".join(part for part in parts)
    return re.sub(r"\([\d.]+(?: TPS[^)]*)?\)", "", text.replace(texts.EVERYBODY_REPORTED, ""))
