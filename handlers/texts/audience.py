"""Every sentence about who a message or an entry is for."""

from collections.abc import Sequence
from html import escape

from handlers.texts.common import count, role_name, tps
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
NOBODY = "Tidak ada orang dalam pilihan ini. Ubah peran, wilayah, atau instansinya."
NOT_YOURS = (
    "Maaf, Bapak/Ibu hanya dapat mengirim kepada petugas instansi sendiri di wilayah tugas sendiri."
)
HOW_TO_TYPE = (
    "Bisa juga diketik, contoh: <b>lurah, camat; Kec. Sukun</b> atau <b>linmas; 35.73.05</b>"
)


def ask(purpose: str, chosen: str, reach: Reach) -> str:
    """The screen of the chooser."""
    return f"{purpose}\n\nKepada: <b>{chosen}</b>\n{reach_line(reach)}\n\n{HOW_TO_TYPE}"


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
        "Contoh: lurah, camat; Kec. Sukun"
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
    place = f" {tps(each.number)}" if each.number is not None else ""
    return f" ({role_name(each.role)}{place})"
