"""What a broadcast says: read from the author's message, formatting and all. Pure."""

from telegram import Message

from handlers import outgoing
from handlers.buttons import button, inline
from handlers.errors import Refused
from handlers.texts import broadcast as texts
from storage.outbox import Payload

READ = "sia.read"


def read(message: Message, *, rehearsal: bool) -> tuple[str, Payload]:
    """The method and payload that repeat a text, photo or document. Raises Refused."""
    if message.text is not None:
        html = _marked(message.text_html, rehearsal=rehearsal)
        _check(message.text, outgoing.MOST_UNITS, texts.TEXT_TOO_LONG, rehearsal=rehearsal)
        return "sendMessage", {"text": html, "parse_mode": "HTML"} | _links(message)
    if message.photo:
        picture: Payload = {"photo": message.photo[-1].file_id}
        if message.has_media_spoiler:
            picture["has_spoiler"] = True
        return "sendPhoto", picture | _caption(message, rehearsal)
    if message.document is not None:
        file = {"document": message.document.file_id}
        return "sendDocument", file | _caption(message, rehearsal)
    raise Refused(texts.ONLY_THESE)


def with_button(payload: Payload, broadcast_id: int, *, must_confirm: bool) -> Payload:
    """The payload as it goes out; broadcast 0 is a preview."""
    if not must_confirm:
        return payload
    confirm = button(texts.CONFIRM, READ, broadcast_id)
    return payload | {"reply_markup": inline([[confirm]])}


def _links(message: Message) -> Payload:
    """How its author had links previewed: not at all, small, above the text …"""
    options = message.link_preview_options
    return {} if options is None else {"link_preview_options": options.to_dict()}


def _caption(message: Message, rehearsal: bool) -> Payload:
    caption = message.caption or ""
    _check(caption, outgoing.MOST_CAPTION, texts.CAPTION_TOO_LONG, rehearsal=rehearsal)
    html = _marked(message.caption_html if caption else "", rehearsal=rehearsal)
    if not html:
        return {}
    above = {"show_caption_above_media": True} if message.show_caption_above_media else {}
    return {"caption": html, "parse_mode": "HTML"} | above


def _marked(html: str, *, rehearsal: bool) -> str:
    return texts.for_rehearsal(html) if rehearsal else html


def _check(text: str, most: int, otherwise: str, *, rehearsal: bool) -> None:
    if outgoing.units(_marked(text, rehearsal=rehearsal)) > most:
        raise Refused(otherwise)
