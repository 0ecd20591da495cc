"""Every sentence about stations that have not reported: nudges, lists, summaries."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.texts.common import count
from handlers.texts.dates import clock

REPORT = "✍️ Laporkan"
REMIND_ALL = "🔔 Ingatkan semua"
DETAILS = "📋 Rincian"
NO_ALARM = "Belum ada kabar bukan berarti ada masalah."
EVERYBODY = "👍 Semua TPS sudah melapor."
NOT_YOURS = "Daftar ini tidak lagi untuk Bapak/Ibu."
QUIET_NOW = "Sejak pemungutan ditutup, TPS tidak diganggu sampai kotak disegel."
NOBODY_TO_REMIND = "Tidak ada pelapor yang bisa diingatkan lewat bot. Silakan dihubungi langsung."
WHICH_HOUR = "Pukul berapa sebenarnya?"
JUST_NOW = "Baru saja"
MORE = "… selengkapnya: /belum"
_REHEARSAL = "🎭 GLADI · "


def nudge(station: str, labels: Sequence[str], *, rehearsal: bool) -> str:
    """To a silent station's reporter and deputy; `station` is HTML already."""
    return (
        f"{_mark(rehearsal)}⏰ {station}: belum ada kabar <b>{_joined(labels)}</b>.\n"
        "Bila sudah, tekan tombol ✅ di bawah. Bila belum, abaikan pesan ini."
    )


def nudge_again(station: str, label: str, by: str, *, rehearsal: bool) -> str:
    """The same, asked for by the lurah or PPS."""
    return (
        f"{_mark(rehearsal)}⏰ {station}: Bapak/Ibu {esc(by)} menunggu kabar "
        f"<b>{esc(label)}</b>.\nBila sudah, tekan tombol ✅ di bawah."
    )


def title(label: str, due: datetime | None, *, rehearsal: bool) -> str:
    """Above every list; `due` is None where each station has its own hour."""
    hour = f" (pukul {clock(due)})" if due else ""
    return f"{_mark(rehearsal)}⚪ <b>Belum ada kabar: {esc(label)}</b>{hour}"


def village(name: str, numbers: Sequence[int], of: int | None) -> list[str]:
    """A village with its silent stations, or said to be silent as a whole; `name` is HTML."""
    if of is not None and len(numbers) >= of:
        return [f"{name}: <b>seluruh kelurahan</b> ({count(of)} TPS) belum ada kabar"]
    part = f"{count(len(numbers))} dari {count(of)} TPS" if of else f"{count(len(numbers))} TPS"
    return [f"{name}: {part}", tps_list(numbers)]


def tps_list(numbers: Sequence[int]) -> str:
    """TPS 001, 004, 012"""
    return "TPS " + ", ".join(f"{number:03d}" for number in sorted(numbers))


def without_reporter(numbers: Sequence[int]) -> str:
    """The stations where nobody has registered: a list of their own."""
    return f"👤 Tanpa pelapor terdaftar ({len(numbers)}): {tps_list(numbers)}"


def no_reporters(number: int) -> str:
    """The same, counted."""
    return f"👤 Tanpa pelapor terdaftar: {count(number)} TPS"


def reminded(name: str, at: datetime) -> str:
    """Who had everybody reminded once more."""
    return f"🔔 Diingatkan lagi {clock(at)} oleh Bapak/Ibu {esc(name)}."


def labelled(label: str, village: str | None) -> str:
    """A button, with the village where a list has several (not escaped)."""
    return label if village is None else f"{label}: {village}"


def area_line(name: str, silent: int, of: int | None) -> str:
    """A district or village in a summary; `name` is HTML."""
    total = f" dari {count(of)}" if of else ""
    return f"▫️ {name}: {count(silent)}{total}"


def whole_villages(names: Sequence[str]) -> str:
    """Villages from which nothing is known at all."""
    return f"Seluruh kelurahan tanpa kabar: {', '.join(names)}"


def toast_reminded(people: int) -> str:
    """Ingatkan semua was pressed."""
    return f"Diingatkan: {count(people)} pelapor dan wakil."


def toast_already(name: str, at: datetime) -> str:
    """It was pressed before."""
    return f"Sudah diingatkan {clock(at)} oleh Bapak/Ibu {name}."


def which_station(label: str, village: str) -> str:
    """Laporkan: the silent stations to choose from; `village` is HTML."""
    return (
        f"✍️ <b>{esc(label[:1].upper() + label[1:])}</b>, {village}: TPS mana yang Bapak/Ibu "
        "laporkan? Beberapa sekaligus boleh diketik, misalnya <b>mulai 1-5 8</b>."
    )


def all_reported(label: str, village: str) -> str:
    """Nothing is left to choose."""
    return f"👍 {village}: semua TPS sudah melapor {esc(label)}."


def which_hour(station: str, label: str) -> str:
    """The one question about a milestone that is filed on behalf; `station` is HTML."""
    return f"{station}: <b>{esc(label)}</b>. {WHICH_HOUR}"


def filed(number: int, station: str, summary: str) -> str:
    """Above the chooser, once a station was reported; both are HTML."""
    return f"✅ No. {number}. {station}: {summary}."


def _joined(labels: Sequence[str]) -> str:
    return ", ".join(esc(label) for label in labels)


def _mark(rehearsal: bool) -> str:
    return _REHEARSAL if rehearsal else ""
