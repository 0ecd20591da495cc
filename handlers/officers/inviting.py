"""/undang: links and QR codes that let people in, and the personal invitation by WhatsApp."""

import io
import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import segno
from telegram import Update

from handlers.access import STATION_ROLES, Action, Place, Role
from handlers.buttons import link
from handlers.context import Context
from handlers.errors import Refused
from handlers.officers import scope, titles
from handlers.officers.grants import require_grant
from handlers.roster import codes, roles
from handlers.texts import officers as texts
from storage import areas, files, outbox, registration
from storage.officers import Officer
from storage.registration import Offer

LIFE = timedelta(hours=48)
MOST_USES = 100


@dataclass(frozen=True)
class Wanted:
    """What /undang asks for."""

    offer: Offer
    uses: int


async def command(update: Update, ctx: Context) -> None:
    """/undang KODE PERAN [INSTANSI] [JUMLAH]: a link and its QR code."""
    ctx.require(Action.APPROVE_PEOPLE)
    if len(ctx.words) < 2:
        raise Refused(texts.INVITE_USAGE)
    wanted = _read(ctx, ctx.words)
    offer = wanted.offer
    require_grant(ctx, offer.role, Place(offer.area, offer.station_id))
    address = _make(ctx, offer, wanted.uses)
    title = titles.at(ctx.tx, offer.role, offer.area, offer.station_id, offer.agency)
    until = ctx.policy.local(ctx.now + LIFE)
    _send_code(ctx, address, texts.invitation(title, address, wanted.uses, until))


async def by_whatsapp(update: Update, ctx: Context) -> None:
    """📲 Undang lewat WhatsApp: the personal invitation written out behind a wa.me link."""
    officer = scope.granted(ctx, ctx.number(0))
    ctx.reply(
        texts.personal_ready(officer.name), [[link(texts.OPEN_WHATSAPP, whatsapp(ctx, officer))]]
    )


def whatsapp(ctx: Context, officer: Officer) -> str:
    """A wa.me address with a new personal invitation for somebody on the roster."""
    post = officer.post
    offer = Offer(post.role, post.area, post.station_id, post.agency, officer.person_id)
    address = _make(ctx, offer, 1)
    until = ctx.policy.local(ctx.now + LIFE)
    words = texts.personal_message(officer.name, titles.of(officer), address, until)
    number = (officer.phone or "").lstrip("+")
    return f"https://wa.me/{number}?text={quote(words)}"


def _make(ctx: Context, offer: Offer, uses: int) -> str:
    """Write an invitation down and return its address."""
    token = secrets.token_urlsafe(16)
    number = registration.invite(
        ctx.tx, ctx.now, ctx.event.id, token, offer, uses=uses, expires_at=ctx.now + LIFE,
        created_by=ctx.actor.person.id,
    )  # fmt: skip
    ctx.audit("invite", f"invitation:{number}", f"{offer.role} {offer.area} {offer.station_id}")
    return f"https://t.me/{ctx.policy.bot_username}?start={token}"


def _send_code(ctx: Context, address: str, caption: str) -> None:
    image = io.BytesIO()
    segno.make(address, error="m").save(image, kind="png", scale=10, border=4)
    name = files.keep(ctx.tx, ctx.now, "undangan.png", image.getvalue())
    payload: outbox.Payload = {"photo": name, "caption": caption, "parse_mode": "HTML"}
    outbox.put(ctx.tx, ctx.now, "sendPhoto", payload, chat_id=ctx.chat.id, kind="invitation")


# ── Reading the command ──────────────────────────────────────────────────────────────────────
def _read(ctx: Context, words: list[str]) -> Wanted:
    """Raises Refused with what to type instead."""
    code, *rest = words
    uses = 1
    if rest and rest[-1].isascii() and rest[-1].isdigit():
        uses = int(rest.pop()[:6])
    if not 1 <= uses <= MOST_USES:
        raise Refused(texts.uses_out_of_range(MOST_USES))
    area, station_id = _place(ctx, code)
    role, agency = _role(rest)
    roles.check_level(role, "station" if station_id is not None else codes.level(area))
    roles.check_agency(role, agency)
    agency = agency or roles.default_agency(role)
    return Wanted(Offer(role, area, station_id, agency), uses)


def _place(ctx: Context, raw: str) -> tuple[str, int | None]:
    code = codes.any_code(raw)
    if codes.level(code) != "station":
        if areas.area(ctx.tx, code) is None:
            raise Refused(texts.INVITE_AREA_UNKNOWN)
        return code, None
    station = areas.station_by_number(ctx.tx, *codes.split_station(code))
    if station is None:
        raise Refused(texts.INVITE_STATION_UNKNOWN)
    return station.area, station.id


def _role(words: list[str]) -> tuple[Role, str | None]:
    """The role, perhaps followed by an agency: 'ketua kpps', 'koordinator satpol pp'."""
    if not words:
        raise Refused(texts.INVITE_USAGE)
    for size in range(len(words), 0, -1):
        try:
            role = roles.role(" ".join(words[:size]))
        except Refused:
            if size == 1:
                raise
            continue
        if role is Role.PENJAGA:
            raise Refused(texts.GUARDS_BY_ROSTER)
        rest = " ".join(words[size:])
        return role, roles.agency(rest) if rest and role not in STATION_ROLES else None
    raise Refused(texts.INVITE_USAGE)
