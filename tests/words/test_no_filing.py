"""Free words are never filed by themselves: the reader of one-line reports leaves them alone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.context import Actor
from handlers.forms.catalogue import FORMS
from handlers.forms.line import Reader
from handlers.forms.model import Scene
from handlers.policy import Policy
from storage import events
from storage.areas import Area
from storage.people import Person, PersonId
from tests import memory
from tests.words.measure import NONE, TABLES, phrases

SAID = [text for table in TABLES for text, kinds in phrases(table) if kinds == {NONE}]
WRITTEN = [text for table in TABLES for text, kinds in phrases(table) if kinds != {NONE}]
ASKED = (
    "mulai?", "sudah mulai?", "tps 12 sudah mulai?", "pemilih 187?", "logistik lengkap?",
    "gudang aman?", "siap mulai", "mau tutup", "akan dimulai", "buka wa", "masalah apa?",
    "masalah nihil", "kendala tidak ada", "ada masalah nggak?", "masalah banjir?",
)  # fmt: skip


def _reader(*, many: bool) -> Reader:
    tx = memory.empty()
    event = events.Event(events.EventId(1), "Pilkada", "pilkada", date(2024, 11, 27), "live")
    actor = Actor(1, Person(PersonId(1), "Slamet", None, None), ())
    scene = Scene(tx, datetime(2024, 11, 27, 3, tzinfo=UTC), Policy(ZoneInfo("Asia/Jakarta"),
                  frozenset()), event, tuple(events.milestones(tx, 1)), actor)  # fmt: skip
    villages = [Area("35.73.03.1001", "Kotalama", "village")] if many else []
    return Reader(scene, list(FORMS.values()), villages, many)


@pytest.mark.parametrize("many", [False, True])
def test_what_reports_nothing_is_never_a_line(many: bool) -> None:
    """Neither the phrases of both parts, nor questions made of the words of reports."""
    reader = _reader(many=many)
    assert [text for text in (*SAID, *ASKED) if reader.read(text) is not None] == []


@pytest.mark.parametrize("many", [False, True])
def test_free_reports_are_asked_about_before_they_count(many: bool) -> None:
    """A line without its key word is never complete: nothing of it is filed as a milestone."""
    reader = _reader(many=many)
    lines = [line for text in WRITTEN if (line := reader.read(text)) is not None]
    assert all(line.form.kind == "masalah" and "kind" not in line.answers for line in lines)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("text", [
    "bukan", "bukan pak", "luka", "luka pak", "3 luka", "suka", "buku", "mulas pak", "pegel",
    "sampah", "perangkat", "hidung", "tutur", "buk", "pagi buk", "kadir 5", "pemilik 2",
    "memiliki 2", "logistik balik", "lengkapi", "kotak disetel", "kotak dibawa orang",
    "2 orang mulai", "mulai 2 tps", "3 tps sudah mulai", "mohon dibuka", "tolong ditutup",
    "tutup saja", "dibuka saja",
])  # fmt: skip
def test_a_word_of_its_own_is_no_slip_of_a_milestone(text: str, many: bool) -> None:
    """One letter from buka, mulai, tutup, segel, hadir: and yet other words."""
    assert _reader(many=many).read(text) is None
