"""What the stations report of their own course, and what lurah and PPS do about silent ones."""

from collections.abc import Collection, Iterator

from bot.city.chance import Chance
from bot.city.morning.people import Folk
from bot.city.morning.plan import Press, Report, minutes, quarter
from handlers.texts import morning as texts
from handlers.texts import silence as silence_texts
from handlers.texts.status import ready

LABELS = {"kotak": "kotak sudah di TPS", "lengkap": "petugas lengkap", "mulai": "rapat dimulai"}
SLOW = 0.02
"""The share of stations that report only after the nudge: at 06.15, or at 07.15."""


def write(
    folk: Folk, silent: Collection[str], late: Collection[str], chance: Chance
) -> Iterator[Report]:
    """Three milestones of each station that is not silent; `late` ones begin after 07.15."""
    for station in folk.roster.stations:
        if station.code in silent:
            continue
        phone, drawn = folk.staff(station.code).reporter.phone, chance.between(0, 1)
        yield from _before(station.code, phone, chance, slow=drawn < SLOW)
        if station.code not in late:
            yield _meeting(station.code, phone, chance, slow=drawn > 1 - SLOW)


def _before(station: str, phone: str, chance: Chance, *, slow: bool) -> Iterator[Report]:
    """Boxes and staff: both due at 06.00."""
    if slow:
        first = quarter(chance.between(minutes(6.16), minutes(6.27)))
        yield _typed(first, phone, station, "kotak", "06.05")
        yield _typed(first + 60, phone, station, "lengkap", "06.10")
        return
    first = quarter(30 + chance.between(0, 1) * chance.between(0, 450))
    yield _pressed(first, phone, station, "kotak")
    second = quarter(first + chance.between(15, 75))
    yield _pressed(second, phone, station, "lengkap")


def _meeting(station: str, phone: str, chance: Chance, *, slow: bool) -> Report:
    if slow:
        at = quarter(chance.between(minutes(7.16), minutes(7.28)))
        return _typed(at, phone, station, "mulai", "07.04")
    if chance.between(0, 1) < 0.1:
        early = quarter(chance.between(minutes(6.55), minutes(7.00)))
        return _pressed(early, phone, station, "mulai")
    after = quarter(chance.between(0, 1) * chance.between(0, 585))
    return _pressed(minutes(7.00) + after, phone, station, "mulai")


def _pressed(at: int, phone: str, station: str, milestone: str) -> Report:
    number = int(station.partition("-")[2])
    return Report(at, phone, station, milestone, ready(number, LABELS[milestone]), key=True)


def _typed(at: int, phone: str, station: str, milestone: str, hour: str) -> Report:
    return Report(at, phone, station, milestone, texts.at_hour(milestone, hour), key=False)


# ── Lurah and PPS ────────────────────────────────────────────────────────────────────────────
def leaders(folk: Folk, silent: Collection[str]) -> Iterator[Press]:
    """At 07.34 a PPS has a village reminded, at 07.36 the lurah of another reports for one."""
    several = sorted({
        code.partition("-")[0] for code in silent
        if 2 <= sum(other.startswith(f"{code.partition('-')[0]}-") for other in silent) < 8
    })  # fmt: skip
    about = (LABELS["mulai"],)
    reminding, reporting = several[0], several[-1]
    pps = folk.heads(reminding, "pps")[0].phone
    yield Press(minutes(7.34), pps, silence_texts.REMIND_ALL, about=about)
    lurah = folk.heads(reporting, "lurah")[0].phone
    number = min(code for code in silent if code.startswith(f"{reporting}-")).partition("-")[2]
    for wait, label in enumerate((silence_texts.REPORT, number, "07.05")):
        yield Press(minutes(7.36) + 15 * wait, lurah, label, about=about)
