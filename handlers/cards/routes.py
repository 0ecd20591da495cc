"""What may be said and pressed about printed cards."""

from handlers.cards import asking
from handlers.officers.privacy import privately
from handlers.router import Handle

COMMANDS: dict[str, Handle] = {"kartu": asking.command}
PRESSES: dict[str, Handle] = privately({
    "kt.home": asking.start, "kt.area": asking.area, "kt.one": asking.one, "kt.all": asking.whole,
})  # fmt: skip
