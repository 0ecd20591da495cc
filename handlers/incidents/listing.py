"""/siaga: what is open in one's area, gravest and oldest first; each opens with a button."""

from collections import Counter
from dataclasses import replace

from telegram import Update

from handlers.access import Action, allowing
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.incidents import at_hand, copies, filters, sending, sight
from handlers.incidents.facts import gather
from handlers.incidents.filters import Filter
from handlers.incidents.kinds import KINDS
from handlers.router import Handle
from handlers.texts import common
from handlers.texts import evidence as evidence_texts
from handlers.texts import incident_acts as acts
from storage import alerts, evidence, open_incidents, outbox
from storage.alerts import OPENED, Alert
from storage.incidents import Incident, Severity

PAGE = 10
NUMBERS_WIDE = 5


async def siaga(update: Update, ctx: Context) -> None:
    """/siaga, or /siaga merah, /siaga banjir, /siaga saya"""
    ctx.require(Action.SEE_INCIDENTS)
    ctx.reply(*_page(ctx, 0, filters.typed(ctx.words)))


async def page(update: Update, ctx: Context) -> None:
    """Another page of the list, or another part of it, in the same message."""
    ctx.require(Action.SEE_INCIDENTS)
    ctx.edit(*_page(ctx, max(ctx.number(0), 0), _filter(ctx)))


async def kinds(update: Update, ctx: Context) -> None:
    """The kinds that are open, to choose one."""
    ctx.require(Action.SEE_INCIDENTS)
    chosen = replace(_filter(ctx), kind=None)
    counted = Counter(each.kind for each in _kept(ctx, chosen))
    rows = columns([
        button(acts.kind_button(kind, counted[kind]), "inc.page", 0,
               *replace(chosen, kind=kind).words)
        for kind in KINDS if counted[kind]
    ], 2)  # fmt: skip
    ctx.edit(acts.WHICH_KIND, [*rows, [button(acts.ALL_KINDS, "inc.page", 0, *chosen.words)]])


async def open_(update: Update, ctx: Context) -> None:
    """One incident at the end of the chat, with its buttons; from now on kept up to date there."""
    incident = at_hand.pressed(ctx, Action.SEE_INCIDENTS, itself=True)
    facts = gather(ctx.tx, ctx.policy, incident)
    person_id = ctx.actor.person.id
    alerts.add(ctx.tx, ctx.now, incident.id, ctx.chat.id, person_id, OPENED)
    alerts.open_up(ctx.tx, incident.id, ctx.chat.id)
    outbox.move_down(ctx.tx, ctx.chat.id, sight.key_of(incident.id))
    copies.show(
        ctx.tx, ctx.now, facts, Alert(incident.id, ctx.chat.id, person_id, OPENED, silent=False)
    )


async def photos(update: Update, ctx: Context) -> None:
    """Send what was sent along, to this chat only."""
    incident = at_hand.pressed(ctx, Action.SEE_INCIDENTS)
    found = [e for e in evidence.of_report(ctx.tx, incident.id) if e.kind in sending.METHODS]
    if not found:
        raise Refused(acts.NO_PHOTOS)
    sending.send(ctx, [
        (each, acts.photo_caption(incident, at, len(found)),
         button(evidence_texts.HIDE, "inc.hide", incident.id, each.id))
        for at, each in enumerate(found, start=1)
    ], protected=incident.confidential)  # fmt: skip


def visible(ctx: Context) -> list[Incident]:
    """The open incidents that the person may see, gravest and oldest first."""
    posts = ctx.actor.posts
    return open_incidents.open_in(
        ctx.tx, ctx.event.id,
        [post.area for post in allowing(posts, Action.SEE_INCIDENTS)],
        [post.area for post in allowing(posts, Action.SEE_CONFIDENTIAL)],
    )  # fmt: skip


def _filter(ctx: Context) -> Filter:
    found = filters.of_words(ctx.words[1:])
    if found is None:
        raise Malformed
    return found


def _kept(ctx: Context, chosen: Filter) -> list[Incident]:
    return chosen.keep(visible(ctx), ctx.actor.person.id, ctx.actor.posts)


def _page(ctx: Context, first: int, chosen: Filter) -> tuple[str, Rows]:
    found = _kept(ctx, chosen)
    part = found[first : first + PAGE]
    if not part:
        back = [[button(acts.LIST_ALL, "inc.page", 0)]] if chosen.narrows else []
        return (acts.LIST_NONE_SUCH if chosen.narrows else acts.LIST_EMPTY), back
    gladi = common.REHEARSAL if ctx.event.rehearsal else ""
    lines = [gladi + acts.list_head(len(found), first + 1, len(part), chosen)]
    for incident in part:
        age = int((ctx.now - incident.created_at).total_seconds() // 60)
        lines.append(acts.list_line(gather(ctx.tx, ctx.policy, incident), age))
    buttons = [button(acts.list_button(incident), "inc.open", incident.id) for incident in part]
    rows = columns(buttons, NUMBERS_WIDE)
    if first + PAGE < len(found):
        rows.append([button(acts.LIST_MORE, "inc.page", first + PAGE, *chosen.words)])
    return "\n".join(lines), [*rows, *_narrower(ctx, chosen)]


def _narrower(ctx: Context, chosen: Filter) -> Rows:
    """Buttons that show a part of the list, where there are parts; or all again."""
    everything = visible(ctx)
    severities = Counter(each.severity for each in everything)
    rows = columns([
        button(acts.severity_button(each, severities[each]), "inc.page", 0,
               *replace(chosen, severity=each).words)
        for each in Severity if severities[each] and each is not chosen.severity
    ], 2) if len(severities) > 1 else []  # fmt: skip
    last: list[Button] = []
    if len({each.kind for each in everything}) > 1:
        last.append(button(acts.BY_KIND, "inc.kinds", 0, *chosen.words))
    mine = replace(chosen, mine=True)
    if not chosen.mine and mine.keep(everything, ctx.actor.person.id, ctx.actor.posts):
        last.append(button(acts.LIST_MINE, "inc.page", 0, *mine.words))
    if chosen.narrows:
        last.append(button(acts.LIST_ALL, "inc.page", 0))
    return [*rows, last] if last else rows


COMMANDS: dict[str, Handle] = {"siaga": siaga}
PRESSES: dict[str, Handle] = {
    "inc.open": open_, "inc.page": page, "inc.kinds": kinds, "inc.photos": photos,
}  # fmt: skip
