"""Every sentence about who has confirmed an entry of the agenda."""

from html import escape

from handlers.texts.common import count, role_name
from storage.listed import Fate

AGAIN = "🔁 Kirim lagi ke yang belum"
SENDING_AGAIN = "Sedang dikirim lagi kepada yang belum."
NOTHING_SENT = "Belum ada pesan yang dikirim tentang agenda ini."
_FATES = {
    Fate.CONFIRMED: "✅ Sudah",
    Fate.UNCONFIRMED: "⏳ Belum",
    Fate.FAILED: "⚠️ Gagal terkirim",
    Fate.BLOCKED: "🚫 Memblokir bot",
    Fate.UNREGISTERED: "👤 Belum mendaftar",
}
_MOST_LINES = 25


def fate_button(fate: Fate, number: int) -> str:
    """A button that lists people."""
    return f"{_FATES[fate]} ({count(number)})"


def list_title(title: str, fate: Fate, number: int) -> str:
    """Above a list of people."""
    return f"📋 {escape(title)}, konfirmasi: <b>{_FATES[fate]}</b>, {count(number)} orang"


def list_name(entry_id: int, fate: Fate) -> str:
    """The name of a list's file."""
    words = _FATES[fate].split(" ", 1)[1].lower().replace(" ", "-")
    return f"konfirmasi-{entry_id}-{words}"


def role_of(role: str) -> str:
    """The role as a line names it."""
    return role_name(role) if role else "tanpa tugas"


def share_line(name: str, done: int, whole: int) -> str:
    """• camat: 3 dari 5"""
    return f"• {escape(name)}: {count(done)} dari {count(whole)}"


def page(
    heading: str, title: str, done: int, whole: int, roles: list[str], places: list[str]
) -> str:
    """Who has confirmed, by role and by area."""
    parts = [f"{heading}\n<b>{escape(title)}</b>: {count(done)} dari {count(whole)} sudah"]
    if roles:
        parts.append("\n".join(["<b>Menurut peran</b>", *_bounded(roles)]))
    if len(places) > 1:
        parts.append("\n".join(["<b>Menurut wilayah</b>", *_bounded(places)]))
    return "\n\n".join(parts)


def _bounded(lines: list[str]) -> list[str]:
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"… dan {more} lagi"] if more > 0 else lines
