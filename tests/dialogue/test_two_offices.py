"""Somebody with an office in two villages has in each only what that office gives."""

from datetime import timedelta

import pytest

from storage import people
from storage.database import Tx
from tests.town import CIPTOMULYO, MORNING, Town, number_of


async def test_boxes_are_received_only_where_one_receives(voting_day: Town) -> None:
    """Lurah of Kotalama, PPS of Ciptomulyo: `kotak tiba` is theirs in Ciptomulyo alone."""
    await voting_day.parts.db.write(_pps_elsewhere)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("kotalama 2 kotak tiba")
    await hadi.sees("di luar wilayah tugas")
    await hadi.says("/tps kotalama 2")
    listed = await hadi.sees("Status TPS 002 Kotalama")
    assert "Kotak tiba" not in str(listed.buttons)
    await hadi.says("ciptomulyo 2 kotak tiba 07.00")
    await hadi.presses("Ya, benar")
    await hadi.sees("Kotak tiba 07.00 · TPS 002 Ciptomulyo")
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


@pytest.mark.parametrize("typed", ["tps 2 ciptomulyo", "ciptomulyo 2", "TPS 002 Ciptomulyo"])
async def test_a_station_is_named_with_its_village(voting_day: Town, typed: str) -> None:
    """Without a slash too: the list of the station opens."""
    await voting_day.parts.db.write(_pps_elsewhere)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says(typed)
    await hadi.sees("Status TPS 002 Ciptomulyo")


def _pps_elsewhere(tx: Tx) -> None:
    hadi = people.by_phone(tx, number_of("Lurah Hadi"))[0]
    people.add_post(
        tx, MORNING - timedelta(days=1), 1, hadi.id, "pps", CIPTOMULYO, source="roster",
        agency="kpu",
    )  # fmt: skip
