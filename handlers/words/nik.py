"""The 16 digits of a voter's identity number (NIK): never kept, wherever they stand. Pure.

A NIK may be parted by spaces, dots or hyphens. Telephone numbers are shorter; lists of stations,
dates and positions read otherwise. UU 27/2022 (PDP), UU 23/2006: a citizen's number is theirs.
"""

import re

_DIGITS = 16
_ZERO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])
_WHOLE = re.compile(r"(?<!\d)\d{16}(?!\d)")
_RUN = re.compile(r"(?<![\d+])\d+(?:[ \u00a0.\-]{1,2}\d+)+")
_DATE = re.compile(r"[0-3]\d\D[01]\d\D(?:19|20)\d\d\b")
_LONG = 4
"""Digits of a group that is no hour, no day and no station's number."""


def carries_nik(text: str) -> bool:
    """Whether a text has a number of 16 digits in it, whole or in groups."""
    plain = text.translate(_ZERO_WIDTH)
    return _WHOLE.search(plain) is not None or any(_grouped(run) for run in _RUN.findall(plain))


def _grouped(run: str) -> bool:
    if _DATE.match(run):
        return False
    groups = re.findall(r"\d+", run)
    windows = ((first, last) for first in range(len(groups))
               for last in range(first + 2, min(first + 8, len(groups)) + 1))  # fmt: skip
    return any(
        _is_nik(groups[first:last]) and _stands_alone(groups[:first] + groups[last:])
        for first, last in windows
    )


def _is_nik(groups: list[str]) -> bool:
    if sum(map(len, groups)) != _DIGITS or groups[0][0] == "0" or min(map(len, groups)) < 2:
        return False
    return sum(len(each) >= _LONG for each in groups) >= 2 or _well_formed("".join(groups))


def _well_formed(digits: str) -> bool:
    """A province, and a day of birth to which 40 is added for women."""
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    return 11 <= int(digits[:2]) <= 96 and 1 <= day <= 31 and 1 <= month <= 12


def _stands_alone(around: list[str]) -> bool:
    """Only short numbers beside it, such as a station's: else these are telephone numbers."""
    return all(len(each) < _LONG for each in around)
