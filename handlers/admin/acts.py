"""/audit: who did, or tried to do, what; newest first, by person or kind of act."""

from dataclasses import dataclass
from itertools import islice

from telegram import Update

from handlers.access import Action, Place
from handlers.admin import subjects
from handlers.buttons import Rows, button
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.texts import audit as texts
from storage import audit, incidents, people
from storage.audit import Entry

PAGE = 15
MOST_NAMED = 8
VERB = "aud"


@dataclass(frozen=True)
class Filter:
    """Acts of one person, or of one kind (a key of texts.KINDS); neither: all."""

    person_id: int | None = None
    kind: str | None = None

    def data(self) -> tuple[str, str]:
        """As a button carries it."""
        return ("" if self.person_id is None else str(self.person_id), self.kind or "")


async def command(update: Update, ctx: Context) -> None:
    """/audit, /audit ditolak, /audit slamet"""
    ctx.require(Action.SEE_AUDIT)
    typed = " ".join(ctx.words)
    if not typed or typed.casefold() in texts.KINDS:
        ctx.reply(*_page(ctx, Filter(kind=typed.casefold() or None), None))
        return
    named = list(islice(people.named(ctx.tx, typed), MOST_NAMED))
    if not named:
        raise Refused(f"{texts.NOTHING}\n{texts.USAGE}")
    if len(named) == 1:
        ctx.reply(*_page(ctx, Filter(person_id=named[0].id), None))
        return
    ctx.reply(texts.WHO, [[button(each.name, VERB, "", each.id, "")] for each in named])


async def press(update: Update, ctx: Context) -> None:
    """Another page, or a person that was picked."""
    ctx.require(Action.SEE_AUDIT)
    before = ctx.number(0) if ctx.word(0) else None
    person_id = ctx.number(1) if ctx.word(1) else None
    kind = ctx.word(2) or None
    if kind is not None and kind not in texts.KINDS:
        raise Malformed
    ctx.edit(*_page(ctx, Filter(person_id, kind), before))


def _page(ctx: Context, of: Filter, before: int | None) -> tuple[str, Rows]:
    begins = texts.KINDS[of.kind] if of.kind else ()
    refused = of.kind == texts.REFUSED
    found = audit.latest(ctx.tx, PAGE + 1, before, of.person_id, begins, refused=refused)
    person = None if of.person_id is None else people.person(ctx.tx, of.person_id)
    title = texts.title(person.name if person else of.kind or "")
    if not found:
        return f"{title}\n{texts.NOTHING}\n{texts.USAGE}", []
    shown = found[:PAGE]
    lines = [_line(ctx, each) for each in shown]
    turn = []
    if before is not None:
        turn.append(button(texts.NEWEST, VERB, "", *of.data()))
    if len(found) > PAGE:
        turn.append(button(texts.EARLIER, VERB, shown[-1].id, *of.data()))
    return "\n".join([title, "", *lines, "", texts.USAGE]), [turn] if turn else []


def _line(ctx: Context, entry: Entry) -> str:
    at, about = ctx.policy.local(entry.at), subjects.about(ctx.tx, entry)
    return texts.act(entry, at, about, secret=_is_secret(ctx, entry))


def _is_secret(ctx: Context, entry: Entry) -> bool:
    """Whether an act is about a confidential incident outside whose circle the reader is."""
    number = entry.subject.rpartition(":")[2]
    told = entry.action.startswith("incident") or entry.subject.startswith("incident:")
    if not told or not number.isdigit():
        return False
    incident = incidents.get(ctx.tx, int(number))
    return (
        incident is not None
        and incident.confidential
        and not ctx.actor.may(Action.SEE_CONFIDENTIAL, Place(incident.area))
    )
