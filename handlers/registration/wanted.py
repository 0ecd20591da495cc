"""Somebody the roster does not know, or knows elsewhere: picks a post, asks those who know.

Area names and numbers of stations are public; nothing else of the roster is shown.
"""

from datetime import timedelta

from telegram import Update

from handlers import area_names
from handlers.access import STATION_ROLES, Role
from handlers.buttons import Button, Rows, button, columns
from handlers.context import Context
from handlers.errors import Malformed, Refused
from handlers.officers import picker
from handlers.registration import entry, invited, request_card
from handlers.registration.entry import Entry
from handlers.roster import values
from handlers.texts import common
from handlers.texts import registration as texts
from handlers.texts.common import station_name
from storage import areas, people, registration
from storage.areas import Area, Station
from storage.registration import Wish

MOST_A_DAY = 3
CANCEL_WORD = "batal"
_DAY = timedelta(days=1)
_ROLES: dict[str, tuple[Role, ...]] = {
    "station": (Role.LINMAS, Role.KPPS, Role.KPPS_KETUA, Role.PTPS),
    "village": (Role.PPS, Role.LURAH),
    "district": (Role.PPK, Role.CAMAT),
}
"""What somebody may ask for; every other role comes by the roster or an invitation."""
_BEFORE = {"village": "district", "station": "village", "role": "station", "name": "role"}


def begin(ctx: Context, here: Entry, said: str = "") -> None:
    """Ask where somebody serves. Raises Refused when they have asked too often."""
    _not_too_often(ctx)
    roots = areas.roots(ctx.tx)
    if not roots:
        raise Refused(texts.NO_AREAS)
    _to_area(ctx, here, roots[0] if len(roots) == 1 else None, said)


def begin_at(ctx: Context, here: Entry, station: Station, said: str) -> None:
    """The same for somebody who scanned the card of a station: only the role is asked."""
    _not_too_often(ctx)
    here = here.at("station", area=station.area, station_id=station.id)
    _ask_role(ctx, here, "station", texts.role_at(station_name(station), said))


def _not_too_often(ctx: Context) -> None:
    if registration.requests_since(ctx.tx, ctx.user.id, ctx.now - _DAY) >= MOST_A_DAY:
        raise Refused(texts.TOO_MANY)


def _to_area(ctx: Context, here: Entry, area: Area | None, said: str = "") -> None:
    """Show what lies in an area; an area with one part only is not asked about."""
    parts = areas.roots(ctx.tx) if area is None else areas.children(ctx.tx, area.code)
    if area is not None and area.level == "village":
        _ask_station(ctx, here.at("station", area=area.code), 0)
        return
    if area is not None and area.level == "city" and len(parts) == 1:
        _to_area(ctx, here, parts[0], said)
        return
    if not parts:
        raise Refused(texts.NO_AREAS)
    code = area.code if area else ""
    step = "village" if area is not None and area.level == "district" else "district"
    rows = picker.area_rows(parts, lambda part: button(part.name, "reg.area", part.code))
    if step == "village" and not here.person_id:
        rows.append([button(texts.IN_DISTRICT, "reg.level", code)])
    question = texts.PICK_VILLAGE if step == "village" else texts.PICK_DISTRICT
    _ask(ctx, here.at(step, area=code), f"{said} {question}".strip(), rows)


def _ask_station(ctx: Context, here: Entry, page: int) -> None:
    stations = areas.stations(ctx.tx, here.area)
    rows = picker.station_rows(stations, page, _station_button, _turn_button)
    if not here.person_id:
        rows.append([button(texts.IN_VILLAGE, "reg.level", here.area)])
    area = areas.area(ctx.tx, here.area)
    name = area.name if area else here.area
    _ask(ctx, here, texts.in_area(name, texts.PICK_STATION), rows)


def _station_button(station: Station) -> Button:
    return button(f"{station.number:03d}", "reg.tps", station.id)


def _turn_button(label: str, page: int) -> Button:
    return button(label, "reg.page", page)


def _ask_role(ctx: Context, here: Entry, level: str, question: str = texts.PICK_ROLE) -> None:
    made = [button(texts.role_button(role), "reg.role", role) for role in _ROLES[level]]
    _ask(ctx, here.at("role"), question, columns(made, 2))


def ask_name(ctx: Context, here: Entry) -> None:
    """Ask for the own name: the last thing that is missing."""
    rows: Rows = []
    if nickname := ctx.user.full_name.strip()[:40]:
        rows.append([button(texts.nickname_button(nickname), "reg.name")])
    _ask(ctx, here.at("name"), texts.TYPE_NAME, rows)


def _ask(ctx: Context, here: Entry, text: str, rows: Rows) -> None:
    """Put a question; pressed, the message of the button changes, else a new one comes."""
    entry.keep(ctx, here)
    ways = [button(texts.CANCEL, "reg.quit")]
    if here.step in _BEFORE and not here.invitation_id:
        ways.insert(0, button(texts.BACK, "reg.back"))
    ctx.respond(text, [*rows, ways])


# ── Presses ──────────────────────────────────────────────────────────────────────────────────
async def area(update: Update, ctx: Context) -> None:
    """A kecamatan or kelurahan was picked."""
    here = entry.proven(ctx)
    picked = areas.area(ctx.tx, ctx.word(0))
    if picked is None:
        raise Malformed
    _to_area(ctx, here, picked)


async def page(update: Update, ctx: Context) -> None:
    """Other stations of the kelurahan."""
    here = entry.proven(ctx)
    if here.step != "station":
        raise Malformed
    _ask_station(ctx, here, ctx.number(0))


async def station(update: Update, ctx: Context) -> None:
    """A TPS was picked."""
    here = entry.proven(ctx)
    picked = areas.station(ctx.tx, ctx.number(0))
    if picked is None:
        raise Malformed
    _at_station(ctx, here, picked)


def _at_station(ctx: Context, here: Entry, picked: Station) -> None:
    here = here.at(here.step, area=picked.area, station_id=picked.id)
    known = _role_of(ctx, here)
    if known is None:
        _ask_role(ctx, here, "station")
    else:
        _file(ctx, here.at("name", role=known), "")


def _role_of(ctx: Context, here: Entry) -> str | None:
    """The role at a station of a known person; None if there is none, or several."""
    held = people.posts(ctx.tx, ctx.event.id, here.person_id) if here.person_id else ()
    roles = {post.role for post in held if post.role in STATION_ROLES}
    return roles.pop() if len(roles) == 1 else None


async def level(update: Update, ctx: Context) -> None:
    """Not at a TPS: a post of the kelurahan or kecamatan."""
    here = entry.proven(ctx)
    picked = areas.area(ctx.tx, ctx.word(0))
    if picked is None or picked.level not in _ROLES:
        raise Malformed
    _ask_role(ctx, here.at("role", area=picked.code, station_id=0), picked.level)


async def role(update: Update, ctx: Context) -> None:
    """A role was picked."""
    here = entry.proven(ctx)
    if here.step != "role" or ctx.word(0) not in _ROLES[_level(ctx, here)]:
        raise Malformed
    here = here.at("name", role=ctx.word(0))
    if here.person_id:
        _file(ctx, here, "")
    else:
        ask_name(ctx, here)


def _level(ctx: Context, here: Entry) -> str:
    if here.station_id:
        return "station"
    picked = areas.area(ctx.tx, here.area)
    if picked is None or picked.level not in _ROLES:
        raise Malformed
    return picked.level


async def nickname(update: Update, ctx: Context) -> None:
    """The name of the Telegram account will do."""
    here = entry.proven(ctx)
    if here.step != "name":
        raise Malformed
    _named(ctx, here, ctx.user.full_name)


async def back(update: Update, ctx: Context) -> None:
    """One step back; somebody who was invited is asked for the name alone."""
    here = entry.proven(ctx)
    if here.invitation_id:
        ask_name(ctx, here)
        return
    earlier = _BEFORE.get(here.step)
    if earlier == "role":
        _ask_role(ctx, here, _level(ctx, here))
    elif earlier == "station":
        found = areas.area(ctx.tx, here.area)
        _to_area(ctx, here.at("station", station_id=0), found)
    elif earlier is not None and here.area:
        above = areas.chain(here.area)[1:2]
        _to_area(ctx, here, areas.area(ctx.tx, above[0]) if above else None)
    else:
        begin(ctx, here)


async def cancel(update: Update, ctx: Context) -> None:
    """/batal of somebody at the door; what was asked for already is taken back by its button."""
    waiting = registration.waiting_request(ctx.tx, ctx.user.id)
    if waiting is not None and entry.current(ctx) is None:
        ctx.reply(texts.REQUEST_WAITING, [[button(texts.WITHDRAW, "reg.drop", waiting.id)]])
        return
    entry.leave(ctx)
    ctx.reply(texts.CANCELLED)


async def quit_(update: Update, ctx: Context) -> None:
    """Batal: nothing was stored."""
    entry.proven(ctx)
    entry.leave(ctx)
    ctx.edit(texts.CANCELLED)


# ── Words ────────────────────────────────────────────────────────────────────────────────────
async def take(update: Update, ctx: Context) -> bool:
    """Words at the door: a kelurahan, the number of a TPS, the own name, or batal."""
    here = entry.current(ctx)
    if here is None or not here.phone or not ctx.text or ctx.text.startswith("/"):
        return False
    if ctx.text.casefold() == CANCEL_WORD:
        entry.leave(ctx)
        ctx.reply(texts.CANCELLED)
        return True
    if ctx.text.casefold() == common.BACK_WORD and here.step in (*_BEFORE, "district"):
        await back(update, ctx)
        return True
    typed = {"district": _typed_area, "village": _typed_area, "station": _typed_station,
             "name": _typed_name}.get(here.step)  # fmt: skip
    if typed is None:
        if ctx.known:
            return False
        raise Refused(texts.PRESS_ONE)
    typed(ctx, here)
    return True


def _typed_area(ctx: Context, here: Entry) -> None:
    """The kecamatan that is asked for, or a kelurahan at once: many carry the same name."""
    asked = here.step == "district"
    named = [a for a in area_names.find(ctx.tx, ctx.text) if a.code.startswith(here.area)]
    for level in ("district", "village") if asked else ("village",):
        fitting = [each for each in named if each.level == level]
        if len(fitting) == 1:
            _to_area(ctx, here, fitting[0])
            return
        if fitting:
            raise Refused(texts.SEVERAL_VILLAGES)
    raise Refused(texts.NO_SUCH_DISTRICT if asked else texts.NO_SUCH_VILLAGE)


def _typed_station(ctx: Context, here: Entry) -> None:
    digits = ctx.text.casefold().removeprefix("tps").strip()
    valid = digits.isascii() and digits.isdigit() and len(digits) <= 4
    picked = areas.station_by_number(ctx.tx, here.area, int(digits)) if valid else None
    if picked is None:
        raise Refused(texts.NO_SUCH_STATION)
    _at_station(ctx, here, picked)


def _typed_name(ctx: Context, here: Entry) -> None:
    _named(ctx, here, ctx.text)


def _named(ctx: Context, here: Entry, name: str) -> None:
    if here.invitation_id:
        invited.enter(ctx, here, values.name(name))
    else:
        _file(ctx, here, values.name(name))


# ── The request ──────────────────────────────────────────────────────────────────────────────
def _file(ctx: Context, here: Entry, name: str) -> None:
    """Write the request down, in place of one that still waits, and ask those who know."""
    _not_too_often(ctx)
    withdraw_waiting(ctx)
    known = people.person(ctx.tx, here.person_id) if here.person_id else None
    wish = Wish(
        known.name if known else name, here.phone, known.id if known else None, here.role,
        here.area, here.station_id or None,
    )  # fmt: skip
    number = registration.ask(ctx.tx, ctx.now, ctx.event.id, ctx.user.id, wish)
    request = registration.request(ctx.tx, number)
    assert request is not None
    if not request_card.ask_those_who_know(ctx.tx, ctx.now, request):
        request_card.ask_admins(ctx.tx, ctx.now, ctx.policy, request)
    ctx.audit("request", f"request:{number}", f"{here.role} {here.area} {here.station_id}")
    entry.leave(ctx)
    ctx.respond(texts.REQUEST_SENT, [[button(texts.WITHDRAW, "reg.drop", number)]])


def withdraw_waiting(ctx: Context) -> None:
    """There is one open request for each account."""
    waiting = registration.waiting_request(ctx.tx, ctx.user.id)
    if waiting is not None:
        registration.decide(ctx.tx, ctx.now, waiting.id, "withdrawn", None)
        request_card.show_decision(ctx.tx, ctx.now, ctx.policy, waiting.id)


async def withdraw(update: Update, ctx: Context) -> None:
    """The one who asked no longer wants in; nobody else's request can be named."""
    waiting = registration.waiting_request(ctx.tx, ctx.user.id)
    if waiting is None or waiting.id != ctx.number(0):
        raise Malformed
    withdraw_waiting(ctx)
    ctx.edit(texts.REQUEST_WITHDRAWN)
