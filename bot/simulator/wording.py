"""Entities that Telegram finds by itself in what people and bots write."""

import re

from bot.simulator.formatting import Entity, utf16

FOUND = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "url": re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}"),
    "mention": re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}\b"),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
    "phone_number": re.compile(r"(?<![\w+])\+\d[\d -]{7,17}\d(?!\w)"),
}


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """The given entities and those found where none of them forbids it, in order of place."""
    code = [each for each in entities if each["type"] in ("code", "pre", "text_link")]
    found: list[Entity] = []
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            start = utf16(text[: match.start()])
            entity = {"type": kind, "offset": start, "length": utf16(match[0])}
            if not any(_overlap(entity, other) for other in (*code, *found)):
                found.append(entity)
    return sorted([*entities, *found], key=lambda each: (each["offset"], -each["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
