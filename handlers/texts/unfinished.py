"""Sentences about something half done that another conversation would push aside."""

from html import escape

TITLES = {"agenda:new": "agenda baru", "siaran": "siaran", "leave:new": "permintaan pengecualian"}
"""What is worth keeping besides reports, by the name of its draft."""
KEPT = "Baik, silakan dilanjutkan: jawab pertanyaan terakhirnya."
DROPPED = "Sudah dibuang. Silakan kirim perintah tadi sekali lagi."


def half_done(title: str) -> str:
    """Something else is to begin."""
    return f"Isian <b>{escape(title)}</b> belum selesai. Lanjut atau buang?"


def finish_first(title: str) -> str:
    """A press that would push it aside; shown as a window, without formatting."""
    return f"Isian “{title}” belum selesai. Selesaikan dulu, atau ketik batal."
