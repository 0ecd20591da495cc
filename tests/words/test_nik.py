"""A NIK is seen however it is written; other long rows of digits are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.nik import carries_nik


@pytest.mark.parametrize("text", [
    "3573011234567890", "nik 3573 0112 3456 7890 ditolak", "3573.0112.3456.7890",
    "35.73.01.234567.8901", "357301 234567 8901", "TPS 5 3573 0112 3456 7890",
    "warga 3573-0112-3456-7890", "35 73 01 12 08 90 00 01", "nik:3573011208900001.",
    "masalah TPS 5 warga 357301120890\u200b0001",
])  # fmt: skip
def test_a_nik_is_seen(text: str) -> None:
    """Whole, in groups, beside other words and numbers."""
    assert carries_nik(text)


@pytest.mark.parametrize("text", [
    "081234567890", "+62 812 3456 7890", "0812 3456 7890 0813 1111 2222", "12345678901234",
    "10 11 12 13 14 15 16 17 mulai", "27.11.2024 08.00 10.00", "-7.966620 112.632632",
    "mulai 1-18 20", "35.73.03.1001-012", "12345678901234567", "081234567890 081234567891",
    "27-11-2024 08.00-10.00",
])  # fmt: skip
def test_other_digits_are_no_nik(text: str) -> None:
    """Telephone numbers, stations, dates, hours, codes and positions."""
    assert not carries_nik(text)


@given(st.from_regex(r"[1-9][0-9]{15}", fullmatch=True), st.sampled_from(["", " ", ".", "-"]))
def test_every_row_of_sixteen_is_seen(digits: str, between: str) -> None:
    """Any sixteen digits, whole or in fours."""
    assert carries_nik(f"pemilih {between.join(digits[i : i + 4] for i in range(0, 16, 4))} datang")


@given(st.lists(st.from_regex(r"08[0-9]{8,11}", fullmatch=True), max_size=3))
def test_telephone_numbers_are_fine(numbers: list[str]) -> None:
    """However many stand in one message."""
    assert not carries_nik("telepon " + ", ".join(numbers))
