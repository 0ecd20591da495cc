"""Words of Terima (luar) at a kelurahan, a kecamatan or a store."""

from collections.abc import Sequence
from html import escape as esc

from handlers.texts import logistics
from handlers.texts.common import area_label, count
from handlers.texts.forms import spans
from storage.areas import Area, Store

TITLE = "📦 Terima (luar) logistik"
CHECK = "Periksa dari luar saja, jangan buka segel: nomor TPS cocok, segel utuh, kering."
NO_NODE = "Bapak/Ibu tidak bertugas menerima logistik di kelurahan, kecamatan, atau gudang."
WHICH_NODE = "Logistik diterima di mana?"
WHERE = "Logistik diterima di mana? Untuk TPS: pilih nomornya, atau ketik."
WHERE_VILLAGE = "Logistik diterima di mana? Untuk TPS: pilih kelurahannya."
HOW_MANY_BOXES = "Berapa kotak suara yang diterima? Ketik angkanya."
WHICH_VILLAGE = "TPS di kelurahan mana?"
WHICH_STATIONS = "TPS nomor berapa saja? Ketik, misalnya: 3 7 12-15. Belum tahu? Tekan Lewati."
HOW_MANY = "Berapa jumlahnya? Ketik angkanya."
SEAL_NUMBER = "Nomor segelnya? Ketik, atau tekan Lewati."
HELP = "<b>terima logistik lengkap</b> — logistik diterima di kelurahan/kecamatan, semua baik"


def node_name(node: Area | Store) -> str:
    """Kel. Kotalama, Kec. Sukun, or the store's name (not escaped)."""
    return node.name if isinstance(node, Store) else area_label(node)


def node_button(node: Area | Store) -> str:
    """📦 Terima (luar) Kel. Kotalama (not escaped)"""
    return f"📦 Terima (luar) {node_name(node)}"


def what_to_check(
    place: str, stations: int, expected: Sequence[tuple[str, int | None]]
) -> str:  # fmt: skip
    """What should have come; `place` is not escaped."""
    head = f"📦 <b>{esc(place)}</b>" + (f": untuk {count(stations)} TPS" if stations else "")
    lines = [f"• {esc(label)}" + (f": {count(each)}" if each else "") for label, each in expected]
    return "\n".join([head, CHECK, *lines])


def summary(place: str, got: int | None, of: int | None, problems: Sequence[str]) -> str:
    """Terima (luar) Kel. Kotalama: 4 dari 6 kotak; bilik suara kurang 2 (TPS 2, 3)"""
    said = "; ".join(map(esc, problems)) or "semua baik"
    boxes = [] if got is None else [boxes_of(got, of)]
    return f"Terima (luar) {esc(place)}: " + "; ".join([*boxes, said])


def boxes_of(got: int, of: int | None) -> str:
    """4 dari 6 kotak"""
    return f"{count(got)} kotak" if of is None else f"{count(got)} dari {count(of)} kotak"


def problem(item: str, what: str, number: int | None, where: str) -> str:
    """Bilik suara kurang 2 (TPS 2, 3) (not escaped)"""
    said = logistics.problem(item, what, number)
    return f"{said} ({where})" if where else said


def affected(village: str | None, numbers: Sequence[int]) -> str:
    """Kotalama TPS 2, 3 (not escaped); empty where nothing is known."""
    stations = f"TPS {spans(numbers)}" if numbers else ""
    return " ".join(filter(None, [village, stations]))


def seal(number: str) -> str:
    """The number of a broken seal (not escaped)."""
    return f"no. segel {number}"
