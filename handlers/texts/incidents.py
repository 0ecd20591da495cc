"""Words of an incident's copies: alert, group copy, receipt, and what was done."""

from collections.abc import Iterable, Sequence
from html import escape as esc

from handlers.access import Role
from handlers.incidents.facts import Affected, Facts, Reachable
from handlers.incidents.fitting import FITS, Fit, fitted, short
from handlers.texts.common import (
    REHEARSAL,
    agency_name,
    area_name,
    count,
    phone_number,
    role_name,
    station_name,
    tps,
)
from handlers.texts.dates import clock
from handlers.texts.incident_kinds import KIND_LABELS, STEPS, severity_label
from storage.incidents import Incident, Severity, Step, StepKind
from storage.people import Post

WATCH = "👍 Dipantau"
TAKE = "🙋 Saya tangani"
DONE = "✅ Selesai"
DISMISS = "🚫 Bukan masalah"
ROUTE = "🗺 Rute"
REVEAL = "👤 Nama pelapor"
NO_CIRCLE = (
    "🔒 Ada laporan rahasia tanpa penerima. Daftarkan koordinator Bawaslu untuk wilayah "
    "{area}: /petugas. Isi laporan tidak ditampilkan di sini."
)
MOST_WORDS = 1000
MOST_CAPACITIES = 3
MOST_ADDED = 350
"""Characters of an addition in the message that tells of it; the whole is under Riwayat."""
FEWEST_NUMBERS = 3
"""Telephone numbers in a receipt that reached nobody, however little room there is."""


def capacity(post: Post) -> str:
    """What somebody is, without saying who: fit for groups."""
    if post.role == Role.KOORDINATOR and post.agency:
        return agency_name(post.agency)
    return role_name(post.role)


# ── The alert ────────────────────────────────────────────────────────────────────────────────
def alert(facts: Facts) -> str:
    """The copy in a private chat of somebody responsible."""
    return fitted(lambda fit: _alert(facts, fit))


def shortened(facts: Facts) -> bool:
    """Whether the copy leaves out something that was said or done."""
    return alert(facts) != _alert(facts, FITS[0]) or len(facts.steps) > FITS[0].steps


def _alert(facts: Facts, fit: Fit) -> str:
    return "\n".join([
        _head(facts), *_where(facts, fit), *_what(facts, fit), *_affected(facts.affected, fit),
        *_similar(facts), "",
        *(_secret_reporter if facts.incident.confidential else _people)(facts, fit),
        *_charge(facts), *_timeline(facts, fit, named=True),
    ])  # fmt: skip


def group_copy(facts: Facts) -> str:
    """The copy in a group: no names, numbers, photos, health, or anybody's own words."""
    return fitted(lambda fit: "\n".join([
        _head(facts), *_where(facts, fit), *_headline(facts, fit), *_affected(facts.affected, fit),
        *_charge(facts), *_timeline(facts, fit, named=False),
    ]))  # fmt: skip


def receipt(facts: Facts, told: Sequence[str], numbers: Iterable[tuple[str, str]]) -> str:
    """What the reporter reads: number, what was stored, who got it, what they did.

    `told` are the capacities of those who got it, `numbers` whom to call if there is nobody.
    """
    phones = list(numbers)
    return fitted(lambda fit: _receipt(facts, fit, told, phones))


def _receipt(
    facts: Facts, fit: Fit, told: Sequence[str], numbers: Sequence[tuple[str, str]]
) -> str:
    incident, severity = facts.incident, severity_label(facts.incident.severity)
    lines = [
        f"{_mark(facts)}✅ No. {incident.id}. {_title(facts)} · {severity}",
        *_where(facts, fit)[:1], *_what(facts, fit),
    ]  # fmt: skip
    if incident.confidential:
        lines.append("🔒 Rahasia: hanya Bawaslu dan petugas Bakesbangpol yang ditunjuk. "
                     "Ini informasi awal, bukan laporan resmi ke Bawaslu.")  # fmt: skip
    elif told:
        lines.append(f"Diteruskan ke: {esc(', '.join(told))}.")
    elif incident.severity is Severity.INFO:
        lines.append("Masuk rangkuman harian.")
    else:
        lines.append("⚠️ Belum ada penerima yang bisa dihubungi bot. Telepon sekarang:")
        most = max(fit.stations, FEWEST_NUMBERS)
        lines += [f"{esc(name)} {phone_number(phone)}" for name, phone in numbers[:most]]
    lines += _timeline(facts, fit, named=not incident.confidential)
    if not incident.closed:
        lines.append("Ada kabar, foto, atau lokasi? Balas pesan ini. Salah? Ketik: <b>batal</b>")
    return "\n".join(lines)


def not_yours(incident: Incident) -> str:
    """In place of a copy in a chat that may see it no longer."""
    return f"No. {incident.id}: tidak lagi ditampilkan di sini."


def _head(facts: Facts) -> str:
    lock = "🔒 " if facts.incident.confidential else ""
    severity = severity_label(facts.incident.severity)
    return f"{_mark(facts)}{lock}{severity} · <b>No. {facts.incident.id}</b> · {_title(facts)}"


def _mark(facts: Facts) -> str:
    return REHEARSAL if facts.rehearsal else ""


def _title(facts: Facts) -> str:
    return f"<b>{esc(KIND_LABELS[facts.incident.kind])}</b>"


def place(facts: Facts) -> str:
    """TPS 012 Jodipan, a store's name, or the area (escaped)."""
    if facts.station is not None:
        return station_name(facts.station)
    if facts.store is not None:
        return esc(facts.store.name)
    return area_name(facts.area) if facts.area else esc(facts.incident.area)


def _where(facts: Facts, fit: Fit) -> list[str]:
    name = place(facts)
    if facts.district is not None and facts.district != facts.area:
        name += f", {area_name(facts.district)}"
    site = facts.station or facts.store
    address = [esc(site.address)] if site and site.address and fit.address else []
    return [f"📍 {name}", *address]


def _headline(facts: Facts, fit: Fit) -> list[str]:
    return [esc(short(facts.incident.headline, fit.headline))] if facts.incident.headline else []


def _what(facts: Facts, fit: Fit) -> list[str]:
    own = _headline(facts, fit)
    if facts.incident.description in ("", facts.incident.headline):
        return own
    return [*own, f"“{esc(short(facts.incident.description, fit.words))}”"]


def _affected(affected: Affected | None, fit: Fit) -> list[str]:
    if affected is None or not affected.stations:
        return []
    named = [tps(station.number) for station in affected.stations[: fit.stations]]
    more = ["…"] if len(affected.stations) > len(named) else []
    which = f" ({', '.join([*named, *more])})" if named else ""
    voters = f", {count(affected.voters)} pemilih" if affected.voters else ""
    return [f"Terdampak: {len(affected.stations)} TPS{voters}{which}"]


def _similar(facts: Facts) -> list[str]:
    if facts.incident.joined_to is not None:
        return [f"🔗 Digabung dengan No. {facts.incident.joined_to}."]
    if facts.similar is None:
        return []
    return [f"🔗 Mungkin sama dengan No. {facts.similar.id}."]


def _people(facts: Facts, fit: Fit) -> list[str]:
    at = clock(facts.local(facts.incident.created_at))
    behalf = (
        f", atas kabar {esc(short(facts.on_behalf, 30))}" if facts.on_behalf and fit.address else ""
    )
    lines = [f"Pelapor {at}: {reachable(facts.reporter)}{behalf}"]
    lines += [
        f"Juga dilaporkan (No. {each.incident.id}): {reachable(each.reporter)}"
        for each in facts.joined[: fit.witnesses]
    ]
    lines += _unnamed_witnesses(facts, fit)
    return lines + [f"Di lokasi: {reachable(other)}" for other in facts.others[: fit.others]]


def _secret_reporter(facts: Facts, fit: Fit) -> list[str]:
    at = clock(facts.local(facts.incident.created_at))
    also = [f"Juga dilaporkan: No. {e.incident.id}" for e in facts.joined[: fit.witnesses]]
    return [f"Pelapor {at}: {secret_name(facts)}", *also, *_unnamed_witnesses(facts, fit)]


def _unnamed_witnesses(facts: Facts, fit: Fit) -> list[str]:
    left = len(facts.joined) - fit.witnesses
    return [f"… dan {left} pelapor lain"] if left > 0 else []


def secret_name(facts: Facts) -> str:
    """petugas Kel. Jodipan"""
    area = area_name(facts.area) if facts.area else esc(facts.incident.area)
    return f"petugas {area}"


def reachable(who: Reachable) -> str:
    """Bapak/Ibu Slamet (linmas) +62… (escaped)"""
    role = f" ({role_name(who.role)})" if who.role else ""
    phone = f" {phone_number(who.person.phone)}" if who.person.phone else ""
    return f"{named(who.person.name)}{role}{phone}"


def named(name: str | None) -> str:
    """Bapak/Ibu Slamet (escaped)"""
    return f"Bapak/Ibu {esc(name or '')}"


def _charge(facts: Facts) -> list[str]:
    agencies = ", ".join(agency_name(agency) for agency in facts.kind.agencies)
    lines = [f"Penanggung jawab: {agencies}"] if agencies else []
    if facts.ahead is not None:
        posts = [each.post for each in facts.ahead.recipients if each.post is not None]
        further = capacities(posts, MOST_CAPACITIES)
        what = f"diteruskan ke: {esc(further)}" if further else "penerima yang sama diingatkan lagi"
        at = clock(facts.local(facts.ahead.due))
        lines.append(f"Mohon dijawab. Bila belum ada jawaban pukul {at}, {what}.")
    return lines


def capacities(posts: Iterable[Post], most: int | None = None) -> str:
    """camat, BPBD/Damkar (not escaped): what people are, without saying who."""
    found = list(dict.fromkeys(capacity(post) for post in posts))
    return ", ".join(found[:most]) + (" dan lainnya" if found[most or len(found) :] else "")


def forwarded(posts: Iterable[Post]) -> str | None:
    """Who was told because nobody answered: the note of that step."""
    found = capacities(posts)
    return f"Diteruskan ke {found}" if found else None


# ── What was done ────────────────────────────────────────────────────────────────────────────
def _timeline(facts: Facts, fit: Fit, *, named: bool) -> list[str]:
    earlier = max(len(facts.steps) - fit.steps, 0)
    last = facts.steps[earlier:]
    lines = [_step(facts, e, named=named, most=fit.note) for e in last]
    more = [f"… {earlier} langkah sebelumnya"] if earlier else []
    return ["", *more, *lines] if facts.steps else []


def every_step(facts: Facts) -> list[str]:
    """All that was done, oldest first (escaped)."""
    return [_step(facts, step, named=True) for step in facts.steps]


_IMPERSONAL = frozenset({StepKind.ESCALATED, StepKind.EXPECTED})
"""Steps whose notes the bot wrote itself, without any names."""
_WITHIN = frozenset({StepKind.EXPECTED, StepKind.ASSIGNED})
"""Steps whose notes stand within the sentence."""


def _step(facts: Facts, step: Step, *, named: bool, most: int = MOST_WORDS) -> str:
    who = _actor(facts, step, named=named)
    shown = named or step.kind in _IMPERSONAL
    note = esc(step.note or "") if shown else "petugas lain"
    text = STEPS[step.kind].format(at=clock(facts.local(step.at)), who=who, note=note)
    if step.kind in _WITHIN:
        return text
    return f"{text}. {esc(short(step.note, most))}" if step.note and shown and most else text


def _actor(facts: Facts, step: Step, *, named: bool) -> str:
    if step.person_id == facts.incident.reporter_id and (facts.incident.confidential or not named):
        return "pelapor"
    role = esc(step.capacity or "")
    if not named or step.name is None:
        return role or "petugas"
    return f"{by_name(step)}"


def by_name(step: Step) -> str:
    """Bapak/Ibu Hadi (Polri), escaped."""
    return by(step.name, step.capacity)


def by(name: str | None, role: str | None) -> str:
    """Bapak/Ibu Hadi (Polri), escaped."""
    return f"{named(name)} ({esc(role)})" if role else named(name)


def about(facts: Facts) -> str:
    """No. 12 (Bencana, TPS 012 Jodipan), escaped."""
    lock = "🔒 " if facts.incident.confidential else ""
    return f"{_mark(facts)}{lock}No. {facts.incident.id} ({_title(facts)}, {place(facts)})"


def _report(facts: Facts) -> str:
    return f"Laporan No. {facts.incident.id} ({_title(facts)}, {place(facts)})"


def told_taken(facts: Facts, step: Step, phone: str | None) -> str:
    """Somebody deals with it."""
    done = facts.incident.expected_at
    expected = f" Perkiraan selesai {clock(facts.local(done))}." if done else ""
    call = f" {phone_number(phone)}" if phone and not facts.incident.confidential else ""
    return (
        f"{_mark(facts)}🙋 {_report(facts)} ditangani "
        f"{closer(facts, step)}{call} sejak {clock(facts.local(step.at))}.{expected}"
    )


def told_done(facts: Facts, step: Step) -> str:
    """It is over."""
    note = f" {esc(step.note)}." if step.note else ""
    return (
        f"{_mark(facts)}✅ {_report(facts)} selesai "
        f"{clock(facts.local(step.at))} oleh {closer(facts, step)}.{note} Terima kasih. "
        "Belum selesai? Balas pesan ini."
    )


def told_reopened(facts: Facts) -> str:
    """It is not over after all."""
    return f"{_mark(facts)}↩️ {_report(facts)} belum selesai."


def closer(facts: Facts, step: Step) -> str:
    """Who did a step, as its reporter reads it (escaped): no name in a confidential matter."""
    if facts.incident.confidential:
        return esc(step.capacity or "petugas")
    return by_name(step)


# ── Additions ────────────────────────────────────────────────────────────────────────────────
def notice(facts: Facts, step: Step) -> str:
    """To those who have the alert: something was added."""
    lock = "🔒 " if facts.incident.confidential else ""
    return (
        f"{_mark(facts)}{lock}No. {facts.incident.id} ({_title(facts)}, {place(facts)})\n"
        f"{_step(facts, step, named=True, most=MOST_ADDED)}"
    )


def photos(number: int) -> str:
    """The button that sends the photos of an incident."""
    return f"🖼 Foto/berkas ({number})"
