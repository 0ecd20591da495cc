"""Payloads of what the bot says: pure, checked and within Telegram's limits."""

import re
from typing import Any

from handlers.buttons import Markup, Rows, inline

MOST_UNITS = 4096
"""Telegram's limit for a text, in UTF-16 code units after entities are parsed."""
MOST_CAPTION = 1024
"""The same for the words below a photo or file."""
MOST_TOAST = 200

Payload = dict[str, Any]

_TOKEN = re.compile(r"<[^<>]*>|&#?\w+;|.", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z-]+)[^<>]*>")


def message(
    text: str, rows: Rows | None = None, markup: Markup | None = None, *, silent: bool = False
) -> Payload:
    """The payload of sendMessage without chat_id; an HTML text that is too long is cut short."""
    payload: Payload = {
        "text": short(text, MOST_UNITS),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if rows is not None:
        payload["reply_markup"] = inline(rows)
    elif markup is not None:
        payload["reply_markup"] = markup
    if silent:
        payload["disable_notification"] = True
    return payload


def pieces(text: str, most: int = MOST_UNITS) -> list[str]:
    """An HTML text cut into parts that Telegram takes: at line ends, else between words.

    No tag or entity is torn apart; formatting that spans a cut goes on in the next part.
    """
    if units(text) <= most:
        return [text]
    parts: list[str] = []
    opened: list[str] = []
    rest = _TOKEN.findall(text)
    while rest:
        cut = _cut(rest, most - sum(map(_cost, opened)))
        still = _still_open(opened, rest[:cut])
        part = "".join(rest[:cut]).strip("\n")
        if _TAG.sub("", part).strip():
            parts.append("".join(opened) + part + "".join(map(_closing, reversed(still))))
        opened, rest = still, rest[cut:]
    return parts or [""]


def short(text: str, most: int) -> str:
    """An HTML text of at most so many units; what had to be left out shows as an ellipsis."""
    return text if units(text) <= most else f"{pieces(text, most - 1)[0]}…"


def toast(query_id: str, text: str | None, *, alert: bool = False) -> Payload:
    """The payload of answerCallbackQuery; longer texts are cut at Telegram's 200."""
    payload: Payload = {"callback_query_id": query_id}
    if text:
        payload["text"] = text if units(text) <= MOST_TOAST else f"{_first(text, MOST_TOAST - 1)}…"
    if alert:
        payload["show_alert"] = True
    return payload


def _cut(tokens: list[str], most: int) -> int:
    """How many tokens go into the next part: to the last line end or space that fits."""
    size, fits = 0, 0
    for token in tokens:
        size += _cost(token)
        if size > most:
            break
        fits += 1
    if fits == len(tokens):
        return fits
    for gap in ("\n", " "):
        for index in range(fits, fits // 2, -1):
            if tokens[index - 1] == gap:
                return index
    return max(fits, 1)


def _cost(token: str) -> int:
    """Units that a token takes up; an opening tag takes along the closing one."""
    tag = _TAG.fullmatch(token)
    if tag is None:
        return units(token)
    return 0 if tag[1] else units(token) + units(_closing(token))


def _still_open(opened: list[str], tokens: list[str]) -> list[str]:
    still = list(opened)
    for token in tokens:
        if tag := _TAG.fullmatch(token):
            if not tag[1]:
                still.append(token)
            elif still:
                still.pop()
    return still


def _closing(tag: str) -> str:
    found = _TAG.fullmatch(tag)
    assert found is not None
    return f"</{found[2]}>"


def _first(text: str, most: int) -> str:
    while units(text) > most:
        text = text[:-1]
    return text


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
