"""A half-done report or entry is asked about before something else takes its place."""

from tests.town import Town


async def half_done(town: Town) -> None:
    """The admin has begun to report something and is asked for more."""
    await town.admin.says("/masalah")
    await town.admin.presses("Kotalama")
    await town.admin.presses("Bukan di TPS")
    await town.admin.presses("Bencana")
    await town.quiet()


async def form(town: Town) -> object:
    """What the admin's draft is of."""
    return await town.value("SELECT form FROM drafts")


async def test_agenda_tambah_asks_before_it_takes_a_reports_place(november: Town) -> None:
    """Lanjut goes on with the report; Buang begins the entry."""
    await half_done(november)
    admin = november.admin
    report = await form(november)
    await admin.says("/agenda_tambah")
    asked = await admin.sees("belum selesai. Lanjut atau buang?")
    assert await form(november) == report
    await admin.presses("Buang", on=asked)
    await admin.sees("Apa jenisnya?")
    assert await form(november) == "agenda:new"


async def test_lanjut_goes_on_with_the_report(november: Town) -> None:
    """The question that was open is asked again."""
    await half_done(november)
    admin = november.admin
    report = await form(november)
    await admin.says("/agenda_tambah")
    asked = await admin.sees("belum selesai. Lanjut atau buang?")
    await admin.presses("Lanjut", on=asked)
    await november.quiet()
    assert await form(november) == report


async def test_a_whole_line_has_to_be_sent_once_more(november: Town) -> None:
    """After Buang the line is typed again and shown."""
    await half_done(november)
    admin = november.admin
    line = "/agenda_tambah rakor; H-3 09.00; Rakor logistik; lurah"
    await admin.says(line)
    asked = await admin.sees("belum selesai. Lanjut atau buang?")
    await admin.presses("Buang", on=asked)
    await admin.sees("kirim perintah tadi sekali lagi")
    assert await form(november) is None
    await admin.says(line)
    await admin.sees("Rakor logistik", "Simpan?")


async def test_acara_leaves_a_report_alone(november: Town) -> None:
    """Its page can be looked at; a line or a change of the day waits for the report."""
    await half_done(november)
    admin = november.admin
    report = await form(november)
    await admin.says("/acara 04-12-2024")
    await admin.sees("belum selesai. Lanjut atau buang?")
    await admin.says("/acara")
    page = await admin.sees("Pilkada Kota Malang 2024")
    await admin.presses("Hari pemungutan", on=page)
    await admin.sees_toast("belum selesai. Selesaikan dulu")
    assert await form(november) == report


async def test_an_entry_half_written_is_kept_too(november: Town) -> None:
    """/acara with a line in the middle of /agenda_tambah asks; Lanjut keeps the entry."""
    admin = november.admin
    await admin.says("/agenda_tambah rakor")
    await admin.sees("Apa judulnya?")
    await admin.says("/acara 04-12-2024")
    asked = await admin.sees("agenda baru", "belum selesai")
    await admin.presses("Lanjut", on=asked)
    await admin.sees("silakan dilanjutkan")
    await admin.says("Rakor camat")
    await admin.sees("Kapan?")
