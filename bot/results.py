"""From an outbox row to the call that shows it, and from the outcome back to the row."""

import html
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.queue import FREE
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
from storage import files, outbox, people
from storage.database import Database, Tx
from storage.outbox import Call, Priority
from storage.times import ms

_FILE_FIELDS = ("document", "photo")
_NOT_FOR_EDITS = ("disable_notification",)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_OLD_PRESS = ("query is too old", "query_id_invalid", "query id is invalid")


@dataclass(frozen=True)
class Prepared:
    """A call as it is posted: `version` of a live message, `reference` of a file beside it."""

    method: str
    payload: dict[str, Any]
    upload: Upload | None = None
    version: int | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Result:
    """What becomes of a call: over, or again in so many seconds (perhaps changed)."""

    call: Call
    again_in: float | None = None


async def prepare(
    db: Database, now: datetime, calls: list[Call]
) -> tuple[list[tuple[Call, Prepared]], list[Call]]:
    """What to post for each call, and the calls that need no posting any more."""
    expired = [call for call in calls if call.expires_at is not None and call.expires_at < ms(now)]
    if expired:
        await db.write(lambda tx: _expire_all(tx, now, expired))
    rest = [call for call in calls if call not in expired]
    if all(_simple(call) for call in rest):
        return [(call, _plain(call)) for call in rest], expired
    looked_up = await db.read(lambda tx: [(call, _look_up(tx, call)) for call in rest])
    ready = [(call, prepared) for call, prepared in looked_up if prepared is not None]
    return ready, expired + [call for call, prepared in looked_up if prepared is None]


def record(
    tx: Tx, now: datetime, call: Call, prepared: Prepared, outcome: Outcome, pause: float
) -> Result:
    """Write an outcome down in the transaction and say what becomes of the call."""
    match outcome:
        case Sent(result):
            return _sent(tx, now, call, prepared, result)
        case RetryAfter() | Unknown():
            reason = "429" if isinstance(outcome, RetryAfter) else outcome.description
            outbox.record_retry(tx, call.id, now + timedelta(seconds=pause), reason)
            return Result(replace(call, attempts=call.attempts + 1), pause)
        case Migrated(chat_id):
            assert call.chat_id is not None
            outbox.move_chat(tx, call.chat_id, chat_id)
            return Result(replace(call, chat_id=chat_id), 0.0)
        case Blocked(description):
            _unreachable(tx, now, call)
            outbox.record_failed(tx, now, call.id, description)
            return Result(call)
        case Rejected(description):
            return _rejected(tx, now, call, prepared, description)


def _simple(call: Call) -> bool:
    return (
        call.payload is not None and call.priority != Priority.BULK and '"file:' not in call.payload
    )


def _plain(call: Call) -> Prepared:
    payload = json.loads(call.payload or "{}")
    if call.chat_id is not None and call.method not in FREE - {"deleteMessage"}:
        payload["chat_id"] = call.chat_id
    return Prepared(call.method, payload)


def _look_up(tx: Tx, call: Call) -> Prepared | None:
    if not outbox.still_wanted(tx, [call.id]):
        return None
    if call.shown_id is not None:
        return _live(tx, call)
    return _with_file(tx, _plain(call))


def _live(tx: Tx, call: Call) -> Prepared | None:
    shown = outbox.shown(tx, call.shown_id) if call.shown_id is not None else None
    if shown is None:
        return None
    payload = json.loads(shown.payload) | {"chat_id": shown.chat_id}
    if shown.message_id is None:
        return Prepared("sendMessage", payload, version=shown.wanted)
    payload = {k: v for k, v in payload.items() if k not in _NOT_FOR_EDITS}
    if "inline_keyboard" not in payload.get("reply_markup", {}):
        payload.pop("reply_markup", None)  # an edit cannot touch the reply keyboard
    payload["message_id"] = shown.message_id
    return Prepared("editMessageText", payload, version=shown.wanted)


def _with_file(tx: Tx, prepared: Prepared) -> Prepared:
    for field in _FILE_FIELDS:
        reference = prepared.payload.get(field)
        if isinstance(reference, str) and reference.startswith("file:"):
            file = files.get(tx, reference)
            assert file is not None
            payload = {k: v for k, v in prepared.payload.items() if k != field}
            if file.file_id is not None:
                return replace(prepared, payload=payload | {field: file.file_id})
            upload = Upload(field, file.name, file.body)
            return replace(prepared, payload=payload, upload=upload, reference=reference)
    return prepared


def _sent(tx: Tx, now: datetime, call: Call, prepared: Prepared, result: Any) -> Result:
    message_id = result.get("message_id") if isinstance(result, dict) else None
    if prepared.version is not None:
        outbox.record_shown(tx, now, call, prepared.version, message_id)
    else:
        outbox.record_sent(tx, now, call.id, message_id)
    if prepared.reference and prepared.upload and isinstance(result, dict):
        file_id = _file_id(result.get(prepared.upload.field))
        if file_id is not None:
            files.learn(tx, prepared.reference, file_id)
    return Result(call)


def _file_id(sent: Any) -> str | None:
    if isinstance(sent, list) and sent:
        sent = sent[-1]
    return sent.get("file_id") if isinstance(sent, dict) else None


def _rejected(tx: Tx, now: datetime, call: Call, prepared: Prepared, description: str) -> Result:
    said = description.lower()
    if "message is not modified" in said:
        return _sent(tx, now, call, prepared, None)
    if call.shown_id is not None and any(words in said for words in _GONE):
        outbox.record_lost(tx, call.shown_id)
        return Result(call, 0.0)
    if call.method == "answerCallbackQuery" and any(words in said for words in _OLD_PRESS):
        _expire(tx, now, call)
        return Result(call)
    if "can't parse entities" in said and "parse_mode" in prepared.payload:
        return _as_plain_text(tx, now, call, prepared)
    if call.method == "deleteMessage":
        outbox.record_sent(tx, now, call.id, None)
        return Result(call)
    outbox.record_failed(tx, now, call.id, description)
    return Result(call)


def _as_plain_text(tx: Tx, now: datetime, call: Call, prepared: Prepared) -> Result:
    """Telegram could not read the formatting: the words go out without it."""
    payload = dict(prepared.payload)
    for outer in ("chat_id", "message_id", "parse_mode"):
        payload.pop(outer, None)
    for words in ("text", "caption"):
        if words in payload:
            payload[words] = html.unescape(re.sub(r"<[^>]*>", "", payload[words]))
    if call.shown_id is not None:
        outbox.rewrite_shown(tx, call.shown_id, payload)
        return Result(call, 0.0)
    outbox.rewrite(tx, call.id, payload)
    return Result(replace(call, payload=json.dumps(payload)), 0.0)


def _expire(tx: Tx, now: datetime, call: Call) -> None:
    """A call nobody waits for any more; a press's answer with words becomes a message."""
    outbox.record_failed(tx, now, call.id, "expired")
    text = json.loads(call.payload or "{}").get("text")
    if call.method == "answerCallbackQuery" and text and call.chat_id is not None:
        outbox.put(tx, now, "sendMessage", outgoing.message(html.escape(text)),
                   chat_id=call.chat_id)  # fmt: skip


def _expire_all(tx: Tx, now: datetime, calls: list[Call]) -> None:
    for call in calls:
        _expire(tx, now, call)


def _unreachable(tx: Tx, now: datetime, call: Call) -> None:
    if call.chat_id is None:
        return
    if call.chat_id > 0:
        people.mark_blocked(tx, call.chat_id, now)
    else:
        tx.run("UPDATE groups SET ended_at = $2 WHERE chat_id = $1 AND ended_at IS NULL",
               call.chat_id, ms(now))  # fmt: skip
