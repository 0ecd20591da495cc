"""Buttons: compact, versioned data; what a press may do is decided by who presses it.

Data reads 'verb|argument|argument' behind a version mark, at most 64 bytes as Telegram allows.
"""

from dataclasses import dataclass
from typing import Any

VERSION = "1"
MOST_BYTES = 64

Markup = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """An inline button: exactly one of `data` and `url` is set."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Key:
    """A key of the reply keyboard; `asks` is 'contact' or 'location' where it shares that."""

    label: str
    asks: str | None = None


def button(label: str, verb: str, *arguments: object) -> Button:
    """A button that sends its verb and arguments; ValueError above 64 bytes."""
    data = "|".join([VERSION + verb, *map(str, arguments)])
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"button data over {MOST_BYTES} bytes: {data}")
    return Button(label, data=data)


def link(label: str, url: str) -> Button:
    """A button that opens an address."""
    return Button(label, url=url)


def parse(data: str) -> tuple[str, list[str]] | None:
    """The verb and arguments of a press; None if it is not ours or of another version."""
    verb, *arguments = data.split("|")
    if not verb.startswith(VERSION) or len(verb) < 2:
        return None
    return verb[len(VERSION) :], arguments


Rows = list[list[Button]]
Keys = list[list[Key]]


def inline(rows: Rows) -> Markup:
    """The markup of buttons below a message; an empty list takes them away."""
    return {"inline_keyboard": [[_inline(each) for each in row] for row in rows if row]}


def keyboard(rows: Keys, *, once: bool = False, placeholder: str | None = None) -> Markup:
    """The markup of the keyboard that stands in place of the letters."""
    markup: Markup = {
        "keyboard": [[_key(each) for each in row] for row in rows if row],
        "resize_keyboard": True,
        "is_persistent": not once,
    }
    if once:
        markup["one_time_keyboard"] = True
    if placeholder:
        markup["input_field_placeholder"] = placeholder[:64]
    return markup


def columns(buttons: list[Button], width: int) -> Rows:
    """Lay buttons out in rows of `width`."""
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]


def _inline(each: Button) -> Markup:
    if each.url is not None:
        return {"text": each.label, "url": each.url}
    return {"text": each.label, "callback_data": each.data}


def _key(each: Key) -> Markup:
    return {"text": each.label} | ({f"request_{each.asks}": True} if each.asks else {})
