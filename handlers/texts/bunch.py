"""Words of many incidents that are told as one, and of reports that are joined."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.incidents.facts import Facts
from handlers.texts.common import REHEARSAL, area_name, count, station_name
from handlers.texts.dates import clock
from handlers.texts.incident_kinds import KIND_LABELS, severity_label
from handlers.texts.incidents import about
from storage.areas import Area, Station, Store
from storage.joining import Count

WATCH_ALL = "👍 Dipantau semua"
LIST = "📋 Lihat satu per satu"
JOIN = "🔗 Gabungkan"
PART = "🔗 Pisahkan"
NOTHING_LEFT = "Semua laporan ini sudah dijawab."
NOT_THE_SAME = "Kedua laporan ini bukan lagi hal yang sama. Lihat keadaannya: /siaga"
PARTED = "Tercatat: dipisahkan lagi."


def bunch(
    kind: str, area: Area | None, counted: Count, span: tuple[datetime, datetime],
    newest: Sequence[tuple[int, str]], *, rehearsal: bool = False,
) -> str:  # fmt: skip
    """The alert that counts: no names, no words of people, so that groups may read it too."""
    gladi = REHEARSAL if rehearsal else ""
    where = area_name(area) if area else ""
    title = f"{count(counted.total)} laporan {esc(KIND_LABELS[kind])}, {where}"
    state = f"Belum dijawab: {counted.unanswered}, selesai: {counted.over}."
    return "\n".join([
        f"{gladi}{severity_label(counted.gravest)} · <b>{title}</b>",
        f"Pukul {clock(span[0])}–{clock(span[1])}. {state}",
        "Terbaru:", *(f"No. {number}: {place or where}" for number, place in newest),
    ])  # fmt: skip


def place(station: Station | None, store: Store | None) -> str:
    """TPS 012 Jodipan or a store's name (escaped); empty for neither."""
    if station is not None:
        return station_name(station)
    return esc(store.name) if store is not None else ""


def toast_watched_all(number: int, left: int) -> str:
    """Answered at once."""
    more = f" Masih ada {left}: tekan sekali lagi." if left else ""
    return f"Tercatat: {count(number)} laporan dipantau.{more}"


def join_button(number: int) -> str:
    """🔗 Gabungkan dengan No. 12"""
    return f"{JOIN} dengan No. {number}"


def toast_joined(number: int, whole: int) -> str:
    """Joined."""
    return f"No. {number} digabung dengan No. {whole}."


def already_joined(number: int, whole: int) -> str:
    """Somebody was first."""
    return f"No. {number} sudah digabung dengan No. {whole}."


def joined_note(number: int) -> str:
    """The note of the step."""
    return f"Dengan No. {number}"


def told_joined(facts: Facts, number: int) -> str:
    """Below what a witness is told: which of the two is the own report."""
    return f"Laporan Bapak/Ibu No. {number} digabung dengan {about(facts)}."
