"""Broken workbooks, CSV files and calendars: bytes flipped, cut, doubled; lines nobody wrote."""

import io
import random
import zipfile
from functools import lru_cache
from zoneinfo import ZoneInfo

from handlers.agenda.files import ics_in
from handlers.errors import Refused
from handlers.roster import rows, workbook
from tests.agenda import calendars
from tests.fuzz import mutation
from tests.roster.files import PEOPLE, csv_text, xlsx

ZONE = ZoneInfo("Asia/Jakarta")
ODD_LINES = (
    "RRULE:FREQ=DAILY", "RRULE:FREQ=SECONDLY;COUNT=999999999", "RRULE:FREQ=DAILY;UNTIL=235959",
    "RRULE:FREQ=YEARLY;UNTIL=99991231T000000Z", "RRULE:FREQ=MONTHLY;BYDAY=-9MO", "EXDATE:x",
    "DTSTART:99991231T235959Z", "DTSTART;VALUE=DATE:00010101", "DTEND:19000101T000000",
    "DTSTART;TZID=Mars/Phobos:20241120T020000", "DURATION:P99999999D", "DTSTART:", "UID:",
    "RECURRENCE-ID:20241120T020000Z", "RDATE;VALUE=PERIOD:20241120T020000Z/PT1H", "BEGIN:VEVENT",
    "SUMMARY:" + "x" * 90_000, "END:VEVENT", "END:VCALENDAR", "STATUS:CANCELLED", "METHOD:CANCEL",
)  # fmt: skip
NAMES = ("petugas.csv", "petugas.xlsx", "x", "wilayah.CSV", "\u202ex.csv", "a" * 300)


@lru_cache
def _workbook() -> bytes:
    return xlsx({"petugas": PEOPLE, "tps": [["kode", "dpt_l"], ["35.73.03.1001-001", 240]]})


def any_file(rnd: random.Random) -> tuple[bytes, str]:
    """Bytes and the name they come under."""
    kind = rnd.random()
    if kind < 0.45:
        data = _damaged_text(rnd)
    elif kind < 0.75:
        data = _damaged_inside(rnd)
    elif kind < 0.95:
        data = _flipped(_workbook(), rnd)
    else:
        data = rnd.randbytes(rnd.randrange(400))
    return data, rnd.choice(NAMES)


def any_calendar(rnd: random.Random) -> bytes:
    """The bytes of an .ics file."""
    source = rnd.choice((calendars.GOOGLE, calendars.OUTLOOK, calendars.APPLE))
    if rnd.random() < 0.5:
        return _flipped(source.encode(), rnd)
    lines = source.splitlines()
    for _ in range(rnd.choice((1, 2, 5))):
        at = rnd.randrange(len(lines))
        change = rnd.random()
        if change < 0.5:
            lines.insert(at, rnd.choice(ODD_LINES))
        elif change < 0.7:
            lines[at] = rnd.choice(ODD_LINES)
        elif change < 0.85:
            lines[at] = lines[at][: rnd.randrange(len(lines[at]) + 1)] + mutation.text(rnd)
        else:
            del lines[at]
    return "\r\n".join(lines).encode("utf-8", "replace")


def read(data: bytes, name: str) -> bool:
    """Read a roster as the import does; whether it was one. Anything but Refused is a bug."""
    try:
        rows.roster(workbook.read(data, name))
    except Refused:
        return False
    return True


def read_calendar(data: bytes) -> bool:
    """The same for a calendar."""
    try:
        ics_in.read(data, ZONE)
    except Refused:
        return False
    return True


def _damaged_text(rnd: random.Random) -> bytes:
    table = [[mutation.text(rnd) if rnd.random() < 0.1 else cell for cell in row] for row in PEOPLE]
    encoding = rnd.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    text = csv_text(table).replace(",", rnd.choice((",", ";", "\t")))
    return _flipped(text.encode(encoding, "replace"), rnd)


def _flipped(data: bytes, rnd: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(rnd.choice((0, 1, 3, 20))):
        if not broken:
            break
        at = rnd.randrange(len(broken))
        change = rnd.random()
        if change < 0.5:
            broken[at] = rnd.randrange(256)
        elif change < 0.8:
            del broken[at : at + rnd.randrange(1, 40)]
        else:
            broken[at:at] = broken[max(0, at - 30) : at] or b"\0"
    return bytes(broken)


def _damaged_inside(rnd: random.Random) -> bytes:
    """The same in one of the parts of a workbook whose archive is sound."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as whole, zipfile.ZipFile(made, "w") as broken:
        victim = rnd.choice(whole.namelist())
        for name in whole.namelist():
            part = whole.read(name)
            if name == victim and rnd.random() < 0.1:
                continue
            broken.writestr(name, _flipped(part, rnd) if name == victim else part)
    return made.getvalue()
