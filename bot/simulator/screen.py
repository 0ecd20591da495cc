"""Messages as a person sees them on the phone, and the dump of a chat for failed tests."""

from dataclasses import dataclass, field

from bot.simulator.formatting import to_html
from bot.simulator.markup import Button, Rows, inline_rows
from bot.simulator.world import Chat, Json, Stored

FILES = ("photo", "document", "voice", "sticker", "video", "audio", "animation")
SIGNS = {"photo": "🖼", "document": "📄", "voice": "🎤", "sticker": "🏷", "location": "📍"}


@dataclass(frozen=True)
class Message:
    """A message as it looked when it was read; `raw` is the Bot API object.

    `text` is the text or the caption, `kind` what it is ("text", "photo", "location",
    "contact", "service" …), `changed` the tick of the world at which it was new or edited.
    """

    id: int
    chat_id: int
    changed: int
    by_bot: bool
    kind: str
    text: str
    buttons: Rows
    silent: bool = False
    raw: Json = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, chat: Chat, stored: Stored, bot_id: int) -> "Message":
        """The message as it is now."""
        body = stored.body
        return cls(
            stored.number,
            chat.id,
            stored.changed,
            body["from"]["id"] == bot_id,
            _kind(body),
            body.get("text") or body.get("caption") or "",
            inline_rows(body.get("reply_markup")),
            stored.silent,
            body,
        )

    @property
    def labels(self) -> list[str]:
        """What the inline buttons say, in order."""
        return [button.label for row in self.buttons for button in row]

    @property
    def html(self) -> str:
        """The text with its formatting, escaped: safe to show on a page."""
        entities = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return to_html(self.text, entities)

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return "edit_date" in self.raw

    @property
    def file_id(self) -> str | None:
        """The file it carries."""
        body = self.raw.get(self.kind)
        if isinstance(body, list):
            body = body[-1]
        return body["file_id"] if isinstance(body, dict) and "file_id" in body else None

    def has(self, fragment: str) -> bool:
        """Whether the text or a button contains the fragment."""
        return any(plain(fragment) in plain(each) for each in (self.text, *self.labels))

    def says(self) -> str:
        """One line for the dump of a chat."""
        mark = SIGNS.get(self.kind, "" if self.kind == "text" else f"<{self.kind}>")
        who = "bot" if self.by_bot else self.raw["from"]["first_name"]
        words = " ".join(part for part in (mark, self.text) if part)
        edited = " (diedit)" if self.edited else ""
        return f"#{self.id} {who}{edited}: {words}"


def plain(text: str) -> str:
    """For comparing what people read: no variation selectors, one kind of blank."""
    return " ".join(text.replace("\ufe0f", "").split())


def matching(buttons: list[Button], label: str) -> list[Button]:
    """The buttons meant by a label: the one that says exactly this, else those containing it."""
    exact = [each for each in buttons if plain(each.label) == plain(label)]
    return exact[:1] or [each for each in buttons if plain(label) in plain(each.label)]


def dump(messages: list[Message], keyboard: Rows, last: int = 15) -> str:
    """The end of a chat as text: messages, their buttons, the reply keyboard."""
    lines = []
    for message in messages[-last:]:
        lines.append(message.says())
        lines += ["    " + _row(row) for row in message.buttons]
    if keyboard:
        lines += ["--- keyboard", *("    " + _row(row) for row in keyboard)]
    return "\n".join(lines) or "(empty chat)"


def _row(row: tuple[Button, ...]) -> str:
    return " ".join(f"[{button.label}]" for button in row)


def _kind(body: Json) -> str:
    if "text" in body:
        return "text"
    for kind in (*FILES, "venue", "location", "contact"):
        if kind in body:
            return kind
    return "service"
