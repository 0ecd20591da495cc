"""/piket: who of an agency and area is on duty is rung first; colleagues see it silently.

Whoever is not on duty is rung when it climbs, and where nobody is on duty everybody is rung.
"""

from datetime import datetime, timedelta

from telegram import Update

from handlers.access import Action, Role
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Denied, Malformed
from handlers.policy import Policy
from handlers.router import Handle
from handlers.texts import duty as texts
from storage import areas, duties
from storage.database import Tx
from storage.people import Post


async def show(update: Update, ctx: Context) -> None:
    """/piket"""
    ctx.require(Action.TRIAGE)
    ctx.reply(_text(ctx), _rows(ctx))


async def press(update: Update, ctx: Context) -> None:
    """On duty for so many hours, for all own posts as a coordinator; 0 ends it."""
    own, hours = _own(ctx), ctx.number(0)
    if not own:
        raise Denied(Action.TRIAGE)
    if hours not in (0, *texts.HOURS):
        raise Malformed
    for post in own:
        if hours:
            duties.begin(ctx.tx, post.id, ctx.now, ctx.now + timedelta(hours=hours))
        else:
            duties.end(ctx.tx, post.id)
    ctx.audit("duty", ",".join(str(post.id) for post in own), f"{hours} h")
    ctx.edit(_text(ctx), _rows(ctx))


def tick(tx: Tx, now: datetime, policy: Policy) -> bool:
    """Whose hours are over is off duty."""
    duties.expire(tx, now)
    return False


def _own(ctx: Context) -> list[Post]:
    return [post for post in ctx.actor.posts if post.role == Role.KOORDINATOR and post.agency]


def _text(ctx: Context) -> str:
    """Who is on duty in the areas that the person deals with."""
    mine = [post.area for post in ctx.actor.posts]
    found = [
        texts.line(each, areas.area(ctx.tx, each.area), ctx.policy.local(each.until))
        for each in duties.on_duty(ctx.tx, ctx.event.id)
        if any(areas.covers(area, each.area) or areas.covers(each.area, area) for area in mine)
    ]
    return texts.page(found)


def _rows(ctx: Context) -> Rows:
    if not _own(ctx):
        return []
    begin = [button(texts.begin(hours), "inc.duty", hours) for hours in texts.HOURS]
    return [begin, [button(texts.END, "inc.duty", 0)]]


COMMANDS: dict[str, Handle] = {"piket": show}
PRESSES: dict[str, Handle] = {"inc.duty": press}
