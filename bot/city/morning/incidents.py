"""What goes wrong, where, who reports it, and who answers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.city.chance import Chance
from bot.city.morning.people import Folk
from bot.city.morning.plan import Case, Press, minutes, quarter
from bot.city.morning.scenes import SCENES, Ending, Scene, Second
from bot.city.roster import StationRow
from handlers.incidents.joining import metres
from handlers.texts import bunch as bunch_texts
from handlers.texts import incident_acts as acts
from handlers.texts import incidents as texts
from handlers.texts import morning as typed


@dataclass(frozen=True)
class _Placed:
    """A scene with its time in seconds and the stations from which it is reported."""

    scene: Scene
    at: int
    stations: tuple[str, ...]

    def after(self, wait: float) -> int:
        """So many minutes after it began."""
        return quarter(self.at + wait * 60)


def write(folk: Folk, silent: Collection[str], chance: Chance) -> list[Case | Press]:
    """All incidents and what is pressed about them; cases are numbered in order of time."""
    placed = [_place(folk, scene, silent, chance) for scene in SCENES]
    drafts = sorted(
        (case for number, each in enumerate(placed) for case in _cases(folk, each, number)),
        key=lambda found: (found[1].at, found[0]),
    )
    numbers: dict[tuple[int, bool], int] = {}
    cases: list[Case] = []
    for number, (scene, case) in enumerate(drafts, start=1):
        second = case.double_of is not None
        numbers[scene, second] = number
        double_of = numbers[scene, False] if second else None
        cases.append(Case(
            number, case.at, case.phone, case.station, case.kind, case.severity, case.text,
            double_of, case.late_start,
        ))  # fmt: skip
    presses = [
        press for at, each in enumerate(placed)
        for press in _presses(folk, each, numbers[at, False], numbers.get((at, True)), at)
    ]  # fmt: skip
    return [*cases, *presses]


# ── Where ────────────────────────────────────────────────────────────────────────────────────
def _place(folk: Folk, scene: Scene, silent: Collection[str], chance: Chance) -> _Placed:
    stations = [
        each for each in folk.roster.stations
        if each.code.startswith(f"{scene.village}-") and each.code not in silent
    ]  # fmt: skip
    if scene.second is Second.NEAR:
        first, second = _neighbours(stations)
        return _Placed(scene, minutes(scene.clock), (first.code, second.code))
    code = chance.pick(stations).code
    return _Placed(scene, minutes(scene.clock), (code, code))


def _neighbours(stations: Sequence[StationRow]) -> tuple[StationRow, StationRow]:
    def apart(pair: tuple[StationRow, StationRow]) -> float:
        one, other = pair
        return metres((one.lat, one.lon), (other.lat, other.lon))

    return min(combinations(stations, 2), key=apart)


# ── What is reported ─────────────────────────────────────────────────────────────────────────
def _cases(folk: Folk, placed: _Placed, number: int) -> Iterator[tuple[int, Case]]:
    """The first report, and the second; numbers and `double_of` stand for themselves so far."""
    scene, (here, there) = placed.scene, placed.stations
    words = (scene.words,) if scene.late_start else typed.TYPED[scene.words]
    lines = words if scene.late_start else tuple(map(typed.incident, words))
    reporter = folk.staff(here).reporter.phone
    yield number, Case(0, placed.at, reporter, here, scene.kind, scene.severity, lines[0],
                       late_start=scene.late_start)  # fmt: skip
    if scene.second is not None:
        staff = folk.staff(there)
        other = staff.chair if here == there else staff.reporter
        yield number, Case(0, placed.after(scene.later), other.phone, there, scene.kind,
                           scene.severity, lines[1], double_of=0)  # fmt: skip


# ── What is done about it ────────────────────────────────────────────────────────────────────
def _presses(
    folk: Folk, placed: _Placed, case: int, second: int | None, turn: int
) -> Iterator[Press]:
    scene = placed.scene
    if scene.lurah_watches is not None:
        lurah = folk.heads(scene.village, "lurah")[0].phone
        yield Press(placed.after(scene.lurah_watches), lurah, texts.WATCH, case)
    if scene.ending is Ending.NOTHING:
        return
    who = folk.answerer(scene.kind, scene.village, turn).phone
    if second is not None and scene.joined is not None:
        joiner = _joiner(folk, scene, who)
        yield Press(placed.after(scene.later + scene.joined), joiner, bunch_texts.JOIN, second)
    yield from _answers(scene, who, case, placed)
    if second is not None and scene.joined is None:
        yield Press(placed.after(scene.later + scene.answered), who, texts.WATCH, second)


def _joiner(folk: Folk, scene: Scene, who: str) -> str:
    """Whoever answers joins them, but where the answer comes late: there a camat or lurah does."""
    if scene.answered > scene.later + (scene.joined or 0) + 10:
        heads = folk.heads(scene.village, "lurah") or folk.heads(scene.village[:8], "camat")
        return heads[0].phone
    return who


def _answers(scene: Scene, who: str, case: int, placed: _Placed) -> Iterator[Press]:
    at = placed.after(scene.answered)
    if scene.ending is Ending.WATCHED:
        yield Press(at, who, texts.WATCH, case)
    elif scene.ending is Ending.DISMISSED:
        yield Press(at, who, texts.DISMISS, case)
        yield Press(at + 15, who, acts.DISMISS_YES, case)
    else:
        yield Press(at, who, texts.TAKE, case)
    if scene.ending is Ending.HANDLED:
        over = placed.after(scene.answered + scene.over)
        yield Press(over, who, texts.DONE, case)
        yield Press(over + 15, who, acts.DONE_READY["diatasi"], case)
