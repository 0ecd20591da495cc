"""The live message of a broadcast: a bar that moves while it goes out, then the result.

A job row (kind JOB) brings the outbox to the broadcast's state and shows how it stands, and
plans itself again while there is something to send.
"""

from datetime import datetime, timedelta

from handlers import outgoing
from handlers.audience import words
from handlers.broadcast import content
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.policy import Policy
from handlers.texts import broadcast as texts
from storage import broadcasts, jobs, outbox
from storage.broadcasts import Broadcast, Figures, State
from storage.database import Tx
from storage.listed import Fate

JOB = "broadcast"
BEAT = timedelta(seconds=3)
"""The live message is edited at most this often."""


def live_key(number: int) -> str:
    """The key of a broadcast's live message in its author's chat."""
    return f"broadcast:{number}"


def start(ctx: Context, number: int, approved_by: int | None) -> None:
    """Let it go out now."""
    broadcast = broadcasts.get(ctx.tx, number)
    assert broadcast is not None
    payload = content.with_button(
        broadcast.payload, broadcast.id, must_confirm=broadcast.must_confirm
    )
    broadcasts.start(ctx.tx, ctx.now, broadcast, payload, approved_by)
    work_on(ctx.tx, ctx.now, number)
    show(ctx.tx, ctx.now, ctx.policy, number)


def work_on(tx: Tx, now: datetime, number: int) -> None:
    """Have the outbox follow the broadcast's state at once."""
    jobs.add(tx, now, JOB, {"id": number})


def look_again(tx: Tx, now: datetime, number: int) -> None:
    """Have the live message brought up to date in a while, however often this is asked."""
    if not jobs.planned(tx, now, JOB, {"id": number}):
        jobs.add(tx, now, JOB, {"id": number}, due=now + BEAT)


def beat(tx: Tx, now: datetime, policy: Policy, number: int) -> None:
    """Show how it stands; plan the next look while it is going out."""
    broadcast = broadcasts.get(tx, number)
    if broadcast is None:
        return
    if _is_over(tx, broadcast):
        broadcasts.move(tx, now, number, State.DONE)
    elif broadcast.state is State.SENDING:
        look_again(tx, now, number)
    show(tx, now, policy, number)


def _is_over(tx: Tx, broadcast: Broadcast) -> bool:
    return (
        broadcast.state is State.SENDING
        and broadcast.queued_at is not None
        and broadcasts.figures(tx, broadcast).waiting == 0
    )


def show(tx: Tx, now: datetime, policy: Policy, number: int) -> None:
    """Bring the author's live message up to date."""
    broadcast = broadcasts.get(tx, number)
    assert broadcast is not None
    text, rows = screen(tx, policy, broadcast)
    payload = outgoing.message(text, rows)
    outbox.show(tx, now, broadcast.author_chat, live_key(number), payload, kind="progress")


def screen(tx: Tx, policy: Policy, broadcast: Broadcast, *, live: bool = True) -> tuple[str, Rows]:
    """How a broadcast stands, and what can be done about it; without `live` it does not move."""
    figures = broadcasts.figures(tx, broadcast)
    left = texts.duration(figures.waiting / policy.bulk_rate) if figures.waiting else ""
    over = None if broadcast.finished_at is None else policy.local(broadcast.finished_at)
    text = texts.progress(broadcast, words.describe(tx, broadcast.audience), figures, left, over)
    rows = _rows(broadcast, figures)
    if not live and broadcast.state in (State.SENDING, State.PAUSED):
        rows = [*rows, [_press(texts.REFRESH, "sia.see", broadcast)]]
    return text, rows


def _rows(broadcast: Broadcast, figures: Figures) -> Rows:
    match broadcast.state:
        case State.SENDING:
            return [[_press(texts.PAUSE, "sia.pause", broadcast), _stop(broadcast)]]
        case State.PAUSED:
            return [[_press(texts.GO_ON, "sia.on", broadcast), _stop(broadcast)]]
        case State.WAITING:
            return []
        case _:
            return _result_rows(broadcast, figures)


def _press(label: str, verb: str, broadcast: Broadcast) -> Button:
    return button(label, verb, broadcast.id)


def _stop(broadcast: Broadcast) -> Button:
    return _press(texts.STOP, "sia.halt", broadcast)


def _result_rows(broadcast: Broadcast, figures: Figures) -> Rows:
    if broadcast.started_at is None:
        return []
    offered = {Fate.FAILED: figures.failed}
    if broadcast.must_confirm:
        offered |= {
            Fate.CONFIRMED: figures.confirmed,
            Fate.UNCONFIRMED: figures.sent - figures.confirmed,
        }
    lists = [
        button(texts.fate_button(fate, number), "sia.list", broadcast.id, fate)
        for fate, number in offered.items()
        if number
    ]
    if figures.unreachable:
        lists += [
            button(texts.FATES[fate], "sia.list", broadcast.id, fate)
            for fate in (Fate.UNREGISTERED, Fate.BLOCKED)
        ]
    last = [_press(texts.REFRESH, "sia.see", broadcast)]
    if _worth_repeating(broadcast, figures):
        last.insert(0, _press(texts.AGAIN, "sia.again", broadcast))
    return [*columns(lists, 2), last]


def _worth_repeating(broadcast: Broadcast, figures: Figures) -> bool:
    unread = broadcast.must_confirm and figures.confirmed < figures.sent
    return bool(unread or figures.failed or figures.stopped or figures.unreachable)
