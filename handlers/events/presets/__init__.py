"""Milestones and items that ship for each kind of election, one TOML file each."""

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from importlib.resources import files
from typing import Any

from handlers.agenda.hours import parse_hour
from handlers.events.quantities import read_quantity
from storage.events import Item, Milestone

_MILESTONE_KEYS = frozenset({
    "code", "label", "day", "expected", "grace", "nudge", "late_after", "not_before",
})  # fmt: skip
_ITEM_KEYS = frozenset({"code", "label", "layer", "expected", "severity"})
_LAYERS = ("outer", "inner")
_SEVERITIES = ("MERAH", "ORANYE", "KUNING", "INFO")


class BadEventPreset(ValueError):
    """A course of an election is wrong; the message names the file, the row and the fault."""


@dataclass(frozen=True)
class Course:
    """What a kind of election brings along: milestones in order, and items with quantities."""

    key: str
    name: str
    kind: str
    milestones: tuple[Milestone, ...]
    items: tuple[Item, ...]


@lru_cache(maxsize=1)
def courses() -> tuple[Course, ...]:
    """All courses that ship, by key; BadEventPreset names the first fault."""
    found = (entry for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(
        read_course(entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


def find_course(key: str) -> Course | None:
    """The course with this key."""
    return next((each for each in courses() if each.key == key), None)


def read_course(key: str, text: str) -> Course:
    """The course in a TOML text; BadEventPreset says where it is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadEventPreset(f"{key}: {error}") from error
    milestones = tuple(
        _milestone(f"{key}, milestone {at}", at, row)
        for at, row in enumerate(data.get("milestone", []), 1)
    )
    items = tuple(_item(f"{key}, item {at}", row) for at, row in enumerate(data.get("item", []), 1))
    if not milestones or not items or not {"name", "kind"} <= data.keys():
        raise BadEventPreset(f"{key}: needs name, kind, [[milestone]] and [[item]]")
    for rows in (milestones, items):
        if len({each.code for each in rows}) != len(rows):
            raise BadEventPreset(f"{key}: two rows have the same code")
    return Course(key, data["name"], data["kind"], milestones, items)


def _milestone(where: str, position: int, row: dict[str, Any]) -> Milestone:
    _check_keys(where, row, _MILESTONE_KEYS)
    try:
        return Milestone(
            row["code"], position, row["label"], int(row.get("day", 0)), _hour(row, "expected"),
            int(row["grace"]), bool(row.get("nudge", True)), _hour(row, "late_after"),
            _hour(row, "not_before"),
        )  # fmt: skip
    except KeyError as error:
        raise BadEventPreset(f"{where}: missing {error}") from error
    except ValueError as error:
        raise BadEventPreset(f"{where}: {error}") from error


def _item(where: str, row: dict[str, Any]) -> Item:
    _check_keys(where, row, _ITEM_KEYS)
    try:
        formula = str(read_quantity(row["expected"])) if "expected" in row else None
        item = Item(row["code"], row["label"], row["layer"], formula, row["severity"])
    except KeyError as error:
        raise BadEventPreset(f"{where}: missing {error}") from error
    except ValueError as error:
        raise BadEventPreset(f"{where}: {error}") from error
    if item.layer not in _LAYERS or item.severity not in _SEVERITIES:
        raise BadEventPreset(f"{where}: unknown layer or severity")
    return item


def _hour(row: dict[str, Any], key: str) -> time | None:
    return parse_hour(row[key]) if key in row else None


def _check_keys(where: str, row: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := row.keys() - known:
        raise BadEventPreset(f"{where}: unknown {', '.join(sorted(unknown))}")
