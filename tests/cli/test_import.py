"""`siaga import`: the roster from a file, told line by line, never under a running bot."""

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.city.files import write_csvs, write_workbook
from bot.city.malang import build
from bot.cli.importing import import_roster
from bot.cli.lock import writing
from tests.cli.conftest import Call


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample city."""
    path = tmp_path_factory.mktemp("kota") / "kota.xlsx"
    write_workbook(build(), path)
    return path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, workbook: Path) -> Path:
    """A database that has the sample city; tests work on copies."""
    database = tmp_path_factory.mktemp("data") / "siaga.db"
    assert import_roster(database, workbook).faults == ()
    return database


@pytest.fixture
def city(home: Path, prepared: Path) -> None:
    """The sample city is in the database of the folder where `siaga` is called."""
    shutil.copy(prepared, home / "siaga.db")


def small(folder: Path, *officers: tuple[str, ...]) -> Path:
    """A CSV roster of a few people; their area is not in the file."""
    path = folder / "petugas.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        header = ("nama", "no_hp", "peran", "wilayah", "instansi")
        csv.writer(file).writerows([header, *officers])
    return path


@pytest.mark.usefixtures("city")
def test_importing_again_changes_nothing(siaga: Call, workbook: Path) -> None:
    """Every row is as it was, so an interrupted import is simply done again."""
    code, said, complaint = siaga("import", workbook)
    assert (code, complaint) == (0, "")
    assert "tps: 0 baru, 0 berubah, 1188 tetap" in said
    assert "petugas: 0 baru, 0 berubah, 11376 tetap" in said


def test_csv_files_are_imported_one_by_one(siaga: Call, home: Path) -> None:
    """Each file stands for one sheet, in the order in which they build on each other."""
    files = {path.stem: path for path in write_csvs(build(), home / "csv")}
    for name in ("wilayah", "tps", "tempat", "petugas", "kontak"):
        code, said, complaint = siaga("import", files[name])
        assert (code, complaint) == (0, "")
        assert f"{name}: " in said


def test_only_checking_saves_nothing(siaga: Call, workbook: Path, home: Path) -> None:
    """What would happen is told; afterwards there is still no TPS."""
    code, said, _ = siaga("import", "--check", workbook)
    assert code == 0
    assert "tps: 1188 baru" in said
    assert "tidak ada yang disimpan" in said
    siaga("export", "out")
    assert (home / "out" / "stations.csv").read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.usefixtures("city")
def test_a_faulty_row_is_named_and_the_others_are_taken(siaga: Call, home: Path) -> None:
    """Exit code 1, the row and its reason on one line; the good row is there."""
    file = small(
        home,
        ("Bu Baik", "+628009000001", "linmas", "35.73.01.1011-012", "Satpol PP"),
        ("Pak Salah", "12", "linmas", "35.73.01.1011-012", "Satpol PP"),
    )
    code, said, complaint = siaga("import", file)
    assert code == 1
    assert "petugas: 1 baru" in said
    assert complaint.count("\n") == 1
    assert "baris 3" in complaint


@pytest.mark.usefixtures("city")
def test_missing_people_leave_only_when_counted(siaga: Call, home: Path) -> None:
    """A short file removes nobody by itself; a wrong count removes nobody either."""
    file = small(home, ("Bu Baru", "+628009000001", "lurah", "35.73.01.1011", ""))
    code, said, _ = siaga("import", "--check", file)
    assert "1 orang tidak ada di berkas" in said
    code, _, complaint = siaga("import", "--remove", 9, file)
    assert code == 2
    assert "1 orang" in complaint
    code, _, _ = siaga("import", "--remove", 1, file)
    assert code == 0
    assert "tidak ada di berkas" not in siaga("import", file)[1]


def test_nothing_is_imported_under_a_running_bot(siaga: Call, workbook: Path, home: Path) -> None:
    """The sentence says how to do it instead."""
    with writing(home / "siaga.db", otherwise="x"):
        code, _, complaint = siaga("import", workbook)
    assert code == 1
    assert complaint == "Bot sedang berjalan: pakai /impor di Telegram.\n"


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, b"PK\x03\x04x", b""],
)
def test_what_is_no_table_is_refused_in_one_line(siaga: Call, home: Path, content: bytes) -> None:
    """Nothing is opened, nothing is stored."""
    file = home / "kota.xlsx"
    file.write_bytes(content)
    code, _, complaint = siaga("import", file)
    assert code == 1
    assert complaint.count("\n") == 1
    assert "Traceback" not in complaint


def test_a_missing_file_is_an_unusable_argument(siaga: Call) -> None:
    """The sentence names it."""
    code, _, complaint = siaga("import", "tidak-ada.xlsx")
    assert (code, complaint) == (2, "Berkas tidak-ada.xlsx tidak ada.\n")


@pytest.mark.usefixtures("city")
def test_a_second_import_of_the_same_file_says_that_nothing_changes(
    siaga: Call, home: Path
) -> None:  # fmt: skip
    """Nothing is stored, and the audit has no other import."""
    file = small(home, ("Parto", "081234567890", "linmas", "35.73.01.1011-012", "Satpol PP"))
    assert "Data tersimpan" in siaga("import", file)[1]
    before = imports(home)
    code, said, _ = siaga("import", file)
    assert code == 0
    assert "Tidak ada yang berubah" in said
    assert "Data tersimpan" not in said
    assert imports(home) == before


@pytest.mark.usefixtures("city")
def test_who_was_revoked_in_the_bot_comes_back_only_by_count(siaga: Call, home: Path) -> None:
    """The command line keeps the same rule as the chat, and asks for their number."""
    file = small(home, ("Parto", "081234567890", "linmas", "35.73.01.1011-012", "Satpol PP"))
    siaga("import", file)
    with closing(sqlite3.connect(home / "siaga.db")) as connection, connection:
        connection.execute(
            "UPDATE posts SET ended_at = 1, ended_as = 'revoked' WHERE person_id ="
            " (SELECT id FROM people WHERE name = 'Parto')"
        )
    _, said, _ = siaga("import", file)
    assert "1 orang sudah dicabut" in said
    assert "--revive 1" in said
    code, _, complaint = siaga("import", "--revive", 2, file)
    assert (code, "1 orang" in complaint) == (2, True)
    assert "bertugas lagi" in siaga("import", "--revive", 1, file)[1]
    assert "bertugas lagi" not in siaga("import", file)[1]


def imports(home: Path) -> int:
    """How many imports the audit has."""
    with closing(sqlite3.connect(home / "siaga.db")) as connection:
        (acts,) = connection.execute("SELECT COUNT(*) FROM audit").fetchone()
    return int(acts)
