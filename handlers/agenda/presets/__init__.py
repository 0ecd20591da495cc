"""Calendars that ship with the program, one TOML file each, read when an admin asks for one."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from handlers.access import Role
from handlers.agenda.dates import parse_lead, parse_moment
from handlers.agenda.rules import Lead, Moment, Span
from storage.agenda import Confirm, Kind

_KEYS = frozenset({
    "key", "kind", "title", "body", "place", "ordered_by", "starts", "ends", "roles", "agencies",
    "leads", "confirm",
})  # fmt: skip
_CONFIRMS = {"": Confirm.NO, "dibaca": Confirm.READ, "diteruskan": Confirm.PASSED_ON}
# Files name the year of every date, so any day will do where people's "today" is needed.
_ANY_DAY = date(2024, 1, 1)


class BadPreset(ValueError):
    """A calendar file is wrong; the message names the file, the entry and what is wrong."""


@dataclass(frozen=True)
class PresetEntry:
    """One entry of a calendar; empty roles and agencies mean everybody."""

    key: str
    kind: Kind
    title: str
    span: Span
    body: str | None
    place: str | None
    ordered_by: str | None
    roles: tuple[str, ...]
    agencies: tuple[str, ...]
    leads: tuple[Lead, ...]
    confirm: Confirm


@dataclass(frozen=True)
class Preset:
    """A calendar; `voting_day` is None where its days are counted from voting day."""

    key: str
    name: str
    voting_day: date | None
    entries: tuple[PresetEntry, ...]


@lru_cache(maxsize=1)
def presets() -> tuple[Preset, ...]:
    """All calendars that ship, by key; BadPreset names the first fault."""
    found = (entry for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(
        read_preset(entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


def find_preset(key: str) -> Preset | None:
    """The calendar with this key."""
    return next((each for each in presets() if each.key == key), None)


def read_preset(key: str, text: str) -> Preset:
    """The calendar in a TOML text; BadPreset says where it is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadPreset(f"{key}: {error}") from error
    rows: list[dict[str, Any]] = data.get("entry", [])
    if not isinstance(data.get("name"), str) or not rows:
        raise BadPreset(f"{key}: a calendar needs a name and at least one [[entry]]")
    entries = tuple(_entry(f"{key}, entry {at}", row) for at, row in enumerate(rows, 1))
    if len({entry.key for entry in entries}) != len(entries):
        raise BadPreset(f"{key}: two entries have the same key")
    return Preset(key, data["name"], data.get("voting_day"), entries)


def _entry(where: str, row: dict[str, Any]) -> PresetEntry:
    if unknown := row.keys() - _KEYS:
        raise BadPreset(f"{where}: unknown {', '.join(sorted(unknown))}")
    try:
        return PresetEntry(
            row["key"], Kind(row["kind"]), row["title"], _span(row), row.get("body"),
            row.get("place"), row.get("ordered_by"),
            tuple(Role(role) for role in row.get("roles", [])), tuple(row.get("agencies", [])),
            tuple(parse_lead(text) for text in row.get("leads", [])),
            _CONFIRMS[row.get("confirm", "")],
        )  # fmt: skip
    except KeyError as error:
        raise BadPreset(f"{where}: missing or unknown {error}") from error
    except ValueError as error:
        raise BadPreset(f"{where}: {error}") from error


def _span(row: dict[str, Any]) -> Span:
    first = parse_moment(row["starts"], _ANY_DAY)
    span = Span(first, _last(row, first))
    if span.runs_backwards:
        raise ValueError("it ends before it starts")
    return span


def _last(row: dict[str, Any], first: Moment) -> Moment:
    return parse_moment(row["ends"], _ANY_DAY) if "ends" in row else Moment(first.day)
