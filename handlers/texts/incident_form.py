"""Words of the form "Masalah"."""

from collections.abc import Iterable
from html import escape as esc

from handlers.texts.common import phone_number
from handlers.texts.incident_kinds import severity_label
from storage.contacts import Contact

TITLE = "Masalah"
MOST_SHOWN = 700
"""Letters of a long story that are shown before it is sent."""
WHICH_KIND = "Masalah apa?"
WHICH_HEALTH = (
    "Apa yang terjadi pada petugas? <b>Jangan tulis penyakit, jangan foto.</b> Cukup tekan:"
)
WHAT_HAPPENED = "Apa yang terjadi? Tulis singkat, misalnya: air masuk TPS setinggi mata kaki."
WHICH_SEVERITY = "Seberapa gawat?"
SEND = "Kirim"
SEND_SECRET = "🔒 Kirim rahasia: Bawaslu saja"  # noqa: S105 - a button's label
WITH_PHOTO = "📷 Tambah foto"
WITH_PLACE = "📍 Tambah lokasi"
CHANGE = "Ubah tingkat"
ELSEWHERE = "Ubah tempat"
PHOTO = "Kirim fotonya lewat 📎. Bukan bilik suara, bukan C.Hasil."
PLACE = "Kirim lokasinya lewat 📎 → Lokasi."
HELP = "<b>masalah banjir air masuk TPS</b> — masalah apa pun, dengan kata-kata sendiri"
SEVERITIES = {
    "MERAH": "bahaya, perlu segera", "ORANYE": "mengganggu pemungutan",
    "KUNING": "perlu dibantu", "INFO": "untuk diketahui",
}  # fmt: skip
EMERGENCY = "🆘 <b>Darurat? Telepon dulu:</b> polisi 110 · medis 119 · darurat 112"


def which_health(puskesmas: Iterable[Contact]) -> str:
    """The question about an officer's health, below the number to phone first."""
    lines = [f"☎️ <b>{esc(each.name)} {phone_number(each.phone)}</b>" for each in puskesmas]
    return "\n".join([*lines, WHICH_HEALTH])


def emergency(contacts: Iterable[Contact]) -> str:
    """The first line of the form: whom to phone, with the full numbers of the area."""
    lines = [f"{esc(each.name)} {phone_number(each.phone)}" for each in contacts]
    return "\n".join([EMERGENCY, *lines])


def review(kind: str, place: str, words: str, severity: str, *, secret: bool) -> str:
    """What would be sent; `place` is escaped."""
    shown = words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN]}…"
    lines = [f"<b>{esc(kind)}</b> · {place}", f"“{esc(shown)}”"]
    if secret:
        lines.append("🔒 Rahasia: hanya dibaca Bawaslu dan petugas Bakesbangpol yang ditunjuk.")
    lines.append(f"Tingkat (usulan): {severity_label(severity)}. Kirim?")
    return "\n".join(lines)


def severity_option(severity: str) -> str:
    """🔴 MERAH: bahaya, perlu segera"""
    return f"{severity_label(severity)}: {SEVERITIES[severity]}"
