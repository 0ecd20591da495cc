"""Every sentence about the night rounds of stores, the rain, and the list of stores."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.texts.common import count, phone_number
from handlers.texts.dates import clock, short_day

SAFE = "✅ Aman"
PROBLEM = "⚠️ Ada masalah"
RAIN = "🌧 Hujan lebat"
STORES = "🏚 Tempat simpan"
REFRESH = "🔄 Perbarui"
RAIN_YES = "🌧 Ya, tanya sekarang"
READY = "✅ Gudang aman"
"""The guard's ready message: it reads as a one-line report and waits in the phone for signal."""
NO_STORES = "Belum ada tempat simpan yang terdaftar di wilayah ini."
WHICH_AREA = "Wilayah mana?"
RAIN_JUST_ASKED = "Semua tempat simpan di wilayah ini baru saja ditanya. Lihat jawabannya: /gudang"
NO_GUARD = "belum ada penjaga terdaftar"
_REHEARSAL = "🎭 GLADI · "


def ask_guard(store: str, at: datetime, *, rain: bool, rehearsal: bool) -> str:
    """To a guard of the store."""
    name = esc(store)
    if rain:
        text = (
            f"🌧 Hujan lebat ({clock(at)}). Mohon cek sekarang: <b>{name}</b>.\n"
            "Atap, lantai, genangan, kotak di atas palet. Aman?"
        )
    else:
        text = f"🌙 Ronda {clock(at)}: <b>{name}</b>. Aman?"
    return _mark(rehearsal) + text


def ask_head(
    store: str, at: datetime, guards: Sequence[tuple[str, str | None]], *, rain: bool,
    rehearsal: bool, may_answer: bool,
) -> str:  # fmt: skip
    """To whoever comes after the guards in the list of phones, with the numbers to call."""
    what = f"🌧 Hujan lebat {clock(at)}" if rain else f"🌙 Ronda {clock(at)}"
    lines = [f"{_mark(rehearsal)}{what}: <b>{esc(store)}</b> belum dijawab penjaga."]
    lines += [_guard(name, phone) for name, phone in guards] or [f"Penjaga: {NO_GUARD}."]
    if may_answer:
        lines.append("Tekan Aman bila sudah dipastikan.")
    return "\n".join(lines)


def _guard(name: str, phone: str | None) -> str:
    number = f" {phone_number(phone)}" if phone else ""
    return f"Penjaga: {esc(name)}{number}"


def answered(store: str, said: str, at: datetime, name: str, *, safe: bool) -> str:
    """In place of the question, once somebody has answered."""
    mark = "✅" if safe else "⚠️"
    return f"{mark} <b>{esc(store)}</b>: {esc(said)} · {clock(at)} (Bapak/Ibu {esc(name)})"


# ── Rain ─────────────────────────────────────────────────────────────────────────────────────
def sure_about_rain(area: str, stores: int) -> str:
    """Before all stores of an area are asked; `area` is HTML."""
    return f"🌧 Hujan lebat di {area}? Penjaga {count(stores)} tempat simpan ditanya sekarang."


def rain_progress(
    area: str, at: datetime, stores: int, answered: int, unsafe: Sequence[str],
    silent: Sequence[str], *, rehearsal: bool,
) -> str:  # fmt: skip
    """Kept up to date for whoever asked; `area` is HTML."""
    lines = [
        f"{_mark(rehearsal)}🌧 <b>Hujan lebat, {area}</b> · ditanya {clock(at)}",
        f"Menjawab: {count(answered)} dari {count(stores)} tempat simpan",
    ]
    if unsafe:
        lines.append(f"⚠️ Tidak aman: {esc(', '.join(unsafe[:20]))}")
    if silent:
        lines.append(f"⚪ Tidak ada yang menjawab: {esc(', '.join(silent[:20]))}")
    return "\n".join(lines)


# ── The list ─────────────────────────────────────────────────────────────────────────────────
def list_title(area: str, at: datetime) -> str:
    """Above the stores of an area; `area` is HTML."""
    return f"🏚 <b>Tempat simpan {area}</b> · {clock(at)}"


def list_line(store: str, said: str | None, at: datetime | None, name: str | None, now: datetime,
              *, safe: bool, guards: int) -> str:  # fmt: skip
    """One store with the newest that is known of it."""
    alone = "" if guards else f" · {NO_GUARD}"
    if said is None or at is None:
        return f"⚪ {esc(store)}: belum ada kabar{alone}"
    when = clock(at) if at.date() == now.date() else f"{short_day(at.date())} {clock(at)}"
    told = said.removeprefix("Tempat simpan ")
    mark = "✅" if safe else "⚠️"
    return f"{mark} {esc(store)}: {esc(told)} · {when} ({esc(name or '')}){alone}"


def _mark(rehearsal: bool) -> str:
    return _REHEARSAL if rehearsal else ""
