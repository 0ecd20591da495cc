"""Terima (luar) where logistics pass through: kelurahan, kecamatan, store."""

import json

from storage.reports import wrong_projections
from tests.town import BURING, CIPTOMULYO, KOTALAMA, Town


async def kept(town: Town) -> list[dict[str, object]]:
    """Every version of every report: what it is about and what it says."""
    rows = await town.rows(
        "SELECT number, version, withdrawn, kind, area, store_id, station_id, answers"
        " FROM reports ORDER BY id"
    )
    return [{**row, "answers": json.loads(str(row["answers"]))} for row in rows]


async def test_a_village_receives_all_in_one_tap(voting_day: Town) -> None:
    """Yanti: 📦 Logistik → Terima (luar) → Semua baik, with the numbers of her three stations."""
    yanti = voting_day.phone("Yanti")
    await yanti.says("📦 Logistik")
    await yanti.presses("Terima (luar) Kel. Kotalama")
    await yanti.sees("Kel. Kotalama", "untuk 3 TPS", "kotak suara: 6", "bilik suara: 12",
                     "jangan buka segel")  # fmt: skip
    await yanti.presses("Semua baik")
    await yanti.sees("✅ No. 1. Terima (luar) Kel. Kotalama: 6 dari 6 kotak; semua baik")
    assert await kept(voting_day) == [{
        "number": 1, "version": 1, "withdrawn": 0, "kind": "terima", "area": KOTALAMA,
        "store_id": None, "station_id": None,
        "answers": {"result": "baik", "boxes": 6, "of": 6},
    }]  # fmt: skip
    assert await voting_day.value("SELECT place FROM current_reports") == f"a{KOTALAMA}"


async def test_missing_boxes_of_a_village_are_orange(voting_day: Town) -> None:
    """The boxes of two stations did not come: KPU and the lurah know whose, without counting."""
    yanti, hana = voting_day.phone("Yanti"), voting_day.phone("Hana")
    await yanti.says("/logistik")
    await yanti.presses("Terima (luar)")
    await yanti.presses("Ada yang bermasalah")
    await yanti.presses("Kotak suara")
    await yanti.presses("Belum diterima")
    await yanti.sees("TPS nomor berapa saja?")
    await yanti.says("2 9")
    await yanti.sees("Tidak ada TPS 9 di sini")
    await yanti.says("2-3")
    await yanti.sees("Ada barang lain")
    await yanti.presses("Ada lagi")
    await yanti.presses("Segel kotak")
    await yanti.sees("Masalahnya apa?")
    await yanti.presses("Segel rusak")
    await yanti.sees("TPS nomor berapa saja?")
    await yanti.says("1")
    await yanti.sees("Nomor segelnya?")
    await yanti.says("A 00912")
    await yanti.presses("Tidak, sudah semua")
    await yanti.sees("foto tanda terima")
    await yanti.presses("Lewati")
    await yanti.sees("No. 1", "2 dari 6 kotak", "Kotak suara belum diterima (TPS 2–3)",
                     "Segel kotak rusak (TPS 1, no. segel A 00912)")  # fmt: skip
    eko = voting_day.phone("Eko")
    await eko.sees("ORANYE", "Kel. Kotalama", "Kotak suara belum diterima (TPS 2–3)")
    await voting_day.phone("Lurah Hadi").sees("ORANYE", "Kotak suara belum diterima")
    await hana.sees_no("Kotak suara belum diterima")  # ORANYE rises to the city only unanswered
    headline = await voting_day.value("SELECT headline FROM incidents")
    assert "00912" not in str(headline)


async def test_a_receipt_is_corrected_and_taken_back(voting_day: Town) -> None:
    """Versions of one number; the alert closes with the boxes that came after all."""
    yanti = voting_day.phone("Yanti")
    await yanti.says("/logistik")
    await yanti.presses("Terima (luar)")
    await yanti.presses("Ada yang bermasalah")
    await yanti.presses("Bilik suara")
    await yanti.presses("Kurang")
    await yanti.presses("Lewati")
    await yanti.sees("Berapa jumlahnya?")
    await yanti.says("4")
    await yanti.sees("Ada barang lain")
    await yanti.presses("Tidak, sudah semua")
    await yanti.sees("foto tanda terima")
    await yanti.presses("Lewati")
    await yanti.sees("No. 1", "Bilik suara kurang 4")
    await yanti.says("terima logistik lengkap")
    await yanti.sees("No. 1 dikoreksi (versi 3)", "semua baik")
    assert await voting_day.parts.db.read(lambda tx: list(wrong_projections(tx))) == []
    assert await voting_day.value("SELECT state FROM incidents") == "dismissed"
    await yanti.says("batal")
    await yanti.sees("Laporan No. 1 dibatalkan")
    assert [row["withdrawn"] for row in await kept(voting_day)] == [0, 0, 0, 1]
    assert await voting_day.parts.db.read(lambda tx: list(wrong_projections(tx))) == []
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 0


async def test_a_district_names_village_and_stations(voting_day: Town) -> None:
    """Eko receives for the whole kecamatan: a village first, then its stations."""
    eko = voting_day.phone("Eko")
    await eko.says("/logistik")
    await eko.presses("Terima (luar) Kec. Kedungkandang")
    await eko.sees("untuk 4 TPS", "kotak suara: 8")
    await eko.presses("Ada yang bermasalah")
    await eko.presses("Kotak suara")
    await eko.presses("Tertukar")
    await eko.presses("Buring")
    await eko.sees("TPS nomor berapa saja?")
    await eko.says("1")
    await eko.sees("Ada barang lain")
    await eko.presses("Tidak, sudah semua")
    await eko.sees("foto tanda terima")
    await eko.presses("Lewati")
    await eko.sees("No. 1", "8 dari 8 kotak", "Kotak suara tertukar (Buring TPS 1)")
    await voting_day.phone("Hana").sees("ORANYE", "Kec. Kedungkandang", "tertukar")


async def test_a_guard_receives_at_the_own_store(voting_day: Town) -> None:
    """Gito has it beside the check of his store, which stays as many taps as before."""
    gito = voting_day.phone("Gito")
    await gito.says("📦 Logistik")
    await gito.sees("Bagaimana keadaan tempat simpan", "Tidak aman")
    await gito.presses("Terima (luar) Kantor Kelurahan Kotalama")
    await gito.sees("untuk 3 TPS")
    await gito.presses("Semua baik")
    await gito.sees("✅ No. 1", "Terima (luar) Kantor Kelurahan Kotalama", "6 dari 6 kotak")
    assert [row["store_id"] for row in await kept(voting_day)] == [1]


async def test_boxes_are_counted_where_nobody_knows_how_many(voting_day: Town) -> None:
    """The roster does not say which stations a store serves: then the number is asked."""
    await voting_day.parts.db.write(lambda tx: tx.run("DELETE FROM store_stations"))
    gito = voting_day.phone("Gito")
    await gito.says("terima logistik lengkap")
    await gito.sees("Berapa kotak suara yang diterima?")
    await gito.says("40")
    await gito.sees("✅ No. 1", "40 kotak; semua baik")


async def test_a_station_still_files_for_itself(voting_day: Town) -> None:
    """The same words of somebody at a TPS, or with its number, are about that TPS."""
    slamet, yanti = voting_day.phone("Slamet"), voting_day.phone("Yanti")
    await slamet.says("terima logistik lengkap")
    await slamet.sees("✅ No. 1. Terima (luar): semua baik")
    await yanti.says("2 terima logistik lengkap")
    await yanti.sees("✅ No. 2. Terima (luar): semua baik")
    assert [row["kind"] for row in await kept(voting_day)] == ["logistik", "logistik"]


async def test_nobody_receives_elsewhere(voting_day: Town) -> None:
    """Forged presses name other nodes: refused, audited, nothing begun."""
    for name, node in (("Yanti", CIPTOMULYO), ("Yanti", BURING), ("Eko", "35.73.04"),
                       ("Gito", KOTALAMA), ("Slamet", KOTALAMA), ("Slamet", "g1")):  # fmt: skip
        await voting_day.phone(name).forges(f"1f.node|{node}")
        await voting_day.phone(name).sees_toast("Maaf")
    for node in ("35.73", "x", "g99", "g", ""):
        await voting_day.phone("Yanti").forges(f"1f.node|{node}")
        await voting_day.phone("Yanti").sees_toast("tidak berlaku")
    assert await voting_day.value("SELECT COUNT(*) FROM drafts") == 0
    assert await voting_day.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 11


async def test_two_villages_short_of_boxes_are_two_alerts(voting_day: Town) -> None:
    """What Kotalama lacks says nothing of Ciptomulyo."""
    await voting_day.parts.db.write(
        lambda tx: tx.run(
            "UPDATE posts SET area = $1 WHERE person_id ="
            " (SELECT id FROM people WHERE name = 'Oki')", CIPTOMULYO,
        )
    )  # fmt: skip
    await voting_day.parts.db.write(
        lambda tx: tx.run("UPDATE posts SET role = 'pps' WHERE role = 'operator'")
    )
    for name in ("Yanti", "Oki"):
        phone = voting_day.phone(name)
        await phone.says("/logistik")
        await phone.presses("Terima (luar)")
        await phone.presses("Ada yang bermasalah")
        await phone.presses("Kotak suara")
        await phone.presses("Kurang")
        await phone.presses("Lewati")
        await phone.sees("Berapa jumlahnya?")
        await phone.says("1")
        await phone.sees("Ada barang lain")
        await phone.presses("Tidak, sudah semua")
        await phone.sees("foto tanda terima")
        await phone.presses("Lewati")
        await phone.sees("Kotak suara kurang 1")
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 2


async def test_the_list_of_corrections_names_the_node_once(voting_day: Town) -> None:
    """Kelurahan, kotak and what was found stand on the button."""
    yanti = voting_day.phone("Yanti")
    await yanti.says("terima logistik lengkap")
    await yanti.sees("No. 1")
    await yanti.says("/koreksi")
    seen = await yanti.sees("Laporan mana yang mau dikoreksi?")
    assert seen.labels[0] == "No. 1 · Terima (luar) Kel. Kotalama: 6 dari 6 kotak; se… · 07.02"
