"""The sample city: real totals, made-up people, the same every time."""

import csv
from collections import Counter
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.city.areas import districts
from bot.city.chance import shares
from bot.city.files import write_csvs, write_workbook
from bot.city.malang import build
from bot.city.roster import Roster


@pytest.fixture(scope="module")
def roster() -> Roster:
    return build()


def test_the_totals_are_the_real_ones(roster: Roster) -> None:
    """TPS, voters and staff are as many as Kota Malang had in Pilkada 2024."""
    roles = Counter(officer.role for officer in roster.everybody)
    assert len(roster.areas) == 1 + 5 + 57
    assert len(roster.stations) == 1188
    assert sum(station.voters_male for station in roster.stations) == 323_167
    assert sum(station.voters_female for station in roster.stations) == 337_577
    assert roles["kpps_ketua"] + roles["kpps"] == 8316
    assert roles["linmas"] == 2364
    assert (roles["pps"], roles["ppk"], roles["lurah"], roles["camat"]) == (171, 25, 57, 5)


def test_each_kecamatan_has_its_real_number_of_tps(roster: Roster) -> None:
    """Spreading over kelurahan is ours, the kecamatan's total is KPU's."""
    counted = Counter(station.code[:8] for station in roster.stations)
    assert counted == {district.code: district.stations for district in districts()}


def test_tps_numbers_run_from_001_in_every_kelurahan(roster: Roster) -> None:
    """No number is left out; the ones inside prisons run from 901."""
    by_village: dict[str, list[int]] = {}
    for station in roster.stations:
        village, _, number = station.code.partition("-")
        by_village.setdefault(village, []).append(int(number))
    assert len(by_village) == 57
    for numbers in by_village.values():
        usual = [number for number in numbers if number < 901]
        special = [number for number in numbers if number > 900]
        assert usual == list(range(1, len(usual) + 1))
        assert special == list(range(901, 901 + len(special)))
    assert sum(number > 900 for numbers in by_village.values() for number in numbers) == 6


def test_no_tps_has_more_voters_than_the_law_allows(roster: Roster) -> None:
    """A TPS of a Pilkada has at most 600 voters."""
    assert max(s.voters_male + s.voters_female for s in roster.stations) <= 600


def test_every_tps_lies_near_its_kelurahan(roster: Roster) -> None:
    """A point is at most 350 m (about 0.0032 degrees) from the inner point of the kelurahan."""
    villages = {v.code: v for district in districts() for v in district.villages}
    for station in roster.stations:
        village = villages[station.code.partition("-")[0]]
        assert abs(station.lat - village.lat) < 0.0032
        assert abs(station.lon - village.lon) < 0.0033


def test_phone_numbers_are_well_formed_and_nobodys(roster: Roster) -> None:
    """Each person has an own number of the free-call range, which no phone of a person has."""
    numbers = [officer.phone for officer in roster.everybody]
    numbers += [contact.phone for contact in roster.contacts]
    assert len(set(numbers)) == len(numbers)
    for number in numbers[::500]:
        parsed = phonenumbers.parse(number)
        assert phonenumbers.is_valid_number(parsed)
        assert phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.TOLL_FREE


def test_every_post_is_at_a_place_of_the_roster(roster: Roster) -> None:
    """No officer, store or number points to a place that the same roster does not name."""
    areas = {area.code for area in roster.areas}
    stations = {station.code for station in roster.stations}
    stores = {store.code for store in roster.stores}
    assert {officer.place for officer in roster.everybody} <= areas | stations | stores
    assert {contact.area for contact in roster.contacts} <= areas
    kept = [code for store in roster.stores for code in store.stations.split("; ") if code]
    assert sorted(kept) == sorted(stations)


def test_the_same_seed_gives_the_same_city() -> None:
    """Tests may name a person; another seed gives other people in the same areas."""
    assert build(7) == build(7)
    assert build(7).officers != build(8).officers
    assert build(7).areas == build(8).areas


def test_workbook_and_csv_files_say_the_same(roster: Roster, tmp_path: Path) -> None:
    """Whichever form is imported, the rows are the same."""
    write_workbook(roster, tmp_path / "kota.xlsx")
    write_csvs(roster, tmp_path)
    workbook = load_workbook(tmp_path / "kota.xlsx", read_only=True)
    for name, header, _ in roster.sheets():
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            from_csv = list(csv.reader(file))
        from_xlsx = [
            ["" if cell is None else str(cell) for cell in row]
            for row in workbook[name].iter_rows(values_only=True)
        ]
        assert from_xlsx == from_csv
        assert from_csv[0] == list(header)
    workbook.close()


@given(st.integers(0, 10_000), st.lists(st.floats(0.1, 10), min_size=1, max_size=60))
def test_shares_always_add_up(total: int, weights: list[float]) -> None:
    """However odd the weights, nobody is lost or invented, and each share is within one of fair."""
    parts = shares(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1 + 1e-6
