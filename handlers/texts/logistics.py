"""Words of Logistik and of the check of a store."""

from collections.abc import Iterable, Sequence
from datetime import time
from html import escape as esc

from handlers.texts.dates import clock

TITLE = "📦 Logistik"
WHICH_PART = "Apa yang mau dilaporkan?"
OUTSIDE = "Terima (luar)"
INSIDE = "Isi kotak"
ALL_GOOD = "✅ Semua baik"
SOMETHING_WRONG = "⚠️ Ada yang bermasalah"
OUTSIDE_CHECK = "Periksa dari luar saja, jangan buka segel: nomor TPS cocok, segel utuh, kering."
INSIDE_CHECK = "Periksa isi kotak bersama saksi dan pengawas:"
ANYTHING_ELSE = "Ada barang lain yang bermasalah?"
WHICH_ITEM = "Barang yang mana?"
WHAT_PROBLEM = "Masalahnya apa?"
HOW_MANY = "Berapa jumlahnya? Ketik angkanya."
PHOTO = "Ada foto tanda terima (BAST) atau barangnya? Kirim, atau tekan Lewati."
HELP = "<b>logistik lengkap</b> — kotak dan bilik diterima, semua baik"

NOT_THERE = "Belum diterima"
SHORT = "Kurang"
SURPLUS = "Lebih"
BROKEN = "Rusak"
SWAPPED = "Tertukar"
WET = "Basah"
SEAL_BROKEN = "Segel rusak"

STORE_TITLE = "🏚 Cek tempat simpan"
STORE_STATE = "Bagaimana keadaan tempat simpan sekarang?"
SAFE = "✅ Aman"
UNSAFE = "⚠️ Tidak aman"
WHICH_DANGER = "Apa yang tidak aman?"
MORE_DANGER = "Ada yang lain?"
STORE_PHOTO = "Bisa kirim foto dari luar? Kalau tidak bisa, tekan Lewati."
STORE_HELP = "<b>gudang aman</b> — cek tempat simpan logistik"
LEAK = "Atap bocor"
SEEPAGE = "Rembesan di lantai"
NO_PALLET = "Tidak di atas palet"
FLOOD = "Banjir"
NO_LOCK = "Tidak terkunci"
NO_GUARD = "Tidak ada penjaga"
BREAK_IN = "Dibongkar orang"


def not_yet(hour: time) -> str:
    """Boxes stay closed until the meeting."""
    return f"Isi kotak baru diperiksa dalam rapat pukul {clock(hour)}. Jangan buka segel."


def what_to_check(checks: str, expected: Iterable[tuple[str, int | None]]) -> str:
    """The items and how many there should be."""
    lines = [f"• {esc(label)}" + (f": {count}" if count else "") for label, count in expected]
    return "\n".join([checks, *lines])


def all_good(title: str) -> str:
    """Terima (luar): semua baik"""
    return f"{title}: semua baik"


def with_problems(title: str, problems: Sequence[str]) -> str:
    """Terima (luar): bilik suara kurang 1; segel kotak: segel rusak"""
    return f"{title}: " + ("; ".join(map(esc, problems)) or "ada masalah")


def problem(item: str, what: str, count: int | None) -> str:
    """Bilik suara kurang 1 (not escaped); no word twice: segel kotak rusak."""
    known = item.lower().split()
    said = [word for word in what.lower().split() if word not in known]
    return " ".join([item, *said, *([str(count)] if count else [])])


def store_summary(dangers: Sequence[str]) -> str:
    """Tempat simpan aman, or what is wrong with it."""
    if not dangers:
        return "Tempat simpan aman"
    return "Tempat simpan tidak aman: " + ", ".join(danger.lower() for danger in dangers)
