"""What those who decide on people may say and press."""

from handlers.officers import browsing, changing, inviting, replacing, revoking
from handlers.officers.privacy import privately
from handlers.router import Handle, Take

COMMANDS: dict[str, Handle] = {
    "petugas": browsing.command, "undang": inviting.command, "cabut": revoking.command,
    "ganti": replacing.start,
}  # fmt: skip
PRESSES: dict[str, Handle] = privately({
    "of.home": browsing.home, "of.area": browsing.area, "of.tps": browsing.station,
    "of.post": browsing.officer,
    "of.role": changing.ask_role, "of.role2": changing.role, "of.move": changing.ask_station,
    "of.move2": changing.move, "of.seat": changing.ask_seat, "of.seat2": changing.seat,
    "of.conf": changing.confidential,
    "of.end": revoking.ask, "of.end2": revoking.revoke, "of.uninv": revoking.uninvite,
    "of.wa": inviting.by_whatsapp,
    "of.start": replacing.start, "of.where": replacing.where, "of.swap": replacing.swap,
    "of.sub": replacing.substitute, "of.do": replacing.do, "of.stop": replacing.stop,
})  # fmt: skip
TAKERS: tuple[Take, ...] = (replacing.take,)
