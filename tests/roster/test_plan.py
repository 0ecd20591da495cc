"""A file against the known roster: what is new, changed, missing; and that twice is once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.city import malang
from bot.city.files import write_workbook
from handlers.roster import rows, summary, workbook
from handlers.roster.headings import Kind
from handlers.roster.plan import Plan, plan
from handlers.roster.records import Roster
from storage import audit, people, roster, roster_known
from storage.database import Database
from storage.people import Ending
from tests.roster.files import AREAS, PEOPLE, STATIONS, WHOLE, Table, xlsx

NOW = datetime(2024, 11, 1, tzinfo=UTC)
HAND = roster.Hand(1, NOW, None)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database."""
    opened = await Database.open(tmp_path / "roster.db")
    yield opened
    await opened.close()


def read(sheets: dict[str, Table]) -> Roster:
    """What a workbook of these sheets says."""
    return rows.roster(workbook.read(xlsx(sheets), "a.xlsx"))


async def planned(db: Database, said: Roster, keep: int | None = None) -> Plan:
    """The plan for a file as the database stands."""
    return plan(said, await db.read(lambda tx: roster_known.load(tx, 1)), keep)


async def imported(db: Database, sheets: dict[str, Table], *, remove: bool = False) -> Plan:
    """Import a workbook; returns the plan that was carried out."""
    made = await planned(db, read(sheets))
    for portion in made.portions(remove=remove):
        await db.write(lambda tx, part=portion: roster.carry_out(tx, HAND, part))  # type: ignore[misc]
    return made


async def table(db: Database, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the database."""
    return [tuple(row) for row in await db.read(lambda tx: tx.all(sql))]


def staffed(*people: list[Any]) -> dict[str, Table]:
    """A workbook of people under the usual headings."""
    return {"petugas": [PEOPLE[0], *people]}


async def test_an_empty_database_takes_the_whole_file(db: Database) -> None:
    """Everything is new, the linmas becomes reporter and a KPPS member deputy."""
    made = await imported(db, WHOLE)
    assert not made.faults
    assert [(str(k), c.new) for k, c in made.counts.items()] == [
        ("wilayah", 6), ("tps", 3), ("petugas", 5),
    ]  # fmt: skip
    assert await table(
        db, "SELECT p.name, t.seat, t.agency FROM posts t JOIN people p ON p.id = t.person_id"
        " WHERE t.station_id = 1 ORDER BY t.id",
    ) == [("Slamet", 1, "satpolpp"), ("Siti", 2, "kpu"), ("Budi", 0, "kpu")]  # fmt: skip


async def test_the_same_file_twice_plans_nothing(db: Database) -> None:
    """Re-import is idempotent for every sheet."""
    sheets = WHOLE | {
        "tempat": [["kode", "nama", "penjaga", "tps"],
                   ["G1", "Gudang", "Joko 081234567890; 081234567801", "35.73.04.1001"]],
        "kontak": [["wilayah", "posko", "polsek"], ["35.73.04", "081234567899", "110"]],
    }  # fmt: skip
    await imported(db, sheets)
    again = await planned(db, read(sheets))
    assert again.idle
    assert not again.faults
    assert not again.missing
    assert await table(db, "SELECT area, name, kind, phone FROM contacts ORDER BY name") == [
        ("35.73.04", "Polsek Sukun", "polsek", "110"),
        ("35.73.04", "Posko Sukun", "posko", "+6281234567899"),
    ]
    assert await table(
        db, "SELECT p.name FROM posts t JOIN people p ON p.id = t.person_id"
        " WHERE t.store_id = 1 ORDER BY 1",
    ) == [("Joko",), ("Slamet",)]  # fmt: skip
    assert len(await table(db, "SELECT * FROM store_stations")) == 2


async def test_an_import_that_was_cut_off_is_completed_by_doing_it_again(db: Database) -> None:
    """After any number of steps a new plan holds exactly what is left."""
    said = read(WHOLE)
    whole = await planned(db, said)
    steps = whole.portions(remove=False, size=1)
    assert len(steps) > 10
    for step in steps[: len(steps) // 2]:
        await db.write(lambda tx, part=step: roster.carry_out(tx, HAND, part))  # type: ignore[misc]
    rest = await planned(db, said)
    assert 0 < len(rest.operations) < len(whole.operations)
    for step in rest.portions(remove=False):
        await db.write(lambda tx, part=step: roster.carry_out(tx, HAND, part))  # type: ignore[misc]
    assert (await planned(db, said)).idle
    assert len(await table(db, "SELECT * FROM posts WHERE ended_at IS NULL")) == 5


async def test_doing_a_step_twice_does_no_harm(db: Database) -> None:
    """A step that was committed just before a kill may be carried out again."""
    said = read(WHOLE)
    for step in (await planned(db, said)).portions(remove=False):
        for _ in range(2):
            await db.write(lambda tx, part=step: roster.carry_out(tx, HAND, part))  # type: ignore[misc]
    assert len(await table(db, "SELECT * FROM people")) == 5
    assert len(await table(db, "SELECT * FROM posts")) == 5


async def test_people_are_found_by_phone_and_name_then_phone_then_name_and_post(
    db: Database,
) -> None:
    """A corrected name, a new number, a shared phone: the same people as before."""
    await imported(db, WHOLE)
    made = await imported(
        db,
        staffed(
            ["Slamet Riyadi", "081234567801", "linmas", "35.73.04.1001-001", None, None, None],
            ["Siti", "081299999999", "kpps", "35.73.04.1001-001", None, None, None],
            ["Budi", "081234567803", "kpps_ketua", "35.73.04.1001-001", None, "tidak", None],
            ["Anak Budi", "081234567803", "kpps", "35.73.04.1001-001", None, None, None],
        ),
    )
    count = made.counts[Kind.PETUGAS]
    assert (count.new, count.changed, count.same) == (1, 3, 0)
    assert await table(db, "SELECT id, name, phone, bpjs FROM people WHERE id < 4") == [
        (1, "Slamet Riyadi", "+6281234567801", 1),
        (2, "Siti", "+6281299999999", 0),
        (3, "Budi", "+6281234567803", 0),
    ]


async def test_a_person_may_hold_two_posts(db: Database) -> None:
    """Two rows with one name and number are one person."""
    await imported(db, WHOLE)
    await imported(
        db,
        staffed(PEOPLE[5], ["Lurah Tono", "081234567805", "operator", "35.73.04.1001", None, None,
                            None]),
    )  # fmt: skip
    assert await table(db, "SELECT role FROM posts WHERE person_id = 5 AND ended_at IS NULL"
                           " ORDER BY id") == [("lurah",), ("operator",)]  # fmt: skip


async def test_missing_people_are_those_of_the_files_own_scope(db: Database) -> None:
    """A list of Sukun's linmas says nothing of lurah, of KPPS, or of linmas elsewhere."""
    elsewhere = ["Dewi", "081234567806", "linmas", "35.73.05.1011-020", None, None, None]
    await imported(db, WHOLE | staffed(*PEOPLE[1:], elsewhere))
    made = await imported(db, staffed(PEOPLE[1]), remove=True)
    assert summary.scope_words(made) == "linmas, TPS 001 Ciptomulyo"
    assert made.missing == 0
    new = ["Baru", "081234567807", "linmas", "35.73.04.1001-002", None, None, None]
    made = await planned(db, read(staffed(PEOPLE[1], new)))
    assert summary.scope_words(made) == "linmas, Kel. Ciptomulyo"
    assert made.missing_people == ("Rina (linmas 35.73.04.1001-002)",)


async def test_whoever_imports_is_never_missing(db: Database) -> None:
    """An admin cannot remove themselves by accident."""
    admin = ["Admin Satu", "081234567808", "admin", "35.73", None, None, None]
    other = ["Admin Dua", "081234567809", "admin", "35.73", None, None, None]
    await imported(db, WHOLE | staffed(admin, other))
    said = read(staffed(["Admin Tiga", "081234567810", "admin", "35.73", None, None, None]))
    assert (await planned(db, said)).missing == 2
    assert (await planned(db, said, keep=1)).missing_people == ("Admin Dua (admin 35.73)",)


async def test_people_who_came_in_otherwise_are_never_missing(db: Database) -> None:
    """Requests, invitations and replacements of the day stay out of a roster's reach."""
    await imported(db, WHOLE)
    await db.write(lambda tx: tx.run("UPDATE posts SET source = 'replacement' WHERE person_id = 4"))
    assert (await planned(db, read(staffed(PEOPLE[1], [
        "Baru", "081234567807", "linmas", "35.73.04.1001-002", None, None, None,
    ])))).missing == 0  # fmt: skip


def _new_posts(made: Plan) -> list[roster.PutPost]:
    """The posts that a plan would give."""
    given = (op.posts for op in made.operations if isinstance(op, roster.PutPerson))
    return [post for posts in given for post in posts if post.id is None]


@pytest.mark.parametrize("how", [Ending.REVOKED, Ending.REPLACED, Ending.MOVED])
async def test_what_was_taken_in_the_bot_stays_taken(db: Database, how: Ending) -> None:
    """An old file does not give rights back, and names whom it would have given them."""
    await imported(db, WHOLE)
    await db.write(lambda tx: people.end_post(tx, 1, NOW, how))
    made = await planned(db, read(WHOLE))
    assert not _new_posts(made)
    (lost,) = made.lost
    assert (lost.who, lost.how, lost.at) == ("Slamet (linmas 35.73.04.1001-001)", how, NOW)
    assert made.missing == 0


async def test_it_is_given_back_to_whom_the_admin_says(db: Database) -> None:
    """With `revive` the file counts as it stands."""
    await imported(db, WHOLE)
    await db.write(lambda tx: people.end_post(tx, 1, NOW, Ending.REVOKED))
    known = await db.read(lambda tx: roster_known.load(tx, 1))
    made = plan(read(WHOLE), known, revive=True)
    assert made.counts[Kind.PETUGAS].changed == len(made.lost) == 1
    for portion in made.portions(remove=False):
        await db.write(lambda tx, part=portion: roster.carry_out(tx, HAND, part))  # type: ignore[misc]
    again = await planned(db, read(WHOLE))
    assert again.idle
    assert again.lost == ()


async def test_what_an_import_took_a_later_one_gives_back(db: Database) -> None:
    """Rosters may change their mind: only what was decided in the bot stands above them."""
    await imported(db, WHOLE)
    await db.write(lambda tx: roster.carry_out(tx, HAND, [roster.EndPost(4)]))
    assert await table(db, "SELECT ended_as FROM posts WHERE ended_at > 0") == [("roster",)]
    made = await planned(db, read(WHOLE))
    assert made.lost == ()
    assert made.counts[Kind.PETUGAS].changed == 1


async def test_without_a_phone_the_name_and_post_tell_who_was_dismissed(db: Database) -> None:
    """Nobody comes back as a new person of the same name at the same place."""
    sheets = staffed(["Parto", "-", "linmas", "35.73.04.1001-002", None, None, None])
    await imported(db, WHOLE)
    await imported(db, sheets)
    await db.write(
        lambda tx: tx.run(
            "UPDATE posts SET ended_at = 5, ended_as = 'replaced' WHERE person_id ="
            " (SELECT id FROM people WHERE name = 'Parto')"
        )
    )
    made = await planned(db, read(sheets))
    assert made.idle
    assert [each.who for each in made.lost] == ["Parto (linmas 35.73.04.1001-002)"]


async def test_a_mark_tells_whether_anything_it_would_change_was_changed(db: Database) -> None:
    """The same plan over other data has another mark; what it does not touch does not matter."""
    await imported(db, WHOLE)
    file = read(staffed(["Slamet", "081234567899", "linmas", "35.73.04.1001-001"]))
    first = (await planned(db, file)).mark
    assert (await planned(db, file)).mark == first
    await db.write(lambda tx: tx.run("UPDATE people SET name = 'Sitti' WHERE name = 'Siti'"))
    assert (await planned(db, file)).mark == first
    await db.write(lambda tx: tx.run("UPDATE people SET phone = '+62811' WHERE name = 'Slamet'"))
    second = (await planned(db, file)).mark
    assert second != first
    await db.write(lambda tx: audit.add(tx, NOW, roster_known.IMPORTED, "command line"))
    assert (await planned(db, file)).mark not in (first, second)


async def test_a_reporter_named_by_the_file_takes_the_seat(db: Database) -> None:
    """There is one reporter at a station: whom the file names; the former one has no seat."""
    await imported(db, WHOLE)
    await imported(
        db, staffed(["Siti", "081234567802", "kpps", "35.73.04.1001-001", None, None, 1])
    )
    seats = "SELECT person_id, seat FROM posts WHERE station_id = 1 ORDER BY person_id"
    assert await table(db, seats) == [(1, 0), (2, 1), (3, 0)]


async def test_seats_that_were_changed_in_the_bot_stay(db: Database) -> None:
    """A file that names no reporter changes none."""
    await imported(db, WHOLE)
    await db.write(lambda tx: tx.run("UPDATE posts SET seat = 1 - seat WHERE person_id IN (1, 3)"))
    assert (await planned(db, read(WHOLE))).idle


async def test_stations_keep_their_id_when_numbers_change_or_swap(db: Database) -> None:
    """kode_lama: the number moves with its history, people of the file go to the new number."""
    await imported(db, WHOLE)
    moved = {
        "tps": [
            ["kode", "kode_lama"],
            ["35.73.04.1001-002", "35.73.04.1001-001"],
            ["35.73.04.1001-001", "35.73.04.1001-002"],
            ["35.73.05.1011-021", "020"],
        ],
        **staffed(
            ["Slamet", "081234567801", "linmas", "35.73.04.1001-002", None, None, None],
            ["Rina", "081234567804", "linmas", "35.73.04.1001-001", None, None, None],
        ),
    }
    made = await imported(db, moved)
    assert not made.faults
    assert made.counts[Kind.TPS].changed == 3
    assert made.counts[Kind.PETUGAS].same == 2
    assert await table(db, "SELECT id, area, number FROM stations ORDER BY id") == [
        (1, "35.73.04.1001", 2),
        (2, "35.73.04.1001", 1),
        (3, "35.73.05.1011", 21),
    ]
    assert await table(db, "SELECT station_id, number FROM station_numbers ORDER BY 1") == [
        (1, 1),
        (2, 2),
        (3, 20),
    ]
    assert (await planned(db, read(moved))).idle


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["35.73.04.1001-009", "35.73.04.1001-008"], "TPS lama"),
        (["35.73.04.1001-002", "35.73.04.1001-001"], "masih dipakai"),
        (["35.73.04.1009-001", None], "belum ada"),
        (["35.07.04.1001-001", None], "di luar kabupaten/kota"),
    ],
)
async def test_numbers_that_cannot_change_are_faults(
    db: Database, row: list[Any], reason: str
) -> None:
    """No station takes a number that another keeps, or lies where nothing is known."""
    await imported(db, WHOLE)
    made = await planned(db, read({"tps": [["kode", "kode_lama"], row]}))
    assert [fault.row for fault in made.faults] == [2]
    assert reason in made.faults[0].reason
    assert made.idle


async def test_a_post_must_be_somewhere(db: Database) -> None:
    """Stations, areas and stores that nobody knows are faults of the row that names them."""
    await imported(db, WHOLE)
    made = await planned(
        db,
        read(
            staffed(
                ["A", "081234567811", "linmas", "35.73.04.1001-099", None, None, None],
                ["B", "081234567812", "lurah", "35.73.04.1077", None, None, None],
                ["C", "081234567813", "penjaga", "G9", None, None, None],
                ["D", "081234567814", "lurah", "35.07.04.1001", None, None, None],
            )
        ),
    )
    assert [(fault.row, fault.reason.split()[0]) for fault in made.faults] == [
        (2, "TPS"), (3, "wilayah"), (4, "tempat"), (5, "35.07.04.1001"),
    ]  # fmt: skip
    assert made.idle


async def test_empty_cells_erase_nothing(db: Database) -> None:
    """A sheet with fewer columns leaves the others as they are."""
    await imported(db, WHOLE)
    assert (await planned(db, read({"tps": [["kode", "alamat"],
                                            ["35.73.04.1001-001", None]]}))).idle  # fmt: skip
    await imported(db, {"tps": [["kode", "alamat"], ["35.73.04.1001-001", "Balai RW 9"]]})
    assert await table(db, "SELECT address, voters_male FROM stations WHERE id = 1") == [
        ("Balai RW 9", 250)
    ]


async def test_areas_lose_their_prefix_and_gain_those_above(db: Database) -> None:
    """'Kel. Gadang' is Gadang; the district above is made, and asked to be named."""
    made = await imported(db, {"wilayah": [["kode", "nama"], ["35.73.04.1002", "Kel. Gadang"]]})
    assert await table(db, "SELECT code, name, level FROM areas ORDER BY code") == [
        ("35.73", "35.73", "city"),
        ("35.73.04", "35.73.04", "district"),
        ("35.73.04.1002", "Gadang", "village"),
    ]
    assert "35.73, 35.73.04" in made.notes[0]


async def test_units_of_the_largest_roster_stay_short(db: Database, tmp_path: Path) -> None:
    """A city of 1,188 TPS and 11,000 people comes in by steps of at most a thousand rows."""
    write_workbook(malang.build(), tmp_path / "kota.xlsx")
    said = rows.roster(workbook.read((tmp_path / "kota.xlsx").read_bytes(), "kota.xlsx"))
    made = await planned(db, said)
    assert not made.faults
    portions = made.portions(remove=False)
    assert max(sum(1 + len(getattr(op, "posts", ())) for op in part) for part in portions) <= 1_001
    for portion in portions:
        await db.write(lambda tx, part=portion: roster.carry_out(tx, HAND, part))  # type: ignore[misc]
    assert (await planned(db, said)).idle
    seats = "SELECT seat, COUNT(*) FROM posts WHERE seat > 0 GROUP BY seat ORDER BY seat"
    assert await table(db, seats) == [(1, 1188), (2, 1188)]


NAMES = st.sampled_from(["Slamet", "Siti", "Budi"])
ROWS = st.lists(
    st.tuples(
        NAMES,
        st.sampled_from(["081234567801", "081234567802", "-"]),
        st.sampled_from(["linmas", "kpps"]),
        st.sampled_from(["35.73.04.1001-001", "35.73.04.1001-002"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=30)
@given(ROWS, ROWS)
def test_any_two_files_settle(first: list[tuple[str, ...]], second: list[tuple[str, ...]]) -> None:
    """Whatever the files say, planning the last one again after it was applied plans nothing."""
    import asyncio
    from tempfile import TemporaryDirectory

    async def settle(folder: str) -> None:
        db = await Database.open(Path(folder) / "roster.db")
        try:
            await imported(db, {"wilayah": AREAS, "tps": STATIONS})
            for people in (first, second):
                sheet: Table = [PEOPLE[0][:4], *map(list, people)]
                await imported(db, {"petugas": sheet})
                assert (await planned(db, read({"petugas": sheet}))).idle
        finally:
            await db.close()

    with TemporaryDirectory() as folder:
        asyncio.run(settle(folder))
