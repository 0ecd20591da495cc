"""How soon incidents are to be answered: data of the event, changed from /acara by an admin."""

from telegram import Update

from handlers.access import Action
from handlers.buttons import Rows, button, columns
from handlers.context import Context
from handlers.errors import Malformed
from handlers.incidents.escalation import ANSWER_MINUTES
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import escalation as texts
from storage import clocks
from storage.incidents import Severity

CHOICES = {
    Severity.MERAH: (3, 5, 10, 15), Severity.ORANYE: (10, 15, 20, 30),
    Severity.KUNING: (30, 60, 90, 120),
}  # fmt: skip


async def press(update: Update, ctx: Context) -> None:
    """The three times; the choices of one; or a choice."""
    ctx.require(Action.MANAGE_EVENT)
    match ctx.words:
        case []:
            ctx.edit(texts.TIMES_PAGE, _rows(ctx))
        case [word] if word in CHOICES:
            severity = Severity(word)
            choices = [
                button(f"{minutes}", "evt", severity, minutes) for minutes in CHOICES[severity]
            ]
            ctx.edit(
                texts.which_time(severity), [*columns(choices, 4), [button(common.BACK, "evt")]]
            )
        case [word, _] if word in CHOICES and ctx.number(1) in CHOICES[Severity(word)]:
            _set(ctx, Severity(word), ctx.number(1))
        case _:
            raise Malformed


def _set(ctx: Context, severity: Severity, minutes: int) -> None:
    """Counts for clocks that start from now on."""
    clocks.set_answer_minutes(ctx.tx, ctx.event.id, severity, minutes)
    ctx.audit("answer time changed", severity, str(minutes))
    ctx.edit(texts.TIMES_PAGE, _rows(ctx))


def _rows(ctx: Context) -> Rows:
    changed = clocks.answer_minutes(ctx.tx, ctx.event.id)
    rows: Rows = [
        [button(texts.time_label(each, changed.get(each, usual)), "evt", each)]
        for each, usual in ANSWER_MINUTES.items()
    ]
    return [*rows, [button(common.BACK, "ev", "page")]]


PRESSES: dict[str, Handle] = {"evt": press}
