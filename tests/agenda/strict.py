"""A strict validator of calendar files, written from the grammar of RFC 5545 and nothing else."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

_SAFE = r'[^\x00-\x08\x0a-\x1f\x7f";:,]'
_PARAM = rf';[A-Za-z0-9-]+=(?:{_SAFE}*|"[^\x00-\x08\x0a-\x1f\x7f"]*")'
_LINE = re.compile(
    rf"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:{_PARAM})*):(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
"""contentline of section 3.1; a control character other than a tab may stand nowhere."""
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_TEXTS = re.compile(rf"{_TEXT.pattern}(?:,{_TEXT.pattern})*")
_VALUES = {
    "PRODID": _TEXT, "SUMMARY": _TEXT, "DESCRIPTION": _TEXT, "LOCATION": _TEXT, "UID": _TEXT,
    "X-WR-CALNAME": _TEXT, "CATEGORIES": _TEXTS, "VERSION": re.compile(r"2\.0"),
    "CALSCALE": re.compile("GREGORIAN"), "METHOD": re.compile("PUBLISH"),
    "DTSTAMP": re.compile(r"\d{8}T\d{6}Z"), "DTSTART": re.compile(r"\d{8}(?:T\d{6}Z)?"),
    "DTEND": re.compile(r"\d{8}(?:T\d{6}Z)?"), "TRANSP": re.compile("OPAQUE|TRANSPARENT"),
    "STATUS": re.compile("TENTATIVE|CONFIRMED|CANCELLED"),
    "GEO": re.compile(r"[+-]?\d+(?:\.\d+)?;[+-]?\d+(?:\.\d+)?"),
}  # fmt: skip
"""What this bot writes; any other property is a fault."""
_REQUIRED = {"VCALENDAR": ("PRODID", "VERSION"), "VEVENT": ("UID", "DTSTAMP", "DTSTART")}

Line = tuple[str, str, str]


def faults(data: bytes) -> list[str]:
    """Everything a strict reader would object to."""
    return [*_bytes(data), *_structure(data)]


def _bytes(data: bytes) -> Iterator[str]:
    if not data.endswith(b"\r\n"):
        yield "the last line does not end"
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        if b"\r" in line or b"\n" in line:
            yield f"half a line break: {line!r}"
        if len(line) > 75:
            yield f"{len(line)} octets in a line"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"a character is torn apart: {line!r}"


def _structure(data: bytes) -> Iterator[str]:
    lines = data.replace(b"\r\n ", b"").decode(errors="replace").split("\r\n")[:-1]
    if lines[:1] != ["BEGIN:VCALENDAR"] or lines[-1:] != ["END:VCALENDAR"]:
        yield "no calendar"
    events: list[list[Line]] = []
    calendar: list[Line] = []
    inside = calendar
    for line in lines[1:-1]:
        match = _LINE.fullmatch(line)
        if match is None:
            yield f"no content line: {line!r}"
        elif line == "BEGIN:VEVENT" and inside is calendar:
            inside = []
            events.append(inside)
        elif line == "END:VEVENT" and inside is not calendar:
            inside = calendar
        else:
            inside.append((match["name"], match["params"], match["value"]))
    if inside is not calendar or not events:
        yield "a calendar has one component at least, and each of them ends"
    yield from _component("VCALENDAR", calendar)
    for event in events:
        yield from _component("VEVENT", event)
        yield from _days({name: (params, value) for name, params, value in event})
    uids = Counter(value for event in events for name, _, value in event if name == "UID")
    yield from (f"UID {uid!r} stands {n} times" for uid, n in uids.items() if n > 1)


def _component(kind: str, lines: list[Line]) -> Iterator[str]:
    names = Counter(name for name, _, _ in lines)
    yield from (f"{kind} without {name}" for name in _REQUIRED[kind] if not names[name])
    yield from (f"{name} stands {n} times in {kind}" for name, n in names.items() if n > 1)
    for name, _, value in lines:
        if name not in _VALUES or not _VALUES[name].fullmatch(value):
            yield f"{name} may not be {value!r}"


def _days(event: dict[str, tuple[str, str]]) -> Iterator[str]:
    found = {}
    for name in ("DTSTART", "DTEND"):
        params, value = event.get(name, ("", ""))
        if value and ("T" in value) is (params == ";VALUE=DATE"):
            yield f"{name}{params}:{value} has another type than it says"
        try:
            found[name] = _moment(value) if value else None
        except ValueError:
            yield f"{name}:{value} is no day"
    start, end = found.get("DTSTART"), found.get("DTEND")
    if start and end and (type(start) is not type(end) or start >= end):
        yield "it ends before it begins, or by another kind of calendar"


def _moment(value: str) -> date | datetime:
    if "T" in value:
        return datetime.strptime(value, "%Y%m%dT%H%M%S%z")
    return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")
