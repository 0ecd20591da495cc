"""The people of the sample city, in the real numbers of Pilkada 2024 where they are known."""

from collections.abc import Iterator, Sequence

from bot.city.areas import CITY_CODE, District
from bot.city.chance import Chance
from bot.city.names import name
from bot.city.roster import OfficerRow, StationRow

# Kota Malang handed over 2,364 linmas for 1,188 TPS: 12 TPS had one instead of two.
_MISSING_LINMAS = 12
# Bawaslu has sent the list of its PTPS for one kecamatan so far.
_PTPS_DISTRICT = "35.73.02"
AGENCIES = (
    "Bakesbangpol", "Satpol PP", "Polri", "KPU", "Bawaslu", "Dinkes", "Dishub", "BPBD/Damkar",
    "Dispendukcapil",
)  # fmt: skip
_OFFICES = (
    "Dinas Pendidikan", "Dinas Perhubungan", "Dinas Kesehatan", "Dinas Sosial", "Dinas PUPR",
    "Dinas Lingkungan Hidup", "Bappeda", "BKPSDM", "BKAD", "Diskominfo", "PDAM Tugu Tirta",
    "Bank Tugu Artha", "PLN UP3 Malang", "RSUD Kota Malang",
)  # fmt: skip


class Recruiter:
    """Makes officers one by one, each with an own name and phone number."""

    def __init__(self, chance: Chance, phones: Iterator[str]) -> None:
        self._chance = chance
        self._phones = phones

    def hire(self, role: str, place: str, agency: str = "", bpjs: str = "") -> OfficerRow:
        """One officer in one post."""
        return OfficerRow(name(self._chance), next(self._phones), role, place, agency, bpjs, "")


def officers(
    districts: Sequence[District], stations: Sequence[StationRow], recruiter: Recruiter
) -> Iterator[OfficerRow]:
    """Everybody but the guards of stores, from the city down to the stations."""
    yield from _city(recruiter)
    for district in districts:
        yield from _district(district, recruiter)
        for village in district.villages:
            yield from _village(village.code, recruiter)
    short = {stations[i * len(stations) // _MISSING_LINMAS].code for i in range(_MISSING_LINMAS)}
    for station in stations:
        yield from _station(station.code, 1 if station.code in short else 2, recruiter)


def guards(codes: Sequence[str], recruiter: Recruiter) -> Iterator[OfficerRow]:
    """Two guards for each store, by the store's code."""
    for code in codes:
        for _ in range(2):
            yield recruiter.hire("penjaga", code, "Satpol PP")


def _city(recruiter: Recruiter) -> Iterator[OfficerRow]:
    for agency in AGENCIES:
        for _ in range(2):
            yield recruiter.hire("koordinator", CITY_CODE, agency)
    for office in _OFFICES:
        yield recruiter.hire("opd", CITY_CODE, office)
    for _ in range(4):
        yield recruiter.hire("operator", CITY_CODE, "Bakesbangpol")
    yield recruiter.hire("admin", CITY_CODE, "Bakesbangpol")


def _district(district: District, recruiter: Recruiter) -> Iterator[OfficerRow]:
    yield recruiter.hire("camat", district.code)
    for _ in range(5):
        yield recruiter.hire("ppk", district.code, "KPU")
    for agency in ("Polri", "Satpol PP", "Bawaslu", "Dinkes"):
        yield recruiter.hire("koordinator", district.code, agency)


def _village(code: str, recruiter: Recruiter) -> Iterator[OfficerRow]:
    yield recruiter.hire("lurah", code)
    for _ in range(3):
        yield recruiter.hire("pps", code, "KPU")
    for agency in ("Polri", "Bawaslu"):
        yield recruiter.hire("koordinator", code, agency)


def _station(code: str, linmas: int, recruiter: Recruiter) -> Iterator[OfficerRow]:
    yield recruiter.hire("kpps_ketua", code, "KPU", "tidak")
    for _ in range(6):
        yield recruiter.hire("kpps", code, "KPU", "tidak")
    for _ in range(linmas):
        yield recruiter.hire("linmas", code, "Satpol PP", "ya")
    if code.startswith(_PTPS_DISTRICT):
        yield recruiter.hire("ptps", code, "Bawaslu", "ya")
