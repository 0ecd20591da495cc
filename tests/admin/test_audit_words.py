"""/audit speaks Indonesian: every act that the program writes down has its phrase."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.access import Action
from handlers.texts import audit as texts
from storage import audit, broadcasts, claims, leave
from storage.database import Tx
from tests.town import MORNING, Town, user_id_of

ROOT = Path(__file__).parents[2]
ENDS: dict[str, set[str]] = {
    "denied:": set(Action),
    "broadcast.": set(broadcasts.State),
    "claim ": {*claims.ClaimState, "who"},
    "leave ": set(leave.State),
    "request ": {"approved", "refused", "withdrawn"},
}
"""What follows the fixed part of names that are put together."""


def acts() -> Iterator[str]:
    """The names of all acts in the code; of those put together the fixed part, ending in '*'."""
    for file in (path for each in ("bot", "handlers", "storage") for path in _files(each)):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _named(node)


def _files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _named(call: ast.Call) -> Iterator[str]:
    what = ast.unparse(call.func)
    if what in ("ctx.audit", "self.audit"):
        name = call.args[0]
    elif what == "audit.add":
        name = call.args[2]
    elif what == "notes.Note":
        name = call.args[1]
    else:
        return
    if isinstance(name, ast.Constant):
        yield str(name.value)
    elif isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant):
        yield f"{name.values[0].value!s}*"


def test_every_act_has_a_phrase() -> None:
    """No code of the program is shown, whatever was done or refused."""
    found = set(acts())
    assert {"broadcast.*", "register", "export_confidential", "denied:*"} <= found
    whole = {name for name in found if not name.endswith("*")}
    for name in found - whole:
        whole |= {f"{name[:-1]}{end}" for end in ENDS[name[:-1]]}
    assert [name for name in sorted(whole) if texts.phrase(name).endswith(texts.OTHER)] == []


def test_no_phrase_is_left_over() -> None:
    """A phrase for what nobody does any more would only mislead."""
    found = set(acts())
    put_together = tuple(name[:-1] for name in found if name.endswith("*"))
    known = found | {"roster.import"}
    assert [n for n in texts.ACTS if n not in known and not n.startswith(put_together)] == []


def test_phrases_are_indonesian() -> None:
    """Neither underscores nor dots, nor the words of the names."""
    english = re.compile(r"_|\w\.\w|\b(denied|roster|import|changed|removed|press|event|leave)\b")
    said = [*texts.ACTS.values(), *texts.RIGHTS.values(), *texts.THINGS.values()]
    assert [each for each in said if english.search(each)] == []
    assert texts.RIGHTS.keys() == set(Action)


def test_every_kind_finds_something() -> None:
    """A word to filter by names at least one act."""
    for word, begins in texts.KINDS.items():
        if word != texts.REFUSED:
            assert any(name.startswith(begins) for name in texts.ACTS), word


async def test_areas_posts_and_people_are_named(town: Town) -> None:
    """Not 35.73.04.1001 and post:3, but what people call them."""
    await town.phone("Hadi").says("/rekap Kel. Ciptomulyo")
    await town.phone("Hadi").sees("di luar wilayah")

    def some(tx: Tx) -> None:
        audit.add(tx, MORNING, "revoke", "post:3", user_id=1, detail="person 3")
        audit.add(tx, MORNING, "invite", "invitation:9", user_id=1,
                  detail="linmas 35.73.03.1001 2")  # fmt: skip
        audit.add(tx, MORNING, "roster.import", "import:4", user_id=1,
                  detail="petugas +12 ~3 =9; removed 2, revived 0")  # fmt: skip
        audit.add(tx, MORNING, "something new", "thing:4", user_id=1, detail="x=4")

    await town.parts.db.write(some)
    await town.admin.says("/audit")
    seen = await town.admin.sees(
        "⛔", "Lurah Hadi: ditolak: melihat rekap wilayah (Kel. Ciptomulyo)",
        "petugas dicabut (Slamet, linmas TPS 001 Kotalama)",
        "undangan dibuat (undangan no. 9, linmas TPS 002 Kotalama)",
        "data petugas diimpor (impor no. 4, petugas: 12 baru, 3 berubah, dicabut 2 orang)",
        "tindakan lain",
    )  # fmt: skip
    assert not re.search(r"see_area|35\.73|post:|something|x=4", seen.text)


async def test_ditolak_includes_strangers_and_forged_presses(town: Town) -> None:
    """Whatever was refused, to whomever, is one list; what was done is not in it."""
    stranger = town.phone("Maling")
    await stranger.starts()
    await stranger.forges("1ri.yes|1")
    await stranger.sees_toast()
    await town.phone("Slamet").forges("9x")
    await town.phone("Slamet").sees_toast()
    await town.parts.db.write(lambda tx: audit.add(tx, MORNING, "register", "person:3", user_id=1))
    await town.admin.says("/audit ditolak")
    seen = await town.admin.sees(
        f"akun {user_id_of('Maling')}: tombol ditekan orang yang belum terdaftar",
        "Slamet: tombol palsu",
    )
    assert ": terdaftar" not in seen.text


@pytest.mark.parametrize("word", ["ekspor", "rahasia"])
async def test_an_export_of_confidential_incidents_is_found(town: Town, word: str) -> None:
    """By the word that one would look for."""
    await town.parts.db.write(
        lambda tx: audit.add(tx, MORNING, "export_confidential", audit.COMMAND_LINE)
    )
    await town.admin.says(f"/audit {word}")
    await town.admin.sees("sistem: ekspor dengan masalah rahasia (perintah siaga di server)")
