"""Every sentence about the calendar as a file: taking it along, and bringing entries in."""

import re
from html import escape

from handlers.texts.common import count
from handlers.texts.dates import MONTHS
from storage.agenda import Kind

# ── By month, and to take along ──────────────────────────────────────────────────────────────
BY_MONTH = "🗓 Per bulan"
TAKE_ALONG = "📤 Bawa (.ics)"
TO_AGENDA = "📅 Agenda"
PREPARING = "Berkas sedang disiapkan."
FILE_NAME = "agenda-siaga.ics"
NOTHING_TO_TAKE = "Belum ada agenda bertanggal untuk Bapak/Ibu, jadi belum ada yang bisa dibawa."
NO_FILE = "Berkas agenda belum bisa dibuat. Coba lagi sebentar lagi."
_ORDER = "Atas perintah: "
_ORDER_LINE = re.compile(rf"^{_ORDER}(?P<who>[^\n]+)\n*", re.IGNORECASE)


def month_label(year: int, month: int) -> str:
    """November 2024."""
    return f"{MONTHS[month - 1]} {year}"


def month_page(year: int, month: int, lines: list[str]) -> str:
    """One month of the calendar."""
    listed = "\n".join(lines) if lines else "Tidak ada agenda."
    return f"🗓 <b>{month_label(year, month)}</b>\n\n{listed}"


def caption(entries: int, undated: int) -> str:
    """Below the .ics file."""
    text = f"📅 {count(entries)} agenda Bapak/Ibu. Buka berkas ini untuk mengisi kalender HP."
    if undated:
        text += f" {undated} agenda belum ikut karena hari H belum diatur."
    return text


def calendar_name(event: str) -> str:
    """The name that a calendar program shows."""
    return f"Siaga TPS: {event}"


def description(ordered_by: str | None, body: str | None) -> str:
    """The words of an entry in a calendar program; `split_description` takes them apart again."""
    return "\n\n".join([*([_ORDER + ordered_by] if ordered_by else []), *([body] if body else [])])


def split_description(text: str) -> tuple[str | None, str | None]:
    """By whose order, where the first line says so, and the rest."""
    match = _ORDER_LINE.match(text)
    rest = (text[match.end() :] if match else text).strip()
    return (match["who"].strip() if match else None), rest or None


# ── Bringing entries in ──────────────────────────────────────────────────────────────────────
APPLY = "Terapkan"
CANCEL = "Batal"
WHO = "👥 Penerima"
PURPOSE = "📥 Agenda dari berkas ini untuk siapa?"
NOT_ADMIN = "Hanya admin yang dapat memasukkan agenda dari berkas. Hubungi admin posko."
CANCELLED = "Dibatalkan. Agenda tidak berubah."
IN_PROGRESS = "Sedang diterapkan."
EXPIRED = "Pratinjau ini sudah lebih dari 24 jam. Kirim berkasnya sekali lagi."
EVENT_CHANGED = "Acara yang aktif sudah berganti. Kirim berkasnya sekali lagi."
NO_DOWNLOAD = "Berkas belum bisa diambil dari Telegram. Kirim sekali lagi."
TOO_HEAVY = "Berkas ini terlalu berat untuk dibaca. Bagi menjadi beberapa berkas, lalu kirim lagi."
NO_CALENDAR = (
    "Berkas ini bukan kalender (.ics). Ekspor dari Google Calendar, Outlook, atau Apple Calendar, "
    "lalu kirim lagi."
)
NO_EVENTS = "Kalender ini tidak berisi acara."
NO_SHEET = (
    "Tidak ada sheet agenda. Pakai judul kolom: jenis, judul, mulai, selesai, jam, sasaran, "
    "pengingat, wajib_konfirmasi, tempat, oleh."
)
NOT_FINISHED = "Agenda dari berkas belum bisa diterapkan. Kirim berkasnya sekali lagi."
_MOST_LINES = 12
_MOST_FAULTS = 15

# What cannot be used of a file, each beside the entry it is about.
NO_TITLE = "judulnya kosong"
NO_START = "tanggal mulainya tidak terbaca"
BAD_END = "tanggal selesainya tidak terbaca"
RUNS_BACKWARDS = "selesai lebih awal daripada mulai"
REPEATS_FOREVER = "berulang tanpa akhir; beri tanggal akhir, atau tulis satu per satu"
REPEATS_ODDLY = "pengulangannya tidak dapat dibaca; tulis satu per satu"
NO_UID = "tidak punya UID; ekspor ulang dari program kalendernya"


def unknown_zone(name: str) -> str:
    """A time zone that nobody knows."""
    return f"zona waktu “{name[:40]}” tidak dikenal"


def odd_year(year: int) -> str:
    """A year outside this century."""
    return f"tahun {year} tidak dapat dipakai"


def repeats_too_often(most: int) -> str:
    """A recurrence with too many occurrences."""
    return f"berulang lebih dari {most} kali; tulis sebagai rentang tanggal"


def fault(title: str, reason: str) -> str:
    """• Rapat: tanggal mulainya tidak terbaca"""
    return f"• {escape(title[:60]) or '(tanpa judul)'}: {escape(reason)}"


def row_fault(number: int, reason: str) -> str:
    """• Baris 7: judulnya kosong"""
    return f"• Baris {number}: {reason}"


def too_big(limit_kb: int) -> str:
    """A file that is too large for a calendar."""
    return f"Berkas lebih besar dari {limit_kb} kB, jadi tidak dibaca. Bagi menjadi beberapa."


def too_many(limit: int) -> str:
    """More entries than anybody can check."""
    return f"Paling banyak {limit} agenda dalam satu berkas. Bagi menjadi beberapa berkas."


def reading(name: str) -> str:
    """Right after the file has come."""
    return f"Membaca {escape(name)} …"


def reminders_label(*, on: bool) -> str:
    """A button that changes whether the usual reminders come along."""
    return f"🔔 Pengingat: {'ya' if on else 'tidak'}"


def preview(
    name: str, counts: dict[str, int], lines: list[str], faults: list[str], who: str | None,
    *, remind: bool,
) -> str:  # fmt: skip
    """Before anything changes; `who` is None when the file says for whom everything is."""
    numbers = " · ".join(f"{word} {count(number)}" for word, number in counts.items())
    parts = [f"📥 <b>Pratinjau agenda</b>: {escape(name)}\n{numbers}"]
    if lines:
        parts.append("\n".join(_bounded(lines, _MOST_LINES)))
    if faults:
        parts.append("\n".join(["<b>Tidak dapat dipakai</b>", *_bounded(faults, _MOST_FAULTS)]))
    if who is not None:
        usual = "pengingat biasa menurut jenisnya" if remind else "tanpa pengingat"
        parts.append(f"Agenda baru untuk: {who}\nPengingat: {usual}")
    parts.append("Belum ada yang berubah.")
    return "\n\n".join(parts)


VERDICTS = {"new": "baru", "changed": "berubah", "same": "tetap", "off": "dibatalkan"}
MARKS = {"new": "➕", "changed": "✏️", "off": "❌"}
"""What the entries of a file would do to the calendar; what stays the same is not listed."""
FAULTY = "bermasalah"


def line(mark: str, kind_icon: str, title: str, when: str) -> str:
    """➕ 👥 Rakor: Rabu, 20 November 2024"""
    return f"{mark} {kind_icon} {escape(title)}: {when}"


def applied(name: str, counts: dict[str, int]) -> str:
    """The calendar holds what the file says."""
    numbers = " · ".join(f"{word} {count(number)}" for word, number in counts.items())
    return f"✅ Diterapkan: {escape(name)}\n{numbers}\nLihat: /agenda"


def over(name: str, *, expired: bool) -> str:
    """The preview is over without anything having changed."""
    return f"{escape(name)}: {EXPIRED if expired else CANCELLED}"


def _bounded(lines: list[str], most: int) -> list[str]:
    more = len(lines) - most
    return [*lines[:most], f"… dan {more} lagi"] if more > 0 else lines


# ── Kinds, guessed from a title ──────────────────────────────────────────────────────────────
KIND_SIGNS: dict[Kind, tuple[str, ...]] = {
    Kind.LEAVE_BAN: ("larangan cuti",),
    Kind.TRAVEL_BAN: ("larangan bepergian", "larangan keluar"),
    Kind.MEETING: ("rakor", "rapat", "koordinasi", "meeting"),
    Kind.OUTREACH: ("sosialisasi", "bimtek", "bimbingan teknis"),
    Kind.LOGISTICS: ("logistik", "distribusi"),
    Kind.NEUTRALITY: ("netralitas",),
    Kind.STAGE: ("tahapan", "masa tenang", "kampanye", "pemungutan", "rekapitulasi", "penetapan"),
}
"""The first of these that the title holds decides; anything else is Kind.OTHER."""
