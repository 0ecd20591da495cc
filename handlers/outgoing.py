"""Payloads of what the bot says: pure, checked and within Telegram's limits."""

from typing import Any

from handlers.buttons import Markup, Rows, inline

MOST_UNITS = 4096
"""Telegram's limit for a text, in UTF-16 code units after entities are parsed."""
MOST_CAPTION = 1024
"""The same for the words below a photo or file."""
MOST_TOAST = 200

Payload = dict[str, Any]


def message(
    text: str, rows: Rows | None = None, markup: Markup | None = None, *, silent: bool = False
) -> Payload:
    """The payload of sendMessage without chat_id; `text` is HTML of at most MOST_UNITS."""
    payload: Payload = {
        "text": text,
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


def pieces(text: str) -> list[str]:
    """A text cut at line ends into parts that Telegram takes; tags must not span lines."""
    parts: list[str] = []
    part = ""
    for line in _short_lines(text):
        longer = f"{part}\n{line}" if part else line
        if part and units(longer) > MOST_UNITS:
            parts.append(part)
            part = line
        else:
            part = longer
    return [*parts, part]


def toast(query_id: str, text: str | None, *, alert: bool = False) -> Payload:
    """The payload of answerCallbackQuery; longer texts are cut at Telegram's 200."""
    payload: Payload = {"callback_query_id": query_id}
    if text:
        payload["text"] = text if len(text) <= MOST_TOAST else text[: MOST_TOAST - 1] + "…"
    if alert:
        payload["show_alert"] = True
    return payload


def _short_lines(text: str) -> list[str]:
    size = MOST_UNITS // 2
    return [
        line[start : start + size] if len(line) > size else line
        for line in text.split("\n")
        for start in range(0, max(len(line), 1), size)
    ]


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
