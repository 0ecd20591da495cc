"""Words of the lists of people whom the bot does not reach, and of what is sent to them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape as esc

from handlers.texts.common import count
from handlers.texts.dates import clock, short_day
from handlers.texts.forms import spans

LABEL = "⚪ Belum terhubung"
CODE = "🔗 Tautan dan QR"
REMIND = "💬 Ingatkan lewat WhatsApp"
SEE_AND_INVITE = "⚪ Lihat dan undang"
PICK_AREA = "⚪ <b>Belum terhubung</b>. Pilih wilayah:"
NO_AREA = "Daftar wilayah belum diisi. Unggah dulu daftar petugas: /impor"
NO_LONGER = "Petugas ini sudah terhubung."
EVERYBODY = "✅ Semua petugas sudah mendaftar dan bisa dihubungi lewat bot."
ONLY_PTPS = "Daftar ini hanya memuat pengawas TPS (PTPS)."
MARKS = {"new": "⚪", "blocked": "⛔", "unseen": "💤"}
_WORDS = {"new": "belum mendaftar", "blocked": "memblokir bot", "unseen": "lama tak terlihat"}


def no_such_area(words: str) -> str:
    """Words that name no area."""
    return f"Wilayah “{esc(words[:40])}” tidak ditemukan. Pilih dari daftar: /belum_terdaftar"


def heading(area: str) -> str:
    """⚪ Belum terhubung, Kel. Jodipan (`area` is escaped)"""
    return f"⚪ <b>Belum terhubung, {area}</b>"


def figures(new: int, blocked: int, unseen: int) -> str:
    """⚪ 12 belum mendaftar · ⛔ 2 memblokir bot · 💤 1 lama tak terlihat; none is left out."""
    told = zip(MARKS, (new, blocked, unseen), strict=True)
    return " · ".join(f"{MARKS[key]} {count(n)} {_WORDS[key]}" for key, n in told if n)


def legend(days: int) -> str:
    """What the last mark means."""
    return f"<i>💤 lebih dari {days} hari tidak menulis atau menekan apa pun</i>"


def alone(numbers: Sequence[int]) -> str:
    """TPS tanpa pelapor terdaftar: 3, 7–9"""
    return f"TPS tanpa pelapor terdaftar: {spans(numbers)}"


def below(name: str, number: int) -> str:
    """A button: an area and how many of its people are not reached."""
    return f"{name} · {count(number)}" if number else f"{name} ✅"


def own_level(level: str, number: int) -> str:
    """A button: those whose posts belong to the area itself, not to one below."""
    word = {"city": "Tingkat kota/kabupaten", "district": "Tingkat kecamatan"}[level]
    return f"{word} · {count(number)}"


def name_button(name: str, title: str, state: str) -> str:
    """⚪ Slamet – linmas TPS 012 Jodipan"""
    return f"{MARKS[state]} {name} – {title}"


def card(name: str, phone: str | None, title: str, state: str, at: datetime | None) -> str:
    """One person; `at` is local: when the bot was blocked, or the person was seen last."""
    told = {
        "new": "belum pernah mendaftar",
        "blocked": f"memblokir bot{_since(at)}",
        "unseen": f"terakhir terlihat{_since(at)}",
    }[state]
    lines = [f"👤 <b>{esc(name)}</b>", esc(phone or "nomor HP belum ada"), f"• {esc(title)}"]
    return "\n".join([*lines, f"Keadaan: {MARKS[state]} {told}"])


def _since(at: datetime | None) -> str:
    return "" if at is None else f" {short_day(at.date())} {at.year} pukul {clock(at)}"


def reminder(name: str, title: str, by: str, link: str) -> str:
    """What is written out for WhatsApp to somebody who is in but not reached (plain text)."""
    return (
        f"Yth. Bapak/Ibu {name}, {title}.\n"
        f"Mohon buka lagi bot laporan TPS di Telegram: {link}\n"
        "Tekan Start (atau Mulai Ulang). Bila bot pernah diblokir, buka blokirnya dulu.\n"
        f"Dari: {by}. Bot tidak pernah meminta OTP."
    )


def code_caption(name: str, title: str, link: str, until: datetime) -> str:
    """Below the QR of a personal invitation; `until` is local."""
    return (
        f"📨 <b>Undangan untuk {esc(name)}</b>, {esc(title)}\n{esc(link)}\n\n"
        f"Hanya berlaku dengan nomor HP-nya sendiri, sampai {short_day(until.date())} "
        f"{clock(until)}. Bot tidak pernah meminta OTP."
    )


def digest_heading(area: str, voting_day: date, today: date, *, rehearsal: bool) -> str:
    """The first line of the morning's list; `area` is escaped."""
    mark = "🎭 GLADI · " if rehearsal else ""
    return f"{mark}{heading(area)} · H-{(voting_day - today).days}"


def digest_area(name: str, number: int) -> str:
    """• Kec. Sukun: 12"""
    return f"• {name}: {count(number)}"


def digest(lines: Iterable[str]) -> str:
    """The morning's list as a whole."""
    return "\n".join([*lines, "", "Mohon diundang, atau diganti bila sudah tidak bertugas."])
