"""One-line reports as people type them: what is understood, and what never is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.context import Actor
from handlers.forms import logistics, participation, status
from handlers.forms.line import Line, Reader
from handlers.forms.model import Scene
from handlers.forms.reading import read_number, read_numbers, similar, words_of
from handlers.forms.spoken import read_hour
from handlers.forms.votes import looks_like_votes
from handlers.policy import Policy
from storage import events
from storage.areas import Area
from storage.people import Person, PersonId
from tests import memory

VILLAGES = (Area("35.73.03.1001", "Kotalama", "village"),
            Area("35.73.03.1005", "Wonokoyo", "village"))  # fmt: skip


def reader(*, many: bool = False) -> Reader:
    """A reader for somebody of one station, or of many."""
    tx = memory.empty()
    event = events.Event(events.EventId(1), "Pilkada", "pilkada", date(2024, 11, 27), "live")
    actor = Actor(1, Person(PersonId(1), "Slamet", None, None), ())
    scene = Scene(tx, datetime(2024, 11, 27, tzinfo=UTC), Policy(ZoneInfo("Asia/Jakarta"),
                  frozenset()), event, tuple(events.milestones(tx, 1)), actor)  # fmt: skip
    forms = [status.FORM, participation.FORM, logistics.FORM]
    return Reader(scene, forms, VILLAGES if many else (), many)


def milestone(line: Line | None) -> str | None:
    """The milestone that a line is about."""
    return None if line is None else str(line.answers.get("milestone"))


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("mulai", "mulai", None),
        ("MULAI", "mulai", None),
        ("  Mulai.  ", "mulai", None),
        ("mulai 07.05", "mulai", time(7, 5)),
        ("mulai 7:05", "mulai", time(7, 5)),
        ("mulai jam 7", "mulai", time(7)),
        ("mulai pukul 07.05", "mulai", time(7, 5)),
        ("07.05 mulai", "mulai", time(7, 5)),
        ("mulia", "mulai", None),
        ("buka", "mulai", None),
        ("sdh buka", "mulai", None),
        ("sudah dibuka pak", "mulai", None),
        ("ijin lapor TPS sudah dibuka", "mulai", None),
        ("tps buka", "mulai", None),
        ("rapat dimulai", "mulai", None),
        ("tutup", "tutup", None),
        ("tutp", "tutup", None),
        ("TPS ditutup 13.05", "tutup", time(13, 5)),
        ("pemungutan ditutup", "tutup", None),
        ("mulai hitung", "hitung", None),
        ("penghitungan dimulai 13.20", "hitung", time(13, 20)),
        ("hitung selesai", "selesai", None),
        ("kotak disegel", "segel", None),
        ("segel", "segel", None),
        ("kotak berangkat", "berangkat", None),
        ("petugas lengkap", "lengkap", None),
        ("✅ TPS 001: rapat dimulai", "mulai", None),
        ("✅ TPS 001: pemungutan ditutup", "tutup", None),
        ("mu\u200blai", "mulai", None),
        ("mulai 07:00 WIB", "mulai", time(7)),
        ("mulai pukul 07.00 wib", "mulai", time(7)),
        ("rapat mulai 0702", "mulai", time(7, 2)),
        ("mulai jam tujuh", "mulai", time(7)),
        ("mulai jam 7 lebih 5", "mulai", time(7, 5)),
        ("mulai jam 7 lewat 5 menit pak", "mulai", time(7, 5)),
        ("jam tujuh lebih lima mulai", "mulai", time(7, 5)),
        ("mulai jam 7 kurang 10", "mulai", time(6, 50)),
        ("mulai jam 7 kurang seperempat", "mulai", time(6, 45)),
        ("mulai setengah 8", "mulai", time(7, 30)),
        ("mulai jam setengah delapan", "mulai", time(7, 30)),
        ("mulai jam 7 lebih dua puluh lima", "mulai", time(7, 25)),
        ("mulai jam 7 pas", "mulai", time(7)),
        ("mulai 7.05", "mulai", time(7, 5)),
        ("mulai 7,05", "mulai", time(7, 5)),
        ("mulai jam 705", "mulai", time(7, 5)),
        ("tutup jam 1", "tutup", time(13)),
        ("tutup jam 1 siang", "tutup", time(13)),
        ("tutup 1.15", "tutup", time(13, 15)),
        ("tutup 1", "tutup", time(13)),
        ("kotak datang jam 4 pagi", "kotak", time(4)),
        ("kotak datang 04.30", "kotak", time(4, 30)),
        ("tutup setengah dua", "tutup", time(13, 30)),
        ("hitung jam tiga belas lewat lima", "hitung", time(13, 5)),
    ],
)
def test_milestones_as_people_type_them(text: str, code: str, at: time | None) -> None:
    """Case, spaces, fillers, other words and small slips do not matter."""
    line = reader().read(text)
    assert milestone(line) == code
    assert line is not None
    assert line.at == at


@pytest.mark.parametrize(
    ("text", "numbers", "everything", "excluded"),
    [
        ("12 mulai", (12,), False, ()),
        ("tps 12 mulai", (12,), False, ()),
        ("TPS 012 mulai 07.05", (12,), False, ()),
        ("mulai 12", (12,), False, ()),
        ("mulai 1-18 20", (*range(1, 19), 20), False, ()),
        ("mulai 1 s/d 3", (1, 2, 3), False, ()),
        ("mulai tps 1 sampai 3", (1, 2, 3), False, ()),
        ("8 9 mulai", (8, 9), False, ()),
        ("mulai 8,9 07.05", (8, 9), False, ()),
        ("mulai semua", (), True, ()),
        ("semua mulai", (), True, ()),
        ("semua tps sudah mulai jam 7 lebih 5", (), True, ()),
        ("semua kecuali 7 mulai", (), True, (7,)),
        ("logistik lengkap 2-4", (2, 3, 4), False, ()),
        ("2-4 logistik lengkap", (2, 3, 4), False, ()),
        ("logistik 2-4 lengkap", (2, 3, 4), False, ()),
        ("logistik lengkap tps 2 sampai 4", (2, 3, 4), False, ()),
        ("logistik lengkap semua", (), True, ()),
        ("logistik lengkap semua kecuali 7", (), True, (7,)),
        ("12 logistik lengkap semua", (12,), False, ()),
        ("12 logistik lengkap jam 6", (12,), False, ()),
        ("mulai semua kecuali 7 12", (), True, (7, 12)),
        ("Kotalama 12 mulai", (12,), False, ()),
        ("kel wonokoyo 3 tutup", (3,), False, ()),
    ],
)
def test_stations_before_or_behind(
    text: str, numbers: tuple[int, ...], everything: bool, excluded: tuple[int, ...]
) -> None:
    """Somebody of a village names one station, several, or all but some."""
    line = reader(many=True).read(text)
    assert line is not None
    assert (line.numbers, line.everything, line.excluded) == (numbers, everything, excluded)


@pytest.mark.parametrize(
    ("text", "voters"),
    [("pemilih 187", 187), ("Pemilih: 187", 187), ("jumlah pemilih 1.250", 1250),
     ("12 pemilih 187", 187),
     ("187 pemilih", 187), ("jumlah pemilih 187 orang", 187), ("pemlih 187", 187)],
)  # fmt: skip
def test_voters(text: str, voters: int) -> None:
    """The number of voters in one line."""
    line = reader(many=True).read(text)
    assert line is not None
    assert line.answers == {"voters": voters}


@pytest.mark.parametrize(
    "text",
    [
        "logistik lengkap", "log lengkap", "Logistik sudah lengkap", "logistik baik",
        "logistik aman",
        "logistik terima semua baik",
    ],
)  # fmt: skip
def test_logistics_in_order(text: str) -> None:
    """`logistik lengkap` means what came from outside."""
    line = reader().read(text)
    assert line is not None
    assert line.answers == {"part": "luar", "result": "baik"}


def test_how_many_are_there_in_one_line() -> None:
    """`lengkap 6 2`: one of the seven KPPS is missing."""
    for text in ("lengkap 6 2", "petugas lengkap kpps 6 linmas 2"):
        line = reader().read(text)
        assert line is not None
        assert (line.answers["present"], line.answers["kpps"], line.answers["linmas"]) == (
            "kurang", 6, 2,
        )  # fmt: skip


def test_how_an_operator_got_it_is_kept() -> None:
    """`12 mulai via wa` names the way it came."""
    line = reader(many=True).read("12 mulai via WA")
    assert line is not None
    assert (line.numbers, line.source) == ((12,), "wa")


@pytest.mark.parametrize(
    "text",
    [
        "banjir di depan tps", "kapan mulai?", "belum mulai", "tidak jadi mulai",
        "kotak suara mulai rusak kena air", "mulai banjir", "selesai sudah hidup saya bosan",
        "", "?", "12", "07.05", "tolong", "siapa yang tutup pintu",
        "belum tutup", "pemilih ribut 2 orang", "mulai jam 25", "mulai 12 setengah 8",
        "terima kasih", "semua aman", "logistik lengkap dan aman",
    ],
)  # fmt: skip
def test_what_is_no_report_is_never_filed(text: str) -> None:
    """Words that are left over make it free text: better asked than stored wrongly."""
    assert reader().read(text) is None


def test_voters_of_ten_oclock_are_a_milestone() -> None:
    """`pemilih jam 10 150` is what the list calls "pemilih sampai 10.00"."""
    for text in ("pemilih jam 10 150", "pemilih sampai 10.00 150"):
        line = reader().read(text)
        assert line is not None
        assert line.answers == {"milestone": "pemilih10", "voters": 150}


def test_a_full_code_names_village_and_station() -> None:
    """`35.79.01.1001-005 mulai 07.00`, as operators copy it from a list."""
    lines = reader(many=True)
    lines.scene.tx.run(
        "INSERT INTO areas (code, name, level) VALUES ('35.79.01.1001', 'Songgokerto', 'village')"
    )
    line = lines.read("35.79.01.1001-005 mulai 07.00")
    assert line is not None
    assert line.village == Area("35.79.01.1001", "Songgokerto", "village")
    assert (line.numbers, line.at, milestone(line)) == ((5,), time(7), "mulai")
    whole = lines.read("35.79.01.1001 mulai 1-18")
    assert whole is not None
    assert whole.numbers == tuple(range(1, 19))
    assert lines.read("35.79.01.1009-005 mulai 07.00") is None


@given(st.times())
def test_every_hour_written_out_is_read(at: time) -> None:
    """07.05, 0705 and "pukul 07:05" are the same minute, at any time of the day."""
    for written in (f"{at:%H.%M}", f"{at:%H%M}", f"pukul {at:%H:%M}", f"jam {at:%H.%M} WIB"):
        assert read_hour(written) == at.replace(second=0, microsecond=0)


@given(st.integers(5, 23), st.integers(1, 59))
def test_minutes_before_and_after_an_hour(hour: int, minutes: int) -> None:
    """`jam 7 lebih 5` and `jam 7 kurang 5` are as far from 07.00."""
    assert read_hour(f"jam {hour} lebih {minutes}") == time(hour, minutes)
    assert read_hour(f"jam {hour} kurang {minutes}") == time(hour - 1, 60 - minutes)


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Whatever somebody sends, reading it never fails."""
    line = _READER.read(text)
    assert line is None or line.form.kind
    looks_like_votes(text)
    read_number(text)
    read_hour(text)


_READER = reader(many=True)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=10))
def test_numbers_written_out_are_read_back(numbers: list[int]) -> None:
    """Station numbers come back as they were typed, once each."""
    assert read_numbers([str(n) for n in numbers]) == list(dict.fromkeys(numbers))


@given(st.sampled_from(["mulai", "tutup", "segel", "berangkat", "logistik"]), st.data())
def test_one_slip_does_not_matter(word: str, data: st.DataObject) -> None:
    """A letter left out inside a word still means the word."""
    at = data.draw(st.integers(1, len(word) - 1))
    assert similar(word[:at] + word[at + 1 :], word)


@pytest.mark.parametrize(
    "text",
    ["01: 120 02: 98", "01 120 02 98", "paslon 1 dapat 120", "no 1 120, no 2 98", "1=120 2=33",
     "perolehan suara 250", "Paslon nomor urut 2 unggul 300 suara", "01 dapat 120 suara",
     "120 98", "suara 120 98 45"],
)  # fmt: skip
def test_counts_of_votes_are_recognised(text: str) -> None:
    """Candidate words with numbers, or number pairs, are never stored."""
    assert looks_like_votes(text)


@pytest.mark.parametrize(
    "text",
    ["mulai 07:05 tutup 13:00", "TPS 4 terima 122 kurang 75", "kotak: 2 bilik: 4", "pemilih 187",
     "listrik padam 10:15 sampai 10:40", "mulai 1-18 20", "paslon datang ke TPS"],
)  # fmt: skip
def test_other_numbers_are_no_votes(text: str) -> None:
    """Hours, items and stations are not taken for votes."""
    assert not looks_like_votes(text)


def test_words_keep_times_and_ranges_whole() -> None:
    """07.05 and 1-18 are one word each."""
    assert words_of("Mulai 07.05, TPS 1 - 18") == ["mulai", "07.05", "tps", "1-18"]
