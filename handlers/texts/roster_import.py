"""What an admin reads while a roster is imported in the chat."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.texts.common import count
from handlers.texts.dates import clock
from storage.people import Ending

APPLY = "Terapkan"
CANCEL = "Batal"
SEND_FILE = (
    "Kirim berkas Excel (.xlsx) atau CSV ke sini. "
    "Belum ada yang berubah sebelum Bapak/Ibu menekan Terapkan. Contoh yang siap diisi: /templat"
)
NOT_ADMIN = (
    "Berkas tidak dapat diterima di sini; hanya admin yang mengirim data petugas. "
    "Untuk melapor masalah, tekan 🚨 Ada masalah."
)
NO_DOWNLOAD = "Berkas tidak dapat diambil dari Telegram. Kirim berkas itu sekali lagi."
NOT_APPLIED = "Data belum diterapkan karena ada gangguan. Kirim berkas itu sekali lagi."
CANCELLED = "Impor dibatalkan. Tidak ada yang berubah."
IN_PROGRESS = "Sedang diterapkan…"
NO_POST_LEFT = "Tugas Bapak/Ibu di bot ini sudah berakhir. Bila keliru, hubungi admin."
FAULTS_FILE = "baris-salah.csv"
FAULT_HEADINGS = ("sheet", "baris", "kolom", "isi", "alasan")
FAULTS_CAPTION = "Semua baris yang salah. Perbaiki di berkas asal, lalu kirim berkas itu lagi."
FAULTS_TITLE = "⚠️ <b>Baris yang salah (tidak ikut)</b>"
_SHEETS = {
    "wilayah": "Wilayah", "tps": "TPS", "tempat": "Tempat", "petugas": "Petugas",
    "kontak": "Kontak",
}  # fmt: skip

NOTHING_TO_CHANGE = "<b>Tidak ada yang berubah</b>: semua baris yang benar sudah sama."
CHANGED_SINCE = (
    "🔄 <b>Data berubah sejak pratinjau ini.</b> Belum ada yang diterapkan; "
    "periksa pratinjau yang baru di bawah ini."
)
OTHER_IN_PROGRESS = "Impor lain sedang diterapkan. Tunggu selesai, lalu tekan Terapkan lagi."
APPLIED_BEFORE = "Sudah diterapkan sebelumnya; tidak ada yang diubah lagi."
LEAVE_LOST = "🚫 Jangan tugaskan lagi"
_ENDINGS = {
    Ending.REVOKED: "dicabut", Ending.REPLACED: "diganti", Ending.MOVED: "dipindah",
    Ending.ROSTER: "tidak ada di impor",
}  # fmt: skip

Counts = Sequence[tuple[str, int, int, int]]


def reading(name: str) -> str:
    """The file has arrived and is being read."""
    return f"Membaca {esc(name)}…"


def preview(
    name: str, scope: str, counts: Counts, faulty: int, *, idle: bool, usable: bool
) -> list[str]:
    """The head of the preview: what the file is about and what it would do."""
    lines = [f"📋 <b>Pratinjau: {esc(name)}</b>"]
    if scope:
        lines.append(f"Cakupan: {esc(scope)}")
    lines += ["", *map(_counted, counts)]
    if faulty:
        lines.append(f"Salah: {count(faulty)} baris, tidak ikut.")
    if not usable:
        lines += ["", "Tidak ada baris yang dapat diterapkan. Perbaiki berkas, lalu kirim lagi."]
    elif idle:
        lines += ["", NOTHING_TO_CHANGE]
    return lines


def _counted(counted: tuple[str, int, int, int]) -> str:
    sheet, new, changed, same = counted
    return (
        f"{_SHEETS.get(sheet, sheet)}: {count(new)} baru, {count(changed)} berubah, "
        f"{count(same)} tetap"
    )


def missing(number: int, people: Sequence[str], *, removed: bool) -> list[str]:
    """People of the file's scope who are not in it."""
    names = "; ".join(map(esc, people)) + ("; …" if number > len(people) else "")
    head = f"Tidak ada di berkas: {count(number)} orang ({names})."
    if removed:
        return ["", f"🗑 {head} Tugas mereka <b>akan dicabut</b>."]
    return [
        "",
        f"{head} Mereka tetap bertugas. Untuk mencabut tugas mereka, ketik: <b>{number}</b>",
    ]


def revive(number: int) -> str:
    """The button that gives posts back."""
    return f"↩️ Tugaskan lagi {count(number)} orang"


def lost(who: str, how: Ending, at: datetime) -> str:
    """Slamet (linmas 35.73.05.1011-020): dicabut pada 27-11-2024 07.02 (plain); `at` is local."""
    return f"{who}: {_ENDINGS[how]} pada {at:%d-%m-%Y} {clock(at)}"


def lost_posts(number: int, people: Sequence[str], *, revive: bool) -> list[str]:
    """People of the file who lost that post in the bot."""
    head = (
        f"↩️ <b>Akan bertugas lagi</b>: {count(number)} orang yang dicabut atau diganti di bot."
        if revive
        else f"🚫 <b>Sudah dicabut atau diganti di bot</b>: {count(number)} orang; "
        "tidak ditugaskan lagi."
    )
    lines = [f"• {esc(each)}" for each in people] + (["• …"] if number > len(people) else [])
    return ["", head, *lines]


def notes(lines: Sequence[str]) -> list[str]:
    """Remarks that are no faults."""
    return ["", *(f"ℹ️ {esc(line)}" for line in lines)] if lines else []


def faults(lines: Sequence[str]) -> list[str]:
    """Faulty rows, one a line."""
    return [FAULTS_TITLE, *(f"• {esc(line)}" for line in lines)]


UNCHANGED_YET = "\nBelum ada yang berubah. Tekan <b>Terapkan</b> untuk menyimpan."


def fault(sheet: str, row: int | None, column: str | None, value: str, reason: str) -> str:
    """petugas baris 12, no_hp (B12) “0812”: bukan nomor telepon yang benar (plain)."""
    where = f"{sheet} baris {row}" if row else sheet
    what = f", {column}" if column else ""
    said = f" “{value}”" if value else ""
    return f"{where}{what}{said}: {reason}"


def faults_in_file(number: int) -> str:
    """The list of faults is too long for the chat."""
    return f"⚠️ {count(number)} baris salah; daftarnya ada di berkas {FAULTS_FILE}."


def many_roles(number: int) -> str:
    """Instead of a long list of roles."""
    return f"{number} peran"


def station(number: int, village: str) -> str:
    """TPS 012 Jodipan (plain)."""
    return f"TPS {number:03d} {village}"


def wrong_count(number: int) -> str:
    """A number was typed, but not that of the people who are missing."""
    return (
        f"Yang tidak ada di berkas {count(number)} orang. "
        f"Ketik {number} untuk mencabut tugas mereka, atau tekan Terapkan atau Batal."
    )


APPROVE = "✅ Setujui"
REFUSE = "🚫 Tolak"
WAITS = "Menunggu persetujuan admin lain."
NOT_YOURS_TO_APPROVE = "Persetujuan harus dari admin lain."
DECIDED_BEFORE = "Sudah diputuskan sebelumnya."


def please_approve(name: str, number: int, by: str) -> str:
    """To the other admins: many people would lose their posts."""
    return (
        f"🗑 <b>Perlu persetujuan admin kedua</b>\nAdmin {esc(by)} akan menerapkan {esc(name)} dan "
        f"mencabut tugas <b>{count(number)} orang</b> yang tidak ada di berkas itu.\n"
        "Tanyakan dulu langsung kepada orangnya bila ragu."
    )


def waits_for_approval(name: str, number: int, admins: int) -> str:
    """To who sent the file."""
    return (
        f"📋 {esc(name)}: mencabut tugas {count(number)} orang perlu persetujuan admin lain. "
        f"Permintaan terkirim ke {count(admins)} admin. Belum ada yang berubah."
    )


def approved(name: str, by: str) -> str:
    """What becomes of the request in every admin's chat."""
    return f"✅ {esc(name)}: disetujui {esc(by)}."


def refused(name: str, by: str) -> str:
    """The same, and what the sender of the file reads."""
    return f"🚫 {esc(name)}: ditolak {esc(by)}. Tidak ada yang berubah."


def applying(name: str) -> str:
    """Between the press and the result."""
    return f"📋 {esc(name)}: {IN_PROGRESS}"


def applied(name: str, counts: Counts, removed: int) -> str:
    """The result."""
    lines = [f"✅ <b>Diterapkan: {esc(name)}</b>", *map(_counted, counts)]
    if removed:
        lines.append(f"Tugas dicabut: {count(removed)} orang")
    return "\n".join(lines)


def over(name: str, *, done: bool) -> str:
    """What the preview shows once it is settled."""
    return f"📋 {esc(name)}: {'sudah diterapkan ✅' if done else 'dibatalkan'}"


EXPIRED = "Pratinjau sudah lebih dari 24 jam dan dihapus. Kirim berkas itu sekali lagi."
EVENT_CHANGED = "Acara sudah berganti sejak pratinjau ini. Kirim berkas itu sekali lagi."
