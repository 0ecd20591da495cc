"""What `siaga verify` says: that everything holds, or what was changed behind the bot's back."""

from storage.journal import Fault


def verified(entries: int, files: int) -> str:
    return (
        f"Utuh: {entries} catatan berantai, laporan dan rekap cocok, basis data sehat, "
        f"{files} berkas bukti masih sama."
    )


_FAULTS = {
    Fault.MISSING: "catatan sebelum nomor ini hilang",
    Fault.CHANGED: "isinya diubah",
    Fault.MOVED: "isi, waktu atau urutannya diubah",
    Fault.EMPTIED: "isinya dihapus tanpa catatan penghapusan",
}


def chain_broken(seq: int, fault: Fault) -> str:
    return f"Rantai catatan putus di nomor {seq}: {_FAULTS[fault]}."


def no_head(text: str) -> str:
    return f"Bukan kepala rantai: {text}. Tulis seperti 1234:9f86d081884c7d65."


def head_held(spoken: str) -> str:
    return f"Kepala {spoken} ada dalam rantai."


def head_lost(spoken: str) -> str:
    return f"Kepala {spoken} tidak ada dalam rantai: catatan sampai nomor itu diubah atau dihapus."


def head_now(spoken: str) -> str:
    return f"Kepala rantai sekarang: {spoken}"


def act_changed(row: int | None, seq: int | None) -> str:
    which = f"pada catatan {seq}" if row is None else f"No. {row}"
    return f"Audit {which} tidak sama dengan catatan berantai."


def incident_changed(incident: int) -> str:
    return f"Masalah No. {incident} tidak sama dengan catatan berantai."


def step_changed(incident: int, action: str) -> str:
    return f"Langkah masalah No. {incident} ({action}) tidak sama dengan catatan berantai."


def evidence_changed(number: int) -> str:
    return f"Bukti No. {number} tidak sama dengan catatan berantai."


def file_missing(number: int, report: int | None, path: object) -> str:
    return f"Bukti No. {number} (laporan No. {report}): berkas {path} hilang."


def file_differs(number: int, report: int | None, path: object) -> str:
    return f"Bukti No. {number} (laporan No. {report}): isi berkas {path} berubah."


def file_unreadable(number: int, report: int | None, path: object) -> str:
    return f"Bukti No. {number} (laporan No. {report}): berkas {path} tidak dapat dibaca."


def report_changed(number: int, version: int) -> str:
    which = f"{number}" if version == 1 else f"{number} versi {version}"
    return f"Laporan No. {which} tidak sama dengan catatan berantai."


def projection_wrong(what: str) -> str:
    return f"Rekap tidak cocok dengan laporan: {what}."


def file_fault(problem: str) -> str:
    return f"Basis data rusak: {problem}."
