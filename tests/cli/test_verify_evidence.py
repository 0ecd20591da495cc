"""Verify hashes the files of evidence again and names what is gone or changed."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import evidence
from storage.database import Database, Tx
from tests.cli.conftest import AT, Call

SHOWN, HIDDEN = b"a flooded yard", b"something that nobody may see"


def keep(tx: Tx, content: bytes) -> str:
    """A photo of report 3 whose file was fetched; where it lies in the folder."""
    sha256 = hashlib.sha256(content).hexdigest()
    number = evidence.hold(tx, AT, person_id=1, kind="photo", file_id="F", report_number=3)
    found = evidence.get(tx, number)
    assert found is not None
    evidence.fetched(tx, AT, found, sha256, len(content), f"{sha256[:2]}/{sha256}.jpg")
    return f"{sha256[:2]}/{sha256}.jpg"


def hide(tx: Tx, number: int) -> None:
    """Take a piece away."""
    found = evidence.get(tx, number)
    assert found is not None
    evidence.hide(tx, AT, found, 3)


@pytest.fixture
async def shown(database: Path) -> Path:
    """The file of a piece that is shown (No. 1), beside one whose piece was hidden (No. 2)."""
    db = await Database.open(database)
    path = await db.write(lambda tx: keep(tx, SHOWN))
    await db.write(lambda tx: keep(tx, HIDDEN))
    await db.write(lambda tx: hide(tx, 2))
    await db.close()
    file = Path("evidence") / path
    file.parent.mkdir(parents=True)
    file.write_bytes(SHOWN)
    return file


def test_the_same_files_are_fine(siaga: Call, shown: Path) -> None:
    """One file is there and the same; of the hidden one only the hash is asked for."""
    code, said, complaint = siaga("verify")
    assert code == 0, complaint
    assert "1 berkas bukti masih sama" in said


def test_a_missing_file_is_named(siaga: Call, shown: Path) -> None:
    """Number, report and path."""
    shown.unlink()
    code, _, complaint = siaga("verify")
    assert code == 1
    assert complaint.strip() == f"Bukti No. 1 (laporan No. 3): berkas {shown} hilang."


def test_a_changed_file_is_named(siaga: Call, shown: Path) -> None:
    """One byte more is enough."""
    shown.write_bytes(SHOWN + b"!")
    code, _, complaint = siaga("verify")
    assert code == 1
    assert complaint.strip() == f"Bukti No. 1 (laporan No. 3): isi berkas {shown} berubah."


def test_a_file_that_cannot_be_read_is_named(siaga: Call, shown: Path) -> None:
    """A folder in its place is neither missing nor the same."""
    shown.unlink()
    shown.mkdir()
    code, _, complaint = siaga("verify")
    assert code == 1
    assert "tidak dapat dibaca" in complaint


@pytest.mark.parametrize(
    ("sql", "which"),
    [
        ("UPDATE evidence SET sha256 = 'ab' || SUBSTR(sha256, 3) WHERE id = 2", "No. 2"),
        ("UPDATE evidence SET hidden_at = NULL WHERE id = 2", "No. 2"),
        ("DELETE FROM evidence WHERE id = 2", "No. 2"),
        ("UPDATE evidence SET hidden_at = 5, path = NULL WHERE id = 1", "No. 1"),
        ("INSERT INTO evidence (kind, sha256, created_at) VALUES ('photo', 'ff', 5)", "No. 3"),
    ],
    ids=["another hash", "shown again", "removed", "hidden by nobody", "slipped in"],
)
def test_a_changed_row_is_named(
    siaga: Call, database: Path, shown: Path, sql: str, which: str
) -> None:
    """The chain holds every hash and who hid what."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(sql)
        connection.commit()
    code, _, complaint = siaga("verify")
    assert code == 1
    assert f"Bukti {which} tidak sama dengan catatan berantai" in complaint
