"""Days and hours as people in Indonesia write them: "Rabu, 27 November 2024", "07.02"."""

from datetime import date, datetime, time, timedelta, tzinfo

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def month_name(day: date) -> str:
    """Februari."""
    return MONTHS[day.month - 1]


def weekday_name(day: date) -> str:
    """Rabu."""
    return WEEKDAYS[day.weekday()]


def plain_day(day: date) -> str:
    """27 November 2024."""
    return f"{day.day} {month_name(day)} {day.year}"


def long_day(day: date) -> str:
    """Rabu, 27 November 2024."""
    return f"{weekday_name(day)}, {plain_day(day)}"


def short_day(day: date) -> str:
    """27 Nov: for buttons and lists whose year is clear."""
    return f"{day.day} {month_name(day)[:3]}"


def day_span(first: date, last: date) -> str:
    """12–13 Februari 2024, with what both ends share said once; one day is said in full."""
    if first == last:
        return long_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{plain_day(last)}"
    if first.year == last.year:
        return f"{first.day} {month_name(first)} – {plain_day(last)}"
    return f"{plain_day(first)} – {plain_day(last)}"


def clock(at: time | datetime) -> str:
    """07.02."""
    return f"{at.hour:02}.{at.minute:02}"


def how_far(today: date, day: date) -> str:
    """Hari ini, besok, 3 hari lagi, 2 hari lalu."""
    days = (day - today).days
    if days == 0:
        return "hari ini"
    if days == 1:
        return "besok"
    return f"{days} hari lagi" if days > 0 else f"{-days} hari lalu"


def offset_label(days: int) -> str:
    """H-4, hari H, H+2."""
    return f"H{days:+}" if days else "hari H"


def zone_label(zone: tzinfo) -> str:
    """WIB, WITA or WIT; another zone is named by its distance from UTC."""
    offset = datetime(2024, 1, 1, tzinfo=zone).utcoffset() or timedelta()
    hours = offset // timedelta(hours=1)
    return _ZONES.get(hours, f"UTC{hours:+}")
