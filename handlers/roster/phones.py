"""Phone numbers as people and spreadsheets write them → E.164 (`+62…`).

Spreadsheets eat the leading zero, show 6.28E+12, and append `.0`; people write dots, dashes,
`0062` or a number that starts with 8. What can be read with certainty is repaired; what lost
digits is refused, because a guessed number would hand somebody else's rights to a stranger.
"""

import math
import re
import unicodedata
from typing import NewType

import phonenumbers

from handlers.texts import roster as texts

Phone = NewType("Phone", str)

_SCIENTIFIC = re.compile(r"(\d+)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_INTEGRAL = re.compile(r"(\d{7,})[.,]0{1,2}")
_LABEL = re.compile(r"^(?:(?:no|nomor|hp|wa|whatsapp|telp|telepon|tel)\b[\s.:]*)+", re.IGNORECASE)
_ALLOWED = re.compile(r"\+?[\d\s().\-/]+")
_SEVERAL = re.compile(r"\d{7,}[\s.\-]*(?:[/,;&]|atau|dan)[\s.\-]*\+?\d{7,}", re.IGNORECASE)
_MOBILE = re.compile(r"\+628\d{8,11}")
_SERVICE = re.compile(r"\d{3,6}")

_LOST_DIGITS = 5
"""So many zeros at the end of a number cell mean that a spreadsheet rounded the rest away."""
_SPARE_DIGITS = 2
"""A scientific text may hide that many trailing zeros that are really there."""


class UnusableNumber(Exception):
    """The phone number cannot be read; the message says why, in Indonesian."""


def mobile(raw: str | int | float) -> Phone:
    """A mobile number as E.164; Indonesian unless it says otherwise.

    Accepts the `+62 800 …` range that samples use. Raises UnusableNumber.
    """
    phone = any_number(raw)
    if phone.startswith("+62") and not _MOBILE.fullmatch(phone):
        raise UnusableNumber(texts.phone_landline())
    return phone


def any_number(raw: str | int | float) -> Phone:
    """A mobile or landline number as E.164. Raises UnusableNumber."""
    return _checked(_international(_digits(raw)))


def service(raw: str | int | float) -> Phone:
    """Like `any_number`, but short numbers such as 110 or 119 are kept as they are."""
    text = _plain(str(raw)).removesuffix(".0")
    return Phone(text) if _SERVICE.fullmatch(text) else any_number(raw)


def of_contact(raw: str) -> Phone:
    """The number of a Telegram contact: international, with or without `+`, of any country."""
    digits = _bare(_plain(raw))
    if digits.startswith(("+", "0")):
        return _checked(_international(digits))
    return _checked("+" + digits)


def _digits(raw: str | int | float) -> str:
    """Digits with at most a leading `+`; lost digits, words or two numbers are refused."""
    if isinstance(raw, int | float):
        return _from_number(raw)
    text = _LABEL.sub("", _plain(raw).lstrip("'`"))
    if not text:
        raise UnusableNumber(texts.phone_missing())
    if match := _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        return _from_scientific(*match.groups(default=""))
    if match := _INTEGRAL.fullmatch(text):
        return match[1]
    if _SEVERAL.search(text):
        raise UnusableNumber(texts.phone_several())
    if not _ALLOWED.fullmatch(text):
        raise UnusableNumber(texts.phone_words())
    return _bare(text)


def _plain(raw: str) -> str:
    """Full-width and other digits as ASCII, without invisible characters."""
    wide = unicodedata.normalize("NFKC", raw)
    seen = (c for c in wide if unicodedata.category(c) not in {"Cf", "Cc"})
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in seen)
    return re.sub(r"[‐-―−]", "-", text).strip()


def _bare(text: str) -> str:
    plus = "+" if text.lstrip("( ").startswith("+") else ""
    return plus + re.sub(r"\D", "", text)


def _from_number(value: float) -> str:
    if not math.isfinite(value) or value < 0 or value != int(value):
        raise UnusableNumber(texts.phone_words())
    digits = str(int(value))
    if len(digits) - len(digits.rstrip("0")) >= _LOST_DIGITS:
        raise UnusableNumber(texts.phone_rounded())
    return digits


def _from_scientific(whole: str, decimals: str, exponent: str) -> str:
    missing = int(exponent) - len(decimals)
    if not 0 <= missing <= _SPARE_DIGITS:
        raise UnusableNumber(texts.phone_rounded())
    return whole + decimals + "0" * missing


def _international(digits: str) -> str:
    """`+` and country code before what is unmistakably Indonesian or already international."""
    if digits.startswith("+"):
        number = digits
    elif digits.startswith("00"):
        number = "+" + digits[2:]
    elif digits.startswith("0"):
        number = "+62" + digits[1:]
    elif digits.startswith("8") or not digits.startswith("62"):
        number = "+62" + digits
    else:
        number = "+" + digits
    return re.sub(r"^\+620+", "+62", number)


def _checked(number: str) -> Phone:
    if _MOBILE.fullmatch(number):
        return Phone(number)
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException as error:
        raise UnusableNumber(texts.phone_length(len(number.lstrip("+")))) from error
    if not phonenumbers.is_valid_number(parsed):
        raise UnusableNumber(texts.phone_length(len(number.lstrip("+"))))
    return Phone(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
