"""A NIK never gets into the database, whichever way it comes."""

import sqlite3

from tests.town import Town

NIK = "3573 0112 0890 0001"


def _stored(town: Town) -> list[str]:
    """Every text of every table that has the NIK's middle in it."""
    with sqlite3.connect(f"file:{town.database}?mode=ro", uri=True) as connection:
        names = [row[0] for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'")]  # fmt: skip
        found = [
            str(row) for name in names for row in connection.execute(f'SELECT * FROM "{name}"')
        ]
    connection.close()
    return [each for each in found if "0112 0890" in each or "01120890" in each]


async def test_a_nik_is_refused_and_kept_nowhere(voting_day: Town) -> None:
    """Free words, a line, a command, an answer, a caption and an edit."""
    slamet = voting_day.phone("Slamet")
    sent = await slamet.says("masalah warga ditolak")
    for text in (f"warga {NIK} ditolak", "masalah warga 3573011208900001 ditolak",
                 f"/masalah warga {NIK} banjir"):  # fmt: skip
        await slamet.says(text)
        await slamet.sees("NIK jangan dikirim. Kirim lagi tanpa NIK")
    await slamet.sends_photo(b"\x89PNG", caption=f"KTP {NIK}")
    await slamet.sees("NIK jangan dikirim")
    assert sent is not None
    await slamet.edits(sent, f"masalah warga {NIK} ditolak")
    await slamet.sees("NIK jangan dikirim")
    assert _stored(voting_day) == []
