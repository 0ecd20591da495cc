"""Status TPS: the milestones of a station's day. Their names and hours are data of the event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.access import Action, may
from handlers.forms.model import Answers, Choice, Finding, Form, Number, Option, Scene, When, Words
from handlers.texts import status as texts
from storage import events, recap
from storage.events import Event, Milestone

ALL = "semua"
SOME = "kurang"

WORDS = {
    "berdiri": ("tps berdiri", "tps siap", "tenda berdiri", "tps jadi", "berdiri", "dirikan tps",
                "tps selesai didirikan", "tenda terpasang", "terop berdiri"),
    "kotak": ("kotak di tps", "kotak sampai", "kotak datang", "logistik di tps", "kotak sudah",
              "kotak tiba di tps", "logistik tiba di tps"),
    "lengkap": ("lengkap", "petugas lengkap", "petugas hadir", "kpps lengkap", "personel lengkap",
                "anggota lengkap", "kpps dan linmas lengkap"),
    "mulai": (
        "mulai", "buka", "dibuka", "dimulai", "rapat mulai", "rapat dimulai", "tps buka",
        "tps dibuka", "mulai rapat", "sumpah", "pembukaan", "mulai pemungutan", "mulai coblosan",
        "pemungutan dimulai", "pemungutan mulai", "coblosan dimulai", "coblosan mulai",
        "nyoblos dimulai", "nyoblos mulai", "dimulai rapat", "dimulai pemungutan",
        "rapat pemungutan dimulai", "rapat pembukaan dimulai",
    ),
    "pemilih10": ("pemilih sampai 10", "pemilih jam 10", "pemilih 10.00", "pemilih pukul 10"),
    "tutup": ("tutup", "ditutup", "tps tutup", "tps ditutup", "pemungutan ditutup",
              "pemungutan tutup", "coblosan selesai", "coblosan ditutup", "coblosan tutup",
              "pemungutan selesai", "nyoblos selesai"),
    "hitung": ("hitung", "mulai hitung", "mulai penghitungan", "penghitungan mulai",
               "penghitungan dimulai", "hitung mulai", "mulai ngitung"),
    "selesai": ("selesai", "selesai hitung", "hitung selesai", "penghitungan selesai",
                "selesai penghitungan"),
    "segel": ("segel", "disegel", "kotak disegel", "kotak segel", "segel kotak"),
    "berangkat": ("berangkat", "kotak berangkat", "kotak dibawa", "kotak dikirim",
                  "kotak diantar", "kotak diangkut", "kotak digeser", "geser kotak"),
    "tiba": ("tiba", "kotak tiba", "kotak diterima", "sampai pps"),
}  # fmt: skip
"""What people type for the milestones of the shipped events; labels are understood besides."""

RECEIVED = "tiba"
"""The milestone that PPS or PPK tick when they receive the boxes."""
OPTIONAL = ("pemilih10",)
"""Milestones that are never asked for."""
_CHAIN = ("mulai", "tutup", "hitung", "selesai", "segel", "berangkat", "tiba")
"""Milestones of which the earlier one is expected to be known first."""
EARLY = {"mulai": timedelta(minutes=30), "tutup": timedelta(0)}
USUALLY_EARLY = timedelta(minutes=90)
"""So long before its hour a milestone is believed without asking."""
FULL_KPPS = 7
FULL_LINMAS = 2
"""7 KPPS and 2 order officers serve at each station (Permendagri 26/2020; PKPU 8/2022)."""


ASKS_MORE = ("lengkap", "pemilih10")
"""Milestones that come with numbers."""


def ready_answers(code: str) -> dict[str, str]:
    """The answers that one tap on a milestone gives: everybody present, unless said otherwise."""
    return {"milestone": code, "present": ALL} if code == "lengkap" else {"milestone": code}


def spelled_out(code: str, words: list[str]) -> list[str]:
    """`lengkap 6 2` means that some are missing: six KPPS and two linmas are there."""
    numbers = [word for word in words if word.isdecimal()]
    bare = [word for word in words if word not in ("kpps", "linmas")]
    if code != "lengkap" or not numbers or numbers != bare:
        return words
    if words[0] == "linmas":  # said the other way round
        numbers.reverse()
    return [ALL] if numbers == [str(FULL_KPPS), str(FULL_LINMAS)] else [SOME, *numbers]


def option(milestone: Milestone) -> Option:
    """A milestone as something to choose or type."""
    return Option(milestone.code, milestone.label, WORDS.get(milestone.code, ()))


def offered(scene: Scene) -> list[Milestone]:
    """The milestones that somebody may report: boxes that arrive are ticked by who receives."""
    place = scene.place if scene.station is not None else None
    receives = may(scene.actor.posts, Action.RECEIVE_BOXES, place)
    return [each for each in scene.milestones if receives or each.code != RECEIVED]


def _options(scene: Scene, answers: Answers) -> Sequence[Option]:
    found = [option(milestone) for milestone in offered(scene)]
    return [replace(each, label=each.label[:1].upper() + each.label[1:]) for each in found]


def milestone_of(scene: Scene, answers: Answers) -> Milestone | None:
    """The milestone a report is about, if the event has it."""
    return next((m for m in scene.milestones if m.code == answers["milestone"]), None)


def _when(code: str, *, short: bool = False) -> When:
    """Ask only for one milestone, and some questions only when people are missing."""

    def applies(scene: Scene, answers: Answers) -> bool:
        asked = answers.get("milestone") == code
        return asked and (not short or answers.get("present") == SOME)

    return applies


def _somebody_missing(scene: Scene, answers: Answers) -> bool:
    """Who is missing is no question where the numbers say that all are there."""
    full = (answers.get("kpps"), answers.get("linmas")) == (FULL_KPPS, FULL_LINMAS)
    return _when("lengkap", short=True)(scene, answers) and not full


def _summary(scene: Scene, answers: Answers) -> str:
    milestone = milestone_of(scene, answers)
    label = milestone.label if milestone else str(answers["milestone"])
    return texts.summary(label, scene.happened, answers, _day(scene, milestone))


def _day(scene: Scene, milestone: Milestone | None) -> date | None:
    """Voting day, for milestones that may be of another day; None where nobody will wonder."""
    other = milestone is not None and milestone.day_offset != 0
    return scene.event.voting_day if other else None


def on_its_day(scene: Scene, answers: Answers, at: datetime) -> datetime:
    """The hour as it is meant: one still to come, of a milestone of a day before, was that day."""
    milestone = milestone_of(scene, answers) if "milestone" in answers else None
    due = None if milestone is None else expected_at(scene, milestone)
    if due is None or at <= scene.local or due.date() >= at.date():
        return at
    return at.replace(year=due.year, month=due.month, day=due.day)


def _alarm(scene: Scene, answers: Answers) -> Finding | None:
    milestone = milestone_of(scene, answers)
    if milestone is None or scene.event.voting_day is None:
        return None
    at = scene.happened
    if milestone.not_before and at < _on_day(scene, milestone, milestone.not_before):
        said = texts.too_early(milestone.label, at)
        return Finding("prosedur", "ORANYE", said, public=said)
    if milestone.late_after and at > _on_day(scene, milestone, milestone.late_after):
        said = texts.too_late(milestone.label, at)
        return Finding("prosedur", "ORANYE", said, public=said)
    return None


def _doubt(scene: Scene, answers: Answers) -> str | None:
    milestone = milestone_of(scene, answers)
    if milestone is None or scene.event.voting_day is None:
        return None
    if scene.station and events.station_state(scene.tx, scene.event.id, scene.station.id):
        return texts.although_stopped(milestone.label)
    return _wrong_time(scene, milestone) or _wrong_order(scene, milestone)


def _wrong_time(scene: Scene, milestone: Milestone) -> str | None:
    at = scene.happened
    if at > scene.local + timedelta(minutes=2):
        return texts.in_the_future(milestone.label, at)
    rule = milestone.not_before or milestone.expected
    if rule is None:
        return None
    due = _on_day(scene, milestone, rule)
    early = EARLY.get(milestone.code, USUALLY_EARLY)
    if at < (due if milestone.not_before else due - early):
        return texts.before_its_time(milestone.label, at, due)
    return None


def _wrong_order(scene: Scene, milestone: Milestone) -> str | None:
    if milestone.code not in _CHAIN[1:] or scene.station is None:
        return None
    codes = {m.code: m.label for m in scene.milestones}
    before = next((c for c in reversed(_CHAIN[: _CHAIN.index(milestone.code)]) if c in codes), None)
    if before is None or before in reported(scene):
        return None
    return texts.out_of_order(milestone.label, codes[before], scene.happened)


def reported(scene: Scene) -> set[str]:
    """The milestones that are known for the scene's station."""
    if scene.station is None:
        return set()
    return recap.topics_of_station(scene.tx, scene.event.id, scene.station.id)


def _on_day(scene: Scene, milestone: Milestone, at: time) -> datetime:
    moment = _moment(scene.event, scene.policy.zone, milestone, at)
    assert moment is not None
    return moment


def expected_at(scene: Scene, milestone: Milestone) -> datetime | None:
    """When the milestone is due on the wall clock; None without voting day or hour."""
    return due_at(scene.event, scene.policy.zone, milestone)


def due_at(event: Event, zone: ZoneInfo, milestone: Milestone) -> datetime | None:
    """When a milestone of an event is due; None without voting day or hour."""
    return _moment(event, zone, milestone, milestone.expected)


def _moment(event: Event, zone: ZoneInfo, milestone: Milestone, at: time | None) -> datetime | None:
    if event.voting_day is None or at is None:
        return None
    return datetime.combine(event.voting_day + timedelta(days=milestone.day_offset), at, zone)


def _needs(answers: Answers) -> Action | None:
    """Boxes that arrive are ticked by those who receive them there."""
    return Action.RECEIVE_BOXES if answers.get("milestone") == RECEIVED else None


FORM = Form(
    kind="status",
    title="Status TPS",
    action=Action.REPORT_STATUS,
    questions=(
        Choice("milestone", texts.WHICH_MILESTONE, options=_options, heading="tonggak"),
        Choice(
            "present", texts.ALL_PRESENT, when=_when("lengkap"),
            options=(Option(ALL, texts.EVERYBODY, ("semua", "hadir semua", "lengkap")),
                     Option(SOME, texts.SOME_MISSING, ("kurang", "belum"))),
        ),
        Number("kpps", texts.HOW_MANY_KPPS, high=FULL_KPPS, when=_when("lengkap", short=True)),
        Number("linmas", texts.HOW_MANY_LINMAS, high=FULL_LINMAS,
               when=_when("lengkap", short=True)),
        Words("missing", texts.WHO_IS_MISSING, most=200, optional=True,
              when=_somebody_missing, heading="tidak_hadir"),
        Number("voters", texts.HOW_MANY_VOTERS, high=2000, when=_when("pemilih10"),
               heading="pemilih"),
    ),
    summary=_summary,
    help=texts.HELP,
    topic=lambda answers: str(answers["milestone"]),
    batches=True,
    needs=_needs,
    alarm=_alarm,
    doubt=_doubt,
)  # fmt: skip
