"""/acara: the event set up in a line or by buttons, moved after a preview, switched on purpose."""

import pytest

from tests.town import Town

LINE = "/acara 27-11-2024 Pilkada Kota Malang 2024"


async def event(town: Town) -> tuple[object, object, object]:
    """Name, kind and voting day of the live event."""
    (row,) = await town.rows("SELECT name, kind, voting_day FROM events WHERE state = 'live'")
    return row["name"], row["kind"], row["voting_day"]


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        "/acara 27 November 2024 Pilkada Kota Malang 2024",
        "/acara Rabu, 27 November 2024 Pilkada Kota Malang 2024",
        "/acara Pilkada Kota Malang 2024 27/11/2024",
    ],
)
async def test_one_line_sets_the_event_up(town: Town, line: str) -> None:
    """Voting day and name in one line, the day first or last: done at once the first time."""
    await town.admin.says(line)
    await town.admin.sees(
        "✅ Acara diatur", "Pilkada Kota Malang 2024", "Rabu, 27 November 2024 (hari ini)"
    )
    assert await event(town) == ("Pilkada Kota Malang 2024", "pilkada", "2024-11-27")


async def test_the_kind_brings_its_items(town: Town) -> None:
    """A Pilkada has ballots for two elections, which the event did not know before."""
    await town.admin.says(LINE)
    await town.admin.sees("Acara diatur")
    ballots = "SELECT COUNT(*) FROM items WHERE code LIKE 'suratsuara%'"
    assert await town.value(ballots) == 2


async def test_a_day_alone_names_the_event_after_it(town: Town) -> None:
    """Without a name the event is called after its day."""
    await town.admin.says("/acara 27-11-2024")
    await town.admin.sees("Pemungutan suara 27 November 2024")
    assert await event(town) == ("Pemungutan suara 27 November 2024", "lain", "2024-11-27")


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Pilkada Kota Malang", "belum dipahami"),
        ("30-02-2024 Pilkada", "belum dipahami"),
        ("H-3 Pilkada", "belum dipahami"),
        (f"27-11-2024 {'x' * 81}", "1 sampai 80 huruf"),
    ],
)
async def test_a_faulty_line_changes_nothing(town: Town, line: str, part: str) -> None:
    """A line without a day, or with an endless name, is answered with what to type."""
    await town.admin.says(f"/acara {line}")
    await town.admin.sees(part, "Pilkada 2024")
    assert await event(town) == ("Acara belum diatur", "lain", None)


async def test_until_set_up_the_page_says_what_is_missing(town: Town) -> None:
    """/acara alone: reports are taken, nothing is checked; and how to set it up."""
    await town.admin.says("/acara")
    await town.admin.sees("Acara belum diatur", "Atur sekarang", "/acara 27-11-2024 Pilkada 2024")


async def test_by_buttons_from_kind_to_applied(town: Town) -> None:
    """Kind, name, day, and a look at what will change."""
    admin = town.admin
    await admin.says("/acara")
    await admin.presses("Atur sekarang")
    await admin.presses("Pilkada")
    await admin.sees("Apa nama acaranya?")
    await admin.says("x" * 81)
    await admin.sees("1 sampai 80 huruf")
    await admin.says("Pilwali 2024")
    await admin.sees("Kapan hari pemungutan suara?")
    await admin.says("H-1")
    await admin.sees("tanggal pasti")
    await admin.says("31-11-2024")
    await admin.sees("sampai tanggal 30")
    await admin.says("27-11-2024")
    await admin.sees("Nama: Acara belum diatur → Pilwali 2024", "belum diatur → Rabu, 27 November")
    assert (await event(town))[2] is None
    await admin.says("ya")
    await admin.sees("Tekan salah satu tombol di atas.")
    await admin.presses("Terapkan")
    await admin.sees("Acara diatur")
    assert await event(town) == ("Pilwali 2024", "pilkada", "2024-11-27")


@pytest.mark.parametrize("how", ["button", "word"])
async def test_cancelling_changes_nothing(voting_day: Town, how: str) -> None:
    """A new day that is not applied leaves the old one."""
    admin = voting_day.admin
    await admin.says("/acara")
    await admin.presses("Hari pemungutan")
    await admin.sees("Kapan hari pemungutan suara?")
    if how == "button":
        await admin.says("04-12-2024")
        await admin.presses("Batal")
    else:
        await admin.says("batal")
    await admin.sees("Dibatalkan. Tidak ada yang disimpan.")
    assert (await event(voting_day))[2] == "2024-11-27"


async def test_a_new_day_is_previewed_with_reports_and_entries(voting_day: Town) -> None:
    """What moves is listed, and that reports stay; nothing moves before Terapkan."""
    admin, slamet = voting_day.admin, voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("No. 1")
    await admin.says("/agenda_tambah rakor; H-3 09.00; Rakor logistik; lurah")
    await admin.presses("Simpan")
    await admin.sees("Tersimpan")
    await admin.says("/acara 04-12-2024 PSU Kota Malang")
    await admin.sees(
        "Jenis: Pilkada → PSU", "Rabu, 27 November 2024 → Rabu, 4 Desember 2024",
        "Minggu, 24 November 2024 → Minggu, 1 Desember 2024", "sudah punya 1 laporan",
    )  # fmt: skip
    assert (await event(voting_day))[2] == "2024-11-27"
    await admin.presses("Terapkan")
    await admin.sees("Rabu, 4 Desember 2024")
    assert await voting_day.value("SELECT starts_on FROM agenda") == "2024-12-01"
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_a_day_in_the_past_is_warned_of(town: Town) -> None:
    """A voting day that is over says that nobody will be reminded."""
    await town.admin.says("/acara 14-02-2024 Pemilu 2024")
    await town.admin.sees("sudah lewat")
    assert await town.value("SELECT COUNT(*) FROM milestones") == 11
    assert await town.value("SELECT expected FROM items WHERE code = 'kotak'") == "5"


@pytest.mark.parametrize("name", ["Hadi", "Slamet", "Ida"])
async def test_only_admins_may_set_up(town: Town, name: str) -> None:
    """Anybody else is refused, and the attempt is audited."""
    phone = town.phone(name)
    await phone.says(LINE)
    await phone.sees("bukan bagian dari tugas")
    assert (await event(town))[2] is None
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1


@pytest.mark.parametrize(
    "data", ["1ev|apply", "1ev|begin", "1evh|mulai|none", "1evi|kotak|none", "1evs|go|2|1"]
)
async def test_forged_presses_change_nothing(voting_day: Town, data: str) -> None:
    """A lurah who sends an admin's button is refused and audited."""
    hadi = voting_day.phone("Hadi")
    await hadi.says("/agenda")
    await hadi.sees("Agenda")
    await hadi.forges(data)
    await hadi.sees_toast("bukan bagian dari tugas")
    assert await voting_day.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 1
    assert (await event(voting_day))[2] == "2024-11-27"


# ── Hours and numbers ────────────────────────────────────────────────────────────────────────
async def test_a_milestone_gets_another_hour(voting_day: Town) -> None:
    """Half past seven: what counts as late moves along, and a fault keeps the question open."""
    admin = voting_day.admin
    await admin.says("/acara")
    await admin.presses("Jam tahapan")
    await admin.presses("rapat dimulai · 07.00")
    await admin.sees("Sekarang 07.00. Lewat 07.15 dianggap terlambat.")
    await admin.says("25.00")
    await admin.sees("Jam 25.00 tidak ada")
    await admin.says("07.30")
    await admin.sees("rapat dimulai: 07.30", "rapat dimulai · 07.30")
    row = "SELECT expected || ' ' || late_after FROM milestones WHERE code = 'mulai'"
    assert await voting_day.value(row) == "07:30 07:45"


async def test_a_later_close_moves_the_start_of_counting(voting_day: Town) -> None:
    """Voting until 14.00: counting before 14.00 is what is early now."""
    admin = voting_day.admin
    await admin.says("/acara")
    await admin.presses("Jam tahapan")
    await admin.presses("pemungutan ditutup")
    await admin.says("14.00")
    await admin.sees("pemungutan ditutup: 14.00")
    bound = "SELECT not_before FROM milestones WHERE code = 'hitung'"
    assert await voting_day.value(bound) == "14:00"


async def test_a_milestone_without_hour_or_prompt(voting_day: Town) -> None:
    """By button: no hour at all, and no prompt."""
    admin = voting_day.admin
    await admin.says("/acara")
    await admin.presses("Jam tahapan")
    await admin.presses("petugas lengkap")
    await admin.presses("Jangan ingatkan")
    await admin.presses("petugas lengkap · 06.00")
    await admin.presses("Tanpa jam")
    await admin.sees("petugas lengkap · tanpa jam")
    row = "SELECT COALESCE(expected, '-') || nudge FROM milestones WHERE code = 'lengkap'"
    assert await voting_day.value(row) == "-0"


async def test_an_item_gets_another_number(voting_day: Town) -> None:
    """A number, a share of the voters, or not counted at all."""
    admin = voting_day.admin
    await admin.says("/acara")
    await admin.presses("Jumlah barang")
    await admin.presses("surat suara · DPT + 2,5 %")
    await admin.says("banyak")
    await admin.sees("“banyak” belum dipahami", "DPT + 2,5 %")
    await admin.says("dpt + 3 %")
    await admin.sees("surat suara: DPT + 3 %")
    await admin.presses("bilik suara · 4")
    await admin.sees("bilik suara. Sekarang: 4.")
    await admin.presses("Tidak dihitung")
    await admin.sees("bilik suara · tidak dihitung")
    stored = await voting_day.rows(
        "SELECT code, expected FROM items WHERE code IN ('suratsuara', 'bilik') ORDER BY code"
    )
    assert [row["expected"] for row in stored] == [None, "DPT + 3 %"]


async def test_typed_batal_leaves_hour_and_number(voting_day: Town) -> None:
    """`batal` at the question changes nothing."""
    admin = voting_day.admin
    await admin.says("/acara")
    await admin.presses("Jumlah barang")
    await admin.presses("tinta")
    await admin.says("batal")
    await admin.sees("Dibatalkan")
    assert await voting_day.value("SELECT expected FROM items WHERE code = 'tinta'") == "2"


# ── Several events ───────────────────────────────────────────────────────────────────────────
async def test_a_rehearsal_beside_the_event_and_back(voting_day: Town) -> None:
    """A gladi with the same people is made, run and left again; each switch is written down."""
    admin, slamet = voting_day.admin, voting_day.phone("Slamet")
    await admin.says("/acara")
    await admin.presses("Acara lain")
    await admin.presses("Acara baru")
    await admin.presses("Gladi")
    await admin.says("Gladi bersih")
    await admin.sees("Kapan hari pemungutan suara?")
    await admin.says("27-11-2024")
    await admin.sees("Penugasan 24 petugas disalin")
    await admin.presses("Terapkan")
    await admin.sees("Gladi bersih", "belum berjalan")
    assert (await event(voting_day))[1] == "pilkada"
    await admin.presses("Jalankan acara ini")
    await admin.sees("menggantikan Pilkada Kota Malang 2024?")
    await admin.presses("Ya, jalankan")
    await admin.sees("Sekarang berjalan: Gladi bersih")
    assert (await event(voting_day))[1] == "gladi"
    await slamet.says("mulai")
    await slamet.sees("Rapat dimulai")
    await admin.says("/acara")
    await admin.presses("Acara lain")
    await admin.presses("Pilkada Kota Malang 2024")
    await admin.presses("Ya, jalankan")
    await admin.sees("Sekarang berjalan: Pilkada Kota Malang 2024")
    journalled = "SELECT COUNT(*) FROM journal WHERE kind = 'event-live'"
    assert await voting_day.value(journalled) == 2
    live = "SELECT COUNT(*) FROM current_reports c JOIN events e ON e.id = c.event_id"
    assert await voting_day.value(f"{live} WHERE e.state = 'live'") == 0
    assert await voting_day.value("SELECT COUNT(*) FROM events WHERE state = 'live'") == 1


async def test_a_switch_somebody_else_made_before_is_refused(voting_day: Town) -> None:
    """An old button to run an event, pressed when that event runs already, does nothing."""
    admin = voting_day.admin
    await admin.says("/acara")
    await admin.presses("Acara lain")
    await admin.presses("Acara baru")
    await admin.presses("Gladi")
    await admin.says("Gladi bersih")
    await admin.sees("Kapan")
    await admin.says("27-11-2024")
    await admin.presses("Terapkan")
    made = await admin.sees("belum berjalan")
    await admin.presses("Jalankan acara ini")
    sure = await admin.sees("menggantikan")
    await admin.presses("Ya, jalankan")
    await admin.sees("Sekarang berjalan")
    await admin.presses("Ya, jalankan", on=sure)
    await admin.sees_toast("tidak berlaku")
    await admin.presses("Jalankan acara ini", on=made)
    await admin.sees_toast("tidak berlaku")
