"""From filled-in answers to a stored report, and an alert where it shows one."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.access import Action, Place, Role, allowing
from handlers.context import Actor, Context
from handlers.errors import Stale
from handlers.forms import photos
from handlers.forms.catalogue import FORMS
from handlers.forms.model import Answers, Form, Scene, visible
from handlers.incidents.raising import raise_incident, retract
from handlers.texts import forms as texts
from handlers.texts.common import role_name
from storage import areas, events, people, reports
from storage.areas import Station
from storage.reports import NewReport, Rank, Report

SAME_AGAIN = timedelta(minutes=10)
"""People press and type again when no answer comes: the same words within it are one report."""
PRESSED_TWICE = timedelta(minutes=1)
"""The same for reports that are news every time."""
LASTING = timedelta(days=30)
"""How long one's own word on a topic is the one that a new word on it corrects."""
BY_BUTTON = "tombol"
BY_TEXT = "teks"
BY_FORM = "formulir"


@dataclass(frozen=True)
class Filed:
    """What became of a report. `again`: the person had already reported this."""

    report: Report
    summary: str
    form: Form
    again: bool = False
    earlier: reports.Standing | None = None
    """What somebody else had reported on the same before."""
    grown: bool = False
    """Whether its versions are one filling-in, told bit by bit: nothing was corrected."""

    @property
    def corrected(self) -> bool:
        """Whether it changes what had been reported before."""
        return self.report.version > 1 and not self.grown


@dataclass(frozen=True)
class Origin:
    """How a report came in; `event_at` is the hour that was said, None: now."""

    source: str
    event_at: datetime | None = None
    on_behalf: str | None = None
    corrects: int | None = None
    hold_alarm: bool = False


def scene_at(
    ctx: Context, *, station_id: int | None = None, store_id: int | None = None,
    area: str | None = None,
) -> Scene:  # fmt: skip
    """The scene of a report at a station, at a store, or in an area."""
    event = ctx.event
    station, store = areas.station_and_store(ctx.tx, station_id, store_id)
    code = station.area if station else store.area if store else area
    return Scene(
        ctx.tx, ctx.said_at, ctx.policy, event, tuple(events.milestones(ctx.tx, event.id)),
        ctx.actor, station, store, areas.area(ctx.tx, code) if code else None,
    )  # fmt: skip


def require(ctx: Context, action: Action, place: Place) -> None:
    """Raise Denied unless the person may report this here, on behalf of others if need be."""
    ctx.require(action, place)
    if place.station_id is not None and not serves_at(ctx.actor, place.station_id):
        behalf = action is not Action.REPORT_INCIDENT
        if behalf:
            ctx.require(Action.REPORT_ON_BEHALF, place)


def require_for(ctx: Context, form: Form, scene: Scene, answers: Answers) -> None:
    """The same for these answers to a form: some need a right of their own."""
    require(ctx, form.action, scene.place)
    besides = form.needs(answers)
    if besides is not None:
        ctx.require(besides, scene.place)


def serves_at(actor: Actor, station_id: int) -> bool:
    """Whether the person has a post at this very station."""
    return any(post.station_id == station_id for post in actor.posts)


def rank(actor: Actor, station: Station | None) -> Rank:
    """Whose word it is: the chair's, the staff's, or one on behalf."""
    here = [post.role for post in actor.posts if station and post.station_id == station.id]
    if Role.KPPS_KETUA in here:
        return Rank.CHAIR
    return Rank.STAFF if here or station is None else Rank.ON_BEHALF


def _speaker(actor: Actor, station: Station | None) -> str | None:
    """In which role somebody speaks for a station that is not the own; None at the own one."""
    if station is None or serves_at(actor, station.id):
        return None
    return next((str(post.role) for post in actor.posts), None)


def file(ctx: Context, form: Form, scene: Scene, answers: Answers, origin: Origin) -> Filed:
    """Store the report, raise what it shows. Raises Denied; the same again is stored once."""
    require_for(ctx, form, scene, answers)
    scene = replace(scene, event_at=origin.event_at)
    answers = form.noting(scene, answers) if form.noting else answers
    said = form.summary(scene, answers)
    topic = form.topic_of(answers)
    new = _new_report(ctx, form, scene, answers, origin, topic)
    previous = _previous(ctx, form, new, origin)
    if previous is not None and _same(previous, new, origin):
        return Filed(previous, summary(form, scene, previous), form, again=True)
    alone = form.recurring or origin.corrects is not None
    earlier = None if alone else _earlier(ctx, scene, topic)
    if previous is not None and (topic or origin.corrects):
        report = reports.correct(ctx.tx, ctx.now, previous, new)
    else:
        report = reports.add(ctx.tx, ctx.now, new)
    if previous is not None and previous.person_id != report.person_id:
        _tell_former(ctx, previous, texts.corrected_by(report.number, said, _who(ctx)))
    photos.attach(ctx, answers, report.number)
    if not origin.hold_alarm:
        raise_alarm(ctx, form, scene, answers, report)
    return Filed(report, said, form, earlier=earlier)


def _tell_former(ctx: Context, former: Report, text: str) -> None:
    """Whoever reported it first learns that somebody else has changed it; it is audited."""
    ctx.audit("correct", f"report:{former.number}")
    for chat_id in people.chats_of(ctx.tx, former.person_id):
        ctx.send(chat_id, text)


def _who(ctx: Context) -> str:
    roles = [role_name(post.role) for post in allowing(ctx.actor.posts, Action.CORRECT_OTHERS)]
    return ", ".join([ctx.actor.person.name, *roles[:1]])


def withdraw(ctx: Context, report: Report) -> None:
    """Take a report back, with what it raised."""
    form, scene = form_and_scene(ctx, report)
    said = summary(form, scene, report)
    by = NewReport(
        report.event_id, report.kind, report.topic, report.area, ctx.actor.person.id,
        rank(ctx.actor, scene.station), report.source, report.event_at, report.answers,
        report.station_id, report.store_id, report.on_behalf, ctx.incoming.update_id,
    )  # fmt: skip
    reports.withdraw(ctx.tx, ctx.now, report, by)
    retract(ctx.tx, ctx.now, ctx.policy, report)
    if report.person_id != ctx.actor.person.id:
        _tell_former(ctx, report, texts.withdrawn_by(report.number, said, _who(ctx)))


def form_and_scene(ctx: Context, report: Report) -> tuple[Form, Scene]:
    """The form a stored report was filed with, and its place; Stale if either is gone."""
    form = FORMS.get(report.kind)
    if form is None or report.event_id != ctx.event.id:
        raise Stale
    scene = scene_at(ctx, station_id=report.station_id, store_id=report.store_id, area=report.area)
    return form, scene


def raise_alarm(ctx: Context, form: Form, scene: Scene, answers: Answers, report: Report) -> None:
    """Turn what the report shows into an incident; a correction may show nothing any more."""
    finding = form.alarm(replace(scene, event_at=report.event_at), answers)
    if finding is not None and not _counts(ctx, report):
        return
    if finding is not None:
        raise_incident(ctx.tx, ctx.now, ctx.policy, finding, report)
    elif report.version > 1:
        retract(ctx.tx, ctx.now, ctx.policy, report)


def _counts(ctx: Context, report: Report) -> bool:
    """Whether the report is what holds: a word of lower rank against the chair's raises nothing."""
    if not report.topic:
        return True
    held = reports.standing(ctx.tx, report.event_id, report.place, report.topic)
    return report.topic in held and held[report.topic].report_id == report.id


def _new_report(
    ctx: Context, form: Form, scene: Scene, answers: Answers, origin: Origin, topic: str
) -> NewReport:
    message = ctx.incoming.effective_message
    typed = ctx.incoming.callback_query is None and message is not None
    return NewReport(
        event_id=scene.event.id, kind=form.kind, topic=topic, area=scene.place.area,
        person_id=ctx.actor.person.id, rank=rank(ctx.actor, scene.station),
        source=origin.source, event_at=origin.event_at or ctx.said_at, answers=visible(answers),
        station_id=scene.place.station_id, store_id=scene.place.store_id,
        on_behalf=_speaker(ctx.actor, scene.station), update_id=ctx.incoming.update_id,
        chat_id=ctx.chat.id if typed else None,
        message_id=message.message_id if typed and message else None,
    )  # fmt: skip


def said_before(ctx: Context, form: Form, scene: Scene, answers: Answers) -> Report | None:
    """The person's own report that these answers would be a new version of."""
    origin = Origin(BY_FORM)
    new = _new_report(ctx, form, scene, answers, origin, form.topic_of(answers))
    return _previous(ctx, form, new, origin)


def _previous(ctx: Context, form: Form, new: NewReport, origin: Origin) -> Report | None:
    if origin.corrects is not None:
        return reports.latest(ctx.tx, origin.corrects)
    place = reports.place_key(new.area, new.station_id, new.store_id)
    lasting = LASTING if new.topic else SAME_AGAIN
    since = ctx.now - (PRESSED_TWICE if form.recurring else lasting)
    return reports.own(ctx.tx, new.event_id, new.person_id, new.topic, place, since)


def _same(previous: Report, new: NewReport, origin: Origin) -> bool:
    """Whether this says nothing new: same answers, and no other hour than before."""
    if origin.corrects is not None or previous.answers != dict(new.answers):
        return False
    if not new.topic:
        return previous.kind == new.kind
    return origin.event_at is None or abs(origin.event_at - previous.event_at) < timedelta(
        minutes=1
    )


def confirmed(ctx: Context, form: Form, scene: Scene, answers: Answers) -> reports.Standing | None:
    """What another has reported that these answers only repeat; None if it is news of one's own."""
    earlier = _earlier(ctx, scene, form.topic_of(answers))
    if earlier is None or earlier.answers != visible(answers):
        return None
    place = reports.place_key(scene.place.area, scene.place.station_id, scene.place.store_id)
    me, long_ago = ctx.actor.person.id, ctx.now - LASTING
    own = reports.own(ctx.tx, scene.event.id, me, earlier.topic, place, long_ago)
    return earlier if own is None else None


def _earlier(ctx: Context, scene: Scene, topic: str) -> reports.Standing | None:
    if not topic:
        return None
    place = reports.place_key(scene.place.area, scene.place.station_id, scene.place.store_id)
    found = reports.standing(ctx.tx, scene.event.id, place, topic).get(topic)
    return None if found is None or found.person_id == ctx.actor.person.id else found


def summary(form: Form, scene: Scene, report: Report) -> str:
    """What a stored report says."""
    return form.summary(replace(scene, event_at=report.event_at), report.answers)


def source_of(answers: Answers) -> str:
    """How the report came in: what an operator said, else by filling in the form."""
    said: str = answers.get("_source") or BY_FORM
    return said
