"""Answers to words that came outside any form."""

from collections.abc import Sequence
from datetime import time
from html import escape as esc

from handlers.texts.dates import clock
from handlers.texts.incident_form import EMERGENCY
from handlers.texts.incident_kinds import severity_label
from handlers.words.courtesy import Courtesy

POLITE = {
    Courtesy.THANKS: "Sama-sama, Bapak/Ibu.",
    Courtesy.SALAM: "Waalaikumsalam. Mau melapor? Tulis saja, atau tekan tombol di bawah.",
    Courtesy.TEST: "Pesan Bapak/Ibu sampai. Bot menyala.",
    Courtesy.GREETING: "Selamat bertugas. Mau melapor? Tulis saja, atau tekan tombol di bawah.",
    Courtesy.ACK: "👍",
}
KEPT = "Tersimpan. Apakah ini laporan masalah?"
QUESTION_KEPT = (
    "Tersimpan. Bot ini mencatat laporan dan belum bisa menjawab pertanyaan. "
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
    lines = [
        f"Tersimpan. Maksud Bapak/Ibu: <b>{esc(kind)}</b> di {place}{hour}?",
        f"Tingkat (usulan): {severity_label(severity)} · karena: {reasons}",
    ]
    return "\n".join([EMERGENCY, "", *lines] if severity == "MERAH" else lines)


def logistics_button(item: str, problem: str, count: int) -> str:
    """📦 Bilik suara kurang 2"""
    return f"📦 {item[:1].upper()}{item[1:]} {problem.lower()} {count}"
