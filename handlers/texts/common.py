"""Sentences and small wordings that every conversation shares."""

from html import escape as esc

from handlers.access import Role
from storage.areas import Area, Station

DENIED = "Maaf, ini di luar wilayah tugas Bapak/Ibu."
DENIED_ROLE = "Maaf, ini bukan bagian dari tugas Bapak/Ibu. Lihat yang bisa dilakukan: /menu"
STALE = "Tombol ini sudah tidak berlaku. Ketik /menu untuk mulai lagi."
APOLOGY = (
    "Maaf, pesan Bapak/Ibu sudah kami simpan tetapi belum bisa diproses. "
    "Petugas sistem sudah diberi tahu. Bila darurat, telepon 110 atau 112."
)
STRANGER = (
    "Bot ini hanya untuk petugas yang terdaftar. Tekan /start untuk mendaftar "
    "dengan nomor telepon Bapak/Ibu."
)
NOT_UNDERSTOOD = "Maaf, belum dipahami. Tekan tombol di bawah, atau ketik /bantuan."
CANCELLED = "Dibatalkan. Tidak ada yang disimpan."

REHEARSAL = "🎭 GLADI · "
"""Put before everything that belongs to a rehearsal."""

YES = "Ya"
CANCEL = "✖️ Batal"
BACK = "◀️ Kembali"
BACK_WORD = "kembali"
BACK_WORDS = (BACK_WORD, "mundur")
STOP_WORDS = ("batal", "stop")
"""Typed in place of the buttons."""
SKIP = "Lewati"

ROLE_NAMES = {
    Role.KPPS_KETUA: "ketua KPPS",
    Role.KPPS: "anggota KPPS",
    Role.LINMAS: "linmas",
    Role.PTPS: "pengawas TPS",
    Role.PPS: "PPS",
    Role.PPK: "PPK",
    Role.PENJAGA: "penjaga gudang",
    Role.LURAH: "lurah/kepala desa",
    Role.CAMAT: "camat",
    Role.OPERATOR: "operator",
    Role.OPD: "kepala OPD/BUMN/BUMD",
    Role.KOORDINATOR: "koordinator",
    Role.ADMIN: "admin",
}

AGENCY_NAMES = {
    "bakesbangpol": "Bakesbangpol",
    "satpolpp": "Satpol PP",
    "polri": "Polri",
    "kpu": "KPU",
    "bawaslu": "Bawaslu",
    "dinkes": "Dinkes",
    "dishub": "Dishub",
    "bpbd": "BPBD/Damkar",
    "dispendukcapil": "Dispendukcapil",
}
"""The agencies whose coordinators get alerts; the codes are what the roster stores."""


def role_name(role: str) -> str:
    """The role as people say it."""
    return ROLE_NAMES[Role(role)]


def titled(role: str, place: str) -> str:
    """Linmas TPS 012 Jodipan, in plain text; no word twice: pengawas TPS 001, penjaga Gudang A."""
    words, first = role.split(), place.split(" ", 1)[0]
    if len(words) > 1 and words[-1].casefold() == first.casefold():
        role = " ".join(words[:-1]).rpartition("/")[2]
    return f"{role} {place}"


def agency_name(agency: str) -> str:
    """The agency as people say it; one that is not listed stands as it was written."""
    return AGENCY_NAMES.get(agency, agency)


def tps(number: int) -> str:
    """TPS 012"""
    return f"TPS {number:03d}"


def station_name(station: Station) -> str:
    """TPS 012 Jodipan (escaped)"""
    return f"{tps(station.number)} {esc(station.village)}"


def area_label(area: Area) -> str:
    """Kota Malang, Kec. Sukun, Kel. Jodipan, Desa Tegalarum: for buttons, not escaped.

    Kemendagri's codes say which villages are desa: their last part begins with 2.
    """
    if area.level == "city":
        return area.name
    desa = area.code.rpartition(".")[2].startswith("2")
    kind = "Kec." if area.level == "district" else "Desa" if desa else "Kel."
    return f"{kind} {area.name}"


def area_name(area: Area) -> str:
    """The same in a message (escaped)."""
    return esc(area_label(area))


def phone_number(phone: str) -> str:
    """+6281234567890 stays tappable as it is; written out for people who dial by hand."""
    return esc(phone)


def count(number: int) -> str:
    """1.188"""
    return f"{number:,}".replace(",", ".")
