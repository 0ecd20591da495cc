"""`siaga texts` lists every text with an example; none is too long, none is forgotten."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from bot.cli import texts
from bot.cli.example_words import LISTS, SPECIAL, UNSAID, WORDS
from bot.cli.examples import NoExample, example, varied
from handlers.incidents.facts import Affected, Facts, Joined, Reachable
from handlers.incidents.kinds import KINDS
from handlers.incidents.reach import Reason, Recipient
from handlers.incidents.waiting import Ahead
from handlers.texts import incident_acts as acts
from handlers.texts import incident_work as work
from handlers.texts import incidents as copies
from storage.incidents import Step, StepKind
from storage.people import Person, PersonId, Post
from tests.cli.conftest import Call

LONG_NAME = "Raden Ayu Siti Nurhaliza Kusumawardhani"


def test_they_are_listed_without_token_and_database(siaga: Call, home: Path) -> None:
    """Name, length and text; exit code 0 in an empty folder."""
    code, said, complaint = siaga("texts")
    assert code == 0, complaint
    assert "incidents.WATCH (10): 👍 Dipantau\n" in said
    assert (
        "forms.receipt (59): ✅ No. 1832. Rapat dimulai 07.02. Salah? Ketik: <b>batal</b>" in said
    )
    assert list(home.iterdir()) == []


def test_every_text_has_an_example() -> None:
    """A new text whose words are unknown: give an example in bot/cli/example_words.py."""
    assert texts.review().without == ()


def test_none_is_too_long_for_a_phone() -> None:
    """At most 600 characters, or declared a list in bot/cli/example_words.py."""
    shown = texts.review().shown
    assert [e.name for e in shown if len(e.text) > texts.MOST and not e.listed] == []


def test_what_is_declared_is_there() -> None:
    """No list, exception or example for something that has gone."""
    names = {name for module in texts.modules() for name in _names(module)}
    assert LISTS - names == set()
    assert UNSAID - names == set()
    functions = {key.rpartition(".")[0] for key in SPECIAL if key[0].islower()}
    assert functions - names == set()


def _names(module: ModuleType) -> list[str]:
    short = module.__name__.rpartition(".")[2]
    return [f"{short}.{name}" for name in vars(module)]


def test_a_text_without_example_is_named() -> None:
    """Words that no table knows are no example."""

    def greeting(zodiac: str) -> str:
        """A text about something nobody has given an example of."""
        return zodiac

    with pytest.raises(NoExample, match=r"forms\.greeting: zodiac"):
        texts.said("forms.greeting", greeting)


def test_flags_and_gaps_are_varied() -> None:
    """Both ways of a flag, and an optional word left out."""

    def told(name: str | None, *, open_: bool) -> str:
        """Two kinds of things that change a text."""
        return f"{name} {open_}"

    slamet = WORDS["name"][0]
    assert texts.said("forms.told", told) == [f"{slamet} True", "None True", f"{slamet} False"]
    assert len(list(varied("forms.told", told))) == 3


# ── What the bot puts together ───────────────────────────────────────────────────────────────
def crowded() -> Facts:
    """An incident of which everything is known, at length."""
    person = Person(PersonId(2), LONG_NAME, "+6281234567890", None)
    reachable = Reachable(person, "kpps_ketua")
    facts: Facts = example("", "facts", Facts)
    agencies = (None, "bpbd", "polri", "bakesbangpol", "satpolpp")
    posts = [
        Post(
            n, PersonId(n), "koordinator" if each else "camat", "35.73", None, None, each, 0, False
        )
        for n, each in enumerate(agencies)
    ]
    ahead = Ahead(facts.incident.created_at, 1, tuple(
        Recipient(post.person_id, (1,), Reason.AREA, False, post) for post in posts
    ))  # fmt: skip
    note = "pompa kedua sudah datang, " * 20
    steps = tuple(
        Step(n, facts.incident.created_at, PersonId(7), LONG_NAME, kind, "lurah/kepala desa", note)
        for n, kind in enumerate(kind for kind in StepKind if kind is not StepKind.ASSIGNED)
    )
    incident = replace(
        facts.incident, headline="bilik suara kurang 2; " * 15, description="air masuk TPS " * 70
    )
    assert facts.station is not None
    station = replace(
        facts.station, address="Jl. Panglima Besar Sudirman Gg. XII No. 123 RT 03 RW 05"
    )
    return replace(
        facts, incident=incident, station=station, rehearsal=True, reporter=reachable,
        kind=KINDS["hakpilih"], on_behalf="Pak RT 05 " * 10, others=(reachable,) * 3,
        joined=(Joined(incident, reachable),) * 7, similar=None, ahead=ahead, steps=steps,
        affected=Affected((station,) * 40, 22_000),
    )  # fmt: skip


def test_an_alert_with_everything_is_still_read_on_a_phone() -> None:
    """What matters most is there in 600 characters: what, where, who, what follows, the last."""
    said = copies.alert(crowded())
    assert len(said) <= texts.MOST
    for part in ("🎭 GLADI", "No. 12", "TPS 012", "bilik suara kurang", "air masuk", LONG_NAME,
                 "+6281234567890", "Terdampak: 40 TPS", "Penanggung jawab", "Mohon dijawab",
                 "langkah sebelumnya"):  # fmt: skip
        assert part in said
    assert copies.shortened(crowded())
    for question in (acts.ask_dismiss(crowded().incident), work.ask_whom(crowded().incident)):
        assert len(said + question) <= texts.MOST


@pytest.mark.parametrize("secret", [False, True])
def test_the_other_copies_are_no_longer(secret: bool) -> None:
    """Group, receipt (also when nobody could be told), and each message to people."""
    facts = crowded()
    facts = replace(facts, incident=replace(facts.incident, confidential=secret))
    numbers = [("Puskesmas Kedungkandang Timur", "+62341000111")] * 9
    told = ["lurah/kepala desa", "camat", "BPBD/Damkar", "Polri", "KPU", "Dispendukcapil"]
    done = replace(facts.steps[0], note="p" * 300)
    for said in (
        copies.group_copy(facts), copies.receipt(facts, told, ()),
        copies.receipt(facts, (), numbers), copies.told_done(facts, done),
        copies.told_taken(facts, done, "+6281234567890"), copies.notice(facts, facts.steps[4]),
    ):  # fmt: skip
        assert len(said) <= texts.MOST, said


def test_a_plain_alert_leaves_nothing_out() -> None:
    """Riwayat is offered only where something was cut."""
    facts = example("", "facts", Facts)
    assert not copies.shortened(facts)
    assert facts.incident.description in copies.alert(facts)
