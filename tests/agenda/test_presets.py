"""The calendars that ship."""

from datetime import date

import pytest

from handlers.agenda.presets import BadPreset, find_preset, presets, read_preset
from handlers.agenda.rules import Days, days_of
from storage.agenda import BANS, Confirm

ENTRY = 'name = "x"\n[[entry]]\nkey = "a"\nkind = "rakor"\ntitle = "t"\n'


def test_every_calendar_that_ships_is_sound() -> None:
    """All calendars load; every ban names whom it binds."""
    assert {preset.key for preset in presets()} == {
        "larangan_relatif", "madiun_2024", "pilkada_2024", "pilkada_relatif",
    }  # fmt: skip
    for preset in presets():
        for entry in preset.entries:
            assert days_of(entry.span, date(2024, 11, 27)) is not None
            assert entry.roles or entry.kind not in BANS


def test_madiun_bans_fall_on_the_days_of_the_order() -> None:
    """No leave on 12 and 13 February, no travel from 10 February until voting is over."""
    madiun = find_preset("madiun_2024")
    assert madiun is not None
    found = {entry.key: entry for entry in madiun.entries}
    assert days_of(found["cuti"].span, None) == Days(date(2024, 2, 12), date(2024, 2, 13))
    assert days_of(found["bepergian"].span, None) == Days(date(2024, 2, 10), date(2024, 2, 14))
    assert found["cuti"].confirm is Confirm.PASSED_ON
    assert found["bepergian"].roles == ("camat", "lurah")


def test_relative_calendar_means_the_same_days_as_the_fixed_one() -> None:
    """With voting on 27 November 2024 both calendars of the Pilkada agree where they overlap."""
    fixed, relative = find_preset("pilkada_2024"), find_preset("pilkada_relatif")
    assert fixed is not None
    assert relative is not None
    days = {entry.key: days_of(entry.span, None) for entry in fixed.entries}
    for entry in relative.entries:
        assert days_of(entry.span, fixed.voting_day) == days[entry.key]


def test_unknown_calendar_is_none() -> None:
    """A key nobody shipped finds nothing."""
    assert find_preset("../x") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("name = ", "x: "),
        ("name = 'x'", "at least one"),
        (ENTRY, "'starts'"),
        (ENTRY + 'starts = "30-02-2024"', "sampai tanggal 29"),
        (ENTRY + 'starts = "H-1"\nends = "H-4"', "ends before"),
        (ENTRY + 'starts = "H"\nleads = ["H+1 07.00"]', "H+1 07.00"),
        (ENTRY + 'starts = "H"\nroles = ["raja"]', "raja"),
        (ENTRY + 'starts = "H"\nconfirm = "mungkin"', "mungkin"),
        (ENTRY + 'starts = "H"\nwarna = "biru"', "warna"),
        (ENTRY + 'starts = "H"\n' + ENTRY[11:] + 'starts = "H"', "same key"),
    ],
)
def test_fault_in_a_calendar_is_named(text: str, part: str) -> None:
    """A wrong file is refused with the place and the fault."""
    with pytest.raises(BadPreset) as fault:
        read_preset("x", text)
    assert part in str(fault.value)
