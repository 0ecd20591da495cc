"""Reports that are told with their first finding, while their other questions are still open.

Whoever finds water in a store may be out of signal, or busy, before the last question: what was
said so far is filed and raises its alert; what is answered afterwards is a new version of it.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.context import Context
from handlers.errors import Refused
from handlers.forms import engine, filing, receipts
from handlers.forms.filing import Filed, Origin
from handlers.forms.model import Answers, Form, Scene, visible
from handlers.texts import forms as texts
from storage import drafts, reports

TOLD = "_told"
"""What this form has filed: the report's number, the version it began with, the answers."""


def number_of(answers: Answers) -> int | None:
    """The number of the report that this form has filed already."""
    told = answers.get(TOLD)
    return None if told is None else int(told["number"])


def has_news(ctx: Context, form: Form, scene: Scene, answers: Answers) -> bool:
    """Whether the answers so far show something that nobody was told of yet.

    A correction waits for its end: half of it would take back what still holds.
    """
    if not form.at_once:
        return False
    finding = form.alarm(scene, answers)
    if (told := answers.get(TOLD)) is not None:
        return finding != form.alarm(scene, told["answers"])
    if finding is None or "_corrects" in answers:
        return False
    known = filing.said_before(ctx, form, scene, answers)
    return known is None or not engine.holds(known.answers, _said(answers))


def tell(
    ctx: Context, form: Form, scene: Scene, answers: dict[str, Any], event_at: datetime | None
) -> tuple[dict[str, Any], str]:
    """File the answers so far: the answers that remember it, and what else is to be said of it."""
    filed = file(ctx, form, scene, answers, event_at)
    first = answers[TOLD]["version"] if TOLD in answers else filed.report.version
    told = {"number": filed.report.number, "version": first, "answers": _said(answers)}
    return {**answers, TOLD: told}, receipts.earlier(ctx, filed)


def file(
    ctx: Context, form: Form, scene: Scene, answers: dict[str, Any], event_at: datetime | None
) -> Filed:
    """File what was answered; what this form has told already becomes a new version, or stays."""
    kept = engine.given(answers) if form.at_once else answers
    source = filing.source_of(answers)
    before = standing(ctx, form, scene, answers)
    if before is None:
        origin = Origin(source, event_at, corrects=answers.get("_corrects"))
        return filing.file(ctx, form, scene, kept, origin)
    if _said(answers) == answers[TOLD]["answers"]:
        return before
    origin = Origin(source, before.report.event_at, corrects=before.report.number)
    return replace(filing.file(ctx, form, scene, kept, origin), grown=before.grown)


def standing(ctx: Context, form: Form, scene: Scene, answers: Answers) -> Filed | None:
    """What this form has filed, as it stands; None if nothing, or it was taken back."""
    told = answers.get(TOLD)
    report = None if told is None else reports.latest(ctx.tx, told["number"])
    if told is None or report is None or report.withdrawn:
        return None
    said = filing.summary(form, scene, report)
    return Filed(report, said, form, grown=told["version"] == 1)


def with_number(answers: Answers, said: str, question: str) -> str:
    """A question, begun with the number of the report if that is told already."""
    number = number_of(answers)
    if number is None:
        return question
    told = " ".join(filter(None, [texts.told(number), said]))
    return f"{told} {question}"


def before(form: Form, answers: Answers) -> dict[str, Any] | None:
    """The answers one question ago, as `engine.before`; Refused where that would untell."""
    earlier = engine.before(form, answers)
    told = answers.get(TOLD)
    if told is not None and not engine.holds(earlier, told["answers"]):
        raise Refused(texts.told_already(told["number"]))
    return earlier


def taken_back(ctx: Context, answers: Answers) -> str | None:
    """What is said where the report was taken back meanwhile; None: it stands."""
    number = number_of(answers)
    if number is None:
        return None
    report = reports.latest(ctx.tx, number)
    return texts.taken_back(number) if report is None or report.withdrawn else None


def parting(ctx: Context, otherwise: str) -> str:
    """What is said when the open form is closed by Batal; `otherwise` if nothing was told yet."""
    draft = drafts.get(ctx.tx, ctx.user.id)
    number = number_of(draft.answers) if draft is not None else None
    if draft is None or number is None:
        return otherwise
    return taken_back(ctx, draft.answers) or texts.stays_told(number)


def _said(answers: Answers) -> dict[str, Any]:
    return engine.given(visible(answers))
