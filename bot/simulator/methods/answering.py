"""Answers to presses of inline buttons."""

from bot.simulator.calls import Call
from bot.simulator.errors import bad, malformed
from bot.simulator.formatting import utf16
from bot.simulator.world import Toast

ANSWERABLE = 15.0  # seconds after the press; the phone stops waiting then
TOAST_LIMIT = 200


def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery. A second answer in time is accepted, as Telegram does, and not shown."""
    query = call.world.queries.get(call.get("callback_query_id"))
    if query is None or call.world.now() - query.at > ANSWERABLE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    text = call.get("text", "")
    if utf16(text) > TOAST_LIMIT:
        raise malformed("MESSAGE_TOO_LONG")
    if not query.answered:
        query.answered = True
        toast = Toast(text, bool(call.get("show_alert")), call.get("url", ""))
        call.world.toast(query.user_id, toast)
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
