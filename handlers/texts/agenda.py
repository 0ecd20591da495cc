"""Every sentence of the agenda, its bans and its reminders."""

from datetime import date
from html import escape

from handlers.texts.dates import long_day, month_name, plain_day, weekday_name

# ── Days and hours that cannot be understood ─────────────────────────────────────────────────
DATE_EXAMPLES = "13-02-2024, 13 Feb 2024, besok, H-4, atau 12-02-2024 s.d. 13-02-2024"
SPAN_RUNS_BACKWARDS = "Akhirnya lebih awal daripada mulainya. Contoh: 12-02-2024 s.d. 13-02-2024."


def date_not_understood(typed: str) -> str:
    """The words are no date."""
    if not typed:
        return f"Tanggalnya belum ada. Contoh: {DATE_EXAMPLES}."
    return f"Tanggal “{escape(typed[:40])}” belum saya mengerti. Contoh: {DATE_EXAMPLES}."


def no_such_month(month: int) -> str:
    """13-13-2024."""
    return f"Bulan {month} tidak ada. Tulis tanggal-bulan-tahun, contoh: 13-02-2024."


def no_such_year(year: int) -> str:
    """13-02-0024."""
    return f"Tahun {year:04} tidak dapat dipakai. Contoh: 13-02-2024."


def no_such_day(number: int, last: date) -> str:
    """30-02-2024; `last` is the last day of that month."""
    return (
        f"Tanggal {number} {month_name(last)} {last.year} tidak ada: bulan itu sampai tanggal "
        f"{last.day}. Contoh: {last:%d-%m-%Y}."
    )


def wrong_weekday(day: date) -> str:
    """Senin, 27 November 2024."""
    return f"{plain_day(day)} jatuh pada hari {weekday_name(day)}. Contoh: {long_day(day)}."


def hour_not_understood(typed: str) -> str:
    """The words are no hour."""
    if not typed:
        return "Jamnya belum ada. Contoh: 07.02 atau 16.30."
    return f"Jam “{escape(typed[:40])}” belum saya mengerti. Contoh: 07.02 atau 16.30."


def no_such_hour(typed: str) -> str:
    """25.00."""
    return f"Jam {escape(typed[:40])} tidak ada. Jam 00.00 sampai 23.59, contoh: 07.02."


def hour_of_other_zone(zone: str) -> str:
    """09.00 WITA in a city of WIB."""
    return f"Pakai jam setempat ({zone}), contoh: 09.00."


def lead_not_understood(typed: str) -> str:
    """A reminder after the day, or on no day of its own."""
    return (
        f"Pengingat “{escape(typed[:40])}” belum saya mengerti. H di sini hari acaranya. "
        "Contoh: H-3 09.00 atau hari H 06.00."
    )
