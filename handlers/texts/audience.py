"""Every sentence about who a message or an entry is for."""

from collections.abc import Sequence
from html import escape

from handlers.texts.common import count, role_name, titled, tps
from storage.audience import Reach
from storage.listed import Listed

ROLES = "Peran"
AREAS = "Wilayah"
AGENCIES = "Instansi"
NEXT = "Lanjut ➡️"
DONE = "☑️ Selesai memilih"
UP = "⬆️ Naik"
EARLIER = "◀️"
LATER = "▶️"
EVERYBODY = "semua petugas"
PICK_ROLES = "Pilih peran. Tidak memilih berarti semua peran."
PICK_AGENCIES = "Pilih instansi. Tidak memilih berarti semua instansi."
NOBODY_LISTED = "Tidak ada orang dalam daftar ini."
COLUMNS = ("nama", "peran", "wilayah", "tps")
NOBODY = "Tidak ada orang dalam pilihan ini. Ubah pilihannya."
NOT_YOURS = (
    "Maaf, Bapak/Ibu hanya dapat mengirim kepada petugas instansi sendiri di wilayah tugas sendiri."
)
LACKING = "⏳ TPS yang belum …"
LIST = "📋 Dari daftar"
FORGET_LIST = "🗑 Buang daftar"
PICK_LACKING = (
    "TPS yang belum melaporkan apa? Siaran sampai ke pelapor dan wakilnya. "
    "Yang melapor sebelum gilirannya tidak dikirimi lagi."
)
ANY_STATION = "Tidak dipilih"
SEND_LIST = (
    "Tempel daftarnya di sini, satu baris satu orang: nomor HP, nama lengkap, atau kode TPS "
    "(00.00.00.0000-020 atau TPS 20 NAMA KELURAHAN, berarti semua petugas TPS itu). "
    "Bisa juga berkas Excel, CSV, atau teks. Daftar berikutnya ditambahkan."
)
NOBODY_ON_LIST = (
    "Tidak satu pun dari daftar ini ditemukan di antara petugas yang boleh Bapak/Ibu kirimi. "
    "Tulis nomor HP, nama lengkap, atau kode TPS, satu baris satu."
)
READING_LIST = "Membaca daftar …"
LIST_TOO_LATE = "Daftar tidak dipakai karena penerima sudah dipilih. Tekan Ubah untuk mengganti."
NO_DOWNLOAD = "Berkas belum bisa diambil dari Telegram. Kirim sekali lagi."
LIST_TOO_HEAVY = "Berkas ini terlalu berat untuk dibaca. Tempel daftarnya sebagai teks."
LOST_FILE = "tidak-ditemukan.txt"
_MOST_LOST = 30
HOW_TO_TYPE = (
    "Bisa juga diketik, contoh: <b>lurah, camat; Kec. NAMA</b> atau <b>linmas; KODE WILAYAH</b>"
)


def ask(purpose: str, chosen: str, reach: Reach) -> str:
    """The screen of the chooser."""
    return f"{purpose}\n\nKepada: <b>{chosen}</b>\n{reach_line(reach)}\n\n{HOW_TO_TYPE}"


def milestone_not_known(word: str, known: Sequence[str]) -> str:
    """A milestone that the event does not have."""
    return f"“{escape(word[:40])}” bukan tahapan TPS. Yang ada: {escape(', '.join(known))}."


def lacking(milestone: str) -> str:
    """TPS yang belum rapat dimulai (escaped)"""
    return f"TPS yang belum “{escape(milestone)}”"


def from_list(people: int) -> str:
    """Daftar 48 orang"""
    return f"daftar {count(people)} orang"


def list_too_long(lines: int, most: int) -> str:
    """More lines than can be looked up while somebody waits."""
    return f"Daftar ini {count(lines)} baris; paling banyak {count(most)}. Bagi menjadi beberapa."


def several_of_name(words: str, people: int) -> str:
    """A name that several people carry (not escaped)"""
    return f"{words} (ada {count(people)} orang bernama ini; tulis nomor HP)"


def list_read(people: int, lost: Sequence[str]) -> str:
    """What became of a pasted list: nobody is left out without being named."""
    text = f"📋 Ditemukan {count(people)} orang dari daftar."
    if not lost:
        return text
    shown = [f"• {escape(line[:80])}" for line in lost[:_MOST_LOST]]
    more = [f"… dan {len(lost) - _MOST_LOST} lagi: lihat {LOST_FILE}"] if more_lost(lost) else []
    return "\n".join([f"{text}\n<b>Tidak ditemukan ({count(len(lost))})</b>", *shown, *more])


def more_lost(lost: Sequence[str]) -> bool:
    """Whether the lines that were not found need a file."""
    return len(lost) > _MOST_LOST


def reach_line(reach: Reach) -> str:
    """57 orang: 50 terjangkau, 5 belum mendaftar, 2 memblokir bot."""
    line = f"{count(reach.people)} orang: {count(reach.reachable)} terjangkau"
    if reach.unregistered:
        line += f", {count(reach.unregistered)} belum mendaftar"
    if reach.blocked:
        line += f", {count(reach.blocked)} memblokir bot"
    return line + "."


def pick_areas(parent: str) -> str:
    """Above the areas below `parent`."""
    return f"Pilih wilayah di {parent}. Tidak memilih berarti semuanya."


def whole(area: str) -> str:
    """A button for everything in an area."""
    return f"Seluruh {area}"


def inside(name: str) -> str:
    """A button that shows what lies inside an area."""
    return f"{name} ▸"


def ticked(label: str, *, on: bool) -> str:
    """An option with its tick."""
    return f"{'☑️' if on else '☐'} {label}"


def not_understood(word: str) -> str:
    """A word that is neither role, nor area, nor agency."""
    return (
        f"“{escape(word[:40])}” belum saya kenal sebagai peran, wilayah, atau instansi. "
        "Contoh: lurah, camat; Kec. NAMA"
    )


def ambiguous(word: str, names: str) -> str:
    """A name that several areas carry."""
    return f"“{escape(word[:40])}” bisa berarti {names}. Tulis lengkap, atau pakai kodenya."


def people_lines(people: Sequence[Listed]) -> list[str]:
    """One line for each person, under the names of their areas."""
    lines: list[str] = []
    area = None
    for each in people:
        if each.area != area:
            area = each.area
            lines.append(f"<b>{escape(area or '-')}</b>")
        lines.append("• " + escape(each.name) + _post(each))
    return lines


def _post(each: Listed) -> str:
    if not each.role:
        return ""
    role = role_name(each.role)
    return f" ({role if each.number is None else titled(role, tps(each.number))})"
