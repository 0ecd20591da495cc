"""Words of the form engine: questions' helpers, receipts, corrections, and faults of input."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape as esc

from handlers.texts.common import count
from handlers.texts.dates import clock
from handlers.texts.examples import Example

PRESS_A_BUTTON = "Belum dipahami. Tekan salah satu tombol di atas, atau ketik batal."
NUMBER_PLEASE = "Ketik angkanya saja, misalnya 187. Untuk berhenti ketik batal."
WORDS_PLEASE = "Ketik keterangannya dengan kata-kata. Untuk berhenti ketik batal."
STATIONS_PLEASE = "Ketik nomor TPS-nya, misalnya: 3 7 12-15. Untuk berhenti ketik batal."
NO_VOTES = (
    "Maaf, hasil hitung suara tidak boleh dikirim ke sini (UU 7/2017 pasal 449 dan 540) "
    "dan tidak disimpan. Bot ini hanya mencatat tahapan, logistik, dan masalah."
)
NOT_BOOTH = "<b>Bukan bilik atau C.Hasil?</b> Tekan Kirim bila foto ini boleh disimpan."
KEEP_PHOTO = "Kirim"
DROP_PHOTO = "Hapus"
PHOTO_DROPPED = "Foto dihapus, tidak disimpan."
PHOTO_KEPT = "📷 Foto tersimpan."
PLACE_KEPT = "📍 Lokasi dicatat untuk laporan ini. Lanjutkan isian di atas."
SURE_YES = "Ya, benar"
SURE_NO = "Salah pencet"
MORE_YES = "Ada lagi"
MORE_NO = "Tidak, sudah semua"
RESUME = "▶️ Lanjut"
DISCARD = "🗑 Buang"
DISCARDED = "Dibuang. Tidak ada yang disimpan."
WHICH_STATION = "Untuk TPS nomor berapa? Pilih, atau ketik nomornya."
WHICH_NUMBER = "TPS nomor berapa? Tulis nomornya saja, misalnya: /tps 5"
WHICH_VILLAGE = "Di kelurahan mana?"
ONE_BY_ONE = (
    "Beberapa TPS sekaligus hanya untuk tahapan dan logistik yang lengkap, misalnya: "
    "<b>mulai 1-18</b> atau <b>logistik lengkap 1-18</b>. Yang lain ketik satu per satu."
)
WHICH_STORE = "Tempat simpan yang mana?"
NO_STATION = "Bapak/Ibu belum terdaftar di TPS mana pun. Hubungi PPS atau lurah."
NO_STORE = "Belum ada tempat simpan yang terdaftar di wilayah Bapak/Ibu."
ANYWHERE = "Bukan di TPS"
NOTHING_TO_CANCEL = "Belum ada laporan Bapak/Ibu yang bisa dibatalkan."
WHICH_SOURCE = "Laporan ini Bapak/Ibu terima lewat apa?"
SOURCE_LABELS = {"telepon": "☎️ Telepon", "ht": "📻 HT", "wa": "💬 WA", "langsung": "👤 Langsung"}
CORRECT = "✏️ Koreksi laporan"
WHICH_REPORT = "Laporan mana yang mau dikoreksi?"
NO_REPORTS = "Belum ada laporan dari Bapak/Ibu."
CORRECT_AGAIN = "✏️ Isi ulang"
WITHDRAW = "🗑 Batalkan laporan"
WITHDRAW_YES = "Ya, batalkan"
WITHDRAW_NO = "Tidak"
EDIT_NOT_UNDERSTOOD = (
    "Perubahan pesan belum dipahami, jadi laporan tidak diubah. "
    "Pakai ☰ Lainnya → Koreksi laporan, atau ketik laporan yang benar."
)


def send_photo(*, optional: bool) -> str:
    """Words came where a photo was asked for."""
    way_out = "tekan Lewati" if optional else "ketik batal"
    return f"Kirim fotonya lewat 📎, atau {way_out}."


def send_location(*, optional: bool) -> str:
    """Words came where a location was asked for."""
    way_out = "tekan Lewati" if optional else "ketik batal"
    return f"Kirim lokasi lewat 📎 → Lokasi, atau {way_out}."


def number_between(low: int, high: int) -> str:
    """A number outside its range."""
    return f"Angkanya antara {count(low)} dan {count(high)}. Ketik lagi, atau ketik batal."


def too_long(most: int) -> str:
    """More characters than are kept."""
    return f"Terlalu panjang. Ringkas menjadi paling banyak {most} huruf, lalu kirim lagi."


def receipt(number: int, summary: str) -> str:
    """✅ No. 1832. Rapat dimulai 07.02. Salah? Ketik: batal"""
    return f"✅ No. {number}. {summary}. Salah? Ketik: <b>batal</b>"


def receipt_toast(number: int, summary: str) -> str:
    """The same on a press, without formatting."""
    return f"✅ No. {number}. {summary}."


def told(number: int) -> str:
    """Before a question of a form that is told at once: the report is out already."""
    return f"✅ No. {number} sudah dilaporkan."


def stays_told(number: int) -> str:
    """The form was closed after the report had gone out."""
    return f"No. {number} tetap terkirim. Salah? Ketik: <b>batal</b>"


def told_already(number: int) -> str:
    """There is no way back behind what is told (plain: shown on the press)."""
    return f"No. {number} sudah dilaporkan. Salah? Ketik: batal {number}"


def taken_back(number: int) -> str:
    """The form goes on about a report that is no more."""
    return f"Laporan No. {number} sudah dibatalkan."


def reported_by_other(name: str, at: datetime) -> str:
    """Somebody else at the station was first."""
    return f"Sudah dilaporkan Bapak/Ibu {esc(name)} {clock(at)}."


def acting_for(name: str, *, current: bool = False) -> str:
    """Several people share the phone: whose report it is, on a button or in a toast (plain)."""
    return f"✓ Atas nama: {name}" if current else f"Atas nama: {name}"


def in_the_name_of(name: str) -> str:
    """Several people share the phone: who it was filed for."""
    return f"Atas nama: {esc(name)}. Bukan? Ketik /atasnama"


def reported_by_yourself(number: int, summary: str) -> str:
    """The same person reports the same thing again."""
    return f"Sudah tersimpan: No. {number}. {summary}. Salah? Ketik: <b>batal</b>"


def corrected(number: int, version: int, summary: str) -> str:
    """A new version was stored."""
    return f"✏️ No. {number} dikoreksi (versi {version}). {summary}."


def corrected_head(number: int, version: int) -> str:
    """Above a receipt that says more than a summary."""
    return f"✏️ No. {number} dikoreksi (versi {version})."


def corrected_by(number: int, summary: str, who: str) -> str:
    """Told to the person whose report somebody else has corrected."""
    return f"✏️ Laporan Bapak/Ibu No. {number} dikoreksi {esc(who)}: {summary}."


def withdrawn_by(number: int, summary: str, who: str) -> str:
    """Told to the person whose report somebody else has taken back."""
    return f"🗑 Laporan Bapak/Ibu No. {number} dibatalkan {esc(who)} ({summary})."


def report_title(number: int, place: str, summary: str, at: datetime | None) -> str:
    """No. 12 · TPS 012 · Rapat dimulai 07.02 (not escaped)"""
    hour = [clock(at)] if at is not None else []
    return " · ".join([f"No. {number}", *([place] if place else []), summary, *hour])


def withdrawn(number: int, summary: str) -> str:
    """A report was taken back."""
    return f"🗑 Laporan No. {number} dibatalkan ({summary})."


def withdraw_too(number: int, summary: str) -> str:
    """`batal` a second time: the report before the one that was taken back."""
    return f"Batalkan juga No. {number} ({summary})?"


def kept(number: int, summary: str) -> str:
    """Tidak: the report stands."""
    return f"✅ No. {number} tetap tersimpan ({summary})."


def not_your_report(number: int) -> str:
    """A typed number of no report, or of somebody else's: which of both is not told."""
    return (
        f"Laporan No. {number} tidak ada, atau bukan laporan Bapak/Ibu. "
        "Daftar laporan Bapak/Ibu: /koreksi"
    )


def at_place(summary: str, place: str) -> str:
    """Rapat dimulai 07.02 · TPS 012 Jodipan; both escaped."""
    return f"{summary} · {place}" if place else summary


def half_done(title: str, about: list[str]) -> str:
    """A form was left open for long, or another one is to begin.

    `about` says which it is, escaped: what has happened, where, since when.
    """
    which = f" ({' · '.join(about)})" if about else ""
    return f"Laporan <b>{esc(title)}</b>{which} belum selesai. Lanjut atau buang?"


def begun(at: datetime) -> str:
    """When a form was opened."""
    return f"dibuka {clock(at)}"


def no_such_station(number: int, village: str) -> str:
    """A typed number that no station carries."""
    return f"Tidak ada TPS {number:03d} di {esc(village)}. Periksa nomornya, lalu ketik lagi."


def no_such_stations(numbers: Iterable[int]) -> str:
    """Typed numbers that no station of the place carries."""
    return f"Tidak ada TPS {spans(numbers)} di sini. Periksa nomornya, lalu ketik lagi."


def batch_preview(label: str, village: str, numbers: Iterable[int], done: Iterable[int]) -> str:
    """What a batch of reports would store; `label` is escaped, here and below."""
    listed, already = spans(numbers), spans(done)
    text = f"<b>{label}</b> untuk TPS {listed} ({esc(village)})."
    if already:
        text += f"\nSudah dilaporkan, dilewati: {already}."
    return text


def batch_corrects(at: datetime, numbers: Iterable[int]) -> str:
    """Which of a batch one has reported oneself, with another hour."""
    return f"Diperbaiki menjadi {clock(at)}: TPS {spans(numbers)}."


def batch_hour(at: datetime, *, said: bool, offered: bool) -> str:
    """The hour a batch will carry, and how to say another one."""
    if said:
        return f"Pukul {clock(at)}."
    other = "Tekan jamnya." if offered else "Batal, lalu ketik ulang dengan jamnya."
    return f"Pukul {clock(at)} (sekarang). Jamnya lain? {other}"


def batch_button(count: int) -> str:
    """The button that stores a batch."""
    return f"Ya, simpan {count} TPS"


def which_village_first(example: Example) -> str:
    """Several stations were named, but not of which village."""
    return (
        f"Sebut dulu kelurahannya, misalnya: <b>{esc(example.village_name)} mulai 1-18</b>. "
        "Atau lewat 📍 Status TPS."
    )


def several_villages(name: str, code: str) -> str:
    """Several stations were named in a village whose name another one carries too."""
    return (
        f"Ada beberapa kelurahan bernama {esc(name)}. Tulis kodenya, misalnya: "
        f"<b>{esc(code)} mulai 1-18</b>. Atau lewat 📍 Status TPS."
    )


def batch_done(label: str, numbers: Sequence[int]) -> str:
    """A batch was stored, as reports of these numbers."""
    return f"✅ {len(numbers)} laporan tersimpan (No. {spans(numbers)}): {label}."


def batch_empty(label: str) -> str:
    """Nothing of a batch is left to store."""
    return f"Semua TPS itu sudah dilaporkan: {label}."


def spans(numbers: Iterable[int]) -> str:
    """1–18, 20"""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)
