"""Words for waiting too long: to those told, to whoever reported, to whoever holds it."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.incidents.facts import Facts
from handlers.texts.common import REHEARSAL, agency_name, phone_number
from handlers.texts.dates import clock
from handlers.texts.incident_kinds import severity_label
from handlers.texts.incidents import TAKE, about, every_step

OPEN = "🔎 Buka"
OPEN_OTHER = "🔎 Buka No. {}"
LATER = ((30, "⏱ 30 menit lagi"), (60, "⏱ 1 jam lagi"))
"""Minutes until the holder means to be done, and what the button says."""
EMERGENCY = (("Darurat", "112"), ("Polisi", "110"), ("Medis", "119"))
"""The short numbers that work everywhere, for an area without any of its own."""
_OFFICIALLY = "Untuk laporan resmi, datanglah ke kantor Bawaslu atau Panwascam."


def not_answered(facts: Facts, since: datetime) -> str:
    """To those who were told before: the next ones are told now."""
    return (
        f"⏰ {about(facts)} belum dijawab sejak {clock(facts.local(since))}. "
        "Mohon segera dijawab: Dipantau atau Saya tangani."
    )


def answered(facts: Facts) -> str:
    """In place of what was asked at the end of a chat, once somebody there has answered it."""
    return f"{about(facts)}\n{every_step(facts)[-1]}"


def others_not_answered(facts: Facts, since: datetime) -> str:
    """To one of them who has answered, but is not in charge."""
    agencies = ", ".join(agency_name(agency) for agency in facts.kind.agencies)
    who = agencies or "penanggung jawab"
    more = "" if facts.incident.holder_id else f" Bila bisa, tekan {TAKE}."
    return f"⏰ {about(facts)} belum dijawab sejak {clock(facts.local(since))} oleh {who}.{more}"


def phone_now(facts: Facts, since: datetime, numbers: Sequence[tuple[str, str]]) -> str:
    """To whoever reported: nobody has answered, these answer the phone."""
    lines = [f"{esc(name)} {phone_number(phone)}" for name, phone in numbers or _short(facts)]
    marked = REHEARSAL if facts.rehearsal else ""
    which = about(facts).removeprefix(marked)
    return "\n".join([
        f"{marked}⏰ Belum ada yang menjawab. "
        + ("Telepon sekarang:" if lines else _OFFICIALLY),
        *lines,
        f"Laporan {which} menunggu sejak {clock(facts.local(since))}.",
    ])  # fmt: skip


def _short(facts: Facts) -> Sequence[tuple[str, str]]:
    """A confidential matter is nobody's of the short numbers."""
    return () if facts.incident.confidential else EMERGENCY


def head(name: str) -> str:
    """Lurah Hadi (not escaped)"""
    return name if name.casefold().startswith(("lurah", "kades")) else f"Lurah/kades {name}"


def still_held(facts: Facts, now: datetime) -> str:
    """To whoever holds it."""
    since = clock(facts.local(facts.taken_at or now))
    return f"⏰ {about(facts)} Bapak/Ibu tangani sejak {since}. Sudah selesai, atau kapan selesai?"


def let_go(facts: Facts) -> str:
    """To all: whoever held it cannot be reached."""
    return (
        f"⚠️ {about(facts)}: petugas yang menangani tidak bisa dihubungi lagi. "
        "Mohon ditangani yang lain."
    )


# ── The digest ───────────────────────────────────────────────────────────────────────────────
def digest(lines: Sequence[str], total: int) -> str:
    """INFO of the last hours; `lines` are escaped."""
    more = [f"… dan {total - len(lines)} lagi: /siaga info"] if total > len(lines) else []
    return "\n".join([f"⚪ <b>Rangkuman: {total} laporan INFO baru</b>", *lines, *more])


def digest_line(facts: Facts) -> str:
    """No. 12 (Logistik, TPS 012 Jodipan): pulpen kurang"""
    words = facts.incident.headline or facts.incident.description
    short = words if len(words) <= 30 else f"{words[:29]}…"
    return f"{about(facts)}: {esc(short)}"


# ── Answering times of an event ──────────────────────────────────────────────────────────────
TIMES = "⏰ Waktu jawab"
TIMES_PAGE = (
    "<b>Waktu jawab laporan masalah.</b> Bila instansi penanggung jawab belum menjawab dalam "
    "waktu ini, laporan naik ke tingkat berikutnya dan pelapor diberi nomor telepon."
)


def time_label(severity: str, minutes: int) -> str:
    """🔴 MERAH: 5 menit"""
    return f"{severity_label(severity)}: {minutes} menit"


def which_time(severity: str) -> str:
    """Put before the ready times."""
    return f"{severity_label(severity)}: harus dijawab dalam berapa menit?"
