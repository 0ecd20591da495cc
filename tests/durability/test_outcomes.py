"""What Telegram's answers mean, and what becomes of a row after each."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.results import Expired, NoFile, Prepared, Result, prepare, record
from bot.transport import (
    Blocked,
    Migrated,
    Outcome,
    Rejected,
    RetryAfter,
    Sent,
    Unknown,
    outcome,
)
from storage import files, outbox, people
from storage.database import Database, Tx
from storage.outbox import Priority
from tests.durability.conftest import NOW

CHAT, GROUP, SUPERGROUP = 77, -5, -1005
HTML = {"text": "<b>Halo</b> 3 &lt; 4 dan 5 > 2", "parse_mode": "HTML"}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
answers = st.fixed_dictionaries(
    {"ok": st.sampled_from([False, 0, None, "", True, "ya"])},
    optional={
        "error_code": st.sampled_from([400, 401, 403, 429, 500, "500", None, 10**30]),
        "description": json_values,
        "parameters": st.dictionaries(
            st.sampled_from(["retry_after", "migrate_to_chat_id"]), json_values
        )
        | json_values,
        "result": json_values,
    },
)


@given(st.integers(100, 599), st.binary() | (answers | json_values).map(json.dumps))
def test_no_answer_is_an_exception(status: int, body: bytes | str) -> None:
    """Half answers, a proxy's page, JSON of another shape: at worst nobody knows."""
    found = outcome(status, body if isinstance(body, bytes) else body.encode())
    assert isinstance(found, Outcome)
    if isinstance(found, RetryAfter):
        assert found.seconds >= 0


@pytest.mark.parametrize(
    ("status", "answer", "meaning"),
    [
        (200, {"ok": True, "result": 5}, Sent(5)),
        (
            429,
            {"ok": False, "error_code": 429, "parameters": {"retry_after": 7}},
            RetryAfter(7),
        ),
        (403, {"ok": False, "error_code": 403, "description": "Forbidden: x"}, Blocked),
        (400, {"ok": False, "description": "Bad Request: chat not found"}, Blocked),
        (400, {"ok": False, "description": "Bad Request: USER_IS_BLOCKED"}, Blocked),
        (400, {"ok": False, "description": "Bad Request: user not found"}, Blocked),
        (400, {"ok": False, "parameters": {"migrate_to_chat_id": -9}}, Migrated(-9)),
        (400, {"ok": False, "description": "Bad Request: message is too long"}, Rejected),
        (500, {"ok": False, "description": "Internal"}, Unknown),
        (502, "<html>Bad Gateway</html>", Unknown),
        (401, {"ok": False, "description": "Unauthorized"}, Unknown),
        (200, {"ok": False}, Unknown),
        (302, {"ok": False, "description": "Found"}, Unknown),
        (429, {"ok": False, "parameters": {"retry_after": 0}}, RetryAfter(1.0)),
        (429, {"ok": False, "parameters": {"retry_after": 0.5}}, RetryAfter(0.5)),
        (429, {"ok": False}, RetryAfter(1.0)),
        (502, {"ok": False, "description": "half \ud83d"}, Unknown("half ?")),
    ],
)
def test_what_an_answer_means(status: int, answer: object, meaning: object) -> None:
    """In Telegram's words, not in those of any library."""
    found = outcome(status, json.dumps(answer).encode())
    assert found == meaning if not isinstance(meaning, type) else isinstance(found, meaning)


class Row:
    """One row of the outbox and what it comes to, told in one line each."""

    def __init__(self, db: Database, number: int) -> None:
        self._db = db
        self.id = number

    async def prepared(self) -> Prepared | None:
        rows = await self._db.read(lambda tx: outbox.waiting(tx, (-1, 0), 100))
        mine = [row for row in rows if row.id == self.id]
        ready = await self._db.read(lambda tx: prepare(tx, NOW, mine)) if mine else {}
        return ready.get(self.id)

    async def gets(self, answer: Outcome | Expired | NoFile) -> Result:
        step = await self.prepared()
        assert step is not None
        return await self._db.write(lambda tx: record(tx, NOW, step, answer, 4.0))

    async def state(self, column: str) -> Any:
        return await self._db.read(
            lambda tx: tx.value(f"SELECT {column} FROM outbox WHERE id = $1", self.id)
        )


Said = Callable[..., Any]


async def say(db: Database, method: str = "sendMessage", chat: int = CHAT, **given: Any) -> Row:
    priority = given.pop("priority", Priority.REPLY)
    payload = given or dict(HTML)
    number = await db.write(
        lambda tx: outbox.put(tx, NOW, method, payload, chat_id=chat, priority=priority)
    )
    return Row(db, number)


async def live(db: Database, text: str, chat: int = CHAT, **more: Any) -> Row:
    """Set what the live message shows; the row that will show it."""
    payload = {"text": text, "parse_mode": "HTML", **more}

    def unit(tx: Tx) -> int:
        shown = outbox.show(tx, NOW, chat, "status", payload, kind="live")
        return int(
            tx.value("SELECT id FROM outbox WHERE shown_id = $1 ORDER BY id DESC LIMIT 1", shown)
        )

    return Row(db, await db.write(unit))


async def posted(row: Row) -> tuple[str, dict[str, Any]]:
    step = await row.prepared()
    assert step is not None
    return step.method, step.payload


async def test_a_sent_row_is_over_and_knows_its_message(db: Database) -> None:
    """Nothing of it is prepared again."""
    row = await say(db)
    assert (await row.gets(Sent({"message_id": 9}))).again_in is None
    assert await row.state("message_id") == 9
    assert await row.prepared() is None


@pytest.mark.parametrize(
    "result", [None, True, {}, *({"message_id": odd} for odd in ("9", None, True, -9, 2**70))]
)
async def test_a_sent_row_is_over_whatever_number_it_got(db: Database, result: Any) -> None:
    """Telegram did it: a number that is none is as good as no number."""
    row = await say(db)
    assert (await row.gets(Sent(result))).again_in is None
    assert await row.state("failed_at IS NULL AND sent_at IS NOT NULL AND message_id IS NULL")


@pytest.mark.parametrize("answer", [RetryAfter(4.0), Unknown("ServerDisconnectedError")])
async def test_what_may_not_have_arrived_is_tried_again(
    db: Database, answer: RetryAfter | Unknown
) -> None:
    """After its pause, which the row remembers for a restart."""
    row = await say(db)
    assert (await row.gets(answer)).again_in == 4.0
    assert await row.state("attempts") == 1
    assert await row.prepared() is not None


async def test_who_blocked_the_bot_is_unreachable_until_heard_again(db: Database) -> None:
    """The row ends; the account says so, and writing to the bot takes it back."""
    await db.write(lambda tx: people.saw_account(tx, CHAT, None, NOW))
    row = await say(db)
    await row.gets(Blocked("Forbidden: bot was blocked by the user"))
    assert await row.state("failed_at IS NOT NULL") == 1
    blocked = "SELECT blocked_at IS NOT NULL FROM accounts"
    assert await db.read(lambda tx: tx.value(blocked)) == 1
    await db.write(lambda tx: people.saw_account(tx, CHAT, None, NOW))
    assert await db.read(lambda tx: tx.value(blocked)) == 0


async def test_a_group_that_moved_is_followed_with_all_that_waits(db: Database) -> None:
    """Also what is kept up to date, which is sent anew there."""
    first, second = await say(db, chat=GROUP), await say(db, chat=GROUP)
    shown = await live(db, "satu", chat=GROUP)
    result = await first.gets(Migrated(SUPERGROUP))
    assert result == Result(SUPERGROUP, 0.0)
    for row in (first, second, shown):
        assert (await posted(row))[1]["chat_id"] == SUPERGROUP


async def test_a_group_said_to_have_moved_nowhere_ends_the_call(db: Database) -> None:
    """An answer that leads back to itself would be followed for ever."""
    row = await say(db, chat=GROUP)
    assert (await row.gets(Migrated(GROUP))).again_in is None
    assert await row.state("failed_at IS NOT NULL") == 1


async def test_a_live_message_moves_even_where_its_key_is_taken(db: Database) -> None:
    """The supergroup already shows one of that name: nothing goes round in circles."""
    await live(db, "dua", chat=SUPERGROUP)
    row = await live(db, "satu", chat=GROUP)
    await row.gets(Migrated(SUPERGROUP))
    assert (await posted(row))[1]["chat_id"] == SUPERGROUP


async def test_refused_formatting_goes_out_as_plain_words(db: Database) -> None:
    """Tags go, people's words stay, even where they look like a tag."""
    row = await say(db)
    assert (await row.gets(Rejected("Bad Request: can't parse entities: x"))).again_in == 0.0
    _, payload = await posted(row)
    assert payload["text"] == "Halo 3 < 4 dan 5 > 2"
    assert "parse_mode" not in payload
    await row.gets(Rejected("Bad Request: can't parse entities: x"))
    assert await row.state("failed_at IS NOT NULL") == 1


async def test_refused_formatting_of_a_live_message_too(db: Database) -> None:
    """The stored content changes its form, so that the next edit starts from there."""
    row = await live(db, "<b>Halo")
    await row.gets(Rejected("Bad Request: can't parse entities: x"))
    assert (await posted(row))[1]["text"] == "Halo"
    await row.gets(Sent({"message_id": 4}))
    assert await row.prepared() is None


async def test_an_answer_to_a_press_that_came_too_late_becomes_a_message(db: Database) -> None:
    """Whether the clock or Telegram says so; without words there is nothing to say."""
    told = await say(db, "answerCallbackQuery", callback_query_id="1", text="A < B tersimpan")
    silent = await say(db, "answerCallbackQuery", callback_query_id="2")
    await told.gets(Rejected("Bad Request: query is too old and response timeout expired"))
    await silent.gets(Expired())
    said = await db.read(lambda tx: tx.all("SELECT payload FROM outbox WHERE method LIKE 'send%'"))
    assert [json.loads(row["payload"])["text"] for row in said] == ["A &lt; B tersimpan"]


async def test_changes_made_while_one_is_under_way_merge_into_one_edit(db: Database) -> None:
    """The newest is shown; what lay between never goes out."""
    row = await live(db, "satu")
    step = await row.prepared()
    assert step is not None
    for text in ("dua", "tiga"):
        await live(db, text)
    await db.write(lambda tx: record(tx, NOW, step, Sent({"message_id": 4}), 0.0))
    following = await live(db, "tiga")  # says nothing new: the row that was queued
    method, payload = await posted(following)
    assert (method, payload["text"], payload["message_id"]) == ("editMessageText", "tiga", 4)
    await following.gets(Sent({"message_id": 4}))
    assert await db.read(lambda tx: outbox.waiting(tx, (-1, 0), 9)) == []


async def test_a_newer_change_survives_an_edit_that_was_refused(db: Database) -> None:
    """The refused one is over, the newer one has its own chance."""
    row = await live(db, "satu")
    await row.gets(Sent({"message_id": 4}))
    edit = await live(db, "x" * 5000)
    step = await edit.prepared()
    assert step is not None
    await live(db, "tiga")
    refused = Rejected("Bad Request: message is too long")
    await db.write(lambda tx: record(tx, NOW, step, refused, 0.0))
    waiting = await db.read(lambda tx: outbox.waiting(tx, (-1, 0), 9))
    assert [(await posted(Row(db, each.id)))[1]["text"] for each in waiting] == ["tiga"]


async def test_an_edit_that_changes_nothing_is_done(db: Database) -> None:
    """Telegram calls that an error; it is none."""
    row = await live(db, "satu")
    await row.gets(Sent({"message_id": 4}))
    edit = await live(db, "dua")
    assert (await edit.gets(Rejected("Bad Request: message is not modified"))).again_in is None
    assert await edit.state("sent_at IS NOT NULL") == 1


@pytest.mark.parametrize(
    "reason",
    [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: there is no text in the message to edit",
        "Bad Request: MESSAGE_AUTHOR_REQUIRED",
    ],
)
async def test_a_message_that_is_gone_is_sent_anew(db: Database, reason: str) -> None:
    """With all its buttons, and from then on that one is kept up to date."""
    row = await live(db, "satu")
    await row.gets(Sent({"message_id": 4}))
    edit = await live(db, "dua")
    assert (await posted(edit))[0] == "editMessageText"
    assert (await edit.gets(Rejected(reason))).again_in == 0.0
    assert (await posted(edit))[0] == "sendMessage"
    await edit.gets(Sent({"message_id": 5}))
    assert (await posted(await live(db, "tiga")))[1]["message_id"] == 5


async def test_an_edit_never_names_a_reply_keyboard(db: Database) -> None:
    """Telegram refuses it; inline buttons are edited, silence is no matter of edits."""
    keyboard: dict[str, Any] = {
        "reply_markup": {"keyboard": [[{"text": "a"}]]},
        "disable_notification": True,
    }
    inline: dict[str, Any] = {"reply_markup": {"inline_keyboard": []}}
    row = await live(db, "nol", **keyboard)
    await row.gets(Sent({"message_id": 3}))
    row = await live(db, "satu", **inline)
    assert (await posted(row))[0] == "sendMessage"  # what brought a keyboard can't be edited
    await row.gets(Sent({"message_id": 4}))
    _, payload = await posted(await live(db, "dua", **keyboard))
    assert not {"reply_markup", "disable_notification"} & payload.keys()
    assert "reply_markup" in (await posted(await live(db, "tiga", **inline)))[1]


async def test_a_file_is_uploaded_once_and_then_named(db: Database) -> None:
    """By its content; when Telegram forgets it, it is uploaded again."""
    reference = await db.write(lambda tx: files.keep(tx, NOW, "a.csv", b"isi"))
    first = await say(db, "sendDocument", document=reference, caption="x")
    step = await first.prepared()
    assert step is not None
    assert step.upload is not None
    assert step.upload.body == b"isi"
    assert "document" not in step.payload
    await first.gets(Sent({"message_id": 1, "document": {"file_id": "F1"}}))
    second = await say(db, "sendDocument", document=reference)
    assert (await posted(second))[1]["document"] == "F1"
    refused = Rejected("Bad Request: wrong file identifier/HTTP URL specified")
    assert (await second.gets(refused)).again_in == 0.0
    step = await second.prepared()
    assert step is not None
    assert step.upload is not None


async def test_a_file_that_is_not_there_ends_its_call_alone(db: Database) -> None:
    """The others of the same turn are prepared as if nothing were."""
    lost = await say(db, "sendDocument", document="file:0000")
    other = await say(db)
    step = await lost.prepared()
    assert step is not None
    assert step.ended == NoFile()
    await lost.gets(NoFile())
    assert await lost.state("failed_at IS NOT NULL") == 1
    assert await other.prepared() is not None


async def test_what_was_held_or_stopped_is_not_posted(db: Database) -> None:
    """Decided when its turn comes, not when it was found."""
    row = await say(db, priority=Priority.BULK)
    rows = await db.read(lambda tx: outbox.waiting(tx, (-1, 0), 9))
    await db.write(lambda tx: tx.run("UPDATE outbox SET held = 1"))
    assert await db.read(lambda tx: prepare(tx, NOW, rows)) == {}
    await db.write(lambda tx: tx.run("UPDATE outbox SET held = 0"))
    assert await row.prepared() is not None


async def test_an_outcome_that_cannot_be_written_ends_its_own_row(db: Database) -> None:
    """A result of a shape nobody foresaw must not stop all recording for ever."""
    row = await say(db)
    assert (await row.gets(Rejected("half a \ud83d character"))).again_in is None
    assert "not recorded" in str(await row.state("error"))
