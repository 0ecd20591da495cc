"""Answers to photos, voices, places and the like that came outside any form."""

from collections.abc import Sequence

from handlers.texts.incident_kinds import KIND_LABELS
from storage.incidents import Incident

_FIRST = "Ada masalah? Tekan 🚨 Ada masalah dulu, lalu kirim"
NOT_KEPT = {
    "photo": f"Foto belum disimpan. {_FIRST} fotonya.",
    "video": f"Video belum disimpan. {_FIRST} videonya.",
    "video_note": f"Video belum disimpan. {_FIRST} videonya.",
    "voice": "Pesan suara belum bisa dibaca. Tulis saja, atau tekan 🚨 Ada masalah.",
    "document": f"Berkas belum disimpan. {_FIRST} berkasnya.",
    "location": f"Lokasi belum disimpan. {_FIRST} lokasinya.",
    "sticker": "Stiker belum bisa dibaca. Tulis saja, atau tekan tombol di bawah.",
    "contact": "Kontak tidak disimpan. Petugas baru mendaftar sendiri: /start di HP-nya.",
}
"""What to do, by kind of message."""
_NAMES = {
    "photo": "📷 Foto", "video": "🎬 Video", "video_note": "🎬 Video", "voice": "🎙 Pesan suara",
    "document": "📎 Berkas", "location": "📍 Lokasi",
}  # fmt: skip
_SHOWS_NOTHING = ("voice", "location")
DROP = "Hapus"


def ask(kind: str, pieces: int, numbers: Sequence[int]) -> str:
    """Whether it belongs to an own open report; pictures only after looking what they show."""
    what = _NAMES[kind] if pieces == 1 else f"{pieces} foto/berkas"
    to = f" ke No. {numbers[0]}" if len(numbers) == 1 else " ke laporan yang mana"
    sure = "" if kind in _SHOWS_NOTHING else "\n<b>Bukan bilik atau C.Hasil?</b>"
    return f"{what}: tambahkan{to}?{sure}"


def add_news(incident: Incident) -> str:
    """➕ Tambahkan ke No. 12"""
    return f"➕ Tambahkan ke No. {incident.id}"


def is_it_news(numbers: Sequence[int]) -> str:
    """Below what free words are taken for, when own reports are open."""
    which = " atau ".join(f"No. {number}" for number in numbers)
    return f"Bila ini kabar dari {which}, tekan ➕."


def add_to(incident: Incident) -> str:
    """➕ No. 12 Bencana (not escaped)"""
    return f"➕ No. {incident.id} {KIND_LABELS[incident.kind]}"
