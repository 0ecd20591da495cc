"""Whatever is typed wrongly: one line in Indonesian that says what to type, and exit code 2."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.main import get_command

from bot.__main__ import app
from bot.cli.outcome import explain
from handlers.texts import cli as texts
from tests.cli.conftest import Call

ENGLISH = re.compile(
    r"\b(missing|such|got|unexpected|extra|argument|option|requires|invalid|value|should|valid"
    r"|input|parse|file is|database is|unable|denied|error|does not|command|try)\b",
    re.IGNORECASE,
)
WRONG = [
    ([], "Perintahnya belum ditulis. Pilih: run, demo, import"),
    (["foo"], "Perintah foo tidak ada. Yang ada: run"),
    (["imprt", "x.csv"], "Maksudnya: siaga import."),
    (["import"], "BERKAS belum ditulis. Cara menulis: siaga import BERKAS"),
    (["export"], "FOLDER belum ditulis"),
    (["restore"], "BERKAS belum ditulis"),
    (["import", "x.csv", "--bogus"], "Pilihan --bogus tidak ada"),
    (["export", "out", "--confidental"], "Maksudnya: --confidential?"),
    (["import", "x.csv", "--remove", "banyak"], "Isi --remove harus angka"),
    (["demo", "--port", "abc"], "Isi --port harus angka"),
    (["demo", "--port", "99999"], "Isi --port harus angka paling banyak 65535"),
    (["demo", "--pagi", "--kecepatan", "99"], "Isi --kecepatan harus angka paling banyak 60"),
    (["demo", "--pagi", "--kecepatan", "0"], "Isi --kecepatan harus angka paling sedikit 1"),
    (["verify", "--head"], "Isi pilihan --head belum tepat"),
    (["import", "x.csv", "--check=ya"], "Isi pilihan --check belum tepat"),
    (["import", "a.csv", "b.csv"], "Terlalu banyak kata: b.csv"),
    (["run", "sekarang"], "Terlalu banyak kata: sekarang. Cara menulis: siaga run"),
    (["--version"], "Pilihan --version tidak ada"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_arguments_that_make_no_sense(siaga: Call, arguments: list[str], said: str) -> None:
    """The line names what is wrong and how it is written, in no English words."""
    code, out, complaint = siaga(*arguments)
    assert (code, out, complaint.count("\n")) == (2, "", 1)
    assert said in complaint
    assert complaint.endswith("Lihat: siaga --help\n")
    english = set(ENGLISH.findall(re.sub(r"siaga \w+.*|--?\w+", "", complaint)))
    assert english == set()


def test_every_command_says_how_it_is_written() -> None:
    """A new command or option has its line, or people would read of an old one."""
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert commands.keys() == texts.USAGES.keys()
    for name, command in commands.items():
        options = {each for p in command.params for each in p.opts if each.startswith("--")}
        written = set(re.findall(r"--[a-z]+", texts.USAGES[name]))
        assert written == options - {"--help"}, name


def test_control_characters_do_not_reach_the_terminal(siaga: Call) -> None:
    """What was typed is repeated without anything that a terminal would obey."""
    _, _, complaint = siaga("\x1b[2Jfoo\nbar")
    assert "\x1b" not in complaint
    assert complaint.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("export", "out"), ("verify",), ("backup",), ("check",), ("run",), ("import",)]
)
def test_a_file_that_is_no_database(
    siaga: Call, home: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """Every command names the file and what to do, in one line without SQLite's English."""
    monkeypatch.setenv("SIAGA_TOKEN", "1:TEST")
    monkeypatch.setenv("SIAGA_API_URL", "http://127.0.0.1:9")
    (home / "siaga.db").write_text("bukan basis data " * 100, encoding="utf-8")
    (home / "a.csv").write_text("kode,nama\n35.73,Kota\n", encoding="utf-8")
    code, _, complaint = siaga(*arguments, *(["a.csv"] if arguments == ("import",) else []))
    assert code == 1
    (line,) = [each for each in complaint.splitlines() if "siaga.db" in each]
    assert "rusak atau bukan" in line
    assert "siaga restore" in line
    assert "file is not" not in complaint


@pytest.mark.parametrize("arguments", [("run",), ("import", "a.csv"), ("check",)])
def test_a_database_of_another_program_is_left_alone(
    siaga: Call, home: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """A mistyped SIAGA_DATABASE puts no table of ours into somebody else's file."""
    monkeypatch.setenv("SIAGA_TOKEN", "1:TEST")
    monkeypatch.setenv("SIAGA_API_URL", "http://127.0.0.1:9")
    (home / "a.csv").write_text("kode,nama\n35.73,Kota\n", encoding="utf-8")
    with closing(sqlite3.connect(home / "siaga.db")) as theirs:
        theirs.execute("CREATE TABLE gaji (nama TEXT)")
        code, _, complaint = siaga(*arguments)
        tables = theirs.execute("SELECT name FROM sqlite_master").fetchall()
    assert code == 1
    assert "siaga.db rusak atau bukan" in complaint
    assert tables == [("gaji",)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("database is locked", "sedang dipakai program lain"),
        ("unable to open database file", "tidak dapat dibuka"),
        ("attempt to write a readonly database", "hanya dapat dibaca"),
        ("database or disk is full", "disk penuh"),
        ("something new in SQLite 4", "kesalahan SQLite"),
    ],
)
def test_what_sqlite_says_is_said_in_indonesian(said: str, reason: str) -> None:
    """A reason that nobody foresaw stays short."""
    line, code = explain(sqlite3.OperationalError(said))
    assert reason in line
    assert said not in line
    assert code == 1


@pytest.mark.parametrize("command", ["run", "check"])
@pytest.mark.parametrize("token", ["abc", "123456", "123456:", ":AAEh", "12a:AAEh", "1:a b"])
def test_a_token_without_its_shape_is_refused_and_never_repeated(
    siaga: Call, monkeypatch: pytest.MonkeyPatch, command: str, token: str
) -> None:
    """Before anything is tried with it; the sentence says how a token looks."""
    monkeypatch.setenv("SIAGA_TOKEN", token)
    code, said, complaint = siaga(command)
    assert (code, said, complaint.count("\n")) == (2, "", 1)
    assert "SIAGA_TOKEN tidak dapat dipakai" in complaint
    assert "@BotFather" in complaint
    assert complaint == complaint.replace(token, "")


def test_a_folder_that_may_not_be_written(siaga: Call, database: Path) -> None:
    """The system's reason is said in Indonesian too."""
    (database.parent / "out").write_text("x", encoding="utf-8")
    code, _, complaint = siaga("export", "out")
    assert (code, complaint.count("\n")) == (2, 1)
    assert "sudah ada" in complaint
