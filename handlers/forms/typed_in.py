"""In which messages a form was typed: editing one corrects it, before and after it is filed."""

from typing import Any

from handlers.context import Context
from handlers.forms.model import Answers
from storage import typed_answers

TYPED = "_typed"
"""Message → the question it answered, as a draft notes it."""
LINE = ""
"""In place of a question: the line that began the form."""


def noted(ctx: Context, answers: dict[str, Any], step: str) -> dict[str, Any]:
    """The answers, with a note that this message said this one."""
    message = ctx.incoming.effective_message
    if message is None or ctx.incoming.callback_query is not None:
        return answers
    return noted_of(answers, message.message_id, step)


def noted_of(answers: dict[str, Any], message_id: int, step: str) -> dict[str, Any]:
    """The same of another message."""
    return {**answers, TYPED: {**(answers.get(TYPED) or {}), str(message_id): step}}


def step_in(answers: Answers, message_id: int) -> str | None:
    """The question that a message answered in this draft; None if it answered none."""
    step: str | None = (answers.get(TYPED) or {}).get(str(message_id))
    return step


def keep(ctx: Context, answers: Answers, number: int) -> None:
    """The draft became the report with this number: its messages go on correcting that."""
    for message_id, step in (answers.get(TYPED) or {}).items():
        typed_answers.keep(ctx.tx, ctx.chat.id, int(message_id), number, step)
