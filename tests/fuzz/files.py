"""Broken workbooks and CSV files: bytes flipped, cut, doubled; cells that no roster has."""

import io
import random
import zipfile
from functools import lru_cache

from handlers.errors import Refused
from handlers.roster import rows, workbook
from tests.fuzz import mutation
from tests.roster.files import PEOPLE, csv_text, xlsx

NAMES = ("petugas.csv", "petugas.xlsx", "x", "wilayah.CSV", "\u202ex.csv", "a" * 300)


@lru_cache
def _workbook() -> bytes:
    return xlsx({"petugas": PEOPLE, "tps": [["kode", "dpt_l"], ["35.73.03.1001-001", 240]]})


def any_file(rnd: random.Random) -> tuple[bytes, str]:
    """Bytes and the name they come under."""
    kind = rnd.random()
    if kind < 0.45:
        data = _damaged_text(rnd)
    elif kind < 0.75:
        data = _damaged_inside(rnd)
    elif kind < 0.95:
        data = _flipped(_workbook(), rnd)
    else:
        data = rnd.randbytes(rnd.randrange(400))
    return data, rnd.choice(NAMES)


def read(data: bytes, name: str) -> bool:
    """Read a file as the import does; whether it was a table. Anything but Refused is a bug."""
    try:
        rows.roster(workbook.read(data, name))
    except Refused:
        return False
    return True


def _damaged_text(rnd: random.Random) -> bytes:
    table = [[mutation.text(rnd) if rnd.random() < 0.1 else cell for cell in row] for row in PEOPLE]
    encoding = rnd.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    text = csv_text(table).replace(",", rnd.choice((",", ";", "\t")))
    return _flipped(text.encode(encoding, "replace"), rnd)


def _flipped(data: bytes, rnd: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(rnd.choice((0, 1, 3, 20))):
        if not broken:
            break
        at = rnd.randrange(len(broken))
        change = rnd.random()
        if change < 0.5:
            broken[at] = rnd.randrange(256)
        elif change < 0.8:
            del broken[at : at + rnd.randrange(1, 40)]
        else:
            broken[at:at] = broken[max(0, at - 30) : at] or b"\0"
    return bytes(broken)


def _damaged_inside(rnd: random.Random) -> bytes:
    """The same in one of the parts of a workbook whose archive is sound."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as whole, zipfile.ZipFile(made, "w") as broken:
        victim = rnd.choice(whole.namelist())
        for name in whole.namelist():
            part = whole.read(name)
            if name == victim and rnd.random() < 0.1:
                continue
            broken.writestr(name, _flipped(part, rnd) if name == victim else part)
    return made.getvalue()
