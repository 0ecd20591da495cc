"""Photos and files into the chat of whoever may see them, each with Sembunyikan."""

from collections.abc import Iterable

from handlers.buttons import Button, inline
from handlers.context import Context
from storage import evidence, outbox
from storage.evidence import Evidence
from storage.outbox import Priority

METHODS = {
    "photo": ("sendPhoto", "photo"), "video": ("sendVideo", "video"),
    "video_note": ("sendVideoNote", "video_note"), "voice": ("sendVoice", "voice"),
    "document": ("sendDocument", "document"),
}  # fmt: skip
"""Kinds of evidence that are sent as files."""
_UNCAPTIONED = frozenset({"video_note"})


def send(
    ctx: Context, pieces: Iterable[tuple[Evidence, str, Button]], *, protected: bool = False
) -> None:
    """Each piece with its caption and button; a protected one cannot be forwarded."""
    for each, caption, hide in pieces:
        method, field = METHODS[each.kind]
        payload: outbox.Payload = {field: each.file_id, "reply_markup": inline([[hide]])}
        if each.kind not in _UNCAPTIONED:
            payload["caption"] = caption
        if protected:
            payload["protect_content"] = True
        outbox.put(
            ctx.tx, ctx.now, method, payload, chat_id=ctx.chat.id,
            kind=evidence.message_kind(each.id), priority=Priority.REPLY,
        )  # fmt: skip
