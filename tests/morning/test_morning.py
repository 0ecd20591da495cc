"""The whole city from 06.00 to 08.00 of voting day, checked event by event.

The real bot over real HTTP; only the clock jumps. What the phones showed is compared with what
the rules, stated once more in `rules`, ask for.
"""

import asyncio
import re
from collections import Counter
from itertools import combinations
from math import cos, hypot, radians

import pytest

from bot.city.morning.plan import Case, minutes
from bot.city.roster import StationRow
from handlers.texts import bunch, incidents
from tests.morning.playing import Played, Sight, play
from tests.morning.rules import Rules, chain_of
from tests.morning.timeline import Expected, Observed, differences
from tests.uncovered import uncovered

KINDS = {
    "receipt": "every report has its receipt",
    "alert": "every incident reaches whom it must, at once, and those it climbs to",
    "late": "whoever did not answer is rung again when it climbs",
    "phone": "the reporters are told whom to phone when it climbs",
    "taken": "reporter and witnesses are told who comes",
    "done": "reporter and witnesses are told that it is over",
    "none": "reporter and witnesses are told that it was found to be none",
    "note": "whoever ends one is asked what was done",
    "held": "who holds a MERAH for an hour is reminded",
    "state": "a late start's reporter sees what is done about it",
    "claim": "Dinkes and Bakesbangpol follow up who was hurt",
    "digest": "INFO waits for the digest of 08.00",
    "prompt": "reporter and deputy are asked at the hour, if nothing is known",
    "nudge": "reporter and deputy of silent stations are nudged once a grace later",
    "list": "lurah and PPS get one list each, coordinators one summary each",
    "again": "Ingatkan semua reaches the silent ones of one village",
    "picker": "Laporkan offers the silent stations",
}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The morning, played once."""
    with uncovered():
        return asyncio.run(play(tmp_path_factory.mktemp("morning")))


@pytest.fixture(scope="module")
def expected(played: Played) -> Expected:
    """What the rules ask for."""
    return Expected(played)


@pytest.fixture(scope="module")
def observed(played: Played) -> Observed:
    """What the phones showed."""
    return Observed(played)


# ── The script ───────────────────────────────────────────────────────────────────────────────
def test_the_script_is_the_one_asked_for(played: Played) -> None:
    """1,188 stations, 5 % of them silent, 40 incidents, of which 12 double another one."""
    assert len(played.roster.stations) == 1188
    assert len(played.morning.silent) == round(1188 * 0.05)
    assert len(played.morning.cases) == 40
    assert sum(each.double_of is not None for each in played.morning.cases) == 12
    assert {each.severity for each in played.morning.cases} == {"MERAH", "ORANYE", "KUNING", "INFO"}


def test_a_double_is_what_may_be_the_same(played: Played) -> None:
    """Same kind within half an hour, at the same station or within 200 m: these and no others."""
    spots = {each.code: each for each in played.roster.stations}
    pairs = {
        (one.number, other.number)
        for one, other in combinations(played.morning.cases, 2)
        if one.kind == other.kind and other.at - one.at <= 30 * 60
        and apart(spots[one.station], spots[other.station]) <= 200
    }  # fmt: skip
    assert pairs == {
        (each.double_of, each.number) for each in played.morning.cases if each.double_of
    }


def apart(one: StationRow, other: StationRow) -> float:
    """Metres between two stations of a city, where the earth is flat."""
    north, east = one.lat - other.lat, (one.lon - other.lon) * cos(radians(one.lat))
    return 111_195 * hypot(north, east)


def test_the_ready_key_was_there_for_everybody_who_pressed_it(played: Played) -> None:
    """Prompt and receipts put the next milestone on the keyboard of 1,100 phones in time."""
    assert sum(each.key for each in played.morning.reports) > 3000
    assert played.keys_missing == []


# ── Event by event ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("kind", KINDS)
def test_the_right_people_see_it_at_the_right_second(
    kind: str, expected: Expected, observed: Observed
) -> None:
    """Each new message: who, when, about what, with or without a sound; KINDS say what is true."""
    wanted = [each for each in expected.events if each.kind == kind]
    seen = [each for each in observed.events if each.kind == kind]
    assert wanted
    assert differences(wanted, seen) == [], KINDS[kind]


def test_nobody_hears_of_anything_else(expected: Expected, observed: Observed) -> None:
    """No message of another kind, in two hours, to any of 3,500 phones."""
    assert observed.unknown == []
    assert {each.kind for each in observed.events} == set(KINDS)
    assert len(observed.events) == len(expected.events)


def test_only_what_the_sleeper_should_answer_climbs(played: Played, expected: Expected) -> None:
    """The police coordinator of Blimbing: to the next level, to all, at 5, 15 and 60 minutes."""
    climbed = {
        (course.case.severity, course.case.station[:8], *course.escalated_at)
        for course in expected.courses.values() if course.escalated_at
    }  # fmt: skip
    assert climbed == {
        ("KUNING", "35.73.01", minutes(7.03)),
        ("ORANYE", "35.73.01", minutes(6.21), minutes(6.36)),
        ("MERAH", "35.73.01", minutes(6.45)),
        ("KUNING", "35.73.01", minutes(7.50)),
    }
    sleeper = played.account_of[played.morning.sleeper]
    asleep = {number for number, course in expected.courses.items() if course.escalated_at}
    assert all(sleeper in expected.courses[number].told.aloud for number in asleep)


# ── What the messages say ────────────────────────────────────────────────────────────────────
def test_reporters_are_given_the_numbers_of_their_area(played: Played) -> None:
    """Posko of kelurahan, kecamatan and kota, Polsek and lurah, each with the full number."""
    said = [each for each in played.sights if each.new and "Telepon sekarang:" in each.text]
    stations = {played.account_of[each.phone]: each.station for each in played.morning.cases}
    assert said
    for sight in said:
        chain = chain_of(stations[sight.chat])
        numbers = [c.phone for c in played.roster.contacts
                   if c.area in chain and c.kind in ("posko", "polsek", "polres")]  # fmt: skip
        numbers += [o.phone for o in Rules(played).at(chain[0], "lurah")]
        shown = sight.text.replace(" ", "").replace("-", "")
        assert [each for each in numbers if each not in shown] == [], sight.text


def test_every_copy_shows_who_did_what(played: Played, expected: Expected) -> None:
    """Each press is on the screens of all who have the alert within the same second."""
    marks = {incidents.WATCH: "👍", incidents.TAKE: "🙋", incidents.DONE: "✅"}
    names = {each.phone: each.name for each in played.roster.officers}
    by_second = _edits(played)
    for press in played.morning.presses:
        if press.label in marks:
            course = expected.courses[press.case or 0]
            wanted = f"No. {played.numbers[course.case.number]} "
            shown = {
                sight.chat for sight in by_second[press.at]
                if wanted in sight.text and re.search(
                    rf"{marks[press.label]} \d\d\.\d\d .*{names[press.phone]}", sight.text)
            }  # fmt: skip
            assert course.told.aloud | course.told.silent <= shown, press


def _edits(played: Played) -> dict[float, list[Sight]]:
    found: dict[float, list[Sight]] = {}
    for sight in played.sights:
        if not sight.new:
            found.setdefault(sight.at, []).append(sight)
    return found


def test_witnesses_read_what_became_of_their_own_report(played: Played) -> None:
    """Ten doubles are joined: their reporters read it, and which of the two is theirs."""
    joined = [each for each in played.morning.presses if each.label == bunch.JOIN]
    cases = {each.number: each for each in played.morning.cases}
    assert len(joined) == 10
    for press in joined:
        double = cases[press.case or 0]
        account = played.account_of[double.phone]
        read = [s for s in played.sights if s.chat == account and s.at >= press.at]
        number, whole = played.numbers[double.number], played.numbers[double.double_of or 0]
        assert any(f"No. {number}" in s.text and "digabung oleh" in s.text for s in read)
        if takes(played, cases[double.double_of or 0]):
            told = f"Laporan Bapak/Ibu No. {number} digabung dengan No. {whole}"
            assert any(s.new and told in s.text for s in read)


def takes(played: Played, case: Case) -> bool:
    """Whether somebody takes this incident."""
    presses = played.morning.presses
    return any(each.case == case.number and each.label == incidents.TAKE for each in presses)


def test_the_confidential_stays_in_its_circle(played: Played) -> None:
    """Money offered: Bawaslu alone, without the reporter's name, in no list and no digest."""
    case = next(each for each in played.morning.cases if each.kind == "politikuang")
    name = next(each.name for each in played.roster.officers if each.phone == case.phone)
    circle = {
        played.account_of[each.phone] for each in played.roster.officers
        if each.agency == "Bawaslu" and each.phone in played.account_of
    }  # fmt: skip
    number, reporter = played.numbers[case.number], played.account_of[case.phone]
    about = [s for s in played.sights if re.search(rf"No\. {number}\b", s.text)]
    assert about
    for sight in about:
        assert sight.chat in circle | {reporter}
        assert sight.chat == reporter or name not in sight.text


def test_bawaslus_officers_at_the_stations_are_never_disturbed(played: Played) -> None:
    """141 PTPS have registered, and their phones stay dark all morning."""
    ptps = {
        played.account_of[each.phone] for each in played.roster.officers
        if each.role == "ptps" and each.phone in played.account_of
    }  # fmt: skip
    assert len(ptps) > 130
    assert [each for each in played.sights if each.chat in ptps] == []


def test_every_report_has_a_number_of_its_own(played: Played, observed: Observed) -> None:
    """3,425 receipts, 3,425 numbers, in the order of time, none left out."""
    numbers = [
        int(re.search(r"✅ No\. (\d+)\.", each.text)[1])  # type: ignore[index]
        for each in played.sights
        if each.new and not each.silent and re.search(r"✅ No\. \d+\. ", each.text)
    ]
    reported = len(played.morning.reports) + len(played.morning.cases)
    receipts = Counter(each.kind for each in observed.events)["receipt"]
    assert len(set(numbers)) == receipts == reported
    assert max(numbers) == reported


# ── At 08.00 ─────────────────────────────────────────────────────────────────────────────────
def test_recap_and_silence_add_up_to_1188(played: Played, expected: Expected) -> None:
    """/rekap in the city and by kecamatan, /belum by kelurahan: each station is in one of them.

    Here a later milestone says nothing about an earlier one: of the boxes of the station whose
    meeting the lurah reported nobody said a word.
    """
    for milestone, label in (("mulai", "rapat dimulai"), ("kotak", "kotak sudah di TPS")):
        behalf = len(list(expected.on_behalf())) if milestone == "mulai" else 0
        silent = len(played.morning.silent) - behalf
        said = played.answers[f"/belum {milestone}"]
        assert f"Kota Malang: {silent} dari 1.188 TPS" in said
        listed = [int(each) for each in re.findall(r"^• [^(\n]+ \((\d+)\):", said, re.MULTILINE)]
        assert sum(listed) == silent
        if milestone == "mulai":
            recap = played.answers["/rekap mulai"].replace(".", "")
            assert f"{label}: {1188 - silent} dari 1188" in recap
            parts = re.findall(r"Kec [A-Z]\w+ (\d+) dari (\d+)", recap)
            assert sum(int(done) for done, _ in parts) == 1188 - silent
            assert sum(int(of) for _, of in parts) == 1188


def test_the_stations_without_anybody_are_a_list_of_their_own(played: Played) -> None:
    """Twelve of the silent ones have nobody registered; one kelurahan is silent as a whole."""
    assert "Tanpa pelapor (12 TPS" in played.answers["/belum mulai"]
    summary = [s for s in played.sights if s.new and s.at == minutes(7.45)]
    assert any("Seluruh kelurahan tanpa kabar: Kel. Penanggungan" in s.text for s in summary)


def test_what_was_joined_counts_once(played: Played) -> None:
    """/rekap and /siaga give the same number of open incidents."""
    recap = re.search(r"Masalah: (\d+) terbuka", played.answers["/rekap mulai"])
    listed = re.search(r"(\d+) masalah terbuka", played.answers["/siaga"])
    assert recap is not None
    assert listed is not None
    assert recap[1] == listed[1]


def test_the_log_holds_and_nothing_was_parked(played: Played) -> None:
    """`siaga verify` finds nothing, no update failed, and every call was a right one."""
    assert played.problems == ()
    assert played.parked == 0
    assert played.violations == []
