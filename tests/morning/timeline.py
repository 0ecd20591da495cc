"""Two timelines of the same morning: what the rules ask for, and what the phones showed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.city.morning.plan import LASTS, SLOT, Case, Press, minutes
from handlers.texts import bunch, incident_acts, incidents, silence
from tests.morning.playing import Played, Sight
from tests.morning.rules import ANSWER, LEVELS, Rules, Told, chain_of

GRACE = 15 * 60
LABELS = {"kotak": "kotak sudah di TPS", "lengkap": "petugas lengkap", "mulai": "rapat dimulai"}
EARLY = ("kotak", "lengkap")
HURT = ("luka", "pingsan")


@dataclass(frozen=True, order=True)
class Event:
    """A new message on a phone; `about` is a case, a station or a milestone."""

    at: int
    account: int
    kind: str
    about: str
    silent: bool = False


# ── What the rules ask for ───────────────────────────────────────────────────────────────────
@dataclass
class Course:
    """An incident as it goes on: who has it, who reported it, what happened."""

    case: Case
    told: Told
    has: set[int]
    witnesses: list[int]
    stopped_at: float = float("inf")
    escalated_at: list[int] = field(default_factory=list)

    @property
    def about(self) -> str:
        return f"case {self.case.number}"


class Expected:
    """Every new message of the morning, from the script and the rules alone."""

    def __init__(self, played: Played) -> None:
        self._played = played
        self._rules = Rules(played)
        self._account_of = played.account_of
        self.courses: dict[int, Course] = {}
        self.events = sorted([
            *self._incidents(), *self._receipts(), *self._prompts(), *self._silence(),
        ])  # fmt: skip

    # ── Incidents ────────────────────────────────────────────────────────────────────────────
    def _incidents(self) -> Iterator[Event]:
        """Case by case; what is joined stops climbing, and its reporter becomes a witness."""
        presses = self._played.morning.presses
        for case in self._played.morning.cases:
            about = [each for each in presses if each.case == case.number]
            told = Told(frozenset(), frozenset())
            if case.severity != "INFO":
                told = self._rules.told(case)
            has = set(told.aloud | told.silent)
            course = Course(case, told, has, [self._account_of[case.phone]])
            self.courses[case.number] = course
            course.stopped_at = self._stopped(case, about)
            yield from self._at_once(course)
        for press in presses:
            if press.label == bunch.JOIN:
                yield from self._join(press)
        for course in self.courses.values():
            yield from self._climbs(course)
        for press in presses:
            yield from self._answer(press)
        yield from self._digests()

    def _digests(self) -> Iterator[Event]:
        """INFO at 08.00: to lurah and PPS, and to Bakesbangpol of the city, which sees all."""
        cases: dict[int, list[Course]] = {}
        for course in self.courses.values():
            if course.case.severity == "INFO":
                chain = chain_of(course.case.station)
                everything = self._rules.at(chain[2], "koordinator", "Bakesbangpol")
                for account in self._rules.heads_of(chain[0]) | self._rules.accounts(everything):
                    cases.setdefault(account, []).append(course)
        for account, found in cases.items():
            about = ", ".join(each.about for each in found)
            yield Event(minutes(8.00), account, "digest", about, silent=True)

    def _stopped(self, case: Case, presses: Iterable[Press]) -> float:
        stopping = (incidents.WATCH, incidents.TAKE, incidents.DONE, incidents.DISMISS)
        return min((
            each.at for each in presses if each.label == bunch.JOIN
            or (each.label in stopping and self._rules.answers_for(case, each.phone))
        ), default=float("inf"))  # fmt: skip

    def _at_once(self, course: Course) -> Iterator[Event]:
        case = course.case
        yield Event(case.at, course.witnesses[0], "receipt", course.about)
        for account in course.told.aloud:
            yield Event(case.at, account, "alert", course.about)
        for account in course.told.silent:
            yield Event(case.at, account, "alert", course.about, silent=True)
        if any(case.text.endswith(word) for word in HURT):
            for account in self._rules.insured(case):
                yield Event(case.at + SLOT, account, "claim", course.about)

    def _join(self, press: Press) -> Iterator[Event]:
        newer = self.courses[press.case or 0]
        older = self.courses[newer.case.double_of or 0]
        for account in sorted(newer.has - older.has):
            yield Event(press.at, account, "alert", older.about,
                        silent=account in newer.told.silent)  # fmt: skip
        older.has |= newer.has
        older.witnesses += newer.witnesses

    def _climbs(self, course: Course) -> Iterator[Event]:
        """Every so many minutes without an answer: to the next level, at last to everybody."""
        case, height, aloud = course.case, 0, set(course.told.aloud)
        top = 4 - LEVELS.get(case.severity, 4)
        at = case.at + ANSWER.get(case.severity, LASTS)
        while height < top and at < course.stopped_at and at <= LASTS:
            height = next((h for h in range(height + 1, top)
                           if self._rules.told(case, h).aloud - aloud), top)  # fmt: skip
            now = self._rules.told(case, height).aloud
            yield from (Event(at, each, "alert", course.about) for each in now - course.has)
            yield from (Event(at, each, "late", course.about) for each in now & course.has)
            yield from (Event(at, each, "phone", course.about) for each in course.witnesses)
            course.has |= now
            aloud |= now
            course.escalated_at.append(at)
            at += ANSWER[case.severity]

    def _answer(self, press: Press) -> Iterator[Event]:
        if press.case is None:
            return
        course, by = self.courses[press.case], self._account_of[press.phone]
        if course.case.late_start and press.label in (incidents.WATCH, incidents.TAKE):
            yield Event(press.at, course.witnesses[0], "state", course.about, silent=True)
        if press.label in (incidents.TAKE, incidents.DONE):
            kind = "taken" if press.label == incidents.TAKE else "done"
            yield from (Event(press.at, each, kind, course.about) for each in course.witnesses)
        if press.label == incidents.DONE:
            yield Event(press.at, by, "note", course.about)
        if press.label == incident_acts.DISMISS_YES:
            yield from (Event(press.at, each, "none", course.about) for each in course.witnesses)
        over = press.at + 60 * 60
        if press.label == incidents.TAKE and course.case.severity == "MERAH" and not any(
            each.case == press.case and each.label == incidents.DONE and each.at < over
            for each in self._played.morning.presses
        ) and over <= LASTS:  # fmt: skip
            yield Event(over, by, "held", course.about)

    # ── Milestones ───────────────────────────────────────────────────────────────────────────
    def _receipts(self) -> Iterator[Event]:
        for each in self._played.morning.reports:
            yield Event(each.at, self._account_of[each.phone], "receipt", each.milestone)

    def _known(self, milestone: str, before: int) -> set[str]:
        """Stations of which it is known before that second: itself, or a later milestone."""
        later = {"kotak": ("kotak", "mulai"), "lengkap": ("lengkap", "mulai")}
        codes = later.get(milestone, (milestone,))
        told = {(each.station, each.at) for each in self._played.morning.reports
                if each.milestone in codes}  # fmt: skip
        told |= {(each.station, each.at) for each in self._played.morning.cases if each.late_start
                 and "mulai" in codes}  # fmt: skip
        told |= {(station, at) for station, at in self.on_behalf() if "mulai" in codes}
        return {station for station, at in told if at < before}

    def on_behalf(self) -> Iterator[tuple[str, int]]:
        """What a lurah reports in place of a station: Laporkan, its number, the hour."""
        pressed = [each for each in self._played.morning.presses if each.case is None]
        for first, second, third in zip(pressed, pressed[1:], pressed[2:], strict=False):
            if first.label == silence.REPORT:
                village = next(o.place for o in self._played.roster.officers
                               if o.phone == first.phone)  # fmt: skip
                yield f"{village}-{second.label}", third.at

    def quiet(self, milestone: str, at: int) -> set[str]:
        """The stations that are silent about a milestone when the timers look."""
        stations = {each.code for each in self._played.roster.stations}
        return stations - self._known(milestone, at)

    def _prompts(self) -> Iterator[Event]:
        for at, milestones in ((0, EARLY), (minutes(7.00), ("mulai",))):
            for station in self.quiet(milestones[-1], at):
                for account in self._rules.reporters(station):
                    yield Event(at, account, "prompt", station)

    def _silence(self) -> Iterator[Event]:
        """Nudge, list, summary: a grace apart, each once; what is due together is one nudge."""
        for due, milestones in ((0, EARLY), (minutes(7.00), ("mulai",))):
            nudged, listed, summed = (due + GRACE * level for level in (1, 2, 3))
            for station in set.union(*(self.quiet(each, nudged) for each in milestones)):
                for account in self._rules.reporters(station):
                    yield Event(nudged, account, "nudge", station)
            for milestone in milestones:
                villages = {chain_of(each)[0] for each in self.quiet(milestone, listed)}
                for village in villages:
                    for account in self._rules.heads_of(village):
                        yield Event(listed, account, "list", milestone)
                left = {chain_of(each)[0] for each in self.quiet(milestone, summed)}
                for account in self._rules.following(left):
                    yield Event(summed, account, "list", milestone)
        yield from self._asked_again()

    def _asked_again(self) -> Iterator[Event]:
        for press in self._played.morning.presses:
            if press.label == silence.REMIND_ALL:
                village = next(o.place for o in self._played.roster.officers
                               if o.phone == press.phone)  # fmt: skip
                for station in self.quiet("mulai", press.at):
                    if station.startswith(f"{village}-"):
                        for account in self._rules.reporters(station):
                            yield Event(press.at, account, "again", station)
            if press.label == silence.REPORT:
                yield Event(press.at, self._account_of[press.phone], "picker", "mulai")


# ── What the phones showed ───────────────────────────────────────────────────────────────────
_SHOWN = {
    "alert": r"^(?:🔒 )?[🔴🟠🟡⚪] \w+ · No\. (?P<case>\d+) · ",
    "phone": r"^⏰ Belum ada yang menjawab\. .*\nLaporan (?:🔒 )?No\. (?P<case>\d+) ",
    "late": r"^⏰ (?:🔒 )?No\. (?P<case>\d+) .* belum dijawab sejak ",
    "held": r"^⏰ (?:🔒 )?No\. (?P<case>\d+) .* Bapak/Ibu tangani sejak ",
    "taken": r"^🙋 Laporan No\. (?P<case>\d+) .* ditangani ",
    "done": r"^✅ Laporan No\. (?P<case>\d+) .* selesai ",
    "none": r"^🚫 Laporan No\. (?P<case>\d+) .* dinyatakan bukan masalah ",
    "note": r"^✅ No\. (?P<case>\d+) selesai\. Apa yang sudah dilakukan",
    "claim": r"^🩺 Tindak lanjut BPJS, laporan No\. (?P<case>\d+)",
    "digest": r"^⚪ Rangkuman: \d+ laporan INFO baru\n",
    "prompt": r"^🔔 TPS (?P<tps>\d+) (?P<village>[^:]+): (?P<labels>[^?]+)\?\n",
    "again": r"^⏰ TPS (?P<tps>\d+) (?P<village>[^:]+): Bapak/Ibu .* menunggu kabar ",
    "nudge": r"^⏰ TPS (?P<tps>\d+) (?P<village>[^:]+): belum ada kabar (?P<labels>[^.]+)\.\n",
    "list": r"^⚪ Belum ada kabar: (?P<label>[^(]+) \(pukul",
    "picker": r"^✍️ (?P<label>[^,]+), Kel\. ",
    "receipt": r"^✅ No\. (?P<case>\d+)\. (?P<label>.+?)(?: \d\d\.\d\d| · )",
}
_MILESTONES = {label: code for code, label in LABELS.items()}


class Observed:
    """Every new message of the morning as the phones showed it."""

    def __init__(self, played: Played) -> None:
        self._case_of = {number: case for case, number in played.numbers.items()}
        villages = {
            area.name: area.code for area in played.roster.areas if area.code.count(".") == 3
        }
        self._village = villages
        self.unknown: list[Sight] = []
        self.events = sorted(filter(None, map(self._event, filter(_is_new, played.sights))))

    def _event(self, sight: Sight) -> Event | None:
        text = re.sub(r"^🆘 .*?(?=^✅)", "", sight.text, flags=re.DOTALL | re.MULTILINE)
        for kind, pattern in _SHOWN.items():
            if found := re.match(pattern, text, re.DOTALL if kind == "phone" else 0):
                about = self._about(found) if kind != "digest" else self._cases(text)
                shown = "state" if kind == "receipt" and sight.silent else kind
                return Event(int(sight.at), sight.chat, shown, about, sight.silent)
        self.unknown.append(sight)
        return None

    def _cases(self, text: str) -> str:
        numbers = map(int, re.findall(r"^No\. (\d+) ", text, re.MULTILINE))
        return ", ".join(f"case {self._case_of[each]}" for each in numbers)

    def _about(self, found: re.Match[str]) -> str:
        groups = found.groupdict()
        if groups.get("tps"):
            return f"{self._village[groups['village']]}-{int(groups['tps']):03d}"
        if groups.get("case") and int(groups["case"]) in self._case_of:
            return f"case {self._case_of[int(groups['case'])]}"
        label = groups.get("label") or found[0]
        return _MILESTONES.get(label[:1].lower() + label[1:], label)


def _is_new(sight: Sight) -> bool:
    return sight.new


def differences(expected: Iterable[Event], observed: Iterable[Event]) -> list[str]:
    """What is missing and what is too much, the first dozen of each; empty: they agree."""
    wanted, seen = Counter(expected), Counter(observed)
    missing, extra = sorted((wanted - seen).elements()), sorted((seen - wanted).elements())
    return [
        *(f"missing {each}" for each in missing[:12]),
        *(f"extra {each}" for each in extra[:12]),
    ]
