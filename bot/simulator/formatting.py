"""Formatted text as Telegram understands it: HTML in, plain text and entities out, and back.

Offsets and lengths are counted in UTF-16 code units, as the Bot API does. The sentences of
errors and the order of checks are those of Telegram's own parser (tdlib, MessageEntity.cpp).
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.errors import SpecError, malformed

Entity = dict[str, Any]

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
CHARACTER = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ATTRIBUTE = re.compile(
    r"""\s*([^\s=>]*)\s*(?:(=)\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.\-]+)))?""", re.DOTALL
)
TAG_NAME = re.compile(r"[^\s>]*")
PLAIN = re.compile(r"[^<&]+")


def utf16(text: str) -> int:
    """Length of the text in UTF-16 code units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities, trimmed; raises SpecError as Telegram words it."""
    parser = _Parser(source)
    while parser.at < len(source):
        parser.step()
    if parser.open:
        tag = parser.open[-1].name
        raise _cannot(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return trimmed("".join(parser.out), parser.entities)


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without blanks around it, its entities moved along; empty entities are dropped."""
    bare = text.strip()
    lost = utf16(text[: len(text) - len(text.lstrip())])
    size, kept = utf16(bare), []
    for entity in sorted(entities, key=lambda each: (each["offset"], -each["length"])):
        start = max(entity["offset"] - lost, 0)
        end = min(entity["offset"] + entity["length"] - lost, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return bare, kept


def _cannot(reason: str) -> SpecError:
    return malformed(f"can't parse entities: {reason}")


@dataclass
class _Open:
    name: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Parser:
    source: str
    at: int = 0
    size: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def step(self) -> None:
        if plain := PLAIN.match(self.source, self.at):
            self.at = plain.end()
            self._emit(plain[0])
            return
        letter = self.source[self.at]
        known = CHARACTER.match(self.source, self.at) if letter == "&" else None
        if known:
            self.at = known.end()
            self._emit(_character(known[1]))
        elif letter != "<":
            self.at += 1
            self._emit(letter)
        elif self.source.startswith("</", self.at):
            self._end()
        else:
            self._start()

    def _emit(self, text: str) -> None:
        self.out.append(text)
        self.size += utf16(text)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _start(self) -> None:
        begin = self.at
        byte = self._byte(begin)
        name_match = TAG_NAME.match(self.source, begin + 1)
        name = name_match[0].lower() if name_match else ""
        self.at = begin + 1 + len(name)
        if self.at >= len(self.source):
            raise _cannot(f"Unclosed start tag at byte offset {byte}")
        if name not in TAGS:
            raise _cannot(f'Unsupported start tag "{name}" at byte offset {byte}')
        attributes = self._attributes(name, byte)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
        self.open.append(_Open(name, self.size, attributes))

    def _attributes(self, tag: str, byte: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            while self.at < len(self.source) and self.source[self.at].isspace():
                self.at += 1
            if self.at >= len(self.source):
                raise _cannot(f'Unclosed start tag "{tag}" at byte offset {byte}')
            if self.source[self.at] == ">":
                self.at += 1
                return found
            name, value = self._attribute(tag, byte)
            found[name] = value

    def _attribute(self, tag: str, byte: int) -> tuple[str, str]:
        match = ATTRIBUTE.match(self.source, self.at)
        if match is None or not match[1]:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {byte}')
        if not match[2] and not (tag == "blockquote" and match[1] == "expandable"):
            raise _cannot(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"at byte offset {byte}"
            )
        self.at = match.end()
        value = next((part for part in match.groups()[2:] if part is not None), "")
        return match[1].lower(), CHARACTER.sub(lambda each: _character(each[1]), value)

    def _end(self) -> None:
        begin = self.at
        byte = self._byte(begin)
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {byte}")
        match = re.compile(r"</([^\s>]*)\s*").match(self.source, begin)
        name, after = (match[1].lower(), match.end()) if match else ("", begin)
        if not self.source.startswith(">", after):
            raise _cannot(f"Unclosed end tag at byte offset {byte}")
        opened = self.open.pop()
        if name and name != opened.name:
            raise _cannot(
                f"Unmatched end tag at byte offset {byte}, "
                f'expected "</{opened.name}>", found "</{name}>"'
            )
        self.at = after + 1
        entity = _entity(opened, self.size, "".join(self.out))
        if entity:
            self.entities.append(entity)


def _character(name: str) -> str:
    if name in NAMED:
        return NAMED[name]
    number = int(f"0{name[1:]}", 0) if name.startswith("#x") else int(name[1:])
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "�"


def _entity(opened: _Open, end: int, text: str) -> Entity | None:
    kind = TAGS[opened.name]
    entity: Entity = {"type": kind, "offset": opened.offset, "length": end - opened.offset}
    if kind == "text_link":
        address = opened.attributes.get("href") or _cut(text, opened.offset, end)
        return _link(entity, address)
    if kind == "custom_emoji":
        return {**entity, "custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if kind == "blockquote" and "expandable" in opened.attributes:
        return {**entity, "type": "expandable_blockquote"}
    return entity


def _link(entity: Entity, address: str) -> Entity | None:
    user = re.fullmatch(r"tg://user\?id=(\d+)", address)
    if user:
        who = {"id": int(user[1]), "is_bot": False, "first_name": user[1]}
        return {**entity, "type": "text_mention", "user": who}
    if re.fullmatch(r"(https?|tel|tg|mailto|ton):\S+|[\w.-]+\.\w{2,}\S*", address):
        return {**entity, "url": address}
    return None


def _cut(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le", "replace")


BACK = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    "bot_command": ('<a class="command">', "</a>"),
}


def to_html(text: str, entities: list[Entity]) -> str:
    """The text as safe HTML for the page with phones; commands become links to press."""
    marks: list[tuple[int, int, int, str]] = []
    for order, entity in enumerate(entities):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        before, after = _around(entity, _cut(text, start, end))
        marks += [(start, 1, order, before), (end, 0, -order, after)]
    pieces, done = [], 0
    for at, _, _, mark in sorted(marks):
        pieces += [html.escape(_cut(text, done, at)), mark]
        done = at
    return "".join([*pieces, html.escape(_cut(text, done, utf16(text)))])


def _around(entity: Entity, covered: str) -> tuple[str, str]:
    address = entity.get("url")
    if entity["type"] == "url":
        address = covered if ":" in covered else f"https://{covered}"
    if entity["type"] == "phone_number":
        address = f"tel:{covered}"
    if address and re.match(r"(https?|tel|tg|mailto):", address):
        return f'<a href="{html.escape(address)}" target="_blank" rel="noreferrer">', "</a>"
    return BACK.get(entity["type"], ("", ""))
