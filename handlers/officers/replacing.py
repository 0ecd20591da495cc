"""🔁 Ganti petugas: a post goes to somebody else, and its rights at once."""

import re

from telegram import Update

from handlers.access import Action
from handlers.buttons import Rows, button, link
from handlers.context import Context
from handlers.errors import Refused, Stale
from handlers.forms import true_hour
from handlers.officers import inviting, picker, posting, scope, titles
from handlers.officers.grants import may_grant, place_of
from handlers.roster import values
from handlers.texts import common
from handlers.texts import officers as texts
from handlers.texts.registration import FINISH_DRAFT_FIRST
from handlers.texts.unreached import NO_AREA
from storage import areas, drafts, officers, people
from storage.drafts import Draft
from storage.officers import Officer
from storage.people import Ending

FORM = "replace"
_NUMBER = re.compile(r"\+?\d[\d\s().\-]{6,}\d")


# ── Which post ───────────────────────────────────────────────────────────────────────────────
async def start(update: Update, ctx: Context) -> None:
    """At one's own station at once; elsewhere the area and the TPS are picked first."""
    ctx.require(Action.APPROVE_PEOPLE)
    own, stations = scope.own_areas(ctx), scope.own_stations(ctx)
    if not own and len(stations) == 1:
        _ask_who(ctx, stations[0].id)
    elif len(own) == 1 and not stations:
        _ask_where(ctx, own[0].code, 0)
    else:
        rows = picker.area_rows(own, lambda each: button(each.name, "of.where", each.code))
        rows += [
            [button(texts.station_label(each.number, each.village), "of.swap", each.id)]
            for each in stations
        ]
        if not rows:
            raise Refused(NO_AREA)
        ctx.respond(texts.PICK_AREA, rows)


async def where(update: Update, ctx: Context) -> None:
    """An area was picked, perhaps with a page of its stations."""
    page = ctx.number(1) if len(ctx.words) > 1 else 0
    _ask_where(ctx, ctx.word(0), page)


def _ask_where(ctx: Context, code: str, page: int) -> None:
    area = scope.area(ctx, code)
    rows: Rows = [
        [button(texts.post_button(each.name, titles.of(each)), "of.sub", each.post.id)]
        for each in officers.of_area(ctx.tx, ctx.event.id, area.code)
        if may_grant(ctx.actor.posts, each.post.role, place_of(each.post))
    ]
    if area.level != "village":
        parts = areas.children(ctx.tx, area.code)
        rows += picker.area_rows(parts, lambda each: button(each.name, "of.where", each.code))
        ctx.respond(texts.PICK_AREA, rows)
        return
    rows += picker.station_rows(
        areas.stations(ctx.tx, area.code), page,
        lambda each: button(f"{each.number:03d}", "of.swap", each.id),
        lambda label, number: button(label, "of.where", area.code, number),
    )  # fmt: skip
    _keep(ctx, "station", {"area": area.code})
    ctx.respond(texts.PICK_STATION, [*rows, [button(texts.CANCEL, "of.stop")]])


async def swap(update: Update, ctx: Context) -> None:
    """A station was picked."""
    _forget(ctx)
    _ask_who(ctx, ctx.number(0))


def _ask_who(ctx: Context, station_id: int) -> None:
    station = scope.station(ctx, station_id)
    staff = [
        each
        for each in officers.at_station(ctx.tx, ctx.event.id, station.id)
        if may_grant(ctx.actor.posts, each.post.role, place_of(each.post))
    ]
    if not staff:
        raise Refused(texts.NOBODY_TO_REPLACE)
    rows: Rows = [
        [button(texts.post_button(each.name, titles.of(each)), "of.sub", each.post.id)]
        for each in staff
    ]
    if scope.own_areas(ctx):
        rows.append([button(texts.BACK, "of.where", station.area)])
    ctx.respond(texts.PICK_WHO, rows)


# ── By whom ──────────────────────────────────────────────────────────────────────────────────
async def substitute(update: Update, ctx: Context) -> None:
    """Somebody was picked: who comes instead?"""
    officer = scope.granted(ctx, ctx.number(0))
    _keep(ctx, "person", {"post": officer.post.id})
    text = texts.replace_whom(titles.of(officer), officer.name)
    if officer.person_id == ctx.actor.person.id:
        text = f"{texts.OWN_POST_HINT}\n{text}"
    ctx.respond(text, _ways(officer))


def _ways(officer: Officer) -> Rows:
    station_id = officer.post.station_id
    ways = [button(texts.CANCEL, "of.stop")]
    if station_id is not None:
        ways.insert(0, button(texts.BACK, "of.swap", station_id))
    return [ways]


async def take(update: Update, ctx: Context) -> bool:
    """A station's number, or the name and number of the new person, typed or as a contact."""
    draft = _draft(ctx)
    message = ctx.incoming.effective_message
    if draft is None or message is None or ctx.text.startswith("/"):
        return False
    if ctx.text.casefold() == common.BACK_WORD:
        await _back(update, ctx, draft)
        return True
    if draft.step == "station":
        return _typed_station(ctx, draft)
    if message.contact is not None:
        shared = message.contact
        name = " ".join(filter(None, (shared.first_name, shared.last_name)))
        _learn(ctx, draft, name, shared.phone_number)
        return True
    if not message.text:
        return False
    found = _NUMBER.search(ctx.text)
    rest = _NUMBER.sub(" ", ctx.text).strip(" ,;:/-\n")
    _learn(ctx, draft, rest, found[0] if found else "")
    return True


async def _back(update: Update, ctx: Context, draft: Draft) -> None:
    """One step back: to the station's people, or to where the person belongs."""
    _forget(ctx)
    officer = scope.granted(ctx, draft.answers["post"]) if draft.step == "person" else None
    if officer is not None and officer.post.station_id is not None:
        _ask_who(ctx, officer.post.station_id)
    else:
        await start(update, ctx)


def _typed_station(ctx: Context, draft: Draft) -> bool:
    digits = ctx.text.casefold().removeprefix("tps").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        return False
    station = areas.station_by_number(ctx.tx, draft.answers["area"], int(digits))
    if station is None:
        raise Refused(texts.NO_SUCH_STATION)
    _ask_who(ctx, station.id)
    return True


def _learn(ctx: Context, draft: Draft, name: str, number: str) -> None:
    """Keep what was said of the new person; ask for what is missing. Raises Refused."""
    officer = scope.granted(ctx, draft.answers["post"])
    answers = dict(draft.answers)
    if name:
        answers["name"] = values.name(name)
    if number:
        answers["phone"] = values.phone(number)
    _keep(ctx, "person", answers)
    if not answers.get("name"):
        ctx.reply(texts.NAME_MISSING, _ways(officer))
    elif not answers.get("phone"):
        ctx.reply(texts.NUMBER_MISSING, _ways(officer))
    else:
        text = texts.replace_confirm(
            officer.name, titles.of(officer), answers["name"], answers["phone"]
        )
        rows = [[button(texts.YES_REPLACE, "of.do", officer.post.id)], *_ways(officer)]
        ctx.reply(text, rows)


# ── Doing it ─────────────────────────────────────────────────────────────────────────────────
async def do(update: Update, ctx: Context) -> None:
    """Ya, ganti."""
    officer = scope.granted(ctx, ctx.number(0))
    draft = _draft(ctx)
    if draft is None or draft.answers.get("post") != officer.post.id:
        raise Stale
    name, phone = draft.answers.get("name"), draft.answers.get("phone")
    if not name or not phone:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    new_id = people.find_or_add(ctx.tx, ctx.now, name, phone)
    if new_id == officer.person_id:
        raise Refused(texts.ALREADY_THERE)
    title = titles.of(officer)
    people.end_post(ctx.tx, officer.post.id, ctx.now, Ending.REPLACED)
    post_id = posting.give(ctx, new_id, posting.same_as(officer.post), "replacement")
    posting.take(ctx, officer, texts.you_were_replaced(title, name))
    detail = f"person {officer.person_id} -> {new_id}, post {post_id}"
    ctx.audit("replace", f"post:{officer.post.id}", detail)
    _report(ctx, officer, post_id)


def _report(ctx: Context, old: Officer, post_id: int) -> None:
    """Tell the one who replaced somebody how the new one gets in."""
    new = officers.holding(ctx.tx, post_id)
    assert new is not None
    title = titles.of(new)
    if new.registered:
        ctx.edit(texts.replaced_known(old.name, new.name, title))
        return
    rows: Rows = []
    if may_grant(ctx.actor.posts, new.post.role, place_of(new.post)):
        rows.append([link(texts.INVITE_BY_WHATSAPP, inviting.whatsapp(ctx, new))])
    ctx.edit(texts.replaced(old.name, new.name, title), rows)


async def stop(update: Update, ctx: Context) -> None:
    """Batal."""
    if _draft(ctx) is None:
        raise Stale
    drafts.drop(ctx.tx, ctx.user.id)
    ctx.edit(texts.REPLACE_CANCELLED)


def _draft(ctx: Context) -> Draft | None:
    draft = drafts.get(ctx.tx, ctx.user.id)
    return draft if draft is not None and draft.form == FORM else None


def _forget(ctx: Context) -> None:
    """Nobody is being replaced any more: what is typed next is no new person's name."""
    if _draft(ctx) is not None:
        drafts.drop(ctx.tx, ctx.user.id)


def _keep(ctx: Context, step: str, answers: dict[str, object]) -> None:
    """Remember the dialogue. Refused if that would lose another open form."""
    true_hour.forget_question(ctx)  # a choice that is shown is no open form
    draft = drafts.get(ctx.tx, ctx.user.id)
    if draft is not None and draft.form != FORM:
        raise Refused(FINISH_DRAFT_FIRST)
    drafts.save(ctx.tx, ctx.now, ctx.user.id, ctx.event.id, FORM, step, answers)
