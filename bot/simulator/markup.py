"""Keyboards: what Telegram refuses in them beyond their form, and buttons as people see them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.simulator.errors import bad, malformed
from bot.simulator.world import Json

INLINE_LIMIT = 100
DATA_LIMIT = 64  # bytes
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


@dataclass(frozen=True)
class Button:
    """One button; `asks` is "contact" or "location" for those of the reply keyboard."""

    label: str
    data: str | None = None
    url: str | None = None
    asks: str | None = None


Rows = tuple[tuple[Button, ...], ...]


def inline_rows(markup: Json | None) -> Rows:
    """The inline buttons of a message."""
    rows = (markup or {}).get("inline_keyboard", [])
    return tuple(
        tuple(Button(each["text"], each.get("callback_data"), each.get("url")) for each in row)
        for row in rows
    )


def reply_rows(markup: Json | None) -> Rows:
    """The buttons of a reply keyboard."""
    return tuple(
        tuple(_reply_button(each) for each in row) for row in (markup or {}).get("keyboard", [])
    )


def _reply_button(raw: Json | str) -> Button:
    if isinstance(raw, str):
        return Button(raw)
    asks = "contact" if raw.get("request_contact") else None
    return Button(raw["text"], asks="location" if raw.get("request_location") else asks)


def check_markup(markup: Json, *, private: bool) -> None:
    """Raise what Telegram would answer to such a keyboard."""
    if "inline_keyboard" in markup:
        _inline(markup["inline_keyboard"])
    elif "keyboard" in markup:
        _reply(markup["keyboard"], private=private)


def _inline(rows: list[list[Json]]) -> None:
    buttons = [button for row in rows for button in row]
    if len(buttons) > INLINE_LIMIT:
        raise malformed("reply markup is too long")
    for button in buttons:
        _inline_button(button)


def _inline_button(button: Json) -> None:
    where = "can't parse inline keyboard button"
    if not button["text"].strip():
        raise malformed(f"{where}: button text is empty")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise malformed(f"{where}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise malformed(f"{where}: a button has exactly one action, not {', '.join(actions)}")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= DATA_LIMIT:
        raise malformed("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not _address(url):
        raise malformed(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in parts.netloc)


def _reply(rows: list[list[Json]], *, private: bool) -> None:
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise malformed("can't parse keyboard button: button text is empty")
        asked = [name for name in ("request_contact", "request_location") if button.get(name)]
        if len(asked) > 1:
            raise malformed("can't parse keyboard button: it may ask for one thing only")
        if asked and not private:
            what = "phone number" if asked == ["request_contact"] else "location"
            raise bad(f"{what} can be requested in private chats only")
