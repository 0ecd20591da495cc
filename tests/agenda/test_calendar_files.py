"""Reading calendar files of three programs, and refusing in a sentence what cannot be used."""

from zoneinfo import ZoneInfo

import pytest

from handlers.agenda.files import ics_in
from handlers.agenda.files.proposal import Proposal
from handlers.errors import Refused
from tests.agenda.calendars import APPLE, GOOGLE, OUTLOOK, as_file, calendar

WIB = ZoneInfo("Asia/Jakarta")
UID = "UID:1@x"
START = "DTSTART:20241120T020000Z"


def by_title(text: str) -> dict[str, Proposal]:
    """The proposals of a file without faults."""
    reading = ics_in.read(as_file(text), WIB)
    assert reading.faults == ()
    return {f"{each.title} {each.starts}": each for each in reading.proposals}


def test_google() -> None:
    """UTC hours become local, whole days end on their last day, the description is split."""
    found = by_title(GOOGLE)
    meeting = found["Rakor logistik 2024-11-20 09:00"]
    assert (meeting.kind, meeting.ends) == ("rakor", "2024-11-20 11:00")
    assert meeting.ordered_by == "Sekda Kota Malang"
    assert meeting.body == (
        "Bawa daftar gudang, kunci; dan nomor penjaga.\nHadir 15 menit sebelumnya."
    )
    assert meeting.place == "Balai Kota Malang, Jl. Tugu No. 1, Kiduldalem, Kec. Klojen"
    quiet = found["Masa tenang 2024-11-24"]
    assert (quiet.kind, quiet.ends) == ("tahapan", "2024-11-26")


def test_a_short_recurrence_becomes_single_days() -> None:
    """Without the day that was left out, and with the one that was moved in its place."""
    found = by_title(GOOGLE)
    weekly = [each for each in found.values() if each.title.startswith("Apel")]
    assert [(each.key, each.starts) for each in weekly] == [
        ("weekly@google.com/2024-11-05", "2024-11-05 08:00"),
        ("weekly@google.com/2024-11-26", "2024-11-26 08:00"),
        ("weekly@google.com/2024-11-19", "2024-11-20 13:00"),
    ]


def test_outlook() -> None:
    """Windows' names of zones, quoted parameters, folded lines, days from midnight to midnight."""
    found = by_title(OUTLOOK)
    meeting = found["Sosialisasi netralitas ASN 2024-11-15 09:30"]
    assert (meeting.kind, meeting.ends) == ("sosialisasi", "2024-11-15 12:00")
    assert meeting.key.startswith("040000008200E00074C5B7101A82E008000")
    assert meeting.key.endswith("3456789012")
    logistics = found["Distribusi logistik 2024-11-23"]
    assert (logistics.kind, logistics.ends) == ("logistik", "2024-11-26")


def test_apple() -> None:
    """An hour of WITA becomes one of WIB, the place on the map comes along."""
    found = by_title(APPLE)
    meeting = found["Rapat Forkopimda 2024-11-18 09:00"]
    assert (meeting.lat, meeting.lon) == (-7.97775, 112.63408)
    assert meeting.place == "Balai Kota Jalan Tugu 1"
    assert found["Hari pemungutan suara 2024-11-27"].ends == "2024-11-27"


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        ((UID, START), "judulnya kosong"),
        ((START, "SUMMARY:Rapat"), "tidak punya UID"),
        ((UID, "SUMMARY:Rapat"), "tanggal mulainya tidak terbaca"),
        ((UID, "DTSTART:2024-11-20", "SUMMARY:Rapat"), "tanggal mulainya tidak terbaca"),
        ((UID, "DTSTART:20240230T020000Z", "SUMMARY:Rapat"), "tanggal mulainya tidak terbaca"),
        ((UID, "DTSTART:19700101T000000Z", "SUMMARY:Rapat"), "tahun 1970"),
        ((UID, START, "DTEND:20241119T020000Z", "SUMMARY:Rapat"), "lebih awal"),
        ((UID, START, "DURATION:PT?H", "SUMMARY:Rapat"), "selesainya tidak terbaca"),
        ((UID, START, "DURATION:P3650000D", "SUMMARY:Rapat"), "selesainya tidak terbaca"),
        ((UID, "DTSTART;TZID=Mars/Phobos:20241120T020000", "SUMMARY:Rapat"), "zona waktu “Mars"),
        ((UID, START, "RRULE:FREQ=DAILY", "SUMMARY:Rapat"), "berulang tanpa akhir"),
        ((UID, START, "RRULE:FREQ=DAILY;COUNT=32", "SUMMARY:Rapat"), "lebih dari 31 kali"),
        ((UID, START, "RRULE:FREQ=SECONDLY;COUNT=2", "SUMMARY:Rapat"), "pengulangannya"),
        ((UID, START, "RDATE:20241121T020000Z", "SUMMARY:Rapat"), "pengulangannya"),
        ((UID, START, "RECURRENCE-ID;RANGE=THISANDFUTURE:20241120T020000Z", "SUMMARY:Rapat"),
         "pengulangannya"),
    ],
)  # fmt: skip
def test_a_faulty_event_has_its_sentence(lines: tuple[str, ...], part: str) -> None:
    """Nothing is proposed, and the fault says what is wrong with which event."""
    reading = ics_in.read(calendar(*lines), WIB)
    assert reading.proposals == ()
    (fault,) = reading.faults
    assert part in fault


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "bukan kalender"),
        (b"nama,tanggal\r\n", "bukan kalender"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "bukan kalender|tidak berisi"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "tidak berisi acara"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 1_000_001, "1000 kB"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(data: bytes, part: str) -> None:
    """One sentence that says what to send instead."""
    with pytest.raises(Refused) as refused:
        ics_in.read(data, WIB)
    assert any(each in refused.value.text for each in part.split("|"))


def test_too_many_events_are_refused() -> None:
    """Nobody can look through more than a few hundred."""
    one = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:20241120T020000Z\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
    body = "".join(one.format(number) for number in range(301))
    with pytest.raises(Refused) as refused:
        ics_in.read(f"BEGIN:VCALENDAR\r\n{body}END:VCALENDAR\r\n".encode(), WIB)
    assert "Paling banyak 300" in refused.value.text


def test_a_cancelled_event_is_called_off() -> None:
    """By its own state, or because the file says so of all."""
    own = ics_in.read(calendar(UID, START, "SUMMARY:Rapat", "STATUS:CANCELLED"), WIB)
    whole = calendar(UID, START, "SUMMARY:Rapat").replace(
        b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:CANCEL"
    )
    assert [each.called_off for each in own.proposals] == [True]
    assert [each.called_off for each in ics_in.read(whole, WIB).proposals] == [True]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("SE Asia Standard Time", "09:00"), ("Singapore Standard Time", "08:00"),
        ("Tokyo Standard Time", "07:00"), ("Asia/Jayapura", "07:00"),
        ("(UTC+07:00) Bangkok, Hanoi, Jakarta", "09:00"),
        ("/freeassociation.sourceforge.net/Asia/Jakarta", "09:00"),
    ],
)  # fmt: skip
def test_zones_by_the_names_that_programs_give_them(zone: str, shown: str) -> None:
    """Windows' names, Exchange's, those of old exports: with or without their definition."""
    named = f'DTSTART;TZID="{zone}":20241120T090000'
    offset = {"09:00": "+0700", "08:00": "+0800", "07:00": "+0900"}[shown]
    definition = "\r\n".join(
        ("BEGIN:VTIMEZONE", f"TZID:{zone}", "BEGIN:STANDARD", "DTSTART:16010101T000000",
         f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "END:STANDARD", "END:VTIMEZONE",
         "BEGIN:VEVENT"),
    )  # fmt: skip
    plain = calendar(UID, named, "SUMMARY:Rapat")
    defined = plain.replace(b"BEGIN:VEVENT", definition.encode(), 1)
    for data in (defined, plain):
        (found,) = ics_in.read(data, WIB).proposals
        assert found.starts == f"2024-11-20 {shown}"


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY;COUNT=2"),
         ["2024-02-29", "2028-02-29"]),
        (("DTSTART;VALUE=DATE:20241120", "RRULE:FREQ=DAILY;UNTIL=20241122"),
         ["2024-11-20", "2024-11-21", "2024-11-22"]),
        (("DTSTART;TZID=Asia/Jakarta:20241120T090000",
          "RRULE:FREQ=WEEKLY;WKST=MO;COUNT=3;BYDAY=WE,FR"),
         ["2024-11-20 09:00", "2024-11-22 09:00", "2024-11-27 09:00"]),
        (("DTSTART;TZID=Asia/Jakarta:20241129T090000", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2"),
         ["2024-11-29 09:00", "2024-12-27 09:00"]),
        (("DTSTART:20241231T163000Z", "DTEND:20241231T173000Z"), ["2024-12-31 23:30"]),
    ],
)  # fmt: skip
def test_recurrences_leap_days_and_midnights(lines: tuple[str, ...], days: list[str]) -> None:
    """Each day by its own name, with the alarms and guests of the file left aside."""
    more = ("BEGIN:VALARM", "TRIGGER;VALUE=DATE-TIME:20241119T000000Z", "ACTION:DISPLAY",
            "DESCRIPTION:Reminder", "END:VALARM", 'ORGANIZER;CN="Sekda, Kota":mailto:a@b.id',
            "X-APPLE-DEFAULT-ALARM:TRUE")  # fmt: skip
    reading = ics_in.read(calendar(UID, *lines, "SUMMARY:Rapat", *more), WIB)
    assert reading.faults == ()
    assert [each.starts for each in reading.proposals] == days
    assert len({each.key for each in reading.proposals}) == len(days)


def test_a_fold_may_tear_a_character_apart() -> None:
    """Lines are folded at 75 octets, not letters: what old programs write is put together."""
    torn = "SUMMARY:Rapat di Café".encode().replace(b"\xc3\xa9", b"\xc3\r\n \xa9")
    data = calendar(UID, START, "SUMMARY:X").replace(b"SUMMARY:X", torn)
    (found,) = ics_in.read(data, WIB).proposals
    assert found.title == "Rapat di Café"


def test_a_floating_hour_is_local() -> None:
    """Without a zone the hour is that of the area."""
    reading = ics_in.read(calendar(UID, "DTSTART:20241120T090000", "SUMMARY:Rapat"), WIB)
    assert [each.starts for each in reading.proposals] == ["2024-11-20 09:00"]


def test_lines_that_end_with_a_bare_newline_and_a_mark_in_front() -> None:
    """What editors leave behind is read too."""
    data = b"\xef\xbb\xbf" + calendar(UID, START, "SUMMARY:Rapat").replace(b"\r\n", b"\n")
    assert len(ics_in.read(data, WIB).proposals) == 1
