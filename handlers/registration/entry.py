"""What is known of somebody at the door: kept as a draft, written only from verified contacts.

A press proves nothing: which number an account owns, and so which people it may turn out to be,
stands here and nowhere in the buttons.
"""

from dataclasses import asdict, dataclass, replace

from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.forms import true_hour
from handlers.texts import registration as texts
from storage import drafts

FORM = "register"


@dataclass(frozen=True)
class Entry:
    """`step` is what is asked now: contact, who, district, village, station, role or name.

    `phone` is the number that the account has proved to own, `person_id` a known person who asks
    for another post, `area` what was picked last.
    """

    step: str
    phone: str = ""
    invitation_id: int = 0
    person_id: int = 0
    area: str = ""
    station_id: int = 0
    role: str = ""

    def at(self, step: str, **changes: str | int) -> "Entry":
        """The same, one step on or back."""
        return replace(self, step=step, **changes)  # type: ignore[arg-type]  # fields by name


def current(ctx: Context) -> Entry | None:
    """What is known of the account at the door, if it stands there."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is None or draft.form != FORM or draft.event_id != ctx.event.id:
        return None
    return Entry(step=draft.step, **draft.answers)


def proven(ctx: Context) -> Entry:
    """The same, with a proven number; Malformed if no button of ours can have been pressed."""
    entry = current(ctx)
    if entry is None or not entry.phone:
        raise Malformed
    return entry


def keep(ctx: Context, entry: Entry) -> Entry:
    """Remember how far the account has got. Refused if that would lose another open form."""
    if ctx.known:
        true_hour.forget_question(ctx)  # a choice that is shown is no open form
    draft = drafts.get(ctx.tx, ctx.user.id)
    if ctx.known and draft is not None and draft.form != FORM:
        raise Refused(texts.FINISH_DRAFT_FIRST)
    answers = {name: value for name, value in asdict(entry).items() if name != "step"}
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, entry.step, answers)
    return entry


def leave(ctx: Context, user_id: int | None = None) -> None:
    """Nobody stands at the door any more; drafts of other conversations stay."""
    user_id = ctx.user.id if user_id is None else user_id
    draft = drafts.get(ctx.tx, user_id)
    if draft is not None and draft.form == FORM:
        drafts.drop(ctx.tx, user_id)
