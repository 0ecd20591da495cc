"""A broadcast while it is being written: an open draft of its author's account."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from handlers.context import Context
from handlers.errors import Stale
from storage import drafts
from storage.audience import Audience
from storage.database import Tx
from storage.outbox import Payload

FORM = "siaran"
AUDIENCE, CONTENT, PREVIEW = "audience", "content", "preview"


@dataclass(frozen=True)
class Letter:
    """A broadcast being written; `look` counts the previews, so that an older one sends nothing.

    `album` is the group of photos that was refused last: its other photos need no second answer.
    `source` is the message that says it all; whoever edits that edits the letter.
    """

    step: str
    audience: Audience = field(default_factory=Audience)
    method: str = ""
    payload: Payload | None = None
    must_confirm: bool = True
    look: int = 0
    album: str = ""
    source: int = 0

    @classmethod
    def from_draft(cls, draft: drafts.Draft | None) -> Self | None:
        if draft is None or draft.form != FORM:
            return None
        kept = draft.answers
        return cls(
            draft.step, Audience.from_json(kept["audience"]), kept["method"], kept["payload"],
            kept["must_confirm"], kept["look"], kept["album"], kept["source"],
        )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        """What the draft keeps."""
        return {
            "audience": self.audience.to_json(), "method": self.method, "payload": self.payload,
            "must_confirm": self.must_confirm, "look": self.look, "album": self.album,
            "source": self.source,
        }  # fmt: skip


def found(tx: Tx, user_id: int) -> Letter | None:
    """The letter that an account is writing."""
    return Letter.from_draft(drafts.get(tx, user_id))


def at(ctx: Context, step: str) -> Letter:
    """The open letter at this step; Stale if it is gone or further on."""
    letter = found(ctx.tx, ctx.user.id)
    if letter is None or letter.step != step:
        raise Stale
    return letter


def write(tx: Tx, now: datetime, user_id: int, event_id: int, letter: Letter) -> None:
    """Keep a letter as it stands."""
    drafts.save(tx, now, user_id, event_id, FORM, letter.step, letter.answers())


def keep(ctx: Context, letter: Letter) -> None:
    """Keep the letter of the person speaking."""
    write(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, letter)


def save_audience(ctx: Context, audience: Audience) -> None:
    """Keep whom the open letter is for."""
    keep(ctx, replace(at(ctx, AUDIENCE), audience=audience))
