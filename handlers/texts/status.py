"""Words of Status TPS."""

from collections.abc import Mapping
from datetime import date, datetime
from html import escape as esc
from typing import Any

from handlers.texts.dates import clock, offset_label, plain_day, short_day

WHICH_MILESTONE = "Apa yang sudah terjadi?"
ALL_PRESENT = "Apakah 7 KPPS dan 2 linmas sudah hadir semua?"
EVERYBODY = "Semua hadir"
SOME_MISSING = "Ada yang belum"
HOW_MANY_KPPS = "Berapa anggota KPPS yang hadir (dari 7)? Ketik angkanya."
HOW_MANY_LINMAS = "Berapa linmas yang hadir (dari 2)? Ketik angkanya."
WHO_IS_MISSING = "Siapa yang belum hadir? Cukup jabatannya, misalnya KPPS 5."
HOW_MANY_VOTERS = "Berapa pemilih yang sudah datang sampai pukul 10.00? Ketik angkanya."
HELP = "<b>mulai</b> · <b>mulai 07.05</b> · <b>tutup</b> · <b>segel</b> — tahapan TPS"
TITLE = "📍 <b>Status {station}</b>"
TAP = "Tekan yang sudah terjadi."
ALL_DONE = "Semua tahapan sudah dilaporkan. Terima kasih."
STOPPED = (
    "TPS ini ditunda atau PSU (pemungutan suara ulang). "
    "Hari ini tidak ada tahapan yang perlu dilaporkan."
)
POSTPONED = "⏸ Ditunda"
REVOTE = "🔁 PSU"
AS_USUAL = "▶️ Berjalan seperti biasa"
_DAYS = {
    "postponed": "ditunda", "revote": "PSU (pemungutan suara ulang)",
    "usual": "berjalan seperti biasa",
}  # fmt: skip
HOUR_PLEASE = "Jamnya belum dipahami. Tekan salah satu jam, atau ketik misalnya <b>07.05</b>."
WHAT_TIME = "Pukul berapa sebenarnya? Pilih, atau ketik jamnya."
JUST_NOW = "Baru saja"


def ready(number: int, label: str) -> str:
    """The next milestone as a message that waits in the phone for signal."""
    return f"✅ TPS {number:03d}: {label}"


def hour(at: datetime, day: date | None) -> str:
    """07.02 on voting day, H-1 17.00 before it; plain while voting day is not known."""
    days = (at.date() - day).days if day is not None else 0
    return f"{offset_label(days)} {clock(at)}" if days else clock(at)


def hour_of_day(at: datetime, today: date) -> str:
    """07.02 today, kemarin 17.00, 25 Nov 17.00: for a button."""
    days = (today - at.date()).days
    if days == 1:
        return f"kemarin {clock(at)}"
    return f"{short_day(at.date())} {clock(at)}" if days else clock(at)


def summary(label: str, at: datetime, answers: Mapping[str, Any], day: date | None) -> str:
    """Rapat dimulai 07.02"""
    text = f"{label[:1].upper()}{label[1:]} {hour(at, day)}"
    if answers.get("kpps") is not None or answers.get("linmas") is not None:
        text += f", KPPS {answers.get('kpps', 7)}/7, linmas {answers.get('linmas', 2)}/2"
        if answers.get("missing"):
            text += f", belum hadir: {esc(str(answers['missing']))}"
    elif answers.get("voters") is not None:
        text += f": {answers['voters']} pemilih"
    return text


def line(
    label: str, at: datetime | None, name: str | None, due: datetime | None, day: date | None
) -> str:  # fmt: skip
    """One milestone in the list; hours of other days than voting day (`day`) say so."""
    if at is not None:
        return f"✅ {esc(label)} <b>{hour(at, day)}</b> ({esc(name or '')})"
    return f"▫️ {esc(label)}" + (f" (biasanya {hour(due, day)})" if due else "")


def too_late(label: str, at: datetime) -> str:
    """A milestone that was reported after its hour."""
    return f"Terlambat: {label} {clock(at)}."


def too_early(label: str, at: datetime) -> str:
    """A milestone that was reported before it is allowed."""
    return f"Terlalu awal: {label} {clock(at)}."


def before_its_time(label: str, at: datetime, due: datetime) -> str:
    """A question back before a report that comes too early is stored."""
    rule = f"setelah {clock(due)}"
    if due.date() != at.date():
        rule = f"{plain_day(due.date())} {rule}"
    return f"{esc(label[:1].upper() + label[1:])} {clock(at)}? Aturan: {rule}."


def in_the_future(label: str, at: datetime) -> str:
    """A question back about an hour that has not come yet."""
    return f"{esc(label[:1].upper() + label[1:])} {clock(at)}? Jam itu belum lewat."


def out_of_order(label: str, before: str, at: datetime) -> str:
    """A question back when the step before is not known."""
    return (
        f"{esc(label[:1].upper() + label[1:])} {clock(at)}? "
        f"Padahal “{esc(before)}” belum dilaporkan."
    )


def sure_of_day(station: str, state: str) -> str:
    """A question back before a station's day is called off, or goes on; `station` is escaped."""
    if state == "usual":
        return f"{station} kembali berjalan seperti biasa? Tahapan dan pengingatnya aktif lagi."
    return f"{station} {_DAYS[state]}? Tahapan dan pengingat TPS ini berhenti untuk acara ini."


def day_set(station: str, state: str, name: str) -> str:
    """The day of a station was called off, or goes on; `station` is escaped."""
    rest = "Tahapan dan pengingatnya aktif lagi." if state == "usual" else "Pengingatnya berhenti."
    return f"{station}: <b>{_DAYS[state]}</b>, dicatat Bapak/Ibu {esc(name)}. {rest}"


def although_stopped(label: str) -> str:
    """A question back before a milestone of a station whose day is called off is stored."""
    return f"TPS ini ditunda atau PSU. Tetap catat “{esc(label)}”?"
