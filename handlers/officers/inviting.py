"""/undang: links and QR codes that let people in, and the personal invitation by WhatsApp."""

import io
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

import segno
from telegram import Update

from handlers import area_names
from handlers.access import STATION_ROLES, Action, Place, Role, allowing
from handlers.buttons import link
from handlers.context import Context
from handlers.errors import Refused
from handlers.officers import asked, browsing, scope, titles
from handlers.officers.grants import may_grant, place_of, require_grant
from handlers.policy import Policy
from handlers.roster import codes, roles
from handlers.texts import officers as texts
from storage import files, outbox, registration
from storage.areas import Area, Station
from storage.officers import Officer
from storage.registration import Offer

LIFE = timedelta(hours=48)
RENEWED = timedelta(hours=24)
"""A personal invitation that ends sooner is not sent again: a new one is made."""
MOST_USES = 100


@dataclass(frozen=True)
class Wanted:
    """What /undang asks for."""

    offer: Offer
    uses: int


async def command(update: Update, ctx: Context) -> None:
    """/undang KODE PERAN [INSTANSI] [JUMLAH]: a link and its QR code."""
    ctx.require(Action.APPROVE_PEOPLE)
    if not ctx.words:
        raise Refused(_usage(ctx))
    if _offers_person(ctx, " ".join(ctx.words)):
        return
    wanted = _read(ctx, ctx.words)
    offer = wanted.offer
    require_grant(ctx, offer.role, Place(offer.area, offer.station_id))
    address = _make(ctx, offer, wanted.uses)
    title = titles.at(ctx.tx, offer.role, offer.area, offer.station_id, offer.agency)
    until = ctx.policy.local(ctx.now + LIFE)
    send_code(ctx, address, texts.invitation(title, address, wanted.uses, until))


async def by_whatsapp(update: Update, ctx: Context) -> None:
    """📲 Undang lewat WhatsApp: the personal invitation written out behind a wa.me link."""
    offer_whatsapp(ctx, scope.granted(ctx, ctx.number(0)))


def offer_whatsapp(ctx: Context, officer: Officer) -> None:
    """A button that opens WhatsApp with the personal invitation written out."""
    ctx.reply(
        texts.personal_ready(officer.name), [[link(texts.OPEN_WHATSAPP, whatsapp(ctx, officer))]]
    )


def whatsapp(ctx: Context, officer: Officer) -> str:
    """A wa.me address with the personal invitation of somebody on the roster."""
    address, until = personal(ctx, officer)
    words = texts.personal_message(
        officer.name, titles.of(officer), inviter(ctx), _event_name(ctx), address, until
    )
    return written_to(officer.phone, words)


def personal(ctx: Context, officer: Officer) -> tuple[str, datetime]:
    """The address of somebody's personal invitation and its end on the wall clock.

    One that this person made and that is good for a day yet is sent again: the link that went
    out first stays good, and pressing twice leaves one invitation.
    """
    post = officer.post
    offer = Offer(post.role, post.area, post.station_id, post.agency, officer.person_id)
    made = registration.personal_invitation(
        ctx.tx, ctx.now + RENEWED, ctx.event.id, offer, ctx.actor.person.id
    )
    if made is not None:
        return _address(ctx, made.token), ctx.policy.local(made.expires_at)
    return _make(ctx, offer, 1), ctx.policy.local(ctx.now + LIFE)


def written_to(phone: str | None, words: str) -> str:
    """A wa.me address with words written out; without a number WhatsApp asks for whom."""
    number = "".join(c for c in phone or "" if c.isascii() and c.isdigit())
    return f"https://wa.me/{number}?text={quote(words, safe='')}"


def inviter(ctx: Context) -> str:
    """Who invites, as those invited know them: Hadi, lurah Kel. Jodipan (plain text)."""
    held = allowing(ctx.actor.posts, Action.APPROVE_PEOPLE) or list(ctx.actor.posts)
    post = held[0]
    title = titles.at(ctx.tx, post.role, post.area, post.station_id, post.agency)
    return f"{ctx.actor.person.name}, {title}"


def _event_name(ctx: Context) -> str | None:
    return None if ctx.event.voting_day is None else ctx.event.name


def bot_address(policy: Policy) -> str:
    """Where the bot is found."""
    return f"https://t.me/{policy.bot_username}"


def _address(ctx: Context, token: str) -> str:
    return f"{bot_address(ctx.policy)}?start={token}"


def _make(ctx: Context, offer: Offer, uses: int) -> str:
    """Write an invitation down and return its address."""
    token = secrets.token_urlsafe(16)
    number = registration.invite(
        ctx.tx, ctx.now, ctx.event.id, token, offer, uses=uses, expires_at=ctx.now + LIFE,
        created_by=ctx.actor.person.id,
    )  # fmt: skip
    ctx.audit("invite", f"invitation:{number}", f"{offer.role} {offer.area} {offer.station_id}")
    return _address(ctx, token)


def send_code(ctx: Context, address: str, caption: str) -> None:
    """An address as a QR code, with words below."""
    image = io.BytesIO()
    segno.make(address, error="m").save(image, kind="png", scale=10, border=4)
    name = files.keep(ctx.tx, ctx.now, "undangan.png", image.getvalue())
    payload: outbox.Payload = {"photo": name, "caption": caption, "parse_mode": "HTML"}
    outbox.put(ctx.tx, ctx.now, "sendPhoto", payload, chat_id=ctx.chat.id, kind="invitation")


# ── Reading the command ──────────────────────────────────────────────────────────────────────
def _read(ctx: Context, words: list[str]) -> Wanted:
    """Raises Refused with what to type instead."""
    (area, station_id), rest = _place(ctx, words)
    uses = 1
    if rest and rest[-1].isascii() and rest[-1].isdigit():
        uses = int(rest.pop()[:6])
    if not 1 <= uses <= MOST_USES:
        raise Refused(texts.uses_out_of_range(MOST_USES))
    role, agency = _role(ctx, rest)
    roles.check_level(role, "station" if station_id is not None else codes.level(area))
    roles.check_agency(role, agency)
    agency = agency or roles.default_agency(role)
    return Wanted(Offer(role, area, station_id, agency), uses)


def _usage(ctx: Context) -> str:
    """How to invite, with codes of the own area."""
    station = scope.example(ctx)
    return texts.invite_usage(station, station.partition("-")[0])


def _place(ctx: Context, words: list[str]) -> tuple[tuple[str, int | None], list[str]]:
    """The place with which the words begin, and the rest. Raises Refused."""
    wrong = Refused(texts.INVITE_AREA_UNKNOWN)
    for size in range(len(words), 0, -1):
        try:
            place = asked.spot(ctx, " ".join(words[:size])) or _called(ctx, words[:size])
        except asked.Ambiguous:
            raise
        except Refused as refused:
            wrong = refused  # of the shortest: the code itself, without the role behind it
            continue
        if isinstance(place, Station):
            return (place.area, place.id), words[size:]
        if place is not None:
            return (place.code, None), words[size:]
    if not any(letter.isdigit() for letter in words[0]):
        raise Refused(_usage(ctx))
    raise wrong


def _called(ctx: Context, words: list[str]) -> Area | None:
    found = area_names.exact(ctx.tx, " ".join(words))
    return found[0] if len(found) == 1 else None


def _offers_person(ctx: Context, words: str) -> bool:
    """Whether the words name somebody on the roster: then each may be invited by WhatsApp."""
    if re.search(r"\d{2}\.\d{2}", words) or not asked.somebody(ctx, words):
        return False
    found = asked.people(ctx, words).officers
    own = [e for e in found if may_grant(ctx.actor.posts, e.post.role, place_of(e.post))]
    if not own:
        return False
    _, rows = browsing.listed(own, "of.wa", words)
    ctx.reply(texts.invite_whom(words), rows)
    return True


def _role(ctx: Context, words: list[str]) -> tuple[Role, str | None]:
    """The role, perhaps followed by an agency: 'ketua kpps', 'koordinator satpol pp'."""
    if not words:
        raise Refused(_usage(ctx))
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
    raise Refused(_usage(ctx))
