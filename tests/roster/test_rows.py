"""Rows: codes, roles, values as people write them; every fault names its row and reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.access import Role
from handlers.errors import Refused
from handlers.roster import codes, lists, roles, rows, values, workbook
from handlers.roster.headings import Kind
from handlers.roster.records import Guard, Roster, from_json, to_json
from tests.roster.files import AREAS, PEOPLE, STATIONS, WHOLE, csv_text, xlsx

VILLAGE = st.from_regex(r"[1-9][0-9]\.[0-9]{2}\.[0-9]{2}\.[12][0-9]{3}", fullmatch=True)
NUMBER = st.integers(1, 999)


def read(sheets: dict[str, list[list[Any]]]) -> Roster:
    """What a workbook of these sheets says."""
    return rows.roster(workbook.read(xlsx(sheets), "a.xlsx"))


def person(**changed: Any) -> dict[str, list[list[Any]]]:
    """A workbook with one person, one of whose cells is changed."""
    row = dict(zip(PEOPLE[0], PEOPLE[1], strict=True)) | changed
    return {"petugas": [list(row), list(row.values())]}


def station(**changed: Any) -> dict[str, list[list[Any]]]:
    """A workbook with one station, one of whose cells is changed."""
    row = dict(zip(STATIONS[0], STATIONS[1], strict=True)) | changed
    return {"tps": [list(row), list(row.values())]}


@given(VILLAGE, NUMBER, st.sampled_from(["-", "/", " TPS ", " ", " - ", "-TPS ", "_", "."]))
def test_a_stations_code_is_read_however_it_is_parted(area: str, number: int, mark: str) -> None:
    """35.73.05.1011/20, 3573051011-020, 35.73.05.1011 TPS 20: one code."""
    code = f"{area}-{number:03d}"
    padded = f"{number:03d}" if mark == "." else str(number)
    assert codes.any_code(f"{area}{mark}{padded}") == code
    assert codes.any_code(f"{area.replace('.', '')}-{number:03d}") == code
    assert codes.any_code(code) == code


@given(st.text(max_size=30))
def test_a_code_is_read_or_refused(raw: str) -> None:
    """Nothing that is no code passes, and reading a code twice changes nothing."""
    try:
        code = codes.any_code(raw)
    except Refused:
        return
    assert codes.any_code(code) == code


@pytest.mark.parametrize(
    ("spelling", "role"),
    [
        ("Ketua KPPS", Role.KPPS_KETUA), ("kpps_ketua", Role.KPPS_KETUA),
        ("KPPS 1", Role.KPPS_KETUA),
        ("anggota kpps", Role.KPPS), ("KPPS-4", Role.KPPS), ("Linmas", Role.LINMAS),
        ("Satlinmas", Role.LINMAS), ("Petugas Ketertiban TPS", Role.LINMAS), ("PTPS", Role.PTPS),
        ("Pengawas TPS", Role.PTPS), ("Ketua PPS", Role.PPS), ("anggota PPK", Role.PPK),
        ("Kepala Desa", Role.LURAH), ("Plt. Lurah", Role.LURAH), ("CAMAT", Role.CAMAT),
        ("Kepala OPD", Role.OPD), ("BUMD", Role.OPD), ("Koordinator", Role.KOORDINATOR),
        ("penjaga gudang", Role.PENJAGA), ("Operator", Role.OPERATOR), ("admin", Role.ADMIN),
    ],
)  # fmt: skip
def test_roles_are_known_by_their_common_names(spelling: str, role: Role) -> None:
    """People write roles as they say them."""
    assert roles.role(spelling) is role


def test_a_misspelt_role_is_asked_for_never_guessed() -> None:
    """A role gives rights: the nearest spelling is named, not taken."""
    with pytest.raises(Refused, match="maksudnya linmas"):
        roles.role("limnas")


def test_headings_may_be_spelt_freely() -> None:
    """Case, dots, underscores, other words, titles above, columns in any order."""
    said = read(
        {
            "Data": [
                ["DAFTAR PETUGAS KECAMATAN SUKUN"],
                [],
                ["No", "Jabatan", "Nama  Petugas", "No. HP (WA)", "KODE_WILAYAH", "NIK"],
                [1, "Linmas", "Slamet", 81234567801, "3573041001/1", "3573010101010001"],
            ]
        }
    )
    (slamet,) = said.people
    assert (slamet.row, slamet.name, slamet.phone) == (4, "Slamet", "+6281234567801")
    assert (slamet.role, slamet.place) == ("linmas", "35.73.04.1001-001")
    assert said.notes == ("Sheet Data: kolom nik diabaikan dan tidak disimpan.",)


def test_a_csv_is_known_by_its_name_or_its_headings() -> None:
    """One CSV file is one sheet."""
    for name, table, kind in (
        ("wilayah.csv", AREAS, Kind.WILAYAH),
        ("tps.csv", STATIONS, Kind.TPS),
        ("unduhan (3).csv", PEOPLE, Kind.PETUGAS),
        ("tanpa nama.csv", STATIONS, Kind.TPS),
    ):
        said = rows.roster(workbook.read(csv_text(table, ";").encode(), name))
        assert said.kinds == (kind,)
        assert said.rows == len(table) - 1


def test_village_and_number_may_stand_in_two_columns() -> None:
    """Many lists give the kelurahan's code and the number of the TPS apart."""
    said = read(
        {
            "petugas": [
                ["nama", "hp", "peran", "kode wilayah", "TPS"],
                ["Slamet", "081234567801", "linmas", "35.73.04.1001", "012"],
                ["Tono", "081234567802", "lurah", "35.73.04.1001", None],
            ]
        }
    )
    assert [p.place for p in said.people] == ["35.73.04.1001-012", "35.73.04.1001"]


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"nama": None}, "nama (A2)", "belum diisi"),
        ({"nama": "3573010101010001"}, "nama (A2)", "NIK"),
        ({"nama": "12"}, "nama (A2)", "bukan nama"),
        ({"nama": "=B1"}, "nama (A2)", "rumus"),
        ({"nama": "x" * 101}, "nama (A2)", "lebih dari 100"),
        ({"no_hp": None}, "no_hp (B2)", "kosong"),
        ({"no_hp": "6.28E+12"}, "no_hp (B2)", "terpotong"),
        ({"no_hp": "0341 551234"}, "no_hp (B2)", "bukan nomor HP"),
        ({"peran": "limnas"}, "peran (C2)", "maksudnya linmas"),
        ({"peran": "presiden"}, "peran (C2)", "tidak dikenal"),
        ({"wilayah": "Jodipan"}, "wilayah (D2)", "bukan kode wilayah"),
        ({"wilayah": "35.73.04.1001"}, "wilayah (D2)", "bertugas di TPS"),
        ({"peran": "lurah"}, "wilayah (D2)", "kelurahan/desa"),
        ({"peran": "camat", "wilayah": "35.73.04.1001"}, "wilayah (D2)", "kecamatan"),
        ({"peran": "koordinator", "wilayah": "35.73", "instansi": None}, "instansi (E2)", "harus"),
        ({"peran": "koordinator", "wilayah": "35.73", "instansi": "Bawalu"}, "instansi (E2)",
         "maksudnya bawaslu"),
        ({"bpjs": "mungkin"}, "bpjs (F2)", "ya atau tidak"),
        ({"pelapor": "kadang"}, "pelapor (G2)", "pelapor"),
        ({"peran": "lurah", "wilayah": "35.73.04.1001", "pelapor": 1}, "pelapor (G2)", "di TPS"),
    ],
)  # fmt: skip
def test_a_faulty_person_is_named_with_cell_and_reason(
    changed: dict[str, Any], column: str, reason: str
) -> None:
    """The admin finds the very cell, and reads what to write instead."""
    said = read(person(**changed))
    (fault,) = said.faults
    assert (fault.sheet, fault.row, fault.column) == ("petugas", 2, column)
    assert reason in fault.reason
    assert not said.people


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"kode": "35.73.04.1001"}, "bukan kode TPS"),
        ({"lat": None}, "dua-duanya"),
        ({"lat": -7982345}, "bukan koordinat"),
        ({"lat": 7.9}, "di luar Indonesia"),
        ({"lat": "7°58'S"}, "bukan koordinat"),
        ({"dpt_l": "banyak"}, "bukan jumlah"),
        ({"dpt_l": 60_000}, "bukan jumlah"),
        ({"dpt_l": -1}, "bukan jumlah"),
        ({"kode_lama": "35.73.04"}, "bukan kode TPS"),
        ({"tanpa_hp": "kadang"}, "ya atau tidak"),
    ],
)
def test_a_faulty_station_is_named_with_its_reason(changed: dict[str, Any], reason: str) -> None:
    """No station comes in with half a place or an impossible number of voters."""
    said = read(station(**changed))
    assert [fault.row for fault in said.faults] == [2]
    assert reason in said.faults[0].reason
    assert not said.stations


def test_every_fault_of_a_row_is_told_at_once() -> None:
    """Nobody has to send the file three times to learn of three mistakes."""
    said = read(person(no_hp="0812", peran="limnas", bpjs="?"))
    assert [fault.column for fault in said.faults] == ["no_hp (B2)", "peran (C2)", "bpjs (F2)"]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(-7.98, 112.63), ("-7,98", "112,63"), (112.63, -7.98), ("7.98 LS", "112.63 BT"),
     ("-7.98°", "112.63°")],
)  # fmt: skip
def test_coordinates_are_read_with_comma_and_put_the_right_way_round(lat: Any, lon: Any) -> None:
    """A swapped pair is unmistakable in Indonesia; it is turned, and the preview says so."""
    said = read(station(lat=lat, lon=lon))
    assert (said.stations[0].lat, said.stations[0].lon) == (-7.98, 112.63)
    assert bool(said.notes) == (lat == 112.63)


@pytest.mark.parametrize(("cell", "count"), [("1.234", 1234), (271, 271), (271.0, 271), ("0", 0)])
def test_dots_may_part_thousands(cell: Any, count: int) -> None:
    """Indonesian numbers part thousands by dots."""
    assert values.voters(cell) == count


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("Ya", True), ("YA", True), (1, True), ("✓", True), ("sudah", True), ("x", True),
     ("Tidak", False), ("belum", False), (0, False), ("-", False)],
)  # fmt: skip
def test_yes_and_no_are_ticked_in_many_ways(cell: Any, answer: bool) -> None:
    """Ya, x, ✓, 1; tidak, belum, 0, -."""
    assert values.yes_no(cell) is answer


@pytest.mark.parametrize(("cell", "seat"), [(1, 1), ("ya", 1), ("2", 2), ("Wakil", 2), ("-", 0)])
def test_reporter_and_deputy_are_told_apart(cell: Any, seat: int) -> None:
    """1 or ya is the reporter, 2 or wakil the deputy."""
    assert values.seat(cell) == seat


def test_somebody_without_a_phone_says_so_with_a_dash() -> None:
    """An empty cell is a mistake, a dash is an answer."""
    assert read(person(no_hp="-")).people[0].phone is None


def test_a_row_that_stands_twice_is_named_with_the_first_one() -> None:
    """The second of two equal rows is a fault; two posts of one person are not."""
    said = read(
        {
            "petugas": [
                PEOPLE[0],
                PEOPLE[1],
                PEOPLE[1],
                [*PEOPLE[1][:3], "35.73.04.1001-002", *PEOPLE[1][4:]],
            ],
            "tps": [*STATIONS, STATIONS[1]],
        }
    )
    assert [(f.sheet, f.row, f.reason) for f in said.faults] == [
        ("petugas", 3, "sama dengan baris 2"),
        ("tps", 5, "sama dengan baris 2"),
    ]
    assert len(said.people) == 2


def test_a_station_has_one_reporter() -> None:
    """A second pelapor at a TPS is a fault that names the first."""
    twice = [
        PEOPLE[0],
        ["Slamet", "081234567801", "linmas", "35.73.04.1001-001", None, None, 1],
        ["Siti", "081234567802", "kpps", "35.73.04.1001-001", None, None, 1],
    ]
    (fault,) = read({"petugas": twice}).faults
    assert fault.reason == "TPS ini sudah punya pelapor di baris 2"


def test_a_sheet_without_a_column_it_needs_says_which() -> None:
    """A sheet of people without roles cannot be used, and says so once."""
    said = read({"petugas": [["nama", "hp", "wilayah"], ["A", "081234567801", "35.73"]]})
    (fault,) = said.faults
    assert (fault.row, fault.value) == (1, "peran")


def test_other_sheets_and_shared_phones_are_told() -> None:
    """What is left out, and that some will choose their name, stands in the preview."""
    said = read(
        {
            "petugas": [
                PEOPLE[0],
                PEOPLE[1],
                ["Siti", "081234567801", "kpps", "35.73.04.1001-001", None, None, None],
            ],
            "anggaran": [["a", "b"], [1, 2]],
        }
    )
    assert not said.faults
    assert [note.split()[1] for note in said.notes] == ["nomor", "anggaran"]


@pytest.mark.parametrize(
    ("cell", "stations"),
    [
        ("35.73.05.1011-001", ["35.73.05.1011-001"]),
        ("35.73.05.1011-001 s.d. 003", [f"35.73.05.1011-00{n}" for n in (1, 2, 3)]),
        ("35.73.05.1011-002 s/d 35.73.05.1011-003", ["35.73.05.1011-002", "35.73.05.1011-003"]),
        ("35.73.05.1011: 1-2, 9", ["35.73.05.1011-001", "35.73.05.1011-002", "35.73.05.1011-009"]),
        ("35.73.05.1011-001; 7", ["35.73.05.1011-001", "35.73.05.1011-007"]),
        ("35.73.05.1011; 35.73.04", ["35.73.05.1011", "35.73.04"]),
    ],
)
def test_the_stations_of_a_store_may_be_ranges(cell: str, stations: list[str]) -> None:
    """Single codes, ranges, numbers after a village, whole areas."""
    assert list(lists.station_list(cell)) == stations


@pytest.mark.parametrize("cell", ["semua", "35.73.05.1011-009 s.d. 003", "35.73 s.d. 35.74"])
def test_a_list_of_stations_that_makes_no_sense_is_refused(cell: str) -> None:
    """No store gets stations that nobody named."""
    with pytest.raises(Refused):
        lists.station_list(cell)


def test_guards_are_names_numbers_or_both() -> None:
    """'Slamet 0812…; Budi (0813…)', or numbers alone."""
    guards = lists.guard_list("Slamet 0812-3456-7801; Budi (081234567802); +6281234567803; Yanto")
    assert guards == (
        Guard("Slamet", values.service("081234567801")),
        Guard("Budi", values.service("081234567802")),
        Guard(None, values.service("081234567803")),
        Guard("Yanto", None),
    )


def test_contacts_may_stand_one_in_a_row_or_one_in_a_column() -> None:
    """Both ways to write a list of emergency numbers are understood."""
    long = read({"kontak": [["wilayah", "jenis", "nama", "no_hp"],
                            ["35.73.04", "polsek", "Polsek Sukun", "110"]]})  # fmt: skip
    wide = read({"kontak": [["wilayah", "posko", "polsek"], ["35.73.04", "081234567801", "110"]]})
    assert [(c.kind, c.name, c.phone) for c in long.contacts] == [("polsek", "Polsek Sukun", "110")]
    assert [(c.kind, c.phone) for c in wide.contacts] == [
        ("posko", "+6281234567801"),
        ("polsek", "110"),
    ]


CELL = st.none() | st.text(max_size=15) | st.integers() | st.floats(allow_nan=False)


@given(st.lists(st.lists(CELL, min_size=1, max_size=8), max_size=6), st.sampled_from(list(Kind)))
def test_any_rows_are_taken_or_named(table: list[list[Any]], kind: Kind) -> None:
    """Whatever stands in the cells: each row is taken over, skipped as an example, or a fault."""
    headings = {"wilayah": AREAS, "tps": STATIONS, "petugas": PEOPLE}.get(
        kind.value,
        [["kode", "nama", "penjaga", "tps"]] if kind is Kind.TEMPAT else [["wilayah", "nomor"]],
    )[0]
    lines = [[c if c is None else str(c) for c in row] for row in table]
    text = "\n".join("\t".join((c or "").translate({9: 32, 10: 32, 13: 32, 34: 32}) for c in row)
                     for row in [headings, *lines])  # fmt: skip
    try:
        said = rows.roster(workbook.read(text.encode("utf-8", "ignore"), f"{kind}.csv"))
    except Refused:
        return
    assert all(fault.reason and fault.row for fault in said.faults)
    assert from_json(to_json(said)) == said


def test_a_workbook_with_fifty_faults_names_each_row() -> None:
    """Fifty broken numbers are fifty faults with their rows; the rest is taken over."""
    table = [PEOPLE[0]] + [
        [f"Orang {n}", "0812" if n % 2 else f"08123456{n:04d}", "linmas",
         f"35.73.04.1001-{n + 1:03d}", None, None, None]
        for n in range(100)
    ]  # fmt: skip
    said = read({"petugas": table})
    assert [fault.row for fault in said.faults] == list(range(3, 103, 2))
    assert len(said.people) == 50


def test_the_whole_sample_is_read_without_a_fault() -> None:
    """Areas, stations and people of the small sample all come in."""
    said = read(WHOLE)
    assert not said.faults
    assert said.kinds == (Kind.WILAYAH, Kind.TPS, Kind.PETUGAS)
