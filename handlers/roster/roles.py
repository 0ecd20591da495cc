"""Roles and agencies, however a roster spells them."""

import re
import unicodedata

from rapidfuzz import fuzz, process

from handlers.access import STATION_ROLES, Role
from handlers.errors import Refused
from handlers.texts import roster as texts
from handlers.texts.common import AGENCY_NAMES, ROLE_NAMES

_SPELLINGS: dict[Role, str] = {
    Role.KPPS_KETUA: "kpps ketua, ketua kpps, ketua kelompok penyelenggara pemungutan suara, "
    "kpps 1, kpps1, ketua kpps tps",
    Role.KPPS: "kpps, anggota kpps, kpps anggota, petugas kpps, kpps 2, kpps 3, kpps 4, kpps 5, "
    "kpps 6, kpps 7, kpps2, kpps3, kpps4, kpps5, kpps6, kpps7, sekretaris kpps",
    Role.LINMAS: "linmas, satlinmas, satuan linmas, anggota linmas, anggota satlinmas, "
    "petugas linmas, petugas ketertiban, petugas ketertiban tps, ketertiban tps, pktps, "
    "petugas keamanan tps, keamanan tps, hansip, linmas 1, linmas 2, linmas1, linmas2, linmas tps",
    Role.PTPS: "ptps, pengawas tps, pengawas, pengawas ptps, panwas tps, pengawas pemilu tps, "
    "pengawas tempat pemungutan suara",
    Role.PPS: "pps, ketua pps, anggota pps, pps ketua, pps anggota, sekretariat pps, "
    "panitia pemungutan suara",
    Role.PPK: "ppk, ketua ppk, anggota ppk, ppk ketua, ppk anggota, sekretariat ppk, "
    "panitia pemilihan kecamatan",
    Role.PENJAGA: "penjaga, penjaga gudang, penjaga tempat, penjaga malam, satpam, satpam gudang, "
    "petugas gudang",
    Role.LURAH: "lurah, kepala desa, kades, kepala kelurahan, lurah kepala desa, lurah kades, "
    "pj lurah, plt lurah, pj kepala desa, pj kades, plt kades",
    Role.CAMAT: "camat, pj camat, plt camat, kepala kecamatan",
    Role.OPERATOR: "operator, operator posko, operator kelurahan, operator kecamatan, "
    "petugas posko",
    Role.OPD: "opd, kepala opd, kepala dinas, kepala badan, bumn, bumd, kepala bumn, kepala bumd, "
    "direktur bumd, direktur bumn, kepala opd bumn bumd, pimpinan opd",
    Role.KOORDINATOR: "koordinator, koord, korcam, korkel, korkot, kordinator, "
    "koordinator kecamatan, koordinator kota, koordinator kelurahan, koordinator instansi",
    Role.ADMIN: "admin, administrator, admin kota, admin bot",
}
_ROLES = {word: role for role, text in _SPELLINGS.items() for word in text.split(", ")}

_AGENCY_SPELLINGS = {
    "bakesbangpol": "bakesbangpol, kesbangpol, badan kesatuan bangsa dan politik, bakesbang",
    "satpolpp": "satpolpp, satpol pp, satuan polisi pamong praja, pol pp",
    "polri": "polri, polisi, polres, polresta, polsek, kepolisian, polda",
    "kpu": "kpu, komisi pemilihan umum, kpu kota, kpu kabupaten",
    "bawaslu": "bawaslu, badan pengawas pemilu, panwascam, panwaslu, panwaslu kecamatan, "
    "bawaslu kota, bawaslu kabupaten",
    "dinkes": "dinkes, dinas kesehatan, puskesmas",
    "dishub": "dishub, dinas perhubungan",
    "bpbd": "bpbd, damkar, bpbd damkar, pemadam kebakaran, pmk, "
    "badan penanggulangan bencana daerah",
    "dispendukcapil": "dispendukcapil, disdukcapil, dukcapil, dispenduk, dinas kependudukan, "
    "dinas kependudukan dan pencatatan sipil",
}
_AGENCIES = {word: code for code, text in _AGENCY_SPELLINGS.items() for word in text.split(", ")}

_DEFAULT_AGENCIES = {
    Role.KPPS_KETUA: "kpu", Role.KPPS: "kpu", Role.PPS: "kpu", Role.PPK: "kpu",
    Role.PTPS: "bawaslu", Role.LINMAS: "satpolpp",
}  # fmt: skip
_LEVELS: dict[Role, tuple[str, str]] = {
    Role.PPS: ("village", "kelurahan/desa"),
    Role.LURAH: ("village", "kelurahan/desa"),
    Role.PPK: ("district", "kecamatan"),
    Role.CAMAT: ("district", "kecamatan"),
    Role.ADMIN: ("city", "kabupaten/kota"),
}
_NEAR = 75
"""From this likeness on (0 to 100) a spelling is worth asking 'maksudnya …?'."""


def words(text: str) -> str:
    """Lower-case words with single spaces: how headings, roles and kinds are compared."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()


def role(raw: str) -> Role:
    """The role that a cell names. Raises Refused with the nearest spelling, if there is one."""
    spoken = words(raw)
    if spoken in _ROLES:
        return _ROLES[spoken]
    near = process.extractOne(spoken, _ROLES.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    raise Refused(texts.role_unknown(near[0] if near else None))


def agency(raw: str) -> str:
    """The code of an agency that coordinates; any other stands as it was written."""
    return _AGENCIES.get(words(raw), raw)


def default_agency(post: Role) -> str | None:
    """The agency that a role belongs to, where the file says none."""
    return _DEFAULT_AGENCIES.get(post)


def check_agency(post: Role, given: str | None) -> None:
    """Raises Refused for a coordinator without an agency that gets alerts."""
    if post is not Role.KOORDINATOR or given in AGENCY_NAMES:
        return
    if given is None:
        raise Refused(texts.agency_needed())
    near = process.extractOne(words(given), _AGENCIES.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    raise Refused(texts.agency_unknown(near[0] if near else None))


def check_level(post: Role, level: str) -> None:
    """Whether a role can be held at this level of area. Raises Refused."""
    name = ROLE_NAMES[post]
    if post in STATION_ROLES and level != "station":
        raise Refused(texts.role_needs_station(name))
    if post not in STATION_ROLES and level == "station":
        raise Refused(texts.role_needs(name, _LEVELS.get(post, ("", "wilayah"))[1]))
    needed, spoken = _LEVELS.get(post, (level, ""))
    if needed != level:
        raise Refused(texts.role_needs(name, spoken))
