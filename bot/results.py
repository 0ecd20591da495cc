"""From an outbox row to the call that shows it, and from the outcome back to the row."""

import html
import json
import logging
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.shape import MOST
from bot.transport import (
    Blocked,
    Migrated,
    Outcome,
    Rejected,
    RetryAfter,
    Sent,
    Unknown,
    Upload,
)
from handlers import outgoing
from storage import alerts, evidence, files, live_messages, outbox, outcomes, people
from storage.database import Tx, unusable
from storage.outbox import Call, Waiting
from storage.times import ms

log = logging.getLogger(__name__)

_FILE_FIELDS = ("document", "photo")
_NOT_FOR_EDITS = ("disable_notification",)
_WITHOUT_CHAT = ("answerCallbackQuery", "setMyCommands", "deleteMyCommands")
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message_author_required",
    "there is no text in the message to edit",
)
_OLD_PRESS = ("query is too old", "query_id_invalid", "query id is invalid")
_UNKNOWN_FILE = ("wrong file identifier", "wrong remote file", "file_reference", "invalid file_id")
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|a|code|pre|span|tg-spoiler|tg-emoji|blockquote)"
    r"(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Expired:
    """Nobody waits for the call any more."""


@dataclass(frozen=True)
class NoFile:
    """The file that the call shall send is not there."""


Ended = Expired | NoFile
"""What a call may come to without being posted."""


@dataclass(frozen=True)
class Prepared:
    """A call as it is posted: `version` of a live message, `reference` of a file beside it.

    `ended` is set when there is nothing to post any more.
    """

    call: Call
    method: str
    payload: dict[str, Any] = field(default_factory=dict)
    upload: Upload | None = None
    version: int | None = None
    reference: str | None = None
    ended: Ended | None = None


@dataclass(frozen=True)
class Result:
    """What becomes of a call: over, or again in so many seconds, perhaps in another chat."""

    chat_id: int | None
    again_in: float | None = None


def prepare(tx: Tx, now: datetime, rows: list[Waiting]) -> dict[int, Prepared]:
    """What to post for each row by its id; rows that shall not go out any more are missing."""
    calls = outbox.load(tx, [row.id for row in rows])
    prepared = {call.id: _prepare(tx, now, call) for call in calls}
    return {number: each for number, each in prepared.items() if each is not None}


Answered = tuple[Prepared, Outcome | Ended, float]
"""A call, what came of it, and the seconds until the next try where it must be tried again."""


def record_all(tx: Tx, now: datetime, answered: list[Answered]) -> list[Result]:
    """Write outcomes down at once, or one by one as soon as one of them makes trouble."""
    try:
        with tx.savepoint():
            return [_record(tx, now, each[0].call, *each) for each in answered]
    except Exception as error:
        if unusable(error):
            raise
        return [record(tx, now, *each) for each in answered]


def record(
    tx: Tx, now: datetime, prepared: Prepared, outcome: Outcome | Ended, pause: float
) -> Result:
    """Write an outcome down in the transaction and say what becomes of the call.

    What cannot be written down for a reason of its own ends that call alone, never the others.
    """
    call = prepared.call
    try:
        with tx.savepoint():
            return _record(tx, now, call, prepared, outcome, pause)
    except Exception as error:
        if unusable(error):
            raise
        log.exception("Row %s could not be recorded", call.id, extra={"action": "record"})
        outcomes.record_failed(tx, now, call.id, f"not recorded: {type(error).__name__}")
        return Result(call.chat_id)


def _record(
    tx: Tx, now: datetime, call: Call, prepared: Prepared, outcome: Outcome | Ended, pause: float
) -> Result:
    match outcome:
        case Sent(result):
            return _sent(tx, now, call, prepared, result)
        case RetryAfter() | Unknown():
            reason = "429" if isinstance(outcome, RetryAfter) else outcome.description
            outcomes.record_retry(tx, call.id, now + timedelta(seconds=pause), reason)
            return Result(call.chat_id, pause)
        case Migrated(chat_id) if call.chat_id is not None and call.chat_id != chat_id:
            outbox.move_chat(tx, call.chat_id, chat_id)
            return Result(chat_id, 0.0)
        case Migrated():
            return _failed(tx, now, call, prepared, "moved to where it is")
        case Blocked(description):
            _unreachable(tx, now, call)
            return _failed(tx, now, call, prepared, description)
        case Rejected(description):
            return _rejected(tx, now, call, prepared, description)
        case Expired():
            return _expired(tx, now, call)
        case NoFile():
            return _failed(tx, now, call, prepared, "file is gone")


def _prepare(tx: Tx, now: datetime, call: Call) -> Prepared | None:
    if call.expires_at is not None and call.expires_at < ms(now):
        return Prepared(call, call.method, ended=Expired())
    if call.shown_id is not None:
        return _live(tx, call)
    payload = json.loads(call.payload or "{}")
    if call.chat_id is not None and call.method not in _WITHOUT_CHAT:
        payload["chat_id"] = call.chat_id
    return _with_file(tx, Prepared(call, call.method, payload))


def _live(tx: Tx, call: Call) -> Prepared | None:
    shown = outbox.shown(tx, call.shown_id) if call.shown_id is not None else None
    if shown is None:
        return None
    payload = json.loads(shown.payload) | {"chat_id": call.chat_id}
    if shown.message_id is None:
        return Prepared(call, "sendMessage", payload, version=shown.wanted)
    payload = {k: v for k, v in payload.items() if k not in _NOT_FOR_EDITS}
    if "inline_keyboard" not in payload.get("reply_markup", {}):
        payload.pop("reply_markup", None)  # an edit cannot touch the reply keyboard
    payload["message_id"] = shown.message_id
    return Prepared(call, "editMessageText", payload, version=shown.wanted)


def _with_file(tx: Tx, prepared: Prepared) -> Prepared:
    for name in _FILE_FIELDS:
        reference = prepared.payload.get(name)
        if isinstance(reference, str) and reference.startswith("file:"):
            return _with(files.get(tx, reference), name, reference, prepared)
    return prepared


def _with(file: files.File | None, name: str, reference: str, prepared: Prepared) -> Prepared:
    if file is None:
        return replace(prepared, ended=NoFile())
    payload = {k: v for k, v in prepared.payload.items() if k != name}
    if file.file_id is not None:
        return replace(prepared, payload=payload | {name: file.file_id}, reference=reference)
    upload = Upload(name, file.name, file.body)
    return replace(prepared, payload=payload, upload=upload, reference=reference)


def _sent(tx: Tx, now: datetime, call: Call, prepared: Prepared, result: Any) -> Result:
    message_id = _message_id(result)
    if prepared.version is not None:
        editable = _can_be_edited(prepared)
        outcomes.record_shown(tx, now, call, prepared.version, message_id, editable=editable)
        if call.chat_id is not None and message_id is not None:
            live_messages.settle(tx, now, call.chat_id, message_id)
    else:
        outcomes.record_sent(tx, now, call.id, message_id)
    if message_id is not None and evidence.shows(call.kind):
        evidence.shown_late(tx, now, call.id, message_id)
    if prepared.reference and prepared.upload and isinstance(result, dict):
        file_id = _file_id(result.get(prepared.upload.field))
        if file_id is not None:
            files.learn(tx, prepared.reference, file_id)
    return Result(call.chat_id)


def _message_id(result: Any) -> int | None:
    """Telegram's number of what was sent; None where the answer has none that can be one."""
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if type(number) is int and 0 < number < MOST else None


def _can_be_edited(prepared: Prepared) -> bool:
    """Whether what was sent may change: not if it brought a reply keyboard (Bot API, "Updating
    messages"). Its next change is sent anew then.
    """
    markup = prepared.payload.get("reply_markup")
    return markup is None or "inline_keyboard" in markup


def _file_id(sent: Any) -> str | None:
    if isinstance(sent, list) and sent:
        sent = sent[-1]
    return sent.get("file_id") if isinstance(sent, dict) else None


def _rejected(tx: Tx, now: datetime, call: Call, prepared: Prepared, description: str) -> Result:
    said = description.lower()
    if "message is not modified" in said:
        return _sent(tx, now, call, prepared, None)
    if call.shown_id is not None and prepared.method != "sendMessage" and _says(said, _GONE):
        outcomes.record_lost(tx, call.shown_id)
        return Result(call.chat_id, 0.0)
    if call.method == "answerCallbackQuery" and _says(said, _OLD_PRESS):
        return _expired(tx, now, call)
    if "can't parse entities" in said and "parse_mode" in prepared.payload:
        return _as_plain_text(tx, call, prepared)
    if prepared.reference and prepared.upload is None and _says(said, _UNKNOWN_FILE):
        files.forget(tx, prepared.reference)
        return Result(call.chat_id, 0.0)
    if call.method == "deleteMessage":
        outcomes.record_sent(tx, now, call.id, None)
        return Result(call.chat_id)
    return _failed(tx, now, call, prepared, description)


def _says(said: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in said for phrase in phrases)


def _failed(tx: Tx, now: datetime, call: Call, prepared: Prepared, reason: str) -> Result:
    if prepared.version is not None:
        outcomes.record_not_shown(tx, now, call, prepared.version, reason)
    else:
        outcomes.record_failed(tx, now, call.id, reason)
    log.warning(
        "Row %s (%s, %s) failed for good: %s", call.id, prepared.method, call.kind, reason,
        extra={"action": "send"},
    )  # fmt: skip
    return Result(call.chat_id)


def _as_plain_text(tx: Tx, call: Call, prepared: Prepared) -> Result:
    """Telegram could not read the formatting: the words go out without it."""
    stored = outbox.shown(tx, call.shown_id) if call.shown_id is not None else None
    payload = json.loads((stored.payload if stored else call.payload) or "{}")
    payload.pop("parse_mode", None)
    for words in ("text", "caption"):
        if words in payload:
            payload[words] = html.unescape(_TAG.sub("", payload[words]))
    if call.shown_id is None:
        outcomes.rewrite(tx, call.id, payload)
    elif stored is not None and stored.wanted == prepared.version:
        outcomes.rewrite_shown(tx, call.shown_id, payload)
    return Result(call.chat_id, 0.0)


def _expired(tx: Tx, now: datetime, call: Call) -> Result:
    """A call nobody waits for any more; a press's answer with words becomes a message."""
    outcomes.record_failed(tx, now, call.id, "expired")
    text = json.loads(call.payload or "{}").get("text")
    if call.method == "answerCallbackQuery" and text and call.chat_id is not None:
        outbox.put(tx, now, "sendMessage", outgoing.message(html.escape(text)),
                   chat_id=call.chat_id)  # fmt: skip
    return Result(call.chat_id)


def _unreachable(tx: Tx, now: datetime, call: Call) -> None:
    if call.chat_id is None:
        return
    if call.chat_id > 0:
        people.mark_blocked(tx, call.chat_id, now)
    else:
        alerts.end_group(tx, now, call.chat_id)
