"""/undang and /cabut: what may be typed, and who may invite whom."""

import io
import re

import pytest
import segno

from tests.town import KOTALAMA, Town

USAGE = "Cara mengundang"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/undang", USAGE),
        (f"/undang {KOTALAMA}-001", USAGE),
        (f"/undang {KOTALAMA}-001 5", USAGE),
        (f"/undang {KOTALAMA}-001 linmas 0", "1 sampai 100"),
        (f"/undang {KOTALAMA}-001 linmas 101", "1 sampai 100"),
        (f"/undang {KOTALAMA}-099 linmas", "TPS itu tidak ada"),
        ("/undang 35.73.09 camat", "tidak ada dalam daftar"),
        ("/undang abc linmas", USAGE),
        (f"/undang {KOTALAMA} linmas", "TPS"),
        (f"/undang {KOTALAMA}-001 presiden", "eran"),
        (f"/undang {KOTALAMA} koordinator", "instansi"),
        (f"/undang {KOTALAMA} penjaga", "impor"),
    ],
)
async def test_what_cannot_be_read_is_answered_with_what_to_do(
    town: Town, words: str, answer: str
) -> None:
    """Every fault of the command has its own sentence, and nothing is made."""
    await town.admin.says(words)
    await town.admin.sees(answer)

    assert await town.value("SELECT COUNT(*) FROM invitations") == 0


@pytest.mark.parametrize(
    ("name", "example"),
    [("Lurah Sri", "35.73.04.1001-001"), ("Rina", f"{KOTALAMA}-001"), ("Eko", f"{KOTALAMA}-001")],
)
async def test_the_usage_speaks_of_the_own_area(town: Town, name: str, example: str) -> None:
    """Codes in examples are the roster's: they can be tapped and sent as they are."""
    await town.phone(name).says("/undang")
    await town.phone(name).sees(USAGE, f"/undang {example} linmas")


async def test_a_stranger_invites_nobody_and_learns_nothing(town: Town) -> None:
    """Neither by command nor by press; nothing of the roster is shown."""
    zaki = town.phone("Zaki")
    for words in (f"/undang {KOTALAMA}-001 linmas", "/belum_terdaftar", "/kartu 1"):
        await zaki.says(words)
        assert not (await zaki.sees("hanya untuk petugas yang terdaftar")).has("Kotalama")

    assert await town.value("SELECT COUNT(*) FROM invitations") == 0
    assert await town.value("SELECT COUNT(*) FROM jobs WHERE kind = 'cards'") == 0


async def test_the_qr_holds_the_link_that_stands_below(town: Town) -> None:
    """The picture is exactly the code of that link: what is scanned is what is tapped."""
    await town.admin.says(f"/undang {KOTALAMA}-001 linmas")
    message = await town.admin.sees("Undangan: linmas TPS 001")
    link = re.search(r"https://\S+", message.text)
    assert link is not None
    assert message.file_id is not None

    wanted = io.BytesIO()
    segno.make(link[0], error="m").save(wanted, kind="png", scale=10, border=4)
    assert town.sim.world.files.find(message.file_id).content == wanted.getvalue()


async def test_the_admin_invites_anybody_anywhere(town: Town) -> None:
    """Link and QR code, default 48 hours and one person."""
    await town.admin.says(f"/undang {KOTALAMA}-001 linmas")
    message = await town.admin.sees("Undangan: linmas TPS 001 Kotalama", "Untuk 1 orang",
                                    "29 Nov 07.02", "https://t.me/SiagaTpsBot?start=")  # fmt: skip
    assert message.kind == "photo"
    await town.admin.says("/undang 35.73 admin")
    await town.admin.sees("Undangan: admin Kota Malang")
    await town.admin.says("/undang 35.73.03 koordinator polisi 3")
    await town.admin.sees("koordinator Polri Kec. Kedungkandang", "Untuk 3 orang")


@pytest.mark.parametrize(
    ("name", "words", "answer"),
    [
        ("Yanti", f"/undang {KOTALAMA}-001 linmas", "Undangan: linmas"),
        ("Lurah Hadi", f"/undang {KOTALAMA} operator", "Undangan: operator"),
        ("Rina", f"/undang {KOTALAMA}-001 kpps", "Undangan: anggota KPPS"),
        ("Camat Budi", f"/undang {KOTALAMA} lurah", "Undangan: lurah"),
        ("Yanti", "/undang 35.73.04.1001-001 linmas", "di luar wilayah"),
        ("Yanti", f"/undang {KOTALAMA} lurah", "di luar wilayah"),
        ("Lurah Hadi", "/undang 35.73 admin", "di luar wilayah"),
        ("Lurah Hadi", f"/undang {KOTALAMA} koordinator bawaslu", "di luar wilayah"),
        ("Rina", f"/undang {KOTALAMA}-002 kpps", "di luar wilayah"),
        ("Camat Budi", "/undang 35.73.03 camat", "di luar wilayah"),
        ("Slamet", f"/undang {KOTALAMA}-001 linmas", "bukan bagian dari tugas"),
        ("Polsek Arif", f"/undang {KOTALAMA}-001 linmas", "bukan bagian dari tugas"),
    ],
)
async def test_others_invite_below_themselves_inside_their_area(
    town: Town, name: str, words: str, answer: str
) -> None:
    """Rights follow from role and area; nobody lifts anybody to the own height or above."""
    await town.phone(name).says(words)
    await town.phone(name).sees(answer)

    allowed = await town.value("SELECT COUNT(*) FROM invitations")
    assert allowed == (1 if answer.startswith("Undangan") else 0)


async def test_only_what_one_may_give_can_be_revoked(town: Town) -> None:
    """Another area's invitation is neither listed nor revoked by forging."""
    await town.admin.says("/undang 35.73.04.1001-001 linmas")
    await town.admin.sees("Undangan")
    number = await town.value("SELECT id FROM invitations")

    await town.phone("Lurah Hadi").says("/cabut")
    await town.phone("Lurah Hadi").sees("Tidak ada undangan")
    await town.phone("Lurah Hadi").forges(f"1of.uninv|{number}")
    await town.phone("Lurah Hadi").sees_toast("di luar wilayah")
    assert await town.value("SELECT uses_left FROM invitations") == 1

    await town.phone("Lurah Sri").says("/cabut")
    await town.phone("Lurah Sri").presses("Cabut undangan")
    await town.phone("Lurah Sri").sees("Undangan dicabut")
    assert await town.value("SELECT uses_left FROM invitations") == 0
