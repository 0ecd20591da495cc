"""What may be said and pressed about people whom the bot does not reach."""

from handlers.officers.privacy import privately
from handlers.router import Handle
from handlers.unreached import digest, listing, one

COMMANDS: dict[str, Handle] = {"belum_terdaftar": listing.command}
PRESSES: dict[str, Handle] = privately({
    "ur.home": listing.start, "ur.area": listing.area, "ur.own": listing.own,
    "ur.one": one.show, "ur.wa": one.by_whatsapp, "ur.qr": one.by_code,
})  # fmt: skip
tick = digest.tick
