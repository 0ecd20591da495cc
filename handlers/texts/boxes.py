"""Every sentence about boxes on their way back to PPS and PPK."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.common import count, tps
from handlers.texts.dates import clock

BOXES = "📥 Kotak tiba"
REFRESH = "🔄 Perbarui"
WHICH_VILLAGE = "📥 Kotak tiba dari kelurahan mana?"
NOT_ASKED = "Acara ini tidak mencatat kotak tiba."
NO_STATIONS = "Belum ada TPS yang terdaftar di wilayah Bapak/Ibu."
ALL_HERE = "Semua kotak dari kelurahan ini sudah tercatat tiba."
TAP = "Tekan nomor TPS yang kotaknya sudah diterima, atau semuanya sekaligus."
VILLAGES = "◀️ Kelurahan lain"


def lost(left_at: datetime, minutes: int) -> str:
    """What the alert says of boxes that do not arrive."""
    return f"Kotak berangkat {clock(left_at)}, belum tercatat tiba setelah {minutes} menit."


def others(numbers: Sequence[int]) -> str:
    """Further boxes of the village that are awaited: they share its alert."""
    return f"Juga belum tiba: {_numbers(numbers)}" if numbers else "Kotak lainnya sudah tiba"


def found(at: datetime) -> str:
    """The note with which that alert ends by itself."""
    return f"Kotak tiba {clock(at)}"


def title(village: str, arrived: int, of: int) -> str:
    """Above the boxes of a village; `village` is HTML."""
    return f"📥 <b>Kotak tiba, {village}</b>: {count(arrived)} dari {count(of)} TPS"


def under_way(boxes: Sequence[tuple[int, datetime]]) -> str:
    """Those that have left."""
    listed = ", ".join(f"{tps(number)} (berangkat {clock(at)})" for number, at in boxes)
    return f"🚚 Di jalan: {listed}"


def not_left(numbers: Sequence[int]) -> str:
    """Those of which nothing is known."""
    return f"▫️ Belum ada kabar berangkat: {_numbers(numbers)}"


def arrived(numbers: Sequence[int]) -> str:
    """Those that are here."""
    return f"✅ Tiba: {_numbers(numbers)}"


def village_button(name: str, arrived: int, of: int) -> str:
    """A village to choose."""
    return f"{name} {arrived}/{of}"


def all_from(village: str, number: int) -> str:
    """One tap for all that are left (not escaped)."""
    return f"✅ Semua dari {village} ({number})"


def toast_here(number: int, station: int) -> str:
    """One box was ticked."""
    return f"✅ No. {number}. {tps(station)}: kotak tiba."


def toast_all(first: int, last: int, number: int) -> str:
    """All of a village were."""
    return f"✅ {count(number)} laporan tersimpan (No. {first}–{last}): kotak tiba."


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(f"{number:03d}" for number in numbers)
