"""Days and hours as officers type them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.agenda.dates import BadDate, parse_day, parse_lead, parse_moment, parse_span
from handlers.agenda.hours import BadHour, parse_hour
from handlers.agenda.rules import Lead, Moment, Offset, Span
from handlers.texts.dates import day_span, how_far, long_day, offset_label, plain_day

TODAY = date(2024, 1, 15)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("13-02-2024", date(2024, 2, 13)),
        ("13/2/2024", date(2024, 2, 13)),
        ("13/2/24", date(2024, 2, 13)),
        ("13.02.2024", date(2024, 2, 13)),
        ("13 - 2 - 2024", date(2024, 2, 13)),
        ("2024-02-13", date(2024, 2, 13)),
        ("13 Feb 2024", date(2024, 2, 13)),
        ("13feb2024", date(2024, 2, 13)),
        ("13 februari", date(2024, 2, 13)),
        ("tgl 13 Pebruari 2024", date(2024, 2, 13)),
        ("Selasa, 13 Februari 2024", date(2024, 2, 13)),
        ("13-02", date(2024, 2, 13)),
        ("1 Jan", date(2024, 1, 1)),
        ("10 Desember", date(2024, 12, 10)),
        ("29 feb", date(2024, 2, 29)),
        ("hari ini", TODAY),
        ("besok", TODAY + timedelta(days=1)),
        ("Lusa", TODAY + timedelta(days=2)),
        ("kemarin", TODAY - timedelta(days=1)),
        ("jumat", date(2024, 1, 19)),
        ("senin", TODAY),
        ("H-4", Offset(-4)),
        ("h - 4", Offset(-4)),
        ("H−4", Offset(-4)),
        ("h+1", Offset(1)),
        ("Hari H", Offset(0)),
    ],
)
def test_day_in_many_spellings(typed: str, day: date | Offset) -> None:
    """Every usual spelling of a day is understood."""
    assert parse_day(typed, TODAY) == day


def test_day_without_year_far_back_is_next_years() -> None:
    """In December, 3 March is the coming one, while last week is last week."""
    assert parse_day("3 maret", date(2024, 12, 20)) == date(2025, 3, 3)
    assert parse_day("13 des", date(2024, 12, 20)) == date(2024, 12, 13)


def test_leap_day_without_year_waits_for_the_leap_year() -> None:
    """29 February is typed in 2025: it comes in 2028."""
    assert parse_day("29 februari", date(2025, 6, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("30-02-2024", "sampai tanggal 29"),
        ("29-02-2023", "sampai tanggal 28"),
        ("00-02-2024", "tidak ada"),
        ("13-13-2024", "Bulan 13 tidak ada"),
        ("13-02-0024", "Tahun 0024"),
        ("Senin 13 Feb 2024", "Selasa"),
        ("abc", "belum dipahami"),
        ("<b>x</b>", "&lt;b&gt;"),
        ("", "belum ada"),
        ("H-", "belum dipahami"),
        ("25", "belum dipahami"),
        ("13-02-2024 25.00", "Jam 25.00 tidak ada"),
    ],
)
def test_faulty_day_is_told_with_an_example(typed: str, part: str) -> None:
    """A day that is none is answered by one sentence that names the fault and gives an example."""
    with pytest.raises(BadDate) as fault:
        parse_span(typed, TODAY)
    assert part in str(fault.value)
    assert "ontoh: " in str(fault.value)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("12-02-2024 s.d. 13-02-2024", "2024-02-12", "2024-02-13"),
        ("12-02-2024 s/d 13-02-2024", "2024-02-12", "2024-02-13"),
        ("12-02-2024 sd 13-02-2024", "2024-02-12", "2024-02-13"),
        ("12-02-2024 sampai dengan 13-02-2024", "2024-02-12", "2024-02-13"),
        ("12-02-2024-13-02-2024", "2024-02-12", "2024-02-13"),
        ("24-26 Nov 2024", "2024-11-24", "2024-11-26"),
        ("24–26 Nov 2024", "2024-11-24", "2024-11-26"),
        ("24 s.d. 26 November 2024", "2024-11-24", "2024-11-26"),
        ("23 Sep - 5 Okt 2024", "2024-09-23", "2024-10-05"),
        ("23 Des 2024 hingga 5 Jan 2025", "2024-12-23", "2025-01-05"),
        ("23 Des - 5 Jan 2025", "2024-12-23", "2025-01-05"),
        ("H-4 s.d. H-1", "H-4", "H-1"),
        ("H-4 - H-1", "H-4", "H-1"),
        ("H-4-H-1", "H-4", "H-1"),
        ("H-4 07.00 sampai H-1 17.00", "H-4 07:00", "H-1 17:00"),
        ("besok", "2024-01-16", "2024-01-16"),
        ("H-1 17.00", "H-1 17:00", "H-1"),
        ("besok jam 7 malam", "2024-01-16 19:00", "2024-01-16"),
        ("besok 09.00-11.00", "2024-01-16 09:00", "2024-01-16 11:00"),
        ("20 Nov 2024 pukul 09.00 s.d. selesai", "2024-11-20 09:00", "2024-11-20"),
    ],
)
def test_range_in_many_spellings(typed: str, first: str, last: str) -> None:
    """A range, a day alone, and hours at either end."""
    span = parse_span(typed, TODAY, "WIB")
    assert (str(span.first), str(span.last)) == (first, last)


@pytest.mark.parametrize(
    "typed", ["13-02-2024 s.d. 12-02-2024", "H-1 s.d. H-4", "besok 11.00-09.00"]
)
def test_range_that_runs_backwards_is_refused(typed: str) -> None:
    """The end must not come before the start, in days or in hours."""
    with pytest.raises(BadDate, match="lebih awal"):
        parse_span(typed, TODAY)


@given(DAYS, DAYS)
def test_what_the_bot_writes_it_reads(one: date, other: date) -> None:
    """Any day or range in the bot's own spelling is understood as the same days."""
    first, last = min(one, other), max(one, other)
    span = Span(Moment(first), Moment(last))
    assert parse_span(day_span(first, last), TODAY) == span
    assert parse_span(f"{first:%d-%m-%Y} s.d. {last:%d-%m-%Y}", TODAY) == span
    assert parse_day(long_day(first), TODAY) == first
    assert parse_day(plain_day(first), TODAY) == first


@given(st.text(max_size=40))
def test_any_words_are_a_day_or_a_sentence(typed: str) -> None:
    """Whatever is typed, the answer is days or a sentence, never a crash."""
    try:
        answer: Span | str = parse_span(typed, TODAY, "WIB")
    except BadDate as fault:
        answer = str(fault)
    assert answer.endswith(".") if isinstance(answer, str) else not answer.runs_backwards


@given(st.integers(-400, 400))
def test_offset_labels_read_back(days: int) -> None:
    """H-4, hari H and H+2 as written are understood as written."""
    assert parse_day(offset_label(days), TODAY) == Offset(days)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("07.02", time(7, 2)), ("7:02", time(7, 2)), ("0702", time(7, 2)), ("702", time(7, 2)),
        ("jam 7", time(7)), ("pukul 07.02", time(7, 2)), ("7", time(7)), ("pkl. 7.02", time(7, 2)),
        ("setengah 8", time(7, 30)), ("jam setengah 1 siang", time(12, 30)),
        ("jam 4 sore", time(16)), ("jam 7 malam", time(19)), ("12 malam", time(0)),
        ("jam 12 siang", time(12)), ("2 siang", time(14)), ("9 pagi", time(9)),
        ("09.00 WIB", time(9)), ("23.59", time(23, 59)), ("00.00", time(0)),
    ],
)  # fmt: skip
def test_hour_in_many_spellings(typed: str, hour: time) -> None:
    """Every usual spelling of an hour is understood."""
    assert parse_hour(typed, "WIB") == hour


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("24.00", "tidak ada"),
        ("7.60", "tidak ada"),
        ("nanti", "belum dipahami"),
        ("", "belum ada"),
        ("09.00 WITA", "jam setempat (WIB)"),
    ],
)
def test_faulty_hour_is_told_with_an_example(typed: str, part: str) -> None:
    """An hour that is none, or one of another zone, is answered by a clear sentence."""
    with pytest.raises(BadHour) as fault:
        parse_hour(typed, "WIB")
    assert part in str(fault.value)
    assert "ontoh: " in str(fault.value) or "contoh: " in str(fault.value)


@given(st.times())
def test_any_hour_reads_back(hour: time) -> None:
    """Each minute of the day, written with a dot or without, is that minute."""
    minute = hour.replace(second=0, microsecond=0)
    assert parse_hour(f"{hour:%H.%M}") == parse_hour(f"{hour:%H%M}") == minute


@pytest.mark.parametrize(
    ("typed", "lead"),
    [
        ("H-3 09.30", Lead(3, time(9, 30))),
        ("h-7", Lead(7, time(9))),
        ("hari H 06.00", Lead(0, time(6))),
    ],
)
def test_lead_as_typed(typed: str, lead: Lead) -> None:
    """A reminder is so many days before, at nine if no hour is said."""
    assert parse_lead(typed) == lead


@pytest.mark.parametrize("typed", ["H+1", "13-02-2024", "besok", "x"])
def test_lead_that_is_none_is_told(typed: str) -> None:
    """After the day or on a fixed date is no lead."""
    with pytest.raises(BadDate, match="ontoh: "):
        parse_lead(typed)


def test_moment_keeps_day_and_hour() -> None:
    """A day with an hour is read as both."""
    assert parse_moment("H-1 17.00", TODAY) == Moment(Offset(-1), time(17))


def test_how_far_reads_naturally() -> None:
    """Today, tomorrow, in three days, two days ago."""
    distances = [how_far(TODAY, TODAY + timedelta(days=days)) for days in (0, 1, 3, -2)]
    assert distances == ["hari ini", "besok", "3 hari lagi", "2 hari lalu"]
