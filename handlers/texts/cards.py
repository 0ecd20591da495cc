"""Words of the printed card of a station, and of asking for it."""

import re
import unicodedata
from collections.abc import Sequence
from html import escape as esc

LABEL = "🖨 Kartu TPS"
PICK_AREA = "🖨 <b>Kartu TPS</b>. Pilih wilayah:"
PREPARING = "Kartu sedang disiapkan, sebentar lagi dikirim sebagai PDF."
NO_FILE = "Maaf, kartu belum bisa dibuat. Coba lagi: /kartu"
NO_AREA = "Daftar wilayah belum diisi. Unggah dulu daftar petugas: /impor"
NO_STATIONS = "Belum ada TPS tercatat di wilayah itu."
ONE_AT_A_TIME = "Sebut satu TPS atau satu kelurahan saja, misalnya /kartu 12."

SCAN = "Pindai untuk masuk"
HOW_TO_SCAN = "Arahkan kamera HP, buka Telegram, tekan Start, lalu bagikan nomor sendiri."
TYPE = "Lapor cukup ketik:"
PHONE = "Darurat? Telepon dulu:"
FOOT = (
    "Bot tidak pernah meminta OTP. Jangan kirim hasil hitung suara.",
    "QR ini hanya untuk meminta masuk: PPS atau lurah/kepala desa yang menyetujui.",
)
CUT = "gunting di sini"


def whole_button(number: int) -> str:
    """All stations of a kelurahan in one file."""
    return f"🖨 Semua {number} TPS, satu PDF"


def pick_station(area: str, number: int) -> str:
    """The stations of a kelurahan; `area` is escaped."""
    if not number:
        return f"🖨 <b>Kartu TPS {area}</b>\n{NO_STATIONS}"
    return f"🖨 <b>Kartu TPS {area}</b>\nSemua sekaligus, atau pilih TPS:"


def no_such_area(words: str) -> str:
    """Words that name no area."""
    return f"Wilayah “{esc(words[:40])}” tidak ditemukan. Pilih dari daftar: /kartu"


def no_such_station(number: int, village: str) -> str:
    """A number that no station of the kelurahan carries."""
    return f"Tidak ada TPS {number:03d} di {esc(village)}. Pilih dari daftar: /kartu"


def say_the_village(number: int, village: str) -> str:
    """A number alone, from somebody of several kelurahan."""
    return f"Sebut juga kelurahannya, misalnya: /kartu {esc(village)} {number}"


def caption(title: str, number: int) -> str:
    """Below the file: how to print it."""
    what = f"{number} kartu, dua setiap halaman A4. " if number > 1 else "Ukuran A5. "
    return (
        f"🖨 <b>Kartu {esc(title)}</b>\n{what}Cetak tanpa diperkecil, gunting di garis putus-putus, "
        "tempel di TPS. QR-nya hanya permintaan masuk: tetap Bapak/Ibu yang menyetujui."
    )


def file_name(title: str) -> str:
    """kartu-tps-012-jodipan.pdf: in letters that every phone and printer takes."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = re.findall(r"[a-z0-9]+", plain)
    return f"{'-'.join(['kartu', *words])[:60]}.pdf"


def many(village: str) -> str:
    """TPS Kel. Jodipan: the title of a file with all its cards (plain text)."""
    return f"TPS {village}"


def listed(words: Sequence[str]) -> str:
    """Parts of a line on paper."""
    return "  ·  ".join(words)
