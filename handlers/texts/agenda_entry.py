"""Every sentence of making, changing and calling off an entry of the agenda."""

from datetime import date
from html import escape

from handlers.texts.agenda import CONFIRM_LABELS, KIND_ICONS, KIND_NAMES
from handlers.texts.common import count
from handlers.texts.dates import long_day
from storage.agenda import Confirm, Kind
from storage.fanout import Tally
from storage.reminders import ReminderState

# ── /agenda_tambah ───────────────────────────────────────────────────────────────────────────
KIND_WORDS = {
    Kind.STAGE: ("tahapan", "tahap"),
    Kind.LEAVE_BAN: ("larangan cuti", "cuti"),
    Kind.TRAVEL_BAN: ("larangan bepergian", "bepergian", "larangan keluar daerah"),
    Kind.LOGISTICS: ("logistik", "pengiriman logistik", "pengiriman"),
    Kind.MEETING: ("rakor", "rapat", "rapat koordinasi"),
    Kind.OUTREACH: ("sosialisasi",),
    Kind.NEUTRALITY: ("netralitas", "netralitas asn"),
    Kind.OTHER: ("lain", "lain-lain", "lainnya"),
}
NO_REMINDER_WORDS = ("tanpa pengingat", "tidak", "tanpa", "-")
CONFIRM_WORDS = {
    "konfirmasi": Confirm.READ,
    "dibaca": Confirm.READ,
    "sudah dibaca": Confirm.READ,
    "diteruskan": Confirm.PASSED_ON,
    "sudah diteruskan": Confirm.PASSED_ON,
    "tanpa konfirmasi": Confirm.NO,
}
ONE_LINE_EXAMPLE = (
    "Satu baris: <code>/agenda_tambah rakor; H-3 09.00; Rakor logistik; lurah, camat</code>\n"
    "Boleh ditambah pengingat dan konfirmasi: <code>; H-1 16.00; dibaca</code>"
)
FROM_FILE = (
    "Banyak sekaligus: kirim berkas .ics (Google Calendar, Outlook, Apple) atau Excel dengan "
    "keterangan <code>/agenda_tambah lurah, camat</code>"
)
ASK_KIND = f"➕ <b>Agenda baru</b>. Apa jenisnya?\n\n{ONE_LINE_EXAMPLE}\n\n{FROM_FILE}"
ASK_LEADS = (
    "Kapan diingatkan? H = hari acaranya. Tekan yang dipakai, "
    "atau ketik, contoh: H-2 15.00. Lalu Lanjut."
)
ASK_WHO = "Agenda ini untuk siapa?"
ASK_TYPED = {
    "title": "Apa judulnya? Ketik, contoh: Rakor logistik.",
    "when": "Kapan? Ketik tanggal, rentang, atau H dari hari pemungutan. Contoh:\n"
    "20-11-2024 09.00\n12-02-2024 s.d. 13-02-2024\nH-3 09.00\nH-4 s.d. H-1",
    "order": "Atas perintah siapa? Ketik, contoh: Surat Sekda Nomor 800/12/2024.",
    "place": "Di mana? Ketik tempatnya, atau kirim lokasinya lewat 📎 → Lokasi.",
    "note": "Ada keterangan? Ketik, atau lewati.",
}
BAD_COORDINATES = "Koordinatnya di luar peta. Contoh: -7.98260, 112.63080."
ON_THE_MAP = "lihat peta"
PRESS_A_BUTTON = "Tekan salah satu tombol di atas."
EMPTY_ANSWER = "Jawabannya masih kosong. Ketik dulu, atau tekan Lewati bila ada."
USE_PRESET = "📚 Pakai kalender siap pakai"
GO_ON = "Lanjut ➡️"
SAVE = "💾 Simpan"
ALL_PASSED = "⚠️ semua waktunya sudah lewat, jadi tidak ada yang dikabari kecuali dikirim sekarang"
NO_CONFIRMATION = "Tidak perlu"
NOTICE_NOW = "📣 Sekarang juga"


def kind_label(kind: Kind) -> str:
    """🚫 Larangan cuti."""
    return f"{KIND_ICONS[kind]} {KIND_NAMES[kind]}"


def kind_not_known(typed: str) -> str:
    """A word that is no kind."""
    names = ", ".join(words[0] for words in KIND_WORDS.values())
    return f"Jenis “{escape(typed[:40])}” tidak ada. Pilih: {names}.\n\n{ONE_LINE_EXAMPLE}"


def one_line_too_short(fields: int) -> str:
    """A one-line entry with parts missing."""
    return (
        f"Baru {fields} bagian. Perlu empat, dipisah titik koma: jenis; tanggal; judul; untuk "
        f"siapa.\n\n{ONE_LINE_EXAMPLE}"
    )


def too_long(length: int, most: int) -> str:
    """An answer that doesn't fit."""
    return f"Terlalu panjang: {length} huruf, paling banyak {most}. Ringkas dulu."


def toggled(label: str, on: bool) -> str:
    """A button that is on or off."""
    return f"☑️ {label}" if on else label


def lead_passed(label: str) -> str:
    """A reminder whose hour is over before the entry is stored."""
    return f"{label} (sudah lewat, tidak dikirim)"


def rule_and_days(rule: str, days: str) -> str:
    """H-4 s.d. H-1 = 23–26 November 2024; what says the same twice is said once."""
    return rule if rule in days else f"{rule} = {days}"


def ask_confirm(deadline: str) -> str:
    """Must people confirm, and by when."""
    return (
        "Perlukah penerima menekan tombol konfirmasi?\n"
        f"Daftar yang belum menekan dikirim kepada Bapak/Ibu {deadline}. "
        "Waktu lain? Ketik, contoh: H-2 12.00. H = hari acaranya."
    )


def chases_label(chases: int) -> str:
    """A button that changes how often people are asked again."""
    how = f"{chases} kali, tiap 24 jam" if chases else "tidak"
    return f"🔁 Ingatkan lagi yang belum: {how}"


def confirm_line(confirm: Confirm, chases: int, deadline: str) -> str:
    """✅ Sudah dibaca; yang belum diingatkan lagi 2 kali; rekap H-1 16.00."""
    if confirm is Confirm.NO:
        return "tidak perlu"
    again = f"; yang belum diingatkan lagi {chases} kali" if chases else ""
    return f"{CONFIRM_LABELS[confirm]}{again}; rekap {deadline}"


def summary(entry_text: str, who: str, reach: str, leads: list[str], confirm: str) -> str:
    """Everything before it is stored."""
    lines = [
        entry_text,
        "",
        f"Untuk: {who}, {reach}",
        f"Pengingat: {'; '.join(leads) or 'tidak ada'}",
        f"Konfirmasi: {confirm}",
        "",
        "Simpan?",
    ]
    return "\n".join(lines)


def saved(entry_text: str, *, told: bool, late: bool) -> str:
    """The entry is on the calendar; `late`: nobody will hear of it by itself any more."""
    how = " Sedang dikirim sekarang." if told else " ⚠️ Belum ada yang dikabari." if late else ""
    return f"✅ Tersimpan di agenda.{how}\n\n{entry_text}"


# ── Changing, calling off, telling now ───────────────────────────────────────────────────────
WHICH_ENTRY = "Agenda mana yang diubah?"
NO_ENTRIES = "Belum ada agenda. Tambah dengan /agenda_tambah."
CHANGES = {
    "title": "✏️ Judul",
    "when": "📅 Tanggal",
    "who": "👥 Penerima",
    "leads": "🔔 Pengingat",
    "confirm": "✅ Konfirmasi",
    "order": "📜 Perintah",
    "place": "📍 Tempat",
    "note": "📝 Keterangan",
}
TELL_NOW = "📣 Kirim sekarang"
CALL_OFF = "❌ Batalkan"
CALL_OFF_SURE = "❌ Ya, batalkan"
CONFIRMATIONS = "📊 Siapa yang sudah konfirmasi"
MEETING = "👥 Undangan rapat"
TO_LIST = "📋 Daftar agenda"
_STATES = {
    ReminderState.WAITING: "menunggu",
    ReminderState.SENDING: "sedang dikirim",
    ReminderState.SENT: "terkirim",
    ReminderState.MISSED: "terlewat",
    ReminderState.CANCELLED: "tidak dikirim",
}


def entry_label(kind: Kind, title: str) -> str:
    """A button for an entry."""
    return f"{KIND_ICONS[kind]} {title}"[:60]


def reminder_line(when: str, state: ReminderState, tally: Tally) -> str:
    """One reminder and how it stands."""
    if not tally.people:
        return f"• {when}: {_STATES[state]}"
    failed = f", {count(tally.failed)} gagal" if tally.failed else ""
    return (
        f"• {when}: {_STATES[state]}, {count(tally.sent)} dari {count(tally.people)} sampai"
        f"{failed}, {count(tally.confirmed)} konfirmasi"
    )


def managed(
    entry_text: str, who: str, reach: str, confirm: str, reminders: list[str]
) -> str:  # fmt: skip
    """An entry with its people and reminders, for who may change it."""
    lines = reminders or ["Tidak ada."]
    people = [f"Untuk: {who}, {reach}", f"Konfirmasi: {confirm}"]
    return "\n".join([entry_text, "", *people, "", "<b>Pengingat</b>", *lines])


def told_now(entry_text: str) -> str:
    """The audience gets a notice within moments."""
    return f"📣 Sedang dikirim sekarang.\n\n{entry_text}"


def sure_to_cancel(title: str, told: int) -> str:
    """Before an entry is called off."""
    notice = f" {count(told)} orang yang sudah diberi tahu akan dikabari." if told else ""
    return f"Batalkan “{escape(title)}”?{notice}"


def cancelled(title: str, *, told: bool) -> str:
    """The entry is called off."""
    return f"❌ “{escape(title)}” dibatalkan.{_HEARD if told else ''}"


def changed(entry_text: str, *, told: bool) -> str:
    """The entry is changed."""
    return f"✅ Diubah.{_HEARD if told else ''}\n\n{entry_text}"


_HEARD = " Yang sudah diberi tahu sedang dikabari."


# ── Calendars that ship ──────────────────────────────────────────────────────────────────────
WHICH_PRESET = "Kalender mana yang dimuat?"
LOAD = "💾 Muat"


def preset_line(kind: Kind, title: str, when: str) -> str:
    """One entry of a calendar."""
    return f"{KIND_ICONS[kind]} {escape(title)}: {when}"


def preset_page(name: str, lines: list[str], missing: int, voting_day: date | None) -> str:
    """A calendar before it is loaded; `voting_day` is its own, if the event has another one."""
    parts = [f"📚 <b>{escape(name)}</b>", "\n".join(lines)]
    if voting_day:
        parts.append(
            f"⚠️ Kalender ini dibuat untuk pemungutan suara {long_day(voting_day)}, "
            "berbeda dari acara sekarang. Tanggalnya tidak ikut bergeser."
        )
    already = f" ({len(lines) - missing} sudah ada)" if missing < len(lines) else ""
    parts.append(f"Muat {missing} agenda{already}?" if missing else "Semuanya sudah dimuat.")
    return "\n\n".join(parts)


def preset_loaded(name: str, new: int, whole: int, *, late: int) -> str:
    """The calendar is on the agenda; of `late` entries nobody will be reminded by itself."""
    already = f" {whole - new} sudah ada sebelumnya." if new < whole else ""
    text = f"✅ {escape(name)}: {new} agenda dimuat.{already} Lihat: /agenda"
    if not late:
        return text
    return (
        f"{text}\n\n⚠️ {late} agenda di bawah ini sudah lewat waktu pengingatnya, jadi belum ada "
        f"yang dikabari. Buka, lalu tekan {TELL_NOW}."
    )
