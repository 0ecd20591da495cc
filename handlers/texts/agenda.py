"""Every sentence of the agenda, its bans and its reminders."""

from datetime import date, datetime, time
from html import escape

from handlers.texts.dates import (
    clock,
    day_span,
    long_day,
    month_name,
    plain_day,
    weekday_name,
)
from storage.agenda import Confirm, Kind, Notice

# ── Days and hours that cannot be understood ─────────────────────────────────────────────────
DATE_EXAMPLES = "13-02-2024, 13 Feb 2024, besok, H-4, atau 12-02-2024 s.d. 13-02-2024"
SPAN_RUNS_BACKWARDS = (
    "Tanggal akhir lebih awal daripada tanggal mulai. Contoh: 12-02-2024 s.d. 13-02-2024."
)


def date_not_understood(typed: str) -> str:
    """The words are no date."""
    if not typed:
        return f"Tanggalnya belum ada. Contoh: {DATE_EXAMPLES}."
    return f"Tanggal “{escape(typed[:40])}” belum dipahami. Contoh: {DATE_EXAMPLES}."


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
    return f"Jam “{escape(typed[:40])}” belum dipahami. Contoh: 07.02 atau 16.30."


def no_such_hour(typed: str) -> str:
    """25.00."""
    return f"Jam {escape(typed[:40])} tidak ada. Jam 00.00 sampai 23.59, contoh: 07.02."


def hour_of_other_zone(zone: str) -> str:
    """09.00 WITA in a city of WIB."""
    return f"Pakai jam setempat ({zone}), contoh: 09.00."


def lead_not_understood(typed: str) -> str:
    """A reminder after the day, or on no day of its own."""
    return (
        f"Pengingat “{escape(typed[:40])}” belum dipahami. H = hari acaranya. "
        "Contoh: H-3 09.00 atau hari H 06.00."
    )


# ── An entry in words ────────────────────────────────────────────────────────────────────────
KIND_NAMES = {
    Kind.STAGE: "Tahapan",
    Kind.LEAVE_BAN: "Larangan cuti",
    Kind.TRAVEL_BAN: "Larangan bepergian",
    Kind.LOGISTICS: "Pengiriman logistik",
    Kind.MEETING: "Rakor",
    Kind.OUTREACH: "Sosialisasi",
    Kind.NEUTRALITY: "Netralitas",
    Kind.OTHER: "Lain-lain",
}
KIND_ICONS = {
    Kind.STAGE: "🗳",
    Kind.LEAVE_BAN: "🚫",
    Kind.TRAVEL_BAN: "🚫",
    Kind.LOGISTICS: "📦",
    Kind.MEETING: "👥",
    Kind.OUTREACH: "📣",
    Kind.NEUTRALITY: "⚖️",
    Kind.OTHER: "📌",
}
NOTICE_HEADINGS: dict[Notice | None, str] = {
    None: "🔔 Pengingat",
    Notice.NOW: "📣 Pemberitahuan",
    Notice.CHANGED: "✏️ Perubahan",
    Notice.CANCELLED: "❌ Dibatalkan",
    Notice.AGAIN: "🔁 Pengingat lagi: mohon dikonfirmasi",
    Notice.RECAP: "📊 Rekap konfirmasi",
    Notice.MINUTES: "📝 Notulen",
}
CONFIRM_LABELS = {
    Confirm.READ: "✅ Sudah dibaca",
    Confirm.PASSED_ON: "✅ Sudah diteruskan ke staf",
}


def at_hour(day: str, hour: str) -> str:
    """H-4 pukul 09.00."""
    return f"{day} pukul {hour}"


def from_to(first: str, last: str) -> str:
    """H-4 s.d. H-1."""
    return f"{first} s.d. {last}"


def over_days(first: str, at: str, last: str, until: str, zone: str) -> str:
    """Selasa, 31 Desember 2024 pukul 22.00 sampai Rabu, 1 Januari 2025 pukul 02.00 WITA."""
    return f"{first} pukul {at} sampai {last} pukul {until} {zone}"


def between_hours(days: str, start: str, end: str | None, zone: str) -> str:
    """Rabu, 20 November 2024 pukul 09.00–11.00 WIB."""
    return f"{days} pukul {start}{f'–{end}' if end else ''} {zone}"


def day_unknown(rule: str) -> str:
    """A rule that counts from a voting day nobody has set."""
    return f"{rule} (hari H belum diatur)"


def under_way(days: str) -> str:
    """A range of days with today in it."""
    return f"{days} (sedang berlangsung)"


def entry(
    kind: Kind, title: str, when: str, place: str | None, ordered_by: str | None, body: str | None
) -> str:
    """An entry in full."""
    lines = [f"{KIND_ICONS[kind]} <b>{escape(title)}</b>", f"{KIND_NAMES[kind]}. {when}"]
    if place:
        lines.append(f"Tempat: {escape(place)}")
    if ordered_by:
        lines.append(f"Atas perintah: {escape(ordered_by)}")
    if body:
        lines += ["", escape(body)]
    return "\n".join(lines)


def with_heading(heading: str, words: str, *, rehearsal: bool) -> str:
    """What goes out about an entry; a rehearsal says so first."""
    return f"{'🎭 GLADI · ' if rehearsal else ''}{heading}\n{words}"


# ── Confirmations ────────────────────────────────────────────────────────────────────────────
NOT_FOR_YOU = "Pesan ini bukan untuk akun ini."
CONFIRMED_BEFORE = "Sudah dicatat sebelumnya. Terima kasih."
THANKS = "Terima kasih, sudah dicatat."


def confirmed(text: str, kind: Confirm, local: datetime) -> str:
    """The message once its receiver has confirmed; `text` is HTML already."""
    return f"{text}\n\n{CONFIRM_LABELS[kind]}, {long_day(local.date())} pukul {clock(local)}."


# ── Reminders that came too late ─────────────────────────────────────────────────────────────
def missed_line(title: str, due: datetime) -> str:
    """One reminder that was not sent."""
    return f"• {escape(title)}: seharusnya {long_day(due.date())} pukul {clock(due)}"


def missed(lines: list[str]) -> str:
    """To the admins: what was not sent because it would have come too late."""
    return "\n".join(
        ["⚠️ Pengingat berikut terlewat dan tidak dikirim, karena sudah terlambat:", *lines]
    )


# ── /agenda ──────────────────────────────────────────────────────────────────────────────────
ALL = "📆 Semua"
ADD = "➕ Tambah"
MANAGE = "✏️ Ubah/batalkan"


def agenda_line(kind: Kind, title: str, when: str, ordered_by: str | None) -> str:
    """One entry in a list."""
    order = f" Atas perintah: {escape(ordered_by)}." if ordered_by else ""
    return f"{KIND_ICONS[kind]} <b>{escape(title)}</b>\n    {when}.{order}"


def voting_day(hours: list[tuple[str, time]]) -> str:
    """Today is the day; the hours are those of a station's milestones, in their order."""
    said = (label if clock(at) in label else f"{label} {clock(at)}" for label, at in hours)
    line = escape(" · ".join(said))
    return "🗳 <b>Hari pemungutan suara.</b>" + (f"\n    {line}." if line else "")


def agenda_page(
    today: date, bans: list[str], now: list[str], ahead: list[str], more: int, missed: list[str]
) -> str:
    """What concerns somebody: bans in force, today, next."""
    parts = [f"📅 <b>Agenda</b>, {long_day(today)}"]
    if bans:
        parts.append("\n".join(["<b>Larangan yang berlaku</b>", *bans]))
    parts.append("\n".join(["<b>Hari ini</b>", *(now or ["Tidak ada."])]))
    parts.append("\n".join(["<b>Berikutnya</b>", *(ahead or ["Tidak ada."])]))
    if more:
        parts.append(f"… dan {more} lagi.")
    if missed:
        parts.append("\n".join(["<b>Pengingat yang terlewat</b> (7 hari terakhir)", *missed]))
    return "\n\n".join(parts)


# ── /cuti ────────────────────────────────────────────────────────────────────────────────────
LEAVE_NEEDS_A_DATE = (
    "Hari H belum diatur, jadi tanggalnya belum dapat dihitung. Contoh: /cuti 13-02-2024."
)
NOT_A_PERMIT = "Ini pemberitahuan, bukan surat cuti."


def leave_not_understood(fault: str) -> str:
    """/cuti with words that are no date."""
    return f"{fault}\nTanya larangan cuti: /cuti 13-02-2024."


def leave_answer(
    first: date, last: date, held: list[str], ahead: list[str], undated: list[str],
    until: date | None,
) -> str:  # fmt: skip
    """Whether a day or range is under a ban, by whose order and until when."""
    days = day_span(first, last)
    if held and until:
        parts = [f"🚫 {days}: <b>ada larangan</b> untuk Bapak/Ibu, sampai {long_day(until)}."]
    else:
        parts = [f"✅ {days}: tidak ada larangan cuti atau bepergian untuk Bapak/Ibu."]
    parts += held
    if ahead:
        parts += ["<b>Larangan berikutnya</b>", *ahead]
    if undated:
        parts += ["<b>Larangan yang tanggalnya belum pasti</b>", *undated]
    return "\n\n".join([*parts, NOT_A_PERMIT])


# ── A milestone at its hour ──────────────────────────────────────────────────────────────────
def prompt(station: str, milestones: list[str], *, rehearsal: bool) -> str:
    """The prompt to a station's reporter; `station` is HTML already."""
    marked = "🎭 GLADI · " if rehearsal else ""
    wanted = ", ".join(escape(each) for each in milestones)
    return f"{marked}🔔 {station}: <b>{wanted}</b>?\nBila sudah, tekan tombol ✅ di bawah."
