"""Labels of the keyboard, the menu and the help."""

from collections.abc import Iterable
from html import escape as esc

STATUS = "📍 Status TPS"
LOGISTICS = "📦 Logistik"
INCIDENT = "🚨 Ada masalah"
AGENDA = "📅 Agenda"
MORE = "☰ Lainnya"
HELP = "❓ Bantuan"
REPLACE = "🔁 Ganti petugas"

LABELS = {
    STATUS: "tps",
    LOGISTICS: "logistik",
    INCIDENT: "masalah",
    AGENDA: "agenda",
    MORE: "menu",
    HELP: "bantuan",
    REPLACE: "ganti",
    "ganti petugas": "ganti",
    "atas nama": "atasnama",
}
"""What a key of the keyboard does, pressed or typed: the same as this command."""
WORDS = ("menu", "bantuan", "masalah", "logistik", "agenda", "tps", "status", "koreksi", "rekap",
         "belum", "siaga")  # fmt: skip
"""Commands that people also type without the slash."""

SWITCH = "👥 Atas nama"
PEOPLE = "👥 Petugas"
HELP_TITLE = "❓ <b>Bantuan</b>"
HELP_KEYS = (
    "Tombol paling atas langsung melapor dengan satu kali tekan. "
    "Bila sinyal hilang, pesan menunggu di HP dan terkirim sendiri."
)
HELP_LINES = "Boleh juga diketik:"
HELP_WRONG = "Salah lapor? Ketik <b>batal</b>, atau ubah pesan Bapak/Ibu."
HELP_BEHALF = (
    "Untuk TPS lain, tulis nomornya dulu: <b>12 mulai</b>. "
    "Beberapa sekaligus: <b>mulai 1-18 20</b>, <b>mulai semua kecuali 7</b>, "
    "<b>logistik lengkap 2-4</b>."
)
HELP_EMERGENCY = "Darurat? Telepon 110 (polisi), 119 (medis), 112 (semua darurat)."
EMPTY_OTHER = "Pesan ini belum bisa dibaca. Tulis dengan kata-kata, atau tekan tombol di bawah."
UNKNOWN_COMMAND = "Perintah itu tidak ada. Lihat yang bisa dilakukan: /menu"


def menu(commands: Iterable[tuple[str, str]]) -> str:
    """What there is besides the keys: commands can be tapped in the message."""
    lines = [f"/{word} — {esc(purpose)}" for word, purpose in commands if word != "menu"]
    return "\n".join(["☰ <b>Lainnya</b>", "", *lines])
