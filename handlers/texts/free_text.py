"""Answers to words that came outside any form."""

from collections.abc import Sequence
from datetime import time
from html import escape as esc

from handlers.texts.dates import clock
from handlers.texts.incident_form import EMERGENCY
from handlers.texts.incident_kinds import severity_label
from handlers.words.courtesy import Courtesy

POLITE = {
    Courtesy.SLIP: "Tidak apa-apa. Kalau ada laporan yang salah, ketik <b>batal</b>.",
    Courtesy.THANKS: "Sama-sama, Bapak/Ibu.",
    Courtesy.SALAM: "Waalaikumsalam. Mau melapor? Tulis saja, atau tekan tombol di bawah.",
    Courtesy.TEST: "Pesan Bapak/Ibu sampai. Bot menyala.",
    Courtesy.GREETING: "Selamat bertugas. Mau melapor? Tulis saja, atau tekan tombol di bawah.",
    Courtesy.ACK: "👍",
}
KEPT = "Dicatat, belum dilaporkan. Apakah ini laporan masalah?"
QUESTION_KEPT = (
    "Dicatat, belum dilaporkan. Bot ini mencatat laporan dan belum bisa menjawab pertanyaan. "
    "Jadwal: /agenda, cara melapor: /bantuan. Atau apakah ini laporan masalah?"
)
YOUR_AREA = "wilayah Bapak/Ibu"
MAKING_REPORT = "Baik, dijadikan laporan."
IS_A_REPORT = "🚨 Ya, laporkan"
NOT_A_REPORT = "Bukan laporan"
CHANGE_GUESS = "Ubah"
NOT_A_REPORT_DONE = "Baik, tidak dilaporkan. Terima kasih."
PHOTO_LATER = "📷 Fotonya belum disimpan: ditanyakan setelah ini."
PHOTO_NOT_KEPT = "📷 Fotonya tidak disimpan: untuk laporan ini tidak perlu foto."
FILE_NOT_KEPT = "📎 Berkasnya tidak disimpan, hanya kata-katanya."


def guess(kind: str, place: str, severity: str, because: Sequence[str], since: time | None) -> str:
    """The best guess with its reasons; `place` is escaped."""
    hour = f", pukul {clock(since)}" if since else ""
    reasons = ", ".join(f"“{esc(words)}”" for words in because)
    why = f" · karena: {reasons}" if because else ""
    lines = [
        f"Dicatat, belum dilaporkan. Maksud Bapak/Ibu: <b>{esc(kind)}</b> di {place}{hour}?",
        f"Tingkat (usulan): {severity_label(severity)}{why}",
    ]
    return "\n".join([EMERGENCY, "", *lines] if severity == "MERAH" else lines)


def cried(said: str) -> str:
    """The answer to a call for help: whom to telephone stands first."""
    return f"{EMERGENCY}\n\n{said}"


def meant(label: str, place: str, *, urgent: bool) -> str:
    """What words are taken for that are the report of another form; `place` is escaped."""
    said = f"Dicatat, belum dilaporkan. Maksud Bapak/Ibu: <b>{esc(label)}</b> di {place}?"
    return f"{EMERGENCY}\n\n{said}" if urgent else said


OUTSIDE_IS_THERE = "Logistik lengkap (luar)"
STAFF_COMPLETE = "Petugas lengkap"
STAFF_MISSING = "Petugas belum lengkap"


def staff(kpps: int, linmas: int) -> str:
    """Petugas: KPPS 6/7, linmas 2/2"""
    return f"Petugas: KPPS {kpps}/7, linmas {linmas}/2"


def milestone(label: str, at: time | None) -> str:
    """Rapat dimulai 07.05"""
    hour = f" {clock(at)}" if at else ""
    return f"{label[:1].upper()}{label[1:]}{hour}"


ALL_SAFE = "Dicatat: aman. Terima kasih, Bapak/Ibu."
WHICH_HOUR = "Jamnya belum dipahami. Contoh: <b>{word} 07.05</b>, atau tanpa jam: <b>{word}</b>."
SMALLER_FIRST = "Nomor TPS ditulis dari yang kecil. Contoh: <b>{word} {first}-{last}</b>."
BOXES_ARE_RECEIVED = (
    "Kotak yang tiba dicentang oleh yang menerima (PPS atau PPK). "
    "Bapak/Ibu cukup mengetik <b>berangkat</b> saat kotak meninggalkan TPS."
)
INSIDE_BY_KPPS = "Isi kotak diperiksa dan dilaporkan KPPS, dalam rapat. Jangan buka segel."
NOT_YET = (
    "Dicatat: belum. Kalau sudah, ketik <b>{word}</b>. "
    "Ada halangan? Ketik <b>masalah</b> lalu ceritakan."
)


HOUR_ALONE = (
    "Untuk mengubah jam, tulis laporannya lagi dengan jam yang benar. Contoh: <b>mulai 07.05</b>. "
    "Laporan lain: /koreksi."
)


def which_hour(word: str) -> str:
    """A milestone came with an hour or a day that is none."""
    return WHICH_HOUR.format(word=esc(word))


def smaller_first(word: str, first: int, last: int) -> str:
    """A range of stations was written backwards."""
    return SMALLER_FIRST.format(word=esc(word), first=first, last=last)


def not_yet(word: str) -> str:
    """A milestone has not come yet; nothing else was said."""
    return NOT_YET.format(word=esc(word))


def logistics_button(item: str, problem: str, count: int) -> str:
    """📦 Bilik suara kurang 2"""
    return f"📦 {item[:1].upper()}{item[1:]} {problem.lower()} {count}"
