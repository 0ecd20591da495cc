"""The card on paper: what stands on it, that it fits, is quick, and is the same every time."""

import time
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.child import in_child
from handlers.cards import child, sheet
from handlers.cards.card import Card, card, reports, to_dial
from handlers.policy import Policy
from storage import areas
from tests import memory
from tests.town import KOTALAMA, build

POLICY = Policy(ZoneInfo("Asia/Jakarta"), frozenset(), "SiagaTpsBot")
LONGEST = "Jalan Gang Buntu Sebelah Balai RW " * 9


def town_card() -> Card:
    """The card of TPS 001 Kotalama."""
    tx = memory.empty()
    build(tx)
    station = areas.station_by_number(tx, KOTALAMA, 1)
    assert station is not None
    return card(tx, POLICY, station)


def test_it_holds_what_an_officer_needs() -> None:
    """Where, how to report, whom to phone; the address in the QR is no secret and no way in."""
    found = town_card()

    assert (found.title, found.village) == ("TPS 001", "Kel. Kotalama")
    assert "Kec. Kedungkandang" in found.above
    assert "Kota Malang" in found.above
    assert found.link == "https://t.me/SiagaTpsBot?start=tps_1"
    assert ("Polsek Kedungkandang", "(0341) 000222") in found.contacts
    assert [name for name, _ in found.contacts][-1] == "Posko kota"
    assert ("Polisi", "110") in found.short


def test_the_reports_come_from_the_forms() -> None:
    """What is typed stands between <b> and </b>, with no other markup, and for stations only."""
    said = " ".join(reports())

    for typed in ("<b>mulai</b>", "<b>tutup</b>", "<b>pemilih 187</b>", "<b>masalah banjir"):
        assert typed in said
    assert "gudang" not in said
    assert said.count("<") == 2 * said.count("<b>")


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [("+6281234567890", "0812-3456-7890"), ("+62341362000", "(0341) 362000"), ("112", "112"),
     ("110", "110"), ("posko", "posko")],
)  # fmt: skip
def test_numbers_are_written_as_they_are_dialled(phone: str, dialled: str) -> None:
    """Nobody dials +62 by hand; what is no number stays as it is."""
    assert to_dial(phone) == dialled


def test_whatever_the_roster_says_can_be_printed() -> None:
    """Markup in a name, other scripts, an emoji, endless addresses: no error, the same pages."""
    odd = replace(
        town_card(), village="Kel. <b>&amp;</i> ” — ž 滿 🗳️", above="ﷺ Ĳ " * 20,
        address=LONGEST, contacts=tuple((LONGEST[:100], "0812-3456-7890") for _ in range(6)),
    )  # fmt: skip

    assert sheet.render([odd], "Kartu 🖨 <b>").startswith(b"%PDF-")
    assert _pages(sheet.render([odd] * 5, "x")) == 3


def test_two_cards_go_on_a_page() -> None:
    """One card, one page; three cards, two pages; the same cards, the same bytes."""
    one = town_card()

    assert [_pages(sheet.render([one] * number, "x")) for number in (1, 2, 3)] == [1, 1, 2]
    assert sheet.render([one], "x") == sheet.render([one], "x")


async def test_a_whole_kelurahan_takes_a_few_seconds_in_the_child() -> None:
    """Sixty stations, under the child's limits of memory and time."""
    began = time.monotonic()

    body = await in_child(child.render, [town_card()] * 60, "TPS Kel. Kotalama")

    assert body.startswith(b"%PDF-")
    assert len(body) < 1_000_000
    assert time.monotonic() - began < 10


def _pages(body: bytes) -> int:
    return body.count(b"/Type /Page\n") + body.count(b"/Type /Page ") + body.count(b"/Type /Page/")
