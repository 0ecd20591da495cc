"""The real part of the sample city: its areas, and how many stations and voters they have."""

import csv
from dataclasses import dataclass
from importlib.resources import files

CITY_CODE = "35.73"
CITY_NAME = "Kota Malang"
# DPT Pilkada 2024 as decided by KPU Kota Malang.
VOTERS_MALE = 323_167
VOTERS_FEMALE = 337_577
CITY_POINT = (-7.9786, 112.6318)


@dataclass(frozen=True)
class Village:
    """A kelurahan; lat and lon of a point inside it."""

    code: str
    name: str
    lat: float
    lon: float

    @property
    def district(self) -> str:
        """Code of the kecamatan it lies in."""
        return self.code.rpartition(".")[0]


@dataclass(frozen=True)
class District:
    """A kecamatan with its real number of stations and voters in Pilkada 2024."""

    code: str
    name: str
    stations: int
    voters: int
    lat: float
    lon: float
    villages: tuple[Village, ...]


def districts() -> tuple[District, ...]:
    """The five kecamatan with their 57 kelurahan, by code."""
    villages = [
        Village(row["kode"], row["nama"], float(row["lat"]), float(row["lon"]))
        for row in _rows("kelurahan.csv")
    ]
    return tuple(
        District(
            row["kode"],
            row["nama"],
            int(row["tps"]),
            int(row["pemilih"]),
            float(row["lat"]),
            float(row["lon"]),
            tuple(village for village in villages if village.district == row["kode"]),
        )
        for row in _rows("kecamatan.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__ or "bot.city") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
