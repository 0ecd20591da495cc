"""The escapes of TEXT in calendar files (RFC 5545, 3.3.11): backslash, comma, semicolon, line.

icalendar undoes escapes one kind after another, so that an escaped backslash before an n becomes a
new line, and takes %2C for a comma. What it must not touch is hidden from it and found again.
"""

import re

_BACKSLASH, _PERCENT = "\ufdd0", "\ufdd1"
"""Noncharacters of Unicode: no calendar program writes them, and icalendar lets them pass."""
_FOLD = re.compile(rb"(?:\r?\n)+[ \t]")
_ESCAPED = re.compile(r"\\(.)")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def escaped(words: str) -> str:
    """Words as the value of a TEXT property; control characters, which none may hold, are lost."""
    plain = _CONTROL.sub("", _BREAK.sub("\n", words))
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def hide(data: bytes) -> str:
    """A calendar file with whole lines, in which icalendar finds no escaped backslash, no %2C."""
    # A fold may lie within a character, so lines are joined before they are decoded.
    text = _FOLD.sub(b"", data).decode("utf-8", "replace").replace("%", _PERCENT)
    return _ESCAPED.sub(lambda found: _BACKSLASH if found[1] == "\\" else found[0], text)


def found_again(words: str) -> str:
    """What `hide` hid in words that icalendar has read."""
    return words.replace(_BACKSLASH, "\\").replace(_PERCENT, "%")
