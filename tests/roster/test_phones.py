"""Phone numbers: whatever people and spreadsheets make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.roster import phones
from handlers.roster.phones import UnusableNumber

NATIONAL = st.from_regex(r"8[1-35-9][0-9]{7,10}", fullmatch=True)
SAMPLE = st.from_regex(r"800[0-9]{6,9}", fullmatch=True)


@given(NATIONAL | SAMPLE, st.sampled_from(["0", "62", "+62", "0062", "+62 0", "", "+62 (0)", "'0"]))
def test_every_way_to_begin_a_number_means_the_same(national: str, start: str) -> None:
    """Lost zero, 62, +62, 0062: one number."""
    assert phones.mobile(start + national) == f"+62{national}"


@given(NATIONAL, st.lists(st.sampled_from([" ", "-", ".", "", " - "]), min_size=12, max_size=12))
def test_signs_between_digits_do_not_matter(national: str, signs: list[str]) -> None:
    """Spaces, dots and dashes anywhere between the digits change nothing."""
    spread = "".join(a + b for a, b in zip("0" + national, signs, strict=False))
    rest = ("0" + national)[len(signs) :]
    assert phones.mobile(spread + rest) == f"+62{national}"


@given(NATIONAL, st.sampled_from(["", "62"]), st.sampled_from([int, float]))
def test_number_cells_are_repaired_unless_digits_were_rounded_away(
    national: str, start: str, cell: type[int] | type[float]
) -> None:
    """A number cell gives the very number back, or is refused when it ends in many zeros."""
    value = cell(start + national)
    if national.endswith("00000"):
        with pytest.raises(UnusableNumber, match="terpotong"):
            phones.mobile(value)
    else:
        assert phones.mobile(value) == f"+62{national}"


@given(NATIONAL)
def test_full_width_and_invisible_characters_are_read(national: str) -> None:
    """Numbers pasted from chats carry full-width digits and direction marks."""
    wide = "".join(chr(ord("０") + int(digit)) for digit in "0" + national)
    assert phones.mobile(f"\u202a{wide}\u202c") == f"+62{national}"


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_anything_gives_a_number_or_a_reason(raw: str | float | int) -> None:
    """No input makes the reader fall over, and what it accepts is E.164."""
    try:
        phone = phones.mobile(raw)
    except UnusableNumber:
        return
    assert phone.startswith("+")
    assert phone[1:].isdigit()
    assert len(phone) <= 16


@given(NATIONAL | SAMPLE)
def test_a_repaired_number_stays_as_it_is(national: str) -> None:
    """Repairing twice is repairing once."""
    once = phones.mobile("0" + national)
    assert phones.mobile(once) == once


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("6.28E+12", "terpotong"),
        ("6,28123E+12", "terpotong"),
        ("8.12346E+10", "terpotong"),
        (6.28e12, "terpotong"),
        ("081234567890/081234567891", "lebih dari satu"),
        ("081234567890 atau 081234567891", "lebih dari satu"),
        ("O8123456789", "angka saja"),
        ("pinjam istri", "angka saja"),
        ("", "kosong"),
        ("0812", "bukan nomor telepon"),
        ("62812345678901234", "bukan nomor telepon"),
        ("0341 551234", "bukan nomor HP"),
        (float("nan"), "angka saja"),
        (-628123456789, "angka saja"),
        (812345678.5, "angka saja"),
    ],
)
def test_what_cannot_be_known_is_refused_with_its_reason(raw: str | float, reason: str) -> None:
    """No digit is ever guessed."""
    with pytest.raises(UnusableNumber, match=reason):
        phones.mobile(raw)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("6.28123456789E+12", "+6281234567890"),
        ("6,281234567891E+12", "+6281234567891"),
        ("081234567890.0", "+6281234567890"),
        ("No. HP/WA: 0812-3456-7890".replace("/", " "), "+6281234567890"),
        ("+65 9123 4567", "+6591234567"),
    ],
)
def test_numbers_that_still_have_all_their_digits_are_repaired(raw: str, number: str) -> None:
    """Scientific notation with every digit, a trailing .0, a label, another country."""
    assert phones.mobile(raw) == number


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("6281234567890", "+6281234567890"),
        ("+6281234567890", "+6281234567890"),
        ("081234567890", "+6281234567890"),
        ("6591234567", "+6591234567"),
        ("+1 202 555 0123", "+12025550123"),
        ("628001000001", "+628001000001"),
    ],
)
def test_a_telegram_contact_is_international_with_or_without_plus(raw: str, number: str) -> None:
    """Telegram leaves the plus out on some phones."""
    assert phones.of_contact(raw) == number


@pytest.mark.parametrize(
    ("raw", "number"),
    [("110", "110"), (119, "119"), (110.0, "110"), ("0341 551234", "+62341551234"),
     ("0812 3456 7890", "+6281234567890")],
)  # fmt: skip
def test_emergency_numbers_may_be_short_or_landlines(raw: str | float, number: str) -> None:
    """110 stays 110; a Polsek has a landline."""
    assert phones.service(raw) == number
